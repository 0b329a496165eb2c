"""Ranking: the order of what was found, by few SQL statements: what the words tell, how many match, which are shown."""

import itertools
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from search import datatypes
from search.datatypes import Found, Query
from search.finding import cursors, foreseeing, layering, listing, matching, remembering, shortlisting, weighing
from search.finding.asking import TooCostly, asking
from search.finding.cursors import Cursor
from search.finding.layering import Layer
from search.finding.listing import ORDERS, Head, Row, Stretch
from search.models import IndexEntryQuerySet

# Pages by number end here, however much was found; a cursor goes on.
MAX_RANK = 10_000
# The best of a layer are ordered anew by how near to each other their words stand.
WINDOW = 50
# So many of the best are brought with their number; a page further down is looked up when the number is known.
HEAD = 1_000
# By date, so many matches and such a share of all articles are met by walking along the dates; fewer the words find.
DENSE, DENSE_SHARE = 1_000, 0.03

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
    counted: bool = True,
) -> Found:
    """The articles of `among` that match, best first, `limit` of them after the first `offset`, or after a cursor.

    `order` is one of ORDERS; anything else is relevance, and that is newest for a query without a whole word. A query
    that `widening.widen` has widened finds what its aliases bring, too, below the rest. Who has counted or estimated
    what is `answering` gives the `total`; who need not know it (`counted`) has it where it costs little. A search that
    the database gives up (statement_timeout) gives nothing and the note TOO_COSTLY.
    """
    if order not in ORDERS or order == "relevance":
        order = "relevance" if any(query.words()) else "newest"
    cursor = cursors.read(after, order)
    offset, limit = (0 if cursor else max(0, offset)), max(0, limit)
    notes = (datatypes.PAGE_TOO_DEEP,) if not cursor and offset + limit > MAX_RANK else ()
    if not cursor:
        limit = max(0, min(limit, MAX_RANK - offset))
    try:
        with asking(for_words=bool(query)):
            search = _search(query, among, order, total, 0 if cursor else offset + limit)
            if counted or search.is_few:
                search.count()
            rows = _rows(search, cursor, offset, limit)
            return _found(search, rows, notes, limit)
    except TooCostly:
        return Found(notes=(datatypes.TOO_COSTLY,))


def answering(query: Query) -> Query:
    """The query whose matches are the `total` of `rank`: for counting how they divide."""
    if query.root is None or not any(query.wanted()):
        return query
    return replace(query, root=layering.answering(_layers(query)[0])[-1].whole)


def at_most(query: Query) -> int | None:
    """The most articles that can answer, by what the index knows of the words; None where there is no word."""
    if query.root is None or not any(query.wanted()):
        return None
    root, statistics = answering(query).root, _layers(query)[1]
    assert root is not None
    assert statistics is not None
    return foreseeing.at_most(root, statistics.df, statistics.totals.articles)


@dataclass
class Search:
    """What stays the same for all pages of a search. Its strata (`shortlisting`) are counted as a page reaches them."""

    order: str
    among: IndexEntryQuerySet
    layers: list[Layer]
    statistics: weighing.Statistics | None = None
    total: int | None = None  # that answer
    beyond: Iterator[shortlisting.Counted] = field(default_factory=lambda: iter(()))
    strata: list[Layer] = field(default_factory=list)
    counts: list[int] = field(default_factory=list)
    heads: dict[Layer, Head] = field(default_factory=dict)

    def reaches(self, number: int) -> bool:
        """Whether there is a stratum of this number; then it is counted."""
        while len(self.strata) <= number:
            if not (following := next(self.beyond, None)):
                return False
            self.strata.append(following[0])
            self.counts.append(following[1])
        return True

    def count(self) -> None:
        """Make sure of the total."""
        if self.total is None and self.order == "relevance" and self.is_few:
            while self.reaches(len(self.strata)):
                pass
            self.total = sum(self.counts) - self.most
        elif self.total is None:
            self.total = listing.count(layering.answering(self.layers)[-1].whole if self.layers else None, self.among)

    @property
    def is_few(self) -> bool:
        return self.statistics is not None and shortlisting.are_few(self.layers, self.statistics)

    @property
    def most(self) -> int:
        """How many follow with most of the words, as far as was counted."""
        of = zip(self.strata, self.counts, strict=True)
        return sum(count for stratum, count in of if stratum.name == layering.MOST)

    def goes_on(self, last: Row, limit: int) -> bool:
        """Whether anything comes after the last row of a page of so many."""
        if self.order != "relevance":
            return last.number < self.total if self.total is not None else last.number >= limit
        if last.number < self.counts[last.layer]:
            return True
        later = itertools.count(last.layer + 1)
        return any(self.counts[number] for number in itertools.takewhile(self.reaches, later))


