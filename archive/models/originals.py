"""Provenance: the bytes as received, and the imports that brought them."""

from pathlib import Path

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from archive.ingest.problems import Reason
from archive.models.articles import Article
from archive.models.people import User
from archive.models.sources import Source

OF_TEXT_LAYERS = (
    Reason.NO_TEXT_LAYER,
    Reason.DAMAGED_TEXT_LAYER,
    Reason.MENDED_TEXT_LAYER,
    Reason.DOUBTFUL_TEXT_LAYER,
)


class Import(models.Model):
    """One run of bringing files in: its numbers, its state and where it stands, not a row for each success."""

    class State(models.TextChoices):
        RUNNING = "running", _("Running")
        FINISHED = "finished", _("Finished")
        FAILED = "failed", _("Failed")

    state = models.CharField(_("state"), max_length=20, choices=State, default=State.RUNNING)
    paths = models.JSONField(_("what was given"), default=list)
    source = models.ForeignKey(Source, models.PROTECT, verbose_name=_("source"), null=True, blank=True)
    started_at = models.DateTimeField(_("started"), auto_now_add=True)
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)
    started_by = models.ForeignKey(User, models.SET_NULL, verbose_name=_("started by"), null=True, blank=True)
    rows_read = models.PositiveBigIntegerField(_("read"), default=0)
    imported = models.PositiveBigIntegerField(_("new"), default=0)
    updated = models.PositiveBigIntegerField(_("updated"), default=0)
    duplicates = models.PositiveBigIntegerField(_("already here"), default=0)
    rejected = models.PositiveBigIntegerField(_("rejected"), default=0)
    journal = models.JSONField(_("where it stands"), default=dict, blank=True)

    class Meta:
        verbose_name = _("import")
        verbose_name_plural = _("imports")
        ordering = ["-started_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(
                    rows_read=models.F("imported") + models.F("updated") + models.F("duplicates") + models.F("rejected")
                ),
                name="import_numbers_add_up",
            )
        ]

    def __str__(self) -> str:
        return f"{self._meta.verbose_name} {self.pk}"


class ImportProblem(models.Model):
    """A file or row that did not go smoothly: where it stands, at which stage, and why."""

    class Severity(models.TextChoices):
        REJECTED = "rejected", _("Rejected")
        WARNING = "warning", _("Warning")

    importing = models.ForeignKey(Import, models.CASCADE, verbose_name=_("import"), related_name="problems")
    severity = models.CharField(_("severity"), max_length=20, choices=Severity, default=Severity.REJECTED)
    path = models.CharField(_("file"))
    line = models.PositiveBigIntegerField(_("line"), null=True, blank=True)
    stage = models.CharField(_("stage"), max_length=20)
    reason = models.CharField(_("reason"), max_length=60)
    detail = models.JSONField(_("detail"), default=dict, blank=True)

    class Meta:
        verbose_name = _("problem of an import")
        verbose_name_plural = _("problems of an import")
        ordering = ["pk"]
        indexes = [
            models.Index(
                fields=["importing"],
                name="problem_of_text_layer",
                condition=models.Q(reason__in=[reason.value for reason in OF_TEXT_LAYERS]),
            )
        ]

    def __str__(self) -> str:
        return f"{self.path}:{self.line or ''} {self.reason}"


class Original(models.Model):
    """Where an article's text was received: a range of bytes in a file that is kept, content-addressed, as it came."""

    article = models.ForeignKey(
        Article, models.CASCADE, verbose_name=_("article"), related_name="originals", db_index=False
    )
    importing = models.ForeignKey(Import, models.SET_NULL, verbose_name=_("import"), null=True, blank=True)
    sha256 = models.CharField(_("SHA-256"), max_length=64)
    media_type = models.CharField(_("media type"), max_length=100)
    encoding = models.CharField(_("encoding"), max_length=40, blank=True)
    member = models.CharField(_("member of an archive file"), blank=True)
    first_byte = models.PositiveBigIntegerField(_("first byte"), default=0)
    byte_count = models.PositiveBigIntegerField(_("bytes"))
    received_from = models.CharField(_("received from"), blank=True)
    received_at = models.DateTimeField(_("received"), auto_now_add=True)

    class Meta:
        verbose_name = _("original")
        verbose_name_plural = _("originals")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["article", "sha256", "member", "first_byte"], name="original_is_noted_once_for_an_article"
            )
        ]
        indexes = [models.Index(fields=["sha256"], name="original_by_sha256")]

    def __str__(self) -> str:
        return self.sha256

    @property
    def path(self) -> Path:
        """Where the received file is kept. Its name is the hash of its bytes, never a name that came from outside."""
        return settings.ORIGINALS / self.sha256[:2] / self.sha256[2:4] / self.sha256
