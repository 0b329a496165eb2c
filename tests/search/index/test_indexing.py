"""The index follows the archive, whatever changes it."""

import random
import threading

import pytest
from django.core.management import call_command
from django.db import connection, transaction
from django.utils import translation

from archive import ingest
from archive.models import Article, ArticleTopic, Topic
from search.index import indexing, placing
from search.index.placing import Text
from search.management.commands import index
from search.models import IndexEntry, Lexeme, Totals
from tests.makers import make_article


def all_ids() -> list[int]:
    return list(Article.objects.values_list("pk", flat=True))


COUNTS = ("articles", "title_words", "lead_words", "words", "recount_due")


def frequencies() -> dict[str, int]:
    return dict(Lexeme.objects.filter(df__gt=0).values_list("lexeme", "df"))


def test_an_article_that_was_never_indexed_is_stale(db):
    article = make_article()

    assert indexing.stale() == [article.pk]


def test_an_indexed_article_is_not_stale(db):
    article = make_article(topics=["سياسة"], authors=["سلمى"], places=["دمشق"])
    indexing.index([article.pk])

    assert indexing.stale() == []


@pytest.mark.parametrize(
    "change",
    [
        pytest.param({"title": "عنوان آخر"}, id="title"),
        pytest.param({"body": "نص آخر"}, id="body"),
        pytest.param({"published_on": None, "date_precision": "none"}, id="date"),
        pytest.param({"genre": "opinion"}, id="genre"),
    ],
)
def test_a_bulk_update_makes_an_entry_stale(db, change):
    article = make_article()
    indexing.index([article.pk])

    Article.objects.filter(pk=article.pk).update(**change)

    assert indexing.stale() == [article.pk]


def test_a_topic_makes_an_entry_stale(db):
    article = make_article()
    indexing.index([article.pk])

    ArticleTopic.objects.bulk_create([ArticleTopic(article=article, topic=Topic.objects.create(name_ar="سياسة"))])

    assert indexing.stale() == [article.pk]


def test_another_analysis_makes_every_entry_stale(db, monkeypatch):
    article = make_article()
    indexing.index([article.pk])

    monkeypatch.setattr(placing, "VERSION", "another")

    assert indexing.stale() == [article.pk]


def test_an_entry_holds_the_facts_of_its_article(db):
    article = make_article(topics=["سياسة"], authors=["سلمى"], places=["دمشق"], genre="opinion")
    indexing.index([article.pk])

    entry = IndexEntry.objects.get(article=article)

    assert (entry.source_id, entry.published_on, entry.genre) == (article.source_id, article.published_on, "opinion")
    assert entry.topic_ids == [topic.pk for topic in article.topics.all()]
    assert entry.author_ids == [author.pk for author in article.authors.all()]
    assert entry.place_ids == [place.pk for place in article.places.all()]
    assert (entry.text_digest, entry.analysis_version) == (article.__class__.objects.get().digest, placing.VERSION)


def test_access_comes_from_the_rows_as_they_are_when_stored(db, monkeypatch):
    article = make_article()
    read = indexing._fetch

    def read_and_withhold(ids):
        articles = read(ids)
        Article.objects.filter(pk=article.pk).update(status="withheld")
        return articles

    monkeypatch.setattr(indexing, "_fetch", read_and_withhold)
    indexing.index([article.pk])

    assert not IndexEntry.objects.visible_to(None).exists()


def test_a_text_that_changes_while_it_is_analysed_is_left_to_the_next_run(db, monkeypatch):
    article = make_article(body="قديم")
    read = indexing._fetch

    def read_and_edit(ids):
        articles = read(ids)
        Article.objects.filter(pk=article.pk).update(body="جديد")
        return articles

    with monkeypatch.context() as patch:
        patch.setattr(indexing, "_fetch", read_and_edit)
        assert indexing.index([article.pk]) == 0

    assert indexing.stale() == [article.pk]
    assert indexing.index([article.pk]) == 1


@pytest.mark.django_db(transaction=True)
def test_a_decision_that_is_being_taken_is_waited_for():
    article = make_article()

    def index_too() -> None:
        indexing.index([article.pk])
        connection.close()

    meanwhile = threading.Thread(target=index_too)
    with transaction.atomic():
        Article.objects.filter(pk=article.pk).update(status="withheld")
        meanwhile.start()
        meanwhile.join(0.3)
        assert meanwhile.is_alive()
    meanwhile.join(10)

    assert not IndexEntry.objects.visible_to(None).exists()


def test_a_shorter_text_leaves_no_part_behind(db):
    article = make_article(body="لا " * 1000)
    indexing.index([article.pk])
    assert IndexEntry.objects.count() > 1

    Article.objects.filter(pk=article.pk).update(body="لا")
    indexing.index([article.pk])

    assert IndexEntry.objects.count() == 1


