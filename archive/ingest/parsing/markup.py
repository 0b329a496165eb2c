"""HTML inside a field to plain text: exports of content systems keep their articles so."""

from __future__ import annotations

import re

import lxml.html
from lxml import etree

from archive.ingest import decoding

MARKUP = re.compile(
    r"</(?:p|div|span|a|b|i|em|strong|h[1-6]|li|ul|ol|blockquote|table|figure)\s*>|<br\s*/?>|<p[\s>]", re.I
)
DROPPED = ("script", "style", "noscript", "iframe", "object", "template", "head")
BLOCKS = (
    *("p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "li", "ul", "ol", "blockquote", "pre", "table", "tr"),
    *("section", "article", "header", "footer", "figure", "figcaption"),
)
LINES = re.compile(r"<(?:p|div|br|h[1-6]|li|section|article)[\s/>]", re.I)
WHITE = re.compile(r"\s+")
PARAGRAPH = "\n\n"


def looks_like_markup(text: str) -> bool:
    """Whether `text` holds tags. A lone `<` or `<3` in a sentence is none."""
    return "<" in text and MARKUP.search(text) is not None


def to_text(text: str) -> str:
    """The words of the markup, a blank line between blocks, a line break where `<br>` stood.

    Where tags make the lines, the line ends of the file mean nothing; where only words are tagged, they are all there
    is.
    """
    text = decoding.without_forbidden(text)
    if LINES.search(text):
        text = WHITE.sub(" ", text)
    try:
        tree = lxml.html.fragment_fromstring(text, create_parent="div")
    except (etree.ParserError, ValueError):
        return text
    return tree_to_text(tree)


def page_to_text(body: lxml.html.HtmlElement) -> str:
    """All words of a page for which no better reading is known."""
    for element in body.iter():
        if isinstance(element.tag, str) and element.tag != "pre":
            element.text = WHITE.sub(" ", element.text or "")
        element.tail = WHITE.sub(" ", element.tail or "")
    return tree_to_text(body)


def tree_to_text(tree: lxml.html.HtmlElement) -> str:
    etree.strip_elements(tree, etree.Comment, *DROPPED, with_tail=False)
    for element in tree.iter(*BLOCKS):
        element.text = PARAGRAPH + (element.text or "")
        element.tail = PARAGRAPH + (element.tail or "")
    for element in tree.iter("br"):
        element.tail = "\n" + (element.tail or "")
    return "".join(tree.itertext())
