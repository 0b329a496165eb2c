"""Nearness: how much of a query stands together in one place of an article. Pure, no Django.

BM25F counts words wherever they stand; an article that has them within a line of each other is more likely to be about
them all. The measure is the weight of the query's words that the best window of so many words holds, as a share of all,
and the score grows by that share: the passage as evidence (Callan: *Passage-Level Evidence in Document Retrieval*,
1994), with the multiplying form that paid best on questions over encyclopedia articles (docs/arabic.md). What the title
says holds for every window.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

WINDOW = 10  # words


@dataclass(frozen=True, slots=True)
class Wanted:
    """A word of the query: all lexemes that stand for it, and how much it tells (its idf)."""

    lexemes: frozenset[str]
    weight: float


def factor(wanted: Sequence[Wanted], positions: Mapping[str, Sequence[int]], title_length: int) -> float:
    """What to multiply an article's score by: from 1 to 2. `positions` are those of the article's tsvector."""
    whole = sum(word.weight for word in wanted)
    return 1 + _best_window(wanted, positions, title_length) / whole if whole else 1.0


def _best_window(wanted: Sequence[Wanted], positions: Mapping[str, Sequence[int]], title_length: int) -> float:
    """The weight of the words in the best window, those of the title added to each."""
    places = sorted(
        (place, number)
        for number, word in enumerate(wanted)
        for place in {place for lexeme in word.lexemes for place in positions.get(lexeme, ())}
    )
    in_title = {number for place, number in places if place <= title_length}
    held = best = sum(wanted[number].weight for number in in_title)
    inside = [0] * len(wanted)
    first = 0
    for place, number in places:
        inside[number] += 1
        if inside[number] == 1 and number not in in_title:
            held += wanted[number].weight
        while places[first][0] < place - WINDOW:
            left = places[first][1]
            inside[left] -= 1
            if not inside[left] and left not in in_title:
                held -= wanted[left].weight
            first += 1
        best = max(best, held)
    return best
