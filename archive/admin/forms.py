"""The form of an article: texts as they are kept, dates that agree with their precision, nothing overwritten unread."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db import models
from django.http import QueryDict
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from archive import comparing, curation, reconciling
from archive.ingest.wire.datatypes import Wire
from archive.models import Article, Source
from archive.models.articles import TEXT_FIELDS

THEIRS = "theirs"


class TextField(forms.CharField):
    """A text as it is kept: browsers end lines by CR LF and Django cuts spaces off, neither of which is a change."""

    def __init__(self, *, max_length: int | None = None, **kwargs: Any) -> None:
        super().__init__(**{**kwargs, "strip": False})

    def to_python(self, value: Any) -> str:
        return (super().to_python(value) or "").replace("\r\n", "\n").replace("\r", "\n")

    def has_changed(self, initial: Any, data: Any) -> bool:
        return super().has_changed(self.to_python(initial), self.to_python(data))


class Naskh(forms.Textarea):
    """A field as wide as the page, in reading type; the first strong letter decides the direction."""

    def __init__(self, rows: int) -> None:
        super().__init__({"rows": rows, "dir": "auto", "class": "naskh"})


class ArticleForm(forms.ModelForm):
    edition = forms.CharField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = Article
        fields = "__all__"  # noqa: DJ007 - the desk's fieldsets choose
        field_classes = dict.fromkeys(TEXT_FIELDS, TextField)
        widgets = {name: Naskh(rows=rows) for name, rows in {"title": 2, "subtitle": 2, "lead": 3, "body": 18}.items()}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.differences: list[dict[str, Any]] = []
        self.theirs: list[dict[str, Any]] = []
        self.seen = ""
        self.said = Wire()
        if self.instance.pk:
            self.initial["edition"] = curation.edition(self.instance)
        elif "source_key" in self.fields:
            self.fields["source_key"].required = False
        for name in {"updated_at", "captured_at"} & set(self.fields):
            _name_parts(self.fields[name])

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if self.instance.pk and cleaned.get("edition") != self.initial["edition"]:
            self._refuse_once(cleaned)
        self._choose(cleaned)
        self._check_date(cleaned)
        return cleaned

    def _check_date(self, cleaned: dict[str, Any]) -> None:
        date, precision, time = (cleaned.get(name) for name in ("published_on", "date_precision", "published_time"))
        if date and precision == Article.Precision.NONE:
            self.add_error("date_precision", _("Say how precise the date is."))
        if not date and precision not in (None, Article.Precision.NONE):
            self.add_error(
                "published_on", _("A precision needs a date; an undated article has the precision “No date”.")
            )
        if time and precision not in (None, Article.Precision.TIME):
            self.add_error("published_time", _("A time of day needs the precision “Time”."))

    def _refuse_once(self, cleaned: dict[str, Any]) -> None:
        """Somebody saved first. What only they changed is taken over, what both changed is held against each other.

        Nothing that was typed is lost: it stays in its field, and a second save keeps it, or theirs where one says so.
        """
        seen = cleaned.get("edition") or ""
        names = [name for name in cleaned if name in curation.CORRECTABLE]
        kept, typed = reconciling.state(self.instance), {name: _plain(cleaned[name]) for name in names}
        found = reconciling.reconcile(was=(was := reconciling.before(self.instance, seen)), kept=kept, typed=typed)
        data: QueryDict = self.data.copy()  # type: ignore[attr-defined]
        data[self.add_prefix("edition")] = self.initial["edition"]
        for name in found.theirs:
            put(data, self[name], self.initial.get(name))
        self.data = data
        self.theirs = [self._difference(name, (was or {}).get(name), kept[name]) for name in found.theirs]
        self.differences = [self._difference(name, kept[name], typed[name]) for name in found.both]
        self.seen = seen
        self.add_error(
            None,
            _(
                "Somebody else has changed this article since you opened it. What you typed is still here: compare it "
                "with what is kept now, then save again."
            ),
        )

    def _choose(self, cleaned: dict[str, Any]) -> None:
        """Where both changed a field, theirs is kept for whoever says so."""
        for name in curation.CORRECTABLE & set(cleaned):
            if self.data.get(f"keep-{name}") == THEIRS:
                cleaned[name] = self.instance.source if name == "source" else getattr(self.instance, name)

    def _difference(self, name: str, old: Any, new: Any) -> dict[str, Any]:
        said: dict[str, Any] = {"name": name, "label": capfirst(self.fields[name].label or name)}
        said["theirs"] = self.data.get(f"keep-{name}") == THEIRS
        if name in TEXT_FIELDS:
            return said | {"parts": comparing.shorten(comparing.compare(old or "", new or ""))}
        return said | {"old": shown(self.instance, name, old), "new": shown(self.instance, name, new)}


def put(data: QueryDict, bound: forms.BoundField, value: Any) -> None:
    """Fill in a field as if `value` had been typed into it."""
    widget, name = bound.field.widget, bound.html_name
    value = bound.field.prepare_value(value)
    if isinstance(widget, forms.MultiWidget):
        for place, (part, one) in enumerate(zip(widget.widgets, widget.decompress(value) or (), strict=True)):
            data[f"{name}_{place}"] = part.format_value(one) or ""
    elif isinstance(widget, forms.CheckboxInput):
        data.setlist(name, ["on"] if value else [])
    elif hasattr(widget, "choices"):
        data[name] = "" if value is None else str(value)
    else:
        data[name] = widget.format_value(value) or ""


def _plain(value: Any) -> Any:
    """Of a thing that was chosen its number, as a row of history has it."""
    return value.pk if isinstance(value, models.Model) else value


def _name_parts(moment: forms.Field) -> None:
    """Day and time of a moment are two inputs: each says what it is."""
    for widget, part in zip(moment.widget.widgets, (_("date"), _("time")), strict=True):
        widget.attrs["aria-label"] = f"{moment.label}: {part}"


def shown(thing: models.Model, name: str, value: Any) -> str:
    """A value of the field `name` as a person reads it."""
    if value is None or value == "":
        return "–"
    if name == "source" and isinstance(value, int):
        return str(Source.objects.filter(pk=value).first() or value)
    choices = dict(getattr(thing._meta.get_field(name), "flatchoices", None) or ())
    return str(choices.get(value, value))
