"""What changed between two texts: first paragraph by paragraph, then word by word inside those that differ.

Parts are data; whoever shows them escapes them. They end between words, so no letter is torn from its neighbours.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

# Comparing is quadratic at worst: longer pieces are shown as wholly replaced.
MOST_PARAGRAPHS = 10_000  # a text of two million letters, and a second where it is worst
MOST_WORDS = 4_000
CONTEXT = 60  # characters of unchanged text that are left standing on each side of a change

WORDS = re.compile(r"\s+|[^\s]+")
PARAGRAPHS = re.compile(r"[^\n]*\n|[^\n]+")


class Kind(StrEnum):
    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of text that is in both, only in the old, or only in the new."""

    text: str
    kind: Kind


def compare(old: str, new: str) -> list[Part]:
    """The parts in reading order. The same and the removed ones make up `old`, the same and the added ones `new`."""
    parts: list[Part] = []
    for kind, before, after in _steps(PARAGRAPHS.findall(old), PARAGRAPHS.findall(new), MOST_PARAGRAPHS):
        if kind == "equal":
            parts.append(Part(before, Kind.SAME))
        else:
            parts.extend(_words(before, after))
    return parts


def shorten(parts: list[Part], context: int = CONTEXT) -> list[Part]:
    """The same parts, unchanged stretches cut to `context` characters beside each change; … stands for the rest."""
    last = len(parts) - 1
    return [
        part if part.kind != Kind.SAME else Part(_cut(part.text, place > 0, place < last, context), Kind.SAME)
        for place, part in enumerate(parts)
    ]


def _words(old: str, new: str) -> Iterator[Part]:
    for kind, before, after in _steps(WORDS.findall(old), WORDS.findall(new), MOST_WORDS):
        if kind == "equal":
            yield Part(before, Kind.SAME)
            continue
        if before:
            yield Part(before, Kind.REMOVED)
        if after:
            yield Part(after, Kind.ADDED)


def _steps(old: list[str], new: list[str], most: int) -> Iterator[tuple[str, str, str]]:
    if max(len(old), len(new)) > most:
        yield "replace", "".join(old), "".join(new)
        return
    for kind, start, end, new_start, new_end in SequenceMatcher(None, old, new, autojunk=len(old) > 500).get_opcodes():
        yield kind, "".join(old[start:end]), "".join(new[new_start:new_end])


def _cut(text: str, after_change: bool, before_change: bool, context: int) -> str:
    if len(text) <= 2 * context + 3:
        return text
    head = text[:context].rsplit(" ", 1)[0] if after_change else ""
    tail = text[-context:].split(" ", 1)[-1] if before_change else ""
    return f"{head} … {tail}"
