"""A run that was broken off is taken up where it stood."""

import itertools

import pytest

from archive import ingest
from archive.ingest import dividing, running
from archive.models import Article, Import
from tests.archive.ingest.making import BODY, gzipped, json_lines, numbers, write
from tests.makers import make_source

ROWS = [{"id": str(n), "body": f"{BODY} {n}"} for n in range(9)]


@pytest.fixture(autouse=True)
def _small(monkeypatch):
    monkeypatch.setattr(running, "BATCH", 2)
    monkeypatch.setattr(dividing, "SMALL", 0)


@pytest.fixture
def path(db, tmp_path):
    return write(tmp_path, "rows.jsonl", json_lines(*ROWS))


def break_off(path, monkeypatch, *, after=5, **options):
    def interrupted(*arguments):
        yield from itertools.islice(real(*arguments), after)
        raise KeyboardInterrupt

    real = ingest.articles_in
    monkeypatch.setattr(ingest, "articles_in", interrupted)
    with pytest.raises(KeyboardInterrupt):
        ingest.bring_in([path], **options)
    monkeypatch.setattr(ingest, "articles_in", real)


def test_what_was_stored_is_passed_over(path, monkeypatch):
    break_off(path, monkeypatch)

    assert numbers(ingest.bring_in([path])) == {"imported": 5}
    assert Article.objects.count() == len(ROWS)


def test_a_packed_file_is_taken_up_too(db, tmp_path, monkeypatch):
    path = write(tmp_path, "rows.jsonl.gz", gzipped(json_lines(*ROWS)))
    break_off(path, monkeypatch)

    assert numbers(ingest.bring_in([path])) == {"imported": 5}


def test_a_run_says_where_it_goes_on(path, monkeypatch):
    break_off(path, monkeypatch)
    broken = Import.objects.get()

    ingest.bring_in([path])

    problem = Import.objects.latest("pk").problems.get()
    assert (problem.reason, problem.line, problem.detail) == ("goes_on", 5, {"import": broken.pk})


def test_a_run_that_is_broken_off_again_goes_on_from_there(path, monkeypatch):
    break_off(path, monkeypatch)
    break_off(path, monkeypatch, after=0)
    break_off(path, monkeypatch, after=3)  # and the note that it goes on: two batches

    assert numbers(ingest.bring_in([path])) == {"imported": 2}


def test_rows_keep_their_places(path, monkeypatch):
    break_off(path, monkeypatch)
    ingest.bring_in([path])

    data = path.read_bytes()
    for article in Article.objects.all():
        original = article.originals.get()
        assert f'"id": "{article.source_key}"'.encode() in data[original.first_byte :][: original.byte_count]


def test_a_run_that_ended_is_decided_anew(path):
    ingest.bring_in([path])

    assert numbers(ingest.bring_in([path])) == {"duplicates": len(ROWS)}


def test_another_source_is_another_run(path, monkeypatch):
    break_off(path, monkeypatch)

    assert numbers(ingest.bring_in([path], source=make_source("warraq"))) == {"imported": len(ROWS)}


def test_a_file_that_changed_is_read_from_its_beginning(path, monkeypatch):
    break_off(path, monkeypatch)
    path.write_bytes(json_lines({"id": "new", "body": BODY}, *ROWS))

    assert numbers(ingest.bring_in([path])) == {"imported": 6, "duplicates": 4}
