"""Shortlisting: which of many matches are ranked.

Ranking costs some microseconds an article. So a layer of more than ENOUGH matches is cut into strata, best first: sets
of articles in which the words stand so strongly that about SIZES of the best are there (`grading`), and the rest. Each
stratum is ranked by itself, and only when a page reaches it: so all pages of a search come from one plan, and no
article stands on two of them or on none. How seldom one of the best is missed by the first stratum `manage.py bench`
measures.
"""

import itertools
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from search import datatypes
from search.datatypes import AllOf, AnyOf, Apart, Node, Not, Word, words_of
from search.finding import foreseeing, grading, layering, listing
from search.finding.grading import Grade, Lexeme
from search.finding.layering import Layer
from search.finding.weighing import Statistics
from search.models import IndexEntryQuerySet

ENOUGH = 3_000  # matches that are all ranked
FEWEST = 150  # candidates of a first stratum
# How many of the best the strata before the rest hold, about, by the number of words. Of several words together the
# first holds more than is foretold, and each look at the index costs more.
SIZES = {1: (500, 1_500, 10_000, 60_000), 2: (500, 1_500, 8_000, 40_000)}
SIZES_OF_MORE = (500, 1_500, 5_000, 30_000)
FINENESS = {1: 2.0, 2: 8.0, 3: 12.0}  # of their grades
FINENESS_OF_MORE = 20.0
MOST_WORDS = 4  # that choose candidates: those that tell most

Counted = tuple[Layer, int]  # a layer, or a stratum of one, and how many articles it holds
Counting = Callable[[Layer], int]


@dataclass(frozen=True, slots=True)
class Set:
    """About how many of the best matches it holds, and what asks for them."""

    size: int
    marks: Apart


def strata(
    layers: Sequence[Layer], among: IndexEntryQuerySet, statistics: Statistics, total: int | None, counting: Counting
) -> Iterator[Counted]:
    """All layers in their strata, best first, each counted when it is asked for; few matches stay as they are.

    `total` is how many answer, where that is known; `counting` counts what is probably shown.
    """
    answering = layering.answering(layers)
    if are_few(layers, statistics) or (total is not None and total <= ENOUGH):
        if len(layers) == 1:
            yield layers[0], counting(layers[0]) if total is None else total
        else:
            yield from zip(layers, listing.counts(layers, among), strict=True)
        return
    found = 0
    for layer in answering:
        for stratum, count in _strata(layer, among, statistics, total if len(answering) == 1 else None, counting):
            found += count
            yield stratum, count
    if found < layering.FEW and len(layers) > len(answering):
        yield layers[-1], listing.count(layers[-1].root, among)


def are_few(layers: Sequence[Layer], statistics: Statistics) -> bool:
    """Whether no more answer than are all ranked, by the frequencies of the words alone."""
    return _at_most(layering.answering(layers)[-1].whole, statistics) <= ENOUGH


def _strata(
    layer: Layer, among: IndexEntryQuerySet, statistics: Statistics, total: int | None, counting: Counting
) -> Iterator[Counted]:
    sets = _sets(layer, statistics)
    if not sets or _at_most(layer.root, statistics) <= ENOUGH:
        yield layer, counting(layer) if total is None else total
        return
    first, *others = sets
    held = counting(_cut(layer, first.marks))
    while held < FEWEST and others:
        first, *others = _enough(first, others, held)
        held = counting(_cut(layer, first.marks))
    yield _cut(layer, first.marks), held
    for above, below in itertools.pairwise([first, *others]):
        stratum = _cut(layer, AnyOf(below.marks.parts), Not(AnyOf(above.marks.parts)))
        found = listing.count(stratum.root, among)
        held += found
        yield stratum, found
    rest = _cut(layer, Not(AnyOf([first, *others][-1].marks.parts)))
    yield rest, listing.count(rest.root, among) if total is None else max(0, total - held)


def _enough(first: Set, others: Sequence[Set], held: int) -> Sequence[Set]:
    """From the first on that will hold enough, if filters leave of each as much as of this one; or the last alone."""
    left = max(1, held) / first.size
    few = itertools.takewhile(lambda one: one.size * left < FEWEST, others[:-1])
    return others[len(list(few)) :]


def _cut(layer: Layer, *marks: Node) -> Layer:
    return replace(layer, root=AllOf((layer.root, *marks)))


def _sets(layer: Layer, statistics: Statistics) -> list[Set]:
    """What the strata are cut by, each within the next; nothing where no word is in a tier."""
    words = _words(layer, statistics)
    if not any(lexeme.thresholds for word in words for lexeme in itertools.chain(*word)):
        return []
    required = _requires_all(layer.root)
    graded = [_grades(word, statistics, len(words), required) for word in words]
    suffice = _is_said_by(words, layer.root)
    sizes = SIZES.get(len(words), SIZES_OF_MORE)
    nested = grading.nested(graded, statistics.totals.articles, sizes)
    return [Set(size, Apart(parts, suffice)) for size, parts in zip(sizes, nested, strict=True)]


def _grades(word: grading.Word, statistics: Statistics, words: int, required: bool) -> list[Grade]:
    fineness = FINENESS.get(words, FINENESS_OF_MORE)
    return grading.grades(word, statistics.totals.articles, fineness=fineness, required=required)


def _requires_all(root: Node) -> bool:
    """Whether it is words that must all be there."""
    return isinstance(root, Word) or (isinstance(root, AllOf) and all(isinstance(part, Word) for part in root.parts))


def _is_said_by(words: Sequence[grading.Word], root: Node) -> bool:
    """Whether what has these words, or of alternatives one of them, is what is looked for."""
    if isinstance(root, AnyOf):
        return all(isinstance(part, Word) for part in root.parts)
    return _requires_all(root) and len(set(datatypes.leaves(root, negated=False))) == len(words)


def _words(layer: Layer, statistics: Statistics) -> list[grading.Word]:
    """The words that choose candidates, those that tell most first."""
    leaves = list(datatypes.leaves(layer.words, negated=False))
    weights = statistics.weights(leaves)
    weight = dict(zip(weights.lexemes, weights.weights, strict=True))

    def known(lexemes: Sequence[str]) -> list[Lexeme]:
        return [
            Lexeme(lexeme, weight[lexeme], df, statistics.tiers.get(lexeme, ()))
            for lexeme in lexemes
            if (df := statistics.df.get(lexeme, 0))
        ]

    found = dict.fromkeys((word.exact, tuple(word.forms)) for leaf in leaves for word in words_of(leaf))
    ordered = sorted(found, key=lambda word: -statistics.tells((word[0], *word[1])))
    return [(known([exact]), known(forms)) for exact, forms in ordered[:MOST_WORDS]]


def _at_most(root: Node, statistics: Statistics) -> int:
    return foreseeing.at_most(root, statistics.df, statistics.totals.articles)
