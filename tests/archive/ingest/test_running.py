"""A run keeps its account, whatever happens to it."""

import itertools

import pytest

from archive import ingest
from archive.ingest import running
from archive.models import Article, Import, Source
from archive.signals import import_ended
from tests.archive.ingest.making import BODY, OTHER, bring_in, json_lines, numbers, write
from tests.makers import make_source


def test_the_numbers_add_up_and_problems_are_kept(db, tmp_path):
    bring_in(
        tmp_path, {"id": "1", "body": BODY}, "{", {"id": "1", "body": BODY}, {"id": "2"}, {"id": "1", "body": OTHER}
    )

    record = Import.objects.get()
    assert (record.rows_read, record.imported, record.updated, record.duplicates, record.rejected) == (5, 1, 1, 1, 2)
    assert record.state == "finished"
    assert list(record.problems.values_list("line", "stage", "reason")) == [
        (2, "parse", "bad_json"),
        (4, "clean", "no_text"),
        (3, "store", "already_here"),
    ]


def test_notes_leave_room_for_what_was_rejected(db, tmp_path, monkeypatch):
    monkeypatch.setattr(running, "MOST_PROBLEMS", 3)
    rows = [{"id": str(number), "body": f"{BODY} {number}"} for number in range(5)]
    bring_in(tmp_path, *rows)

    bring_in(tmp_path, *rows, "{broken")

    kept = Import.objects.latest("pk").problems.values_list("severity", flat=True)
    assert sorted(kept) == ["rejected", "warning", "warning", "warning"]


def test_problems_beyond_the_bound_are_counted_and_not_kept(db, tmp_path, monkeypatch):
    monkeypatch.setattr(running, "MOST_PROBLEMS", 3)
    bring_in(tmp_path, *["{"] * 10)

    record = Import.objects.get()
    assert (record.rejected, record.problems.count()) == (10, 3)


def test_whoever_listens_hears_of_the_end_of_an_import(db, tmp_path):
    heard = []

    def listen(sender, **_):
        heard.append(Import.objects.get().state)

    import_ended.connect(listen)
    try:
        bring_in(tmp_path, {"id": "1", "body": BODY})
    finally:
        import_ended.disconnect(listen)

    assert heard == [Import.State.FINISHED]


def test_whoever_fails_to_hear_of_the_end_is_logged_and_the_import_stands(db, tmp_path, caplog):
    def fail(**_):
        raise RuntimeError("folding failed")

    import_ended.connect(fail)
    try:
        bring_in(tmp_path, {"id": "1", "body": BODY})
    finally:
        import_ended.disconnect(fail)

    assert Import.objects.get().state == Import.State.FINISHED
    assert "folding failed" in caplog.text


def test_a_failure_leaves_whole_batches_and_says_so(db, tmp_path, monkeypatch):
    monkeypatch.setattr(running, "BATCH", 2)
    rows = [{"id": str(n), "body": f"{BODY} {n}"} for n in range(5)]
    path = write(tmp_path, "rows.jsonl", json_lines(*rows))

    def interrupted(*arguments):
        yield from itertools.islice(real(*arguments), 3)
        raise KeyboardInterrupt

    real = ingest.articles_in
    monkeypatch.setattr(ingest, "articles_in", interrupted)
    with pytest.raises(KeyboardInterrupt):
        ingest.bring_in([path], source=make_source("warraq"))

    record = Import.objects.get()
    assert (record.state, record.imported, Article.objects.count()) == ("failed", 2, 2)


def test_a_file_that_goes_away_costs_its_own_articles_only(db, tmp_path):
    paths = [write(tmp_path, name, text) for name, text in (("a.txt", BODY), ("b.txt", OTHER))]
    items = list(ingest.articles_in(paths))
    paths[0].unlink()

    with running.Run(paths) as run:
        for item in items:
            run.take(item)

    assert numbers(run.numbers) == {"imported": 1, "rejected": 1}
    assert Import.objects.get().problems.get().reason == "file_changed"


def test_a_dry_run_says_the_same_and_writes_nothing(db, tmp_path, settings):
    rows = [{"id": "1", "body": BODY}, {"id": "2", "body": BODY}, "{", {"id": "1", "body": OTHER}]

    dry = bring_in(tmp_path, *rows, dry=True, source=None)

    assert Article.objects.count() + Import.objects.count() + Source.objects.filter(slug="unsourced").count() == 0
    assert not settings.ORIGINALS.exists()
    assert dry == bring_in(tmp_path, *rows, source=None)


def test_a_batch_asks_the_database_a_fixed_number_of_questions(db, tmp_path, django_assert_max_num_queries):
    rows = [{"id": str(n), "body": f"{BODY} {n}", "category": f"باب {n}", "author": f"كاتب {n}"} for n in range(200)]

    with django_assert_max_num_queries(60):
        bring_in(tmp_path, *rows)
