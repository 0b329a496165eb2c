"""Exact: the best of all matches by BM25F, each match scored, no tiers and no candidates; and how much of it we found.

Nearness is left out on both sides: it orders the best anew, whichever they are. What has the same score as the last of
the best is as good as it.
"""

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass, replace

from django.contrib.auth.models import AnonymousUser
from django.db import connection
from django.http import QueryDict

from search import datatypes
from search.benchmarks import answering
from search.benchmarks.drawing import Asked
from search.datatypes import Query
from search.finding import layering, listing, matching, ranking, weighing
from search.finding.asking import asking
from search.models import IndexEntryQuerySet
from search.results import searching

TOP = 20
EQUAL = 1e-9  # scores that differ by less are the same


@dataclass(frozen=True)
class Best:
    """The last score of the exact list, and the scores of articles that we listed instead."""

    size: int
    least: float
    most: float
    scores: dict[int, float]


def overlap(asked: Asked) -> float | None:
    """The share of a page of TOP rows that belongs there; nothing where nothing is found."""
    with without_nearness():
        found = answering.ranked(asked, limit=TOP)
    first = [pk for pk, layer in zip(found.ids, found.layers, strict=True) if layer in (layering.ALL, layering.BEST)]
    best = _best(asked, first)
    if not best.size:
        return None
    right = sum(1 for pk in first if best.least - EQUAL <= best.scores.get(pk, -1.0) <= best.most + EQUAL)
    return min(1.0, right / best.size)


@contextlib.contextmanager
def without_nearness() -> Iterator[None]:
    """Rank by the score alone."""
    window = ranking.WINDOW
    ranking.WINDOW = 0
    try:
        yield
    finally:
        ranking.WINDOW = window


def _best(asked: Asked, listed: list[int]) -> Best:
    """Scores all matches of the first layer."""
    search = searching.search_of(QueryDict(asked.address), AnonymousUser())
    leaves = list(search.query.wanted())
    statistics = weighing.statistics(leaves)
    layer = layering.layers(search.query, statistics.tells)[0]
    weights = statistics.weights(datatypes.leaves(layer.words, negated=False))
    entries = _matching(search.query, layer, search.narrowed.qs).annotate(score=listing.Score(weights))
    sql, params = entries.values("article_id", "published_on", "score").query.sql_with_params()
    with asking(), connection.cursor() as cursor:
        cursor.execute(
            f"WITH scored AS MATERIALIZED ({sql}), top AS (SELECT * FROM scored"
            " ORDER BY score DESC, published_on DESC NULLS LAST, article_id DESC LIMIT %s OFFSET %s)"
            " SELECT true, article_id, score FROM top UNION ALL"
            " SELECT false, article_id, score FROM scored WHERE article_id = ANY(%s)",
            [*params, TOP, asked.offset, listed],
        )
        rows = cursor.fetchall()
    top = [score for is_top, _, score in rows if is_top]
    return Best(
        size=len(top),
        least=min(top, default=0.0),
        most=max(top, default=0.0) if asked.offset else float("inf"),
        scores={pk: score for is_top, pk, score in rows if not is_top},
    )


def _matching(query: Query, layer: layering.Layer, among: IndexEntryQuerySet) -> IndexEntryQuerySet:
    return matching.match(replace(query, root=layer.root), among).order_by()
