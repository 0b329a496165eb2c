"""Learning: from the words of an archive and their counts to the model that chooses lemmas.

Nobody has marked which reading of a word is meant. Expectation maximisation finds out from the counts alone: starting
with all lemmas, prefixes and suffixes equally likely, each round shares every word's count among its readings by what
the round before believed, and believes the sums (Dempster, Laird, Rubin 1977). The same counts give the same model.
"""

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping

from arabic import choosing, lexicon, model, words

ROUNDS = 8
# Words seen less often are mostly misprints, and are left out of learning and vocabulary alike.
SEEN = 3
# Shares of less than this count are rounding dust; the model gives what it has no entry for `model.rare`.
DUST = 0.01

# lemma, name of the prefix, name of the suffix; and the cost of its spelling
Reading = tuple[str, str, str, float]


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
    belief: tuple[defaultdict[str, float], ...] = tuple(defaultdict(lambda: 1.0) for _ in range(3))
    for _ in range(ROUNDS):
        belief = _share_out(examples, belief)
    return model.Model(*(_probabilities(part) for part in belief), words=vocabulary)


def readings(word: str) -> list[Reading]:
    """Every way in which the lexicon can read a printed word."""
    found, letters = [], lexicon.to_buckwalter(word)
    for stem, prefix, suffix in lexicon.load().splits(letters):
        first, last = len(prefix), len(letters) - len(suffix)
        cost = choosing.spelling(letters[first:last], stem.spelling)
        for before, after in lexicon.load().affixes(prefix, stem.category, suffix):
            outer = choosing.spelling(letters[:first], before.spelling) * choosing.spelling(letters[last:], after.spelling)
            found.append((stem.lemma, before.name, after.name, cost * outer))
    return found


def _share_out(
    examples: list[tuple[float, list[Reading]]], belief: tuple[defaultdict[str, float], ...]
) -> tuple[defaultdict[str, float], ...]:
    """One round: each word's count shared among its readings; the sums for lemmas, prefixes and suffixes."""
    old_lemmas, old_prefixes, old_suffixes = belief
    lemmas, prefixes, suffixes = (defaultdict[str, float](float) for _ in range(3))
    for times, found in examples:
        weights = [old_lemmas[l] * old_prefixes[p] * old_suffixes[s] * cost for l, p, s, cost in found]
        share = times / (sum(weights) or 1.0)
        for (lemma, prefix, suffix, _), weight in zip(found, weights, strict=True):
            part = weight * share
            lemmas[lemma] += part
            prefixes[prefix] += part
            suffixes[suffix] += part
    return lemmas, prefixes, suffixes


def _probabilities(sums: Mapping[str, float]) -> dict[str, float]:
    total = sum(sums.values()) or 1.0
    return {name: float(f"{sums[name] / total:.4g}") for name in sorted(sums) if sums[name] >= DUST}
