"""TEI P5 (and P4): every `<div type="item">` or `"article"` is an article, else every text is one.

The texts of a `<group>` are texts of their own; what a header leaves unsaid, the header of its corpus says.
Of what an editor corrected the printed form is taken; notes, running heads and the editor's header are no text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from lxml import etree

from archive.ingest import reading
from archive.ingest.datatypes import ParsedArticle, Provenance, RawFile
from archive.ingest.parsing import xml_trees
from archive.ingest.parsing.xml_trees import child, descendants, name_of
from archive.ingest.problems import Problem, Reason, Refused

MEDIA_TYPE = "application/tei+xml"
ITEMS = {"item", "article", "story"}
NO_ARTICLES = {"masthead", "toc"}
BLOCK_NAMES = "p head ab div lg list item dateline byline opener closer salute signed table row sp"
BLOCKS = frozenset(BLOCK_NAMES.split())
EDITORIAL = frozenset(("corr", "reg", "expan", "supplied"))  # beside `sic`, `orig`, `abbr` in a `<choice>`
DROPPED = frozenset(("note", "fw", "teiheader", "figdesc"))
# `value` is P4's; of a span of time the day that it begins with is taken.
DAYS = ("when", "when-iso", "value", "from", "from-iso", "notBefore", "notBefore-iso")
LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
# Real editions hold xml:ids that XML forbids ("xi:include_1"), and one would cost the whole file.
ID, XML_ID = "id", re.compile(r"(?<=\s)xml:id(?=\s*=)")


def parse(raw: RawFile) -> Iterator[ParsedArticle | Problem]:
    data = reading.read_whole(raw)
    decoded = xml_trees.decode(data)
    root = xml_trees.to_tree(XML_ID.sub(ID, decoded.text))
    provenance = Provenance(raw.where, raw.received, MEDIA_TYPE, decoded.encoding, 0, len(data), raw.folders)
    found = False
    for text in descendants(root, "text"):
        if child(text, "group") is not None:
            continue  # its texts follow
        headers = headers_of(text)
        for item in items_of(text) or [text]:
            fields = fields_of(item, headers)
            if fields["title"] or fields["body"]:
                found = True
                yield ParsedArticle(provenance=provenance, **fields)
    if not found:
        raise Refused(Reason.NO_ARTICLES)


def items_of(text: etree._Element) -> list[etree._Element]:
    """The innermost divisions that are articles; an item of items is a section."""
    items = [
        inner
        for inner in descendants(text, *("div", *(f"div{level}" for level in range(1, 8))))
        if inner.get("type", "").casefold() in ITEMS and inner.get("subtype", "").casefold() not in NO_ARTICLES
    ]
    holding = {above for item in items for above in item.iterancestors()}
    return [item for item in items if item not in holding]


def headers_of(text: etree._Element) -> list[etree._Element]:
    """The header of the text, then those of the corpora that it belongs to."""
    return [header for above in text.iterancestors() if (header := child(above, "teiheader")) is not None]


def fields_of(item: etree._Element, headers: list[etree._Element]) -> dict[str, Any]:
    is_whole = name_of(item) == "text"
    head = next(iter(descendants(item, "head")), None)
    title = line(head) or (title_of(headers) if is_whole else "")
    dateline, byline = descendants(item, "dateline"), descendants(item, "byline")
    dates = [inner for part in dateline for inner in descendants(part, "date")]
    names = {line(inner) for part in byline for inner in descendants(part, "persname")}
    authors = [line(inner) for part in byline for inner in descendants(part, "persname")] or [*map(line, byline)]
    if is_whole and not names:
        authors = next(filter(None, map(authors_of, headers)), authors)
    monographs = [inner for header in headers if (inner := first(header, "monogr")) is not None]
    dates += [inner for above in monographs for inner in descendants(above, "date")]
    page = next((inner.get("n", "") for inner in descendants(item, "pb") if inner.get("n")), "")
    return {
        "given_id": item.get(ID, "") and f"{item.getroottree().getroot().get(ID, '')}#{item.get(ID)}",
        "source": next(filter(None, (line(journal(inner)) for inner in monographs)), ""),
        "title": title,
        "body": to_text(item, without=head),
        "published": next(filter(None, map(day, dates)), ""),
        "language": language(item),
        "page": page,
        "issue": next(filter(None, map(issue, monographs)), ""),
        "authors": tuple(dict.fromkeys(filter(None, authors))),
        "places": tuple(dict.fromkeys(line(inner) for part in dateline for inner in descendants(part, "placename"))),
        "listed": True,
    }


def title_of(headers: list[etree._Element]) -> str:
    return next(filter(None, (line(first(header, "titlestmt", "title")) for header in headers)), "")


def authors_of(header: etree._Element) -> list[str]:
    return [line(inner) for inner in descendants(child(child(header, "filedesc"), "titlestmt"), "author")]


def language(item: etree._Element) -> str:
    """Of the item or what it stands in, up to its text: above, editors say theirs. P4 has `lang`."""
    within = (above for above in (item, *item.iterancestors()) if name_of(above) not in ("tei", "tei.2", "teicorpus"))
    return next(filter(None, (above.get(LANGUAGE) or above.get("lang") for above in within)), "")


def first(element: etree._Element | None, *path: str) -> etree._Element | None:
    for name in path:
        element = next(iter(descendants(element, name)), None)
    return element


def journal(monograph: etree._Element | None) -> etree._Element | None:
    titles = [inner for inner in descendants(monograph, "title") if inner.get("level") in ("j", None)]
    arabic = (inner for inner in titles if "ar" in (inner.get(LANGUAGE), inner.get("lang")))
    return next(arabic, titles[0] if titles else None)


def issue(monograph: etree._Element | None) -> str:
    scopes = [inner for inner in descendants(monograph, "biblscope") if inner.get("unit", inner.get("type")) == "issue"]
    return next((inner.get("n") or inner.get("from") or line(inner) for inner in scopes), "")


def day(element: etree._Element) -> str:
    """The day as its attributes say it, the most exact first, else as it is printed."""
    return next(filter(None, map(element.get, DAYS)), "") or line(element)


def line(element: etree._Element | None) -> str:
    return "" if element is None else " ".join(to_text(element).split())


def to_text(element: etree._Element, without: etree._Element | None = None) -> str:
    """The printed words, a blank line between blocks; the line ends of the print are spaces, those of verse stay."""
    parts: list[str] = []
    dropped = 0
    for event, inner in etree.iterwalk(element, events=("start", "end")):
        name = name_of(inner)
        edge = "\n\n" if name in BLOCKS else "\n" if name == "l" else ""
        if name in ("lb", "pb", "cb", "cell", "seg") and inner.get("break") != "no":
            edge = " "
        is_dropped = name in DROPPED or inner is without or (name in EDITORIAL and name_of_parent(inner) == "choice")
        if event == "start":
            dropped += is_dropped
            parts += () if dropped else (edge, xml_trees.words(inner.text))
        else:
            dropped -= is_dropped
            tail = xml_trees.words(inner.tail) if inner is not element else ""
            parts += () if dropped else (edge, tail)
    return xml_trees.BLANK_LINES.sub("\n\n", "".join(parts)).strip()


def name_of_parent(element: etree._Element) -> str:
    parent = element.getparent()
    return "" if parent is None else name_of(parent)
