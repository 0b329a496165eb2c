from typing import Any

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from archive.models.articles import Article
from archive.models.people import User


class Sketch(models.Model):
    """The bands by which texts like an article's are found (`archive.relating.sketching`), and of which text."""

    article = models.OneToOneField(Article, models.CASCADE, primary_key=True, related_name="sketch")
    digest = models.CharField(max_length=32)
    version = models.CharField(max_length=80)
    bands = ArrayField(models.BigIntegerField())

    class Meta:
        default_permissions = ()
        # Without a list of what is still to be filed: each article would be held against all of that, row by row.
        indexes = [GinIndex(fields=["bands"], name="sketch_by_band", fastupdate=False)]

    def __str__(self) -> str:
        return str(self.article_id)


@pghistory.track(pghistory.UpdateEvent(row=pghistory.Old), pghistory.DeleteEvent())
class Relation(models.Model):
    """Two articles of one text. What a curator decided stays for ever; what waits may be found otherwise again."""

    class Kind(models.TextChoices):
        SAME = "same", _("Same text again")
        VERSION = "version", _("Version of a story")
        REPRINT = "reprint", _("Reprint")

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        CONFIRMED = "confirmed", _("Confirmed")
        REFUSED = "refused", _("Not the same")
        MERGED = "merged", _("Merged")

    first = models.ForeignKey(
        Article, models.CASCADE, verbose_name=_("first article"), related_name="+", db_index=False
    )
    second = models.ForeignKey(Article, models.CASCADE, verbose_name=_("second article"), related_name="+")
    kind = models.CharField(_("what they are"), max_length=10, choices=Kind)
    state = models.CharField(_("decision"), max_length=10, choices=State, default=State.WAITING)
    shared = models.FloatField(_("share of the longer text"))
    contained = models.FloatField(_("share of the shorter text"))
    found_at = models.DateTimeField(_("found"), auto_now_add=True)
    decided_by = models.ForeignKey(
        User, models.PROTECT, verbose_name=_("decided by"), null=True, blank=True, related_name="+", db_index=False
    )
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    # What merging moved from one article to the other, so that it can be taken back: {table: [ids]}.
    carried = models.JSONField(default=dict, blank=True, editable=False)
    events: Any

    class Meta:
        verbose_name = _("duplicate")
        verbose_name_plural = _("duplicates")
        ordering = ["-pk"]
        default_permissions = ("view",)
        constraints = [
            models.UniqueConstraint(fields=["first", "second"], name="relation_is_found_once"),
            models.CheckConstraint(condition=Q(first__lt=F("second")), name="relation_has_its_older_row_first"),
        ]
        indexes = [models.Index("kind", "id", name="relation_waiting", condition=Q(state="waiting"))]

    def __str__(self) -> str:
        return f"{self.first_id} · {self.second_id}"
