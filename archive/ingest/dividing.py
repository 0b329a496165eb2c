"""The work among processes: small files, and stretches of the rows of large ones, are parsed and cleaned side by side.

What comes back stands in the order of the files, whatever number of processes worked, and so does what is stored.
Files of one large article or of rows that only make sense in their order (a table, an array of JSON) are read here.
"""

from __future__ import annotations

import io
import multiprocessing
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, replace
from functools import partial

from archive import helping
from archive.ingest import cleaning, lines, parsing
from archive.ingest.datatypes import CleanArticle, ParsedArticle, RawFile
from archive.ingest.detecting import Format
from archive.ingest.guarding import guarded
from archive.ingest.parsing import json_lines, rows
from archive.ingest.problems import Problem, Stage

SMALL = lines.HEAD  # bytes of a file that is one piece of work
NOT_WORTH_A_PROCESS = 2 * lines.HEAD  # bytes
Item = CleanArticle | Problem
Begin = Callable[[RawFile], lines.Place | None]
Results = Callable[[], Iterable[Item]]


@dataclass(frozen=True, slots=True)
class Piece:
    """What a process parses and cleans at a time: a file, or a stretch of its rows."""

    raw: RawFile
    stretch: lines.Stretch | lines.TooLong | None = None

    @property
    def size(self) -> int:
        return len(self.stretch.data) if isinstance(self.stretch, lines.Stretch) else self.raw.size or 0


def articles(files: Iterable[RawFile | Problem], workers: int, begin: Begin) -> Iterator[Item]:
    """The articles and the problems of the files in their order, cleaned by `workers` processes; by this one for 0.

    `begin` gives the place in a file of rows before which nothing is wanted.
    """
    with processes(workers) as pool:
        waiting: deque[Results] = deque()
        for results in Division(pool, begin).results_of(files):
            waiting.append(results)
            if len(waiting) > 2 * workers:
                yield from waiting.popleft()()
        while waiting:
            yield from waiting.popleft()()


class Division:
    """Gives pieces of work away, to `pool` or to whoever asks for the result."""

    def __init__(self, pool: ProcessPoolExecutor | None, begin: Begin) -> None:
        self.pool, self.begin = pool, begin
        self.bytes = 0

    def results_of(self, files: Iterable[RawFile | Problem]) -> Iterator[Results]:
        for raw in files:
            if isinstance(raw, Problem):
                yield partial(tuple, [raw])
            elif raw.size is not None and raw.size <= SMALL:
                yield self.give(Piece(raw), rows.Unused())
            else:
                yield from self.results_of_large(raw)

    def results_of_large(self, raw: RawFile) -> Iterator[Results]:
        if not has_lines(raw):
            yield partial(map, clean, parsing.parse(raw))
            return
        unused, unopened = rows.Unused(), replace(raw, open=io.BytesIO)
        for stretch in parsing.told(raw, json_lines.stretches(raw, self.begin(raw))):
            if isinstance(stretch, Problem):
                yield partial(tuple, [stretch])
            else:
                yield self.give(Piece(unopened, stretch), unused)
        yield partial(unused.note, raw.where)

    def give(self, piece: Piece, unused: rows.Unused) -> Results:
        self.bytes += piece.size
        if self.pool is None or self.bytes <= NOT_WORTH_A_PROCESS:
            return partial(collect, partial(work, piece), unused)
        return partial(collect, self.pool.submit(work, piece).result, unused)


def has_lines(raw: RawFile) -> bool:
    """Whether a file is one of JSON lines; one that cannot be told is none: `parse` meets the same and says why."""
    [form] = parsing.told(raw, map(parsing.format_of, [raw]))
    return form == Format.JSON_LINES


def work(piece: Piece) -> tuple[list[Item], rows.Unused]:
    """The cleaned articles of a piece, and the fields of its rows that mean nothing to us."""
    unused = rows.Unused()
    if piece.stretch is None:
        return [clean(parsed) for parsed in parsing.parse(piece.raw)], unused
    found = json_lines.parse_stretch(piece.raw, piece.stretch, unused)
    return [clean(parsed) for parsed in parsing.told(piece.raw, found)], unused


def collect(result: Callable[[], tuple[list[Item], rows.Unused]], unused: rows.Unused) -> list[Item]:
    items, further = result()
    unused.add(further)
    return items


def clean(parsed: ParsedArticle | Problem) -> Item:
    if isinstance(parsed, Problem):
        return parsed
    return next(guarded(map(cleaning.clean, [parsed]), parsed.provenance.where, Stage.CLEAN))


def processes(workers: int) -> AbstractContextManager[ProcessPoolExecutor | None]:
    if not workers:
        return nullcontext()
    return ProcessPoolExecutor(workers, multiprocessing.get_context("spawn"), initializer=helping.begin)
