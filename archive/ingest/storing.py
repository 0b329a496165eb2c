"""Decisions to rows: articles, their terms, where their bytes lie."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from django.db import models
from django.utils import timezone
from psycopg.types.json import Jsonb

from archive.ingest import copying, originals
from archive.ingest.datatypes import Role
from archive.ingest.planning import Decision, Outcome
from archive.models import (
    Article,
    ArticleAuthor,
    ArticlePlace,
    ArticleTopic,
    Author,
    Import,
    Original,
    Place,
    Topic,
)


class Vocabulary(NamedTuple):
    model: type[models.Model]
    through: type[models.Model]
    role: str


TERMS = {
    "authors": Vocabulary(Author, ArticleAuthor, "author"),
    "topics": Vocabulary(Topic, ArticleTopic, "topic"),
    "places": Vocabulary(Place, ArticlePlace, "place"),
}


@dataclass(frozen=True, slots=True)
class Stored:
    """A decision and the key of the article that it made or changes."""

    decision: Decision
    article: int


def write(decisions: Iterable[Decision], record: Import, status: str) -> None:
    """Stores what was decided: articles, their terms, where their bytes lie."""
    new, changed = [], []
    for decision in decisions:
        if decision.outcome == Outcome.IMPORTED:
            new.append(decision)
        elif decision.outcome == Outcome.UPDATED and decision.article is not None:
            changed.append(Stored(decision, decision.article.pk))
    keep_files([*new, *(one.decision for one in changed)])
    keys = copying.copy(Article, [article(decision, record, status) for decision in new])
    for one in changed:
        update(one)
    stored = [*map(Stored, new, keys), *changed]
    for vocabulary in TERMS:
        write_terms(vocabulary, stored)
    copying.copy(Original, [original(one, record) for one in stored])


def article(decision: Decision, record: Import, status: str) -> copying.Values:
    row = decision.row
    return {
        "source_id": row.source.pk,
        "source_key": row.clean.key,
        "status": Article.Status.WITHHELD.value if row.clean.withheld else status,
        "embargo_until": row.clean.embargo_until,
        "importing_id": record.pk,
        **decision.changes,
        "found": Jsonb(decision.changes["found"]),
    }


def update(one: Stored) -> None:
    """By SQL alone: `import_ended` tells of the whole run at once, a save would tell of every row for itself."""
    Article.objects.filter(pk=one.article).update(**one.decision.changes, changed_at=timezone.now())
    for vocabulary in one.decision.terms:
        before = TERMS[vocabulary].through._base_manager.filter(article=one.article)
        before._raw_delete(before.db)


def write_terms(vocabulary: str, stored: Iterable[Stored]) -> None:
    """The through-rows of one vocabulary, with new terms for names that it does not hold yet."""
    model, through, role = TERMS[vocabulary]
    lists = [(one.article, terms) for one in stored if (terms := one.decision.terms.get(vocabulary))]
    known = terms_by_name(model, {term.name: term.role for _, terms in lists for term in terms})
    rows = []
    for article, terms in lists:
        for number, term in enumerate(terms):
            part = {"place_in_line": number, "role": term.role or "author"} if vocabulary == "authors" else {}
            rows.append({"article_id": article, f"{role}_id": known[term.name], "printed": term.printed, **part})
    copying.copy(through, rows)


def terms_by_name(model: type[models.Model], names: Mapping[str, str]) -> dict[str, int]:
    """The key of every name, of which its role is told; the lowest where several places share a name.

    A name that is another one's variant, and no term's own, means that term.
    """
    if not names:
        return {}
    terms = model._default_manager
    here = set(terms.filter(name_ar__in=names).values_list("name_ar", flat=True))
    others = variants(model, names.keys() - here)
    new = sorted(names.keys() - here - others.keys())
    terms.bulk_create((term(model, name, names[name]) for name in new), ignore_conflicts=True)
    return others | dict(terms.filter(name_ar__in=names).order_by("-pk").values_list("name_ar", "pk"))


def variants(model: type[models.Model], names: Collection[str]) -> dict[str, int]:
    """The keys of the terms that have these names among their others, the lowest where several have one."""
    if not names:
        return {}
    rows = model._default_manager.filter(variants__overlap=list(names)).order_by("-pk").values_list("pk", "variants")
    return {name: pk for pk, known in rows for name in known if name in names}


def term(model: type[models.Model], name: str, role: str) -> models.Model:
    kind = {"kind": Author.Kind.AGENCY} if role == Role.AGENCY else {}
    return model(name_ar=name, **kind)


def keep_files(decisions: Iterable[Decision]) -> None:
    """Before the rows, so that no row ever points at bytes that are not there."""
    for sha256, path in {(decision.row.sha256, decision.row.clean.provenance.received) for decision in decisions}:
        originals.keep(path, sha256)


def original(one: Stored, record: Import) -> copying.Values:
    provenance = one.decision.row.clean.provenance
    return {
        "article_id": one.article,
        "importing_id": record.pk,
        "sha256": one.decision.row.sha256,
        "media_type": provenance.media_type,
        "encoding": provenance.encoding,
        "member": provenance.where.member,
        "first_byte": provenance.start,
        "byte_count": provenance.end - provenance.start,
        "received_from": provenance.where.path,
    }
