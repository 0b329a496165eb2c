"""Broadening: what a reader whose search found nothing may try, with the counts. Nothing is changed unasked."""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass

from search.datatypes import Phrase, Query
from search.finding import matching, ranking
from search.finding.asking import TooCostly, asking
from search.models import IndexEntryQuerySet
from search.query import signs
from search.results import counting, narrowing, searching
from search.results.filters import BOUNDS, DIMENSIONS, NOT, PERIOD
from search.results.searching import Search

MAX_WORDS = 6  # tried one by one
MAX_FILTERS = 6  # left away one by one

UNFILTERED = "unfiltered"  # the same words without the filters
ANY_TIME = "any_time"  # without the dates, years and months
WITHOUT = "without"  # without one of the filters
UNQUOTED = "unquoted"  # the words of the quotations in any form and order
ANY_WORD = "any_word"  # articles that have any of the words
ONE_WORD = "one_word"  # a single one of the words

TIME = {"year", "month", PERIOD}


@dataclass(frozen=True)
class Offer:
    kind: str
    text: str  # what would be searched, or the name of the filter that is left away
    count: int
    address: str


@dataclass(frozen=True, eq=False)
class _Try:
    kind: str
    text: str
    entries: IndexEntryQuerySet
    address: str


def offers(search: Search) -> list[Offer]:
    """Searches near to this one that find something, each with the count that its page would have.

    Raises `TooCostly` never: then nothing is offered. Costs one statement, and three more for each text that is tried.
    """
    with suppress(TooCostly), asking():
        tries = [*_wider(search), *_fewer(search)]
        counts = counting.totals({one: one.entries for one in tries})
        return [Offer(one.kind, one.text, counts[one], one.address) for one in tries if counts[one]]
    return []


def _wider(search: Search) -> Iterator[_Try]:
    """The same words with fewer filters."""
    narrowed, state = search.narrowed, search.state
    in_force = list(narrowed.conditions)
    if not in_force:
        return
    wanted = matching.condition(ranking.answering(search.query))
    times = TIME.intersection(in_force)
    if times and len(in_force) > len(times):
        address = narrowing.replaced(state, _names(times))
        yield _Try(ANY_TIME, "", narrowed.without(*times).filter(wanted), address)
    others = [name for name in in_force if name not in times]
    if len(others) > 1 or times:
        for name in others[:MAX_FILTERS]:
            yield _Try(WITHOUT, name, narrowed.without(name).filter(wanted), narrowing.replaced(state, _names([name])))
    yield _Try(UNFILTERED, "", narrowed.queryset.filter(wanted), narrowing.unnarrowed(state))


def _fewer(search: Search) -> Iterator[_Try]:
    """Other words under the same filters."""
    for kind, text in _texts(search.query):
        wanted = matching.condition(ranking.answering(searching.query_of(text, search.state)))
        yield _Try(kind, text, search.narrowed.qs.filter(wanted), narrowing.replaced(search.state, {"q": [text]}))


def _texts(query: Query) -> Iterator[tuple[str, str]]:
    if any(isinstance(leaf, Phrase) and leaf.exact for leaf in query.wanted()):
        yield UNQUOTED, query.text.translate(dict.fromkeys(map(ord, signs.QUOTES), " ")).strip()
    words = list(dict.fromkeys(word.text for word in query.words() if not word.stop))
    if len(words) > 1:
        yield ANY_WORD, " OR ".join(words[:MAX_WORDS])
        yield from ((ONE_WORD, word) for word in words[:MAX_WORDS])


def _names(facets) -> Mapping[str, tuple[str, ...]]:
    """What the address has of some facets and of the period, each with nothing in its place."""
    names = [name for facet in facets for name in ((facet, NOT + facet) if facet in DIMENSIONS else BOUNDS)]
    return dict.fromkeys(names, ())
