"""The calendar: year, month and day, and what has no date."""

import datetime
from typing import Any

from django.db.models import F
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from archive import calendars, holdings
from archive.querysets import ArticleQuerySet
from archive.views import listing


@require_safe
def browse(request: HttpRequest) -> HttpResponse:
    """All years with their counts."""
    held = holdings.years(request.user)
    return TemplateResponse(request, "archive/browse.html", {"held": held, "timeline": listing.by_year(held)})


@require_safe
def year(request: HttpRequest, year: int) -> HttpResponse:
    """One year: its months with the days of which something is held, and its articles in order of time."""
    first, last = _span(year)
    held = holdings.dates(request.user, first, last)
    counts = held.by_month()
    months = [datetime.date(year, number, 1) for number in range(1, 13)]
    context = {
        "first": first,
        "last": last,
        "year": f"{year:04}",
        "months": [(month, counts.get(month, 0), _strip(month, held)) for month in months],
        "only_year": sum(held.years_only.values()),
        **_around(request, first, last, "year"),
        **listing.listing(request, _in_order(listing.known(request).between(first, last)), held.total),
    }
    return TemplateResponse(request, "archive/year.html", context)


@require_safe
def month(request: HttpRequest, year: int, month: int) -> HttpResponse:
    """One month: its days as a calendar, and its articles in order of time."""
    first, last = _span(year, month)
    held = holdings.dates(request.user, first, last)
    weeks = [[(date, held.days.get(date, 0) if date else 0) for date in week] for week in calendars.weeks(year, month)]
    found = listing.known(request).between(first, last).filter(date_precision__in=holdings.MONTH_KNOWN)
    context = {
        "first": first,
        "last": last,
        "year": f"{year:04}",
        "weeks": weeks,
        "week_heads": calendars.week_heads(),
        "held_days": len(held.days),
        "days": last.day,
        "only_month": sum(held.months_only.values()),
        **_around(request, first, last, "month"),
        **listing.listing(request, _in_order(found), sum(held.by_month().values())),
    }
    return TemplateResponse(request, "archive/month.html", context)


@require_safe
def day(request: HttpRequest, year: int, month: int, day: int) -> HttpResponse:
    """One day and its articles; those known only by their month or year are not pushed onto its first day."""
    date, _ = _span(year, month, day)
    held = holdings.dates(request.user, date, date)
    found = listing.known(request).between(date, date).filter(date_precision__in=holdings.DAY_KNOWN)
    context = {
        "date": date,
        "year": f"{year:04}",
        **_around(request, date, date, "day"),
        **listing.listing(request, _in_order(found), sum(held.days.values())),
    }
    return TemplateResponse(request, "archive/day.html", context)


@require_safe
def undated(request: HttpRequest) -> HttpResponse:
    """What has no date, in the order in which it came."""
    found = listing.known(request).undated().order_by("pk")
    total = holdings.years(request.user).undated
    return TemplateResponse(request, "archive/undated.html", listing.listing(request, found, total))


def _in_order(dated: ArticleQuerySet) -> ArticleQuerySet:
    """Oldest first; undated ones, of which there are none here, stand where the index that is read has them."""
    return dated.order_by(F("published_on").asc(nulls_first=True), F("published_time").asc(nulls_last=True), "pk")


def _strip(month: datetime.date, held: holdings.Dates) -> list[bool]:
    """Day by day whether something of the month is held."""
    return [month.replace(day=day) in held.days for day in range(1, calendars.days_in(month.year, month.month) + 1)]


def _span(year: int, month: int | None = None, day: int | None = None) -> tuple[datetime.date, datetime.date]:
    """The first and the last day of a year, a month or a day; no page for a day that never was, such as 31 February."""
    try:
        first = datetime.date(year, 1 if month is None else month, 1 if day is None else day)
    except ValueError as impossible:
        raise Http404 from impossible
    return first, first if day else calendars.last_of_month(year, month or 12)


def _around(request: HttpRequest, first: datetime.date, last: datetime.date, unit: str) -> dict[str, Any]:
    """Label and address of the nearest years, months or days before and after that hold something."""
    earlier, later = holdings.around(request.user, first, last, unit)
    return {"earlier": _neighbour(earlier, unit), "later": _neighbour(later, unit)}


def _neighbour(date: datetime.date | None, unit: str) -> tuple[str, str] | None:
    if date is None:
        return None
    parts = {"year": [date.year], "month": [date.year, date.month], "day": [date.year, date.month, date.day]}
    return calendars.printed(date, unit), reverse(f"archive:{unit}", args=parts[unit])
