"""Sitemaps: for search engines, every article that everybody may know of, and the pages that lead to them.

An article's place is the stretch of numbers that its primary key falls into. So a map of many is one look into an
index, wherever it begins, and an article never moves from one map to the next; a map may hold fewer than its fellows.
"""

import datetime
from collections.abc import Iterable
from typing import Any

from django.contrib.sitemaps import Sitemap
from django.core.paginator import EmptyPage
from django.db.models import Max
from django.urls import reverse

from archive.models import Article, Source

STRETCH = 5000  # numbers a map; the protocol allows 50,000 addresses


class Stretches:
    """What Django's sitemaps ask of a paginator, by stretches of primary keys."""

    def __init__(self) -> None:
        self.num_pages = (Article.objects.aggregate(last=Max("pk"))["last"] or 0) // STRETCH + 1

    def page(self, number: Any) -> "Stretch":
        """The map with the given number, counted from 1."""
        digits = str(number)
        if not (digits.isdecimal() and len(digits) < 10 and 1 <= int(digits) <= self.num_pages):
            raise EmptyPage
        return Stretch(int(digits))


class Stretch:
    def __init__(self, number: int) -> None:
        first = (number - 1) * STRETCH
        held = Article.objects.published().filter(pk__gte=first, pk__lt=first + STRETCH)
        self.object_list: Iterable[Article] = held.order_by("pk").only("identifier", "changed_at")


class Articles(Sitemap):
    @property
    def paginator(self) -> Any:
        return Stretches()

    def items(self) -> Iterable[Article]:
        return Article.objects.none()  # Django asks this of a map without stretches

    def lastmod(self, item: Article) -> datetime.datetime:
        return item.changed_at


class Ways(Sitemap):
    """The pages that lead to articles: the front page, the calendar, the sources."""

    def items(self) -> list[str]:
        slugs = Source.objects.values_list("slug", flat=True).order_by("pk")
        return [
            *(reverse(name) for name in ("archive:home", "archive:browse", "archive:sources")),
            *(reverse("archive:source", args=[slug]) for slug in slugs),
        ]

    def location(self, item: str) -> str:
        return item


SITEMAPS = {"ways": Ways, "articles": Articles}
