"""Packing: how often each lexeme stands where in an article, in the form that ranking reads. Pure, no Django.

An article has a sorted array of `keys`, 32 bits of each lexeme's hash, in which a lexeme is found by bisection; in the
same order a byte each, its code; and for the few that are more often than a code tells, a sorted array of 64-bit
numbers, the key in the high half and the counts in the low. That is 5 bytes a lexeme, so that nearly every article of
news has its own within one page of the table, in one piece.

All are made as the bytes that PostgreSQL's binary COPY takes.
"""

import struct
import zlib
from collections.abc import Mapping
from functools import lru_cache
from typing import NamedTuple

# How many counts of the title, the lead and the body a code tells apart, from none on; and the code of what is beyond.
TITLE, LEAD, BODY = 3, 4, 21
BEYOND = 255
# Where packed counts have the number of each zone, and up to how many.
ZONE_BITS = {"A": (24, 2**8 - 1), "B": (16, 2**8 - 1), "": (0, 2**16 - 1)}
CODES = {
    title << 24 | lead << 16 | body: (title * LEAD + lead) * BODY + body
    for title in range(TITLE)
    for lead in range(LEAD)
    for body in range(BODY)
}
COUNTS = 2**32 - 1  # the low half

INT4, INT8 = 23, 20  # PostgreSQL's numbers of the types integer and bigint
NONE = {of: struct.pack(">iiI", 0, 0, of) for of in (INT4, INT8)}

# Of a lexeme whose `code` is known, in SQL: how often it stands in a zone.
_TOLD = {"A": f"code / {LEAD * BODY}", "B": f"code / {BODY} %% {LEAD}", "": f"code %% {BODY}"}
_ENTRY = f"often[width_bucket(key::bigint << 32 | {COUNTS}, often)]"


class Packed(NamedTuple):
    """The three columns of an article, each in PostgreSQL's binary form."""

    keys: bytes
    codes: bytes
    often: bytes


def pack(counts: Mapping[str, int]) -> Packed:
    """Of lexemes with their packed counts."""
    return join({key(lexeme): packed for lexeme, packed in counts.items()})


def join(counts: Mapping[int, int]) -> Packed:
    """Of keys with packed counts."""
    keys = sorted(counts)
    codes = bytes([CODES.get(counts[one], BEYOND) for one in keys])
    often = [one << 32 | counts[one] for one in keys if counts[one] not in CODES] if BEYOND in codes else []
    return Packed(_array(INT4, keys), codes, _array(INT8, often))


def key(lexeme: str) -> int:
    """The lexeme in 32 bits.

    That a word not in an article has the key of one that is there happens once in some million looks.
    """
    return zlib.crc32(lexeme.encode()) - 2**31


def number(zone: str) -> str:
    """SQL: how often a lexeme with this `key` and `code` stands in the zone, where `often` is the article's."""
    shift, most = ZONE_BITS[zone]
    return f"CASE WHEN code < {BEYOND} THEN {_TOLD[zone]} ELSE {_ENTRY} >> {shift} & {most} END"


def _array(of: int, numbers: list[int]) -> bytes:
    if not numbers:
        return NONE[of]
    size = 4 if of == INT4 else 8
    fields = [size] * (2 * len(numbers))  # each element with its size before it
    fields[1::2] = numbers
    return _form(of, len(numbers)).pack(1, 0, of, len(numbers), 1, *fields)


@lru_cache(maxsize=8192)
def _form(of: int, numbers: int) -> struct.Struct:
    """One dimension, no nulls, the type, the size, the lower bound; then the elements."""
    return struct.Struct(f">iiIii{('ii' if of == INT4 else 'iq') * numbers}")
