"""Weighing: how much each lexeme of a query says about an article, by BM25F.

    score = Σ over lexemes   weight · idf · impact
    idf   = ln(1 + (N - df + ½) / (df + ½))

The impact is `search.index.impacts`'. Robertson, Zaragoza: *The Probabilistic Relevance Framework: BM25 and Beyond*
(2009), 3.6; idf as in Lucene, never negative.
"""

import math
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from django.db import connection

from search.datatypes import Leaf, Phrase, Query, words_of
from search.finding import remembering
from search.models import Totals

EXACT_WEIGHT = 0.4  # of a spelling, beside 1 for its lemmas together


@dataclass(frozen=True)
class Weights:
    """What the ranked statement binds: the lexemes, their weights times idf, and the average lengths of the zones."""

    lexemes: tuple[str, ...]
    weights: tuple[float, ...]
    title_average: float = 1
    lead_average: float = 1
    body_average: float = 1


@dataclass(frozen=True)
class Statistics:
    """What the index knows of some lexemes now: in how many articles each stands, of how many, and their lengths.

    `tiers` has, of those that are marked, the tf from which on they are in each tier; `paired` those marked in pairs.
    """

    totals: Totals
    df: Mapping[str, int]
    tiers: Mapping[str, Sequence[float]] = field(default_factory=dict)
    paired: Collection[str] = frozenset()

    def weights(self, leaves: Iterable[Leaf]) -> Weights:
        """The weights of what is wanted."""
        shares = lexeme_weights(leaves)
        totals, articles = self.totals, self.totals.articles or 1
        return Weights(
            lexemes=tuple(shares),
            weights=tuple(share * idf(self.df.get(lexeme, 0), articles) for lexeme, share in shares.items()),
            title_average=max(1, totals.title_words / articles),
            lead_average=max(1, totals.lead_words / articles),
            body_average=max(1, (totals.words - totals.title_words - totals.lead_words) / articles),
        )

    def tells(self, lexemes: Collection[str]) -> float:
        """How much a word with these lexemes tells articles apart: the idf of the most frequent one."""
        return idf(max(self.df.get(lexeme, 0) for lexeme in lexemes), self.totals.articles or 1)


def weigh(query: Query) -> Weights:
    """The weights of a query's wanted words, without aliases, with the statistics of the index as they are now."""
    leaves = list(query.wanted())
    return statistics(leaves).weights(leaves)


def statistics(leaves: Iterable[Leaf]) -> Statistics:
    """The totals of the index, and what it knows of each lexeme of the leaves; in one statement."""
    lexemes = tuple(lexeme_weights(leaves))
    return remembering.remembered((statistics, lexemes), lambda: _ask(list(lexemes)))


def _ask(lexemes: list[str]) -> Statistics:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT t.articles, t.title_words, t.lead_words, t.words,"
            " l.lexeme, l.df, l.thresholds, l.paired"
            " FROM search_totals t LEFT JOIN search_lexeme l ON l.lexeme = ANY(%s)",
            [lexemes],
        )
        rows = cursor.fetchall()
    articles, title_words, lead_words, words = rows[0][:4] if rows else (0, 0, 0, 0)
    totals = Totals(articles=articles, title_words=title_words, lead_words=lead_words, words=words)
    known = [row[4:] for row in rows if row[4] is not None]
    return Statistics(
        totals,
        {lexeme: df for lexeme, df, _, _ in known},
        {lexeme: tiers for lexeme, _, tiers, _ in known if tiers},
        frozenset(lexeme for lexeme, _, _, paired in known if paired),
    )


def articles() -> int:
    """How many articles the index holds."""
    return statistics([]).totals.articles


def idf(df: int, articles: int) -> float:
    """How much a lexeme that stands in `df` of all `articles` tells them apart."""
    return math.log(1 + max(0, articles - df + 0.5) / (df + 0.5))


def lexeme_weights(wanted: Iterable[Leaf]) -> dict[str, float]:
    """The share of each lexeme before its idf: 1 for all the lemmas that a word may belong to, or it would count twice.

    The exact lexeme of a quoted word carries the share of its lemmas too. A prefix has no share: it has no lexeme.
    """
    shares: dict[str, float] = {}
    for leaf in wanted:
        whole = EXACT_WEIGHT + 1 if isinstance(leaf, Phrase) and leaf.exact else EXACT_WEIGHT
        for word in words_of(leaf):
            shares[word.exact] = max(whole, shares.get(word.exact, 0))
            for form in word.forms:
                shares[form] = max(1 / len(word.forms), shares.get(form, 0))
    return shares
