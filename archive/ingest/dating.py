"""Printed dates to days: what the newspaper printed is kept, what it means is said as exactly as it was printed.

`read("23 آذار/مارس 2019")` is the 23rd of March with the precision of a day, `read("آذار 2019")` the first day that
it may mean with the precision of a month. The tables know the months of the Levant, of Egypt and the Gulf, of the
Maghreb, of Libya before 2011, French and English ones, and the Hijri months. A library (dateparser) sees only what no
rule here understands: it knows neither كانون الثاني nor جانفي nor رمضان.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time, timedelta, timezone, tzinfo
from functools import lru_cache

from hijridate import Gregorian, Hijri

from archive.ingest import months
from archive.ingest.datatypes import Calendar, Evidence, Precision, PrintedDate

LONGEST = 200  # letters; a longer "date" is a sentence
FIRST_YEAR, LAST_YEAR = 1400, 2200
HIJRI_YEARS = range(1200, 1600)
NO_DATE = PrintedDate()


def one_of(names: dict[str, int]) -> str:
    longest_first = sorted(names, key=len, reverse=True)
    return "(?:" + "|".join(map(re.escape, longest_first)) + ")"


EDGE, END = r"(?<![\w])", r"(?![\w])"
G, H = one_of(months.GREGORIAN), one_of(months.HIJRI)
# The month may be given twice, «آذار/مارس», «آذار (مارس)», «مارس آذار»; two that differ are a range.
G_MONTH = rf"(?P<month>{G})(?:(?:\s*[/\-–(]\s*|\s+)(?P<again>{G})(?![\w])\s*\)?)?"
SEPARATOR = r"[\s,،.]*(?:من |de |of )?[\s,،]*"
HIJRI_MARK = r"\s*(?:هـ|ه|ھ|هجريه?|ah)"
YEAR = r"(?P<year>\d{4})"
DAY = r"(?P<day>\d{1,2})(?:st|nd|rd|th|er)?"

Rule = tuple[re.Pattern[str], Callable[[re.Match[str]], PrintedDate | None]]


@dataclass(frozen=True, slots=True)
class Parts:
    year: int
    month: int = 0
    day: int = 0


def read(printed: str) -> PrintedDate:
    """What a printed date means. One that nobody understands has the precision `none` and keeps its text."""
    if not printed:
        return NO_DATE
    printed = months.SPACES.sub(" ", months.INVISIBLE.sub("", printed)).strip()
    return understand(printed) if printed and len(printed) <= LONGEST else PrintedDate(printed=printed)


@lru_cache(maxsize=10_000)
def understand(printed: str) -> PrintedDate:
    text = months.fold(printed)
    if is_range(text):
        return PrintedDate(printed=printed)
    for pattern, meaning in RULES:
        for match in pattern.finditer(text):
            if found := meaning(match):
                return replace(with_time(found, text, match), printed=printed)
    return replace(by_library(printed), printed=printed)


def gregorian(parts: Parts, evidence: Evidence = Evidence.STATED) -> PrintedDate | None:
    if not FIRST_YEAR <= parts.year <= LAST_YEAR:
        return None
    try:
        first = date(parts.year, parts.month or 1, parts.day or 1)
    except ValueError:
        return None
    return PrintedDate(first, precision_of(parts), calendar=Calendar.GREGORIAN, evidence=evidence)


def hijri(parts: Parts) -> PrintedDate | None:
    """By the Umm al-Qura calendar (1343-1500); before it by the tabular one, which may be a day or two off:
    inferred.
    """
    month, day = parts.month or 1, parts.day or 1
    if parts.year not in HIJRI_YEARS or not 1 <= month <= 12 or not 1 <= day <= 30:
        return None
    try:
        known: Gregorian = Hijri(parts.year, month, day).to_gregorian()
        first, evidence = date(known.year, known.month, known.day), Evidence.STATED
    except OverflowError:
        first, evidence = tabular(parts.year, month, day), Evidence.INFERRED
    except ValueError:
        return None
    return PrintedDate(first, precision_of(parts), calendar=Calendar.HIJRI, evidence=evidence)


def tabular(year: int, month: int, day: int) -> date:
    """The arithmetical Islamic calendar, civil epoch (Dershowitz and Reingold, *Calendrical Calculations*, ch. 7)."""
    days = (11 * year + 3) // 30 + 354 * (year - 1) + 29 * (month - 1) + month // 2 + day
    return date.fromordinal(days + 227_014)


def precision_of(parts: Parts) -> Precision:
    return Precision.DAY if parts.day else Precision.MONTH if parts.month else Precision.YEAR


def part(match: re.Match[str], name: str) -> int:
    return int(match.groupdict().get(name) or 0)


def named_month(match: re.Match[str]) -> PrintedDate | None:
    if match.groupdict().get("again") and months.GREGORIAN[match["again"]] != months.GREGORIAN[match["month"]]:
        return None
    return gregorian(Parts(part(match, "year"), months.GREGORIAN[match["month"]], part(match, "day")))


def named_hijri_month(match: re.Match[str]) -> PrintedDate | None:
    return hijri(Parts(part(match, "year"), months.HIJRI[match["month"]], part(match, "day")))


def year_first(match: re.Match[str]) -> PrintedDate | None:
    parts = Parts(part(match, "year"), part(match, "month"), part(match, "day"))
    return hijri(parts) if is_hijri(match) else gregorian(parts)


def day_first(match: re.Match[str]) -> PrintedDate | None:
    """23/3/2019; where that cannot be (3/23/2019) the month stands first, which is then inferred."""
    year, day, month = part(match, "year"), part(match, "day"), part(match, "month")
    if is_hijri(match):
        return hijri(Parts(year, month, day))
    return gregorian(Parts(year, month, day)) or gregorian(Parts(year, day, month), Evidence.INFERRED)


def is_hijri(match: re.Match[str]) -> bool:
    """By its mark, or by a year that no newspaper of the Gregorian calendar has."""
    return bool(match.groupdict().get("mark")) or part(match, "year") in HIJRI_YEARS


def only_year(match: re.Match[str]) -> PrintedDate | None:
    found = year_first(match)
    return replace(found, evidence=Evidence.INFERRED) if found and match["doubt"] else found


def seconds_since_1970(match: re.Match[str]) -> PrintedDate | None:
    moment = datetime.fromtimestamp(int(match.group()[:10]), UTC)
    return PrintedDate(moment.date(), Precision.TIME, time=moment.time())


def rule(pattern: str, meaning: Callable[[re.Match[str]], PrintedDate | None]) -> Rule:
    return re.compile(pattern), meaning


# In this order: a Gregorian date wins over the Hijri one beside it, a whole date over a month, a month over a year.
RULES: tuple[Rule, ...] = (
    rule(rf"{EDGE}{YEAR}-(?P<month>\d\d?)-(?P<day>\d\d?)(?!\d)(?!{HIJRI_MARK})", year_first),
    rule(rf"{EDGE}{DAY}{SEPARATOR}{G_MONTH}{SEPARATOR}{YEAR}(?!\d)", named_month),
    rule(rf"{EDGE}(?P<month>{G})\s+{DAY}{SEPARATOR}{YEAR}(?!\d)", named_month),
    rule(rf"{EDGE}{YEAR}{SEPARATOR}{G_MONTH}{SEPARATOR}{DAY}(?!\d)", named_month),
    rule(rf"{EDGE}{YEAR}[/.\-](?P<month>\d\d?)[/.\-](?P<day>\d\d?)(?!\d)(?P<mark>{HIJRI_MARK})?", year_first),
    rule(rf"{EDGE}{DAY}[/.\-](?P<month>\d\d?)[/.\-]{YEAR}(?!\d)(?P<mark>{HIJRI_MARK})?", day_first),
    rule(rf"{EDGE}{DAY}{SEPARATOR}(?P<month>{H}){SEPARATOR}{YEAR}(?!\d)", named_hijri_month),
    rule(r"^(?P<year>(?:1[89]|20)\d\d)(?P<month>[01]\d)(?P<day>[0-3]\d)(?:t?\d{4,6})?$", year_first),
    rule(r"^1?\d{9}(?:\d{3})?$", seconds_since_1970),
    rule(rf"{EDGE}{G_MONTH}{SEPARATOR}{YEAR}(?!\d)", named_month),
    rule(rf"{EDGE}(?P<month>{H}){SEPARATOR}{YEAR}(?!\d)", named_hijri_month),
    rule(r"^(?P<year>\d{4})[-/](?P<month>\d\d?)$", year_first),
    rule(r"^(?P<month>\d\d?)[-/](?P<year>\d{4})$", year_first),
    rule(
        rf"^(?P<doubt>\[|c\. ?|ca\. ?|circa |حوالي |نحو )?(?:سنه |عام )?{YEAR}(?P<mark>{HIJRI_MARK})?(?: ?م)?\]?$",
        only_year,
    ),
)

# «4-6 مارس 2019», «من 4 إلى 6 مارس», «مارس - أبريل 2019»: several days or months are no date, and none is chosen.
DAYS = re.compile(rf"{EDGE}\d{{1,2}}\s*(?:[-–]|الي|حتي|to)\s*\d{{1,2}}\s+(?:من )?(?:{G}|{H}){END}")
TWO_MONTHS = re.compile(rf"{EDGE}(?P<first>{G})\s*[-–/]\s*(?P<last>{G})[\s,،]+\d{{4}}(?!\d)")


def is_range(text: str) -> bool:
    """Whether a folded text names several days or months."""
    pair = TWO_MONTHS.search(text)
    differ = pair is not None and months.GREGORIAN[pair["first"]] != months.GREGORIAN[pair["last"]]
    return differ or bool(DAYS.search(text))


CLOCK = re.compile(
    r"(?<![\d:])(?P<hour>[01]?\d|2[0-3]):(?P<minute>[0-5]\d)(?::(?P<second>[0-5]\d)(?:\.\d+)?)?\s*"
    rf"(?P<half>am|pm|a\.m\.|p\.m\.|صباحا|مساء|ظهرا|ص{END}|م{END})?"
)
UPDATED = re.compile(r"اخر تحديث|تم التحديث|(?:last )?updated?")
AFTERNOON = ("pm", "p.m.", "مساء", "م", "ظهرا")


def with_time(found: PrintedDate, text: str, match: re.Match[str]) -> PrintedDate:
    """Adds the clock time that stands beside a whole date, unless it is that of a later update."""
    if found.precision != Precision.DAY:
        return found
    behind = UPDATED.split(text[match.end() :].removeprefix("t"), maxsplit=1)[0]
    rest = behind + " | " + text[: match.start()]
    clock = CLOCK.search(rest)
    if clock is None:
        return found
    hour = int(clock["hour"])
    if clock["half"]:
        hour = hour % 12 + (12 if clock["half"] in AFTERNOON else 0) if hour <= 12 else hour
    moment = time(hour, int(clock["minute"]), int(clock["second"] or 0))
    return replace(found, precision=Precision.TIME, time=moment)


OFFSET = re.compile(r"(?:\d|\s)(?:(?P<utc>Z|GMT|UTC)|(?P<sign>[+-])(?P<hours>\d\d):?(?P<minutes>\d\d))$")


def instant(found: PrintedDate, zone: tzinfo) -> datetime | None:
    """The moment of a whole date, for what is compared and not shown: by its printed offset, else in the source's
    `zone`.
    """
    if found.first_day is None:
        return None
    if offset := OFFSET.search(found.printed):
        zone = UTC
        if offset["sign"]:
            away = timedelta(hours=int(offset["hours"]), minutes=int(offset["minutes"]))
            zone = timezone(away if offset["sign"] == "+" else -away) if away < timedelta(hours=24) else UTC
    return datetime.combine(found.first_day, found.time or time(), zone)


def by_library(printed: str) -> PrintedDate:
    """dateparser's reading of a whole date; words that depend on today («أمس», "3 days ago") are not read at all."""
    if not re.search(r"\d", printed):
        return PrintedDate()
    import dateparser  # heavy, and few dates come this far

    settings = {
        "STRICT_PARSING": True,
        "PARSERS": ["absolute-time"],
        "DATE_ORDER": "DMY",
        "RETURN_AS_TIMEZONE_AWARE": False,
    }
    found = dateparser.parse(printed, languages=["ar", "en", "fr"], settings=settings)
    if found is None or not FIRST_YEAR <= found.year <= LAST_YEAR:
        return PrintedDate()
    return PrintedDate(found.date(), Precision.DAY, evidence=Evidence.INFERRED)
