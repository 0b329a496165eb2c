"""Indexes of sources, topics, places and people, and the page of each of their things."""

import datetime

import pytest

from archive import merging
from archive.models import Author, Place, Source, Topic
from tests.makers import make_article, make_curator, make_source

pytestmark = pytest.mark.django_db

INDEXES = ["/sources/", "/topics/", "/places/", "/people/"]


def text(response) -> str:
    return response.content.decode()


def page_of(term) -> str:
    return f"/{ {Topic: 'topics', Place: 'places', Author: 'people'}[type(term)] }/{term.pk}/".replace(" ", "")


@pytest.fixture
def term():
    """A topic that stands on one article."""
    make_article("خبر في السياسة", topics=["سياسة"], places=["حلب"], authors=["كاتبة"])
    return Topic.objects.get()


@pytest.mark.parametrize("path", INDEXES)
def test_empty_index_says_that_it_is_empty(client, path):
    response = client.get(path)

    assert response.status_code == 200
    assert "ليس في الأرشيف شيء هنا" in text(response)


@pytest.mark.parametrize("path", INDEXES)
@pytest.mark.parametrize("number", [1, 30])
def test_index_asks_twice_however_long_it_is(client, django_assert_num_queries, path, number):
    for place in range(number):
        make_article(
            source=make_source(f"s{place}"), topics=[f"م{place}"], places=[f"بلد{place}"], authors=[f"كاتب{place}"]
        )

    with django_assert_num_queries(2):
        client.get(path)


def test_long_index_is_paged(client, monkeypatch):
    monkeypatch.setattr("archive.views.indexes.LISTED", 2)
    make_article(topics=["أ", "ب", "ت", "ث", "ج"])

    shown = [[term.name_ar for term, _ in client.get(f"/topics/?page={page}").context["things"]] for page in (1, 2, 3)]

    assert shown == [["أ", "ب"], ["ت", "ث"], ["ج"]]


def test_name_that_nobody_has_leads_to_the_search(client, term):
    page = text(client.get("/topics/?q=زرافة"))

    assert "/search/?q=%D8%B2" in page
    assert "noindex" in page


def test_what_is_looked_up_is_shown_as_text(client, term):
    assert "<script>alert" not in text(client.get("/topics/?q=<script>alert(1)</script>"))


@pytest.mark.parametrize("query", ["q=%00", "order=none", "page=-1", "q=" + "ا" * 5000])
def test_odd_questions_are_normal_pages(client, term, query):
    assert client.get(f"/topics/?{query}").status_code == 200


def test_source_without_articles_is_not_in_the_index_but_has_its_page(client):
    make_source("quiet", name_ar="الصامتة")

    assert "الصامتة" not in text(client.get("/sources/"))
    assert "الصامتة" in text(client.get("/sources/quiet/"))


def test_page_of_a_term_lists_its_articles_and_what_stands_beside(client, term):
    page = text(client.get(page_of(term)))

    assert "خبر في السياسة" in page
    assert f'href="/places/{Place.objects.get().pk}/"' in page
    assert f'href="/people/{Author.objects.get().pk}/"' in page
    assert 'href="/sources/warraq/"' in page


def test_years_of_a_term_lead_into_the_search(client, term):
    assert f'href="/search/?topic={term.pk}&amp;year=2019"' in text(client.get(page_of(term)))


def test_box_of_a_term_searches_within_it(client, term):
    assert f'<input type="hidden" name="topic" value="{term.pk}">' in text(client.get(page_of(term)))


def test_article_with_two_roles_of_a_place_is_listed_once(client):
    article = make_article(places=["حلب"])
    place = Place.objects.get()
    article.articleplace_set.create(place=place, role="subject")

    assert client.get(page_of(place)).context["articles"].count() == 1


