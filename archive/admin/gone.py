"""Terms of a vocabulary that were merged or deleted, and the way back for each."""

from __future__ import annotations

from typing import Any, cast

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from archive import curation, paging, recovering
from archive.admin import histories, showing, term_works
from archive.models import User

LISTED = 50


class Recoverable:
    """For a vocabulary's desk: what went from it, the latest first; a post brings one back."""

    opts: Any
    model: Any
    admin_site: Any

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view(self.gone_view)
        name = f"{self.opts.app_label}_{self.opts.model_name}_gone"
        return [path("gone/", view, name=name), *super().get_urls()]  # type: ignore[misc]

    def gone_view(self, request: HttpRequest) -> HttpResponse:
        if not self.has_view_permission(request):  # type: ignore[attr-defined]
            raise PermissionDenied
        if request.method == "POST":
            return self._recover(request)
        events = recovering.gone(self.model)
        page = paging.page(request.GET.get("page"), total=events.count(), size=LISTED)
        shown = list(events[page.start : page.stop])
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("Merged and deleted"),
            "page": page,
            "gone": [self._told(event, histories.names_of(shown)) for event in shown],
            "may_recover": self.has_delete_permission(request),  # type: ignore[attr-defined]
        }
        return TemplateResponse(request, "admin/archive/gone.html", context)

    def _told(self, event: Any, names: dict[Any, str]) -> dict[str, Any]:
        said = (event.pgh_context.metadata if event.pgh_context else None) or {}
        winner = self.model.objects.filter(pk=said.get("winner") or 0).first() if said.get("act") == "merge" else None
        return {
            "event": event.pgh_id,
            "name": event.name_ar,
            "who": histories.who(event, names),
            "moment": showing.moment(event.pgh_created_at),
            "winner": showing.link_to(winner) if winner else "",
        }

    def _recover(self, request: HttpRequest) -> HttpResponse:
        if not self.has_delete_permission(request):  # type: ignore[attr-defined]
            raise PermissionDenied
        number = request.POST.get("event", "")
        event = get_object_or_404(recovering.gone(self.model), pgh_id=int(number) if number.isdecimal() else 0)
        if term_works.was_large(event):
            return term_works.bring_back(request, event)
        try:
            found = recovering.recover(event=event, by=cast(User, request.user))
        except curation.Refusal as refusal:
            messages.error(request, str(refusal.sentence))
            return HttpResponseRedirect(request.path)
        done = ngettext(
            "“%(name)s” is here again, on %(count)s article.",
            "“%(name)s” is here again, on %(count)s articles.",
            found.articles,
        )
        messages.success(request, done % {"name": found.term, "count": found.articles})
        if found.left:
            kept = ngettext(
                "%(count)s article was changed since, and is as it was.",
                "%(count)s articles were changed since, and are as they were.",
                found.left,
            )
            messages.warning(request, kept % {"count": found.left})
        return HttpResponseRedirect(reverse(f"admin:archive_{self.opts.model_name}_change", args=[found.term.pk]))


def way_back(desk: Any, sentence: str) -> str:
    """What a merge says when it is done, with the way to take it back."""
    address = reverse(f"admin:{desk.opts.app_label}_{desk.opts.model_name}_gone")
    return format_html('{} <a href="{}">{}</a>', sentence, address, _("Take it back"))
