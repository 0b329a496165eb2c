"""The sources desk: who they are, how many articles they have here, and what they allow."""

from __future__ import annotations

from django.contrib import admin, messages
from django.http import HttpRequest, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from archive import holdings
from archive.admin import bounds, recording, showing
from archive.models import Article, Source


@admin.register(Source)
class SourceAdmin(recording.Recorded, bounds.BoundedList, admin.ModelAdmin):
    list_display = ["name_ar", "name_latin", "kind", "country", "frequency", "run", "access", "article_count"]
    list_filter = ["kind", "access", "country", "frequency"]
    list_per_page = 100
    search_fields = ["name_ar", "name_latin", "former_names", "slug", "city"]
    prepopulated_fields = {"slug": ["name_latin"]}
    readonly_fields = ["created", "article_count"]
    fieldsets = [
        (None, {"fields": ["name_ar", "name_latin", "slug", "former_names", "kind", "article_count"]}),
        (_("Where and when"), {"fields": [("country", "city"), ("language", "time_zone"), "frequency"]}),
        (_("Years of publication"), {"fields": [("first_year", "last_year"), "issn", "ownership"]}),
        (_("Rights"), {"fields": ["access", "rights"]}),
        (_("Description"), {"fields": ["description_ar", "description_en", "created"]}),
    ]

    def get_queryset(self, request: HttpRequest):
        return super().get_queryset(request).annotate(article_total=holdings.held("source"))

    @admin.display(description=_("articles"), ordering="article_total")
    def article_count(self, source: Source) -> str:
        return showing.articles_link(getattr(source, "article_total", 0), "source__id__exact", source)

    @admin.display(description=_("created"))
    def created(self, source: Source) -> str:
        return showing.moment(source.created_at if source.pk else None)

    @admin.display(description=_("run"), ordering="first_year")
    def run(self, source: Source) -> str:
        years = (source.first_year, source.last_year)
        return "–".join(str(year or "") for year in years) if any(years) else "–"

    def get_actions(self, request: HttpRequest):
        """No bulk deletion: a source goes one by one, and only when it has no articles."""
        return {}

    def delete_view(self, request: HttpRequest, object_id: str, extra_context=None):
        """As Django's for a source without articles; else a sentence, not a list of a million protected articles."""
        if object_id.isdecimal() and Article.objects.filter(source_id=int(object_id)).exists():
            sentence = _(
                "A source that has articles here cannot be deleted: move its articles to another source first."
            )
            self.message_user(request, sentence, messages.ERROR)
            return HttpResponseRedirect(reverse("admin:archive_source_change", args=[object_id]))
        return super().delete_view(request, object_id, extra_context)
