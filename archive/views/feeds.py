"""Atom feeds of what came into the archive last: of all of it, of a source, of a term.

A feed is for everybody, whoever asks: it names what everybody may know of and shows what everybody may see.
"""

import datetime
import re
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.contrib.auth.models import AnonymousUser
from django.contrib.syndication.views import Feed
from django.http import Http404, HttpRequest
from django.urls import reverse
from django.utils import translation
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext

from archive import access, calendars, holdings, shelves
from archive.access import Showing
from archive.models import Article
from archive.shelves import Shelf

ENTRIES = 40
UNFIT = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")  # what XML 1.0 cannot hold


class Arrivals(Feed):
    """The articles that came in last."""

    feed_type = Atom1Feed

    def get_object(self, request: HttpRequest, shelf: Shelf | None = None, key: str | int = "") -> Any:
        self.root = request.build_absolute_uri("/")[:-1]
        if shelf is None:
            return None
        thing = shelf.find(key)
        if thing is None or not (shelf is shelves.SOURCES or holdings.years(None, thing).total):
            raise Http404
        return thing

    def title(self, thing) -> str:
        archive = gettext("Fihrist")
        return _fit(f"{archive}: {thing.name}") if thing else archive

    def subtitle(self, thing) -> str:
        return gettext("What came into the archive last")

    def link(self, thing) -> str:
        return shelves.address_of(thing) if thing else reverse("archive:home")

    def feed_guid(self, thing) -> str:
        """The same in both languages, and for good: the address of the page in the first language."""
        with translation.override("ar"):
            return self.root + self.link(thing)

    def items(self, thing) -> list[Article]:
        articles = Article.objects.published()
        if thing is not None:
            [shelf] = [shelf for shelf in shelves.ALL if isinstance(thing, shelf.model)]
            articles = shelf.articles(thing, articles)
        return list(articles.listed().order_by("-pk")[:ENTRIES])

    def item_title(self, article: Article) -> str:
        return _fit(article.title) or gettext("Untitled")

    def item_description(self, article: Any) -> str:
        """Source and date, and the first words where everybody may read them."""
        date = calendars.printed(article.published_on, article.date_precision, article.date_calendar)
        facts = f"{article.source.name} · {date}"
        shown = access.showing(article.effective_access, user=AnonymousUser()) >= Showing.EXCERPTS
        return _fit(f"{facts} · {article.opening}…" if shown and article.opening else facts)

    def item_guid(self, article: Article) -> str:
        with translation.override("ar"):
            return self.root + article.get_absolute_url()

    def item_pubdate(self, article: Article) -> datetime.datetime | None:
        """When the source printed it, in its own zone; nothing where not even the day is known."""
        if article.date_precision not in holdings.DAY_KNOWN or article.published_on is None:
            return None
        return datetime.datetime.combine(
            article.published_on, article.published_time or datetime.time(), tzinfo=_zone(article.source.time_zone)
        )

    def item_updateddate(self, article: Article) -> datetime.datetime:
        return article.changed_at

    def item_author_name(self, article: Article) -> str:
        return _fit(article.source.name)


def _fit(text: str) -> str:
    return UNFIT.sub("", text)


def _zone(name: str) -> datetime.tzinfo:
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError):
        return datetime.UTC
