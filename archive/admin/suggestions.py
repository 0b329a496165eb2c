"""The terms that an article names without being described with them: each with its places, to accept or decline."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, cast

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from archive import suggesting
from archive.models import Article, User
from archive.recognising import Mention
from archive.suggesting import Suggestion

AROUND = 60  # letters on each side of a mention
SHOWN = 3  # mentions of a term


@dataclass(frozen=True)
class Excerpt:
    """A mention and what stands around it."""

    before: str
    words: str
    after: str


def answer(desk: admin.ModelAdmin, request: HttpRequest, article: Article) -> HttpResponse:
    """The page of one article; a post says `yes` or `no` to each term by its key, or nothing."""
    if not desk.has_change_permission(request, article):
        raise PermissionDenied
    found = suggesting.suggest(article)
    form = reverse("admin:archive_article_change", args=[article.pk])
    if request.method == "POST":
        _decide(request, article, found)
        return HttpResponseRedirect(form if request.POST.get("then") == "form" else request.path)
    context = {
        **desk.admin_site.each_context(request),
        "opts": desk.opts,
        "title": _("Terms in the text"),
        "article": article,
        "form_of_thing": form,
        "suggestions": [(one, excerpts(article, one), len(one.mentions) - SHOWN) for one in found],
    }
    return TemplateResponse(request, "admin/archive/article/terms.html", context)


def excerpts(article: Article, one: Suggestion) -> list[Excerpt]:
    """The first places of a term, with what stands around them."""
    return [_excerpt(getattr(article, name), mention) for name, mention in one.mentions[:SHOWN]]


def _excerpt(text: str, mention: Mention) -> Excerpt:
    first, last = max(0, mention.start - AROUND), mention.end + AROUND
    before, after = text[first : mention.start], text[mention.end : last]
    if first:
        before = "… " + before.partition(" ")[2]
    if last < len(text):
        after = after.rpartition(" ")[0] + " …"
    return Excerpt(before, text[mention.start : mention.end], after)


def _decide(request: HttpRequest, article: Article, found: list[Suggestion]) -> None:
    verdicts: dict[str, list[Any]] = {"yes": [], "no": []}
    for one in found:
        verdict = "yes" if request.POST.get("all") == "firm" and one.firm else request.POST.get(one.key, "")
        if verdict in verdicts:
            verdicts[verdict].append(one.term)
    accepted, declined = verdicts["yes"], verdicts["no"]
    suggesting.decide(article=article, accepted=accepted, declined=declined, by=cast(User, request.user))
    said = [
        ngettext("%(count)s term added.", "%(count)s terms added.", len(accepted)) % {"count": len(accepted)},
        ngettext("%(count)s declined for good.", "%(count)s declined for good.", len(declined))
        % {"count": len(declined)},
    ]
    told = " ".join(sentence for sentence, terms in zip(said, (accepted, declined), strict=True) if terms)
    if told:
        messages.success(request, told)
