"""The page of results: parse, narrow, find, page, highlight, show."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from archive import paging, readers
from archive.access import Showing
from archive.models import Article
from archive.readers import Reader
from search import broadening, counting, highlighting, narrowing, parsing, ranking, reading
from search.datatypes import Excerpt, Found, Part, Query
from search.filters import IndexFilter
from search.models import IndexEntry

PER_PAGE = 10
EXCERPTS = 3


@dataclass(frozen=True)
class Hit:
    """One article of a results page, as much of it as the reader may see."""

    article: Article
    title: list[Part]
    excerpts: list[Excerpt]
    words: int
    showing: Showing


@require_safe
def results(request: HttpRequest) -> HttpResponse:
    """What a search finds, narrowed, counted and in order; without words or filters, the search box alone."""
    query = parsing.parse(request.GET.get("q", ""))
    narrowed = IndexFilter(request.GET, IndexEntry.objects.visible_to(request.user))
    state = narrowing.state_of(request.GET, narrowed)
    context = {"query": query, "state": state, "typed": state.get("q", ""), "kept": _kept(state)}
    if not query and (query.text.strip() or not narrowed.chosen):
        return TemplateResponse(request, "search/results.html", context)
    reader = readers.reader_of(request)
    found, page = _find(query, narrowed, request)
    facets = counting.facets(query, narrowed, narrowing.facets_to_count(narrowed))
    context |= {
        "found": found,
        "page": page,
        "sort": narrowing.sort_of(query, state),
        "hits": _hits(found, query, reader),
        "reader": reader,
        "facets": facets,
        "chips": narrowing.chips(state, narrowed, facets),
        "unnarrowed": narrowing.unnarrowed(state),
        "offers": [] if found.total or found.notes else broadening.offers(query, narrowed, state),
    }
    return TemplateResponse(request, "search/results.html", context)


def _find(query: Query, narrowed: IndexFilter, request: HttpRequest) -> tuple[Found, paging.Page]:
    """The page that was asked for; of one beyond the end, the last."""
    asked, order = request.GET.get("page"), request.GET.get("sort", "")
    page = paging.page(asked, total=paging.LAST * PER_PAGE, size=PER_PAGE)
    found = ranking.rank(query, narrowed.without(), order=order, offset=page.start, limit=PER_PAGE)
    actual = paging.page(asked, total=found.total, size=PER_PAGE)
    if actual.number != page.number and found.total:
        found = ranking.rank(query, narrowed.without(), order=order, offset=actual.start, limit=PER_PAGE)
    return found, actual


def _hits(found: Found, query: Query, reader: Reader) -> list[Hit]:
    """The found articles in their order; seen once more through `visible_to`, should the index be behind."""
    known = Article.objects.visible_to(reader.user).select_related("source").in_bulk(found.ids)
    return [_hit(known[pk], query, reader) for pk in found.ids if pk in known]


def _hit(article: Article, query: Query, reader: Reader) -> Hit:
    text = reading.text_of(article.lead, article.body)
    showing = reader.is_shown(article)
    return Hit(
        article=article,
        title=highlighting.highlight(article.title, query),
        excerpts=highlighting.excerpts(text, query, limit=EXCERPTS) if showing >= Showing.EXCERPTS else [],
        words=len(text.split()),
        showing=showing,
    )


def _kept(state) -> list[tuple[str, str]]:
    """What the search box carries along beside the words."""
    return [(name, value) for name, values in state.lists() if name != "q" for value in values]
