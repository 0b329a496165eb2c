"""The index: what search reads, made from what the archive holds and never the other way round.

`IndexEntry` may one day be distributed over several machines by `article_id`: so it has no foreign keys in the
database, no triggers, no identity column and no unique constraint but its key, and whatever filters or sorts is copied
into it as plain values.
"""

import pghistory
from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from archive.access import knows_all
from archive.models import Article

HIDDEN = 0  # the access level of an article that is not published; the others are `archive.access.Access`


class IndexEntryQuerySet(models.QuerySet):
    def visible_to(self, user, today=None):
        """The same rule as `Article.objects.visible_to`, on the copied columns."""
        if knows_all(user):
            return self.all()
        today = today or timezone.localdate()
        return self.filter(Q(visible_from=None) | Q(visible_from__lte=today), access__gt=HIDDEN)

    def whole(self):
        """One row an article: its first part."""
        return self.filter(part=0)


class IndexEntry(models.Model):
    """One article as search knows it; a text too long for one tsvector has several parts, which overlap.

    An entry is stale when its digests or its analysis version are not those of the article now. `access` and
    `visible_from` are never stale: triggers on the article and its source copy them in the transaction of the decision.
    """

    pk = models.CompositePrimaryKey("article_id", "part")
    article = models.ForeignKey(
        Article, models.DO_NOTHING, db_constraint=False, db_index=False, related_name="index_entries"
    )
    part = models.PositiveSmallIntegerField(_("part"), default=0)
    parts = models.PositiveSmallIntegerField(_("parts of the article"), default=1)

    published_on = models.DateField(_("date"), null=True)
    precision = models.CharField(_("precision"), max_length=10)
    source_id = models.BigIntegerField(_("source"))
    author_ids = ArrayField(models.BigIntegerField(), verbose_name=_("authors"), default=list)
    topic_ids = ArrayField(models.BigIntegerField(), verbose_name=_("topics"), default=list)
    place_ids = ArrayField(models.BigIntegerField(), verbose_name=_("places"), default=list)
    genre = models.CharField(_("genre"), max_length=20, blank=True)
    language = models.CharField(_("language"), max_length=35)
    text_origin = models.CharField(_("how the text came"), max_length=20, blank=True)
    access = models.PositiveSmallIntegerField(_("access"))
    visible_from = models.DateField(_("visible from"), null=True)
    # The same facts as lexemes, so that one look at one index combines them with words: facts.sql makes them.
    facts = ArrayField(models.TextField(db_collation="C"), verbose_name=_("facts"), default=list)

    title_length = models.PositiveIntegerField(_("words in the title"))
    lead_length = models.PositiveIntegerField(_("words in the lead"))
    length = models.PositiveIntegerField(_("words in all"))
    tsv = SearchVectorField(_("lexemes and their positions"))

    text_digest = models.CharField(_("digest of the indexed text"), max_length=32)
    facts_digest = models.CharField(_("digest of the indexed facts"), max_length=32)
    analysis_version = models.CharField(_("version of the analysis"), max_length=40)

    objects = IndexEntryQuerySet.as_manager()

    class Meta:
        verbose_name = _("index entry")
        verbose_name_plural = _("index entries")
        indexes = [
            GinIndex(fields=["tsv", "facts"], name="indexentry_by_lexeme", fastupdate=True),
            models.Index(
                F("published_on").desc(nulls_last=True), F("article_id").desc(), name="indexentry_newest_first"
            ),
            # How many readers may not know of tells at once whether a frequent word is one that they may know.
            models.Index(
                fields=["article_id"],
                name="indexentry_hidden",
                condition=Q(access=HIDDEN) | Q(visible_from__isnull=False),
            ),
            # Whether an article in several parts matches is decided apart; there are few.
            GinIndex(fields=["tsv"], name="indexentry_long_by_lexeme", condition=Q(parts__gt=1), fastupdate=True),
        ]

    def __str__(self) -> str:
        return f"{self.article_id}.{self.part}"


class Occurrences(models.Model):
    """How often each lexeme stands where in an article, in the form that `search.index.packing` tells.

    Ranking reads them for each candidate, and seldom a tsvector: so they lie beside the entries, each whole in its row,
    and what ranking wants in memory is a quarter of what it would be among the tsvectors.
    """

    article = models.OneToOneField(
        Article, models.DO_NOTHING, primary_key=True, db_constraint=False, related_name="+", verbose_name=_("article")
    )
    keys = ArrayField(models.IntegerField(), verbose_name=_("keys of the lexemes"), default=list)
    codes = models.BinaryField(_("how often each stands where"), default=bytes)
    often = ArrayField(models.BigIntegerField(), verbose_name=_("of those beyond the codes"), default=list)

    class Meta:
        verbose_name = _("occurrences")
        verbose_name_plural = _("occurrences")

    def __str__(self) -> str:
        return str(self.article_id)


