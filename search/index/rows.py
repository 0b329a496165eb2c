"""Rows: PostgreSQL's binary form of COPY, written and read a row at a time. Pure, no Django.

https://www.postgresql.org/docs/current/sql-copy.html, "Binary Format": so nobody writes or parses numbers, and what
only passes through stays as it came.
"""

import struct
from collections.abc import Iterable, Iterator, Sequence

HEADER = b"PGCOPY\n\xff\r\n\0" + bytes(8)
TRAILER = b"\xff\xff"

COUNT = struct.Struct(">h")
SIZE = struct.Struct(">i")
NULL = SIZE.pack(-1)
BIGINT, INTEGER, SMALLINT = struct.Struct(">iq"), struct.Struct(">ii"), struct.Struct(">ih")


def bigint(number: int) -> bytes:
    return BIGINT.pack(8, number)


def integer(number: int) -> bytes:
    return INTEGER.pack(4, number)


def smallint(number: int) -> bytes:
    return SMALLINT.pack(2, number)


def field(value: bytes) -> bytes:
    """A value that is in its binary form already; for a text that is UTF-8."""
    return SIZE.pack(len(value)) + value


def text(value: str) -> bytes:
    return field(value.encode())


def texts(values: Sequence[str]) -> bytes:
    """An array of texts."""
    if not values:
        return field(struct.pack(">iiI", 0, 0, 25))
    return field(struct.pack(">iiIii", 1, 0, 25, len(values), 1) + b"".join(map(text, values)))


def row(fields: Iterable[bytes]) -> bytes:
    """A row of fields, each with its size before it."""
    found = list(fields)
    return COUNT.pack(len(found)) + b"".join(found)


def joined(number: int, fields: Iterable[bytes]) -> bytes:
    """The same, of fields that may hold several that passed through."""
    return COUNT.pack(number) + b"".join(fields)


def read(pieces: Iterable[bytes | bytearray | memoryview], passing: int) -> Iterator[tuple[bytes, list[bytes]]]:
    """The rows of a COPY TO: its first fields as they came, in one, and the values of the rest."""
    for piece in pieces:
        data = bytes(piece)
        place = len(HEADER) if data.startswith(HEADER) else 0
        while place < len(data):
            [number] = COUNT.unpack_from(data, place)
            if number < 0:  # the trailer
                break
            start, place, passed, values = place + 2, place + 2, b"", []
            for column in range(number):
                if column == passing:
                    passed = data[start:place]
                [size] = SIZE.unpack_from(data, place)
                place += 4
                if column >= passing:
                    values.append(data[place : place + max(0, size)])
                place += max(0, size)
            yield passed, values
