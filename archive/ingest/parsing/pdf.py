"""PDF with a text layer: one article. A scan without one, a locked file and a damaged layer are refused by name."""

from __future__ import annotations

import ctypes
import re
from collections.abc import Iterator

import pypdfium2
from pypdfium2 import raw as pdfium

from archive.ingest import reading
from archive.ingest.datatypes import ParsedArticle, Provenance, RawFile
from archive.ingest.parsing import plain_text, text_layers
from archive.ingest.problems import Problem, Reason, Refused, Stage

MEDIA_TYPE = "application/pdf"
MOST_PAGES = 500
MOST_LETTERS = 5_000_000
FULL_LINE = 0.75  # of the longest: a shorter one that ends a sentence ends a paragraph
SENTENCE_ENDS = (".", "!", "؟", "?", ":", "»", "۔")
TURNED = re.compile("[اأإآ]ل")


def parse(raw: RawFile) -> Iterator[ParsedArticle | Problem]:
    data = reading.read_whole(raw)
    text, turned = words_of(data)
    if not text.strip():
        raise Refused(Reason.NO_TEXT_LAYER)
    layer = text_layers.judge(text, turned)
    if layer.damage:
        raise Refused(Reason.DAMAGED_TEXT_LAYER, damage=layer.damage)
    title, body = plain_text.split_headline(to_paragraphs(layer.text))
    place, dated = plain_text.dateline(body)
    yield ParsedArticle(
        provenance=Provenance(raw.where, raw.received, MEDIA_TYPE, "", 0, len(data), raw.folders),
        title=title or plain_text.title_of_name(raw.name),
        title_supplied=not title,
        body=body,
        published=dated,
        places=(place,) if place else (),
    )
    for reason, found in ((Reason.MENDED_TEXT_LAYER, layer.mended), (Reason.DOUBTFUL_TEXT_LAYER, layer.doubts)):
        if found:
            yield Problem(raw.where, Stage.PARSE, reason, {"damage": list(found)}, note=True)


def words_of(data: bytes) -> tuple[str, bool]:
    """The words of all pages, and whether turned ligatures were put right; `Refused` for a locked or broken file."""
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        if pdfium.FPDF_GetLastError() == pdfium.FPDF_ERR_PASSWORD or "password" in str(error).casefold():
            raise Refused(Reason.ENCRYPTED) from None
        raise Refused(Reason.DAMAGED_DOCUMENT, error=str(error)[:200]) from None
    pages, turned, size = [], False, 0
    try:
        if len(document) > MOST_PAGES:
            raise Refused(Reason.TOO_MANY_PAGES, limit=MOST_PAGES)
        for number in range(len(document)):
            text, has_turned = words_of_page(document[number])
            size += len(text)
            if size > MOST_LETTERS:
                raise Refused(Reason.TOO_LARGE, limit=MOST_LETTERS)
            pages.append(text)
            turned = turned or has_turned
    except pypdfium2.PdfiumError as error:
        raise Refused(Reason.DAMAGED_DOCUMENT, error=str(error)[:200]) from None
    finally:
        document.close()
    return text_layers.PAGE_BREAK.join(pages), turned


def words_of_page(page: pypdfium2.PdfPage) -> tuple[str, bool]:
    layer = page.get_textpage()
    count = layer.count_chars()
    if count > MOST_LETTERS:
        raise Refused(Reason.TOO_LARGE, limit=MOST_LETTERS)
    codes = [pdfium.FPDFText_GetUnicode(layer, place) for place in range(count)]
    letters = [chr(code) if 0 < code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd" for code in codes]
    turned = False
    for found in TURNED.finditer("".join(letters)):
        place = found.start()
        if origin(layer, place) == origin(layer, place + 1):  # one glyph gave both letters: it is لا, never ال
            letters[place], letters[place + 1] = letters[place + 1], letters[place]
            turned = True
    text = "".join(letters).replace("\r\n", "\n").replace("\r", "\n").replace(text_layers.PAGE_BREAK, "\n")
    layer.close()
    page.close()
    return text, turned


def origin(layer: pypdfium2.PdfTextPage, place: int) -> tuple[float, float]:
    """Where the glyph of a letter stands on its page."""
    x, y = ctypes.c_double(), ctypes.c_double()
    pdfium.FPDFText_GetCharOrigin(layer, place, x, y)
    return x.value, y.value


def to_paragraphs(text: str) -> str:
    """The lines of the print joined to paragraphs; one that a page breaks in mid-sentence goes on."""
    pages = [[line.strip() for line in page.strip().split("\n")] for page in text.split(text_layers.PAGE_BREAK)]
    longest = max((len(line) for page in pages for line in page), default=0)
    parts: list[str] = []
    for lines in filter(any, pages):
        for place, line in enumerate(lines):
            is_first, is_last = not parts, place == len(lines) - 1
            ends_short = len(line) < FULL_LINE * longest and (line.endswith(SENTENCE_ENDS) or is_first)
            ends_page = is_last and line.endswith(SENTENCE_ENDS)
            parts.append(line)
            parts.append("\n\n" if not line or ends_short or ends_page else " ")
    return re.sub(r"\n{3,}", "\n\n", "".join(parts)).strip()
