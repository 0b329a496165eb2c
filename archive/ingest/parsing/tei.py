"""TEI P5 (and P4): every `<div type="item">` or `"article"` is an article, else every text is one.

Of what an editor corrected the printed form is taken; notes, running heads and the editor's header are no text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from lxml import etree

from archive.ingest import reading
from archive.ingest.datatypes import ParsedArticle, Problem, Provenance, RawFile, Reason, Refused
from archive.ingest.parsing import xml_trees
from archive.ingest.parsing.xml_trees import child, descendants, name_of

MEDIA_TYPE = "application/tei+xml"
ITEMS = {"item", "article", "story"}
NO_ARTICLES = {"masthead", "toc"}
BLOCK_NAMES = "p head ab div lg list item dateline byline opener closer salute signed table row sp"
BLOCKS = frozenset(BLOCK_NAMES.split())
EDITORIAL = frozenset(("corr", "reg", "expan", "supplied"))  # beside `sic`, `orig`, `abbr` in a `<choice>`
DROPPED = frozenset(("note", "fw", "teiheader", "figdesc"))
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
        edition = text.getparent()
        if edition is None or name_of(edition) not in ("tei", "tei.2"):
            continue
        header = child(edition, "teiheader")
        for item in items_of(text) or [text]:
            fields = fields_of(item, header)
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


def fields_of(item: etree._Element, header: etree._Element | None) -> dict[str, Any]:
    is_whole = name_of(item) == "text"
    head = next(iter(descendants(item, "head")), None)
    title = line(head) or (line(first(header, "titlestmt", "title")) if is_whole else "")
    dateline, byline = descendants(item, "dateline"), descendants(item, "byline")
    dates = [inner for part in dateline for inner in descendants(part, "date")]
    names = {line(inner) for part in byline for inner in descendants(part, "persname")}
    authors = [line(inner) for part in byline for inner in descendants(part, "persname")] or [*map(line, byline)]
    if is_whole and not names:
        authors = [line(inner) for inner in descendants(child(child(header, "filedesc"), "titlestmt"), "author")]
    monograph = first(header, "monogr")
    page = next((inner.get("n", "") for inner in descendants(item, "pb") if inner.get("n")), "")
    return {
        "given_id": item.get(ID, "") and f"{item.getroottree().getroot().get(ID, '')}#{item.get(ID)}",
        "source": line(journal(monograph)),
        "title": title,
        "body": to_text(item, without=head),
        "published": next(filter(None, map(day, [*dates, *descendants(monograph, "date")])), ""),
        "language": item.get(LANGUAGE, ""),
        "page": page,
        "issue": issue(monograph),
        "authors": tuple(dict.fromkeys(filter(None, authors))),
        "places": tuple(dict.fromkeys(line(inner) for part in dateline for inner in descendants(part, "placename"))),
        "listed": True,
    }


def first(element: etree._Element | None, *path: str) -> etree._Element | None:
    for name in path:
        element = next(iter(descendants(element, name)), None)
    return element


def journal(monograph: etree._Element | None) -> etree._Element | None:
    titles = [inner for inner in descendants(monograph, "title") if inner.get("level") in ("j", None)]
    return next((inner for inner in titles if inner.get(LANGUAGE) == "ar"), titles[0] if titles else None)


def issue(monograph: etree._Element | None) -> str:
    scopes = [inner for inner in descendants(monograph, "biblscope") if inner.get("unit", inner.get("type")) == "issue"]
    return next((inner.get("n") or inner.get("from") or line(inner) for inner in scopes), "")


def day(element: etree._Element) -> str:
    return element.get("when") or line(element)


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
