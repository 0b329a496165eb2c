"""Warming: the pages of common words, counted exactly before anybody asks, and kept until the index changes."""

from collections.abc import Iterator

from django.http import QueryDict

from search.models import IndexEntry, Lexeme
from search.query import parsing, widening
from search.results import counting, estimating, narrowing, understanding
from search.results.filters import IndexFilter
from search.words import expanding


def warm(limit: int = 200) -> Iterator[tuple[str, int]]:
    """Count the first page of each of the `limit` most common words, as readers see it without filters, one by one.

    Gives each word with the number of its articles. What estimates would not be made of is passed over. For a
    connection without a time limit: one word of a third of a million articles takes some seconds.
    """
    spelt = Lexeme.objects.filter(lexeme__startswith="=", df__gt=counting.FEW).order_by("-df")
    for lexeme in spelt.values_list("lexeme", flat=True)[:limit]:
        query = widening.widen(parsing.parse(lexeme.removeprefix("=")))
        narrowed = IndexFilter(QueryDict(), IndexEntry.objects.visible_to(None))
        expansions = expanding.expand(query) if any(word.forms for word in query.words()) else []
        counts = estimating.count(
            query,
            narrowed,
            narrowing.facets_to_count(narrowed),
            understanding.forms_to_count(query, expansions),
            exactly=True,
        )
        yield lexeme.removeprefix("="), counts.total
