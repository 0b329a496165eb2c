"""Two terms that are one become one, and no article loses what it printed."""

import pytest

from archive import curation, merging
from archive.models import Article, ArticleAuthor, ArticlePlace, ArticleTopic, Author, Place, Topic
from tests.makers import make_article, make_curator

pytestmark = pytest.mark.django_db


@pytest.fixture
def curator(db):
    return make_curator()


def test_the_winner_takes_over_the_articles(curator):
    one, both = make_article(topics=["حلب المدينة"]), make_article(topics=["حلب", "حلب المدينة"])
    loser, winner = Topic.objects.get(name_ar="حلب المدينة"), Topic.objects.get(name_ar="حلب")

    assert merging.merge_terms(loser=loser, winner=winner, by=curator) == 2

    assert list(one.topics.all()) == list(both.topics.all()) == [winner]
    assert not Topic.objects.filter(name_ar="حلب المدينة").exists()


def test_a_term_on_many_articles_is_merged_at_once(curator, django_assert_max_num_queries):
    articles = [make_article(topics=["حلب المدينة"]) for _ in range(10)]
    loser, winner = Topic.objects.get(), Topic.objects.create(name_ar="حلب")

    with django_assert_max_num_queries(25):
        assert merging.merge_terms(loser=loser, winner=winner, by=curator) == 10

    assert winner.articles.count() == 10
    assert Article.objects.get(pk=articles[0].pk).changed_at > articles[0].changed_at


def test_a_place_keeps_its_roles(curator):
    article = make_article(places=["حلب", "حلب المدينة"])
    loser, winner = Place.objects.get(name_ar="حلب المدينة"), Place.objects.get(name_ar="حلب")
    ArticlePlace.objects.create(article=article, place=loser, role="subject")

    merging.merge_terms(loser=loser, winner=winner, by=curator)

    assert sorted(article.articleplace_set.values_list("place__name_ar", "role")) == [
        ("حلب", "dateline"),
        ("حلب", "subject"),
    ]


def test_the_losers_name_is_kept_as_printed(curator):
    article = make_article(authors=["ل. حداد"])
    winner = Author.objects.create(name_ar="ليلى حدّاد")

    merging.merge_terms(loser=Author.objects.get(name_ar="ل. حداد"), winner=winner, by=curator)

    assert ArticleAuthor.objects.get(article=article).printed == "ل. حداد"


def test_what_was_printed_is_not_overwritten(curator):
    make_article(topics=["نفط"])
    ArticleTopic.objects.update(printed="أسعار النفط")

    merging.merge_terms(loser=Topic.objects.get(name_ar="نفط"), winner=Topic.objects.create(name_ar="طاقة"), by=curator)

    assert ArticleTopic.objects.get().printed == "أسعار النفط"


def test_narrower_topics_move_below_the_winner(curator):
    loser, winner = Topic.objects.create(name_ar="نفط"), Topic.objects.create(name_ar="طاقة")
    below = Topic.objects.create(name_ar="أوبك", broader=loser)

    merging.merge_terms(loser=loser, winner=winner, by=curator)

    below.refresh_from_db()
    assert below.broader == winner


def test_a_topic_is_not_merged_into_one_below_it(curator):
    loser = Topic.objects.create(name_ar="نفط")
    below = Topic.objects.create(name_ar="أوبك", broader=loser)
    with pytest.raises(curation.BadMerge):
        merging.merge_terms(loser=loser, winner=below, by=curator)

    assert Topic.objects.filter(pk=loser.pk).exists()


def test_terms_of_two_vocabularies_are_not_merged(curator):
    with pytest.raises(curation.BadMerge):
        merging.merge_terms(
            loser=Topic.objects.create(name_ar="حلب"), winner=Author.objects.create(name_ar="حلب"), by=curator
        )


def test_the_losers_names_are_kept_as_other_names(curator):
    loser = Place.objects.create(name_ar="القاهره", name_latin="El Qahira", variants=["مصر المحروسة"])
    winner = Place.objects.create(name_ar="القاهرة", variants=["El Qahira"])

    merging.merge_terms(loser=loser, winner=winner, by=curator)

    winner.refresh_from_db()
    assert winner.variants == ["El Qahira", "القاهره", "مصر المحروسة"]


def test_a_topic_is_not_merged_into_one_two_steps_below_it(curator):
    loser = Topic.objects.create(name_ar="طاقة")
    middle = Topic.objects.create(name_ar="نفط", broader=loser)

    with pytest.raises(curation.BadMerge):
        merging.merge_terms(loser=loser, winner=Topic.objects.create(name_ar="أوبك", broader=middle), by=curator)


def test_what_a_merge_brings_together_is_foreseen():
    make_article(topics=["نفط", "طاقة"])
    make_article(topics=["نفط"])
    Topic.objects.create(name_ar="أوبك", broader=Topic.objects.get(name_ar="نفط"))

    assert merging.foresee(list(Topic.objects.exclude(name_ar="أوبك"))) == merging.Foreseen(2, 1, 1)


def test_what_many_articles_bear_twice_is_indexed_together(curator, django_capture_on_commit_callbacks):
    for _ in range(5):
        make_article(topics=["نفط", "طاقة"])
    loser, winner = Topic.objects.order_by("pk")

    with django_capture_on_commit_callbacks() as later:
        merging.merge_terms(loser=loser, winner=winner, by=curator)

    assert len(later) == 2  # the articles, and the winner that has another name
