"""A stream of bytes to rows with their line number and their place, in one-byte and two-byte encodings.

Rows are cut before they are decoded, so that a spoilt byte costs one row and every row knows its bytes in the original.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from archive.ingest import decoding
from archive.ingest.datatypes import RawRecord, Where

LONGEST_ROW = 20_000_000  # bytes; ten million Arabic letters, a library shelf in one article
HEAD = 1 << 20


@dataclass(frozen=True, slots=True)
class TooLong:
    """Stands where a row was longer than `LONGEST_ROW`; its bytes were passed over."""

    where: Where


@dataclass(frozen=True, slots=True)
class Head:
    """The first bytes of a stream, looked at before the rest is read."""

    data: bytes
    encoding: str

    @property
    def mark(self) -> int:
        return decoding.mark_length(self.data, self.encoding)


def look(stream: BinaryIO) -> Head:
    """Reads up to a megabyte and tells the encoding; `Refused` where nothing fits."""
    data = stream.read(HEAD)
    return Head(data, decoding.detect(data, complete=len(data) < HEAD, by_lines=True))


def split(head: Head, stream: BinaryIO, where: Where) -> Iterator[RawRecord | TooLong]:
    """The lines of `head` and what follows it in `stream`, without their line ends."""
    newline = "\n".encode(head.encoding)
    start, line = head.mark, 1
    rest, skipping = head.data[start:], False
    while True:
        *whole, rest = pieces(rest, newline)
        for data in whole:
            if skipping:
                yield TooLong(where.at(line))
            else:
                yield RawRecord(where.at(line), data, start)
            start += len(data) + len(newline)
            line, skipping = line + 1, False
        if len(rest) > LONGEST_ROW:
            kept = len(rest) % len(newline)
            start += len(rest) - kept
            rest, skipping = rest[len(rest) - kept :], True
        chunk = stream.read(HEAD)
        if not chunk:
            break
        rest += chunk
    if skipping:
        yield TooLong(where.at(line))
    elif rest:
        yield RawRecord(where.at(line), rest, start)


def pieces(data: bytes, newline: bytes) -> list[bytes]:
    """`data.split(newline)`, but in two-byte encodings only at even places (U+0A06 also holds the byte 0A)."""
    if len(newline) == 1:
        return data.split(newline)
    found, start, at = [], 0, data.find(newline)
    while at >= 0:
        if (at - start) % len(newline) == 0:
            found.append(data[start:at])
            start = at + len(newline)
            at = data.find(newline, start)
        else:
            at = data.find(newline, at + 1)
    return [*found, data[start:]]
