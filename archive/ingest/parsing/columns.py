"""The columns of a file of rows: their names, what each is taken to hold, and a first value to judge that by."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import Any

from archive.ingest import lines
from archive.ingest.datatypes import RawFile, RawRecord
from archive.ingest.detecting import Format
from archive.ingest.parsing import json_lines, json_values, rows, sheets, tables
from archive.ingest.problems import Problem, Refused

MOST = 60  # columns
ROWS = 10  # the first, or sheets: objects of one file need not have the same members
NOTHING: tuple[Any, ...] = (None, "", [], {})
LONGEST = 120  # letters of a name and of a value
Pairs = Iterable[tuple[str, Any]]


def of(raw: RawFile, form: Format) -> list[dict[str, str]]:
    """Name, field (empty for none) and first value of each column; none for a format that has no columns."""
    readers = {
        Format.TABLE: _of_table,
        Format.JSON_LINES: _of_lines,
        Format.JSON: _of_objects,
        Format.SHEET: _of_sheet,
    }
    if form not in readers:
        return []
    found: dict[str, Any] = {}
    for pairs in islice(readers[form](raw), ROWS):
        for name, value in pairs:
            if name and (name in found or len(found) < MOST) and found.get(name) in NOTHING:
                found[name] = value
    return [_column(name, value, raw) for name, value in found.items()]


def _column(name: str, value: Any, raw: RawFile) -> dict[str, str]:
    meaning = rows.meaning_of(name, raw.manner) or ""
    return {"name": name[:LONGEST], "field": meaning, "value": "" if value is None else str(value)[:LONGEST]}


def _of_table(raw: RawFile) -> Iterator[Pairs]:
    with raw.open() as stream:
        head = lines.look(stream, raw.manner.encoding)
        table = tables.Table(lines.split(head, stream, raw.where), head.encoding, raw.manner)
        names, row = table.read_header(), table.next_row()
        cells = row[0] if isinstance(row, tuple) else []
        yield zip(names, cells + [""] * (len(names) - len(cells)), strict=False)


def _of_lines(raw: RawFile) -> Iterator[Pairs]:
    with raw.open() as stream:
        head = lines.look(stream, raw.manner.encoding)
        for record in lines.split(head, stream, raw.where):
            if isinstance(record, RawRecord) and record.data.strip():
                yield _members(record, head.encoding)


def _of_objects(raw: RawFile) -> Iterator[Pairs]:
    with raw.open() as stream:
        head = lines.look(stream, raw.manner.encoding)
        for record in json_values.objects(head, stream, raw.where):
            if not isinstance(record, Problem):
                yield _members(record, head.encoding)


def _members(record: RawRecord, encoding: str) -> Pairs:
    """None of what is no object: that is told where its articles are read."""
    try:
        return json_lines.to_pairs(record.data.decode(encoding, "replace"))
    except Refused:
        return ()


def _of_sheet(raw: RawFile) -> Iterator[Pairs]:
    with raw.open() as stream:
        for sheet in sheets.workbook(stream).worksheets:
            first = list(islice(sheets.filled(sheets.rows_of(sheet)), 2))
            if first:
                names, cells = first[0], first[-1] if len(first) > 1 else []
                yield zip(names, cells + [""] * (len(names) - len(cells)), strict=False)
