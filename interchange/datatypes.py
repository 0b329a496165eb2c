"""What leaves the archive: an article as others refer to it; pure values, no Django.

Article --referring--> Reference --citing--> Piece, or --formats--> BibTeX, RIS, CSL-JSON
"""

import datetime
from dataclasses import dataclass

ARCHIVE_AR, ARCHIVE_LATIN = "الفهرست", "Fihrist"


@dataclass(frozen=True, slots=True)
class Name:
    """A person, a desk or an outlet; in Latin letters where the archive knows them."""

    arabic: str
    latin: str = ""

    @property
    def roman(self) -> str:
        """The name for a text in Latin letters: its own where it is known, else the Arabic."""
        return self.latin or self.arabic


@dataclass(frozen=True, slots=True)
class Span:
    """A date as exactly as it was printed: `first` and `last` are the days between which it lies, both included."""

    first: datetime.date
    last: datetime.date
    precision: str = "day"  # "day", "month" or "year"
    hijri: bool = False  # printed as a month or year of the Hijri calendar


@dataclass(frozen=True, slots=True)
class Reference:
    """An article as citations and records describe it. What is not known is empty."""

    identifier: str
    address: str  # the permanent one, absolute
    title: str
    source: Name
    kind: str = ""  # of the source: "newspaper", "agency" …
    supplied: bool = False  # the title is the archive's, not the source's
    authors: tuple[Name, ...] = ()
    date: Span | None = None
    language: str = "ar"
    version: int = 1
    section: str = ""
    page: str = ""
    issue: str = ""
    issn: str = ""
    city: str = ""
    topics: tuple[str, ...] = ()
    state: str = ""  # "withheld" or "withdrawn", where readers can no longer have the text

    @property
    def marked_title(self) -> str:
        """The title for a record; in square brackets what the source did not print."""
        return f"[{self.title or 'بلا عنوان'}]" if self.supplied or not self.title else self.title


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a citation: `isolated` where it runs in a direction of its own, `work` for an italic title."""

    text: str
    isolated: bool = False
    work: bool = False
