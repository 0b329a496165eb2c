"""Opening an article: which one an address means, whether this reader may know of it, and what is said if not."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache, wraps
from typing import Any

from django.db.models import CharField, DateField, Exists, OuterRef
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from archive import discarding, identifiers, readers
from archive.access import Showing
from archive.models import Article
from archive.querysets import ArticleQuerySet
from archive.readers import Reader
from search.finding.asking import TooCostly, asking
from search.showing.preparing import Day, Given, Prepared


@dataclass(frozen=True)
class Opened:
    """An article that the reader may know of, and how much of it may be shown."""

    article: Article
    reader: Reader
    showing: Showing
    is_open: bool  # to everybody: published, not under embargo


def plainly(user, today: Day) -> ArticleQuerySet:
    """Articles as they are."""
    return Article.objects.all()


Wanted = Callable[[Any, Day], ArticleQuerySet]


def opening(wanted: Wanted = plainly, otherwise: Wanted | None = None, *, posting: bool = False):
    """For the views of one article: `view(request, opened)` is called where there is one to be shown.

    A merged article leads to the other, at the same kind of page; a withdrawn one leaves its tombstone (410); what the
    reader may not know of is not there (404). `wanted` gives, for a user and a day, articles with what the view needs
    of them; `otherwise` gives less, where the database gives that up. Only a view that is `posting` is sent anything.
    """

    def decorate(view: Callable[[HttpRequest, Opened], HttpResponse]) -> Callable[..., HttpResponse]:
        @(require_http_methods(["GET", "HEAD", "POST"]) if posting else require_safe)
        @wraps(view)
        def opened_view(request: HttpRequest, identifier: str) -> HttpResponse:
            try:
                with asking(for_words=False):
                    found = _open(request, identifier, wanted)
            except TooCostly:
                if otherwise is None:
                    raise
                found = _open(request, identifier, otherwise)
            return view(request, found) if isinstance(found, Opened) else found

        return opened_view

    return decorate


def _open(request: HttpRequest, identifier: str, wanted: Wanted) -> Opened | HttpResponse:
    if not identifiers.is_valid(identifier):
        return _mistyped(request, identifier)
    reader = readers.reader_of(request)
    statement = _statement(wanted, request.user) if reader.is_curator else _statement_for_everybody(wanted)
    article = next(iter(statement.ask(identifier=identifier, today=timezone.localdate())), None)
    if article is None:
        return _discarded(request, identifier)
    if article.merged_into:
        return _moved(request, article)
    if article.status == Article.Status.WITHDRAWN and (article.was_published() or article.is_known):
        context = {"article": article, "authors": None, "reader": reader}
        return TemplateResponse(request, "search/gone.html", context, status=410)
    if not article.is_known:
        raise Http404
    return Opened(article, reader, reader.is_shown(article), article.is_open)


@lru_cache(maxsize=8)  # views want few kinds
def _statement_for_everybody(wanted: Wanted) -> Prepared:
    """For who is no curator; nothing of a reader is in it."""
    return _statement(wanted, None)


def _statement(wanted: Wanted, user) -> Prepared:
    """The article of an `identifier`, with what is `wanted`, and whether `user` may know of it `today`."""
    identifier, today = Given("identifier", CharField()), Given("today", DateField())
    this = Article.objects.filter(pk=OuterRef("pk"))
    articles = wanted(user, today).select_related("source", "merged_into").filter(identifier=identifier)
    return Prepared(
        articles.annotate(is_known=Exists(this.visible_to(user, today)), is_open=Exists(this.published(today)))
    )


def _discarded(request: HttpRequest, identifier: str) -> HttpResponse:
    """What was published and lies in the trash, or did, leaves its citation; of anything else there is nothing."""
    article = discarding.tombstone(identifier)
    if article is None:
        raise Http404
    context = {"article": article, "authors": discarding.signatures(identifier)}
    return TemplateResponse(request, "search/gone.html", context, status=410)


def _moved(request: HttpRequest, article: Article) -> HttpResponse:
    """To the article that this one was merged into; chains are one step long, but a short walk is cheap."""
    seen = {article.pk}
    while article.merged_into and article.merged_into.pk not in seen:
        article = article.merged_into
        seen.add(article.pk)
    query = request.GET.urlencode()
    return HttpResponsePermanentRedirect(_address(request, article.identifier) + (f"?{query}" if query else ""))


def _mistyped(request: HttpRequest, identifier: str) -> HttpResponse:
    """Not an unknown article: no article can have such an identifier. One typed in capitals is understood."""
    if identifiers.is_valid(small := identifier.lower()):
        return HttpResponsePermanentRedirect(_address(request, small))
    shown = identifier.replace("\x00", "")[:40]
    return TemplateResponse(request, "404.html", {"mistyped": shown}, status=404)


def _address(request: HttpRequest, identifier: str) -> str:
    """The same kind of page of another article."""
    match = request.resolver_match
    return reverse(match.view_name if match else "search:article", args=[identifier])
