"""Meeting: the stretches of a text in which a query's words may stand, analysed; the rest is passed over. Pure.

Of a text few runs are what is looked for, and to analyse one that the process has not met costs a hundred times what it
costs to see that it is none of them (`arabic.candidates`).
"""

from collections.abc import Iterator, Sequence
from itertools import accumulate
from typing import NamedTuple

import arabic
from arabic import Token, words


class Sought(NamedTuple):
    """What a word must be filed under to be met: one of the lexemes, or one that begins so, as `=كتا`."""

    lexemes: frozenset[str]
    beginnings: tuple[str, ...] = ()
    reach: int = 0  # words after one that is met which belong to the stretch

    def meets(self, run: str) -> bool:
        """Whether a run, wherever it stands, may be one of the words."""
        return any(
            not self.lexemes.isdisjoint(token.lexemes)
            or (self.beginnings and any(lexeme.startswith(self.beginnings) for lexeme in token.lexemes))
            for token in arabic.analyse(run)
        )


def stretches(text: str, sought: Sought) -> Iterator[list[Token]]:
    """The tokens of each stretch, in order; they never overlap. The positions of tokens count within a stretch only."""
    pieces = words.RUNS.split(text)
    runs = pieces[1::2]
    possible = arabic.candidates(runs, sought.lexemes.union(sought.beginnings))
    meeting = {run for run in {runs[number] for number in possible} if sought.meets(run)}
    met = [number for number in possible if runs[number] in meeting]
    places = [0, *accumulate(map(len, pieces))] if met else []
    for first, end in _together(met, runs, sought.reach):
        # What the run before is may decide between the lemmas of the first.
        before, begins, ends = places[max(0, 2 * first - 1)], places[2 * first + 1], places[2 * end]
        yield [
            token._replace(start=before + token.start, end=before + token.end)
            for token in arabic.analyse(text[before:ends])
            if before + token.start >= begins
        ]


def _together(met: Sequence[int], runs: Sequence[str], reach: int) -> Iterator[tuple[int, int]]:
    """From which run to before which each stretch goes, where those that touch are one."""
    first = end = -1
    for number in met:
        if number > end:
            if end > first:
                yield first, end
            first = number
        end = _beyond(number, runs, reach)
    if end > first:
        yield first, end


def _beyond(number: int, runs: Sequence[str], reach: int) -> int:
    """The number of the run after so many words that follow a run; one of marks alone has no word."""
    end = number + 1
    while reach > 0 and end < len(runs):
        reach -= bool(arabic.analyse(runs[end]))
        end += 1
    return end
