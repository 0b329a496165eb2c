"""Impacts: how strongly a lexeme stands in an article: what of BM25F does not depend on a query. Pure, no Django.

    tf     = Σ over zones   zone weight · occurrences / (1 - b + b · length of the zone / average length of the zone)
    impact = tf / (k1 + tf), which grows with tf: so tf alone tells which of two articles a lexeme weighs more in

Robertson, Zaragoza: *The Probabilistic Relevance Framework: BM25 and Beyond* (2009), 3.6. The numbers were chosen on
question sets over Arabic encyclopedia articles and paragraphs.

Numbers may be arrays as well: of many articles, or of many lexemes.
"""

from typing import Any, NamedTuple

K1 = 1.5
TITLE_WEIGHT, LEAD_WEIGHT, BODY_WEIGHT = 4.0, 1.5, 1.0
TITLE_B, LEAD_B, BODY_B = 0.4, 0.4, 0.5


Number = Any  # float | NDArray[np.float64]; a formula of both has a type that no checker follows


class Lengths(NamedTuple):
    """Words of an article, or of an average one, by zone."""

    title: Number = 1
    lead: Number = 1
    body: Number = 1


class Factors(NamedTuple):
    """What one occurrence adds to tf, by zone of one article."""

    title: Number
    lead: Number
    body: Number


def factors(article: Lengths, average: Lengths) -> Factors:
    """Those of an article of these lengths; no average is below one word."""
    return Factors(
        TITLE_WEIGHT / (1 - TITLE_B + TITLE_B * article.title / max(1, average.title)),
        LEAD_WEIGHT / (1 - LEAD_B + LEAD_B * article.lead / max(1, average.lead)),
        BODY_WEIGHT / (1 - BODY_B + BODY_B * article.body / max(1, average.body)),
    )


def tf(counts: Number, by: Factors) -> Number:
    """The tf of a lexeme with these packed `counts`."""
    return (counts >> 24 & 255) * by.title + (counts >> 16 & 255) * by.lead + (counts & 65535) * by.body