def test_frequencies_kept_in_passing_are_those_counted_afresh(db):
    chance = random.Random(7)
    words = ["كتاب", "كتب", "حلب", "دمشق", "في", "من", "رئيس", "حكومة", "حرب", "سلام", "2019", "BBC"]
    for _ in range(8):
        make_article(title=chance.choice(words), body=" ".join(chance.choices(words, k=10)))
    make_article(body="لا " * 1000)
    indexing.index(all_ids())
    for article in Article.objects.all()[:5]:
        Article.objects.filter(pk=article.pk).update(body=" ".join(chance.choices(words, k=5)))
    indexing.refresh(all_ids())
    kept, totals = frequencies(), Totals.objects.values(*COUNTS).get()

    indexing.recount()

    assert kept == frequencies()
    assert totals == Totals.objects.values(*COUNTS).get()


def test_a_saved_article_is_indexed_after_the_commit(db, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        article = make_article(body="كتاب", topics=["سياسة"])

    assert indexing.stale() == []
    assert IndexEntry.objects.get(article=article).topic_ids


def test_a_topic_taken_away_is_indexed_after_the_commit(db, django_capture_on_commit_callbacks):
    article = make_article(topics=["سياسة"])
    indexing.refresh([article.pk])

    with django_capture_on_commit_callbacks(execute=True):
        ArticleTopic.objects.get(article=article).delete()

    assert IndexEntry.objects.get(article=article).topic_ids == []


def test_what_is_brought_in_is_searchable_at_once(db, tmp_path):
    tmp_path.joinpath("baghouz.txt").write_text("انتهت المعركة في الباغوز.")

    ingest.bring_in([tmp_path])

    assert indexing.stale() == []
    assert IndexEntry.objects.get().article == Article.objects.get()


def test_a_save_survives_a_broken_index(db, monkeypatch, caplog, django_capture_on_commit_callbacks):
    def fail(text):
        raise RuntimeError

    monkeypatch.setattr(placing, "read", fail)
    with django_capture_on_commit_callbacks(execute=True):
        article = make_article()

    assert Article.objects.filter(pk=article.pk).exists()
    assert "not indexed" in caplog.text
    assert indexing.stale() == [article.pk]


def test_a_deleted_article_leaves_no_entry(db):
    article = make_article()
    indexing.index([article.pk])

    IndexEntry.objects.filter(article=article).update(article_id=article.pk + 1)

    assert indexing.prune() == 1


def test_the_command_indexes_what_is_stale_and_then_has_nothing_to_do(db, capsys):
    make_article()

    with translation.override("en"):
        call_command("index")
        call_command("index")

    assert [line.split()[0] for line in capsys.readouterr().out.splitlines()] == ["1", "0"]


@pytest.mark.django_db(transaction=True)
def test_workers_make_the_same_entries_as_one_process():
    for number in range(7):
        make_article(title=f"كتاب {number}", body="وزير الخارجية " * number)
    list(indexing.index_many(all_ids(), workers=2))
    in_workers = list(IndexEntry.objects.order_by("pk").values())

    IndexEntry.objects.all().delete()
    indexing.index(all_ids())

    assert in_workers == list(IndexEntry.objects.order_by("pk").values())
    assert len(in_workers) == 7


def test_a_killed_run_is_counted_by_the_next(db, monkeypatch):
    monkeypatch.setattr(indexing, "BATCH", 1)
    for _ in range(4):
        make_article(body="كتاب")
    run = indexing.index_many(all_ids(), workers=1, counted=False)
    next(run)
    run.close()
    assert indexing.recount_is_due()

    call_command("index", verbosity=0)

    assert frequencies()["+kitAb"] == 4
    assert not indexing.recount_is_due()


def test_a_large_run_counts_once_at_its_end(db, monkeypatch):
    monkeypatch.setattr(index, "FEW", 0)
    for number in range(3):
        make_article(title=f"كتاب {number}", body="وزير الخارجية " * number)

    call_command("index", workers=1, verbosity=0)
    kept = frequencies()
    indexing.recount()

    assert kept == frequencies()
    assert kept["+kitAb"] == 3


def test_a_batch_that_is_not_counted_says_that_a_recount_is_due(db):
    article = make_article()
    indexing._store(indexing._fetch([article.pk]), [placing.read(Text(body="كتاب"))], counted=False)

    assert (frequencies(), indexing.recount_is_due()) == ({}, True)


def test_the_weights_of_a_tsvector_tell_its_zones(db):
    article = make_article("حلب", "سهل", subtitle="نهر", lead="جبل")
    indexing.index([article.pk])

    weights = {token.split(":")[0]: token.split(":")[1][-1] for token in IndexEntry.objects.get().tsv.split()}

    assert [weights[f"'={word}'"] for word in ("حلب", "نهر", "جبل")] == ["A", "B", "B"]
    assert weights["'=سهل'"].isdecimal()


def test_a_lexeme_is_quoted_for_the_database():
    assert placing.quote("it's\\") == "'it''s\\\\'"
