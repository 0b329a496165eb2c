from typing import Any

import pghistory
import pgtrigger
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import MD5, Concat
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from archive import identifiers
from archive.access import Access
from archive.models.sources import Source
from archive.querysets import ODD, SHORT, ArticleQuerySet

TEXT_FIELDS = ["title", "subtitle", "lead", "body"]
# Between the hashed fields, so that moving a word from one to the next changes the digest.
UNIT_SEPARATOR = Value("\x1f", output_field=models.TextField())

# A changed text gets the next number, whoever changes it and however many rows at once; nobody else sets the number.
NEW_TEXT = ", ".join(f"NEW.{name}" for name in TEXT_FIELDS)
OLD_TEXT = ", ".join(f"OLD.{name}" for name in TEXT_FIELDS)
NUMBER_TEXTS = f"""
    NEW.text_version = OLD.text_version + CASE
        WHEN ({NEW_TEXT}) IS DISTINCT FROM ({OLD_TEXT})
        THEN 1 ELSE 0 END;
    RETURN NEW;
"""


@pghistory.track(
    pghistory.UpdateEvent(row=pghistory.Old),
    pghistory.DeleteEvent(),
    exclude=["subtitle", "lead", "body", "digest", "body_digest", "changed_at", "found"],
)
@pghistory.track(
    pghistory.UpdateEvent("text", row=pghistory.Old, condition=pghistory.AnyChange(*TEXT_FIELDS)),
    fields=["text_version", *TEXT_FIELDS],
    model_name="TextVersion",
    obj_field=pghistory.ObjForeignKey(related_name="former_texts"),
)
class Article(models.Model):
    """A news article as its source printed it, with what the archive knows of it.

    Former states are rows of `ArticleEvent`, former texts rows of `TextVersion`, both written by triggers. What was
    published never vanishes without a word: withdrawn, merged or thrown away, its identifier goes on answering.
    """

    class Genre(models.TextChoices):
        NEWS = "news", _("News")
        REPORT = "report", _("Report")
        ANALYSIS = "analysis", _("Analysis")
        OPINION = "opinion", _("Opinion")
        EDITORIAL = "editorial", _("Editorial")
        INTERVIEW = "interview", _("Interview")
        FEATURE = "feature", _("Feature")
        REVIEW = "review", _("Review")
        CORRECTION = "correction", _("Correction")
        UNKNOWN = "", _("Unknown")

    class Precision(models.TextChoices):
        TIME = "time", _("Time")
        DAY = "day", _("Day")
        MONTH = "month", _("Month")
        YEAR = "year", _("Year")
        NONE = "none", _("No date")

    class Calendar(models.TextChoices):
        GREGORIAN = "gregorian", _("Gregorian")
        HIJRI = "hijri", _("Hijri (Umm al-Qura)")

    class Evidence(models.TextChoices):
        STATED = "stated", _("Stated in the article")
        INFERRED = "inferred", _("Inferred")
        SUPPLIED = "supplied", _("Supplied by the archive")

    class Status(models.TextChoices):
        DRAFT = "draft", _("Draft")
        REVIEW = "review", _("In review")
        PUBLISHED = "published", _("Published")
        WITHHELD = "withheld", _("Withheld")
        WITHDRAWN = "withdrawn", _("Withdrawn")

    class Reason(models.TextChoices):
        COURT_ORDER = "court_order", _("Court order")
        RIGHTS = "rights", _("Rights")
        PRIVACY = "privacy", _("Privacy")
        SAFETY = "safety", _("Somebody's safety")
        ERROR = "error", _("Brought in by mistake")
        MERGED = "merged", _("Merged into another article")
        OTHER = "other", _("Other")
        UNKNOWN = "", _("None given")

    class TextOrigin(models.TextChoices):
        BORN_DIGITAL = "born_digital", _("Born digital")
        SCRAPED = "scraped", _("Taken from a web page")
        OCR = "ocr", _("Read by OCR")
        TRANSCRIBED = "transcribed", _("Transcribed by hand")
        UNKNOWN = "", _("Unknown")

    class WireFlag(models.TextChoices):
        URGENT = "urgent", _("Urgent")
        CORRECTION = "correction", pgettext_lazy("dispatch", "Correction")
        REPEAT = "repeat", _("Repeat")
        LEAD = "lead", pgettext_lazy("dispatch", "Lead")
        UPDATE = "update", pgettext_lazy("dispatch", "Update")
        MORE = "more", pgettext_lazy("dispatch", "More follows")
        SUMMARY = "summary", pgettext_lazy("dispatch", "Wrap-up")
        NONE = "", _("None")

    identifier = models.CharField(_("permanent identifier"), max_length=20, default=identifiers.make, editable=False)
    source = models.ForeignKey(
        Source, models.PROTECT, verbose_name=_("source"), related_name="articles", db_index=False
    )
    source_key = models.CharField(
        _("key in the source"), help_text=_("The source's own number, else the address, else a hash of the text.")
    )

    title = models.TextField(_("title"), blank=True)
    title_supplied = models.BooleanField(_("title supplied by the archive"), default=False)
    subtitle = models.TextField(_("subtitle"), blank=True)
    lead = models.TextField(_("lead"), blank=True)
    body = models.TextField(_("text"), blank=True)
    text_version = models.PositiveIntegerField(_("version of the text"), default=1, db_default=1, editable=False)
    text_origin = models.CharField(
        _("how the text came"), max_length=20, choices=TextOrigin, blank=True, default=TextOrigin.UNKNOWN
    )
    language = models.CharField(_("language"), max_length=35, default="ar", help_text=_("BCP 47 tag, for example ar"))

    wire_flag = models.CharField(
        _("flag of the dispatch"), max_length=20, choices=WireFlag, blank=True, default=WireFlag.NONE, db_default=""
    )
    # What agency copy says of itself: {field, value, paragraph, start, end, evidence, words}, read when it came.
    found = models.JSONField(
        _("read from the text"), default=list, db_default=Value([], models.JSONField()), blank=True, editable=False
    )

    genre = models.CharField(_("genre"), max_length=20, choices=Genre, blank=True, default=Genre.UNKNOWN)
    section = models.CharField(_("section"), blank=True)
    page = models.CharField(_("page"), blank=True)
    issue = models.CharField(_("issue"), blank=True)
    url = models.CharField(_("original link"), blank=True)

    # The printed date, in the source's own zone; never shifted.
    published_on = models.DateField(
        _("date"), null=True, blank=True, help_text=_("The first day that the printed date may mean.")
    )
    published_time = models.TimeField(_("time"), null=True, blank=True)
    date_precision = models.CharField(_("precision"), max_length=10, choices=Precision, default=Precision.NONE)
    date_printed = models.CharField(_("date as printed"), blank=True)
    date_calendar = models.CharField(_("calendar"), max_length=10, choices=Calendar, default=Calendar.GREGORIAN)
    date_evidence = models.CharField(
        _("evidence of the date"), max_length=10, choices=Evidence, default=Evidence.STATED
    )
    updated_at = models.DateTimeField(_("updated by the source"), null=True, blank=True)
    captured_at = models.DateTimeField(_("captured"), null=True, blank=True)

    status = models.CharField(_("status"), max_length=20, choices=Status, default=Status.DRAFT)
    status_reason = models.CharField(_("reason"), max_length=20, choices=Reason, blank=True, default=Reason.UNKNOWN)
    status_note = models.TextField(_("note on the status"), blank=True)
    # Never the day of being seen again by itself: that is what an embargo is for.
    status_until = models.DateField(
        _("to be decided again on"), null=True, blank=True, help_text=_("Of what is withheld or withdrawn.")
    )
    access = models.PositiveSmallIntegerField(
        _("access"), choices=Access, null=True, blank=True, help_text=_("Only where it differs from the source's.")
    )
    embargo_until = models.DateField(_("embargo until"), null=True, blank=True)
    merged_into = models.ForeignKey(
        "self",
        models.PROTECT,
        verbose_name=_("merged into"),
        null=True,
        blank=True,
        related_name="merged_from",
        db_index=False,
    )

    curated_fields = ArrayField(
        models.CharField(max_length=40),
        verbose_name=_("fields mended by curators"),
        default=list,
        blank=True,
        editable=False,
    )
    importing = models.ForeignKey(
        "archive.Import", models.SET_NULL, verbose_name=_("import"), null=True, blank=True, editable=False
    )
    created_at = models.DateTimeField(_("brought in"), auto_now_add=True)
    changed_at = models.DateTimeField(_("changed"), auto_now=True)

    digest = models.GeneratedField(
        expression=MD5(Concat("title", UNIT_SEPARATOR, "subtitle", UNIT_SEPARATOR, "lead", UNIT_SEPARATOR, "body")),
        output_field=models.CharField(max_length=32),
        db_persist=True,
        verbose_name=_("digest of the text"),
    )
    body_digest = models.GeneratedField(
        expression=MD5("body"),
        output_field=models.CharField(max_length=32),
        db_persist=True,
        verbose_name=_("digest of the body"),
    )

    objects = ArticleQuerySet.as_manager()
    # What pghistory adds: former states and former texts.
    events: Any
    former_texts: Any

    class Meta:
        verbose_name = _("article")
        verbose_name_plural = _("articles")
        ordering = [F("published_on").desc(nulls_last=True), "-pk"]
        get_latest_by = "published_on"
        default_permissions = ("add", "change", "view")  # deleting is moving to the trash, a decision
        permissions = [("decide_article", _("Can publish, withhold, withdraw and merge articles"))]
        # Every index is written for every article that comes in. A foreign key has none of its own where another index
        # begins with it or where hardly an article has it, and the identifier none for LIKE.
        constraints = [
            models.UniqueConstraint(fields=["identifier"], name="article_identifier_is_unique"),
            models.UniqueConstraint(fields=["source", "source_key"], name="article_key_is_unique_in_its_source"),
            models.CheckConstraint(
                condition=Q(published_on__isnull=True, date_precision="none")
                | Q(published_on__isnull=False) & ~Q(date_precision="none"),
                name="article_date_and_precision_agree",
            ),
            models.CheckConstraint(
                condition=Q(published_time__isnull=True) | Q(date_precision="time"),
                name="article_time_has_precision_time",
            ),
            models.CheckConstraint(
                condition=Q(access__isnull=True) | Q(access__in=Access.values), name="article_access_is_known"
            ),
            models.CheckConstraint(
                condition=Q(merged_into__isnull=True) | Q(status="withdrawn"), name="article_merged_is_withdrawn"
            ),
        ]
        indexes = [
            models.Index(F("published_on").desc(nulls_last=True), F("id").desc(), name="article_newest_first"),
            models.Index(
                "source", F("published_on").desc(nulls_last=True), F("id").desc(), name="article_newest_of_source"
            ),
            models.Index("digest", name="article_by_text"),
            models.Index("body_digest", name="article_by_body"),
            models.Index("created_at", name="article_by_arrival"),
            models.Index("status", name="article_unpublished", condition=~Q(status="published")),
            models.Index("embargo_until", name="article_embargoed", condition=Q(embargo_until__isnull=False)),
            models.Index("status_until", name="article_due", condition=Q(status_until__isnull=False)),
            models.Index("id", name="article_untitled", condition=Q(title="")),
            # In the order of the desk's list, which so begins at once, however few there are.
            models.Index(
                F("published_on").desc(nulls_last=True), F("id").desc(), name="article_too_short", condition=SHORT
            ),
            models.Index(
                F("published_on").desc(nulls_last=True), F("id").desc(), name="article_odd_letters", condition=ODD
            ),
            models.Index("merged_into", name="article_merged", condition=Q(merged_into__isnull=False)),
            models.Index(
                "source_key", name="article_by_key_elsewhere", condition=Q(curated_fields__contains=["source"])
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="number_texts", when=pgtrigger.Before, operation=pgtrigger.Update, func=NUMBER_TEXTS
            ),
        ]

    def __str__(self) -> str:
        return self.title or self.identifier

    def get_absolute_url(self) -> str:
        return reverse("search:article", args=[self.identifier])

    @property
    def effective_access(self) -> Access:
        """The article's own access level, else its source's."""
        return Access(self.source.access if self.access is None else self.access)

    def was_published(self) -> bool:
        """Whether readers could know of the article before its present state, so that something may cite it.

        A row of history is the state that ended at its moment: an embargo of it must have ended by then.
        """
        open_then = Q(embargo_until=None) | Q(pgh_created_at__date__gte=F("embargo_until"))
        return self.events.filter(open_then, status=Article.Status.PUBLISHED).exists()

    def reprints(self):
        """The same text in other sources; nothing for an article without a text."""
        others = Article.objects.filter(body_digest=self.body_digest).exclude(source_id=self.source_id)
        return others if self.body else others.none()

    def text_as_of(self, version: int) -> dict[str, str]:
        """The text fields as they stood in the numbered `version`; raises `LookupError` for a number that never was."""
        if version == self.text_version:
            return {name: getattr(self, name) for name in TEXT_FIELDS}
        former = self.former_texts.filter(text_version=version).values(*TEXT_FIELDS).first()
        if former is None:
            raise LookupError(version)
        return former
