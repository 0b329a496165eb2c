"""Tiering: in which articles a common lexeme weighs most, so that ranking looks at those alone. Pure, no Django.

Ranking costs some microseconds an article, and a common word stands in hundreds of thousands. So for a lexeme in many
articles those where its tf (`impacts`) is highest carry *markers*, lexemes that no text has: `1+qAl` in about 500 of
them, `2+qAl` in about 3,000, `3+qAl` in about 15,000, each tier within the next. The same GIN index finds them.

What tf makes a tier is fixed when the index is made, from a sample of the articles (`thresholds`); an article that
comes later compares its own with that. Thresholds are in force for all articles or for none (`Lexeme`).

A second kind of marker stands for two common words side by side: `&قال الرئيس`, so that their phrase needs no look at
the positions in all the articles that have both.
"""

import heapq
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from search.index.impacts import Factors, Lengths, factors, tf

# Articles of each tier, in an archive of up to a million; in a larger one in proportion.
SIZES = (500, 3_000, 15_000)
# In how many articles a lexeme must stand for each tier to be worth its room.
WORTH = (1_500, 6_000, 40_000)
MILLION = 1_000_000
SAMPLE = 50_000  # articles that thresholds are taken from
# The share of all articles from which on a printed word is so common that its pairs are marked.
PAIRED = 0.02
PAIRED_AT_LEAST = 1_500  # articles

PAIR = "&"
MARKS = "123&"  # what markers begin with, and no lexeme of a text


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


def is_marker(lexeme: str) -> bool:
    return lexeme[0] in MARKS


def markers(counts: Mapping[str, int], article: Lengths, tiers: Tiers) -> Iterator[str]:
    """The tier markers of an article, from the packed counts of its lexemes."""
    by = factors(article, tiers.average)
    thresholds = tiers.thresholds
    for lexeme in counts.keys() & thresholds.keys():
        least = thresholds[lexeme]
        found = tf(counts[lexeme], by)
        for tier in range(len(least), 0, -1):
            if found < least[tier - 1]:
                break
            yield f"{tier}{lexeme}"


def pairs(exact: Iterable[tuple[int, str]], tiers: Tiers) -> set[str]:
    """The pair markers of an article, from its exact lexemes with their positions, in order."""
    paired = tiers.paired
    found = set()
    before, last = -1, ""
    for place, lexeme in exact:
        if lexeme not in paired:
            last = ""
            continue
        if last and place == before + 1:
            found.add(f"{PAIR}{last[1:]} {lexeme[1:]}")
        before, last = place, lexeme
    return found


def thresholds(
    sample: Iterable[tuple[Mapping[str, int], Factors]], sampled: int, articles: int
) -> dict[str, list[float]]:
    """The thresholds of all lexemes that are worth tiers, from `sampled` of so many `articles`.

    `sample` gives the packed counts and the factors of each of them. A lexeme's highest tfs are kept in a heap.
    """
    share = sampled / articles
    sizes = [max(1, round(size * max(1, articles / MILLION) * share)) for size in SIZES]
    worth = [least * share for least in WORTH]
    highest: dict[str, list[float]] = {}
    df: dict[str, int] = {}
    for counts, by in sample:
        for lexeme, packed in counts.items():
            df[lexeme] = df.get(lexeme, 0) + 1
            heap = highest.setdefault(lexeme, [])
            if len(heap) <= sizes[-1]:
                heapq.heappush(heap, tf(packed, by))
            elif (found := tf(packed, by)) > heap[0]:
                heapq.heapreplace(heap, found)
    return {
        lexeme: _thresholds(sorted(highest[lexeme], reverse=True), number, sizes, worth)
        for lexeme, number in df.items()
        if number >= worth[0]
    }


def _thresholds(found: Sequence[float], df: int, sizes: Sequence[int], worth: Sequence[float]) -> list[float]:
    return [_least(found, size) for size, least in zip(sizes, worth, strict=True) if df >= least]


def _least(found: Sequence[float], size: int) -> float:
    """The tf that about `size` of the articles reach. Where many have the same, rather fewer than many more."""
    least = found[min(size, len(found)) - 1]
    reached = sum(1 for value in found if value >= least)
    if reached > 2 * size and found[0] > least:
        return min(value for value in found if value > least)
    return least
