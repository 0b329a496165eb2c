"""The form of an article: texts as they are kept, dates that agree with their precision, nothing overwritten unread."""

from __future__ import annotations

from typing import Any

from django import forms
from django.db import models
from django.http import QueryDict
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from archive import comparing, curation
from archive.models import Article
from archive.models.articles import TEXT_FIELDS


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
        """Somebody saved first: show what differs, keep what was typed, and let a second, knowing save through."""
        self.differences = [
            {"label": capfirst(self.fields[name].label or name), **self._difference(name, cleaned[name])}
            for name in self.changed_data
            if name in cleaned and name in curation.CORRECTABLE
        ]
        data: QueryDict = self.data.copy()  # type: ignore[attr-defined]
        data[self.add_prefix("edition")] = self.initial["edition"]
        self.data = data
        self.add_error(
            None,
            _(
                "Somebody else has changed this article since you opened it. What you typed is still here: compare it "
                "with what is kept now, then save again to put yours in its place."
            ),
        )

    def _difference(self, name: str, typed: Any) -> dict[str, Any]:
        kept = getattr(self.instance, name)
        if name in TEXT_FIELDS:
            return {"parts": comparing.shorten(comparing.compare(kept, typed))}
        return {"kept": shown(self.instance, name, kept), "typed": shown(self.instance, name, typed)}


def _name_parts(moment: forms.Field) -> None:
    """Day and time of a moment are two inputs: each says what it is."""
    for widget, part in zip(moment.widget.widgets, (_("date"), _("time")), strict=True):
        widget.attrs["aria-label"] = f"{moment.label}: {part}"


def shown(thing: models.Model, name: str, value: Any) -> str:
    """A value of the field `name` as a person reads it."""
    if value is None or value == "":
        return "–"
    choices = dict(getattr(thing._meta.get_field(name), "flatchoices", None) or ())
    return str(choices.get(value, value))
