"""Finding: all that answers a search, in the order of its page. Nothing else here knows how search works inside.

What has only most of the words, which the page lists below where little has them all, is no answer: it is counted, so
that every file can say that it holds none of it.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from archive import shelves
from archive.estimates import is_exact
from search import datatypes
from search.finding import layering, ranking
from search.finding.asking import TooCostly, asking
from search.models import IndexEntry
from search.results import estimating, naming, narrowing
from search.results.filters import BOUNDS, DIMENSIONS, NOT
from search.results.searching import Search, search_of

STRETCH = 5000  # articles that are ranked at once; every stretch costs a search

__all__ = ["Search", "TooCostly", "filters_in_words", "lengths", "search_of", "sizes", "stretches"]


@dataclass(frozen=True)
class Sizes:
    """How many articles answer, and how many more have only most of the words."""

    total: int
    most: int


def sizes(search: Search) -> Sizes:
    """Very many are estimated (`archive.estimates`). Raises `TooCostly`."""
    with asking(for_words=bool(search.query)):
        total = estimating.total(search.query, search.narrowed)
    if not is_exact(total):
        return Sizes(total, 0)
    found = _ranked(search, limit=0, total=total)
    return Sizes(found.total or 0, found.most)


def stretches(search: Search) -> Iterator[tuple[Sizes, list[int]]]:
    """The ids of the articles that answer, stretch by stretch in order, at least one stretch; raises `TooCostly`."""
    after = ""
    while True:
        found = _ranked(search, limit=STRETCH, after=after)
        layers = found.layers or (layering.ALL,) * len(found.ids)
        ids = [pk for pk, layer in zip(found.ids, layers, strict=True) if layer != layering.MOST]
        yield Sizes(found.total or 0, found.most), ids
        after = found.after
        if not after or layering.MOST in layers:
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
            names = _names(name, keys, search.user) if keys else {}
            said += [(str(naming.TITLES[name]), sign + (names.get(key) or naming.label(name, key))) for key in keys]
    first, last = (chosen.get(name) for name in BOUNDS)
    return [*said, (_("Period"), narrowing.period_named(first, last))] if first or last else said


def _names(name: str, keys: list[str], user: Any) -> dict[str, str]:
    """What the terms of a vocabulary are called, as far as `user` may know; nothing for what is no vocabulary."""
    if (shelf := shelves.BY_ROLE.get(name)) is None:
        return {}
    return {str(getattr(term, shelf.key)): term.name for term in shelf.named(user, keys)}


def _ranked(search: Search, *, limit: int, after: str = "", total: int | None = None) -> datatypes.Found:
    found = ranking.rank(search.query, search.narrowed.qs, order=search.order, limit=limit, after=after, total=total)
    if datatypes.TOO_COSTLY in found.notes:
        raise TooCostly
    return found
