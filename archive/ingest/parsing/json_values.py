"""A `.json` file: one object, an array of objects, an object that wraps such an array, or objects one after another.

The file is cut into its objects while it is read, so that an array of any length needs the memory of one of its
objects.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import BinaryIO

from archive.ingest import decoding, lines, reading
from archive.ingest.datatypes import ParsedArticle, RawFile, RawRecord
from archive.ingest.parsing import json_lines, rows
from archive.ingest.problems import Problem, Reason, Refused, Stage, Where

MEDIA_TYPE = "application/json"
# The signs of JSON are ASCII bytes, which are never part of another letter in UTF-8 and the one-byte encodings.
SIGNS = re.compile(rb'"[^"\\]*+(?:\\.[^"\\]*+)*+"|[{}\[\]\n"]', re.S)
WRAPPED = re.compile(rb'\s*\{\s*"(?:articles|items|rows|data|results|records|documents|docs|stories|news)"\s*:\s*\[')
BETWEEN = b" \t\r\n,"


def parse(raw: RawFile) -> Iterator[ParsedArticle | Problem]:
    unused = rows.Unused()
    count = 0
    with raw.open() as stream:
        head = lines.look(stream, raw.manner.encoding)
        wide = head.encoding if head.encoding.startswith(("utf-16", "utf-32")) else ""
        if wide:
            text = decoding.decode(reading.read_whole(raw), chosen=head.encoding).text
            stream = io.BytesIO(text.encode())
            head = lines.look(stream)
        for record in objects(head, stream, raw.where):
            count += 1
            if isinstance(record, Problem):
                yield record
                continue
            for parsed in json_lines.parse_record(raw, record, head.encoding, MEDIA_TYPE, unused):
                if wide and isinstance(parsed, ParsedArticle):  # the place of the object is known in UTF-8 only
                    whole = replace(parsed.provenance, encoding=wide, start=0, end=len(reading.read_whole(raw)))
                    yield replace(parsed, provenance=whole)
                else:
                    yield parsed
    if not count:
        raise Refused(Reason.NOT_AN_OBJECT)
    yield from unused.note(raw.where)


def objects(head: lines.Head, stream: BinaryIO, where: Where) -> Iterator[RawRecord | Problem]:
    """The bytes of every object at the level of the articles; whatever else stands there is a problem."""
    buffer, offset = head.data[head.mark :], head.mark  # `offset` is the place of the buffer in the file
    level = level_of_articles(buffer)
    depth, line = 0, 1
    at = done = 0  # looked at up to `at`, given away up to `done`
    begin, begin_line = -1, 1
    while True:
        for sign in SIGNS.finditer(buffer, at):
            token = sign.group()
            if token == b'"':  # the string ends beyond the buffer
                at = sign.start()
                break
            at = sign.end()
            line += token.count(b"\n")
            if token in (b"{", b"["):
                if depth == level and token == b"{":
                    begin, begin_line = sign.start(), line
                    if level < 2 and buffer[done:begin].strip(BETWEEN + b"["):
                        yield not_an_object(where.at(line))
                depth += 1
            elif token in (b"}", b"]"):
                depth -= 1
                if depth == level and begin >= 0:
                    yield RawRecord(where.at(begin_line), buffer[begin:at], offset + begin)
                    begin, done = -1, at
        else:
            at = len(buffer)
        keep = begin if begin >= 0 else done
        if len(buffer) - keep > lines.LONGEST_ROW:
            raise Refused(Reason.ROW_TOO_LARGE, limit=lines.LONGEST_ROW)
        chunk = stream.read(lines.HEAD)
        if not chunk:
            break
        buffer, offset = buffer[keep:] + chunk, offset + keep
        at, done, begin = at - keep, max(done - keep, 0), 0 if begin >= 0 else -1
    if begin >= 0:
        yield RawRecord(where.at(begin_line), buffer[begin:], offset + begin)
    elif depth or (level < 2 and buffer[done:].strip(BETWEEN + b"]")):
        yield not_an_object(where.at(line))


def level_of_articles(start: bytes) -> int:
    """How many brackets are open around an article."""
    if WRAPPED.match(start):
        return 2
    return 1 if start.lstrip()[:1] == b"[" else 0


def not_an_object(where: Where) -> Problem:
    return Problem(where, Stage.PARSE, Reason.NOT_AN_OBJECT)
