"""Romanising, backwards: which Arabic spellings a name in Latin letters may stand for.

A typed name is cut into *units*, each with what it may stand for in Arabic letters and what it costs to read it so
(`romanising.txt`): `sh` is ش, with less right سه; `ou` is و, or a short vowel that is not written. `keys()` puts the
cheapest readings together into skeleton keys, `distance()` reads a name against one Arabic spelling. Sources as in
`arabic.names`.
"""

import heapq
import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

FILE = Path(__file__).with_name("romanising.txt")
MOST_KEYS = 64
LONGEST = 40  # characters of a name that are read

# What marks a glottal stop or an ayn in transcriptions.
APOSTROPHES = "'’‘`´ʼʻʾʿ"
VOWELS = "aeiouy"
# The article, and where it was written as it is spoken: ash-Sham, an-Nusra; without a hyphen only al, el and ul.
ARTICLE = re.compile(rf"(?:[aeiu]l|[ae](?=(sh|th|dh|s|t|d|r|n|z)[-{APOSTROPHES} ]+\1)(?:\1)|'?l)[-{APOSTROPHES} ]+")
GLUED_ARTICLE = re.compile(r"[aeu]l(?=...)|[ae](?=(sh|s|t|d|r|n|z)\1..)(?:\1)")

Reading = tuple[str, float]

# The article within a name, as it is spoken: Abdurrahman is عبدالرحمن.
SUN = ("th", "dh", "sh", "r", "s", "n", "t", "d", "z")


def _tables() -> dict[str, dict[str, tuple[Reading, ...]]]:
    """The readings of a unit anywhere, at the beginning of a name and at its end."""
    tables: dict[str, dict[str, tuple[Reading, ...]]] = {}
    for line in FILE.read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            table = tables.setdefault(line.strip("[]"), {})
        elif line and not line.startswith("#"):
            unit, *readings = line.split()
            letters = (text.replace("-", "") for text in readings[::2])
            table[unit] = tuple(zip(letters, map(float, readings[1::2]), strict=True))
    return tables


TABLES = _tables()
ANYWHERE, INITIAL, FINAL = TABLES["anywhere"], TABLES["first"], TABLES["last"]
UNIT = re.compile("|".join(sorted(map(re.escape, ANYWHERE), key=len, reverse=True)))
# What an Arabic letter costs that no unit stands for.
UNSAID = dict.fromkeys("ائؤأآة", 0.3) | dict.fromkeys("ويىإ", 0.4) | {"ء": 0.2, "ع": 0.6}


def is_latin(word: str) -> bool:
    """Whether a word is written in Latin letters, chat spelling included: da3esh is, 2019 is not."""
    letters = [letter for letter in word if letter.isalpha()]
    return bool(letters) and all("LATIN" in unicodedata.name(letter, "") or letter in APOSTROPHES for letter in letters)


def skeleton(word: str) -> str:
    """The skeleton of a word in Latin letters, for misprints: first letter and consonants, each once in a row."""
    bare = "".join(letter for letter in _plain(word) if letter.isascii() and letter.isalpha())
    kept = bare[:1] + "".join(letter for letter in bare[1:] if letter not in VOWELS)
    return re.sub(r"(.)\1+", r"\1", kept)


def keys(word: str, skeleton: Callable[[str], str]) -> tuple[str, ...]:
    """The skeleton keys of the Arabic names that a Latin one may stand for, cheapest reading first."""
    best: dict[str, float] = {}
    for name, cost in names(word):
        for text, more in _readings(units(name)):
            found = skeleton(text)
            if len(text) > 1 and cost + more < best.get(found, 9):
                best[found] = cost + more
    return tuple(heapq.nsmallest(MOST_KEYS, best, key=lambda found: (best[found], found)))


def names(word: str) -> list[tuple[str, float]]:
    """The name without the article, where there may be one, and as it stands, with what each costs."""
    plain = _plain(word)
    if article := ARTICLE.match(plain):
        return [(plain[article.end() :], 0.0), (plain, 0.3)]
    if article := GLUED_ARTICLE.match(plain):
        return [(plain, 0.0), (plain[article.end() :], 0.05)]
    return [(plain, 0.0)]


@lru_cache(maxsize=1024)
def units(name: str) -> tuple[tuple[Reading, ...], ...]:
    """What the name's units may stand for, one after the other; what is no letter is passed over."""
    found: list[tuple[Reading, ...]] = []
    matches = list(UNIT.finditer(name))
    for number, match in enumerate(matches):
        unit, last = match.group(), number == len(matches) - 1
        if number and unit == matches[number - 1].group() and unit[0] not in VOWELS:  # mm is one م
            twice = ((text * 2, 0.1 + cost) for text, cost in found[-1] if len(text) == 1)
            assimilated = ((f"ل{text}", 0.3 + cost) for text, cost in found[-1]) if unit in SUN else ()
            found[-1] = (*found[-1], *twice, *assimilated)
            if not last or unit not in FINAL:
                continue
            found.pop()
        if number == 0 and unit in INITIAL:
            found.append(INITIAL[unit])
        elif last and unit in FINAL and number:
            found.append(FINAL[unit])
        else:
            found.append(ANYWHERE[unit])
    return tuple(found)


def _readings(read: tuple[tuple[Reading, ...], ...]) -> list[tuple[str, float]]:
    """Arabic spellings that differ in more than what a key leaves out anyway; a bounded number of the cheapest."""
    beam: dict[str, float] = {"": 0.0}
    for number, readings in enumerate(read):
        further: dict[str, float] = {}
        for text, cost in beam.items():
            for letters, more in readings:
                grown = text + (letters if number == 0 else letters.translate(WITHOUT_VOWELS))
                if cost + more < further.get(grown, 9):
                    further[grown] = cost + more
        beam = dict(heapq.nsmallest(4 * MOST_KEYS, further.items(), key=lambda item: (item[1], item[0])))
    return list(beam.items())


WITHOUT_VOWELS = str.maketrans("", "", "اويىءأإآؤئة")


def distance(name: str, arabic: str, *, begun: bool = False) -> float:
    """The cost of reading a Latin name as an Arabic spelling without its article, from 0 to 1.

    With `begun`, the name may be the beginning of the spelling.
    """
    return min(min(1.0, cost + _read(units(plain), arabic, begun)) for plain, cost in names(word=name))


def _read(read: tuple[tuple[Reading, ...], ...], arabic: str, begun: bool) -> float:
    far = 9.0
    size = len(arabic)
    row = [0.0]
    for letter in arabic:
        row.append(min(far, row[-1] + UNSAID.get(letter, far)))
    row[1:] = [far] * size
    for readings in read:
        further = [far] * (size + 1)
        for start in range(size + 1):
            cost = row[start]
            if cost >= far:
                continue
            for letters, more in readings:
                if arabic.startswith(letters, start) and cost + more < further[start + len(letters)]:
                    further[start + len(letters)] = cost + more
        for place in range(size):
            unsaid = further[place] + UNSAID.get(arabic[place], far)
            if unsaid < further[place + 1]:
                further[place + 1] = unsaid
        row = further
    total = min(row) if begun else row[size]
    return min(1.0, total / max(2.0, len(read) * 0.6))


def _plain(word: str) -> str:
    """Small letters without accents; every apostrophe is one."""
    bare = "".join(c for c in unicodedata.normalize("NFD", word.casefold()) if not unicodedata.combining(c))
    return re.sub(f"[{APOSTROPHES}]", "'", bare.replace("ı", "i"))[:LONGEST]
