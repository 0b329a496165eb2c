"""Edits of many articles at once: what was asked for, and what became of each article."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from archive.models.articles import Article


class BulkEdit(models.Model):
    """One act on all articles that a curator has chosen; it can be taken back as one."""

    class State(models.TextChoices):
        WAITING = "waiting", pgettext_lazy("work", "Waiting")
        RUNNING = "running", _("Running")
        FINISHED = "finished", _("Finished")
        STOPPED = "stopped", _("Stopped")
        FAILED = "failed", _("Failed")
        UNDOING = "undoing", _("Being taken back")
        UNDONE = "undone", _("Taken back")

    state = models.CharField(_("state"), max_length=10, choices=State, default=State.WAITING)
    # What is done to each article, as `archive.bulk.changes` reads it: {"kind": …, and what the kind needs}.
    change = models.JSONField(_("change"))
    chosen_by = models.TextField(_("chosen by"), blank=True, help_text=_("The filters and words of the list."))
    note = models.TextField(_("note"), blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("by"), related_name="+", db_index=False
    )
    total = models.PositiveIntegerField(_("articles"), default=0)
    stopping = models.BooleanField(_("to be stopped"), default=False)
    created_at = models.DateTimeField(_("begun"), auto_now_add=True)
    ended_at = models.DateTimeField(_("ended"), null=True, blank=True)

    class Meta:
        verbose_name = _("bulk edit")
        verbose_name_plural = _("bulk edits")
        ordering = ["-pk"]
        default_permissions = ()
        permissions = [("bulk_edit", _("Can edit many articles at once"))]

    def __str__(self) -> str:
        return f"{self.get_state_display()} · {self.total}"


class BulkItem(models.Model):
    """What a bulk edit made of one article: the values before and after, by field."""

    class Outcome(models.TextChoices):
        WAITING = "", pgettext_lazy("work", "Waiting")
        CHANGED = "changed", _("Changed")
        ALREADY = "already", _("Was so already")
        REFUSED = "refused", _("Not allowed")
        UNDONE = "undone", _("Taken back")
        KEPT = "kept", _("Changed since, and left as it is")

    edit = models.ForeignKey(
        BulkEdit, models.CASCADE, verbose_name=_("bulk edit"), related_name="items", db_index=False
    )
    article = models.ForeignKey(Article, models.CASCADE, verbose_name=_("article"), related_name="+")
    outcome = models.CharField(_("outcome"), max_length=10, choices=Outcome, default=Outcome.WAITING, blank=True)
    before = models.JSONField(_("before"), null=True)
    after = models.JSONField(_("after"), null=True)
    # Which of the article's `curated_fields` are there by this edit alone; taken back, it gives them to imports again.
    marked = ArrayField(models.CharField(max_length=40), verbose_name=_("fields kept from imports"), null=True)

    class Meta:
        verbose_name = _("article of a bulk edit")
        verbose_name_plural = _("articles of a bulk edit")
        default_permissions = ()
        constraints = [models.UniqueConstraint(fields=["edit", "outcome", "article"], name="bulk_item_is_one_article")]

    def __str__(self) -> str:
        return f"{self.article_id}: {self.get_outcome_display()}"
