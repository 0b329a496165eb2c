"""Feeds: well-formed Atom for everybody, that names what everybody may know of."""

import datetime

import pytest
from lxml import etree

from archive.models import Article, Topic
from tests.makers import make_article, make_curator, make_source

pytestmark = pytest.mark.django_db

ATOM = "{http://www.w3.org/2005/Atom}"


def entries(client, path: str) -> list:
    return etree.fromstring(client.get(path).content).findall(f"{ATOM}entry")


def titles(client, path: str) -> list[str]:
    return [entry.findtext(f"{ATOM}title") for entry in entries(client, path)]


def test_feed_of_an_empty_archive_is_an_empty_feed(client):
    response = client.get("/feed/")

    assert response["Content-Type"].startswith("application/atom+xml")
    assert entries(client, "/feed/") == []


def test_latest_arrival_comes_first(client):
    make_article("الأول")
    make_article("الثاني", published_on=datetime.date(1990, 1, 1))

    assert titles(client, "/feed/") == ["الثاني", "الأول"]


def test_feeds_are_of_what_they_say(client):
    make_article("سياسي", topics=["سياسة"], source=make_source("one"))
    make_article("رياضي", topics=["رياضة"], source=make_source("two"))

    assert titles(client, f"/topics/{Topic.objects.get(name_ar='سياسة').pk}/feed/") == ["سياسي"]
    assert titles(client, "/sources/two/feed/") == ["رياضي"]


@pytest.mark.parametrize(
    "hidden",
    [
        pytest.param({"status": "draft"}, id="draft"),
        pytest.param({"status": "withheld"}, id="withheld"),
        pytest.param({"embargo_until": datetime.date(2999, 1, 1)}, id="embargo"),
    ],
)
def test_feed_is_the_same_for_curators_and_names_nothing_hidden(client, hidden):
    make_article("خبر معلن", source=make_source("open"))
    make_article("خبر مخفي", source=make_source("open"), **hidden)
    client.force_login(make_curator())

    assert titles(client, "/feed/") == titles(client, "/sources/open/feed/") == ["خبر معلن"]


def test_closed_text_is_not_in_the_feed(client):
    make_article("عنوان", "كلمات سرية", source=make_source("closed", access=5))

    assert "كلمات سرية" not in client.get("/feed/").content.decode()


def test_entry_has_one_identity_in_both_languages(client):
    make_article()
    [arabic], [english] = entries(client, "/feed/"), entries(client, "/en/feed/")

    assert arabic.findtext(f"{ATOM}id") == english.findtext(f"{ATOM}id")
    assert english.find(f"{ATOM}link").get("href").startswith("http://testserver/en/a/")


def test_feed_says_its_language(client):
    feed = etree.fromstring(client.get("/en/feed/").content)

    assert feed.get("{http://www.w3.org/XML/1998/namespace}lang") == "en"


def test_entry_is_dated_by_the_day_that_was_printed_in_its_own_zone(client):
    make_article(source=make_source("beirut", time_zone="Asia/Beirut"), published_on=datetime.date(2019, 1, 5))
    [entry] = entries(client, "/feed/")

    assert entry.findtext(f"{ATOM}published") == "2019-01-05T00:00:00+02:00"


@pytest.mark.parametrize(
    "dated",
    [
        pytest.param({"published_on": None}, id="undated"),
        pytest.param({"published_on": datetime.date(2019, 1, 1), "date_precision": "year"}, id="a year"),
    ],
)
def test_entry_of_an_unknown_day_claims_none(client, dated):
    make_article(**dated)
    [entry] = entries(client, "/feed/")

    assert entry.find(f"{ATOM}published") is None
    assert entry.find(f"{ATOM}updated") is not None


def test_first_day_of_time_and_an_unknown_zone_do_no_harm(client):
    make_article(source=make_source("odd", time_zone="Nowhere/Atlantis"), published_on=datetime.date(1, 1, 1))
    make_article(source=make_source("late", time_zone="Asia/Beirut"), published_on=datetime.date(9999, 12, 31))

    assert len(entries(client, "/feed/")) == 2


def test_signs_that_xml_cannot_hold_are_left_out(client):
    make_article()
    Article.objects.update(title="قبل\x0bبعد\ufffe")

    assert titles(client, "/feed/") == ["قبلبعد"]


def test_feed_is_bounded(client, monkeypatch):
    monkeypatch.setattr("archive.views.feeds.ENTRIES", 2)
    for number in range(4):
        make_article(f"خبر {number}")

    assert titles(client, "/feed/") == ["خبر 3", "خبر 2"]


def test_feed_of_a_term_that_readers_may_not_know_is_no_page(client):
    make_article(topics=["سر"], status="draft")

    assert client.get(f"/topics/{Topic.objects.get().pk}/feed/").status_code == 404
    assert client.get("/sources/none/feed/").status_code == 404


def test_pages_name_their_feeds(client):
    make_article()

    assert '<link rel="alternate" type="application/atom+xml"' in client.get("/").content.decode()
    assert 'href="/sources/warraq/feed/"' in client.get("/sources/warraq/").content.decode()


@pytest.mark.parametrize(("path", "statements"), [("/feed/", 1), ("/sources/warraq/feed/", 2)])
def test_feed_asks_as_often_however_much_it_holds(client, django_assert_num_queries, path, statements):
    for number in range(12):
        make_article(f"خبر {number}")

    with django_assert_num_queries(statements):
        client.get(path)
