"""What a file is, told by its content: signatures, the root element of XML, the shape of JSON, the members of a ZIP.

A name only decides between what content leaves open: rows or running text, and the broken file that looks like
nothing. So a page called `story.txt` is a page, and a table without a name is a table.
"""

from __future__ import annotations

import csv
import re
import zipfile
import zlib
from enum import StrEnum
from pathlib import PurePosixPath
from typing import BinaryIO

from archive.ingest import decoding
from archive.ingest.datatypes import RawFile
from archive.ingest.parsing import fields
from archive.ingest.problems import Reason, Refused

HEAD = 1 << 16
PROLOG = re.compile(
    r"\s*(?:<\?(?:[^?]|\?(?!>))*+\?>|<!--(?:[^-]|-(?!->))*+-->"
    r"|<!doctype(?P<doctype>[^\[>]*+)(?:\[[^\]]*+\]\s*)?>)",
    re.I,
)
ROOT = re.compile(r"\s*<(?:(?P<prefix>[\w.-]+):)?(?P<name>[\w.-]+)(?P<attributes>[^>]*)")
JSON_START = re.compile(r'\s*(?:\{\s*(?:"|\})|\[\s*(?:\{|\[|\]|"|-?\d|true|false|null))')
NINJS_TIMES = re.compile(r'"(?:versioncreated|firstcreated|contentcreated|pubstatus)"\s*:')
NINJS_TEXTS = re.compile(r'"(?:headline|headlines|body_\w+|bodies|renditions|altids|associations)"\s*:')
DELIMITERS = ",;\t|"
NAMED_COLUMNS = 2  # known names in the first row that make a table of any file


class Format(StrEnum):
    """The kinds of files that can be told apart. The values are what people call them."""

    TEXT = "txt"
    JSON_LINES = "jsonl"
    JSON = "json"
    TABLE = "csv"
    PAGE = "html"
    FEED = "RSS/Atom"
    WEB_ARCHIVE = "warc"
    NEWSML_G2 = "NewsML-G2"
    NITF = "NITF"
    NINJS = "ninjs"
    TEI = "TEI"
    PDF = "pdf"
    WORD = "docx"
    SHEET = "xlsx"
    OPEN_SHEET = "ods"
    OPEN_TEXT = "odt"
    BOOK = "epub"
    NEWSML_1 = "NewsML 1"
    OLD_OFFICE = "doc/xls/ppt"
    SLIDES = "pptx"
    RICH_TEXT = "rtf"
    PICTURE = "jpeg/png/gif/tiff"


SIGNATURES = (
    (b"WARC/", Format.WEB_ARCHIVE),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", Format.OLD_OFFICE),
    (b"{\\rtf", Format.RICH_TEXT),
    (b"\xff\xd8\xff", Format.PICTURE),
    (b"\x89PNG\r\n", Format.PICTURE),
    (b"GIF8", Format.PICTURE),
    (b"II*\0", Format.PICTURE),
    (b"MM\0*", Format.PICTURE),
)
PDF_SIGN, PDF_SIGN_WITHIN = b"%PDF-", 1024  # where readers look for it (ISO 32000-1, annex H.3.4.1)
ZIP_SIGN = b"PK\x03\x04"
ROOTS = {
    "rss": Format.FEED,
    "rdf": Format.FEED,
    "feed": Format.FEED,
    "channel": Format.FEED,
    "nitf": Format.NITF,
    "newsml": Format.NEWSML_1,
    "tei": Format.TEI,
    "tei.2": Format.TEI,
    "teicorpus": Format.TEI,
    "html": Format.PAGE,
} | dict.fromkeys(
    (
        *("newsmessage", "newsitem", "packageitem", "conceptitem", "knowledgeitem", "planningitem", "catalogitem"),
        *("contentset", "contentmeta", "groupset"),
    ),
    Format.NEWSML_G2,
)
PAGE_PIECES = {"head", "body", "title", "meta", "link", "script", "style"}
MEMBERS = {
    "word/document.xml": Format.WORD,
    "xl/workbook.xml": Format.SHEET,
    "xl/workbook.bin": Format.SHEET,
    "ppt/presentation.xml": Format.SLIDES,
}
MIME_TYPES = {
    b"application/vnd.oasis.opendocument.spreadsheet": Format.OPEN_SHEET,
    b"application/vnd.oasis.opendocument.text": Format.OPEN_TEXT,
    b"application/epub+zip": Format.BOOK,
}
SUFFIXES = {
    "": Format.TEXT,
    ".txt": Format.TEXT,
    ".text": Format.TEXT,
    ".jsonl": Format.JSON_LINES,
    ".ndjson": Format.JSON_LINES,
    ".json": Format.JSON,
    ".csv": Format.TABLE,
    ".tsv": Format.TABLE,
    ".html": Format.PAGE,
    ".htm": Format.PAGE,
    ".xhtml": Format.PAGE,
    ".warc": Format.WEB_ARCHIVE,
    ".rss": Format.FEED,
    ".atom": Format.FEED,
    ".pdf": Format.PDF,
}


