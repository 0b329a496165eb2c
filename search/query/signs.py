"""Signs: what a reader typed, taken apart into the signs of the query language. Pure, no Django.

    word  word*  =word              a term: a word, what begins so, exactly this spelling
    "…"  ~"…"  "…"~5                a term: the words as spelt, in their forms, near one another
    2011..2014  before:2011         a term: days
    title:  source:  atleast3:      stand before a term or a bracket, without a space
    -  NOT                          not
    AND  &    OR  |  أو             between
    ( )                             brackets

Nothing is an error: what is no sign is part of a word, and what is no word falls away.
"""

import calendar
import datetime
import re
from collections.abc import Iterator
from typing import NamedTuple

from arabic import letters
from search.datatypes import FACETS, ZONES

# Each opening mark with those that may close it. Right-to-left typing turns marks round, so » may open and ” may too.
HIGH_MARKS = '"“”„‟″＂‶❝❞'
CLOSING = {"«": "»", "»": "«", "‹": "›", "›": "‹"} | dict.fromkeys(HIGH_MARKS, HIGH_MARKS)
QUOTES = "".join(CLOSING)
# Hyphen, minus, their fullwidth and small forms. A dash is punctuation: –.
MINUS = "-\N{HYPHEN}\N{MINUS SIGN}\N{FULLWIDTH HYPHEN-MINUS}\N{SMALL HYPHEN-MINUS}"
EQUALS = "=\N{FULLWIDTH EQUALS SIGN}\N{SMALL EQUALS SIGN}"
TILDES = "~\N{FULLWIDTH TILDE}\N{TILDE OPERATOR}\N{SMALL TILDE}"
STARS = "*\N{ARABIC FIVE POINTED STAR}\N{FULLWIDTH ASTERISK}\N{SMALL ASTERISK}"
COLONS = ":\N{FULLWIDTH COLON}\N{SMALL COLON}"
BARS = "|\N{FULLWIDTH VERTICAL LINE}"
OPENING, SHUTTING = "(\N{FULLWIDTH LEFT PARENTHESIS}", ")\N{FULLWIDTH RIGHT PARENTHESIS}"
# What parts words besides spaces; other marks hold a compound together: e-mail, 2019-03-23, سوريا/العراق.
BREAKS = rf"\s\x00،؛؟!?\[\]{{}}<>…{OPENING}{SHUTTING}" + "\N{ARABIC FULL STOP}"
APART = f"{BREAKS}{QUOTES}{BARS}"

OPERATORS = {"AND": "and", "&": "and", "&&": "and", "＆": "and", "OR": "or", "أو": "or", "NOT": "not"}
# Names of fields, folded; the Arabic ones also with the article.
NAMES = {name: name for name in (*ZONES, *FACETS)} | {
    "عنوان": "title", "مقدمه": "lead", "متن": "body",
    "مصدر": "source", "كاتب": "author", "مكان": "place", "موضوع": "topic", "لغه": "language", "نوع": "genre",
}  # fmt: skip
TIMES = {"before": "before", "after": "after", "date": "date", "قبل": "before", "بعد": "after", "تاريخ": "date"}
LETTERS = r"(?:[^\W\d_]|[\u064b-\u0652])+"  # of a field's name; with short vowels: مقدّمة
AT_LEAST = "atleast|(?:على_ال[أا]قل)"

DAY = r"\d{4}(?:[-/]\d{1,2}(?:[-/]\d{1,2})?)?"
SPAN = rf"(?:{DAY})?\.\.(?:{DAY})?"
PIECE = re.compile(
    rf"(?P<not>[{MINUS}](?=[^{BREAKS}{MINUS}{BARS}]|[{OPENING}]))"
    rf"|(?P<when>(?:{SPAN}|(?P<name>(?:ال)?(?:{'|'.join(TIMES)}))[{COLONS}][{QUOTES}]?(?:{SPAN}|{DAY})[{QUOTES}]?)(?=[{APART}]|$))"
    rf"|(?P<atleast>(?:{AT_LEAST})_?(?P<times>\d{{1,3}})[{COLONS}](?=[^{APART}]|[{QUOTES}{OPENING}]))"
    rf"|(?P<field>(?P<called>{LETTERS})[{COLONS}](?=[^{APART}]|[{QUOTES}{OPENING}]))"
    rf"|(?P<quote>(?P<kind>[{TILDES}{EQUALS}]?)(?P<mark>[{QUOTES}]))"
    rf"|(?P<open>[{OPENING}])|(?P<close>[{SHUTTING}])"
    rf"|(?P<or>[{BARS}]+)"
    rf"|(?P<exact>[{EQUALS}](?P<spelt>[^{APART}]+))"
    rf"|(?P<word>[^{APART}]+)",
    re.IGNORECASE,
)
DATES = re.compile(rf"({DAY})?(\.\.)?({DAY})?[{QUOTES}]?$")
PLAIN = re.compile(r"[^\W_]+")  # needs no quotation marks as the name of a thing
NEAR = re.compile(rf"[{TILDES}](\d{{1,3}})?")
# Signs of direction that come along when something is pasted.
UNSEEN = dict.fromkeys([*range(0x200B, 0x2010), *range(0x202A, 0x202F), *range(0x2066, 0x206A), 0xFEFF])
ONE_DAY = datetime.timedelta(days=1)


