"""Counting: how many articles match, and how they divide by facet and in time; of one moment, and exact.

Whether so much is counted at all, `estimating` decides.

One statement reads the matches once and counts them in as many arms as there are questions. The values of one facet are
OR-ed; so a facet counts as if it were not filtered itself, or choosing one value would hide the others. In the same way
time counts as if no time were chosen.
"""

import datetime
from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from django.db.models import CharField, Q
from django.db.models.expressions import RawSQL
from django.db.models.functions import Cast

from archive import charts, shelves
from archive.estimates import MoreThan
from search.datatypes import Query
from search.finding import matching, ranking
from search.index import packing
from search.models import IndexEntryQuerySet
from search.results import filters, naming
from search.results.counts import Counted, Counts, Facet, Span
from search.results.filters import NOT, UNDATED, IndexFilter
from search.results.gathering import TIME, Piece, Row, condition, found, joined, rows_of

MAX_SHOWN = 8  # values of one facet; the rest have a page of their own
MAX_FORMS = 30  # forms of a word
FEW_LEFT = 2_000  # by filters, of which each is looked at for forms
FEW = 10_000  # matches that are counted exactly, whatever is asked: some ten milliseconds

# Each facet's value in a row of matches. Unnesting an empty array gives no row: an article without topics is in none.
VALUES = {
    "source": "source_id",
    "topic": "unnest(topic_ids)",
    "place": "unnest(place_ids)",
    "author": "unnest(author_ids)",
    "year": f"coalesce(extract(year FROM published_on)::int::text, '{UNDATED}')",
    "month": "CASE WHEN precision <> 'year' THEN to_char(published_on, 'YYYY-MM') END",
    "genre": "genre",
    "language": "language",
    "length": "CASE WHEN length < {SHORT} THEN 'short' WHEN length < {LONG} THEN 'medium' ELSE 'long' END".format(
        **vars(filters)
    ),
    "origin": "text_origin",
}
KEYS = {"source": "slug"}  # what the address takes of a vocabulary's row, where it is not its number
# Topics by their path, the broadest first: اقتصاد › نفط. Of those that are shown alone.
PATH = """(SELECT string_agg({}, ' › ' ORDER BY step DESC)
    FROM archive_within(most.key::bigint) WITH ORDINALITY AS w (id, step) JOIN archive_topic USING (id))"""
LATIN = "coalesce(nullif(name_latin, ''), name_ar)"
PATHS = f"SELECT facet, key, {PATH.format('name_ar')}, {PATH.format(LATIN)}, n, of FROM ({{}}) AS most"
# What a facet is counted without, where that is not itself alone.
FREE = {"year": ("year", "month"), "time": TIME}
# What must be known of a date, for its article to stand in a bar of this unit.
KNOWN = {"year": "", "month": "AND precision <> 'year'", "day": "AND precision IN ('day', 'time')"}
UNIT = f"""CASE WHEN max(published_on) - min(published_on) < {charts.MOST["day"]} THEN 'day'
    WHEN max(published_on) - min(published_on) < {charts.MOST["month"]} * 30 THEN 'month' ELSE 'year' END"""


@dataclass(frozen=True)
class Question:
    """What is counted among the matches: in all, by the named facets, in time.

    `forms` are the printed forms of a word whose articles are counted each as a value of the facet "form".
    """

    narrowed: IndexFilter
    names: tuple[str, ...]
    forms: tuple[str, ...] = ()

    def statement(self, matched: Q, sample: Q | None = None, kept: Piece | None = None) -> Piece:
        """That counts what `matched` (`matching.condition`) finds among what the filters leave, unless it is `kept`.

        Where only a `sample` is counted, a form is looked for in the sample, whatever it means there.
        """
        arms = [*_sums(self.narrowed), *_time(self.narrowed)]
        arms += [arm for name in self.names for arm in _arms(name, self.narrowed)]
        if self.forms:
            arms += _forms(list(self.forms[:MAX_FORMS]), sample or matched, self.narrowed)
        return joined(found(matched & sample if sample else matched, self.narrowed), arms, _spans(self.narrowed), kept)

    def read(self, rows: list[Row]) -> Counts:
        """What the rows of the statement say."""
        of = {name: [row for row in rows if row[0] == name] for name in {row[0] for row in rows}}
        names = (*self.names, *(["form"] if self.forms else []))
        facets = {name: _facet(name, of.get(name, []), self.narrowed) for name in names}
        span = _span(of.get("time", []), of["dated"][0][4], of["undated"][0][4])
        return Counts(of["total"][0][4], facets, span)


def count(matched: Q, narrowed: IndexFilter, names: Iterable[str], forms: Collection[str] = ()) -> Counts:
    """Exactly what `matched` finds among what `narrowed` leaves, as `Question` asks it."""
    question = Question(narrowed, tuple(names), tuple(forms))
    return question.read(rows_of(question.statement(matched)))


