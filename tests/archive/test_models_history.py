"""History is written by the database: every former text has its number, every former state says who ended it."""

import pghistory
import pytest
from django.db import DatabaseError, connection, transaction

from archive.models import Article, Source
from archive.models.articles import TEXT_FIELDS
from tests.makers import make_article, make_curator, make_source

pytestmark = pytest.mark.django_db


def save(article):
    article.body = "نص جديد"
    article.save()


def update_many(article):
    Article.objects.filter(pk=article.pk).update(body="نص جديد")


def raw_sql(article):
    with connection.cursor() as cursor:
        cursor.execute("UPDATE archive_article SET body = 'نص جديد' WHERE id = %s", [article.pk])


EVERY_WAY = pytest.mark.parametrize("write", [save, update_many, raw_sql])


@EVERY_WAY
def test_a_changed_text_gets_the_next_number(write):
    article = make_article(body="نص قديم")

    write(article)

    article.refresh_from_db()
    assert article.text_version == 2


@EVERY_WAY
def test_the_former_text_is_kept_under_its_number(write):
    article = make_article(body="نص قديم")

    write(article)

    article.refresh_from_db()
    assert article.text_as_of(1)["body"] == "نص قديم"
    assert article.text_as_of(2)["body"] == "نص جديد"


@EVERY_WAY
def test_history_says_who(write):
    article, curator = make_article(), make_curator()

    with pghistory.context(user=curator.pk):
        write(article)

    assert article.former_texts.get().pgh_context.metadata["user"] == curator.pk


@pytest.mark.parametrize("field", TEXT_FIELDS)
def test_each_text_field_counts(field):
    article = make_article()

    Article.objects.filter(pk=article.pk).update(**{field: "غير ما كان"})

    article.refresh_from_db()
    assert article.text_version == 2


def test_what_is_not_text_leaves_the_number_alone():
    article = make_article()

    Article.objects.filter(pk=article.pk).update(section="اقتصاد", status="withheld")

    article.refresh_from_db()
    assert article.text_version == 1
    assert not article.former_texts.exists()


def test_nobody_sets_the_number():
    article = make_article()

    Article.objects.filter(pk=article.pk).update(text_version=70)

    article.refresh_from_db()
    assert article.text_version == 1


def test_a_saved_stale_copy_does_not_turn_the_number_back():
    article = make_article(body="أ")
    stale = Article.objects.get(pk=article.pk)
    for text in ("ب", "ج"):
        Article.objects.filter(pk=article.pk).update(body=text)

    stale.body = "د"
    stale.save()

    article.refresh_from_db()
    assert article.text_version == 4
    assert [article.text_as_of(number)["body"] for number in (1, 2, 3, 4)] == ["أ", "ب", "ج", "د"]


def test_one_update_of_many_numbers_each():
    for _ in range(3):
        make_article()

    Article.objects.update(lead="مقدمة")

    assert set(Article.objects.values_list("text_version", flat=True)) == {2}


def test_a_number_that_never_was_is_told():
    with pytest.raises(LookupError):
        make_article().text_as_of(7)


def test_a_rolled_back_change_leaves_no_history():
    article = make_article()
    with transaction.atomic():
        save(article)
        transaction.set_rollback(True)

    assert not article.former_texts.exists()


def test_former_states_are_kept():
    article = make_article(section="سياسة", status="draft")

    Article.objects.filter(pk=article.pk).update(status="published")
    Article.objects.filter(pk=article.pk).update(section="اقتصاد")

    assert list(article.events.order_by("pgh_id").values_list("status", "section")) == [
        ("draft", "سياسة"),
        ("published", "سياسة"),
    ]


def test_a_deleted_term_row_is_remembered():
    article = make_article(topics=["اقتصاد"])
    row = article.articletopic_set.get()

    row.delete()

    [event] = type(row).events.rel.related_model.objects.all()
    assert event.topic.name_ar == "اقتصاد"


def test_sources_have_a_history_too():
    source = make_source("warraq", name_ar="الورّاق")

    Source.objects.filter(pk=source.pk).update(name_ar="صحيفة الورّاق")

    assert source.events.get().name_ar == "الورّاق"


@pytest.mark.parametrize("table", ["archive_articleevent", "archive_textversion"])
@pytest.mark.parametrize("statement", ["DELETE FROM {}", "UPDATE {} SET pgh_label = 'x'"], ids=["delete", "update"])
def test_history_is_append_only(table, statement):
    save(make_article())
    with pytest.raises(DatabaseError, match="Cannot"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement.format(table))
