"""Retrying: of a delivery that was brought in, what was rejected and nothing else.

What was stored is not decided on again, so the account of a retry is that of its rows alone.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field, replace
from itertools import takewhile
from pathlib import Path

from archive.ingest import reading
from archive.ingest.datatypes import CleanArticle
from archive.ingest.problems import Problem, Reason, Stage, Where
from archive.models import Delivery, Import, ImportProblem, Job


@dataclass
class Rejected:
    """Places by file (and member): the lines that were rejected, and what was rejected as a whole."""

    lines: dict[str, set[int]] = field(default_factory=lambda: defaultdict(set))
    whole: set[str] = field(default_factory=set)

    def has(self, item: CleanArticle | Problem) -> bool:
        """Whether it was rejected then; what has no line stands for its file."""
        where = item.where
        file = replace(where, line=None, part="")
        if {str(replace(where, line=None)), str(file), where.path} & self.whole:
            return True
        known = self.lines.get(str(replace(where, line=None)))
        if where.line is None:
            return known is not None or (isinstance(item, Problem) and not item.note)
        return known is not None and where.line in known

    def within(self, path: Path) -> int:
        """How many places of this file were rejected."""
        name = reading.shown(path)
        mine = [place for place in {*self.lines, *self.whole} if place == name or place.startswith(f"{name} › ")]
        return sum(len(self.lines[place]) if place in self.lines else 0 for place in mine) + len(
            self.whole.intersection(mine)
        )

    def notes(self, paths: Collection[Path]) -> Iterator[Problem]:
        """What the report says of each file that is read again."""
        for path in paths:
            where = Where(reading.shown(path))
            yield Problem(where, Stage.READ, Reason.TRIED_AGAIN, {"count": self.within(path)}, note=True)


def imports_to_retry(delivery: Delivery) -> list[int]:
    """The imports whose rejected rows can be tried again; none while one was broken off and has to go on first.

    These are the last one and those before it that were broken off, since it went on where they ended. A retry that was
    broken off is begun again with what it had to do.
    """
    job = delivery.job
    if job is not None and job.arguments.get("again") and job.state in (Job.State.FAILED, Job.State.CANCELLED):
        return list(job.arguments["again"])
    latest = list(delivery.imports.order_by("-pk"))
    if not latest or latest[0].state != Import.State.FINISHED:
        return []
    broken_off = takewhile(lambda one: one.state == Import.State.FAILED, latest[1:])
    return [one.pk for one in (latest[0], *broken_off) if one.rejected]


def rejected(imports: Collection[int], paths: list[Path]) -> Rejected:
    """What these imports of the paths rejected.

    An import keeps a bounded number of places. Where it rejected more, the file of the last that is known counts as
    a whole, and so do those after it.
    """
    found = Rejected()
    problems = ImportProblem.objects.filter(importing__in=imports, severity=ImportProblem.Severity.REJECTED)
    for place, line in problems.values_list("path", "line").iterator():
        if line is None:
            found.whole.add(place)
        else:
            found.lines[place].add(line)
    names = [reading.shown(path) for path in paths]
    for one in Import.objects.filter(pk__in=imports):
        kept = problems.filter(importing=one)
        if one.rejected > kept.count():
            last = kept.order_by("-pk").values_list("path", flat=True).first() or ""
            first = next((number for number, name in enumerate(names) if last.split(" › ")[0] == name), 0)
            found.whole.update(names[first:])
    return found
