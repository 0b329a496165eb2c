"""Files, folders, ZIP and gzip to `RawFile`s, in an order that is the same every time.

Who packs an archive may lie about it, so sizes are counted while reading, never believed. Names of members are data:
they are shown and give titles, and nothing is ever written under them. The limits:

- a file that has to be read whole (text, web page, any member of a ZIP): 50 MB;
- a ZIP: 10,000 entries, 200 MB in all, a ratio of 100, one level (no archive in an archive), no overlapping entries;
- a gzip file of rows streams, because a row has a limit of its own (`lines.LONGEST_ROW`) and memory stays small
  however long it is: real archives come as `.jsonl.gz` of many gigabytes. Only its ratio is watched, once it has
  given 200 MB: rows of text shrink five to ten times, a bomb a thousand times.
"""

from __future__ import annotations

import gzip
import io
import os
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path, PurePosixPath
from typing import BinaryIO, cast

from archive.ingest import detecting
from archive.ingest.datatypes import RawFile
from archive.ingest.problems import Problem, Reason, Refused, Stage, Where

MEGABYTE = 1_000_000
LARGEST_WHOLE = 50 * MEGABYTE
LARGEST_ZIP = 200 * MEGABYTE
MOST_ENTRIES = 10_000
LARGEST_RATIO = 100
RATIO_MATTERS_FROM = MEGABYTE  # a short text of one repeated letter may well shrink more
GZIP_RATIO_MATTERS_FROM = 200 * MEGABYTE
CHUNK = 1 << 20

ZIP_MARK = b"PK\x03\x04"
GZIP_MARK = b"\x1f\x8b"
LOCAL_HEADER = 30  # bytes before the name of an entry
ENCRYPTED_BIT = 0x1
DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, gzip.BadGzipFile, NotImplementedError)
NOT_ARTICLES = {"sources.json", "readme.md", "license", "thumbs.db", "desktop.ini", "__macosx"}


def read(path: Path) -> Iterator[RawFile | Problem]:
    """Every file below `path`, or the problem that it has; folders recursively and in the order of their names."""
    where = Where(shown(path))
    if not path.exists():
        yield Problem(where, Stage.READ, Reason.NOT_FOUND)
    elif path.is_dir():
        yield from read_folder(path, path)
    else:
        yield from read_file(path, path.name, (path.absolute().parent.name,))


def read_folder(folder: Path, top: Path) -> Iterator[RawFile | Problem]:
    """Links below the folder are not followed: a folder from elsewhere must not lead to the rest of the disk."""
    try:
        entries = sorted(os.scandir(folder), key=lambda entry: entry.name)
    except OSError as error:
        yield Problem(Where(shown(folder)), Stage.READ, Reason.UNREADABLE, {"error": error.strerror or str(error)})
        return
    for entry in entries:
        path = Path(entry.path)
        if is_hidden(entry.name):
            continue
        if entry.is_symlink():
            yield Problem(Where(shown(path)), Stage.READ, Reason.SYMLINK)
        elif entry.is_dir():
            yield from read_folder(path, top)
        else:
            folders = tuple(reversed([shown(parent.name) for parent in path.parents if parent.is_relative_to(top)]))
            yield from read_file(path, entry.name, folders)


def read_file(path: Path, name: str, folders: tuple[str, ...]) -> Iterator[RawFile | Problem]:
    where, name = Where(shown(path)), shown(name)
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            raise Refused(Reason.NOT_A_FILE)
        with path.open("rb") as file:
            mark = file.read(4)
        if mark == ZIP_MARK and not is_document(path.open("rb")):
            yield from read_zip(path, where, folders)
        elif mark[:2] == GZIP_MARK:
            plain = name[:-3] if suffix(name) == ".gz" else name
            yield RawFile(where, plain, path, partial(open_packed, path, status.st_size), None, folders)
        else:
            yield RawFile(where, name, path, partial(open_plain, path), status.st_size, folders)
    except Refused as refused:
        yield refused.at(where, Stage.READ)
    except OSError as error:
        yield Problem(where, Stage.READ, Reason.UNREADABLE, {"error": error.strerror or str(error)})


def open_plain(path: Path) -> BinaryIO:
    return path.open("rb")


def open_packed(path: Path, size: int) -> BinaryIO:
    return cast(BinaryIO, WatchedGzip(path, size))


class WatchedGzip(gzip.GzipFile):
    """A gzip file that stops where it gives far more than rows of text ever do."""

    def __init__(self, path: Path, packed_size: int) -> None:
        super().__init__(path, "rb")
        self.limit = max(GZIP_RATIO_MATTERS_FROM, LARGEST_RATIO * packed_size)

    def read(self, size: int | None = -1) -> bytes:
        data = super().read(size)
        if self.tell() > self.limit:
            raise Refused(Reason.RATIO, limit=LARGEST_RATIO)
        return data


