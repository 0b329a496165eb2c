"""Reading: an article as numbered paragraphs, with the words that the reader searched for numbered in order. Pure, no Django.

Paragraphs are counted as excerpts count them, so that ¶3 of a result is the third paragraph of the page.
"""

import itertools
from collections.abc import Iterator
from dataclasses import dataclass

from search import highlighting
from search.datatypes import Part, Query

# Words are marked in so many characters, which takes about half a second; a longer text is shown whole and marked to there.
MAX_MARKED = 200_000


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text; `number` counts the hits of the page from 1 and is 0 between them."""

    text: str
    hit: str = ""
    number: int = 0


@dataclass(frozen=True, slots=True)
class Paragraph:
    number: int
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    title: tuple[Piece, ...]
    subtitle: tuple[Piece, ...]
    paragraphs: tuple[Paragraph, ...]
    hits: int
    cut: bool  # the text is longer than what was searched for words to mark


def read(title: str, subtitle: str, text: str, query: Query | None = None) -> Reading:
    """The article's texts in pieces; without a query, or with one that wants nothing, nothing is marked."""
    numbers = itertools.count(1)
    marked_title = tuple(_pieces(title, query, numbers))
    marked_subtitle = tuple(_pieces(subtitle, query, numbers))
    paragraphs = []
    for number, found in enumerate(highlighting.PARAGRAPH.finditer(text), start=1):
        asked = query if found.start() < MAX_MARKED else None
        paragraphs.append(Paragraph(number, tuple(_pieces(found.group(), asked, numbers))))
    return Reading(
        title=marked_title,
        subtitle=marked_subtitle,
        paragraphs=tuple(paragraphs),
        hits=next(numbers) - 1,
        cut=bool(query) and len(text) > MAX_MARKED,
    )


def _pieces(text: str, query: Query | None, numbers: Iterator[int]) -> Iterator[Piece]:
    """A single paragraph may itself be too long to be marked to its end."""
    parts = highlighting.highlight(text[:MAX_MARKED], query) if query else [Part(text[:MAX_MARKED])]
    if len(text) > MAX_MARKED:
        parts.append(Part(text[MAX_MARKED:]))
    for part in parts:
        if part.text:
            yield Piece(part.text, part.hit, next(numbers) if part.hit else 0)


def text_of(lead: str, body: str) -> str:
    """What is read and quoted from: the lead, then the body."""
    return f"{lead}\n{body}" if lead else body
