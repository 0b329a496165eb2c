"""Suggesting: what may have been meant where a word finds little. Shown with what it would find, never applied.

Three things may have happened to a word: it is spelt otherwise in the archive (ستولتنبرج, ستولتنبرغ; a slip), it is an
Arabic name in Latin letters (baghouz, 3iraq), or the keyboard was in the other layout (hgfhy,.).
"""

import math
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, replace

from django.db import connection
from django.http import QueryDict

import arabic
from arabic import keyboards, letters, names, romanising, stopwords
from search.datatypes import Leaf, Phrase, Query, Word
from search.finding.asking import TooCostly, asking
from search.models import Lexeme
from search.query import parsing, widening
from search.results import counting
from search.results.filters import IndexFilter

MOST_WORDS = 3  # of a query that suggestions are made for
MOST = 5  # suggestions for a word
RARE = 5  # a word in more articles is not taken for a slip
RARE_LATIN = 100  # an Arabic archive holds foreign words, too
LOOKED_AT = 300  # forms of one key, the most frequent
CLOSE, CLOSE_LATIN, CLOSE_SLIP = 0.4, 0.35, 0.3
# How much nearness a tenfold frequency outweighs.
FREQUENCY, FREQUENCY_LATIN = 0.03, 0.05

SPELLING = "spelling"
LATIN = "latin"
KEYBOARD = "keyboard"

