"""Citing: a `Reference` in the words of a style. Pure; the day of access is passed in.

Chicago: notes-bibliography, *Manual of Style*, 17th ed., 14.191-200 (newspapers; an unsigned article stands under its
newspaper) and 11.108 (original script beside the romanised form). APA: *Publication Manual*, 7th ed., 10.1 and 9.12.
MLA: *Handbook*, 9th ed., 5.31-5.111, which leaves an unknown date out. The Arabic style is the footnote of Arab
university presses: Arabic comma and semicolon, the title between «», the month in both its names.

Names are never turned round: which part of an Arabic name is the family's, no rule can tell. A title that the archive
supplied stands in square brackets. Whatever may run in another direction is a piece of its own.
"""

import datetime
import unicodedata
from collections.abc import Callable, Iterable

from archive.calendars import HIJRI_MONTHS, HIJRI_MONTHS_AR, MONTHS, PAIRS, hijri
from interchange.datatypes import ARCHIVE_AR, ARCHIVE_LATIN, Name, Piece, Reference, Span

STYLES = ("arabic", "chicago", "apa", "mla")
FIRST_STRONG, POP = "\N{FIRST STRONG ISOLATE}", "\N{POP DIRECTIONAL ISOLATE}"
ENDS = (".", "?", "!", "؟", "…", "۔")
MLA_MONTHS = tuple(name if len(name) < 5 else "Sept." if name == "September" else f"{name[:3]}." for name in MONTHS)

Pieces = list[Piece]


def cite(reference: Reference, style: str, accessed: datetime.date) -> tuple[Piece, ...]:
    """The citation in one of `STYLES`, ready for a list of works; raises `KeyError` for another."""
    return tuple(_STYLE[style](reference, accessed))


def plain(pieces: Iterable[Piece]) -> str:
    """The citation as text to copy; what runs in a direction of its own stands between isolates."""
    return "".join(f"{FIRST_STRONG}{piece.text}{POP}" if piece.isolated else piece.text for piece in pieces)


# ---------- the styles ----------


def _arabic(reference: Reference, accessed: datetime.date) -> Pieces:
    names = [name.arabic for name in reference.authors]
    opening = [*_own_list(names[:3], "، "), *([Piece(" وآخرون")] if len(names) > 3 else [])]
    if not opening:
        opening = [_own(reference.source.arabic)]
    title = _bracketed(reference, "بلا عنوان") or [Piece("«"), _own(reference.title), Piece("»")]
    parts = [opening, title]
    if reference.authors:
        parts.append([_own(reference.source.arabic)])
    parts.append([Piece(_arabic_date(reference.date))])
    parts += _numbered(("العدد ", reference.issue), ("ص. ", reference.page))
    kept = [Piece(f"؛ {ARCHIVE_AR}، المعرّف "), _own(reference.identifier), Piece(f"، الإصدار {reference.version}؛ ")]
    seen = [_own(reference.address), Piece(f"، اطُّلع عليه في {_arabic_day(accessed)}.")]
    gone = {"withdrawn": " سُحبت المقالة من الأرشيف.", "withheld": " المقالة محجوبة عن القرّاء."}.get(reference.state)
    return [*_joined(parts, "، "), *kept, *seen, *([Piece(gone)] if gone else [])]


def _chicago(reference: Reference, accessed: datetime.date) -> Pieces:
    both = [_both_scripts(name) for name in reference.authors]
    shown = both[:7] if len(both) > 10 else both
    opening = _and(shown, others=len(both) > 10) or _both_scripts(reference.source, work=True)
    date = Piece(_english_date(reference.date, "{month} {day}, {year}") or "n.d.")
    where = [*_both_scripts(reference.source, work=True), Piece(", ")] if reference.authors else []
    return [
        *_ended(opening),
        *_quoted(reference),
        *where,
        *_ended([date]),
        Piece(f"{ARCHIVE_LATIN}, {reference.identifier}, version {reference.version}. "),
        Piece(f"Accessed {MONTHS[accessed.month - 1]} {accessed.day}, {accessed.year}. {reference.address}."),
        *_gone(reference),
    ]


def _apa(reference: Reference, accessed: datetime.date) -> Pieces:
    names = [[_own(name.roman)] for name in reference.authors]
    unsigned_agency = not names and reference.kind == "agency"
    group = [_own(reference.source.roman)] if unsigned_agency else []
    if len(names) > 20:
        opening = [*_joined(names[:19], ", "), Piece(", … "), *names[-1]]
    else:
        opening = _and(names, sign="&") or group
    date = Piece(f"({_english_date(reference.date, '{year}, {month} {day}', '{year}, {month}') or 'n.d.'}). ")
    title = _bracketed(reference, "Untitled") or [_own(reference.title)]
    title = [*title, Piece(f" (Version {reference.version}). ")]
    where = [] if unsigned_agency else _ended([_work(reference.source.roman)])
    day = f"{MONTHS[accessed.month - 1]} {accessed.day}, {accessed.year}"
    return [
        *([*_ended(opening), date, *title] if opening else [*title, date]),
        *where,
        Piece(f"{ARCHIVE_LATIN}. Retrieved {day}, from {reference.address}"),
        *([Piece("."), *_gone(reference)] if reference.state else []),
    ]


