"""Running: the parts of a benchmark one after the other, over a database that is built."""

import random
import time
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass

from tqdm import tqdm

from search.benchmarks import (
    answering,
    building,
    crowding,
    drawing,
    exact,
    loading,
    machine,
    measuring,
    peers,
    serving,
    warming,
)
from search.benchmarks.building import Built
from search.benchmarks.drawing import Asked
from search.benchmarks.housing import House
from search.benchmarks.measuring import Times
from search.benchmarks.peers import Missing, Peer
from search.benchmarks.reporting import Kind, Report

PARTS = ("ranked", "together", "overlap", "pages", "edits", "load")
OVERLAPS = 40  # queries of a kind whose matches are all scored
PEER_SHARE = 0.5  # of the time that ours has for a kind
FEWEST_OF_PEER = 5  # runs: of a million articles some take half a minute each

Tell = Callable[[str], None]
Drawn = Mapping[str, Sequence[Asked]]


@dataclass(frozen=True)
class Plan:
    """What is to be measured, and how much of it."""

    parts: Sequence[str] = PARTS
    peers: Sequence[str] = tuple(peers.KINDS)
    kinds: Sequence[str] = ()  # of queries; all where none are named
    runs: int = 200  # of each kind
    seconds: float = 60  # at most, of each kind in each part
    readers: int = 2
    load_seconds: float = 30
    seed: int = 1
    quiet: bool = False

    @property
    def warming(self) -> float:
        """Seconds of the load that do not count."""
        return min(5.0, self.load_seconds)


def run(house: House, built: Built, plan: Plan, tell: Tell) -> Report:
    """Measure everything that the plan names, within the house; `tell` is told what goes on."""
    tell("Drawing queries …")
    drawn = drawing.draw(plan.seed)
    drawn = {kind: of for kind, of in drawn.items() if not plan.kinds or kind in plan.kinds}
    warm = warming.warm()
    tell(f"{warm / 1e9:.1f} GB of the index are in memory." if warm else "The index could not be read into memory.")
    report = Report(
        machine=machine.describe(),
        corpus=built.corpus,
        articles=built.articles,
        build=asdict(built) | {"rate": built.rate},
        sizes=building.sizes(),
        edits={},
        kinds=[Kind(kind) for kind in drawn],
        peers={},
        missing=[],
        readers=plan.readers,
    )
    _ours(report, drawn, plan, tell)
    _peers(report, drawn, house, plan, tell)
    if "edits" in plan.parts:
        tell("Editing articles …")
        report.edits = building.edits(plan.seed)
    if "load" in plan.parts:
        tell(f"Reading pages over HTTP for {plan.warming + plan.load_seconds:.0f} s …")
        report.load = _load(drawn, plan)
    return report


def _ours(report: Report, drawn: Drawn, plan: Plan, tell: Tell) -> None:
    if "ranked" in plan.parts:
        for kind in _each(report.kinds, "Ranking first pages", plan, tell):
            kind.alone = _measured(drawn[kind.name], answering.rank, plan, plan.seconds)
            kind.matches = measuring.middle(drawn[kind.name], answering.count, plan.seed)
    if "together" in plan.parts:
        tell(f"Ranking first pages, {plan.readers} readers at once …")
        seconds = plan.seconds * len(drawn) / 2
        together = crowding.measure(drawn, readers=plan.readers, runs=plan.runs, seconds=seconds, seed=plan.seed)
        for kind in report.kinds:
            kind.together = together.get(kind.name)
    if "pages" in plan.parts:
        with _impatient():
            for kind in _each(report.kinds, "Whole pages", plan, tell):
                kind.page = _measured(drawn[kind.name], answering.page, plan, plan.seconds)
    if "overlap" in plan.parts:
        for kind in _each(report.kinds, "Scoring all matches", plan, tell):
            if kind.name != "newest":  # that is no order by score
                kind.overlap, kind.compared = _overlap(drawn[kind.name], plan)


def _overlap(queries: Sequence[Asked], plan: Plan) -> tuple[float | None, int]:
    """The mean, and over how many queries; at most OVERLAPS of them, and no longer than a kind may take."""
    shares: list[float] = []
    end = time.monotonic() + plan.seconds
    for query in measuring.shuffled(queries, min(OVERLAPS, plan.runs, len(queries)), plan.seed) if queries else ():
        if (share := exact.overlap(query)) is not None:
            shares.append(share)
        if time.monotonic() > end:
            break
    return (sum(shares) / len(shares), len(shares)) if shares else (None, 0)


def _peers(report: Report, drawn: Drawn, house: House, plan: Plan, tell: Tell) -> None:
    for name in plan.peers:
        try:
            peer = peers.peer_of(name, house)
        except Missing as missing:
            report.missing.append(f"{name}: {missing}")
            continue
        report.peers[name] = _ready(peer, tell) | {"bytes": peer.size()}
        for kind in _each(report.kinds, name, plan, tell):
            seconds = plan.seconds * PEER_SHARE
            times = _measured(drawn[kind.name], peer.search, plan, seconds, min(plan.runs, FEWEST_OF_PEER))
            if times:
                kind.peers[name] = times
                kind.found[name] = measuring.middle(drawn[kind.name], peer.search, plan.seed)


def _ready(peer: Peer, tell: Tell) -> dict[str, float]:
    """Its index is built if it is not there; in how many seconds."""
    if peer.ready():
        return {}
    tell(f"Building the index of {peer.name} …")
    started = time.monotonic()
    peer.build()
    return {"seconds": time.monotonic() - started}


def _load(drawn: Drawn, plan: Plan) -> loading.Load:
    mix = serving.mix(drawn, random.Random(plan.seed))
    with serving.served() as port:
        return loading.load(
            port, mix, readers=plan.readers, seconds=plan.load_seconds, warming=plan.warming, seed=plan.seed
        )


def _measured(
    queries: Sequence[Asked],
    act: Callable[[Asked], int | bool],
    plan: Plan,
    seconds: float,
    fewest: int = measuring.FEWEST_RUNS,
) -> Times | None:
    return measuring.measure(queries, act, runs=plan.runs, seconds=seconds, seed=plan.seed, fewest=fewest)


def _each(kinds: Iterable[Kind], what: str, plan: Plan, tell: Tell) -> Iterator[Kind]:
    tell(f"{what} …")
    return iter(tqdm(list(kinds), unit=" kinds", leave=False, disable=True if plan.quiet else None))


@contextmanager
def _impatient() -> Iterator[None]:
    """With the time limit of readers' connections."""
    answering.be_impatient()
    try:
        yield
    finally:
        answering.be_impatient(0)
