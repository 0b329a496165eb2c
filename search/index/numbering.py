"""Numbering: a number for every lexeme and every word that a process meets. Pure, no Django.

Many articles are placed at once, as arrays of numbers: that takes a third of what a dictionary of strings for each
takes. What is known of a lexeme stands in arrays as well, at its number.
"""

from array import array
from collections.abc import Iterable, Sequence
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from search.index import packing

Numbers = NDArray[np.int64]


class Lexemes:
    """The lexemes, numbered from 0 in the order in which they are met."""

    def __init__(self) -> None:
        self.names: list[str] = []
        self._numbers: dict[str, int] = {}
        self._letters = bytearray()  # of all lexemes, each closed by a zero byte, as in a tsvector
        self._starts, self._sizes, self._keys = array("q"), array("q"), array("q")

    def __len__(self) -> int:
        return len(self.names)

    def number(self, name: str) -> int:
        """The number of a lexeme, met before or not."""
        found = self._numbers.get(name)
        if found is None:
            found = self._numbers[name] = len(self.names)
            letters = name.encode() + b"\0"
            self.names.append(name)
            self._starts.append(len(self._letters))
            self._sizes.append(len(letters))
            self._keys.append(packing.key(name))
            self._letters += letters
        return found

    def numbers(self, names: Iterable[str]) -> Numbers:
        return np.fromiter(map(self.number, names), np.int64)

    def sizes(self, numbers: Numbers) -> Numbers:
        """The bytes of each of these lexemes, the zero byte among them."""
        return _seen(self._sizes)[numbers]

    def keys(self, numbers: Numbers) -> Numbers:
        """The key of each of these lexemes."""
        return _seen(self._keys)[numbers]

    def letters(self, numbers: Numbers) -> NDArray[np.uint8]:
        """The bytes of these lexemes, one after the other."""
        places = ranges(_seen(self._starts)[numbers], _seen(self._sizes)[numbers])
        return np.frombuffer(self._letters, np.uint8)[places]

    def ranks(self, numbers: Numbers) -> Numbers:
        """Numbers that grow as these lexemes' bytes do, among these."""
        among = np.zeros(len(self), bool)
        among[numbers] = True
        # Letters of a higher code have higher bytes in UTF-8.
        order = sorted(np.flatnonzero(among).tolist(), key=self.names.__getitem__)
        ranks = np.empty(len(self), np.int64)
        ranks[order] = np.arange(len(order))
        return ranks[numbers]


class Words:
    """The words, each as the tuple of its lexemes, numbered likewise."""

    def __init__(self, lexemes: Lexemes) -> None:
        self.lexemes = lexemes
        self._numbers: dict[tuple[str, ...], int] = {}
        # The analysis gives the same object for the same word, mostly; to look that up takes a third of the time.
        self._objects: dict[int, int] = {}
        self._met: list[tuple[str, ...]] = []  # while one is held here its address is no other's
        self._flat, self._starts, self._sizes = array("q"), array("q"), array("q")

    def __len__(self) -> int:
        return len(self._met)

    def numbers(self, texts: Iterable[Sequence[tuple[str, ...]]]) -> Numbers:
        """The numbers of the words of several texts, in one row."""
        words = list(chain.from_iterable(texts))
        found = list(map(self._objects.get, map(id, words)))
        if None in found:
            found = [self._number(word) if known is None else known for word, known in zip(words, found, strict=True)]
        return np.array(found, np.int64)

    def _number(self, word: tuple[str, ...]) -> int:
        found = self._numbers.get(word)
        if found is None:
            found = self._numbers[word] = len(self._starts)
            self._starts.append(len(self._flat))
            self._sizes.append(len(word))
            self._flat.extend(map(self.lexemes.number, word))
        self._met.append(word)
        self._objects[id(word)] = found
        return found

    def exact(self, numbers: Numbers) -> Numbers:
        """The first lexeme of each of these words, which is its exact one."""
        return _seen(self._flat)[_seen(self._starts)[numbers]]

    def spread(self, numbers: Numbers) -> tuple[Numbers, Numbers]:
        """All lexemes of these words in one row, and how many of them each word has."""
        sizes = _seen(self._sizes)[numbers]
        return _seen(self._flat)[ranges(_seen(self._starts)[numbers], sizes)], sizes


def ranges(starts: Numbers, sizes: Numbers) -> Numbers:
    """The numbers of several stretches in one row: (5, 1), (2, 3) → 5 6 1 2 3."""
    ends = np.cumsum(sizes)
    return np.repeat(starts - (ends - sizes), sizes) + np.arange(ends[-1] if len(ends) else 0)


def _seen(numbers: array) -> Numbers:
    """The array as it is now. It cannot grow as long as somebody holds this."""
    return np.frombuffer(numbers, np.int64)