class Sign(NamedTuple):
    """One sign: a term, a prefix of terms (field, atleast, not) or what stands between terms."""

    kind: str  # word, stem, exact, phrase, forms, near, dates; field, atleast, not; and, or; open, close
    text: str  # what the term says, or what was typed
    value: str = ""  # the field; how many times, how far
    dates: tuple[datetime.date | None, datetime.date | None] = (None, None)


TERMS = {"word", "stem", "exact", "phrase", "forms", "near", "dates"}
BEGINNING = TERMS | {"field", "atleast", "not", "open"}  # what a term or a bracket may begin with


def read(text: str) -> Iterator[Sign]:
    """The signs of any text, in their order."""
    place = 0
    while piece := PIECE.search(text, place):
        place = piece.end()
        match piece.lastgroup:
            case "not" | "open" | "close" | "or":
                yield Sign(piece.lastgroup, piece.group())
            case "when" if sign := _when(piece):
                yield sign
            case "atleast":
                yield Sign("atleast", piece.group()[:-1], str(int(piece["times"])))
            case "field" if name := NAMES.get(_plain(piece["called"])):
                yield Sign("field", piece["called"], name)
            case "quote":
                sign, place = _quotation(text, piece)
                yield sign
            case "exact":
                yield Sign("exact", piece["spelt"])
            case _:
                word = re.compile(f"[^{APART}]+").match(text, piece.start())
                place = word.end() if word else place
                yield _word(word.group() if word else piece.group())


def _word(typed: str) -> Sign:
    bare = typed.translate(UNSEEN)
    if bare in OPERATORS:
        return Sign(OPERATORS[bare], bare)
    stem = typed.rstrip(STARS)
    return Sign("stem", stem) if stem != typed else Sign("word", typed)


def _quotation(text: str, opening: re.Match[str]) -> tuple[Sign, int]:
    """What stands between the marks, and where it ends: at a mark that goes with the opening one, else at any mark."""
    end, beyond = len(text), len(text)
    for marks in (CLOSING[opening["mark"]], QUOTES):
        if found := re.compile(f"[{marks}]").search(text, opening.end()):
            end, beyond = found.start(), found.end()
            break
    quoted = " ".join(re.sub(f"[{QUOTES}\x00]", " ", text[opening.end() : end]).split())
    if far := NEAR.match(text, beyond):
        return (Sign("near", quoted, far[1]) if far[1] else Sign("forms", quoted)), far.end()
    return Sign("forms" if opening["kind"] and opening["kind"] in TILDES else "phrase", quoted), beyond


def _when(piece: re.Match[str]) -> Sign | None:
    """A span of days, if there are such days: `before` and `after` leave out the days that are named."""
    name = TIMES.get(_plain(piece["name"] or ""))
    first, dots, last = DATES.search(piece.group()).groups()  # type: ignore[union-attr] # whatever it is, it has an end
    try:
        begin = days(first) if first else None
        end = days(last) if last else None if dots else begin
        if begin and end and begin > end:  # 2014..2011
            begin, end = end, begin
        start = begin[0] if begin else None
        stop = end[1] if end else None
        if name == "before" and start:
            stop, start = start - ONE_DAY, None
        elif name == "after" and stop:
            start, stop = stop + ONE_DAY, None
    except (ValueError, OverflowError):
        return None
    return Sign("dates", piece.group(), dates=(start, stop)) if start or stop else None


def days(written: str) -> tuple[datetime.date, datetime.date]:
    """The first and the last day of a year, a month or a day."""
    year, month, day = (*map(int, re.split("[-/]", written)), 0, 0)[:3]
    if day:
        return (datetime.date(year, month, day),) * 2
    last_month = month or 12
    last = calendar.monthrange(year, last_month)[1] if year else 0
    return datetime.date(year, month or 1, 1), datetime.date(year, last_month, last)


def _plain(name: str) -> str:
    """A field's name as the table has it."""
    return letters.fold(letters.unify(name).text).removeprefix("ال")
