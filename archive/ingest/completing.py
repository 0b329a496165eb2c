"""A day and a month without a year, as datelines give them, completed from a day near which they must lie.

«4 مارس آذار» in an article of the 5th of March 2019 is the 4th of March 2019, «31 ديسمبر» in one of the 1st of January
is a day of the year before. What is completed is inferred.
"""

from __future__ import annotations

import re
from datetime import date
from functools import lru_cache

from hijridate import Gregorian

from archive.ingest import dating, months
from archive.ingest.datatypes import Evidence, PrintedDate
from archive.ingest.dating import DAY, EDGE, END, G_MONTH, SEPARATOR, H, Parts

FARTHEST = 200  # days; a year nearer than that is always one of three
GREGORIAN_DAY = re.compile(rf"{EDGE}{DAY}(?:{SEPARATOR}|\s*[-/]\s*){G_MONTH}{END}")
HIJRI_DAY = re.compile(rf"{EDGE}{DAY}{SEPARATOR}(?P<month>{H}){END}")
NUMBERS = re.compile(r"(?<!\d)(?P<day>\d{1,2})\s*[-/.]\s*(?P<month>\d{1,2})(?!\d)")


def has_day_and_month(printed: str) -> bool:
    """Whether a day of a month is named, «4 مارس آذار», «12 - 7», «15 رمضان 1440»."""
    return bool(day_in(printed))


def complete(printed: str, near: date) -> PrintedDate:
    """The day nearest to `near` that the printed day and month can mean; a text without them has no date."""
    found = day_in(printed)
    if not found:
        return PrintedDate(printed=printed)
    calendar, day, month = found
    if calendar == "hijri":
        known = Gregorian(near.year, near.month, near.day).to_hijri().year if near.year >= 1925 else 0
        dates = [dating.hijri(Parts(year, month, day)) for year in (known - 1, known, known + 1)]
    else:
        dates = [dating.gregorian(Parts(year, month, day)) for year in (near.year - 1, near.year, near.year + 1)]
    days = [one for one in dates if one and one.first_day and abs((one.first_day - near).days) <= FARTHEST]
    if not days:
        return PrintedDate(printed=printed)
    best = min(days, key=lambda one: abs(((one.first_day or near) - near).days))
    return PrintedDate(best.first_day, best.precision, printed, best.calendar, Evidence.INFERRED)


@lru_cache(maxsize=10_000)
def day_in(printed: str) -> tuple[str, int, int] | None:
    """Calendar, day and month."""
    text = months.fold(printed)
    if match := GREGORIAN_DAY.search(text):
        agree = match["again"] is None or months.GREGORIAN[match["again"]] == months.GREGORIAN[match["month"]]
        return ("gregorian", int(match["day"]), months.GREGORIAN[match["month"]]) if agree else None
    if match := HIJRI_DAY.search(text):
        return "hijri", int(match["day"]), months.HIJRI[match["month"]]
    if (match := NUMBERS.search(text)) and 1 <= int(match["day"]) <= 31 and 1 <= int(match["month"]) <= 12:
        return "gregorian", int(match["day"]), int(match["month"])
    return None
