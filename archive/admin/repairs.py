"""The desk of repairs: patterns of damage, most places first, approved or refused once for the whole archive."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Any, cast

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, pgettext_lazy

from archive.admin import bounds, histories, looking, repair_telling, showing
from archive.models import RepairPattern, User
from archive.repairing import deciding, quoting

State = RepairPattern.State
QUOTED_IN_LIST, QUOTED = 3, 20
ACTS: dict[str, Callable[..., int]] = {
    "approve": deciding.approve,
    "refuse": deciding.refuse,
    "reopen": deciding.reopen,
}
VERBS = {
    "approve": (_("Repair"), "KeyA"),
    "refuse": (_("Leave as printed"), "KeyR"),
    "reopen": (_("Take the decision back"), "KeyU"),
}


@admin.register(RepairPattern)
class RepairPatternAdmin(looking.LookedFor, bounds.BoundedList, admin.ModelAdmin):
    look = "repair"
    list_display = ["repair", "places_shown", "sure", "seen_in", "verdict"]
    list_display_links = ["repair"]
    list_filter = [repair_telling.StateFilter, "kind", repair_telling.SureFilter]
    list_per_page = 20
    search_fields = ["printed", "mended"]
    sortable_by = ()
    actions = ["approve", "refuse", "reopen"]
    change_list_template = "admin/archive/repairpattern/patterns.html"

    class Media:
        js = ["admin-fihrist.js"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: RepairPattern | None = None) -> bool:
        return False  # there is no form: patterns are decided

    def has_delete_permission(self, request: HttpRequest, obj: RepairPattern | None = None) -> bool:
        return False

    def has_view_permission(self, request: HttpRequest, obj: RepairPattern | None = None) -> bool:
        return request.user.has_perm("archive.view_article")

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def has_decide_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("archive.change_article")

    may_look = has_decide_permission

    def get_ordering(self, request: HttpRequest) -> Any:
        """What was decided last stands first, to be taken back; what waits by how much there is to gain."""
        decided = request.GET.get("state") in (State.APPROVED, State.REFUSED)
        return ["-decided_at", "-places", "pk"] if decided else ["-places", "pk"]

    # ---------- the list ----------

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """The patterns with their first places; a button in a row decides on it, one above looks for more."""
        if request.method == "POST" and request.POST.get("verdict"):
            act, _space, number = request.POST["verdict"].partition(" ")
            return self._decide(request, act, [int(number)] if number.isascii() and number.isdigit() else [])
        more = {"may_decide": self.has_decide_permission(request)}
        page = super().changelist_view(request, more | (extra_context or {}))
        if isinstance(page, TemplateResponse) and "cl" in (page.context_data or {}):
            patterns = list(page.context_data["cl"].result_list)  # type: ignore[index]
            quoted = quoting.quote(patterns, QUOTED_IN_LIST)
            for one in patterns:
                one.quoted, one.may_decide = quoted[one.pk], more["may_decide"]
            page.context_data["cl"].result_list = patterns  # type: ignore[index]
        return page

    @admin.display(description=_("printed, and repaired"))
    def repair(self, pattern: RepairPattern) -> SafeString:
        return format_html(
            '{}<br><span class="fine">{}</span>', repair_telling.before_and_after(pattern), pattern.get_kind_display()
        )

    @admin.display(description=pgettext_lazy("in texts", "places"))
    def places_shown(self, pattern: RepairPattern) -> SafeString:
        return format_html('<span class="n">{}</span>', showing.number(pattern.places))

    @admin.display(description=_("confidence"))
    def sure(self, pattern: RepairPattern) -> SafeString:
        return format_html('<span class="n">{}%</span>', number_format(round(100 * pattern.confidence)))

    @admin.display(description=_("for example"))
    def seen_in(self, pattern: Any) -> SafeString:
        return repair_telling.quotations(pattern.quoted)

    @admin.display(description=_("decision"))
    def verdict(self, pattern: Any) -> SafeString:
        """The buttons; each says what it is about to who hears the page."""
        said = "" if pattern.state == State.WAITING else pattern.get_state_display()
        acts = ["approve", "refuse"] if pattern.state == State.WAITING else ["reopen"]
        buttons = format_html_join(
            " ",
            '<button type="submit" name="verdict" value="{0} {1}" id="{0}-{1}" data-key="{2}" class="button{3}" '
            'formnovalidate aria-label="{4}: {5}">{4}</button>',
            (
                (act, pattern.pk, VERBS[act][1], "" if act == "approve" else " quiet", VERBS[act][0], pattern.printed)
                for act in (acts if pattern.may_decide else [])
            ),
        )
        return format_html('<span class="verdicts">{} {}</span>', said, buttons)

    # ---------- deciding ----------

    @admin.action(description=VERBS["approve"][0], permissions=["decide"])
    def approve(self, request: HttpRequest, queryset) -> HttpResponse:
        return self._decide(request, "approve", _chosen(queryset))

    @admin.action(description=VERBS["refuse"][0], permissions=["decide"])
    def refuse(self, request: HttpRequest, queryset) -> HttpResponse:
        return self._decide(request, "refuse", _chosen(queryset))

    @admin.action(description=VERBS["reopen"][0], permissions=["decide"])
    def reopen(self, request: HttpRequest, queryset) -> HttpResponse:
        return self._decide(request, "reopen", _chosen(queryset))

    def _decide(self, request: HttpRequest, act: str, patterns: Collection[int], back: str = "") -> HttpResponse:
        """Does it, says what came of it, and goes back to the same page of the list or to `back`."""
        if not self.has_decide_permission(request):
            raise PermissionDenied
        if act in ACTS:
            done = ACTS[act](patterns, by=cast(User, request.user))
            self.message_user(request, _told(act, done), messages.SUCCESS if done else messages.WARNING)
        return HttpResponseRedirect(back or request.get_full_path())

    # ---------- one pattern ----------

    def change_view(self, request: HttpRequest, object_id: str, form_url="", extra_context=None) -> HttpResponse:
        """One pattern with more of its places and what was decided on it; what is posted decides."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        pattern = self.get_object(request, object_id)
        if pattern is None:
            raise Http404(object_id)
        if request.method == "POST":
            return self._decide(request, request.POST.get("act", ""), [pattern.pk])
        waiting = pattern.state == State.WAITING
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": pattern.get_kind_display(),
            "pattern": pattern,
            "shown": repair_telling.before_and_after(pattern),
            "sure": number_format(round(100 * pattern.confidence)),
            "quotations": repair_telling.quotations(quoting.quote([pattern], QUOTED)[pattern.pk]),
            "decided": showing.moment(pattern.decided_at),
            "acts": [(act, VERBS[act][0]) for act in (("approve", "refuse") if waiting else ("reopen",))],
            "changes": histories.changes(pattern),
            "longest": histories.LONGEST,
            "may_decide": self.has_decide_permission(request),
        }
        return TemplateResponse(request, "admin/archive/repairpattern/pattern.html", context)


def _chosen(queryset) -> list[int]:
    """The numbers of the selected patterns, at most as many as one decision may change."""
    return list(queryset.values_list("pk", flat=True)[: bounds.AT_ONCE])


def _told(act: str, done: int) -> SafeString | str:
    said = {
        "approve": ngettext("%(count)s pattern is repaired.", "%(count)s patterns are repaired.", done),
        "refuse": ngettext("%(count)s pattern stays as printed.", "%(count)s patterns stay as printed.", done),
        "reopen": ngettext("%(count)s pattern waits again.", "%(count)s patterns wait again.", done),
    }[act] % {"count": number_format(done)}
    if act == "reopen" or not done:
        return said
    state = {"approve": State.APPROVED, "refuse": State.REFUSED}[act]
    there = f"{reverse('admin:archive_repairpattern_changelist')}?state={state}"
    return format_html('{} <a href="{}">{}</a>', said, there, _("Look at it, or take it back"))
