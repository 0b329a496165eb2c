import io
import json
from pathlib import Path

import pytest

from archive.ingest import cleaning, lines, parsing
from archive.ingest.datatypes import RawFile
from archive.ingest.problems import Where
from tests.archive.ingest.making import BODY, articles, json_lines, parsed, problems

GOOD = {"id": "7", "title": "خبر", "body": BODY}


def test_a_line_is_an_article():
    [article] = parsed("a.jsonl", json_lines(GOOD))

    assert (article.given_id, article.title, article.body) == ("7", "خبر", BODY)


def test_arabic_field_names_are_known():
    [article] = parsed("a.jsonl", json_lines({"العنوان": "خبر", "النص": BODY, "التاريخ": "2019", "المصدر": "الورّاق"}))

    assert (article.title, article.body, article.published, article.source) == ("خبر", BODY, "2019", "الورّاق")


@pytest.mark.parametrize("name", ["publishedAt", "Published At", "PUBLISHED_AT", "published-at", "date", "تاريخ النشر"])
def test_names_of_fields_are_known_however_they_are_written(name):
    [article] = parsed("a.jsonl", json_lines({"body": BODY, name: "2019-03-23"}))

    assert article.published == "2019-03-23"


def test_people_and_subjects_may_be_objects_and_lists():
    row = {"body": BODY, "author": {"name": "سامي حداد"}, "tags": ["سوريا", {"label": "لبنان"}], "category": "سياسة"}
    [article] = parsed("a.jsonl", json_lines(row))

    assert article.authors == ("سامي حداد",)
    assert set(article.topics) == {"سوريا", "لبنان", "سياسة"}


def test_a_list_of_paragraphs_is_a_text():
    [article] = parsed("a.jsonl", json_lines({"body": ["أولا", "ثانيا"]}))

    assert article.body == "أولا\n\nثانيا"


def test_an_identifier_keeps_its_digits():
    [article] = parsed("a.jsonl", '{"id": 0.10, "body": "نص"}')

    assert article.given_id == "0.10"


def test_markup_in_a_field_becomes_text():
    [article] = parsed(
        "a.jsonl", json_lines({"body": "<p>أولا <b>مهم</b></p>\n<p>ثانيا<br>سطر</p><script>x()</script>"})
    )

    assert cleaning.clean_text(article.body) == "أولا مهم\n\nثانيا\nسطر"


def test_a_field_that_nobody_knows_is_told_once():
    found = parsed("a.jsonl", json_lines(GOOD | {"licence": "CC0"}, GOOD | {"licence": "CC0"}))

    [note] = [item for item in found if item not in articles(found)]
    assert (note.note, note.detail["fields"]) == (True, ["licence"])


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        pytest.param('{"body": "\\ud800"}', "surrogate", id="half a character"),
        pytest.param('{"body": "a\\u0000b"}', "nul", id="NUL"),
        pytest.param('{"body": NaN}', "not_a_number", id="NaN"),
        pytest.param('{"body": -Infinity}', "not_a_number", id="infinity"),
        pytest.param('{"id": ' + "9" * 5_001 + ', "body": "x"}', "field_too_long", id="huge integer"),
        pytest.param("[" * 100_000, "too_deep", id="a hundred thousand brackets"),
        pytest.param('{"a":' * 100_000, "too_deep", id="a hundred thousand braces"),
        pytest.param('{"body": "a", "body": "b"}', "duplicate_key", id="a key twice"),
        pytest.param('{"body": "a"', "bad_json", id="no end"),
        pytest.param("خبر", "bad_json", id="no JSON at all"),
        pytest.param('["a"]', "not_an_object", id="an array"),
        pytest.param('"a"', "not_an_object", id="a word"),
        pytest.param('{"body": true}', "field_type", id="a truth value for a text"),
        pytest.param('{"title": {"x": 1}}', "field_type", id="an object for a title"),
    ],
)
def test_a_bad_line_is_named_and_the_rest_goes_on(line, reason):
    found = parsed("a.jsonl", json_lines(GOOD, line, GOOD))

    assert problems(found) == [(reason, 2)]
    assert [article.provenance.where.line for article in articles(found)] == [1, 3]


