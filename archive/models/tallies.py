"""What the archive holds, counted as it comes and goes, so that no page has to count articles."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from archive.models.articles import Article
from archive.models.sources import Source
from archive.models.vocabularies import Author, Place, Topic


class Tally(models.Model):
    """Articles that came or went: of the whole archive by their printed date, of a source by month, of a term by year.

    Triggers write these rows (`migrations/tallies.sql`); none is ever changed, so that nobody waits for anybody. Only
    their sums mean something: `archive.holdings` makes them, `archive_fold_tallies()` makes many rows into few.
    A row with neither source nor term is about the whole archive. `held` counts everything, `published` what readers
    may know of from `visible_from` on.
    """

    source = models.ForeignKey(Source, models.DO_NOTHING, null=True, db_constraint=False, related_name="tallies")
    topic = models.ForeignKey(Topic, models.DO_NOTHING, null=True, db_constraint=False, related_name="tallies")
    place = models.ForeignKey(Place, models.DO_NOTHING, null=True, db_constraint=False, related_name="tallies")
    author = models.ForeignKey(Author, models.DO_NOTHING, null=True, db_constraint=False, related_name="tallies")
    date = models.DateField(_("date"), null=True)
    precision = models.CharField(_("precision"), max_length=10, choices=Article.Precision)
    visible_from = models.DateField(_("visible from"), null=True)
    held = models.IntegerField(_("held"))
    published = models.IntegerField(_("published"))

    class Meta:
        verbose_name = _("tally")
        verbose_name_plural = _("tallies")
        default_permissions = ()
        indexes = [
            models.Index(
                fields=["date"],
                name="tally_of_the_whole",
                condition=models.Q(source=None, topic=None, place=None, author=None),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.date} {self.held:+}"
