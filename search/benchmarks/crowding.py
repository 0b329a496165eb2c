"""Crowding: the same queries by several readers at once, each a process of its own, all kinds mixed."""

import multiprocessing
import random
import time
from collections.abc import Mapping, Sequence
from typing import NamedTuple

import django

from search.benchmarks import measuring
from search.benchmarks.measuring import Times


class Seen(NamedTuple):
    """One query of one reader."""

    kind: str
    address: str
    milliseconds: float
    answered: bool  # not given up


def measure(queries: Mapping[str, Sequence], *, readers: int, runs: int, seconds: float, seed: int) -> dict[str, Times]:
    """The times of each kind, where so many readers together ask `runs` of each; fewer after so many seconds."""
    each = [(queries, -(-runs // readers), seconds, seed + number) for number in range(readers)]
    with multiprocessing.get_context("spawn").Pool(readers, initializer=django.setup) as pool:
        seen = [one for part in pool.starmap(_read, each) for one in part]
    return {kind: _times(rows) for kind in queries if (rows := [one for one in seen if one.kind == kind])}


def _times(rows: Sequence[Seen]) -> Times:
    taken = [one.milliseconds for one in rows]
    return measuring.times_of(taken, len({one.address for one in rows}), sum(not one.answered for one in rows))


def _read(queries: Mapping[str, Sequence], runs: int, seconds: float, seed: int) -> list[Seen]:
    """What one reader saw."""
    from search.benchmarks import answering  # Django is set up by now

    order = [query for each in queries.values() if each for query in measuring.shuffled(each, runs, seed)]
    random.Random(seed).shuffle(order)
    for query in order[: measuring.WARMING]:
        answering.rank(query)
    end = time.monotonic() + seconds
    seen = []
    for query in order:
        started = time.perf_counter()
        answered = answering.rank(query)
        seen.append(Seen(query.kind, query.address, (time.perf_counter() - started) * 1000, answered))
        if time.monotonic() > end:
            break
    return seen
