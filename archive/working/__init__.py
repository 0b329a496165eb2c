"""Work beside the pages: the one door through which it is asked for, followed and stopped.

    enqueue ──▶ Job (waiting) ──worker──▶ a process of its own (running) ──▶ done, failed, cancelled

A kind of work is a function that `declaring.job` has named, in a module `jobs` of an app. `queue` alone
knows which queue it is (procrastinate, on our PostgreSQL); `performing` is what the process of a job does.
"""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from archive.models import Job, User
from archive.working import declaring


def enqueue(name: str, *, by: User | None, **arguments: Any) -> Job:
    """Ask for the work `name` with arguments that JSON can carry; it begins when the transaction is over.

    Raises `LookupError` for work that nobody has declared.
    """
    from archive.working import queue  # the engine: wants all apps to be ready

    kind = declaring.kind(name)
    with transaction.atomic():
        job = Job.objects.create(name=name, arguments=arguments, by=by)
        queue.put(job.pk, kind.turn)
    return job


def enqueue_once(name: str) -> Job:
    """Ask for upkeep that does all there is to do: not again while such a job waits."""
    waiting = Job.objects.filter(name=name, state=Job.State.WAITING).first()
    return waiting or enqueue(name, by=None)


def cancel(job: Job) -> None:
    """Stop it: at once if it waits, at its next step if it runs. What has ended is left as it is."""
    waiting = Job.objects.filter(pk=job.pk, state=Job.State.WAITING)
    if not waiting.update(state=Job.State.CANCELLED, stopping=True, ended_at=timezone.now()):
        Job.objects.filter(pk=job.pk, state=Job.State.RUNNING).update(stopping=True)
    job.refresh_from_db()


def waiting_or_running(name: str, **arguments: Any) -> Job | None:
    """The latest job of that name with these arguments (among others) from which something is still to come."""
    still = Q(state__in=[Job.State.WAITING, Job.State.RUNNING])
    return Job.objects.filter(still, name=name, arguments__contains=arguments).order_by("-pk").first()
