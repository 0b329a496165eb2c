"""Sources, topics, places and people: an index of each, and a page of each of their things."""

from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from archive import access, hierarchy, holdings, paging, shelves
from archive.models import Source
from archive.shelves import Shelf
from archive.views import listing

LISTED = 100
BESIDE = 8
LOOKED_AT = 300  # of the articles that came in last, for what stands beside: a bound on what one page may cost
NARROWER = 50
ORDERS = ("count", "name")


@require_safe
def index(request: HttpRequest, shelf: Shelf) -> HttpResponse:
    """What stands on a shelf, the largest first or by name; `?q=` looks for a name."""
    words = request.GET.get("q", "").replace("\x00", "").strip()[: shelves.LETTERS_ASKED]
    order = request.GET.get("order", "")
    order = order if order in ORDERS else ORDERS[0]
    things = shelf.known_to(request.user, words, order)
    total = things.count()
    page = paging.page(request.GET.get("page"), total=total, size=LISTED)
    context = {
        "shelf": shelf,
        "words": words,
        "order": order,
        "total": total,
        "page": page,
        "things": [(thing, shelves.address_of(thing)) for thing in things[page.start : page.stop]],
    }
    return TemplateResponse(request, "archive/index.html", context)


@require_safe
def thing(request: HttpRequest, shelf: Shelf, key: str | int) -> HttpResponse:
    """A source or a term: what it is, its years, what stands beside it, and its articles, newest first."""
    if (thing := shelf.find(key)) is None:
        return _moved(request, shelf, key)
    held = holdings.years(request.user, thing)
    if not held.total and shelf.model is not Source and not access.knows_all(request.user):
        raise Http404  # a name that only unpublished articles have is not published either
    articles = shelf.articles(thing, listing.known(request))
    latest = list(articles.order_by("-pk").values_list("pk", flat=True)[:LOOKED_AT]) if held.total else []
    within = f"{reverse('search:results')}?{urlencode({shelf.role: key})}"
    context = {
        "shelf": shelf,
        "thing": thing,
        "held": held,
        "within": within,
        "kept": [(shelf.role, str(key))],
        "timeline": listing.by_year(held, lambda first, last: f"{within}&year={first.year:04}"),
        "undated_href": f"{within}&undated=true",
        "beside": shelves.beside(latest, BESIDE, shelf) if latest else {},
        "feed": reverse(f"archive:{shelf.role}-feed", args=[key]),
        **_hierarchy(request, shelf, thing),
        **listing.listing(request, articles.newest_first(), held.total),
    }
    return TemplateResponse(request, "archive/thing.html", context)


def _hierarchy(request: HttpRequest, shelf: Shelf, thing) -> dict[str, Any]:
    """The path of topics from the broadest to this one, and those below of which something is held."""
    if shelf is not shelves.TOPICS:
        return {}
    narrower = shelf.known_to(request.user, order="name").filter(broader=thing)[:NARROWER]
    return {"narrower": narrower, "above": hierarchy.path(thing)}


def _moved(request: HttpRequest, shelf: Shelf, key: str | int) -> HttpResponse:
    """To the thing that was once called so, or that took it over."""
    if (heir := shelf.heir(key)) is None:
        raise Http404
    query = request.GET.urlencode()
    return HttpResponsePermanentRedirect(shelves.address_of(heir) + (f"?{query}" if query else ""))
