"""What becomes of each row: new, an update, a duplicate. Reads the archive and decides; writes nothing.

An article is known by its source and its key. Under a known key a changed text is an update, unless it is an older
one: by the source's own `updated`, or because it is a text that the article had before. (So a file that holds two
versions of an article gives the same archive however often it is read.) Under another key the same text of the same
source is a duplicate; in another source it is a reprint and kept.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from archive import identifiers
from archive.ingest import dating, languages, recalling
from archive.ingest.attributing import Row
from archive.ingest.datatypes import CleanArticle, Name
from archive.ingest.problems import Problem, Reason, Stage
from archive.models import Article, Source
from archive.models.articles import TEXT_FIELDS

DATE_FIELDS = ("published_on", "published_time", "date_precision", "date_printed", "date_calendar", "date_evidence")
TITLE_FIELDS = ("title", "title_supplied")
VOCABULARIES = ("authors", "topics", "places")


class Outcome(StrEnum):
    IMPORTED = "imported"
    UPDATED = "updated"
    DUPLICATE = "duplicates"
    REJECTED = "rejected"


@dataclass(slots=True)
class Decision:
    row: Row
    outcome: Outcome
    article: Article | None = None
    changes: dict[str, Any] = field(default_factory=dict)
    terms: dict[str, tuple[Name, ...]] = field(default_factory=dict)
    notes: list[Problem] = field(default_factory=list)


def decide(rows: Sequence[Row], memory: recalling.Memory | None = None) -> list[Decision]:
    """A decision for each row in the order of the rows. No identity may stand twice among them (`without_repeats`).

    `memory` holds what earlier rows of a run would have stored, where nothing is stored.
    """
    known = recalling.look_up(rows)
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


def decide_one(row: Row, known: recalling.Known, memory: recalling.Memory | None) -> Decision:
    article = known.by_key.get(row.identity)
    if here := came_from_here(row, known):
        return duplicate(row, Reason.ALREADY_HERE, identifier=here)
    if article is not None:
        return decide_known(row, article, known)
    if memory is not None and (before := memory.place_of_text(row)):
        return duplicate(row, Reason.TEXT_STANDS_BEFORE, where=str(before))
    if memory is not None and memory.knows_key(row):
        return Decision(row, Outcome.UPDATED)
    same = known.by_text.get((row.source.pk, row.digest))
    if same is not None:
        return duplicate(row, Reason.DUPLICATE_OF, identifier=same)
    terms = {name: getattr(row.clean, name) for name in VOCABULARIES}
    return Decision(row, Outcome.IMPORTED, changes=fields_of(row) | {"identifier": identifiers.make()}, terms=terms)


def duplicate(row: Row, reason: Reason, **detail: str) -> Decision:
    """The row is not taken; the note names what is there in its place."""
    note = Problem(row.clean.where, Stage.STORE, reason, detail, note=True)
    return Decision(row, Outcome.DUPLICATE, notes=[note])


def came_from_here(row: Row, known: recalling.Known) -> str:
    """The article that these very bytes made, of this source or of the one to which a curator moved it."""
    places = ((*row.place, row.clean.key, source) for source in (row.source.pk, None))
    return next((known.places[place] for place in places if place in known.places), "")


def decide_known(row: Row, article: Article, known: recalling.Known) -> Decision:
    moment = dating.instant(row.clean.updated, zone_of(row.source))
    older = moment and article.updated_at and moment < article.updated_at
    newer = moment and (article.updated_at is None or moment > article.updated_at)
    former = row.digest in known.former.get(article.pk, ())
    if article.merged_into_id or older or (former and not newer):
        return duplicate(row, Reason.ALREADY_HERE, identifier=article.identifier)
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
    taken = decision.changes or decision.terms
    if not taken and not kept:
        return duplicate(row, Reason.ALREADY_HERE, identifier=article.identifier)
    if kept:
        detail: dict[str, str | int | list[str]] = {"identifier": article.identifier, "fields": kept}
        decision.notes.append(Problem(row.clean.where, Stage.STORE, Reason.CURATED_KEPT, detail, note=True))
    if not taken:
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
        for name in recalling.HEAVY:
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
        "language": language_of(clean, row.source),
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
        "wire_flag": clean.wire_flag,
        "found": [one.as_json() for one in clean.found],
    }


def language_of(clean: CleanArticle, source: Source) -> str:
    """What is stated, else what the text shows."""
    return clean.language or languages.of(clean.language_detected, source.language)


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
