"""Letters: one spelling for every way of writing the same letters, and the way back to the printed text.

`unify()` makes of a printed run of characters the letters that are compared; nothing that a reader would call another
letter is folded here, so that على and علي, أب and آب stay apart. `fold()` goes further: it is the lexeme of words that
the lexicon does not know.
"""

import unicodedata
from typing import NamedTuple

TATWEEL = "\N{ARABIC TATWEEL}"

# Written above, below or between letters; no part of a word's identity.
MARKS = (
    "\u0610-\u061a"  # signs of honour and small high letters: ؐ
    "\u064b-\u065f"  # short vowels, tanween, shadda, sukun, and what is left of hamza after composing: كِتَابٌ
    "\N{ARABIC LETTER SUPERSCRIPT ALEF}"  # رحمٰن
    "\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed"  # Koranic pauses and small letters
    "\u08d3-\u08ff"  # the extended marks of the same kinds
)
# Seen by the computer only: they steer joining, direction and line breaks.
INVISIBLE = (
    "\N{SOFT HYPHEN}\N{COMBINING GRAPHEME JOINER}\N{ARABIC LETTER MARK}"
    "\N{ZERO WIDTH SPACE}\N{ZERO WIDTH NON-JOINER}\N{ZERO WIDTH JOINER}\N{LEFT-TO-RIGHT MARK}\N{RIGHT-TO-LEFT MARK}"
    "\u202a-\u202e\N{WORD JOINER}\u2066-\u2069\N{ZERO WIDTH NO-BREAK SPACE}\ufe00-\ufe0f"
)
# What other scripts put on their letters (é written in two characters); kept where it composes.
COMBINING = "\u0300-\u036f"


def _every(ranges: str) -> list[str]:
    """The characters of a list of ranges as a regular expression's brackets hold them: "a-cx" is a, b, c, x."""
    found: list[str] = []
    i = 0
    while i < len(ranges):
        last = i + 2 if ranges[i + 1 : i + 2] == "-" else i
        found += map(chr, range(ord(ranges[i]), ord(ranges[last]) + 1))
        i = last + 1
    return found


# Other keyboards' codes for Arabic letters: they look the same in a word, and a reader cannot know which one was typed.
SAME_LETTER = {
    "ی": "ي",  # Persian yeh: کتابی
    "ے": "ي",  # Urdu yeh barree
    "ۓ": "ي",  # the same with hamza
    "ې": "ي",  # Pashto e
    "ک": "ك",  # Persian kaf
    "ڪ": "ك",  # swash kaf, an ornament
    "ں": "ن",  # Urdu noon ghunna
    "ٱ": "ا",  # alef wasla: ٱلكتاب
    "ھ": "ه",  # heh doachashmee, typed by phones: ھذا
    "ہ": "ه",  # Urdu heh
    "ە": "ه",  # Kurdish ae
    "ۀ": "ه",  # Persian heh with yeh above: مسئلۀ
    "ۂ": "ه",  # the same in Urdu
    "ۃ": "ة",  # Urdu teh marbuta
}
DIGITS = {chr(zero + n): str(n) for zero in (0x0660, 0x06F0) for n in range(10)}  # ٠-٩ and ۰-۹
SEPARATORS = {"\N{ARABIC DECIMAL SEPARATOR}": ".", "\N{ARABIC THOUSANDS SEPARATOR}": ","}

UNIFY = str.maketrans(
    dict.fromkeys([TATWEEL, *_every(MARKS), *_every(INVISIBLE)], "") | SAME_LETTER | DIGITS | SEPARATORS
)
# Careless spelling, and the letters that Arabic borrowed for foreign sounds: إسلامية = اسلاميه, ڤيديو = فيديو.
FOLD = str.maketrans({
    "أ": "ا", "إ": "ا", "آ": "ا", "ى": "ي", "ة": "ه",
    "پ": "ب", "چ": "ج", "ڤ": "ف", "ڨ": "ق", "گ": "ك", "ژ": "ز",
})  # fmt: skip


class Letters(NamedTuple):
    """The unified letters of a run, and for each of them where in the run it was printed."""

    text: str
    starts: list[int]  # starts[i]: the first printed character of text[i]
    ends: list[int]  # ends[i]: one past the last printed character of text[i], its marks included


def fold(word: str) -> str:
    """The key of unified letters under which careless spellings meet: إسلامية and اسلاميه give اسلاميه."""
    return word.translate(FOLD)


def unify(run: str) -> Letters:
    """The letters of a printed run that are compared, with the way back to the print.

    Compatibility composition (NFKC) undoes presentation forms and joins a letter and its hamza; marks, tatweel and
    invisible characters go; digits become ASCII; case is folded. One printed character may give several letters
    (ﻻ gives لا, ﷺ four words with spaces), several may give one (ا and a combining hamza give أ).
    """
    plain = run.casefold()
    if len(plain) == len(run) == len(plain := plain.translate(UNIFY)) and unicodedata.is_normalized("NFKC", plain):
        return Letters(plain, list(range(len(run))), list(range(1, len(run) + 1)))  # letter for letter, as most are
    text: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for start, end in _clusters(run):
        letters = unicodedata.normalize("NFKC", run[start:end]).casefold()
        letters = unicodedata.normalize("NFKC", letters).translate(UNIFY)
        if letters.isspace():  # a mark that stands alone, ﹻ, is a space with a mark to Unicode
            letters = ""
        elif " " in letters:  # a phrase in one character needs no space in print: محمدﷺ
            letters = f" {letters} "
        if not letters and ends:  # what left no letter belongs to the letter before it
            ends[-1] = end
        text.append(letters)
        starts += [start] * len(letters)
        ends += [end] * len(letters)
    return Letters("".join(text), starts, ends)


def _clusters(run: str) -> list[tuple[int, int]]:
    """Where each character begins and ends together with the combining marks that follow it."""
    starts = [i for i, character in enumerate(run) if i == 0 or not unicodedata.combining(character)]
    return list(zip(starts, [*starts[1:], len(run)], strict=True))
