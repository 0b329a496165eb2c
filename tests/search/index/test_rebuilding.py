"""An index made anew beside the live one is what batches make, and right about decisions when it takes over."""

import random

import pytest
from django.core.management import call_command
from django.db import connection

from archive.models import Article
from search.index import filling, indexing, rebuilding, swapping, tiering
from search.models import Form, IndexEntry, Lexeme, Totals
from tests.makers import make_article

pytestmark = pytest.mark.django_db(transaction=True)

WORDS = ["كتاب", "كتب", "حلب", "دمشق", "في", "من", "رئيس", "حكومة", "حرب", "سلام", "وزير", "الخارجية"]


@pytest.fixture
def small_tiers(monkeypatch):
    """Tiers that an archive of thirty articles is worth."""
    monkeypatch.setattr(tiering, "SIZES", (2, 4, 8))
    monkeypatch.setattr(tiering, "WORTH", (4, 6, 10))
    monkeypatch.setattr(tiering, "PAIRED_AT_LEAST", 4)


@pytest.fixture
def here(monkeypatch):
    """Workers are threads of this process, so that a test can stand in their way; returns what is called first."""
    from multiprocessing.pool import ThreadPool

    def pool(workers, tiers):
        parameters = connection.get_connection_params()
        kept = {name: parameters[name] for name in rebuilding.CONNECTING if name in parameters}
        return ThreadPool(1, initializer=filling.begin, initargs=(kept, tiers))

    monkeypatch.setattr(rebuilding, "_pool", pool)
    yield
    while filling.worker:
        filling.worker.pop().connection.close()


def write(number: int) -> None:
    chance = random.Random(number)
    for _ in range(number):
        make_article(" ".join(chance.choices(WORDS, k=2)), " ".join(chance.choices(WORDS, k=30)))
    make_article("طويل", "لا " * 1000)


def ids() -> list[int]:
    return list(Article.objects.order_by("pk").values_list("pk", flat=True))


def entries() -> list[dict]:
    return list(IndexEntry.objects.order_by("pk").values())


def lexemes() -> list[tuple]:
    return sorted(Lexeme.objects.filter(df__gt=0).values_list("lexeme", "df", "thresholds", "paired"))


def names() -> set[str]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT relname FROM pg_class WHERE relname ~ '^(search_|indexentry_|lexeme_|form_)'"
            " UNION SELECT conname FROM pg_constraint WHERE conname ~ '^search_' AND contype IN ('p', 'c')"
        )
        return {name for (name,) in cursor.fetchall()}


def test_batches_make_the_entries_and_frequencies_that_a_rebuild_makes(here, small_tiers):
    write(30)
    rebuilding.rebuild(1)
    rebuilt, counted, totals = entries(), lexemes(), Totals.objects.values("articles", "words", "title_words").get()

    indexing.index(ids())

    assert any("'&" in entry["tsv"] and "'1" in entry["tsv"] for entry in rebuilt)
    assert rebuilt == entries()
    assert counted == lexemes()
    indexing.recount()
    assert counted == lexemes()
    assert totals == Totals.objects.values("articles", "words", "title_words").get()


def test_all_tables_and_indexes_keep_their_names(here):
    write(2)
    before = names()

    rebuilding.rebuild(1)

    assert names() == before


def test_worker_processes_rebuild_by_the_command():
    write(3)

    call_command("index", all=True, workers=1, verbosity=0)

    assert indexing.stale() == []
    assert set(Form.objects.values_list("form", flat=True)) >= {"طويل", "لا"}


def test_an_article_withheld_during_a_rebuild_is_not_found_after_it(here):
    write(3)
    indexing.index(ids())
    first = ids()[0]

    def withhold(stage, done, all_):
        if stage == "counting":
            Article.objects.filter(pk=first).update(status="withheld")

    rebuilding.rebuild(1, withhold)

    assert IndexEntry.objects.visible_to(None).filter(article_id=first).count() == 0
    assert IndexEntry.objects.visible_to(None).whole().count() == 3


def test_articles_deleted_saved_and_added_during_a_rebuild_are_right_after_it(here):
    write(3)
    indexing.index(ids())
    gone, changed, *_ = ids()

    def edit(stage, done, all_):
        if stage == "counting":
            Article.objects.get(pk=gone).delete()
            Article.objects.filter(pk=changed).update(body="الباغوز")
            indexing.index([changed, make_article("جديد").pk])

    rebuilding.rebuild(1, edit)

    assert indexing.stale() == []
    assert set(IndexEntry.objects.whole().values_list("article_id", flat=True)) == set(ids())
    assert Lexeme.objects.get(lexeme="~باغوز").df == 1


def test_a_killed_rebuild_is_taken_up_where_it_stopped(here, monkeypatch):
    monkeypatch.setattr(rebuilding, "STRETCH", 2)
    write(5)

    def fail(stage, done, all_):
        if stage == "placing" and done >= 2:
            raise KeyboardInterrupt

    before = entries()
    with pytest.raises(KeyboardInterrupt):
        rebuilding.rebuild(1, fail)
    assert entries() == before
    done: list[int] = []
    rebuilding.rebuild(1, lambda stage, number, all_: done.append(number) if stage == "placing" else None)

    assert done[0] >= 2
    assert indexing.stale() == []
    assert not swapping.exists("search_indexentry_next")


def test_of_two_rebuilds_the_second_gives_way(here):
    write(1)

    def again(stage, done, all_):
        other = connection.copy()
        with other.cursor() as cursor:
            cursor.execute("SELECT pg_try_advisory_lock(%s)", [rebuilding.LOCK])
            assert cursor.fetchone() == (False,)
        other.close()

    assert rebuilding.rebuild(1, again) == 2
