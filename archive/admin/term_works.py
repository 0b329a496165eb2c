"""Terms that stand on many articles: the worker merges them and brings them back, and a page follows it."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from archive import merging, recovering, working
from archive.admin import bounds, following, showing
from archive.models import Job

NAMES = ("merge", "recover")


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
    return following.follow(asked["vocabulary"], job)


class Followed(following.Followed):
    """For a vocabulary's desk: the page of such work."""

    model: Any
    work_template = "admin/archive/term_work.html"

    def works(self) -> Any:
        return Job.objects.filter(name__in=NAMES, arguments__vocabulary=self.opts.model_name)

    def may_work(self, request: HttpRequest) -> bool:
        return self.has_delete_permission(request)  # type: ignore[attr-defined]

    def can_stop(self, job: Job) -> bool:
        """What is one transaction is not stopped once it runs; between two terms a merge is."""
        several = len(job.arguments.get("losers", [])) > 1
        return super().can_stop(job) and (several or job.state == Job.State.WAITING)

    def told(self, job: Job) -> dict[str, Any]:
        asked, result = job.arguments, job.result
        of_merge = job.name == "merge"
        here = self.model.objects.filter(pk=asked["winner"] if of_merge else result.get("term", 0)).first()
        return {
            "title": _("Merging entries") if of_merge else _("Bringing back an entry"),
            "names": asked.get("names", []),
            "here": showing.link_to(here) if here else asked.get("stays", ""),
            "of_merge": of_merge,
            "gone": reverse(f"admin:archive_{self.opts.model_name}_gone"),
        }
