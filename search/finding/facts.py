"""Facts: which sources, people, places, topics, languages and genres a query means by `source:`, `author:` and so on.

A thing is meant by any words of one of its names, in their folded letters, with the article or without: مصدر:حياة means
«الحياة», source:hayat the source whose short name is al-hayat.
"""

import datetime
import re
from collections.abc import Iterable
from functools import lru_cache

from django.conf.locale import LANG_INFO
from django.db import connection
from django.db.models import Q
from django.utils import translation

import arabic
from arabic import letters, words
from archive.models import Article, Author, Place, Source, Topic
from search.datatypes import Facet, Query
from search.finding import remembering

MAX_MEANT = 1000  # things by one name
MOST_YEARS = 40  # of a period that the index is asked for
TABLES = {"source": Source, "author": Author, "place": Place, "topic": Topic}
NAMES = {"source": "concat_ws(E'\\n', slug, name_ar, name_latin, array_to_string(former_names, E'\\n'))"}
NAMES_OF_TERM = "concat_ws(E'\\n', name_ar, name_latin, array_to_string(variants, E'\\n'))"
LANGUAGE = re.compile(r"[a-z]{2,3}(-[a-z0-9]{1,8}){0,3}", re.IGNORECASE)
# `letters.fold` in SQL, with the marks that names are printed with.
DROPPED = letters.TATWEEL + "".join(map(chr, range(0x64B, 0x653))) + "\N{ARABIC LETTER SUPERSCRIPT ALEF}"
KEPT = {chr(ord(letter)): letters.fold(other) for letter, other in letters.SAME_LETTER.items()}
KEPT |= {chr(letter): str(other) for letter, other in letters.FOLD.items()}

Meant = dict[Facet, tuple[str, ...]]  # the numbers of rows, or codes; nothing for a name that nothing has


def meant(facets: Iterable[Facet]) -> Meant:
    """What each fact names, in one statement at most."""
    asked = tuple(dict.fromkeys(facets))
    return remembering.remembered((meant, asked), lambda: _meant(asked)) if asked else {}


def unknown(query: Query) -> list[Facet]:
    """The facts of a query that name nothing in the archive, for the page to say so."""
    named = meant(fact for fact in query.facts() if isinstance(fact, Facet))
    return [facet for facet, values in named.items() if not values]


def condition(facet: Facet, values: tuple[str, ...]) -> Q:
    """The condition on an index entry; for a name that nothing has, one that nothing meets."""
    if not values:
        return Q(article_id=0)
    if facet.field != "language":
        return having(facet.field, values)
    return Q(*(Q(language__iexact=code) | Q(language__istartswith=f"{code}-") for code in values), _connector=Q.OR)


def having(name: str, values: Iterable[str | int]) -> Q:
    """The condition that an index entry has one of the values, which the index of lexemes answers with the words."""
    return Q(facts__overlap=[f"{name}:{value}" for value in values])


def within(first: datetime.date | None, last: datetime.date | None) -> Q:
    """The condition that an article is of these days; the index is asked for their years."""
    ends = {"published_on__gte": first, "published_on__lte": last}
    period = Q(**{name: day for name, day in ends.items() if day})
    if first and last and 0 <= last.year - first.year < MOST_YEARS:
        return period & having("year", range(first.year, last.year + 1))
    return period


def _meant(facets: tuple[Facet, ...]) -> Meant:
    found: dict[Facet, list[str]] = {facet: [] for facet in facets}
    arms, params = [], []
    for number, facet in enumerate(facets):
        if facet.field == "genre":
            found[facet] += _by_name(facet.text, _genres())
        elif facet.field == "language":
            found[facet] += _languages_of(facet.text)
        elif patterns := [rf"\m(ال)?{re.escape(word)}\M" for word in _folded(facet.text)]:
            names = NAMES.get(facet.field, NAMES_OF_TERM)
            table = TABLES[facet.field]._meta.db_table
            arms.append(
                f"(SELECT {number}, id FROM {table}, translate(lower({names}), %s, %s) AS names"
                f" WHERE {' AND '.join(['names ~ %s'] * len(patterns))} ORDER BY id LIMIT {MAX_MEANT})"
            )
            params += ["".join(KEPT) + DROPPED, "".join(KEPT.values()), *patterns]
    if arms:
        with connection.cursor() as cursor:
            cursor.execute(" UNION ALL ".join(arms), params)
            for number, pk in cursor.fetchall():
                found[facets[number]].append(str(pk))
    return {facet: tuple(values) for facet, values in found.items()}


def _folded(name: str) -> list[str]:
    """The words of a name as it is compared; they are never taken apart, for أبوظبي is one."""
    surfaces = (piece.surface for run in words.RUN.finditer(name) for piece in words.pieces(run.group()))
    return [word.removeprefix("ال") if len(word) > 4 else word for word in map(letters.fold, surfaces)]


def _languages_of(text: str) -> list[str]:
    return [text.lower()] if LANGUAGE.fullmatch(text) else _by_name(text, _languages())


def _by_name(text: str, names: dict[str, frozenset[str]]) -> list[str]:
    """The codes of those whose name shares a word with the text, in any form: عربي means العربية."""
    asked = {text.casefold(), *arabic.lexemes(text, query=True)}
    return [code for code, lexemes in names.items() if asked & lexemes]


@lru_cache
def _genres() -> dict[str, frozenset[str]]:
    return _lexemes({genre.value: [genre.value] for genre in Article.Genre if genre.value}, dict(Article.Genre.choices))


@lru_cache
def _languages() -> dict[str, frozenset[str]]:
    known = {code: info for code, info in LANG_INFO.items() if "name" in info}
    english = {code: info["name"] for code, info in known.items()}
    own = {code: [info["name"], info["name_local"]] for code, info in known.items()}
    return _lexemes(own, {code: translation.gettext_lazy(name) for code, name in english.items()})


def _lexemes(names: dict[str, list[str]], labels) -> dict[str, frozenset[str]]:
    """The words of the names of each code, and of its label in Arabic and in English."""
    found: dict[str, set[str]] = {code: {name.casefold() for name in own} for code, own in names.items()}
    for language in ("ar", "en"):
        with translation.override(language):
            for code in names:
                found[code].update(arabic.lexemes(" ".join([*names[code], str(labels[code])])))
    return {code: frozenset(lexemes) for code, lexemes in found.items()}