def total(query: Query, narrowed: IndexFilter) -> int:
    """How many articles answer, or that they are more than FEW."""
    return totals({"": narrowed.qs.filter(matching.condition(ranking.answering(query)))})[""]


def totals(entries: Mapping[Hashable, IndexEntryQuerySet]) -> dict[Hashable, int]:
    """How many entries there are of each, in one statement; of more than FEW, that they are more."""
    asked = list(entries.items())
    if not asked:
        return {}
    arms = [_other(number, queryset.whole()) for number, (_, queryset) in enumerate(asked)]
    counted = {asked[int(row[1])][0]: row[4] for row in rows_of(joined(("SELECT 1", []), arms))}
    return {key: n if n <= FEW else MoreThan(FEW) for key, n in counted.items()}


def chosen(narrowed: IndexFilter, name: str) -> list[str]:
    """The values of a facet in force, wanted and unwanted."""
    return [*narrowed.chosen.get(name, ()), *narrowed.chosen.get(NOT + name, ())]


def _other(number: int, entries: IndexEntryQuerySet) -> Piece:
    sql, params = entries.order_by().values("article_id")[: FEW + 1].query.sql_with_params()
    return f"SELECT 'other', '{number}', '', '', count(*), 0 FROM ({sql}) AS entries", list(params)


def _sums(narrowed: IndexFilter) -> Iterator[Piece]:
    undated = f"published_on IS NULL AND {condition(narrowed, *TIME)}"
    yield "SELECT 'read', '', '', '', count(*), 0 FROM found", []
    yield f"SELECT 'total', '', '', '', count(*), 0 FROM found WHERE {condition(narrowed)}", []
    yield f"SELECT 'undated', '', '', '', count(*), 0 FROM found WHERE {undated}", []


def _arms(name: str, narrowed: IndexFilter) -> Iterator[Piece]:
    """The most frequent values of a facet, and always those in force; of a vocabulary even without a match.

    Then a term is named only if everybody may know of something that has it.
    """
    keys = chosen(narrowed, name)
    first = "key = ANY(%s) DESC, " if keys else ""
    most = f"{values_of(name, narrowed)} ORDER BY {first}n DESC, key DESC LIMIT {MAX_SHOWN}"
    yield PATHS.format(most) if name == "topic" else most, [keys] * bool(keys)
    if keys and (shelf := shelves.BY_ROLE.get(name)):
        terms = shelf.named(None, keys).annotate(key=Cast(shelf.key, CharField()))
        sql, params = terms.values("key", "name_ar", "name_latin").query.sql_with_params()
        yield f"SELECT '{name}', key, name_ar, name_latin, 0, 0 FROM ({sql}) AS terms", list(params)


def values_of(name: str, narrowed: IndexFilter) -> str:
    """The values of one facet with their counts; `key`, `name_ar`, `name_latin` and `n` are columns to order by."""
    groups = (
        f"SELECT {VALUES[name]} AS value, count(*) AS n FROM found"
        f" WHERE {condition(narrowed, *FREE.get(name, (name,)))} GROUP BY 1"
    )
    if name in naming.VOCABULARIES:
        table, key = naming.VOCABULARIES[name]._meta.db_table, f"{KEYS.get(name, 'id')}::text"
        joined = f"SELECT {key} AS key, name_ar, name_latin, n FROM ({groups}) AS g JOIN {table} AS t ON t.id = g.value"
    else:
        joined = f"SELECT value AS key, '' AS name_ar, '' AS name_latin, n FROM ({groups}) AS g WHERE value <> ''"
    return f"SELECT '{name}' AS facet, key, name_ar, name_latin, n, count(*) OVER () AS of FROM ({joined}) AS v"


def _forms(forms: list[str], matched: Q, narrowed: IndexFilter) -> Iterator[Piece]:
    """In how many matches each printed form stands, in whatever part of them.

    The index is asked for each form with all else: a form may stand in many more articles than are looked for. Where
    filters leave few, it is cheaper to look at what is counted of each.
    """
    others = [demand for name, demand in narrowed.conditions.items() if name != "form"]
    few = f"(SELECT count(*) FROM found WHERE {condition(narrowed, 'form')}) <= {FEW_LEFT}"
    if others:
        yield _forms_of_each(forms, narrowed, few)
    entries = narrowed.queryset.whole().filter(matched, *others).order_by()
    short, given = (
        entries.filter(parts=1, tsv__matches=RawSQL("asked.lexemes", [])).values("pk").query.sql_with_params()
    )
    yield (
        "SELECT 'form', asked.form, '', '', short.n + long.n, 0"
        " FROM unnest(%s::text[], %s::text[]) AS asked (form, lexemes),"
        f" LATERAL (SELECT count(*) AS n FROM ({short}) AS entries) AS short,"
        " LATERAL (SELECT count(DISTINCT found.article_id) AS n FROM search_indexentry AS part"
        " JOIN found USING (article_id) WHERE part.parts > 1 AND part.tsv @@ asked.lexemes::tsquery"
        f" AND {condition(narrowed, 'form')}) AS long"
        f" WHERE short.n + long.n > 0 {f'AND NOT {few}' if others else ''}",
        [forms, [filters.forms_query([form]) for form in forms], *given],
    )


