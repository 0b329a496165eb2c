"""Measuring: how long something takes, over all queries of a kind, again and again. Pure, no Django."""

import math
import random
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

FEWEST_RUNS = 20  # even of what takes longer than its time
COUNTING = 30  # seconds, at most, that queries are begun to be counted in
COUNTED = 20  # queries whose matches are counted
WARMING = 20  # queries asked before that count for nothing


@dataclass(frozen=True)
class Times:
    """Milliseconds, over so many runs of so many queries; how often it was given up."""

    queries: int
    runs: int
    p50: float
    p95: float
    p99: float
    given_up: int = 0


def measure(
    queries: Sequence, act: Callable, *, runs: int, seconds: float, seed: int, fewest: int = FEWEST_RUNS
) -> Times | None:
    """Ask all queries, in an order of chance, and again, `runs` in all.

    Where that takes longer than `seconds` it ends earlier, but after the `fewest`. `act` gives False where it gave up.
    Without queries there is nothing to measure.
    """
    if not queries:
        return None
    order = shuffled(queries, runs, seed)
    end = time.monotonic() + seconds
    for query in order[-WARMING:]:
        act(query)
        if time.monotonic() > end - seconds / 2:
            break
    taken: list[float] = []
    given_up = 0
    for query in order:
        started = time.perf_counter()
        given_up += act(query) is False
        taken.append((time.perf_counter() - started) * 1000)
        if time.monotonic() > end and len(taken) >= fewest:
            break
    return times_of(taken, len(set(order[: len(taken)])), given_up)


def shuffled(queries: Sequence, runs: int, seed: int) -> list:
    """All queries as often as it takes for `runs` of them, each round in an order of its own."""
    rng = random.Random(seed)
    order: list = []
    while len(order) < runs:
        order += rng.sample(list(queries), len(queries))
    return order[:runs]


def times_of(taken: Sequence[float], queries: int, given_up: int = 0) -> Times:
    return Times(
        queries=queries,
        runs=len(taken),
        p50=percentile(taken, 0.50),
        p95=percentile(taken, 0.95),
        p99=percentile(taken, 0.99),
        given_up=given_up,
    )


def middle(queries: Sequence, count: Callable[..., int], seed: int) -> int:
    """The median of what is counted for some of the queries; 0 without queries."""
    end = time.monotonic() + COUNTING
    some = shuffled(queries, min(COUNTED, len(queries)), seed) if queries else []
    counted = [count(query) for query in some if query is some[0] or time.monotonic() < end]
    return round(statistics.median(counted)) if counted else 0


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest value that so large a share of all does not exceed (nearest rank)."""
    return sorted(values)[max(0, math.ceil(share * len(values)) - 1)]
