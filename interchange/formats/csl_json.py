"""CSL-JSON 1.0.2, which citation processors and Zotero read."""

import datetime
import json
from typing import Any

from interchange.datatypes import ARCHIVE_LATIN, Reference, Span

TYPES = {"magazine": "article-magazine"}


def write(reference: Reference, accessed: datetime.date) -> str:
    """A list with one item, as readers of the format expect."""
    return json.dumps([item(reference, accessed)], ensure_ascii=False, indent=2) + "\n"


def item(reference: Reference, accessed: datetime.date) -> dict[str, Any]:
    """The item; names are literal, for no rule parts an Arabic name."""
    roman = [name.latin for name in (*reference.authors, reference.source) if name.latin]
    fields = {
        "id": f"{ARCHIVE_LATIN.lower()}-{reference.identifier}",
        "type": TYPES.get(reference.kind, "article-newspaper"),
        "title": reference.marked_title,
        "author": [{"literal": name.arabic} for name in reference.authors],
        "container-title": reference.source.arabic,
        "publisher-place": reference.city,
        "issued": issued(reference.date),
        "issue": reference.issue,
        "page": reference.page,
        "section": reference.section,
        "ISSN": reference.issn,
        "language": reference.language,
        "keyword": ", ".join(reference.topics),
        "version": str(reference.version),
        "archive": ARCHIVE_LATIN,
        "archive_location": reference.identifier,
        "URL": reference.address,
        "accessed": {"date-parts": [_parts(accessed)]},
        "status": reference.state,
        "note": "; ".join(roman),
    }
    return {name: value for name, value in fields.items() if value}


def issued(span: Span | None) -> dict[str, Any]:
    """The date no finer than printed; a month or year of the Hijri calendar as the range that it covers."""
    if span is None:
        return {}
    if span.hijri:
        return {"date-parts": [_parts(span.first), _parts(span.last)]}
    return {"date-parts": [_parts(span.first)[: {"year": 1, "month": 2}.get(span.precision, 3)]]}


def _parts(date: datetime.date) -> list[int]:
    return [date.year, date.month, date.day]
