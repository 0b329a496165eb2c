"""Dates, counts and headings of articles as the pages print them."""

import datetime
from functools import lru_cache

from babel import Locale
from django import template
from django.utils.formats import number_format
from django.utils.html import format_html
from django.utils.translation import get_language, get_language_bidi, gettext, ngettext

from archive import calendars
from archive.access import Showing
from archive.estimates import Estimate, is_exact
from archive.models import Article
from archive.readers import Reader

DAY = '<time class="when" datetime="{}"><b>{}</b><span>{}</span><span>{}</span><span>{}</span></time>'

register = template.Library()

register.filter("weekday", calendars.weekday)
register.filter("day", calendars.day)
register.filter("hijri", calendars.hijri_day)
register.filter("hijri_span", calendars.hijri_span)
register.filter("month_name", calendars.month_name)


@register.filter
def month(date: datetime.date) -> str:
    """آذار/مارس 2019."""
    return calendars.month(date.year, date.month)


@register.filter
def printed(article: Article) -> str:
    """The article's date in words, no finer than it was printed."""
    return calendars.printed(article.published_on, article.date_precision, article.date_calendar)


@register.filter
def when(article: Article) -> str:
    """The article's date as it stands beside it in a list: the day above the month and the year, or in words."""
    date = article.published_on
    if date is None:
        return format_html('<p class="when"><span>{}</span></p>', gettext("Undated"))
    if article.date_precision not in (Article.Precision.DAY, Article.Precision.TIME):
        return format_html('<time class="when" datetime="{}"><span>{}</span></time>', iso(article), printed(article))
    named = (date.day, calendars.month_name(date.month), date.year, calendars.weekday(date))
    return format_html(DAY, iso(article), *named)


@register.filter
def iso(article: Article) -> str:
    """The article's date for a `datetime` attribute."""
    return calendars.iso(article.published_on, article.date_precision)


@register.filter
def articles(count: int) -> str:
    """3 articles, in words that agree with the number; about 310,000 articles, where it is an estimate."""
    return count.in_articles if isinstance(count, Estimate) else _articles(count, get_language())


@register.filter
def words(count: int) -> str:
    return ngettext("%(count)s word", "%(count)s words", count) % {"count": grouped(count)}


@register.filter
def grouped(count: int) -> str:
    """12,345; about 310,000 for an estimate."""
    return count.printed if isinstance(count, Estimate) else _grouped(count, get_language())


# A page prints hundreds of numbers, and the same small ones again and again.
@lru_cache(maxsize=2**12)
def _articles(count: int, language: str | None) -> str:
    return ngettext("%(count)s article", "%(count)s articles", count) % {"count": _grouped(count, language)}


@lru_cache(maxsize=2**12)
def _grouped(count: int, language: str | None) -> str:
    return number_format(count, use_l10n=True, force_grouping=True)


register.filter("exact", is_exact)


@register.filter
def hijri_number(date: datetime.date) -> str:
    """The day of the Hijri month; on its first day with the name of the month."""
    found = calendars.hijri(date)
    if found is None:
        return ""
    return f"{found.day} {found.month_name}" if found.day == 1 else f"{found.day}"


@register.filter
def held_days(strip: list[bool]) -> str:
    """Of how many days of a month something is held."""
    held, days = sum(strip), len(strip)
    return ngettext("%(held)s of %(days)s days", "%(held)s of %(days)s days", held) % {"held": held, "days": days}


@register.filter
def held_places(strip: list[bool]) -> list[str]:
    """Where the days that hold something stand in a row of days, which runs as the reader reads."""
    days = [len(strip) - 1 - place if get_language_bidi() else place for place, held in enumerate(strip) if held]
    return [f"{day}.15" for day in days]


@register.filter
def country(code: str) -> str:
    """The name of a country in the reader's language; the code itself where nobody knows it."""
    return Locale(get_language() or "ar").territories.get(code.upper(), code)


@register.filter
def shows_opening(reader: Reader, article: Article) -> bool:
    """Whether the first words of `article` may stand for a title that it lacks."""
    return reader.is_shown(article) >= Showing.EXCERPTS


@register.inclusion_tag("archive/_pages.html", takes_context=True)
def pages(context: template.Context, page, anchor: str = "", state=None) -> dict[str, object]:
    """The links to the other pages of a list; they keep the rest of the address, or the `state` that is given."""
    state = context["request"].GET if state is None else state
    return {"state": state, "page": page, "anchor": anchor}
