"""Words that the lexicon does not know: names, loans, new words, misprints.

Their lexeme is the word without what is attached to it, folded fully, so that careless spelling still meets. A prefix
goes where the rest is attested in the model's vocabulary (لأردوغان: أردوغان is attested), so that لينكولن keeps its ل.
What is not attested itself is stripped as light10 does (Larkey, Ballesteros, Connell 2007).
"""

import re
from collections import defaultdict
from functools import cache

from arabic import choosing, letters, model

ARTICLES = ("وبال", "فبال", "وكال", "ولل", "وال", "فال", "بال", "كال", "لل", "ال")  # وبالباغوز, للتشيك
PARTICLES = ("وب", "ول", "وك", "فب", "فل", "و", "ف", "ب", "ل", "ك")  # وترامب, بتشرشل
PRONOUNS = ("هما", "ها", "هم", "هن", "نا", "ه")  # ألبوماتها
# Seats of hamza that writers mistake for each other.
HAMZA_SPELLINGS = (
    ("يء", "ئ"),  # موانيء for موانئ
    ("ءا", "ء"),  # مساءا for مساءً
    ("ئ", "ء"),  # قرائة for قراءة
    ("ء", "ئ"),  # رءيس for رئيس
    ("ئ", "ؤ"),  # كئوس for كؤوس
    ("ؤ", "ئ"),  # شؤون for شئون
    ("ء", "ؤ"),  # مسءول for مسؤول
    ("ؤ", "ؤو"),  # مسؤل for مسؤول
    ("أ", "ئ"),  # هيأة for هيئة
    ("أ", "ء"),  # قراأة for قراءة
)
DRAWN_OUT = re.compile(r"(.)\1{2,}")  # كبيييير for كبير
FINAL = ("يء", "ءا")  # of these, the ones that end a word
SHORTEST = 3  # letters that must stay: والت is not ال with something before it

# Endings of a known noun, and what it ends in without them.
PLURALS = (("ات", "ة"), ("ات", ""))  # زيادات is of زيادة
ENDINGS = (*PLURALS, ("ون", ""), ("ين", ""), ("ان", ""), ("ية", "ي"))  # صليبيون is of صليبي

LIGHT10_PREFIXES = ("وال", "فال", "بال", "كال", "لل", "ال", "و")
LIGHT10_SUFFIXES = ("ها", "ان", "ات", "ون", "ين", "يه", "ه", "ي")  # folded: ية and يه are one, ة and ه


def lexemes(word: str, *, query: bool = False) -> tuple[str, ...]:
    """The lexemes of a word without a reading: `+lemma` of the known word that it is a form of, or `~key`.

    In a query, الفونسو may also be a careless ألفونسو, which has no article: both are asked for.
    """
    found = dict.fromkeys(_lexemes(word))
    if query and word.startswith("ا"):
        for hamza in "أإآ":
            if (careful := hamza + word[1:]) in model.load().words:
                found |= dict.fromkeys(_lexemes(careful))
    return tuple(found)


def _lexemes(word: str) -> tuple[str, ...]:
    if lemmas := _respelt(word):
        return lemmas
    base, definite = _without_prefix(word)
    if definite and (lemmas := _noun(base)):
        return lemmas
    key = letters.fold(base)
    # What takes the article inflects like an Arabic noun; a bare word that is attested without it is a foreign name.
    inflects = definite or bool(_seen("ال" + key)) or not _seen(key)
    if lemmas := _inflected(base, ENDINGS if inflects else PLURALS):
        return lemmas
    return (f"~{_without_suffix(key) if inflects else key}",)


def _respelt(word: str) -> tuple[str, ...]:
    """The lemmas of the first known word that differs only in what carries a hamza, قراءة for قرائة, or in length."""
    if (short := DRAWN_OUT.sub(r"\1", word)) != word and (lemmas := _known(short)):
        return lemmas
    for wrong, right in HAMZA_SPELLINGS:
        if wrong in word:
            spelt = word.removesuffix(wrong) + right if wrong in FINAL else word.replace(wrong, right)
            if lemmas := _known(spelt):
                return lemmas
    return ()


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


def _inflected(base: str, endings: tuple[tuple[str, str], ...]) -> tuple[str, ...]:
    """The lemmas of a known noun in a form that the lexicon does not list: زيادات, ألبوماتها, صليبيون."""
    stem = next((rest for p in PRONOUNS if (rest := base.removesuffix(p)) != base and rest.endswith("ات")), base)
    for ending, singular in endings:
        rest = stem.removesuffix(ending)
        if rest != stem and len(rest + singular) >= SHORTEST and (lemmas := _noun(rest + singular)):
            return lemmas
    return ()


def _without_suffix(key: str) -> str:
    """A folded key without its endings, as light10 takes them off, each at most once and in this order."""
    for suffix in LIGHT10_SUFFIXES:
        if key.endswith(suffix) and len(key) - len(suffix) >= SHORTEST:
            key = key.removesuffix(suffix)
    return key


def _noun(word: str) -> tuple[str, ...]:
    return tuple(f"+{lemma}" for lemma in choosing.lemmas(word, noun=True))


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
