"""The trash: articles that were thrown away in the last thirty days, and the way back."""

from __future__ import annotations

from typing import Any, cast

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from archive import calendars, curation, discarding, emptying
from archive.admin import bounds, showing, trash_works
from archive.admin.deciding import NoteForm
from archive.models import Discarded, User


class BesideForm(NoteForm):
    """Asked where the article was brought in anew."""

    beside = forms.BooleanField(
        label=_("Bring it back beside the other one"),
        error_messages={"required": discarding.BroughtInAnew.sentence},
        help_text=_(
            "Imports go on knowing the other one. Afterwards you can merge the two, so that both addresses lead to one."
        ),
    )
    field_order = ["beside", "note"]


@admin.register(Discarded)
class DiscardedAdmin(trash_works.Followed, bounds.BoundedList, admin.ModelAdmin):
    list_display = ["headline", "source", "was_published", "discarded_by", "thrown", "destroyed"]
    list_display_links = ["headline"]
    list_filter = [
        "was_published",
        ("source", admin.RelatedOnlyFieldListFilter),
        ("discarded_by", admin.RelatedOnlyFieldListFilter),
    ]
    search_fields = ["cited__title", "identifier", "note"]
    search_help_text = _("Words of the title or of the note, or the permanent identifier.")
    list_select_related = ["source", "discarded_by"]
    list_per_page = 50
    sortable_by = ("thrown",)

    def has_add_permission(self, request: HttpRequest) -> bool:
        return False

    def has_change_permission(self, request: HttpRequest, obj: Discarded | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Discarded | None = None) -> bool:
        return False  # it empties itself

    def has_view_permission(self, request: HttpRequest, obj: Discarded | None = None) -> bool:
        return request.user.has_perm("archive.view_article")

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def get_queryset(self, request: HttpRequest):
        """Only what can be brought back, whether or not what is overdue has been destroyed already."""
        return discarding.restorable().defer("content")

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        may = request.user.has_perm(trash_works.BACK.permission)
        return {"bring_back": (_bring_back, "bring_back", trash_works.BACK.title)} if may else {}

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        if self.has_view_permission(request):
            emptying.empty()
        return super().changelist_view(request, extra_context)

    @admin.display(description=_("title"))
    def headline(self, kept: Discarded) -> str:
        if kept.cited.get("title"):
            return format_html('<bdi class="headline">{}</bdi>', kept.cited["title"][:120])
        return format_html('<bdi dir="ltr" class="code">{}</bdi>', kept.identifier)

    @admin.display(description=_("moved to the trash"), ordering="discarded_at")
    def thrown(self, kept: Discarded) -> str:
        return showing.stamp(kept.discarded_at)

    @admin.display(description=_("destroyed on"))
    def destroyed(self, kept: Discarded) -> str:
        return showing.day(timezone.localdate(kept.discarded_at + discarding.KEPT))

    def change_view(self, request: HttpRequest, object_id: str, form_url="", extra_context=None) -> HttpResponse:
        """What it is and who threw it away; an editor's post brings it back."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        kept = self.get_object(request, object_id)
        if kept is None:
            raise Http404(object_id)
        may_restore = request.user.has_perm("archive.restore_discarded")
        anew = discarding.in_the_way(kept)
        form = (BesideForm if anew else NoteForm)(request.POST or None)
        if request.method == "POST":
            if not may_restore:
                raise PermissionDenied
            if form.is_valid() and (address := self._restored(request, kept, **form.cleaned_data)):
                return HttpResponseRedirect(address)
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("In the trash"),
            "kept": kept,
            "thrown": showing.moment(kept.discarded_at),
            "destroyed": calendars.day(timezone.localdate(kept.discarded_at + discarding.KEPT)),
            "anew": showing.link_to(anew) if anew else "",
            "form": form,
            "may_restore": may_restore,
        }
        return TemplateResponse(request, "admin/archive/discarded/discarded.html", context)

    def _restored(self, request: HttpRequest, kept: Discarded, note: str, beside: bool = False) -> str:
        """Where the article is again; nothing if it could not be brought back."""
        try:
            article = discarding.restore(discarded=kept, by=cast(User, request.user), note=note, beside=beside)
        except curation.Refusal as refusal:
            self.message_user(request, str(refusal.sentence), messages.ERROR)
            return ""
        self.message_user(request, str(_("It is again as it was.")), messages.SUCCESS)
        return reverse("admin:archive_article_change", args=[article.pk])


def _bring_back(desk: DiscardedAdmin, request: HttpRequest, queryset) -> HttpResponse:
    return trash_works.move(desk, request, queryset, trash_works.BACK)
