"""Recovering a term that was deleted or merged into another: it comes back with its number, its articles and its place.

The record of changes knows what went with it: all that a deed wrote stands there under one context. What somebody has
changed since stays as it is.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pghistory
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet

from archive import curation, merging
from archive.models import Article, Topic, User
from archive.returning import NoLongerPossible

AT_ONCE = 2_000  # links that are written by one statement


@dataclass(frozen=True)
class Recovered:
    """The term that is here again, and how many articles bear it again; `left` were changed since and stay."""

    term: Any
    articles: int
    left: int


def gone(model: type[Any]) -> QuerySet[Any]:
    """The rows of history by which terms went that are not here again, the latest first."""
    events = model.events.rel.related_model.objects.filter(pgh_label="delete")
    again = events.filter(pgh_obj_id=OuterRef("pgh_obj_id"), pgh_id__gt=OuterRef("pgh_id"))
    here = model.objects.filter(pk=OuterRef("pgh_obj_id"))
    return events.filter(~Exists(here), ~Exists(again)).select_related("pgh_context").order_by("-pgh_id")


def reach(event: Any, most: int) -> int:
    """How many links the return of the term touches, its own and those below it; counted to one more than `most`."""
    model = type(event).pgh_obj.field.related_model
    own = _links(model, event)[: most + 1].count()
    below = list(Topic.objects.filter(pk__in=_moved(event))) if model is Topic else []
    return own + merging.reach(below, most)


def recover(*, event: Any, by: User) -> Recovered:
    """Bring back the term of `event`, one of `gone`. Raises `NoLongerPossible` where another has its name now."""
    model = type(event).pgh_obj.field.related_model
    with transaction.atomic(), pghistory.context(user=by.pk, act="recover"):
        term = _rebuild(model, event)
        winner = _winner(model, event)
        restored, left = _give_back(term, winner, list(_links(model, event)))
        restored |= _restore_order(term, winner, event)
        if winner:
            _take_names_back(term, winner, event)
        curation.touch(restored, recover)
    return Recovered(term, len(restored), left)


def _rebuild(model: type[Any], event: Any) -> Any:
    fields = [field for field in model._meta.concrete_fields if hasattr(event, field.attname)]
    term = model(**{field.attname: getattr(event, field.attname) for field in fields})
    if isinstance(term, Topic) and not Topic.objects.filter(pk=term.broader_id or 0).exists():
        term.broader = None
    try:
        term.full_clean()
    except ValidationError as error:
        raise NoLongerPossible(error) from None
    term.save(force_insert=True)
    return term


def _winner(model: type[Any], event: Any) -> Any:
    known = event.pgh_context.metadata if event.pgh_context else {}
    return model.objects.filter(pk=known.get("winner") or 0).first() if known.get("act") == "merge" else None


def _links(model: type[Any], event: Any) -> QuerySet[Any]:
    """The first row of history of each link that went, or was handed over, in the deed that took the term."""
    events = model.articles.through.events.rel.related_model.objects
    if event.pgh_context_id is None:
        return events.none()
    rows = events.filter(pgh_context_id=event.pgh_context_id, pgh_label__in=["update", "delete"])
    wanted = {f"{merging.role(model)}_id": event.pgh_obj_id}
    return rows.filter(**wanted).order_by("pgh_obj_id", "pgh_id").distinct("pgh_obj_id")


def _give_back(term: Any, winner: Any, former: list[Any]) -> tuple[set[int], int]:
    """Point the links at the term again, and make those anew that went; the articles, and how many links stay."""
    through, field = type(term).articles.through, merging.role(type(term))
    articles: set[int] = set()
    for first in range(0, len(former), AT_ONCE):
        part = former[first : first + AT_ONCE]
        standing = through.objects.select_for_update().in_bulk([old.pgh_obj_id for old in part])
        there = set(Article.objects.filter(pk__in=[old.article_id for old in part]).values_list("pk", flat=True))
        handed = [(standing[old.pgh_obj_id], old) for old in part if old.pgh_obj_id in standing]
        handed = [(row, old) for row, old in handed if winner and getattr(row, f"{field}_id") == winner.pk]
        for row, old in handed:
            setattr(row, field, term)
            row.printed = old.printed
        through.objects.bulk_update([row for row, _ in handed], [field, "printed"])
        lost = [old for old in part if old.pgh_obj_id not in standing and old.article_id in there]
        through.objects.bulk_create([_again(through, old) for old in lost], ignore_conflicts=True)
        articles |= {old.article_id for old in (*(old for _, old in handed), *lost)}
    return articles, len({old.article_id for old in former} - articles)


def _again(through: type[Any], old: Any) -> Any:
    names = [field.attname for field in through._meta.concrete_fields]
    return through(**{name: getattr(old, name) for name in names})


def _restore_order(term: Any, winner: Any, event: Any) -> set[int]:
    """Put the topics below it again that stood there; the articles that are below it by this."""
    if not isinstance(term, Topic) or event.pgh_context_id is None:
        return set()
    moved = Topic.objects.filter(pk__in=_moved(event), broader=winner)
    moved.exclude(pk=term.broader_id or 0).update(broader=term)
    return merging.articles_below(term)


def _moved(event: Any) -> list[int]:
    """The topics that stood below this one until it went."""
    if event.pgh_context_id is None:
        return []
    moved = type(event).objects.filter(pgh_context_id=event.pgh_context_id, broader_id=event.pgh_obj_id)
    return list(moved.values_list("pgh_obj_id", flat=True))


def _take_names_back(term: Any, winner: Any, event: Any) -> None:
    """What the winner was called by the merge alone it is called no more."""
    before = winner.events.filter(pgh_context_id=event.pgh_context_id).order_by("pgh_id").first()
    gained = set(term.names) - set(before.variants if before else winner.variants)
    if gained & set(winner.variants):
        winner.variants = [name for name in winner.variants if name not in gained]
        winner.save(update_fields=["variants"])