def _forms_of_each(forms: list[str], narrowed: IndexFilter, demand: str) -> Piece:
    return (
        "SELECT 'form', asked.form, '', '', count(*), 0 FROM found JOIN search_occurrences AS own USING (article_id),"
        " unnest(%s::text[], %s::integer[]) AS asked (form, key)"
        f" WHERE own.keys[width_bucket(asked.key, own.keys)] = asked.key"
        f" AND {condition(narrowed, 'form')} AND {demand} GROUP BY asked.form",
        [forms, [packing.key(filters.lexeme_of(form)) for form in forms]],
    )


def _spans(narrowed: IndexFilter) -> Piece:
    """The unit of time that suits what was found, and what was found of each."""
    axis = _axis(narrowed)
    within = "".join(f" AND published_on {sign} %s" for sign, end in zip((">=", "<="), axis, strict=True) if end)
    dated = f"published_on IS NOT NULL AND {condition(narrowed, *TIME)}{within}"
    known = " OR ".join(f"unit = '{unit}' {demand}" for unit, demand in KNOWN.items())
    return (
        f", dated AS (SELECT published_on, precision FROM found WHERE {dated})"
        f", span AS (SELECT min(published_on) AS first, max(published_on) AS last, {UNIT} AS unit FROM dated)"
        ", bars AS (SELECT date_trunc(unit, published_on)::date AS first, count(*) AS n FROM dated, span"
        f" WHERE {known} GROUP BY 1)",
        [end for end in axis if end],
    )


def _time(narrowed: IndexFilter) -> Iterator[Piece]:
    """A row a year, month or day from the first match to the last: its unit, whether anything at all is held of it."""
    held, params = narrowed.queryset.order_by().values("published_on").query.sql_with_params()
    yield "SELECT 'dated', '', '', '', count(*), 0 FROM dated", []
    yield (
        "SELECT 'time', day::date::text, unit,"
        f" CASE WHEN n > 0 OR EXISTS (SELECT FROM ({held}) AS held WHERE published_on >= day"
        " AND published_on < day + ('1 ' || unit)::interval) THEN 'held' ELSE '' END, coalesce(n, 0), 0"
        " FROM span, generate_series(date_trunc(unit, span.first), span.last, ('1 ' || unit)::interval) AS day"
        " LEFT JOIN bars ON bars.first = day::date",
        list(params),
    )


def _axis(narrowed: IndexFilter) -> tuple[datetime.date | None, datetime.date | None]:
    """What the chosen time is drawn in: the whole months around a few weeks, the whole years around what is longer."""
    first, last = narrowed.period
    fine = first and last and (last - first).days < charts.MOST["day"]
    if first:
        first = charts.starting(first, "month" if fine else "year")
    if last:
        last = charts.ending(charts.starting(last, "month" if fine else "year"), "month" if fine else "year")
    return first, last


def _facet(name: str, rows: list[Row], narrowed: IndexFilter) -> Facet:
    """The values in force always, then the most frequent ones; time runs backwards."""
    missing = [(name, key, "", "", 0, 0) for key in chosen(narrowed, name) if key not in {row[1] for row in rows}]
    values = counted(name, [*rows, *missing], narrowed)
    more = max([0, *(row[5] for row in rows)]) - sum(1 for row in rows if row[4])
    if name in ("year", "month"):
        in_order = sorted(values, key=lambda value: (value.key != UNDATED, value.key), reverse=True)
    else:
        in_order = sorted(values, key=lambda value: (-value.count, value.label))
    return Facet(name, in_order, max(0, more))


def counted(name: str, rows: Iterable[Row], narrowed: IndexFilter) -> list[Counted]:
    """The rows of a facet as values, each once, in their order."""
    wanted, unwanted = narrowed.chosen.get(name, ()), narrowed.chosen.get(NOT + name, ())
    values: dict[str, Counted] = {}
    for _, key, name_ar, name_latin, n, _ in rows:
        if key not in values:
            values[key] = Counted(key, naming.label(name, key, name_ar, name_latin), n, key in wanted, key in unwanted)
    return list(values.values())


def _span(rows: list[Row], dated: int, undated: int) -> Span:
    held = frozenset(datetime.date.fromisoformat(key) for _, key, _, is_held, _, _ in rows if is_held)
    counts = {
        day: n if day in held else 0 for day, n in ((datetime.date.fromisoformat(row[1]), row[4]) for row in rows)
    }
    return Span(rows[0][2] if rows else "year", counts, held, undated, dated - sum(counts.values()))
