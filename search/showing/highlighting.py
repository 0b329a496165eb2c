"""Highlighting: which words of a text a query found, and the excerpts that show them. Pure, no Django.

It works on what was printed: a hit is a whole word with its marks, for a mark inside an Arabic word would break the
joining of its letters. Nothing here is markup; templates escape every part.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from search.datatypes import Excerpt, Part, Query
from search.showing import marking
from search.showing.marking import Hit, Place

PARAGRAPH = re.compile(r"[^\n]*\S[^\n]*")
MAX_EXCERPT = 220  # characters, but for a word that is longer
# Excerpts are looked for in so many characters; a hit that stands only behind them is left to the article's own page.
MAX_SEARCHED = 100_000


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
    return list(_cut(text, marking.hits(text, query, Place(zone, lead)), 0, len(text)))


def excerpts(text: str, query: Query, limit: int = 3, lead: int | None = None) -> list[Excerpt]:
    """Up to `limit` stretches of at most 220 characters, those with most of the query's words, in their order.

    Where nothing is hit (the words may stand in the title), the beginning of the text.
    """
    windows: list[Window] = []
    hits_of: dict[int, tuple[str, list[Hit]]] = {}
    sought, complete = sum(1 for _ in query.wanted()), 0
    for number, paragraph in enumerate(PARAGRAPH.finditer(text, 0, MAX_SEARCHED), start=1):
        left = None if lead is None else max(0, lead - paragraph.start())
        hits = marking.hits(paragraph.group(), query, Place("", left))
        if hits:
            hits_of[number] = paragraph.group(), hits
            here = list(_windows(hits, number))
            windows += here
            complete += any(len(window.leaves) == sought for window in here)
            if complete == limit:
                break
    chosen = _choose(windows, limit)
    if not chosen:
        return _beginning(text)
    return [_excerpt(*hits_of[window.paragraph], window) for window in chosen]


def _cut(text: str, hits: Sequence[Hit], start: int, end: int) -> Iterator[Part]:
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
    return Excerpt(tuple(_cut(paragraph, hits, before, after)), window.paragraph, before > 0, after < len(paragraph))


def _beginning(text: str) -> list[Excerpt]:
    paragraph = PARAGRAPH.search(text, 0, MAX_SEARCHED)
    if paragraph is None:
        return []
    whole = paragraph.group()
    end = _word_end(whole, min(len(whole), MAX_EXCERPT), 0) or min(len(whole), MAX_EXCERPT)
    return [Excerpt((Part(whole[:end]),), 1, cut_after=end < len(whole))]


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
