"""Bytes to letters, strictly: a byte that does not fit is an error with a place, never a silent U+FFFD.

The order: a byte order mark; UTF-8 if it fits (text of another encoding practically never fits by chance); UTF-16
without a mark; then the one-byte encodings of Arabic, judged by how much the result looks like Arabic. A library that
guesses among a hundred encodings (charset-normalizer) took short ISO-8859-6 texts for others; four candidates and the
frequencies of Arabic letters do not.
"""

from __future__ import annotations

import codecs
import re
import sys
from dataclasses import dataclass

from archive.ingest.problems import Reason, Refused

MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
ONE_BYTE = ("iso8859-6", "cp1256")
NAMES = {"cp1256": "windows-1256", "iso8859-6": "iso-8859-6", "ascii": "utf-8"}

# Per cent of the letters of running newspaper Arabic, rounded; only the order of magnitude matters.
FREQUENCY = {
    "ا": 14, "ل": 12, "ي": 7, "م": 7, "و": 6, "ن": 6, "ر": 5, "ت": 5, "ب": 4, "ة": 4, "ع": 4, "د": 3, "س": 3, "ف": 3,
    "ه": 3, "ك": 2, "ق": 2, "أ": 2, "ح": 2, "ج": 1.5, "ش": 1.4, "ص": 1.1, "ى": 1, "ط": 1, "خ": 0.9, "ض": 0.8, "ز": 0.8,
    "ث": 0.7, "إ": 0.7, "ذ": 0.6, "غ": 0.5, "ئ": 0.4, "ء": 0.4, "ظ": 0.3, "ؤ": 0.2, "آ": 0.2,
}  # fmt: skip
NEUTRAL = re.compile("[\u0000-\u007f\N{NO-BREAK SPACE}«»“”‘’–—…،؛؟\N{ARABIC TATWEEL}\u064b-\u0652]+")
FOREIGN_COSTS = 5.0
LOOKS_ARABIC = 2.5  # running Arabic scores about 6.5, Arabic letters at random 2.8, UTF-8 read as windows-1256 below 0

# What XML 1.0 forbids (production 2): exports hold it, raw or as a reference, and one would cost the whole file.
FORBIDDEN = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
REFERENCE = re.compile(r"&#(?:x([0-9a-f]{1,12})|(\d{1,12}));?", re.I)


@dataclass(frozen=True, slots=True)
class Decoded:
    text: str
    encoding: str


def decode(data: bytes, declared: str = "", *, chosen: str = "") -> Decoded:
    """The text of a whole file without its byte order mark; `Refused` where no encoding fits every byte.

    What somebody has `chosen` is not doubted; what a file has `declared` is.
    """
    encoding = chosen or detect(data, declared, complete=True)
    body = data[mark_length(data, encoding) :]
    return Decoded(decode_strictly(body, encoding), encoding)


def decode_strictly(data: bytes, encoding: str) -> str:
    """`Refused(BAD_BYTES)` with the position of the first byte that does not fit."""
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise Refused(Reason.BAD_BYTES, encoding=encoding, position=error.start) from None


def without_forbidden(text: str) -> str:
    """Markup without the characters that no XML may hold (NUL, controls, halves of a pair), written or referred to."""
    return FORBIDDEN.sub("", REFERENCE.sub(_allowed, text) if "&#" in text else text)


def _allowed(reference: re.Match[str]) -> str:
    code = int(reference[1], 16) if reference[1] else int(reference[2])
    return reference[0] if code <= sys.maxunicode and not FORBIDDEN.match(chr(code)) else ""


def mark_length(data: bytes, encoding: str) -> int:
    """How many bytes of byte order mark stand before the text."""
    return next((len(mark) for mark, name in MARKS if data.startswith(mark) and name == encoding), 0)


def detect(head: bytes, declared: str = "", *, complete: bool = False, by_lines: bool = False) -> str:
    """The encoding of a file by its first bytes (`complete=True`: these are all of them).

    With `by_lines` a few spoilt lines do not decide over the rest: they will be refused one by one. `declared` is
    what a page says of itself: it is believed where UTF-8 does not fit and the result looks Arabic.
    `Refused(UNKNOWN_ENCODING)` where nothing fits.
    """
    if marked := next((name for mark, name in MARKS if head.startswith(mark)), None):
        return marked
    if wide := utf16_without_mark(head):
        return wide
    if fits_utf8(head, complete=complete):
        return "utf-8"
    if (known := canonical(declared)) and known != "utf-8" and looks(head, known) >= LOOKS_ARABIC:
        return known
    score, best = max((looks(head, name), name) for name in ONE_BYTE)
    if score >= LOOKS_ARABIC:
        return NAMES[best]
    if by_lines and mostly_utf8(head):
        return "utf-8"
    raise Refused(Reason.UNKNOWN_ENCODING)


def canonical(name: str) -> str:
    """The name under which we keep an encoding, empty for one that Python does not know or that is no text."""
    try:
        info = codecs.lookup(name.strip()) if name.strip() else None
    except (LookupError, ValueError):
        return ""
    if info is None or not info._is_text_encoding:
        return ""
    return NAMES.get(info.name, info.name)


def fits_utf8(head: bytes, *, complete: bool) -> bool:
    try:
        codecs.getincrementaldecoder("utf-8")("strict").decode(head, complete)
    except UnicodeDecodeError:
        return False
    return True


def mostly_utf8(head: bytes) -> bool:
    lines = [line for line in head.split(b"\n") if not line.isascii()]
    return 2 * sum(fits_utf8(line, complete=True) for line in lines) > len(lines)


def utf16_without_mark(head: bytes) -> str:
    """Arabic in UTF-16 has 06 or 00 as every other byte; no other encoding does."""
    sample = head[:4096]
    if len(sample) < 4:
        return ""
    for name, high in (("utf-16-le", sample[1::2]), ("utf-16-be", sample[0::2])):
        if sum(byte in (0x00, 0x06) for byte in high) > 0.9 * len(high) and b"\0" in high:
            low = sample[0::2] if name == "utf-16-le" else sample[1::2]
            if low.count(0) < 0.1 * len(low):
                return name
    return ""


def looks(data: bytes, encoding: str) -> float:
    """How much the bytes look like Arabic in this encoding: mean frequency of the letters, foreign ones cost."""
    try:
        text = data[:100_000].decode(encoding)
    except (UnicodeDecodeError, LookupError):
        return -FOREIGN_COSTS
    letters = NEUTRAL.sub("", text)
    if not letters:
        return 0.0
    return sum(FREQUENCY.get(letter, -FOREIGN_COSTS) for letter in letters) / len(letters)
