"""The vocabularies: authors, topics and places, how many articles each has, and merging of two that are one."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import admin, messages
from django.contrib.admin.views.main import ChangeList
from django.contrib.postgres.fields import ArrayField
from django.db import OperationalError
from django.db.models import Case, CharField, Count, Exists, F, Func, OuterRef, Q, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from archive import hierarchy, holdings
from archive.admin import bounds, gone, merging, recording, showing, term_works
from archive.admin.fields import LinesField, NamedFields
from archive.models import Article, Author, Place, Topic

RENAMING = "rename"  # in the address of a list: its names are inputs


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


class TreeFilter(admin.SimpleListFilter):
    """Topics by where they stand; `?broader=12` lists what is directly below a topic."""

    title = _("place in the tree")
    parameter_name = "broader"

    def lookups(self, request, model_admin):
        return [("none", _("At the top")), ("with", _("With narrower topics"))]

    def queryset(self, request, queryset):
        match self.value():
            case "none":
                return queryset.filter(broader=None)
            case "with":
                return queryset.filter(Exists(Topic.objects.filter(broader=OuterRef("pk"))))
            case str(number) if number.isdecimal() and len(number) < 18:
                return queryset.filter(broader=int(number))
        return queryset


class NamesForm(forms.ModelForm):
    """A row of the list while its names can be typed over; each input says whose name it is."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.widget.attrs |= {"aria-label": f"{field.label}: {self.instance}", "dir": "auto"}


class RenamingList(ChangeList):
    """A list whose names can be typed over: `?rename=1`."""

    def __init__(self, request: HttpRequest, *args: Any) -> None:
        super().__init__(request, *args)
        if RENAMING in request.GET and self.model_admin.has_change_permission(request):
            self.list_display_links = None  # type: ignore[assignment]  # no name is a link
        else:
            self.list_editable = ()

    def get_filters_params(self, params: Any = None) -> Any:
        return {name: value for name, value in super().get_filters_params(params).items() if name != RENAMING}


class TreeList(RenamingList):
    """A list of topics, which knows the paths of all its rows."""

    def get_results(self, request: HttpRequest) -> None:
        super().get_results(request)
        paths = hierarchy.paths(self.result_list)
        for topic in self.result_list:
            topic.path = paths[topic.pk]


class TermAdmin(
    recording.Recorded, gone.Recoverable, term_works.Followed, bounds.BoundedList, NamedFields, admin.ModelAdmin
):
    class Media:
        js = ["admin-fihrist.js"]

    change_list_template = "admin/archive/terms.html"
    list_per_page = 100
    list_editable = ["name_ar", "name_latin"]  # while renaming
    list_display_links = None  # to Django's checks; else the first name
    formfield_overrides = {ArrayField: {"form_class": LinesField}}
    search_fields = ["name_ar", "name_latin"]  # and the other names, see below
    search_help_text = _("Letters of any of its names.")
    term: str  # the name of the model, and of the field of its through-rows
    readonly_fields = ["article_count"]

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return RenamingList

    def get_changelist_form(self, request: HttpRequest, **kwargs: Any) -> Any:
        return super().get_changelist_form(request, form=NamesForm, **kwargs)

    def get_list_display_links(self, request: HttpRequest, list_display: Any) -> Any:
        return ["name_ar"]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Any]:
        """With the number of articles and the last that was given it."""
        links = self.model.articles.through.objects.filter(**{self.term: OuterRef("pk")})
        rows = super().get_queryset(request)
        return rows.annotate(
            article_total=self._total(links), latest=Subquery(links.order_by("-article_id").values("article_id")[:1])
        ).annotate(used_at=Subquery(Article.objects.filter(pk=OuterRef("latest")).values("created_at")))

    def _total(self, links: QuerySet) -> Any:
        """How many articles bear it."""
        return holdings.held(self.term)

    def get_search_results(self, request: HttpRequest, queryset: QuerySet, search_term: str) -> tuple[QuerySet, bool]:
        """Those with all the words in one or the other of their names, the main one or not."""
        text = Func(F("variants"), Value("\n"), function="array_to_string", output_field=CharField())
        rows = queryset.alias(others=text)
        for word in search_term.split():
            named = Q(name_ar__icontains=word) | Q(name_latin__icontains=word) | Q(others__icontains=word)
            rows = rows.filter(named)
        return rows, False

    @admin.display(description=_("articles"), ordering="article_total")
    def article_count(self, term) -> str:
        return showing.articles_link(getattr(term, "article_total", 0), f"{self.term}s__id__exact", term)

    @admin.display(description=_("other names"))
    def others(self, term) -> str:
        return " · ".join(term.variants[:5])

    @admin.display(description=_("last used"))
    def used(self, term) -> str:
        """When the latest article that bears it came in."""
        return showing.day(timezone.localdate(term.used_at)) if term.used_at else str(_("not used"))

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        """Merging only: what is in use is not deleted, and what is not in use harms nobody.

        While renaming there is none, so that Enter saves the names.
        """
        if not self.has_delete_permission(request) or RENAMING in request.GET:
            return {}
        return {"merge": (merging.merge_terms, "merge", _("Merge into one"))}

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """As Django's, with the ways to rename in the list and to what is gone."""
        context = {
            **(extra_context or {}),
            "gone_href": reverse(f"admin:archive_{self.term}_gone"),
            "may_rename": self.has_change_permission(request),
            "renaming": RENAMING in request.GET,
        }
        return super().changelist_view(request, context)

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
    list_display = ["name_ar", "name_latin", "others", "kind", "article_count", "used"]
    list_filter = ["kind", UsedFilter]
    fields = ["name_ar", "name_latin", "variants", "kind", "note", "article_count"]


