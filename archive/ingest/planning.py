"""What becomes of each row: new, an update, a duplicate. Reads the archive and decides; writes nothing.

An article is known by its source and its key. Under a known key a changed text is an update, unless it is an older
one: by the source's own `updated`, or because it is a text that the article had before. (So a file that holds two
versions of an article gives the same archive however often it is read.) Under another key the same text of the same
source is a duplicate; in another source it is a reprint and kept.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.db import connection

from archive import identifiers
from archive.ingest import dating
from archive.ingest.datatypes import CleanArticle, Name, Problem, Reason, Stage
from archive.models import Article, Original, Source
from archive.models.articles import TEXT_FIELDS

DATE_FIELDS = ("published_on", "published_time", "date_precision", "date_printed", "date_calendar", "date_evidence")
TITLE_FIELDS = ("title", "title_supplied")
VOCABULARIES = ("authors", "topics", "places")
HEAVY = ("subtitle", "lead", "body")

FORMER_TEXTS_OF_ARTICLES = """
    select pgh_obj_id, md5(title || chr(31) || subtitle || chr(31) || lead || chr(31) || body)
    from archive_textversion where pgh_obj_id = any(%s)
"""
# The expression is that of the index `textversion_by_digest`.
ARTICLES_OF_FORMER_TEXTS = """
    select a.source_id, md5(v.title || chr(31) || v.subtitle || chr(31) || v.lead || chr(31) || v.body), a.identifier
    from archive_textversion v join archive_article a on a.id = v.pgh_obj_id
    where md5(v.title || chr(31) || v.subtitle || chr(31) || v.lead || chr(31) || v.body) = any(%s)
"""
PRINTED_TERMS = """
    select article_id, 'authors', printed from archive_articleauthor where article_id = any(%(ids)s)
    union all select article_id, 'topics', printed from archive_articletopic where article_id = any(%(ids)s)
    union all select article_id, 'places', printed from archive_articleplace where article_id = any(%(ids)s)
