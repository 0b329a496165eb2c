"""What the import desk tells of a delivery: its state, its first rows, how far it is, what did not go smoothly."""

from __future__ import annotations

import datetime
import itertools
from collections.abc import Mapping
from typing import Any

from django.db.models import Count
from django.utils.formats import number_format
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from archive import calendars
from archive.admin import delivery_forms, showing
from archive.delivering import receiving, retrying
from archive.ingest import reasons
from archive.ingest.problems import Reason
from archive.models import Delivery, Import, ImportProblem, Job

COUNTED = {"read": "rows_read"}  # what a count of a job is called among those of an import
PROBLEMS = 50  # shown of an import; the rest is on its own page and in the report


def told(delivery: Delivery) -> dict[str, Any]:
    """Everything that the page of a delivery shows."""
    look, job = delivery.look, delivery.job
    imports = list(delivery.imports.order_by("-pk"))
    at_rest = job is not None and not job.is_open
    may_retry = at_rest and bool(retrying.imports_to_retry(delivery))
    known = receiving.known_before(delivery)
    return {
        "delivery": delivery,
        "files": [{**file, "bytes": size(file["size"]), "known": known.get(file["sha256"])} for file in delivery.files],
        "whole": size(delivery.size),
        "look": look,
        "first": _first(delivery, look),
        "manner": delivery_forms.MannerForm(instance=delivery),
        "fields": delivery_forms.FIELDS.items(),
        "job": job,
        "kind": _kind(job),
        "job_state": job_state(job) if job else "",
        "numbers": _numbers(job, imports),
        "pace": _pace(job),
        "left": [{**row, "reason": _(row["reason"])} for row in (job.result.get("left", []) if job else [])[:PROBLEMS]],
        "tried": [_told_problem(row, delivery) for row in (job.result.get("problems", []) if job else [])[:PROBLEMS]],
        "imports": imports,
        "problems": _problems(imports[0], delivery) if imports else [],
        "refreshes": any(one is not None and one.is_open for one in (look, job)),
        "may_go_on": at_rest and bool(imports) and imports[0].state == Import.State.FAILED and _kind(job) != "retry",
        "may_retry": may_retry and not delivery.cleared and _kind(job) != "undo",
        "may_undo": bool(imports) and not (job and (job.is_open or _undone(job))),
    }


def state(delivery: Delivery) -> SafeString | str:
    job = delivery.job or delivery.look
    return job_state(job) if job else "–"


SHAPES = {
    Job.State.WAITING: "hollow",
    Job.State.RUNNING: "run",
    Job.State.DONE: "good",
    Job.State.FAILED: "bad",
    Job.State.CANCELLED: "warn",
}


def job_state(job: Job) -> SafeString:
    words = {"undo": _("Undoing the import"), "dry": _("Dry run"), "retry": _("Rejected rows tried again")}
    word = _("Looking") if job.name == "look" else words.get(_kind(job)) or _("Import")
    said, shape = f"{word}: {job.get_state_display()}", SHAPES[Job.State(job.state)]
    if rejected := job.state == Job.State.DONE and job.result.get("rejected"):
        said, shape = f"{said} · {number_format(rejected)} {_('rejected')}", "warn"
    return showing.shaped(shape, said)


def size(count: int) -> str:
    """Bytes as people say them."""
    for unit, letter in ((1_000_000_000, _("GB")), (1_000_000, _("MB")), (1_000, _("kB"))):
        if count >= unit:
            return f"{number_format(count / unit, 1)} {letter}"
    return ngettext("%(count)s byte", "%(count)s bytes", count) % {"count": number_format(count)}


def shorter(place: str, delivery: Delivery) -> str:
    """A place in a file by the name that the curator knows, without the folders of the server."""
    for file in delivery.files:
        if place.startswith(file["path"]):
            return str(file["name"]) + place[len(file["path"]) :]
    return place


def sentence(reason: str, detail: Mapping[str, Any]) -> str:
    return reasons.sentence(reason, detail)


