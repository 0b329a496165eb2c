"""What passes from stage to stage: one frozen dataclass an arrow."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from archive.ingest.problems import Problem, Where
from archive.ingest.sending import Sent

if TYPE_CHECKING:
    from archive.ingest.wire.datatypes import Found


@dataclass(frozen=True, slots=True)
class Manner(Sent):
    """How somebody who knows better wants a file to be read; empty is: find out.

    `form` is a value of `detecting.Format`; `columns` gives names of columns or members the field that they hold,
    empty for one that shall not be read.
    """

    form: str = ""
    encoding: str = ""
    columns: tuple[tuple[str, str], ...] = ()

    def field_of(self, name: str) -> str | None:
        """What is said of a column; None where nothing is."""
        return dict(self.columns).get(name)


FIND_OUT = Manner()


@dataclass(frozen=True, slots=True)
class RawFile:
    """A file to be parsed, from the disk or out of an archive.

    `name` decides the format (without `.gz`), `received` is the file on the disk that is kept as the original,
    `size` is None where nobody knows it before the end.
    """

    where: Where
    name: str
    received: Path
    open: Callable[[], BinaryIO]
    size: int | None = None
    folders: tuple[str, ...] = ()
    manner: Manner = FIND_OUT


@dataclass(frozen=True, slots=True)
class RawRecord:
    """The bytes of one article as received: a line, a row, an element, a whole file."""

    where: Where
    data: bytes
    start: int

    @property
    def end(self) -> int:
        return self.start + len(self.data)


@dataclass(frozen=True, slots=True)
class Provenance(Sent):
    """Where the bytes of an article lie in the file that was received."""

    where: Where
    received: Path
    media_type: str
    encoding: str
    start: int
    end: int
    folders: tuple[str, ...] = ()


class Role(StrEnum):
    """What somebody did for an article."""

    WRITING = "author"
    REPORTING = "reporting"
    PREPARING = "preparing"
    TRANSLATING = "translating"
    EDITING = "editing"
    PHOTOGRAPHY = "photography"
    AGENCY = "agency"


@dataclass(frozen=True, slots=True)
class Name(Sent):
    """A name for a vocabulary, the words in which it was printed and, of who made an article, the part they had."""

    name: str
    printed: str
    role: str = ""


class Precision(StrEnum):
    TIME = "time"
    DAY = "day"
    MONTH = "month"
    YEAR = "year"
    NONE = "none"


class Calendar(StrEnum):
    GREGORIAN = "gregorian"
    HIJRI = "hijri"


class Evidence(StrEnum):
    STATED = "stated"
    INFERRED = "inferred"
    SUPPLIED = "supplied"


@dataclass(frozen=True, slots=True)
class PrintedDate(Sent):
    """A date as a newspaper gives it: the first day it can mean, how exact it is, and what was printed.

    `time` is the local time in the source's own zone; nothing is ever shifted to another zone.
    """

    first_day: date | None = None
    precision: Precision = Precision.NONE
    printed: str = ""
    calendar: Calendar = Calendar.GREGORIAN
    evidence: Evidence = Evidence.STATED
    time: time | None = None


@dataclass(frozen=True, slots=True)
class ParsedArticle:
    """What a file says, as it says it: nothing cleaned, nothing understood, every date still a text.

    `listed` says that topics and places came one by one, so that a comma belongs to the name it stands in.
    """

    provenance: Provenance
    given_id: str = ""
    url: str = ""
    source: str = ""
    title: str = ""
    title_supplied: bool = False
    subtitle: str = ""
    lead: str = ""
    body: str = ""
    published: str = ""
    published_evidence: Evidence = Evidence.STATED
    updated: str = ""
    captured: str = ""
    language: str = ""
    genre: str = ""
    section: str = ""
    page: str = ""
    issue: str = ""
    text_origin: str = ""
    topics: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    listed: bool = False
    withheld: bool = False
    embargo: str = ""


@dataclass(frozen=True, slots=True)
class CleanArticle(Sent):
    """An article fit to keep: printed text without the accidents of its transport, dates understood."""

    provenance: Provenance
    key: str
    url: str
    source: str
    title: str
    title_supplied: bool
    subtitle: str
    lead: str
    body: str
    published: PrintedDate
    updated: PrintedDate
    captured: PrintedDate
    language: str
    genre: str
    section: str
    page: str
    issue: str
    text_origin: str
    topics: tuple[Name, ...]
    authors: tuple[Name, ...]
    places: tuple[Name, ...]
    notes: tuple[Problem, ...] = ()
    withheld: bool = False
    embargo_until: date | None = None
    language_detected: str = ""
    wire_flag: str = ""
    found: tuple[Found, ...] = ()  # what agency copy says of itself, with its words

    @property
    def where(self) -> Where:
        return self.provenance.where
