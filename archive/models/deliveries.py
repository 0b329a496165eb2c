"""What curators bring to the import desk: files, how they shall be read, and what became of them."""

from __future__ import annotations

from pathlib import Path

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from archive.ingest.datatypes import Manner
from archive.models.articles import Article
from archive.models.jobs import Job
from archive.models.originals import Import
from archive.models.sources import Source


class Delivery(models.Model):
    """Files that one curator uploaded, or chose in the folder of the server, to be brought in together."""

    # {"path": where it lies, "name": as it was called, "size": bytes, "sha256": …}
    files = models.JSONField(_("files"), default=list)
    source = models.ForeignKey(
        Source, models.SET_NULL, verbose_name=_("source"), null=True, blank=True, related_name="+"
    )
    status = models.CharField(_("new articles become"), max_length=20, default=Article.Status.REVIEW)
    form = models.CharField(_("format"), max_length=20, blank=True)
    encoding = models.CharField(_("encoding"), max_length=20, blank=True)
    columns = models.JSONField(_("columns"), default=dict, blank=True)
    look = models.ForeignKey(Job, models.SET_NULL, null=True, related_name="+", editable=False, db_index=False)
    job = models.ForeignKey(Job, models.SET_NULL, null=True, related_name="+", editable=False, db_index=False)
    imports = models.ManyToManyField(Import, verbose_name=_("imports"), related_name="deliveries", blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, verbose_name=_("by"), related_name="+", db_index=False
    )
    created_at = models.DateTimeField(_("delivered"), auto_now_add=True)
    cleared = models.BooleanField(_("files are gone"), default=False)

    class Meta:
        verbose_name = _("delivery")
        verbose_name_plural = _("deliveries")
        ordering = ["-pk"]
        default_permissions = ("add", "view")

    def __str__(self) -> str:
        names = [file["name"] for file in self.files]
        rest = len(names) - 1
        more = ngettext("and %(count)s more", "and %(count)s more", rest) % {"count": rest} if rest > 0 else ""
        return " ".join(filter(None, [names[0] if names else str(self.pk), more]))

    @property
    def paths(self) -> list[Path]:
        return [Path(file["path"]) for file in self.files]

    @property
    def size(self) -> int:
        return sum(file["size"] for file in self.files)

    @property
    def manner(self) -> Manner:
        """How its files shall be read."""
        return Manner(self.form, self.encoding, tuple(self.columns.items()))