class Lexeme(models.Model):
    """In how many articles a lexeme stands, and what of it the index marks (`search.index.tiering`).

    Thresholds stand here once every article that reaches them has its marker; so do they for pairs.
    """

    lexeme = models.CharField(_("lexeme"), primary_key=True)
    df = models.PositiveIntegerField(_("articles"), db_default=0)
    thresholds = ArrayField(models.FloatField(), verbose_name=_("the tf of each tier"), default=list, db_default=[])
    paired = models.BooleanField(_("marked in pairs"), db_default=False)

    class Meta:
        verbose_name = _("lexeme")
        verbose_name_plural = _("lexemes")
        indexes = [
            # Those that the index marks: a few ten thousands of millions.
            models.Index(fields=["lexeme"], name="lexeme_marked", condition=~Q(thresholds=[]) | Q(paired=True)),
        ]

    def __str__(self) -> str:
        return self.lexeme


class Form(models.Model):
    """A spelling that stands in the archive, with what finds it by its looks (`key`) and by its meaning (`lexemes`).

    `search.forming` keeps the table; how often a form occurs its exact lexeme says. In the collation C an index finds
    what begins with some letters.
    """

    form = models.CharField(_("form"), primary_key=True, db_collation="C")
    key = models.CharField(_("skeleton key"), db_collation="C", blank=True)
    lexemes = ArrayField(models.CharField(), verbose_name=_("lexemes but the exact one"))

    class Meta:
        verbose_name = _("form")
        verbose_name_plural = _("forms")
        indexes = [
            models.Index(fields=["key"], name="form_by_key", condition=~Q(key="")),
            GinIndex(fields=["lexemes"], name="form_by_lexeme", fastupdate=True),
        ]

    def __str__(self) -> str:
        return self.form


class Totals(models.Model):
    """The one row of sums over all articles in the index, for the average lengths that ranking compares with."""

    id = models.PositiveSmallIntegerField(primary_key=True, db_default=1, editable=False)
    articles = models.PositiveBigIntegerField(_("articles"), db_default=0)
    title_words = models.PositiveBigIntegerField(_("words in titles"), db_default=0)
    lead_words = models.PositiveBigIntegerField(_("words in leads"), db_default=0)
    words = models.PositiveBigIntegerField(_("words in all"), db_default=0)
    # The average lengths of title, lead and body that thresholds were taken with.
    averages = ArrayField(models.FloatField(), verbose_name=_("averages of the tiers"), default=list, db_default=[])
    # Counted up by whatever changes the index: what was counted before is no longer true.
    generation = models.PositiveBigIntegerField(_("generation"), db_default=0)
    # Set by whoever changes the index without counting, in the same transaction: no kill leaves wrong numbers unmarked.
    recount_due = models.BooleanField(_("to be counted afresh"), db_default=False)
    # Set by a recount: forms may have come and gone.
    forms_due = models.BooleanField(_("forms to be compared"), db_default=False)
    forms_version = models.CharField(_("version of the table of forms"), db_default="", blank=True)

    class Meta:
        verbose_name = _("totals of the index")
        verbose_name_plural = _("totals of the index")
        constraints = [models.CheckConstraint(condition=Q(id=1), name="totals_are_one_row")]

    def __str__(self) -> str:
        return str(self.articles)


@pghistory.track(pghistory.InsertEvent(), pghistory.UpdateEvent(row=pghistory.Old), pghistory.DeleteEvent())
class Alias(models.Model):
    """A group of expressions that mean the same: who searches for one of them is shown the others' articles, too.

    `search.widening` reads the groups; whether any has changed it sees by the history.
    """

    class Kind(models.TextChoices):
        MONTH = "month", _("Month")
        FAMILY = "family", _("Word family")
        EXONYM = "exonym", _("Name in another language")
        RENAMED = "renamed", _("Renamed place or body")
        ABBREVIATION = "abbreviation", _("Abbreviation")
        VARIANT = "variant", _("Other spelling or word")

    class Direction(models.TextChoices):
        ALL_WAYS = "all", _("each for all others")
        FROM_FIRST = "first", _("only the first for the others")

    kind = models.CharField(_("kind"), max_length=20, choices=Kind)
    expressions = ArrayField(
        models.CharField(max_length=100),
        verbose_name=_("expressions"),
        size=12,
        help_text=_("Words or names that mean the same, one a line, two to twelve. Any form of a word is meant."),
    )
    direction = models.CharField(_("direction"), max_length=10, choices=Direction, default=Direction.ALL_WAYS)
    beside_number = ArrayField(
        models.CharField(max_length=100),
        verbose_name=_("only beside a number"),
        default=list,
        blank=True,
        help_text=_("Those of the expressions that mean something else, too, and count only beside a number: 15 آب."),
    )
    active = models.BooleanField(_("in use"), default=True)
    note = models.TextField(_("note"), blank=True)

    class Meta:
        verbose_name = _("alias")
        verbose_name_plural = _("aliases")
        ordering = ["kind", "expressions", "pk"]

    def __str__(self) -> str:
        return (" ← " if self.direction == self.Direction.FROM_FIRST else " = ").join(self.expressions)


class KeptCount(models.Model):
    """A count that took long (`search.results.keeping`); it is true as long as the index has this generation."""

    key = models.CharField(_("digest of the statement"), primary_key=True)
    generation = models.PositiveBigIntegerField(_("generation"))
    rows = models.TextField(_("what was counted"))
    counted_at = models.DateTimeField(_("counted at"))

    class Meta:
        verbose_name = _("kept count")
        verbose_name_plural = _("kept counts")

    def __str__(self) -> str:
        return self.key
