"""What a file is, is told by what is in it."""

import io
import zipfile
from pathlib import Path

import pytest

from archive.ingest import detecting
from archive.ingest.datatypes import RawFile
from archive.ingest.detecting import Format
from archive.ingest.problems import Refused, Where
from tests.archive.ingest.making import BODY, articles, files_in, parsed, problems, write, zipped

ITEM = '<newsItem xmlns="http://iptc.org/std/nar/2006-10-01/" guid="1"/>'


def detect(data: bytes | str, name: str = "file") -> Format:
    content = data.encode() if isinstance(data, str) else data
    return detecting.detect(RawFile(Where(name), name, Path(name), lambda: io.BytesIO(content), len(content)))


def office(member: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr(member, "<document/>")
    return buffer.getvalue()


def open_document(kind: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("mimetype", kind)
    return buffer.getvalue()


@pytest.mark.parametrize("name", ["story.txt", "story", "story.bin"])
@pytest.mark.parametrize(
    ("data", "expected"),
    [
        pytest.param("<!DOCTYPE html><p>خبر", Format.PAGE, id="page with a doctype"),
        pytest.param("\ufeff<!-- x -->\n<HTML><body>خبر", Format.PAGE, id="page after a comment"),
        pytest.param('<?xml version="1.0"?><rss version="2.0"/>', Format.FEED, id="RSS"),
        pytest.param('<rdf:RDF xmlns:rdf="r" xmlns="http://purl.org/rss/1.0/"/>', Format.FEED, id="RSS 1.0"),
        pytest.param('<a:feed xmlns:a="http://www.w3.org/2005/Atom"/>', Format.FEED, id="Atom with a prefix"),
        pytest.param(ITEM, Format.NEWSML_G2, id="NewsML-G2"),
        pytest.param('<!DOCTYPE nitf SYSTEM "nitf.dtd"><nitf/>', Format.NITF, id="NITF"),
        pytest.param("<NewsML/>", Format.NEWSML_1, id="NewsML 1"),
        pytest.param('<TEI xmlns="http://www.tei-c.org/ns/1.0"/>', Format.TEI, id="TEI"),
        pytest.param('{"uri": "1", "versioncreated": "2019", "headline": "خبر"}', Format.NINJS, id="ninjs"),
        pytest.param('[{"title": "خبر"}]', Format.JSON, id="JSON"),
        pytest.param("title,body\nخبر,متن\n", Format.TABLE, id="table"),
        pytest.param("العنوان;النص\nخبر;متن\n".encode("cp1256"), Format.TABLE, id="table in windows-1256"),
        pytest.param('<rss version="2.0"/>'.encode("utf-16"), Format.FEED, id="RSS in UTF-16"),
        pytest.param(b"%PDF-1.7\n", Format.PDF, id="PDF"),
        pytest.param(b"\0" * 100 + b"%PDF-1.7\n", Format.PDF, id="PDF after rubbish"),
        pytest.param(b"WARC/1.1\r\n", Format.WEB_ARCHIVE, id="WARC"),
        pytest.param(office("word/document.xml"), Format.WORD, id="DOCX"),
        pytest.param(office("xl/workbook.xml"), Format.SHEET, id="XLSX"),
        pytest.param(
            open_document(b"application/vnd.oasis.opendocument.spreadsheet"), Format.OPEN_SHEET, id="ODS"
        ),
        pytest.param(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Format.OLD_OFFICE, id="DOC"),
        pytest.param(b"\x89PNG\r\n\x1a\n", Format.PICTURE, id="picture"),
    ],
)  # fmt: skip
def test_content_goes_before_the_name(data, expected, name):
    assert detect(data, name) is expected


@pytest.mark.parametrize(
    ("name", "data", "expected"),
    [
        pytest.param("a.txt", "[عاجل] وصل الوفد", Format.TEXT, id="a bracket makes no JSON"),
        pytest.param("a.txt", "title, he said\nوصل الوفد", Format.TEXT, id="a comma makes no table"),
        pytest.param("a.txt", "< 3 وصل الوفد", Format.TEXT, id="a sign makes no page"),
        pytest.param("a.jsonl", '{"title": "خبر"}\n', Format.JSON_LINES, id="lines of JSON"),
        pytest.param("a.html", "<article>خبر", Format.PAGE, id="a piece of a page"),
        pytest.param("a.csv", "عنوان\nخبر", Format.TABLE, id="a column alone"),
    ],
)
def test_the_name_decides_what_content_leaves_open(name, data, expected):
    assert detect(data, name) is expected


@pytest.mark.parametrize(
    ("name", "data", "reason"),
    [
        pytest.param("a.css", "p { margin: 0 }", "unknown_format", id="no format"),
        pytest.param("a.xml", "وصل الوفد", "no_xml", id="no XML"),
        pytest.param("a.xml", '<?xml version="1.0"?><invoice/>', "unknown_xml", id="XML of another kind"),
    ],
)
def test_what_nobody_knows_is_refused(name, data, reason):
    with pytest.raises(Refused) as refused:
        detect(data, name)

    assert refused.value.reason == reason


def test_a_kind_that_is_known_and_not_read_is_named():
    [problem] = parsed("old.txt", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")

    assert (problem.reason, problem.detail["kind"]) == ("format_not_read", "doc/xls/ppt")


def test_a_page_that_is_called_a_text_is_read_as_a_page():
    [article] = articles(parsed("story.txt", f"<!DOCTYPE html><html><body><h1>خبر</h1><p>{BODY}</p></body></html>"))

    assert (article.title, article.provenance.media_type) == ("خبر", "text/html")


def test_a_document_that_is_a_zip_is_not_taken_apart(tmp_path):
    write(tmp_path, "letter.zip", office("word/document.xml"))
    write(tmp_path, "more.zip", zipped(letter__docx=office("word/document.xml"), a__txt=BODY.encode()))

    assert files_in(tmp_path) == (["letter.zip", "letter.docx", "a.txt"], [])


def test_a_hostile_prolog_takes_no_time():
    assert problems(parsed("a.xml", "<!--" + "-" * 60_000)) == [("no_xml", None)]