def test_a_line_of_other_bytes_is_named_and_the_rest_goes_on():
    good = json_lines(GOOD)
    found = parsed("a.jsonl", b"\n".join([good] * 3 + ['{"body": "خبر"}'.encode("cp1256")] + [good]))

    assert problems(found) == [("bad_bytes", 4)]


def test_a_line_over_the_limit_is_passed_over(monkeypatch):
    monkeypatch.setattr(lines, "LONGEST_ROW", 3000)
    monkeypatch.setattr(lines, "HEAD", 1000)
    found = parsed("a.jsonl", json_lines(GOOD, {"body": "ط" * 9000}, GOOD))

    assert problems(found) == [("row_too_large", 2)]
    assert len(articles(found)) == 2


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-be", "cp1256"])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_every_row_knows_its_bytes(encoding, end):
    texts = [json.dumps({"id": str(n), "body": BODY}, ensure_ascii=False) for n in range(3)]
    data = end.join(texts).encode(encoding)

    found = parsed("a.jsonl", data)

    spans = [article.provenance for article in articles(found)]
    assert [data[one.start : one.end].decode(one.encoding).strip() for one in spans] == texts


def test_rows_are_cut_alike_wherever_the_pieces_end(monkeypatch):
    data = ("خبر\n\nاࠊب\n" * 40 + "آخر").encode("utf-16-le")  # U+080A and U+0A06 hold the byte of a line end
    for size in (7, 16, 33, 1000):
        monkeypatch.setattr(lines, "HEAD", size)
        head = lines.Head(data[:6], "utf-16-le")
        records = list(lines.split(head, io.BytesIO(data[6:]), Where("x")))

        assert "\n".join(record.data.decode("utf-16-le") for record in records) == data.decode("utf-16-le")
        assert all(data[record.start : record.end] == record.data for record in records)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("[{0}, {0}]", id="array"),
        pytest.param("[\n{0},\n{0}\n]\n", id="array over lines"),
        pytest.param("{0}\n{0}", id="lines"),
        pytest.param('{{"articles": [{0}, {0}], "next": null}}', id="wrapped"),
    ],
)
@pytest.mark.parametrize("piece", [1 << 20, 64])
def test_a_json_file_of_any_shape_gives_its_articles(text, piece, monkeypatch):
    monkeypatch.setattr(lines, "HEAD", piece)
    one = json.dumps(GOOD | {"title": 'أقواس "{[" في \\ العنوان'}, ensure_ascii=False, indent=1)
    data = text.format(one).encode()

    found = parsed("a.json", data)

    assert [article.body for article in found] == [BODY, BODY]
    assert all(json.loads(data[a.provenance.start : a.provenance.end])["id"] == "7" for a in found)


def test_one_object_is_one_article():
    [article] = parsed("a.json", json.dumps(GOOD))

    assert article.title == "خبر"


def test_a_json_array_in_utf16_is_read():
    assert [article.title for article in parsed("a.json", json.dumps([GOOD, GOOD]).encode("utf-16"))] == ["خبر", "خبر"]


@pytest.mark.parametrize(
    ("text", "reasons"),
    [
        pytest.param("[]", [("not_an_object", 1)], id="nothing in it"),
        pytest.param('[{"body": "أ"}, 5, {"body": "ب"}]', [("not_an_object", 1)], id="a number among articles"),
        pytest.param('[{"body": "أ"}\n,{"body": "ب"', [("bad_json", 2)], id="no end"),
        pytest.param('[{"body": "أ"}] ]', [("not_an_object", 1)], id="one bracket too many"),
        pytest.param('[{"body": "أ", "body": "ب"}]', [("duplicate_key", 1)], id="a key twice"),
    ],
)
def test_what_is_no_article_in_a_json_file_is_named(text, reasons):
    assert problems(parsed("a.json", text)) == reasons


def test_an_array_is_never_held_in_memory_whole():
    class Endless(io.RawIOBase):
        given = 0

        def readable(self):
            return True

        def read(self, size=-1):
            self.given += 1
            return b'[{"id": "1", "body": "x"},' if self.given == 1 else b'{"id": "2", "body": "x"},' * 100

    found = parsing.parse(RawFile(Where("a.json"), "a.json", Path("a.json"), Endless))

    assert len([next(found) for _ in range(1000)]) == 1000
