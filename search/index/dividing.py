"""Dividing: a text too long for one tsvector into stretches that each fit into one. Pure, no Django.

A tsvector holds positions up to 16,383, 255 positions a lexeme and 1 MB of lexemes. A stretch repeats the last words of
the one before, so that every phrase stands whole in some part.
"""

import bisect
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

# https://www.postgresql.org/docs/current/textsearch-limitations.html
MAX_POSITION = 16_383
MAX_PLACES_OF_LEXEME = 255
MAX_BYTES = 500_000  # of 1,048,575, which markers share
BYTES_OF_LEXEME = 6  # its padding, its number of places and the first of them
BYTES_OF_PLACE = 2


class Stretch(NamedTuple):
    """The words from one to before another; positions are counted from after `start`."""

    first: int
    beyond: int
    start: int


def divide(words: Sequence[tuple[str, ...]], positions: Sequence[int], reach: int) -> Iterator[Stretch]:
    """The stretches of a text with these words at these positions; one begins `reach` before the last one's end."""
    first, start = 0, 0
    while True:
        beyond = _full(words, positions, first, start)
        yield Stretch(first, beyond, start)
        if beyond == len(words):
            return
        start = positions[beyond - 1] - reach
        # However little a part holds, the next begins further on.
        first = max(first + 1, bisect.bisect_right(positions, start))


def _full(words: Sequence[tuple[str, ...]], positions: Sequence[int], first: int, start: int) -> int:
    """The first word from `first` on that finds no place, since a word stands in a part with all its lexemes."""
    places: Counter[str] = Counter()
    size = 0
    for number in range(first, len(words)):
        if positions[number] - start > MAX_POSITION or size > MAX_BYTES:
            return number
        for lexeme in words[number]:
            if places[lexeme] == MAX_PLACES_OF_LEXEME:
                return number
            size += BYTES_OF_PLACE if lexeme in places else len(lexeme.encode()) + BYTES_OF_LEXEME
        places.update(words[number])
    return len(words)
