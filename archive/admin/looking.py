"""A desk whose rows the worker finds: the button above its list that has it look through what is new or changed."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.translation import gettext_lazy as _

from archive import working


class LookedFor:
    """`look` is the job. Its lists show `admin/_looking.html`."""

    look: str

    def may_look(self, request: HttpRequest) -> bool:
        raise NotImplementedError

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        may_look = self.may_look(request)
        if request.method == "POST" and "look" in request.POST:
            if not may_look:
                raise PermissionDenied
            working.enqueue_once(self.look)
            messages.success(request, str(_("The worker looks through what is new or changed.")))
            return HttpResponseRedirect(request.get_full_path())
        more = {"may_look": may_look, "looking": working.waiting_or_running(self.look)}
        return super().changelist_view(request, more | (extra_context or {}))  # type: ignore[misc]
