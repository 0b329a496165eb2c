"""Terms that an article names: suggested firmly or beside, accepted as printed, declined for good."""

import pytest

from archive import suggesting
from archive.models import ArticlePlace, Place, Topic
from tests.makers import make_article, make_curator

pytestmark = pytest.mark.django_db


def suggested(article) -> list[tuple[str, bool]]:
    return [(one.term.name_ar, one.firm) for one in suggesting.suggest(article)]


def test_what_is_named_in_the_headline_or_twice_comes_first():
    for name in ("حلب", "حماة", "دمشق"):
        Place.objects.create(name_ar=name)

    article = make_article("مؤتمر بدمشق", "انتقل من حلب إلى حماة ثم عاد إلى حماة.")

    assert suggested(article) == [("حماة", True), ("دمشق", True), ("حلب", False)]


def test_another_name_of_a_term_names_it():
    Place.objects.create(name_ar="القاهرة", variants=["مصر المحروسة"])

    assert suggested(make_article("في مصر المحروسة")) == [("القاهرة", True)]


def test_what_describes_the_article_already_is_not_suggested():
    assert suggested(make_article("أسعار نفط", topics=["نفط"])) == []


def test_a_term_that_is_not_sought_is_not_suggested():
    Topic.objects.create(name_ar="سلام", sought=False)

    assert suggested(make_article("سلام على الأرض")) == []


def test_a_term_that_was_named_anew_is_recognised_at_once():
    topic = Topic.objects.create(name_ar="بترول")
    article = make_article("أسعار نفط")
    assert suggested(article) == []

    topic.name_ar = "نفط"
    topic.save()

    assert suggested(article) == [("نفط", True)]


def test_accepted_and_declined_are_remembered():
    accepted, declined = Place.objects.create(name_ar="دمشق"), Topic.objects.create(name_ar="مؤتمر")
    article = make_article("مؤتمر بدمشق")

    suggesting.decide(article=article, accepted=[accepted], declined=[declined], by=make_curator())

    assert suggested(article) == []
    assert list(ArticlePlace.objects.values_list("place", "role", "printed")) == [(accepted.pk, "subject", "بدمشق")]
    assert article.curated_fields == ["places"]
