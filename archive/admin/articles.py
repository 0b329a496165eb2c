"""The articles desk: a list by which a curator decides, a form that mends, and acts that say who and why."""

from __future__ import annotations

import functools
from typing import Any, cast

from django.contrib import admin, messages
from django.contrib.admin.options import IS_POPUP_VAR
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.db.models import F
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from archive import calendars, curation, reconciling
from archive.admin import (
    bounds,
    bulk_asking,
    deciding,
    describing,
    evidence,
    filters,
    histories,
    layout,
    merging,
    originals,
    recording,
    rows,
    showing,
    suggestions,
    trash_works,
    typed,
)
from archive.admin.fields import NamedFields
from archive.admin.forms import ArticleForm
from archive.models import Article, Original, User


@admin.register(Article)
class ArticleAdmin(recording.Recorded, bounds.BoundedList, NamedFields, admin.ModelAdmin):
    class Media:
        js = ["admin-fihrist.js"]

    form = ArticleForm
    fieldsets = layout.FIELDSETS
    inlines = layout.INLINES
    autocomplete_fields = ["source"]
    readonly_fields = ["state", "kept_originals", "read_from_text", *layout.KEPT]

    list_display = ["headline", "source", "dated", "status_shown", "access_shown", "embargo"]
    list_display += ["text_origin", "text_version", "arrived"]
    list_display_links = ["headline"]
    list_filter = ["status", filters.DateFilter, filters.TitleFilter, filters.TextFilter, filters.EmbargoFilter]
    list_filter += [filters.DecisionFilter, "genre", "text_origin"]
    list_filter += [filters.LanguageFilter, filters.AccessFilter, "source"]
    list_select_related = ["source"]
    list_per_page = 50
    sortable_by = ["dated", "arrived"]
    ordering = [F("published_on").desc(nulls_last=True), "-pk"]
    date_hierarchy = "published_on"
    search_fields = ["title"]
    search_help_text = _("Words in the title")

    # ---------- the list ----------

    def get_queryset(self, request: HttpRequest):
        found = super().get_queryset(request)
        name = str(request.resolver_match.url_name) if request.resolver_match else ""
        # The long texts are not read for a list.
        return found.defer("subtitle", "lead", "body", "found") if name.endswith("changelist") else found

    @admin.display(description=_("title"))
    def headline(self, article: Article) -> str:
        return showing.headline(article)

    @admin.display(description=_("date"), ordering=F("published_on"))
    def dated(self, article: Article) -> str:
        return calendars.printed(article.published_on, article.date_precision, article.date_calendar)

    @admin.display(description=_("status"))
    def status_shown(self, article: Article) -> str:
        return showing.state(article)

    @admin.display(description=_("access"))
    def access_shown(self, article: Article) -> str:
        return showing.access(article)

    @admin.display(description=_("embargo until"))
    def embargo(self, article: Article) -> str:
        return showing.day(article.embargo_until)

    @admin.display(description=_("brought in"), ordering="created_at")
    def arrived(self, article: Article) -> str:
        return showing.day(timezone.localdate(article.created_at))

    # ---------- acts ----------

    def has_delete_permission(self, request: HttpRequest, obj: Article | None = None) -> bool:
        """Never without a word: deleting is a decision, which moves to the trash (`archive.discarding`)."""
        return False

    def has_decide_permission(self, request: HttpRequest) -> bool:
        return request.user.has_perm("archive.decide_article")

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        acts: dict[str, Any] = {
            act: (functools.partial(_decide, act), act, deciding.DECISIONS[act].title) for act in deciding.DECISIONS
        }
        acts["merge"] = (merging.merge_articles, "merge", _("Merge into one"))
        if IS_POPUP_VAR in request.GET:
            return {}
        acts = acts if self.has_decide_permission(request) else {}
        if request.user.has_perm(bulk_asking.MAY):
            acts["bulk"] = (bulk_asking.ask, "bulk", _("Edit many articles"))
        return acts

    def get_urls(self):
        wrap = self.admin_site.admin_view
        return [
            path("<int:pk>/decide/<slug:act>/", wrap(self.decide_view), name="archive_article_decide"),
            path("<int:pk>/restore-text/<int:version>/", wrap(self.text_view), name="archive_article_text"),
            path("<int:pk>/terms/", wrap(self.terms_view), name="archive_article_terms"),
            path("<int:pk>/original/<int:original>/", wrap(self.original_view), name="archive_article_original"),
            *super().get_urls(),
        ]

    def decide_view(self, request: HttpRequest, pk: int, act: str) -> HttpResponse:
        if act not in deciding.DECISIONS:
            raise Http404(act)
        back = reverse("admin:archive_article_change", args=[get_object_or_404(Article, pk=pk).pk])
        if act == "discard" and request.POST.get("decide") == "1":
            back = reverse("admin:archive_article_changelist")
        page = deciding.decide(self, request, act, Article.objects.filter(pk=pk), back=back)
        return page or HttpResponseRedirect(back)

    def original_view(self, request: HttpRequest, pk: int, original: int) -> HttpResponse:
        if not self.has_view_permission(request):
            raise PermissionDenied
        kept = get_object_or_404(Original.objects.select_related("article"), pk=original, article_id=pk)
        return originals.download(kept, whole="whole" in request.GET)  # type: ignore[return-value]

    def terms_view(self, request: HttpRequest, pk: int) -> HttpResponse:
        return suggestions.answer(self, request, get_object_or_404(Article.objects.select_related("source"), pk=pk))

    # ---------- the form ----------

    def get_readonly_fields(self, request: HttpRequest, obj: Article | None = None):
        fields = [*self.readonly_fields, *(["source_key"] if obj else [])]
        return [name for name in fields if name != "state"] if obj is None else fields

    def get_fieldsets(self, request: HttpRequest, obj: Article | None = None):
        return layout.FIELDSETS if obj else layout.FIELDSETS_OF_NEW

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        """As Django's, with the acts that the state allows. Who saves too late sees the form with the difference."""
        context = {**(extra_context or {}), "decisions": self._decisions(request, object_id)}
        try:
            return super().changeform_view(request, object_id, form_url, context)
        except curation.EditedMeanwhile:
            return super().changeform_view(request, object_id, form_url, context)

    def get_formset_kwargs(self, request: HttpRequest, obj: Article, inline: Any, prefix: str) -> dict[str, Any]:
        """As Django's. Rows that somebody else has changed meanwhile are taken together with what was typed."""
        given = super().get_formset_kwargs(request, obj, inline, prefix)
        if obj.pk and "data" in given and request.POST.get("edition") != curation.edition(obj):
            table = rows.Rows(inline.model, inline.fields, prefix, given["data"])
            table.reconcile(obj)
            told = request.__dict__.setdefault("described_meanwhile", [])
            told += [(capfirst(inline.model._meta.verbose_name_plural), table.said)] if table.said else []
        return given

    def render_change_form(self, request, context, *args, **kwargs):
        """As Django's. After a conflict it says who did what since the form was opened."""
        form = context["adminform"].form
        meanwhile = reconciling.since(form.instance, form.seen) if form.seen else []
        return super().render_change_form(
            request,
            {
                **context,
                "meanwhile": histories.deeds(meanwhile),
                "described": getattr(request, "described_meanwhile", []),
            },
            *args,
            **kwargs,
        )

    def _decisions(self, request: HttpRequest, object_id: str | None) -> list[deciding.Decision]:
        article = self.get_object(request, unquote(object_id)) if object_id else None
        if article is None or not self.has_decide_permission(request):
            return []
        return [decision for act, decision in deciding.DECISIONS.items() if curation.allows(article, act)]

    def save_model(self, request: HttpRequest, obj: Article, form: ArticleForm, change: bool) -> None:
        """A new article is a draft; a mended one remembers what was mended and is never overwritten unread."""
        given = {name: value for name, value in form.cleaned_data.items() if name in curation.CORRECTABLE}
        if change:
            fields = {name: given[name] for name in form.changed_data if name in given}
            curation.correct(article=obj, fields=fields, by=cast(User, request.user), seen=form.cleaned_data["edition"])
        else:
            obj.status = Article.Status.DRAFT
            obj.source_key = obj.source_key or obj.url or f"by-hand:{obj.identifier}"
            obj.curated_fields = sorted(name for name, value in given.items() if value not in (None, "", False))
            form.said = typed.read(obj)
            super().save_model(request, obj, form, change)

    def save_related(self, request: HttpRequest, form: ArticleForm, formsets, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        described = {inline.model: inline.description for inline in layout.INLINES}
        if names := [described[formset.model] for formset in formsets if formset.has_changed()]:
            curation.describe(article=form.instance, names=names, by=cast(User, request.user))
        if not change:
            typed.describe(form.instance, form.said)
            if told := typed.told(form.said):
                self.message_user(request, told)

    # ---------- what is only shown ----------

    @admin.display(description=_("status"))
    def state(self, article: Article) -> str:
        return showing.state_in_full(article)

    @admin.display(description=_("permanent identifier"))
    def identifier_shown(self, article: Article) -> str:
        return format_html('<bdi dir="ltr" class="code">{}</bdi>', article.identifier)

    @admin.display(description=_("read from the text"))
    def read_from_text(self, article: Article) -> str:
        return evidence.found(article)

    @admin.display(description=_("originals"))
    def kept_originals(self, article: Article) -> str:
        return showing.originals(article)

    @admin.display(description=_("fields mended by curators"))
    def curated(self, article: Article) -> str:
        return showing.mended_fields(article)

    @admin.display(description=_("merged into"))
    def merged(self, article: Article) -> str:
        return showing.link_to(article.merged_into)

    # ---------- history ----------

    def history_view(self, request: HttpRequest, object_id: str, extra_context=None) -> HttpResponse:
        """Who changed what when, and the former texts. `?text=3` holds the third text against the present one."""
        article = self.get_object(request, unquote(object_id))
        if article is None:
            raise Http404(object_id)
        if not self.has_view_permission(request, article):
            raise PermissionDenied
        version = request.GET.get("text", "")[:9]
        recorded = self.recorded(request, article)
        deeds = [*recorded["changes"], *describing.changes(article)]
        context = {
            **recorded,
            "changes": sorted(deeds, key=lambda change: change.at, reverse=True)[: histories.LONGEST],
            "article": article,
            "former_texts": histories.former_texts(article),
            **(_comparison(article, int(version)) if version.isdecimal() else {}),
        }
        return TemplateResponse(request, "admin/archive/article/history.html", context)

    def text_view(self, request: HttpRequest, pk: int, version: int) -> HttpResponse:
        """Make a former text the present one (POST only)."""
        article = get_object_or_404(Article, pk=pk)
        if request.method != "POST" or not self.has_change_permission(request, article):
            raise PermissionDenied
        history = reverse("admin:archive_article_history", args=[pk])
        try:
            curation.restore_text(
                article=article, version=version, by=cast(User, request.user), seen=request.POST.get("edition", "")
            )
        except LookupError:
            raise Http404(version) from None
        except curation.Refusal as refusal:
            self.message_user(request, str(refusal.sentence), messages.ERROR)
        else:
            done = _("The text of version %(version)s is the present text again, as version %(new)s.")
            self.message_user(request, done % {"version": version, "new": article.text_version}, messages.SUCCESS)
        return HttpResponseRedirect(history)


def _decide(act: str, desk: ArticleAdmin, request: HttpRequest, queryset) -> HttpResponse | None:
    """A decision on a few articles; on more than one decision may change it is a bulk edit, where there is such."""
    if act == "discard" and bounds.count(queryset, bounds.AT_ONCE) > bounds.AT_ONCE:
        return trash_works.move(desk, request, queryset, trash_works.TO_THE_TRASH)
    if bulk_asking.may(request.user, act) and bounds.count(queryset, bounds.AT_ONCE) > bounds.AT_ONCE:
        return bulk_asking.ask(desk, request, queryset, what=act)
    return deciding.decide(desk, request, act, queryset)


def _comparison(article: Article, version: int) -> dict[str, Any]:
    try:
        differences = histories.differences(article, version)
    except LookupError:
        raise Http404(version) from None
    return {"compared": version, "differences": differences, "edition": curation.edition(article)}
