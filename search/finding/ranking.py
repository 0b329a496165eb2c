"""Ranking: the order of what was found, by few SQL statements: what the words tell, how many match, which are shown."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from search import datatypes
from search.datatypes import Found, Query
from search.finding import cursors, layering, listing, matching, remembering, weighing
from search.finding.asking import TooCostly, asking
from search.finding.cursors import Cursor
from search.finding.layering import Layer
from search.finding.listing import ORDERS, Row, Stretch
from search.models import IndexEntryQuerySet

# Pages by number end here, however much was found; a cursor goes on.
MAX_RANK = 10_000
# The best of a layer are ordered anew by how near to each other their words stand.
WINDOW = 50

__all__ = ["MAX_RANK", "ORDERS", "rank"]


def rank(
    query: Query,
    among: IndexEntryQuerySet,
    *,
    order: str = "relevance",
    offset: int = 0,
    limit: int = 10,
    after: str = "",
    total: int | None = None,
) -> Found:
    """The articles of `among` that match, best first, `limit` of them after the first `offset`, or after a cursor.

    `order` is one of ORDERS; anything else is relevance, and that is newest for a query that wants no word. A query
    that `widening.widen` has widened finds what its aliases bring, too, below the rest. Who has counted what is
    `answering` gives the `total`. A search that the database gives up (statement_timeout) gives nothing and the note
    TOO_COSTLY.
    """
    if order not in ORDERS or (order == "relevance" and not any(query.wanted())):
        order = "relevance" if order not in ORDERS and any(query.wanted()) else "newest"
    cursor = cursors.read(after, order)
    offset, limit = (0 if cursor else max(0, offset)), max(0, limit)
    notes = (datatypes.PAGE_TOO_DEEP,) if not cursor and offset + limit > MAX_RANK else ()
    if not cursor:
        limit = max(0, min(limit, MAX_RANK - offset))
    try:
        with asking(for_words=bool(query)):
            search = _search(query, among, order, total)
            rows = _rows(search, cursor, offset, limit)
    except TooCostly:
        return Found(notes=(datatypes.TOO_COSTLY,))
    return _found(search, rows, notes)


def answering(query: Query) -> Query:
    """The query whose matches are the `total` of `rank`: for counting how they divide."""
    if query.root is None or not any(query.wanted()):
        return query
    layers = [layer for layer in _layers(query)[0] if layer.name != layering.MOST]
    return replace(query, root=layers[-1].whole)


@dataclass(frozen=True)
class Search:
    """What stays the same for all pages of a search."""

    order: str
    layers: list[Layer]
    counts: list[int]  # of each layer
    among: IndexEntryQuerySet
    statistics: weighing.Statistics | None = None


def _search(query: Query, among: IndexEntryQuerySet, order: str, total: int | None) -> Search:
    """The layers that hold something, and how much. By date or length all that answers is one list."""
    if not query:
        return Search(order, [], [listing.count_all(among) if total is None else total], among)
    layers, statistics = _layers(query)
    if order != "relevance":
        layers = [layer for layer in layers if layer.name != layering.MOST]
    if total is not None and (order != "relevance" or len(layers) == 1):
        return Search(order, layers, [total, *[0] * (len(layers) - 1)], among, statistics)
    return Search(order, layers, listing.counts(layers, among), among, statistics)


def _layers(query: Query) -> tuple[list[Layer], weighing.Statistics | None]:
    return remembering.remembered(("layers", query), lambda: _ask_layers(query))


def _ask_layers(query: Query) -> tuple[list[Layer], weighing.Statistics | None]:
    leaves = [*query.wanted(), *(leaf for _, leaf in query.others())]
    statistics = weighing.statistics(leaves) if leaves else None
    layers = layering.layers(query, statistics.tells if statistics else lambda lexemes: 1.0)
    matching.foresee(node for layer in layers for node in (layer.root, layer.whole))
    return layers, statistics


def _rows(search: Search, cursor: Cursor | None, offset: int, limit: int) -> list[Row]:
    """The rows of the page in order."""
    if not limit:
        return []
    if search.order != "relevance":
        return _listed(search, Stretch(0, offset, limit, after=cursor))
    stretches = list(_stretches(search, cursor, offset, limit))
    assert search.statistics is not None
    return listing.ranked(search.layers, stretches, search.among, search.statistics)


def _listed(search: Search, stretch: Stretch) -> list[Row]:
    """The layers as one list; each row knows its own."""
    rows = listing.listed(search.order, search.layers[-1].whole if search.layers else None, stretch, search.among)
    if len(search.layers) < 2 or not rows:
        return rows
    first = listing.among_them([row.article for row in rows], search.layers[0].root, search.among)
    return [replace(row, layer=int(row.article not in first)) for row in rows]


def _stretches(search: Search, cursor: Cursor | None, offset: int, limit: int) -> Iterator[Stretch]:
    """What of each layer the page shows. Where its best are ordered anew, all of these are asked for."""
    first = cursor.layer if cursor else 0
    skip = cursor.number if cursor else offset
    for number, count in enumerate(search.counts):
        if number < first:
            continue
        start, stop = min(skip, count), min(skip + limit, count)
        beyond = cursor if cursor and number == first and cursor.number > WINDOW else None
        if stop > start:
            yield Stretch(number, start, stop - start, after=beyond, window=WINDOW)
        limit -= stop - start
        skip -= start


def _found(search: Search, rows: list[Row], notes: tuple[str, ...]) -> Found:
    names = [layer.name for layer in search.layers]
    totals = tuple((name, count) for name, count in zip(names, search.counts, strict=False) if count)
    most = dict(totals).get(layering.MOST, 0)
    notes += (datatypes.QUESTION,) if layering.BEST in names else ()
    notes += (datatypes.MOST_WORDS,) if most else ()
    return Found(
        ids=tuple(row.article for row in rows),
        scores=tuple(row.score for row in rows),
        total=sum(search.counts) - most,
        notes=notes,
        layers=tuple(names[row.layer] if names else "" for row in rows),
        totals=totals,
        most=most,
        after=_after(search, rows),
        start=_start(search, rows[0]) if rows else 0,
    )


def _start(search: Search, first: Row) -> int:
    """How many come before the first row."""
    above = search.counts[: first.layer] if search.order == "relevance" else ()
    return sum(above) + first.number - 1


def _after(search: Search, rows: list[Row]) -> str:
    """The cursor behind the last row; none at the end of the list."""
    if not rows:
        return ""
    last = rows[-1]
    below = search.counts[last.layer + 1 :] if search.order == "relevance" else []
    behind = search.counts[last.layer] if search.order == "relevance" else sum(search.counts)
    if last.number >= behind and not any(below):
        return ""
    value = last.value(search.order)
    return cursors.write(Cursor(search.order, last.layer, last.number, value, last.published_on, last.article))
