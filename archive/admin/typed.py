"""A dispatch that is typed in: what it says of itself becomes fields, as it does when a file brings it.

What the curator gives stays: a flag, a date, authors and places are read only where none were typed.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext

from archive.admin import evidence
from archive.ingest import storing, wire
from archive.ingest.datatypes import Name
from archive.ingest.wire.datatypes import Wire
from archive.models import Article


def read(article: Article) -> Wire:
    """What a new article says of itself; its own columns are filled, its terms are for `describe`."""
    title = "" if article.title_supplied else article.title
    said = wire.read(title, article.lead, article.body, source=article.source.name_ar, near=article.published_on)
    article.found = [one.as_json() for one in said.found]
    article.wire_flag = article.wire_flag or said.flag
    if article.published_on is None and not article.date_printed and said.date.first_day:
        article.published_on, article.date_printed = said.date.first_day, said.date.printed
        article.date_precision, article.date_calendar = said.date.precision.value, said.date.calendar.value
        article.date_evidence = said.date.evidence.value
    return said


def describe(article: Article, said: Wire) -> None:
    """The people, the agencies and the places of the dispatch, for an article that was saved without."""
    for vocabulary, names in (("authors", (*said.people, *said.agencies)), ("places", said.places)):
        through = storing.TERMS[vocabulary].through._default_manager
        if names and not through.filter(article=article).exists():
            # Two names may mean one term: what it is called elsewhere is a variant of it.
            through.bulk_create(_rows(article, vocabulary, names), ignore_conflicts=True)


def _rows(article: Article, vocabulary: str, names: Iterable[Name]) -> list[Any]:
    model, through, column = storing.TERMS[vocabulary]
    once = {one.name: one for one in names}
    known = storing.terms_by_name(model, {one.name: one.role for one in once.values()})
    rows = []
    for number, one in enumerate(once.values()):
        part = {"place_in_line": number, "role": one.role or "author"} if vocabulary == "authors" else {}
        rows.append(through(article=article, printed=one.printed, **{f"{column}_id": known[one.name]}, **part))
    return rows


def told(said: Wire) -> str:
    """The sentence that says what was read; empty where nothing was."""
    names = dict.fromkeys(str(evidence.named(one.field)) for one in said.found)
    return gettext("Read from the text: %(fields)s.") % {"fields": gettext(", ").join(names)} if names else ""
