"""A file to articles: one module per format, and the table that picks."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from archive.ingest import reading
from archive.ingest.datatypes import ParsedArticle, Problem, RawFile, Reason, Refused, Stage
from archive.ingest.parsing import json_lines, json_values, plain_text, tables, web_pages

Parser = Callable[[RawFile], Iterator[ParsedArticle | Problem]]

FORMATS: dict[str, Parser] = {
    ".txt": plain_text.parse,
    ".text": plain_text.parse,
    "": plain_text.parse,
    ".jsonl": json_lines.parse,
    ".ndjson": json_lines.parse,
    ".json": json_values.parse,
    ".csv": tables.parse,
    ".tsv": tables.parse,
    ".html": web_pages.parse,
    ".htm": web_pages.parse,
    ".xhtml": web_pages.parse,
}


def parse(raw: RawFile) -> Iterator[ParsedArticle | Problem]:
    """The articles of a file in its order; what fails comes as a `Problem` in its place, and the rest goes on."""
    parser = FORMATS.get(reading.suffix(raw.name))
    try:
        if parser is None:
            raise Refused(Reason.UNKNOWN_FORMAT, known=" ".join(sorted(filter(None, FORMATS))))
        if raw.size == 0:
            raise Refused(Reason.EMPTY_FILE)
        yield from parser(raw)
    except Refused as refused:
        yield refused.at(raw.where, Stage.PARSE)
    except reading.DAMAGE as error:
        yield Problem(raw.where, Stage.READ, Reason.DAMAGED_ARCHIVE, {"error": str(error)})
    except OSError as error:
        yield Problem(raw.where, Stage.READ, Reason.UNREADABLE, {"error": error.strerror or str(error)})
