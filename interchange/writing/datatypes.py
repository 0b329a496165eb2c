"""What a file is made of; pure values, no Django."""

import datetime
from dataclasses import dataclass
from typing import Protocol

from interchange.datatypes import Reference


@dataclass(frozen=True, slots=True)
class Heading:
    """What was searched; `facts` are the same in words of the reader's language."""

    facts: tuple[tuple[str, str], ...]
    query: str
    filters: tuple[tuple[str, str], ...]
    order: str
    total: int
    most: int  # with only most of the words, which are not in the file
    limit: int
    exported: datetime.datetime
    address: str
    with_text: bool
    whole: str  # what the end says of a complete file
    cut: str  # and of one that is not
    repaired: bool = False  # the texts have the archive's repairs


@dataclass(frozen=True, slots=True)
class Row:
    """One article as far as its reader may have it; `text` is None where no texts were asked for."""

    reference: Reference
    source: str  # the short name in addresses
    places: tuple[str, ...]
    genre: str
    words: int
    access: str
    shown: str  # "text", "excerpts" or "facts": how much of it this reader is shown
    digest: str
    accessed: datetime.date
    text: str | None = None


@dataclass(frozen=True, slots=True)
class Ending:
    """How many rows were written of how many found."""

    written: int
    total: int
    said: str

    @property
    def complete(self) -> bool:
        return self.written == self.total


class Writer(Protocol):
    """A form of file."""

    media_type: str
    extension: str

    def head(self, heading: Heading) -> str: ...

    def row(self, row: Row) -> str: ...

    def end(self, ending: Ending) -> str: ...
