"""The page that says how to search."""

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.views.decorators.http import require_safe

from search.query import manual, parsing

LIMITS = {"characters": parsing.MAX_CHARACTERS, "terms": parsing.MAX_TERMS}


@require_safe
def help_page(request: HttpRequest) -> HttpResponse:
    return TemplateResponse(request, "search/help.html", {"chapters": manual.CHAPTERS, "limits": LIMITS})
