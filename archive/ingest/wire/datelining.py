"""The dateline: where, when and through whom a dispatch came, from the first words of its text.

    بيروت 4 مارس آذار (رويترز) - …        القاهرة في 12 يوليو/ أ ش أ / …       واشنطن ـ أ ف ب: …
    بيروت/القاهرة (رويترز) من ليلى بسام - …  عمّان، الأحد 24 آذار 2019 - …        دبي - العربية.نت

An agency of the table (or the outlet itself) in its place, or a day and month and then a dash, is what makes a
dateline. What stands before them must look like places; else nothing is found, for a verb taken for a town would
become a place of the archive.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from archive.ingest import bylines, completing
from archive.ingest.datatypes import Name, Role
from archive.ingest.wire import agencies
from archive.ingest.wire.datatypes import Found

LONGEST_PLACES = 70
REACH = 180  # a dateline stands in so many characters
WORD = r"[^\W\d_](?:[^\W\d_]|[\u064b-\u0652\u0670'’.])*"
PLACE = rf"{WORD}(?:[ -]{WORD}){{0,4}}"
PLACES = re.compile(rf"{PLACE}(?:\s*[/،,]\s*{PLACE}){{0,3}}")
BETWEEN_PLACES = re.compile(r"\s*[/،,]\s*")
WEEKDAY = "(?:يوم )?(?:ال)?(?:أحد|احد|إثنين|اثنين|ثلاثاء|أربعاء|اربعاء|خميس|جمعة|سبت)"
SECOND_WORD = "الأول|الثاني|الاول|أول|ثاني|ثان|الآخر|الأولى|الآخرة|الثانية|القعدة|الحجة"
MONTH = rf"[^\W\d_](?:[^\W\d_]|[\u064b-\u0652])*(?: (?:{SECOND_WORD}))?"
PRINTED_DATE = re.compile(
    rf"(?:[،,\s/-]*\bفي\s+)?(?:[،,\s-]*{WEEKDAY}[،,\s]*(?:في\s+)?)?[،,\s-]*"
    rf"(?P<date>\d{{1,2}}\s*[-/.]?\s*{MONTH}(?:\s*[-/(–]\s*{MONTH}\s*\)?| {MONTH})?(?:[\s،,]*(?:سنة |عام )?\d{{4}})?"
    r"|\d{1,2}\s*[-/.]\s*\d{1,2}(?:\s*[-/.]\s*\d{4})?)"
    r"\s*(?:هـ|م)?(?![^\W_])(?:\s*الموافق\s*(?P<second>[^()\n]{5,40}))?"
)
# What no place's name has in it, and what would make a sentence or a job of it.
NO_PLACE_WORDS = (
    "قال قالت وقال وقالت نقلت نقل ذكرت ذكر أفادت أفاد أعلنت أعلن أكد أكدت كتب كتبت نشرت وكالة وكالات صحيفة جريدة مراسل "
    "مراسلة محرر صاحب وزير الوزير رئيس الرئيس عن إن أن في من على إلى مع هذا هذه التي الذي كان كانت لم لن لا ما بعد قبل "
    "خلال منذ حسب وفق بحسب يوم ليل مساء صباح تقرير خبر أخبار المصدر مصدر تصوير حوار صورة أرشيفية خاص حصري عاجل "
    "مقتل اعتقال"
)
NO_PLACE = frozenset(NO_PLACE_WORDS.split())
COUNTRY_NAMES = (
    "الإمارات|الإمارات العربية المتحدة|السعودية|المملكة العربية السعودية|الولايات المتحدة|الولايات المتحدة الأمريكية|"
    "مصر|سوريا|سورية|لبنان|العراق|الأردن|فلسطين|إسرائيل|اليمن|ليبيا|المغرب|السودان|إيران|تركيا|فرنسا|بريطانيا|"
    "المملكة المتحدة|ألمانيا|روسيا|الصين|اليابان|الهند|باكستان|أفغانستان|إيطاليا|إسبانيا|بلجيكا|سويسرا|النمسا|"
    "هولندا|السويد|كندا|أستراليا|البرازيل|قطر|الكويت|البحرين|عمان"
)
COUNTRIES = frozenset(COUNTRY_NAMES.split("|"))
OPEN = {"(": ")", "[": "]", "/": "/", "«": "»", '"': '"', "“": "”"}
DASH = r"[-–—ـ]"
AFTER = re.compile(rf"\s*(?:\.?\s*{DASH}+|[:：]|\.(?=\s|$)|\n|$)")
PLACE_AND_AGENCY = re.compile(rf"(?P<place>{PLACE}) (?P<name>{agencies.ANY})[\s:.]*", re.I)
LONGEST_LINE = 45
DIGIT = re.compile(r"\d")
DASH_AFTER = re.compile(rf"{DASH}|:")
BYLINE = re.compile(rf"\s*[،,]?\s*(?P<said>(?:من|by)\s+(?P<names>[^\n()\d.:]{{4,60}}?))\s*(?={DASH}|$|\n)", re.I)
SIGNED_LINE = re.compile(r"\s*(?P<said>(?:من|كتبه?|كتبته?|بقلم|by)\s*:?\s+(?P<names>[^\n()\d.:]{4,60}))\s*", re.I)
MOST_PEOPLE_WORDS = 9


@dataclass(frozen=True, slots=True)
class Dateline:
    """Places, the date as printed, agencies and writers, and the words of each."""

    places: tuple[Name, ...] = ()
    printed: str = ""
    agencies: tuple[Name, ...] = ()
    people: tuple[Name, ...] = ()
    found: tuple[Found, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.found)


@dataclass(frozen=True, slots=True)
class Before:
    """What stands before an agency: places and a date, with their offsets."""

    places: tuple[tuple[int, int], ...]
    date: tuple[int, int] | None


def find(paragraphs: Sequence[str], source: str = "") -> Dateline:
    """The dateline of the first paragraph, or of the second below a line that only signs («من ليلى بسام»).

    `source` is the outlet's own name, which stands in an agency's place and says nothing new.
    """
    if not paragraphs:
        return Dateline()
    line = SIGNED_LINE.fullmatch(paragraphs[0]) if len(paragraphs[0]) <= 80 else None
    if line is None or len(paragraphs) == 1:
        return of_line(paragraphs[0], 1, source)
    below = of_line(paragraphs[1], 2, source)
    if not below:
        return Dateline()
    people, found = signers(line, 1)
    return Dateline(below.places, below.printed, below.agencies, people + below.people, found + below.found)


def of_line(paragraph: str, number: int, source: str) -> Dateline:
    head = paragraph[:REACH]
    line = PLACE_AND_AGENCY.fullmatch(head) if len(head) <= LONGEST_LINE else None
    if line and (read := what_stands_before(head, line.end("place"), bracketed=False)):
        return made(head, number, read, (agencies.named(line["name"]), *line.span("name")))
    for start, end in names_in(head, source):
        if found := around(head, start, end, number, source):
            return found
    return dated(head, number)


def names_in(head: str, source: str) -> list[tuple[int, int]]:
    """Where an agency, or the outlet itself, is named."""
    spans = [match.span("name") for match in agencies.AGENCY.finditer(head)]
    if len(source) > 2 and (place := head.find(source)) >= 0:
        spans.append((place, place + len(source)))
    return sorted(spans)


def around(head: str, start: int, end: int, number: int, source: str) -> Dateline:
    """The dateline that has the agency head[start:end] in it; none where it is only mentioned."""
    name, before = head[start:end], head[:start].rstrip()
    opened = before[-1:] if before else ""
    after = head[end:].lstrip(" .")
    closed = opened in OPEN and after[:1] == OPEN[opened]
    stop = end + len(head[end:]) - len(after) + 1 if closed else end
    byline = BYLINE.match(head, stop)
    mark = AFTER.match(head, byline.end() if byline else stop)
    read = what_stands_before(head, len(before) - (1 if closed else 0), bracketed=closed)
    if read is None:
        return Dateline()
    separated = closed or opened in ("-", "–", "—", "ـ", "،", ",", ":", "/") or read.date is not None
    if not (separated and (read.places or read.date or closed)) or not (mark or (closed and opened == "/")):
        return Dateline()
    if not closed and mark and mark.group().strip() == "." and not read.date:
        return Dateline()
    if agencies.is_common_word(name) and not closed and not is_between_dashes(opened, mark):
        return Dateline()
    canonical = "" if name == source and not agencies.named(name) else agencies.named(name)
    people, signed = signers(byline, number) if byline else ((), ())
    return made(head, number, read, (canonical, start, end), people, signed)


def is_between_dashes(opened: str, mark: re.Match[str] | None) -> bool:
    """«رام الله - وفا - …»: what is also a common word stands between two dashes where it is an agency."""
    return bool(re.fullmatch(DASH, opened) and mark and re.search(DASH, mark.group()))


def made(
    head: str,
    number: int,
    read: Before,
    agency: tuple[str, int, int],
    people: tuple[Name, ...] = (),
    signed: tuple[Found, ...] = (),
) -> Dateline:
    canonical, start, end = agency
    found = [Found("place", head[a:b], number, a, b) for a, b in read.places]
    if read.date:
        found.append(Found("dateline", head[slice(*read.date)], number, *read.date))
    if canonical:
        found.append(Found("agency", canonical, number, start, end))
    return Dateline(
        places=tuple(Name(head[a:b], head[a:b]) for a, b in read.places),
        printed=head[slice(*read.date)] if read.date else "",
        agencies=(Name(canonical, head[start:end], Role.AGENCY),) if canonical else (),
        people=people,
        found=(*found, *signed),
    )


def dated(head: str, number: int) -> Dateline:
    """«القاهرة 12 يوليو 2019 - »: a place, a day and a month, and then a dash, without an agency."""
    digit = DIGIT.search(head, 0, 60)
    if digit is None or not digit.start() > 1 or not DASH_AFTER.search(head, digit.end(), digit.end() + 60):
        return Dateline()
    date = PRINTED_DATE.search(head[:100])
    if date is None or not date.start("date") or not re.match(rf"\s*{DASH}|\s*:", head[date.end() :]):
        return Dateline()
    read = what_stands_before(head, date.end(), bracketed=False)
    if read is None or not read.places or not read.date:
        return Dateline()
    return made(head, number, read, ("", 0, 0))


def what_stands_before(head: str, end: int, *, bracketed: bool) -> Before | None:
    """Places and a date, and nothing else, in head[:end]; None where there is anything else."""
    text = head[:end].rstrip(" -–—ـ:،,./")
    date = next((one for one in PRINTED_DATE.finditer(text) if is_date(one["date"])), None)
    if date is not None and text[date.end() :].strip(" .،,-–/()هـم"):
        return None
    rest = text[: date.start()] if date else text
    start = len(rest) - len(rest.lstrip(" *-–—"))
    rest = rest.rstrip(" -–—ـ:،,./").removesuffix(" في")
    if not rest[start:]:
        return Before((), date.span("date") if date else None) if bracketed or date else None
    words = set(re.split(r"[\s/،,-]+", rest[start:]))
    if not PLACES.fullmatch(rest, start) or len(rest) - start > LONGEST_PLACES or NO_PLACE & words:
        return None
    return Before(tuple(places_in(rest, start)), whole_date(date) if date else None)


def whole_date(date: re.Match[str]) -> tuple[int, int]:
    """With its «الموافق», where a Gregorian date follows a Hijri one."""
    return date.start("date"), date.end("second") if date["second"] else date.end("date")


def is_date(printed: str) -> bool:
    return printed[0].isdigit() and completing.has_day_and_month(printed)


def places_in(text: str, start: int) -> list[tuple[int, int]]:
    """The places of «بيروت/القاهرة» and of «دبي، الإمارات العربية المتحدة», where the country only tells which one."""
    found: list[tuple[int, int]] = []
    for piece in [*BETWEEN_PLACES.finditer(text, start), None]:
        end = piece.start() if piece else len(text)
        if end > start and not (found and text[start:end] in COUNTRIES):
            found.append((start, end))
        start = piece.end() if piece else end
    return found


def signers(line: re.Match[str], number: int) -> tuple[tuple[Name, ...], tuple[Found, ...]]:
    """The people of «من ليلى بسام وسامي عبود»."""
    names = bylines.split(line["names"].strip(" -–—")) if len(line["names"].split()) <= MOST_PEOPLE_WORDS else ()
    people = tuple(Name(one.name, one.printed, Role.WRITING) for one in names if 2 <= len(one.name.split()) <= 4)
    return people, tuple(Found("author", one.name, number, *line.span("names")) for one in people)
