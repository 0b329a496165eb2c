"""Search engines are led to every open article, map by map, at one look into an index each."""

import pytest

from archive import sitemaps
from tests.makers import make_article, make_source

pytestmark = pytest.mark.django_db


@pytest.fixture
def _maps_of_two(monkeypatch):
    monkeypatch.setattr(sitemaps, "STRETCH", 2)


def text(client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


@pytest.mark.usefixtures("_maps_of_two")
def test_every_article_is_in_one_map(client):
    made = [make_article() for _ in range(5)]
    first, last = made[0].pk // 2, made[-1].pk // 2 + 1  # one map before theirs, too

    maps = "".join(text(client, f"/sitemap-articles.xml?p={number}") for number in range(max(1, first), last + 1))

    assert [maps.count(f"<loc>http://testserver/a/{article.identifier}/</loc>") for article in made] == [1] * 5
    assert f"/sitemap-articles.xml?p={last}</loc>" in text(client, "/sitemap.xml")


@pytest.mark.parametrize("status", ["draft", "withheld", "withdrawn"])
def test_only_what_everybody_may_know_of_is_in_a_map(client, monkeypatch, status):
    monkeypatch.setattr(sitemaps, "STRETCH", 10**9)

    assert make_article(status=status).identifier not in text(client, "/sitemap-articles.xml")


def test_ways_lead_to_the_sources(client):
    make_source("الوراق")

    assert "<loc>http://testserver/browse/</loc>" in text(client, "/sitemap-ways.xml")
    assert "/sources/%D8%A7" in text(client, "/sitemap-ways.xml")


def test_map_costs_two_statements_however_many_articles_there_are(client, django_assert_num_queries, monkeypatch):
    monkeypatch.setattr(sitemaps, "STRETCH", 10**9)
    for _ in range(3):
        make_article()

    with django_assert_num_queries(2):
        client.get("/sitemap-articles.xml")


@pytest.mark.parametrize("page", ["0", "-1", "x", "9" * 30, "٣"])
def test_map_that_is_not_there_is_not_found(client, page):
    assert client.get("/sitemap-articles.xml", {"p": page}).status_code == 404


def test_robots_are_told_of_the_maps_and_kept_from_searches(client):
    robots = text(client, "/robots.txt")

    assert "Sitemap: http://testserver/sitemap.xml" in robots
    assert "Disallow: /search/" in robots
    assert "Disallow: /a/*/cite/" in robots
