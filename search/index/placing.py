"""Placing: which lexeme stands where in an article, and how often. Pure, no Django.

The layout of positions. All words of an article have positions in one row, counted from 1: those of the title, the
subtitle, the lead and the body, with a gap of REACH between one and the next, over which no phrase reaches. Weights
tell the zones too: A title, B subtitle and lead, D body. A tsvector holds positions up to 16,383, 255 positions a
lexeme and 1 MB; a longer text goes on in a further part, whose positions begin again at 1. It repeats the last REACH
positions of the part before, so that every phrase stands whole in some part.

How often a lexeme stands in which zone is counted for the whole article, whatever its parts: ranking reads these
counts, for picking a few lexemes out of a tsvector takes several times as long.

Beside the lexemes of its words an article's only part holds the markers of `tiering`, without positions. A text in
several parts has none: such articles are few, and looked at each time.
"""

import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

import arabic
from search.index import tiering
from search.index.impacts import ZONE_BITS, Lengths
from search.index.tiering import Tiers
from search.query.parsing import MAX_PHRASE

# To be counted up when the layout changes: then, as under another analysis, every entry is made anew.
LAYOUT = 3
VERSION = f"{arabic.VERSION}/{LAYOUT}"

# How many positions a phrase may reach over.
REACH = MAX_PHRASE
# PostgreSQL's limits: https://www.postgresql.org/docs/current/textsearch-limitations.html
MAX_POSITION = 16_383
MAX_POSITIONS_OF_LEXEME = 255
MAX_BYTES = 1_000_000  # of 1,048,575; what a lexeme takes is estimated from above
BYTES_OF_LETTER = 4
BYTES_OF_LEXEME = 6  # its padding, its number of positions and the first of them
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
    """One tsvector of an article, and its lengths in words; tsvector and array in PostgreSQL's text forms."""

    part: int
    tsv: str
    occurrences: str  # of the whole article, in its first part; else empty
    title_length: int
    lead_length: int
    length: int


Placed = tuple[int, str, tuple[str, ...]]  # position in the article, weight, lexemes
NO_TIERS = Tiers()


def place(text: Text, tiers: Tiers = NO_TIERS) -> list[Part]:
    """The parts of an article, at least one; the first has number 0. `tiers` are those in force."""
    words, lengths = read(text)
    counts = count(words)
    parts = list(_parts(words))
    if tiers and len(parts) == 1:
        parts = [" ".join([parts[0], *map(quote, _markers(words, counts, lengths, tiers))])]
    title, lead, body = map(int, lengths)
    counted = (title, lead, title + lead + body)
    occurrences = _occurrences(counts)
    return [Part(n, tsv, "{}" if n else occurrences, *counted) for n, tsv in enumerate(parts)]


def read(text: Text) -> tuple[list[Placed], Lengths]:
    """The words of an article in their places, and how many each zone has."""
    words: list[Placed] = []
    lengths = {"A": 0, "B": 0, "": 0}  # D is the weight of what has none
    before = 1
    for zone, weight in ((text.title, "A"), (text.subtitle, "B"), (text.lead, "B"), (text.body, "")):
        tokens = arabic.analyse(zone)
        words += ((before + token.position, weight, token.lexemes) for token in tokens)
        lengths[weight] += len(tokens)
        before += len(tokens) + REACH
    return words, Lengths(lengths["A"], lengths["B"], lengths[""])


def _markers(words: Iterable[Placed], counts: dict[str, int], lengths: Lengths, tiers: Tiers) -> Iterator[str]:
    yield from tiering.markers(counts, lengths, tiers)
    yield from tiering.pairs(((place, lexemes[0]) for place, _, lexemes in words), tiers)


def quote(lexeme: str) -> str:
    """A lexeme as the text forms of tsvector and tsquery hold it; no character in it means anything there."""
    return f"'{lexeme.translate(ESCAPES)}'"


def key(lexeme: str) -> int:
    """The lexeme in 32 bits, as the high half of an occurrence.

    That a word not in an article has the key of one that is there happens once in about ten million looks.
    """
    return (zlib.crc32(lexeme.encode()) - 2**31) << 32


def count(words: Iterable[Placed]) -> dict[str, int]:
    """How often each lexeme stands in each zone: 8 bits for the title, 8 for the lead and 16 for the body in a number.

    Beyond its bits a number stays at the highest, where one occurrence more makes no difference.
    """
    zones: dict[str, dict[str, int]] = {}
    for _, weight, lexemes in words:
        counts = zones.setdefault(weight, {})
        for lexeme in lexemes:
            counts[lexeme] = counts.get(lexeme, 0) + 1
    found: dict[str, int] = {}
    for weight, (shift, most) in ZONE_BITS.items():
        for lexeme, number in zones.get(weight, {}).items():
            found[lexeme] = found.get(lexeme, 0) + (min(number, most) << shift)
    return found


def _occurrences(counts: dict[str, int]) -> str:
    """An array of 64-bit numbers in ascending order, one a lexeme: its key in the high half, its counts in the low."""
    return f"{{{','.join(map(str, sorted(key(lexeme) + packed for lexeme, packed in counts.items())))}}}"


def _parts(words: list[Placed]) -> Iterator[str]:
    """The tsvectors."""
    first, start = 0, 0
    while True:
        beyond, places = _fill(words, first, start)
        yield " ".join(f"{quote(lexeme)}:{','.join(found)}" for lexeme, found in places.items())
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
        if size > MAX_BYTES or position - start > MAX_POSITION:
            return number, places
        place = f"{position - start}{weight}"
        for lexeme in lexemes:
            found = places.get(lexeme)
            if found is None:
                places[lexeme] = [place]
                size += BYTES_OF_LETTER * len(lexeme) + BYTES_OF_LEXEME
            elif len(found) < MAX_POSITIONS_OF_LEXEME:
                found.append(place)
                size += BYTES_OF_POSITION
            else:
                _take_back(places, place, lexemes)
                return number, places
    return len(words), places


def _take_back(places: dict[str, list[str]], place: str, lexemes: tuple[str, ...]) -> None:
    """A word stands in a part with all its lexemes or with none."""
    for lexeme in lexemes:
        if places.get(lexeme, [""])[-1] == place:
            places[lexeme].pop()
            if not places[lexeme]:
                del places[lexeme]
