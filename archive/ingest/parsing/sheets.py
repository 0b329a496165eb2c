"""XLSX: the first row of every sheet names the columns, one article a row, read as a stream.

Of a formula the value is taken that the program calculated last; a date is a date whatever day the workbook counts
from (1900 or 1904); merged cells hold their value in the first of them.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any

import openpyxl
from openpyxl.utils.exceptions import InvalidFileException

from archive.ingest import lines
from archive.ingest.datatypes import ParsedArticle, Problem, Provenance, RawFile, Reason, Refused, Stage, Where
from archive.ingest.parsing import fields, office_packages, rows

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ERRORS = {"#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NULL!", "#NUM!"}
MOST_COLUMNS = 1_000
DAMAGE = (InvalidFileException, KeyError, ValueError, TypeError, AttributeError, SyntaxError, zipfile.BadZipFile)


def parse(raw: RawFile) -> Iterator[ParsedArticle | Problem]:
    with raw.open() as stream:
        office_packages.check(stream)
    with raw.open() as stream:
        try:
            book = openpyxl.load_workbook(stream, read_only=True, data_only=True, keep_links=False)
            yield from articles_of(raw, book)
        except DAMAGE as error:
            raise Refused(Reason.DAMAGED_DOCUMENT, error=str(error)[:200]) from None


def articles_of(raw: RawFile, book: openpyxl.Workbook) -> Iterator[ParsedArticle | Problem]:
    unused, headers, known = rows.Unused(), [], False
    for sheet in book.worksheets:
        sheet.reset_dimensions()  # what a sheet says of its own size is not believed
        numbered = enumerate(sheet.iter_rows(values_only=True, max_col=MOST_COLUMNS), 1)
        columns = next((cells for _, row in numbered if any(cells := [to_text(cell) for cell in row])), [])
        if not {"title", "body", "lead"} & {fields.field_of(name) for name in columns}:
            headers.append(" ".join(filter(None, columns))[:200])
            continue
        known = True
        for number, row in numbered:
            where = Where(raw.where.path, raw.where.member, number, sheet.title)
            try:
                if (article := to_article(raw, where, columns, row, unused)) is not None:
                    yield article
            except Refused as refused:
                yield refused.at(where, Stage.PARSE)
    if not known:
        raise Refused(Reason.NO_KNOWN_COLUMNS, columns=" / ".join(filter(None, headers))[:200])
    for header in filter(None, headers):
        yield Problem(raw.where, Stage.PARSE, Reason.NO_KNOWN_COLUMNS, {"columns": header}, note=True)
    yield from unused.note(raw.where)


def to_article(
    raw: RawFile, where: Where, columns: list[str], row: tuple[Any, ...], unused: rows.Unused
) -> ParsedArticle | None:
    """The article of a row; None for an empty one."""
    cells = [to_text(cell) for cell in row]
    if not any(cells):
        return None
    if any(cells[len(columns) :]):
        raise Refused(Reason.COLUMN_COUNT, expected=len(columns), found=len(cells))
    if sum(map(len, cells)) > lines.LONGEST_ROW:
        raise Refused(Reason.ROW_TOO_LARGE, limit=lines.LONGEST_ROW)
    provenance = Provenance(where, raw.received, MEDIA_TYPE, "", 0, raw.size or 0, raw.folders)
    pairs = [(name, cell) for name, cell in zip(columns, cells, strict=False) if name]
    return rows.to_article(pairs, provenance, unused)


def to_text(cell: Any) -> str:
    """What a cell shows, dates as ISO 8601."""
    match cell:
        case None:
            return ""
        case datetime():
            return cell.date().isoformat() if cell.time() == time() else cell.isoformat(" ", "minutes")
        case date() | time():
            return cell.isoformat()
        case float() if cell.is_integer():
            return str(int(cell))
    text = str(cell).strip()
    return "" if text in ERRORS else text
