"""What the database promises of an article, whatever way it is written to."""

import datetime
import re

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import ProtectedError
from django.utils import translation

from archive.access import Access
from archive.models import Article, ArticleTopic, Author, Import, Source, Topic
from tests.makers import make_article, make_source

pytestmark = pytest.mark.django_db


def run_sql(statement: str, *values) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)


# ---------- digests ----------


def test_equal_texts_have_equal_digests():
    assert make_article("عنوان", "نص").digest == make_article("عنوان", "نص").digest


def test_a_word_that_moves_from_title_to_lead_changes_the_digest():
    one = make_article(title="فاز الفريق", lead="")
    other = make_article(title="فاز", lead=" الفريق")

    assert one.digest != other.digest


def test_the_digest_follows_an_update_by_sql():
    article = make_article(body="قديم")
    before = article.digest

    run_sql("UPDATE archive_article SET body = %s WHERE id = %s", "جديد", article.pk)

    article.refresh_from_db()
    assert article.digest != before


def test_nobody_sets_the_digest():
    article = make_article()
    with pytest.raises(Exception, match="digest"), transaction.atomic():
        run_sql("UPDATE archive_article SET digest = 'x' WHERE id = %s", article.pk)


# ---------- reprints ----------


def test_the_same_body_in_another_source_is_a_reprint():
    article = make_article("أعلنت الوكالة", "النص نفسه")
    reprint = make_article("عنوان آخر", "النص نفسه", source=make_source("qirtas"))
    make_article("في المصدر نفسه", "النص نفسه")

    assert list(article.reprints()) == [reprint]


def test_articles_without_a_body_are_not_reprints_of_each_other():
    article = make_article(body="")
    make_article(body="", source=make_source("qirtas"))

    assert not article.reprints()


# ---------- access ----------


def test_an_article_has_the_access_of_its_source():
    source = make_source("agency", access=Access.SNIPPET)

    assert make_article(source=source).effective_access == Access.SNIPPET


def test_an_article_may_differ_from_its_source():
    source = make_source("agency", access=Access.SNIPPET)

    assert make_article(source=source, access=Access.OPEN).effective_access == Access.OPEN


# ---------- what is welcome ----------


def test_an_article_without_title_and_date_is_welcome():
    article = make_article(title="", published_on=None)

    assert str(article) == article.identifier


def test_a_text_of_two_million_letters_is_welcome():
    article = make_article(body="خبر طويل " * 230_000, title="عنوان " * 3_000)

    assert Article.objects.get(pk=article.pk).body == article.body


def test_every_article_gets_an_identifier_of_its_own():
    assert len({make_article().identifier for _ in range(20)}) == 20


# ---------- what is refused ----------


@pytest.mark.parametrize(
    ("fields", "constraint"),
    [
        pytest.param({"date_precision": "none"}, "article_date_and_precision_agree", id="a date without precision"),
        pytest.param(
            {"published_on": None, "date_precision": "day"},
            "article_date_and_precision_agree",
            id="precision of nothing",
        ),
        pytest.param({"published_time": datetime.time(9)}, "article_time_has_precision_time", id="a time of a day"),
        pytest.param({"access": 9}, "article_access_is_known", id="an unknown access level"),
    ],
)
def test_contradictions_are_refused(fields, constraint):
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        make_article(**fields)


def test_a_merged_article_is_withdrawn():
    other = make_article()
    with pytest.raises(IntegrityError, match="article_merged_is_withdrawn"), transaction.atomic():
        make_article(merged_into=other, status="published")


def test_a_key_stands_once_in_its_source():
    make_article(source_key="42")
    make_article(source_key="42", source=make_source("qirtas"))
    with pytest.raises(IntegrityError, match="article_key_is_unique_in_its_source"), transaction.atomic():
        make_article(source_key="42")


def test_a_source_with_articles_is_not_deleted():
    with pytest.raises(ProtectedError):
        make_article().source.delete()


def test_a_term_in_use_is_not_deleted():
    make_article(topics=["اقتصاد"])
    with pytest.raises(ProtectedError):
        Topic.objects.get().delete()


def test_a_topic_stands_on_an_article_once():
    article = make_article(topics=["اقتصاد"])
    with pytest.raises(IntegrityError, match="topic_stands_on_an_article_once"), transaction.atomic():
        ArticleTopic.objects.create(article=article, topic=Topic.objects.get())


def test_a_name_stands_once_in_its_vocabulary():
    Author.objects.create(name_ar="وكالة الفهرس")
    with pytest.raises(IntegrityError, match="author_name_is_unique"), transaction.atomic():
        Author.objects.create(name_ar="وكالة الفهرس")


def test_a_source_does_not_end_before_it_begins():
    with pytest.raises(IntegrityError, match="source_run_ends_after_it_begins"), transaction.atomic():
        make_source(first_year=1990, last_year=1980)


def test_the_numbers_of_an_import_add_up():
    Import.objects.create(rows_read=4, imported=1, updated=1, duplicates=1, rejected=1)
    with pytest.raises(IntegrityError, match="import_numbers_add_up"), transaction.atomic():
        Import.objects.create(rows_read=4, imported=1)


# ---------- order and names ----------


def test_newest_first_puts_the_undated_last():
    undated = make_article(published_on=None)
    old = make_article(published_on=datetime.date(2005, 1, 1))
    new = make_article(published_on=datetime.date(2024, 1, 1))

    assert list(Article.objects.newest_first()) == [new, old, undated]
    assert list(Article.objects.oldest_first()) == [old, new, undated]


def test_articles_of_one_moment_keep_one_order():
    made = [make_article() for _ in range(5)]

    assert list(Article.objects.newest_first()) == made[::-1]


def test_a_name_is_given_in_the_readers_language():
    source = Source(name_ar="جريدة القرطاس", name_latin="Al-Qirtas")
    with translation.override("en"):
        assert source.name == "Al-Qirtas"
    with translation.override("ar"):
        assert source.name == "جريدة القرطاس"


def test_constraints_and_indexes_say_what_they_hold():
    """Names are chosen, not generated: a failing constraint is read by a person."""
    generated = re.compile(r"_[0-9a-f]{8}_(idx|uniq|fk)")
    names = [item.name for model in (Article, Source, Import) for item in model._meta.constraints + model._meta.indexes]

    assert not [name for name in names if generated.search(name)]
