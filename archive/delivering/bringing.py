"""Bringing: a delivery becomes an import, with its progress; broken off, it goes on where it was."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from archive import ingest
from archive.delivering import looking
from archive.ingest import running
from archive.ingest.datatypes import CleanArticle
from archive.ingest.planning import Outcome
from archive.ingest.problems import Problem
from archive.models import Delivery, ImportProblem
from archive.working.declaring import Progress

WORKERS = 1  # beside the process that stores: the machine serves readers, too
MOST_PROBLEMS = 200  # told of a dry run; a real one keeps its own


def bring(delivery: Delivery, progress: Progress, *, dry: bool, only: list[str] | None = None) -> dict[str, Any]:
    """Bring its files in (`only` those of these paths), or decide about them alone, and return the numbers."""
    paths = [path for path in delivery.paths if only is None or str(path) in only]
    told: list[dict[str, Any]] = []
    meter = Meter(paths)

    def tell(problem: Problem) -> None:
        if dry and len(told) < MOST_PROBLEMS:
            told.append(looking.told(problem))

    run = running.Run(
        paths, source=delivery.source, status=delivery.status, dry=dry, by=delivery.by, tell=tell, later=True
    )
    with run:
        if run.record is not None:
            delivery.imports.add(run.record)
        for item in ingest.articles_in(paths, WORKERS, run.begin, delivery.manner):
            run.take(item)
            meter.move(item)
            progress.tell(meter.done, meter.size, result=numbers(run))
    return numbers(run) | ({"problems": told} if dry else {})


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


def failed_paths(delivery: Delivery) -> list[str]:
    """The files of the delivery in which rows were rejected by its last import."""
    last = delivery.imports.order_by("-pk").first()
    if last is None or not last.rejected:
        return []
    rejected = ImportProblem.objects.filter(importing=last, severity=ImportProblem.Severity.REJECTED)
    return [str(path) for path in delivery.paths if rejected.filter(path__startswith=str(path)).exists()]
