"""Bringing in is tested without what follows it: nobody listens to the end of an import here."""

import pytest

from archive.signals import import_ended


@pytest.fixture(autouse=True)
def _nobody_listens(monkeypatch):
    monkeypatch.setattr(import_ended, "receivers", [])
    monkeypatch.setattr(import_ended, "sender_receivers_cache", {})
