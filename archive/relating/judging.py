"""Judging: whether one of two texts was made of the other, and as what. Pure, no Django.

A copy shares long runs of words, and what was changed in it stands together. A template filled in anew (weather,
results, prices) shares short runs between slots.
In doubt two texts are not related: a false merge is worse than a miss.
"""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

RUN = 10  # words in a row that are not shared by accident
COVERED = 0.6  # of the shorter text stand in such runs
SLOT = 3  # words that a slot of a template takes at most
SLOTS_PER_WORD = 0.04
VERSION_DAYS = 7  # between the versions of a story
MOST_WORDS = 4_000  # comparing is quadratic at worst


class Kind(StrEnum):
    SAME = "same"
    VERSION = "version"
    REPRINT = "reprint"


@dataclass(frozen=True, slots=True)
class Copy:
    """A text as it is judged: its words, where it was printed and when."""

    words: Sequence[str]
    source: int
    day: datetime.date | None = None


@dataclass(frozen=True, slots=True)
class Judgement:
    """What two texts are to each other; `shared` and `contained` are shares of the longer and the shorter text."""

    kind: Kind
    shared: float
    contained: float


def judge(first: Copy, second: Copy) -> Judgement | None:
    """What the two are to each other; None where they are not surely one text."""
    old, new = first.words[:MOST_WORDS], second.words[:MOST_WORDS]
    if not old or not new:
        return None
    steps = _steps(old, new)
    common = sum(end - start for kind, start, end, _, _ in steps if kind == "equal")
    runs = sum(end - start for kind, start, end, _, _ in steps if kind == "equal" and end - start >= RUN)
    shorter, longer = sorted((len(old), len(new)))
    contained, shared = runs / shorter, runs / longer
    changed = [(old[a:b], new[c:d]) for kind, a, b, c, d in steps if kind != "equal"]
    if contained < COVERED or _filled_in_anew(changed, common, first.day, second.day):
        return None
    kind = _kind(first, second, identical=first.words == second.words)
    return Judgement(kind, shared, contained) if kind else None


def _steps(old: Sequence[str], new: Sequence[str]) -> list[tuple[str, int, int, int, int]]:
    """How one becomes the other, as `SequenceMatcher.get_opcodes`; what both begin and end with costs nothing."""
    most = min(len(old), len(new))
    head = next((place for place in range(most) if old[place] != new[place]), most)
    tail = next((place for place in range(most - head) if old[-1 - place] != new[-1 - place]), most - head)
    ends = len(old) - tail, len(new) - tail
    between = SequenceMatcher(None, old[head : ends[0]], new[head : ends[1]], autojunk=False)
    inner = [(kind, a + head, b + head, c + head, d + head) for kind, a, b, c, d in between.get_opcodes()]
    return [("equal", 0, head, 0, head), *inner, ("equal", ends[0], len(old), ends[1], len(new))]


def _kind(first: Copy, second: Copy, *, identical: bool) -> Kind | None:
    if first.source != second.source:
        return Kind.REPRINT
    if identical:
        return Kind.SAME
    if first.day is None or second.day is None or abs(first.day - second.day).days > VERSION_DAYS:
        return None
    return Kind.VERSION


def _filled_in_anew(changed, common: int, first: datetime.date | None, second: datetime.date | None) -> bool:
    """Whether what differs are slots: many, one name put for another again and again, or the numbers of another day."""
    slots = [(tuple(a), tuple(b)) for a, b in changed if a and b and len(a) <= SLOT and len(b) <= SLOT]
    swapped = Counter(slots)
    numbers = sum(_numbers(a) != _numbers(b) for a, b in slots)
    another_day = first is None or second is None or first != second
    return (
        len(slots) > max(1, common * SLOTS_PER_WORD)
        or any(count > 1 for count in swapped.values())
        or (numbers > 0 and another_day)
        or (numbers > 1 and len(slots) == len(changed))
    )


def _numbers(words: Sequence[str]) -> list[str]:
    return [word for word in words if word.startswith("#")]
