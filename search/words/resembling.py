"""Resembling: which forms of the archive may be other spellings of a name. Shown, never searched unasked.

The database finds forms by their skeleton keys, which is too many; `names.distance` says which of them are near.
"""

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from django.db import connection

import arabic
from arabic import letters, names, romanising, stopwords
from search.datatypes import Query, Word
from search.models import Lexeme
from search.query import widening

MOST = 5  # spellings of a word
LOOKED_AT = 300  # forms of one key, the most frequent
CLOSE, CLOSE_LATIN, CLOSE_SLIP = 0.4, 0.35, 0.3
# How much nearness a tenfold frequency outweighs.
FREQUENCY, FREQUENCY_LATIN = 0.03, 0.05

MOST_BESIDE = 3  # spellings of a word that are shown beside what was found
CLOSE_BESIDE = 0.25
KEYS_BESIDE = 12
LEAST_OF_KEY = 2  # letters: what has a key of one resembles everything

FORMS = """
    SELECT DISTINCT found.form, found.df FROM unnest(%s::varchar[]) AS asked (key)
     CROSS JOIN LATERAL (
        SELECT f.form, l.df FROM search_form f JOIN search_lexeme l ON l.lexeme = ('=' || f.form) COLLATE "default"
         WHERE f.key = asked.key COLLATE "C" AND f.key <> '' AND l.df > 0
         ORDER BY l.df DESC LIMIT %s) AS found"""


@dataclass(frozen=True, slots=True)
class Spelling:
    """A form of the archive, and whether the typed word finds it by itself."""

    form: str
    found: bool


def meant(word: str, limit: int = MOST) -> list[str]:
    """Forms that may be meant by a typed name but that it does not find, best first, each word once."""
    best = [each.form for each in _resembling(word) if not each.found]
    own = _own(word)
    named = [name for name in _other_names(word) if not _finds(own, letters.unify(name).text)]
    return _once_each_lexeme([*named, *best])[:limit]


def spellings(word: str, limit: int = MOST) -> list[Spelling]:
    """The nearest spellings of a typed name, those that it finds by itself too, best first; of one family the best."""
    latin = romanising.is_latin(letters.unify(word).text)
    near, own = _resembling(word), _own(word)
    named = [Spelling(name, _finds(own, letters.unify(name).text)) for name in _other_names(word)]
    in_order = (*named, *near) if latin else (*near, *(each for each in named if not each.form.isascii()))
    definite = names.has_article(word)
    once: dict[str, Spelling] = {}
    for each in in_order:
        kept = once.setdefault(family(each.form), each)
        if not latin and names.has_article(each.form) == definite != names.has_article(kept.form):
            once[family(each.form)] = each
    return list(once.values())[:limit]


def family(form: str) -> str:
    """What is one spelling: the article and careless letters apart."""
    return letters.fold(names.without_article(letters.unify(form).text))


def keys_beside(word: Word) -> tuple[str, ...]:
    """The keys under which other spellings of a word that is looked for may stand; none where it is no name."""
    if word.stop or not (names.is_name(word.forms) or romanising.is_latin(letters.unify(word.text).text)):
        return ()
    return tuple(key for key in names.keys(word.text) if len(key) >= LEAST_OF_KEY)[:KEYS_BESIDE]


def found_already(query: Query) -> set[str]:
    """Every lexeme that the query looks for, its aliases' too."""
    words = (*query.words(), *(leaf for _, leaf in query.others() if isinstance(leaf, Word)))
    return {lexeme for word in words for lexeme in word.lexemes}


def nearest(word: Word, found: Mapping[str, int], known: set[str]) -> list[str]:
    """Of forms with their frequencies, the names so near to `word` that they may be its other spellings; at most three.

    `known` are the lexemes that are looked for anyway.
    """
    latin = romanising.is_latin(letters.unify(word.text).text)
    near = _sorted(word.text, found, CLOSE_LATIN if latin else CLOSE_BESIDE)
    other = [form for form in near if not _finds(known, form) and names.is_name(arabic.lexemes(form))]
    return _once_each_lexeme(other)[:MOST_BESIDE]


def _resembling(word: str) -> list[Spelling]:
    """All near forms, best first; where there are none, those a slip away."""
    latin = romanising.is_latin(letters.unify(word).text)
    near = _sorted(word, _forms(names.keys(word)), CLOSE_LATIN if latin else CLOSE)
    own = _own(word)
    spelt = [Spelling(form, _finds(own, form)) for form in near]
    if all(each.found for each in spelt) and (key := names.key(word)) and len(key) > 2:
        slips = _sorted(word, _forms(names.near(key)), CLOSE_SLIP)
        spelt += [Spelling(form, False) for form in slips if not _finds(own, form)]
    return spelt


def _own(word: str) -> set[str]:
    """The lexemes that a typed word is looked for under."""
    return {*arabic.lexemes(word, query=True), f"={letters.unify(word).text}"}


def _other_names(word: str) -> list[str]:
    """What the aliases call it, where the archive has that: حلب for aleppo."""
    named = [name for name in widening.exonyms(word) if " " not in name]
    there = Lexeme.objects.filter(lexeme__in=[f"={letters.unify(name).text}" for name in named], df__gt=0)
    known = set(there.values_list("lexeme", flat=True)) if named else set()
    return [name for name in named if f"={letters.unify(name).text}" in known]


def _forms(keys: Iterable[str]) -> dict[str, int]:
    """The forms filed under the keys, with their frequencies; of each key the most frequent ones."""
    if not (asked := list(keys)):
        return {}
    with connection.cursor() as cursor:
        cursor.execute(FORMS, [asked, LOOKED_AT])
        return dict(cursor.fetchall())


def _sorted(word: str, found: Mapping[str, int], close: float) -> list[str]:
    """The forms that are near enough, in the order of nearness and frequency."""
    weight = FREQUENCY_LATIN if romanising.is_latin(word.casefold()) else FREQUENCY
    distances = {form: names.distance(word, form) for form in found if form not in stopwords.WORDS}
    near = [form for form, distance in distances.items() if distance <= close]
    return sorted(near, key=lambda form: (distances[form] - weight * math.log10(found[form] + 1), form))


def _finds(lexemes: set[str], form: str) -> bool:
    """Whether who looks for these lexemes finds the form."""
    return f"={form}" in lexemes or lexemes.issuperset(arabic.lexemes(form) or ("",))


def _once_each_lexeme(forms: Iterable[str]) -> list[str]:
    """Of forms that find the same, or differ in the article alone, the first."""
    seen: set[object] = set()
    kept: list[str] = []
    for form in forms:
        lexemes, alike = arabic.lexemes(form), letters.fold(names.without_article(form))
        if lexemes not in seen and alike not in seen:
            kept.append(form)
        seen |= {lexemes, alike}
    return kept
