"""Shortlisting: which of many matches are ranked.

Ranking costs some microseconds an article. So a layer of more than ENOUGH matches is cut into strata, best first, by
the tiers of `search.index.tiering`. The first stratum holds what has

- one of the words where it weighs most (tier 1), and another of them;
- two of the words, or one of them in both its spelling and its lemma, where they weigh much (tier 2);
- a word that is in no tier since it is rare, or that tells more than all others together, where it weighs most.

Then comes what has a word in tier 2, in tier 3, and the rest. Each stratum is ranked by itself, and only when a page
reaches it: so all pages of a search come from one plan, and no article stands on two of them or on none. How seldom one
of the best is missed by the first stratum `manage.py bench` measures.
"""

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from search import datatypes
from search.datatypes import AllOf, AnyOf, Marked, Node, Not, words_of
from search.finding import foreseeing, layering, listing
from search.finding.layering import Layer
from search.finding.weighing import Statistics
from search.index import tiering
from search.models import IndexEntryQuerySet

ENOUGH = 3_000  # matches that are all ranked
FEWEST = 150  # candidates of a first stratum
MOST_WORDS = 6  # that choose candidates: those that tell most

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
    marks = _marks(layer, statistics)
    if not marks or _at_most(layer.root, statistics) <= ENOUGH:
        yield layer, listing.count(layer.root, among) if total is None else total
        return
    first, held = _first(layer, marks, among)
    yield _cut(layer, marks[first]), held
    for above, below in itertools.pairwise(marks[first:]):
        stratum = _cut(layer, below, Not(above))
        found = listing.count(stratum.root, among)
        held += found
        yield stratum, found
    rest = _cut(layer, Not(marks[-1]))
    yield rest, listing.count(rest.root, among) if total is None else max(0, total - held)


def _first(layer: Layer, marks: Sequence[Node], among: IndexEntryQuerySet) -> tuple[int, int]:
    """The first of the nested sets that holds enough, or the last one, and how much it holds."""
    number, held = 0, listing.count(_cut(layer, marks[0]).root, among)
    while held < FEWEST and number + 1 < len(marks):
        number += 1
        held = listing.count(_cut(layer, marks[number]).root, among)
    return number, held


def _cut(layer: Layer, *marks: Node) -> Layer:
    return replace(layer, root=AllOf((layer.root, *marks)))


def _marks(layer: Layer, statistics: Statistics) -> list[Node]:
    """What the strata are cut by, each within the next; nothing where no word is in a tier."""
    words = _words(layer, statistics)
    if not any(word.is_in_tiers for word in words):
        return []
    best = [*_alone(words), *_together(words)]
    return [
        AnyOf(tuple(best)),
        *(AnyOf((*best, *(Marked(word.markers(tier)) for word in words))) for tier in (2, 3)),
    ]


@dataclass(frozen=True, slots=True)
class Wanted:
    """A word: its lexemes, the exact one first, with the number of tiers that each is in, and how much it tells."""

    tiers: tuple[tuple[str, int], ...]
    weight: float

    @property
    def is_in_tiers(self) -> bool:
        return any(number for _, number in self.tiers)

    @property
    def lexemes(self) -> tuple[str, ...]:
        return tuple(lexeme for lexeme, _ in self.tiers)

    def markers(self, tier: int) -> tuple[str, ...]:
        """Those of a tier; in the place of a lexeme that is in too few articles for it, the lexeme."""
        return tuple(tiering.marker(tier, lexeme) if tier <= of else lexeme for lexeme, of in self.tiers)


def _alone(words: Sequence[Wanted]) -> Iterator[Node]:
    """The words of which each alone makes a candidate."""
    for word in words:
        if not word.is_in_tiers or 2 * word.weight >= sum(each.weight for each in words):
            yield Marked(word.markers(1))


def _together(words: Sequence[Wanted]) -> Iterator[Node]:
    """What makes candidates of several words."""
    for word in words:
        if others := tuple(lexeme for each in words if each is not word for lexeme in each.lexemes):
            exact, *forms = word.markers(2)
            yield AllOf((Marked(word.markers(1)), Marked(others)))
            if forms:
                yield AllOf((Marked((exact,)), Marked(tuple(forms)), Marked(others)))
    for first, second in itertools.combinations(words, 2):
        yield AllOf((Marked(first.markers(2)), Marked(second.markers(2))))


def _words(layer: Layer, statistics: Statistics) -> list[Wanted]:
    """The words that choose candidates, those that tell most first."""
    leaves = list(datatypes.leaves(layer.words, negated=False))
    found = dict.fromkeys(word.lexemes for leaf in leaves for word in words_of(leaf))
    wanted = [
        Wanted(tuple((lexeme, statistics.tiers.get(lexeme, 0)) for lexeme in lexemes), statistics.tells(lexemes))
        for lexemes in found
    ]
    return sorted(wanted, key=lambda word: -word.weight)[:MOST_WORDS]


def _at_most(root: Node, statistics: Statistics) -> int:
    return foreseeing.at_most(root, statistics.df, statistics.totals.articles)
