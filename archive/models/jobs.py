"""Work that is done beside the pages: what was asked for, how far it is, and what came of it."""

from __future__ import annotations

import datetime

from django.conf import settings
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

SETTLED = 30  # seconds after which a rate is believed, or a hundredth of the work before


class Job(models.Model):
    """One piece of work for the worker; `archive.working` puts it there. The queue's own row is only its engine."""

    class State(models.TextChoices):
        WAITING = "waiting", pgettext_lazy("work", "Waiting")
        RUNNING = "running", _("Running")
        DONE = "done", _("Done")
        FAILED = "failed", _("Failed")
        CANCELLED = "cancelled", _("Cancelled")

    name = models.CharField(_("work"), max_length=60)
    arguments = models.JSONField(_("arguments"), default=dict, blank=True)
    state = models.CharField(_("state"), max_length=10, choices=State, default=State.WAITING)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, verbose_name=_("by"), related_name="+", null=True, db_index=False
    )
    done = models.PositiveBigIntegerField(_("done"), default=0)
    of = models.PositiveBigIntegerField(_("of"), null=True, blank=True)
    stopping = models.BooleanField(_("to be stopped"), default=False)
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    result = models.JSONField(_("result"), default=dict, blank=True)
    # An English sentence of the messages and what stands in it, so that every reader has it in their language.
    error = models.TextField(_("error"), blank=True)
    error_detail = models.JSONField(_("detail"), default=dict, blank=True)
    created_at = models.DateTimeField(_("asked for"), auto_now_add=True)
    started_at = models.DateTimeField(_("started"), null=True, blank=True)
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)

    class Meta:
        verbose_name = _("job")
        verbose_name_plural = _("jobs")
        ordering = ["-pk"]
        default_permissions = ()
        indexes = [
            models.Index(fields=["name", "-id"], name="job_by_name"),
            models.Index(fields=["-id"], name="job_open", condition=models.Q(state__in=["waiting", "running"])),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.pk}"

    @property
    def is_open(self) -> bool:
        """Whether something is still to come of it."""
        return self.state in (self.State.WAITING, self.State.RUNNING)

    @property
    def sentence(self) -> str:
        """Why it failed, in the reader's language; empty if it did not."""
        return gettext(self.error) % self.error_detail if self.error else ""

    @property
    def percent(self) -> int | None:
        return min(100, 100 * self.done // self.of) if self.of else None

    def rate(self, now: datetime.datetime | None = None) -> float | None:
        """How much is done in a second, since it was last begun; None before anything is."""
        if not self.started_at or not self.done:
            return None
        seconds = ((self.ended_at or now or timezone.now()) - self.started_at).total_seconds()
        return self.done / seconds if seconds > 0 else None

    def time_left(self, now: datetime.datetime | None = None) -> datetime.timedelta | None:
        """At the rate so far; None where that cannot be told, as in the first moments, when a rate says nothing yet."""
        rate = self.rate(now)
        if self.state != self.State.RUNNING or not self.of or not rate:
            return None
        if 100 * self.done < self.of and self.done < rate * SETTLED:
            return None
        return datetime.timedelta(seconds=round(max(0, self.of - self.done) / rate))