def _mla(reference: Reference, accessed: datetime.date) -> Pieces:
    names = [[_own(name.roman)] for name in reference.authors]
    opening = [*names[0], Piece(", et al.")] if len(names) > 2 else _and(names)
    date = _english_date(reference.date, "{day} {month} {year}", months=MLA_MONTHS)
    facts = [[_work(reference.source.roman)], *([[Piece(date)]] if date else [])]
    facts += _numbered(("no. ", reference.issue), ("p. ", reference.page))
    return [
        *_ended(opening),
        *_quoted(reference),
        *_ended(_joined(facts, ", ")),
        Piece(ARCHIVE_LATIN, work=True),
        Piece(f", version {reference.version}, {reference.address}. "),
        Piece(f"Accessed {accessed.day} {MLA_MONTHS[accessed.month - 1]} {accessed.year}."),
        *_gone(reference),
    ]


_STYLE: dict[str, Callable[[Reference, datetime.date], Pieces]] = {
    "arabic": _arabic,
    "chicago": _chicago,
    "apa": _apa,
    "mla": _mla,
}


# ---------- dates ----------


def _arabic_day(date: datetime.date) -> str:
    return f"{date.day} {PAIRS[date.month - 1]} {date.year}"


def _arabic_date(span: Span | None) -> str:
    if span is None:
        return "بلا تاريخ"
    if span.hijri and (day := hijri(span.first)):
        return f"{HIJRI_MONTHS_AR[day.month - 1]} {day.year} هـ" if span.precision == "month" else f"{day.year} هـ"
    if span.precision == "day":
        return _arabic_day(span.first)
    return f"{PAIRS[span.first.month - 1]} {span.first.year}" if span.precision == "month" else str(span.first.year)


def _english_date(span: Span | None, day: str, month: str = "{month} {year}", months: tuple[str, ...] = MONTHS) -> str:
    """The date in the given forms, no finer than it was printed; nothing for an undated article."""
    if span is None:
        return ""
    if span.hijri and (of := hijri(span.first)):
        return f"{HIJRI_MONTHS[of.month - 1]} {of.year} AH" if span.precision == "month" else f"{of.year} AH"
    if span.precision == "year":
        return str(span.first.year)
    form = day if span.precision == "day" else month
    return form.format(day=span.first.day, month=months[span.first.month - 1], year=span.first.year)


# ---------- pieces ----------


def _own(text: str) -> Piece:
    return Piece(text, isolated=True)


def _work(text: str) -> Piece:
    """The title of a newspaper: italic in Latin letters, for Arabic letters have no italics."""
    return Piece(text, isolated=True, work=all(unicodedata.bidirectional(letter) not in ("R", "AL") for letter in text))


def _both_scripts(name: Name, *, work: bool = False) -> Pieces:
    latin = [(_work if work else _own)(name.latin)] if name.latin else []
    return [*latin, Piece(" "), _own(name.arabic)] if latin else [(_work if work else _own)(name.arabic)]


def _own_list(texts: list[str], between: str) -> Pieces:
    return _joined([[_own(text)] for text in texts], between)


def _joined(parts: list[Pieces], between: str) -> Pieces:
    return [piece for number, part in enumerate(parts) for piece in ([Piece(between)] * bool(number) + part)]


def _numbered(*facts: tuple[str, str]) -> list[Pieces]:
    """Those of the facts that are known, each after its word."""
    return [[Piece(word), _own(value)] for word, value in facts if value]


def _and(names: list[Pieces], *, sign: str = "and", others: bool = False) -> Pieces:
    """A; A and B; A, B, and C; or the first of more with "et al."."""
    if others:
        return [*_joined(names, ", "), Piece(", et al.")]
    if len(names) < 2:
        return _joined(names, "")
    comma = "," if len(names) > 2 or sign == "&" else ""
    return [*_joined(names[:-1], ", "), Piece(f"{comma} {sign} "), *names[-1]]


def _ended(pieces: Pieces) -> Pieces:
    """The pieces as a sentence: with a full stop, unless they end with one already; nothing stays nothing."""
    if not pieces:
        return []
    return [*pieces, Piece(" " if pieces[-1].text.endswith(ENDS) else ". ")]


def _bracketed(reference: Reference, untitled: str) -> Pieces:
    """A title that the source did not print; nothing for one that it did."""
    if not reference.title:
        return [Piece(f"[{untitled}]")]
    return [Piece("["), _own(reference.title), Piece("]")] if reference.supplied else []


def _quoted(reference: Reference) -> Pieces:
    """A title as a sentence: between quotation marks, or in square brackets where it is the archive's."""
    if bracketed := _bracketed(reference, "Untitled"):
        return _ended(bracketed)
    stop = "" if reference.title.endswith(ENDS) else "."
    return [Piece("“"), _own(reference.title), Piece(f"{stop}” ")]


def _gone(reference: Reference) -> Pieces:
    words = {"withdrawn": " Withdrawn from the archive.", "withheld": " Withheld from readers."}.get(reference.state)
    return [Piece(words)] if words else []
