"""Web archives: every page that was answered well, and nothing lost to a record that lies."""

import gzip
import tracemalloc
import zlib

import brotli
import pytest

from archive.ingest import articles_in
from tests.archive.ingest.making import BODY, articles, parsed, problems, write

HEAD = '<html lang="ar"><head><title>وفد في دمشق</title></head>'
PAGE = f"{HEAD}<body><h1>وفد في دمشق</h1><p>{BODY}</p><p>{BODY}</p></body></html>"
WITH_ADDRESS = PAGE.replace("<head>", '<head><link rel="canonical" href="/news/1">')


def http(body: bytes | str = PAGE, status: str = "200 OK", kind: str = "text/html", **headers: str) -> bytes:
    data = body.encode() if isinstance(body, str) else body
    named = "".join(f"{name.replace('_', '-')}: {value}\r\n" for name, value in headers.items())
    return f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\n{named}\r\n".encode() + data


def record(
    block: bytes = b"", kind: str = "response", address: str = "https://example.org/a", length: int | str = -1
) -> bytes:
    size = len(block) if length == -1 else length
    head = (
        f"WARC/1.1\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {address}\r\nWARC-Date: 2019-03-23T08:00:00Z\r\n"
        f"Content-Type: application/http; msgtype={kind}\r\nContent-Length: {size}\r\n\r\n"
    )
    return head.encode() + block + b"\r\n\r\n"


def noted(found: list) -> dict[str, int]:
    """What was passed over, by its kind."""
    notes = [item.detail for item in found if getattr(item, "reason", "") == "records_passed_over"]
    return {name: count for note in notes for name, count in note.items() if count}


def test_a_page_has_its_address_and_the_time_of_its_capture():
    [article] = parsed("a.warc", record(http()))

    assert (article.title, article.url, article.captured) == (
        "وفد في دمشق",
        "https://example.org/a",
        "2019-03-23T08:00:00Z",
    )
    assert (article.body.split()[0], article.text_origin) == ("وصل", "scraped")


@pytest.mark.parametrize(
    ("href", "expected"),
    [
        pytest.param("/news/1", "https://example.org/news/1", id="relative"),
        pytest.param("https://example.org/?p=1", "https://example.org/?p=1", id="by a query"),
        pytest.param("https://example.org/", "https://example.org/a", id="the front page"),
        pytest.param("javascript:alert(1)", "https://example.org/a", id="no address"),
    ],
)
def test_a_page_goes_by_the_address_that_it_gives_itself(href, expected):
    [article] = parsed("a.warc", record(http(WITH_ADDRESS.replace("/news/1", href))))

    assert article.url == expected


def test_an_article_knows_the_bytes_of_its_record():
    first, second = record(b"software: x", "warcinfo"), record(http())
    [article] = parsed("a.warc", first + second)
    place = article.provenance

    assert (first + second)[place.start : place.end] == second.removesuffix(b"\r\n\r\n")


def test_what_is_no_page_is_passed_over_and_counted():
    data = b"".join(
        [
            record(b"software: x", "warcinfo"),
            record(b"GET / HTTP/1.1\r\n\r\n", "request"),
            record(http()),
            record(http(), address="https://example.org/b"),
            record(http()),
            record(http(status="304 Not Modified"), "revisit"),
            record(http(status="404 Not Found")),
            record(http(b"\x89PNG", kind="image/png")),
        ]
    )
    found = parsed("a.warc", data)

    assert [article.url for article in articles(found)] == ["https://example.org/a", "https://example.org/b"]
    assert noted(found) == {"revisits": 1, "repeats": 1, "failed": 1, "others": 1}


@pytest.mark.parametrize(
    "block",
    [
        pytest.param(http(gzip.compress(PAGE.encode()), Content_Encoding="gzip"), id="gzip"),
        pytest.param(http(zlib.compress(PAGE.encode()), Content_Encoding="deflate"), id="deflate"),
        pytest.param(http(brotli.compress(PAGE.encode()), Content_Encoding="br"), id="brotli"),
        pytest.param(http(PAGE, Content_Encoding="gzip"), id="only said to be gzip"),
        pytest.param(http(f"{len(PAGE.encode()):x}\r\n{PAGE}\r\n0\r\n\r\n", Transfer_Encoding="chunked"), id="chunked"),
        pytest.param(http(PAGE, Transfer_Encoding="chunked"), id="only said to be chunked"),
        pytest.param(http(PAGE, Content_Length="7"), id="lying length of the answer"),
        pytest.param(http(PAGE.encode("cp1256"), kind="text/html; charset=utf-8"), id="lying encoding"),
    ],
)
def test_a_page_is_unpacked(block):
    [article] = parsed("a.warc", record(block))

    assert (article.title, BODY in article.body) == ("وفد في دمشق", True)


@pytest.mark.parametrize("name", ["a.warc.gz", "archive"])
def test_a_packed_archive_is_read_whatever_its_name(tmp_path, name):
    data = gzip.compress(record(b"", "warcinfo")) + gzip.compress(record(http()))

    assert [article.url for article in articles(list(articles_in([write(tmp_path, name, data)])))] == [
        "https://example.org/a"
    ]


@pytest.mark.parametrize("length", [10, 5_000, 10**12])
def test_a_length_that_lies_costs_no_other_record(length):
    data = (
        record(http(), address="https://example.org/1")
        + record(http(), length=length)
        + record(http(), address="https://example.org/2")
    )
    addresses = {article.url for article in articles(parsed("a.warc", data))}

    assert {"https://example.org/1", "https://example.org/2"} <= addresses


@pytest.mark.parametrize("length", ["", "minus", "-5"])
def test_a_record_without_a_length_is_named_and_the_rest_goes_on(length):
    found = parsed("a.warc", record(http(), length=length) + record(http(), address="https://example.org/2"))

    assert [article.url for article in articles(found)] == ["https://example.org/2"]
    assert {reason for reason, _ in problems(found)} == {"damaged_record"}


def test_an_archive_that_was_cut_off_gives_what_it_has():
    data = record(http(), address="https://example.org/1") + record(http())
    found = parsed("a.warc", data[:-60])

    assert [article.url for article in articles(found)] == ["https://example.org/1", "https://example.org/a"]
    assert [item.reason for item in found if getattr(item, "note", False)] == ["damaged_record"]


@pytest.mark.parametrize(
    "block",
    [
        pytest.param(http(gzip.compress(b"0" * 60_000_000), Content_Encoding="gzip"), id="gzip"),
        pytest.param(http(brotli.compress(b"0" * 60_000_000, quality=4), Content_Encoding="br"), id="brotli"),
    ],
)
def test_a_bomb_is_not_unpacked(block):
    data = record(block)
    tracemalloc.start()
    found = problems(parsed("a.warc", data))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()

    assert found == [("ratio", None)]
    assert peak < 40_000_000


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        pytest.param(record(b"", "warcinfo"), "no_articles", id="no page"),
        pytest.param(record(b"no answer at all"), "damaged_record", id="no HTTP"),
        pytest.param(record(http("")), "no_text", id="empty page"),
        pytest.param(record(http(PAGE, Content_Encoding="zstd")), "damaged_record", id="unknown packing"),
        pytest.param(b"WARC/1.0\r\n" + b"X: " + b"a" * 1_000_000, "damaged_record", id="endless header"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_named(data, reason):
    assert reason in [found for found, _ in problems(parsed("a.warc", data))]


def test_a_problem_names_the_page():
    [problem] = parsed("a.warc", record(http("")))

    assert str(problem.where) == "a.warc › https://example.org/a"
