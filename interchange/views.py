"""Taking away: the record of an article for a reference manager, and all that a search found."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from archive.models import Article
from interchange import referring
from interchange.formats import FORMATS


@require_safe
def record(request: HttpRequest, identifier: str, form: str) -> HttpResponse:
    """One article as BibTeX, RIS or CSL-JSON; a withdrawn one keeps its record, a merged one leads to the other's."""
    if form not in FORMATS:
        raise Http404
    article = get_object_or_404(Article.objects.select_related("source", "merged_into"), identifier=identifier)
    if article.merged_into:
        return HttpResponseRedirect(reverse("interchange:record", args=[article.merged_into.identifier, form]))
    if not _is_citable(article, request):
        raise Http404
    reference = referring.refer(article, root=request.build_absolute_uri("/")[:-1])
    wanted = FORMATS[form]
    response = HttpResponse(
        wanted.write(reference, timezone.localdate()), content_type=f"{wanted.media_type}; charset=utf-8"
    )
    response["Content-Disposition"] = f'attachment; filename="fihrist-{article.identifier}.{wanted.extension}"'
    response["X-Robots-Tag"] = "noindex"
    return response


def _is_citable(article: Article, request: HttpRequest) -> bool:
    """Whether the reader may know of the article, or once could: what is withdrawn is still cited."""
    if article.status == Article.Status.WITHDRAWN and article.was_published():
        return True
    return Article.objects.visible_to(request.user).filter(pk=article.pk).exists()
