"""A text file is one article: a headline and a text, or a text alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePosixPath

from archive.ingest import dating, decoding, reading
from archive.ingest.datatypes import Evidence, ParsedArticle, Precision, Provenance, RawFile
from archive.ingest.problems import Reason, Refused

MEDIA_TYPE = "text/plain"
LONGEST_HEADLINE = 200  # letters
SENTENCE_ENDS = (".", "،", "؛", ",", ";", ":")
MUCH_SHORTER = 3
LONGEST_DATELINE = 120
BETWEEN_PARTS = re.compile(r"\s+[-–—|]\s+")
PLACE = re.compile(r"([^\d،,]{2,30})[،,]\s")
ISO_DATE = re.compile(r"(?<!\d)(?:1[5-9]|20)\d\d-[01]\d-[0-3]\d(?!\d)")
SEPARATORS = re.compile(r"[-_.\s]+")
TEXT_CONTROLS = set("\t\n\r\f\x0b\x1a\x1b\x85")


def parse(raw: RawFile) -> Iterator[ParsedArticle]:
    data = reading.read_whole(raw)
    decoded = decoding.decode(data, chosen=raw.manner.encoding)
    text = decoded.text
    if "\0" in text or sum(letter < " " and letter not in TEXT_CONTROLS for letter in text[:10_000]) > len(text) // 50:
        raise Refused(Reason.BINARY)
    headline, body = split_headline(text)
    place, dated = dateline(body)
    named = "" if dated else date_of_name(raw.name)
    yield ParsedArticle(
        provenance=Provenance(raw.where, raw.received, MEDIA_TYPE, decoded.encoding, 0, len(data), raw.folders),
        title=headline or title_of_name(raw.name),
        title_supplied=not headline,
        body=body,
        published=dated or named,
        published_evidence=Evidence.INFERRED if named else Evidence.STATED,
        places=(place,) if place else (),
    )


def split_headline(text: str) -> tuple[str, str]:
    """The first line, if it reads like a headline, and the rest; an empty headline and everything otherwise.

    A headline is short, does not end like a sentence, and is set off by an empty line or is much shorter than what
    follows.
    """
    first, _, rest = text.strip().partition("\n")
    first = first.strip()
    if not rest.strip() or len(first) > LONGEST_HEADLINE or first.endswith(SENTENCE_ENDS):
        return "", text
    second = next(line for line in rest.split("\n") if line.strip())
    set_off = not rest.split("\n")[0].strip()
    if set_off or MUCH_SHORTER * len(first) <= len(second.strip()):
        return first, rest
    return "", text


def dateline(body: str) -> tuple[str, str]:
    """Place and date of a first paragraph that is one short line with a whole date; else two empty texts.

    «عمّان، الأحد 24 آذار 2019 - القرطاس» → «عمّان» and «الأحد 24 آذار 2019». The line stays in the text.
    """
    line, _, rest = body.strip().partition("\n")
    if len(line) > LONGEST_DATELINE or not rest or rest.split("\n")[0].strip():
        return "", ""
    for part in BETWEEN_PARTS.split(line.strip()):
        found = PLACE.match(part)
        dated = part[found.end() :] if found else part
        if dating.read(dated).precision in (Precision.DAY, Precision.TIME):
            return found.group(1).strip() if found else "", dated
    return "", ""


def date_of_name(name: str) -> str:
    """`2019-03-24-al-hol.txt` → `2019-03-24`; a year alone may mean anything."""
    found = ISO_DATE.search(name)
    return found.group() if found else ""


def title_of_name(name: str) -> str:
    """`baghouz-2019.txt` → `baghouz 2019`."""
    return SEPARATORS.sub(" ", PurePosixPath(name).stem).strip()
