"""On this day: what was printed on one day of the year, year by year."""

import datetime
from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from archive import calendars, holdings, readers
from archive.models import Article

LEAP_YEAR = 2000  # it has every day of the year
YEARS = 60
OF_EACH_YEAR = 3


@dataclass(frozen=True)
class Anniversary:
    """One day of a former year, with some of its `count` articles."""

    date: datetime.date
    count: int
    articles: list[Article]


@require_safe
def day_of_the_year(request: HttpRequest, month: int | None = None, day: int | None = None) -> HttpResponse:
    """A day of the year in all former years; today without an address of its own, or the day that a form asks for."""
    if "day" in request.GET:
        return HttpResponseRedirect(_asked(request.GET.get("month", ""), request.GET["day"]))
    today = timezone.localdate()
    month, day = (today.month, today.day) if month is None or day is None else (month, day)
    try:
        date = datetime.date(LEAP_YEAR, month, day)
    except ValueError as impossible:
        raise Http404 from impossible
    found = on_this_day(request.user, date, years=YEARS, each=OF_EACH_YEAR)
    context = {
        "date": date,
        "is_today": (date.month, date.day) == (today.month, today.day),
        "found": found,
        "total": sum(one.count for one in found),
        "reader": readers.reader_of(request),
        "earlier": _neighbour(date, -1),
        "later": _neighbour(date, 1),
        "months": [(f"{number:02}", calendars.month_name(number)) for number in range(1, 13)],
        "days": [f"{number:02}" for number in range(1, 32)],
    }
    return TemplateResponse(request, "archive/on_this_day.html", context)


def on_this_day(user, date: datetime.date, *, years: int, each: int = 1) -> list[Anniversary]:
    """That day in the latest `years` of which something is held, the latest first, `each` with its first articles.

    Three statements however much is held: which years, which articles, the articles.
    """
    counts = dict(list(holdings.same_days(user, date.month, date.day).items())[:years])
    days = {year: datetime.date(year, date.month, date.day) for year in counts}
    if not days:
        return []
    known = Article.objects.visible_to(user).filter(date_precision__in=holdings.DAY_KNOWN)
    firsts = [known.filter(published_on=day).order_by("-pk").values_list("pk")[:each] for day in days.values()]
    chosen = [pk for (pk,) in firsts[0].union(*firsts[1:], all=True)]
    of_day: dict[datetime.date, list[Article]] = {}
    for article in Article.objects.filter(pk__in=chosen).listed().order_by("pk"):
        of_day.setdefault(article.published_on, []).append(article)
    return [Anniversary(day, counts[year], of_day.get(day, [])) for year, day in days.items()]


def _asked(month: str, day: str) -> str:
    """The address of the day that the form asks for; of today for one that never is, such as 31 February."""
    try:
        date = datetime.date(LEAP_YEAR, int(month[:2]), int(day[:2]))
    except ValueError:
        return reverse("archive:on-this-day")
    return reverse("archive:day-of-the-year", args=[date.month, date.day])


def _neighbour(date: datetime.date, step: int) -> tuple[str, str]:
    """Label and address of the day before or after; the last day of the year leads to its first."""
    other = (date + datetime.timedelta(days=step)).replace(year=LEAP_YEAR)
    return f"{other.day} {calendars.month_name(other.month)}", reverse(
        "archive:day-of-the-year", args=[other.month, other.day]
    )
