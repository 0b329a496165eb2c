"""Finding: all that a results page would show, in its order. Nothing else here knows how search works inside."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from search import datatypes
from search.datatypes import Query
from search.finding import layering, ranking
from search.finding.asking import TooCostly
from search.models import IndexEntry
from search.query import parsing
from search.results import naming, narrowing
from search.results.filters import BOUNDS, DIMENSIONS, NOT, IndexFilter

STRETCH = 5000  # articles that are ranked at once; every stretch costs a search

__all__ = ["Search", "TooCostly", "filters_in_words", "lengths", "search_of", "stretches", "total"]


@dataclass(frozen=True)
class Search:
    """What a results page was asked, understood as that page understands it."""

    query: Query
    narrowed: IndexFilter
    state: QueryDict
    order: str

    def __bool__(self) -> bool:
        """Whether anything was asked: the search box alone finds nothing."""
        return bool(self.query) or bool(self.narrowed.chosen and not self.query.text.strip())

    @property
    def typed(self) -> str:
        return str(self.state.get("q", ""))


def search_of(params: QueryDict, user: Any) -> Search:
    """The search in an address, among what `user` may know of."""
    query = parsing.parse(params.get("q", ""))
    narrowed = IndexFilter(params, IndexEntry.objects.visible_to(user))
    state = narrowing.state_of(params, narrowed)
    return Search(query, narrowed, state, narrowing.sort_of(query, state))


def total(search: Search) -> int:
    """How many articles there are; raises `TooCostly`."""
    return _ranked(search, limit=0).total


def stretches(search: Search) -> Iterator[tuple[int, list[int]]]:
    """The total and the ids of the articles, stretch by stretch in order, at least one stretch; raises `TooCostly`.

    Articles that have only most of the words, which the page offers where few have all, are not among them.
    """
    after = ""
    while True:
        found = _ranked(search, limit=STRETCH, after=after)
        layers = found.layers or (layering.ALL,) * len(found.ids)
        yield found.total, [pk for pk, layer in zip(found.ids, layers, strict=True) if layer != layering.MOST]
        after = found.after
        if not after:
            return


def lengths(ids: list[int]) -> dict[int, int]:
    """The words of each article, its title not counted."""
    rows = IndexEntry.objects.whole().filter(article_id__in=ids).values_list("article_id", "length", "title_length")
    return {pk: length - title for pk, length, title in rows}


def filters_in_words(search: Search) -> list[tuple[str, str]]:
    """What the search is narrowed to, in the reader's words: the facet's title and the value, unwanted with a minus."""
    chosen = search.narrowed.chosen
    said = []
    for name in DIMENSIONS:
        for prefix, sign in (("", ""), (NOT, "−")):
            keys = chosen.get(prefix + name, [])
            names = _names(name, keys) if keys else {}
            said += [(str(naming.TITLES[name]), sign + (names.get(key) or naming.label(name, key))) for key in keys]
    first, last = (chosen.get(name) for name in BOUNDS)
    return [*said, (_("Period"), narrowing.period_named(first, last))] if first or last else said


def _names(name: str, keys: list[str]) -> dict[str, str]:
    """What the terms of a vocabulary are called; nothing for what is no vocabulary."""
    if name not in naming.VOCABULARIES:
        return {}
    field = "slug" if name == "source" else "pk"
    terms: Any = naming.VOCABULARIES[name].objects.filter(**{f"{field}__in": keys})
    return {str(getattr(term, field)): term.name for term in terms}


def _ranked(search: Search, *, limit: int, after: str = "") -> datatypes.Found:
    found = ranking.rank(search.query, search.narrowed.qs, order=search.order, limit=limit, after=after)
    if datatypes.TOO_COSTLY in found.notes:
        raise TooCostly
    return found