@admin.register(Topic)
class TopicAdmin(TermAdmin):
    term = "topic"
    list_display = ["name_ar", "name_latin", "others", "above", "article_count", "with_narrower", "used"]
    list_filter = [UsedFilter, TreeFilter, "sought"]
    autocomplete_fields = ["broader"]
    fields = ["name_ar", "name_latin", "variants", "broader", "narrower", "sought", "note", "article_count"]
    readonly_fields = ["article_count", "narrower"]

    def get_changelist(self, request: HttpRequest, **kwargs: Any) -> type[ChangeList]:
        return TreeList

    def get_queryset(self, request: HttpRequest) -> QuerySet[Topic]:
        return super().get_queryset(request).annotate(held_below=holdings.held("topic"))

    def _total(self, links: QuerySet) -> Any:
        """Tallies hold what stands below a topic, too: where something does, its own are counted."""
        own = links.order_by().values("topic").annotate(count=Count("pk")).values("count")
        above = Exists(Topic.objects.filter(broader=OuterRef("pk")))
        return Case(When(above, then=Coalesce(Subquery(own), 0)), default=holdings.held("topic"))

    @admin.display(description=_("stands below"))
    def above(self, topic: Topic) -> str:
        """Its path, the broadest first."""
        return " › ".join(str(one) for one in getattr(topic, "path", [])) or "–"

    @admin.display(description=_("with narrower topics"), ordering="held_below")
    def with_narrower(self, topic) -> SafeString | str:
        return showing.number(topic.held_below)

    @admin.display(description=_("narrower topics"))
    def narrower(self, topic: Topic) -> SafeString | str:
        """Those directly below it, as a link to their list."""
        count = topic.narrower.count() if topic.pk else 0
        if not count:
            return "–"
        address = reverse("admin:archive_topic_changelist")
        return format_html('<a href="{}?broader={}">{}</a>', address, topic.pk, showing.number(count))

    def changeform_view(self, request: HttpRequest, object_id=None, form_url="", extra_context=None) -> HttpResponse:
        """As Django's. A topic that moves waits for whoever writes articles at the moment, but not for long."""
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except OperationalError:
            sentence = _("The topic could not be moved now, because articles are being brought in. Try again later.")
            self.message_user(request, sentence, messages.ERROR)
            return HttpResponseRedirect(request.get_full_path())


@admin.register(Place)
class PlaceAdmin(TermAdmin):
    term = "place"
    list_display = ["name_ar", "name_latin", "others", "country", "article_count", "used"]
    list_filter = [UsedFilter, "sought", "country"]
    fields = ["name_ar", "name_latin", "variants", "country", ("latitude", "longitude"), "sought", "note"]
    fields += ["article_count"]
