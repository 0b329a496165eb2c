"""Names: which spellings may be of one name, in Arabic letters and in Latin ones.

A *skeleton key* is what different spellings of a name share: its consonants, with those in one class that writers take
for each other (ج غ ق ك for a foreign g; ت ط; س ص ث), without long vowels and doubled letters. So ستولتنبرغ and
ستولتنبرج have one key, نتنياهو and نتانياهو too. A key finds too much; `distance()` says how near two spellings are.

The idea is Soundex's; the classes are those of transcriptions in use: Freeman, Condon, Ackerman, *Cross Linguistic
Name Matching in English and Arabic* (2006); the tables of ALA-LC and BGN/PCGN; French habits (ou, ch, dj); digits of
chat spelling (Yaghan, *Arabizi*, 2008): 2 ء, 3 ع, 5 خ, 6 ط, 7 ح, 8 ق, 9 ص or ق.
"""

from collections.abc import Iterable
from functools import cache, lru_cache

from arabic import letters, lexicon, romanising
from arabic.proper_names import NAME_CATEGORIES

# Count up when a key changes; the keys that are stored are made anew then.
VERSION = 1

ARTICLE = "ال"
SHORTEST = 2  # letters that stay when the article goes
WEAK = "اويىءأإآؤئة"
# One letter stands for its class. What is borrowed for foreign sounds was folded before.
CLASSES = {
    letter: members[0] for members in ("جغقكگچڨ", "تط", "زذظژ", "سثص", "دض", "حه", "بپ", "فڤ") for letter in members
}
START = dict.fromkeys("اأإآئؤ", "ء")  # a vowel that begins a word keeps a place: أردوغان is not ردن

# What it costs to take one letter for another, where it is less than everything.
HAMZA = ("اأإآى", "ويؤئء", "وؤ", "يئى", "ةه")
SAME_CLASS, CARELESS, WEAK_FOR_WEAK = 0.3, 0.1, 0.3
WEAK_GOES, DOUBLE_GOES, FINAL_GOES = 0.3, 0.1, 0.15
SWAPPED = 0.5  # two letters in the wrong order
LONGEST = 60  # letters that are compared: no name is longer


def key(word: str) -> str:
    """The skeleton of a word, without the article; of Latin letters the Latin skeleton; "" where there is none.

    A key is its own key. Two keys in different scripts never meet: see `keys`.
    """
    plain = letters.unify(word).text[:LONGEST]
    if not any(letter in CLASSES or "ء" <= letter <= "ي" for letter in plain):
        return romanising.skeleton(plain)
    return skeleton(without_article(plain))


def keys(word: str) -> tuple[str, ...]:
    """Every key under which a name that is typed so may be filed, the likeliest first, at most 64.

    For Latin letters the keys are those of the Arabic names that may be meant: baghouz gives that of الباغوز.
    """
    plain = letters.unify(word).text[:LONGEST]
    if romanising.is_latin(plain):
        return romanising.keys(plain, skeleton)
    own = key(plain)
    # A careless المانيا has no article.
    whole = skeleton(plain)
    return tuple(dict.fromkeys(filter(None, (own, whole))))


def near(key: str) -> tuple[str, ...]:
    """The keys one slip away: a letter too many, too few, another, or two exchanged."""
    alphabet = sorted(set("ءبتجحخدرزسشعفلمنوي") if not key.isascii() else set("abcdefghijklmnopqrstuvwxyz"))
    cuts = [(key[:i], key[i:]) for i in range(len(key) + 1)]
    found = [a + b[1:] for a, b in cuts if b]
    found += [a + b[1] + b[0] + b[2:] for a, b in cuts if len(b) > 1]
    found += [a + letter + b[1:] for a, b in cuts if b for letter in alphabet]
    found += [a + letter + b for a, b in cuts for letter in alphabet]
    return tuple(other for other in dict.fromkeys(map(_collapsed, found)) if other and other != key)


