"""What passes from stage to stage: one frozen dataclass an arrow, and the reasons why something stays behind."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, time
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

if TYPE_CHECKING:
    from archive.ingest.wire.datatypes import Found


class Sent:
    """Goes from process to process whole, in half of the time that a frozen dataclass takes field by field."""

    __slots__: tuple[str, ...] = ()

    def __reduce__(self) -> tuple[type, tuple]:
        return type(self), tuple([getattr(self, name) for name in self.__slots__])


class Stage(StrEnum):
    READ = "read"
    PARSE = "parse"
    CLEAN = "clean"
    STORE = "store"


class Reason(StrEnum):
    """Why a file or a row was not taken, or what a curator should know of it; `reasons.py` has the sentences."""

    # files
    NOT_FOUND = "not_found"
    NOT_A_FILE = "not_a_file"
    SYMLINK = "symlink"
    UNREADABLE = "unreadable"
    UNKNOWN_FORMAT = "unknown_format"
    FORMAT_NOT_READ = "format_not_read"
    UNKNOWN_XML = "unknown_xml"
    NO_XML = "no_xml"
    ENTITIES = "entities"
    EMPTY_FILE = "empty_file"
    BINARY = "binary"
    TOO_LARGE = "too_large"
    # archives
    DAMAGED_ARCHIVE = "damaged_archive"
    ENCRYPTED = "encrypted"
    NESTED_ARCHIVE = "nested_archive"
    TOO_MANY_ENTRIES = "too_many_entries"
    OVERLAPPING_ENTRIES = "overlapping_entries"
    RATIO = "ratio"
    # letters
    UNKNOWN_ENCODING = "unknown_encoding"
    BAD_BYTES = "bad_bytes"
    NUL = "nul"
    SURROGATE = "surrogate"
    # rows
    ROW_TOO_LARGE = "row_too_large"
    BAD_JSON = "bad_json"
    TOO_DEEP = "too_deep"
    NOT_A_NUMBER = "not_a_number"
    DUPLICATE_KEY = "duplicate_key"
    NOT_AN_OBJECT = "not_an_object"
    FIELD_TYPE = "field_type"
    FIELD_TOO_LONG = "field_too_long"
    BAD_CSV = "bad_csv"
    UNTERMINATED_QUOTE = "unterminated_quote"
    COLUMN_COUNT = "column_count"
    NO_KNOWN_COLUMNS = "no_known_columns"
    NO_TEXT = "no_text"
    BAD_SOURCES_FILE = "bad_sources_file"
    FILE_CHANGED = "file_changed"
    # feeds, wires, web archives
    NO_ARTICLES = "no_articles"
    NOT_NEWS = "not_news"
    CANCELED = "canceled"
    DAMAGED_RECORD = "damaged_record"
    # documents
    DAMAGED_DOCUMENT = "damaged_document"
    TOO_MANY_PAGES = "too_many_pages"
    NO_TEXT_LAYER = "no_text_layer"
    DAMAGED_TEXT_LAYER = "damaged_text_layer"
    # notes: the article is taken all the same
    EMPTY_CELLS = "empty_cells"
    UNUSED_FIELDS = "unused_fields"
    UNREADABLE_DATE = "unreadable_date"
    REPLACEMENT_CHARACTERS = "replacement_characters"
    SUMMARY_ONLY = "summary_only"
    FAULTY_FEED = "faulty_feed"
    NO_TEXT_IN_ITEM = "no_text_in_item"
    WITHHELD_BY_AGENCY = "withheld_by_agency"
    MENDED_TEXT_LAYER = "mended_text_layer"
    DOUBTFUL_TEXT_LAYER = "doubtful_text_layer"
    UNNAMED_SUBJECTS = "unnamed_subjects"
    RECORDS_PASSED_OVER = "records_passed_over"
    # for the curator's eyes
    DUPLICATE_OF = "duplicate_of"
    CURATED_KEPT = "curated_kept"
    GOES_ON = "goes_on"


@dataclass(frozen=True, slots=True)
class Where(Sent):
    """A place in the input that a person can find again; `part` is the address of a page in a web archive."""

    path: str
    member: str = ""
    line: int | None = None
    part: str = ""

    def __str__(self) -> str:
        inside = "".join(f" › {name}" for name in (self.member, self.part) if name)
        return f"{self.path}{inside}" + (f":{self.line}" if self.line else "")

    def at(self, line: int) -> Where:
        return Where(self.path, self.member, line)


@dataclass(frozen=True, slots=True)
class Problem(Sent):
    """A file or row that stays behind (`note=False`), or a remark on one that was taken (`note=True`)."""

    where: Where
    stage: Stage
    reason: Reason
    detail: Mapping[str, str | int | list[str]] = field(default_factory=dict)
    note: bool = False


class Refused(Exception):  # noqa: N818 - what happened, not whose fault it was
    """Raised inside a stage where a file or row cannot go on; the stage turns it into a `Problem`."""

    def __init__(self, reason: Reason, **detail: str | int | list[str]) -> None:
        super().__init__(reason)
        self.reason = reason
        self.detail = detail

    def at(self, where: Where, stage: Stage) -> Problem:
        return Problem(where, stage, self.reason, self.detail)


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
