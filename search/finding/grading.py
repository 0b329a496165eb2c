"""Grading: which of very many matches can be the best, foretold from the tiers of their words. Pure, no Django.

What BM25F gives an article is a sum over lexemes, and the index tells of each lexeme in how many articles it stands, in
how many of them strongly (`search.index.tiering`), and what it weighs there. So the matches of a word are divided into
*grades*: that it stands there in any form, as it was typed, strongly in one or the other, in both … each within the
one before, each with about the score that it brings and about how many articles have it. Of several words the
combinations of grades are taken, those with the highest sum first, until they hold about as many articles as are
wanted, as if words stood independently of each other. (Of two they do, nearly; of three they stand together two to
four times as often.)

An article that has two very common words as they were typed, neither of them often, stands above one that has one
of them very often. Candidates that were asked to have one word in its tiers, whatever the others, missed
a fifth of the best 20 among a million articles; these miss one in fifty.
"""

import itertools
import math
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass

from search.datatypes import AllOf, AnyOf, Marked, Node
from search.index import tiering
from search.index.impacts import K1

TOGETHER = 3.0  # so many times likelier than by chance two lexemes of one word stand strongly in one article
ONCE = 1.0  # the tf of a single occurrence, about
ABOVE = 1.3  # times the threshold of the first tier is about what lies above it


@dataclass(frozen=True, slots=True)
class Lexeme:
    """What is known of a lexeme of a query: what it weighs, in how many articles it stands, the tf of each tier."""

    name: str
    weight: float
    df: int
    thresholds: Sequence[float] = ()


@dataclass(frozen=True, slots=True)
class Grade:
    """That a word stands in an article in some strength; `node` is nothing where it need not stand there."""

    node: Node | None
    score: float  # about what it brings
    articles: float  # about how many have it, or more of it


Level = Grade  # of lexemes
Word = tuple[Sequence[Lexeme], Sequence[Lexeme]]  # the spelling (one lexeme or none), and the lemmas


def grades(word: Word, articles: int, *, fineness: float, required: bool) -> list[Grade]:
    """The grades of a word, the lowest first; each has `fineness` times fewer articles than the one before, or so.

    Where the word is not `required`, the first is that it does not stand there.
    """
    absent = [] if required else [Grade(None, 0.0, articles)]
    spelling, lemmas = (_levels(lexemes, articles) for lexemes in word)
    if not spelling or not lemmas:
        return [*absent, *(spelling or lemmas)]
    cells = [
        (upper.score + lower.score, i, j)
        for i, upper in enumerate([Grade(None, 0.0, articles), *spelling])
        for j, lower in enumerate(lemmas, 1)
    ]
    cells.sort(reverse=True)
    return [*absent, *_thinned(cells, spelling, lemmas, fineness)]


def nested(words: Sequence[Sequence[Grade]], articles: int, sizes: Sequence[int]) -> Iterator[tuple[Node, ...]]:
    """Sets of articles, each within the next, that hold about `sizes` of the best: whatever has one of these."""
    shares = [
        [max(0.0, here.articles - after) / articles for here, after in zip(of, _following(of), strict=True)]
        for of in words
    ]
    cells = sorted(
        (
            (sum(of[k].score for of, k in zip(words, cell, strict=True)), cell)
            for cell in itertools.product(*(range(len(of)) for of in words))
            if any(of[k].node for of, k in zip(words, cell, strict=True))
        ),
        reverse=True,
    )
    held, taken, waiting = 0.0, set[tuple[int, ...]](), iter(cells)
    for size in sizes:
        while held < size and (cell := next(waiting, None)):
            taken.add(cell[1])
            held += articles * math.prod(share[k] for share, k in zip(shares, cell[1], strict=True))
        yield tuple(_conjunction(words, cell) for cell in sorted(_least(taken)))


