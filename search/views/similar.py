"""The articles that are like one."""

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from search.showing import describing, surroundings
from search.views.opening import Opened, opening


@opening(describing.described, describing.described_alone)
def similar(request: HttpRequest, opened: Opened) -> HttpResponse:
    """The same text, the same story and the same subject, more of them than beside the article."""
    article = opened.article
    around = surroundings.around(article, request.user, like=describing.like(article), most=describing.LIKE)
    context = {"article": article, "reader": opened.reader, "around": around}
    return TemplateResponse(request, "search/similar.html", context)
