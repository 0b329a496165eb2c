"""Packages of offices that are made to do harm are refused before anything opens them."""

from archive.ingest import parsing, reading
from tests.archive.ingest.making import write, zipped


def parsed(folder, name, data):
    return [item for raw in reading.read(write(folder, name, data)) for item in parsing.parse(raw)]


def test_package_that_is_a_bomb_is_refused(tmp_path):
    [problem] = parsed(tmp_path, "a.xlsx", zipped(**{"xl/workbook.xml": b" " * 20_000_000}))

    assert problem.reason == "ratio"


def test_package_with_a_dtd_is_refused(tmp_path):
    [problem] = parsed(tmp_path, "a.docx", zipped(**{"word/document.xml": b'<!DOCTYPE a [<!ENTITY b "c">]><a/>'}))

    assert problem.reason == "entities"
