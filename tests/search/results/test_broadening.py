"""What is offered where nothing was found."""

import pytest

from tests.makers import make_article, make_source

pytestmark = pytest.mark.django_db


def test_nothing_found_offers_fewer_words_with_their_counts(search):
    make_article(body="مكتبة جديدة")

    offers = {offer.text: offer.count for offer in search("مكتبة زرقاء").context["offers"]}

    assert offers == {"مكتبة OR زرقاء": 1, "مكتبة": 1}


def test_nothing_found_offers_to_drop_the_quotation_marks(search):
    make_article(body="الخارجية تنفي والوزير يؤكد")

    kinds = [offer.kind for offer in search('"الخارجية الوزير"').context["offers"]]

    assert "unquoted" in kinds


def test_nothing_found_offers_to_drop_the_filters(search):
    make_article(body="مكتبة")
    make_source("empty")

    offers = search("مكتبة", source="empty", genre="news").context["offers"]

    assert [(offer.kind, offer.count) for offer in offers] == [("unfiltered", 1)]


def test_nothing_found_offers_any_time_and_to_drop_one_filter(search):
    make_article(body="مكتبة", genre="news")

    offers = search("مكتبة", year="1999", genre="news").context["offers"]

    assert [(offer.kind, offer.text, offer.count) for offer in offers] == [("any_time", "", 1), ("unfiltered", "", 1)]


def test_offered_search_finds_what_it_promises(search, client):
    make_article(body="مكتبة جديدة")

    for offer in search("مكتبة زرقاء").context["offers"]:
        assert client.get(f"/search/{offer.address}").context["found"].total == offer.count
