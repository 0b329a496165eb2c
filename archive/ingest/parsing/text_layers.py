"""Whether the text layer of a PDF says what is printed, and the damages that can be mended surely.

Pages are parted by form feeds, as the order of letters may change from one to the next.

What Arabic never does tells them: no word begins with ة, hardly any ends with the article, hardly any letter stands
alone, none stands three times in a row.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

LETTERS = "[\u0621-\u064a\u066e-\u06d3]"
WORD = re.compile(f"{LETTERS}[\u0621-\u065f\u0670-\u06d3]*")
SHAPES = re.compile("[\ufb50-\ufd3d\ufd50-\ufdef\ufe70-\ufefc]+")
STRANGE = re.compile("[\ue000-\uf8ff\ufffd\x00-\x08\x0e-\x1f\U000f0000-\U0010ffff]")
# The kashida is no letter: justified print stretches words with rows of it.
TRIPLE = re.compile(f"((?!\N{ARABIC TATWEEL}){LETTERS})\\1\\1")
LATIN = r"[A-Za-z0-9\u0660-\u0669\u06f0-\u06f9]+"
LEFT_TO_RIGHT = re.compile(f"{LATIN}(?:[ .,:/@_%-]+{LATIN})*")
# ا before أ, إ or آ and then ل: no Arabic word has it. It is «الأ» with its ligature turned.
TURNED_LAM_ALEF = re.compile("(?<![\u0621-\u064a])([وفبك]?ا)([أإآ])ل")
MIRRORED = str.maketrans("()[]{}<>«»", ")(][}{><»«")
COMMON_WORDS = "من في على إلى الى ان أن إن التي الذي هذا هذه عن مع ما لا كان و او أو در از به که این را با است ہے"
COMMON = frozenset(COMMON_WORDS.split())

ENOUGH_WORDS = 30  # fewer say nothing about a layer
MOST_STRANGE = 0.02
MOST_STRANGE_OF_FEW = 0.25  # where the words are too few for a share to tell much
MOST_ALONE = 0.4
MOST_TRIPLE = 0.02
FEWEST_COMMON = 0.03
LEANING_AT_LEAST = 3  # words that show one order
PAGE_BREAK = "\f"


@dataclass(frozen=True, slots=True)
class Layer:
    """The text as far as it was mended; `mended` and `doubts` name what was found, `damage` why it cannot be used."""

    text: str
    mended: tuple[str, ...] = ()
    doubts: tuple[str, ...] = ()
    damage: str = ""


def judge(text: str, turned: bool = False) -> Layer:
    """`turned` says that ligatures of lam and alef were found taken apart the wrong way round, and put right."""
    mended = ["lam-alef"] if turned else []
    strange = share_of_strange(text)
    has_enough = len(WORD.findall(text)) >= ENOUGH_WORDS
    if strange > (MOST_STRANGE if has_enough else MOST_STRANGE_OF_FEW):
        return Layer(text, damage="unmapped letters")
    if SHAPES.search(text):
        text = SHAPES.sub(lambda shapes: unicodedata.normalize("NFKC", shapes.group()), text)
        mended.append("presentation forms")
    if (straight := in_reading_order(text)) != text:
        text = straight
        mended.append("visual order")
    if TURNED_LAM_ALEF.search(text):
        text = TURNED_LAM_ALEF.sub(r"\1ل\2", text)
        mended.append("lam-alef")
    words = WORD.findall(text)
    damage, doubts = doubts_about(words) if len(words) >= ENOUGH_WORDS else ("", ())
    if strange > MOST_STRANGE:
        doubts = ("unmapped letters", *doubts)
    return Layer(text, tuple(dict.fromkeys(mended)), doubts, damage)


def share_of_strange(text: str) -> float:
    """How much of what is no white space is no letter of any script: signs that a font did not name."""
    text = text.replace(PAGE_BREAK, "")
    signs = sum(not letter.isspace() for letter in text)
    return len(STRANGE.findall(text)) / signs if signs else 0.0


def doubts_about(words: list[str]) -> tuple[str, tuple[str, ...]]:
    alone = sum(len(word) == 1 and word != "و" for word in words)
    triple = sum(TRIPLE.search(word) is not None for word in words)
    common = sum(word in COMMON for word in words)
    if alone > MOST_ALONE * len(words):
        return "letters set apart", ()
    if triple > MOST_TRIPLE * len(words):
        return "wrong letters", ()
    return "", ("few common words",) if common < FEWEST_COMMON * len(words) else ()


def in_reading_order(text: str) -> str:
    """The text with its visual lines turned. What a line does not show, its page does, and else the whole text."""
    whole = leaning(text)
    pages = []
    for page in text.split(PAGE_BREAK):
        of_page = leaning(page) or whole
        lines = page.split("\n")
        pages.append("\n".join(turn(line) if (leaning(line) or of_page) > 0 else line for line in lines))
    return PAGE_BREAK.join(pages)


def leaning(text: str) -> int:
    """1 where letters stand as the eye meets them from the left («ةنيدملا» for «المدينة»), -1 where they stand in
    reading order, 0 where the words do not tell."""
    words = [word for word in WORD.findall(text) if len(word) > 2]
    turned = sum(word[0] in "ةى" or word.endswith("لا") for word in words)
    right = sum(word[-1] in "ةى" or word.startswith("ال") for word in words)
    if turned >= LEANING_AT_LEAST and turned > 2 * right:
        return 1
    return -1 if right >= LEANING_AT_LEAST and right > 2 * turned else 0


def turn(line: str) -> str:
    """A line in reading order; numbers and Latin words keep theirs, marks follow their letters again."""
    clusters: list[str] = []
    for letter in line:
        if clusters and unicodedata.combining(letter):
            clusters[-1] += letter
        else:
            clusters.append(letter)
    reversed_line = "".join(reversed(clusters)).translate(MIRRORED)
    return LEFT_TO_RIGHT.sub(lambda run: run.group()[::-1], reversed_line)
