"""Placing: which lexeme stands where in an article, and how often. Pure, no Django.

The layout of positions. All words of an article have positions in one row, counted from 1: those of the title, the
subtitle, the lead and the body, with a gap of REACH between one and the next, over which no phrase reaches. Weights
tell the zones too: A title, B subtitle and lead, D body. A tsvector holds positions up to 16,383, 255 positions a
lexeme and 1 MB; a longer text goes on in a further part, whose positions begin again at 1. It repeats the last REACH
positions of the part before, so that every phrase stands whole in some part.

How often a lexeme stands in which zone is counted for the whole article, whatever its parts: ranking reads these
counts (`packing`), for picking a few lexemes out of a tsvector takes several times as long.

Beside the lexemes of its words an article's only part holds the markers of `tiering`, without positions. A text in
several parts has none: such articles are few, and looked at each time.

Parts are made as the bytes that PostgreSQL's binary COPY takes: to write and parse numbers costs more than to place.
"""

import struct
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

import arabic
from search.index import packing, tiering
from search.index.impacts import Lengths
from search.index.packing import ZONE_BITS, Packed
from search.index.tiering import Tiers
from search.query.parsing import MAX_PHRASE

# To be counted up when the layout changes: then, as under another analysis, every entry is made anew.
LAYOUT = 4
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

# The bits of a weight above those of a position, here and (A 3, B 2, C 1, D 0, above 14 bits) in a tsvector.
A, B, D = 3 << 40, 2 << 40, 0
POSITION = (1 << 40) - 1
TO_TSVECTOR = 40 - 14
ZONES = {"A": A, "B": B, "": D}  # D is the weight of what has none
NO_POSITIONS = b"\0\0"
ONE = struct.Struct(">HH")

CACHED = 2**18  # lexemes whose bytes and key are kept

ESCAPES = str.maketrans({"'": "''", "\\": "\\\\"})


@dataclass(frozen=True, slots=True)
class Text:
    """What is indexed of an article's text."""

    title: str = ""
    subtitle: str = ""
    lead: str = ""
    body: str = ""


class Part(NamedTuple):
    """One tsvector of an article in PostgreSQL's binary form, its lengths in words, and the article's packed counts."""

    part: int
    tsv: bytes
    title_length: int
    lead_length: int
    length: int
    packed: Packed


class Placed(NamedTuple):
    """The words of an article in their places."""

    words: list[tuple[str, ...]]  # the lexemes of each
    places: list[int]  # of each, with the bits of its weight
    lengths: Lengths


NO_TIERS = Tiers()


def place(text: Text, tiers: Tiers = NO_TIERS) -> list[Part]:
    """The parts of an article, at least one; the first has number 0. `tiers` are those in force."""
    placed = read(text)
    return parts(placed, stand(placed), tiers)


def read(text: Text) -> Placed:
    """The words of an article in their places, and how many each zone has."""
    words: list[tuple[str, ...]] = []
    places: list[int] = []
    lengths = dict.fromkeys(ZONES, 0)
    before = 1
    for zone, weight in ((text.title, "A"), (text.subtitle, "B"), (text.lead, "B"), (text.body, "")):
        if zone and (filed := arabic.filed(zone)):
            first = ZONES[weight] + before
            words += filed
            places += range(first, first + len(filed))
            lengths[weight] += len(filed)
            before += len(filed)
        before += REACH
    return Placed(words, places, Lengths(*lengths.values()))


def parts(placed: Placed, standing: Mapping[str, Sequence[int]], tiers: Tiers) -> list[Part]:
    """The parts of an article that was read."""
    counts = count(standing)
    title, lead, body = map(int, placed.lengths)
    lengths = (title, lead, title + lead + body)
    packed = packing.join({_known[lexeme][1]: number for lexeme, number in counts.items()})
    if _fits(placed, standing):
        markers = list(_markers(placed, counts, tiers)) if tiers else []
        return [Part(0, _tsvector(standing, markers), *lengths, packed)]
    return [Part(number, _tsvector(standing, []), *lengths, packed) for number, standing in enumerate(_divided(placed))]


def stand(placed: Placed) -> dict[str, list[int]]:
    """Where each lexeme stands."""
    found: dict[str, list[int]] = {}
    for lexemes, place in zip(placed.words, placed.places, strict=True):
        for lexeme in lexemes:
            if lexeme in found:
                found[lexeme].append(place)
            else:
                found[lexeme] = [place]
    return found


def count(standing: Mapping[str, Sequence[int]]) -> dict[str, int]:
    """How often each lexeme stands in each zone: 8 bits for the title, 8 for the lead and 16 for the body in a number.

    Beyond its bits a number stays at the highest, where one occurrence more makes no difference.
    """
    most = ZONE_BITS[""][1]
    # A title stands first: what begins in the body is all there.
    return {
        lexeme: len(places) if places[0] < B and len(places) < most else _count(places)
        for lexeme, places in standing.items()
    }