@pytest.mark.parametrize("number", [1, 60])
@pytest.mark.parametrize(
    ("path", "statements"),
    [
        pytest.param("/sources/warraq/", 5, id="source"),
        pytest.param("/topics/{topic}/", 7, id="topic"),
        pytest.param("/places/{place}/", 5, id="place"),
        pytest.param("/people/{author}/", 5, id="author"),
    ],
)
def test_page_of_a_thing_asks_as_often_however_much_it_holds(
    client, django_assert_max_num_queries, path, statements, number
):
    for place in range(number):
        make_article(f"خبر {place}", topics=["سياسة"], places=["حلب"], authors=["كاتبة"])
    numbers = {"topic": Topic.objects.get().pk, "place": Place.objects.get().pk, "author": Author.objects.get().pk}

    with django_assert_max_num_queries(statements):
        client.get(path.format(**numbers))


@pytest.mark.parametrize(
    "path", ["/topics/999/", "/places/0/", "/people/" + "9" * 18 + "/", "/topics/" + "9" * 19 + "/"]
)
def test_number_that_no_term_has_is_no_page(client, path):
    assert client.get(path).status_code == 404


def test_term_of_unpublished_articles_has_no_page_for_readers(client):
    make_article(topics=["سر"], status="draft")
    path = page_of(Topic.objects.get())

    assert client.get(path).status_code == 404
    client.force_login(make_curator())
    assert "سر" in text(client.get(path))


def test_merged_term_leads_to_the_one_that_took_it_over(client):
    make_article(authors=["أحمد علي", "احمد علي"])
    loser, winner = Author.objects.get(name_ar="احمد علي"), Author.objects.get(name_ar="أحمد علي")
    former = page_of(loser)
    merging.merge_terms(loser=loser, winner=winner, by=make_curator())

    response = client.get(f"/en{former}?page=2")

    assert (response.status_code, response["Location"]) == (301, f"/en{page_of(winner)}?page=2")


def test_renamed_source_leads_to_its_new_address(client):
    make_source("old")
    Source.objects.filter(slug="old").update(slug="new")

    response = client.get("/sources/old/")

    assert (response.status_code, response["Location"]) == (301, "/sources/new/")


def test_topic_names_those_above_and_below_that_hold_something(client):
    make_article(topics=["عام", "خاص"])
    broad, narrow = Topic.objects.get(name_ar="عام"), Topic.objects.get(name_ar="خاص")
    Topic.objects.filter(pk=narrow.pk).update(broader=broad)
    Topic.objects.create(name_ar="فارغ", broader=broad)

    page = text(client.get(page_of(broad)))

    assert f'href="{page_of(narrow)}"' in page
    assert "فارغ" not in page
    assert f'href="{page_of(broad)}"' in text(client.get(page_of(narrow)))


def test_country_is_named_in_the_readers_language(client):
    make_article(source=make_source("lb", country="LB", city="بيروت"))

    assert "لبنان" in text(client.get("/sources/lb/"))
    assert "Lebanon" in text(client.get("/en/sources/lb/"))


@pytest.mark.parametrize("code", ["ZZ", "?", "XX"])
def test_country_that_nobody_knows_is_shown_as_it_stands(client, code):
    make_source("odd", country=code)

    assert client.get("/sources/odd/").status_code == 200


def test_place_without_a_date_of_its_articles_has_a_page(client):
    make_article(published_on=None, places=["حلب"])

    assert "undated=true" in text(client.get(page_of(Place.objects.get())))


def test_chart_of_a_thing_shows_its_gaps(client):
    for year in (2001, 2003):
        make_article(published_on=datetime.date(year, 1, 1), topics=["سياسة"])

    assert text(client.get(page_of(Topic.objects.get()))).count('class="gap"') == 1


def test_page_of_a_source_says_whose_it_is(client, db):
    make_source("warraq", ownership="دار الورّاق منذ 1990")

    assert "دار الورّاق منذ 1990" in client.get("/sources/warraq/").content.decode()
