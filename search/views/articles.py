"""The page of an article."""

from django.db.models import Exists, OuterRef
from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from archive import identifiers, provenance, readers
from archive.access import Showing
from archive.models import Article
from search import highlighting, parsing, reading
from search.datatypes import Query

EXCERPTS = 3
REPRINTS = 10
ORIGINALS = 20


@require_safe
def article(request: HttpRequest, identifier: str) -> HttpResponse:
    """One article to read, with the words of `?q=` marked; `?text=received` shows its bytes as they came."""
    if not identifiers.is_valid(identifier):
        return _mistyped(request, identifier)
    reader = readers.reader_of(request)
    known = Article.objects.visible_to(request.user).filter(pk=OuterRef("pk"))
    everything = Article.objects.select_related("source", "merged_into").annotate(
        is_known=Exists(known), is_open=Exists(Article.objects.published().filter(pk=OuterRef("pk")))
    )
    article = everything.filter(identifier=identifier).first()
    if article is None:
        raise Http404
    if article.merged_into:
        return _moved(request, article)
    if article.status == Article.Status.WITHDRAWN and (article.was_published() or article.is_known):
        return TemplateResponse(request, "search/gone.html", {"article": article, "reader": reader}, status=410)
    if not article.is_known:
        raise Http404
    query = parsing.parse(request.GET.get("q", ""))
    showing = reader.is_shown(article)
    originals = list(article.originals.order_by("-pk")[: ORIGINALS + 1])  # the latest brought the present text
    context = {
        "article": article,
        "reader": reader,
        "showing": showing.name,
        "is_open": article.is_open,
        "query": query,
        "typed": query.text.replace("\x00", "")[: parsing.MAX_CHARACTERS],
        "authors": article.articleauthor_set.select_related("author"),
        "topics": article.topics.all(),
        "places": article.articleplace_set.select_related("place"),
        "originals": originals[:ORIGINALS],
        "more_originals": len(originals) > ORIGINALS,
        "reprints": article.reprints().visible_to(request.user).listed()[:REPRINTS],
        **_neighbours(article, request),
        **_text(article, query, showing),
    }
    if showing == Showing.TEXT and request.GET.get("text") == "received":
        context["received"] = provenance.received(originals)
    return TemplateResponse(request, "search/article.html", context)


def _text(article: Article, query: Query, showing: Showing) -> dict[str, object]:
    """As much of the text as the reader may see, with the query's words marked."""
    text = reading.text_of(article.lead, article.body)
    subtitle = article.subtitle if showing >= Showing.EXCERPTS else ""
    return {
        "reading": reading.read(article.title, subtitle, text if showing == Showing.TEXT else "", query),
        "excerpts": highlighting.excerpts(text, query, limit=EXCERPTS) if showing == Showing.EXCERPTS else [],
        "words": len(text.split()),
    }


def _neighbours(article: Article, request: HttpRequest) -> dict[str, Article | None]:
    """The articles of the same source just before and after, by date."""
    if article.published_on is None:
        return {}
    shelf = Article.objects.visible_to(request.user).from_source(article.source).listed()
    date, pk = article.published_on, article.pk
    earlier = shelf.filter(published_on__lte=date).exclude(published_on=date, pk__gte=pk)
    later = shelf.filter(published_on__gte=date).exclude(published_on=date, pk__lte=pk)
    return {
        "earlier": earlier.order_by("-published_on", "-pk").first(),
        "later": later.order_by("published_on", "pk").first(),
    }


def _moved(request: HttpRequest, article: Article) -> HttpResponse:
    """To the article that this one was merged into; chains are one step long, but a short walk is cheap."""
    seen = {article.pk}
    while article.merged_into and article.merged_into.pk not in seen:
        article = article.merged_into
        seen.add(article.pk)
    query = request.GET.urlencode()
    return HttpResponsePermanentRedirect(article.get_absolute_url() + (f"?{query}" if query else ""))


def _mistyped(request: HttpRequest, identifier: str) -> HttpResponse:
    """Not an unknown article: no article can have such an identifier. One typed in capitals is understood."""
    if identifiers.is_valid(small := identifier.lower()):
        return HttpResponsePermanentRedirect(Article(identifier=small).get_absolute_url())
    shown = identifier.replace("\x00", "")[:40]
    return TemplateResponse(request, "404.html", {"mistyped": shown}, status=404)
