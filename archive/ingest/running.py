"""A run: takes what was read in batches, has it decided and stored, and keeps the account of it.

A batch is one transaction with its numbers, so a run that is killed leaves whole batches and no half ones, and running
it again finishes the work. Runs take turns at the batch (an advisory lock): of two that read the same file at once,
the second finds what the first has stored.
"""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import pghistory
from django.db import IntegrityError, connection, transaction
from django.db.models import F
from django.utils import timezone

from archive.ingest import attributing, lines, originals, planning, reading, recalling, resuming, storing
from archive.ingest.attributing import Row
from archive.ingest.datatypes import CleanArticle, RawFile
from archive.ingest.planning import Outcome
from archive.ingest.problems import Problem, Reason, Refused, Stage
from archive.models import Article, Import, ImportProblem, Source, User
from archive.signals import import_ended

ONE_BATCH_AT_A_TIME = 0x696E67657374  # advisory lock, "ingest"
RUNS = 0x72756E  # class of the advisory locks that show which runs are alive, "run"
BATCH = 2_000
LARGEST_BATCH = 5_000_000  # letters: a batch of very long articles is cut earlier
Batch = list[CleanArticle | Problem]
MOST_PROBLEMS = 10_000  # rejected rows kept for a run, and as many notes; all are counted


@dataclass
class Numbers:
    """The account of a run; it adds up by its nature."""

    counts: Counter[Outcome] = field(default_factory=Counter)
    notes: int = 0

    @property
    def read(self) -> int:
        return sum(self.counts.values())

    def of(self, outcome: Outcome) -> int:
        return self.counts[outcome]


