"""Agency copy: what a dispatch says of itself in its headline, its first words and its last line.

The text is read and never changed: a dateline stays where it was printed, and each field points at its words.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from archive.ingest import completing, dating
from archive.ingest.datatypes import Name, Precision, PrintedDate
from archive.ingest.wire import crediting, datelining, flagging, heading
from archive.ingest.wire.datatypes import Found, Wire


def read(title: str, lead: str, body: str, *, source: str = "", near: date | None = None) -> Wire:
    """What is found in a cleaned article.

    `source` is the outlet's name as printed, `near` a day by which a dateline without a year is dated: the article's
    own, else one on which it was captured.
    """
    above = paragraphs_of(lead)
    below = paragraphs_of(body)
    line = datelining.find(below, source)
    shift = len(above)
    if not line and above:
        line, shift = datelining.find(above, source), 0
    people, credited = crediting.find(below)
    dated = date_of(line.printed, near)
    agencies = distinct((*line.agencies, *(one for one in people if one.role == "agency")))
    paragraphs = (title, *above, *below)
    said = (
        *flagging.find(title, is_wire=bool(line)),
        *(moved(with_date(one, dated), shift) for one in line.found),
        *(moved(one, len(above)) for one in credited),
        *(moved(one, len(above)) for one in heading.find(below)),
    )
    found = tuple(dict.fromkeys(said))  # a line that signs stands above a dateline, too
    return Wire(
        flag=next((one.value.split()[0] for one in found if one.field == "flag"), ""),
        places=line.places,
        agencies=agencies,
        people=distinct((*line.people, *(one for one in people if one.role != "agency"))),
        date=dated,
        found=tuple(replace(one, words=paragraphs[one.paragraph][one.start : one.end]) for one in found),
    )


def paragraphs_of(text: str) -> list[str]:
    """The paragraphs as readers see them numbered: the lines that are not blank."""
    return [line for line in text.split("\n") if line and not line.isspace()] if text else []


def moved(found: Found, paragraphs: int) -> Found:
    return replace(found, paragraph=found.paragraph + paragraphs) if paragraphs else found


def date_of(printed: str, near: date | None) -> PrintedDate:
    """The day of a dateline; one without a year is completed from the day it must lie near, and then inferred."""
    if not printed:
        return PrintedDate()
    stated = dating.read(printed)
    if stated.precision in (Precision.DAY, Precision.TIME):
        return stated
    return completing.complete(printed, near) if near else PrintedDate(printed=printed)


def with_date(found: Found, dated: PrintedDate) -> Found:
    if found.field != "dateline" or dated.first_day is None:
        return found
    return replace(found, value=dated.first_day.isoformat(), evidence=dated.evidence)


def distinct(names: tuple[Name, ...]) -> tuple[Name, ...]:
    """Each name once, with the part that is told first."""
    return tuple({one.name: one for one in reversed(names)}.values())[::-1]
