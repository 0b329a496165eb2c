"""Problems: why something stays behind, and where it stands. The sentences are those of `reasons`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from archive.ingest.sending import Sent


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
    UNFORESEEN = "unforeseen"
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
    ALREADY_HERE = "already_here"
    DUPLICATE_OF = "duplicate_of"
    TEXT_STANDS_BEFORE = "text_stands_before"
    CURATED_KEPT = "curated_kept"
    GOES_ON = "goes_on"
    TRIED_AGAIN = "tried_again"


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
