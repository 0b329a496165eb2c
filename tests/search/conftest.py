"""What the tests of search share: articles that are indexed, and ways to ask for them."""

import pytest

from archive.models import Article
from search.finding import ranking
from search.index import indexing
from search.models import IndexEntry
from search.query import parsing


@pytest.fixture
def search_for(db):
    """`search_for("كتاب")`: everything is indexed, and what is found comes as articles, best first."""

    def search(text: str, **options) -> list[Article]:
        indexing.refresh(list(Article.objects.values_list("pk", flat=True)))
        found = ranking.rank(parsing.parse(text), IndexEntry.objects.all(), **{"limit": 1000} | options)
        articles = Article.objects.in_bulk(found.ids)
        return [articles[pk] for pk in found.ids]

    return search


@pytest.fixture
def search(client):
    """`search("كتاب", year=2019)`: everything is indexed, and the results page comes."""

    def search(words: str = "", **params):
        indexing.refresh(list(Article.objects.values_list("pk", flat=True)))
        response = client.get("/search/", {"q": words, **params})
        assert response.status_code == 200
        return response

    return search
