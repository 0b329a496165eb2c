"""What a curator withholds is gone from the index in the same transaction, whatever way it is written."""

import datetime

import pytest
from django.db import connection, transaction

from archive.access import Access
from archive.models import Article, Source
from search.index import indexing
from search.models import IndexEntry, Lexeme, Totals
from tests.makers import make_article, make_index_entry, make_source

pytestmark = pytest.mark.django_db


def indexed(**fields) -> Article:
    article = make_article(**fields)
    make_index_entry(article)
    return article


def found(article, today=datetime.date(2024, 5, 10)) -> bool:
    return IndexEntry.objects.visible_to(None, today).filter(article_id=article.pk).exists()


def by_save(article, **fields):
    for name, value in fields.items():
        setattr(article, name, value)
    article.save()


def by_update(article, **fields):
    Article.objects.filter(pk=article.pk).update(**fields)


def by_sql(article, **fields):
    with connection.cursor() as cursor:
        for name, value in fields.items():
            cursor.execute(f"UPDATE archive_article SET {name} = %s WHERE id = %s", [value, article.pk])


EVERY_WAY = pytest.mark.parametrize("write", [by_save, by_update, by_sql])


@EVERY_WAY
@pytest.mark.parametrize("status", ["draft", "review", "withheld", "withdrawn"])
def test_what_is_not_published_is_gone_at_once(write, status):
    article = indexed()
    assert found(article)

    write(article, status=status)

    assert not found(article)


@EVERY_WAY
def test_what_is_published_is_there_at_once(write):
    article = indexed(status="withheld")
    assert not found(article)

    write(article, status="published")

    assert found(article)


@EVERY_WAY
def test_an_embargo_holds_at_once(write):
    article = indexed()

    write(article, embargo_until=datetime.date(2024, 6, 1))

    assert not found(article)
    assert found(article, today=datetime.date(2024, 6, 1))


@EVERY_WAY
def test_the_access_level_follows_at_once(write):
    article = indexed()

    write(article, access=Access.METADATA)

    assert article.index_entries.get().access == Access.METADATA


def test_every_part_of_a_long_text_follows():
    article = indexed()
    make_index_entry(article, part=1)

    by_update(article, status="withheld")

    assert set(article.index_entries.values_list("access", flat=True)) == {0}


def test_a_decision_that_is_rolled_back_leaves_it_findable():
    article = indexed()
    with transaction.atomic():
        by_update(article, status="withheld")
        assert not found(article)
        transaction.set_rollback(True)

    assert found(article)


def test_a_source_that_changes_its_access_changes_its_articles():
    source = make_source("agency")
    article = indexed(source=source)
    of_its_own = indexed(source=source, access=Access.OPEN)
    hidden = indexed(source=source, status="withheld")
    elsewhere = indexed()

    Source.objects.filter(pk=source.pk).update(access=Access.SNIPPET)

    levels = [entry.index_entries.get().access for entry in (article, of_its_own, hidden, elsewhere)]
    assert levels == [Access.SNIPPET, Access.OPEN, 0, Access.OPEN]


def test_an_article_that_moves_to_another_source_takes_its_access():
    article = indexed()
    closed = make_source("closed", access=Access.METADATA)

    by_update(article, source=closed)

    assert article.index_entries.get().access == Access.METADATA


def test_a_deleted_article_leaves_no_entry():
    article = indexed()
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM archive_article WHERE id = %s", [article.pk])

    assert not IndexEntry.objects.exists()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize(
    "decide",
    [
        pytest.param(lambda: Article.objects.update(status="withheld"), id="article"),
        pytest.param(lambda: Source.objects.update(access=Access.METADATA), id="source"),
        pytest.param(lambda: Article.objects.all().delete(), id="deletion"),
    ],
)
def test_a_decision_counts_the_generation_up_once(decide):
    for _ in range(3):
        make_article()
    before = Totals.objects.get().generation

    decide()

    assert Totals.objects.get().generation == before + 1


def test_what_is_deleted_is_no_longer_counted():
    kept, gone = make_article(body="مكتبة قديمة"), make_article(body="مكتبة زرقاء زرقاء")
    indexing.refresh([kept.pk, gone.pk])

    Article.objects.filter(pk=gone.pk).delete()

    df = dict(Lexeme.objects.filter(lexeme__in=["=مكتبة", "=زرقاء"]).values_list("lexeme", "df"))
    assert df == {"=مكتبة": 1, "=زرقاء": 0}
    assert Totals.objects.get().articles == 1
