"""What may be typed on, as a page and as the JSON of browsers and of the search box; how browsers may search here."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from search.query.parsing import MAX_CHARACTERS
from search.words import completing
from search.words.completing import Completion


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """The completions of `?q=` as a list of links."""
    typed = _typed(request)
    made = completing.complete(typed, request.user)
    return TemplateResponse(
        request,
        "search/completions.html",
        {
            "typed": typed,
            "is_enough": completing.is_enough(typed.strip()),
            "words": [one for one in made if one.kind == completing.WORD],
            "names": [(one, _kind(one)) for one in made if one.kind != completing.WORD],
        },
    )


@require_safe
def as_json(request: HttpRequest) -> JsonResponse:
    """The completions of `?q=` in the form of OpenSearch: what was typed, texts, descriptions, addresses.

    https://github.com/dewitt/opensearch/blob/master/mediawiki/Specifications/OpenSearch/Extensions/Suggestions/1.1/Draft%201.wiki
    """
    typed = _typed(request)
    made = completing.complete(typed, request.user)
    columns = (
        [one.text for one in made],
        [_kind(one) for one in made],
        [_absolute(request, one.address) for one in made],
    )
    response = JsonResponse([typed, *columns], safe=False, json_dumps_params={"ensure_ascii": False})
    response["Content-Type"] = "application/x-suggestions+json; charset=utf-8"
    response["X-Robots-Tag"] = "noindex"
    return response


@require_safe
def description(request: HttpRequest) -> HttpResponse:
    """The OpenSearch description, in the language of its address, so that a browser can search the archive."""
    return TemplateResponse(
        request,
        "search/opensearch.xml",
        {
            "results": _absolute(request, reverse("search:results")),
            "completions": _absolute(request, reverse("search:completions-json")),
            "here": request.build_absolute_uri(request.path),
            "icon": request.build_absolute_uri("/favicon.ico"),
        },
        content_type="application/opensearchdescription+xml; charset=utf-8",
    )


def _typed(request: HttpRequest) -> str:
    return request.GET.get("q", "").replace("\x00", "")[:MAX_CHARACTERS]


def _absolute(request: HttpRequest, path: str) -> str:
    return request.build_absolute_uri(path)


def _kind(completion: Completion) -> str:
    return {
        completing.WORD: "",
        "source": _("source"),
        "topic": _("topic"),
        "place": _("place"),
        "author": _("author"),
    }[completion.kind]
