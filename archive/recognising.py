"""Recognising the terms of a vocabulary in a text: which stand there, where, in whichever of their names.

A name is recognised by its own spelling, with the particles that Arabic writes together with a word: وبالقاهرة names
القاهرة. A particle is believed only where the language files both words alike, so that بسم does not name سم. The
longest name wins: جنوب السودان does not name السودان. A name that is missed costs little; one that is not meant costs
trust. Knows no Django.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

import arabic

ARTICLE = "ال"
# Before a word, and before one with the article, whose alif goes after ل.
PARTICLES = ("و", "ف", "ب", "وب", "فب", "ل", "ول", "فل", "ك", "وك")
BEFORE_ARTICLE = {particle: particle + ARTICLE for particle in PARTICLES if "ل" not in particle}
BEFORE_ARTICLE |= {particle: particle + "ل" for particle in PARTICLES if "ل" in particle}
SHORTEST = 3  # letters of a name of one word
LONGEST = 200_000  # letters of a text that are looked through

Key = tuple[str, int]  # the vocabulary and the number of a term


class Mention(NamedTuple):
    """Where a term stands: `text[start:end]`."""

    key: Key
    start: int
    end: int


@dataclass(frozen=True)
class Name:
    """A name of a term as words: the spellings of the first with its particles, and the rest as they are."""

    key: Key
    first: arabic.Token
    rest: tuple[str, ...]

    @property
    def spellings(self) -> list[str]:
        return [self.first.surface, *attached(self.first.surface)]


def attached(word: str) -> list[str]:
    """The word with each particle that is written together with it."""
    if word.startswith(ARTICLE):
        stem = word.removeprefix(ARTICLE)
        return [before + stem for before in BEFORE_ARTICLE.values()]
    return [particle + word for particle in PARTICLES]


def name_of(key: Key, text: str) -> Name | None:
    """The words of a name; None for one that is too short, or of nothing but stop words."""
    tokens = arabic.analyse(text)
    if not tokens or all(token.stop for token in tokens) or (len(tokens) == 1 and len(tokens[0].surface) < SHORTEST):
        return None
    return Name(key, tokens[0], tuple(token.surface for token in tokens[1:]))


class Recogniser:
    """The names of many terms, by the spellings that they begin with."""

    def __init__(self, names: Iterable[tuple[Key, str]]) -> None:
        self.beginnings: dict[str, list[Name]] = {}
        for key, text in names:
            if name := name_of(key, text):
                for spelling in name.spellings:
                    self.beginnings.setdefault(spelling, []).append(name)
        for found in self.beginnings.values():
            found.sort(key=lambda name: -len(name.rest))

    def mentions(self, text: str) -> Iterator[Mention]:
        """Where terms stand in the first `LONGEST` letters, each stretch of the text once, in its order."""
        tokens = arabic.analyse(text[:LONGEST])
        at = 0
        while at < len(tokens):
            names = self._standing(tokens, at)
            length = 1 + len(names[0].rest) if names else 1
            for key in dict.fromkeys(name.key for name in names):
                yield Mention(key, tokens[at].start, tokens[at + length - 1].end)
            at += length

    def _standing(self, tokens: Sequence[arabic.Token], at: int) -> list[Name]:
        """The longest names that begin at this word: several, where terms share a name."""
        found: list[Name] = []
        for name in self.beginnings.get(tokens[at].surface, ()):
            if found and len(name.rest) < len(found[0].rest):
                break
            following = tokens[at + 1 : at + 1 + len(name.rest)]
            if tuple(token.surface for token in following) == name.rest and believed(tokens[at], name.first):
                found.append(name)
        return found


def believed(token: arabic.Token, word: arabic.Token) -> bool:
    """Whether the printed token is the word itself, or the word after a particle."""
    return token.surface == word.surface or bool({*token.lexemes[1:]} & {*word.lexemes[1:]})
