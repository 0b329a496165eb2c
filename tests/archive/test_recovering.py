"""A term that went comes back as it was, and what somebody has done since stays."""

import pytest

from archive import merging, recovering, returning
from archive.models import ArticlePlace, ArticleTopic, Place, Topic
from tests.makers import make_article, make_curator

pytestmark = pytest.mark.django_db


@pytest.fixture
def curator(db):
    return make_curator()


def recover(model, curator) -> recovering.Recovered:
    return recovering.recover(event=recovering.gone(model).first(), by=curator)


def links() -> list[tuple]:
    return sorted(ArticlePlace.objects.values_list("pk", "article_id", "place__name_ar", "printed", "role"))


def test_a_merge_is_taken_back_to_the_letter(curator):
    both = make_article(places=["حلب", "حلب المدينة"])
    make_article(places=["حلب المدينة"])
    loser, winner = Place.objects.get(name_ar="حلب المدينة"), Place.objects.get(name_ar="حلب")
    ArticlePlace.objects.create(article=both, place=loser, role="subject", printed="بحلب")
    before = links()

    merging.merge_terms(loser=loser, winner=winner, by=curator)
    found = recover(Place, curator)

    winner.refresh_from_db()
    assert (found.term.pk, found.articles, found.left) == (loser.pk, 2, 0)
    assert links() == before
    assert winner.variants == []


def test_what_somebody_has_changed_since_stays(curator):
    make_article(places=["حلب المدينة"])
    loser, winner, other = Place.objects.get(), *(Place.objects.create(name_ar=name) for name in ("حلب", "حماة"))
    merging.merge_terms(loser=loser, winner=winner, by=curator)
    ArticlePlace.objects.update(place=other)

    found = recover(Place, curator)

    assert (found.articles, found.left) == (0, 1)
    assert ArticlePlace.objects.get().place == other


def test_topics_that_stood_below_it_stand_there_again(curator):
    loser, winner = Topic.objects.create(name_ar="نفط"), Topic.objects.create(name_ar="طاقة")
    below = Topic.objects.create(name_ar="أوبك", broader=loser)
    merging.merge_terms(loser=loser, winner=winner, by=curator)

    recover(Topic, curator)

    below.refresh_from_db()
    assert below.broader_id == loser.pk


def test_a_term_whose_name_is_anothers_now_says_so(curator):
    Topic.objects.create(name_ar="نفط").delete()
    Topic.objects.create(name_ar="نفط")

    with pytest.raises(returning.NoLongerPossible):
        recover(Topic, curator)


def test_what_is_here_again_is_no_longer_gone(curator):
    make_article(topics=["نفط"])
    ArticleTopic.objects.all().delete()
    Topic.objects.all().delete()

    recover(Topic, curator)

    assert not recovering.gone(Topic).exists()
