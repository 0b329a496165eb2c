"""The columns of a file of rows, which a curator says the meaning of."""

import pytest

from archive.ingest import parsing
from archive.ingest.parsing import columns
from tests.archive.ingest import making

ROWS = ({"title": "وصول الوفد", "desk": ""}, {"title": "سفر الوزير", "desk": "سياسة", "corpus": making.BODY})


def columns_of(name, data):
    raw = making.raw_file(name, data)
    return {column["name"]: column["value"] for column in columns.of(raw, parsing.format_of(raw))}


@pytest.mark.parametrize(
    ("name", "data"),
    [
        pytest.param("rows.jsonl", making.json_lines(*ROWS), id="lines"),
        pytest.param("rows.json", b"[" + b",".join(making.json_lines(row) for row in ROWS) + b"]", id="array"),
    ],
)
def test_columns_are_those_of_the_first_rows_each_with_its_first_value(name, data):
    assert columns_of(name, data) == {"title": "وصول الوفد", "desk": "سياسة", "corpus": making.BODY}


def test_row_that_is_no_object_hides_no_column():
    assert list(columns_of("rows.jsonl", making.json_lines("{broken", *ROWS))) == ["title", "desk", "corpus"]
