"""Discarding: an article goes to the trash and comes back from it; after thirty days `emptying` ends it for good.

What lies in the trash stands in no table that anything reads: its rows are written down in one field of `Discarded` and
deleted, so triggers take it from the index and the counts in the same transaction. What was published leaves its
citation at its address from the first moment on, and for ever.
"""

from __future__ import annotations

import datetime
import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

import pghistory
from django.apps import apps
from django.core import serializers
from django.db import IntegrityError, connection, models, transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from archive.curation import Refusal
from archive.models import (
    Article,
    ArticleAuthor,
    Author,
    Discarded,
    Import,
    Original,
    RepairLook,
    RepairPlace,
    Report,
    Sketch,
    User,
)

KEPT = datetime.timedelta(days=30)
# Hash by hash through the index: asked for all at once (`files && …`), PostgreSQL holds each row against every hash.
NAMED = """
    select sha256 from unnest(%s::text[]) as sha256
     where exists (select from archive_discarded where files @> array[sha256]::varchar(64)[] offset 0)"""
LOCK = 0x72657374  # one restores at a time: of a pair whichever comes second finds the other
# Not written down: they are made again from the text; and what readers report stays in its queue.
LEFT_OUT: tuple[Any, ...] = (Article, Sketch, RepairLook, RepairPlace, Report)
# What a citation needs beside source and identifier.
CITED = ("title", "title_supplied", "language", "section", "page", "issue", "genre", "text_version", "status_reason")
CITED_DATES = ("published_on", "date_precision", "date_calendar")


class NotDiscardable(Refusal):
    """Other articles were merged into it, and their addresses lead to it; or it was merged itself."""

    sentence = _(
        "It was merged with another article, and addresses lead to it: it cannot go to the trash. Withdraw it."
    )


class NotRestorable(Refusal):
    """Its thirty days are over, or something that it needs is gone."""

    sentence = _("It cannot be brought back: its time in the trash is over, or something that it needs is gone.")


class BroughtInAnew(NotRestorable):
    """What it came from was brought in again meanwhile; both can stand beside each other."""

    sentence = _(
        "It was brought in anew meanwhile. Bring it back beside the other one, or move that to the trash first."
    )


def discard(*, article: Article, by: User, note: str = "") -> Discarded:
    """Move it to the trash with everything that hangs on it. Raises `NotDiscardable`."""
    for kept in discard_all(articles=[article.pk], by=by, note=note):
        return kept
    raise NotDiscardable(article.identifier)


def discard_all(*, articles: Collection[int], by: User, note: str = "") -> list[Discarded]:
    """Move those of these numbers that can go, in one transaction: a few hundred cost little more than a few.

    What cannot go (`NotDiscardable`), or is gone, stays out of the list.
    """
    with transaction.atomic(), pghistory.context(user=by.pk, act="discard", note=note):
        locked = Article.objects.filter(pk__in=articles).order_by("pk").select_for_update(of=("self",))
        going = [one for one in locked.select_related("source") if not one.merged_into_id]
        leading = set(Article.objects.filter(merged_into__in=going).values_list("merged_into", flat=True))
        going = [one for one in going if one.pk not in leading]
        numbers = [one.pk for one in going]
        published = set(Article.objects.published().filter(pk__in=numbers).values_list("pk", flat=True))
        signed, hanging = _signatures(numbers), _hanging_on(numbers)
        now = timezone.now()
        kept = [
            Discarded(
                number=one.pk,
                identifier=one.identifier,
                source=one.source,
                was_published=one.pk in published or one.was_published(),
                cited=_citation(one, signed[one.pk]),
                content=_written([one, *hanging[one.pk]]),
                files=sorted({row.sha256 for row in hanging[one.pk] if isinstance(row, Original)}),
                note=note,
                discarded_by=by,
                discarded_at=now,
            )
            for one in going
        ]
        Discarded.objects.bulk_create(kept)
        for one in Article.objects.filter(pk__in=Report.objects.filter(article__in=numbers).values("article")):
            one.reports.update(identifier=one.identifier, about=one.title)
        Article.objects.filter(pk__in=numbers).delete()
    return kept


def in_the_way(discarded: Discarded) -> Article | None:
    """The article that was brought in anew from where this one came, so that an import knows it by the same key."""
    for row in discarded.content or []:
        if row["model"] == "archive.article":
            given = row["fields"]
            return Article.objects.filter(source=given["source"], source_key=given["source_key"]).first()
    return None


def restore(*, discarded: Discarded, by: User, note: str = "", beside: bool = False) -> Article:
    """Bring it back as it was, number, identifier and all; terms that are gone stay gone.

    `beside` one that was brought in anew, imports go on knowing that one. Raises `NotRestorable`, or `BroughtInAnew`.
    """
    try:
        with transaction.atomic(), pghistory.context(user=by.pk, act="restore", note=note):
            with connection.cursor() as cursor:
                cursor.execute("select pg_advisory_xact_lock(%s)", [LOCK])
            kept = Discarded.objects.select_for_update().filter(pk=discarded.pk).first()
            if kept is None or not is_restorable(kept):
                raise NotRestorable(discarded.identifier)
            anew = in_the_way(kept)
            if anew and not beside:
                raise BroughtInAnew(discarded.identifier)
            for row in serializers.deserialize("python", kept.content, ignorenonexistent=True):
                if anew and isinstance(row.object, Article):
                    row.object.source_key = f"{row.object.source_key}#{kept.identifier}"
                if _fits(row.object):
                    row.save(force_insert=True)
                else:
                    _hand_over(row.object, kept)
            reports(kept).update(article=kept.number, identifier="", about="")
            kept.delete()
            article = Article.objects.get(pk=discarded.number)
            article.save(update_fields=["changed_at"])  # whoever listens to saves (the index) hears of it
    except IntegrityError:
        raise NotRestorable(discarded.identifier) from None
    return article