def detect(raw: RawFile) -> Format:
    """The format of a file; `Refused` for one that looks like nothing we know, by its content or by its name."""
    with raw.open() as stream:
        head = stream.read(HEAD)
    if found := by_signature(head):
        return found
    if head.startswith(ZIP_SIGN):
        with raw.open() as stream:
            if found := in_zip(stream):
                return found
    text, suffix = letters(head), PurePosixPath(raw.name).suffix.casefold()
    if found := by_root(text, suffix) or by_json(text, suffix) or by_columns(text):
        return found
    if suffix == ".xml":
        raise Refused(Reason.NO_XML, error="no element")
    if suffix not in SUFFIXES:
        raise Refused(Reason.UNKNOWN_FORMAT)
    return SUFFIXES[suffix]


def by_signature(head: bytes) -> Format | None:
    if PDF_SIGN in head[:PDF_SIGN_WITHIN] and not head.lstrip().startswith((b"<", b"{", b"[")):
        return Format.PDF
    return next((found for sign, found in SIGNATURES if head.startswith(sign)), None)


def in_zip(stream: BinaryIO) -> Format | None:
    """The document that a ZIP is; None for one that is an archive of files."""
    try:
        with zipfile.ZipFile(stream) as archive:
            first = archive.infolist()[:1]
            if first and first[0].filename == "mimetype" and first[0].file_size <= HEAD:
                return MIME_TYPES.get(archive.read(first[0]).strip())
            names = {entry.filename for entry in archive.infolist()}
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, NotImplementedError, RuntimeError, ValueError):
        return None
    return next((found for member, found in MEMBERS.items() if member in names), None)


def letters(head: bytes) -> str:
    """The first letters, good enough to see signs by; whoever parses decodes strictly."""
    try:
        encoding = decoding.detect(head, complete=len(head) < HEAD, by_lines=True)
    except Refused:
        encoding = "latin-1"
    return head[decoding.mark_length(head, encoding) :].decode(encoding, "replace")


def by_root(text: str, suffix: str) -> Format | None:
    """By the root element; `Refused` for XML of a kind that we do not know, named by its root."""
    if not text.lstrip().startswith("<"):
        return None
    at, is_xml, doctype = 0, False, ""
    while piece := PROLOG.match(text, at):
        is_xml = is_xml or piece.group().lstrip().startswith("<?xml")
        doctype = doctype or (piece["doctype"] or "").strip().casefold()
        at = piece.end()
    root = ROOT.match(text, at)
    if doctype.split()[:1] == ["html"]:
        return Format.PAGE
    if root is None:
        return None
    name = root["name"].casefold()
    if name in ROOTS:
        return ROOTS[name]
    if name in PAGE_PIECES or SUFFIXES.get(suffix) is Format.PAGE:
        return Format.PAGE
    if is_xml or suffix == ".xml":
        raise Refused(Reason.UNKNOWN_XML, root=root["name"][:100])
    return None


def by_json(text: str, suffix: str) -> Format | None:
    if not JSON_START.match(text):
        return None
    if NINJS_TIMES.search(text) and NINJS_TEXTS.search(text):
        return Format.NINJS
    return Format.JSON_LINES if SUFFIXES.get(suffix) is Format.JSON_LINES else Format.JSON


def header(line: str, delimiter: str) -> list[str]:
    """The names of columns that a first line holds; none where it is no row at all (a lone carriage return in it)."""
    try:
        return next(csv.reader([line.rstrip("\r")], delimiter=delimiter), [])
    except csv.Error:
        return []


def by_columns(text: str) -> Format | None:
    """A first row that names two columns of ours, one of them a text, and a second with the same delimiter."""
    first, _, rest = text.lstrip("\r\n").partition("\n")
    for delimiter in DELIMITERS if len(first) < HEAD // 4 else "":
        known = {fields.field_of(name) for name in header(first, delimiter)} - {None}
        if len(known) >= NAMED_COLUMNS and known & {"title", "body", "lead"} and delimiter in rest:
            return Format.TABLE
    return None