def _kind(job: Job | None) -> str:
    if job is None:
        return ""
    if job.name == "undo import":
        return "undo"
    return "dry" if job.arguments.get("dry") else "retry" if job.arguments.get("again") else "import"


def _undone(job: Job) -> bool:
    """Whether all was taken back; undoing that was broken off can go on."""
    return job.name == "undo import" and job.state == Job.State.DONE


def _first(delivery: Delivery, look: Job | None) -> dict[str, Any] | None:
    """The first rows, once somebody has looked."""
    if look is None or look.state != Job.State.DONE:
        return None
    found = look.result
    articles = [{**one, "when": _when(one), "where": shorter(one["where"], delivery)} for one in found["articles"]]
    problems = [_told_problem(row, delivery) for row in found["problems"]]
    unnamed = any(row["reason"] == Reason.NO_KNOWN_COLUMNS for row in found["problems"])
    unread = not all(any(one[part] for one in articles) for part in ("title", "day"))  # none has it: a column may
    return {**found, "articles": articles, "problems": problems, "unnamed": unnamed or unread}


def _when(article: Mapping[str, Any]) -> str:
    if not article["day"]:
        return ""
    return calendars.printed(datetime.date.fromisoformat(article["day"]), article["precision"])


def _told_problem(row: Mapping[str, Any], delivery: Delivery) -> dict[str, Any]:
    why = sentence(row["reason"], row["detail"])[:300]
    article = showing.address_of_article(row["detail"])
    return {"where": shorter(row["where"], delivery), "why": why, "note": row["note"], "article": article}


def _problems(importing: Import, delivery: Delivery) -> list[dict[str, Any]]:
    """Why rows stayed behind, with how often, commonest first; and the first places of each."""
    rows = importing.problems.order_by().values("reason", "severity").annotate(count=Count("pk")).order_by("-count")
    told = []
    for row in rows[:20]:
        first = importing.problems.filter(reason=row["reason"]).order_by("pk").first()
        if first is not None:
            line = f":{first.line}" if first.line else ""
            told.append(
                {
                    **row,
                    "note": row["severity"] == ImportProblem.Severity.WARNING,
                    "why": sentence(first.reason, first.detail)[:300],
                    "article": showing.address_of_article(first.detail),
                    "where": shorter(first.path, delivery) + line,
                }
            )
    return told


def _numbers(job: Job | None, imports: list[Import]) -> list[tuple[str, int]]:
    """What the job did, and of an import the runs before it that it goes on from."""
    if job is None:
        return []
    before = list(itertools.takewhile(lambda one: one.state == Import.State.FAILED, imports[1:]))
    earlier = before if _kind(job) == "import" else []
    names = {
        "read": _("read"),
        "imported": _("new"),
        "updated": _("updated"),
        "duplicates": _("already here"),
        "rejected": _("rejected"),
        "discarded": _("moved to the trash"),
        "returned": _("as before the import"),
        "kept": _("left as they are"),
    }
    return [
        (name, job.result[key] + sum(getattr(one, COUNTED.get(key, key), 0) for one in earlier))
        for key, name in names.items()
        if key in job.result
    ]


def _pace(job: Job | None) -> str:
    """Rows a second and the time that is left, as far as they can be told."""
    if job is None or job.state != Job.State.RUNNING:
        return ""
    said = []
    if (rows := job.result.get("read")) and (pace := job.rate()):
        a_second = round(rows * pace / job.done)
        counted = ngettext("%(count)s row a second", "%(count)s rows a second", a_second)
        said.append(counted % {"count": number_format(a_second)})
    if left := job.time_left():
        said.append(_left(max(1, round(left.total_seconds() / 60))))
    return " · ".join(said)


def _left(minutes: int) -> str:
    if minutes < 120:
        counted = ngettext("about %(count)s minute left", "about %(count)s minutes left", minutes)
        return counted % {"count": minutes}
    hours = round(minutes / 60)
    counted = ngettext("about %(count)s hour left", "about %(count)s hours left", hours)
    return counted % {"count": number_format(hours)}
