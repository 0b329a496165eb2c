"""Where a run stood that was broken off, so that the same run, started again, need not decide on all rows anew.

Every batch keeps in its own transaction how far the rows of each file are stored. Only rows of JSON lines are passed
over, whose place in the file says all; other files are decided on again, which finds their articles already here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from archive.ingest import lines, originals
from archive.ingest.attributing import Row
from archive.ingest.datatypes import RawFile
from archive.ingest.parsing import json_lines
from archive.models import Import, Source

MOST_FILES = 1_000  # the latest are remembered


class Reached:
    """How far the rows of each file are stored, by the hash of the file and the name of the member."""

    def __init__(self, places: Iterable[tuple[str, str, int, int]] = (), by: int = 0) -> None:
        self.places = {(sha256, member): lines.Place(line, byte) for sha256, member, line, byte in places}
        self.by = by  # the import that was broken off

    def place_in(self, raw: RawFile, hash_of: Callable[[Path], str]) -> lines.Place | None:
        """Where the rows begin that are not stored; None for a file of which none is. A file that is gone has none."""
        if not self.places:
            return None
        try:
            return self.places.get((hash_of(raw.received), raw.where.member))
        except originals.Changed:
            return None

    def note(self, rows: Iterable[Row]) -> None:
        """The rows are stored, and all that stand before them in their files."""
        last = {(row.sha256, row.clean.where.member): row.clean.provenance for row in rows}
        for file, provenance in last.items():
            if provenance.media_type == json_lines.MEDIA_TYPE and provenance.where.line:
                self.places.pop(file, None)  # the latest stands last
                newline = len("\n".encode(provenance.encoding))
                self.places[file] = lines.Place(provenance.where.line + 1, provenance.end + newline)

    def journal(self) -> dict[str, list]:
        latest = list(self.places.items())[-MOST_FILES:]
        return {"reached": [[*file, place.line, place.byte] for file, place in latest]}


def by_broken_run(paths: list[str], source: Source | None) -> Reached:
    """What the last run of the same paths and for the same source had stored when it was broken off; nothing if it
    went to its end, so that a further run decides on every row.
    """
    last = Import.objects.filter(paths=paths, source=source).order_by("-pk").first()
    if last is None or last.state != Import.State.FAILED:
        return Reached()
    return Reached(last.journal.get("reached", ()), last.pk)
