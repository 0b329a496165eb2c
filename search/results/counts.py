"""What counting gives: how many articles, by the values of facets and in time."""

import datetime
from dataclasses import dataclass, field

from archive.estimates import is_exact
from search.results import naming


@dataclass(frozen=True)
class Counted:
    """One value of a facet: what the address takes, what the page shows, in how many matches it stands."""

    key: str
    label: str
    count: int
    wanted: bool = False
    unwanted: bool = False


@dataclass(frozen=True)
class Facet:
    name: str
    values: list[Counted] = field(default_factory=list)
    more: int = 0  # further values that are not listed; of an estimate, at least

    @property
    def title(self) -> str:
        return str(naming.TITLES[self.name])

    @property
    def exact(self) -> bool:
        """Whether all its numbers are known; else there may be further values, too."""
        return all(is_exact(value.count) for value in self.values)

    @property
    def all(self) -> int:
        return len(self.values) + self.more


@dataclass(frozen=True)
class Span:
    """What was found in time, by `unit`."""

    unit: str = "year"
    counts: dict[datetime.date, int] = field(default_factory=dict)  # by the first day of each
    held: frozenset[datetime.date] = frozenset()  # of which the archive has anything at all
    undated: int = 0
    coarse: int = 0  # dated, but not as finely as the unit


@dataclass(frozen=True)
class Counts:
    """Numbers that are not known exactly are `archive.estimates`."""

    total: int
    facets: dict[str, Facet]
    span: Span
    too_costly: bool = False  # it was asked for exact numbers, and the database gave up

    @property
    def exact(self) -> bool:
        return is_exact(self.total)
