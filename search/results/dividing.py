"""Dividing: what was found by all values of one facet, however many there are."""

from django.utils.translation import get_language

from search.datatypes import Query
from search.finding.asking import asking
from search.results import counting, estimating, gathering, naming
from search.results.counts import Counted
from search.results.filters import IndexFilter
from search.results.narrowing import SHOWN

FACETS = (*SHOWN, "month")
# Years, languages and the like are few, and what they are called only the page knows.
MAX_UNNAMED = 2000
# Letters that are written for one another are one letter in the name that is looked for.
ALIKE = str.maketrans("أإآٱىةؤئ", "اااايهوي")


def divide(
    query: Query,
    narrowed: IndexFilter,
    name: str,
    *,
    named: str = "",
    by_name: bool = False,
    offset: int = 0,
    limit: int = 50,
) -> tuple[list[Counted], int]:
    """A stretch of the values whose names hold `named`, most frequent first or by name, and how many such there are.

    Where the articles are too many to be counted the numbers are estimates; a value may then be missing. Raises
    `TooCostly`.
    """
    values = counting.values_of(name, narrowed)
    named = named.lower().translate(ALIKE)
    with asking(for_words=bool(query)):
        if name in naming.VOCABULARIES:
            rows = estimating.rows_of(query, narrowed, _named(name, values, named, by_name, offset, limit))
            return counting.counted(name, rows, narrowed), max([0, *(row[5] for row in rows)])
        rows = estimating.rows_of(query, narrowed, (f"{values} ORDER BY n DESC, key DESC LIMIT {MAX_UNNAMED}", []))
    all_of_them = counting.counted(name, rows, narrowed)
    matching_name = [value for value in all_of_them if named in value.label.lower().translate(ALIKE)]
    if by_name:
        matching_name.sort(key=lambda value: value.label)
    return matching_name[offset : offset + limit], len(matching_name)


def _named(name: str, values: str, named: str, by_name: bool, offset: int, limit: int) -> gathering.Piece:
    """The terms of a vocabulary by their names, in the order of the reader's language; topics with their path."""
    alike, letters = ("".join(map(chr, part)) for part in (ALIKE.keys(), ALIKE.values()))
    own = "coalesce(nullif(name_latin, ''), name_ar)" if get_language() == "en" else "name_ar"
    where = "WHERE strpos(translate(lower(name_ar || ' ' || name_latin), %s, %s), %s) > 0" if named else ""
    order = f"{own}, key" if by_name else f"n DESC, {own}, key"
    stretch = f"{values} {where} ORDER BY {order} LIMIT %s OFFSET %s"
    return (
        counting.PATHS.format(stretch) if name == "topic" else stretch,
        [*([alike, letters, named] if named else []), limit, offset],
    )
