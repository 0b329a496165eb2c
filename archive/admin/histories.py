"""What became of an article, a source, a term or an alias: who changed what, when, and an article's former texts."""

from __future__ import annotations

import datetime
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext, pgettext_lazy

from archive import comparing
from archive.admin import showing
from archive.admin.forms import shown
from archive.models import Article, User
from archive.models.articles import TEXT_FIELDS

LONGEST = 100  # changes and former texts on the page; older ones are kept and said to be there
ACTS = {
    "submit": pgettext_lazy("deed", "Sent to review"),
    "publish": pgettext_lazy("deed", "Published"),
    "withhold": pgettext_lazy("deed", "Withheld"),
    "withdraw": pgettext_lazy("deed", "Withdrawn"),
    "restore": pgettext_lazy("deed", "Restored"),
    "embargo": pgettext_lazy("deed", "Embargo set"),
    "discard": pgettext_lazy("deed", "Moved to the trash"),
    "report": pgettext_lazy("deed", "Report decided"),
    "correct": pgettext_lazy("deed", "Mended"),
    "describe": pgettext_lazy("deed", "Described"),
    "merge": pgettext_lazy("deed", "Merged"),
    "recover": pgettext_lazy("deed", "Brought back"),
    "bulk": pgettext_lazy("deed", "Edited with many others"),
    "unbulk": pgettext_lazy("deed", "Bulk edit taken back"),
    "approve_repair": pgettext_lazy("deed", "Repaired"),
    "refuse_repair": pgettext_lazy("deed", "Left as printed"),
    "reopen": pgettext_lazy("deed", "Decision taken back"),
    "return": pgettext_lazy("deed", "Returned to a former state"),
}
# Written by the program beside what a person changed.
SILENT = {"text_version", "curated_fields", "decided_by_id", "decided_at"}


@dataclass(frozen=True)
class Difference:
    """A field before and after."""

    label: str
    before: str
    after: str

    @property
    def parts(self) -> list[comparing.Part]:
        """Word by word, long stretches that stayed left out."""
        return comparing.shorten(comparing.compare(self.before, self.after))

    @property
    def direction(self) -> str:
        """That of the first letter. A browser would ask the words that tell who cannot see what went and what came."""
        kinds = (unicodedata.bidirectional(letter) for letter in self.before + self.after)
        first = next((kind for kind in kinds if kind in ("L", "R", "AL")), "")
        return {"L": "ltr", "R": "rtl", "AL": "rtl"}.get(first, "auto")


@dataclass(frozen=True)
class Change:
    """One change: what was before and after it, field by field. `event` is the number of its row of history."""

    event: int
    at: datetime.datetime
    who: str
    act: str
    note: str = ""
    fields: list[Difference] = field(default_factory=list)

    @property
    def moment(self) -> str:
        return showing.moment(self.at)


@dataclass(frozen=True)
class FormerText:
    """A text that is no longer the present one: its number, and who replaced it when."""

    version: int
    at: datetime.datetime
    who: str
    title: str

    @property
    def moment(self) -> str:
        return showing.moment(self.at)


def changes(thing: Any) -> list[Change]:
    """The latest changes, newest first. A row of history is the state that a change ended, or began with."""
    events = list(thing.events.select_related("pgh_context").order_by("-pgh_id")[:LONGEST])
    names = names_of(events)
    found: list[Change] = []
    after: Any = thing
    for event in events:
        fields = list(_differences(thing, event, after))
        if fields or event.pgh_label == "insert":
            found.append(Change(event.pgh_id, event.pgh_created_at, who(event, names), act(event), note(event), fields))
        after = event
    return found


def deeds(events: list) -> list[str]:
    """What each row of history tells, in a line: the deed, who did it, and when."""
    names = names_of(events)
    return [
        format_html("{} · {} · {}", act(event), who(event, names), showing.moment(event.pgh_created_at))
        for event in events
    ]


def former_texts(article: Article) -> list[FormerText]:
    """The latest former texts, newest first."""
    rows = article.former_texts.select_related("pgh_context").order_by("-pgh_id").defer("lead", "body")[:LONGEST]
    events = list(rows)
    names = names_of(events)
    return [FormerText(event.text_version, event.pgh_created_at, who(event, names), event.title) for event in events]


def differences(article: Article, version: int) -> list[tuple[str, list[comparing.Part]]]:
    """What the present text has that the numbered one had not, field by field. Raises `LookupError`."""
    former = article.text_as_of(version)
    return [
        (capfirst(showing.field_label(article, name)), comparing.compare(former[name], getattr(article, name)))
        for name in TEXT_FIELDS
        if former[name] != getattr(article, name)
    ]


def against(thing: Any, event: Any, fields: list) -> list[Difference]:
    """What going back to `event` would change in the `fields`: the present values are before, those of then after."""
    return [
        Difference(capfirst(str(one.verbose_name)), _value(thing, one, thing), _value(thing, one, event))
        for one in fields
    ]


def _differences(thing: Any, before, after) -> Iterable[Difference]:
    for model_field in thing._meta.fields:
        name = model_field.attname
        if name in SILENT or not hasattr(before, name) or getattr(before, name) == getattr(after, name):
            continue
        values = [_value(thing, model_field, state) for state in (before, after)]
        yield Difference(capfirst(str(model_field.verbose_name)), *values)


def _value(thing: Any, model_field, state) -> str:
    value = getattr(state, model_field.attname)
    if isinstance(value, list):
        return " · ".join(map(str, value)) or "–"
    if isinstance(value, bool):
        return gettext("yes") if value else gettext("no")
    if model_field.is_relation and value is not None:
        value = model_field.related_model.objects.filter(pk=value).first() or value
    return shown(thing, model_field.name, value)


def names_of(events: list) -> dict[Any, str]:
    """The names of everybody in the contexts, by one query."""
    numbers = {number for event in events if (number := number_of(event))}
    return {user.pk: user.get_full_name() or user.get_username() for user in User.objects.filter(pk__in=numbers)}


def number_of(event) -> int | None:
    return (event.pgh_context.metadata or {}).get("user") if event.pgh_context else None


def who(event, names: dict[Any, str]) -> str:
    number = number_of(event)
    if number is None:
        return gettext("The program")
    return names.get(number, gettext("somebody who is no longer here"))


def act(event) -> str:
    if event.pgh_label == "insert":
        return str(pgettext_lazy("deed", "Added"))
    act = (event.pgh_context.metadata or {}).get("act", "") if event.pgh_context else ""
    return str(ACTS.get(act, pgettext_lazy("deed", "Changed")))


def note(event) -> str:
    """Why, as whoever acted has written it down."""
    return str((event.pgh_context.metadata or {}).get("note", "")) if event.pgh_context else ""
