"""Querysets that chain as adjectives: `Article.objects.visible_to(user).from_source(source).newest_first()`."""

from __future__ import annotations

import datetime
from typing import TYPE_CHECKING, Any

from django.db import connection, models
from django.db.models import Expression, F, Q, TextField, Transform, Value
from django.db.models.functions import Coalesce, Left, NullIf
from django.utils import timezone

from archive import access

if TYPE_CHECKING:
    from archive.models.sources import Source


OPENING_LETTERS = 90


@TextField.register_lookup
class Octets(Transform):
    """The bytes of a text, which PostgreSQL knows without fetching it: `body__octets__lt=200`."""

    lookup_name = "octets"
    function = "OCTET_LENGTH"
    output_field = models.IntegerField()


# Partial indexes are written with these conditions, word for word: what is broken is found in them.
SHORT = Q(body__octets__lt=200)  # a hundred Arabic letters: less than a line
# The trace of letters that were lost before the text came here, and letters that only one font knew.
ODD = Q(body__regex="[\N{REPLACEMENT CHARACTER}\ue000-\uf8ff]")


YEARS = """
    WITH RECURSIVE walk AS (
        SELECT date_trunc('year', min(published_on))::date AS year FROM archive_article
         UNION ALL
        SELECT (SELECT date_trunc('year', min(published_on))::date FROM archive_article
                 WHERE published_on >= walk.year + interval '1 year')
          FROM walk WHERE walk.year IS NOT NULL)
    SELECT year FROM walk WHERE year IS NOT NULL"""


class ArticleQuerySet(models.QuerySet):
    def dates(self, field_name: str, kind: Any, order: Any = "ASC") -> Any:
        """As Django's; but the years of all articles are walked along the index: a million are not sorted."""
        if (field_name, kind, order) != ("published_on", "year", "ASC") or self.query.where:
            return super().dates(field_name, kind, order)
        with connection.cursor() as cursor:
            cursor.execute(YEARS)
            return [day for (day,) in cursor.fetchall()]

    def published(self, today: datetime.date | Expression | None = None):
        """What everybody may know of: published, and not under embargo on `today`."""
        today = today or timezone.localdate()
        return self.filter(status="published").filter(Q(embargo_until=None) | Q(embargo_until__lte=today))

    def visible_to(self, user, today: datetime.date | Expression | None = None):
        """What `user` may know of; curators know of everything. How much of each is shown: `access.showing`."""
        return self.all() if access.knows_all(user) else self.published(today)

    def from_source(self, source: Source):
        return self.filter(source=source)

    def between(self, first: datetime.date, last: datetime.date):
        """Dated from `first` to `last`, both included, by the first day that the printed date may mean."""
        return self.filter(published_on__range=(first, last))

    def undated(self):
        return self.filter(published_on=None)

    def too_short(self):
        return self.filter(SHORT)

    def odd(self):
        """With letters in the text that are none."""
        return self.filter(ODD)

    def listed(self):
        """For lists: with the source, without the texts; `opening` has the first letters, for one without a title."""
        opening = Left(Coalesce(NullIf("lead", Value("")), F("body")), OPENING_LETTERS)
        return self.select_related("source").defer("subtitle", "lead", "body", "found").annotate(opening=opening)

    def newest_first(self):
        return self.order_by(F("published_on").desc(nulls_last=True), F("published_time").desc(nulls_last=True), "-pk")

    def oldest_first(self):
        return self.order_by(F("published_on").asc(nulls_last=True), F("published_time").asc(nulls_last=True), "pk")
