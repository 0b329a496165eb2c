"""A stream to the records of a web archive. Their lengths lie: one that is too short or too long costs its own record
at most, and no header or record grows beyond its bound.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from archive.ingest import reading
from archive.ingest.datatypes import RawRecord
from archive.ingest.problems import Problem, Reason, Stage, Where

SIGN = b"WARC/"
SWALLOWED = re.compile(rb"\r?\n\r?\n(?=WARC/\d\.\d\r?\n)")  # the next record inside of one whose length is too long
LONGEST_LINE = 1 << 16
LONGEST_HEADER = 1 << 18
MOST_REPAIRS = 100  # each reads again from an earlier place, which in a packed file means from its beginning
LENGTH = re.compile(rb"^content-length:\s*(\d{1,18})\s*$", re.I | re.M)


@dataclass(frozen=True, slots=True)
class Cut:
    """A record, and whether its end is missing."""

    record: RawRecord
    early: bool = False


class Cutter:
    """A stream to its records, with their places."""

    def __init__(self, stream: BinaryIO, where: Where) -> None:
        self.stream, self.where = stream, where
        self.at = self.block_end = self.repairs = 0

    def records(self) -> Iterator[Cut | Problem]:
        while line := self.line():
            if not line.strip():
                continue
            if not line.startswith(SIGN):
                yield self.damaged("bytes that belong to no record")
                self.pass_over_to_next()
                continue
            start = self.at - len(line)
            header = self.header(line)
            length = LENGTH.search(header.replace(b"\r\n", b"\n"))
            if length is None:
                yield self.damaged("no length, or a header without an end")
                continue
            size = int(length.group(1))
            block = self.read(min(size, reading.LARGEST_WHOLE))
            early, self.block_end = len(block) < size, self.at
            if early or not self.is_at_end():
                block, early = self.repaired(block, early)
            if len(block) == reading.LARGEST_WHOLE < size:
                self.skip(size - len(block))
                yield Problem(self.where, Stage.PARSE, Reason.TOO_LARGE, {"limit": reading.LARGEST_WHOLE})
                continue
            yield Cut(RawRecord(self.where, header + block, start), early)

    def line(self) -> bytes:
        line = self.stream.readline(LONGEST_LINE)
        self.at += len(line)
        return line

    def read(self, size: int) -> bytes:
        data = self.stream.read(size)
        self.at += len(data)
        return data

    def skip(self, size: int) -> None:
        while size > 0 and (data := self.read(min(size, reading.CHUNK))):
            size -= len(data)

    def header(self, first: bytes) -> bytes:
        """The lines up to the empty one; empty where they find no end."""
        parts, size = [first], len(first)
        while line := self.line():
            parts.append(line)
            size += len(line)
            if not line.strip():
                return b"".join(parts)
            if size > LONGEST_HEADER:
                break
        return b""

    def is_at_end(self) -> bool:
        """Whether an empty line, another record, or the end of the file follows."""
        following = self.line()
        if following.startswith(SIGN):
            self.go_to(self.at - len(following))
            return True
        return not following.strip()

    def repaired(self, block: bytes, early: bool) -> tuple[bytes, bool]:
        """The block without the record that it swallowed."""
        swallowed = SWALLOWED.search(block)
        if swallowed is None or self.repairs >= MOST_REPAIRS:
            return block, early
        self.repairs += 1
        self.go_to(self.block_end - len(block) + swallowed.end())
        return block[: swallowed.start()], True

    def go_to(self, place: int) -> None:
        self.stream.seek(place)
        self.at = place

    def pass_over_to_next(self) -> None:
        while line := self.line():
            if line.startswith(SIGN):
                self.go_to(self.at - len(line))
                return

    def damaged(self, error: str) -> Problem:
        return Problem(self.where, Stage.PARSE, Reason.DAMAGED_RECORD, {"error": f"{error} ({self.at:,})"})
