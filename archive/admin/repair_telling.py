"""How the desk of repairs shows patterns and their places, and by what its list is narrowed."""

from __future__ import annotations

from django.contrib import admin
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from archive.models import RepairPattern
from archive.repairing.datatypes import Kind
from archive.repairing.quoting import Quotation

State = RepairPattern.State
SPACE_SHOWN = "␣"


class StateFilter(admin.SimpleListFilter):
    """What waits unless something else is asked for."""

    title = _("decision")
    parameter_name = "state"

    def lookups(self, request, model_admin):
        return [*State.choices, ("all", pgettext_lazy("repairs", "All"))]

    def choices(self, changelist):
        chosen = self.value() or State.WAITING
        for value, title in self.lookup_choices:
            query = changelist.get_query_string({self.parameter_name: value})
            yield {"selected": chosen == value, "query_string": query, "display": title}

    def queryset(self, request, queryset):
        chosen = self.value() or State.WAITING
        return queryset.filter(state=chosen) if chosen in State.values else queryset


class SureFilter(admin.SimpleListFilter):
    title = _("confidence")
    parameter_name = "sure"
    LEAST = 0.95

    def lookups(self, request, model_admin):
        return [("yes", _("95% and more")), ("no", _("Less than 95%"))]

    def queryset(self, request, queryset):
        match self.value():
            case "yes":
                return queryset.filter(confidence__gte=self.LEAST)
            case "no":
                return queryset.filter(confidence__lt=self.LEAST)
        return queryset


def before_and_after(pattern: RepairPattern) -> SafeString:
    """What is printed and what readers would see; the spaces of a mark are shown, since they are what it is about."""
    printed, mended = pattern.printed, pattern.mended
    if pattern.kind != Kind.GLUE:
        printed, mended = (text.replace(" ", SPACE_SHOWN) for text in (printed, mended))
    return format_html(
        '<span dir="rtl"><bdi class="printed">{}</bdi> ← <bdi class="mended">{}</bdi></span>', printed, mended or "∅"
    )


def quotations(quoted: list[Quotation]) -> SafeString:
    """The places as a list, each a way to its article."""
    lines = format_html_join(
        "",
        '<li dir="rtl"><a href="{}">{}<mark>{}</mark>{}</a></li>',
        (
            (reverse("admin:archive_article_change", args=[one.article]), one.before, one.printed, one.after)
            for one in quoted
        ),
    )
    return format_html('<ul class="quoted excerpt">{}</ul>', lines) if quoted else format_html("{}", "–")
