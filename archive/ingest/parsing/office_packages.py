"""DOCX and XLSX are ZIPs of XML. Before a library opens one, its sizes are counted and its XML is looked at."""

from __future__ import annotations

import re
import zipfile
from typing import BinaryIO

from archive.ingest import reading
from archive.ingest.problems import Reason, Refused

# The format forbids a DTD (ECMA-376, part 2), so one can only be meant to do harm; as UTF-8 and as UTF-16.
DOCTYPE = re.compile(rb"<\0?!\0?D\0?O\0?C\0?T\0?Y\0?P\0?E|<\0?!\0?E\0?N\0?T\0?I\0?T\0?Y")
OVERLAP = 32  # bytes of the last piece that are looked at again, so that no sign hides between two
MEDIA = ("word/media/", "xl/media/")  # pictures are neither read nor counted


def check(stream: BinaryIO) -> None:
    """`Refused` for a package that is locked, overlaps, grows without measure or brings a DTD."""
    with reading.damage_of_zips(), zipfile.ZipFile(stream) as package:
        reading.check_directory(package)
        total = 0
        for entry in package.infolist():
            if entry.flag_bits & reading.ENCRYPTED_BIT:
                raise Refused(Reason.ENCRYPTED)
            if not entry.filename.startswith(MEDIA):
                total += unpacked(package, entry, reading.LARGEST_ZIP - total)


def unpacked(package: zipfile.ZipFile, entry: zipfile.ZipInfo, left: int) -> int:
    """How many bytes a member really gives."""
    size, last = 0, b""
    with package.open(entry) as member:
        while piece := member.read(reading.CHUNK):
            size += len(piece)
            if size > left:
                raise Refused(Reason.TOO_LARGE, limit=reading.LARGEST_ZIP)
            if size > reading.RATIO_MATTERS_FROM and size > reading.LARGEST_RATIO * entry.compress_size:
                raise Refused(Reason.RATIO, limit=reading.LARGEST_RATIO)
            if DOCTYPE.search(last + piece) and entry.filename.endswith((".xml", ".rels")):
                raise Refused(Reason.ENTITIES)
            last = piece[-OVERLAP:]
    return size
