"""Workbooks give an article a row and say what they could not give."""

import io
import zipfile
from datetime import datetime

import openpyxl

from archive.ingest import parsing, reading
from archive.ingest.parsing import rows
from tests.archive.ingest.making import BODY, OTHER, write, zipped


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


def test_cells_that_come_in_empty_are_counted_in_a_note(tmp_path):
    book = openpyxl.Workbook()
    book.active.append(["النص", "العنوان", "القسم"])
    book.active.append([BODY, "=A1&A2", "#REF!"])
    book.active.cell(3, 1, OTHER)
    book.active.cell(3, 1_001, "بعيد")

    first, second, note = parsed(tmp_path, "a.xlsx", saved(book))

    assert (first.body, second.body, note.note) == (BODY, OTHER, True)
    assert (note.reason, note.detail) == ("empty_cells", {"formulas": 1, "errors": 1, "beyond": 1, "limit": 1_000})


def test_time_keeps_its_seconds(tmp_path):
    data = workbook(["النص", "التاريخ"], [BODY, datetime(2019, 3, 24, 9, 5, 7)], [OTHER, datetime(2019, 3, 24, 9, 5)])

    first, second = parsed(tmp_path, "a.xlsx", data)

    assert (first.published, second.published) == ("2019-03-24 09:05:07", "2019-03-24 09:05")


def test_broken_sheet_is_refused(tmp_path):
    buffer = io.BytesIO(workbook(["النص"], [BODY]))
    with zipfile.ZipFile(buffer) as package:
        members = {name: package.read(name) for name in package.namelist()}
    members["xl/worksheets/sheet1.xml"] = members["xl/worksheets/sheet1.xml"][:-40]

    *_, problem = parsed(tmp_path, "a.xlsx", zipped(**members))

    assert problem.reason == "damaged_document"


def test_fault_of_the_program_is_not_called_damage_of_the_file(tmp_path, monkeypatch):
    def fail(*_):
        raise TypeError("a fault of ours")

    monkeypatch.setattr(rows, "to_article", fail)

    [problem] = parsed(tmp_path, "a.xlsx", workbook(["النص"], [BODY]))

    assert problem.reason == "unforeseen"


def test_date_is_the_same_day_in_a_workbook_that_counts_from_1904(tmp_path):
    book = openpyxl.Workbook()
    book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    book.active.append(["النص", "التاريخ"])
    book.active.append([BODY, datetime(2019, 3, 24)])

    [article] = parsed(tmp_path, "a.xlsx", saved(book))

    assert article.published == "2019-03-24"