def is_name(lexemes: Iterable[str]) -> bool:
    """Whether a word with these lexemes (no exact ones) may be a name: the lexicon knows it as one, or not at all."""
    found = list(lexemes)
    return bool(found) and all(lexeme[0] == "~" or lexeme[1:] in _names() for lexeme in found)


@cache
def _names() -> frozenset[str]:
    """The lemmas that the lexicon has as proper names and as nothing else."""
    stems = [stem for spelt in lexicon.load().stems.values() for stem in spelt]
    others = {stem.lemma for stem in stems if stem.category not in NAME_CATEGORIES}
    return frozenset({stem.lemma for stem in stems} - others)


def without_article(word: str) -> str:
    rest = word.removeprefix(ARTICLE)
    return rest if len(rest) >= SHORTEST else word


def skeleton(word: str) -> str:
    """The key of unified Arabic letters, whatever they begin with."""
    if not word:
        return ""
    first, rest = START.get(word[0], word[0]), word[1:]
    if rest.endswith("ه"):  # a careless ة
        rest = rest[:-1]
    return _collapsed("".join(CLASSES.get(letter, letter) for letter in first + rest.translate(DROP_WEAK)))


DROP_WEAK = str.maketrans("", "", WEAK)


def _collapsed(key: str) -> str:
    return "".join(letter for i, letter in enumerate(key) if i == 0 or letter != key[i - 1])


def has_article(word: str) -> bool:
    return without_article(plain := letters.unify(word).text) != plain


@lru_cache(maxsize=4096)
def distance(a: str, b: str) -> float:
    """How unlike two spellings are, from 0 (the same letters) to 1; up to a quarter they may well be one name.

    An edit distance in which exchanging letters of one class, leaving a long vowel out or doubling a letter costs
    little, divided by the mean length; the article is no difference. Where `a` is in Latin letters and `b` is not, the
    cost of reading `a` as `b`.
    """
    a, b = letters.unify(a).text[:LONGEST], letters.unify(b).text[:LONGEST]
    if a == b:
        return 0.0
    if romanising.is_latin(a) and not b.isascii():
        return romanising.distance(a, without_article(b))
    return min(_distance(a, b), 0.02 + _distance(without_article(a), without_article(b)))


def _distance(a: str, b: str) -> float:
    before: list[float] = []
    row = [0.0]
    for j in range(len(b)):
        row.append(row[-1] + _left_out(b, j))
    for i in range(len(a)):
        above, row = row, [row[0] + _left_out(a, i)]
        for j in range(len(b)):
            best = min(above[j + 1] + _left_out(a, i), row[j] + _left_out(b, j), above[j] + _exchanged(a[i], b[j]))
            if i and j and a[i] == b[j - 1] and a[i - 1] == b[j]:
                best = min(best, before[j - 1] + SWAPPED)
            row.append(best)
        before = above
    return min(1.0, row[-1] / max(1.0, (len(a) + len(b)) / 2))


def _left_out(word: str, place: int) -> float:
    letter = word[place]
    if place and word[place - 1] == letter:
        return DOUBLE_GOES
    if letter in WEAK:
        return FINAL_GOES if place == len(word) - 1 else WEAK_GOES
    return FINAL_GOES if letter == "ه" and place == len(word) - 1 else 1.0


def _exchanged(one: str, other: str) -> float:
    if one == other:
        return 0.0
    return EXCHANGES.get((one, other), 1.0)


def _exchanges() -> dict[tuple[str, str], float]:
    costs = {(a, b): WEAK_FOR_WEAK for a in WEAK for b in WEAK}
    costs |= {(a, b): SAME_CLASS for a, x in CLASSES.items() for b, y in CLASSES.items() if x == y}
    costs |= {(a, b): CARELESS for group in HAMZA for a in group for b in group}
    costs |= dict.fromkeys((("ه", "ة"), ("ا", "ة"), ("ة", "ا")), CARELESS)
    return costs


EXCHANGES = _exchanges()
