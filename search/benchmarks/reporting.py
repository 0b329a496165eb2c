"""Reporting: what was measured, as Markdown for docs/performance.md. Pure, no Django."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from search.benchmarks.loading import Load
from search.benchmarks.measuring import Times

MB = 2**20


@dataclass
class Kind:
    """One kind of query."""

    name: str
    alone: Times | None = None  # ids and scores of the first page, one reader
    together: Times | None = None  # the same, several readers
    page: Times | None = None  # the whole page in the process
    overlap: float | None = None  # with the exact best of all matches
    compared: int = 0  # queries of the overlap
    matches: int = 0  # of a query in the middle
    peers: dict[str, Times] = field(default_factory=dict)
    found: dict[str, int] = field(default_factory=dict)  # by each peer, in the middle


@dataclass
class Report:
    """All that one run measured; what it left out is None or empty."""

    machine: dict[str, str]
    corpus: str
    articles: int
    build: dict[str, Any]
    sizes: dict[str, int]
    edits: dict[str, float]
    kinds: list[Kind]
    peers: dict[str, dict[str, float]]  # bytes of their indexes, seconds of building where this run built them
    missing: list[str]
    load: Load | None = None
    readers: int = 2


def markdown(report: Report) -> str:
    """The report as a page of tables."""
    return "\n".join(line for part in _parts(report) for line in part)


def _parts(report: Report) -> Iterator[Iterable[str]]:
    title = f"### {report.articles:,} articles of {report.corpus}"
    yield [title, "", ", ".join(f"{name} {value}" for name, value in report.machine.items() if value) + ".", ""]
    yield _built(report)
    if any(kind.alone for kind in report.kinds):
        yield _ranked(report)
    if any(kind.peers for kind in report.kinds):
        yield _peers(report)
    if report.load:
        yield _loaded(report.load)
    yield [f"Not measured: {sentence}" for sentence in report.missing]


def _built(report: Report) -> Iterator[str]:
    build = report.build
    resumed = f", of which {build['found_there']:,} an earlier run had brought" if build["found_there"] else ""
    rows = [
        ("brought in, cleaned, stored, analysed, indexed", f"{build['rate']:,.0f} articles a second, "
         f"{build['seconds']:,.0f} s{resumed} (commit {build['commit']})"),
        ("memory, highest: the program's processes", _bytes(build["memory"])),
        ("memory, highest: PostgreSQL's", _bytes(build["server_memory"]) if build["server_memory"] else "not known"),
    ]  # fmt: skip
    if report.edits.get("edits"):
        times = f"{report.edits['median']:.2f} s, at most {report.edits['most']:.2f} s ({report.edits['edits']} edits)"
        rows.append(("an edited article is found after, median", times))
    rows += [(name, f"{_bytes(size)}, {size / max(1, report.articles) / 1000:,.1f} kB an article")
             for name, size in report.sizes.items()]  # fmt: skip
    yield from _table(("building", ""), rows)


def _ranked(report: Report) -> Iterator[str]:
    heads = (
        "p50 / p95 / p99 in ms",
        "matches",
        "queries, runs",
        "ranked first page",
        f"{report.readers} readers at once",
        "whole page",
        "overlap with the exact top 20",
    )
    rows = []
    for kind in report.kinds:
        if not kind.alone:
            rows.append((kind.name, *["–"] * (len(heads) - 1)))
            continue
        overlap = f"{kind.overlap:.3f} ({kind.compared})" if kind.overlap is not None else "–"
        counted = f"{kind.alone.queries}, {kind.alone.runs}"
        matches = f"{kind.matches:,}"
        rows.append(
            (kind.name, matches, counted, _times(kind.alone), _times(kind.together), _times(kind.page), overlap)
        )
    yield from _table(heads, rows)


def _peers(report: Report) -> Iterator[str]:
    names = list(report.peers)
    heads = ["first page, p50 / p95 in ms", "ours", *names]
    rows = []
    for kind in report.kinds:
        ours = kind.alone
        if ours:
            others = (_ratio(kind, name) for name in names)
            rows.append((kind.name, f"{ours.p50:.1f} / {ours.p95:.1f}", *others))
    sizes = (f"{report.peers[name]['bytes'] / max(1, report.articles) / 1000:,.2f} kB" for name in names)
    own = report.sizes.get("GIN", 0) / max(1, report.articles) / 1000
    rows.append(("index an article", f"{own:,.2f} kB", *sizes))
    yield from _table(heads, rows)
    yield "Peers count their matches, too. × says how many times as long as ours it takes; [n] how many it found."
    yield ""


def _loaded(load: Load) -> Iterator[str]:
    errors = ", ".join(f"{name} {count}" for name, count in load.errors.items()) or "none"
    yield (
        f"{load.readers} readers over HTTP for {load.seconds:.0f} s: **{load.rate:.1f} pages a second**, "
        f"{load.pages:,} pages, p50 / p95 / p99 {_times(load.all)} ms, errors: {errors}."
    )
    yield ""
    rows = [(kind, f"{times.runs:,}", _times(times)) for kind, times in load.kinds.items()]
    yield from _table(("over HTTP", "pages", "p50 / p95 / p99 in ms"), rows)


def _table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    yield f"| {' | '.join(heads)} |"
    yield f"|{'---|' * len(heads)}"
    for row in rows:
        yield f"| {' | '.join(row)} |"
    yield ""


def _times(times: Times | None) -> str:
    if not times:
        return "–"
    given_up = f" ({times.given_up} given up)" if times.given_up else ""
    return f"{times.p50:.1f} / {times.p95:.1f} / {times.p99:.1f}{given_up}"


def _ratio(kind: Kind, peer: str) -> str:
    times, ours = kind.peers.get(peer), kind.alone
    if not times or not ours:
        return "–"
    ratio = f", ×{times.p50 / ours.p50:.1f}" if ours.p50 else ""
    return f"{times.p50:.1f} / {times.p95:.1f}{ratio} [{kind.found[peer]:,}]"


def _bytes(size: float) -> str:
    return f"{size / MB:,.0f} MB"
