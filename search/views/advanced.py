"""The form that writes a search: what is filled in is put into the language of the search box."""

from django import forms
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from archive.models import Article, Source
from search.query import composing, parsing

WITHIN = (2, 5, 10, 20)
SUGGESTED = 200  # names of sources that the browser may offer
GENRES = [("", _("any genre")), *(choice for choice in Article.Genre.choices if choice[0])]
NOT_A_DATE = _("Give a year, a month or a day, for example 2011, 2011-03 or 2011-03-15.")


def _line(label, help_text="", **attributes: str) -> forms.CharField:
    widget = forms.TextInput(attrs={"dir": "auto", "autocomplete": "off", **attributes})
    return forms.CharField(label=label, help_text=help_text, required=False, max_length=300, widget=widget)


class ComposedSearch(forms.Form):
    """One field for each thing that a query can ask; none is required."""

    all = _line(_("All of these words"), _("in any of their forms, anywhere in the article"))
    phrase = _line(_("Exactly this phrase"), _("in this spelling and order"))
    any = _line(_("Any of these words"))
    none = _line(_("None of these words"))
    title = _line(_("In the title"))
    near = _line(_("Near one another"), _("in any order and form"))
    within = forms.TypedChoiceField(
        label=_("within so many words"), choices=[(n, n) for n in WITHIN], coerce=str, required=False, initial=10
    )
    source = _line(_("Source"), list="sources")
    topic = _line(_("Topic"))
    place = _line(_("Place"))
    author = _line(_("Author"))
    first = _line(_("Published from"), _("a year, a month or a day: 2011, 2011-03, 2011-03-15"))
    last = _line(_("Published until"), _("the whole year or month is counted"))
    language = _line(_("Language"), _("a name or a code: العربية, ar"))
    genre = forms.ChoiceField(label=_("Genre"), required=False, choices=GENRES)

    def clean_first(self) -> str:
        return self._date("first")

    def clean_last(self) -> str:
        return self._date("last")

    def clean(self) -> dict:
        cleaned = super().clean() or {}
        if len(composing.compose(cleaned)) > parsing.MAX_CHARACTERS:
            raise ValidationError(
                _("That is more than a search can hold: %(limit)s characters in all."),
                params={"limit": parsing.MAX_CHARACTERS},
            )
        return cleaned

    def _date(self, name: str) -> str:
        text = self.cleaned_data[name].strip()
        if text and not composing.is_date(text):
            raise ValidationError(NOT_A_DATE)
        return text


@require_safe
def advanced(request: HttpRequest) -> HttpResponse:
    """The form; filled in, it leads to the results of the search that it writes."""
    asked = any(request.GET.get(name) for name in composing.FIELDS if name != "within")
    form = ComposedSearch({"within": composing.WITHIN, **request.GET.dict()} if asked else None)
    if asked and form.is_valid() and (query := composing.compose(form.cleaned_data)):
        params = QueryDict(mutable=True)
        params["q"] = query
        return HttpResponseRedirect(f"{reverse('search:results')}?{params.urlencode()}")
    sources = Source.objects.order_by("name_ar").only("name_ar", "name_latin")[:SUGGESTED]
    return TemplateResponse(request, "search/advanced.html", {"form": form, "sources": sources})
