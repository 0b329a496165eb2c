"""Choosing: which lemmas a word of the lexicon is likely to be a form of.

A word often has several readings: ورد is "came", "roses", or "and returned". The learnt model says how likely each
lemma, prefix and suffix is; the posterior of a reading is their product, shared out among all readings of the word.
"""

from collections import defaultdict
from functools import cache, lru_cache

from arabic import lexicon, model

# Lemmas less likely than this are noise: measured, .05 joins strangers and .2 parts families.
LIKELY = 0.1
# A reader who types a bare noun may mean a rarer one of the same letters: شدة is "strength" and one of الشدائد.
# Measured: .05 finds what there is, and joins no strangers.
LIKELY_NOUN = 0.05
# What may stand after a plural that is sure; with a pronoun it may be a nisba: ترك is also of ترك, but تركي is not.
PLURAL_ENDINGS = ("", "p", "At")
# How much less likely a noun becomes after a word that lets a verb be expected, and the reverse.
UNEXPECTED = 0.02
# How much less likely a reading becomes when its spelling is not the word's. The careless letters ا, ه and ي (in Egypt
# ى too) stand for others now and then; a reader who types them may well mean the others.
CARELESS = {"A": "|><{", "h": "p", "y": "Y", "Y": "y"}
CARELESS_COST = 0.005
# Letters typed with care (أ, آ, ة) hardly ever stand for others: أب is not آب.
WRONG_COST = 0.0005


def lemmas(word: str, *, query: bool = False, noun: bool = False) -> tuple[str, ...]:
    """The vowelled lemmas (Buckwalter letters) with a posterior of .1 or more, the likeliest first; none if unknown.

    In a text each part (prefix, stem, suffix) spelt otherwise than in the lexicon costs a factor. A query is also read
    as if careless letters cost nothing: اسلاميه asks for إسلامية, علي for على as well as for itself; but أب does not
    ask for آب. And it is read as a bare noun, of which the rarer are asked for too. `noun` asks for such readings only:
    without prefix, and with no suffix but ة.
    """
    as_spelt = _lemmas(word, False, noun)
    if not query:
        return as_spelt
    return tuple(dict.fromkeys((*as_spelt, *_lemmas(word, True, noun), *_lemmas(word, False, True))))


def lemmas_after(word: str, expected: str) -> tuple[str, ...]:
    """Of the lemmas of a printed word, those that are likely where a noun (`N`) or a verb (`V`) is expected.

    Context takes lemmas away and adds none, so that a word typed alone asks for whatever it is filed under.
    """
    likely = _lemmas(word, False, False, expected)
    return tuple(lemma for lemma in lemmas(word) if lemma in likely)


@lru_cache(maxsize=2**14)  # several steps ask about one new word
def _lemmas(word: str, careless: bool, noun: bool, expected: str = "") -> tuple[str, ...]:
    learnt, letters = model.load(), lexicon.to_buckwalter(word)
    weights: defaultdict[str, float] = defaultdict(float)
    sure: set[str] = set()
    for stems, first, last in lexicon.load().splits(letters):
        affixes = _affixes(letters[:first], letters[last:], careless)
        if noun and affixes.attached:
            continue
        typed = letters[first:last]
        for right, category, lemma, listed in stems:
            weight = affixes[category]
            if not weight or (noun and category[0] != "N"):
                continue
            if typed != right:
                weight *= spelling(typed, right, careless=careless)
            if expected and lexicon.word_class(category) not in (expected, "F"):
                weight *= UNEXPECTED
            weights[lemma] += weight * learnt.lemmas.get(lemma, learnt.rare)
            if listed and typed == right and letters[last:] in PLURAL_ENDINGS:
                sure.add(lemma)
    if len(weights) < 2:
        return tuple(weights)
    enough = (LIKELY_NOUN if noun else LIKELY) * sum(weights.values())
    kept = (lemma for lemma in weights if weights[lemma] >= enough or lemma in sure)
    return tuple(sorted(kept, key=lambda lemma: -weights[lemma]))


def spelling(typed: str, right: str, *, careless: bool = False) -> float:
    """The factor for a part of a word typed so that stands so in the lexicon, both of the same folded letters."""
    if typed == right:
        return 1
    if all(a == b or b in CARELESS.get(a, "") for a, b in zip(typed, right, strict=True)):
        return 1 if careless else CARELESS_COST
    return WRONG_COST


class Affixes(dict[str, float]):
    """The weight of all prefixes and suffixes of these letters together, by the category of the stem between them."""

    def __init__(self, typed_prefix: str, typed_suffix: str, careless: bool) -> None:
        self.prefix, self.suffix, self.careless = typed_prefix, typed_suffix, careless
        self.attached = bool(typed_prefix) or typed_suffix.translate(lexicon.FOLD) not in ("", "h")  # anything but ة

    def __missing__(self, category: str) -> float:
        learnt = model.load()
        self[category] = sum(
            learnt.prefixes.get(before.beside(category), learnt.rare)
            * learnt.suffixes.get(after.beside(category), learnt.rare)
            * spelling(self.prefix, before.spelling, careless=self.careless)
            * spelling(self.suffix, after.spelling, careless=self.careless)
            for before, after in lexicon.load().affixes(self.prefix, category, self.suffix)
        )
        return self[category]


_affixes = cache(Affixes)  # bounded by the affixes of the language, in their few spellings
