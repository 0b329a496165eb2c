"""NITF: one article a file, and the text inside of many a NewsML-G2 item."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from lxml import etree

from archive.ingest import reading
from archive.ingest.datatypes import ParsedArticle, RawFile
from archive.ingest.parsing import agency_copy, elements, xml_trees
from archive.ingest.parsing.xml_trees import child, children, descendants, line_of
from archive.ingest.problems import Problem

MEDIA_TYPE = "application/nitf+xml"
SUBJECT_PARTS = ("type", "matter", "detail")
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"


def parse(raw: RawFile) -> Iterator[ParsedArticle | Problem]:
    data = reading.read_whole(raw)
    document = xml_trees.parse(data)
    found = fields_of(document.root)
    [provenance] = elements.provenances(raw, data, document.encoding, MEDIA_TYPE, ("nitf",), 1)
    head = child(document.root, "head")
    status = next((data.get("management-status", "") for data in descendants(head, "docdata")), "")
    release = agency_copy.date(norm(head, "date.release"))
    if agency_copy.local(status) == "embargoed" and release:
        status = ""
    yield from agency_copy.finish(found, provenance, status=status, embargo=release, codes=codes(head))


def fields_of(root: etree._Element) -> dict[str, Any]:
    """The fields of a `<nitf>` element; those that it does not fill are empty."""
    head, body = child(root, "head"), child(root, "body")
    top, content = child(body, "body.head"), child(body, "body.content")
    headline = child(top, "hedline", "headline")
    title = line_of(child(headline, "hl1")) or line_of(child(head, "title"))
    subtitle = " ".join(filter(None, (line_of(inner) for inner in children(headline, "hl2"))))
    dateline = child(top, "dateline")
    text = "" if content is None else xml_trees.to_text(content)
    text, bare = agency_copy.with_dateline(agency_copy.without_title(text, title), dateline_of(dateline))
    located = [line_of(place) for place in descendants(dateline, "location")]
    happened = [event.get("city", "") for event in descendants(head, "evloc")]
    return {
        "given_id": next((known.get("id-string", "") for known in descendants(head, "doc-id")), ""),
        "source": source_of(head, top),
        "title": title,
        "subtitle": "" if subtitle == title else subtitle,
        "lead": "\n\n".join(xml_trees.to_text(inner) for inner in children(top, "abstract")),
        "body": text,
        "published": agency_copy.date(norm(head, "date.issue") or norm(head, "pubdata") or norm(top, "story.date")),
        "language": root.get("baselang") or root.get(LANGUAGE) or (body.get("lang", "") if body is not None else ""),
        "authors": tuple(filter(None, (author_of(byline) for byline in children(top, "byline")))),
        "places": tuple(dict.fromkeys(filter(None, (*located, *bare, *happened)))),
        "topics": tuple(dict.fromkeys(topics(head))),
    }


def norm(element: etree._Element | None, name: str) -> str:
    """The normalised date of the first element of that name that has one."""
    dated = (inner.get("norm") or inner.get("date.publication") or "" for inner in descendants(element, name))
    return next(filter(None, dated), "")


def dateline_of(dateline: etree._Element | None) -> str:
    """A dateline as it is printed; a bare `<story.date>` is no part of it."""
    if dateline is None:
        return ""
    if not (dateline.text or "").strip() and not any((inner.tail or "").strip() for inner in dateline):
        return line_of(child(dateline, "location"))
    return line_of(dateline)


def source_of(head: etree._Element | None, top: etree._Element | None) -> str:
    holders = [known.get("holder", "") for known in descendants(head, "doc.copyright")]
    owners = [line_of(owner) for owner in descendants(top, "rights.owner")]
    registrars = [known.get("regsrc", "") for known in descendants(head, "doc-id")]
    return next(filter(None, (line_of(child(top, "distributor")), *owners, *holders, *registrars)), "")


def author_of(byline: etree._Element) -> str:
    """A byline without the title of who wrote it, unless the title is all there is."""
    titles = [line_of(inner) for inner in descendants(byline, "byttl")]
    whole = line_of(byline)
    for title in titles:
        whole = whole.removesuffix(title).strip(" ,،") if whole != title else whole
    return agency_copy.author(whole)


def topics(head: etree._Element | None) -> Iterator[str]:
    for subject in descendants(head, "tobject.subject"):
        yield from filter(None, (subject.get(f"tobject.subject.{part}", "").strip() for part in SUBJECT_PARTS))


def codes(head: etree._Element | None) -> list[str]:
    """The subjects that have a code and no name."""
    return [
        code
        for subject in descendants(head, "tobject.subject")
        if (code := subject.get("tobject.subject.refnum", ""))
        and not any(subject.get(f"tobject.subject.{part}") for part in SUBJECT_PARTS)
    ]
