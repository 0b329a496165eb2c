"""JSON Lines: an object a line; `record` is "search" in the first, "article" in the others, "end" in the last."""

import json
from typing import Any

from interchange.formats import bibtex
from interchange.writing.datatypes import Ending, Heading, Row


class Lines:
    media_type, extension = "application/jsonl", "jsonl"

    def head(self, heading: Heading) -> str:
        return line(
            record="search",
            query=heading.query,
            filters=[{"facet": facet, "value": value} for facet, value in heading.filters],
            order=heading.order,
            found=heading.total,
            with_most_words=heading.most,
            limit=heading.limit,
            exported=heading.exported.isoformat(timespec="seconds"),
            address=heading.address,
            **({"texts": "repaired" if heading.repaired else "printed"} if heading.with_text else {}),
        )

    def row(self, row: Row) -> str:
        of, span = row.reference, row.reference.date
        article: dict[str, Any] = {
            "identifier": of.identifier,
            "address": of.address,
            "title": of.title,
            "title_supplied": of.supplied,
            "source": {"key": row.source, "name": of.source.arabic, "name_latin": of.source.latin},
            "authors": [{"name": name.arabic, "name_latin": name.latin} for name in of.authors],
            "date": bibtex.edtf(span) or None,
            "date_precision": span.precision if span else "none",
            "date_first": span.first.isoformat() if span else None,
            "date_last": span.last.isoformat() if span else None,
            "topics": list(of.topics),
            "places": list(row.places),
            "language": of.language,
            "genre": row.genre,
            "section": of.section,
            "page": of.page,
            "issue": of.issue,
            "words": row.words,
            "access": row.access,
            "shown": row.shown,
            "text_version": of.version,
            "digest": row.digest,
        }
        return line(record="article", **article, **({} if row.text is None else {"text": row.text}))

    def end(self, ending: Ending) -> str:
        return line(record="end", complete=ending.complete, written=ending.written, found=ending.total)


def line(**fields: Any) -> str:
    return json.dumps(fields, ensure_ascii=False, separators=(",", ":")) + "\n"
