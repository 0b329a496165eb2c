"""Taking away: the record of an article for a reference manager, and all that a search found."""

from collections.abc import Iterator
from typing import TypeVar
from urllib.parse import quote

from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseRedirect,
    StreamingHttpResponse,
)
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.cache import add_never_cache_headers
from django.views.decorators.http import require_GET, require_safe

from archive import identifiers, readers
from archive.models import Article
from interchange import exporting, finding, referring
from interchange.exporting import Taking, TooMany
from interchange.finding import TooCostly
from interchange.formats import FORMATS
from interchange.writing import WRITERS

Response = TypeVar("Response", bound=HttpResponseBase)

WAIT = 60  # seconds until a place to export from may be free


@require_safe
def record(request: HttpRequest, identifier: str, form: str) -> HttpResponse:
    """One article as BibTeX, RIS or CSL-JSON; a withdrawn one keeps its record, a merged one leads to the other's."""
    if form not in FORMATS or not identifiers.is_valid(identifier):
        raise Http404
    article = get_object_or_404(Article.objects.select_related("source", "merged_into"), identifier=identifier)
    if article.merged_into:
        return HttpResponseRedirect(reverse("interchange:record", args=[article.merged_into.identifier, form]))
    if not _is_citable(article, request):
        raise Http404
    reference = referring.refer(article, root=_root(request))
    wanted = FORMATS[form]
    response = HttpResponse(
        wanted.write(reference, timezone.localdate()), content_type=f"{wanted.media_type}; charset=utf-8"
    )
    response["Content-Disposition"] = f'attachment; filename="fihrist-{article.identifier}.{wanted.extension}"'
    response["X-Robots-Tag"] = "noindex"
    return response


@require_safe
def export(request: HttpRequest) -> HttpResponse:
    """What the results can be taken away as, and how much of them; the choices are forms of their own."""
    search = finding.search_of(request.GET, request.user)
    if not search:
        return _to_results(request)
    reader = readers.reader_of(request)
    try:
        sizes = finding.sizes(search)
    except TooCostly:
        return _refused(request, "too_costly")
    context = {
        "search": search,
        "filters": finding.filters_in_words(search),
        "state": search.state,
        "kept": [(name, value) for name, values in search.state.lists() for value in values],
        "total": sizes.total,
        "left_out": exporting.with_most_words(sizes.most) if sizes.most else "",
        "limit": exporting.limit_of(reader),
    }
    return _unindexed(TemplateResponse(request, "interchange/export.html", context))


@require_GET
def download(request: HttpRequest, form: str) -> HttpResponseBase:
    """All results as a file, sent while it is written; `?mark=no` leaves out the byte order mark of a table.

    `?text=yes` adds the texts as they were printed, `?text=repaired` with the archive's repairs.
    """
    if form not in WRITERS:
        raise Http404
    search = finding.search_of(request.GET, request.user)
    if not search:
        return _to_results(request)
    writer = WRITERS[form](mark=request.GET.get("mark") != "no") if form == "csv" else WRITERS[form]()
    text = request.GET.get("text")
    texts = {"with_text": text in ("yes", "repaired"), "repaired": text == "repaired"}
    taking = Taking(search, readers.reader_of(request), _root(request), writer, **texts)
    pieces = exporting.export(taking)
    try:
        first = next(pieces)
    except TooCostly:
        return _refused(request, "too_costly")
    except TooMany:
        return _refused(request, "too_many")
    response = StreamingHttpResponse(_Sent(first, pieces), content_type=f"{writer.media_type}; charset=utf-8")
    ascii_name, name = exporting.file_name(taking, timezone.localdate(), writer.extension)
    # RFC 6266: the second name, encoded as RFC 5987 says, is for whoever understands it.
    response["Content-Disposition"] = f"attachment; filename=\"{ascii_name}\"; filename*=UTF-8''{quote(name, safe='')}"
    add_never_cache_headers(response)
    return _unindexed(response)


class _Sent:
    """The pieces of a file as bytes. Whoever stops listening closes them, and with them the transaction."""

    def __init__(self, first: str, rest: Iterator[str]):
        self.first, self.rest = first, rest

    def __iter__(self) -> Iterator[bytes]:
        yield self.first.encode()
        for piece in self.rest:
            yield piece.encode()

    def close(self) -> None:
        self.rest.close()  # type: ignore[attr-defined]


def _refused(request: HttpRequest, reason: str) -> HttpResponse:
    """Nothing was sent yet: the reason on a page, and when to come again."""
    status = {"too_costly": 422, "too_many": 503}[reason]
    response = TemplateResponse(request, "interchange/refused.html", {"reason": reason}, status=status)
    if reason == "too_many":
        response["Retry-After"] = str(WAIT)
    return _unindexed(response)


def _to_results(request: HttpRequest) -> HttpResponse:
    return HttpResponseRedirect(reverse("search:results"))


def _unindexed(response: Response) -> Response:
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response


def _root(request: HttpRequest) -> str:
    """The archive's address without a last slash."""
    return request.build_absolute_uri("/")[:-1]


def _is_citable(article: Article, request: HttpRequest) -> bool:
    """Whether the reader may know of the article, or once could: what is withdrawn is still cited."""
    if article.status == Article.Status.WITHDRAWN and article.was_published():
        return True
    return Article.objects.visible_to(request.user).filter(pk=article.pk).exists()
