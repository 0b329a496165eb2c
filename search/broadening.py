"""Broadening: what a reader whose search found nothing may try, with the counts. Nothing is changed unasked."""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass

from django.http import QueryDict

from search import counting, parsing, signs
from search.asking import TooCostly, asking
from search.datatypes import Phrase, Query
from search.filters import IndexFilter

MAX_WORDS = 6  # tried one by one

UNFILTERED = "unfiltered"  # the same words without the filters
UNQUOTED = "unquoted"  # the words of the quotations in any form and order
ANY_WORD = "any_word"  # articles that have any of the words
ONE_WORD = "one_word"  # a single one of the words


@dataclass(frozen=True)
class Offer:
    kind: str
    text: str  # what would be searched
    count: int
    address: str


def offers(query: Query, narrowed: IndexFilter, state: QueryDict) -> list[Offer]:
    """Searches near to `query` that find something; all of them stay within the filters but the one that drops them."""
    made: list[Offer] = []
    with suppress(TooCostly), asking():
        for kind, text, other, among in _tries(query, narrowed):
            if count := counting.total(other, among):
                made.append(Offer(kind, text, count, _address(state, text, filtered=among is narrowed)))
    return made


def _tries(query: Query, narrowed: IndexFilter) -> Iterator[tuple[str, str, Query, IndexFilter]]:
    if narrowed.chosen:
        yield UNFILTERED, query.text, query, IndexFilter({}, narrowed.queryset)
    if any(isinstance(leaf, Phrase) and leaf.exact for leaf in query.wanted()):
        bare = query.text.translate(dict.fromkeys(map(ord, signs.QUOTES), " "))
        yield UNQUOTED, bare.strip(), parsing.parse(bare), narrowed
    words = list(dict.fromkeys(word.text for word in query.words() if not word.stop))
    if len(words) > 1:
        text = " OR ".join(words[:MAX_WORDS])
        yield ANY_WORD, text, parsing.parse(text), narrowed
        for word in words[:MAX_WORDS]:
            yield ONE_WORD, word, parsing.parse(word), narrowed


def _address(state: QueryDict, text: str, *, filtered: bool) -> str:
    params = state.copy() if filtered else QueryDict(mutable=True)
    params["q"] = text
    return "?" + params.urlencode()
