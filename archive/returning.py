"""Going back: a thing is given the values that it had before a change. The way there is itself a change, and kept."""

from __future__ import annotations

from typing import Any

import pghistory
from django.core.exceptions import ValidationError
from django.db import models, transaction
from django.utils.translation import gettext_lazy as _

from archive import curation
from archive.models import Article, User
from archive.models.articles import TEXT_FIELDS

# A former text has a number of its own, by which `curation.restore_text` makes it the present one.
FIELDS_OF_ARTICLE = frozenset(curation.CORRECTABLE) - {*TEXT_FIELDS}


class ChangedMeanwhile(curation.Refusal):
    """There was a further change after the page was shown that asks."""

    sentence = _("Somebody else has changed this since you opened the page. Look at it as it is now.")


class NoLongerPossible(curation.Refusal):
    """A value of then is not allowed now: what it names is gone, or another thing has it."""

    def __init__(self, error: ValidationError) -> None:
        super().__init__(str(error))
        self.sentence = _("It cannot become again what it was: %(reasons)s") % {"reasons": " ".join(error.messages)}


def would_change(thing: models.Model, event: Any) -> list[models.Field]:
    """The fields in which `thing` differs from its state in a row of its history, `event`."""
    return [
        field
        for field in thing._meta.concrete_fields
        if hasattr(event, field.attname)
        and not field.primary_key
        and (field.name in FIELDS_OF_ARTICLE if isinstance(thing, Article) else field.editable)
        and getattr(thing, field.attname) != getattr(event, field.attname)
    ]


def state_of(thing: Any) -> str:
    """What tells the present state from every other: the number of the last row of history."""
    return str(thing.events.order_by("-pgh_id").values_list("pgh_id", flat=True).first() or 0)


def return_to(*, thing: Any, event: Any, by: User, seen: str, note: str = "") -> list[str]:
    """Give `thing` the values of `event`, a row of its history; the names of the fields that changed.

    Raises `ChangedMeanwhile` where `seen`, from the page that asked, is no longer so, and `NoLongerPossible`.
    An article's status is decided, and its texts are restored by their number: both stay.
    """
    with transaction.atomic(), pghistory.context(user=by.pk, act="return", note=note):
        now = type(thing)._default_manager.select_for_update().get(pk=thing.pk)
        if state_of(now) != seen:
            raise ChangedMeanwhile(str(now))
        fields = would_change(now, event)
        values = {field.name: _value(field, event) for field in fields}
        if isinstance(now, Article):
            return curation.correct(article=now, fields=values, by=by, note=note)
        for field in fields:
            setattr(now, field.attname, getattr(event, field.attname))
        try:
            now.full_clean()
        except ValidationError as error:
            raise NoLongerPossible(error) from None
        if fields:
            now.save(update_fields=list(values))
    return list(values)


def _value(field: models.Field, event: Any) -> Any:
    value = getattr(event, field.attname)
    if field.is_relation and value is not None:
        return field.related_model._default_manager.filter(pk=value).first()  # type: ignore[union-attr]
    return value
