"""The desk of aliases: which expressions mean the same, and what each of them finds."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib import admin
from django.db.models import CharField, F, Func, Q, QuerySet, Value
from django.http import HttpRequest
from django.urls import reverse
from django.utils.formats import number_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

import arabic
from archive.admin import bounds, recording
from archive.admin.fields import LinesField
from search.finding import matching
from search.finding.asking import TooCostly, asking
from search.models import Alias, IndexEntry
from search.query import parsing, widening

MOST = 12  # expressions of a group
MAX_LETTERS = 100
MAX_WORDS = 8


class AliasForm(forms.ModelForm):
    class Meta:
        model = Alias
        fields = ("kind", "expressions", "direction", "beside_number", "active", "note")
        field_classes = {"expressions": LinesField, "beside_number": LinesField}

    def clean_expressions(self) -> list[str]:
        expressions = self.cleaned_data["expressions"]
        if not 2 <= len(expressions) <= MOST:
            raise forms.ValidationError(
                ngettext(
                    "A group has from 2 to %(most)s expression.", "A group has from 2 to %(most)s expressions.", MOST
                )
                % {"most": MOST}
            )
        for expression in expressions:
            _check(expression)
        _check_apart(expressions)
        return expressions

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        expressions, kind = cleaned.get("expressions"), cleaned.get("kind")
        if strange := [text for text in cleaned.get("beside_number", ()) if text not in (expressions or [text])]:
            self.add_error("beside_number", gettext("Not among the expressions: %(text)s.") % {"text": strange[0]})
        if expressions and kind:
            others = Alias.objects.filter(kind=kind, expressions__overlap=expressions).exclude(pk=self.instance.pk)
            for other in others[:1]:
                twice = next(text for text in expressions if text in other.expressions)
                sentence = gettext("“%(text)s” stands already in the group “%(group)s”: add to that one.")
                self.add_error("expressions", sentence % {"text": twice, "group": other})
        return cleaned


def _check(expression: str) -> None:
    """Raises `ValidationError` for an expression that a search could not look for."""
    tokens = arabic.analyse(expression)
    said = {"text": expression}
    if len(expression) > MAX_LETTERS or len(tokens) > MAX_WORDS:
        raise forms.ValidationError(gettext("“%(text)s” is too long for an expression.") % said)
    if not tokens or len(expression) < 2:
        raise forms.ValidationError(gettext("“%(text)s” is not a word.") % said)
    if all(token.stop for token in tokens):
        raise forms.ValidationError(gettext("“%(text)s” is nothing but very common words.") % said)


def _check_apart(expressions: list[str]) -> None:
    """Raises `ValidationError` where two expressions find the same without an alias."""
    known: dict[tuple, str] = {}
    for expression in expressions:
        tokens = [token for token in arabic.analyse(expression) if not token.stop]
        key = tuple(token.lexemes[1:] for token in tokens)
        if key in known:
            sentence = gettext("“%(one)s” and “%(other)s” are forms of the same words: each finds the other already.")
            raise forms.ValidationError(sentence % {"one": known[key], "other": expression})
        known[key] = expression


@admin.register(Alias)
class AliasAdmin(recording.Recorded, bounds.BoundedList, admin.ModelAdmin):
    form = AliasForm
    list_display = ["group", "kind", "direction", "beside_numbers", "active"]
    list_filter = ["kind", "active", "direction"]
    list_per_page = 100
    search_fields = ["note"]  # and the expressions, see below
    search_help_text = _("Any word of an expression, or of a note.")
    readonly_fields = ["found"]
    fields = ["kind", "expressions", "found", "direction", "beside_number", "active", "note"]
    radio_fields = {"direction": admin.VERTICAL}

    def get_search_results(self, request: HttpRequest, queryset: QuerySet, search_term: str) -> tuple[QuerySet, bool]:
        """The groups with these letters in an expression or the note, or with the word in another form."""
        typed = search_term.strip()
        if not typed:
            return queryset, False
        text = Func(F("expressions"), Value("\n"), function="array_to_string", output_field=CharField())
        same = Q(expressions__overlap=list(widening.known(typed)))
        return queryset.annotate(text=text).filter(Q(text__icontains=typed) | Q(note__icontains=typed) | same), False

    def get_actions(self, request: HttpRequest) -> dict[str, Any]:
        """No bulk deletion: a group goes out of use, and one that was wrong is deleted on its page."""
        return {}

    @admin.display(description=_("expressions"), ordering="expressions")
    def group(self, alias: Alias) -> SafeString:
        sign = " ← " if alias.direction == Alias.Direction.FROM_FIRST else " = "
        return format_html_join(sign, "<bdi>{}</bdi>", ((text,) for text in alias.expressions))

    @admin.display(description=_("only beside a number"))
    def beside_numbers(self, alias: Alias) -> SafeString | str:
        return format_html_join(gettext(", "), "<bdi>{}</bdi>", ((text,) for text in alias.beside_number)) or "–"

    @admin.display(description=_("what they find"))
    def found(self, alias: Alias) -> SafeString | str:
        """Each expression as a link to its search, with the number of articles that have it, whatever their status."""
        if not alias.pk:
            return gettext("Counted once the group is saved.")
        try:
            with asking():
                counts = [_count(text) for text in alias.expressions]
        except TooCostly:
            return gettext("The database took too long to count.")
        address = reverse("search:results")
        lines = (
            (address, urlencode({"q": text, "aliases": widening.REFUSED}), text, _articles(count))
            for text, count in zip(alias.expressions, counts, strict=True)
        )
        return format_html(
            '<ul class="originals">{}</ul>',
            format_html_join("", '<li><a href="{}?{}"><bdi>{}</bdi></a> · {}</li>', lines),
        )


def _count(expression: str) -> int:
    return matching.match(parsing.parse(expression), IndexEntry.objects.all()).count()


def _articles(count: int) -> str:
    return ngettext("%(count)s article", "%(count)s articles", count) % {"count": number_format(count)}
