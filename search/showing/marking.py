"""Marking: where in a text the words of a query stand, and how they were met. Pure, no Django.

It reads the text as the index did, by `arabic.analyse`, and finds what the index found: a phrase only where it stands
whole, words near one another only where they are near, a word asked of the title only in the title.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, lru_cache

from arabic import Token
from search import datatypes
from search.datatypes import AtLeast, Dates, Facet, Near, Phrase, Prefix, Query, Spot, Word
from search.showing import meeting
from search.showing.meeting import Sought

# How a word was met, the nearest first.
EXACT, FORM, GLUED, ALIAS = KINDS = ("exact", "form", "glued", "alias")
NEARNESS = {kind: number for number, kind in enumerate(KINDS)}


@dataclass(frozen=True, slots=True)
class Hit:
    """One word of a text that a query found."""

    start: int
    end: int
    kind: str
    leaf: int  # the number of the query's wanted leaf; what an alias brought in has that of what it widens
    first: int  # where the occurrence of the leaf begins, a phrase with its first word


@dataclass
class _Wanted:
    """The leaves of a query, ready to be looked for."""

    words: dict[str, list[tuple[Spot, int, Word]]] = field(default_factory=lambda: defaultdict(list))  # by lexeme
    others: list[tuple[Spot, int]] = field(default_factory=list)

    @cached_property
    def sought(self) -> Sought:
        """What each stretch of a text begins with that may hold one of them."""
        lexemes, beginnings, reach = set(self.words), [], 0
        for spot, _ in self.others:
            match spot.leaf:
                case Phrase() as phrase:
                    lexemes.update(phrase.words[0].lexemes)
                    reach = max(reach, phrase.places[-1])
                case Near() as near:
                    lexemes.update(lexeme for word in near.words for lexeme in word.lexemes)
                    reach = max(reach, near.within)
                case Prefix() as prefix:
                    beginnings.append(_beginning(prefix))
        return Sought(frozenset(lexemes), tuple(beginnings), reach)


@lru_cache(maxsize=8)  # a list asks twice of each text: for its excerpts, and for why it was found
def hits(text: str, query: Query, zone: str = "", lead: int | None = None) -> tuple[Hit, ...]:
    """Where the query's words stand, in order, without overlap; nothing for what must not be there.

    `zone` says which zone of the article the text is, "" that who asks does not know. Of the text for reading (the
    lead, then the body) `lead` says how many characters are the lead; as in the index, no phrase reaches over its end.
    """
    wanted = _wanted(query)
    if lead is None:
        return tuple(_hits(text, wanted, zone))
    below = (
        replace(hit, start=hit.start + lead, end=hit.end + lead, first=hit.first + lead)
        for hit in _hits(text[lead:], wanted, "body")
    )
    return (*_hits(text[:lead], wanted, "lead"), *below)


def _hits(text: str, wanted: _Wanted, zone: str) -> list[Hit]:
    found = (hit for tokens in meeting.stretches(text, wanted.sought) for hit in _in_stretch(tokens, wanted, zone))
    return _without_overlap(list(found))


def _in_stretch(tokens: Sequence[Token], wanted: _Wanted, zone: str) -> Iterator[Hit]:
    yield from _word_hits(tokens, wanted, zone)
    for spot, number in wanted.others:
        if not _asked_here(spot, zone):
            continue
        match spot.leaf:
            case Phrase() as phrase:
                yield from _phrase_hits(tokens, phrase, spot, number)
            case Near() as near:
                yield from _near_hits(tokens, near, spot, number)
            case Prefix() as prefix:
                yield from _prefix_hits(tokens, prefix, spot, number)


def _asked_here(spot: Spot, zone: str) -> bool:
    """Whether a leaf may be met in this zone; in a text of which nothing is known, all but what is asked of titles."""
    return not spot.zone or spot.zone == zone or (not zone and spot.zone != "title")


@lru_cache(maxsize=8)  # a list asks it of each text
def _wanted(query: Query) -> _Wanted:
    wanted = _Wanted()
    number = -1
    for spot in datatypes.spots(query.root):
        if spot.negated or isinstance(spot.leaf, Facet | Dates):
            continue
        number += spot.through is None
        match spot.leaf:
            case (Word() as word) | AtLeast(word=word):
                for lexeme in word.lexemes:
                    wanted.words[lexeme].append((spot, number, word))
            case _:
                wanted.others.append((spot, number))
    return wanted


def _word_hits(tokens: Iterable[Token], wanted: _Wanted, zone: str) -> Iterator[Hit]:
    """Every word that is one of the single words looked for; of several, the one that is spelt so."""
    sought = wanted.words.keys()
    for token in tokens:
        if sought.isdisjoint(token.lexemes):
            continue
        met = [
            (_kind(token, word, spot), leaf)
            for lexeme in token.lexemes
            if lexeme in wanted.words
            for spot, leaf, word in wanted.words[lexeme]
            if _asked_here(spot, zone)
        ]
        if met:
            kind, leaf = min(met, key=lambda one: (NEARNESS[one[0]], one[1]))
            yield Hit(token.start, token.end, kind, leaf, token.start)


def _phrase_hits(tokens: Sequence[Token], phrase: Phrase, spot: Spot, number: int) -> Iterator[Hit]:
    """Every word of every occurrence of the phrase."""
    lexemes = [set(word.lexemes) for word in phrase.words]
    for first, token in enumerate(tokens):
        if lexemes[0].isdisjoint(token.lexemes) or first + phrase.places[-1] >= len(tokens):
            continue
        found = [tokens[first + step] for step in phrase.places]
        if all(not wanted.isdisjoint(each.lexemes) for wanted, each in zip(lexemes, found, strict=True)):
            for word, each in zip(phrase.words, found, strict=True):
                yield Hit(each.start, each.end, _kind(each, word, spot), number, token.start)


def _near_hits(tokens: Sequence[Token], near: Near, spot: Spot, number: int) -> Iterator[Hit]:
    """The words of every window of the text that holds all of them."""
    met: list[tuple[int, int]] = [  # the token, the word of the query
        (at, asked)
        for at, token in enumerate(tokens)
        for asked, word in enumerate(near.words)
        if not set(word.lexemes).isdisjoint(token.lexemes)
    ]
    beyond = 0
    marked: dict[int, Hit] = {}
    for begin, (at, _) in enumerate(met):
        while beyond < len(met) and met[beyond][0] <= at + near.within:
            beyond += 1
        window = met[begin:beyond]
        if len({asked for _, asked in window}) == len(near.words):
            for each, asked in window:
                token = tokens[each]
                kind = _kind(token, near.words[asked], spot)
                marked.setdefault(each, Hit(token.start, token.end, kind, number, tokens[at].start))
    yield from marked.values()


def _prefix_hits(tokens: Sequence[Token], prefix: Prefix, spot: Spot, number: int) -> Iterator[Hit]:
    beginning = _beginning(prefix)
    for token in tokens:
        if any(each.startswith(beginning) for each in token.lexemes):
            kind = _kind(token, Word(prefix.text, beginning), spot)
            yield Hit(token.start, token.end, kind, number, token.start)


def _beginning(prefix: Prefix) -> str:
    return f"={prefix.stem}"


def _kind(token: Token, word: Word, spot: Spot) -> str:
    if spot.through:
        return ALIAS
    if token.glued:
        return GLUED
    return EXACT if word.exact in token.lexemes else FORM


def _without_overlap(found: list[Hit]) -> list[Hit]:
    """In order of the text; of several hits on one word, the nearest kind. (One sign may hold several words: ﷺ.)"""
    kept: list[Hit] = []
    for hit in sorted(found, key=lambda hit: (hit.start, -hit.end, NEARNESS[hit.kind], hit.leaf)):
        if not kept or hit.start >= kept[-1].end:
            kept.append(hit)
    return kept
