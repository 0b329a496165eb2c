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
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from operator import add

from search.datatypes import AllOf, AnyOf, Marked, Node
from search.index import tiering
from search.index.impacts import K1

# So many times likelier than by chance lexemes of one word stand strongly in one article; rarer lemmas less so.
TOGETHER, LESS_TOGETHER = 3.0, 1.5
ONCE = 1.0  # the tf of a single occurrence, about
RARER = 4  # times rarer than the most frequent, a lemma tells something of its own
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


Level = Grade  # of lexemes that are alike
Word = tuple[Sequence[Lexeme], Sequence[Lexeme]]  # the spelling (one lexeme or none), and the lemmas


def grades(word: Word, articles: int, *, fineness: float, required: bool) -> list[Grade]:
    """The grades of a word, the lowest first; each has `fineness` times fewer articles than the one before, or so.

    Where the word is not `required`, the first is that it does not stand there.
    """
    absent = [] if required else [Grade(None, 0.0, articles)]
    groups = _groups(word, articles)
    if len(groups) < 2:
        return [*absent, *(level for of, _ in groups for level in of)]
    first, *others = (list(enumerate(of, 1)) for of, _ in groups)
    unasked = (0, Grade(None, 0.0, articles))
    cells = [
        (sum(level.score for _, level in cell), tuple(number for number, _ in cell))
        for cell in itertools.product(first, *([unasked, *of] for of in others))
    ]
    cells.sort(reverse=True)
    return [*absent, *_thinned(cells, groups, fineness)]


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


# Its score, and of each group a level: of the first from 1 (it stands there), of the others from 0 (that is not asked).
Cell = tuple[float, tuple[int, ...]]
Group = tuple[Sequence[Level], float]  # levels, and how often they stand beside those of other groups


def _groups(word: Word, articles: int) -> list[Group]:
    """The lemmas, those among them that are much rarer, and the spelling.

    The first level of the first group is that the word stands there with any lemma.
    """
    spelling, lemmas = word
    most = max((each.df for each in lemmas), default=0)
    rarer = [each for each in lemmas if each.df * RARER < most]
    common = _levels([each for each in lemmas if each not in rarer], articles)
    if common:
        common[0] = replace(common[0], node=Marked(tuple(each.name for each in lemmas)))
    groups = [
        (common, TOGETHER),
        (_levels(rarer, articles), LESS_TOGETHER),
        (_levels(spelling, articles), TOGETHER),
    ]
    return [group for group in groups if group[0]]


def _thinned(cells: Sequence[Cell], groups: Sequence[Group], fineness: float) -> Iterator[Grade]:
    """Of all that has a score or a higher one, the sets that differ enough in number; where the score falls deepest."""
    held, having = 0.0, _having(groups)
    # By magnitude: how deep the score falls, how many are held, the last cell.
    chosen: dict[int, tuple[float, float, int]] = {}
    for number, (score, cell) in enumerate(cells):
        held += having(cell)
        lowest = number + 1 == len(cells)
        magnitude = -1 if lowest else int(math.log(max(held, 1.0), fineness))
        fall = score if lowest else score - cells[number + 1][0]
        if magnitude not in chosen or fall > chosen[magnitude][0]:
            chosen[magnitude] = (fall, max(held, 1.0), number)
    for _, number_held, last in sorted(chosen.values(), key=lambda one: -one[2]):
        least = _least({cell for _, cell in cells[: last + 1]})
        nodes = tuple(_all(cell, groups) for cell in sorted(least))
        yield Grade(AnyOf(nodes) if len(nodes) > 1 else nodes[0], cells[last][0], number_held)


def _having(groups: Sequence[Group]) -> Callable[[Sequence[int]], float]:
    """Tells of a cell about how many articles have just its levels: several stand together more often than by chance.

    Lemmas that are rarer than others and yet more frequent than the spelling are probably lemmas of the spelling.
    """
    whole = groups[0][0][0].articles
    said = len(groups) > 2 and groups[1][0][0].articles >= groups[2][0][0].articles

    @cache
    def at_least(cell: tuple[int, ...]) -> float:
        if any(k > len(of) for k, (of, _) in zip(cell, groups, strict=True)):
            return 0.0
        if said and cell[1] == 1 and cell[2]:
            cell = (cell[0], 0, cell[2])
        asked = [(of[k - 1].articles, together) for k, (of, together) in zip(cell, groups, strict=True) if k]
        sizes = [size for size, _ in asked]
        narrowing = [(size, together) for size, together in asked if size < whole]
        if not narrowing:
            return min(sizes)
        by_chance = whole * math.prod(together * size / whole for size, together in narrowing)
        return min(*sizes, by_chance / max(together for _, together in narrowing))

    signs = [((-1) ** sum(more), more) for more in itertools.product((0, 1), repeat=len(groups))]
    return lambda cell: max(0.0, sum(sign * at_least(tuple(map(add, cell, more))) for sign, more in signs))


def _all(cell: Sequence[int], groups: Sequence[Group]) -> Node:
    """What asks for all levels; that the word stands there at all goes without saying where more is asked."""
    levels = [of[k - 1] for k, (of, _) in zip(cell, groups, strict=True) if k]
    asked = [level.node for level in (levels[1:] if len(levels) > 1 and cell[0] == 1 else levels) if level.node]
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
