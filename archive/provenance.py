"""Provenance: an article's text as it was received, for readers who want to see what was there before any cleaning."""

import zipfile
import zlib
from collections.abc import Sequence
from dataclasses import dataclass

from archive.ingest import originals
from archive.models import Original

LARGEST = 5_000_000  # bytes; more is not read while somebody waits
MAX_SHOWN = 200_000  # characters
UNREADABLE = (OSError, EOFError, UnicodeDecodeError, LookupError, zipfile.BadZipFile, zlib.error, originals.OutOfReach)


@dataclass(frozen=True)
class Received:
    """The first characters of an original, or, with an empty `text`, that it cannot be shown."""

    original: Original | None = None
    text: str = ""
    cut: bool = False


def received(kept: Sequence[Original]) -> Received:
    """The first of these originals that can be shown, decoded as it was when it came in."""
    for original in kept:
        if original.byte_count > LARGEST:
            continue
        try:
            text = originals.received_text(original)
        except UNREADABLE:
            continue  # the file is gone or damaged: the page says so where no other can be shown
        return Received(original, text[:MAX_SHOWN], len(text) > MAX_SHOWN)
    return Received()
