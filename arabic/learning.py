"""Learning: from the words of an archive and their counts to the model that chooses lemmas.

Nobody has marked which reading of a word is meant. Expectation maximisation finds out from the counts alone: starting
with all lemmas, prefixes and suffixes equally likely, each round shares every word's count among its readings by what
the round before believed, and believes the sums (Dempster, Laird, Rubin 1977). The same counts give the same model.
"""

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from arabic import choosing, lexicon, model, proper_names, words

ROUNDS = 8
# Words seen less often are mostly misprints, and are left out of learning and vocabulary alike.
SEEN = 3
# A lemma with less of a count than this is rounding dust; what has no entry in the model is worth `Model.rare`.
DUST = 0.01

# lemma, name of the prefix, name of the suffix, and the factor for the spelling
Reading = tuple[str, str, str, float]
Sums = defaultdict[str, float]


class Belief(NamedTuple):
    """How likely lemmas are held to be, and affixes within their word class; the lemmas in any unit."""

    lemmas: Sums
    prefixes: Sums
    suffixes: Sums


def count(texts: Iterable[str]) -> dict[str, int]:
    """How often each Arabic word stands in the texts, in its unified letters."""
    runs: defaultdict[str, int] = defaultdict(int)
    for text in texts:
        for run in words.RUN.findall(text):
            runs[run] += 1
    counts: defaultdict[str, int] = defaultdict(int)
    for run, times in runs.items():
        for piece in words.pieces(run):
            if piece.kind == "arabic":
                counts[piece.surface] += times
    return dict(counts)


def learn(counts: Mapping[str, int]) -> model.Model:
    """The model of words and how often each was seen; words of one spelling only, see `count`."""
    vocabulary = {word: counts[word] for word in sorted(counts) if counts[word] >= SEEN}
    examples = [(math.sqrt(times), found) for word, times in vocabulary.items() if (found := readings(word))]
    belief = Belief(*(Sums(lambda: 1.0) for _ in Belief._fields))
    for _ in range(ROUNDS):
        belief = _share_out(examples, belief)
    total = sum(belief.lemmas.values())
    lemmas = {lemma: share / total for lemma, share in belief.lemmas.items() if share >= DUST}
    return model.Model(_rounded(lemmas), _rounded(belief.prefixes), _rounded(belief.suffixes), vocabulary)


def told(counts: Mapping[str, int], learnt: model.Model) -> str:
    """What was learnt from the counts, in a line for whoever had it learnt."""
    return f"{sum(counts.values())} words read, {len(learnt.words)} kept, {len(learnt.lemmas)} lemmas learnt"


def readings(word: str) -> list[Reading]:
    """Every way in which the lexicon can read a printed word; a proper name is not read as what it looks like."""
    names = proper_names.lexemes(word)
    found, letters = [], lexicon.to_buckwalter(word)
    for stem, prefix, suffix in lexicon.load().splits(letters):
        if names and f"+{stem.lemma}" not in names:
            continue
        first, last = len(prefix), len(letters) - len(suffix)
        cost = choosing.spelling(letters[first:last], stem.spelling)
        for before, after in lexicon.load().affixes(prefix, stem.category, suffix):
            cost_before = choosing.spelling(letters[:first], before.spelling)
            cost_after = choosing.spelling(letters[last:], after.spelling)
            found.append(
                (stem.lemma, before.beside(stem.category), after.beside(stem.category), cost_before * cost * cost_after)
            )
    return found


def _share_out(examples: list[tuple[float, list[Reading]]], before: Belief) -> Belief:
    """One round: each word's count shared among its readings; the sums for lemmas, prefixes and suffixes."""
    old_lemmas, old_prefixes, old_suffixes = before
    lemmas, prefixes, suffixes = (Sums(float) for _ in Belief._fields)
    for times, found in examples:
        weights = [
            old_lemmas[lemma] * old_prefixes[prefix] * old_suffixes[suffix] * cost
            for lemma, prefix, suffix, cost in found
        ]
        share = times / (sum(weights) or 1.0)
        for (lemma, prefix, suffix, _), weight in zip(found, weights, strict=True):
            part = weight * share
            lemmas[lemma] += part
            prefixes[prefix] += part
            suffixes[suffix] += part
    return Belief(lemmas, _within_classes(prefixes), _within_classes(suffixes))


def _within_classes(sums: Sums) -> Sums:
    """Of each affix the share among the affixes of its word class, the first letter of its name."""
    totals = Sums(float)
    for name, value in sums.items():
        totals[name[0]] += value
    return Sums(float, {name: value / totals[name[0]] for name, value in sums.items() if value})


def _rounded(shares: Mapping[str, float]) -> dict[str, float]:
    return {name: float(f"{shares[name]:.4g}") for name in sorted(shares)}
