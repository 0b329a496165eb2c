"""What is held of each source, month by month: a table whose inks say how much, and in which a gap is seen at once."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.contrib.admin import AdminSite
from django.core.exceptions import PermissionDenied
from django.db.models import F
from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from archive import calendars, holdings, paging
from archive.models import Source

SOURCES = 30  # of a page
FIRST_SOURCES = 10  # on the front desk
YEARS = 3  # of a page: their months stand beside each other on a desk's screen
INKS = 4


@dataclass(frozen=True)
class Cell:
    """A month of a source. `ink` is 1 to 4, by the share of its fullest month in sight; a gap has none."""

    name: str
    count: int
    ink: int
    is_gap: bool  # nothing, between the first and the last month of which something is held
    begins_year: bool
    address: str


@dataclass(frozen=True)
class Row:
    source: Source
    cells: list[Cell]
    total: int
    gaps: int
    elsewhere: int  # articles of no known month, whatever their year
    address: str


@dataclass(frozen=True)
class Coverage:
    """Rows of sources over the months of some years, and the years that a page before or after would end with."""

    years: list[int]
    months: list[datetime.date]
    rows: list[Row]
    earlier: int | None
    later: int | None


def answer(site: AdminSite, request: HttpRequest) -> HttpResponse:
    """The page of all sources: `?page=` of them, `?until=` the last year in sight."""
    if not request.user.has_perm("archive.view_article"):
        raise PermissionDenied
    page = paging.page(request.GET.get("page"), total=Source.objects.count(), size=SOURCES)
    sources = list(Source.objects.all()[page.start : page.stop])
    context = {
        **site.each_context(request),
        "title": _("Coverage by source and month"),
        "coverage": survey(request.user, sources, until=_year(request.GET.get("until", ""))),
        "page": page,
    }
    return TemplateResponse(request, "admin/coverage.html", context)


def of_the_largest(user: Any) -> Coverage:
    """The sources of which most is held, in the latest years."""
    held = Source.objects.annotate(known=holdings.known_to(user, "tallies__")).filter(known__gt=0)
    return survey(user, list(held.order_by(F("known").desc(), "pk")[:FIRST_SOURCES]))


def survey(user: Any, sources: Sequence[Source], until: int | None = None) -> Coverage:
    """The table of these sources for the years that end with `until`, else with the latest that holds anything."""
    tomorrow = timezone.localdate() + datetime.timedelta(1)
    if until is None:
        latest, _later = holdings.around(user, tomorrow, tomorrow, "month")
        until = (latest or tomorrow).year
    years = list(range(max(1, until - YEARS + 1), until + 1))
    first, last = datetime.date(years[0], 1, 1), datetime.date(until, 12, 31)
    earlier, later = holdings.around(user, first, last, "month")
    months = [datetime.date(year, number, 1) for year in years for number in range(1, 13)]
    counts, runs = holdings.months(user, sources, first, last), holdings.runs(user, sources)
    return Coverage(
        years=years,
        months=months,
        rows=[_row(source, months, counts, runs.get(source.pk, holdings.Run())) for source in sources],
        earlier=earlier.year if earlier else None,
        later=min(later.year + YEARS - 1, datetime.MAXYEAR) if later else None,
    )


def _row(source: Source, months: list[datetime.date], counts: dict[tuple, int], run: holdings.Run) -> Row:
    numbers = [counts.get((source.pk, month), 0) for month in months]
    most = max(numbers)
    cells = [_cell(source, month, count, most, run) for month, count in zip(months, numbers, strict=True)]
    return Row(
        source, cells, sum(numbers), sum(cell.is_gap for cell in cells), run.elsewhere, _articles(source_id=source.pk)
    )


def _cell(source: Source, month: datetime.date, count: int, most: int, run: holdings.Run) -> Cell:
    within = run.first is not None and run.last is not None and run.first < month < run.last
    return Cell(
        name=calendars.month(month.year, month.month),
        count=count,
        ink=-(-count * INKS // most) if count else 0,
        is_gap=within and not count,
        begins_year=month.month == 1,
        address=_articles(source_id=source.pk, month=month) if count else "",
    )


def _articles(*, source_id: int, month: datetime.date | None = None) -> str:
    narrowed: dict[str, Any] = {"source__id__exact": source_id}
    if month:
        narrowed |= {"published_on__year": month.year, "published_on__month": month.month}
        narrowed["date_precision__in"] = "month,day,time"
    return f"{reverse('admin:archive_article_changelist')}?{urlencode(narrowed)}"


def _year(typed: str) -> int | None:
    """Whatever somebody writes into an address is a year or none."""
    if not (typed.isascii() and typed.isdecimal() and len(typed) <= 4):
        return None
    return max(int(typed), 1)
