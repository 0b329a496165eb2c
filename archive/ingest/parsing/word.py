"""DOCX: one article. Its title is the paragraph styled as one, else a first line that reads like a headline.

Hidden and deleted text is no print. Footnotes and endnotes stand at the end, as they do on paper.
"""

from __future__ import annotations

import io
from collections.abc import Iterator

import docx
from docx.document import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.exceptions import PackageNotFoundError
from docx.oxml.ns import qn
from lxml import etree

from archive.ingest import reading
from archive.ingest.datatypes import ParsedArticle, Provenance, RawFile
from archive.ingest.parsing import office_packages, plain_text, xml_trees
from archive.ingest.problems import Problem, Reason, Refused

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
PARAGRAPH, RUN, TEXT, SYMBOL = qn("w:p"), qn("w:r"), qn("w:t"), qn("w:sym")
SIGNS = {
    qn("w:tab"): " ",
    qn("w:br"): "\n",
    qn("w:cr"): "\n",
    qn("w:noBreakHyphen"): "\N{NON-BREAKING HYPHEN}",
}
# What was moved elsewhere, and the second rendering of a text box for old programs. (Deleted text is no `w:t`.)
PASSED_OVER = {qn("w:moveFrom"), "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"}
# The names that the format fixes; a style's id is the language's of the program that wrote it ("a3", "Titre1").
TITLE_STYLES = ("title", "heading 1")
NOTES = {RELATIONSHIP_TYPE.FOOTNOTES: qn("w:footnote"), RELATIONSHIP_TYPE.ENDNOTES: qn("w:endnote")}
NO_NOTES = {"separator", "continuationSeparator", "continuationNotice"}
OFF = {"0", "false", "off"}
# Symbol fonts give their signs codes of their own in the private use area (ECMA-376, 17.3.3.30).
NO_LETTERS = range(0xD800, 0xF900)  # and halves of letters before it


def parse(raw: RawFile) -> Iterator[ParsedArticle | Problem]:
    data = reading.read_whole(raw)
    office_packages.check(io.BytesIO(data))
    try:
        document = docx.Document(io.BytesIO(data))
        styles, body = names_of_styles(document), document.element.body
    except (PackageNotFoundError, KeyError, ValueError, AttributeError, etree.XMLSyntaxError) as error:
        raise Refused(Reason.DAMAGED_DOCUMENT, error=str(error)[:200]) from None
    paragraphs = [(styles.get(style, style).casefold(), text) for style, text in paragraphs_of(body) if text]
    if not paragraphs:
        raise Refused(Reason.NO_TEXT)
    title, text = divide(paragraphs)
    text = "\n\n".join([text, *notes_of(document)])
    place, dated = plain_text.dateline(text)
    yield ParsedArticle(
        provenance=Provenance(raw.where, raw.received, MEDIA_TYPE, "", 0, len(data), raw.folders),
        title=title or plain_text.title_of_name(raw.name),
        title_supplied=not title,
        body=text,
        published=dated,
        places=(place,) if place else (),
    )


def names_of_styles(document: Document) -> dict[str, str]:
    """The name of every style by its id."""
    return {style.style_id: style.element.name_val or "" for style in document.styles}


def divide(paragraphs: list[tuple[str, str]]) -> tuple[str, str]:
    """The title, empty where there is none, and the text."""
    for name in TITLE_STYLES:
        for place, (style, text) in enumerate(paragraphs):
            if style == name:
                rest = paragraphs[:place] + paragraphs[place + 1 :]
                return " ".join(text.split()), "\n\n".join(inner for _, inner in rest)
    return plain_text.split_headline("\n\n".join(text for _, text in paragraphs))


def notes_of(document: Document) -> Iterator[str]:
    """The words of footnotes, then of endnotes, a paragraph each, in their order."""
    for relation in document.part.rels.values():
        if relation.reltype not in NOTES or relation.is_external:
            continue
        tree = xml_trees.to_tree(xml_trees.decode(relation.target_part.blob).text)
        for note in tree.iter(NOTES[relation.reltype]):
            if note.get(qn("w:type")) not in NO_NOTES:
                yield from filter(None, (text for _, text in paragraphs_of(note)))


def paragraphs_of(body: etree._Element) -> Iterator[tuple[str, str]]:
    """Style and words of every paragraph, those of tables, text boxes and accepted changes too."""
    words: dict[etree._Element, list[str]] = {}
    for element in body.iter(PARAGRAPH, TEXT, SYMBOL, *SIGNS):
        if any(above.tag in PASSED_OVER for above in element.iterancestors()):
            continue
        if element.tag == PARAGRAPH:
            words[element] = []
        elif (paragraph := next(element.iterancestors(PARAGRAPH), None)) in words and not is_hidden(element):
            words[paragraph].append(word_of(element))
    for paragraph, pieces in words.items():
        style = paragraph.find(f"{qn('w:pPr')}/{qn('w:pStyle')}")
        yield "" if style is None else style.get(qn("w:val"), ""), "".join(pieces).strip()


def word_of(element: etree._Element) -> str:
    if element.tag == SYMBOL:
        return symbol(element.get(qn("w:char"), ""))
    return SIGNS.get(element.tag) or element.text or ""


def symbol(code: str) -> str:
    """The letter of a `w:sym`; one that only its font knows is told by the sign for a lost letter."""
    try:
        number = int(code, 16)
        return "\N{REPLACEMENT CHARACTER}" if number in NO_LETTERS or number < 32 else chr(number)
    except (ValueError, OverflowError):
        return "\N{REPLACEMENT CHARACTER}"


def is_hidden(element: etree._Element) -> bool:
    """Whether it was made invisible (`w:vanish`), or stands in no run: a tab stop of the layout."""
    run = next(element.iterancestors(RUN), None)
    if run is None:
        return True
    hidden = run.find(f"{qn('w:rPr')}/{qn('w:vanish')}")
    return hidden is not None and hidden.get(qn("w:val"), "1") not in OFF
