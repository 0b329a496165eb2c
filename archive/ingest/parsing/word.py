"""DOCX: one article. Its title is the paragraph styled as one, else a first line that reads like a headline."""

from __future__ import annotations

import io
from collections.abc import Iterator

import docx
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn
from lxml import etree

from archive.ingest import reading
from archive.ingest.datatypes import ParsedArticle, Problem, Provenance, RawFile, Reason, Refused
from archive.ingest.parsing import office_packages, plain_text

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PARAGRAPH, TEXT, TAB, BREAK = qn("w:p"), qn("w:t"), qn("w:tab"), qn("w:br")
# What was moved elsewhere, and the second rendering of a text box for old programs. (Deleted text is no `w:t`.)
PASSED_OVER = {qn("w:moveFrom"), "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"}
TITLE_STYLES = ("Title", "Heading1", "Heading 1")


def parse(raw: RawFile) -> Iterator[ParsedArticle | Problem]:
    data = reading.read_whole(raw)
    office_packages.check(io.BytesIO(data))
    try:
        body = docx.Document(io.BytesIO(data)).element.body
    except (PackageNotFoundError, KeyError, ValueError, AttributeError, etree.XMLSyntaxError) as error:
        raise Refused(Reason.DAMAGED_DOCUMENT, error=str(error)[:200]) from None
    paragraphs = [(style, text) for style, text in paragraphs_of(body) if text]
    if not paragraphs:
        raise Refused(Reason.NO_TEXT)
    title, text = divide(paragraphs)
    place, dated = plain_text.dateline(text)
    yield ParsedArticle(
        provenance=Provenance(raw.where, raw.received, MEDIA_TYPE, "", 0, len(data), raw.folders),
        title=title or plain_text.title_of_name(raw.name),
        title_supplied=not title,
        body=text,
        published=dated,
        places=(place,) if place else (),
    )


def divide(paragraphs: list[tuple[str, str]]) -> tuple[str, str]:
    """The title, empty where there is none, and the text."""
    for place, (style, text) in enumerate(paragraphs):
        if style in TITLE_STYLES:
            rest = paragraphs[:place] + paragraphs[place + 1 :]
            return " ".join(text.split()), "\n\n".join(inner for _, inner in rest)
    return plain_text.split_headline("\n\n".join(text for _, text in paragraphs))


def paragraphs_of(body: etree._Element) -> Iterator[tuple[str, str]]:
    """Style and words of every paragraph, those of tables, text boxes and accepted changes too."""
    words: dict[etree._Element, list[str]] = {}
    for element in body.iter(PARAGRAPH, TEXT, TAB, BREAK):
        if any(above.tag in PASSED_OVER for above in element.iterancestors()):
            continue
        if element.tag == PARAGRAPH:
            words[element] = []
        elif (paragraph := next(element.iterancestors(PARAGRAPH), None)) is not None and paragraph in words:
            piece = element.text or "" if element.tag == TEXT else "\n" if element.tag == BREAK else " "
            words[paragraph].append(piece)
    for paragraph, pieces in words.items():
        yield paragraph.style or "", "".join(pieces).strip()
