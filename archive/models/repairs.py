from typing import Any

import pghistory
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from archive.models.articles import Article
from archive.models.people import User


@pghistory.track(
    # How often it stands in the archive changes with every look and is nobody's deed.
    pghistory.UpdateEvent(row=pghistory.Old, condition=pghistory.AnyChange("state", "mended")),
    exclude=["places", "confidence", "found_at"],
)
class RepairPattern(models.Model):
    """Damage that stands alike in many places. What a curator decided stays; what waits goes when it stands nowhere."""

    class Kind(models.TextChoices):
        GLUE = "glue", _("Words run together")
        SPACE = "space", _("Space missing behind a mark")
        DOUBLED = "doubled", _("Doubled mark")
        ENTITY = "entity", _("Rest of an HTML entity")
        TAG = "tag", _("HTML tag")
        ESCAPE = "escape", _("Stray backslash")

    class State(models.TextChoices):
        WAITING = "waiting", _("Waiting")
        APPROVED = "approved", _("Repaired")
        REFUSED = "refused", _("Left as printed")

    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    printed = models.CharField(_("printed"), max_length=120)
    mended = models.CharField(_("repaired"), max_length=200)
    confidence = models.FloatField(_("confidence"))
    places = models.PositiveIntegerField(pgettext_lazy("in texts", "places"), default=0)
    state = models.CharField(_("decision"), max_length=10, choices=State, default=State.WAITING)
    found_at = models.DateTimeField(_("found"), auto_now_add=True)
    decided_by = models.ForeignKey(
        User, models.PROTECT, verbose_name=_("decided by"), null=True, blank=True, related_name="+", db_index=False
    )
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    events: Any

    class Meta:
        verbose_name = _("repair")
        verbose_name_plural = _("repairs of texts")
        ordering = ["-places", "pk"]
        default_permissions = ()  # whoever may see or change an article may see or decide its repairs
        constraints = [models.UniqueConstraint(fields=["kind", "printed"], name="repair_pattern_is_found_once")]
        indexes = [
            models.Index(models.F("places").desc(), "id", name="repair_waiting", condition=Q(state="waiting")),
        ]

    def __str__(self) -> str:
        return f"{self.printed} → {self.mended}"


class RepairPlace(models.Model):
    """An article in whose text, in that version, a pattern stands so many times."""

    pattern = models.ForeignKey(RepairPattern, models.CASCADE, related_name="found_in", db_index=False)
    article = models.ForeignKey(Article, models.CASCADE, related_name="repairs", db_index=False)
    text_version = models.PositiveIntegerField()
    count = models.PositiveIntegerField()

    class Meta:
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["article", "pattern"], name="repair_place_is_found_once"),
        ]
        indexes = [models.Index("pattern", "article", name="repair_place_by_pattern")]

    def __str__(self) -> str:
        return f"{self.pattern_id} · {self.article_id}"


class RepairLook(models.Model):
    """Which text of an article was looked through for damage, and by which rules."""

    article = models.OneToOneField(Article, models.CASCADE, primary_key=True, related_name="+")
    digest = models.CharField(max_length=32)
    version = models.CharField(max_length=12)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.article_id)
