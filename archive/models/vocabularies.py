"""Controlled vocabularies, and through-rows that keep what was printed."""

import pghistory
import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from archive.models.articles import Article

MOST_VARIANTS = 50
# An import gives links by the million, and says itself what it brought: those that a person gives are in the record.
BY_SOMEBODY = """position('"user"' in coalesce(current_setting('pghistory.context_metadata', true), '')) > 0"""
# Two who move topics at once are heard one after the other, so that they make no circle together either.
REFUSE_CIRCLES = """
    PERFORM pg_advisory_xact_lock(hashtext('archive_topic'));
    IF NEW.broader_id = NEW.id OR NEW.id IN (
        WITH RECURSIVE above (id) AS (
            SELECT NEW.broader_id
            UNION
            SELECT t.broader_id FROM archive_topic t JOIN above ON t.id = above.id
        )
        SELECT id FROM above WHERE id IS NOT NULL
    ) THEN
        RAISE EXCEPTION 'topic % would stand below itself', NEW.id USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
"""


def recorded():
    """The record of links: those that a person gave, all that were changed, all that went."""
    given = pghistory.InsertEvent(condition=pgtrigger.Condition(BY_SOMEBODY))
    return pghistory.track(given, pghistory.UpdateEvent(row=pghistory.Old), pghistory.DeleteEvent())


class Term(models.Model):
    """A heading of a vocabulary, with a name in both scripts."""

    name_ar = models.CharField(_("name in Arabic"), max_length=300)
    name_latin = models.CharField(_("name in Latin letters"), max_length=300, blank=True)
    variants = ArrayField(
        models.CharField(max_length=300),
        verbose_name=_("other names"),
        size=MOST_VARIANTS,
        default=list,
        db_default=[],
        blank=True,
        help_text=_("Other spellings and names of the same, one a line. Imports and searches know them, too."),
    )
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

    @property
    def names(self) -> list[str]:
        """All that it is called: its names and the variants."""
        return [name for name in dict.fromkeys([self.name_ar, self.name_latin, *self.variants]) if name]


class Sought(Term):
    """A term that stands in texts, too: articles that name it without being described with it are found."""

    sought = models.BooleanField(
        _("looked for in texts"),
        default=True,
        db_default=True,
        help_text=_("Whether articles that name it are suggested; not for names that mean something else, too."),
    )

    class Meta(Term.Meta):
        abstract = True


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
class Topic(Sought):
    """A subject heading; a broader one may stand above it."""

    broader = models.ForeignKey(
        "self", models.SET_NULL, verbose_name=_("broader topic"), null=True, blank=True, related_name="narrower"
    )
    articles = models.ManyToManyField(Article, through="ArticleTopic", related_name="topics")

    class Meta(Term.Meta):
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        constraints = [models.UniqueConstraint(fields=["name_ar"], name="topic_name_is_unique")]
        triggers = [
            pgtrigger.Trigger(
                name="refuse_circles",
                when=pgtrigger.Before,
                operation=pgtrigger.Insert | pgtrigger.UpdateOf("broader_id"),
                condition=pgtrigger.Q(new__broader__isnull=False),
                func=REFUSE_CIRCLES,
            ),
        ]

    def clean(self) -> None:
        """A topic does not stand below itself, nor below one of those below it."""
        # One that is gone is refused by the field; what is said of circles needs those that are there.
        above, seen = Topic.objects.filter(pk=self.broader_id or 0).first(), set()
        while above is not None and above.pk not in seen:
            if above.pk == self.pk and self.pk is not None:
                raise ValidationError({"broader": _("A topic cannot stand below itself or below one of its own.")})
            seen.add(above.pk)
            above = above.broader


@pghistory.track(pghistory.UpdateEvent(row=pghistory.Old), pghistory.DeleteEvent())
class Place(Sought):
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


@recorded()
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


@recorded()
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


@recorded()
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