class Run:
    """One import: takes clean articles and problems in the order in which they were read, stores them in batches.

    `dry` decides the same and writes nothing at all, neither rows nor originals; `later` leaves what follows an import
    (the index) to the worker. Use it as a context: leaving it
    stores the last batch and closes the account, an exception leaves the account as failed with all whole batches in
    it.
    """

    def __init__(
        self,
        paths: Sequence[Path],
        *,
        source: Source | None = None,
        status: str = Article.Status.PUBLISHED,
        dry: bool = False,
        by: User | None = None,
        tell: Callable[[Problem], None] = lambda problem: None,
        later: bool = False,
    ) -> None:
        self.paths, self.status, self.dry, self.by, self.tell = list(paths), status, dry, by, tell
        self.given, self.later = source, later
        self.numbers = Numbers()
        self.record: Import | None = None
        self.memory = recalling.Memory() if dry else None
        self.hashes: dict[Path, str] = {}
        self.waiting: list[CleanArticle | Problem] = []
        self.letters = 0
        self.problems_kept: Counter[bool] = Counter()  # by whether they are notes
        self.sources = attributing.Sources(source, pretend=dry)
        self.reached = resuming.Reached()

    def __enter__(self) -> Run:
        if not self.dry:
            close_dead_runs()
            originals.sweep(time.time())
            paths = [reading.shown(path) for path in self.paths]
            self.reached = resuming.by_broken_run(paths, self.given)
            self.record = Import.objects.create(
                paths=paths, source=self.given, started_by=self.by, journal=self.reached.journal()
            )
            with connection.cursor() as cursor:
                cursor.execute("select pg_advisory_lock(%s, %s)", [RUNS, self.record.pk])
        for problem in self.sources.describe(self.paths):
            self.take(problem)
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: object) -> None:
        if kind is None:
            self.store_waiting()
        if self.record is None:
            return
        state = Import.State.FINISHED if kind is None else Import.State.FAILED
        Import.objects.filter(pk=self.record.pk).update(state=state, finished_at=timezone.now())
        with connection.cursor() as cursor:
            cursor.execute("select pg_advisory_unlock(%s, %s)", [RUNS, self.record.pk])
        if kind is None:
            import_ended.send_robust(
                sender=type(self), later=self.later
            )  # which logs; what was stored stays, whoever fails to hear

    def begin(self, raw: RawFile) -> lines.Place | None:
        """The first row of a file that an earlier run of the same paths, which was broken off, has not stored."""
        place = self.reached.place_in(raw, self.hash_of) if self.record else None
        if place:
            where = raw.where.at(place.line)
            self.take(Problem(where, Stage.READ, Reason.GOES_ON, {"import": self.reached.by}, note=True))
        return place

    def take(self, item: CleanArticle | Problem) -> None:
        """Puts an article or a problem into the batch that is being filled; stores the batch when it is full."""
        self.waiting.append(item)
        self.letters += len(item.body) if isinstance(item, CleanArticle) else 0
        if len(self.waiting) >= BATCH or self.letters >= LARGEST_BATCH:
            self.store_waiting()

    def store_waiting(self) -> None:
        batch, self.waiting, self.letters = self.waiting, [], 0
        if not batch:
            return
        try:
            counts, problems = self.store_unchanged(batch)
        except IntegrityError:
            # Somebody outside the queue of runs (a curator in the admin) took a key or a name meanwhile; now it is
            # there to be seen.
            self.sources.refresh()
            counts, problems = self.store_unchanged(batch)
        self.numbers.counts += counts
        for problem in problems:
            self.numbers.notes += problem.note
            self.tell(problem)

    def store_unchanged(self, batch: Batch) -> tuple[Counter[Outcome], list[Problem]]:
        """Stores the batch without what came from files that changed meanwhile; each of them costs one more attempt."""
        while True:
            try:
                return self.store_batch(batch)
            except originals.Changed as changed:
                self.sources.refresh()
                batch = [without_file(item, changed) for item in batch]

    def store_batch(self, batch: Batch) -> tuple[Counter[Outcome], list[Problem]]:
        """One transaction: the articles, their originals, the problems and the numbers."""
        problems = [item for item in batch if isinstance(item, Problem)]
        counts: Counter[Outcome] = Counter({Outcome.REJECTED: sum(not problem.note for problem in problems)})
        for path in {item.provenance.received for item in batch if isinstance(item, CleanArticle)}:
            self.hash_of(path)  # before the transaction: a large file takes its time
        if self.record is None:
            self.decide_batch(batch, counts, problems)
            return counts, problems
        with transaction.atomic(), pghistory.context(act="import", importing=self.record.pk):
            with connection.cursor() as cursor:
                cursor.execute("set local lock_timeout = 0")  # a run waits for the other's batch, however long
                cursor.execute("select pg_advisory_xact_lock(%s)", [ONE_BATCH_AT_A_TIME])
            self.decide_batch(batch, counts, problems)
            self.keep_account(self.record, counts, problems, batch[-1])
        return counts, problems

    def decide_batch(self, batch: Batch, counts: Counter[Outcome], problems: list[Problem]) -> None:
        rows = []
        for article in batch:
            if isinstance(article, CleanArticle):
                problems += article.notes
                try:
                    rows.append(self.row_of(article))
                except Refused as refused:
                    counts[Outcome.REJECTED] += 1
                    problems.append(refused.at(article.where, Stage.STORE))
        for group in planning.without_repeats(rows):
            decisions = planning.decide(group, self.memory)
            counts += Counter(decision.outcome for decision in decisions)
            problems += [note for decision in decisions for note in decision.notes]
            if self.record is not None:
                storing.write(decisions, self.record, self.status)
        self.reached.note(rows)

    def row_of(self, article: CleanArticle) -> Row:
        sha256 = self.hash_of(article.provenance.received)
        return Row(article, self.sources.of(article), sha256, planning.text_digest(article))

    def hash_of(self, path: Path) -> str:
        """The hash of the file that is being read; files come one after the other, so few are remembered."""
        if path not in self.hashes:
            if len(self.hashes) >= 2 * BATCH:
                self.hashes.clear()
            self.hashes[path] = originals.digest(path)
        return self.hashes[path]

    def keep_account(
        self, record: Import, counts: Counter[Outcome], problems: list[Problem], last: CleanArticle | Problem
    ) -> None:
        kept = []
        for problem in problems:
            if self.problems_kept[problem.note] < MOST_PROBLEMS:
                self.problems_kept[problem.note] += 1
                kept.append(problem)
        ImportProblem.objects.bulk_create(to_row(problem, record) for problem in kept)
        numbers = {outcome.value: F(outcome.value) + counts[outcome] for outcome in Outcome}
        Import.objects.filter(pk=record.pk).update(
            rows_read=F("rows_read") + sum(counts.values()),
            journal=self.reached.journal()
            | {"last": str(last.where), "status": self.status, "problems_kept": self.problems_kept.total()},
            **numbers,
        )


def without_file(item: CleanArticle | Problem, changed: originals.Changed) -> CleanArticle | Problem:
    if isinstance(item, CleanArticle) and item.provenance.received == changed.path:
        return changed.at(item.where, Stage.STORE)
    return item


def close_dead_runs() -> None:
    """Runs that were killed: they say "running", but nobody holds their lock."""
    with connection.cursor() as cursor:
        for record in Import.objects.filter(state=Import.State.RUNNING):
            cursor.execute("select pg_try_advisory_lock(%s, %s)", [RUNS, record.pk])
            if cursor.fetchone()[0]:
                Import.objects.filter(pk=record.pk).update(state=Import.State.FAILED, finished_at=timezone.now())
                cursor.execute("select pg_advisory_unlock(%s, %s)", [RUNS, record.pk])


def to_row(problem: Problem, record: Import) -> ImportProblem:
    where = problem.where
    return ImportProblem(
        importing=record,
        severity=ImportProblem.Severity.WARNING if problem.note else ImportProblem.Severity.REJECTED,
        path=str(replace(where, line=None)),
        line=where.line,
        stage=problem.stage.value,
        reason=problem.reason.value,
        detail=dict(problem.detail),
    )
