"""Performing: what the process of one job does, within the limits of its kind of work."""

from __future__ import annotations

import logging
import os
import resource
import threading
import time

from django.conf import settings
from django.db import transaction
from django.db.models import F
from django.utils import timezone, translation
from django.utils.translation import gettext_noop

from archive.models import Job
from archive.working import declaring

logger = logging.getLogger(__name__)

MOST_ATTEMPTS = 5  # a job that takes its worker with it each time must not do so for ever
TOO_OFTEN = gettext_noop("The worker was ended five times during this work. What was done stays; begin it anew.")
TOO_MUCH_MEMORY = gettext_noop("It needed more memory than the %(megabytes)s MB that this work may have.")
UNFORESEEN = gettext_noop("Something happened that was not foreseen. The server's log tells of job %(number)s.")
BROKEN_OFF = gettext_noop("The process of this work ended suddenly; it may have needed too much memory.")
TOO_LONG = gettext_noop("It took longer than the %(minutes)s minutes that this work may take. What was done stays.")


def perform(number: int, *, limited: bool = True) -> None:
    """Does the job, if it still waits or was left by a worker that is gone, and writes down what came of it."""
    job = begin(number)
    if job is None:
        return
    try:
        kind = declaring.kind(job.name)
        if limited:
            limit_memory(kind.megabytes)
        with translation.override(settings.LANGUAGE_CODE):
            result = kind.function(declaring.Progress(job), **job.arguments)
    except declaring.Cancelled:
        end(number, Job.State.CANCELLED)
    except declaring.Failed as failed:
        fail(number, failed.sentence, **failed.detail)
    except MemoryError:
        fail(number, TOO_MUCH_MEMORY, megabytes=kind.megabytes)
    except Exception:
        logger.exception("Job %s (%s) failed", number, job.name)
        fail(number, UNFORESEEN, number=number)
    else:
        end(number, Job.State.DONE, **({} if result is None else {"result": dict(result)}))


def begin(number: int) -> Job | None:
    """The job, now running; None if there is nothing to do any more."""
    with transaction.atomic():
        job = Job.objects.select_for_update().filter(pk=number).first()
        if job is None or not job.is_open:
            return None
        if job.stopping:
            end(number, Job.State.CANCELLED)
            return None
        if job.attempts >= MOST_ATTEMPTS:
            fail(number, TOO_OFTEN)
            return None
        job.state, job.attempts, job.started_at, job.done = Job.State.RUNNING, job.attempts + 1, timezone.now(), 0
        job.save(update_fields=["state", "attempts", "started_at", "done"])
    return job


def end(number: int, state: Job.State, **values: object) -> None:
    """Close it; what has ended already stays as it is."""
    still = Job.objects.filter(pk=number, state__in=[Job.State.WAITING, Job.State.RUNNING])
    if state is Job.State.DONE:
        values["done"] = F("of") if Job.objects.filter(pk=number, of__isnull=False).exists() else F("done")
    still.update(state=state, ended_at=timezone.now(), **values)


def fail(number: int, sentence: str, /, **detail: str | int) -> None:
    end(number, Job.State.FAILED, error=sentence, error_detail=detail)


def limit_memory(megabytes: int) -> None:
    """Of this process; more is a MemoryError here instead of a machine that has none left."""
    most = megabytes * 1024 * 1024
    hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    resource.setrlimit(resource.RLIMIT_AS, (most if hard == resource.RLIM_INFINITY else min(most, hard), hard))


def end_with(parent: int) -> None:
    """End this process soon after `parent`, however that one ended. A process of whom nobody knows would work on."""

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(0.5)
        os._exit(1)

    threading.Thread(target=watch, daemon=True).start()
