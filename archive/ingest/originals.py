"""The bytes as received, in files that are named by their hash: written once, never changed, shared by all their
articles.
"""

from __future__ import annotations

import gzip
import hashlib
import os
import tempfile
import zipfile
from contextlib import closing
from pathlib import Path

from django.conf import settings

from archive.ingest import reading
from archive.ingest.problems import Reason, Refused
from archive.models import Original

CHUNK = 1 << 20
COMING = "coming-"
A_DAY = 86_400
FURTHEST = 200 * reading.MEGABYTE  # of a gzip file that is unpacked to find a row: about two seconds


class OutOfReach(Exception):  # noqa: N818 - what happened, not whose fault it was
    """The bytes lie too deep in a packed file to be shown while somebody waits."""


class Changed(Refused):
    """A file went away, or is no longer what was read."""

    def __init__(self, path: Path) -> None:
        super().__init__(Reason.FILE_CHANGED)
        self.path = path


def digest(path: Path) -> str:
    """The SHA-256 of a file, read in pieces; `Changed` where it is gone."""
    try:
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        raise Changed(path) from None


def place(sha256: str) -> Path:
    return Original(sha256=sha256).path


def keep(path: Path, sha256: str) -> None:
    """Copies a received file to its place, whole or not at all; `Changed` if it is no longer what was
    read.
    """
    kept = place(sha256)
    if kept.exists():
        return
    kept.parent.mkdir(parents=True, exist_ok=True)
    handle, temporary = tempfile.mkstemp(dir=settings.ORIGINALS, prefix=COMING)
    try:
        copied = hashlib.sha256()
        with os.fdopen(handle, "wb") as target, path.open("rb") as received:
            while chunk := received.read(CHUNK):
                copied.update(chunk)
                target.write(chunk)
            target.flush()
            os.fsync(target.fileno())
        if copied.hexdigest() != sha256:
            raise Changed(path)
        os.chmod(temporary, 0o444)
        os.replace(temporary, kept)
        sync_folder(kept.parent)
    finally:
        Path(temporary).unlink(missing_ok=True)


def sweep(now: float) -> None:
    """Removes what a killed run had not finished copying, a day after it."""
    for unfinished in settings.ORIGINALS.glob(f"{COMING}*"):
        if now - unfinished.stat().st_mtime > A_DAY:
            unfinished.unlink(missing_ok=True)


def sync_folder(folder: Path) -> None:
    """Makes the new name survive a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def received_bytes(original: Original) -> bytes:
    """The bytes of one article as they were received.

    `FileNotFoundError` where the file is gone, `OutOfReach` where it would take too long.
    """
    if original.member:
        return bytes_in_zip(original)
    with original.path.open("rb") as file:
        packed = file.read(2) == reading.GZIP_MARK
        if packed and original.first_byte > FURTHEST:
            raise OutOfReach
        with closing(gzip.GzipFile(fileobj=file) if packed else file) as stream:
            file.seek(0)
            stream.seek(original.first_byte)
            return stream.read(original.byte_count)


def bytes_in_zip(original: Original) -> bytes:
    with zipfile.ZipFile(original.path) as archive:
        named = (entry for entry in archive.infolist() if reading.entry_name(entry) == original.member)
        if (entry := next(named, None)) is None:
            raise FileNotFoundError(original.member)
        with archive.open(entry) as stream:
            stream.seek(original.first_byte)
            return stream.read(original.byte_count)


def received_text(original: Original) -> str:
    """The received bytes as letters, before any cleaning."""
    return received_bytes(original).decode(original.encoding or "utf-8")
