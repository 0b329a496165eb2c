"""A stream of bytes to rows with their line number and their place, in one-byte and two-byte encodings.

Rows are cut before they are decoded, so that a spoilt byte costs one row and every row knows its bytes in the original.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from archive.ingest import decoding
from archive.ingest.datatypes import RawRecord
from archive.ingest.problems import Where

LONGEST_ROW = 20_000_000  # bytes; ten million Arabic letters, a library shelf in one article
HEAD = 1 << 20


@dataclass(frozen=True, slots=True)
class TooLong:
    """Stands where a row was longer than `LONGEST_ROW`; its bytes were passed over."""

    where: Where


@dataclass(frozen=True, slots=True)
class Stretch:
    """Whole lines that follow one another, the place of the first, and where it begins."""

    where: Where
    data: bytes
    start: int
    encoding: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where a row begins: the number of its line and its first byte."""

    line: int
    byte: int


@dataclass(frozen=True, slots=True)
class Head:
    """The first bytes of a stream, looked at before the rest is read, and what stood before them."""

    data: bytes
    encoding: str
    at: Place = Place(1, 0)

    @property
    def mark(self) -> int:
        return 0 if self.at.byte else decoding.mark_length(self.data, self.encoding)


def look(stream: BinaryIO, encoding: str = "") -> Head:
    """Reads up to a megabyte and tells the encoding, unless it is given; `Refused` where nothing fits."""
    data = stream.read(HEAD)
    return Head(data, encoding or decoding.detect(data, complete=len(data) < HEAD, by_lines=True))


def go_to(place: Place, head: Head, stream: BinaryIO) -> Head:
    """Passes over the rows before `place`, the beginning of a row."""
    stream.seek(place.byte)
    return Head(b"", head.encoding, place)


def split(head: Head, stream: BinaryIO, where: Where) -> Iterator[RawRecord | TooLong]:
    """The lines of `head` and what follows it in `stream`, without their line ends."""
    for stretch in stretches(head, stream, where):
        yield from [stretch] if isinstance(stretch, TooLong) else records(stretch)


def records(stretch: Stretch) -> Iterator[RawRecord]:
    newline = "\n".encode(stretch.encoding)
    start, line = stretch.start, stretch.where.line or 1
    for data in pieces(stretch.data, newline):
        yield RawRecord(stretch.where.at(line), data, start)
        start, line = start + len(data) + len(newline), line + 1


def stretches(head: Head, stream: BinaryIO, where: Where) -> Iterator[Stretch | TooLong]:
    """The lines in stretches of about a megabyte, without the line end of the last one."""
    newline = "\n".encode(head.encoding)
    start, line = head.at.byte + head.mark, head.at.line
    rest, skipping = head.data[head.mark :], False
    while True:
        if skipping and (end := first_end(rest, newline)) >= 0:
            yield TooLong(where.at(line))
            start, line, skipping = start + end + len(newline), line + 1, False
            rest = rest[end + len(newline) :]
        end, count = (-1, 0) if skipping else last_end(rest, newline)
        if end >= 0:
            yield Stretch(where.at(line), rest[:end], start, head.encoding)
            start, line, rest = start + end + len(newline), line + count, rest[end + len(newline) :]
        if len(rest) > LONGEST_ROW or (skipping and rest):
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
        yield Stretch(where.at(line), rest, start, head.encoding)


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


def first_end(data: bytes, newline: bytes) -> int:
    """Where the first line ends; -1 where none does."""
    if len(newline) == 1:
        return data.find(newline)
    first, *others = pieces(data, newline)
    return len(first) if others else -1


def last_end(data: bytes, newline: bytes) -> tuple[int, int]:
    """Where the last whole line ends, -1 where none does; and how many lines end."""
    if len(newline) == 1:
        return data.rfind(newline), data.count(newline)
    *ended, rest = pieces(data, newline)
    return len(data) - len(rest) - len(newline) if ended else -1, len(ended)
