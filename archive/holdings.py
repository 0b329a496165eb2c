"""What the archive holds, counted: by day and by year, by source and by term. Only what the reader may know of.

Nothing here counts articles: triggers keep count as they come and go (`Tally`), and what is asked is a sum.
"""

import datetime
from collections.abc import Collection
from dataclasses import dataclass

from django.db import connection
from django.db.models import Model, OuterRef, Q, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce, ExtractYear
from django.utils import timezone

from archive import access
from archive.models import Source, Tally

DAY_KNOWN = ("day", "time")
MONTH_KNOWN = ("month", *DAY_KNOWN)
WHOLE = {"source": None, "topic": None, "place": None, "author": None}
# How fine a date must be known to stand on the page of a year, a month or a day; a tally knows no times.
FINE_ENOUGH = {"year": ("year", "month", "day"), "month": ("month", "day"), "day": ("day",)}


@dataclass(frozen=True)
class Years:
    """Articles by year, in order and without empty years; those without a date beside."""

    years: dict[int, int]
    undated: int = 0

    @property
    def total(self) -> int:
        return sum(self.years.values()) + self.undated


@dataclass(frozen=True)
class Dates:
    """Articles of some span of time: by day, and those of which only the month or only the year is known."""

    days: dict[datetime.date, int]
    months_only: dict[datetime.date, int]
    years_only: dict[datetime.date, int]

    @property
    def total(self) -> int:
        return sum(sum(counts.values()) for counts in (self.days, self.months_only, self.years_only))

    def by_month(self) -> dict[datetime.date, int]:
        """First days of months, with what is known to be of them."""
        counts: dict[datetime.date, int] = {}
        for part in (self.days, self.months_only):
            for date, count in part.items():
                counts[date.replace(day=1)] = counts.get(date.replace(day=1), 0) + count
        return dict(sorted(counts.items()))


@dataclass
class Run:
    """The first and the last month of what a source has here, and the number of articles whose month is not known."""

    first: datetime.date | None = None
    last: datetime.date | None = None
    elsewhere: int = 0


def known_to(user, path: str = "", today: datetime.date | None = None) -> Coalesce:
    """The sum over tallies at `path` of what `user` may know of: the rule of `visible_to`, for counts."""
    if access.knows_all(user):
        return Coalesce(Sum(f"{path}held"), 0)
    today = today or timezone.localdate()
    open_now = Q(**{f"{path}visible_from": None}) | Q(**{f"{path}visible_from__lte": today})
    return Coalesce(Sum(f"{path}published", filter=open_now), 0)


def held(of: str) -> Coalesce:
    """For rows of `of` (source, author, place; topic with all below it): how many articles, whoever may see them."""
    rows = Tally.objects.filter(**{of: OuterRef("pk")}).order_by().values(of)
    return Coalesce(Subquery(rows.annotate(total=Sum("held")).values("total")), 0)


def years(user, of: Model | None = None) -> Years:
    """The years of the whole archive, or those `of` a source, a topic, a place or an author."""
    rows = _tallies(of).values_list(ExtractYear("date")).annotate(known=known_to(user)).filter(known__gt=0)
    counts = dict(rows)
    undated = counts.pop(None, 0)
    return Years(dict(sorted(counts.items())), undated)


def dates(user, first: datetime.date, last: datetime.date) -> Dates:
    """What is dated from `first` to `last`."""
    rows = _tallies().filter(date__range=(first, last)).values_list("precision", "date")
    found = Dates({}, {}, {})
    parts = {"day": found.days, "month": found.months_only, "year": found.years_only}
    for precision, date, count in rows.annotate(known=known_to(user)).filter(known__gt=0).order_by("date"):
        parts[precision][date] = count
    return found


def same_days(user, month: int, day: int) -> dict[int, int]:
    """The years in which something was printed on that day of the year, with how much; the latest first."""
    rows = _tallies().filter(precision="day", date__month=month, date__day=day).values_list(ExtractYear("date"))
    return dict(sorted(rows.annotate(known=known_to(user)).filter(known__gt=0), reverse=True))


def around(
    user, first: datetime.date, last: datetime.date, unit: str
) -> tuple[datetime.date | None, datetime.date | None]:
    """The nearest dates before `first` and after `last` of which something is held, known at least to the `unit`."""
    rows = _tallies().filter(precision__in=FINE_ENOUGH[unit]).values_list("date", flat=True)
    known = rows.annotate(known=known_to(user)).filter(known__gt=0)
    earlier = known.filter(date__lt=first).order_by("-date").first()
    return earlier, known.filter(date__gt=last).order_by("date").first()


def months(user, sources: Collection[Source], first: datetime.date, last: datetime.date) -> dict[tuple, int]:
    """Articles by number of the source and first day of the month, of what is known to its month."""
    rows = Tally.objects.filter(source__in=sources, precision="month", date__range=(first, last)).order_by()
    found = rows.values_list("source_id", "date").annotate(known=known_to(user)).filter(known__gt=0)
    return {(source, date): count for source, date, count in found}


def runs(user, sources: Collection[Source]) -> dict[int, Run]:
    """From which month to which something is held of each source, and how much has no month."""
    rows = Tally.objects.filter(source__in=sources).order_by().values_list("source_id", "precision", "date")
    found: dict[int, Run] = {}
    for source, precision, date, count in rows.annotate(known=known_to(user)).filter(known__gt=0):
        run = found.setdefault(source, Run())
        if precision == "month":
            run.first, run.last = min(run.first or date, date), max(run.last or date, date)
        else:
            run.elsewhere += count
    return found


def fold(**kwargs) -> None:
    """Make the many rows that an import leaves into few with the same sums."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT archive_fold_tallies()")


def _tallies(of: Model | None = None) -> QuerySet[Tally]:
    chosen = Tally.objects.filter(**{str(of._meta.model_name): of}) if of else Tally.objects.filter(**WHOLE)
    return chosen.order_by()
