"""The page on which a reader reports an error in an article, or asks for its removal."""

from __future__ import annotations

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from archive import curation, reporting
from archive.access import Showing
from archive.models import Report
from search.showing import reading
from search.views.opening import Opened, opening


class ReportForm(forms.Form):
    """What readers write. `website` is seen by robots only: who fills it in is thanked and not listened to."""

    kind = forms.ChoiceField(
        label=_("What is it about?"),
        choices=[
            (Report.Kind.ERROR, _("There is an error in the article")),
            (Report.Kind.REMOVAL, _("I ask for its removal")),
        ],
        widget=forms.RadioSelect,
        initial=Report.Kind.ERROR,
    )
    message = forms.CharField(
        label=_("What is wrong, and what would be right?"),
        max_length=reporting.LONGEST,
        widget=forms.Textarea({"rows": 7, "dir": "auto"}),
        help_text=_("If you ask for removal, say why, and whom it concerns."),
    )
    email = forms.EmailField(
        label=_("Your e-mail, if you want an answer"),
        required=False,
        max_length=254,
        widget=forms.EmailInput({"dir": "ltr", "autocomplete": "email"}),
        help_text=_("Only the curators see it."),
    )
    website = forms.CharField(
        label=_("Leave this empty"),
        required=False,
        max_length=200,
        widget=forms.TextInput({"tabindex": "-1", "autocomplete": "off"}),
    )
    p = forms.IntegerField(required=False, min_value=1, max_value=1_000_000, widget=forms.HiddenInput)

    def clean_message(self) -> str:
        return self.cleaned_data["message"].replace("\r\n", "\n")


@opening(posting=True)
def report(request: HttpRequest, opened: Opened) -> HttpResponse:
    """The form on GET, with the paragraph `?p=` quoted; what is posted goes into the curators' queue."""
    paragraphs = _paragraphs(opened)
    given = request.POST if request.method == "POST" else request.GET
    number = _number(given.get("p", ""), len(paragraphs))
    form = ReportForm(request.POST or None, initial={"p": number, "kind": request.GET.get("kind") or Report.Kind.ERROR})
    if request.method == "POST" and form.is_valid():
        try:
            if not form.cleaned_data["website"]:
                _keep(request, opened, form.cleaned_data, number, paragraphs)
            return HttpResponseRedirect(f"{reverse('search:report', args=[opened.article.identifier])}?sent=1")
        except curation.Refusal as refusal:
            form.add_error(None, str(refusal.sentence))
    context = {
        "article": opened.article,
        "form": form,
        "sent": request.method != "POST" and "sent" in request.GET,
        "number": number,
        "quoted": paragraphs[number - 1] if number else "",
    }
    return TemplateResponse(request, "search/report.html", context)


def _keep(request: HttpRequest, opened: Opened, given: dict[str, Any], number: int | None, text: list[str]) -> None:
    reporting.report(
        article=opened.article,
        kind=given["kind"],
        message=given["message"],
        paragraph=number,
        text=text,
        email=given["email"],
        by=request.user if request.user.is_authenticated else None,
    )


def _paragraphs(opened: Opened) -> list[str]:
    """The paragraphs by their number, as far as this reader sees them."""
    if opened.showing != Showing.TEXT:
        return []
    text = reading.text_of(opened.article.lead, opened.article.body)
    return ["".join(piece.text for piece in one.pieces) for one in reading.read("", "", text).paragraphs]


def _number(typed: str, most: int) -> int | None:
    """The number of a paragraph that is there."""
    number = int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 8 else 0
    return number if 1 <= number <= most else None
