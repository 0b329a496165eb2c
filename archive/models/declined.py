"""What a curator has said no to, so that nobody is asked again."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from archive.models.articles import Article
from archive.models.vocabularies import Place, Topic


class Declined(models.Model):
    """A term that stands in the text of an article and does not describe it."""

    article = models.ForeignKey(Article, models.CASCADE, verbose_name=_("article"), related_name="+", db_index=False)
    topic = models.ForeignKey(Topic, models.CASCADE, verbose_name=_("topic"), related_name="+", null=True)
    place = models.ForeignKey(Place, models.CASCADE, verbose_name=_("place"), related_name="+", null=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.SET_NULL, verbose_name=_("by"), null=True, related_name="+", db_index=False
    )
    at = models.DateTimeField(_("declined"), auto_now_add=True)

    class Meta:
        verbose_name = _("declined term")
        verbose_name_plural = _("declined terms")
        default_permissions = ()
        constraints = [
            models.UniqueConstraint(fields=["article", "topic"], name="topic_is_declined_once"),
            models.UniqueConstraint(fields=["article", "place"], name="place_is_declined_once"),
            models.CheckConstraint(
                condition=Q(topic__isnull=False, place=None) | Q(topic=None, place__isnull=False),
                name="declined_is_one_term",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.article_id}: {self.topic or self.place}"
