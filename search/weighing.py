"""Weighing: how much each lexeme of a query says about an article, by BM25F.

    score = Σ over lexemes   weight · idf · tf / (k1 + tf)
    idf   = ln(1 + (N - df + ½) / (df + ½))
    tf    = Σ over zones     zone weight · occurrences / (1 - b + b · length of the zone / average length of the zone)

Robertson, Zaragoza: *The Probabilistic Relevance Framework: BM25 and Beyond* (2009), 3.6; idf as in Lucene, never
negative. The numbers were chosen on question sets over Arabic encyclopedia articles and paragraphs.
"""

import math
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import connection

from search import datatypes
from search.datatypes import Leaf, Phrase, Query
from search.models import Totals

K1 = 1.5
TITLE_WEIGHT, LEAD_WEIGHT, BODY_WEIGHT = 4.0, 1.5, 1.0
TITLE_B, LEAD_B, BODY_B = 0.4, 0.4, 0.5
EXACT_WEIGHT = 0.4  # of a spelling, beside 1 for its lemmas together


@dataclass(frozen=True)
class Weights:
    """What the ranked statement binds: the lexemes, their weights times idf, and the average lengths of the zones."""

    lexemes: tuple[str, ...]
    weights: tuple[float, ...]
    title_average: float = 1
    lead_average: float = 1
    body_average: float = 1


def weigh(query: Query) -> Weights:
    """The weights of a query's wanted words, with the statistics of the index as they are now."""
    shares = lexeme_weights(query.wanted())
    totals, df = _statistics(list(shares))
    articles = totals.articles or 1
    return Weights(
        lexemes=tuple(shares),
        weights=tuple(share * idf(df.get(lexeme, 0), articles) for lexeme, share in shares.items()),
        title_average=max(1, totals.title_words / articles),
        lead_average=max(1, totals.lead_words / articles),
        body_average=max(1, (totals.words - totals.title_words - totals.lead_words) / articles),
    )


def _statistics(lexemes: list[str]) -> tuple[Totals, dict[str, int]]:
    """The totals of the index, and in how many articles each lexeme stands; in one statement."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT t.articles, t.title_words, t.lead_words, t.words, l.lexeme, l.df"
            " FROM search_totals t LEFT JOIN search_lexeme l ON l.lexeme = ANY(%s)",
            [lexemes],
        )
        rows = cursor.fetchall()
    articles, title_words, lead_words, words = rows[0][:4] if rows else (0, 0, 0, 0)
    totals = Totals(articles=articles, title_words=title_words, lead_words=lead_words, words=words)
    return totals, {lexeme: df for *_, lexeme, df in rows if lexeme is not None}


def idf(df: int, articles: int) -> float:
    """How much a lexeme that stands in `df` of all `articles` tells them apart."""
    return math.log(1 + max(0, articles - df + 0.5) / (df + 0.5))


def lexeme_weights(wanted: Iterable[Leaf]) -> dict[str, float]:
    """The share of each lexeme before its idf: 1 for all the lemmas that a word may belong to, or it would count twice.

    The exact lexeme of a quoted word carries the share of its lemmas too.
    """
    shares: dict[str, float] = {}
    for leaf in wanted:
        whole = EXACT_WEIGHT + 1 if isinstance(leaf, Phrase) and leaf.exact else EXACT_WEIGHT
        for word in datatypes.words_of(leaf):
            shares[word.exact] = max(whole, shares.get(word.exact, 0))
            for form in word.forms:
                shares[form] = max(1 / len(word.forms), shares.get(form, 0))
    return shares
