"""Packing: how often each lexeme stands where in an article, in the form that ranking reads. Pure, no Django.

An article has a sorted array of `keys`, 32 bits of each lexeme's hash, in which a lexeme is found by bisection; in the
same order a byte each, its code; and for the few that are more often than a code tells, a sorted array of 64-bit
numbers, the key in the high half and the counts in the low. That is 5 bytes a lexeme, so that nearly every article of
news has its own within one page of the table, in one piece.

What is said here is what ranking needs to read them; `encoding` makes them.
"""

import zlib

# How many counts of the title, the lead and the body a code tells apart, from none on; and the code of what is beyond.
TITLE, LEAD, BODY = 3, 4, 21
BEYOND = 255
# Where a lexeme's counts have the number of each zone in a number of 32 bits, and up to how many.
ZONE_BITS = {"A": (24, 2**8 - 1), "B": (16, 2**8 - 1), "": (0, 2**16 - 1)}
LEAST = -(2**31)  # of all keys
COUNTS = 2**32 - 1  # the low half

# Of a lexeme whose `code` is known, in SQL: how often it stands in a zone.
_TOLD = {"A": f"code / {LEAD * BODY}", "B": f"code / {BODY} %% {LEAD}", "": f"code %% {BODY}"}
_ENTRY = f"often[width_bucket(key::bigint << 32 | {COUNTS}, often)]"


def key(lexeme: str) -> int:
    """The lexeme in 32 bits.

    That a word not in an article has the key of one that is there happens once in some million looks.
    """
    return zlib.crc32(lexeme.encode()) + LEAST


def number(zone: str) -> str:
    """SQL: how often a lexeme with this `key` and `code` stands in the zone, where `often` is the article's."""
    shift, most = ZONE_BITS[zone]
    return f"CASE WHEN code < {BEYOND} THEN {_TOLD[zone]} ELSE {_ENTRY} >> {shift} & {most} END"
