"""The sample archive as its files say it, read with the standard library alone: another eye than the ingest's."""

from __future__ import annotations

import csv
import gzip
import io
import json
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from pathlib import Path

SAMPLE = Path(__file__).parents[2] / "sample"
ENCODINGS = {
    "2017-07-11-mosul": "windows-1256",
    "2016-04-01-zaha-hadid": "iso-8859-6",
    "2007-07-30-asian-cup": "utf-16",
}
LONGEST_DATELINE = 80


@dataclass(frozen=True)
class Article:
    outlet: str
    key: str
    title: str
    date: str
    body: str
    lead: str = ""
    updated: str = ""


def read_all() -> list[Article]:
    """Every article of the sample; those of one file in its order."""
    return [
        *rows_of(
            "alfihris-agency", (SAMPLE / "alfihris-agency/dispatches.jsonl").read_text("utf-8"), "title", "body", "date"
        ),
        *table_of("alwarraq", (SAMPLE / "alwarraq/alwarraq.csv").read_text("utf-8-sig")),
        *texts_of("alqirtas", {path.name: path.read_bytes() for path in files("alqirtas")}),
        *pages_of("almidad", {path.name: path.read_bytes() for path in files("almidad")}),
        *rows_of("addaftar", gunzipped("addaftar/bulletins.jsonl.gz"), "headline", "text", "published"),
        *magazine(),
        *rows_of(
            "almusnad", (SAMPLE / "almusnad/posts.jsonl").read_text("utf-8"), "headline", "content", "published_at"
        ),
    ]


def files(outlet: str) -> list[Path]:
    return sorted((SAMPLE / outlet).iterdir())


def gunzipped(name: str) -> str:
    return gzip.decompress((SAMPLE / name).read_bytes()).decode("utf-8")


def rows_of(outlet: str, text: str, title: str, body: str, date: str) -> Iterator[Article]:
    for row in map(json.loads, text.splitlines()):
        lead, updated = row.get("lead") or row.get("summary") or "", row.get("updated", "")
        yield Article(outlet, row["id"], row.get(title, ""), row.get(date, ""), row[body], lead, updated)


def table_of(outlet: str, text: str) -> Iterator[Article]:
    for row in csv.DictReader(io.StringIO(text, newline=""), strict=True):
        yield Article(outlet, row["المعرف"], row["العنوان"], row["التاريخ"], row["النص"])


def texts_of(outlet: str, members: dict[str, bytes]) -> Iterator[Article]:
    """First a headline, then perhaps a line with the date, then the text, all set off by empty lines."""
    for name, data in members.items():
        key = name.removesuffix(".txt")
        title, *rest = data.decode(ENCODINGS.get(key, "utf-8")).strip().split("\n\n")
        dated = len(rest[0]) <= LONGEST_DATELINE
        named = key[:10] if key[:4].isdigit() else ""
        yield Article(outlet, key, title, rest[0] if dated else named, "\n\n".join(rest[1:] if dated else rest))


def pages_of(outlet: str, members: dict[str, bytes]) -> Iterator[Article]:
    for name, data in members.items():
        page = Page()
        page.feed(data.decode("utf-8"))
        title, lead = page.metas["og:title"], page.metas.get("og:description", "")
        date = page.metas.get("article:published_time") or page.metas.get("date") or page.printed_date
        yield Article(outlet, name.removesuffix(".html"), title, date, "\n\n".join(page.paragraphs), lead)


def magazine() -> Iterator[Article]:
    with zipfile.ZipFile(SAMPLE / "arraqim/issues.zip") as issues:
        members = {name: issues.read(name) for name in issues.namelist()}
    yield from texts_of("arraqim", {name: data for name, data in members.items() if name.endswith(".txt")})
    yield from pages_of("arraqim", {name: data for name, data in members.items() if name.endswith(".html")})


class Page(HTMLParser):
    """The metas, the printed date and the paragraphs of `div.article-body` of one of our own pages."""

    def __init__(self) -> None:
        super().__init__()
        self.metas: dict[str, str] = {}
        self.paragraphs: list[str] = []
        self.printed_date = ""
        self.in_body = self.in_block = self.in_date = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        if tag == "meta" and (name := found.get("property") or found.get("name")):
            self.metas[name] = found.get("content") or ""
        self.in_body = self.in_body or found.get("class") == "article-body"
        self.in_date = found.get("class") == "date"
        if self.in_body and tag in ("p", "li", "h2"):
            self.in_block = True
            self.paragraphs.append("")

    def handle_endtag(self, tag: str) -> None:
        self.in_date = False
        self.in_block = self.in_block and tag not in ("p", "li", "h2")
        self.in_body = self.in_body and tag != "div"

    def handle_data(self, data: str) -> None:
        if self.in_block:
            self.paragraphs[-1] += data
        if self.in_date:
            self.printed_date += data
