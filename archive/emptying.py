"""Emptying the trash: after thirty days an article is gone for good, but for its citation and what readers said."""

from __future__ import annotations

from typing import Any

import pgtrigger
from django.apps import apps
from django.db import models, transaction
from django.utils import timezone

from archive import discarding
from archive.models import Article, Discarded, Original, Report

AT_ONCE = 200  # by one call


def empty(most: int = AT_ONCE) -> int:
    """Destroy what has lain there for thirty days, oldest first, at most so many; how many they were.

    Gone are the rows, the former texts, the record of changes, and the files that no other article came from. Of what
    was published the citation stays.
    """
    overdue = Discarded.objects.filter(content__isnull=False, discarded_at__lte=timezone.now() - discarding.KEPT)
    numbers = list(overdue.order_by("discarded_at").values_list("pk", flat=True)[:most])
    return sum(_destroy(number) for number in numbers)


def _destroy(number: int) -> int:
    with transaction.atomic():
        kept = Discarded.objects.select_for_update(skip_locked=True).filter(pk=number, content__isnull=False).first()
        if kept is None:
            return 0
        _forget_history(kept)
        files = kept.files
        discarding.reports(kept).update(quoted="")  # a piece of the text
        if kept.was_published:
            Discarded.objects.filter(pk=kept.pk).update(content=None, files=[], note="")
        else:
            discarding.reports(kept).update(about="")
            kept.delete()
    for sha256 in files:
        if not discarding.is_named(sha256):
            Original(sha256=sha256).path.unlink(missing_ok=True)
    return 1


def _forget_history(kept: Discarded) -> None:
    """History is append-only; this is the one place where some of it ends."""
    tracking = [model for model in apps.get_app_config("archive").get_models() if hasattr(model, "pgh_tracked_model")]
    histories = [model for model in tracking if model.pgh_tracked_model is not Report]
    triggers = [f"{model._meta.label}:append_only" for model in histories if _is_of_articles(model)]
    with pgtrigger.ignore(*triggers):
        for model in histories:
            if model.pgh_tracked_model is Article:
                model._default_manager.filter(pgh_obj_id=kept.number).delete()
                continue
            for field in _fields_to_articles(model):
                model._default_manager.filter(**{field: kept.number}).delete()


def _is_of_articles(model: Any) -> bool:
    return model.pgh_tracked_model is Article or bool(_fields_to_articles(model))


def _fields_to_articles(model: Any) -> list[str]:
    return [
        field.attname
        for field in model._meta.local_fields
        if isinstance(field, models.ForeignKey) and field.related_model is Article and field.name != "pgh_obj"
    ]
