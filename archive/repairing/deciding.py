"""Deciding: what a curator says of a pattern, once for all its places. Recorded, and taken back by `reopen`."""

from __future__ import annotations

from collections.abc import Collection

import pghistory
from django.db import transaction
from django.db.models import F, QuerySet
from django.utils import timezone

from archive.models import RepairPattern, RepairPlace, User
from archive.repairing.datatypes import Approved, Key

State = RepairPattern.State
KEY = ("pattern__kind", "pattern__printed")


def approve(patterns: Collection[int], *, by: User) -> int:
    """Readers see these repaired wherever they stand, now and in what comes in later. How many waited until then."""
    return _decide(patterns, State.APPROVED, "approve_repair", by)


def refuse(patterns: Collection[int], *, by: User) -> int:
    """These are as they should be, and nobody is asked again. How many waited until then."""
    return _decide(patterns, State.REFUSED, "refuse_repair", by)


def reopen(patterns: Collection[int], *, by: User) -> int:
    """Take decisions back: the patterns wait again, and readers see what was printed. How many were decided."""
    with transaction.atomic(), pghistory.context(user=by.pk, act="reopen"):
        decided = RepairPattern.objects.filter(pk__in=patterns).exclude(state=State.WAITING)
        return decided.update(state=State.WAITING, decided_by=None, decided_at=None)


def standing() -> QuerySet[RepairPlace]:
    """Where approved patterns stand in the present texts of articles. A text that has changed is looked at first."""
    return RepairPlace.objects.filter(pattern__state=State.APPROVED, text_version=F("article__text_version"))


def approved_among(articles: Collection[int]) -> dict[int, Approved]:
    """Of each article that has any, the approved patterns that stand in its present text."""
    rows = standing().filter(article__in=articles).values_list("article", *KEY, "pattern__mended")
    found: dict[int, dict[Key, str]] = {}
    for article, kind, printed, mended in rows:
        found.setdefault(article, {})[kind, printed] = mended
    return dict(found)


def _decide(patterns: Collection[int], state: str, act: str, by: User) -> int:
    with transaction.atomic(), pghistory.context(user=by.pk, act=act):
        waiting = RepairPattern.objects.filter(pk__in=patterns, state=State.WAITING)
        return waiting.update(state=state, decided_by=by, decided_at=timezone.now())
