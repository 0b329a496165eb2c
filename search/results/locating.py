"""Locating: the place of an article in the results it was reached from. The address alone remembers it (`&n=13`)."""

from dataclasses import dataclass

from django.http import QueryDict

from archive import paging
from archive.models import Article
from search.finding import ranking
from search.results.searching import Search

NUMBER = "n"


@dataclass(frozen=True)
class Place:
    """Which result an article is, of how many, and the ids of those beside it; 0 stands for what is not known."""

    state: QueryDict
    number: int = 0
    total: int = 0
    previous: int | None = None
    next: int | None = None

    def back(self, per_page: int) -> str:
        """The query string of the list, on the page that this result stands on."""
        state = self.state.copy()
        page = min((self.number - 1) // per_page + 1, paging.LAST) if self.number else 1
        if page > 1:
            state["page"] = str(page)
        return state.urlencode()


def reading_address(article: Article, state: QueryDict, number: int = 0) -> str:
    """The address of an article that keeps the search (`narrowing.state_of`) and which result it is, from 1."""
    place = f"{NUMBER}={number}" if 1 <= number <= ranking.MAX_RANK else ""
    written = "&".join(filter(None, (state.urlencode(), place)))
    return article.get_absolute_url() + (f"?{written}" if written else "")


def locate(article: Article, search: Search, number: str) -> Place | None:
    """Where `article` stands in the results of a search, by the address as the `number`-th; None without a search.

    The archive may have changed since the list was shown: an article that stands one place further is found again, one
    that has gone further off, or a number that means nothing, gives a place without a number.
    """
    if not search:
        return None
    asked = _number(number)
    if not asked:
        return Place(search.state)
    first = max(1, asked - 1)
    found = ranking.rank(search.query, search.narrowed.qs, order=search.order, offset=first - 1, limit=3, counted=False)
    if article.pk not in found.ids:
        return Place(search.state)
    place = found.ids.index(article.pk)
    beside = dict(enumerate(found.ids))
    return Place(search.state, first + place, found.listed, beside.get(place - 1), beside.get(place + 1))


def _number(written: str) -> int:
    """A place that a list can have, else 0."""
    if not (written.isascii() and written.isdecimal() and len(written) <= len(str(ranking.MAX_RANK))):
        return 0
    return int(written) if int(written) <= ranking.MAX_RANK else 0
