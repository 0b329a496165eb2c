"""Browsing: the front page, the calendar, the sources. Searching and reading are in `search`."""

import datetime

from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import get_language_bidi
from django.views.decorators.http import require_safe

from archive import calendars, charts, holdings, paging, readers
from archive.models import Article, Source
from archive.querysets import ArticleQuerySet

EXAMPLES = ("انتخابات", '"وزير الخارجية"', "كأس العالم", "زلزال OR فيضان")
ARRIVALS = 6
LISTED = 50
FINE_ENOUGH = {
    "year": Q(),
    "month": Q(date_precision__in=holdings.MONTH_KNOWN),
    "day": Q(date_precision__in=holdings.DAY_KNOWN),
}


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The search box, the archive year by year, what came in last, and the indexes of sources and topics."""
    held = holdings.held(request.user)
    arrivals = Article.objects.visible_to(request.user).listed().order_by("-created_at", "-pk")[:ARRIVALS]
    return TemplateResponse(
        request,
        "archive/home.html",
        {
            "held": held,
            "timeline": _timeline(held.years, _year_page),
            "arrivals": arrivals,
            "examples": EXAMPLES,
            "reader": readers.reader_of(request),
        },
    )


@require_safe
def browse(request: HttpRequest) -> HttpResponse:
    """All years with their counts."""
    held = holdings.held(request.user)
    return TemplateResponse(
        request, "archive/browse.html", {"held": held, "timeline": _timeline(held.years, _year_page)}
    )


@require_safe
def year(request: HttpRequest, year: int) -> HttpResponse:
    """One year: its months, and its articles in order of time."""
    first, last = _span(year)
    found = _known(request).between(first, last)
    counts = holdings.by_month(found)
    total = found.count()
    months = [(number, calendars.month_name(number), counts.get(number, 0)) for number in range(1, 13)]
    context = {
        "year": str(year),
        "months": months,
        "highest": max(counts.values(), default=0),
        "only_year": total - sum(counts.values()),
        **_around(request, first, last, "year"),
        **_listing(request, found.oldest_first(), total),
    }
    return TemplateResponse(request, "archive/year.html", context)


@require_safe
def month(request: HttpRequest, year: int, month: int) -> HttpResponse:
    """One month: its days as a calendar, and its articles in order of time."""
    first, last = _span(year, month)
    found = _known(request).between(first, last).filter(date_precision__in=holdings.MONTH_KNOWN)
    counts = holdings.by_day(found)
    total = found.count()
    weeks = [[(date, counts.get(date.day, 0) if date else 0) for date in week] for week in calendars.weeks(year, month)]
    context = {
        "first": first,
        "year": str(year),
        "weeks": weeks,
        "week_heads": calendars.week_heads(),
        "only_month": total - sum(counts.values()),
        **_around(request, first, last, "month"),
        **_listing(request, found.oldest_first(), total),
    }
    return TemplateResponse(request, "archive/month.html", context)


@require_safe
def day(request: HttpRequest, year: int, month: int, day: int) -> HttpResponse:
    """One day and its articles; those known only by their month or year are not pushed onto its first day."""
    date, _ = _span(year, month, day)
    found = _known(request).between(date, date).filter(date_precision__in=holdings.DAY_KNOWN)
    context = {
        "date": date,
        "year": str(year),
        **_around(request, date, date, "day"),
        **_listing(request, found.oldest_first(), found.count()),
    }
    return TemplateResponse(request, "archive/day.html", context)


@require_safe
def undated(request: HttpRequest) -> HttpResponse:
    """What has no date, in the order in which it came."""
    found = _known(request).undated()
    listing = _listing(request, found.order_by("pk"), found.count())
    return TemplateResponse(request, "archive/undated.html", listing)


@require_safe
def sources(request: HttpRequest) -> HttpResponse:
    """All sources of which something may be known."""
    return TemplateResponse(request, "archive/sources.html", {"held": holdings.held(request.user)})


@require_safe
def source(request: HttpRequest, slug: str) -> HttpResponse:
    """One source: what it is, its run year by year, and its articles, newest first."""
    outlet = get_object_or_404(Source, slug=slug)
    found = _known(request).from_source(outlet)
    counts = holdings.by_year(found)
    total = sum(counts.values())
    context = {
        "source": outlet,
        "undated": counts.get(None, 0),
        "timeline": _timeline(
            {year: count for year, count in counts.items() if year is not None},
            lambda first, last: f"{reverse('search:results')}?source={outlet.slug}&year={first.year}",
        ),
        **_listing(request, found.newest_first(), total),
    }
    return TemplateResponse(request, "archive/source.html", context)


def _known(request: HttpRequest) -> ArticleQuerySet:
    return Article.objects.visible_to(request.user)


def _listing(request: HttpRequest, articles: ArticleQuerySet, total: int) -> dict[str, object]:
    """One page of a list of articles, for the template."""
    page = paging.page(request.GET.get("page"), total=total, size=LISTED)
    return {
        "page": page,
        "total": total,
        "articles": articles.listed()[page.start : page.stop] if total else [],
        "reader": readers.reader_of(request),
    }


def _span(year: int, month: int | None = None, day: int | None = None) -> tuple[datetime.date, datetime.date]:
    """The first and the last day of a year, a month or a day; no page for a day that never was, such as 31 February."""
    try:
        first = datetime.date(year, 1 if month is None else month, 1 if day is None else day)
    except ValueError as impossible:
        raise Http404 from impossible
    return first, first if day else calendars.last_of_month(year, month or 12)


def _around(request: HttpRequest, first: datetime.date, last: datetime.date, precision: str) -> dict[str, object]:
    """Label and address of the nearest years, months or days before and after that hold something."""
    known = _known(request).filter(FINE_ENOUGH[precision]).values_list("published_on", flat=True)
    earlier = known.filter(published_on__lt=first).order_by("-published_on").first()
    later = known.filter(published_on__gt=last).order_by("published_on").first()
    return {"earlier": _neighbour(earlier, precision), "later": _neighbour(later, precision)}


def _neighbour(date: datetime.date | None, precision: str) -> tuple[str, str] | None:
    if date is None:
        return None
    parts = {"year": [date.year], "month": [date.year, date.month], "day": [date.year, date.month, date.day]}
    return calendars.printed(date, precision), reverse(f"archive:{precision}", args=parts[precision])


def _timeline(years: dict[int, int], href: charts.Link) -> charts.Timeline:
    counts = {datetime.date(year, 1, 1): count for year, count in years.items()}
    return charts.timeline(counts, unit="year", rtl=get_language_bidi(), href=href)


def _year_page(first: datetime.date, last: datetime.date) -> str:
    return reverse("archive:year", args=[first.year])
