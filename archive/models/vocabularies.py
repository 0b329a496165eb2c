"""Controlled vocabularies, and through-rows that keep what was printed."""

import pghistory
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from archive.models.articles import Article


class Term(models.Model):
    """A heading of a vocabulary, with a name in both scripts."""

    name_ar = models.CharField(_("name in Arabic"), max_length=300)
    name_latin = models.CharField(_("name in Latin letters"), max_length=300, blank=True)
    note = models.TextField(_("note"), blank=True)

    class Meta:
        abstract = True
        ordering = ["name_ar", "pk"]

    def __str__(self) -> str:
        return self.name_ar

    @property
    def name(self) -> str:
        """The name in the reader's language, where there is one."""
        return self.name_latin if get_language() == "en" and self.name_latin else self.name_ar


@pghistory.track(pghistory.UpdateEvent(row=pghistory.Old), pghistory.DeleteEvent())
class Author(Term):
    """A person, an agency or a desk that signs articles."""

    class Kind(models.TextChoices):
        PERSON = "person", _("Person")
        AGENCY = "agency", _("Agency")
        DESK = "desk", _("Desk")

    kind = models.CharField(_("kind"), max_length=20, choices=Kind, default=Kind.PERSON)
    articles = models.ManyToManyField(Article, through="ArticleAuthor", related_name="authors")

    class Meta(Term.Meta):
        verbose_name = _("author")
        verbose_name_plural = _("authors")
        constraints = [models.UniqueConstraint(fields=["name_ar"], name="author_name_is_unique")]


@pghistory.track(pghistory.UpdateEvent(row=pghistory.Old), pghistory.DeleteEvent())
class Topic(Term):
    """A subject heading; a broader one may stand above it."""

    broader = models.ForeignKey(
        "self", models.SET_NULL, verbose_name=_("broader topic"), null=True, blank=True, related_name="narrower"
    )
    articles = models.ManyToManyField(Article, through="ArticleTopic", related_name="topics")

    class Meta(Term.Meta):
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        constraints = [models.UniqueConstraint(fields=["name_ar"], name="topic_name_is_unique")]


@pghistory.track(pghistory.UpdateEvent(row=pghistory.Old), pghistory.DeleteEvent())
class Place(Term):
    """A place that articles come from or are about."""

    country = models.CharField(_("country"), max_length=2, blank=True, help_text=_("ISO 3166 code, for example SY"))
    latitude = models.DecimalField(_("latitude"), max_digits=8, decimal_places=5, null=True, blank=True)
    longitude = models.DecimalField(_("longitude"), max_digits=8, decimal_places=5, null=True, blank=True)
    articles = models.ManyToManyField(Article, through="ArticlePlace", related_name="places")

    class Meta(Term.Meta):
        verbose_name = _("place")
        verbose_name_plural = _("places")
        constraints = [
            models.UniqueConstraint(fields=["name_ar", "country"], name="place_name_is_unique_in_its_country")
        ]


@pghistory.track(pghistory.UpdateEvent(row=pghistory.Old), pghistory.DeleteEvent())
class ArticleAuthor(models.Model):
    """Who signed or made an article, in the printed order and the printed form."""

    class Role(models.TextChoices):
        AUTHOR = "author", _("Author")
        REPORTING = "reporting", _("Reporting")
        PREPARING = "preparing", _("Prepared by")
        TRANSLATING = "translating", _("Translation")
        EDITING = "editing", _("Editing")
        PHOTOGRAPHY = "photography", _("Photography")
        AGENCY = "agency", _("Agency")

    article = models.ForeignKey(Article, models.CASCADE, verbose_name=_("article"), db_index=False)
    author = models.ForeignKey(Author, models.PROTECT, verbose_name=_("author"))
    role = models.CharField(_("role"), max_length=20, choices=Role, default=Role.AUTHOR, db_default=Role.AUTHOR)
    printed = models.CharField(_("as printed"), blank=True)
    place_in_line = models.PositiveSmallIntegerField(_("place in the byline"), default=0)

    class Meta:
        verbose_name = _("author of an article")
        verbose_name_plural = _("authors of an article")
        ordering = ["place_in_line", "pk"]
        constraints = [models.UniqueConstraint(fields=["article", "author"], name="author_signs_an_article_once")]

    def __str__(self) -> str:
        return self.printed or str(self.author)


@pghistory.track(pghistory.UpdateEvent(row=pghistory.Old), pghistory.DeleteEvent())
class ArticleTopic(models.Model):
    """What an article is about, and the words by which its source said so."""

    article = models.ForeignKey(Article, models.CASCADE, verbose_name=_("article"), db_index=False)
    topic = models.ForeignKey(Topic, models.PROTECT, verbose_name=_("topic"))
    printed = models.CharField(_("as printed"), blank=True)

    class Meta:
        verbose_name = _("topic of an article")
        verbose_name_plural = _("topics of an article")
        ordering = ["pk"]
        constraints = [models.UniqueConstraint(fields=["article", "topic"], name="topic_stands_on_an_article_once")]

    def __str__(self) -> str:
        return self.printed or str(self.topic)


@pghistory.track(pghistory.UpdateEvent(row=pghistory.Old), pghistory.DeleteEvent())
class ArticlePlace(models.Model):
    """Where an article comes from (its dateline) or what place it is about."""

    class Role(models.TextChoices):
        DATELINE = "dateline", _("Dateline")
        SUBJECT = "subject", _("Subject")

    article = models.ForeignKey(Article, models.CASCADE, verbose_name=_("article"), db_index=False)
    place = models.ForeignKey(Place, models.PROTECT, verbose_name=_("place"))
    role = models.CharField(_("role"), max_length=20, choices=Role, default=Role.DATELINE)
    printed = models.CharField(_("as printed"), blank=True)

    class Meta:
        verbose_name = _("place of an article")
        verbose_name_plural = _("places of an article")
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["article", "place", "role"], name="place_has_a_role_in_an_article_once")
        ]

    def __str__(self) -> str:
        return self.printed or str(self.place)
