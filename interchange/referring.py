"""Referring: an article of the archive as a `Reference`, for citations, records and metadata alike."""

import datetime
from collections.abc import Iterable

from django.utils.translation import override
from hijridate import Gregorian, Hijri

from archive import calendars
from archive.models import Article, ArticleAuthor, Topic
from interchange.datatypes import Name, Reference, Span
from interchange.lines import one_line

CLOSED = (Article.Status.WITHHELD, Article.Status.WITHDRAWN)


def refer(
    article: Article,
    *,
    root: str,
    authors: Iterable[ArticleAuthor] | None = None,
    topics: Iterable[Topic] | None = None,
) -> Reference:
    """`article`, whose source is loaded, as others refer to it; `root` is the archive's address without a last slash.

    `authors` and `topics` save a question to the database where the caller has them already.
    """
    signed = signers(article.articleauthor_set.select_related("author") if authors is None else authors)
    about = article.topics.all() if topics is None else topics
    source = article.source
    return Reference(
        identifier=article.identifier,
        address=root + path_of(article),
        title=one_line(article.title),
        supplied=article.title_supplied,
        authors=tuple(Name(one_line(row.author.name_ar), one_line(row.author.name_latin)) for row in signed),
        source=Name(one_line(source.name_ar), one_line(source.name_latin)),
        kind=source.kind,
        date=span_of(article),
        language=article.language,
        version=article.text_version,
        section=one_line(article.section),
        page=one_line(article.page),
        issue=one_line(article.issue),
        issn=source.issn,
        city=one_line(source.city),
        topics=tuple(one_line(topic.name_ar) for topic in about),
        state=article.status if article.status in CLOSED else "",
    )


def signers(people: Iterable[ArticleAuthor]) -> list[ArticleAuthor]:
    """Whom a citation names: who wrote it, else who reported it, else the agency; never who edited or translated it."""
    people = list(people)
    roles = (ArticleAuthor.Role.AUTHOR, ArticleAuthor.Role.REPORTING, ArticleAuthor.Role.AGENCY)
    return next(filter(None, ([one for one in people if one.role == role] for role in roles)), [])


def path_of(article: Article) -> str:
    """The permanent path: the Arabic page, whatever language it is asked for in."""
    with override("ar"):
        return article.get_absolute_url()


def span_of(article: Article) -> Span | None:
    """The days that the printed date may mean; None for an undated article."""
    first, precision = article.published_on, article.date_precision
    if first is None:
        return None
    hijri = article.date_calendar == Article.Calendar.HIJRI and calendars.hijri(first) is not None
    if precision == Article.Precision.MONTH:
        last = _end_of_hijri(first, whole_year=False) if hijri else calendars.last_of_month(first.year, first.month)
    elif precision == Article.Precision.YEAR:
        last = _end_of_hijri(first, whole_year=True) if hijri else datetime.date(first.year, 12, 31)
    else:
        return Span(first, first)
    return Span(first, last, precision, hijri)


def _end_of_hijri(first: datetime.date, *, whole_year: bool) -> datetime.date:
    """The last day of the Umm al-Qura month or year that holds `first`."""
    day = Gregorian(first.year, first.month, first.day).to_hijri()
    month = 12 if whole_year else day.month
    end = Hijri(day.year, month, Hijri(day.year, month, 1).month_length()).to_gregorian()
    return datetime.date(end.year, end.month, end.day)
