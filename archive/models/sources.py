import pghistory
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from archive.access import Access


@pghistory.track(pghistory.UpdateEvent(row=pghistory.Old), pghistory.DeleteEvent())
class Source(models.Model):
    """An outlet whose articles the archive keeps: an agency, a newspaper, a station, a site."""

    class Kind(models.TextChoices):
        AGENCY = "agency", _("News agency")
        NEWSPAPER = "newspaper", _("Newspaper")
        MAGAZINE = "magazine", _("Magazine")
        BROADCASTER = "broadcaster", _("Broadcaster")
        WEBSITE = "website", _("Website")
        OTHER = "other", _("Other")

    class Frequency(models.TextChoices):
        CONTINUOUS = "continuous", _("Continuous")
        DAILY = "daily", _("Daily")
        WEEKLY = "weekly", _("Weekly")
        MONTHLY = "monthly", _("Monthly")
        IRREGULAR = "irregular", _("Irregular")
        UNKNOWN = "", _("Unknown")

    slug = models.SlugField(_("short name in addresses"), max_length=80, unique=True, allow_unicode=True)
    name_ar = models.CharField(_("name in Arabic"), max_length=300)
    name_latin = models.CharField(_("name in Latin letters"), max_length=300, blank=True)
    former_names = ArrayField(
        models.CharField(max_length=300), verbose_name=_("former names"), default=list, blank=True
    )
    kind = models.CharField(_("kind"), max_length=20, choices=Kind, default=Kind.OTHER)
    country = models.CharField(_("country"), max_length=2, blank=True, help_text=_("ISO 3166 code, for example SY"))
    city = models.CharField(_("city"), max_length=200, blank=True)
    language = models.CharField(_("language"), max_length=35, default="ar", help_text=_("BCP 47 tag, for example ar"))
    time_zone = models.CharField(_("time zone"), max_length=60, default="UTC", help_text=_("for example Asia/Beirut"))
    frequency = models.CharField(
        _("frequency"), max_length=20, choices=Frequency, blank=True, default=Frequency.UNKNOWN
    )
    first_year = models.PositiveSmallIntegerField(_("first year"), null=True, blank=True)
    last_year = models.PositiveSmallIntegerField(_("last year"), null=True, blank=True)
    issn = models.CharField(_("ISSN"), max_length=9, blank=True)
    ownership = models.TextField(_("ownership"), blank=True, help_text=_("Who owns it, and who did when."))
    rights = models.TextField(_("rights"), blank=True)
    access = models.PositiveSmallIntegerField(_("access"), choices=Access, default=Access.OPEN)
    description_ar = models.TextField(_("description in Arabic"), blank=True)
    description_en = models.TextField(_("description in English"), blank=True)
    created_at = models.DateTimeField(_("created"), auto_now_add=True, db_default=Now())

    class Meta:
        verbose_name = _("source")
        verbose_name_plural = _("sources")
        ordering = ["name_ar", "pk"]
        constraints = [
            models.CheckConstraint(condition=models.Q(access__in=Access.values), name="source_access_is_known"),
            models.CheckConstraint(
                condition=models.Q(last_year__isnull=True) | models.Q(first_year__lte=models.F("last_year")),
                name="source_run_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """The name in the reader's language, where the source has one."""
        return self.name_latin if get_language() == "en" and self.name_latin else self.name_ar

    @property
    def description(self) -> str:
        """The description in the reader's language, else in the other."""
        both = (self.description_ar, self.description_en)
        first, second = reversed(both) if get_language() == "en" else both
        return first or second
