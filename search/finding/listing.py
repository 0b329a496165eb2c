"""Listing: the SQL statements of ranking. Layers are counted in one, and stretches of them brought in one."""

import datetime
import itertools
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import nullcontext
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from django.db import connection
from django.db.models import Expression, FloatField

from search import datatypes
from search.datatypes import AllOf, AnyOf, AtLeast, Near, Node, Phrase, Query, Within, Word, words_of
from search.finding import matching, nearness, weighing
from search.finding.asking import by_dates
from search.finding.cursors import Cursor
from search.finding.layering import FEW, MOST, Layer
from search.index import impacts, packing
from search.models import IndexEntryQuerySet

SCORE_SQL = Path(__file__).with_name("ranking.sql").read_text()
SCORE_SQL = re.sub(r"^--.*\n", "", SCORE_SQL, flags=re.MULTILINE).format(
    only_body=packing.BODY, title=packing.number("A"), lead=packing.number("B"), body=packing.number("")
)
NAMED = re.compile(r"%\((\w+)\)s")

# What may follow `?sort=`, and how a cursor goes on. Every order ends with something unique, so that page two never
# repeats page one. A day that is not known is the last of any order.
NEWEST = "published_on DESC NULLS LAST, article_id DESC"
OLDEST = "published_on ASC NULLS LAST, article_id ASC"
ORDERS = {
    "relevance": f"score DESC, {NEWEST}",
    "newest": NEWEST,
    "oldest": OLDEST,
    "longest": f"length DESC, {NEWEST}",
}
AFTER_DAY = {
    "newest": "(published_on < %s OR published_on IS NULL OR (published_on = %s AND article_id < %s))",
    "oldest": "(published_on > %s OR published_on IS NULL OR (published_on = %s AND article_id > %s))",
}
AFTER_UNDATED = {
    "newest": "(published_on IS NULL AND article_id < %s)",
    "oldest": "(published_on IS NULL AND article_id > %s)",
}
AFTER_VALUE = {"relevance": "score", "longest": "length"}

# Where the lexemes of the query stand in the first `near` rows: weight C, which no word has, picks them out.
POSITIONS = """CASE WHEN n <= {near} THEN (
    SELECT coalesce(jsonb_object_agg(place.lexeme, place.positions), '{{}}')
      FROM search_indexentry entry, unnest(ts_filter(setweight(entry.tsv, 'C', %s::text[]), '{{c}}')) place
     WHERE entry.article_id = page.article_id AND entry.part = 0) END"""


class Score(Expression):
    """`ranking.sql` as an annotation of a queryset of index entries."""

    output_field = FloatField()

    def __init__(self, weights: weighing.Weights):
        super().__init__()
        self.weights = weights

    def as_sql(self, compiler, connection):
        values = vars(self.weights) | {
            "keys": [packing.key(lexeme) for lexeme in self.weights.lexemes],
            "weights": list(self.weights.weights),
            "k1": impacts.K1,
            "title_weight": impacts.TITLE_WEIGHT,
            "lead_weight": impacts.LEAD_WEIGHT,
            "body_weight": impacts.BODY_WEIGHT,
            "title_b": impacts.TITLE_B,
            "lead_b": impacts.LEAD_B,
            "body_b": impacts.BODY_B,
        }
        return NAMED.sub("%s", SCORE_SQL), [values[name] for name in NAMED.findall(SCORE_SQL)]


