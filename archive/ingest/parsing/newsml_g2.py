"""NewsML-G2: a `newsItem`, or a `newsMessage` with several; the text is NITF, XHTML or plain, inside of the item.

Packages, concepts, plans, pictures and films hold no text of an article and are named. What is said twice is taken
from the item's metadata first, then from the text's own.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from urllib.parse import urlsplit

from lxml import etree

from archive.ingest import reading
from archive.ingest.datatypes import ParsedArticle, Provenance, RawFile
from archive.ingest.guarding import guarded
from archive.ingest.parsing import agency_copy, elements, markup, nitf, xml_trees
from archive.ingest.parsing.xml_trees import child, children, descendants, line_of, name_of
from archive.ingest.problems import Problem, Reason, Refused, Stage

MEDIA_TYPE = "application/vnd.iptc.g2.newsitem+xml"
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
OTHER_ITEMS = ("packageitem", "conceptitem", "knowledgeitem", "planningitem", "catalogitem")
TEXT_CLASSES = {"", "text", "composite"}
DATA = {"sports-content": "SportsML", "events": "events"}  # for machines, not an article's text
PLACES = {"geoarea", "poi"}
NO_TOPICS = PLACES | {"person", "organisation", "organization", "event", "poi"}
NO_WRITERS = ("photo", "cam", "graph", "source")


def parse(raw: RawFile) -> Iterator[ParsedArticle | Problem]:
    data = reading.read_whole(raw)
    document = xml_trees.parse(data)
    items = [document.root] if name_of(document.root) == "contentset" else descendants(document.root, "newsitem")
    others = descendants(document.root, *OTHER_ITEMS)
    names = ("newsItem",) if items != [document.root] or name_of(document.root) == "newsitem" else ("contentSet",)
    places = elements.provenances(raw, data, document.encoding, MEDIA_TYPE, names, len(items))
    for item, provenance in zip(items, places, strict=True):
        yield from guarded(read_item(item, provenance), provenance.where)
    for other in others:
        where = raw.where.at(other.sourceline or 1)
        yield Problem(where, Stage.PARSE, Reason.NOT_NEWS, {"kind": etree.QName(other).localname}, note=bool(items))
    if not items and not others:
        raise Refused(Reason.NOT_NEWS, kind=etree.QName(document.root).localname)


def read_item(item: etree._Element, provenance: Provenance) -> Iterator[ParsedArticle | Problem]:
    meta, about = child(item, "itemmeta"), child(item, "contentmeta")
    kind = agency_copy.local(code_of(child(meta, "itemclass")))
    inner = text_of(item if name_of(item) == "contentset" else child(item, "contentset"))
    if kind not in TEXT_CLASSES or (kind == "composite" and not inner.get("body")):
        raise Refused(Reason.NOT_NEWS, kind=kind)
    language = first(attribute(child(about, "language"), "tag"), inner.get("language"), item.get(LANGUAGE))
    title, supplied = title_of(meta, about, inner, language)
    body = agency_copy.without_title(inner.get("body", ""), title)
    body, bare = agency_copy.with_dateline(body, line_of(child(about, "dateline")))
    published = first(line_of(child(about, "contentcreated")), line_of(child(meta, "firstcreated")))
    version = line_of(child(meta, "versioncreated"))
    subjects = children(about, "subject")
    guid = item.get("guid", "").strip()
    found = inner | {
        "given_id": guid or inner.get("given_id", ""),
        "url": guid if guid.startswith(("http://", "https://")) else "",
        "source": first(party(item, child(meta, "provider")), inner.get("source")),
        "title": title,
        "title_supplied": supplied,
        "subtitle": first(headline(about, language, sub=True), inner.get("subtitle")),
        "lead": first(lead_of(about, language), inner.get("lead")),
        "body": body,
        "published": agency_copy.date(first(published, version, inner.get("published"))),
        "updated": agency_copy.date(version),
        "language": language,
        "genre": agency_copy.local(code_of(child(about, "genre"))),
        "authors": authors_of(meta, about, inner),
        "places": places_of(about, subjects, (*bare, *inner.get("places", ())), language),
        "topics": tuple(
            name for one in subjects if kind_of(one) not in NO_TOPICS and (name := named(one, language))
        ) + tuple(inner.get("topics", ())),
    }  # fmt: skip
    embargo = child(meta, "embargoed")
    status = code_of(child(meta, "pubstatus"))
    if embargo is not None and not line_of(embargo):
        status = "withheld"  # an embargo without an end
    codes = [one.get("qcode", "") for one in subjects if kind_of(one) not in NO_TOPICS and not named(one, language)]
    yield from agency_copy.finish(
        found, provenance, status=status, embargo=agency_copy.date(line_of(embargo)), codes=filter(None, codes)
    )


def text_of(content: etree._Element | None) -> dict[str, Any]:
    """The fields of the longest text that an item carries."""
    carriers = children(content, "inlinexml", "inlinedata")
    kinds = [data_in(carrier) for carrier in carriers]
    if kinds and all(kinds):
        raise Refused(Reason.NOT_NEWS, kind=kinds[0])
    found = [fields_of(carrier) for carrier, kind in zip(carriers, kinds, strict=True) if not kind]
    return max(found, key=lambda fields: len(fields.get("body", "")), default={})


def data_in(carrier: etree._Element) -> str:
    """What a carrier holds instead of a text: a table of results, a diary; empty for anything else."""
    return next((DATA.get(name_of(element), "") for element in carrier if name_of(element)), "")


def fields_of(carrier: etree._Element) -> dict[str, Any]:
    inner = next((element for element in carrier if name_of(element)), None)
    if inner is None:
        text = carrier.text or ""
        return {"body": markup.to_text(text) if markup.looks_like_markup(text) else text}
    if name_of(inner) == "nitf":
        return nitf.fields_of(inner)
    body = child(inner, "body")
    return {"body": xml_trees.to_text(inner if body is None else body)}


def title_of(
    meta: etree._Element | None, about: etree._Element | None, inner: dict[str, Any], language: str
) -> tuple[str, bool]:
    """The headline, and whether it is none: a slug is the desk's word for a story, not the headline of it."""
    printed = first(headline(about, language), inner.get("title"), line_of(child(meta, "title")))
    return (printed, False) if printed else (line_of(child(about, "slugline")), True)


