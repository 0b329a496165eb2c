"""Shortlisting: which of many matches are ranked.

Ranking costs some microseconds an article. So a layer of more than ENOUGH matches is cut into strata, best first: what
holds one of its words where the word weighs most (the tiers of `search.index.tiering`), what does in the next tier, the
rest. Each is ranked by itself, and only when a page reaches it: so all pages of a search come from one plan, and no
article stands on two of them or on none. One below the first stratum that is yet among the best would hold each word
less strongly than whatever is in it; how seldom that is `manage.py bench` measures.
"""

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import replace

from search import datatypes
from search.datatypes import AllOf, Marked, Node, Not, words_of
from search.finding import foreseeing, layering, listing
from search.finding.layering import Layer
from search.finding.weighing import Statistics
from search.index import tiering
from search.models import IndexEntryQuerySet

ENOUGH = 3_000  # matches that are all ranked
FEWEST = 1_000  # candidates that surely hold the best ones
MOST_MARKED = 8_000  # articles that the first tiers of alternatives may hold, counted twice where they meet
TIERS = range(1, len(tiering.SIZES) + 1)

Counted = tuple[Layer, int]  # a layer, or a stratum of one, and how many articles it holds


def strata(
    layers: Sequence[Layer], among: IndexEntryQuerySet, statistics: Statistics, total: int | None
) -> Iterator[Counted]:
    """All layers in their strata, best first, each counted when it is asked for; few matches stay as they are.

    `total` is how many answer, where that is known.
    """
    answering = layering.answering(layers)
    if are_few(layers, statistics) or (total is not None and total <= ENOUGH):
        alone = total is not None and len(layers) == 1
        yield from zip(layers, [total] if alone else listing.counts(layers, among), strict=True)
        return
    found = 0
    for layer in answering:
        for stratum, count in _strata(layer, among, statistics, total if len(answering) == 1 else None):
            found += count
            yield stratum, count
    if found < layering.FEW and len(layers) > len(answering):
        yield layers[-1], listing.count(layers[-1].root, among)


def are_few(layers: Sequence[Layer], statistics: Statistics) -> bool:
    """Whether no more answer than are all ranked, by the frequencies of the words alone."""
    return _at_most(layering.answering(layers)[-1].whole, statistics) <= ENOUGH


def _strata(layer: Layer, among: IndexEntryQuerySet, statistics: Statistics, total: int | None) -> Iterator[Counted]:
    marked = [Marked(tuple(markers)) for markers in _markers(layer, statistics)]
    if not marked or _at_most(layer.root, statistics) <= ENOUGH:
        yield layer, listing.count(layer.root, among) if total is None else total
        return
    first, held = _first(layer, marked, among)
    yield _cut(layer, marked[first]), held
    for above, below in itertools.pairwise(marked[first:]):
        stratum = _cut(layer, below, above)
        found = listing.count(stratum.root, among)
        held += found
        yield stratum, found
    rest = replace(layer, root=AllOf((layer.root, Not(marked[-1]))))
    yield rest, listing.count(rest.root, among) if total is None else max(0, total - held)


def _first(layer: Layer, marked: list[Marked], among: IndexEntryQuerySet) -> tuple[int, int]:
    """The first tier that holds enough, or the last one, and how much it holds."""
    number, held = 0, listing.count(_cut(layer, marked[0]).root, among)
    while held < FEWEST and number + 1 < len(marked):
        number += 1
        held = listing.count(_cut(layer, marked[number]).root, among)
    return number, held


def _cut(layer: Layer, tier: Marked, above: Marked | None = None) -> Layer:
    parts: tuple[Node, ...] = (layer.root, tier, *([Not(above)] if above else []))
    return replace(layer, root=AllOf(parts))


def _markers(layer: Layer, statistics: Statistics) -> Iterator[list[str]]:
    """The markers of each tier; for a lexeme in too few articles for a tier, the lexeme itself."""
    lexemes = _lexemes(layer, statistics)
    if not any(lexeme in statistics.tiers for lexeme in lexemes):
        return
    for tier in TIERS:
        yield [tiering.marker(tier, each) if statistics.tiers.get(each, 0) >= tier else each for each in lexemes]


def _lexemes(layer: Layer, statistics: Statistics) -> list[str]:
    """Those whose tiers are looked into, the most telling ones first. Of alternatives not all are, if they are many."""
    leaves = list(datatypes.leaves(layer.words, negated=False))
    weights = statistics.weights(leaves)
    telling = dict(zip(weights.lexemes, weights.weights, strict=True))
    words = [word for leaf in leaves for word in words_of(leaf)]
    lexemes = sorted({each for word in words for each in word.lexemes}, key=lambda each: -telling[each])
    if isinstance(layer.root, AllOf):
        return lexemes
    return lexemes[: MOST_MARKED // tiering.SIZES[0]]


def _at_most(root: Node, statistics: Statistics) -> int:
    return foreseeing.at_most(root, statistics.df, statistics.totals.articles)
