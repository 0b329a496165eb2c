"""Makes a text fit to read and to keep: the accidents of its transport go, what the newspaper printed stays.

Harakat, tatweel, hamza, digits, punctuation and spelling are print and are never touched; folding for search is the
work of `arabic`. Every step may be applied twice without harm, and so may all of them together.
"""

from __future__ import annotations

import hashlib
import html
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, timedelta

from archive.ingest import bylines, dating, languages, wire
from archive.ingest.datatypes import CleanArticle, Evidence, Name, ParsedArticle, PrintedDate, Role
from archive.ingest.problems import Problem, Reason, Refused, Stage
from archive.ingest.wire import agencies

TATWEEL = "\N{ARABIC TATWEEL}"

# Invisible characters that say nothing to a reader. Bidirectional controls are dropped because the page sets the
# direction itself, and one that is never closed turns the rest of a page round. ZWNJ and ZWJ stay: they decide which
# letters join, so they are print (Persian and Kurdish names, «هـ‍»). U+FFFD stays as the trace of damage that it is.
INVISIBLE = (
    "\N{ZERO WIDTH SPACE}\N{WORD JOINER}\N{ZERO WIDTH NO-BREAK SPACE}\N{SOFT HYPHEN}\N{MONGOLIAN VOWEL SEPARATOR}"
    "\N{OBJECT REPLACEMENT CHARACTER}"
    "\N{ARABIC LETTER MARK}\N{LEFT-TO-RIGHT MARK}\N{RIGHT-TO-LEFT MARK}"
    "\N{LEFT-TO-RIGHT EMBEDDING}\N{RIGHT-TO-LEFT EMBEDDING}\N{POP DIRECTIONAL FORMATTING}"
    "\N{LEFT-TO-RIGHT OVERRIDE}\N{RIGHT-TO-LEFT OVERRIDE}"
    "\N{LEFT-TO-RIGHT ISOLATE}\N{RIGHT-TO-LEFT ISOLATE}\N{FIRST STRONG ISOLATE}\N{POP DIRECTIONAL ISOLATE}"
)
OTHER_LINE_ENDS = "\r\x0b\x0c\x85\N{LINE SEPARATOR}\N{PARAGRAPH SEPARATOR}"
# All that `str.isspace` knows, but for the space, the line ends, and the separators 1C-1F, which go as controls.
OTHER_SPACES = (
    "\t\N{NO-BREAK SPACE}\N{OGHAM SPACE MARK}\u2000-\u200a\N{NARROW NO-BREAK SPACE}\N{MEDIUM MATHEMATICAL SPACE}"
    "\N{IDEOGRAPHIC SPACE}"
)
UNSEEN = (
    f"{INVISIBLE}\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u2061-\u2064\u206a-\u206f\ufff9-\ufffb\ufdd0-\ufdef\ufffe\uffff"
)
CONTROLS = re.compile(f"[{UNSEEN}]")

# With its semicolon only: `?a=1&para=2` is an address, no pilcrow.
ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z][a-zA-Z0-9]{1,31});")

# U+FDF0-FDFF are words and signs of their own, printed as one glyph on purpose (ﷲ ﷺ ﷻ ﷽ ﷼): they stay. So do the
# brackets of the Quran, U+FD3E-FD3F. All others are a typesetter's shapes of common letters.
SHAPES = "\ufb50-\ufd3d\ufd40-\ufdcf\ufe70-\ufefc"
PRESENTATION_FORM = re.compile(f"[{SHAPES}]")
ISOLATED_MARK = re.compile(f"^[ {TATWEEL}](?=[\u064b-\u0652\u0670])")  # a mark on nothing, or on a line, is a mark

MARKED_LINE_ENDS = re.compile(f"\r\n|[{OTHER_LINE_ENDS}]")
SPACE = re.compile(f"[{OTHER_SPACES}]")
RUNS_OF_SPACES = re.compile("  +")
BLANK_LINES = re.compile(r"\n{3,}")
SENTENCE_END = re.compile(r"""\n(?<=[.!?؟:…»"”“\])]\n)""")  # the line end first: it is found faster
# What damaged and typeset texts hold, and entities. A text without any of it, as most are, needs the last steps only.
UNUSUAL = re.compile(f"[&{UNSEEN}{SHAPES}{OTHER_LINE_ENDS}{OTHER_SPACES}]")


def drop_controls(text: str) -> str:
    """Control characters and invisible marks go; line ends and tabs stay for the later steps."""
    return CONTROLS.sub("", text)


