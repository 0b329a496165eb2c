"""Bringing: a delivery becomes an import, with its progress; broken off, it goes on where it was."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from archive import ingest
from archive.delivering import looking, retrying
from archive.ingest import running
from archive.ingest.datatypes import CleanArticle, RawFile
from archive.ingest.planning import Outcome
from archive.ingest.problems import Problem
from archive.models import Delivery
from archive.working.declaring import Progress

WORKERS = 1  # beside the process that stores: the machine serves readers, too
MOST_PROBLEMS = 200  # rejected rows told of a dry run, and as many notes; a real one keeps its own


def bring(delivery: Delivery, progress: Progress, *, dry: bool, again: list[int] | None = None) -> dict[str, Any]:
    """Bring its files in, or (`dry`) decide about them alone, and return the numbers.

    `again` are imports of it: then only what they rejected is taken.
    """
    paths, rejected = delivery.paths, None
    if again:
        rejected = retrying.rejected(again, paths)
        paths = [path for path in paths if rejected.within(path)]
    told: dict[bool, list[dict[str, Any]]] = {False: [], True: []}  # by whether they are notes
    meter = Meter(paths)

    def tell(problem: Problem) -> None:
        if dry and len(told[problem.note]) < MOST_PROBLEMS:
            told[problem.note].append(looking.told(problem))

    run = running.Run(
        paths, source=delivery.source, status=delivery.status, dry=dry, by=delivery.by, tell=tell, later=True
    )
    with run:
        if run.record is not None:
            delivery.imports.add(run.record)
        for note in rejected.notes(paths) if rejected else ():
            run.take(note)
        begin = run.begin if rejected is None else from_the_first_row
        for item in ingest.articles_in(paths, WORKERS, begin, delivery.manner):
            if rejected is None or rejected.has(item):
                run.take(item)
            meter.move(item)
            progress.tell(meter.done, meter.size, result=numbers(run))
    return numbers(run) | ({"problems": [*told[False], *told[True]]} if dry else {})


def from_the_first_row(raw: RawFile) -> None:
    """Rejected rows may stand before the place that a run that was broken off had reached."""


def numbers(run: running.Run) -> dict[str, Any]:
    counts = {outcome.value: run.numbers.of(outcome) for outcome in Outcome}
    return {**counts, "read": run.numbers.read, "notes": run.numbers.notes}


class Meter:
    """How many bytes of the files are read: files that are done, and the place in the one that is being read."""

    def __init__(self, paths: list[Path]) -> None:
        self.before: dict[str, int] = {}
        self.size = self.done = 0
        for path in paths:
            self.before[str(path)] = self.size
            self.size += path.stat().st_size if path.exists() else 0

    def move(self, item: CleanArticle | Problem) -> None:
        place = self.before.get(item.where.path)
        if place is None:
            return
        packed = item.where.member or item.where.path.endswith(".gz")
        within = item.provenance.end if isinstance(item, CleanArticle) and not packed else 0
        self.done = max(self.done, min(self.size, place + within))
