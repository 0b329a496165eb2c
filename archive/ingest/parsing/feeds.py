"""RSS and Atom in all their versions, well-formed or not, as feedparser reads them.

The text of an article is its `content:encoded` or Atom `content`. A `description` is a summary by its standard; feeds
that put the whole article into it are told by its length and its paragraphs. Where only a summary is there, it is the
article's lead, and a note says so.
"""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from typing import Any
from urllib.parse import urljoin

from archive.ingest import reading
from archive.ingest.datatypes import ParsedArticle, Provenance, RawFile
from archive.ingest.guarding import guarded
from archive.ingest.parsing import elements, markup, rows, xml_trees
from archive.ingest.problems import Problem, Reason, Refused, Stage

MEDIA_TYPES = {"atom": "application/atom+xml", "rss": "application/rss+xml", "": "application/xml"}
ITEMS = ("item", "entry")
LARGEST = 20_000_000  # bytes: a feed is read whole, a megabyte in a second, and a faulty one more slowly
DEEPEST = 2_000  # open tags; of 400,000 feedparser took half a minute
TAG = re.compile(
    r"<!\[CDATA\[.*?(?:\]\]>|\Z)|<!--.*?(?:-->|\Z)|<(?P<end>/?)[A-Za-z][\w:.-]*[^<>]*?(?P<alone>/?)>", re.S
)
WHOLE_TEXT = 1_000  # letters of a description that is no summary any more
WHOLE_PARAGRAPHS = 3
CUT = re.compile(
    r"(?:\[?(?:…|\.\.\.)\]?|(?:اقرأ|إقرأ|قراءة|تابع|للمزيد|المزيد|التتمة|read more|continue reading)[^\n]{0,40})\W*$",
    re.I,
)


def parse(raw: RawFile) -> Iterator[ParsedArticle | Problem]:
    import feedparser  # heavy, and only feeds need it

    data = reading.read_whole(raw)
    if len(data) > LARGEST:
        raise Refused(Reason.TOO_LARGE, limit=LARGEST)
    decoded = xml_trees.decode(data)
    xml_trees.refuse_entities(decoded.text)
    refuse_depth(decoded.text)
    found = feedparser.parse(
        io.BytesIO(decoded.text.encode("utf-8", "surrogatepass")),
        response_headers={"content-type": "application/xml; charset=utf-8"},
        sanitize_html=False,
    )
    if not found.entries:
        raise Refused(Reason.NO_XML, error=fault(found)) if found.bozo else Refused(Reason.NO_ARTICLES)
    family = next((name for name in ("atom", "rss") if found.version.startswith(name)), "")
    count = len(found.entries)
    places = elements.provenances(raw, data, decoded.encoding, MEDIA_TYPES[family], ITEMS, count)
    for entry, provenance in zip(found.entries, places, strict=True):
        yield from guarded(read_entry(entry, found.feed, provenance, is_atom=family == "atom"), provenance.where)
    if found.bozo:
        yield Problem(raw.where, Stage.PARSE, Reason.FAULTY_FEED, {"error": fault(found)}, note=True)


def read_entry(entry: Any, feed: Any, provenance: Provenance, *, is_atom: bool) -> Iterator[ParsedArticle | Problem]:
    article = to_article(entry, feed, provenance, is_atom=is_atom)
    yield article
    if article.lead and not article.body:
        yield Problem(provenance.where, Stage.PARSE, Reason.SUMMARY_ONLY, note=True)


def refuse_depth(text: str) -> None:
    depth = 0
    for tag in TAG.finditer(text):
        if tag["end"] is not None and not tag["alone"]:
            depth = max(0, depth + (-1 if tag["end"] else 1))
        if depth > DEEPEST:
            raise Refused(Reason.TOO_DEEP)


def fault(found: Any) -> str:
    return str(found.get("bozo_exception", ""))[:200]


def to_article(entry: Any, feed: Any, provenance: Provenance, *, is_atom: bool) -> ParsedArticle:
    lead, body = texts_of(entry, is_atom)
    base = text(feed, "link")
    published = text(entry, "published") or text(entry, "created") or text(entry, "updated")
    found: dict[str, Any] = {
        "given_id": text(entry, "id"),
        "url": urljoin(base, text(entry, "link")),
        "source": plain(text(entry.get("source", {}), "title") or text(feed, "title")),
        "title": plain(text(entry, "title")),
        "subtitle": plain(text(entry, "subtitle")),
        "lead": lead,
        "body": body,
        "published": published,
        "updated": text(entry, "updated") if text(entry, "updated") != published else "",
        "language": language_of(entry, feed),
        "topics": tuple(
            name for tag in entry.get("tags", ()) if (name := plain(tag.get("label") or tag.get("term") or ""))
        ),
        "authors": tuple(name for author in entry.get("authors", ()) if (name := plain(author.get("name") or ""))),
    }
    rows.check(found)
    if not (found["title"].strip() or lead or body):
        raise Refused(Reason.NO_TEXT)
    return ParsedArticle(provenance=provenance, text_origin="born_digital", listed=True, **found)


def texts_of(entry: Any, is_atom: bool) -> tuple[str, str]:
    """The lead and the text of an entry."""
    contents = [to_text(content.get("value", "")) for content in entry.get("content", ())]
    body = max(contents, key=len, default="")
    summary = to_text(text(entry, "summary")) or to_text(text(entry, "media_description"))
    if body:
        return ("" if same_beginning(summary, body) else summary), body
    if not is_atom and is_whole(summary):
        return "", summary
    return summary, ""


def same_beginning(summary: str, body: str) -> bool:
    """Whether a summary only repeats how the text begins; it may be cut in the middle of a word."""
    beginning = " ".join(CUT.sub("", summary).split())
    return " ".join(body.split()).startswith(beginning)


def is_whole(summary: str) -> bool:
    if CUT.search(summary[-100:]):
        return False
    paragraphs = [part for part in summary.split(markup.PARAGRAPH) if part.strip()]
    return len(summary) >= WHOLE_TEXT or len(paragraphs) >= WHOLE_PARAGRAPHS


def to_text(value: str) -> str:
    return (markup.to_text(value) if "<" in value else value).strip()


def plain(value: str) -> str:
    """A title or a name without its markup, on one line."""
    return " ".join((markup.to_text(value) if markup.looks_like_markup(value) else value).split())


def text(holder: Any, name: str) -> str:
    """A value by its own name: feedparser would hand out one date for another."""
    value = dict.get(holder, name)
    return value.strip() if isinstance(value, str) else ""


def language_of(entry: Any, feed: Any) -> str:
    detail = entry.get("content", [{}])[0].get("language") if entry.get("content") else ""
    return text(entry, "language") or detail or text(feed, "language") or ""