@dataclass(frozen=True, slots=True)
class Row:
    """One article of a list: its layer, and that it is the `number`-th there, from 1."""

    layer: int
    number: int
    article: int
    score: float
    published_on: datetime.date | None
    length: int
    title_length: int = 0
    positions: dict[str, list[int]] | None = None

    def value(self, order: str) -> float:
        return self.length if order == "longest" else self.score


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of a layer: `size` rows after `start` or after a cursor. Its first `window` rows are ordered anew."""

    layer: int
    start: int
    size: int
    after: Cursor | None = None
    window: int = 0

    @property
    def reordered(self) -> int:
        """How many of the first rows are asked for to be ordered anew."""
        return self.window if self.after is None and self.start < self.window else 0

    @property
    def asked(self) -> tuple[int, int]:
        """LIMIT and OFFSET."""
        if self.after:
            return self.size, 0
        return (max(self.window, self.start + self.size), 0) if self.reordered else (self.size, self.start)


def count(root: Node | None, among: IndexEntryQuerySet) -> int:
    """How many articles match; all for no words."""
    return _matched(root, among).count()


def counts(layers: Sequence[Layer], among: IndexEntryQuerySet) -> list[int]:
    """How many articles each layer holds beside those above, in one statement; MOST only where they are too few."""
    steps: list[str] = []
    params: list[Any] = []
    for number, layer in enumerate(layers):
        sql, given = _matched(layer.whole, among).values("article_id").query.sql_with_params()
        count = f"(SELECT count(*) FROM ({sql}) AS matched)"
        if layer.name == MOST:  # each holds what those above hold, so that the last number is that of all above
            count = f"CASE WHEN n{number - 1} < {FEW} THEN {count} ELSE n{number - 1} END"
        steps.append(f"LATERAL (SELECT {count} AS n{number} OFFSET 0) AS step{number}")
        params += given
    numbers = ", ".join(f"n{number}" for number in range(len(layers)))
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {numbers} FROM {', '.join(steps)}", params)
        sums = cursor.fetchone()
    return [high - low for low, high in itertools.pairwise([0, *sums])]


@dataclass(frozen=True, slots=True)
class Head:
    """The first rows of a layer, `size` of them if it has so many, and how many it has."""

    rows: Sequence[Row]
    size: int
    held: int

    def has(self, stretch: Stretch) -> bool:
        return stretch.after is None and sum(stretch.asked) <= self.size


def head(layer: Layer, size: int, window: int, among: IndexEntryQuerySet, statistics: weighing.Statistics) -> Head:
    """The best `size` of a layer, `window` of which can be ordered anew, and their number; in one statement."""
    asked = _asked([_arm(0, layer, Stretch(0, 0, size, window=window), among, statistics)])
    return Head([row for row, _ in asked], size, asked[0][1] if asked else 0)


def ranked(
    layers: Sequence[Layer],
    stretches: Sequence[Stretch],
    among: IndexEntryQuerySet,
    statistics: weighing.Statistics,
    heads: Mapping[Layer, Head],
) -> list[Row]:
    """The rows of the stretches, one after the other, by score; what no head has in one statement."""
    known = {stretch.layer: heads.get(layers[stretch.layer]) for stretch in stretches}
    rows: dict[int, list[Row]] = {}
    arms = []
    for stretch in stretches:
        if (top := known[stretch.layer]) and top.has(stretch):
            first = 0 if stretch.reordered else stretch.start
            rows[stretch.layer] = [replace(row, layer=stretch.layer) for row in top.rows[first : sum(stretch.asked)]]
        else:
            arms.append(_arm(stretch.layer, layers[stretch.layer], stretch, among, statistics))
    for row, _ in _asked(arms):
        rows.setdefault(row.layer, []).append(row)
    found: list[Row] = []
    for stretch in stretches:
        words = list(_wanted(layers[stretch.layer].words, statistics))
        found += _cut(rows.get(stretch.layer, []), stretch, words)
    return found


def _arm(
    number: int, layer: Layer, stretch: Stretch, among: IndexEntryQuerySet, statistics: weighing.Statistics
) -> tuple[str, list[Any]]:
    """The statement that brings a stretch of a layer, and how many the layer holds, after a cursor if there is one."""
    words = list(_wanted(layer.words, statistics))
    score = Score(statistics.weights(datatypes.leaves(layer.words, negated=False)))
    sql, params = _ordered("relevance", _matched(layer.root, among).annotate(score=score), stretch, "score")
    near = stretch.reordered if len(words) > 1 else 0
    return (
        f"SELECT {number} AS layer, n, article_id, score, published_on, length, title_length,"
        f" {POSITIONS.format(near=near)}, held FROM ({sql}) AS page",
        [sorted(set().union(*(word.lexemes for word in words))), *params],
    )


def _asked(arms: Sequence[tuple[str, Sequence[Any]]]) -> list[tuple[Row, int]]:
    """The rows of several arms, each with how many its layer holds; in one statement."""
    if not arms:
        return []
    with connection.cursor() as cursor:
        cursor.execute(" UNION ALL ".join(sql for sql, _ in arms), [value for _, params in arms for value in params])
        rows = cursor.fetchall()
    return [(Row(*[*values, near and json.loads(near)]), held) for *values, near, held in rows]


def listed(
    order: str, root: Node | None, stretch: Stretch, among: IndexEntryQuerySet, *, walking: bool = False
) -> list[Row]:
    """The rows of one stretch of all that matches, by date or length; by `walking` along dates until it is full."""
    sql, params = _ordered(order, _matched(root, among), stretch)
    with connection.cursor() as cursor, by_dates() if walking and order in AFTER_DAY else nullcontext():
        cursor.execute(f"SELECT n, article_id, published_on, length FROM ({sql}) AS page ORDER BY n", params)
        rows = [Row(0, number, pk, 0.0, day, length) for number, pk, day, length in cursor.fetchall()]
    return _cut(rows, stretch, [])


def among_them(ids: Sequence[int], root: Node, among: IndexEntryQuerySet) -> set[int]:
    """Those of the articles that are in a layer."""
    return set(_matched(root, among).filter(article_id__in=ids).values_list("article_id", flat=True))


def _matched(root: Node | None, among: IndexEntryQuerySet) -> IndexEntryQuerySet:
    return matching.match(Query("", root), among).order_by()


def _ordered(order: str, entries: IndexEntryQuerySet, stretch: Stretch, *columns: str) -> tuple[str, list[Any]]:
    """The statement of the rows asked for, numbered from 1, and its parameters."""
    values = entries.values("article_id", "published_on", "length", "title_length", *columns)
    sql, params = values.query.sql_with_params()
    limit, offset = stretch.asked
    where, given = _after(order, stretch.after)
    held = "*, count(*) OVER () AS held" if columns else "*"
    page = f"SELECT {held} FROM ({sql}) AS matched {where} ORDER BY {ORDERS[order]} LIMIT %s OFFSET %s"
    return f"SELECT *, row_number() OVER () AS n FROM ({page}) AS ordered", [*params, *given, limit, offset]


def _after(order: str, cursor: Cursor | None) -> tuple[str, list[Any]]:
    """The condition that a row comes after the cursor's in this order."""
    if cursor is None:
        return "", []
    by_day = order if order in AFTER_DAY else "newest"
    later, params = (
        (AFTER_UNDATED[by_day], [cursor.article])
        if cursor.day is None
        else (AFTER_DAY[by_day], [cursor.day, cursor.day, cursor.article])
    )
    if column := AFTER_VALUE.get(order):
        later = f"({column} < %s::float8 OR ({column} = %s::float8 AND {later}))"
        params = [cursor.value, cursor.value, *params]
    return f"WHERE {later}", params


