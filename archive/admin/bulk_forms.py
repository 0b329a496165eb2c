"""What a curator may do to many articles at once: each thing with its question, and the change that answers make."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from archive.access import Access
from archive.admin.deciding import EmbargoForm, NoteForm, ReasonForm
from archive.admin.fields import NamedAutocomplete
from archive.bulk.changes import TERMS
from archive.models import Article, ArticlePlace, Source

DECIDE = "archive.decide_article"


@dataclass(frozen=True)
class Choice:
    """One thing that can be done: what it is called, what it asks, the change that the answers make."""

    key: str
    title: Any
    form: type[forms.Form]
    change: Callable[[dict[str, Any]], dict[str, Any]]
    permission: str = "archive.change_article"


def _term_form(vocabulary: str, roles=()) -> type[forms.Form]:
    model = TERMS[vocabulary]
    link = model.articles.through._meta.get_field(vocabulary)
    fields: dict[str, Any] = {
        "term": forms.ModelChoiceField(
            model.objects.all(), label=model._meta.verbose_name, widget=NamedAutocomplete(link, admin.site)
        )
    }
    if roles:
        fields["role"] = forms.ChoiceField(label=_("role"), choices=roles)
    return type("TermForm", (forms.Form,), fields)


def _value_form(name: str, field: forms.Field) -> type[forms.Form]:
    field.label = field.label or Article._meta.get_field(name).verbose_name  # type: ignore[union-attr]
    return type("ValueForm", (forms.Form,), {"value": field})


def _choices(name: str) -> forms.Field:
    field: Any = Article._meta.get_field(name)
    return forms.ChoiceField(choices=field.choices)


def _describing(vocabulary: str, give: bool) -> Callable[[dict[str, Any]], dict[str, Any]]:
    def change(given: dict[str, Any]) -> dict[str, Any]:
        role = {"role": given["role"]} if given.get("role") else {}
        return {"kind": "describe", "vocabulary": vocabulary, "term": given["term"].pk, "give": give, **role}

    return change


def _setting(name: str) -> Callable[[dict[str, Any]], dict[str, Any]]:
    def change(given: dict[str, Any]) -> dict[str, Any]:
        value = given["value"]
        return {"kind": "field", "name": name, "value": value.pk if isinstance(value, Source) else value}

    return change


def _deciding(act: str) -> Callable[[dict[str, Any]], dict[str, Any]]:
    def change(given: dict[str, Any]) -> dict[str, Any]:
        plain = {key: value.isoformat() if isinstance(value, datetime.date) else value for key, value in given.items()}
        return {"kind": "decide", "act": act, **{key: value for key, value in plain.items() if value is not None}}

    return change


def _level(given: Any) -> int | None:
    return int(given) if given else None


PRECISIONS = [(each.value, each.label) for each in Article.Precision if each in ("day", "month", "year")]
SOURCE = forms.ModelChoiceField(
    Source.objects.all(), widget=NamedAutocomplete(Article._meta.get_field("source"), admin.site)
)
ACCESS = forms.TypedChoiceField(
    choices=[("", _("As its source")), *Access.choices], required=False, coerce=_level, empty_value=None
)
DESCRIBING = [
    Choice("add-topic", _("Add a topic"), _term_form("topic"), _describing("topic", True)),
    Choice("add-place", _("Add a place"), _term_form("place", ArticlePlace.Role.choices), _describing("place", True)),
    Choice("add-author", _("Add an author"), _term_form("author"), _describing("author", True)),
    Choice("take-topic", _("Take a topic away"), _term_form("topic"), _describing("topic", False)),
    Choice("take-place", _("Take a place away"), _term_form("place"), _describing("place", False)),
    Choice("take-author", _("Take an author away"), _term_form("author"), _describing("author", False)),
]
SETTING = [
    Choice("source", _("Set the source"), _value_form("source", SOURCE), _setting("source")),
    Choice("genre", _("Set the genre"), _value_form("genre", _choices("genre")), _setting("genre")),
    Choice(
        "section",
        _("Set the section"),
        _value_form("section", forms.CharField(required=False, max_length=300)),
        _setting("section"),
    ),
    Choice(
        "language",
        _("Set the language"),
        _value_form("language", forms.RegexField(r"^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*$", max_length=35)),
        _setting("language"),
    ),
    Choice(
        "origin",
        _("Set how the text came"),
        _value_form("text_origin", _choices("text_origin")),
        _setting("text_origin"),
    ),
    Choice(
        "precision",
        _("Set the precision of the date"),
        _value_form("date_precision", forms.ChoiceField(choices=PRECISIONS)),
        _setting("date_precision"),
    ),
    Choice(
        "evidence",
        _("Set the evidence of the date"),
        _value_form("date_evidence", _choices("date_evidence")),
        _setting("date_evidence"),
    ),
    Choice("access", _("Set the access"), _value_form("access", ACCESS), _setting("access")),
]
DECIDING = [
    Choice("submit", _("Send to review"), NoteForm, _deciding("submit"), DECIDE),
    Choice("publish", _("Publish"), NoteForm, _deciding("publish"), DECIDE),
    Choice("withhold", _("Withhold"), ReasonForm, _deciding("withhold"), DECIDE),
    Choice("withdraw", _("Withdraw"), ReasonForm, _deciding("withdraw"), DECIDE),
    Choice("restore", _("Restore"), NoteForm, _deciding("restore"), DECIDE),
    Choice("embargo", _("Set the embargo"), EmbargoForm, _deciding("embargo"), DECIDE),
]
GROUPS = [
    (_("What they are about, and who wrote them"), DESCRIBING),
    (_("What is known of them"), SETTING),
    (_("Who sees them"), DECIDING),
]
BY_KEY = {choice.key: choice for _title, choices in GROUPS for choice in choices}


def offered(user: Any) -> list[tuple[Any, list[Choice]]]:
    """The groups of things that this person may do."""
    groups = [(title, [one for one in choices if user.has_perm(one.permission)]) for title, choices in GROUPS]
    return [(title, choices) for title, choices in groups if choices]
