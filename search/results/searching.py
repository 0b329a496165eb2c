"""Searching: what an address of the results page asks, read once for all who show, walk or take away its results."""

from dataclasses import dataclass
from typing import Any

from django.http import QueryDict

from search.datatypes import Query
from search.models import IndexEntry
from search.query import parsing, widening
from search.results import narrowing
from search.results.filters import IndexFilter


@dataclass(frozen=True)
class Search:
    """What was asked, as the page of results understands it."""

    query: Query  # with what aliases add
    narrowed: IndexFilter
    state: QueryDict
    order: str
    user: Any  # who asks

    def __bool__(self) -> bool:
        """Whether anything was asked: the search box alone finds nothing."""
        return bool(self.query) or bool(self.narrowed.chosen and not self.query.text.strip())

    @property
    def typed(self) -> str:
        return str(self.state.get("q", ""))


def search_of(params: QueryDict, user: Any) -> Search:
    """The search in an address, among what `user` may know of. Words cost a statement, for what aliases there are."""
    narrowed = IndexFilter(params, IndexEntry.objects.visible_to(user))
    state = narrowing.state_of(params, narrowed)
    query = query_of(params.get("q", ""), state)
    return Search(query, narrowed, state, narrowing.sort_of(query, state), user)


def query_of(typed: str, state: QueryDict) -> Query:
    """What a page in this state searches for when `typed` is in its box: widened, unless aliases were refused."""
    query = parsing.parse(typed)
    return query if state.get("aliases") == widening.REFUSED else widening.widen(query)
