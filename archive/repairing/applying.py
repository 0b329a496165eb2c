"""Applying: approved patterns laid over a text. Pure, no Django.

A word is mended wherever it is printed so, by its letters alone: what was decided holds whatever the finder would say
today. Lines are never joined or parted, so that the paragraphs keep their numbers.
"""

from collections.abc import Iterator

from archive.repairing import parting, straying
from archive.repairing.datatypes import Approved, Kind, Mended, Span


def mend(text: str, approved: Approved) -> Mended:
    """The text with the approved repairs, and where in it they are; unchanged where none applies."""
    pieces: list[str] = []
    spans: list[Span] = []
    place = length = 0
    for start, end, instead in places(text, approved):
        pieces += (text[place:start], instead)
        length += start - place
        spans.append(Span(length, length + len(instead), text[start:end]))
        length += len(instead)
        place = end
    return Mended("".join((*pieces, text[place:])), tuple(spans)) if spans else Mended(text)


def places(text: str, approved: Approved) -> list[tuple[int, int, str]]:
    """Where approved patterns stand in the text, in order, without overlap: start, end, and what should stand there."""
    return sorted({*_words(text, approved), *_marks(text, approved)}) if approved else []


def _words(text: str, approved: Approved) -> Iterator[tuple[int, int, str]]:
    if any(kind == Kind.GLUE for kind, _ in approved):
        for start, end, printed in parting.runs(text):
            if instead := approved.get((Kind.GLUE.value, printed)):
                yield start, end, instead


def _marks(text: str, approved: Approved) -> Iterator[tuple[int, int, str]]:
    if any(kind != Kind.GLUE for kind, _ in approved):
        for one in straying.damages(text, approved):
            yield one.start, one.end, approved[one.key]
