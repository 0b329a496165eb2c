"""Starred cross-heads: «* أوضاع صعبة داخل الباغوز», on a line of its own or, where a text has lost its lines, in it.

Stars make lists too (and «* * *» and footnotes): a starred line beside another one, or one that ends like a sentence,
is no cross-head. A wrong subheading disturbs a reader more than a star does.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Sequence

from archive.ingest.wire.datatypes import Found

STARS = "*\N{ARABIC FIVE POINTED STAR}"
LONGEST, MOST_WORDS = 80, 9
MOST = 50
ALONE = re.compile(rf"\s*[{STARS}]+\s*([^\s{STARS}][^{STARS}\n]{{2,{LONGEST}}}?)\s*[{STARS}]*\s*")
INSIDE = re.compile(rf"(?<=[.!?؟…»”“\"] )[{STARS}]\s?([^\s{STARS}][^{STARS}\n.،؛:!?؟]{{2,60}})(?=[،.:] )")
ENDS_LIKE_A_SENTENCE = (".", "،", "؛", ",", ";", ":", "…", "-", ")")
ANSWERS = ("-", "–", "—", "ـ")  # below a starred question of an interview
BETWEEN_ITEMS = 160  # stars that stand closer than this are a list
LETTER = re.compile(r"[^\W\d_]")


def within(paragraph: str) -> list[tuple[int, int]]:
    """Where cross-heads stand inside a paragraph that lost its lines, star and all."""
    found = [match.span() for match in INSIDE.finditer(paragraph) if len(match[1].split()) <= MOST_WORDS]
    stars = [place for place, letter in enumerate(paragraph) if letter in STARS]
    near = {one for pair in itertools.pairwise(stars) if pair[1] - pair[0] < BETWEEN_ITEMS for one in pair}
    return [span for span in found if span[0] not in near]


def is_alone(before: str, line: str, after: str) -> bool:
    """Whether a whole paragraph is a cross-head, by itself and by the paragraphs before and after it."""
    if len(line) > LONGEST + 20 or not line.lstrip().startswith(tuple(STARS)) or not before or not after:
        return False
    match = ALONE.fullmatch(line)
    if match is None or len(match[1].split()) > MOST_WORDS or not LETTER.search(match[1]):
        return False
    if match[1].endswith(("؟", "?")) and after.lstrip().startswith(ANSWERS):
        return False
    starred = any(STARS[0] in near or STARS[1] in near for near in (before, after))
    return not starred and not match[1].endswith(ENDS_LIKE_A_SENTENCE) and len(after) > len(line)


def spans(before: str, paragraph: str, after: str) -> list[tuple[int, int]]:
    """Where cross-heads stand in a paragraph: nowhere, all of it, or some stretches."""
    if "*" not in paragraph and STARS[1] not in paragraph:
        return []
    return [(0, len(paragraph))] if is_alone(before, paragraph, after) else within(paragraph)


def find(paragraphs: Sequence[str]) -> tuple[Found, ...]:
    """The first fifty cross-heads of a text."""
    found: list[Found] = []
    for number, paragraph in enumerate(paragraphs, start=1):
        if "*" in paragraph or STARS[1] in paragraph:
            before = paragraphs[number - 2] if number > 1 else ""
            after = paragraphs[number] if number < len(paragraphs) else ""
            for start, end in spans(before, paragraph, after):
                value = paragraph[start:end].strip(STARS + " ")
                found.append(Found("crosshead", value, number, start, end))
            if len(found) >= MOST:
                break
    return tuple(found[:MOST])