def _count(places: Sequence[int]) -> int:
    counts = dict.fromkeys(ZONES.values(), 0)
    for place in places:
        counts[place & ~POSITION] += 1
    return sum(min(counts[ZONES[zone]], most) << shift for zone, (shift, most) in ZONE_BITS.items())


def _markers(placed: Placed, counts: dict[str, int], tiers: Tiers) -> Iterator[str]:
    yield from tiering.markers(counts, placed.lengths, tiers)
    yield from tiering.pairs(placed.words, placed.places, tiers)


def quote(lexeme: str) -> str:
    """A lexeme as the text forms of tsvector and tsquery hold it; no character in it means anything there."""
    return f"'{lexeme.translate(ESCAPES)}'"


class Known(dict[str, tuple[bytes, int]]):
    """The bytes of a lexeme, as a tsvector's binary form begins it, and its key."""

    def __missing__(self, lexeme: str) -> tuple[bytes, int]:
        if len(self) >= CACHED:
            self.clear()
        known = self[lexeme] = (lexeme.encode() + b"\0", packing.key(lexeme))
        return known


_known = Known()


@cache
def _positions(number: int) -> struct.Struct:
    return struct.Struct(f">{number + 1}H")


def _tsvector(standing: Mapping[str, Sequence[int]], markers: Sequence[str]) -> bytes:
    """The binary form of a tsvector: each lexeme, how many positions it has, and those, the weight in the high bits."""
    pieces = [struct.pack(">i", len(standing) + len(markers))]
    append, one = pieces.append, ONE.pack
    for lexeme in sorted([*standing, *markers]):  # or PostgreSQL would
        places = standing.get(lexeme)
        if not places:
            append(lexeme.encode() + b"\0" + NO_POSITIONS)
            continue
        append(_known[lexeme][0])
        if places[0] >= B:
            places = [place if place < B else (place & ~POSITION) >> TO_TSVECTOR | place & POSITION for place in places]
        append(one(1, places[0]) if len(places) == 1 else _positions(len(places)).pack(len(places), *places))
    return b"".join(pieces)


def _fits(placed: Placed, standing: Mapping[str, Sequence[int]]) -> bool:
    """Whether one tsvector is enough."""
    if not placed.places:
        return True
    return (
        placed.places[-1] & POSITION <= MAX_POSITION
        and max(map(len, standing.values())) <= MAX_POSITIONS_OF_LEXEME
        and _size(placed, standing) <= MAX_BYTES
    )


def _size(placed: Placed, standing: Mapping[str, Sequence[int]]) -> int:
    """The bytes of a tsvector, from above."""
    positions = sum(map(len, placed.words))
    return BYTES_OF_LETTER * sum(map(len, standing)) + BYTES_OF_LEXEME * len(standing) + BYTES_OF_POSITION * positions


def _divided(placed: Placed) -> Iterator[dict[str, list[int]]]:
    """Where the lexemes stand in each part, of which there are several."""
    first, start = 0, 0
    while True:
        beyond, standing = _fill(placed, first, start)
        yield standing
        if beyond == len(placed.words):
            return
        start = (placed.places[beyond - 1] & POSITION) - REACH
        first = beyond
        while first and placed.places[first - 1] & POSITION > start:
            first -= 1


def _fill(placed: Placed, first: int, start: int) -> tuple[int, dict[str, list[int]]]:
    """Places the words from number `first` on until a tsvector is full; the number of the first that finds no place."""
    standing: dict[str, list[int]] = {}
    size = 0
    for number in range(first, len(placed.words)):
        lexemes, place = placed.words[number], placed.places[number] - start
        if size > MAX_BYTES or place & POSITION > MAX_POSITION:
            return number, standing
        for lexeme in lexemes:
            found = standing.get(lexeme)
            if found is None:
                standing[lexeme] = [place]
                size += BYTES_OF_LETTER * len(lexeme) + BYTES_OF_LEXEME
            elif len(found) < MAX_POSITIONS_OF_LEXEME:
                found.append(place)
                size += BYTES_OF_POSITION
            else:
                _take_back(standing, place, lexemes)
                return number, standing
    return len(placed.words), standing


def _take_back(standing: dict[str, list[int]], place: int, lexemes: tuple[str, ...]) -> None:
    """A word stands in a part with all its lexemes or with none."""
    for lexeme in lexemes:
        if standing.get(lexeme, [-1])[-1] == place:
            standing[lexeme].pop()
            if not standing[lexeme]:
                del standing[lexeme]
