"""The vocabularies: authors, topics and places, how many articles each has, and merging of two that are one."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.db.models import Count, Exists, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from archive.admin import bounds, merging, recording, showing
from archive.admin.fields import NamedFields
from archive.models import Author, Place, Topic


class UsedFilter(admin.SimpleListFilter):
    title = _("use")
    parameter_name = "used"

    def lookups(self, request, model_admin):
        return [("no", _("On no article")), ("yes", _("On articles"))]

    def queryset(self, request, queryset):
        rows = queryset.model.articles.through.objects.filter(**{queryset.model._meta.model_name: OuterRef("pk")})
        match self.value():
            case "no":
                return queryset.filter(~Exists(rows))
            case "yes":
                return queryset.filter(Exists(rows))
        return queryset


class TermAdmin(recording.Recorded, bounds.BoundedList, NamedFields, admin.ModelAdmin):
    class Media:
        js = ["admin-fihrist.js"]

    list_per_page = 100
    search_fields = ["name_ar", "name_latin"]
    term: str  # the name of the model, and of the field of its through-rows
    readonly_fields = ["article_count"]

    def get_queryset(self, request: HttpRequest):
        """With the number of articles, counted for the rows of the page only."""
        through = self.model.articles.through.objects.filter(**{self.term: OuterRef("pk")})
        count = through.order_by().values(self.term).annotate(count=Count("pk")).values("count")
        return super().get_queryset(request).annotate(article_total=Coalesce(Subquery(count), 0))

    @admin.display(description=_("articles"), ordering="article_total")
    def article_count(self, term) -> str:
        return showing.articles_link(getattr(term, "article_total", 0), f"{self.term}s__id__exact", term)

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        """Merging only: what is in use is not deleted, and what is not in use harms nobody."""
        if not self.has_delete_permission(request):
            return {}
        return {"merge": (merging.merge_terms, "merge", _("Merge into one"))}

    def delete_view(self, request: HttpRequest, object_id: str, extra_context=None):
        """As Django's for a term that no article bears; else a sentence that says what to do."""
        through = self.model.articles.through.objects
        number = object_id if object_id.isdecimal() else None
        if through.filter(**{self.term: number}).exists():
            sentence = _("An entry that stands on articles cannot be deleted: merge it into another one instead.")
            self.message_user(request, sentence, messages.ERROR)
            return HttpResponseRedirect(reverse(f"admin:archive_{self.term}_change", args=[object_id]))
        return super().delete_view(request, object_id, extra_context)


@admin.register(Author)
class AuthorAdmin(TermAdmin):
    term = "author"
    list_display = ["name_ar", "name_latin", "kind", "article_count"]
    list_filter = ["kind", UsedFilter]
    fields = ["name_ar", "name_latin", "kind", "note", "article_count"]


@admin.register(Topic)
class TopicAdmin(TermAdmin):
    term = "topic"
    list_display = ["name_ar", "name_latin", "broader", "article_count"]
    list_filter = [UsedFilter]
    list_select_related = ["broader"]
    autocomplete_fields = ["broader"]
    fields = ["name_ar", "name_latin", "broader", "note", "article_count"]


@admin.register(Place)
class PlaceAdmin(TermAdmin):
    term = "place"
    list_display = ["name_ar", "name_latin", "country", "article_count"]
    list_filter = [UsedFilter, "country"]
    fields = ["name_ar", "name_latin", "country", ("latitude", "longitude"), "note", "article_count"]
