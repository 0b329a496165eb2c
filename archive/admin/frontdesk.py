"""The front desk: what waits, what is broken, what is under way, what came in, what is held, and what was done."""

from __future__ import annotations

import datetime
from typing import Any

from django.contrib.admin import AdminSite
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from archive import discarding
from archive.admin import bulk_asking, coverage, delivery_telling, histories, lines, showing, trash_works
from archive.models import Article, Import, Job

IMPORTS = 5
DEEDS = 10
JOBS = 5
# Latest rows of history among which the deeds of people are looked for: an import writes many of its own.
LOOKED_AT = 200
# What the argument of a job's name is the number of, and who may see it.
THINGS = {"delivery": ("delivery", "archive.view_delivery"), "edit": ("bulkedit", bulk_asking.MAY)}
WORKS = {
    "look": _("Looking"),
    "import": _("Import"),
    "undo import": _("Undoing the import"),
    "bulk_edit": _("Editing many articles"),
    "bulk_undo": _("Taking back an edit of many articles"),
    "merge": _("Merging entries"),
    "recover": _("Bringing back an entry"),
    **trash_works.TITLES,
    "relate": _("Looking for duplicates"),
    "repair": _("Looking for damage in texts"),
    "index": _("Indexing"),
}


def survey(site: AdminSite, request: HttpRequest, now: datetime.datetime | None = None) -> dict[str, Any]:
    """Everything on the front desk that `request.user` may see; nothing for somebody without a view of the articles."""
    user = request.user
    if not user.has_perm("archive.view_article"):
        return {}
    now = now or timezone.now()
    return {
        "today": timezone.localdate(now),
        "empty": not Article.objects.exists(),
        "waiting": lines.counted(lines.WAITING, user, now),
        "broken": lines.counted(lines.BROKEN, user, now),
        "jobs": _jobs(user),
        "imports": _imports() if user.has_perm("archive.view_import") else [],
        "coverage": coverage.of_the_largest(user),
        "deeds": _deeds(),
    }


def _jobs(user: Any) -> list[dict[str, Any]]:
    """What the worker has before it, the oldest first: how far it is, and a link to the thing that it is about."""
    rows = Job.objects.filter(state__in=[Job.State.WAITING, Job.State.RUNNING]).order_by("pk").select_related("by")
    return [
        {
            "row": job,
            "title": WORKS.get(job.name, job.name),
            "state": showing.shaped(delivery_telling.SHAPES[Job.State(job.state)], job.get_state_display()),
            "address": _thing(job, user),
        }
        for job in rows[:JOBS]
    ]


def _thing(job: Job, user: Any) -> str:
    for argument, (model, may) in THINGS.items():
        if argument in job.arguments and user.has_perm(may):
            return reverse(f"admin:archive_{model}_change", args=[job.arguments[argument]])
    if (vocabulary := job.arguments.get("vocabulary")) and user.has_perm(f"archive.view_{vocabulary}"):
        return reverse(f"admin:archive_{vocabulary}_work", args=[job.pk])
    if job.name in trash_works.TITLES:
        return reverse("admin:archive_discarded_work", args=[job.pk])
    return ""


def _imports() -> list[dict[str, Any]]:
    rows = Import.objects.select_related("source").defer("journal")[:IMPORTS]
    return [
        {
            "row": row,
            "name": showing.paths(row, most=1),
            "state": showing.state(row),
            "started": showing.stamp(row.started_at),
            "address": reverse("admin:archive_import_change", args=[row.pk]),
        }
        for row in rows
    ]


def _deeds() -> list[dict[str, Any]]:
    """What people did lately, newest first: one line for each article and act."""
    history: Any = Article._meta.get_field("events").related_model
    rows = history.objects.select_related("pgh_context").defer("title").order_by("-pgh_id")[:LOOKED_AT]
    events = [event for event in rows if histories.number_of(event)][:DEEDS]
    names = histories.names_of(events)
    numbers = [event.pgh_obj_id for event in events]
    gone = discarding.restorable().filter(number__in=numbers).defer("content")
    things: dict[int, Any] = {kept.number: kept for kept in gone}
    things |= Article.objects.only("title", "identifier").in_bulk(numbers)
    return [
        {
            "at": showing.stamp(event.pgh_created_at),
            "who": histories.who(event, names),
            "act": histories.act(event),
            "article": showing.link_to(things.get(event.pgh_obj_id)),
        }
        for event in events
    ]
