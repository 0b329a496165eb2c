import io
import os
import stat
import struct
import zipfile

import pytest

from archive.ingest import parsing, reading
from archive.ingest.datatypes import RawFile
from archive.ingest.problems import Problem
from tests.archive.ingest.making import BODY, articles, files_in, gzipped, json_lines, problems, write, zipped


def test_a_folder_is_read_recursively_in_the_order_of_names(tmp_path):
    for name in ("b.txt", "a/2.txt", "a/1.txt", "c/d/e.txt"):
        write(tmp_path, name, BODY)

    assert files_in(tmp_path) == (["1.txt", "2.txt", "b.txt", "e.txt"], [])


def test_what_systems_leave_behind_is_passed_over(tmp_path):
    for name in (".DS_Store", "Thumbs.db", "__MACOSX/x.txt", ".git/config", "sources.json", "news.txt"):
        write(tmp_path, name, BODY)

    assert files_in(tmp_path) == (["news.txt"], [])


def test_links_in_a_folder_are_named_and_not_followed(tmp_path):
    write(tmp_path, "secret", BODY)
    write(tmp_path, "given/news.txt", BODY)
    (tmp_path / "given" / "link.txt").symlink_to(tmp_path / "secret")
    (tmp_path / "given" / "round").symlink_to(tmp_path)

    assert files_in(tmp_path / "given") == (["news.txt"], ["symlink", "symlink"])


def test_a_name_that_is_no_utf8_can_be_shown_and_kept(tmp_path):
    name = os.fsdecode("خبر".encode("cp1256") + b"\n.txt")
    (tmp_path / name).write_text(BODY)

    [raw] = reading.read(tmp_path)

    assert raw.name == r"\xce\xc8\xd1.txt"
    assert raw.where.path.encode()


def test_a_pipe_is_no_file(tmp_path):
    os.mkfifo(tmp_path / "pipe.txt")

    assert files_in(tmp_path) == ([], ["not_a_file"])


def test_a_missing_path_is_a_problem_and_no_error(tmp_path):
    assert files_in(tmp_path / "nothing") == ([], ["not_found"])


def test_gzip_is_known_by_its_bytes_and_keeps_the_inner_name(tmp_path):
    write(tmp_path, "rows.jsonl.gz", gzipped(json_lines({"body": BODY})))
    write(tmp_path, "unnamed.jsonl", gzipped(json_lines({"body": BODY})))

    assert files_in(tmp_path) == (["rows.jsonl", "unnamed.jsonl"], [])


def test_a_truncated_gzip_gives_its_rows_and_then_its_damage(tmp_path):
    rows = json_lines(*({"id": str(n), "body": BODY + os.urandom(2000).hex()} for n in range(2000)))
    write(tmp_path, "rows.jsonl.gz", gzipped(rows)[:-2000])
    [raw] = reading.read(tmp_path / "rows.jsonl.gz")

    found = list(parsing.parse(raw))

    assert len(articles(found)) > 1000
    assert [item.reason.value for item in found if isinstance(item, Problem)] == ["damaged_archive"]


def test_a_gzip_bomb_is_stopped(tmp_path, monkeypatch):
    monkeypatch.setattr(reading, "GZIP_RATIO_MATTERS_FROM", 100_000)
    write(tmp_path, "bomb.jsonl.gz", gzipped(b"\n" * 3_000_000))
    [raw] = reading.read(tmp_path / "bomb.jsonl.gz")

    assert problems(list(parsing.parse(raw))) == [("ratio", None)]


def test_a_zip_gives_its_members_with_their_folders(tmp_path):
    path = write(tmp_path, "all.zip", zipped(**{"warraq/1.txt": BODY.encode(), "خبر.txt": BODY.encode()}))

    first, second = reading.read(path)

    assert (first.where.member, first.name, first.folders[-1]) == ("warraq/1.txt", "1.txt", "warraq")
    assert second.name == "خبر.txt"


@pytest.mark.parametrize("name", ["../../x.txt", "/etc/x.txt", "a\u202etxt.x.txt"])
def test_a_wicked_name_is_only_a_name(tmp_path, name):
    path = write(tmp_path, "wicked.zip", zipped(**{name: BODY.encode()}))

    [raw] = reading.read(path)

    assert raw.open().read() == BODY.encode()
    assert "\u202e" not in raw.name
    assert sorted(tmp_path.rglob("*")) == [path]


