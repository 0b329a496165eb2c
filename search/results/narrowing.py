"""Narrowing: the state of a results page as an address, and what leads out of it again."""

import datetime
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from django.http import QueryDict
from django.utils.translation import gettext as _

from archive import calendars, charts
from search.datatypes import Query
from search.finding import ranking
from search.query import widening
from search.query.parsing import MAX_CHARACTERS
from search.results import naming
from search.results.counts import Facet
from search.results.filters import BOUNDS, DIMENSIONS, NOT, UNDATED, IndexFilter

COMPACT = "compact"
EXACT = "exact"  # what is asked for by `count=`
STORIES = ("first", "last", "longest")  # which of the versions of a story is shown
DENSITIES = ("comfortable", COMPACT)
SHOWN = ("source", "topic", "year", "place", "author", "genre", "length", "language", "origin")


@dataclass(frozen=True)
class Chip:
    """One value in force, and the rest of the state as an address without it."""

    label: str
    address: str
    title: str = ""  # of its facet
    unwanted: bool = False


def state_of(params: QueryDict, narrowed: IndexFilter) -> QueryDict:
    """What the page understood of its address and nothing else, so that links do not carry rubbish on."""
    state = QueryDict(mutable=True)
    if typed := params.get("q", "").replace("\x00", ""):
        state["q"] = typed[: 2 * MAX_CHARACTERS]
    for name, values in narrowed.chosen.items():
        state.setlist(name, values if isinstance(values, list) else [written(values, last=name == "last")])
    if (sort := params.get("sort")) in ranking.ORDERS and sort != "relevance":
        state["sort"] = sort
    if params.get("aliases") == widening.REFUSED:
        state["aliases"] = widening.REFUSED
    if params.get("view") == COMPACT:
        state["view"] = COMPACT
    if (version := params.get("stories")) in STORIES:
        state["stories"] = version
    if params.get("count") == EXACT:
        state["count"] = EXACT
    return state


def sort_of(query: Query, state: QueryDict) -> str:
    """The order in force: without a word that is looked for nothing is more relevant than the rest."""
    sort = state.get("sort", "relevance")
    return "newest" if sort == "relevance" and not any(query.wanted()) else sort


def facets_to_count(narrowed: IndexFilter) -> list[str]:
    """Months are worth a facet of their own once a year is chosen."""
    months = narrowed.chosen.keys() & {"year", "month", f"{NOT}month"} and narrowed.chosen.get("year") != [UNDATED]
    at = SHOWN.index("year") + 1
    return [*SHOWN[:at], *(["month"] if months else []), *SHOWN[at:]]


def chips(state: QueryDict, narrowed: IndexFilter, facets: Mapping[str, Facet]) -> list[Chip]:
    """A chip for each value of a filter that is in force, and one for the period."""
    made = []
    for name in DIMENSIONS:
        labels = {value.key: value.label for value in facets[name].values} if name in facets else {}
        for prefix in ("", NOT):
            for key in narrowed.chosen.get(prefix + name, ()):
                label = labels.get(key) or naming.label(name, key)
                address = without(state, {prefix + name: [key]})
                made.append(Chip(label, address, str(naming.TITLES[name]), bool(prefix)))
    first, last = (narrowed.chosen.get(name) for name in BOUNDS)
    if first or last:
        made.append(Chip(period_named(first, last), replaced(state, dict.fromkeys(BOUNDS, ())), str(_("Period"))))
    return made


def period_named(first: datetime.date | None, last: datetime.date | None) -> str:
    """A period in words, as briefly as it can be said: 2019, آذار/مارس 2019, 2 آذار/مارس 2019 – 5 نيسان/أبريل 2020."""
    if first and last:
        for unit in charts.UNITS:
            if charts.starting(first, unit) == first and charts.ending(first, unit) == last:
                return calendars.printed(first, unit)
        return f"{_end_named(first, last=False)} – {_end_named(last, last=True)}"
    if first:
        return _("from %(day)s") % {"day": _end_named(first, last=False)}
    return _("until %(day)s") % {"day": _end_named(last, last=True)} if last else ""


def _end_named(date: datetime.date, *, last: bool) -> str:
    return calendars.printed(date, {4: "year", 7: "month"}.get(len(written(date, last=last)), "day"))


def written(date: datetime.date, *, last: bool) -> str:
    """A bound as the address and the field have it: the year or the month alone where that says the same."""
    for unit, length in (("year", 4), ("month", 7)):
        if date == (charts.ending(charts.starting(date, unit), unit) if last else charts.starting(date, unit)):
            return date.isoformat()[:length]
    return date.isoformat()


def unnarrowed(state: QueryDict) -> str:
    """The address of the same words without any filter."""
    return _encoded({name: state.getlist(name) for name in ("q", "aliases", "sort", "view") if name in state})


def without(state: QueryDict, dropped: Mapping[str, Iterable[str]]) -> str:
    """The state without some values."""
    gone = {name: set(values) for name, values in dropped.items()}
    return _encoded({name: [one for one in values if one not in gone.get(name, ())] for name, values in state.lists()})


def replaced(state: QueryDict, given: Mapping[str, Iterable[str]]) -> str:
    """The state with other values of some names; none take the name out."""
    return _encoded(dict(state.lists()) | {name: list(values) for name, values in given.items()})


def periods(state: QueryDict) -> Callable[[datetime.date, datetime.date], str]:
    """Addresses of the state with another period, in place of the years and months too."""
    rest = replaced(state, dict.fromkeys(("year", "month", *BOUNDS), ()))
    joint = "" if rest == "?" else "&"

    def in_period(first: datetime.date, last: datetime.date) -> str:
        return f"{rest}{joint}first={written(first, last=False)}&last={written(last, last=True)}"

    return in_period


def undated(state: QueryDict) -> str:
    """The state with the undated articles in place of every other time."""
    return replaced(state, dict.fromkeys(("month", *BOUNDS), ()) | {"year": [UNDATED]})


def _encoded(lists: Mapping[str, list[str]]) -> str:
    params = QueryDict(mutable=True)
    for name, values in lists.items():
        if values:
            params.setlist(name, values)
    return "?" + params.urlencode()
