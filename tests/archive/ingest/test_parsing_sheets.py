"""Workbooks give an article a row and say what they could not give."""

import io
from datetime import datetime

import openpyxl

from archive.ingest import parsing, reading
from tests.archive.ingest.making import BODY, OTHER, write


def parsed(folder, name, data):
    return [item for raw in reading.read(write(folder, name, data)) for item in parsing.parse(raw)]


def saved(document) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def workbook(*rows) -> bytes:
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    return saved(book)


def test_sheet_gives_an_article_a_row_and_its_dates(tmp_path):
    data = workbook(["العنوان", "النص", "التاريخ"], ["أ", BODY, datetime(2019, 3, 24)], [], ["ب", OTHER, "2020"])

    first, second = parsed(tmp_path, "a.xlsx", data)

    assert (first.body, first.published, second.published) == (BODY, "2019-03-24", "2020")
    assert (first.provenance.where.line, second.provenance.where.line) == (2, 4)


def test_sheet_without_known_columns_is_refused(tmp_path):
    [problem] = parsed(tmp_path, "a.xlsx", workbook(["س", "ص"], ["1", "2"]))

    assert problem.reason == "no_known_columns"
