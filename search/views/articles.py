"""The page of an article."""

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from archive import provenance
from archive.access import Showing
from archive.models import Article
from archive.repairing.datatypes import Approved
from search.datatypes import Query
from search.finding.remembering import remembering
from search.query import parsing
from search.results import locating, searching
from search.results.locating import Place
from search.showing import describing, highlighting, reading, surroundings
from search.views import results
from search.views.opening import Opened, opening

EXCERPTS = 3


@remembering()
@opening(describing.described, describing.described_alone)
def article(request: HttpRequest, opened: Opened) -> HttpResponse:
    """One article to read, with the words of `?q=` marked and approved repairs over its text.

    `?text=printed` leaves the repairs out, `?text=received` shows the bytes as they came.
    """
    article, showing = opened.article, opened.showing
    search = searching.search_of(request.GET, request.user)
    query, place = search.query, locating.locate(article, search, request.GET.get(locating.NUMBER, ""))
    originals, signed = describing.originals(article), describing.authors(article)
    repairs = describing.repairs(article) if showing == Showing.TEXT else {}
    asked = request.GET.get("text") if showing == Showing.TEXT else None
    as_received, as_printed = asked == "received", asked == "printed"
    context = {
        "article": article,
        "reader": opened.reader,
        "showing": showing.name,
        "is_open": opened.is_open,
        "query": query,
        "typed": query.text.replace("\x00", "")[: parsing.MAX_CHARACTERS],
        "authors": signed,
        **describing.parts(signed),
        "topics": describing.topics(article),
        "places": describing.places(article),
        "originals": originals[: describing.ORIGINALS],
        "more_originals": len(originals) > describing.ORIGINALS,
        "has_repairs": bool(repairs),
        "as_printed": as_printed,
        **_text(article, Query("") if as_received else query, showing, {} if as_printed else repairs),
        **_around(article, place, request),
    }
    if as_received:
        context["received"] = provenance.received(originals)
    return TemplateResponse(request, "search/article.html", context)


def _text(article: Article, query: Query, showing: Showing, repairs: Approved) -> dict[str, object]:
    """As much of the text as the reader may see, with the query's words marked."""
    text = reading.text_of(article.lead, article.body)
    subtitle = article.subtitle if showing >= Showing.EXCERPTS else ""
    shown = text if showing == Showing.TEXT else ""
    read = reading.read(article.title, subtitle, shown, query, len(article.lead), repairs)
    few = showing == Showing.EXCERPTS
    excerpts = highlighting.excerpts(text, query, limit=EXCERPTS, lead=len(article.lead)) if few else []
    return {"reading": read, "kinds": reading.kinds(read, excerpts), "excerpts": excerpts, "words": len(text.split())}


def _around(article: Article, place: Place | None, request: HttpRequest) -> dict[str, object]:
    """The articles around it, and its place in the results that the reader came from."""
    beside = (place.previous, place.next) if place else ()
    around = surroundings.around(article, request.user, like=describing.like(article), named=beside)
    if place is None:
        return {"around": around}
    steps = zip(beside, (place.number - 1, place.number + 1), strict=True)
    previous, following = (
        locating.reading_address(one, place.state, number) if (one := around.named.get(pk or 0)) else ""
        for pk, number in steps
    )
    return {
        "around": around,
        "place": place,
        "previous_result": previous,
        "next_result": following,
        "back": place.back(results.PER_PAGE),
    }
