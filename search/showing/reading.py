"""Reading: an article as numbered paragraphs, with the words of the search numbered in order. Pure, no Django.

Paragraphs are counted as excerpts count them, so that ¶3 of a result is the third paragraph of the page.
"""

import itertools
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from archive.ingest.wire import heading
from archive.repairing import applying
from archive.repairing.datatypes import Approved, Mended, Span
from search.datatypes import Excerpt, Query
from search.showing import highlighting, marking
from search.showing.marking import Hit

# Words are marked in so many characters, which takes about a quarter of a second, and so many times.
# What is longer is shown whole.
MAX_MARKED = 200_000
MAX_HITS = 1000
# Characters that a browser lays out together: for a paragraph of two million it takes more than a minute.
LAID_OUT = 5_000
SENTENCE_END = re.compile(r"[.!?؟۔…»]\s+")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text; `number` counts the hits of the page from 1 and is 0 between them.

    `printed` is what the newspaper printed where the stretch is, or belongs to, a repair.
    """

    text: str
    hit: str = ""
    number: int = 0
    printed: str = ""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Part of a paragraph: running text, or a cross-head that stands in it; one of many in a paragraph without end."""

    pieces: tuple[Piece, ...]
    is_heading: bool = False
    is_one_of_many: bool = False


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
    repairs: int = 0  # that lie over the texts


def read(
    title: str,
    subtitle: str,
    text: str,
    query: Query | None = None,
    lead: int | None = None,
    approved: Approved | None = None,
) -> Reading:
    """The article's texts in pieces; without a query, or with one that wants nothing, nothing is marked.

    `lead` says how many characters of the text are the lead, for what is asked of one zone is marked only there.
    `approved` are the repairs to lay over the texts; words are then marked in the repaired texts.
    """
    marker = _Marker(query)
    texts = [applying.mend(one, approved or {}) for one in (title, subtitle, text)]
    return Reading(
        title=marker.pieces(texts[0], "title"),
        subtitle=marker.pieces(texts[1], "lead"),
        paragraphs=tuple(marker.paragraphs(texts[2], None if lead is None else texts[2].at(lead))),
        hits=marker.hits,
        cut=marker.cut,
        repairs=sum(len(one.spans) for one in texts),
    )


class _Marker:
    """Marks one text after the other, numbers the hits through all of them, and stops at the bounds."""

    def __init__(self, query: Query | None) -> None:
        self.query = query
        self.hits = 0
        self.left = MAX_MARKED
        self.cut = False

    def pieces(self, mended: Mended, zone: str) -> tuple[Piece, ...]:
        return tuple(self._numbered(mended.text, self._found(mended.text, zone), mended.spans))

    def paragraphs(self, mended: Mended, lead: int | None) -> Iterator[Paragraph]:
        every = list(highlighting.by_paragraph(mended.text, self._found(mended.text, "", lead)))
        spans = _by_paragraph(mended)
        lines = ["", *(paragraph for _, paragraph, _ in every), ""]
        for number, paragraph, hits in every:
            heads = heading.spans(lines[number - 1], paragraph, lines[number + 1])
            yield Paragraph(number, tuple(self._stretches(paragraph, hits, heads, spans[number - 1])))

    def _stretches(
        self, paragraph: str, hits: Sequence[Hit], heads: Sequence[tuple[int, int]], spans: Sequence[Span]
    ) -> Iterator[Stretch]:
        """The paragraph in order, cross-heads apart; joined it is the text. A hit that reaches into or out of a
        cross-head keeps it in its line.
        """
        place = 0
        for start, end in heads:
            if any(hit.start < edge < hit.end for hit in hits for edge in (start, end)):
                continue
            yield from self._running(paragraph, hits, spans, place, start)
            yield Stretch(tuple(self._numbered(paragraph, hits, spans, start, end)), is_heading=True)
            place = end
        yield from self._running(paragraph, hits, spans, place, len(paragraph))

    def _running(
        self, paragraph: str, hits: Sequence[Hit], spans: Sequence[Span], start: int, end: int
    ) -> Iterator[Stretch]:
        many = end - start > 2 * LAID_OUT
        while start < end:
            after = _sentence_end(paragraph, start, end) if many else end
            yield Stretch(tuple(self._numbered(paragraph, hits, spans, start, after)), is_one_of_many=many)
            start = after

    def _found(self, text: str, zone: str, lead: int | None = None) -> Sequence[Hit]:
        """The hits of a text, as far as the bounds reach."""
        if not self.query or self.cut:
            return []
        marked = highlighting.beginning(text, self.left)
        found = marking.hits(marked, self.query, zone, lead)
        self.left -= len(marked)
        self.cut = len(marked) < len(text) or len(found) > MAX_HITS - self.hits
        return found[: MAX_HITS - self.hits]

    def _numbered(
        self, text: str, hits: Sequence[Hit], spans: Sequence[Span], start: int = 0, end: int | None = None
    ) -> Iterator[Piece]:
        place = start
        for part in highlighting.cut(text, hits, start, len(text) if end is None else end):
            self.hits += bool(part.hit)
            after = place + len(part.text)
            if part.hit:  # a whole word: a mark within it would break the joining of its letters
                printed = next((span.printed for span in spans if span.start < after and place < span.end), "")
                yield Piece(part.text, part.hit, self.hits, printed)
            else:
                yield from _between_hits(text, spans, place, after)
            place = after


def _sentence_end(text: str, start: int, end: int) -> int:
    """Where what is laid out together ends: after a sentence, else after a word, else wherever it must."""
    most = start + LAID_OUT
    if end <= most:
        return end
    sentences = [match.end() for match in SENTENCE_END.finditer(text, start, most)]
    return sentences[-1] if sentences else text.rfind(" ", start, most) + 1 or most


def _between_hits(text: str, spans: Sequence[Span], start: int, end: int) -> Iterator[Piece]:
    """text[start:end], its repairs apart."""
    place = start
    for span in spans:
        first, last = max(place, span.start), min(end, span.end)
        if first < last:
            if place < first:
                yield Piece(text[place:first])
            yield Piece(text[first:last], printed=span.printed)
            place = last
    if place < end:
        yield Piece(text[place:end])


def _by_paragraph(mended: Mended) -> list[list[Span]]:
    """Of each paragraph the repairs in it, with their places there."""
    found: list[list[Span]] = []
    left = list(reversed(mended.spans))
    for paragraph in highlighting.PARAGRAPH.finditer(mended.text):
        at, inside = paragraph.start(), []
        while left and left[-1].start < paragraph.end():
            span = left.pop()
            if span.start >= at:
                inside.append(Span(span.start - at, span.end - at, span.printed))
        found.append(inside)
    return found


def text_of(lead: str, body: str) -> str:
    """What is read and quoted from: the lead, then the body."""
    return f"{lead}\n{body}" if lead else body


def kinds(reading: Reading, excerpts: Iterable[Excerpt] = ()) -> tuple[str, ...]:
    """Which kinds of hits there are in an article's texts or in the excerpts that stand for them, in a fixed order."""
    pieces = itertools.chain(reading.title, reading.subtitle, *(paragraph.pieces for paragraph in reading.paragraphs))
    found = {piece.hit for piece in pieces} | {part.hit for excerpt in excerpts for part in excerpt.parts}
    return tuple(sorted(found - {""}))
