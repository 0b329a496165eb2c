"""Terms that stand on many articles: the worker merges them and brings them back, and a page follows it."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _

from archive import merging, recovering, working
from archive.admin import bounds, delivery_telling, showing
from archive.models import Job

NAMES = ("merge", "recover")
LOOKED_AGAIN = 3  # seconds


def is_large(terms: list[Any]) -> bool:
    """Whether these terms are too much to be merged while somebody waits."""
    return merging.reach(terms, bounds.AT_ONCE) > bounds.AT_ONCE


def was_large(event: Any) -> bool:
    """Whether the term that went is too much to be brought back while somebody waits."""
    return recovering.reach(event, bounds.AT_ONCE) > bounds.AT_ONCE


def merge(request: HttpRequest, losers: list[Any], winner: Any) -> HttpResponse:
    """Have the worker merge them, and go to the page that follows it; asked for twice, it is done once."""
    vocabulary = merging.role(type(winner))
    asked = {"vocabulary": vocabulary, "losers": [loser.pk for loser in losers], "winner": winner.pk}
    told = {"names": [str(loser) for loser in losers], "stays": str(winner)}
    return _follow(request, "merge", asked, told)


def bring_back(request: HttpRequest, event: Any) -> HttpResponse:
    """Have the worker bring back the term that went by this row of history."""
    vocabulary = merging.role(type(event).pgh_obj.field.related_model)
    return _follow(request, "recover", {"vocabulary": vocabulary, "event": event.pgh_id}, {"names": [event.name_ar]})


def _follow(request: HttpRequest, name: str, asked: dict[str, Any], told: dict[str, Any]) -> HttpResponse:
    by: Any = request.user
    job = working.waiting_or_running(name, **asked) or working.enqueue(name, by=by, by_whom=by.pk, **asked, **told)
    return HttpResponseRedirect(reverse(f"admin:archive_{asked['vocabulary']}_work", args=[job.pk]))


class Followed:
    """For a vocabulary's desk: the page of such work, how far it is and what came of it; a post stops it."""

    opts: Any
    model: Any
    admin_site: Any

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view(self.work_view)
        name = f"{self.opts.app_label}_{self.opts.model_name}_work"
        return [path("work/<int:number>/", view, name=name), *super().get_urls()]  # type: ignore[misc]

    def work_view(self, request: HttpRequest, number: int) -> HttpResponse:
        if not self.has_view_permission(request):  # type: ignore[attr-defined]
            raise PermissionDenied
        ours = Job.objects.filter(name__in=NAMES, arguments__vocabulary=self.opts.model_name).select_related("by")
        job = get_object_or_404(ours, pk=number)
        may_act = self.has_delete_permission(request)  # type: ignore[attr-defined]
        if request.method == "POST":
            if not may_act:
                raise PermissionDenied
            working.cancel(job)
            return HttpResponseRedirect(request.path)
        context = {**self.admin_site.each_context(request), "opts": self.opts, **self._work(job)}
        context["may_stop"] = may_act and _can_stop(job)
        response = TemplateResponse(request, "admin/archive/work.html", context)
        if job.is_open:
            response["Refresh"] = str(LOOKED_AGAIN)
        return response

    def _work(self, job: Job) -> dict[str, Any]:
        asked, result = job.arguments, job.result
        of_merge = job.name == "merge"
        title = _("Merging entries") if of_merge else _("Bringing back an entry")
        here = self.model.objects.filter(pk=asked["winner"] if of_merge else result.get("term", 0)).first()
        return {
            "title": title,
            "job": job,
            "state": showing.shaped(delivery_telling.SHAPES[Job.State(job.state)], job.get_state_display()),
            "begun": showing.moment(job.created_at),
            "names": asked.get("names", []),
            "here": showing.link_to(here) if here else asked.get("stays", ""),
            "of_merge": of_merge,
            "desk": reverse(f"admin:archive_{self.opts.model_name}_changelist"),
            "gone": reverse(f"admin:archive_{self.opts.model_name}_gone"),
        }


def _can_stop(job: Job) -> bool:
    """What is one transaction is not stopped once it runs; between two terms a merge is."""
    several = len(job.arguments.get("losers", [])) > 1
    return job.is_open and not job.stopping and (several or job.state == Job.State.WAITING)
