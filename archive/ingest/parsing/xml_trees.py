"""XML from strangers to a tree: no entities of its own, no DTD, no network, no bottomless nesting; and its words.

lxml's own limits hold (`huge_tree=False`): 256 levels, ten million bytes of text in one element.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass

from lxml import etree

from archive.ingest import decoding
from archive.ingest.problems import Reason, Refused

DECLARATION = re.compile(r"\s*<\?xml\s[^>]*?\?>")
DECLARED = re.compile(rb"<\?xml\s[^>]{0,200}?encoding\s*=\s*[\"']([\w.:-]+)")
INTERNAL_SUBSET = re.compile(r"<!DOCTYPE[^\[>]*+\[")
OWN_ENTITY = "<!ENTITY"
NAMED_ENTITY = re.compile(r"&(?!(?:amp|lt|gt|quot|apos);)[A-Za-z][A-Za-z0-9]{1,31};")
WHITE = re.compile(r"\s+")
PARAGRAPH = "\n\n"
BLANK_LINES = re.compile(r"\n[ \t]*(?:\n[ \t]*)+")
# Of XHTML and NITF alike.
BLOCK_NAMES = (
    "p div h1 h2 h3 h4 h5 h6 hl1 hl2 li ul ol dl dt dd blockquote bq pre table tr nitf-table section article "
    "footer figure figcaption block body.content tagline abstract credit note"
)
BLOCKS = frozenset(BLOCK_NAMES.split())
CELLS = frozenset(("td", "th"))
DROPPED = frozenset(("script", "style", "noscript", "iframe", "object", "template", "head", "header", "nav", "media"))


@dataclass(frozen=True, slots=True)
class Document:
    root: etree._Element
    text: str
    encoding: str


def parse(data: bytes) -> Document:
    """The tree of an XML file; `Refused` for one that is not well-formed, or that was made to do harm."""
    decoded = decode(data)
    return Document(to_tree(decoded.text), decoded.text, decoded.encoding)


def decode(data: bytes) -> decoding.Decoded:
    """The letters of an XML file without its declaration: by its bytes, then as it declares itself."""
    match = DECLARED.search(data[:1000])
    declared = match.group(1).decode("ascii") if match else ""
    try:
        decoded = decoding.decode(data, declared)
    except Refused as refused:
        encoding = decoding.canonical(declared)
        if refused.reason is not Reason.UNKNOWN_ENCODING or not encoding or encoding.startswith("utf"):
            raise
        decoded = decoding.Decoded(decoding.decode_strictly(data, encoding), encoding)
    return decoding.Decoded(decoding.without_forbidden(DECLARATION.sub("", decoded.text, count=1)), decoded.encoding)


def refuse_entities(text: str) -> None:
    subset = INTERNAL_SUBSET.search(text)
    if subset and OWN_ENTITY in text[subset.end() :]:
        raise Refused(Reason.ENTITIES)


def to_tree(text: str) -> etree._Element:
    refuse_entities(text)
    # HTML's names stand in feeds and wires without the DTD that would explain them.
    known = NAMED_ENTITY.sub(lambda entity: html.escape(html.unescape(entity.group())), text)
    parser = etree.XMLParser(
        encoding="utf-8",
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        return etree.fromstring(known.encode("utf-8", "surrogatepass"), parser)
    except etree.XMLSyntaxError as error:
        if "depth" in str(error):
            raise Refused(Reason.TOO_DEEP) from None
        raise Refused(Reason.NO_XML, error=str(error)[:200]) from None


def name_of(element: etree._Element) -> str:
    """The name of an element without its namespace, in small letters; empty for what is no element."""
    return etree.QName(element).localname.casefold() if isinstance(element.tag, str) else ""


def child(element: etree._Element | None, *names: str) -> etree._Element | None:
    return next(iter(children(element, *names)), None)


def children(element: etree._Element | None, *names: str) -> list[etree._Element]:
    """The children of those names, in the order of the file, in whatever namespace."""
    return [] if element is None else [inner for inner in element if name_of(inner) in names]


def descendants(element: etree._Element | None, *names: str) -> list[etree._Element]:
    return [] if element is None else [inner for inner in element.iter() if name_of(inner) in names]


def line_of(element: etree._Element | None) -> str:
    """The words of an element on one line."""
    return "" if element is None else " ".join(to_text(element).split())


def to_text(element: etree._Element) -> str:
    """The words of an element, a blank line between its blocks, a line break where `<br/>` stood."""
    parts: list[str] = []
    dropped = 0
    for event, inner in etree.iterwalk(element, events=("start", "end")):
        name = name_of(inner)
        edge = PARAGRAPH if name in BLOCKS else "\n" if name == "br" else " " if name in CELLS else ""
        if event == "start":
            dropped += name in DROPPED
            parts += () if dropped else (edge, words(inner.text, kept=name == "pre"))
        else:
            dropped -= name in DROPPED
            tail = words(inner.tail) if inner is not element else ""
            parts += () if dropped else (edge if name != "br" else "", tail)
    return BLANK_LINES.sub(PARAGRAPH, "".join(parts)).strip()


def words(text: str | None, *, kept: bool = False) -> str:
    return (text or "") if kept else WHITE.sub(" ", text or "")
