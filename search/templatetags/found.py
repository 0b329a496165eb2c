"""What stands many times on a page of results, as markup: in templates of their own it took most of the page's time."""

from collections.abc import Iterable

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from archive.access import Showing
from archive.templatetags import archive
from search.datatypes import Excerpt, Part
from search.results.counts import Counted
from search.results.presenting import Hit
from search.showing.explaining import Met
from search.showing.marking import EXACT
from search.templatetags import search

MARK, KIND_OF_MARK = "<mark>{}</mark>", '<mark class="{}">{}</mark>'
EXCERPT = '<li dir="auto">{}</li>'
PARAGRAPH = '&nbsp;<a class="p" lang="{}" href="{}#p{}" aria-label="{}">¶{}</a>'
VALUE = (
    '<li><label class="tick"><input type="checkbox" name="{}" value="{}"{}><span><bdi>{}</bdi></span></label>'
    ' <span class="n col">{}</span> <label class="less"><span class="hidden">{}</span>'
    '<input type="checkbox" name="not-{}" value="{}"{}></label></li>\n'
)

register = template.Library()


@register.filter
def marked(parts: Iterable[Part]) -> str:
    """A text in parts with its hits marked, each by how it was met."""
    return format_html_join("", "{}", ((_part(part),) for part in parts))


@register.filter
def in_context(excerpt: Excerpt) -> str:
    """An excerpt with its hits marked, and dots where it was cut."""
    before, after = "…\N{NO-BREAK SPACE}" * excerpt.cut_before, "\N{NO-BREAK SPACE}…" * excerpt.cut_after
    return format_html("{}{}{}", before, marked(excerpt.parts), after)


@register.simple_tag
def excerpts(hit: Hit, address: str) -> str:
    """`{% excerpts hit address %}`: list items, each with the way to its paragraph where the text may be read."""
    language = get_language() if hit.showing == Showing.TEXT else None
    return format_html_join("", EXCERPT, ((_excerpt(one, address, language),) for one in hit.excerpts))


@register.filter
def answered(met: Met, cut: bool) -> str:
    """A form that answered, how it was met, and how often; at least so often where reading stopped (`cut`)."""
    how = "" if met.kind == EXACT else format_html(" <small>{}</small>", search.kind_text(met.kind))
    often = format_html(' <span class="n">×{}{}</span>', archive.grouped(met.count), "+" * cut) if met.count > 1 else ""
    return format_html('<dd class="{}"><bdi>{}</bdi>{}{}</dd>', met.kind, met.form, how, often)


@register.filter
def facet_value(value: Counted, name: str) -> str:
    """A value of the facet `name` as a list item: wanted, left out, and in how many articles."""
    checked = {True: " checked", False: ""}  # nothing in it that is escaped
    leave_out = _("Leave out: %(value)s") % {"value": value.label}
    return format_html(
        VALUE,
        *(name, value.key, checked[value.wanted], value.label),
        *(archive.grouped(value.count), leave_out),
        *(name, value.key, checked[value.unwanted]),
    )


def _part(part: Part) -> str:
    if not part.hit:
        return part.text
    return format_html(MARK, part.text) if part.hit == EXACT else format_html(KIND_OF_MARK, part.hit, part.text)


def _excerpt(excerpt: Excerpt, address: str, language: str | None) -> str:
    if language is None:
        return in_context(excerpt)
    number = excerpt.paragraph
    named = _("Paragraph %(number)s") % {"number": archive.grouped(number)}
    return format_html("{}" + PARAGRAPH, in_context(excerpt), language, address, number, named, number)
