"""How a query was understood, and what is known of an article, in the reader's words."""

import re
from collections.abc import Sequence
from pathlib import PurePath

from django import template
from django.http import QueryDict
from django.utils.translation import gettext as _

from archive.models import Article
from search import datatypes
from search.query import parsing
from search.results import locating, naming
from search.showing import directing
from search.showing.reading import Piece

RIGHT_TO_LEFT = {"ar", "fa", "ur", "he", "ckb", "ps", "sd", "ug", "yi", "dv", "arc", "syr"}
WEB_ADDRESS = re.compile(r"https?://[^\s/]", re.IGNORECASE)

register = template.Library()


@register.filter
def note_text(note: str) -> str:
    """What the page says about a query that was not taken as it stands."""
    return {
        datatypes.TOO_LONG: _("Only the first %(limit)s characters were searched.") % {"limit": parsing.MAX_CHARACTERS},
        datatypes.TOO_MANY_TERMS: _("Only the first %(limit)s words were searched.") % {"limit": parsing.MAX_TERMS},
        datatypes.PHRASE_TOO_LONG: _("Of a quotation only the first %(limit)s words were searched.")
        % {"limit": parsing.MAX_PHRASE},
        datatypes.TOO_DEEP: _("Brackets that lie deeper than %(limit)s in others were passed over.")
        % {"limit": parsing.MAX_DEPTH},
        datatypes.TOO_FAR: _("Words are looked for at most %(limit)s words apart.") % {"limit": parsing.MAX_WITHIN},
        datatypes.STEM_TOO_SHORT: _("An asterisk wants %(limit)s letters before it; the word was searched without it.")
        % {"limit": parsing.MIN_STEM},
        datatypes.WORDS_ARE_COUNTED: _("Only single words are counted; the rest was searched without a number."),
        datatypes.STOP_WORDS_ONLY: _(
            "These words stand in almost every article; they were searched as they are spelt."
        ),
        datatypes.STOP_WORDS_OPTIONAL: _("Very common words were left out; quotation marks keep them."),
        datatypes.NEGATIONS_ONLY: _("The search says only what must not be there; the rest comes newest first."),
    }.get(note, "")


@register.filter
def kind_text(kind: str) -> str:
    """How a printed form was met, beside the words as typed."""
    return {"form": _("another form"), "glued": _("printed glued"), "alias": _("another name")}.get(kind, "")


@register.filter
def facet_title(name: str) -> str:
    """What the page calls a facet, or the period."""
    return str(naming.TITLES[name]) if name in naming.TITLES else _("Period")


@register.simple_tag
def reading_address(article: Article, state: QueryDict, number: int = 0) -> str:
    """Where a found article is read: the address keeps the search, and that this is its result `number`."""
    return locating.reading_address(article, state, number)


@register.filter
def is_rtl(language: str) -> bool:
    """Whether texts in `language` (a BCP 47 tag) run from right to left."""
    return language.split("-")[0].lower() in RIGHT_TO_LEFT


@register.filter
def direction(text: str | Sequence[Piece], language: str) -> str:
    """ "rtl" or "ltr": how a text, or a text in pieces, of an article in `language` runs."""
    whole = text if isinstance(text, str) else "".join(piece.text for piece in text[:20])
    return "rtl" if directing.runs_rtl(whole, rtl=is_rtl(language)) else "ltr"


@register.filter
def language_word(language: str) -> str:
    """The name of a language in the reader's, or the tag where it has none."""
    return naming.language(language)


@register.filter
def is_web_address(address: str) -> bool:
    """Whether a link may lead there: other schemes (javascript:, data:) are shown as text."""
    return bool(WEB_ADDRESS.match(address))


@register.filter
def file_name(path: str) -> str:
    """The last part of where something was received from; the folders before it are nobody's business."""
    return PurePath(path).name
