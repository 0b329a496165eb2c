"""Cells of a table that is opened in a spreadsheet: texts, whatever they begin with."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

BYTE_ORDER_MARK = "\N{ZERO WIDTH NO-BREAK SPACE}"  # by which Excel knows UTF-8
# A cell that begins with one of these is a formula to a spreadsheet; an apostrophe before it makes it a text
# (OWASP, CSV Injection). The wide ones are what Excel takes for the same.
FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def written(cells: Iterable[str]) -> str:
    """A line of cells, none of which is a formula."""
    line = io.StringIO()
    csv.writer(line).writerow([defused(cell) for cell in cells])
    return line.getvalue()


def defused(cell: str) -> str:
    """The cell as a text, whatever it begins with."""
    cell = cell.replace("\x00", "")
    return f"'{cell}" if cell.startswith(FORMULA) else cell
