"""What stands on the form of an article, and in which order."""

from __future__ import annotations

from typing import Any

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from archive.admin.fields import NamedFields
from archive.models import ArticleAuthor, ArticlePlace, ArticleTopic


class DescriptionInline(NamedFields, admin.TabularInline):
    """Authors, topics or places; `description` is the name under which `curation` knows them."""

    extra = 0
    description: str

    def formfield_for_dbfield(self, db_field, request, **kwargs):
        """Each input carries what it was: see `archive.admin.rows`."""
        field = super().formfield_for_dbfield(db_field, request, **kwargs)
        if field is not None:
            field.show_hidden_initial = True
        return field


class AuthorInline(DescriptionInline):
    model = ArticleAuthor
    autocomplete_fields = ["author"]
    fields = ["author", "role", "printed", "place_in_line"]
    description = "authors"


class TopicInline(DescriptionInline):
    model = ArticleTopic
    autocomplete_fields = ["topic"]
    fields = ["topic", "printed"]
    description = "topics"


class PlaceInline(DescriptionInline):
    model = ArticlePlace
    autocomplete_fields = ["place"]
    fields = ["place", "role", "printed"]
    description = "places"


TEXT = ["title", "title_supplied", "subtitle", "lead", "body", "edition"]
INLINES: list[Any] = [AuthorInline, TopicInline, PlaceInline]

FIELDSETS: list[tuple[Any, Any]] = [
    (None, {"fields": ["state", *TEXT]}),
    (
        _("Where it comes from"),
        {
            "fields": [
                *("source", "source_key", "url", ("section", "page", "issue"), ("genre", "language", "text_origin")),
                *("wire_flag", "read_from_text"),
            ]
        },
    ),
    (
        _("Dates"),
        {
            "fields": [
                ("published_on", "published_time", "date_precision"),
                ("date_printed", "date_calendar", "date_evidence"),
                ("updated_at", "captured_at"),
            ]
        },
    ),
    (_("Who may see how much"), {"fields": ["access"]}),
    (
        _("What the archive keeps"),
        {
            "fields": [
                *("identifier_shown", "kept_originals", ("text_version", "digest"), "curated"),
                ("created_at", "changed_at"),
                *("importing", "merged"),
            ]
        },
    ),
]
# A new article has no state yet, and the archive keeps nothing of it.
FIELDSETS_OF_NEW = [(None, {"fields": TEXT}), *FIELDSETS[1:-1]]
KEPT = ["identifier_shown", "text_version", "digest", "curated", "created_at", "changed_at", "importing", "merged"]