def headline(about: etree._Element | None, language: str, *, sub: bool = False) -> str:
    found = [one for one in children(about, "headline") if ("sub" in one.get("role", "").casefold()) is sub]
    main = [one for one in found if agency_copy.local(one.get("role", "")) in ("", "main")] or found
    return line_of(in_language(main, language))


def lead_of(about: etree._Element | None, language: str) -> str:
    """The summary; a description with the role of a caption belongs to a picture."""
    found = [one for one in children(about, "description") if "caption" not in one.get("role", "")]
    chosen = in_language(found, language)
    return "" if chosen is None else xml_trees.to_text(chosen)


def in_language(found: list[etree._Element], language: str) -> etree._Element | None:
    """The one in the article's language, else in Arabic, else the first."""
    said = [one for one in found if line_of(one)]
    for wanted in (language[:2], "ar"):
        chosen = [one for one in said if wanted and one.get(LANGUAGE, "").startswith(wanted)]
        if chosen:
            return chosen[0]
    return next(iter(said), None)


def code_of(element: etree._Element | None) -> str:
    return first(*(attribute(element, name) for name in ("qcode", "uri", "literal")))


def kind_of(subject: etree._Element) -> str:
    return agency_copy.local(first(subject.get("type"), subject.get("typeuri")))


def named(element: etree._Element, language: str) -> str:
    return line_of(in_language(children(element, "name"), language))


def party(item: etree._Element, provider: etree._Element | None) -> str:
    """The name of an agency: as it is given, its code, else who holds the rights, else the host of its address."""
    holder = child(child(item, "rightsinfo"), "copyrightholder")
    given = (line_of(child(provider, "name")), attribute(provider, "literal"))
    host = urlsplit(attribute(provider, "uri")).hostname if "//" in attribute(provider, "uri") else ""
    return first(*given, attribute(provider, "qcode").rpartition(":")[2], line_of(child(holder, "name")), host)


def authors_of(meta: etree._Element | None, about: etree._Element | None, inner: dict[str, Any]) -> tuple[str, ...]:
    """By the byline; else by the creators that have a name, and are neither photographers nor the agency itself."""
    if printed := agency_copy.author(line_of(child(about, "by"))):
        return (printed,)
    if inner.get("authors"):
        return tuple(inner["authors"])
    agencies = {line_of(child(one, "name")) for one in (*children(meta, "provider"), *children(about, "infosource"))}
    names = [
        line_of(child(one, "name"))
        for one in children(about, "creator")
        if not any(role in one.get("role", "").casefold() for role in NO_WRITERS) and one.get("uri")
    ]
    return tuple(name for name in names if name and name not in agencies)


def places_of(
    about: etree._Element | None, subjects: list[etree._Element], known: tuple[str, ...], language: str
) -> tuple[str, ...]:
    """Where it was written, then what places it is about."""
    located = [named(one, language) for one in children(about, "located")]
    written_of = [named(one, language) for one in subjects if kind_of(one) in PLACES]
    return tuple(dict.fromkeys(filter(None, (*located, *known, *written_of))))


def attribute(element: etree._Element | None, name: str) -> str:
    return "" if element is None else (element.get(name) or "").strip()


def first(*values: str | None) -> str:
    return next((value.strip() for value in values if value and value.strip()), "")
