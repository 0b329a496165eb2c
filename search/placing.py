"""Placing: which lexeme stands where in an article, as the tsvectors of its index entries. Pure, no Django.

The layout. All words of an article have positions in one row, counted from 1; T, L and B are the words of title, lead
(subtitle and lead) and body:

    title 1 … T     a gap of REACH     lead T+REACH+1 … T+REACH+L     a gap of REACH     body T+2·REACH+L+1 …

No phrase reaches over a gap, and ranking tells the zones by position, for the weights (A title, B lead, D body) are
borrowed there for picking out lexemes. A tsvector holds positions up to 16,383, 255 positions a lexeme and 1 MB; a longer text
goes on in a further part. Part n > 0 begins REACH positions before the end of part n-1 and repeats what stands there, so that every
phrase stands whole in some part; a position in it is `start` less than in the row of the whole article.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import arabic
from search.parsing import MAX_PHRASE

# How many positions a phrase may reach over.
REACH = MAX_PHRASE
# PostgreSQL's limits: https://www.postgresql.org/docs/current/textsearch-limitations.html
MAX_POSITION = 16_383
MAX_POSITIONS_OF_LEXEME = 255
MAX_BYTES = 1_000_000  # of 1 MB; what a lexeme takes is estimated from above
BYTES_OF_LEXEME = 4  # its terminator, padding and number of positions
BYTES_OF_POSITION = 2

ESCAPES = str.maketrans({"'": "''", "\\": "\\\\"})


@dataclass(frozen=True, slots=True)
class Text:
    """What is indexed of an article's text."""

    title: str = ""
    subtitle: str = ""
    lead: str = ""
    body: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """One tsvector (in PostgreSQL's text form) of an article, and the article's lengths in words, the same in all its parts."""

    part: int
    start: int
    tsv: str
    title_length: int
    lead_length: int
    length: int


Placed = tuple[int, str, tuple[str, ...]]  # position in the article, weight, lexemes


def place(text: Text) -> list[Part]:
    """The parts of an article, at least one; the first has part 0 and start 0."""
    title, lead, body = (arabic.analyse(zone) for zone in (text.title, f"{text.subtitle}\n{text.lead}", text.body))
    body_at = len(title) + REACH + len(lead) + REACH
    words: Iterable[Placed] = [
        *((token.position + 1, "A", token.lexemes) for token in title),
        *((token.position + 1 + len(title) + REACH, "B", token.lexemes) for token in lead),
        *((token.position + 1 + body_at, "", token.lexemes) for token in body),  # D is the weight of what has none
    ]
    lengths = {"title_length": len(title), "lead_length": len(lead), "length": len(title) + len(lead) + len(body)}
    return [Part(part=n, start=start, tsv=tsv, **lengths) for n, (start, tsv) in enumerate(_parts(list(words)))]


def quote(lexeme: str) -> str:
    """A lexeme as the text forms of tsvector and tsquery hold it; no character in it means anything there."""
    return f"'{lexeme.translate(ESCAPES)}'"


def _parts(words: list[Placed]) -> Iterator[tuple[int, str]]:
    """Each part's start and tsvector."""
    first, start = 0, 0
    while True:
        beyond, places = _fill(words, first, start)
        yield start, " ".join(f"{quote(lexeme)}:{','.join(found)}" for lexeme, found in places.items())
        if beyond == len(words):
            return
        start = words[beyond - 1][0] - REACH
        first = beyond
        while first and words[first - 1][0] > start:
            first -= 1


def _fill(words: list[Placed], first: int, start: int) -> tuple[int, dict[str, list[str]]]:
    """Places the words from number `first` on until a tsvector is full; the number of the first that finds no place."""
    places: dict[str, list[str]] = {}
    size = 0
    for number in range(first, len(words)):
        position, weight, lexemes = words[number]
        size += sum(BYTES_OF_POSITION if lexeme in places else _size(lexeme) for lexeme in lexemes)
        full = any(len(places.get(lexeme, ())) == MAX_POSITIONS_OF_LEXEME for lexeme in lexemes)
        if full or size > MAX_BYTES or position - start > MAX_POSITION:
            return number, places
        for lexeme in lexemes:
            places.setdefault(lexeme, []).append(f"{position - start}{weight}")
    return len(words), places


def _size(lexeme: str) -> int:
    return len(lexeme.encode()) + BYTES_OF_LEXEME + BYTES_OF_POSITION
