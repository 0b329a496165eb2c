"""Words: where the words of a text stand.

A *run* is what stands between spaces, punctuation and other scripts; it is found with one regular expression in the
printed text, so that offsets need no map. Most runs are one word; `pieces()` takes the others apart.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple

from arabic import letters

# Longer "words" are cut: a lexeme may hold 2,046 bytes in PostgreSQL, and a letter takes up to four.
LONGEST = 500

# Letters of Arabic script without its digits: as unified, and as printed with marks and presentation forms.
ARABIC = "\u0620-\u065f\u066e-\u06d3\u06d5-\u06dc\u06df-\u06e8\u06ea-\u06ef\u06fa-\u06ff\u0750-\u077f\u0870-\u08ff"
PRINTED = f"{ARABIC}{letters.MARKS}\ufb50-\ufdfb\ufe70-\ufefc"
RUN = re.compile(
    # a number with its separators: 1,234 and 3.5 and ٣٫٥; a letter before it is a word of its own: و1,234
    r"\d{1,100}+(?:[.,٫٬]\d{1,100}+){1,20}+"
    rf"|[{PRINTED}{letters.INVISIBLE}]{{1,{LONGEST}}}"
    # letters and digits of every other script: BBC, G20, 2019. The underscores in it tie the words of a hashtag.
    rf"|(?:[^\W{PRINTED}]|[{letters.COMBINING}{letters.INVISIBLE}]){{1,{LONGEST}}}"
)
# Splits a text into what stands between runs and the runs, in turn.
RUNS = re.compile(f"({RUN.pattern})")
# After the letters step: words in Arabic letters, and in others.
PIECE = re.compile(rf"(?P<arabic>[{ARABIC}]+)|(?P<other>(?:[^\W_{ARABIC}][{letters.COMBINING}]*)+)")
NUMBER = re.compile(r"\d+")
# Nearly all runs in Arabic letters: one word that unifying leaves alone.
PLAIN_LETTERS = "\u0621-\u063a\u0641-\u064a"
PLAIN = re.compile(rf"[{PLAIN_LETTERS}]{{1,{LONGEST}}}")
GROUPED = re.compile(r"\d{1,3}(,\d{3})+(\.\d+)?|\d+\.\d+")
DOTTED = re.compile(r"\d{1,3}(\.\d{3}){2,}(,\d+)?")  # 1.500.000; one point alone is that of a fraction


class Piece(NamedTuple):
    """One word of a run: its place in the run, its letters, and whether it is written in Arabic letters."""

    start: int
    end: int
    surface: str
    kind: str  # "arabic", "number" or "other" (Latin and every further script, with its digits)


def pieces(run: str) -> Iterator[Piece]:
    """The words of a run, in the order of reading, with places in the run.

    The words that one printed character stands for have the same place: ﷺ gives صلى, الله, عليه and وسلم.
    """
    if PLAIN.fullmatch(run):
        yield Piece(0, len(run), run, "arabic")
        return
    unified = letters.unify(run)
    if GROUPED.fullmatch(unified.text):
        yield Piece(0, len(run), unified.text.replace(",", "")[:LONGEST], "number")
        return
    if DOTTED.fullmatch(unified.text):
        yield Piece(0, len(run), unified.text.replace(".", "").replace(",", ".")[:LONGEST], "number")
        return
    for match in PIECE.finditer(unified.text):
        surface = match.group()[:LONGEST]
        kind = "number" if NUMBER.fullmatch(surface) else match.lastgroup or ""
        yield Piece(unified.starts[match.start()], unified.ends[match.end() - 1], surface, kind)
