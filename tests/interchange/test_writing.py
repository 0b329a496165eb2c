"""The four forms of a file: what each says of the search, of an article, of the end; read back by others' programs."""

import csv
import datetime
import io
import json

import pytest
import rispy
from hypothesis import given
from hypothesis import strategies as st
from pybtex.database import parse_string

from archive.cells import BYTE_ORDER_MARK, defused
from interchange.datatypes import Name
from interchange.writing import WRITERS, Ending, Heading, Row
from interchange.writing.tables import COLUMNS, Table
from tests.interchange.making import TODAY, make_reference

HEADING = Heading(
    facts=(("البحث", '=مكتبة "الوطنية"'), ("الموجود", "2")),
    query='=مكتبة "الوطنية"',
    filters=(("السنة", "2019"),),
    order="newest",
    total=2,
    most=0,
    limit=100,
    exported=datetime.datetime(2026, 11, 22, 10, tzinfo=datetime.UTC),
    address="https://fihrist.example/search/?q=x",
    with_text=False,
    whole="اكتمل.",
    cut="قُطع.",
)


def make_row(text=None, **fields) -> Row:
    return Row(
        reference=make_reference(**fields),
        source="warraq",
        places=("دمشق", "حلب"),
        genre="news",
        words=120,
        access="open",
        shown="text",
        digest="0" * 32,
        accessed=TODAY,
        text=text,
    )


def file(writer, *rows: Row, total: int = 2) -> str:
    rows = rows or (make_row(), make_row(identifier="c4k9x0w2mtz"))
    end = writer.end(Ending(len(rows), total, HEADING.whole if len(rows) == total else HEADING.cut))
    return writer.head(HEADING) + "".join(map(writer.row, rows)) + end


def table(**options) -> list[list[str]]:
    return list(csv.reader(io.StringIO(file(Table(mark=False), **options))))


def test_table_says_what_was_searched_then_its_columns_then_the_end():
    rows = table()

    assert rows[0] == ["# البحث", '\'=مكتبة "الوطنية"']
    assert rows[2] == list(COLUMNS)
    assert dict(zip(COLUMNS, rows[3], strict=True))["title"] == "انتهاء المعركة"
    assert rows[-1] == ["# اكتمل.", "2/2"]


def test_table_that_is_cut_says_so():
    assert table(total=9)[-1] == ["# قُطع.", "2/9"]


def test_mark_for_excel_is_a_choice():
    assert file(Table()).startswith(BYTE_ORDER_MARK)
    assert not file(Table(mark=False)).startswith(BYTE_ORDER_MARK)


def test_text_has_a_column_where_it_was_asked_for():
    row = next(csv.reader([Table().row(make_row(text="سطر"))]))

    assert row[-1] == "سطر"
    assert len(row) == len(COLUMNS) + 1


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "＝1"])
def test_cell_that_would_be_a_formula_is_a_text(cell):
    assert defused(cell) == f"'{cell}"


def test_innocent_cell_stays_as_it_is():
    assert defused("خبر = نبأ") == "خبر = نبأ"


@given(st.text())
def test_every_cell_reads_back_as_it_was_but_for_its_apostrophe(text):
    [row] = csv.reader(io.StringIO(Table().row(make_row(title=text)), newline=""))

    assert row[2].removeprefix("'") == text.replace("\x00", "").removeprefix("'")


def test_every_line_of_json_lines_is_a_record():
    head, first, _, end = map(json.loads, file(WRITERS["jsonl"]()).splitlines())

    assert (head["record"], head["query"], head["found"]) == ("search", '=مكتبة "الوطنية"', 2)
    assert (first["record"], first["date"], first["places"]) == ("article", "2019-03-23", ["دمشق", "حلب"])
    assert end == {"record": "end", "complete": True, "written": 2, "found": 2}


def test_line_separators_in_a_text_stay_in_their_line():
    written = WRITERS["jsonl"]().row(make_row(text="سطر\nسطر\r\u2028"))

    assert written.count("\n") == 1
    assert json.loads(written)["text"] == "سطر\nسطر\r\u2028"


def test_ris_file_holds_the_records_and_nothing_else():
    records = rispy.loads(file(WRITERS["ris"]()))

    assert [record["accession_number"] for record in records] == ["b3k9x0w2mtz", "c4k9x0w2mtz"]


def test_bibtex_file_holds_the_entries_and_nothing_else():
    entries = parse_string(file(WRITERS["bibtex"]()), "bibtex").entries

    assert list(entries) == ["fihrist-b3k9x0w2mtz", "fihrist-c4k9x0w2mtz"]


@pytest.mark.parametrize("form", ["ris", "bibtex"])
def test_query_begins_no_record_of_its_own(form):
    from dataclasses import replace

    hostile = "x\nTY  - BOOK\nTI  - y\nER  - \n@article{evil, title={{"
    head = WRITERS[form]().head(replace(HEADING, facts=(("البحث", hostile),)))

    assert rispy.loads(head) == []
    assert len(parse_string(head, "bibtex").entries) == 0


def test_author_without_a_latin_name_is_written_in_arabic():
    [_, line, _] = file(WRITERS["jsonl"](), make_row(authors=(Name("نوال"),))).splitlines()

    assert json.loads(line)["authors"] == [{"name": "نوال", "name_latin": ""}]