def unescape_entities(text: str) -> str:
    """`&quot;` → `"`, `&amp;quot;` → `"` (exports escape twice). What is no known entity stays as it stands."""
    before = None
    while before != text and "&" in text:
        before, text = text, ENTITY.sub(unescape_one, text)
    return text


def unescape_one(entity: re.Match[str]) -> str:
    letters = html.unescape(entity.group())
    if "\N{REPLACEMENT CHARACTER}" in letters:  # html's answer to numbers that are no letters
        return entity.group()
    return drop_controls(letters)


def join_presentation_forms(text: str) -> str:
    """ﻣﺼﺮ → مصر, ﻻ → لا: letters that were stored by their shape, as old desktop publishing and PDFs do."""
    return PRESENTATION_FORM.sub(lambda form: plain_letters(form.group()), text)


def plain_letters(form: str) -> str:
    return ISOLATED_MARK.sub("", unicodedata.normalize("NFKC", form))


def compose(text: str) -> str:
    """NFC: a letter and its hamza or madda become one character (ا + ٓ → آ), marks stand in one order."""
    return text if unicodedata.is_normalized("NFC", text) else unicodedata.normalize("NFC", text)


def one_kind_of_line_end(text: str) -> str:
    return MARKED_LINE_ENDS.sub("\n", text)


def one_kind_of_space(text: str) -> str:
    """No-break spaces, tabs and the spaces of typesetters become spaces."""
    return SPACE.sub(" ", text)


def single_spaces(text: str) -> str:
    """Runs of spaces become one space; none at the ends of lines."""
    if "  " in text:
        text = RUNS_OF_SPACES.sub(" ", text)
    return text.replace(" \n", "\n").replace("\n ", "\n").strip()


def mark_paragraphs(text: str) -> str:
    """A blank line between paragraphs, never two.

    Where a text has no blank line at all, a line that ends like a sentence ends a paragraph; other line ends (verse,
    lists, lines of 70 letters from a teleprinter) stay line ends.
    """
    if "\n\n" in text:
        return BLANK_LINES.sub("\n\n", text) if "\n\n\n" in text else text
    return SENTENCE_END.sub("\n\n", text) if "\n" in text else text


LAST_STEPS = (compose, single_spaces, mark_paragraphs)
STEPS = (
    drop_controls,
    unescape_entities,
    join_presentation_forms,
    one_kind_of_line_end,
    one_kind_of_space,
    *LAST_STEPS,
)


def clean_text(text: str) -> str:
    """A text of several paragraphs, in printed letters; the same again when it is cleaned again."""
    if not text:
        return ""
    for step in STEPS if UNUSUAL.search(text) else LAST_STEPS:
        text = step(text)
    return text


def clean_line(text: str) -> str:
    """A title, a name, a place: like `clean_text`, on one line."""
    return " ".join(clean_text(text).split()) if text else ""


# ---------- the article ----------

LONGEST_TERM = 300
LONGEST_KEY = 2_000  # bytes; an index of the database holds 2,704
TERM_SEPARATORS = re.compile(r"\s*[،,؛;|\n]\s*")
IN_BRACKETS = re.compile(r"\s*\([^)]*\)\s*$")
LANGUAGE_TAG = re.compile(r"[a-z]{2,3}(?:-[a-z0-9]{2,8})*", re.I)
LANGUAGES = {"arabic": "ar", "العربية": "ar", "عربي": "ar", "ara": "ar", "english": "en", "eng": "en", "french": "fr"}
GENRES = {
    "news": "news article newsarticle خبر أخبار",
    "report": "report reportage تقرير",
    "analysis": "analysis تحليل",
    "opinion": "opinion column op-ed رأي مقال مقالة عمود",
    "editorial": "editorial افتتاحية",
    "interview": "interview مقابلة حوار",
    "feature": "feature تحقيق ريبورتاج",
    "review": "review مراجعة عرض",
    "correction": "correction تصحيح تصويب",
}
GENRE_OF = {name: genre for genre, names in GENRES.items() for name in names.split()}
TEXT_ORIGINS = {"born_digital", "scraped", "ocr", "transcribed"}


