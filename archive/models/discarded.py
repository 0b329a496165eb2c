from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from archive.models.people import User
from archive.models.sources import Source


class Discarded(models.Model):
    """An article in the trash, which stands in no other table; once emptied, what its address goes on answering.

    `content` has the rows of the article and of all that hung on it, and is null once they are gone for good.
    """

    number = models.BigIntegerField(_("number of the article"))
    identifier = models.CharField(_("permanent identifier"), max_length=20, unique=True)
    source = models.ForeignKey(Source, models.PROTECT, verbose_name=_("source"), related_name="+")
    was_published = models.BooleanField(_("was published"))
    # What a citation needs: fields of the article by name, and the names of those who signed it.
    cited = models.JSONField(_("citation"), default=dict)
    content = models.JSONField(_("content"), null=True, blank=True)
    files = ArrayField(models.CharField(max_length=64), verbose_name=_("originals"), default=list, blank=True)
    note = models.TextField(_("note"), blank=True)
    discarded_by = models.ForeignKey(
        User, models.PROTECT, verbose_name=_("moved to the trash by"), related_name="+", db_index=False
    )
    discarded_at = models.DateTimeField(_("moved to the trash"))

    class Meta:
        verbose_name = _("article in the trash")
        verbose_name_plural = _("trash")
        ordering = ["-discarded_at", "-pk"]
        default_permissions = ()
        permissions = [("restore_discarded", _("Can bring articles back from the trash"))]
        indexes = [
            models.Index(fields=["discarded_at"], name="discarded_with_content", condition=Q(content__isnull=False)),
            GinIndex(fields=["files"], name="discarded_by_file", fastupdate=False),
        ]

    def __str__(self) -> str:
        return self.cited.get("title") or self.identifier
