"""Cores: the letters that a word keeps in all its forms, so that a text need not be analysed to see where it is not.

Letters that forms add, lose or mistake for each other (long vowels, hamza and its seats, ه and ة) are no part of a
core, nor is the second of two that are alike; what is left of a word holds one of the cores of whatever it is filed
under. كتاب has the core كتب: where those three do not follow one another, but for letters that may come and go, there
is none of its forms. The reverse is not true: what holds a core may well be another word.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cache, lru_cache

from arabic import letters, lexicon, words

LOST = "اأإآءؤئويىهة"
KEPT = "بتثجحخدذرزسشصضطظعغفقكلمن"
# From Buckwalter's letters, in which stems are written; from ours.
WRITTEN = str.maketrans(lexicon.to_buckwalter(KEPT), KEPT, lexicon.to_buckwalter(LOST))
# What a run that is no plain word has: one in Arabic letters, one of any kind.
ODD = rf"(?![{words.PLAIN_LETTERS}])[{words.PRINTED}{letters.INVISIBLE}]"
FOREIGN = rf"[^{words.PLAIN_LETTERS} ]"
DOUBLED = re.compile(r"(.)\1+")
PRINTED = str.maketrans(dict.fromkeys(LOST))


def candidates(runs: Sequence[str], lexemes: frozenset[str]) -> list[int]:
    """The numbers of those among the runs of a printed text, in their order, that may be filed under a lexeme.

    None is left out that is filed there. Runs with marks or rarer letters are all named.
    """
    if not runs:
        return []  # where a word leaves nothing (هواء), its pattern is met in an empty line, too
    line, pattern = " ".join(runs), _pattern(lexemes)
    found: dict[int, None] = {}
    number = before = 0
    for match in pattern.finditer(line):
        number += line.count(" ", before, match.start())
        before = match.start()
        found[number] = None
    return list(found)


@lru_cache(maxsize=256)  # of queries, each for ten texts
def _pattern(lexemes: frozenset[str]) -> re.Pattern[str]:
    """What a run that may be filed under a lexeme holds."""
    cores = _shortest({core for lexeme in lexemes for core in _cores(lexeme)})
    # Each letter as often as it stands: it may be drawn out (مممتاز), or doubled where the core has it once.
    ways = ("".join(f"(?:{letter}[{LOST}]*+)++" for letter in core) for core in sorted(cores))
    return re.compile("|".join((ODD if all(map(_is_arabic, lexemes)) else FOREIGN, *ways)))


def _cores(lexeme: str) -> Iterable[str]:
    match lexeme[0]:
        case "+":
            return _of_lemmas().get(lexeme[1:], ("",))
        case _ if _is_arabic(lexeme):
            return (_single(lexeme[1:].translate(PRINTED)),)
        case _:
            return ()


def _is_arabic(lexeme: str) -> bool:
    """Whether what is filed under it is in Arabic letters; a word of plain ones has no other lexemes."""
    return lexeme[0] in "+~" or bool(words.PLAIN.fullmatch(lexeme, 1))


@cache
def _of_lemmas() -> dict[str, set[str]]:
    """What the stems of each lemma leave of themselves in their words."""
    found: defaultdict[str, set[str]] = defaultdict(set)
    for spelling, stems in lexicon.load().stems.items():
        core = _single(spelling.translate(WRITTEN))
        for stem in stems:
            found[stem.lemma].add(core)
    return dict(found)


def _single(word: str) -> str:
    return DOUBLED.sub(r"\1", word)


def _shortest(cores: set[str]) -> set[str]:
    """Without those that hold another."""
    return {core for core in cores if not any(other != core and other in core for other in cores)}
