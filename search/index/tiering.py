"""Tiering: in which articles a common lexeme weighs most, so that ranking looks at those alone. Pure, no Django.

Ranking costs some microseconds an article, and a common word stands in hundreds of thousands. So for a lexeme in many
articles those where its tf (`impacts`) is highest carry *markers*, lexemes that no text has: `1+qAl` in about 500 of
them, `2+qAl` in about 3,000, `3+qAl` in about 15,000, each tier within the next. The same GIN index finds them.

What tf makes a tier is fixed when the index is made, from a sample of the articles (`thresholds`); an article that
comes later compares its own with that. Thresholds are in force for all articles or for none (`Lexeme`).

A second kind of marker stands for two common words side by side: `&قال الرئيس`, so that their phrase needs no look at
the positions in all the articles that have both.
"""

from __future__ import annotations

import math
from array import array
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from search.index.impacts import Lengths
from search.index.numbering import Lexemes, Numbers

# Articles of each tier, in an archive of up to a million; in a larger one in proportion.
SIZES = (500, 3_000, 15_000)
# In how many articles a lexeme must stand for each tier to be worth its room.
WORTH = (1_500, 6_000, 40_000)
MILLION = 1_000_000
SAMPLE = 20_000  # articles that thresholds are taken from
# The share of all articles from which on a printed word is so common that its pairs are marked.
PAIRED = 0.02
PAIRED_AT_LEAST = 1_500  # articles

PAIR = "&"

Pairs = tuple[Numbers, Numbers]  # of articles and markers


@dataclass(frozen=True)
class Tiers:
    """What was fixed when the index was made; nothing for an index without tiers."""

    average: Lengths = field(default_factory=Lengths)
    thresholds: Mapping[str, Sequence[float]] = field(default_factory=dict)  # by lexeme; the tf of tier 1, 2, 3
    paired: Collection[str] = frozenset()  # exact lexemes

    def __bool__(self) -> bool:
        return bool(self.thresholds or self.paired)


def marker(tier: int, lexeme: str) -> str:
    """The marker of tier 1, 2 or 3."""
    return f"{tier}{lexeme}"


def pair(first: str, second: str) -> str:
    """The marker of two exact lexemes side by side."""
    return f"{PAIR}{first[1:]} {second[1:]}"


class Thresholds(NamedTuple):
    """Tiers in arrays, by the numbers of lexemes, which are below their length."""

    least: NDArray[np.float64]  # the tf of each tier, a row a lexeme
    paired: NDArray[np.bool_]


def number(tiers: Tiers, lexemes: Lexemes) -> Thresholds:
    """The tiers by the numbers of lexemes; those that are met later have none."""
    thresholds, paired = lexemes.numbers(tiers.thresholds), lexemes.numbers(tiers.paired)
    found = Thresholds(np.full((len(lexemes), len(SIZES)), np.inf), np.zeros(len(lexemes), bool))
    for one, least in zip(thresholds.tolist(), tiers.thresholds.values(), strict=True):
        found.least[one, : len(least)] = least
    found.paired[paired] = True
    return found


def markers(article: Numbers, lexeme: Numbers, tf: NDArray, least: Thresholds, lexemes: Lexemes) -> Pairs:
    """The articles that a tier marks and the marker of each, from the tf of lexemes in articles."""
    common = np.flatnonzero(lexeme < len(least.least))
    where, tier = np.nonzero(tf[common, None] >= least.least[lexeme[common]])
    of = common[where]
    each = zip((tier + 1).tolist(), lexeme[of].tolist(), strict=True)
    names = (marker(tier, lexemes.names[one]) for tier, one in each)
    return article[of], lexemes.numbers(names)


def pairs(article: Numbers, exact: Numbers, position: Numbers, least: Thresholds, lexemes: Lexemes) -> Pairs:
    """The articles in which common words stand side by side, and the marker of each pair in each.

    Of all words in a row: in which article, the exact lexeme, and at which position.
    """
    paired = (exact < len(least.paired)) & least.paired[np.minimum(exact, len(least.paired) - 1)]
    beside = (article[1:] == article[:-1]) & (position[1:] == position[:-1] + 1)
    at = np.flatnonzero(paired[1:] & paired[:-1] & beside)
    found = np.unique(np.stack([article[at], exact[at], exact[at + 1]]), axis=1)
    names = (pair(lexemes.names[one], lexemes.names[other]) for one, other in found[1:].T.tolist())
    return found[0], lexemes.numbers(names)


class Gathered(NamedTuple):
    """What a sample tells of lexemes: in how many of its articles each stands, and its highest tfs in them."""

    articles: int
    df: Mapping[str, int]
    highest: Mapping[str, array[float]]


def gather(articles: int, lexeme: Numbers, tf: NDArray, names: Sequence[str], share: float, least: int) -> Gathered:
    """What the tfs of lexemes in so many articles tell, of those in `least` of them or more.

    `share` is that of the sample in a whole archive of a million or fewer.
    """
    most = 2 * math.ceil(SIZES[-1] * share) + 2
    order = np.lexsort((-tf, lexeme))
    lexeme, tf = lexeme[order], tf[order]
    starts = np.flatnonzero(np.diff(lexeme, prepend=-1))
    numbers = np.diff(starts, append=len(tf))
    df, highest = {}, {}
    for one, start, number in zip(lexeme[starts].tolist(), starts.tolist(), numbers.tolist(), strict=True):
        if number >= least:
            df[names[one]] = number
            highest[names[one]] = array("f", tf[start : start + min(most, number)])
    return Gathered(articles, df, highest)


def merge(gathered: Sequence[Gathered]) -> Gathered:
    """What several parts of a sample tell together."""
    df: Counter[str] = Counter()
    highest: dict[str, array[float]] = {}
    for each in gathered:
        df.update(each.df)
        for lexeme, values in each.highest.items():
            highest[lexeme] = highest[lexeme] + values if lexeme in highest else values
    return Gathered(sum(each.articles for each in gathered), df, highest)


def tiers(gathered: Gathered, articles: int, average: Lengths) -> Tiers:
    """The tiers of so many articles, as the sample tells."""
    share = gathered.articles / articles
    sizes = [max(1, round(size * max(1, articles / MILLION) * share)) for size in SIZES]
    worth = [least * share for least in WORTH]
    thresholds = {
        lexeme: _thresholds(sorted(gathered.highest[lexeme], reverse=True), df, sizes, worth)
        for lexeme, df in gathered.df.items()
        if df >= worth[0]
    }
    common = max(PAIRED * gathered.articles, PAIRED_AT_LEAST * share)
    paired = frozenset(lexeme for lexeme, df in gathered.df.items() if lexeme[0] == "=" and df >= common)
    return Tiers(average, thresholds, paired)


def _thresholds(found: Sequence[float], df: int, sizes: Sequence[int], worth: Sequence[float]) -> list[float]:
    return [_least(found, size) for size, least in zip(sizes, worth, strict=True) if df >= least]


def _least(found: Sequence[float], size: int) -> float:
    """The tf that about `size` of the articles reach. Where many have the same, rather fewer than many more."""
    least = found[min(size, len(found)) - 1]
    reached = sum(1 for value in found if value >= least)
    if reached > 2 * size and found[0] > least:
        return min(value for value in found if value > least)
    return least
