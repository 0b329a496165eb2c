"""All values of one facet of a search: found by name, in order of count or name, page by page."""

from dataclasses import replace
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from archive import paging
from archive.estimates import is_exact
from search.finding.asking import TooCostly
from search.finding.remembering import remembering
from search.results import dividing, naming, searching
from search.results.filters import NOT
from search.views.results import kept

PER_PAGE = 50
MAX_NAME = 60  # letters of the name that is looked for
ORDERS = {"count": _("Most articles first"), "name": _("By name")}


@require_safe
@remembering()
def facet(request: HttpRequest, name: str) -> HttpResponse:
    """The values of the facet `name` with their counts under the other filters, each to be wanted or left out."""
    if name not in dividing.FACETS:
        raise Http404
    search = searching.search_of(request.GET, request.user)
    state = search.state
    order = request.GET.get("by", "")
    order = order if order in ORDERS else "count"
    named = request.GET.get("named", "").replace("\x00", "").strip()[:MAX_NAME]
    page = paging.page(request.GET.get("page"), total=paging.LAST * PER_PAGE, size=PER_PAGE)
    context: dict[str, Any] = {
        "name": name,
        "title": naming.TITLES[name],
        "state": state,
        "typed": search.typed,
        "kept": kept(state, "q"),
        "kept_in_search": kept(state),
        "named": named,
        "order": order,
        "orders": ORDERS.items(),
    }
    try:
        asked: dict[str, Any] = {"named": named, "by_name": order == "name", "limit": PER_PAGE}
        values, total = dividing.divide(search.query, search.narrowed, name, offset=page.start, **asked)
        if not values and page.start:  # beyond the end
            page = paging.page(None, total=0, size=PER_PAGE)
            values, total = dividing.divide(search.query, search.narrowed, name, **asked)
    except TooCostly:
        return TemplateResponse(request, "search/facet.html", context | {"too_costly": True})
    shown = {(prefix + name, value.key) for value in values for prefix in ("", NOT)}
    context |= {
        "values": values,
        "estimated": not all(is_exact(value.count) for value in values),
        "page": replace(page, total=total),
        "kept_here": [pair for pair in kept(state) if pair not in shown],
        "here": _here(state, named, order),
    }
    return TemplateResponse(request, "search/facet.html", context)


def _here(state: QueryDict, named: str, order: str) -> QueryDict:
    """The state of the search and of this page."""
    here = state.copy()
    for key, value, usual in (("named", named, ""), ("by", order, "count")):
        if value != usual:
            here[key] = value
    return here
