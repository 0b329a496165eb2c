"""What pages show of leaving: the cite box, metadata of an article's page, a COinS span on lists."""

from collections.abc import Iterable
from typing import Any

from django import template
from django.http import HttpRequest
from django.utils import timezone
from django.utils.html import format_html
from django.utils.translation import get_language, pgettext_lazy

from archive.access import Access
from archive.models import Article, ArticleAuthor, Topic
from interchange import citing, metadata, referring
from interchange.datatypes import Reference
from interchange.formats import FORMATS

NAMES = {
    "arabic": pgettext_lazy("citation style", "Arabic"),
    "chicago": pgettext_lazy("citation style", "Chicago"),
    "apa": "APA",
    "mla": "MLA",
}

register = template.Library()


@register.inclusion_tag("interchange/_cite.html", takes_context=True)
def cite_box(context: template.Context, article: Article, authors: Iterable[ArticleAuthor] | None = None) -> dict:
    """`{% cite_box article authors %}`: the article cited in every style, its permanent address and its records."""
    reference = _reference(context, article, authors, topics=())
    today = timezone.localdate()
    order = citing.STYLES if get_language() != "en" else (*citing.STYLES[1:], citing.STYLES[0])
    styles = [_styled(reference, style, today) for style in order]
    return {
        "article": article,
        "reference": reference,
        "styles": styles,
        "formats": FORMATS,
        "LANGUAGE_CODE": get_language(),
    }


@register.inclusion_tag("interchange/_metadata.html", takes_context=True)
def page_metadata(
    context: template.Context,
    article: Article,
    authors: Iterable[ArticleAuthor] | None = None,
    topics: Iterable[Topic] | None = None,
) -> dict:
    """`{% page_metadata article authors topics %}` in the head of an article's page."""
    reference = _reference(context, article, authors, topics)
    is_open = article.effective_access == Access.OPEN
    return {
        "article": article,
        "schemas": metadata.SCHEMAS,
        "tags": metadata.tags(reference),
        "properties": metadata.properties(reference),
        "json_ld": metadata.json_ld(reference, is_open=is_open),
        "formats": FORMATS,
    }


@register.simple_tag(takes_context=True)
def coins(context: template.Context, article: Article) -> str:
    """`{% coins article %}` in a list: an empty span that reference managers read; asks the database nothing."""
    reference = _reference(context, article, authors=(), topics=())
    return format_html('<span class="Z3988" title="{}" aria-hidden="true"></span>', metadata.coins(reference))


def _reference(context, article: Article, authors, topics) -> Reference:
    request: HttpRequest = context["request"]
    return referring.refer(article, root=request.build_absolute_uri("/")[:-1], authors=authors, topics=topics)


def _styled(reference: Reference, style: str, today) -> dict[str, Any]:
    pieces = citing.cite(reference, style, today)
    return {
        "key": style,
        "name": NAMES[style],
        "pieces": pieces,
        "text": citing.plain(pieces),
        "rtl": style == "arabic",
    }
