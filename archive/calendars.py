"""Dates as Arabic newspapers print them: both names of a month, the day of the week, and the Hijri day beside.

Nothing here shifts a date: what the source printed in its own zone is what is shown, no finer than it was printed.
"""

import calendar
import datetime
from dataclasses import dataclass

from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _
from hijridate import Gregorian

# The name in the Levant and Iraq, then the name in Egypt and the Gulf: newspapers print both, for all to read.
PAIRS = (
    "كانون الثاني/يناير",
    "شباط/فبراير",
    "آذار/مارس",
    "نيسان/أبريل",
    "أيار/مايو",
    "حزيران/يونيو",
    "تموز/يوليو",
    "آب/أغسطس",
    "أيلول/سبتمبر",
    "تشرين الأول/أكتوبر",
    "تشرين الثاني/نوفمبر",
    "كانون الأول/ديسمبر",
)
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
HIJRI_MONTHS_AR = (
    "محرّم",
    "صفر",
    "ربيع الأول",
    "ربيع الآخر",
    "جمادى الأولى",
    "جمادى الآخرة",
    "رجب",
    "شعبان",
    "رمضان",
    "شوّال",
    "ذو القعدة",
    "ذو الحجة",
)
HIJRI_MONTHS = (
    "Muharram",
    "Safar",
    "Rabi I",
    "Rabi II",
    "Jumada I",
    "Jumada II",
    "Rajab",
    "Sha\N{MODIFIER LETTER TURNED COMMA}ban",
    "Ramadan",
    "Shawwal",
    "Dhu al-Qa\N{MODIFIER LETTER TURNED COMMA}da",
    "Dhu al-Hijja",
)
WEEKDAYS = (_("Monday"), _("Tuesday"), _("Wednesday"), _("Thursday"), _("Friday"), _("Saturday"), _("Sunday"))
FIRST_WEEKDAY = 5  # Saturday: the week of most Arab calendars


def month_name(number: int) -> str:
    """The name of the month 1 to 12 in the reader's language; in Arabic the pair شباط/فبراير."""
    return (MONTHS if get_language() == "en" else PAIRS)[number - 1]


def month(year: int, number: int) -> str:
    return f"{month_name(number)} {year}"


def day(date: datetime.date) -> str:
    """The day without the day of the week: 23 آذار/مارس 2019."""
    return f"{date.day} {month(date.year, date.month)}"


def weekday(date: datetime.date) -> str:
    return str(WEEKDAYS[date.weekday()])


@dataclass(frozen=True)
class HijriDay:
    year: int
    month: int
    day: int

    @property
    def month_name(self) -> str:
        return (HIJRI_MONTHS if get_language() == "en" else HIJRI_MONTHS_AR)[self.month - 1]


def hijri(date: datetime.date) -> HijriDay | None:
    """The day of the Umm al-Qura calendar, or None outside its tables (1 August 1924 to 16 November 2077)."""
    try:
        found = Gregorian(date.year, date.month, date.day).to_hijri()
    except (OverflowError, ValueError):
        return None
    return HijriDay(found.year, found.month, found.day)


def hijri_day(date: datetime.date) -> str:
    """16 رجب 1440, or nothing outside the tables."""
    found = hijri(date)
    return f"{found.day} {found.month_name} {found.year}" if found else ""


def hijri_span(first: datetime.date, last: datetime.date) -> str:
    """The Hijri months or years that a Gregorian month or year meets; nothing outside the tables."""
    begin, end = hijri(first), hijri(last)
    if begin is None or end is None:
        return ""
    if (last - first).days > 31:
        return f"{begin.year}–{end.year}" if begin.year != end.year else f"{begin.year}"
    if begin.year != end.year:
        return f"{begin.month_name} {begin.year} – {end.month_name} {end.year}"
    months = f"{begin.month_name} – {end.month_name}" if begin.month != end.month else begin.month_name
    return f"{months} {end.year}"


def printed(date: datetime.date | None, precision: str, printed_in: str = "gregorian") -> str:
    """The date in words, no finer than `precision` allows; a month or year printed as Hijri stays Hijri."""
    if date is None:
        return gettext("Undated")
    if printed_in == "hijri" and precision in ("month", "year") and (found := hijri(date)):
        named = f"{found.month_name} {found.year}" if precision == "month" else f"{found.year}"
        return gettext("%(date)s AH") % {"date": named}
    match precision:
        case "year":
            return str(date.year)
        case "month":
            return month(date.year, date.month)
        case _:
            return day(date)


def iso(date: datetime.date | None, precision: str) -> str:
    """The value of a `datetime` attribute: 2019, 2019-03 or 2019-03-23."""
    if date is None:
        return ""
    return date.isoformat()[: {"year": 4, "month": 7}.get(precision, 10)]


def weeks(year: int, month_number: int) -> list[list[datetime.date | None]]:
    """The month as rows of seven days from Saturday; None outside the month."""
    first = datetime.date(year, month_number, 1)
    cells: list[datetime.date | None] = [None] * ((first.weekday() - FIRST_WEEKDAY) % 7)
    cells += [first.replace(day=number) for number in range(1, days_in(year, month_number) + 1)]
    cells += [None] * (-len(cells) % 7)
    return [cells[start : start + 7] for start in range(0, len(cells), 7)]


def days_in(year: int, month_number: int) -> int:
    return calendar.monthrange(year, month_number)[1]


def last_of_month(year: int, month_number: int) -> datetime.date:
    return datetime.date(year, month_number, days_in(year, month_number))


def week_heads() -> list[tuple[str, str]]:
    """The days of the week in the order of `weeks`, each with a short name for a small screen."""
    names = [str(WEEKDAYS[(FIRST_WEEKDAY + offset) % 7]) for offset in range(7)]
    return [(name, name[:3] if get_language() == "en" else name.removeprefix("ال")) for name in names]