def _levels(lexemes: Sequence[Lexeme], articles: int) -> list[Level]:
    """That any of these lexemes stands there, and then in tier 3, 2, 1; with about what they bring together."""
    if not (most := max((each.df for each in lexemes), default=0)):
        return []
    weight = sum(each.weight * each.df / most for each in lexemes)  # what is rarer stands there so much more seldom
    scale = max(1.0, articles / tiering.MILLION)
    steps: list[tuple[tuple[str, ...], float, float]] = [(tuple(each.name for each in lexemes), most, ONCE)]
    for tier in range(len(tiering.SIZES), 0, -1):
        if marked := [each for each in lexemes if len(each.thresholds) >= tier]:
            size = min(most, tiering.SIZES[tier - 1] * scale * len(marked))
            least = min(each.thresholds[tier - 1] for each in marked)
            steps.append((tuple(tiering.marker(tier, each.name) for each in marked), size, least))
    followings = [*(tf for _, _, tf in steps[1:]), steps[-1][2] * ABOVE]
    return [
        Level(Marked(markers), weight * (_impact(tf) + _impact(max(tf, following))) / 2, size)
        for (markers, size, tf), following in zip(steps, followings, strict=True)
    ]


def _impact(tf: float) -> float:
    return tf / (K1 + tf)


Cell = tuple[float, int, int]  # its score, the level of the spelling from 0 (not there), that of the lemmas from 1


def _thinned(
    cells: Sequence[Cell], spelling: Sequence[Level], lemmas: Sequence[Level], fineness: float
) -> Iterator[Grade]:
    """Of all that has a score or a higher one, the sets that differ enough in number; where the score falls deepest."""
    held = 0.0
    chosen: dict[
        int, tuple[float, float, int]
    ] = {}  # by magnitude: how deep it falls, how many are held, the last cell
    for number, (score, i, j) in enumerate(cells):
        held += _having(i, j, spelling, lemmas)
        lowest = number + 1 == len(cells)
        magnitude = -1 if lowest else int(math.log(max(held, 1.0), fineness))
        fall = score if lowest else score - cells[number + 1][0]
        if magnitude not in chosen or fall > chosen[magnitude][0]:
            chosen[magnitude] = (fall, max(held, 1.0), number)
    for _, number_held, last in sorted(chosen.values(), key=lambda one: -one[2]):
        least = _least({(i, j) for _, i, j in cells[: last + 1]})
        nodes = tuple(_both(i, j, spelling, lemmas) for i, j in sorted(least))
        yield Grade(AnyOf(nodes) if len(nodes) > 1 else nodes[0], cells[last][0], number_held)


def _having(i: int, j: int, spelling: Sequence[Level], lemmas: Sequence[Level]) -> float:
    """About how many articles have just these levels."""

    def at_least(i: int, j: int) -> float:
        if i > len(spelling) or j > len(lemmas):
            return 0.0
        of_lemmas = lemmas[j - 1].articles
        if not i:
            return of_lemmas
        of_spelling = spelling[i - 1].articles
        by_chance = TOGETHER * of_spelling * of_lemmas / lemmas[0].articles if j > 1 else math.inf
        return min(of_spelling, of_lemmas, by_chance)

    return max(0.0, at_least(i, j) - at_least(i + 1, j) - at_least(i, j + 1) + at_least(i + 1, j + 1))


def _both(i: int, j: int, spelling: Sequence[Level], lemmas: Sequence[Level]) -> Node:
    """What asks for both levels; what has the spelling has one of its lemmas."""
    levels = [*([spelling[i - 1]] if i else []), *([lemmas[j - 1]] if j > 1 or not i else [])]
    asked = [level.node for level in levels if level.node]
    return AllOf(tuple(asked)) if len(asked) > 1 else asked[0]


def _conjunction(words: Sequence[Sequence[Grade]], cell: Sequence[int]) -> Node:
    asked = [node for of, k in zip(words, cell, strict=True) if (node := of[k].node)]
    return AllOf(tuple(asked)) if len(asked) > 1 else asked[0]


def _following(of: Sequence[Grade]) -> list[float]:
    return [*(grade.articles for grade in of[1:]), 0.0]


def _least(cells: Collection[tuple[int, ...]]) -> list[tuple[int, ...]]:
    """Those that hold all others: from which no step down leads to another one."""
    return [
        cell
        for cell in cells
        if not any((*cell[:place], k - 1, *cell[place + 1 :]) in cells for place, k in enumerate(cell))
    ]
