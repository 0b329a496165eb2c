"""On this day: what was printed on one day of the year."""

import datetime

import pytest
import time_machine

from tests.makers import make_article

pytestmark = pytest.mark.django_db


def text(response) -> str:
    return response.content.decode()


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(datetime.datetime(2026, 3, 23, 12, tzinfo=datetime.UTC), tick=False):
        yield


def test_years_come_with_the_latest_first(client):
    for year in (2003, 2019, 2011):
        make_article(f"خبر {year}", published_on=datetime.date(year, 3, 23))
    make_article("خبر يوم آخر", published_on=datetime.date(2019, 3, 24))

    found = client.get("/on-this-day/").context["found"]

    assert [one.date.year for one in found] == [2019, 2011, 2003]


def test_front_page_shows_today_in_former_years(client):
    make_article("سفينة جانحة", published_on=datetime.date(2021, 3, 23))
    page = text(client.get("/"))

    assert "سفينة جانحة" in page
    assert "في مثل هذا اليوم" in page


def test_article_known_by_its_month_alone_has_no_anniversary(client):
    make_article(published_on=datetime.date(2019, 3, 1), date_precision="month")

    assert client.get("/on-this-day/03/01/").context["found"] == []


def test_year_with_many_articles_shows_a_few_and_leads_to_all(client, monkeypatch):
    monkeypatch.setattr("archive.views.anniversaries.OF_EACH_YEAR", 2)
    for number in range(5):
        make_article(f"خبر {number}")

    [one] = client.get("/on-this-day/").context["found"]

    assert (one.count, len(one.articles)) == (5, 2)


def test_hidden_articles_have_no_anniversary(client):
    make_article("خبر مخفي", status="draft")

    assert client.get("/on-this-day/03/23/").context["found"] == []


def test_leap_day_has_a_page(client):
    make_article(published_on=datetime.date(2020, 2, 29))

    assert len(client.get("/on-this-day/02/29/").context["found"]) == 1


@pytest.mark.parametrize("path", ["/on-this-day/02/30/", "/on-this-day/13/01/", "/on-this-day/00/00/"])
def test_day_that_never_is_has_no_page(client, path):
    assert client.get(path).status_code == 404


@pytest.mark.parametrize(
    ("path", "earlier", "later"),
    [
        pytest.param("/on-this-day/01/01/", "/on-this-day/12/31/", "/on-this-day/01/02/", id="new year"),
        pytest.param("/on-this-day/12/31/", "/on-this-day/12/30/", "/on-this-day/01/01/", id="the last day"),
        pytest.param("/on-this-day/02/28/", "/on-this-day/02/27/", "/on-this-day/02/29/", id="before the leap day"),
    ],
)
def test_days_follow_each_other_round_the_year(client, path, earlier, later):
    page = text(client.get(path))

    assert f'href="{earlier}" rel="prev"' in page
    assert f'href="{later}" rel="next"' in page


@pytest.mark.parametrize(
    ("asked", "address"),
    [
        pytest.param("day=05&month=09", "/on-this-day/09/05/", id="a day"),
        pytest.param("day=31&month=02", "/on-this-day/", id="a day that never is"),
        pytest.param("day=x&month=", "/on-this-day/", id="nonsense"),
    ],
)
def test_form_leads_to_its_day(client, asked, address):
    assert client.get(f"/on-this-day/?{asked}")["Location"] == address


@pytest.mark.parametrize("number", [1, 20])
def test_statements_are_three_however_many_years(client, django_assert_num_queries, number):
    for year in range(2000, 2000 + number):
        make_article(published_on=datetime.date(year, 3, 23))

    with django_assert_num_queries(3):
        client.get("/on-this-day/")
