"""The index's work for the worker."""

from __future__ import annotations

from django.core.management import call_command

from archive.working import declaring
from archive.working.declaring import Progress, Turn


@declaring.job("index", megabytes=4096, minutes=24 * 60, turn=Turn.INDEX)
def index(progress: Progress) -> None:
    """All that waits to be indexed is, by all processors where it is much."""
    call_command("index", verbosity=0)
