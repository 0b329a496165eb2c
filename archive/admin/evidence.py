"""What a dispatch said of itself when it came, and the words that say so."""

from __future__ import annotations

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from archive.models import Article, ArticleAuthor

MOST = 60
FIELDS = {
    **{role.value: role.label for role in ArticleAuthor.Role},
    "place": _("place"),
    "dateline": _("date of the dateline"),
    "flag": _("flag of the dispatch"),
    "crosshead": _("cross-head"),
    "continuation": _("mark of continuation"),
}
VALUES = {
    **{flag.value: flag.label for flag in Article.WireFlag if flag},
    "ends": pgettext_lazy("dispatch", "ends"),
    "continues": pgettext_lazy("dispatch", "goes on"),
    "continued": pgettext_lazy("dispatch", "continues another"),
}


def found(article: Article) -> SafeString | str:
    """A line a field: its name, its value, the printed words, and the paragraph as readers see it numbered."""
    rows = [row for row in article.found if isinstance(row, dict)][:MOST]
    if not rows:
        return gettext("Nothing: the text says nothing of itself as agency copy does.")
    lines = format_html_join(
        "",
        '<li><b>{}</b> <bdi>{}</bdi> · «<bdi>{}</bdi>» <span class="fine">{}</span></li>',
        ((named(row.get("field")), value(row), row.get("words"), where(row)) for row in rows),
    )
    return format_html('<ul class="originals">{}</ul>', lines)


def named(field: object) -> object:
    """What a field is called; one that is not known by its own name."""
    return FIELDS.get(str(field), field)


def value(row: dict) -> str:
    """A flag or a mark in the reader's language, with its number; anything else as it was read."""
    said = str(row.get("value", ""))
    if row.get("field") not in ("flag", "continuation"):
        return said
    word, _space, number = said.partition(" ")
    return f"{VALUES.get(word, word)} {number}".strip()


def where(row: dict) -> str:
    place = (
        gettext("paragraph %(number)s") % {"number": row["paragraph"]} if row.get("paragraph") else gettext("headline")
    )
    return f"{place} · {gettext('Inferred')}" if row.get("evidence") == "inferred" else place
