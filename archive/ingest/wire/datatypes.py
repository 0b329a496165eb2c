"""What agency copy says of itself, each thing with the words that say it."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum

from archive.ingest.datatypes import Evidence, Name, PrintedDate

TITLE = 0  # the paragraph of what stands in the headline


class Flag(StrEnum):
    """What a desk writes before a headline to say how the dispatch stands to others."""

    URGENT = "urgent"
    CORRECTION = "correction"
    REPEAT = "repeat"
    LEAD = "lead"
    UPDATE = "update"
    MORE = "more"
    SUMMARY = "summary"


@dataclass(frozen=True, slots=True)
class Found:
    """A field, its value, and the words it was read from.

    `paragraph` counts as readers see them, through the lead and then the text, from 1; the headline is 0. `start` and
    `end` are characters of that paragraph, `words` what stands there.
    """

    field: str
    value: str
    paragraph: int
    start: int
    end: int
    evidence: Evidence = Evidence.STATED
    words: str = ""

    def as_json(self) -> dict[str, str | int]:
        """As the archive keeps it beside the article."""
        return {
            "field": self.field,
            "value": self.value,
            "paragraph": self.paragraph,
            "start": self.start,
            "end": self.end,
            "evidence": self.evidence.value,
            "words": self.words,
        }


@dataclass(frozen=True, slots=True)
class Wire:
    """Everything that was found; empty for a text that is no agency copy.

    `people` and `agencies` are names with a role; `date` is the dateline's, `none` where it has no year and nothing
    tells which.
    """

    flag: str = ""
    places: tuple[Name, ...] = ()
    agencies: tuple[Name, ...] = ()
    people: tuple[Name, ...] = ()
    date: PrintedDate = field(default_factory=PrintedDate)
    found: tuple[Found, ...] = ()
