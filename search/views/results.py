"""The page of results: parse, narrow, count, page, find, highlight, show."""

from dataclasses import dataclass, replace

from django.http import HttpRequest, HttpResponse, QueryDict
from django.template.response import TemplateResponse
from django.utils.translation import get_language_bidi
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from archive import charts, paging, readers
from archive.access import Showing
from archive.models import Article
from archive.readers import Reader
from search import broadening, counting, highlighting, matching, narrowing, parsing, ranking, reading
from search.asking import TooCostly, asking
from search.counting import Counts
from search.datatypes import TOO_COSTLY, Excerpt, Found, Part, Query
from search.filters import BOUNDS, NOT, IndexFilter
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
    context = {"query": query, "state": state, "typed": state.get("q", ""), "kept": kept(state, "q")}
    if not query and (query.text.strip() or not narrowed.chosen):
        return TemplateResponse(request, "search/results.html", context)
    reader = readers.reader_of(request)
    counts, found, page = _find(query, narrowed, request, narrowing.sort_of(query, state))
    context |= {
        "found": found,
        "page": page,
        "sort": narrowing.sort_of(query, state),
        "compact": state.get("view") == narrowing.COMPACT,
        "hits": _hits(found, query, reader),
        "reader": reader,
        "facets": counts.facets,
        "kept_in_facets": kept(state, *(name for facet in counts.facets for name in (facet, NOT + facet))),
        "orders": orders(query),
        "default_order": narrowing.sort_of(query, QueryDict()),
        "chips": narrowing.chips(state, narrowed, counts.facets),
        "unnarrowed": narrowing.unnarrowed(state),
        "offers": [] if found.total or found.notes else broadening.offers(query, narrowed, state),
        **_time(counts, narrowed, state, request),
    }
    return TemplateResponse(request, "search/results.html", context)


def _find(query: Query, narrowed: IndexFilter, request: HttpRequest, sort: str) -> tuple[Counts, Found, paging.Page]:
    """The counts, and the page that was asked for; of one beyond the end, the last."""
    nothing = Counts(0, {}, counting.Span()), Found(notes=(TOO_COSTLY,)), paging.page(None, total=0, size=PER_PAGE)
    try:
        with asking(for_words=bool(query)):
            counts = counting.count(matching.condition(query), narrowed, narrowing.facets_to_count(narrowed))
            page = paging.page(request.GET.get("page"), total=counts.total, size=PER_PAGE)
            found = ranking.rank(query, narrowed.qs, order=sort, offset=page.start, limit=PER_PAGE)
    except TooCostly:
        return nothing
    return (
        (nothing[0], found, page)
        if found.notes == (TOO_COSTLY,)
        else (counts, replace(found, total=counts.total), page)
    )


def _hits(found: Found, query: Query, reader: Reader) -> list[Hit]:
    """The found articles in their order; seen once more through `visible_to`, should the index be behind."""
    known = Article.objects.visible_to(reader.user).select_related("source").in_bulk(found.ids)
    return [_hit(known[pk], query, reader) for pk in found.ids if pk in known]


def _hit(article: Article, query: Query, reader: Reader) -> Hit:
    text = reading.text_of(article.lead, article.body)
    showing = reader.is_shown(article)
    return Hit(
        article=article,
        title=highlighting.highlight(article.title, query, "title"),
        excerpts=highlighting.excerpts(text, query, limit=EXCERPTS, lead=len(article.lead)) if showing >= Showing.EXCERPTS else [],
        words=len(text.split()),
        showing=showing,
    )


def _time(counts: Counts, narrowed: IndexFilter, state, request: HttpRequest) -> dict[str, object]:
    """The bars of what was found, with the range that was chosen, and the fields that choose one."""
    span = counts.span
    first, last = (narrowed.chosen.get(name) for name in BOUNDS)
    typed = {name: request.GET.get(name, "").replace("\x00", "")[:40] for name in BOUNDS}
    return {
        "span": span,
        "timeline": charts.timeline(
            span.counts,
            unit=span.unit,
            rtl=get_language_bidi(),
            href=lambda first, last: narrowing.in_period(state, first, last),
            chosen=narrowed.period,
            held=span.held,
        ),
        "undated_href": narrowing.undated(state),
        "bounds": {name: typed[name] if name in narrowed.errors else state.get(name, "") for name in BOUNDS},
        "errors": narrowed.errors,
        "backwards": bool(first and last and first > last),
        "kept_in_time": kept(state, *BOUNDS, "year", "month"),
    }


def orders(query: Query) -> list[tuple[str, str]]:
    """The orders that make sense for this query; without a word nothing is more relevant than the rest."""
    relevance = [("relevance", _("Most relevant"))] if any(query.wanted()) else []
    return [*relevance, ("newest", _("Newest")), ("oldest", _("Oldest")), ("longest", _("Longest"))]


def kept(state, *dropped: str) -> list[tuple[str, str]]:
    """What a form carries along of the state, but for what its own fields say."""
    return [(name, value) for name, values in state.lists() if name not in dropped for value in values]
