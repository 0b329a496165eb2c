"""Merging what is one thing under two entries, articles or terms of a vocabulary: a page asks which one stays."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from archive import curation, merging
from archive.admin import bounds, gone, term_works
from archive.models import Article

MOST = 20  # entries that are merged at once: more are hardly one thing


def merge_articles(desk: admin.ModelAdmin, request: HttpRequest, queryset) -> HttpResponse | None:
    """An action of the articles desk."""
    if not request.user.has_perm("archive.decide_article"):
        raise PermissionDenied
    return _merge(desk, request, queryset.select_related("source"))


def merge_terms(desk: admin.ModelAdmin, request: HttpRequest, queryset) -> HttpResponse | None:
    """An action of a vocabulary: the others disappear, so it takes the permission to delete."""
    if not desk.has_delete_permission(request):
        raise PermissionDenied
    return _merge(desk, request, queryset)


def _merge(desk: admin.ModelAdmin, request: HttpRequest, queryset) -> HttpResponse | None:
    rows = list(queryset.order_by("pk")[: MOST + 1])
    if not 2 <= len(rows) <= MOST:
        desk.message_user(request, _("Choose two or more to merge, at most %(most)s.") % {"most": MOST}, messages.ERROR)
        return None
    winner = next((row for row in rows if str(row.pk) == request.POST.get("winner")), None)
    if winner is None:
        return _ask(desk, request, rows, chosen="decide" in request.POST)
    losers = [row for row in rows if row != winner]
    if desk.model is not Article and term_works.is_large(losers):
        return term_works.merge(request, losers, winner)
    try:
        with transaction.atomic():
            for loser in losers:
                _merge_two(loser, winner, request.user)
    except curation.Refusal as refusal:
        desk.message_user(request, str(refusal.sentence), messages.ERROR)
    else:
        done = ngettext(
            "%(count)s entry merged into “%(winner)s”.", "%(count)s entries merged into “%(winner)s”.", len(losers)
        )
        sentence = done % {"count": len(losers), "winner": winner}
        of_terms = desk.model is not Article
        desk.message_user(request, gone.way_back(desk, sentence) if of_terms else sentence, messages.SUCCESS)
    return HttpResponseRedirect(request.get_full_path())


def _merge_two(loser: Any, winner: Any, by: Any) -> None:
    if isinstance(loser, Article):
        curation.merge(loser=loser, winner=winner, by=by)
    else:
        merging.merge_terms(loser=loser, winner=winner, by=by)


def _ask(desk: admin.ModelAdmin, request: HttpRequest, rows: list, *, chosen: bool) -> TemplateResponse:
    context = {
        **desk.admin_site.each_context(request),
        "opts": desk.opts,
        "title": _("Which one stays?"),
        "rows": rows,
        "foreseen": None if desk.model is Article else merging.foresee(rows),
        "of_articles": desk.model is Article,
        "at_once": bounds.AT_ONCE,
        "nothing_chosen": chosen,
        "leave": request.get_full_path(),
    }
    return TemplateResponse(request, "admin/archive/merge.html", context)
