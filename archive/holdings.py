"""What the archive holds, counted: by year, month and day, by source and by topic. Only what the reader may know of."""

import datetime
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any, TypeVar

from django.core.cache import cache
from django.db.models import Count
from django.db.models.functions import ExtractDay, ExtractMonth, ExtractYear

from archive import access
from archive.models import Article, Source, Topic
from archive.querysets import ArticleQuerySet

TOPICS_SHOWN = 12
WORTH_KEEPING = 0.05  # seconds; a count that is quicker is made anew each time and so is never old
KEPT_FOR = 200  # times the seconds that it took, so that counting costs half a percent of the time at most
DAY_KNOWN = ("day", "time")
MONTH_KNOWN = ("month", *DAY_KNOWN)

T = TypeVar("T")


@dataclass(frozen=True)
class Holdings:
    """All that is held, at a glance. `years` in order, without empty ones; sources and topics come largest first."""

    total: int
    undated: int
    years: dict[int, int]
    sources: list[tuple[Source, int]]
    topics: list[tuple[Topic, int]]


def held(user) -> Holdings:
    """What `user` may know of. The figures of a large archive may be minutes old, those of a small one are of now."""
    return _kept(f"holdings-{access.knows_all(user)}", lambda: _count(user))


def _count(user) -> Holdings:
    known = Article.objects.visible_to(user)
    cells = list(known.order_by().values_list("source", ExtractYear("published_on")).annotate(Count("pk")))
    years: dict[int, int] = {}
    of_source: dict[int, int] = {}
    undated = 0
    for source, year, count in cells:
        of_source[source] = of_source.get(source, 0) + count
        if year is None:
            undated += count
        else:
            years[year] = years.get(year, 0) + count
    sources = sorted(
        ((source, of_source.get(source.pk, 0)) for source in Source.objects.all()), key=lambda row: -row[1]
    )
    topics = (
        Topic.objects.filter(articles__in=known).annotate(held=Count("articles")).order_by("-held", "name_ar", "pk")
    )
    return Holdings(
        total=sum(of_source.values()),
        undated=undated,
        years=dict(sorted(years.items())),
        sources=[(source, count) for source, count in sources if count],
        topics=[(topic, topic.held) for topic in topics[:TOPICS_SHOWN]],
    )


def by_year(articles: ArticleQuerySet) -> dict[int | None, int]:
    """How many `articles` each year has; None counts those without a date."""
    return _tally(articles.order_by().values_list(ExtractYear("published_on")).annotate(Count("pk")))


def by_month(articles: ArticleQuerySet) -> dict[int, int]:
    """How many `articles` of one year each month has; those known only by their year are not among them."""
    known = articles.filter(date_precision__in=MONTH_KNOWN).order_by()
    return _tally(known.values_list(ExtractMonth("published_on")).annotate(Count("pk")))


def by_day(articles: ArticleQuerySet) -> dict[int, int]:
    """How many `articles` of one month each day has; those known only by their month or year are not among them."""
    known = articles.filter(date_precision__in=DAY_KNOWN).order_by()
    return _tally(known.values_list(ExtractDay("published_on")).annotate(Count("pk")))


def _tally(rows: Iterable[tuple[Any, int]]) -> dict[Any, int]:
    return dict(sorted(rows, key=lambda row: (row[0] is None, row[0] or 0)))


def _kept(key: str, count: Callable[[], T]) -> T:
    """What `count` gives, from the cache if it was slow."""
    if (found := cache.get(key)) is not None:
        return found
    began = time.monotonic()
    made = count()
    took = time.monotonic() - began
    if took > WORTH_KEEPING:
        cache.set(key, made, timeout=min(took * KEPT_FOR, datetime.timedelta(hours=1).total_seconds()))
    return made
