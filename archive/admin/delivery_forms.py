"""What the import desk asks: for files, and how they shall be read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from archive.ingest import parsing
from archive.ingest.parsing import fields
from archive.models import Article, Delivery

ENCODINGS = ("utf-8", "windows-1256", "iso-8859-6", "utf-16-le", "utf-16-be", "windows-1252")
FIELDS = {
    "title": _("title"),
    "subtitle": _("subtitle"),
    "lead": _("lead"),
    "body": _("text"),
    "published": _("date of publication"),
    "updated": _("date of the last change"),
    "captured": _("date of capture"),
    "source": _("source"),
    "authors": _("authors"),
    "topics": _("topics"),
    "places": _("places"),
    "section": _("section"),
    "url": _("address"),
    "given_id": _("identifier"),
    "language": _("language"),
    "genre": _("genre"),
    "page": _("page"),
    "issue": _("issue"),
    "text_origin": _("origin of the text"),
}


class ManyFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Several files; what is in them is told later, by the worker."""

    widget = ManyFiles

    def clean(self, data: Any, initial: Any = None) -> Any:
        return data


class ArrivalForm(forms.Form):
    upload = FilesField(label=_("Files from your machine"), required=False)

    def clean(self) -> dict[str, Any]:
        if not self.files.getlist("upload") and not self.data.getlist("incoming"):  # type: ignore[attr-defined]
            raise forms.ValidationError(_("Choose at least one file."))
        return super().clean() or {}


class MannerForm(forms.ModelForm):
    """How the files of a delivery shall be read."""

    form = forms.ChoiceField(label=_("Format"), required=False)
    encoding = forms.ChoiceField(label=_("Encoding"), required=False)
    status = forms.ChoiceField(label=_("New articles become"))

    class Meta:
        model = Delivery
        fields = ["source", "status", "form", "encoding"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        find_out: tuple[str, Any] = ("", _("find out"))
        chosen = self.fields["source"]
        chosen.label, chosen.empty_label = _("Source"), _("as the files say")  # type: ignore[attr-defined]
        status = self.fields["status"]
        kinds = Article.Status
        status.choices = [(one.value, one.label) for one in (kinds.REVIEW, kinds.PUBLISHED, kinds.DRAFT)]  # type: ignore[attr-defined]
        self.fields["form"].choices = [find_out, *((form.value, form.value) for form in parsing.FORMATS)]  # type: ignore[attr-defined]
        self.fields["encoding"].choices = [find_out, *((name, name) for name in ENCODINGS)]  # type: ignore[attr-defined]


def keep(delivery: Delivery, sent: Mapping[str, str]) -> None:
    """Keep what was chosen; for a source that was chosen only now, what was right for it the last time."""
    before = delivery.source_id
    form = MannerForm(sent, instance=delivery)
    if not form.is_valid():
        return
    delivery = form.save(commit=False)
    delivery.columns = _columns(sent)
    if delivery.source_id != before and not delivery.columns and (last := _last_of(delivery)):
        delivery.columns = last.columns
        delivery.form = delivery.form or last.form
        delivery.encoding = delivery.encoding or last.encoding
    delivery.save()


def _columns(sent: Mapping[str, str]) -> dict[str, str]:
    """The columns that shall hold something else than their name says."""
    found = {}
    for number in range(100):
        name, meaning = sent.get(f"name-{number}"), sent.get(f"field-{number}", "")
        if name is None:
            break
        if meaning in ("", *FIELDS) and meaning != (fields.field_of(name) or ""):
            found[name] = meaning
    return found


def _last_of(delivery: Delivery) -> Delivery | None:
    """The latest delivery of the same source that came to an import."""
    others = Delivery.objects.filter(source=delivery.source_id, imports__isnull=False).exclude(pk=delivery.pk)
    return others.order_by("-pk").first() if delivery.source_id else None
