"""Counts that triggers keep: whatever changes an article, a year holds what the articles say."""

import datetime
from collections import Counter

import pytest
from django.db import connection

from archive import curation, holdings, merging
from archive.models import Article, ArticlePlace, Author, Place, Tally, Topic
from tests.makers import make_article, make_curator, make_source

pytestmark = pytest.mark.django_db

DAY = datetime.date(2019, 3, 23)


def counted(user=None) -> dict:
    """By year, straight from the articles."""
    dates = Article.objects.visible_to(user).values_list("published_on", flat=True)
    return Counter(date.year if date else None for date in dates)


def kept(user=None, of=None) -> dict:
    held = holdings.years(user, of)
    return held.years | ({None: held.undated} if held.undated else {})


def recount() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT archive_recount()")


def test_years_are_those_of_the_articles():
    make_article()
    make_article(published_on=datetime.date(2003, 1, 1), date_precision="year")
    make_article(published_on=None)

    assert kept() == counted() == {2019: 1, 2003: 1, None: 1}


def publish(article: Article) -> None:
    curation.publish(article=article, by=make_curator())


def withhold(article: Article) -> None:
    curation.withhold(article=article, reason="rights", by=make_curator())


def redate(article: Article) -> None:
    Article.objects.filter(pk=article.pk).update(published_on=datetime.date(2001, 5, 5))


def forget_date(article: Article) -> None:
    Article.objects.filter(pk=article.pk).update(published_on=None, date_precision="none")


def retitle(article: Article) -> None:
    Article.objects.filter(pk=article.pk).update(title="عنوان آخر")


def decide_on_many(article: Article) -> None:
    Article.objects.update(status="published")


def delete(article: Article) -> None:
    Article.objects.filter(pk=article.pk).delete()


@pytest.mark.parametrize("status", ["draft", "published"])
@pytest.mark.parametrize("act", [withhold, redate, forget_date, retitle, decide_on_many, delete])
def test_counts_follow_every_act(act, status):
    topic_article = make_article(status=status, topics=["سياسة"], places=["دمشق"], authors=["كاتبة"])
    make_article(topics=["سياسة"])
    curator = make_curator("watcher")

    act(topic_article)

    assert kept() == counted()
    assert kept(curator) == counted(curator)
    topic = Topic.objects.get()
    assert kept(of=topic) == Counter(
        article.published_on.year if article.published_on else None for article in topic.articles.published()
    )


def test_published_draft_is_counted_for_everybody():
    article = make_article(status="draft", topics=["سياسة"])
    publish(article)

    assert kept(of=Topic.objects.get()) == {2019: 1}


def test_article_under_embargo_is_counted_from_its_day_on():
    make_article(embargo_until=datetime.date(2030, 1, 1))
    rows = Tally.objects.filter(**holdings.WHOLE)

    before = rows.aggregate(known=holdings.known_to(None, today=datetime.date(2029, 12, 31)))
    after = rows.aggregate(known=holdings.known_to(None, today=datetime.date(2030, 1, 1)))

    assert (before["known"], after["known"]) == (0, 1)


def test_place_with_two_roles_in_an_article_is_counted_once():
    article = make_article(places=["حلب"])
    place = Place.objects.get()
    ArticlePlace.objects.create(article=article, place=place, role="subject")
    assert kept(of=place) == {2019: 1}

    ArticlePlace.objects.filter(role="dateline").delete()
    assert kept(of=place) == {2019: 1}

    ArticlePlace.objects.all().delete()
    assert kept(of=place) == {}


def test_merged_term_takes_over_the_counts():
    make_article(authors=["أحمد علي"])
    make_article(authors=["احمد علي", "أحمد علي"])
    loser, winner = Author.objects.get(name_ar="احمد علي"), Author.objects.get(name_ar="أحمد علي")

    merging.merge_terms(loser=loser, winner=winner, by=make_curator())

    assert kept(of=winner) == {2019: 2}


def test_article_that_moves_to_another_source_is_counted_there():
    first, second = make_source("first"), make_source("second")
    article = make_article(source=first)
    Article.objects.filter(pk=article.pk).update(source=second)

    assert (kept(of=first), kept(of=second)) == ({}, {2019: 1})


def test_folding_keeps_the_sums_in_fewer_rows():
    for number in range(5):
        make_article(f"خبر {number}", topics=["سياسة"])
    Article.objects.filter(title="خبر 0").update(status="draft")
    before, rows = kept(), Tally.objects.count()

    holdings.fold()

    assert kept() == before
    assert Tally.objects.count() < rows


def test_recount_finds_what_the_triggers_kept():
    make_article(topics=["سياسة"], places=["حلب"], authors=["كاتبة"])
    make_article(status="draft", topics=["سياسة"])
    before = [kept(of=thing) for thing in (None, Topic.objects.get(), Place.objects.get(), Author.objects.get())]
    Tally.objects.all().delete()

    recount()

    assert [
        kept(of=thing) for thing in (None, Topic.objects.get(), Place.objects.get(), Author.objects.get())
    ] == before


def test_month_known_without_its_day_is_not_pushed_onto_the_first():
    make_article(published_on=datetime.date(2019, 3, 1), date_precision="month")
    make_article(published_on=DAY, date_precision="time", published_time=datetime.time(10, 30))

    held = holdings.dates(None, datetime.date(2019, 1, 1), datetime.date(2019, 12, 31))

    assert held.days == {DAY: 1}
    assert held.months_only == {datetime.date(2019, 3, 1): 1}
    assert held.by_month() == {datetime.date(2019, 3, 1): 2}


def test_nearest_dates_skip_what_the_reader_may_not_know():
    make_article(published_on=datetime.date(2019, 3, 20))
    make_article(published_on=datetime.date(2019, 3, 22), status="draft")

    assert holdings.around(None, DAY, DAY, "day") == (datetime.date(2019, 3, 20), None)
