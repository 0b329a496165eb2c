"""The frame's own pages: the theme, robots.txt, and what is said when something went wrong."""

import logging

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import resolve_url
from django.template import loader
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.csrf import requires_csrf_token
from django.views.decorators.http import require_POST, require_safe

from config import frame

A_YEAR = 365 * 24 * 60 * 60
ROBOTS = """User-agent: *
Disallow: /search/
Disallow: /en/search/
Disallow: /admin/
Disallow: /en/admin/
Disallow: /a/*/cite/
Disallow: /en/a/*/cite/

Sitemap: {sitemap}
"""

logger = logging.getLogger(__name__)


@require_POST
def theme(request: HttpRequest) -> HttpResponse:
    """Remember the theme in a cookie, so that the server writes it into the page; back to where one was."""
    response = HttpResponseRedirect(_safe_next(request))
    chosen = request.POST.get("theme")
    if chosen in frame.THEMES:
        response.set_cookie(
            frame.THEME_COOKIE, chosen, max_age=A_YEAR, samesite="Lax", secure=request.is_secure(), httponly=True
        )
    else:
        response.delete_cookie(frame.THEME_COOKIE, samesite="Lax")
    return response


@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Searches are for people; articles, dates and sources are for everybody."""
    sitemap = request.build_absolute_uri(reverse("sitemap"))
    return HttpResponse(ROBOTS.format(sitemap=sitemap), content_type="text/plain; charset=utf-8")


@requires_csrf_token
def missing(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return TemplateResponse(request, "404.html", status=404).render()


@requires_csrf_token
def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return TemplateResponse(request, "403.html", status=403).render()


@requires_csrf_token
def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form without its token: left open too long, cookies refused, or sent from another site."""
    logger.warning("Form refused: %s", reason)
    return TemplateResponse(request, "403.html", {"stale_form": True}, status=403).render()


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _bare(request, "400.html", 400)


def broken(request: HttpRequest) -> HttpResponse:
    """Something failed: a page that asks neither the database nor the session for anything."""
    return _bare(request, "500.html", 500)


def _bare(request: HttpRequest, template: str, status: int) -> HttpResponse:
    return HttpResponse(loader.render_to_string(template, {"theme": frame.theme_of(request)}), status=status)


def _safe_next(request: HttpRequest) -> str:
    """Where the form says that the reader was, if that is a page of this house."""
    back = request.POST.get("next", "")
    if url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}, require_https=request.is_secure()):
        return back
    return resolve_url("archive:home")
