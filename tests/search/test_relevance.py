"""Relevance: what must stand at the top, for keywords and questions over a small archive written for it."""

import pytest

from archive.models import Article
from search.finding import ranking
from search.index import indexing
from search.models import Alias, AliasEvent, IndexEntry
from search.query import parsing, widening
from search.query.seeding import seed
from tests.makers import make_article
from tests.search.relevance import ARTICLES, AT_THE_TOP

LEAST = 0.97  # mean reciprocal rank of the article that must be first


@pytest.fixture
def ask(db):
    """`ask("سد")`: the keys of what is found, best first, by the archive's own aliases."""
    if not Alias.objects.exists():  # a test before may have emptied the tables
        seed(Alias, AliasEvent)
    keys = {make_article(title, body, source_key=key).pk: key for key, (title, body) in ARTICLES.items()}
    indexing.index(list(Article.objects.values_list("pk", flat=True)))

    def find(text: str) -> list[str]:
        found = ranking.rank(widening.widen(parsing.parse(text)), IndexEntry.objects.all(), limit=len(ARTICLES))
        return [keys[pk] for pk in found.ids]

    return find


def test_what_must_stand_at_the_top_does(ask):
    failed = {name: found for name, typed, wanted in AT_THE_TOP if (found := ask(typed)[: len(wanted)]) != wanted}

    assert failed == {}


def test_the_mean_reciprocal_rank_stays(ask):
    places = [
        1 / (found.index(wanted[0]) + 1) if wanted[0] in (found := ask(typed)) else 0 for _, typed, wanted in AT_THE_TOP
    ]

    assert sum(places) / len(places) >= LEAST


def test_an_ambiguous_month_alone_is_the_word_it_is(ask):
    assert set(ask("آب")) == {"august", "father"}
    assert "father" not in ask("أغسطس 2015")