def read_zip(path: Path, where: Where, folders: tuple[str, ...]) -> Iterator[RawFile | Problem]:
    try:
        with damage_of_zips(), zipfile.ZipFile(path) as archive:
            check_directory(archive)
            total = 0
            for entry in archive.infolist():
                name = entry_name(entry)
                if entry.is_dir() or any(is_hidden(part) for part in PurePosixPath(name).parts):
                    continue
                inside = Where(where.path, name)
                try:
                    with damage_of_zips():
                        data = read_entry(archive, entry, LARGEST_ZIP - total)
                except (Refused, *DAMAGE) as error:
                    refused = error if isinstance(error, Refused) else Refused(Reason.DAMAGED_ARCHIVE, error=str(error))
                    yield refused.at(inside, Stage.READ)
                    if refused.detail.get("whole"):
                        return
                    continue
                total += len(data)
                above = (*folders, *PurePosixPath(name).parts[:-1])
                yield RawFile(inside, PurePosixPath(name).name, path, partial(io.BytesIO, data), len(data), above)
    except Refused as refused:
        yield refused.at(where, Stage.READ)
    except DAMAGE as error:
        yield Problem(where, Stage.READ, Reason.DAMAGED_ARCHIVE, {"error": str(error)})


@contextmanager
def damage_of_zips() -> Iterator[None]:
    """What `zipfile` raises over broken files besides its own errors (a place before the beginning) is one of these."""
    try:
        yield
    except (ValueError, OverflowError, RuntimeError, struct.error) as error:
        raise zipfile.BadZipFile(str(error)) from None


def is_document(stream: BinaryIO) -> bool:
    """Whether a ZIP is one document (DOCX, XLSX, EPUB …) and no archive of files."""
    with stream:
        return detecting.in_zip(stream) is not None


def check_directory(archive: zipfile.ZipFile) -> None:
    """Refuses a ZIP with too many entries, or with entries that share bytes (how 10 kB become 200 MB: Fifield,
    2019).
    """
    entries = sorted(archive.infolist(), key=lambda entry: entry.header_offset)
    if len(entries) > MOST_ENTRIES:
        raise Refused(Reason.TOO_MANY_ENTRIES, limit=MOST_ENTRIES)
    ends = [entry.header_offset + LOCAL_HEADER + len(entry.orig_filename) + entry.compress_size for entry in entries]
    starts = [entry.header_offset for entry in entries[1:]] + [archive.start_dir]
    if any(end > start for end, start in zip(ends, starts, strict=True)):
        raise Refused(Reason.OVERLAPPING_ENTRIES)


def read_entry(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, left: int) -> bytes:
    """The bytes of an entry, counted while they come; `left` is what the whole archive may still give."""
    if stat.S_ISLNK(entry.external_attr >> 16):
        raise Refused(Reason.SYMLINK)
    if entry.flag_bits & ENCRYPTED_BIT:
        raise Refused(Reason.ENCRYPTED)
    parts, size = [], 0
    with archive.open(entry) as stream:
        while chunk := stream.read(CHUNK):
            size += len(chunk)
            if size > LARGEST_WHOLE:
                raise Refused(Reason.TOO_LARGE, limit=LARGEST_WHOLE)
            if size > left:
                raise Refused(Reason.TOO_LARGE, limit=LARGEST_ZIP, whole=1)
            if size > RATIO_MATTERS_FROM and size > LARGEST_RATIO * entry.compress_size:
                raise Refused(Reason.RATIO, limit=LARGEST_RATIO)
            parts.append(chunk)
    data = b"".join(parts)
    if data.startswith(GZIP_MARK) or (data.startswith(ZIP_MARK) and not is_document(io.BytesIO(data))):
        raise Refused(Reason.NESTED_ARCHIVE)
    return data


def entry_name(entry: zipfile.ZipInfo) -> str:
    """A member's name; Arabic names from tools that set no UTF-8 flag come as cp437 and are put right where they can
    be.
    """
    name = entry.filename
    if not entry.flag_bits & 0x800:
        with suppress(UnicodeError):
            name = name.encode("cp437").decode("utf-8")
    return shown(name)


def shown(name: Path | str) -> str:
    """A name fit to be shown and kept: no control characters, bytes that are no UTF-8 as `\\xNN`."""
    letters = os.fsencode(name).decode("utf-8", "backslashreplace")
    return "".join(letter for letter in letters if letter.isprintable())


def read_whole(raw: RawFile) -> bytes:
    """All bytes of a file, `Refused` over the limit for files that are read whole."""
    with raw.open() as stream:
        data = stream.read(LARGEST_WHOLE + 1)
    if len(data) > LARGEST_WHOLE:
        raise Refused(Reason.TOO_LARGE, limit=LARGEST_WHOLE)
    return data


def is_hidden(name: str) -> bool:
    """What systems leave in folders, and the description of the sources, which is no article."""
    return (name.startswith(".") and name not in (".", "..")) or name.casefold() in NOT_ARTICLES


def suffix(name: str) -> str:
    return PurePosixPath(name).suffix.casefold()
