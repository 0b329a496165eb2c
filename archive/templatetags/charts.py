"""The bars of `archive.charts` as markup: in a template the dozen tags of each of up to 144 bars took long."""

from django import template
from django.utils.html import format_html

from archive.charts import Bar
from archive.templatetags import archive

GAP = '<rect class="gap" fill="url(#gap{})" x="{}" y="0" width="{}" height="100"><title>{}</title></rect>\n'
LINKED = (
    '<a href="{}" rel="nofollow" aria-label="{}"><rect class="hot" x="{}" y="0" width="{}" height="100"/>'
    '<rect class="b{}" x="{}" y="{}" width="{}" height="{}"/><title>{}</title></a>\n'
)
PLAIN = '<rect class="b{}" x="{}" y="{}" width="{}" height="{}"><title>{}</title></rect>\n'
TICK = '<text class="{}{}" x="{}" y="50%">{}</text>'
LINKED_ROW = '<tr><th scope="row"><a href="{}" rel="nofollow">{}</a></th><td class="num">{}</td></tr>\n'
ROW = '<tr><th scope="row">{}</th><td class="num">{}</td></tr>\n'

register = template.Library()


@register.filter
def drawn(bar: Bar, chart: str = "") -> str:
    """A bar of the SVG, with what it says and where it leads; `chart` tells the hatching of several of a page apart."""
    if not bar.is_gap and not bar.count:
        return ""
    said = f"{bar.name}: {archive.articles(bar.count)}"
    if bar.is_gap:
        return format_html(GAP, chart, bar.bar_x, bar.bar_width, said)
    shape = (" outside" if bar.is_outside else "", bar.bar_x, bar.y, bar.bar_width, bar.height)
    if bar.href:
        return format_html(LINKED, bar.href, said, bar.x, bar.width, *shape, said)
    return format_html(PLAIN, *shape, said)


@register.filter
def tick(bar: Bar) -> str:
    """What stands below a bar, if anything does."""
    if bar.labelled == "never":
        return ""
    anchor = "" if bar.anchor == "middle" else f" {bar.anchor}"
    return format_html(TICK, bar.labelled, anchor, bar.label_x, bar.label)


@register.filter
def row(bar: Bar) -> str:
    """The row of a bar in the table of the figures."""
    count = archive.grouped(bar.count)
    return format_html(LINKED_ROW, bar.href, bar.name, count) if bar.href else format_html(ROW, bar.name, count)
