"""Work of the worker that a page follows: how far it is, what came of it, and the button that stops it."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse

from archive import working
from archive.admin import delivery_telling, showing
from archive.models import Job

LOOKED_AGAIN = 3  # seconds


class Followed:
    """For a desk: the page of its work at `work/<number>/`; `works` says which, `told` what is particular to it."""

    opts: Any
    admin_site: Any
    work_template: str

    def works(self) -> Any:
        """The jobs that this desk has asked for."""
        raise NotImplementedError

    def may_work(self, request: HttpRequest) -> bool:
        """Whether who asks may have such work done, and stop it."""
        raise NotImplementedError

    def told(self, job: Job) -> dict[str, Any]:
        """The `title`, and what else the template says."""
        raise NotImplementedError

    def can_stop(self, job: Job) -> bool:
        return job.is_open and not job.stopping

    def get_urls(self) -> list[Any]:
        view = self.admin_site.admin_view(self.work_view)
        name = f"{self.opts.app_label}_{self.opts.model_name}_work"
        return [path("work/<int:number>/", view, name=name), *super().get_urls()]  # type: ignore[misc]

    def work_view(self, request: HttpRequest, number: int) -> HttpResponse:
        if not self.has_view_permission(request):  # type: ignore[attr-defined]
            raise PermissionDenied
        job = get_object_or_404(self.works().select_related("by"), pk=number)
        may_act = self.may_work(request)
        if request.method == "POST":
            if not may_act:
                raise PermissionDenied
            working.cancel(job)
            return HttpResponseRedirect(request.path)
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "job": job,
            "state": showing.shaped(delivery_telling.SHAPES[Job.State(job.state)], job.get_state_display()),
            "begun": showing.moment(job.created_at),
            "may_stop": may_act and self.can_stop(job),
            **self.told(job),
        }
        response = TemplateResponse(request, self.work_template, context)
        if job.is_open:
            response["Refresh"] = str(LOOKED_AGAIN)
        return response


def follow(desk: str, job: Job) -> HttpResponse:
    """To the page of a job; `desk` is the name of the model whose desk it is."""
    return HttpResponseRedirect(reverse(f"admin:archive_{desk}_work", args=[job.pk]))
