"""Words that the lexicon does not know: names, loans, new words, misprints.

Their lexeme is the word without what is attached to it, folded fully, so that careless spelling still meets. A prefix
goes where the rest is attested in the model's vocabulary (لأردوغان: أردوغان is attested), so that لينكولن keeps its ل.
What is not attested itself is stripped as light10 does (Larkey, Ballesteros, Connell 2007).
"""

from collections import defaultdict
from functools import cache

from arabic import choosing, letters, model

ARTICLES = ("وبال", "فبال", "وكال", "ولل", "وال", "فال", "بال", "كال", "لل", "ال")  # وبالباغوز, للتشيك
PARTICLES = ("وب", "ول", "وك", "فب", "فل", "و", "ف", "ب", "ل", "ك")  # وترامب, بتشرشل
PRONOUNS = ("هما", "ها", "هم", "هن", "نا", "ه")  # ألبوماتها
SHORTEST = 3  # letters that must stay: والت is not ال with something before it

LIGHT10_PREFIXES = ("وال", "فال", "بال", "كال", "لل", "ال", "و")
LIGHT10_SUFFIXES = ("ها", "ان", "ات", "ون", "ين", "يه", "ه", "ي")  # folded: ية and يه are one, ة and ه


def lexemes(word: str, *, query: bool = False) -> tuple[str, ...]:
    """The lexemes, without their sign, of a word without a reading: `+lemma` of a known word inside it, or `~key`.

    In a query, اردوغان may be أردوغان but الفونسو may also be ألفونسو, which has no article: both are asked for.
    """
    found = dict.fromkeys(_lexemes(word))
    if query and word.startswith("ا"):
        for hamza in "أإآ":
            if (careful := hamza + word[1:]) in model.load().words:
                found |= dict.fromkeys(_lexemes(careful))
    return tuple(found)


def _lexemes(word: str) -> tuple[str, ...]:
    base, definite = _without_prefix(word)
    if lemmas := _known(base) if definite else ():
        return lemmas
    if lemmas := _inflected(base):
        return lemmas
    key = letters.fold(base)
    if definite or _seen("ال" + key) or not _seen(key):
        key = _without_suffix(key)
    return (f"~{key}",)


def _without_prefix(word: str) -> tuple[str, bool]:
    """The word without article and particles, and whether it had an article."""
    times = _seen(letters.fold(word))
    for prefix in ARTICLES:
        rest = word.removeprefix(prefix)
        key = letters.fold(rest)
        if rest != word and len(rest) >= SHORTEST and (_seen("ال" + key) or _seen(key) > times):
            return rest, True
    for prefix in PARTICLES:
        rest = word.removeprefix(prefix)
        if rest != word and len(rest) >= SHORTEST and _seen(letters.fold(rest)) > times and not _known(rest):
            return rest, False
    if not times:
        for prefix in LIGHT10_PREFIXES:
            rest = word.removeprefix(prefix)
            if rest != word and len(rest) >= SHORTEST:
                return rest, prefix != "و"
    return word, False


def _inflected(base: str) -> tuple[str, ...]:
    """The lemmas of a known word whose plural in ات the lexicon does not list, perhaps with a pronoun: زيادات, ألبوماتها."""
    for pronoun in ("", *PRONOUNS):
        stem = base.removesuffix(pronoun)
        if stem.endswith("ات") and len(stem) >= SHORTEST + 2 and (not pronoun or stem != base):
            for ending in ("ة", ""):
                if lemmas := _known(stem.removesuffix("ات") + ending):
                    return lemmas
    return ()


def _without_suffix(key: str) -> str:
    """A folded key without its endings, as light10 takes them off, each at most once and in this order."""
    for suffix in LIGHT10_SUFFIXES:
        if key.endswith(suffix) and len(key) - len(suffix) >= SHORTEST:
            key = key.removesuffix(suffix)
    return key


def _known(word: str) -> tuple[str, ...]:
    return tuple(f"+{lemma}" for lemma in choosing.lemmas(word))


def _seen(key: str) -> int:
    return _vocabulary().get(key, 0)


@cache
def _vocabulary() -> dict[str, int]:
    """How often the words of a folded spelling were seen together."""
    counts: defaultdict[str, int] = defaultdict(int)
    for word, times in model.load().words.items():
        counts[letters.fold(word)] += times
    return dict(counts)
