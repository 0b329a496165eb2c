"""Whether the files as received are there, are what their names say, and are all accounted for."""

from __future__ import annotations

import hashlib
import itertools
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from django.conf import settings

from archive import discarding
from archive.ingest import originals
from archive.models import Import, Original
from archive.verifying import EXAMPLES, Finding

KINDS = ("original_missing", "original_unreadable", "original_changed", "original_orphaned")
BATCH = 1_000
A_DAY = 86_400


@dataclass
class Survey:
    """What has been seen of the files so far."""

    tell: Callable[[], object]
    files: int = 0
    bytes: int = 0
    counts: dict[str, int] = field(default_factory=lambda: dict.fromkeys(KINDS, 0))
    examples: dict[str, list[str]] = field(default_factory=lambda: {kind: [] for kind in KINDS})

    def note(self, kind: str, example: str) -> None:
        self.counts[kind] += 1
        if len(self.examples[kind]) < EXAMPLES:
            self.examples[kind].append(example)

    def findings(self) -> list[Finding]:
        return [Finding(kind, self.counts[kind], tuple(self.examples[kind])) for kind in KINDS]


def total() -> int:
    """How many files the rows name."""
    return Original.objects.values("sha256").distinct().count()


def look(*, hashing: bool = True, tell: Callable[[], object] = lambda: None) -> Survey:
    """Look at every file that a row names and at every file that is there; without `hashing`, only whether it is.

    `tell` hears of each file that was looked at. A file is read in pieces, one at a time.
    Raises `OSError` where the folder of the originals itself cannot be read.
    """
    survey = Survey(tell)
    for sha256 in Original.objects.order_by("sha256").values_list("sha256", flat=True).distinct().iterator(BATCH):
        _look_at(survey, sha256, hashing=hashing)
    there = _stored(_youngest())
    while stored := list(itertools.islice(there, BATCH)):
        named = Original.objects.filter(sha256__in=[path.name for path in stored])
        known = set(named.values_list("sha256", flat=True))
        known |= discarding.named(path.name for path in stored if path.name not in known)
        for path in stored:
            if path.name not in known or path != originals.place(path.name):
                survey.note("original_orphaned", str(path.relative_to(settings.ORIGINALS)))
    return survey


def _look_at(survey: Survey, sha256: str, *, hashing: bool) -> None:
    path = originals.place(sha256)
    try:
        size = path.stat().st_size
        if hashing and _digest(path) != sha256:
            survey.note("original_changed", sha256)
    except FileNotFoundError:
        survey.note("original_missing", sha256)
        size = 0
    except OSError as error:
        survey.note("original_unreadable", f"{sha256} ({error.strerror})")
        size = 0
    survey.files += 1
    survey.bytes += size
    survey.tell()


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _stored(youngest: float) -> Iterator[Path]:
    """Every file below the folder of the originals that was there before `youngest`, in seconds since 1970."""
    if not settings.ORIGINALS.exists():
        return
    waiting = [settings.ORIGINALS]
    while waiting:
        for path in waiting.pop().iterdir():
            if path.is_dir() and not path.is_symlink():
                waiting.append(path)
            elif path.lstat().st_mtime <= youngest:
                yield path


def _youngest() -> float:
    """An import that runs has files whose rows are not written yet, and others that are still being copied."""
    return time.time() - A_DAY if Import.objects.filter(state=Import.State.RUNNING).exists() else float("inf")
