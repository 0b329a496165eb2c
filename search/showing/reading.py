"""Reading: an article as numbered paragraphs, with the words of the search numbered in order. Pure, no Django.

Paragraphs are counted as excerpts count them, so that ¶3 of a result is the third paragraph of the page.
"""

import itertools
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from archive.ingest.wire import heading
from search.datatypes import Excerpt, Query
from search.showing import highlighting, marking
from search.showing.marking import Hit

# Words are marked in so many characters, which takes about a quarter of a second, and so many times.
# What is longer is shown whole.
MAX_MARKED = 200_000
MAX_HITS = 1000


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text; `number` counts the hits of the page from 1 and is 0 between them."""

    text: str
    hit: str = ""
    number: int = 0


@dataclass(frozen=True, slots=True)
class Stretch:
    """Part of a paragraph: running text, or a cross-head that stands in it."""

    pieces: tuple[Piece, ...]
    is_heading: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    number: int
    stretches: tuple[Stretch, ...]

    @property
    def pieces(self) -> tuple[Piece, ...]:
        return tuple(piece for stretch in self.stretches for piece in stretch.pieces)

    @property
    def is_heading(self) -> bool:
        """Whether the whole paragraph is a starred cross-head."""
        return len(self.stretches) == 1 and self.stretches[0].is_heading


@dataclass(frozen=True, slots=True)
class Reading:
    title: tuple[Piece, ...]
    subtitle: tuple[Piece, ...]
    paragraphs: tuple[Paragraph, ...]
    hits: int
    cut: bool  # the text is longer than what was searched for words to mark


def read(title: str, subtitle: str, text: str, query: Query | None = None, lead: int | None = None) -> Reading:
    """The article's texts in pieces; without a query, or with one that wants nothing, nothing is marked.

    `lead` says how many characters of the text are the lead, for what is asked of one zone is marked only there.
    """
    marker = _Marker(query)
    return Reading(
        title=marker.pieces(title, "title"),
        subtitle=marker.pieces(subtitle, "lead"),
        paragraphs=tuple(marker.paragraphs(text, lead)),
        hits=marker.hits,
        cut=marker.cut,
    )


class _Marker:
    """Marks one text after the other, numbers the hits through all of them, and stops at the bounds."""

    def __init__(self, query: Query | None) -> None:
        self.query = query
        self.hits = 0
        self.left = MAX_MARKED
        self.cut = False

    def pieces(self, text: str, zone: str) -> tuple[Piece, ...]:
        return tuple(self._numbered(text, self._found(text, zone)))

    def paragraphs(self, text: str, lead: int | None) -> Iterator[Paragraph]:
        every = list(highlighting.by_paragraph(text, self._found(text, "", lead)))
        lines = ["", *(paragraph for _, paragraph, _ in every), ""]
        for number, paragraph, hits in every:
            heads = heading.spans(lines[number - 1], paragraph, lines[number + 1])
            yield Paragraph(number, tuple(self._stretches(paragraph, hits, heads)))

    def _stretches(self, paragraph: str, hits: Sequence[Hit], heads: Sequence[tuple[int, int]]) -> Iterator[Stretch]:
        """The paragraph in order, cross-heads apart; joined it is the printed text. A hit that reaches into or out of a
        cross-head keeps it in its line.
        """
        place = 0
        for start, end in heads:
            if any(hit.start < edge < hit.end for hit in hits for edge in (start, end)):
                continue
            if place < start:
                yield Stretch(tuple(self._numbered(paragraph, hits, place, start)))
            yield Stretch(tuple(self._numbered(paragraph, hits, start, end)), is_heading=True)
            place = end
        if place < len(paragraph):
            yield Stretch(tuple(self._numbered(paragraph, hits, place)))

    def _found(self, text: str, zone: str, lead: int | None = None) -> Sequence[Hit]:
        """The hits of a text, as far as the bounds reach."""
        if not self.query or self.cut:
            return []
        marked = highlighting.beginning(text, self.left)
        found = marking.hits(marked, self.query, zone, lead)
        self.left -= len(marked)
        self.cut = len(marked) < len(text) or len(found) > MAX_HITS - self.hits
        return found[: MAX_HITS - self.hits]

    def _numbered(self, text: str, hits: Sequence[Hit], start: int = 0, end: int | None = None) -> Iterator[Piece]:
        for part in highlighting.cut(text, hits, start, len(text) if end is None else end):
            self.hits += bool(part.hit)
            yield Piece(part.text, part.hit, self.hits if part.hit else 0)


def text_of(lead: str, body: str) -> str:
    """What is read and quoted from: the lead, then the body."""
    return f"{lead}\n{body}" if lead else body


def kinds(reading: Reading, excerpts: Iterable[Excerpt] = ()) -> tuple[str, ...]:
    """Which kinds of hits there are in an article's texts or in the excerpts that stand for them, in a fixed order."""
    pieces = itertools.chain(reading.title, reading.subtitle, *(paragraph.pieces for paragraph in reading.paragraphs))
    found = {piece.hit for piece in pieces} | {part.hit for excerpt in excerpts for part in excerpt.parts}
    return tuple(sorted(found - {""}))
