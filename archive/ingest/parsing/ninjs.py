"""ninjs, the news agencies' JSON (versions 1 to 3), alone, in arrays, or in the envelopes of their feeds."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from archive.ingest import decoding, lines, reading
from archive.ingest.datatypes import ParsedArticle, Provenance, RawFile, RawRecord
from archive.ingest.guarding import guarded
from archive.ingest.parsing import agency_copy, json_lines, json_values, markup
from archive.ingest.problems import Problem, Reason, Refused

MEDIA_TYPE = "application/ninjs+json"
TEXT_TYPES = {"", "text", "story", "article", "composite", "liveblog"}
SAYS = ("headline", "headlines", "body_html", "body_xhtml", "body_text", "bodies", "title", "slugline")
IDENTIFIES = ("guid", "uri", "id", "versioncreated", "pubstatus")
DEEPEST = 6
BODIES = ("body_html", "body_xhtml", "body_richhtml", "body_text")
LEADS = ("description_html", "description_xhtml", "description_text")


def parse(raw: RawFile) -> Iterator[ParsedArticle | Problem]:
    count = 0
    with raw.open() as stream:
        head = lines.look(stream, raw.manner.encoding)
        if head.encoding.startswith(("utf-16", "utf-32")):
            data = reading.read_whole(raw)
            whole = json_lines.to_pairs(decoding.decode(data).text)
            records: Iterator[Any] = iter([(RawRecord(raw.where, data, 0), dict(whole))])
        else:
            records = ((record, None) for record in json_values.objects(head, stream, raw.where))
        for record, value in records:
            count += 1
            if isinstance(record, Problem):
                yield record
                continue
            yield from parse_record(raw, record, value, head.encoding)
    if not count:
        raise Refused(Reason.NOT_AN_OBJECT)


def parse_record(
    raw: RawFile, record: RawRecord, value: dict[str, Any] | None, encoding: str
) -> Iterator[ParsedArticle | Problem]:
    where = record.where
    provenance = Provenance(where, raw.received, MEDIA_TYPE, encoding, record.start, record.end, raw.folders)
    for item in guarded(items_of(record, value, encoding), where):
        if isinstance(item, Problem):
            yield item
        else:
            yield from guarded(read_item(item, provenance), where)


def items_of(record: RawRecord, value: dict[str, Any] | None, encoding: str) -> Iterator[dict[str, Any]]:
    """The items of one object; `Refused` where it has none."""
    if value is None:
        value = dict(json_lines.to_pairs(decoding.decode_strictly(record.data, encoding)))
    items = list(items_in(value, DEEPEST))
    if not items:
        raise Refused(Reason.NO_ARTICLES)
    yield from items


def items_in(value: Any, depth: int) -> Iterator[dict[str, Any]]:
    """The items of an envelope; an item's own associations (its pictures) are none."""
    if isinstance(value, dict):
        if any(value.get(name) for name in SAYS) and any(value.get(name) for name in IDENTIFIES):
            yield value
            return
        value = list(value.values())
    if isinstance(value, list) and depth:
        for inner in value:
            yield from items_in(inner, depth - 1)


def read_item(item: dict[str, Any], provenance: Provenance) -> Iterator[ParsedArticle | Problem]:
    kind = agency_copy.local(text(item, "type"))
    body = text_in(item, BODIES, "bodies")
    if kind not in TEXT_TYPES or (kind == "composite" and not body):
        raise Refused(Reason.NOT_NEWS, kind=kind)
    subjects = listed(item, "subject", "subjects")
    key = first(text(item, "guid"), text(item, "uri"), text(item.get("altids"), "itemid"), text(item, "id"))
    version = agency_copy.date(text(item, "versioncreated"))
    title = first(text(item, "headline"), valued(item, "headlines"))
    supplied = not title
    title = plain(title) or first(text(item, "title"), text(item, "slugline"))
    places = [*listed(item, "place", "places"), *(one for one in subjects if text(one, "rel") == "location")]
    found: dict[str, Any] = {
        "given_id": first(text(item.get("altids"), "itemid"), key),
        "url": first(
            text(item, "url"), text(item, "canonical"), key if key.startswith("http") and "?" not in key else ""
        ),
        "source": source_of(item),
        "title": title,
        "title_supplied": supplied,
        "lead": text_in(item, LEADS, "descriptions"),
        "body": agency_copy.without_title(body, title),
        "published": agency_copy.date(first(text(item, "contentcreated"), text(item, "firstcreated"), version)),
        "updated": version,
        "language": text(item, "language"),
        "genre": next((agency_copy.local(text(one, "code")) for one in listed(item, "genre", "genres")), ""),
        "authors": authors_of(item),
        "places": tuple(dict.fromkeys(filter(None, (text(item, "located"), *map(name_of, places))))),
        "topics": tuple(name_of(one) for one in subjects if text(one, "rel") != "location"),
    }
    codes = [text(one, "code") for one in subjects if not name_of(one)]
    embargo = agency_copy.date(first(text(item, "embargoed"), text(item, "embargoeduntil")))
    yield from agency_copy.finish(
        found, provenance, status=text(item, "pubstatus"), embargo=embargo, codes=filter(None, codes)
    )


def source_of(item: dict[str, Any]) -> str:
    return first(
        text(item, "provider"),
        text(item, "source"),
        *map(name_of, listed(item, "infosource", "infosources")),
        text(item, "copyrightholder"),
    )


def authors_of(item: dict[str, Any]) -> tuple[str, ...]:
    if byline := agency_copy.author(text(item, "byline")):
        return (byline,)
    people = [*listed(item, "authors"), *listed(item, "by")]
    return tuple(name for person in people if (name := name_of(person)))


def text_in(item: dict[str, Any], names: tuple[str, ...], several: str) -> str:
    """The longest of the forms in which a text is given: one may be empty, or a stub."""
    forms = [text(item, name) for name in names] + [valued(item, several)]
    return max((plain_text(form) for form in forms), key=lambda form: len("".join(form.split())))


def valued(item: dict[str, Any], name: str) -> str:
    """The main one of ninjs 2's `[{"role": "main", "value": …}]`, else the first."""
    found = [one for one in listed(item, name) if text(one, "value")]
    main = [one for one in found if text(one, "role") in ("", "main")] or found
    return text(main[0], "value") if main else ""


def listed(item: dict[str, Any], *names: str) -> list[Any]:
    """The first of these lists that holds something; one value is a list of one."""
    for name in names:
        if value := item.get(name):
            return value if isinstance(value, list) else [value]
    return []


def name_of(one: Any) -> str:
    """The name of `"…"`, `{"name": …}` or ninjs 2's `{"names": [{"value": …}]}`."""
    if isinstance(one, str):
        return one.strip()
    return first(text(one, "name"), valued(one, "names")) if isinstance(one, dict) else ""


def text(holder: Any, name: str) -> str:
    value = holder.get(name) if isinstance(holder, dict) else None
    return value.strip() if isinstance(value, str) else ""


def plain_text(value: str) -> str:
    return (markup.to_text(value) if markup.looks_like_markup(value) else value).strip()


def plain(value: str) -> str:
    return " ".join(plain_text(value).split())


def first(*values: str) -> str:
    return next(filter(None, values), "")
