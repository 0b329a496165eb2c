"""Inputs that say what they are to whoever cannot see where they stand."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AutocompleteSelect
from django.utils.translation import gettext_lazy as _


class NamedAutocomplete(AutocompleteSelect):
    """A box of suggestions that is not nameless while it is empty."""

    def build_attrs(self, base_attrs: dict[str, Any], extra_attrs: dict[str, Any] | None = None) -> dict[str, Any]:
        return {**super().build_attrs(base_attrs, extra_attrs), "data-placeholder": str(_("Choose"))}


class LinesField(forms.CharField):
    """A list, one value a line; spaces at the ends and empty lines are nothing."""

    def __init__(self, **kwargs: Any) -> None:
        for name in ("base_field", "size", "delimiter", "max_length"):
            kwargs.pop(name, None)
        super().__init__(**kwargs, widget=forms.Textarea({"rows": 6, "dir": "auto"}))

    def prepare_value(self, value: Any) -> Any:
        return "\n".join(value) if isinstance(value, list) else value

    def to_python(self, value: Any) -> list[str]:  # type: ignore[override]
        lines = (" ".join(line.split()) for line in (value or "").splitlines())
        return list(dict.fromkeys(line for line in lines if line))

    def has_changed(self, initial: Any, data: Any) -> bool:
        return list(initial or []) != self.to_python(data)


class NamedFields:
    """For a desk or a table below its form: every input has a name; nothing is deleted from another thing's form."""

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        if db_field.name in self.get_autocomplete_fields(request):  # type: ignore[attr-defined]
            kwargs.setdefault("widget", NamedAutocomplete(db_field, self.admin_site))  # type: ignore[attr-defined]
        return super().formfield_for_foreignkey(db_field, request, **kwargs)  # type: ignore[misc]

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        field = super().formfield_for_dbfield(db_field, request, **kwargs)  # type: ignore[misc]
        if field is None:
            return None
        if db_field.many_to_one:
            field.widget.can_delete_related = False
        if isinstance(self, admin.TabularInline):
            # Eyes read the name at the head of the column.
            getattr(field.widget, "widget", field.widget).attrs["aria-label"] = str(field.label)
        return field
