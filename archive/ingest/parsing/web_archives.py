"""WARC: every web page of a web archive that was answered well, with its address and the time of its capture.

`warc_records` cuts the records out, warcio reads what each says; no packed page grows beyond its bound.
"""

from __future__ import annotations

import codecs
import hashlib
import io
import re
import zlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import Any
from urllib.parse import urljoin, urlsplit

from archive.ingest import reading
from archive.ingest.datatypes import ParsedArticle, RawFile, RawRecord
from archive.ingest.guarding import guarded
from archive.ingest.parsing import warc_records, web_pages
from archive.ingest.problems import Problem, Reason, Refused, Stage, Where

MEDIA_TYPE = "application/warc"
CHARSET = re.compile(r"charset\s*=\s*[\"']?([\w.:-]+)", re.I)
PAGES = ("text/html", "application/xhtml+xml")
PASSED_OVER = ("revisits", "repeats", "failed", "others")
MOST_ENCODINGS = 2


def parse(raw: RawFile) -> Iterator[ParsedArticle | Problem]:
    passed: Counter[str] = Counter()
    seen: set[bytes] = set()
    found = 0
    with raw.open() as stream:
        for cut in warc_records.Cutter(stream, raw.where).records():
            for item in (cut,) if isinstance(cut, Problem) else read_record(raw, cut, passed, seen):
                found += 1
                yield item
    if not found:
        yield Problem(raw.where, Stage.PARSE, Reason.NO_ARTICLES)
    if passed.total():
        numbers = {name: passed[name] for name in PASSED_OVER}
        yield Problem(raw.where, Stage.PARSE, Reason.RECORDS_PASSED_OVER, numbers, note=True)


def read_record(
    raw: RawFile, cut: warc_records.Cut, passed: Counter[str], seen: set[bytes]
) -> Iterator[ParsedArticle | Problem]:
    for record in guarded(map(opened, [cut.record.data]), raw.where):
        if isinstance(record, Problem):
            yield record
        else:
            address = (record.rec_headers.get_header("WARC-Target-URI") or "").strip("<> ")
            where = replace(raw.where, part=address)
            yield from guarded(read_opened(raw, cut, record, where, passed, seen), where)


def read_opened(
    raw: RawFile, cut: warc_records.Cut, record: Any, where: Where, passed: Counter[str], seen: set[bytes]
) -> Iterator[ParsedArticle | Problem]:
    """The page of a record, unless it is passed over, which is counted, or was seen."""
    if why := why_not(record):
        passed.update([why] if why in PASSED_OVER else [])
        return
    payload = unpacked(record)
    if cut.early:
        payload = without_half_a_letter(payload)
    mark = hashlib.sha256(where.part.encode("utf-8", "surrogatepass") + b"\0" + payload).digest()
    if mark in seen:
        passed["repeats"] += 1
        return
    seen.add(mark)
    yield from page(raw, cut.record, record, where, payload)
    if cut.early:
        yield Problem(where, Stage.PARSE, Reason.DAMAGED_RECORD, {"error": "it ends early"}, note=True)


def opened(data: bytes) -> Any:
    """The record as warcio reads it; `Refused` for one that it cannot read."""
    from warcio.exceptions import ArchiveLoadFailed  # heavy, and only web archives need it
    from warcio.recordloader import ArcWarcRecordLoader
    from warcio.statusandheaders import StatusAndHeadersParserException

    loader = ArcWarcRecordLoader(verify_http=True, arc2warc=False)
    try:
        return loader.parse_record_stream(io.BytesIO(data), known_format="warc")
    except (ArchiveLoadFailed, StatusAndHeadersParserException, EOFError, ValueError, AttributeError) as error:
        raise Refused(Reason.DAMAGED_RECORD, error=(str(error) or type(error).__name__)[:200]) from None