"""


class Outcome(StrEnum):
    IMPORTED = "imported"
    UPDATED = "updated"
    DUPLICATE = "duplicates"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class Row:
    """A clean article, whose it is, the hash of the file that brought it, and that of its text."""

    clean: CleanArticle
    source: Source
    sha256: str
    digest: str

    @property
    def identity(self) -> tuple[int, str]:
        return self.source.pk, self.clean.key

    @property
    def place(self) -> tuple[str, str, int]:
        provenance = self.clean.provenance
        return self.sha256, provenance.where.member, provenance.start


@dataclass(slots=True)
class Decision:
    row: Row
    outcome: Outcome
    article: Article | None = None
    changes: dict[str, Any] = field(default_factory=dict)
    terms: dict[str, tuple[Name, ...]] = field(default_factory=dict)
    notes: list[Problem] = field(default_factory=list)


@dataclass
class Known:
    """What the archive knows that bears on a batch of rows."""

    by_key: dict[tuple[int, str], Article]
    by_text: dict[tuple[int, str], str]
    former: dict[int, set[str]]
    places: set[tuple[str, str, int, str, int | None]]
    printed: dict[tuple[int, str], set[str]]


def decide(rows: Sequence[Row], memory: Memory | None = None) -> list[Decision]:
    """A decision for each row in the order of the rows. No identity may stand twice among them (`without_repeats`).

    `memory` holds what earlier rows of a run would have stored, where nothing is stored.
    """
    known = look_up(rows)
    decisions = []
    for row in rows:
        decision = decide_one(row, known, memory)
        if decision.outcome in (Outcome.IMPORTED, Outcome.UPDATED):
            identifier = decision.article.identifier if decision.article else decision.changes.get("identifier", "")
            known.by_text.setdefault((row.source.pk, row.digest), identifier)
            if memory is not None:
                memory.remember(row)
        decisions.append(decision)
    return decisions


def decide_one(row: Row, known: Known, memory: Memory | None) -> Decision:
    article = known.by_key.get(row.identity)
    if was_here(row, known):
        return Decision(row, Outcome.DUPLICATE, article)
    if article is not None:
        return decide_known(row, article, known)
    if memory is not None and (outcome := memory.outcome(row)):
        return Decision(row, outcome)
    same = known.by_text.get((row.source.pk, row.digest))
    if same is not None:
        note = Problem(row.clean.where, Stage.STORE, Reason.DUPLICATE_OF, {"identifier": same}, note=True)
        return Decision(row, Outcome.DUPLICATE, notes=[note])
    terms = {name: getattr(row.clean, name) for name in VOCABULARIES}
    return Decision(row, Outcome.IMPORTED, changes=fields_of(row) | {"identifier": identifiers.make()}, terms=terms)


def was_here(row: Row, known: Known) -> bool:
    """Whether these very bytes made an article of this source, or of the source to which a curator moved it."""
    return any((*row.place, row.clean.key, source) in known.places for source in (row.source.pk, None))


def decide_known(row: Row, article: Article, known: Known) -> Decision:
    moment = dating.instant(row.clean.updated, zone_of(row.source))
    older = moment and article.updated_at and moment < article.updated_at
    newer = moment and (article.updated_at is None or moment > article.updated_at)
    former = row.digest in known.former.get(article.pk, ())
    if article.merged_into_id or older or (former and not newer):
        return Decision(row, Outcome.DUPLICATE, article)
    decision = Decision(row, Outcome.UPDATED, article)
    kept = []
    for name, value in said(row, article).items():
        if value == getattr(article, name):
            continue
        if is_curated(name, article):
            kept.append(name)
        else:
            decision.changes[name] = value
    for name in VOCABULARIES:
        terms = getattr(row.clean, name)
        if terms and {term.printed for term in terms} != known.printed.get((article.pk, name), set()):
            if name in article.curated_fields:
                kept.append(name)
            else:
                decision.terms[name] = terms
    if kept:
        detail = {"identifier": article.identifier, "fields": "، ".join(kept)}
        decision.notes.append(Problem(row.clean.where, Stage.STORE, Reason.CURATED_KEPT, detail, note=True))
    if not decision.changes and not decision.terms:
        decision.outcome = Outcome.DUPLICATE
    return decision


def is_curated(name: str, article: Article) -> bool:
    """A curator who mended one field of a date, or a title, stands for the whole of it."""
    together = next((group for group in (DATE_FIELDS, TITLE_FIELDS) if name in group), (name,))
    return any(one in article.curated_fields for one in together)


def said(row: Row, article: Article) -> dict[str, Any]:
    """The fields about which a row says something: an export with fewer columns takes nothing away."""
    fields = fields_of(row)
    if row.digest == article.digest:
        for name in HEAVY:
            del fields[name]
    if row.clean.title_supplied or not row.clean.title:
        for name in TITLE_FIELDS:
            del fields[name]
    if row.clean.published.first_day is None and (article.published_on or not row.clean.published.printed):
        for name in DATE_FIELDS:
            del fields[name]
    return {
        name: value
        for name, value in fields.items()
        if value not in ("", None) or name in DATE_FIELDS or name in TITLE_FIELDS
    }


def fields_of(row: Row) -> dict[str, Any]:
    """The columns of an article that a row fills."""
    clean, zone = row.clean, zone_of(row.source)
    return {
        "title": clean.title,
        "title_supplied": clean.title_supplied,
        "subtitle": clean.subtitle,
        "lead": clean.lead,
        "body": clean.body,
        "text_origin": clean.text_origin,
        "language": clean.language or row.source.language,
        "genre": clean.genre,
        "section": clean.section,
        "page": clean.page,
        "issue": clean.issue,
        "url": clean.url,
        "published_on": clean.published.first_day,
        "published_time": clean.published.time,
        "date_precision": clean.published.precision.value,
        "date_printed": clean.published.printed,
        "date_calendar": clean.published.calendar.value,
        "date_evidence": clean.published.evidence.value,
        "updated_at": dating.instant(clean.updated, zone),
        "captured_at": dating.instant(clean.captured, zone),
    }


@lru_cache(maxsize=1000)
def zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return ZoneInfo("UTC")


def zone_of(source: Source) -> ZoneInfo:
    return zone(source.time_zone)


def text_digest(clean: CleanArticle) -> str:
    """As the database computes `Article.digest`."""
    texts = "\x1f".join(getattr(clean, name) for name in TEXT_FIELDS)
    return hashlib.md5(texts.encode(), usedforsecurity=False).hexdigest()


def look_up(rows: Sequence[Row]) -> Known:
    """A handful of queries for a batch of any size."""
    sources = {row.source.pk for row in rows}
    digests = {row.identity: row.digest for row in rows}
    articles = Article.objects.filter(source__in=sources, source_key__in=[row.clean.key for row in rows])
    by_key = {(article.source_id, article.source_key): article for article in articles.defer(*HEAVY)}
    load_texts([article for identity, article in by_key.items() if article.digest != digests.get(identity)])
    ids = [article.pk for article in by_key.values()]
    same = Article.objects.filter(source__in=sources, digest__in=digests.values())
    by_text = {(source, digest): name for source, digest, name in same.values_list("source", "digest", "identifier")}
    return Known(
        by_key,
        former_articles(list(digests.values())) | by_text,
        former_texts(ids),
        places_of(rows),
        printed_terms(ids),
    )


def load_texts(articles: list[Article]) -> None:
    """The long texts, which only an update needs, in one query."""
    texts = Article.objects.filter(pk__in=[article.pk for article in articles]).values("pk", *HEAVY)
    found = {values.pop("pk"): values for values in texts}
    for article in articles:
        article.__dict__.update(found.get(article.pk, {}))


def former_articles(digests: list[str]) -> dict[tuple[int, str], str]:
    with connection.cursor() as cursor:
        cursor.execute(ARTICLES_OF_FORMER_TEXTS, [digests])
        return {(source, digest): identifier for source, digest, identifier in cursor}


def former_texts(ids: list[int]) -> dict[int, set[str]]:
    found = defaultdict(set)
    with connection.cursor() as cursor:
        cursor.execute(FORMER_TEXTS_OF_ARTICLES, [ids])
        for article, digest in cursor:
            found[article].add(digest)
    return found


def printed_terms(ids: list[int]) -> dict[tuple[int, str], set[str]]:
    found = defaultdict(set)
    with connection.cursor() as cursor:
        cursor.execute(PRINTED_TERMS, {"ids": ids})
        for article, vocabulary, printed in cursor:
            found[article, vocabulary].add(printed)
    return found


def places_of(rows: Sequence[Row]) -> set[tuple[str, str, int, str, int | None]]:
    """The bytes that articles came from: file, member, first byte, key, and source (None where a curator chose it)."""
    originals = Original.objects.filter(
        sha256__in={row.sha256 for row in rows}, first_byte__in=[row.clean.provenance.start for row in rows]
    ).values_list("sha256", "member", "first_byte", "article__source_key", "article__source", "article__curated_fields")
    return {
        (sha256, member, first, key, None if "source" in curated else source)
        for sha256, member, first, key, source, curated in originals
    }


def without_repeats(rows: Iterable[Row]) -> Iterable[list[Row]]:
    """The rows in groups that hold every identity at most once, so that two versions of an article meet in their
    order.
    """
    group: list[Row] = []
    identities: set[tuple[int, str]] = set()
    for row in rows:
        if row.identity in identities:
            yield group
            group, identities = [], set()
        group.append(row)
        identities.add(row.identity)
    if group:
        yield group


class Memory:
    """What a run that stores nothing would have stored: hashes only, about 150 bytes a row."""

    def __init__(self) -> None:
        self.texts_by_key: dict[int, int] = {}
        self.texts: set[int] = set()

    def remember(self, row: Row) -> None:
        self.texts_by_key[hash(row.identity)] = hash(row.digest)
        self.texts.add(hash((row.source.pk, row.digest)))

    def outcome(self, row: Row) -> Outcome | None:
        before = self.texts_by_key.get(hash(row.identity))
        seen = hash((row.source.pk, row.digest)) in self.texts
        if before is None:
            return Outcome.DUPLICATE if seen else None
        return Outcome.DUPLICATE if seen else Outcome.UPDATED
