"""Counting: how many articles match, and how they divide by source, topic, year and so on. All counts are exact.

The values of one facet are OR-ed; so a facet counts as if it were not filtered itself, or choosing one value would hide
the others.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.db import connection
from django.db.models import QuerySet

from archive.models import Article, Author, Place, Source, Topic
from search import matching
from search.asking import TooCostly, asking
from search.datatypes import Query
from search.filters import IndexFilter
from search.models import IndexEntry

MAX_SHOWN = 15  # values of one facet; the rest are counted
MAX_COUNTED = 200  # values of one facet that are brought from the database
UNDATED = "undated"

# Each facet's value in a row of matches. Unnesting an empty array gives no row: an article without topics is in none.
FACETS = {
    "source": "source_id::text",
    "topic": "unnest(topic_ids)::text",
    "year": f"coalesce(extract(year FROM published_on)::int::text, '{UNDATED}')",
    "genre": "genre",
    "author": "unnest(author_ids)::text",
    "place": "unnest(place_ids)::text",
    "language": "language",
}
FILTERS = {"year": ("year", "undated")}  # the filters of a facet, where it is not the one of its name
COLUMNS = ("source_id", "topic_ids", "published_on", "genre", "author_ids", "place_ids", "language")
VOCABULARIES: dict[str, type[Source | Topic | Author | Place]] = {
    "source": Source,
    "topic": Topic,
    "author": Author,
    "place": Place,
}


@dataclass(frozen=True)
class Value:
    """One value of a facet: what `?facet=` takes, what the page shows, in how many matches it stands."""

    key: str
    label: str
    count: int
    chosen: bool = False


@dataclass(frozen=True)
class Facet:
    name: str
    values: list[Value] = field(default_factory=list)
    more: int = 0  # further values that are not listed


def facets(query: Query, narrowed: IndexFilter, names: Iterable[str] = ("source", "topic", "year")) -> dict[str, Facet]:
    """The named facets of what matches `query` among what `narrowed` leaves; empty ones where the database gives up.

    One statement counts all facets that are not filtered themselves, and one more each that is.
    """
    names = list(names)
    chosen = {name: [one for one in FILTERS.get(name, (name,)) if one in narrowed.chosen] for name in names}
    groups = [[name for name in names if not chosen[name]], *([name] for name in names if chosen[name])]
    counts: dict[str, dict[str, int]] = {}
    try:
        with asking(for_words=bool(query)):
            wanted = matching.condition(query)
            for group in filter(None, groups):
                among = narrowed.without(*(one for name in group for one in chosen[name]))
                counts |= _count(group, among.whole().filter(wanted))
    except TooCostly:
        counts = {}
    return {name: _facet(name, counts.get(name, {}), _chosen_keys(name, narrowed)) for name in names}


def total(query: Query, narrowed: IndexFilter) -> int:
    """How many articles match."""
    return narrowed.without().whole().filter(matching.condition(query)).count()


def _count(names: list[str], matched: QuerySet[IndexEntry]) -> dict[str, dict[str, int]]:
    sql, params = matched.values(*COLUMNS).query.sql_with_params()
    arms = " UNION ALL ".join(
        f"(SELECT '{name}', {FACETS[name]} AS value, count(*) AS n FROM found"
        f" GROUP BY 2 ORDER BY n DESC, 2 LIMIT {MAX_COUNTED})"
        for name in names
    )
    counts: dict[str, dict[str, int]] = {name: {} for name in names}
    with connection.cursor() as cursor:
        cursor.execute(f"WITH found AS ({sql}) {arms}", params)
        for name, value, count in cursor.fetchall():
            counts[name][value] = count
    return counts


def _chosen_keys(name: str, narrowed: IndexFilter) -> list[str]:
    """The values in force, as the database writes them."""
    keys = narrowed.chosen.get(name, [])
    if name == "source":
        return [str(pk) for pk in narrowed.sources]
    if name == "year":
        return [str(int(year)) for year in keys] + [UNDATED] * bool(narrowed.chosen.get("undated"))
    return [str(int(key)) for key in keys] if name in VOCABULARIES else keys


def _facet(name: str, counts: dict[str, int], chosen: list[str]) -> Facet:
    """The chosen values always, then the most frequent ones; years run backwards."""
    shown = list(dict.fromkeys([*chosen, *(key for key in counts if key)]))[: max(MAX_SHOWN, len(chosen))]
    labels = _labels(name, shown)
    values = [Value(*labels[key], counts.get(key, 0), key in chosen) for key in shown if key in labels]
    values.sort(key=lambda value: (-value.count, value.label))
    if name == "year":
        values.sort(key=lambda value: (value.key == UNDATED, -int(value.key) if value.key != UNDATED else 0))
    return Facet(name, values, more=len(counts.keys() - {""} - set(shown)))


def _labels(name: str, keys: list[str]) -> dict[str, tuple[str, str]]:
    """What the address takes and what the page shows, by the database's value."""
    if name in VOCABULARIES:
        rows: dict[int, Any] = VOCABULARIES[name].objects.in_bulk([int(key) for key in keys])
        return {str(pk): (row.slug if name == "source" else str(pk), row.name) for pk, row in rows.items()}
    if name == "genre":
        return {key: (key, str(Article.Genre(key).label)) for key in keys if key in Article.Genre.values}
    return {key: (key, key) for key in keys}