def why_not(record: Any) -> str:
    """Why a record is no page to be read: one of `PASSED_OVER`, or `silent` for what no archive counts as content."""
    if record.rec_type == "revisit":
        return "revisits"
    if record.rec_type not in ("response", "resource"):
        return "others" if record.rec_type in ("conversion", "continuation") else "silent"
    headers = record.http_headers
    if headers is not None and not headers.get_statuscode().startswith("2"):
        return "failed"
    kind = headers.get_header("Content-Type") if headers is not None else record.content_type
    return "" if (kind or "text/html").split(";")[0].strip().casefold() in PAGES else "others"


def unpacked(record: Any) -> bytes:
    """The page as its server meant it; `Refused` where it grows as no page does."""
    from warcio.bufferedreaders import ChunkedDataReader

    headers, stream = record.http_headers, record.raw_stream
    packings: list[str] = []
    if headers is not None:
        if "chunked" in (headers.get_header("Transfer-Encoding") or "").casefold():
            stream = ChunkedDataReader(stream)
        named = (headers.get_header("Content-Encoding") or "").casefold().split(",")
        packings = [name.strip() for name in named if name.strip() not in ("", "identity")]
    data: bytes = stream.read(reading.LARGEST_WHOLE)
    if len(packings) > MOST_ENCODINGS:
        raise Refused(Reason.DAMAGED_RECORD, error=", ".join(packings)[:200])
    for packing in reversed(packings):
        data = unpack(data, packing)
    return data


def without_half_a_letter(data: bytes) -> bytes:
    """UTF-8 that was cut off in the middle of a letter, without what is left of that letter."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        decoder.decode(data)
    except UnicodeDecodeError:
        return data
    return data[: len(data) - len(decoder.getstate()[0])]


def unpack(data: bytes, packing: str) -> bytes:
    limit = min(reading.LARGEST_WHOLE, max(reading.RATIO_MATTERS_FROM, reading.LARGEST_RATIO * len(data)))
    try:
        if packing in ("gzip", "x-gzip"):
            found = inflated(data, 16 + zlib.MAX_WBITS, limit) if data.startswith(reading.GZIP_MARK) else data
        elif packing == "deflate":
            found = inflated(data, zlib.MAX_WBITS if data[:1] == b"\x78" else -zlib.MAX_WBITS, limit)
        elif packing == "br":
            found = unbrotlied(data, limit)
        else:
            raise Refused(Reason.DAMAGED_RECORD, error=f"Content-Encoding: {packing[:100]}")
    except zlib.error as error:
        raise Refused(Reason.DAMAGED_RECORD, error=str(error)) from None
    if len(found) > limit:
        raise Refused(Reason.RATIO, limit=reading.LARGEST_RATIO)
    return found


def inflated(data: bytes, window: int, limit: int) -> bytes:
    return zlib.decompressobj(window).decompress(data, limit + 1)


def unbrotlied(data: bytes, limit: int) -> bytes:
    import brotli

    unpacker = brotli.Decompressor()
    try:
        return bytes(unpacker.process(data, output_buffer_limit=limit + 1))
    except brotli.error as error:
        raise Refused(Reason.DAMAGED_RECORD, error=str(error) or "brotli") from None


def page(raw: RawFile, kept: RawRecord, record: Any, where: Where, payload: bytes) -> Iterator[ParsedArticle | Problem]:
    """The article of a page, which knows its record's bytes."""
    kind = record.http_headers.get_header("Content-Type") if record.http_headers is not None else record.content_type
    declared = CHARSET.search(kind or "")
    inner = RawFile(where, raw.name, raw.received, lambda: io.BytesIO(payload), len(payload), raw.folders)
    if not payload.strip():
        raise Refused(Reason.NO_TEXT)
    for article in web_pages.parse(inner, declared.group(1) if declared else "", where.part):
        place = replace(article.provenance, media_type=MEDIA_TYPE, start=kept.start, end=kept.end)
        captured = record.rec_headers.get_header("WARC-Date") or ""
        yield replace(article, provenance=place, url=address_of(article.url, where.part), captured=captured)


def address_of(canonical: str, asked: str) -> str:
    """The page's own address, unless it names the front page, as careless sites do on every page."""
    own = urljoin(asked, canonical)
    if canonical and own.startswith(("http://", "https://")) and (urlsplit(own).path.strip("/") or urlsplit(own).query):
        return own
    return asked
