"""JSON lines: one object a line, read as a stream."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, NoReturn

from archive.ingest import decoding, lines
from archive.ingest.datatypes import ParsedArticle, Provenance, RawFile, RawRecord
from archive.ingest.guarding import guarded
from archive.ingest.parsing import rows
from archive.ingest.problems import Problem, Reason, Refused, Stage

MEDIA_TYPE = "application/jsonl"


def parse(raw: RawFile) -> Iterator[ParsedArticle | Problem]:
    unused = rows.Unused()
    for stretch in stretches(raw):
        yield from parse_stretch(raw, stretch, unused)
    yield from unused.note(raw.where)


def stretches(raw: RawFile, begin: lines.Place | None = None) -> Iterator[lines.Stretch | lines.TooLong]:
    """The rows of a file, from the one that begins at `begin`, in stretches that can be parsed for themselves."""
    with raw.open() as stream:
        head = lines.look(stream, raw.manner.encoding)
        yield from lines.stretches(lines.go_to(begin, head, stream) if begin else head, stream, raw.where)


def parse_stretch(
    raw: RawFile, stretch: lines.Stretch | lines.TooLong, unused: rows.Unused
) -> Iterator[ParsedArticle | Problem]:
    """The articles of a stretch of `raw`, which is not opened."""
    if isinstance(stretch, lines.TooLong):
        yield Problem(stretch.where, Stage.PARSE, Reason.ROW_TOO_LARGE, {"limit": lines.LONGEST_ROW})
        return
    for record in lines.records(stretch):
        if record.data.strip():
            yield from parse_record(raw, record, stretch.encoding, MEDIA_TYPE, unused)


def parse_record(
    raw: RawFile, record: RawRecord, encoding: str, media_type: str, unused: rows.Unused
) -> Iterator[ParsedArticle | Problem]:
    """One object, wherever its bytes were cut out."""
    yield from guarded(articles_of(raw, record, encoding, media_type, unused), record.where)


def articles_of(
    raw: RawFile, record: RawRecord, encoding: str, media_type: str, unused: rows.Unused
) -> Iterator[ParsedArticle]:
    pairs = to_pairs(decoding.decode_strictly(record.data, encoding))
    provenance = Provenance(record.where, raw.received, media_type, encoding, record.start, record.end, raw.folders)
    yield rows.to_article(pairs, provenance, unused, raw.manner)


def to_pairs(text: str) -> list[tuple[str, Any]]:
    """The members of an object; `Refused` for what is no object or says one thing twice."""
    try:
        value = DECODER.decode(text)
    except json.JSONDecodeError as error:
        raise Refused(Reason.BAD_JSON, error=error.msg, position=error.pos) from None
    except RecursionError:
        raise Refused(Reason.TOO_DEEP) from None
    if not isinstance(value, dict):
        raise Refused(Reason.NOT_AN_OBJECT)
    return list(value.items())


def checked_object(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        names = [name for name, _ in pairs]
        raise Refused(Reason.DUPLICATE_KEY, key=next(name for name in names if names.count(name) > 1)[:100])
    return found


def refuse_constant(name: str) -> NoReturn:
    raise Refused(Reason.NOT_A_NUMBER, value=name)


# Numbers stay the digits that were written: nobody calculates with an identifier, and Python refuses to read long ones.
DECODER = json.JSONDecoder(
    object_pairs_hook=checked_object, parse_constant=refuse_constant, parse_int=str, parse_float=str
)
