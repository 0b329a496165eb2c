from typing import Any

import pghistory
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from archive.models.articles import Article
from archive.models.people import User


@pghistory.track(
    # What a reader wrote and where to answer is kept once: whoever asks to be forgotten is not copied into a history.
    pghistory.UpdateEvent(row=pghistory.Old),
    exclude=["message", "email", "quoted", "identifier", "about"],
)
class Report(models.Model):
    """What a reader told the curators about an article: an error in it, or why it should be removed."""

    class Kind(models.TextChoices):
        ERROR = "error", _("Error")
        REMOVAL = "removal", _("Request for removal")

    class State(models.TextChoices):
        NEW = "new", _("New")
        LOOKING = "looking", _("Being looked at")
        ANSWERED = "answered", _("Answered")
        DISMISSED = "dismissed", _("Dismissed")

    # Null once it is in the trash: what readers said outlives what they said it of, with its identifier and its title.
    article = models.ForeignKey(
        Article, models.SET_NULL, verbose_name=_("article"), null=True, blank=True, related_name="reports"
    )
    identifier = models.CharField(_("permanent identifier"), max_length=20, blank=True)
    about = models.TextField(_("title"), blank=True)
    kind = models.CharField(_("kind"), max_length=10, choices=Kind)
    # The paragraph and its first words as the reader saw them: the text may be another by the time somebody looks.
    paragraph = models.PositiveIntegerField(_("paragraph"), null=True, blank=True)
    quoted = models.CharField(_("the paragraph as it was"), max_length=600, blank=True)
    text_version = models.PositiveIntegerField(_("version of the text"))
    message = models.TextField(_("message"))
    email = models.EmailField(_("e-mail"), blank=True)
    reader = models.ForeignKey(
        User, models.SET_NULL, verbose_name=_("reader"), null=True, blank=True, related_name="+", db_index=False
    )
    created_at = models.DateTimeField(_("sent"), auto_now_add=True)

    state = models.CharField(_("state"), max_length=10, choices=State, default=State.NEW)
    note = models.TextField(_("note"), blank=True)
    decided_by = models.ForeignKey(
        User, models.PROTECT, verbose_name=_("decided by"), null=True, blank=True, related_name="+", db_index=False
    )
    decided_at = models.DateTimeField(_("decided"), null=True, blank=True)
    events: Any

    class Meta:
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        ordering = ["-pk"]
        default_permissions = ()  # whoever may see an article may see what readers say of it
        indexes = [
            models.Index(fields=["id"], name="report_waiting", condition=Q(state__in=["new", "looking"])),
            models.Index(fields=["identifier"], name="report_of_what_is_gone", condition=Q(article=None)),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} · {self.article or self.about or self.identifier}"

    @property
    def address(self) -> str:
        """The article's page, at the paragraph; nothing where it has none any more."""
        if self.article is None:
            return ""
        return self.article.get_absolute_url() + (f"#p{self.paragraph}" if self.paragraph else "")
