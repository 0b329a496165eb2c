"""Topics and places that stand in texts without describing them: how many articles each, the first ones, all at once.

It is here because `archive` does not know how its articles are found. The index is asked for the names as they are
spelled, with their particles; `archive.suggesting` then looks at each article that it finds.
"""

from __future__ import annotations

from typing import Any, cast

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from archive import paging, recognising, suggesting
from archive.admin import bulk_asking, lines, suggestions
from archive.admin.vocabularies import PlaceAdmin, TopicAdmin
from archive.bulk import editing
from archive.models import Article, Declined, Place, Topic, User
from search.finding.asking import TooCostly, asking
from search.index.placing import quote
from search.models import IndexEntry

LISTED = 25  # terms of a page, each of which is counted
COUNTED = 1_000  # articles of a term; beyond, "more than 1,000" is all that the list says
SHOWN = 10
HEAD = "AB"  # the weights of headline, subtitle and lead


def tsquery(names: list[str], weights: str = "") -> str:
    """The text form of the tsquery for one of the names, each word as it is spelled; nothing for names of no words."""
    found = (recognising.name_of(("", 0), text) for text in names)
    return " | ".join(_phrase(name, f":{weights}" if weights else "") for name in found if name)


def _phrase(name: recognising.Name, label: str) -> str:
    first = " | ".join(f"{quote(f'={spelling}')}{label}" for spelling in name.spellings)
    return " <-> ".join([f"({first})", *(f"{quote(f'={word}')}{label}" for word in name.rest)])


def candidates(term: Any, weights: str = "") -> QuerySet[IndexEntry]:
    """The entries of articles that name the term, are not described with it, and were not declined."""
    asked = tsquery(term.names, weights)
    if not asked:
        return IndexEntry.objects.none()
    kind = term._meta.model_name
    named = IndexEntry.objects.filter(tsv__matches=asked).exclude(facts__contains=[f"{kind}:{term.pk}"])
    return named.exclude(article_id__in=Declined.objects.filter(**{kind: term}).values("article_id"))


def count(term: Any, weights: str = "") -> int:
    """How many articles, up to one more than `COUNTED`."""
    return candidates(term, weights).values("article_id").distinct()[: COUNTED + 1].count()


class InTexts:
    """For the desk of a vocabulary whose terms are looked for in texts."""

    opts: Any
    model: Any
    admin_site: Any
    term: str

    def get_urls(self) -> list[Any]:
        wrap, name = self.admin_site.admin_view, f"archive_{self.term}"
        return [
            path("texts/", wrap(self.texts_view), name=f"{name}_texts"),
            path("<int:pk>/text/", wrap(self.text_view), name=f"{name}_text"),
            *super().get_urls(),  # type: ignore[misc]
        ]

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        here = reverse(f"admin:archive_{self.term}_texts") if request.user.has_perm(bulk_asking.MAY) else ""
        return super().changelist_view(request, {**(extra_context or {}), "texts_href": here})  # type: ignore[misc]

    def texts_view(self, request: HttpRequest) -> HttpResponse:
        """A page of terms with the articles that name each, those with the most first."""
        if not request.user.has_perm(bulk_asking.MAY):
            raise PermissionDenied
        terms = self.model.objects.filter(sought=True).order_by("name_ar", "pk")
        page = paging.page(request.GET.get("page"), total=terms.count(), size=LISTED)
        rows = [(self._counted(term), term) for term in terms[page.start : page.stop]]
        context = {
            **self._context(request, _("Named in texts")),
            "page": page,
            "rows": sorted(rows, key=lambda row: row[0], reverse=True),
            "most": COUNTED,
            "text_name": f"admin:archive_{self.term}_text",
        }
        return TemplateResponse(request, "admin/archive/texts.html", context)

    def _counted(self, term: Any) -> tuple[int, int]:
        """Articles that name it in the headline or the lead, and all; -1 where that took too long."""
        try:
            with asking():
                return count(term, HEAD), count(term)
        except TooCostly:
            return -1, -1

    def text_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        """The first articles that name a term. A post declines some, gives it to all, or looks for it no more."""
        term = get_object_or_404(self.model, pk=pk)
        if not request.user.has_perm(bulk_asking.MAY):
            raise PermissionDenied
        if request.method == "POST":
            return HttpResponseRedirect(self._act(request, term))
        context = {
            **self._context(request, _("Named in texts")),
            "term": term,
            "counted": self._counted(term),
            "most": COUNTED,
            "shown": self._first(term),
            "form_of_thing": reverse(f"admin:archive_{self.term}_change", args=[term.pk]),
            "texts": reverse(f"admin:archive_{self.term}_texts"),
        }
        return TemplateResponse(request, "admin/archive/text.html", context)

    def _first(self, term: Any) -> list[tuple[Article, Any, Any]]:
        """The first articles in which the names are recognised, with what stands around them."""
        with asking():
            ids = [*candidates(term, HEAD).values_list("article_id", flat=True)[:SHOWN]]
            ids += candidates(term).exclude(article_id__in=ids).values_list("article_id", flat=True)[: SHOWN - len(ids)]
        found = []
        for article in Article.objects.filter(pk__in=ids).select_related("source"):
            one = suggesting.of_term(article, term)
            if one.mentions:
                found.append((article, one, suggestions.excerpts(article, one)))
        return sorted(found, key=lambda row: (not row[1].firm, row[0].pk))

    def _act(self, request: HttpRequest, term: Any) -> str:
        """What the post asks for; where to go then."""
        here, by = request.path, cast(User, request.user)
        match request.POST.get("act"):
            case "decline":
                self._decline(request, term, by)
                return here
            case "forget":
                term.sought = False
                term.save(update_fields=["sought"])
                messages.success(request, str(_("It is looked for in texts no more.")))
                return reverse(f"admin:archive_{self.term}_texts")
            case "head" | "all" as which:
                weights = HEAD if which == "head" else ""
                articles = Article.objects.filter(pk__in=candidates(term, weights).values("article_id"))
                change = {"kind": "describe", "vocabulary": self.term, "term": term.pk, "give": True, "named": True}
                edit = editing.prepare(articles, change=change, by=by, chosen_by=here)
                bulk_asking.start(edit)
                return reverse("admin:archive_bulkedit_change", args=[edit.pk])
        return here

    def _decline(self, request: HttpRequest, term: Any, by: User) -> None:
        numbers = [int(number) for number in request.POST.getlist("no")[:SHOWN] if number.isdecimal()]
        articles = Article.objects.filter(pk__in=numbers)
        rows = [Declined(article=article, by=by, **{self.term: term}) for article in articles]
        Declined.objects.bulk_create(rows, ignore_conflicts=True)
        done = ngettext("%(count)s declined for good.", "%(count)s declined for good.", len(rows))
        messages.success(request, done % {"count": len(rows)})

    def _context(self, request: HttpRequest, title: Any) -> dict[str, Any]:
        return {**self.admin_site.each_context(request), "opts": self.opts, "title": title}


admin.site.unregister(Topic)
admin.site.unregister(Place)


@admin.register(Topic)
class SoughtTopicAdmin(InTexts, TopicAdmin):
    """The desk of topics, with the articles that name one."""


@admin.register(Place)
class SoughtPlaceAdmin(InTexts, PlaceAdmin):
    """The desk of places, with the articles that name one."""


# Each term is counted by a search of its own, so that the front desk says where, not how many.
lines.WAITING.append(
    lines.Line(
        _("Named in texts"),
        _("Topics that articles name without being described with them."),
        desk="topic",
        view="texts",
        may=bulk_asking.MAY,
    )
)
