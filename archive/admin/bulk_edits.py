"""The desk of bulk edits: what was done to many articles at once, how far it is, and the way back."""

from __future__ import annotations

from typing import Any, cast

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _

from archive.admin import bounds, bulk_asking, bulk_telling, showing
from archive.admin.bulk_asking import UNDER_WAY
from archive.bulk import changes, editing
from archive.models import BulkEdit, BulkItem, User

LISTED = 50  # articles that stayed as they were, of each outcome
LOOKED_AGAIN = 3  # seconds


@admin.register(BulkEdit)
class BulkEditAdmin(bounds.BoundedList, admin.ModelAdmin):
    list_display = ["what", "total", "by", "begun", "state_shown"]
    list_display_links = ["what"]
    list_filter = ["state"]
    list_select_related = ["by"]
    list_per_page = 50
    sortable_by = ()
    actions = None

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False  # it begins at the list of articles

    def has_change_permission(self, request: HttpRequest, obj: BulkEdit | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: BulkEdit | None = None) -> bool:
        return False  # it is part of the record

    def has_view_permission(self, request: HttpRequest, obj: BulkEdit | None = None) -> bool:
        return request.user.has_perm(bulk_asking.MAY)

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    @admin.display(description=_("what was done"))
    def what(self, edit: BulkEdit) -> str:
        return bulk_telling.sentence(edit.change)

    @admin.display(description=_("begun"))
    def begun(self, edit: BulkEdit) -> str:
        return showing.stamp(edit.created_at)

    @admin.display(description=_("state"))
    def state_shown(self, edit: BulkEdit) -> str:
        return showing.state(edit)

    def change_view(self, request: HttpRequest, object_id: str, form_url="", extra_context=None) -> HttpResponse:
        """How far it is and what stayed as it was; a post stops it, goes on with it or takes it back."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        edit = self.get_object(request, object_id)
        if edit is None:
            raise Http404(object_id)
        if request.method == "POST":
            bulk_asking.settle(edit)
            self._act(request, edit, request.POST.get("act", ""))
            return HttpResponseRedirect(request.path)
        response = TemplateResponse(request, "admin/archive/bulkedit/edit.html", self._told(request, edit))
        if edit.state in UNDER_WAY:
            response["Refresh"] = str(LOOKED_AGAIN)
        return response

    def _told(self, request: HttpRequest, edit: BulkEdit) -> dict[str, Any]:
        job = bulk_asking.settle(edit)
        counts = editing.progress(edit)
        done = edit.total - (counts["changed"] if edit.state == edit.State.UNDOING else counts["waiting"])
        stayed = {
            outcome.label: list(edit.items.filter(outcome=outcome).select_related("article__source")[:LISTED])
            for outcome in (BulkItem.Outcome.REFUSED, BulkItem.Outcome.KEPT)
        }
        return {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": bulk_telling.sentence(edit.change),
            "edit": edit,
            "state": showing.state(edit),
            "begun": showing.moment(edit.created_at),
            "done": done,
            "trouble": job.sentence if job and edit.state == edit.State.FAILED else "",
            "counts": [(outcome.label, counts[outcome.name.lower()]) for outcome in BulkItem.Outcome],
            "stayed": {label: items for label, items in stayed.items() if items},
            "listed": LISTED,
            "may_stop": edit.state in UNDER_WAY and not edit.stopping,
            "may_go_on": counts["waiting"] and edit.state in (edit.State.STOPPED, edit.State.FAILED),
            "may_undo": counts["changed"] and edit.state not in UNDER_WAY and self._may_undo(request, edit),
        }

    def _may_undo(self, request: HttpRequest, edit: BulkEdit) -> bool:
        return not isinstance(changes.read(edit.change), changes.Deciding) or request.user.has_perm(
            "archive.decide_article"
        )

    def _act(self, request: HttpRequest, edit: BulkEdit, act: str) -> None:
        if act == "stop":
            bulk_asking.stop(edit)
        elif act == "go-on" and edit.state not in UNDER_WAY:
            edit.stopping, edit.state = False, edit.State.WAITING
            edit.save(update_fields=["stopping", "state"])
            bulk_asking.start(edit)
        elif act == "undo" and edit.state not in UNDER_WAY:
            if not self._may_undo(request, edit):
                raise PermissionDenied
            edit.stopping, edit.state = False, edit.State.UNDOING
            edit.save(update_fields=["stopping", "state"])
            bulk_asking.take_back(edit, by=cast(User, request.user))
            edit.refresh_from_db()
            if edit.state == edit.State.UNDONE:
                messages.success(request, str(_("Taken back.")))
