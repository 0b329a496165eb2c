"""XLSX: the first row of every sheet names the columns, one article a row, read as a stream.

Of a formula the value is taken that the program calculated last; a date is a date whatever day the workbook counts
from (1900 or 1904); merged cells hold their value in the first of them. What comes in empty though something stood
there is counted in a note.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any, BinaryIO

import openpyxl
from lxml import etree
from openpyxl.utils import column_index_from_string
from openpyxl.utils.exceptions import InvalidFileException

from archive.ingest import lines
from archive.ingest.datatypes import ParsedArticle, Provenance, RawFile
from archive.ingest.guarding import guarded
from archive.ingest.parsing import office_packages, rows
from archive.ingest.problems import Problem, Reason, Refused, Stage, Where

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ERRORS = {"#N/A", "#REF!", "#VALUE!", "#NAME?", "#DIV/0!", "#NULL!", "#NUM!"}
MOST_COLUMNS = 1_000
HALF_A_SECOND = timedelta(milliseconds=500)
NOT_A_LETTER = "$0123456789"
# What openpyxl raises over files that are no workbooks; caught around its own work alone.
DAMAGE = (InvalidFileException, KeyError, ValueError, TypeError, AttributeError, SyntaxError, zipfile.BadZipFile)


@dataclass(slots=True)
class Losses:
    """How many cells came in empty though something stood there."""

    formulas: int = 0
    errors: int = 0
    beyond: int = 0

    def count(self, cell: etree._Element) -> None:
        value = cell.findtext("{*}v") or cell.findtext("{*}is//{*}t")
        if cell.get("t") == "e":
            self.errors += 1
        elif not value:
            self.formulas += cell.find("{*}f") is not None and cell.get("t") != "str"
        elif column_of(cell) > MOST_COLUMNS:
            self.beyond += 1

    def note(self, where: Where) -> Iterator[Problem]:
        if self.formulas or self.errors or self.beyond:
            detail = {"formulas": self.formulas, "errors": self.errors, "beyond": self.beyond, "limit": MOST_COLUMNS}
            yield Problem(where, Stage.PARSE, Reason.EMPTY_CELLS, detail, note=True)


def parse(raw: RawFile) -> Iterator[ParsedArticle | Problem]:
    with raw.open() as stream:
        office_packages.check(stream)
    with raw.open() as stream:
        yield from articles_of(raw, workbook(stream))


def workbook(stream: BinaryIO) -> openpyxl.Workbook:
    """The book, which reads its rows when they are asked for; `Refused` for what is none."""
    try:
        return openpyxl.load_workbook(stream, read_only=True, data_only=True, keep_links=False)
    except DAMAGE as error:
        raise damaged(error) from None


def damaged(error: Exception) -> Refused:
    return Refused(Reason.DAMAGED_DOCUMENT, error=str(error)[:200])


def rows_of(sheet: Any) -> Iterator[tuple[int, tuple[Any, ...]]]:
    """The numbered rows of a sheet; `Refused` where its file is broken."""
    sheet.reset_dimensions()  # what a sheet says of its own size is not believed
    numbered = enumerate(sheet.iter_rows(values_only=True, max_col=MOST_COLUMNS), 1)
    while True:
        try:
            row = next(numbered, None)
        except DAMAGE as error:
            raise damaged(error) from None
        if row is None:
            return
        yield row


def count_losses(sheet: Any, losses: Losses) -> None:
    """Looks through the cells as they are stored, since openpyxl gives None for empty and for uncalculated ones."""
    with sheet._get_source() as stream:
        try:
            for _, cell in etree.iterparse(stream, tag="{*}c", resolve_entities=False, no_network=True):
                losses.count(cell)
                cell.clear()
                while cell.getprevious() is not None:
                    del cell.getparent()[0]
        except etree.XMLSyntaxError as error:
            raise damaged(error) from None


def column_of(cell: etree._Element) -> int:
    """The number of a cell's column by its reference («ALM7»); 0 for a cell without one."""
    letters = cell.get("r", "").rstrip(NOT_A_LETTER)
    try:
        return column_index_from_string(letters) if letters else 0
    except ValueError:
        return MOST_COLUMNS + 1  # further than a workbook goes


def articles_of(raw: RawFile, book: openpyxl.Workbook) -> Iterator[ParsedArticle | Problem]:
    unused, losses, headers, known = rows.Unused(), Losses(), [], False
    for sheet in book.worksheets:
        numbered = rows_of(sheet)
        columns = next(filled(numbered), [])
        if not rows.holds_texts(columns, raw.manner):
            headers.append(" ".join(filter(None, columns))[:200])
            continue
        known = True
        for number, row in numbered:
            where = Where(raw.where.path, raw.where.member, number, sheet.title)
            yield from guarded(to_articles(raw, where, columns, row, unused), where)
        count_losses(sheet, losses)
    if not known:
        raise Refused(Reason.NO_KNOWN_COLUMNS, columns=" / ".join(filter(None, headers))[:200])
    for header in filter(None, headers):
        yield Problem(raw.where, Stage.PARSE, Reason.NO_KNOWN_COLUMNS, {"columns": header}, note=True)
    yield from losses.note(raw.where)
    yield from unused.note(raw.where)


def filled(numbered: Iterable[tuple[int, tuple[Any, ...]]]) -> Iterator[list[str]]:
    """The cells of the rows in which anything stands."""
    return (cells for _, row in numbered if any(cells := [to_text(cell) for cell in row]))


def to_articles(
    raw: RawFile, where: Where, columns: list[str], row: tuple[Any, ...], unused: rows.Unused
) -> Iterator[ParsedArticle]:
    """The article of a row, if it is not empty."""
    cells = [to_text(cell) for cell in row]
    if not any(cells):
        return
    if any(cells[len(columns) :]):
        raise Refused(Reason.COLUMN_COUNT, expected=len(columns), found=len(cells))
    if sum(map(len, cells)) > lines.LONGEST_ROW:
        raise Refused(Reason.ROW_TOO_LARGE, limit=lines.LONGEST_ROW)
    provenance = Provenance(where, raw.received, MEDIA_TYPE, "", 0, raw.size or 0, raw.folders)
    pairs = [(name, cell) for name, cell in zip(columns, cells, strict=False) if name]
    yield rows.to_article(pairs, provenance, unused, raw.manner)


def to_text(cell: Any) -> str:
    """What a cell shows, dates as ISO 8601."""
    match cell:
        case None:
            return ""
        case datetime():
            moment = (cell + HALF_A_SECOND).replace(microsecond=0)  # workbooks count in parts of a day
            if moment.time() == time():
                return moment.date().isoformat()
            return moment.isoformat(" ", "seconds" if moment.second else "minutes")
        case date() | time():
            return cell.isoformat()
        case float() if cell.is_integer():
            return str(int(cell))
    text = str(cell).strip()
    return "" if text in ERRORS else text
