"""A web page is one article: what the page says of itself first, then what trafilatura finds.

The order for each field: JSON-LD of a NewsArticle, `<meta>` (Open Graph, Dublin Core, plain), marked elements, the
visible page. The text is trafilatura's, unless the page carries it whole in its JSON-LD and trafilatura found far
less.
"""

from __future__ import annotations

import itertools
import json
import logging
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urljoin

import lxml.html
from lxml import etree

from archive.ingest import dating, decoding, reading
from archive.ingest.datatypes import Evidence, ParsedArticle, Precision, Provenance, RawFile
from archive.ingest.parsing import markup, rows
from archive.ingest.problems import Reason, Refused

MEDIA_TYPE = "text/html"
CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w:.-]+)", re.I)
ARTICLE_TYPES = re.compile(r"(?:News|Reportage|Opinion|Analysis|Review|Background|Blog|Report)?(?:Article|Posting)$")
MUCH_LONGER = 2
DEEPEST_DATA = 20
SITE_NAME_AFTER = re.compile(r"\s+[|»\-–—]\s+[^|»–—]{2,60}$")
DATE_CLASS = re.compile(r"(?:^|[-_\s])(?:date|time|published|pubdate|timestamp|submitted|tarikh|created)", re.I)
DIGIT = re.compile(r"\d")
LONGEST_DATE = 120
MOST_TAGS = 20
MOST_HEADINGS, SOON_AFTER = 3, 5
WHOLE_ADDRESS = re.compile(r"https?://\S+$", re.I)


# What they cannot read is named by us, with its place.
for library in ("trafilatura", "htmldate"):
    logging.getLogger(library).setLevel(logging.CRITICAL)


def parse(raw: RawFile, declared: str = "", asked: str = "") -> Iterator[ParsedArticle]:
    """The article of a page; of one that was fetched, also the encoding that its server told, which goes before the
    page's own, and the address that was `asked` for.
    """
    data = reading.read_whole(raw)
    charset = CHARSET.search(data[:10_000])
    said = declared or (charset.group(1).decode("ascii", "ignore") if charset else "")
    decoded = decoding.decode(data, said, chosen=raw.manner.encoding)
    page = decoding.without_forbidden(decoded.text)
    tree = to_tree(page)
    linked, metas = linked_article(tree), meta_values(tree)
    published, evidence = published_date(tree, linked, metas, page)
    section = first(text_of(linked, "articleSection"), metas.get("article:section"))
    found: dict[str, Any] = {
        "url": first(canonical(tree, asked), metas.get("og:url"), text_of(linked, "url", "mainEntityOfPage")),
        "source": first(text_of(linked, "publisher"), metas.get("og:site_name"), metas.get("dc.publisher")),
        "title": title_of(tree, linked, metas),
        "subtitle": text_of(linked, "alternativeHeadline"),
        "body": body_of(tree, linked, page),
        "published": published,
        "updated": first(
            text_of(linked, "dateModified"), metas.get("article:modified_time"), metas.get("og:updated_time")
        ),
        "language": first(text_of(linked, "inLanguage"), tree.get("lang"), metas.get("og:locale")),
        "section": section,
        "topics": topics_of(tree, linked, section),
        "authors": texts_of(linked, "author") or tuple(filter(None, [metas.get("author"), metas.get("dc.creator")])),
        "places": texts_of(linked, "dateline", "locationCreated"),
    }
    found["body"] = without_title(found["body"], found["title"])
    rows.check(found)
    if not (found["body"].strip() or found["title"].strip()):
        raise Refused(Reason.NO_TEXT)
    provenance = Provenance(raw.where, raw.received, MEDIA_TYPE, decoded.encoding, 0, len(data), raw.folders)
    yield ParsedArticle(provenance=provenance, published_evidence=evidence, text_origin="scraped", **found)


def to_tree(text: str) -> lxml.html.HtmlElement:
    """The page as a tree; a declaration inside it no longer holds, since the text is decoded."""
    try:
        return lxml.html.document_fromstring(text.encode(), parser=lxml.html.HTMLParser(encoding="utf-8"))
    except (etree.ParserError, ValueError):
        raise Refused(Reason.NO_TEXT) from None


def linked_article(tree: lxml.html.HtmlElement) -> dict[str, Any]:
    """The first schema.org article in the JSON-LD of the page, else an empty one."""
    for script in tree.iter("script"):
        if "ld+json" in (script.get("type") or ""):
            try:
                data = json.loads(script.text or "", strict=False)
            except (ValueError, RecursionError):
                continue
            if found := find_article(data, DEEPEST_DATA):
                return found
    return {}


def find_article(data: Any, depth: int) -> dict[str, Any]:
    if not depth:
        return {}
    if isinstance(data, dict):
        types = data.get("@type")
        if any(isinstance(name, str) and ARTICLE_TYPES.match(name) for name in as_list(types)):
            return data
    inner = data if isinstance(data, list) else list(data.values()) if isinstance(data, dict) else []
    return next(filter(None, (find_article(value, depth - 1) for value in inner)), {})


