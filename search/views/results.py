"""The page of results: parse, narrow, count, page, find, highlight, show."""

from dataclasses import dataclass, replace

from django.http import HttpRequest, HttpResponse, QueryDict
from django.template.response import TemplateResponse
from django.utils.translation import get_language_bidi
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from archive import charts, paging, readers
from archive.readers import Reader
from search.datatypes import Found, Query
from search.finding import facts, layering, ranking
from search.finding.asking import TooCostly, asking
from search.finding.remembering import remembering
from search.query import widening
from search.results import broadening, estimating, narrowing, presenting, searching, stories, suggesting, understanding
from search.results.counts import Counts
from search.results.filters import BOUNDS, NOT
from search.results.searching import Search
from search.words import attaching, expanding
from search.words.attaching import Attached
from search.words.expanding import Expansion

PER_PAGE = 10


@dataclass(frozen=True)
class Brought:
    """What one page of a search brings from the database."""

    counts: Counts
    found: Found
    page: paging.Page
    expansions: list[Expansion]
    attached: list[Attached]


@require_safe
@remembering()
def results(request: HttpRequest) -> HttpResponse:
    """What a search finds, narrowed, counted and in order; without words or filters, the search box alone."""
    search = searching.search_of(request.GET, request.user)
    state = search.state
    context = {
        "query": search.query,
        "state": state,
        "typed": search.typed,
        "kept": kept(state, "q", "form", f"{NOT}form"),
    }
    if not search:
        return TemplateResponse(request, "search/results.html", context)
    context |= {"chips": narrowing.chips(state, search.narrowed, {}), "unnarrowed": narrowing.unnarrowed(state)}
    try:
        with asking(for_words=bool(search.query)):
            brought = _bring(search, request)
            context |= _shown(search, brought, readers.reader_of(request))
            context["unknown"] = facts.unknown(search.query)
    except TooCostly:
        return TemplateResponse(request, "search/results.html", context | {"too_costly": True})
    return TemplateResponse(request, "search/results.html", context | _time(search, brought.counts, request))


def _bring(search: Search, request: HttpRequest) -> Brought:
    """Everything that is asked of the index, each thing once."""
    query, narrowed = search.query, search.narrowed
    expansions = expanding.expand(query, request.user) if any(word.forms for word in query.words()) else []
    counts = estimating.count(
        query,
        narrowed,
        narrowing.facets_to_count(narrowed),
        understanding.forms_to_count(query, expansions),
        exactly=search.state.get("count") == narrowing.EXACT,
    )
    found, page = _page(search, int(counts.total), request.GET)
    if found.ids:  # a total that is estimated says so
        found = replace(found, total=counts.total)
    attached = attaching.attached(query, narrowed.qs)
    return Brought(counts, found, page, expansions, attached)


def _page(search: Search, total: int, params: QueryDict) -> tuple[Found, paging.Page]:
    """The page that was asked for, by its number or by where the one before ended; of one beyond the end, the last."""
    query, among, order = search.query, search.narrowed.qs, search.order
    after, asked = params.get("after", ""), params.get("page")
    # Where little was found, what has most of the words follows, and nobody has counted that yet.
    reach = total if total >= layering.FEW else paging.LAST * PER_PAGE
    start = paging.page(asked, total=reach, size=PER_PAGE).start
    found = ranking.rank(query, among, order=order, offset=start, limit=PER_PAGE, after=after, total=total)
    page = paging.page(asked, total=found.listed, size=PER_PAGE)
    if found.listed and not found.ids:
        found = ranking.rank(query, among, order=order, offset=page.start, limit=PER_PAGE, total=total)
    elif after and found.start != start:
        page = replace(page, at=found.start)
    return found, replace(page, after=found.after)


def _shown(search: Search, brought: Brought, reader: Reader) -> dict[str, object]:
    """What the page shows of a search."""
    query, state, sort = search.query, search.state, search.order
    counts, found = brought.counts, brought.found
    facets = {name: facet for name, facet in counts.facets.items() if name != "form"}
    compact = state.get("view") == narrowing.COMPACT
    hits = presenting.hits(found, query, reader, by_layer=sort == "relevance", compact=compact)
    version = state.get("stories", "")
    hits = stories.fold(hits, version) if version else hits
    return {
        "found": found,
        "estimated": not counts.exact or not all(facet.exact for facet in counts.facets.values()),
        "count_too_costly": counts.too_costly,
        "page": brought.page,
        "hits": hits,
        "kinds": presenting.kinds(hits),
        "sort": sort,
        "orders": orders(query),
        "default_order": narrowing.sort_of(query, QueryDict()),
        "compact": compact,
        "version": version,
        # Not offered where it would change nothing.
        "version_choices": stories.CHOICES if version or any(hit.joined for hit in hits) else [],
        "folded": sum(hit.folded for hit in hits),
        "reader": reader,
        "terms": understanding.terms(query, state, brought.expansions, brought.attached),
        "forms": counts.facets.get("form"),
        "kept_in_forms": kept(state, "form", f"{NOT}form"),
        "refused": state.get("aliases") == widening.REFUSED,
        "without_aliases": narrowing.replaced(state, {"aliases": [widening.REFUSED]}),
        "with_aliases": narrowing.replaced(state, {"aliases": ()}),
        "facets": facets,
        "divided": any(facet.values for facet in facets.values()),
        "kept_in_facets": kept(state, *(name for facet in facets for name in (facet, NOT + facet))),
        "chips": narrowing.chips(state, search.narrowed, counts.facets),
        "offers": [] if found.listed else broadening.offers(search),
        "suggestions": [] if found.listed else suggesting.suggestions(query, search.narrowed, state),
    }


def _time(search: Search, counts: Counts, request: HttpRequest) -> dict[str, object]:
    """The bars of what was found, with the range that was chosen, and the fields that choose one."""
    narrowed, state, span = search.narrowed, search.state, counts.span
    first, last = (narrowed.chosen.get(name) for name in BOUNDS)
    typed = {name: request.GET.get(name, "").replace("\x00", "")[:40] for name in BOUNDS}
    return {
        "span": span,
        "timeline": charts.timeline(
            span.counts,
            unit=span.unit,
            rtl=get_language_bidi(),
            href=narrowing.periods(state),
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


def kept(state: QueryDict, *dropped: str) -> list[tuple[str, str]]:
    """What a form carries along of the state, but for what its own fields say."""
    return [(name, value) for name, values in state.lists() if name not in dropped for value in values]
