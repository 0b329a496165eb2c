"""What the formats of news agencies share: who may use a text and when, where it was written, what it is about.

`usable` comes in as everything else. `canceled` is refused and named by its key, so that nothing that an agency took
back is brought in. `withheld`, and every status that we do not know, comes in withheld: kept, and shown to nobody.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Any

from archive.ingest.datatypes import ParsedArticle, Provenance
from archive.ingest.parsing import markup, rows, subjects
from archive.ingest.problems import Problem, Reason, Refused, Stage

USABLE = {"", "usable"}
CANCELED = {"canceled", "cancelled", "killed"}
MOST_CODES = 20
COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d)?)?\s*(Z|[+-]\d\d:?\d\d)?")
WORD = re.compile(r"[^\W\d_]{2,}")
MORE_THAN_A_PLACE = re.compile(r"[\d(]")
TIMESTAMP = re.compile(r"\s*\d{4}-?\d\d")
LONGEST_PLACE = 60
BY = re.compile(r"^by\s+", re.I)


def finish(
    found: dict[str, Any], provenance: Provenance, *, status: str = "", embargo: str = "", codes: Iterable[str] = ()
) -> Iterator[ParsedArticle | Problem]:
    """The article of the fields that were found, and the notes on it; or the problem why it stays behind."""
    where = provenance.where
    standing = local(status)
    try:
        rows.check({name: value for name, value in found.items() if not isinstance(value, bool)})
        if standing in CANCELED:
            raise Refused(Reason.CANCELED, key=found.get("given_id", "") or found.get("title", "")[:100])
        if not (found.get("title", "").strip() or found.get("lead") or found.get("body")):
            raise Refused(Reason.NO_TEXT)
    except Refused as refused:
        yield refused.at(where, Stage.PARSE)
        return
    found["body"] = without_embeds(found.get("body", ""))
    topics, unnamed = named_topics(found.pop("topics", ()), codes, found.get("language", ""))
    if repeats(found.get("lead", ""), found.get("body", "")):
        found["lead"] = ""
    withheld = standing not in USABLE
    yield ParsedArticle(
        provenance=provenance,
        text_origin="born_digital",
        topics=topics,
        listed=True,
        withheld=withheld,
        embargo=embargo,
        **found,
    )
    if withheld:
        yield Problem(where, Stage.PARSE, Reason.WITHHELD_BY_AGENCY, note=True)
    if not (found.get("body", "").strip() or found.get("lead", "").strip()):
        yield Problem(where, Stage.PARSE, Reason.NO_TEXT_IN_ITEM, note=True)
    if unnamed:
        yield Problem(where, Stage.PARSE, Reason.UNNAMED_SUBJECTS, {"codes": " ".join(unnamed[:MOST_CODES])}, note=True)


def without_embeds(body: str) -> str:
    """The text without paragraphs that are markup and not a word: what a site puts in for a widget of its own."""
    if not markup.looks_like_markup(body):
        return body
    paragraphs = body.split(markup.PARAGRAPH)
    return markup.PARAGRAPH.join(
        one for one in paragraphs if not markup.looks_like_markup(one) or markup.to_text(one).strip()
    )


def named_topics(names: Iterable[str], codes: Iterable[str], language: str) -> tuple[tuple[str, ...], list[str]]:
    """The topics with a name, then those whose code we can name; and the codes that nobody names."""
    topics, unnamed = [name for name in names if name], []
    for code in codes:
        if name := subjects.name(code, language):
            topics.append(name)
        else:
            unnamed.append(code)
    return tuple(dict.fromkeys(topics)), list(dict.fromkeys(unnamed))


def local(code: str) -> str:
    """`stat:usable`, `http://cv.iptc.org/newscodes/pubstatusg2/usable` → `usable`."""
    return re.split(r"[:/#]", code.strip())[-1].casefold()


def date(printed: str) -> str:
    """A date as ISO 8601 with its signs; agencies leave them out (`20151210T191044Z`)."""
    match = COMPACT.fullmatch(printed.strip())
    if match is None:
        return printed.strip()
    year, month, day, hour, minute, second, zone = match.groups()
    return f"{year}-{month}-{day}" + (f"T{hour}:{minute}:{second or '00'}{zone or ''}" if hour else "")


def author(printed: str) -> str:
    """`By Salma Haddad` → `Salma Haddad`."""
    return BY.sub("", " ".join(printed.split()))


def with_dateline(body: str, dateline: str) -> tuple[str, tuple[str, ...]]:
    """The text with the dateline that was sent apart from it, as it is printed; and the place of a bare one."""
    line = " ".join(dateline.split())
    first = WORD.search(line)
    if first is None or TIMESTAMP.match(line):
        return body, ()
    if not MORE_THAN_A_PLACE.search(line):
        return body, (line.strip(" -–—"),) if len(line) <= LONGEST_PLACE else ()
    if not body or first.group().casefold() in body[: 2 * len(line) + 40].casefold():
        return body, ()
    return f"{line} {body.lstrip()}", ()


def repeats(lead: str, body: str) -> bool:
    """Whether a summary is nothing but the beginning of the text."""
    return bool(lead) and " ".join(body[: 2 * len(lead) + 100].split()).startswith(" ".join(lead.split()))


def without_title(body: str, title: str) -> str:
    """The text without a first paragraph that only repeats the headline."""
    first, _, rest = body.lstrip().partition(markup.PARAGRAPH)
    return rest.lstrip() if title and first.split() == title.split() else body
