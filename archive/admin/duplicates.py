"""The desk of duplicates: pairs of articles that tell one text, and what a curator says of them."""

from __future__ import annotations

from typing import Any

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from archive import comparing, curation
from archive.admin import bounds, looking, showing
from archive.models import Article, Relation
from archive.models.articles import TEXT_FIELDS
from archive.relating import deciding

LABELS = {field.name: field.verbose_name for field in Article._meta.fields if field.name in TEXT_FIELDS}
SHOWN = 100_000  # letters of each field that are held against each other


@admin.register(Relation)
class RelationAdmin(looking.LookedFor, bounds.BoundedList, admin.ModelAdmin):
    look = "relate"
    change_list_template = "admin/archive/relation/pairs.html"
    list_display = ["pair", "kind", "state", "overlap", "found"]
    list_display_links = ["pair"]
    list_filter = ["state", "kind"]
    list_select_related = ["first__source", "second__source"]
    list_per_page = 50
    sortable_by = ()
    actions = None

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Relation | None = None) -> bool:
        return False  # there is no form: pairs are decided

    def has_delete_permission(self, request: HttpRequest, obj: Relation | None = None) -> bool:
        return False

    def has_view_permission(self, request: HttpRequest, obj: Relation | None = None) -> bool:
        return request.user.has_perm("archive.view_article")

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def may_look(self, request: HttpRequest) -> bool:
        return request.user.has_perm("archive.decide_article")

    def get_queryset(self, request: HttpRequest):
        texts = [f"{side}__{name}" for side in ("first", "second") for name in ("subtitle", "lead", "body", "found")]
        rows = super().get_queryset(request)
        return rows.defer(*texts) if _is_list(request) else rows

    @admin.display(description=_("articles"))
    def pair(self, relation: Relation) -> str:
        sides = [(showing.headline(side), side.source.name) for side in (relation.first, relation.second)]
        return format_html("{} (<bdi>{}</bdi>)<br>{} (<bdi>{}</bdi>)", *sides[0], *sides[1])

    @admin.display(description=_("in common"))
    def overlap(self, relation: Relation) -> str:
        return f"{number_format(round(100 * relation.contained))}%"

    @admin.display(description=_("found"))
    def found(self, relation: Relation) -> str:
        return showing.stamp(relation.found_at)

    # ---------- one pair ----------

    def change_view(self, request: HttpRequest, object_id: str, form_url="", extra_context=None) -> HttpResponse:
        """The two texts against each other; what is posted decides."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        relation = self.get_object(request, object_id)
        if relation is None:
            raise Http404(object_id)
        if request.method == "POST":
            return self._decide(request, relation)
        return TemplateResponse(request, "admin/archive/relation/pair.html", self._context(request, relation))

    def _decide(self, request: HttpRequest, relation: Relation) -> HttpResponse:
        if not request.user.has_perm("archive.decide_article"):
            raise PermissionDenied
        given: dict[str, Any] = {"relation": relation, "by": request.user}
        here = reverse("admin:archive_relation_change", args=[relation.pk])
        try:
            match request.POST.get("act", ""):
                case "refuse":
                    deciding.refuse(**given)
                case "reopen":
                    deciding.reopen(**given)
                    return HttpResponseRedirect(here)
                case "first" | "second" as side:
                    deciding.merge(**given, winner=getattr(relation, side))
                case kind if kind in Relation.Kind.values:
                    deciding.confirm(**given, kind=kind)
                case _:
                    return HttpResponseRedirect(here)
        except curation.Refusal as refusal:
            self.message_user(request, str(refusal.sentence), messages.ERROR)
            return HttpResponseRedirect(here)
        undo = format_html('<a href="{}">{}</a>', here, _("Look at it, or take it back"))
        self.message_user(request, format_html("{} {}", _("Decided and remembered."), undo), messages.SUCCESS)
        return HttpResponseRedirect(self._next(relation) or reverse("admin:archive_relation_changelist"))

    def _next(self, relation: Relation) -> str:
        """The next pair that waits."""
        following = Relation.objects.filter(state=Relation.State.WAITING, pk__lt=relation.pk).order_by("-pk").first()
        return reverse("admin:archive_relation_change", args=[following.pk]) if following else ""

    def _context(self, request: HttpRequest, relation: Relation) -> dict[str, Any]:
        return {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": relation.get_kind_display(),
            "relation": relation,
            "sides": [("first", relation.first), ("second", relation.second)],
            "fields": list(_differences(relation.first, relation.second)),
            "kinds": Relation.Kind.choices,
            "waiting": relation.state == Relation.State.WAITING,
            "may_decide": request.user.has_perm("archive.decide_article"),
        }


def _is_list(request: HttpRequest) -> bool:
    return bool(request.resolver_match and str(request.resolver_match.url_name).endswith("changelist"))


def _differences(first: Article, second: Article):
    """Of each field that differs its name and the parts, word by word."""
    for name in TEXT_FIELDS:
        old, new = (getattr(side, name)[:SHOWN] for side in (first, second))
        if old != new:
            yield capfirst(LABELS[name]), comparing.shorten(comparing.compare(old, new))