def _search(query: Query, among: IndexEntryQuerySet, order: str, total: int | None, shown: int) -> Search:
    """By date or length all that answers is one list; by relevance layers follow one another.

    Of the first rows, up to `shown`, the layer that begins is brought in the statement that counts it.
    """
    if not query:
        return Search(order, among, [], None, total)
    layers, statistics = _layers(query)
    if order != "relevance" or statistics is None:
        return Search(order, among, layering.answering(layers), statistics, total)
    search = Search(order, among, layers, statistics, total)

    def counting(layer: Layer) -> int:
        if not 0 < shown <= HEAD:
            return listing.count(layer.root, among)
        search.heads[layer] = listing.head(layer, max(shown, WINDOW), WINDOW, among, statistics)
        return search.heads[layer].held

    search.beyond = shortlisting.strata(layers, among, statistics, total, counting)
    return search


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
    if search.order != "relevance" or search.statistics is None:
        return _listed(search, Stretch(0, offset, limit, after=cursor))
    stretches = list(_stretches(search, cursor, offset, limit))
    return listing.ranked(search.strata, stretches, search.among, search.statistics, search.heads)


def _listed(search: Search, stretch: Stretch) -> list[Row]:
    """The layers as one list; each row knows its own."""
    whole = search.layers[-1].whole if search.layers else None
    rows = listing.listed(search.order, whole, stretch, search.among, walking=_is_dense(search))
    if len(search.layers) < 2 or not rows:
        return rows
    first = listing.among_them([row.article for row in rows], search.layers[0].root, search.among)
    return [replace(row, layer=int(row.article not in first)) for row in rows]


def _is_dense(search: Search) -> bool:
    """Whether so large a share of the archive matches that walking along its dates meets a page of them soon."""
    return search.total is not None and search.total >= max(DENSE, DENSE_SHARE * weighing.articles())


def _stretches(search: Search, cursor: Cursor | None, offset: int, limit: int) -> Iterator[Stretch]:
    """What of each stratum the page shows. Where its best are ordered anew, all of these are asked for."""
    first = cursor.layer if cursor else 0
    skip = cursor.number if cursor else offset
    for number in itertools.takewhile(search.reaches, itertools.count()):
        if number < first:
            continue
        count = search.counts[number]
        start, stop = min(skip, count), min(skip + limit, count)
        beyond = cursor if cursor and number == first and cursor.number > WINDOW else None
        if stop > start:
            yield Stretch(number, start, stop - start, after=beyond, window=WINDOW)
        limit -= stop - start
        skip -= start
        if not limit:
            return


def _found(search: Search, rows: list[Row], notes: tuple[str, ...], limit: int) -> Found:
    names = [layer.name for layer in (search.strata or search.layers)]
    notes += (datatypes.QUESTION,) if any(layer.name == layering.BEST for layer in search.layers) else ()
    notes += (datatypes.MOST_WORDS,) if search.most else ()
    return Found(
        ids=tuple(row.article for row in rows),
        scores=tuple(row.score for row in rows),
        total=search.total,
        notes=notes,
        layers=tuple(names[row.layer] if names else "" for row in rows),
        most=search.most,
        after=_after(search, rows[-1], limit) if rows else "",
        start=_start(search, rows[0]) if rows else 0,
    )


def _start(search: Search, first: Row) -> int:
    """How many come before the first row."""
    above = search.counts[: first.layer] if search.order == "relevance" else ()
    return sum(above) + first.number - 1


def _after(search: Search, last: Row, limit: int) -> str:
    """The cursor behind the last row; none at the end of the list."""
    if not search.goes_on(last, limit):
        return ""
    value = last.value(search.order)
    return cursors.write(Cursor(search.order, last.layer, last.number, value, last.published_on, last.article))