def meta_values(tree: lxml.html.HtmlElement) -> dict[str, str]:
    """`name` or `property` → `content`, the first of each."""
    found: dict[str, str] = {}
    for meta in tree.iter("meta"):
        name = (meta.get("property") or meta.get("name") or meta.get("itemprop") or "").casefold()
        if name and (content := (meta.get("content") or "").strip()):
            found.setdefault(name, content)
    return found


def title_of(tree: lxml.html.HtmlElement, linked: dict[str, Any], metas: dict[str, str]) -> str:
    headings = [" ".join(heading.text_content().split()) for heading in tree.iter("h1")]
    title = " ".join((tree.findtext(".//title") or "").split())
    only = headings[0] if len(headings) == 1 else ""
    return first(text_of(linked, "headline"), metas.get("og:title"), only, SITE_NAME_AFTER.sub("", title))


def body_of(tree: lxml.html.HtmlElement, linked: dict[str, Any], page: str) -> str:
    import trafilatura  # heavy, and only pages need it

    found = trafilatura.extract(page, include_comments=False, include_tables=True, favor_precision=False) or ""
    carried = text_of(linked, "articleBody")
    if markup.looks_like_markup(carried):
        carried = markup.to_text(carried)
    if len(carried) > MUCH_LONGER * len(found):
        return carried
    if found:
        return found.replace("\n", markup.PARAGRAPH)
    body = tree.find("body")
    return "" if body is None else markup.page_to_text(body)


def without_title(body: str, title: str) -> str:
    """The text without a first line that only repeats the headline."""
    first_line, _, rest = body.lstrip().partition("\n")
    return rest.lstrip() if first_line.split() == title.split() else body


def published_date(
    tree: lxml.html.HtmlElement, linked: dict[str, Any], metas: dict[str, str], page: str
) -> tuple[str, Evidence]:
    """The date as the page gives it and whether it is stated; htmldate's finding comes last and is inferred."""
    stated = first(
        text_of(linked, "datePublished"),
        *(metas.get(name) for name in ("article:published_time", "datepublished", "dc.date", "dc.date.issued", "date")),
        *(first(time.get("datetime"), time.text_content()) for time in tree.iter("time")),
        *marked_dates(tree),
        *itertools.islice(dates_below_heading(tree), 1),
    )
    if stated:
        return stated, Evidence.STATED
    import htmldate  # heavy, and few pages come this far

    return htmldate.find_date(page, original_date=True, extensive_search=False) or "", Evidence.INFERRED


def marked_dates(tree: lxml.html.HtmlElement) -> Iterator[str]:
    """Short texts with a digit in elements whose class speaks of a date: what Arabic sites print above the text."""
    for element in tree.iter("span", "div", "p", "li", "td"):
        if DATE_CLASS.search(element.get("class") or "") or element.get("itemprop") == "datePublished":
            text = " ".join(element.text_content().split())
            if len(text) <= LONGEST_DATE and DIGIT.search(text):
                yield text


def dates_below_heading(tree: lxml.html.HtmlElement) -> Iterator[str]:
    """Short texts soon after the headline that give a whole day, in elements whose class says nothing that we know."""
    for heading in itertools.islice(tree.iter("h1"), MOST_HEADINGS):
        for text in itertools.islice(heading.itersiblings(), SOON_AFTER):
            printed = " ".join(text.text_content().split()) if isinstance(text.tag, str) else ""
            if len(printed) <= LONGEST_DATE and dating.read(printed).precision in (Precision.DAY, Precision.TIME):
                yield printed


def canonical(tree: lxml.html.HtmlElement, asked: str) -> str:
    """The page's own address, where it is a whole one; a path alone says nothing without the site that was asked."""
    links = (link for link in tree.iter("link") if "canonical" in (link.get("rel") or "").casefold().split())
    addresses = (urljoin(asked, link.get("href", "").strip()) for link in links)
    return next((address for address in addresses if WHOLE_ADDRESS.match(address)), "")


def topics_of(tree: lxml.html.HtmlElement, linked: dict[str, Any], section: str) -> tuple[str, ...]:
    """What editors filed the page under: its section, and what it is about or is tagged with."""
    tags = (meta.get("content") or "" for meta in tree.iter("meta") if meta.get("property") == "article:tag")
    filed = (section, *(texts_of(linked, "about") or itertools.islice(tags, MOST_TAGS)))
    return tuple(filter(None, filed))


def text_of(linked: dict[str, Any], *names: str) -> str:
    return next(iter(texts_of(linked, *names)), "")


def texts_of(linked: dict[str, Any], *names: str) -> tuple[str, ...]:
    """The values of the first of `names` that is there, objects by their name or `@id`."""
    for name in names:
        values = tuple(
            value if isinstance(value, str) else str(value.get("name") or value.get("@id") or "")
            for value in as_list(linked.get(name))
            if isinstance(value, str | dict)
        )
        if any(values):
            return tuple(filter(None, values))
    return ()


def as_list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [] if value is None else [value]


def first(*values: str | None) -> str:
    return next((value.strip() for value in values if value and value.strip()), "")
