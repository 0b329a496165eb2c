"""The articles that name a topic or a place and are not described with it: counted, shown, declined, described."""

import pytest

from archive.models import ArticlePlace, BulkEdit, Declined, Place
from search.admin import texts
from search.index import indexing
from tests.archive.newsroom import address, sign_in
from tests.makers import make_article

pytestmark = pytest.mark.django_db


@pytest.fixture
def damascus():
    """A place, and articles that name it in the headline, once in the text, twice there, or are described with it."""
    place = Place.objects.create(name_ar="دمشق", variants=["الشام القديمة"])
    articles = {
        "head": make_article("مؤتمر بدمشق"),
        "once": make_article("خبر", "عاد إلى دمشق."),
        "twice": make_article("خبر", "من دمشق إلى الشام القديمة."),
        "described": make_article("عن دمشق", places=["دمشق"]),
        "otherwise": make_article("خبز دمشقي"),
    }
    indexing.refresh([article.pk for article in articles.values()])
    return place, articles


def test_articles_are_counted_by_where_they_name_it(damascus):
    assert (texts.count(damascus[0], texts.HEAD), texts.count(damascus[0])) == (1, 3)


def test_the_list_and_the_page_of_a_term_show_them(client, damascus):
    sign_in(client)
    place, articles = damascus

    listed = client.get(address("archive_place_texts")).context["rows"]
    page = client.get(address("archive_place_text", place.pk))

    assert listed == [((1, 3), place)]
    assert {row[0] for row in page.context["shown"]} == {articles[name] for name in ("head", "once", "twice")}
    assert "<mark>بدمشق</mark>" in page.content.decode()


@pytest.mark.parametrize(("act", "given"), [("head", {"head"}), ("all", {"head", "twice"})])
def test_all_that_name_it_firmly_are_described_at_once(client, damascus, act, given):
    sign_in(client)
    place, articles = damascus

    client.post(address("archive_place_text", place.pk), {"act": act})

    found = set(ArticlePlace.objects.filter(role="subject").values_list("article_id", flat=True))
    assert found == {articles[name].pk for name in given}
    assert BulkEdit.objects.get().state == "finished"


def test_what_is_declined_is_not_counted_again(client, damascus):
    sign_in(client)
    place, articles = damascus

    client.post(address("archive_place_text", place.pk), {"act": "decline", "no": [articles["once"].pk]})

    assert Declined.objects.get().article == articles["once"]
    assert texts.count(place) == 2


def test_a_term_is_looked_for_no_more(client, damascus):
    sign_in(client)

    client.post(address("archive_place_text", damascus[0].pk), {"act": "forget"})

    assert client.get(address("archive_place_texts")).context["rows"] == []
