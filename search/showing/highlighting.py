"""Highlighting: which words of a text a query found, and the excerpts that show them. Pure, no Django.

It works on what was printed: a hit is a whole word with its marks, for a mark inside an Arabic word would break the
joining of its letters. Nothing here is markup; templates escape every part.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from search.datatypes import Excerpt, Part, Query
from search.showing import marking
from search.showing.marking import Hit

PARAGRAPH = re.compile(r"[^\n]*\S[^\n]*")
MAX_EXCERPT = 220  # characters, but for a word that is longer
# Excerpts are looked for in so many characters: the fewer where they hold a stretch with all words, as most news do; a
# hit that stands only behind the more is left to the article's own page.
SEARCHED = (8_000, 100_000)


@dataclass(frozen=True, slots=True)
class Window:
    """A stretch of a paragraph that may become an excerpt, with the numbers of the words and phrases in it."""

    start: int
    end: int
    leaves: frozenset[int]
    paragraph: int


def highlight(text: str, query: Query, zone: str = "", lead: int | None = None) -> list[Part]:
    """The text in parts, hits and what stands between them; joined they give the text again.

    What is asked of one zone is marked only there: `zone` says which the text is; of the text for reading (the lead,
    then the body) `lead` says how many characters are the lead.
    """
    return list(cut(text, marking.hits(text, query, zone, lead), 0, len(text)))


def excerpts(text: str, query: Query, limit: int = 3, lead: int | None = None) -> list[Excerpt]:
    """Up to `limit` stretches of at most 220 characters, those with most of the query's words, in their order.

    Where nothing is hit (the words may stand in the title), the beginning of the text.
    """
    sought = sum(1 for _ in query.wanted())
    windows: list[Window] = []
    for reach in SEARCHED:
        searched = beginning(text, reach)
        found = list(by_paragraph(searched, marking.hits(searched, query, "", lead)))
        windows = [window for number, _, hits in found for window in _windows(hits, number)]
        if len(searched) == len(text) or any(len(window.leaves) == sought for window in windows):
            break
    chosen = _choose(windows, limit)
    if not chosen:
        return _beginning(text)
    paragraphs = {number: (paragraph, hits) for number, paragraph, hits in found}
    return [_excerpt(*paragraphs[window.paragraph], window) for window in chosen]


def by_paragraph(text: str, hits: Sequence[Hit]) -> Iterator[tuple[int, str, list[Hit]]]:
    """The paragraphs of a text, counted from 1, each with those of the text's hits that stand in it, as its own."""
    starts = [hit.start for hit in hits]
    for number, found in enumerate(PARAGRAPH.finditer(text), start=1):
        at = found.start()
        inside = hits[bisect_left(starts, at) : bisect_left(starts, found.end())]
        yield number, found.group(), [replace(hit, start=hit.start - at, end=hit.end - at) for hit in inside]


def beginning(text: str, letters: int) -> str:
    """The first so many letters of a text, or some fewer, so that no word is cut that fits."""
    return text if len(text) <= letters else text[: _word_end(text, letters, 0) or letters]


def cut(text: str, hits: Sequence[Hit], start: int, end: int) -> Iterator[Part]:
    """The parts of text[start:end]."""
    place = start
    for hit in hits:
        if start <= hit.start and hit.end <= end:
            if place < hit.start:
                yield Part(text[place : hit.start])
            yield Part(text[hit.start : hit.end], hit.kind)
            place = hit.end
    if place < end:
        yield Part(text[place:end])


def _windows(hits: Sequence[Hit], paragraph: int) -> Iterator[Window]:
    """From each hit on, as many as lie within an excerpt's length."""
    last = 0
    for first, hit in enumerate(hits):
        last = max(last, first)
        while last + 1 < len(hits) and hits[last + 1].end - hit.start <= MAX_EXCERPT:
            last += 1
        leaves = frozenset(each.leaf for each in hits[first : last + 1])
        yield Window(hit.start, hits[last].end, leaves, paragraph)


def _choose(windows: list[Window], limit: int) -> list[Window]:
    """Those with most words not shown yet, then with most words; one a paragraph, in the order of the text."""
    chosen: list[Window] = []
    shown: set[int] = set()
    left = list(windows)
    while left and len(chosen) < limit:
        best = max(left, key=lambda one: (len(one.leaves - shown), len(one.leaves), -one.paragraph, -one.start))
        chosen.append(best)
        shown |= best.leaves
        left = [window for window in left if window.paragraph != best.paragraph]
    return sorted(chosen, key=lambda window: window.paragraph)


def _excerpt(paragraph: str, hits: list[Hit], window: Window) -> Excerpt:
    """The window with as much around it as there is room for, cut between words."""
    start, end = window.start, window.end
    room = max(0, MAX_EXCERPT - (end - start))
    before = _word_start(paragraph, max(0, start - max(room // 2, room - (len(paragraph) - end))), start)
    after = _word_end(paragraph, min(len(paragraph), before + max(MAX_EXCERPT, end - before)), end)
    return Excerpt(tuple(cut(paragraph, hits, before, after)), window.paragraph, before > 0, after < len(paragraph))


def _beginning(text: str) -> list[Excerpt]:
    paragraph = PARAGRAPH.search(text)
    if paragraph is None:
        return []
    shown = beginning(paragraph.group(), MAX_EXCERPT)
    return [Excerpt((Part(shown),), 1, cut_after=len(shown) < len(paragraph.group()))]


def _word_start(text: str, place: int, limit: int) -> int:
    """The first place from `place` on, up to `limit`, at which no word is cut."""
    while 0 < place < limit and not text[place - 1].isspace():
        place += 1
    return place


def _word_end(text: str, place: int, limit: int) -> int:
    """The last place from `place` back, down to `limit`, at which no word is cut."""
    while limit < place < len(text) and not text[place].isspace():
        place -= 1
    return place