FORMS = """
    SELECT DISTINCT found.form, found.df FROM unnest(%s::varchar[]) AS asked (key)
     CROSS JOIN LATERAL (
        SELECT f.form, l.df FROM search_form f JOIN search_lexeme l ON l.lexeme = ('=' || f.form) COLLATE "default"
         WHERE f.key = asked.key COLLATE "C" AND f.key <> '' AND l.df > 0
         ORDER BY l.df DESC LIMIT %s) AS found"""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A word that may have been meant, and the search with it: its words, how many articles it finds, its address."""

    kind: str
    typed: str
    word: str
    text: str
    count: int = 0
    address: str = ""


def suggestions(query: Query, narrowed: IndexFilter, state: QueryDict) -> list[Suggestion]:
    """What may have been meant by those words of `query` that are rare or unknown, best first, at most five a word.

    The counts are those that this reader would find within the filters; what would find nothing is left out.
    """
    made: list[Suggestion] = []
    with suppress(TooCostly), asking():
        for suggestion in _proposals(query):
            if count := counting.total(parsing.parse(suggestion.text), narrowed):
                params = state.copy()
                params["q"] = suggestion.text
                made.append(replace(suggestion, count=count, address=f"?{params.urlencode()}"))
    return made


def meant(word: str, limit: int = MOST) -> list[str]:
    """Forms of the archive that may be meant by a typed name, best first; of forms that find the same, one."""
    latin = romanising.is_latin(letters.unify(word).text)
    found = _forms(names.keys(word))
    best = _best(word, found, CLOSE_LATIN if latin else CLOSE, limit)
    if not best and (key := names.key(word)) and len(key) > 2:
        best = _best(word, _forms(names.near(key)), CLOSE_SLIP, limit)
    return list(dict.fromkeys((*_other_names(word), *best)))[:limit]


def _other_names(word: str) -> list[str]:
    """What the aliases call it, where the archive has that: حلب for aleppo."""
    named = [name for name in widening.exonyms(word) if " " not in name]
    there = Lexeme.objects.filter(lexeme__in=[f"={letters.unify(name).text}" for name in named], df__gt=0)
    known = set(there.values_list("lexeme", flat=True)) if named else set()
    return [name for name in named if f"={letters.unify(name).text}" in known]


def _proposals(query: Query) -> Iterator[Suggestion]:
    """What might be suggested, without counts."""
    typed = query.text[: parsing.MAX_CHARACTERS].split()
    rare = _rare(query)
    known = {leaf.text for leaf in query.wanted()} - rare.keys()
    for chunk in [chunk for chunk in typed if chunk.strip("()") not in known][:MOST_WORDS]:
        alone, core = len(typed) == 1, chunk.strip("()")
        for word in [] if rare.get(core) else _in_other_layout(chunk):
            yield Suggestion(KEYBOARD, chunk, word, _instead(typed, chunk, word))
        if core in rare:
            kind = LATIN if romanising.is_latin(core.casefold()) else SPELLING
            for word in meant(core):
                either = f"{core} OR {word}" if rare[core] else word
                text = _instead(typed, core, either if alone or not rare[core] else f"({either})")
                yield Suggestion(kind if not word.isascii() else SPELLING, core, word, text)


def _instead(typed: list[str], old: str, new: str) -> str:
    place = next((n for n, chunk in enumerate(typed) if chunk.strip("()") == old or chunk == old), 0)
    return " ".join((*typed[:place], typed[place].replace(old, new), *typed[place + 1 :]))


def _rare(query: Query) -> dict[str, int]:
    """The words that are looked for and stand in few articles or none, with their frequencies."""
    words = {leaf.text: leaf for leaf in query.wanted() if isinstance(leaf, Word) or _is_compound(leaf)}
    lexemes = {text: _lexemes(leaf) for text, leaf in words.items()}
    df = dict(Lexeme.objects.filter(lexeme__in=set().union(*lexemes.values(), ())).values_list("lexeme", "df"))
    times = {text: max((df.get(lexeme, 0) for lexeme in found), default=0) for text, found in lexemes.items()}
    return {
        text: 0 if _is_compound(words[text]) else n
        for text, n in times.items()
        if n <= (RARE_LATIN if romanising.is_latin(text.casefold()) else RARE) or _is_compound(words[text])
    }


def _is_compound(leaf: Leaf) -> bool:
    """Whether it was typed as one word with a hyphen or an apostrophe in it: tal-afar."""
    return isinstance(leaf, Phrase) and not leaf.exact and romanising.is_latin(leaf.text.casefold())


def _lexemes(leaf: Leaf) -> tuple[str, ...]:
    return leaf.lexemes if isinstance(leaf, Word) else ()


def _in_other_layout(chunk: str) -> list[str]:
    """The readings of the keys that the archive knows, where it does not know what was typed."""
    readings = {reading: arabic.analyse(reading) for reading in keyboards.readings(chunk)}
    lexemes = {f"={token.surface}" for tokens in readings.values() for token in tokens}
    own = {f"={token.surface}" for token in arabic.analyse(chunk)}
    df = dict(Lexeme.objects.filter(lexeme__in=lexemes | own, df__gt=0).values_list("lexeme", "df"))
    if own and all(lexeme in df for lexeme in own):
        return []
    known = [word for word, tokens in readings.items() if tokens and all(f"={t.surface}" in df for t in tokens)]
    return sorted(known, key=lambda word: -min(df[f"={t.surface}"] for t in readings[word]))[:2]


def _forms(keys: Iterable[str]) -> dict[str, int]:
    """The forms filed under the keys, with their frequencies; of each key the most frequent ones."""
    if not (asked := list(keys)):
        return {}
    with connection.cursor() as cursor:
        cursor.execute(FORMS, [asked, LOOKED_AT])
        return dict(cursor.fetchall())


def _best(word: str, found: dict[str, int], close: float, limit: int) -> list[str]:
    weight = FREQUENCY_LATIN if romanising.is_latin(word.casefold()) else FREQUENCY
    distances = {form: names.distance(word, form) for form in found if form not in stopwords.WORDS}
    near = [form for form, distance in distances.items() if distance <= close]
    near.sort(key=lambda form: (distances[form] - weight * math.log10(found[form] + 1), form))
    own = set(arabic.lexemes(word, query=True)) | {f"={letters.unify(word).text}"}
    seen: set[tuple[str, ...]] = set()
    best: list[str] = []
    for form in near:
        lexemes = arabic.lexemes(form)
        alike = (letters.fold(names.without_article(form)),)
        if lexemes in seen or alike in seen or f"={form}" in own or (lexemes and own.issuperset(lexemes)):
            continue  # the word itself finds this one
        seen |= {lexemes, alike}
        best.append(form)
        if len(best) == limit:
            break
    return best
