"""A file to articles: one module per format, and the table that picks."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeVar

from archive.ingest import detecting, guarding, reading
from archive.ingest.datatypes import ParsedArticle, RawFile
from archive.ingest.detecting import Format
from archive.ingest.parsing import (
    feeds,
    json_lines,
    json_values,
    newsml_g2,
    ninjs,
    nitf,
    pdf,
    plain_text,
    sheets,
    tables,
    tei,
    web_archives,
    web_pages,
    word,
)
from archive.ingest.problems import Problem, Reason, Refused, Stage

T = TypeVar("T")
Parser = Callable[[RawFile], Iterator[ParsedArticle | Problem]]

FORMATS: dict[Format, Parser] = {
    Format.TEXT: plain_text.parse,
    Format.JSON_LINES: json_lines.parse,
    Format.JSON: json_values.parse,
    Format.TABLE: tables.parse,
    Format.PAGE: web_pages.parse,
    Format.FEED: feeds.parse,
    Format.NEWSML_G2: newsml_g2.parse,
    Format.NITF: nitf.parse,
    Format.NINJS: ninjs.parse,
    Format.WEB_ARCHIVE: web_archives.parse,
    Format.PDF: pdf.parse,
    Format.WORD: word.parse,
    Format.SHEET: sheets.parse,
    Format.TEI: tei.parse,
}


def parse(raw: RawFile, form: Format | None = None) -> Iterator[ParsedArticle | Problem]:
    """The articles of a file in its order; what fails comes as a `Problem` in its place, and the rest goes on.

    `form` is the format for a file whose content was looked at, or about which a curator knows better.
    """
    yield from told(raw, parsed(raw, form))


def parsed(raw: RawFile, form: Format | None) -> Iterator[ParsedArticle | Problem]:
    yield from parser_of(form or format_of(raw))(raw)


def format_of(raw: RawFile) -> Format:
    if raw.size == 0:
        raise Refused(Reason.EMPTY_FILE)
    if raw.manner.form:
        return Format(raw.manner.form)
    return detecting.detect(raw)


def told(raw: RawFile, items: Iterator[T]) -> Iterator[T | Problem]:
    """What comes of a file, and the problem at which it ends, if it does."""
    try:
        yield from items
    except Refused as refused:
        if refused.reason is Reason.UNKNOWN_FORMAT:
            refused = Refused(Reason.UNKNOWN_FORMAT, known=known_formats())
        yield refused.at(raw.where, Stage.PARSE)
    except reading.DAMAGE as error:
        yield Problem(raw.where, Stage.READ, Reason.DAMAGED_ARCHIVE, {"error": str(error)})
    except OSError as error:
        yield Problem(raw.where, Stage.READ, Reason.UNREADABLE, {"error": error.strerror or str(error)})
    except MemoryError:
        raise
    except Exception as error:
        yield guarding.fault_of_ours(error, raw.where, Stage.PARSE)


def parser_of(form: Format) -> Parser:
    """`Refused` for a format that is told apart from others, but not read."""
    if form not in FORMATS:
        raise Refused(Reason.FORMAT_NOT_READ, kind=form.value, known=known_formats())
    return FORMATS[form]


def known_formats() -> list[str]:
    return [form.value for form in FORMATS]
