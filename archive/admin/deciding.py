"""Decisions about one article or many: a page that says what will happen and asks why, then the acts of `curation`."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext, ngettext_lazy

from archive import curation, discarding
from archive.admin import bounds
from archive.models import Article

SHOWN = 10  # titles on the page that asks


class NoteForm(forms.Form):
    note = forms.CharField(
        label=_("Note"), required=False, max_length=2_000, widget=forms.Textarea({"rows": 3, "dir": "auto"})
    )


class ReasonForm(NoteForm):
    reason = forms.ChoiceField(
        label=_("Reason"),
        choices=[("", _("Choose a reason")), *((reason.value, reason.label) for reason in curation.REASONS)],
        widget=forms.Select({"autofocus": True}),
        error_messages={"required": _("Say why: choose a reason. Everything that was chosen is still here.")},
    )
    until = forms.DateField(
        label=_("Decide again on"),
        required=False,
        widget=forms.DateInput({"type": "date", "dir": "ltr"}, format="%Y-%m-%d"),
        help_text=_(
            "From that day on it waits on the desk to be decided again, and stays hidden until somebody does. "
            "To have it appear by itself on a day, publish it under an embargo."
        ),
    )
    field_order = ["reason", "until", "note"]

    def clean_until(self) -> datetime.date | None:
        until = self.cleaned_data["until"]
        if until and until <= timezone.localdate():
            raise forms.ValidationError(str(curation.DayIsPast.sentence))
        return until


class EmbargoForm(forms.Form):
    until = forms.DateField(
        label=_("Embargo until"),
        required=False,
        widget=forms.DateInput({"type": "date", "dir": "ltr"}, format="%Y-%m-%d"),
        help_text=_("The first day on which readers may see it. Empty ends the embargo."),
    )


@dataclass(frozen=True)
class Decision:
    """An act that a curator may choose: its name on the button, the question, its form, and what is said afterwards."""

    act: str
    title: Any
    question: Any
    done: Any
    form: type[forms.Form]
    do: Callable[..., Any]
    consequence: Any = ""


DECISIONS = {
    decision.act: decision
    for decision in (
        Decision(
            "publish",
            _("Publish"),
            ngettext_lazy("Publish %(count)s article?", "Publish %(count)s articles?", "count"),
            ngettext_lazy("%(count)s article published.", "%(count)s articles published.", "count"),
            NoteForm,
            curation.publish,
            _("Everybody can find and read it from now on, unless an embargo holds it back."),
        ),
        Decision(
            "submit",
            _("Send to review"),
            ngettext_lazy("Send %(count)s article to review?", "Send %(count)s articles to review?", "count"),
            ngettext_lazy("%(count)s article sent to review.", "%(count)s articles sent to review.", "count"),
            NoteForm,
            curation.submit,
        ),
        Decision(
            "withhold",
            _("Withhold"),
            ngettext_lazy("Withhold %(count)s article?", "Withhold %(count)s articles?", "count"),
            ngettext_lazy("%(count)s article withheld.", "%(count)s articles withheld.", "count"),
            ReasonForm,
            curation.withhold,
            _("It vanishes at once from search, lists and pages, and can be restored."),
        ),
        Decision(
            "withdraw",
            _("Withdraw"),
            ngettext_lazy("Withdraw %(count)s article?", "Withdraw %(count)s articles?", "count"),
            ngettext_lazy("%(count)s article withdrawn.", "%(count)s articles withdrawn.", "count"),
            ReasonForm,
            curation.withdraw,
            _("It vanishes at once from search, lists and pages; its address says that it was withdrawn, and why."),
        ),
        Decision(
            "restore",
            _("Restore"),
            ngettext_lazy("Restore %(count)s article?", "Restore %(count)s articles?", "count"),
            ngettext_lazy("%(count)s article restored.", "%(count)s articles restored.", "count"),
            NoteForm,
            curation.restore,
            _("It goes back to the state that it had before it was withheld or withdrawn."),
        ),
        Decision(
            "embargo",
            _("Set the embargo"),
            ngettext_lazy("Set the embargo of %(count)s article?", "Set the embargo of %(count)s articles?", "count"),
            ngettext_lazy("Embargo of %(count)s article set.", "Embargo of %(count)s articles set.", "count"),
            EmbargoForm,
            curation.embargo,
        ),
        Decision(
            "discard",
            _("Move to the trash"),
            ngettext_lazy("Move %(count)s article to the trash?", "Move %(count)s articles to the trash?", "count"),
            ngettext_lazy("%(count)s article moved to the trash.", "%(count)s articles moved to the trash.", "count"),
            NoteForm,
            discarding.discard,
            _(
                "It is seen nowhere any more. Editors can bring it back for thirty days; then its texts are destroyed. "
                "The address of what was published goes on answering with a citation."
            ),
        ),
    )
}


def decide(desk: admin.ModelAdmin, request: HttpRequest, act: str, queryset, *, back: str = "") -> HttpResponse:
    """Ask on GET or on the first POST of an action; act when the page itself is sent (`decide=1`).

    Returns a page, or a redirection to `back` or to the list itself. At most `bounds.AT_ONCE` articles.
    """
    if not request.user.has_perm("archive.decide_article"):
        raise PermissionDenied
    decision = DECISIONS[act]
    if bounds.count(queryset, bounds.AT_ONCE) > bounds.AT_ONCE:
        limit = _("One decision changes at most %(most)s articles: narrow the list first.") % {"most": bounds.AT_ONCE}
        desk.message_user(request, limit, messages.ERROR)
        return HttpResponseRedirect(back or request.get_full_path())
    articles = list(queryset.order_by("pk").select_related("source").defer("subtitle", "lead", "body"))
    sent = request.POST.get("decide") == "1"
    form = decision.form(request.POST if sent else None, initial=_initial(act, articles))
    if not sent or not form.is_valid():
        return _ask(desk, request, decision, articles, form, back)
    _carry_out(desk, request, decision, articles, form.cleaned_data)
    return HttpResponseRedirect(back or request.get_full_path())


def _initial(act: str, articles: list[Article]) -> dict[str, Any]:
    return {"until": articles[0].embargo_until} if act == "embargo" and len(articles) == 1 else {}


def _ask(desk, request, decision: Decision, articles: list[Article], form: forms.Form, back: str) -> TemplateResponse:
    able = [article for article in articles if curation.allows(article, decision.act)]
    context = {
        **desk.admin_site.each_context(request),
        "opts": desk.opts,
        "title": decision.question % {"count": len(able)},
        "decision": decision,
        "articles": able[:SHOWN],
        "more": max(0, len(able) - SHOWN),
        "able": able,
        "unable": _by_status(article for article in articles if not curation.allows(article, decision.act)),
        "form": form,
        "back": back,
        "leave": back or request.get_full_path(),
    }
    return TemplateResponse(request, "admin/archive/article/decide.html", context)


def _by_status(articles: Iterable[Article]) -> list[tuple[str, int]]:
    return Counter(str(article.get_status_display()) for article in articles).most_common()


def _carry_out(desk, request, decision: Decision, articles: list[Article], given: dict[str, Any]) -> None:
    done, refusals = 0, Counter[str]()
    for article in articles:
        try:
            decision.do(article=article, by=request.user, **given)
            done += 1
        except curation.Refusal as refusal:
            refusals[str(refusal.sentence)] += 1
    if done:
        desk.message_user(request, decision.done % {"count": done}, messages.SUCCESS)
    for sentence, count in refusals.items():
        kept = ngettext("%(count)s article is as it was.", "%(count)s articles are as they were.", count)
        desk.message_user(request, f"{kept % {'count': count}} {sentence}", messages.WARNING)