def restorable(now: datetime.datetime | None = None) -> models.QuerySet[Discarded]:
    """What lies in the trash, whether or not somebody has emptied it lately."""
    return Discarded.objects.filter(content__isnull=False, discarded_at__gt=(now or timezone.now()) - KEPT)


def is_restorable(discarded: Discarded) -> bool:
    return discarded.content is not None and discarded.discarded_at > timezone.now() - KEPT


def tombstone(identifier: str) -> Article | None:
    """What the address of a discarded article that was published says: an unsaved article with what is cited of it."""
    kept = Discarded.objects.select_related("source").filter(identifier=identifier, was_published=True).first()
    if kept is None:
        return None
    fields = {name: value for name, value in kept.cited.items() if name in (*CITED, *CITED_DATES)}
    if day := fields.get("published_on"):
        fields["published_on"] = datetime.date.fromisoformat(day)
    return Article(identifier=identifier, source=kept.source, status=Article.Status.WITHDRAWN, **fields)


def signatures(identifier: str) -> list[ArticleAuthor]:
    """Who signed it, for its citation."""
    cited = Discarded.objects.filter(identifier=identifier).values_list("cited", flat=True).first() or {}
    return [
        ArticleAuthor(role=one["role"], author=Author(name_ar=one["name_ar"], name_latin=one["name_latin"]))
        for one in cited.get("signed", [])
    ]


def reports(kept: Discarded) -> models.QuerySet[Report]:
    """What readers say of it. Whose article is gone keeps its words and its decision, and says what it was about."""
    return Report.objects.filter(article=None, identifier=kept.identifier)


# ---------- what hangs on an article ----------


def _hanging_on(numbers: Collection[int]) -> Mapping[int, list[models.Model]]:
    """The rows that go with each. Sketches, repairs and entries of the index are made again from the text.

    What joins two that go together goes with one of them, and comes back with whichever comes last (`_hand_over`).
    """
    of: dict[int, list[models.Model]] = defaultdict(list)
    taken: set[tuple[type[models.Model], Any]] = set()
    for model, field in _relations():
        for row in model._default_manager.filter(**{f"{field}__in": numbers}).order_by("pk"):
            if (model, row.pk) not in taken:
                taken.add((model, row.pk))
                of[getattr(row, field)].append(row)
    return of


def _relations() -> Iterator[tuple[Any, str]]:
    for model in apps.get_app_config("archive").get_models():
        for field in model._meta.local_fields:
            leads_here = isinstance(field, models.ForeignKey) and field.related_model is Article
            if leads_here and field.db_constraint and model not in LEFT_OUT:  # type: ignore[attr-defined]
                yield model, field.attname


def _signatures(numbers: Collection[int]) -> Mapping[int, list[dict[str, str]]]:
    of: dict[int, list[dict[str, str]]] = defaultdict(list)
    rows = ArticleAuthor.objects.filter(article__in=numbers).select_related("author").order_by("place_in_line", "pk")
    for one in rows:
        said = {"role": one.role, "name_ar": one.author.name_ar, "name_latin": one.author.name_latin}
        of[one.article_id].append(said)
    return of


def _citation(article: Article, signed: list[dict[str, str]]) -> dict[str, Any]:
    day = article.published_on
    return {
        **{name: getattr(article, name) for name in (*CITED, *CITED_DATES)},
        "published_on": day.isoformat() if day else None,
        "signed": signed,
    }


def _fits(row: models.Model) -> bool:
    """Whether all that the row leads to is still there. What an import has forgotten is forgotten by the row, too."""
    for field in row._meta.concrete_fields:
        number = getattr(row, field.attname)
        if not isinstance(field, models.ForeignKey) or number is None:
            continue
        if field.related_model._default_manager.filter(pk=number).exists():
            continue
        if field.related_model not in (Import, User) or not field.null:
            return False
        setattr(row, field.attname, None)
    return True


def _hand_over(row: models.Model, kept: Discarded) -> None:
    """What was decided of two articles that both lie in the trash goes with the one that comes back last."""
    leads = [field for field in row._meta.concrete_fields if field.related_model is Article]
    numbers = {getattr(row, field.attname) for field in leads} - {kept.number}
    if partner := restorable().select_for_update().filter(number__in=numbers).first():
        partner.content = [*(partner.content or []), *_written([row])]
        partner.save(update_fields=["content"])


def _written(rows: Iterable[models.Model]) -> list[dict[str, Any]]:
    return json.loads(json.dumps(serializers.serialize("python", rows), default=str))


# ---------- files ----------


def is_named(sha256: str) -> bool:
    """Whether an article that is there, or one that lies in the trash, came from that file."""
    return Original.objects.filter(sha256=sha256).exists() or bool(named([sha256]))


def named(hashes: Iterable[str]) -> set[str]:
    """Those of the hashes that are named by what lies in the trash."""
    with connection.cursor() as cursor:
        cursor.execute(NAMED, [list(hashes)])
        return {sha256 for (sha256,) in cursor.fetchall()}
