"""The desk of reports: what readers say of articles, and what became of it."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.html import format_html
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from archive import curation, discarding, reporting
from archive.admin import bounds, filters, histories, showing
from archive.admin.deciding import NoteForm
from archive.models import Report, User

WAITING = (Report.State.NEW, Report.State.LOOKING)


class WaitingFilter(filters.YesNoFilter):
    title = _("waiting")
    parameter_name = "waiting"
    answers = (("yes", _("Waiting")), ("no", _("Decided")))

    def queryset(self, request, queryset):
        match self.value():
            case "yes":
                return queryset.filter(state__in=WAITING)
            case "no":
                return queryset.exclude(state__in=WAITING)
        return queryset


class DecisionForm(NoteForm):
    state = forms.ChoiceField(label=_("State"), choices=Report.State, widget=forms.RadioSelect)
    seen = forms.CharField(widget=forms.HiddenInput)
    field_order = ["state", "note", "seen"]


@admin.register(Report)
class ReportAdmin(bounds.BoundedList, admin.ModelAdmin):
    list_display = ["said", "kind", "article_shown", "state_shown", "sent"]
    list_display_links = ["said"]
    list_filter = [WaitingFilter, "state", "kind"]
    list_select_related = ["article"]
    list_per_page = 50
    sortable_by = ()
    actions = ["dismiss"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Report | None = None) -> bool:
        return False  # there is no form: reports are decided

    def has_delete_permission(self, request: HttpRequest, obj: Report | None = None) -> bool:
        return False

    def has_view_permission(self, request: HttpRequest, obj: Report | None = None) -> bool:
        return request.user.has_perm("archive.view_article")

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def has_answer_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("archive.change_article")

    def get_queryset(self, request: HttpRequest):
        texts = (f"article__{name}" for name in ("subtitle", "lead", "body", "found"))
        return super().get_queryset(request).defer(*texts)

    @admin.display(description=_("message"))
    def said(self, report: Report) -> str:
        return format_html('<bdi class="headline">{}</bdi>', Truncator(report.message).chars(120))

    @admin.display(description=_("article"))
    def article_shown(self, report: Report) -> str:
        if report.article is None:
            return format_html('<bdi class="headline">{}</bdi>', report.about or report.identifier)
        return showing.headline(report.article)

    @admin.display(description=_("state"))
    def state_shown(self, report: Report) -> str:
        return showing.state(report)

    @admin.display(description=_("sent"))
    def sent(self, report: Report) -> str:
        return showing.stamp(report.created_at)

    @admin.action(description=_("Dismiss"), permissions=["answer"])
    def dismiss(self, request: HttpRequest, queryset) -> None:
        """Put away many at once: a robot that gets past everything else writes more than anybody opens."""
        done = 0
        for report in queryset.filter(state__in=WAITING)[: bounds.AT_ONCE]:
            try:
                given = {"state": Report.State.DISMISSED, "note": report.note, "seen": report.state}
                reporting.decide(report=report, by=cast(User, request.user), **given)
                done += 1
            except curation.Refusal as refusal:
                self.message_user(request, str(refusal.sentence), messages.WARNING)
        said = ngettext("%(count)s report dismissed.", "%(count)s reports dismissed.", done) % {"count": done}
        self.message_user(request, said, messages.SUCCESS if done else messages.WARNING)

    # ---------- one report ----------

    def change_view(self, request: HttpRequest, object_id: str, form_url="", extra_context=None) -> HttpResponse:
        """What the reader says, beside the paragraph as it was; what is posted decides."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        report = self.get_object(request, object_id)
        if report is None:
            raise Http404(object_id)
        form = DecisionForm(request.POST or None, initial=_initial(report))
        if request.method == "POST":
            if not self.has_answer_permission(request):
                raise PermissionDenied
            if form.is_valid() and self._decided(request, report, form):
                return HttpResponseRedirect(self._next(report))
        return TemplateResponse(request, "admin/archive/report/report.html", self._context(request, report, form))

    def _decided(self, request: HttpRequest, report: Report, form: DecisionForm) -> bool:
        """Whether it was; if somebody else came first, the note stays on the page with the state as it is now."""
        try:
            reporting.decide(report=report, by=cast(User, request.user), **form.cleaned_data)
        except curation.Refusal as refusal:
            self.message_user(request, str(refusal.sentence), messages.ERROR)
            report.refresh_from_db()
            form.data = {**request.POST.dict(), "seen": report.state}
            return False
        here = reverse("admin:archive_report_change", args=[report.pk])
        undo = format_html('<a href="{}">{}</a>', here, _("Look at it, or take it back"))
        self.message_user(request, format_html("{} {}", _("Decided and remembered."), undo), messages.SUCCESS)
        return True

    def _next(self, report: Report) -> str:
        """The next report that waits, else the list."""
        following = Report.objects.filter(state__in=WAITING, pk__lt=report.pk).order_by("-pk").first()
        if following:
            return reverse("admin:archive_report_change", args=[following.pk])
        return f"{reverse('admin:archive_report_changelist')}?waiting=yes"

    def _context(self, request: HttpRequest, report: Report, form: DecisionForm) -> dict[str, Any]:
        return {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": report.get_kind_display(),
            "report": report,
            "trashed": discarding.restorable().filter(identifier=report.identifier).first()
            if report.identifier
            else None,
            "state": showing.state(report),
            "sent": showing.moment(report.created_at),
            "decided": showing.moment(report.decided_at),
            "changes": histories.changes(report),
            "longest": histories.LONGEST,
            "form": form,
            "may_answer": self.has_answer_permission(request),
        }


def _initial(report: Report) -> dict[str, str]:
    opened = Report.State.LOOKING if report.state == Report.State.NEW else report.state
    return {"state": opened, "note": report.note, "seen": report.state}
