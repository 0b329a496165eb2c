"""Narrowing: the state of a results page as an address, and what leads out of it again."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from django.http import QueryDict
from django.utils.translation import gettext as _

from archive import calendars
from search import counting, ranking
from search.counting import Facet
from search.datatypes import Query
from search.filters import IndexFilter
from search.parsing import MAX_CHARACTERS

SHOWN = ("source", "topic", "year", "genre")  # the facets of every results page; others only when they are in force
ALSO = ("author", "place", "language")
DATES = ("first", "last")


@dataclass(frozen=True)
class Chip:
    """One value in force, and the rest of the state as an address without it."""

    label: str
    address: str


def state_of(params: QueryDict, narrowed: IndexFilter) -> QueryDict:
    """What the page understood of its address and nothing else, so that links do not carry rubbish on."""
    state = QueryDict(mutable=True)
    if typed := params.get("q", "").replace("\x00", ""):
        state["q"] = typed[: 2 * MAX_CHARACTERS]
    for name, values in narrowed.chosen.items():
        state.setlist(name, values if isinstance(values, list) else [_written(values)])
    if (sort := params.get("sort")) in ranking.ORDERS and sort != "relevance":
        state["sort"] = sort
    return state


def sort_of(query: Query, state: QueryDict) -> str:
    """The order in force: without a word that is looked for nothing is more relevant than the rest."""
    sort = state.get("sort", "relevance")
    return "newest" if sort == "relevance" and not any(query.wanted()) else sort


def facets_to_count(narrowed: IndexFilter) -> list[str]:
    return [*SHOWN, *(name for name in ALSO if name in narrowed.chosen)]


def chips(state: QueryDict, narrowed: IndexFilter, facets: Mapping[str, Facet]) -> list[Chip]:
    """A chip for each value of a filter that is in force."""
    made = []
    for facet in facets.values():
        for value in facet.values:
            if value.chosen:
                undated = facet.name == "year" and value.key == counting.UNDATED
                name, key = ("undated", "true") if undated else (facet.name, value.key)
                made.append(Chip(_("Undated") if undated else value.label, _address(state, name, key)))
    for name, wording in zip(DATES, (_("from %(day)s"), _("until %(day)s")), strict=True):
        if date := narrowed.chosen.get(name):
            made.append(Chip(wording % {"day": calendars.day(date)}, _address(state, name, _written(date))))
    return made


def unnarrowed(state: QueryDict) -> str:
    """The address of the same words without any filter."""
    return _encoded({name: state.getlist(name) for name in ("q", "sort") if name in state})


def _address(state: QueryDict, name: str, value: str) -> str:
    """The state without one value of one filter."""
    return _encoded({key: [one for one in values if (key, one) != (name, value)] for key, values in state.lists()})


def _encoded(lists: Mapping[str, list[str]]) -> str:
    params = QueryDict(mutable=True)
    for name, values in lists.items():
        if values:
            params.setlist(name, values)
    return "?" + params.urlencode()


def _written(value: datetime.date | Literal[True]) -> str:
    return value.isoformat() if isinstance(value, datetime.date) else "true"
