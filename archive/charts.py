"""Bars of a chart as figures for an SVG; the template draws them, links them and sets the table beside them.

Figures are text: a number in a template would be grouped by commas. Time runs as the reader reads: from the right in
Arabic.
"""

import math
from collections.abc import Mapping
from dataclasses import dataclass

WIDTH = 1000
HEIGHT = 100
WIDE, NARROW = 24, 6  # labels that fit below the chart on a desk and on a telephone
LEAST = 1.5  # a bar of one article beside bars of thousands must still be seen


@dataclass(frozen=True)
class Bar:
    """One span of time: its `label`, its `count`, and where it stands."""

    label: str
    count: int
    x: str  # of the whole column, which is what one clicks
    width: str
    bar_x: str
    bar_width: str
    y: str
    height: str
    middle: str  # in percent of the width, for the label below
    labelled: str  # "always", "wide" (where there is room) or "never"

    @property
    def is_gap(self) -> bool:
        """Nothing is held of a span between two of which something is."""
        return self.count == 0


def bars(counts: Mapping[str, int], *, rtl: bool) -> list[Bar]:
    """One bar for each label of `counts`, in their order, as high as its share of the highest."""
    if not counts:
        return []
    column = WIDTH / len(counts)
    inset = min(column * 0.16, 6)
    highest = max(counts.values()) or 1
    wide = math.ceil(len(counts) / WIDE)
    narrow = wide * math.ceil(len(counts) / wide / NARROW)
    made = []
    for place, (label, count) in enumerate(counts.items()):
        x = WIDTH - (place + 1) * column if rtl else place * column
        height = max(HEIGHT * count / highest, LEAST) if count else 0
        made.append(
            Bar(
                label=label,
                count=count,
                x=_figure(x),
                width=_figure(column),
                bar_x=_figure(x + inset),
                bar_width=_figure(column - 2 * inset),
                y=_figure(HEIGHT - height),
                height=_figure(height),
                middle=f"{_figure((x + column / 2) * 100 / WIDTH)}%",
                labelled="always" if place % narrow == 0 else "wide" if place % wide == 0 else "never",
            )
        )
    return made


def _figure(number: float) -> str:
    return f"{number:.1f}"