def _cut(rows: Iterable[Row], stretch: Stretch, words: Sequence[nearness.Wanted]) -> list[Row]:
    """Of the rows that were asked for those of the stretch, with their numbers in the layer."""
    rows = sorted(rows, key=lambda row: row.number)
    if stretch.reordered:
        best = [_brought_near(row, words) for row in rows[: stretch.reordered]]
        best.sort(key=lambda row: row.score, reverse=True)  # stable: what is equal stays in order
        rows = [*best, *rows[stretch.reordered :]][stretch.start : stretch.start + stretch.size]
    first = stretch.after.number if stretch.after else stretch.start
    return [replace(row, number=number) for number, row in enumerate(rows, start=first + 1)]


def _brought_near(row: Row, words: Sequence[nearness.Wanted]) -> Row:
    if row.positions is None:
        return row
    return replace(row, score=row.score * nearness.factor(words, row.positions, row.title_length), positions=None)


def _wanted(node: Node, statistics: weighing.Statistics) -> Iterator[nearness.Wanted]:
    """The words whose nearness counts. Of what may stand for one another, the first words are one."""
    for lexemes in _units(node):
        yield nearness.Wanted(lexemes, statistics.tells(lexemes))


def _units(node: Node) -> Iterator[frozenset[str]]:
    match node:
        case AllOf(parts):
            for part in parts:
                yield from _units(part)
        case AnyOf(parts):
            if firsts := [unit for unit in (next(_units(part), None) for part in parts) if unit]:
                yield frozenset().union(*firsts)
        case Within(_, child):
            yield from _units(child)
        case Word() | Phrase() | Near() | AtLeast():
            yield from (frozenset(word.lexemes) for word in words_of(node) if not word.stop)
