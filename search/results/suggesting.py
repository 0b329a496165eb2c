"""Suggesting: what may have been meant where nothing was found. Shown with what it would find, never applied.

Three things may have happened to a word: it is spelt otherwise in the archive (ستولتنبرج, ستولتنبرغ; a slip), it is an
Arabic name in Latin letters (baghouz, 3iraq), or the keyboard was in the other layout (hgfhy,.).
"""

from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace

from django.http import QueryDict

import arabic
from arabic import keyboards, romanising
from search.datatypes import Leaf, Phrase, Query, Word
from search.finding.asking import TooCostly, asking
from search.models import Lexeme
from search.query import parsing
from search.results import counting, searching
from search.results.filters import IndexFilter
from search.words import resembling

MOST_WORDS = 3  # of a query that suggestions are made for
RARE = 5  # a word in more articles is not taken for a slip
RARE_LATIN = 100  # an Arabic archive holds foreign words, too

SPELLING = "spelling"
LATIN = "latin"
KEYBOARD = "keyboard"


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
            if count := counting.total(searching.query_of(suggestion.text, state), narrowed):
                params = state.copy()
                params["q"] = suggestion.text
                made.append(replace(suggestion, count=count, address=f"?{params.urlencode()}"))
    return made


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
            for word in resembling.meant(core):
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