def clean(parsed: ParsedArticle) -> CleanArticle:
    """The article fit to keep; `Refused(NO_TEXT)` for one that has neither a text nor a headline of its own."""
    title, subtitle = clean_line(parsed.title), clean_line(parsed.subtitle)
    lead, body = clean_text(parsed.lead), clean_text(parsed.body)
    printed_title = "" if parsed.title_supplied else title
    if not (printed_title or lead or body):
        raise Refused(Reason.NO_TEXT)
    url = clean_line(parsed.url)
    dates = [dating.read(text) for text in (parsed.published, parsed.updated, parsed.captured)]
    embargo = dating.read(parsed.embargo)
    source, language = clean_line(parsed.source), language_tag(clean_line(parsed.language))
    near = next((date.first_day for date in dates if date.first_day), None)
    said = wire.read(printed_title, lead, body, source=source, near=near)
    return CleanArticle(
        provenance=parsed.provenance,
        key=key_of(clean_line(parsed.given_id), url, (printed_title, subtitle, lead, body)),
        url=url,
        source=source,
        title=title,
        title_supplied=parsed.title_supplied and bool(title),
        subtitle=subtitle,
        lead=lead,
        body=body,
        published=with_evidence(dates[0], parsed.published_evidence) if parsed.published else said.date,
        updated=dates[1],
        captured=dates[2],
        language=language,
        genre=GENRE_OF.get(clean_line(parsed.genre).casefold(), ""),
        section=clean_line(parsed.section),
        page=clean_line(parsed.page),
        issue=clean_line(parsed.issue),
        text_origin=parsed.text_origin if parsed.text_origin in TEXT_ORIGINS else "",
        topics=terms(parsed.topics or (parsed.section,), listed=parsed.listed),
        authors=distinct((*signed(parsed.authors), *said.people, *said.agencies)),
        places=terms((IN_BRACKETS.sub("", place) for place in parsed.places), listed=parsed.listed) or said.places,
        withheld=parsed.withheld or bool(parsed.embargo and embargo.first_day is None),
        embargo_until=end_of(embargo),
        notes=tuple(notes(parsed, dates, title + lead + body)),
        language_detected="" if language else languages.detect(body or lead or title),
        wire_flag=said.flag,
        found=said.found,
    )


def end_of(embargo: PrintedDate) -> date | None:
    """The first day that is free: an embargo with a clock time, in whatever zone, keeps the whole of its day."""
    if embargo.first_day is None:
        return None
    return embargo.first_day + timedelta(days=1 if embargo.time else 0)


def key_of(given_id: str, url: str, texts: tuple[str, ...]) -> str:
    """What the article is known by in its source: the given id, else the address, else a hash of its text."""
    key = given_id or url or "sha256:" + hashlib.sha256("\x1f".join(texts).encode()).hexdigest()
    return key if len(key.encode()) <= LONGEST_KEY else "sha256:" + hashlib.sha256(key.encode()).hexdigest()


def terms(printed: Iterable[str], *, listed: bool = False) -> tuple[Name, ...]:
    """The names of a vocabulary; a text that stands for several is cut at its commas, unless they came as a list."""
    lines = map(clean_line, printed)
    names = lines if listed else (name for line in lines for name in TERM_SEPARATORS.split(line))
    return distinct(Name(name, name) for name in names if 0 < len(name) <= LONGEST_TERM)


def signed(printed: Iterable[str]) -> Iterator[Name]:
    """The names of bylines. An agency that stands where a person would has signed as an agency."""
    for name in (name for byline in printed for name in bylines.split(clean_line(byline))):
        agency = "" if agencies.is_common_word(name.name) else agencies.named(name.name)
        yield replace(name, name=agency, role=Role.AGENCY) if agency else name


def distinct(names: Iterable[Name]) -> tuple[Name, ...]:
    """Each name once, in the printed order."""
    once: dict[str, Name] = {}
    for name in names:
        once.setdefault(name.name, name)
    return tuple(once.values())


def language_tag(printed: str) -> str:
    """`ar_SY` → `ar-SY`, `Arabic` → `ar`; empty for what is no language tag."""
    tag = LANGUAGES.get(printed.casefold(), printed).replace("_", "-")
    return tag if LANGUAGE_TAG.fullmatch(tag) and len(tag) <= 35 else ""


def with_evidence(found: PrintedDate, evidence: Evidence) -> PrintedDate:
    """A date that the newspaper did not print (found in a page's code or a file's name) has no printed text."""
    if evidence == Evidence.STATED or found.first_day is None:
        return found
    return replace(found, evidence=evidence, printed="")


def notes(parsed: ParsedArticle, dates: list[PrintedDate], text: str) -> Iterator[Problem]:
    where = parsed.provenance.where
    for one in dates:
        if one.printed and one.first_day is None:
            yield Problem(where, Stage.CLEAN, Reason.UNREADABLE_DATE, {"date": one.printed[:100]}, note=True)
    if damaged := text.count("\N{REPLACEMENT CHARACTER}"):
        yield Problem(where, Stage.CLEAN, Reason.REPLACEMENT_CHARACTERS, {"count": damaged}, note=True)
