"""The record of changes of a desk's things, and the page that leads back to how one of them was before."""

from __future__ import annotations

from typing import Any, cast

from django.contrib import messages
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _

from archive import curation, returning
from archive.admin import histories
from archive.admin.deciding import NoteForm
from archive.models import User


class Recorded:
    """For a desk whose things have a history (`events`): who changed what when, and the way back."""

    opts: Any
    admin_site: Any

    def get_urls(self) -> list[Any]:
        name = f"{self.opts.app_label}_{self.opts.model_name}_return"
        view = self.admin_site.admin_view(self.return_view)
        return [path("<int:pk>/return/<int:event>/", view, name=name), *super().get_urls()]  # type: ignore[misc]

    def history_view(self, request: HttpRequest, object_id: str, extra_context=None) -> HttpResponse:
        """Who changed what when, newest first."""
        thing = self.get_object(request, unquote(object_id))  # type: ignore[attr-defined]
        if thing is None:
            raise Http404(object_id)
        if not self.has_view_permission(request, thing):  # type: ignore[attr-defined]
            raise PermissionDenied
        return TemplateResponse(request, "admin/history.html", self.recorded(request, thing))

    def recorded(self, request: HttpRequest, thing: Any) -> dict[str, Any]:
        """What the page of the record shows."""
        return {
            **self.admin_site.each_context(request),
            "title": _("Record of changes"),
            "opts": self.opts,
            "thing": thing,
            **self._addresses(thing),
            "changes": histories.changes(thing),
            "longest": histories.LONGEST,
            "may_restore": self.has_change_permission(request, thing),  # type: ignore[attr-defined]
        }

    def return_view(self, request: HttpRequest, pk: int, event: int) -> HttpResponse:
        """What going back would change, and the button that does it."""
        thing = get_object_or_404(self.opts.model, pk=pk)
        if not self.has_change_permission(request, thing):  # type: ignore[attr-defined]
            raise PermissionDenied
        then = get_object_or_404(thing.events, pgh_id=event)
        form = NoteForm(request.POST or None)
        if request.method == "POST" and form.is_valid():
            try:
                done = returning.return_to(
                    thing=thing,
                    event=then,
                    by=cast(User, request.user),
                    seen=request.POST.get("seen", ""),
                    note=form.cleaned_data["note"],
                )
            except curation.Refusal as refusal:
                messages.error(request, str(refusal.sentence))
                thing.refresh_from_db()
            else:
                said = _("It is again as it was.") if done else _("Nothing had to be changed.")
                messages.success(request, str(said))
                return HttpResponseRedirect(self._addresses(thing)["history"])
        context = {
            **self.admin_site.each_context(request),
            "title": _("Return to a former state"),
            "opts": self.opts,
            "thing": thing,
            **self._addresses(thing),
            "differences": histories.against(thing, then, returning.would_change(thing, then)),
            "until": histories.Change(then.pgh_id, then.pgh_created_at, "", "").moment,
            "seen": returning.state_of(thing),
            "form": form,
        }
        return TemplateResponse(request, "admin/return.html", context)

    def _addresses(self, thing: Any) -> dict[str, str]:
        """The thing's form and its record, and the pattern's name of the way back."""
        desk = f"admin:{self.opts.app_label}_{self.opts.model_name}"
        return {
            "form_of_thing": reverse(f"{desk}_change", args=[thing.pk]),
            "history": reverse(f"{desk}_history", args=[thing.pk]),
            "return_name": f"{desk}_return",
        }
