"""An address asks the same of the list, of an article's place in it and of a facet."""

import pytest

from search.models import Alias
from tests.makers import make_article
from tests.search.pages import text

pytestmark = pytest.mark.django_db


@pytest.fixture
def other_names(search):
    """Two articles, of which one is found by another name of the place that is searched."""
    make_article("الأول", "نزل في الشام", topics=["سفر"])
    make_article("الثاني", "نزل في سوريا", topics=["سفر"])
    Alias.objects.create(expressions=["الشام", "سوريا"])
    return search("الشام").context["hits"]


def test_what_an_alias_found_has_its_place_and_its_marks_when_it_is_read(client, other_names):
    second = other_names[1].article

    page = text(client.get(f"/a/{second.identifier}/", {"q": "الشام", "n": "2"}))

    assert second.title == "الثاني"
    assert "النتيجة 2 من 2" in page
    assert '<mark class="alias"' in page


def test_refused_aliases_are_refused_of_the_place_too(client, other_names):
    page = text(client.get(f"/a/{other_names[0].article.identifier}/", {"q": "الشام", "n": "1", "aliases": "no"}))

    assert "النتيجة 1 من 1" in page


def test_a_facet_counts_what_an_alias_found(client, other_names):
    [value] = client.get("/search/facet/topic/", {"q": "الشام"}).context["values"]

    assert value.count == 2


def test_what_has_most_of_the_words_has_a_place_among_all_that_is_listed(client, search):
    make_article("الكل", "مكتبة كبيرة زرقاء جديدة")
    most = make_article("الأكثر", "مكتبة كبيرة زرقاء")
    for _ in range(5):  # so that the word which is missing tells little
        make_article(body="جديدة")
    words = "مكتبة كبيرة زرقاء جديدة"
    search(words)

    assert "النتيجة 2 من 2" in text(client.get(f"/a/{most.identifier}/", {"q": words, "n": "2"}))


def test_an_offer_counts_what_its_page_finds(client, search):
    make_article(body="نزل في الشام")
    make_article(body="نزل في سوريا")
    Alias.objects.create(expressions=["الشام", "سوريا"])

    offers = search("الشام زرافة").context["offers"]

    assert offers
    for offer in offers:
        assert client.get(f"/search/{offer.address}").context["found"].total == offer.count
