"""However many processes work, the same comes of the files and in the same order."""

import pytest

from archive import ingest
from archive.ingest import dividing, lines
from archive.ingest.datatypes import CleanArticle
from tests.archive.ingest.making import BODY, gzipped, json_lines, write, zipped


@pytest.fixture
def files(tmp_path, monkeypatch):
    """A folder of all kinds: rows of several stretches with faults among them, small files, a ZIP, a table."""
    monkeypatch.setattr(lines, "HEAD", 2_000)
    monkeypatch.setattr(dividing, "SMALL", 1_000)
    monkeypatch.setattr(dividing, "NOT_WORTH_A_PROCESS", 0)
    rows = [{"id": str(n), "body": f"{BODY} {n}", "date": "23 آذار 2019", "mood": "glad"} for n in range(60)]
    write(tmp_path, "a.jsonl", json_lines(*rows[:30], "{", {"id": "x"}, *rows[30:]))
    write(tmp_path, "b.jsonl.gz", gzipped(json_lines(*rows, {"body": BODY, "weather": "fine"})))
    write(tmp_path, "c.txt", BODY)
    write(tmp_path, "d.zip", zipped(one__txt=BODY.encode(), two__jsonl=json_lines(*rows)))
    write(tmp_path, "e.csv", "id,body\n" + "".join(f"{n},{BODY}\n" for n in range(30)))
    write(tmp_path, "f.jsonl", b"\xff\xfe\x00\xd8" * 1_000)
    return tmp_path


def test_two_processes_give_what_one_gives(files):
    alone = list(ingest.articles_in([files]))

    assert list(ingest.articles_in([files], 2)) == alone
    assert len([item for item in alone if isinstance(item, CleanArticle)]) == 60 + 61 + 1 + 61 + 30


def test_unused_fields_are_told_once_at_the_end_of_a_file(files):
    told = [item.detail.get("fields") for item in ingest.articles_in([files / "b.jsonl.gz"]) if item_is_note(item)]

    assert told == [["mood", "weather"]]


def item_is_note(item) -> bool:
    return not isinstance(item, CleanArticle) and item.note
