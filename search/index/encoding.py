"""Encoding: what stands in the index of articles, in the bytes that PostgreSQL's binary COPY takes. Pure, no Django.

A tsvector is the number of lexemes; then each lexeme, closed by a zero byte, how many places it has, and those: the
weight in the two high bits, the position in the others. Lexemes are sorted by their bytes. `tsvectorrecv` in
PostgreSQL's tsvector.c reads it. What ranking counts by has the form that `packing` tells.
"""

import struct
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from search.index.numbering import Lexemes, Numbers, ranges
from search.index.packing import BEYOND, BODY, LEAD, LEAST, TITLE, ZONE_BITS
from search.index.standing import WEIGHT_BITS, Standing

POSITION_BITS = 14
NUMBER = 4  # bytes before the lexemes
HALF = 2  # bytes of a place, and of the number of them
INT4, INT8 = 23, 20  # PostgreSQL's numbers of the types integer and bigint
EMPTY = {of: struct.pack(">iiI", 0, 0, of) for of in (INT4, INT8)}


def tsvectors(standing: Standing, markers: tuple[Numbers, Numbers], lexemes: Lexemes) -> list[bytes]:
    """One of each article: of the lexemes that stand in it, and of its markers (article, lexeme), without places."""
    none = np.zeros(len(markers[0]), np.int64)
    article = np.concatenate([standing.article, markers[0]])
    lexeme = np.concatenate([standing.lexeme, markers[1]])
    order = np.argsort(article << 32 | lexemes.ranks(lexeme))
    article, lexeme = article[order], lexeme[order]
    first = np.concatenate([standing.first, none])[order]
    number = np.concatenate([standing.number, none])[order]

    letters = lexemes.sizes(lexeme)
    sizes = letters + HALF + HALF * number
    starts = np.cumsum(sizes) - sizes + NUMBER * (article + 1)
    rows = np.bincount(article, minlength=standing.articles)
    ends = np.cumsum(np.bincount(article, sizes, standing.articles).astype(np.int64) + NUMBER)

    made = np.empty(ends[-1] if len(ends) else 0, np.uint8)
    begins = np.concatenate([[0], ends[:-1]])[: standing.articles]
    _write(made, begins, rows, NUMBER)
    made[ranges(starts, letters)] = lexemes.letters(lexeme)
    _write(made, starts + letters, number, HALF)
    places = standing.places[ranges(first, number)]
    weights = places & 2**WEIGHT_BITS - 1
    positions = places >> WEIGHT_BITS & 2**POSITION_BITS - 1
    each = np.arange(len(places)) - np.repeat(np.cumsum(number) - number, number)
    _write(made, np.repeat(starts + letters + HALF, number) + HALF * each, weights << POSITION_BITS | positions, HALF)
    whole = made.tobytes()
    return [whole[begin:end] for begin, end in zip(begins.tolist(), ends.tolist(), strict=True)]


class Packed(NamedTuple):
    """The three columns of an article, each in PostgreSQL's binary form."""

    keys: bytes
    codes: bytes
    often: bytes


def occurrences(rows: Standing, keys: Numbers, counts: Numbers) -> list[Packed]:
    """The columns of each article, of its rows' keys and counts."""
    order = np.argsort(rows.article << 32 | keys - LEAST)
    article, keys, counts = rows.article[order], keys[order], counts[order]
    codes = _codes(counts)
    often = np.flatnonzero(codes == BEYOND)
    return list(
        map(
            Packed,
            _arrays(INT4, keys, rows.rows_of()),
            _cut(codes, rows.rows_of()),
            _arrays(INT8, keys[often] << 32 | counts[often], np.bincount(article[often], minlength=rows.articles)),
        )
    )


def _codes(counts: Numbers) -> NDArray[np.uint8]:
    title, lead, body = (counts >> shift & most for shift, most in ZONE_BITS.values())
    told = (title < TITLE) & (lead < LEAD) & (body < BODY)
    return np.where(told, (title * LEAD + lead) * BODY + body, BEYOND).astype(np.uint8)


def _write(made: NDArray[np.uint8], at: Numbers, numbers: Numbers, size: int) -> None:
    """Each of the numbers at its place, in so many bytes, the highest first."""
    for byte in range(size):
        made[at + byte] = numbers >> 8 * (size - 1 - byte) & 255


def _arrays(of: int, numbers: Numbers, sizes: Numbers) -> list[bytes]:
    """PostgreSQL's arrays of so many of the numbers each, in a row."""
    kind = np.dtype([("size", ">i4"), ("number", ">i4" if of == INT4 else ">i8")])
    elements = np.empty(len(numbers), kind)  # each with its size before it
    elements["size"], elements["number"] = kind["number"].itemsize, numbers
    # One dimension, no nulls, the type, the size, the lower bound; then the elements.
    return [
        struct.pack(">iiIii", 1, 0, of, size, 1) + cut if size else EMPTY[of]
        for size, cut in zip(sizes.tolist(), _cut(elements, sizes), strict=True)
    ]


def _cut(elements: np.ndarray, sizes: Numbers) -> list[bytes]:
    """The bytes of so many of the elements each, in a row."""
    whole, step = elements.tobytes(), elements.itemsize
    ends = np.cumsum(sizes) * step
    return [whole[end - size * step : end] for end, size in zip(ends.tolist(), sizes.tolist(), strict=True)]
