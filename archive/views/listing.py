"""What the pages of browsing share: one page of a list, and the years as a chart."""

import datetime
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language_bidi

from archive import charts, holdings, paging, readers
from archive.models import Article
from archive.querysets import ArticleQuerySet

LISTED = 50


def known(request: HttpRequest) -> ArticleQuerySet:
    """The articles of which the reader may know."""
    return Article.objects.visible_to(request.user)


def listing(request: HttpRequest, articles: ArticleQuerySet, total: int) -> dict[str, Any]:
    """One page of a list of articles, for the template."""
    page = paging.page(request.GET.get("page"), total=total, size=LISTED)
    return {
        "page": page,
        "total": total,
        "articles": articles.listed()[page.start : page.stop] if total else [],
        "reader": readers.reader_of(request),
    }


def by_year(held: holdings.Years, href: charts.Link | None = None) -> charts.Timeline:
    """The years as bars that lead to the calendar, or where `href` says."""
    counts = {datetime.date(year, 1, 1): count for year, count in held.years.items()}
    return charts.timeline(counts, unit="year", rtl=get_language_bidi(), href=href or page_of_year)


def page_of_year(first: datetime.date, last: datetime.date) -> str:
    return reverse("archive:year", args=[first.year])
