"""Filters of the articles desk that a column alone does not give."""

import datetime

from django.contrib import admin
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from archive.access import Access
from archive.models import Source

SOON = datetime.timedelta(days=7)


def ending_soon(articles, today: datetime.date):
    """Those whose embargo ends within a week."""
    return articles.filter(embargo_until__gt=today, embargo_until__lte=today + SOON)


def due(articles, today: datetime.date):
    """Those that wait to be decided again. The day is compared whenever somebody asks; nothing has to run for it."""
    return articles.filter(status_until__lte=today)


class YesNoFilter(admin.SimpleListFilter):
    """A question with two answers, each a condition on the queryset."""

    answers: tuple[tuple[str, object], ...] = ()

    def lookups(self, request, model_admin):
        return [(key, label) for key, label in self.answers]


class DateFilter(YesNoFilter):
    title = _("date")
    parameter_name = "dated"
    answers = (("no", _("Undated")), ("yes", _("Dated")))

    def queryset(self, request, queryset):
        match self.value():
            case "no":
                return queryset.undated()
            case "yes":
                return queryset.exclude(published_on=None)
        return queryset


class TitleFilter(YesNoFilter):
    title = _("title")
    parameter_name = "titled"
    answers = (
        ("no", _("Untitled")),
        ("supplied", _("Supplied by the archive")),
        ("printed", pgettext_lazy("title", "Printed")),
    )

    def queryset(self, request, queryset):
        match self.value():
            case "no":
                return queryset.filter(title="")
            case "supplied":
                return queryset.filter(title_supplied=True).exclude(title="")
            case "printed":
                return queryset.filter(title_supplied=False).exclude(title="")
        return queryset


class EmbargoFilter(YesNoFilter):
    title = _("embargo")
    parameter_name = "embargo"
    answers = (("running", _("Under embargo")), ("soon", _("Ends within a week")), ("none", _("No embargo")))

    def queryset(self, request, queryset):
        today = timezone.localdate()
        match self.value():
            case "running":
                return queryset.filter(embargo_until__gt=today)
            case "soon":
                return ending_soon(queryset, today)
            case "none":
                return queryset.filter(embargo_until=None)
        return queryset


class DecisionFilter(YesNoFilter):
    title = _("to be decided again")
    parameter_name = "again"
    answers = (("due", _("Due")), ("planned", _("On a day to come")))

    def queryset(self, request, queryset):
        match self.value():
            case "due":
                return due(queryset, timezone.localdate())
            case "planned":
                return queryset.filter(status_until__gt=timezone.localdate())
        return queryset


class LanguageFilter(admin.SimpleListFilter):
    """The languages of the sources: asking every article for its own would read the whole table."""

    title = _("language")
    parameter_name = "language"

    def lookups(self, request, model_admin):
        languages = Source.objects.order_by("language").values_list("language", flat=True).distinct()[:50]
        return [(tag, tag) for tag in languages if tag]

    def queryset(self, request, queryset):
        return queryset.filter(language=self.value()) if self.value() else queryset


class AccessFilter(admin.SimpleListFilter):
    title = _("access")
    parameter_name = "own_access"

    def lookups(self, request, model_admin):
        return [("source", _("As its source")), *((str(level), label) for level, label in Access.choices)]

    def queryset(self, request, queryset):
        if self.value() == "source":
            return queryset.filter(access=None)
        return queryset.filter(access=self.value()) if (self.value() or "").isdecimal() else queryset
