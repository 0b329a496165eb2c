"""Where the articles of an XML file lie in its bytes, so that every article knows its own.

A tree forgets the places of its elements. They are found again in the bytes by their tags; where the count differs
from that of the tree (a broken feed, two bytes a letter), all articles point to the whole file.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from archive.ingest.datatypes import Provenance, RawFile


class Place(NamedTuple):
    start: int
    end: int
    line: int


def provenances(
    raw: RawFile, data: bytes, encoding: str, media_type: str, names: tuple[str, ...], count: int
) -> list[Provenance]:
    """The provenance of each of `count` elements called one of `names`, in the order of the file."""
    found = [] if encoding.startswith(("utf-16", "utf-32")) else places(data, names)
    if len(found) != count:
        whole = Provenance(raw.where, raw.received, media_type, encoding, 0, len(data), raw.folders)
        return [whole] * count
    return [
        Provenance(raw.where.at(line), raw.received, media_type, encoding, start, end, raw.folders)
        for start, end, line in found
    ]


def places(data: bytes, names: tuple[str, ...]) -> list[Place]:
    """The outermost elements of these names; what stands in comments and CDATA is none."""
    any_name = b"|".join(re.escape(name.encode()) for name in names)
    mark = re.compile(
        rb"<(?:(?P<cdata>!\[CDATA\[)|(?P<comment>!--)|(?P<end>/?)(?:[\w.-]{1,40}:)?(?:%s)(?=[\s/>]))" % any_name
    )
    found: list[Place] = []
    at = start = depth = start_line = counted = 0
    line = 1
    while sign := mark.search(data, at):
        closing = b"]]>" if sign["cdata"] else b"-->" if sign["comment"] else b">"
        after = data.find(closing, sign.end())
        if after < 0:
            break
        at = after + len(closing)
        if sign["cdata"] or sign["comment"]:
            continue
        alone = data[at - 2 : at] == b"/>" and not sign["end"]
        if depth == 0 and not sign["end"]:
            line += data.count(b"\n", counted, sign.start())
            start, start_line, counted = sign.start(), line, sign.start()
        depth = max(0, depth + (0 if alone else -1 if sign["end"] else 1))
        if depth == 0:
            found.append(Place(start, at, start_line))
    return found
