"""Learning: from the words of an archive and their counts to the model that chooses lemmas.

Nobody has marked which reading of a word is meant. Expectation maximisation finds out from the counts alone: starting
with all lemmas, prefixes and suffixes equally likely, each round shares every word's count among its readings by what
the round before believed, and believes the sums (Dempster, Laird, Rubin 1977). The same counts give the same model.
"""

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from arabic import choosing, context, lexicon, model, proper_names, words

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


class Counts(NamedTuple):
    """What was counted in texts: each Arabic word in its unified letters, and the classes of what came after it."""

    words: dict[str, int]
    after: dict[str, dict[str, int]]


def count(texts: Iterable[str]) -> Counts:
    """How often each word stands in the texts, and how often before a word that can only be a noun, or a verb."""
    runs: defaultdict[str, int] = defaultdict(int)
    pairs: defaultdict[tuple[str, str], int] = defaultdict(int)
    for text in texts:
        before, end = "", 0
        for match in words.RUN.finditer(text):
            run = match.group()
            runs[run] += 1
            if text[end : match.start()] == context.GAP and (found := context.sole_class(run)):
                pairs[before, found] += 1
            before, end = run, match.end()
    counted = Counts(defaultdict(int), defaultdict(lambda: defaultdict(int)))
    for run, times in runs.items():
        for piece in words.pieces(run):
            if piece.kind == "arabic":
                counted.words[piece.surface] += times
    for (run, found), times in pairs.items():
        if word := context.word(run):
            counted.after[word][found] += times
    return counted


def learn(counts: Counts) -> model.Model:
    """The model of words, how often each was seen and what came after it; words of one spelling only, see `count`."""
    vocabulary = {word: counts.words[word] for word in sorted(counts.words) if counts.words[word] >= SEEN}
    examples = [(math.sqrt(times), found) for word, times in vocabulary.items() if (found := readings(word))]
    belief = Belief(*(Sums(lambda: 1.0) for _ in Belief._fields))
    for _ in range(ROUNDS):
        belief = _share_out(examples, belief)
    total = sum(belief.lemmas.values())
    lemmas = {lemma: share / total for lemma, share in belief.lemmas.items() if share >= DUST}
    after = {word: name for word in sorted(counts.after) if (name := context.expected(counts.after[word]))}
    return model.Model(_rounded(lemmas), _rounded(belief.prefixes), _rounded(belief.suffixes), vocabulary, after)


def told(counts: Counts, learnt: model.Model) -> str:
    """What was learnt from the counts, in a line for whoever had it learnt."""
    return f"{sum(counts.words.values())} words read, {len(learnt.words)} kept, {len(learnt.lemmas)} lemmas learnt"


def readings(word: str) -> list[Reading]:
    """Every way in which the lexicon can read a printed word; a proper name is not read as what it looks like."""
    names = proper_names.lexemes(word)
    found, letters = [], lexicon.to_buckwalter(word)
    for stems, first, last in lexicon.load().splits(letters):
        prefix, suffix = letters[:first], letters[last:]
        for stem in stems:
            if names and f"+{stem.lemma}" not in names:
                continue
            cost = choosing.spelling(letters[first:last], stem.spelling)
            for before, after in lexicon.load().affixes(prefix, stem.category, suffix):
                cost_before = choosing.spelling(prefix, before.spelling)
                cost_after = choosing.spelling(suffix, after.spelling)
                affixes = before.beside(stem.category), after.beside(stem.category)
                found.append((stem.lemma, *affixes, cost_before * cost * cost_after))
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
