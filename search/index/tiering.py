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
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from search.index.impacts import Lengths, factors, tf
from search.index.packing import ZONE_BITS

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
BODY_ONLY = ZONE_BITS[""][1]  # greater packed counts have occurrences in title or lead, too
INFINITE = float("inf")


@dataclass(frozen=True)
class Tiers:
    """What was fixed when the index was made; nothing for an index without tiers."""

    average: Lengths = field(default_factory=Lengths)
    thresholds: Mapping[str, Sequence[float]] = field(default_factory=dict)  # by lexeme; the tf of tier 1, 2, 3
    paired: Collection[str] = frozenset()  # exact lexemes
    lowest: Mapping[str, float] = field(init=False, repr=False)  # threshold of each lexeme

    def __post_init__(self) -> None:
        object.__setattr__(self, "lowest", {lexeme: least[-1] for lexeme, least in self.thresholds.items()})

    def __bool__(self) -> bool:
        return bool(self.thresholds or self.paired)


def marker(tier: int, lexeme: str) -> str:
    """The marker of tier 1, 2 or 3."""
    return f"{tier}{lexeme}"


def pair(first: str, second: str) -> str:
    """The marker of two exact lexemes side by side."""
    return f"{PAIR}{first[1:]} {second[1:]}"


def markers(counts: Mapping[str, int], article: Lengths, tiers: Tiers) -> Iterator[str]:
    """The tier markers of an article, from the packed counts of its lexemes."""
    by = factors(article, tiers.average)
    lowest, thresholds, in_body = tiers.lowest, tiers.thresholds, by.body
    for lexeme, packed in counts.items():
        least = lowest.get(lexeme, INFINITE)
        found = packed * in_body if packed <= BODY_ONLY else tf(packed, by)
        if found >= least:
            for tier, least in enumerate(thresholds[lexeme], 1):
                if found >= least:
                    yield f"{tier}{lexeme}"


def pairs(words: Iterable[Sequence[str]], places: Iterable[int], tiers: Tiers) -> set[str]:
    """The pair markers of an article, from the lexemes of its words, each's exact one first, and their places."""
    paired = tiers.paired
    found: set[tuple[str, str]] = set()
    before, last = -1, ""
    for lexemes, place in zip(words, places, strict=True):
        exact = lexemes[0]
        if exact in paired:
            if place == before + 1:
                found.add((last, exact))
            before, last = place, exact
    return {pair(first, second) for first, second in found}


class Gathered(NamedTuple):
    """What a sample tells of lexemes: in how many of its articles each stands, and its highest tfs in them."""

    articles: int
    df: Mapping[str, int]
    highest: Mapping[str, array[float]]


def gather(sample: Iterable[tuple[Mapping[str, int], Lengths]], average: Lengths, share: float, least: int) -> Gathered:
    """What the packed counts and lengths of some articles tell, of lexemes in `least` of them or more.

    `share` is that of the sample in a whole archive of a million or fewer.
    """
    found: dict[str, array[float]] = {}
    number = 0
    for counts, lengths in sample:
        by, number = factors(lengths, average), number + 1
        for lexeme, packed in counts.items():
            value = packed * by.body if packed <= BODY_ONLY else tf(packed, by)
            if lexeme in found:
                found[lexeme].append(value)
            else:
                found[lexeme] = array("f", (value,))
    df = {lexeme: len(values) for lexeme, values in found.items() if len(values) >= least}
    most = 2 * math.ceil(SIZES[-1] * share) + 2
    highest = {lexeme: array("f", sorted(found[lexeme], reverse=True)[:most]) for lexeme in df}
    return Gathered(number, df, highest)


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
