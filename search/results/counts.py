"""What counting gives: how many articles, by the values of facets and in time."""

import datetime
from dataclasses import dataclass, field

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
    more: int = 0  # further values that are not listed

    @property
    def title(self) -> str:
        return str(naming.TITLES[self.name])

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
    total: int
    facets: dict[str, Facet]
    span: Span
