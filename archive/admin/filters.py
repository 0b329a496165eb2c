"""Filters of the articles desk that a column alone does not give."""

import datetime

from django.contrib import admin
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from archive.access import Access
from archive.models import Import, ImportProblem, Job, Source
from archive.models.originals import OF_TEXT_LAYERS

SOON = datetime.timedelta(days=7)
LATELY = datetime.timedelta(days=14)


def ending_soon(articles, today: datetime.date):
    """Those whose embargo ends within a week."""
    return articles.filter(embargo_until__gt=today, embargo_until__lte=today + SOON)


def due(articles, today: datetime.date):
    """Those that wait to be decided again. The day is compared whenever somebody asks; nothing has to run for it."""
    return articles.filter(status_until__lte=today)


def lately(imports, now: datetime.datetime):
    """Those that began in the last fourteen days."""
    return imports.filter(started_at__gte=now - LATELY)


def broken_off(imports):
    """Those that stopped before the end, unless a later run of the same files has come to it."""
    later = Import.objects.filter(pk__gt=OuterRef("pk"), paths=OuterRef("paths"), state=Import.State.FINISHED)
    return imports.filter(~Exists(later), state=Import.State.FAILED)


def of_text_layers(imports):
    """Those with a page whose text layer is damaged, doubtful or missing."""
    said = ImportProblem.objects.filter(
        importing=OuterRef("pk"), reason__in=[reason.value for reason in OF_TEXT_LAYERS]
    )
    return imports.filter(Exists(said))


def failed(deliveries):
    """Those whose last work failed while their files are still here."""
    return deliveries.filter(job__state=Job.State.FAILED, cleared=False)


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


class TextFilter(YesNoFilter):
    title = _("text")
    parameter_name = "text"
    answers = (("short", _("Too short")), ("odd", _("With odd characters")))

    def queryset(self, request, queryset):
        match self.value():
            case "short":
                return queryset.too_short()
            case "odd":
                return queryset.odd()
        return queryset


class RecentFilter(YesNoFilter):
    """Imports of the last fourteen days in which something is to be looked at."""

    title = _("of the last fourteen days")
    parameter_name = "recent"
    answers = (("rejected", _("With rejected rows")), ("text_layer", _("With damaged text layers")))

    def queryset(self, request, queryset):
        match self.value():
            case "rejected":
                return lately(queryset.filter(rejected__gt=0), timezone.now())
            case "text_layer":
                return lately(of_text_layers(queryset), timezone.now())
        return queryset


class BrokenOffFilter(YesNoFilter):
    title = _("stopped before the end")
    parameter_name = "broken"
    answers = (("yes", _("And nobody went on")),)

    def queryset(self, request, queryset):
        return broken_off(queryset) if self.value() == "yes" else queryset


class OutcomeFilter(YesNoFilter):
    title = _("outcome")
    parameter_name = "outcome"
    answers = (("failed", _("Failed")), ("done", _("Done")), ("open", _("Under way")), ("none", _("Not brought in")))

    def queryset(self, request, queryset):
        match self.value():
            case "failed":
                return failed(queryset)
            case "done":
                return queryset.filter(job__state=Job.State.DONE)
            case "open":
                return queryset.filter(job__state__in=[Job.State.WAITING, Job.State.RUNNING])
            case "none":
                return queryset.filter(job=None)
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
