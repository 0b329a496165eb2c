"""Bars of a chart as figures for an SVG; `archive/_timeline.html` draws them, links them and sets the table by them.

    charts.timeline({datetime.date(2019, 3, 1): 41}, unit="month", rtl=True, href=lambda first, last: f"?first={first}")

Figures are text: a number in a template would be grouped by commas. Time runs as the reader reads: from the right in
Arabic.
"""

import datetime
import math
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from archive import calendars

WIDTH = 1000
HEIGHT = 100
WIDEST = 160  # a bar that fills the whole chart would be no bar
EDGE = 60  # a narrower column at the edge has its label begin or end there, or it would stand out
WIDE, NARROW = 24, 6  # labels that fit below the chart on a desk and on a telephone
LEAST = 1.5  # a bar of one article beside bars of thousands must still be seen
MOST = {"year": 120, "month": 144, "day": 92}  # more bars would be too thin to see and to hit
UNITS = ("year", "month", "day")

Link = Callable[[datetime.date, datetime.date], str]


@dataclass(frozen=True)
class Bar:
    """One span of time, from its `first` to its `last` day: what it is called, what it counts, and where it stands."""

    first: datetime.date
    last: datetime.date
    name: str  # in words: 23 آذار/مارس 2019
    label: str  # what stands below the bar; empty where nothing would fit
    count: int
    is_gap: bool  # nothing is held of it, between two of which something is
    href: str  # where the bar leads; empty for nowhere
    is_outside: bool  # of the range that was chosen
    x: str  # of the whole column, which is what one clicks
    width: str
    bar_x: str
    bar_width: str
    y: str
    height: str
    label_x: str  # in percent of the width
    anchor: str  # how the label stands to that: "middle", or "from" and "upto" an edge of the chart
    labelled: str  # "always", "wide" (where there is room) or "never"


@dataclass(frozen=True)
class Timeline:
    """Bars of one `unit` (year, month or day) in order of time, gaps included, and what is older than the first."""

    unit: str
    bars: list[Bar]
    older: int

    @property
    def gaps(self) -> int:
        return sum(bar.is_gap for bar in self.bars)

    @property
    def first(self) -> str:
        return self.bars[0].name

    @property
    def last(self) -> str:
        return self.bars[-1].name

    def __bool__(self) -> bool:
        return bool(self.bars)


def timeline(
    counts: Mapping[datetime.date, int],
    *,
    unit: str,
    rtl: bool,
    href: Link | None = None,
    chosen: tuple[datetime.date | None, datetime.date | None] = (None, None),
    held: Collection[datetime.date] = (),
) -> Timeline:
    """Bars of `counts`, which are added up by `unit`; keys are days, each stands for its year, month or itself.

    The chart runs from the first span with something in it to the last, and keeps the latest `MOST[unit]`. `href` makes
    an address of the first and last day of a bar; bars outside of `chosen` are marked. Nothing gives no bars. Spans
    that count nothing are gaps, but for those that begin on a day of `held`: of them something is held, not counted.
    """
    summed: dict[datetime.date, int] = {}
    for date, count in counts.items():
        first = starting(date, unit)
        summed[first] = summed.get(first, 0) + count
    filled = [first for first, count in summed.items() if count]
    if not filled:
        return Timeline(unit, [], 0)
    end = _number(max(filled), unit) + 1
    begin = max(_number(min(filled), unit), end - MOST[unit])
    shown = [_numbered(number, unit) for number in range(begin, end)]
    older = sum(count for first, count in summed.items() if first < shown[0])
    bars = _bars({first: summed.get(first, 0) for first in shown}, unit, rtl, href, chosen, held)
    return Timeline(unit, bars, older)


def unit_for(first: datetime.date, last: datetime.date) -> str:
    """The finest unit that draws everything from `first` to `last`."""
    for unit in ("day", "month"):
        if math.ceil((last - first).days / {"day": 1, "month": 30.44}[unit]) < MOST[unit]:
            return unit
    return "year"


def starting(date: datetime.date, unit: str) -> datetime.date:
    """The first day of the year or month of `date`, or the day itself."""
    return {"year": date.replace(month=1, day=1), "month": date.replace(day=1), "day": date}[unit]


def ending(first: datetime.date, unit: str) -> datetime.date:
    """The last day of the year or month that begins on `first`, or the day itself."""
    match unit:
        case "year":
            return first.replace(month=12, day=31)
        case "month":
            return calendars.last_of_month(first.year, first.month)
        case _:
            return first


def _number(first: datetime.date, unit: str) -> int:
    """Spans are counted, not added up as dates: time has ends."""
    return {"year": first.year, "month": first.year * 12 + first.month - 1, "day": first.toordinal()}[unit]


def _numbered(number: int, unit: str) -> datetime.date:
    match unit:
        case "year":
            return datetime.date(number, 1, 1)
        case "month":
            return datetime.date(number // 12, number % 12 + 1, 1)
        case _:
            return datetime.date.fromordinal(number)


def _bars(
    counts: Mapping[datetime.date, int],
    unit: str,
    rtl: bool,
    href: Link | None,
    chosen,
    held: Collection[datetime.date],
) -> list[Bar]:
    column = WIDTH / len(counts)
    inset = max(min(column * 0.16, 6), (column - WIDEST) / 2)
    highest = max(counts.values()) or 1
    labels = {first: _label(first, unit, len(counts)) for first in counts}
    room = _thinned([first for first in counts if labels[first]])
    after, before = chosen
    made = []
    for place, (first, count) in enumerate(counts.items()):
        x = WIDTH - (place + 1) * column if rtl else place * column
        height = max(HEIGHT * count / highest, LEAST) if count else 0
        last = ending(first, unit)
        label_x, anchor = _label_place(x, column)
        made.append(
            Bar(
                first=first,
                last=last,
                name=calendars.printed(first, unit),
                label=labels[first],
                count=count,
                is_gap=not count and first not in held,
                href=href(first, last) if href and count else "",
                is_outside=bool((after and last < after) or (before and first > before)),
                x=_figure(x),
                width=_figure(column),
                bar_x=_figure(x + inset),
                bar_width=_figure(column - 2 * inset),
                y=_figure(HEIGHT - height),
                height=_figure(height),
                label_x=f"{_figure(label_x * 100 / WIDTH)}%",
                anchor=anchor,
                labelled=room.get(first, "never"),
            )
        )
    return made


def _label(first: datetime.date, unit: str, number: int) -> str:
    """What names a bar in a few figures: its year, its month (a year in January), its day (a month on the first)."""
    match unit:
        case "year":
            return str(first.year)
        case "month":
            return str(first.year) if first.month == 1 else str(first.month) if number <= WIDE else ""
        case _:
            return f"{first.day}/{first.month}" if first.day == 1 else str(first.day)


def _label_place(x: float, column: float) -> tuple[float, str]:
    if column < EDGE and x < 1:
        return 0, "from"
    if column < EDGE and x + column > WIDTH - 1:
        return WIDTH, "upto"
    return x + column / 2, "middle"


def _thinned(labelled: list[datetime.date]) -> dict[datetime.date, str]:
    """Which labels stand always and which only where there is room; the others never."""
    wide = math.ceil(len(labelled) / WIDE) or 1
    narrow = wide * math.ceil(len(labelled) / wide / NARROW)
    return {
        first: "always" if place % narrow == 0 else "wide" for place, first in enumerate(labelled) if place % wide == 0
    }


def _figure(number: float) -> str:
    return f"{number:.1f}"
