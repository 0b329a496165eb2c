"""Standing: where each lexeme stands in each of many articles, and how often. Pure, no Django.

A *row* is a lexeme in an article; rows are sorted by article, and the arrays of a `Standing` have an element for each.
Places are sorted within a row. A place has the position of a word, counted from 1, and its weight, as a tsvector has
them but with room for longer texts.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from search.index.numbering import Numbers, Words, ranges
from search.index.packing import ZONE_BITS

# One number says article, lexeme and place, so that a single sort brings all into order.
WEIGHT_BITS, POSITION_BITS, LEXEME_BITS = 2, 22, 24
PLACE_BITS = WEIGHT_BITS + POSITION_BITS
MOST_POSITIONS, MOST_LEXEMES = 2**POSITION_BITS, 2**LEXEME_BITS
A, B, D = 3, 2, 0  # weights: of the title; of the subtitle and the lead; of the body


@dataclass(frozen=True, slots=True)
class Standing:
    """The rows of `articles` articles."""

    articles: int
    article: Numbers
    lexeme: Numbers
    first: Numbers  # of the row's places, in `places`
    number: Numbers  # of places
    places: Numbers

    def counts(self) -> Numbers:
        """How often in each zone: 8 bits for the title, 8 for the lead and 16 for the body in a number.

        Beyond its bits a number stays at the highest, where one occurrence more makes no difference.
        """
        weights = self.places & 2**WEIGHT_BITS - 1
        row = np.repeat(np.arange(len(self.lexeme)), self.number)
        of = {zone: np.bincount(row[weights == weight], minlength=len(self.lexeme)) for zone, weight in ZONES.items()}
        return sum((np.minimum(of[zone], most) << shift for zone, (shift, most) in ZONE_BITS.items()), EMPTY)

    def rows_of(self) -> Numbers:
        """How many rows each article has."""
        return np.bincount(self.article, minlength=self.articles)


ZONES = {"A": A, "B": B, "": D}
EMPTY = np.zeros(1, np.int64)


def stand(numbers: Numbers, places: Numbers, articles: Numbers, words: Words) -> Standing:
    """Where the lexemes of these words stand: of each its number, its place, and how many each article has of them."""
    of_article = np.repeat(np.arange(len(articles)), articles)
    lexemes, spread = words.spread(numbers)
    sorting = np.repeat(of_article << LEXEME_BITS + PLACE_BITS | places, spread) | lexemes << PLACE_BITS
    sorting.sort()
    rows = sorting >> PLACE_BITS
    first = np.flatnonzero(np.diff(rows, prepend=-1))
    rows = rows[first]
    return Standing(
        len(articles),
        rows >> LEXEME_BITS,
        rows & MOST_LEXEMES - 1,
        first,
        np.diff(first, append=len(sorting)),
        sorting & 2**PLACE_BITS - 1,
    )


def places(lengths: Numbers, weights: Sequence[int], gap: int) -> Numbers:
    """The places of the words of articles: `lengths` are how many words each zone of each has, one row an article.

    Positions begin at 1 in each article and leave a gap between one zone and the next.
    """
    before = np.cumsum(lengths + gap, axis=1) - lengths - gap
    positions = ranges(before.ravel() + 1, lengths.ravel())
    return positions << WEIGHT_BITS | np.repeat(np.tile(weights, len(lengths)), lengths.ravel())
