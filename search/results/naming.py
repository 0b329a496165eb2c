"""Naming: what the facets and their values are called in the reader's language."""

from django.utils.translation import get_language_info, gettext_lazy, pgettext, pgettext_lazy
from django.utils.translation import gettext as _

from archive import calendars
from archive.ingest import languages
from archive.models import Article, Author, Place, Source, Topic
from search.results.filters import LONG, SHORT, UNDATED

VOCABULARIES: dict[str, type[Source | Topic | Author | Place]] = {
    "source": Source,
    "topic": Topic,
    "place": Place,
    "author": Author,
}
TITLES = {
    "source": gettext_lazy("Source"),
    "topic": gettext_lazy("Topic"),
    "year": gettext_lazy("Year"),
    "month": gettext_lazy("Month"),
    "place": gettext_lazy("Place"),
    "author": gettext_lazy("Author"),
    "genre": gettext_lazy("Genre"),
    "language": gettext_lazy("Language"),
    "length": gettext_lazy("Length"),
    "origin": pgettext_lazy("facet", "Origin of the text"),
    "form": gettext_lazy("Form of the word"),
}


def label(name: str, key: str, name_ar: str = "", name_latin: str = "") -> str:
    """What a value of the facet `name` is called; of a vocabulary's term its names are given."""
    match name:
        case "source" | "topic" | "place" | "author":
            return VOCABULARIES[name](name_ar=name_ar, name_latin=name_latin).name or key
        case "year":
            return _("Undated") if key == UNDATED else key
        case "month":
            year, month = key.split("-")
            return calendars.month(int(year), int(month))
        case "genre":
            return str(dict(Article.Genre.choices).get(key, key))
        case "origin":
            return str(dict(Article.TextOrigin.choices).get(key, key))
        case "language":
            return language(key)
        case "length":
            return _length(key)
        case _:
            return key


def language(tag: str) -> str:
    """The name of a language in the reader's, or the tag where it has none."""
    if tag.split("-")[0] == languages.NOT_KNOWN:
        return pgettext("language", "not known")
    try:
        return str(get_language_info(tag)["name_translated"])
    except KeyError:
        return tag


def _length(key: str) -> str:
    bounds = {"short": SHORT, "long": LONG}
    wordings = {
        "short": _("Short, up to about %(words)s words"),
        "medium": _("Medium"),
        "long": _("Long, from about %(words)s words"),
    }
    return wordings[key] % {"words": bounds.get(key)}
