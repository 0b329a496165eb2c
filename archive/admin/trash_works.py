"""Many articles to the trash, and many back from it: a page that asks, then the worker, and a page that follows it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, cast

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext_lazy

from archive import working
from archive.admin import bounds, following
from archive.admin.deciding import DECISIONS, SHOWN, NoteForm
from archive.models import Job, User

MOST = bounds.COUNTED  # rows of one move


@dataclass(frozen=True)
class Move:
    """One way of moving many: the job and what its rows are called there, the permission, and what the page says."""

    job: str
    rows: str
    permission: str
    title: Any
    question: Any
    consequence: Any


TO_THE_TRASH = Move(
    "discard",
    "articles",
    "archive.decide_article",
    DECISIONS["discard"].title,
    DECISIONS["discard"].question,
    DECISIONS["discard"].consequence,
)
BACK = Move(
    "bring_back",
    "kept",
    "archive.restore_discarded",
    _("Bring back"),
    ngettext_lazy("Bring back %(count)s article?", "Bring back %(count)s articles?", "count"),
    _(
        "Each is again as it was, under its old address. What was brought in anew meanwhile stays in the trash: "
        "bring it back by itself, and say there whether both shall stand beside each other."
    ),
)
TITLES = {TO_THE_TRASH.job: _("Moving articles to the trash"), BACK.job: _("Bringing articles back from the trash")}


def move(desk: admin.ModelAdmin, request: HttpRequest, queryset, how: Move) -> HttpResponse:
    """An action of a list: ask on its first post, have it done when the page itself is sent (`decide=1`)."""
    if not request.user.has_perm(how.permission):
        raise PermissionDenied
    count = bounds.count(queryset, MOST)
    if count > MOST:
        limit = _("At most %(most)s articles are moved at once: narrow the list first.") % {"most": f"{MOST:,}"}
        desk.message_user(request, limit, messages.ERROR)
        return HttpResponseRedirect(request.get_full_path())
    sent = request.POST.get("decide") == "1"
    form = NoteForm(request.POST if sent else None)
    if sent and form.is_valid() and request.POST.get("count") == str(count) != "0":
        asked = {
            how.rows: list(queryset.order_by("pk").values_list("pk", flat=True)),
            "note": form.cleaned_data["note"],
        }
        by = cast(User, request.user)
        job = working.waiting_or_running(how.job, **asked) or working.enqueue(how.job, by=by, by_whom=by.pk, **asked)
        return following.follow("discarded", job)
    if sent and form.is_valid():
        messages.warning(request, str(_("The articles are no longer the same: look again.")))
    context = {
        **desk.admin_site.each_context(request),
        "opts": desk.opts,
        "title": how.question % {"count": count},
        "how": how,
        "action": request.POST.get("action", ""),
        "ticked": request.POST.getlist("_selected_action"),
        "across": request.POST.get("select_across") == "1",
        "count": count,
        "first": list(queryset.select_related("source")[:SHOWN]),
        "more": max(0, count - SHOWN),
        "form": form,
        "leave": request.get_full_path(),
    }
    return TemplateResponse(request, "admin/archive/discarded/move.html", context)


class Followed(following.Followed):
    """For the desk of the trash: the page of such a move."""

    work_template = "admin/archive/discarded/work.html"

    def works(self) -> Any:
        return Job.objects.filter(name__in=list(TITLES))

    def may_work(self, request: HttpRequest) -> bool:
        return request.user.has_perm(TO_THE_TRASH.permission)

    def told(self, job: Job) -> dict[str, Any]:
        return {"title": TITLES[job.name], "back": job.name == BACK.job}
