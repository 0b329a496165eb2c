"""Cursors: where a list goes on, as a short opaque text for an address. Pure, no Django.

A place in a list is a number as long as the list is reordered there, and else the values that it is ordered by: then
nothing is counted off, and what came in meanwhile neither repeats nor hides an article.
"""

import base64
import binascii
import datetime
import json
from dataclasses import astuple, dataclass

MAX_LETTERS = 200


@dataclass(frozen=True, slots=True)
class Cursor:
    """The last article that was shown: of which layer, its number there, and what it is ordered by."""

    order: str
    layer: int
    number: int  # it was this many-th of its layer, from 1
    value: float  # the score, or the length in words
    day: datetime.date | None
    article: int


def write(cursor: Cursor) -> str:
    """The text that `read` understands."""
    day = cursor.day.isoformat() if cursor.day else None
    plain = json.dumps([*astuple(cursor)[:4], day, cursor.article], separators=(",", ":"))
    return base64.urlsafe_b64encode(plain.encode()).decode().rstrip("=")


def read(text: str, order: str) -> Cursor | None:
    """The cursor that a text holds, if it is one of a list in this order; nothing for anything else."""
    if not text or len(text) > MAX_LETTERS:
        return None
    try:
        said, layer, number, value, day, article = json.loads(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
        cursor = Cursor(said, layer, number, float(value), datetime.date.fromisoformat(day) if day else None, article)
    except (ValueError, TypeError, binascii.Error, RecursionError):
        return None
    whole = all(isinstance(one, int) and 0 <= one < 2**63 for one in (cursor.layer, cursor.number, cursor.article))
    return cursor if whole and cursor.order == order else None
