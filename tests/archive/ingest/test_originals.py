"""The bytes as they were received are kept, and those of each article found again."""

import pytest

from archive import ingest
from archive.ingest import originals
from archive.models import Original
from tests.archive.ingest.making import BODY, OTHER, gzipped, json_lines, write, zipped


def test_the_bytes_as_received_are_kept_under_their_hash(db, tmp_path, settings):
    path = write(tmp_path, "rows.jsonl", json_lines({"id": "1", "body": BODY}, {"id": "2", "body": OTHER}))
    ingest.bring_in([path])

    first, second = Original.objects.order_by("first_byte")
    assert first.path.read_bytes() == path.read_bytes()
    assert first.path == settings.ORIGINALS / first.sha256[:2] / first.sha256[2:4] / first.sha256
    assert (first.sha256, first.media_type, first.encoding) == (second.sha256, "application/jsonl", "utf-8")


@pytest.mark.parametrize(
    ("name", "data"),
    [
        pytest.param("rows.jsonl", json_lines({"body": OTHER}, {"id": "7", "body": BODY}), id="file"),
        pytest.param("rows.jsonl.gz", gzipped(json_lines({"body": OTHER}, {"id": "7", "body": BODY})), id="gzip"),
        pytest.param("rows.zip", zipped(rows__jsonl=json_lines({"body": OTHER}, {"id": "7", "body": BODY})), id="ZIP"),
        pytest.param(
            "rows.zip", zipped(**{"../\u202eأ.jsonl": json_lines({"id": "7", "body": BODY})}), id="odd member"
        ),
    ],
)
def test_the_bytes_of_one_article_are_found_again(db, tmp_path, name, data):
    ingest.bring_in([write(tmp_path, name, data)])

    original = Original.objects.get(article__source_key="7")
    assert originals.received_bytes(original) == json_lines({"id": "7", "body": BODY})
    assert originals.received_text(original) == json_lines({"id": "7", "body": BODY}).decode()


def test_a_text_in_an_old_encoding_is_shown_as_it_was_received(db, tmp_path):
    ingest.bring_in([write(tmp_path, "news.txt", BODY.encode("cp1256"))])

    original = Original.objects.get()
    assert (original.encoding, originals.received_text(original)) == ("windows-1256", BODY)


def test_a_row_too_deep_in_a_gzip_file_is_out_of_reach(db, tmp_path, monkeypatch):
    ingest.bring_in([write(tmp_path, "rows.jsonl.gz", gzipped(json_lines({"body": OTHER}, {"id": "7", "body": BODY})))])
    monkeypatch.setattr(originals, "FURTHEST", 10)

    with pytest.raises(originals.OutOfReach):
        originals.received_bytes(Original.objects.get(article__source_key="7"))


def test_what_a_killed_run_left_behind_is_swept_after_a_day(tmp_path, settings):
    unfinished = write(settings.ORIGINALS, "coming-x", b"half")
    now = unfinished.stat().st_mtime

    originals.sweep(now + 3600)
    assert unfinished.exists()
    originals.sweep(now + 100_000)
    assert not unfinished.exists()


def test_a_file_that_changes_while_it_is_read_is_not_kept_under_a_wrong_hash(tmp_path, settings):
    path = write(tmp_path, "news.txt", BODY)
    sha256 = originals.digest(path)
    path.write_text(OTHER)

    with pytest.raises(originals.Refused):
        originals.keep(path, sha256)

    assert [file for file in settings.ORIGINALS.rglob("*") if file.is_file()] == []
