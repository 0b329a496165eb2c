"""Whatever bytes come, there are articles and problems that say why; nothing ends the delivery."""

import io
import os
import zipfile
from functools import cache

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.ingest import cleaning, dividing, parsing
from archive.ingest.datatypes import CleanArticle, ParsedArticle
from archive.ingest.detecting import Format
from archive.ingest.parsing import rows
from archive.ingest.problems import Problem, Reason
from tests.archive.ingest import (
    making,
    test_parsing_newsml,
    test_parsing_ninjs,
    test_parsing_sheets,
    test_parsing_warc,
    test_parsing_word,
)

MOST = int(os.environ.get("FIHRIST_SPOILT", "12"))  # examples of each format; thousands now and then find more

FILES = {
    "page.html": "<html><head><title>عنوان</title></head><body><h1>عنوان</h1><p>وصل الوفد صباحا.</p></body></html>",
    "feed.xml": "<rss version='2.0'><channel><item><title>خبر</title><description>نص الخبر</description></item>"
    "</channel></rss>",
    "table.csv": "title,body\nعنوان,نص الخبر\n",
    "rows.jsonl": '{"title": "عنوان", "body": "<p>وصل الوفد</p>"}\n',
    "text.txt": "عنوان\n\nوصل الوفد إلى دمشق صباح السبت.\n",
}
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>أخبار</title><entry><title>خبر</title><id>urn:1</id>
<updated>2019-03-23T08:00:00Z</updated><content type="html">&lt;p&gt;نص&lt;/p&gt;</content></entry></feed>"""
TEI = """<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader/><text><body><div type="item"><head>خبر</head>
<dateline><date when="1910-08-06">السبت</date></dateline><p>نص الخبر</p></div></body></text></TEI>"""
PDF = b"""%PDF-1.4
1 0 obj <</Type /Catalog /Pages 2 0 R>> endobj
2 0 obj <</Type /Pages /Kids [3 0 R] /Count 1>> endobj
3 0 obj <</Type /Page /Parent 2 0 R /MediaBox [0 0 300 300] /Contents 4 0 R /Resources <</Font <</F 5 0 R>>>>>> endobj
4 0 obj <</Length 66>> stream
BT /F 12 Tf 20 200 Td (The delegation came on Saturday.) Tj ET
endstream endobj
5 0 obj <</Type /Font /Subtype /Type1 /BaseFont /Helvetica>> endobj
trailer <</Root 1 0 R>>
"""
SPOILING = st.sampled_from(
    ["\0", "\r", '"', "<", "<p>", "]]>", "{", "&#0;", "&#x1;", "&#xD800;", "&#xFFFF", "9" * 400, "[" * 3_000]
)


def word() -> bytes:
    document = docx.Document()
    document.add_heading("وصول الوفد", 0)
    document.add_paragraph(making.BODY)
    return test_parsing_word.saved(document)


@cache
def samples() -> dict[str, bytes]:
    """A whole file of every format that is read."""
    texts = FILES | {
        "atom.xml": ATOM,
        "tei.xml": TEI,
        "nitf.xml": test_parsing_newsml.nitf(),
        "newsml.xml": test_parsing_newsml.item(),
        "ninjs.json": test_parsing_ninjs.written([test_parsing_ninjs.FIRST, test_parsing_ninjs.SECOND]),
        "rows.json": '[{"title": "عنوان", "body": "نص"}, {"title": "آخر", "body": "نص"}]',
    }
    return {name: text.encode() for name, text in texts.items()} | {
        "pages.warc": test_parsing_warc.record(test_parsing_warc.http()),
        "text.pdf": PDF,
        "text.docx": stored(word()),
        "table.xlsx": stored(test_parsing_sheets.workbook(["title", "body"], ["عنوان", "نص"])),
    }


def stored(package: bytes) -> bytes:
    """The same package without packing and checksums that fit, so that what is spoilt in it is read."""
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_STORED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def test_every_format_has_a_sample():
    found = {form for name, data in samples().items() for form in [parsing.format_of(making.raw_file(name, data))]}

    assert found == set(parsing.FORMATS)
    assert all(making.articles(making.parsed(name, data)) for name, data in samples().items())


@pytest.mark.parametrize("name", sorted(samples()))
@given(
    spoiling=st.lists(SPOILING | st.binary(max_size=4), max_size=3),
    place=st.floats(0, 1),
    left_out=st.integers(0, 40),
    cut=st.just(0) | st.integers(0, 40),
)
@settings(max_examples=MOST, deadline=None)
def test_spoilt_files_give_only_articles_and_problems(name, spoiling, place, left_out, cut):
    data = samples()[name]
    at = int(place * len(data))
    middle = b"".join(piece.encode() if isinstance(piece, str) else piece for piece in spoiling)

    found = making.parsed(name, data[:at] + middle + data[at + left_out : len(data) - cut])

    assert all(isinstance(item, ParsedArticle | Problem) for item in found)
    assert all(isinstance(dividing.clean(item), CleanArticle | Problem) for item in found)
    assert Reason.UNFORESEEN not in {item.reason for item in found if isinstance(item, Problem)}


@pytest.mark.parametrize("reference", ["&#0;", "&#x1;", "&#xD800;", "&#xFFFF;", "\0"], ids=repr)
@pytest.mark.parametrize("name", ["page.html", "feed.xml", "rows.jsonl"])
def test_a_character_that_no_markup_may_hold_costs_only_itself(name, reference):
    data = FILES[name].replace("وصل", f"و{reference}صل").replace("نص الخبر", f"نص{reference} الخبر")

    [article] = making.articles(making.parsed(name, data if name != "rows.jsonl" else data.replace("\0", "\\u0001")))

    assert "وصل الوفد" in article.body or article.lead == "نص الخبر"


@pytest.mark.parametrize(
    ("name", "data"),
    [
        pytest.param("table.csv", "title,body\nأول,نص\nثان,نص\nثالث,نص\n", id="table"),
        pytest.param(
            "rows.jsonl", "".join(f'{{"title": "{t}", "body": "نص"}}\n' for t in ("أول", "ثان", "ثالث")), id="lines"
        ),
        pytest.param("rows.json", '[{"title": "أول"},{"title": "ثان"},{"title": "ثالث"}]', id="array"),
    ],
)
def test_a_fault_in_one_row_costs_that_row_alone(name, data, monkeypatch):
    to_article = rows.to_article

    def fail_at_second(pairs, *more):
        article = to_article(pairs, *more)
        return article if article.title != "ثان" else 1 / 0

    monkeypatch.setattr(rows, "to_article", fail_at_second)

    first, fault, third = making.parsed(name, data)

    assert (first.title, fault.reason, third.title) == ("أول", Reason.UNFORESEEN, "ثالث")


def test_a_fault_of_a_parser_is_a_problem_of_its_file_and_in_the_log(monkeypatch, caplog):
    [article] = making.parsed("text.txt", FILES["text.txt"])

    def fail(raw):
        yield article
        raise ZeroDivisionError

    monkeypatch.setitem(parsing.FORMATS, Format.TEXT, fail)

    found = making.parsed("text.txt", FILES["text.txt"])

    assert found[0] == article
    assert (found[1].reason, found[1].detail) == (Reason.UNFORESEEN, {"error": "ZeroDivisionError"})
    assert "ZeroDivisionError" in caplog.text


def test_a_fault_in_cleaning_costs_its_article_alone(monkeypatch, caplog):
    [article] = making.articles(making.parsed("text.txt", FILES["text.txt"]))
    monkeypatch.setattr(cleaning, "clean", lambda parsed: 1 / 0)

    assert dividing.clean(article).reason is Reason.UNFORESEEN
    assert "ZeroDivisionError" in caplog.text


def test_a_lack_of_memory_ends_the_work(monkeypatch):
    def fail(raw):
        raise MemoryError
        yield

    monkeypatch.setitem(parsing.FORMATS, Format.TEXT, fail)

    with pytest.raises(MemoryError):
        making.parsed("text.txt", FILES["text.txt"])