def with_entry(change) -> bytes:
    """A ZIP of one text, with one property of its entry changed."""
    buffer = io.BytesIO()
    entry = zipfile.ZipInfo("news.txt")
    change(entry)
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr(entry, BODY)
    return buffer.getvalue()


def test_a_link_in_a_zip_is_refused(tmp_path):
    data = with_entry(lambda entry: setattr(entry, "external_attr", (stat.S_IFLNK | 0o777) << 16))

    assert files_in(write(tmp_path, "link.zip", data)) == ([], ["symlink"])


def test_a_locked_zip_is_refused(tmp_path):
    data = bytearray(zipped(news__txt=BODY.encode()))
    at = data.index(b"PK\x01\x02") + 8
    data[at] |= 1

    assert files_in(write(tmp_path, "locked.zip", bytes(data))) == ([], ["encrypted"])


def test_an_archive_in_an_archive_is_refused_and_the_rest_goes_on(tmp_path):
    data = zipped(inner__zip=zipped(news__txt=b"x"), packed__gz=gzipped(b"x"), news__txt=BODY.encode())

    assert files_in(write(tmp_path, "outer.zip", data)) == (["news.txt"], ["nested_archive", "nested_archive"])


def test_a_zip_bomb_is_stopped_while_it_is_read(tmp_path):
    data = zipped(bomb__txt=b"0" * 60_000_000, news__txt=BODY.encode())

    assert files_in(write(tmp_path, "bomb.zip", data)) == (["news.txt"], ["ratio"])


def test_an_entry_over_the_limit_is_refused(tmp_path, monkeypatch):
    monkeypatch.setattr(reading, "LARGEST_WHOLE", 1000)
    data = zipped(long__txt=os.urandom(1001), news__txt=BODY.encode())

    assert files_in(write(tmp_path, "large.zip", data)) == (["news.txt"], ["too_large"])


def test_a_zip_over_the_limit_stops_there(tmp_path, monkeypatch):
    monkeypatch.setattr(reading, "LARGEST_ZIP", 1000)
    data = zipped(a__txt=os.urandom(600), b__txt=os.urandom(600), c__txt=os.urandom(100))

    assert files_in(write(tmp_path, "large.zip", data)) == (["a.txt"], ["too_large"])


def test_a_zip_with_too_many_entries_is_refused_whole(tmp_path, monkeypatch):
    monkeypatch.setattr(reading, "MOST_ENTRIES", 2)
    data = zipped(a__txt=b"a", b__txt=b"b", c__txt=b"c")

    assert files_in(write(tmp_path, "many.zip", data)) == ([], ["too_many_entries"])


def test_overlapping_entries_are_refused(tmp_path):
    data = bytearray(zipped(a__txt=BODY.encode(), b__txt=BODY.encode()))
    second = data.rindex(b"PK\x01\x02")
    data[second + 42 : second + 46] = struct.pack("<I", 0)  # the second entry claims the bytes of the first

    assert files_in(write(tmp_path, "overlap.zip", bytes(data))) == ([], ["overlapping_entries"])


def test_a_damaged_member_does_not_spoil_the_others(tmp_path):
    data = bytearray(zipped(a__txt=BODY.encode() * 50, b__txt=BODY.encode()))
    data[60] ^= 0xFF

    assert files_in(write(tmp_path, "damaged.zip", bytes(data))) == (["b.txt"], ["damaged_archive"])


def test_half_a_zip_is_damaged(tmp_path):
    data = zipped(a__txt=BODY.encode())

    assert files_in(write(tmp_path, "half.zip", data[: len(data) // 2])) == ([], ["damaged_archive"])


def test_a_file_read_whole_has_a_limit(tmp_path, monkeypatch):
    monkeypatch.setattr(reading, "LARGEST_WHOLE", 100)
    [raw] = reading.read(write(tmp_path, "long.txt", BODY * 10))

    assert isinstance(raw, RawFile)
    assert problems(list(parsing.parse(raw))) == [("too_large", None)]
