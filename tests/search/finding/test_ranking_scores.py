"""Scores and pages over random articles: those that a plain reading of the texts gives."""

import datetime
import math
import random

import pytest
from django.db import connection, transaction

import arabic
from archive.models import Article
from search import datatypes
from search.datatypes import Phrase
from search.finding import ranking, weighing
from search.index import impacts, indexing
from search.models import IndexEntry
from search.query import parsing
from tests.makers import make_article

WORDS = """
    كتاب الكتب كتب مكتبة مدرسة المدارس مدرسون حرب الحروب سلام السلام وزير الوزراء الخارجية دمشق حلب القاهرة بيروت
    رئيس الرئيس حكومة الحكومات شعب الشعوب لاجئ لاجئون لاجئين نهر الأنهار من في على التي BBC 2019 ٢٠١٩ انتخابات
""".split()  # noqa: SIM905 - forty words read better so


def brute_force(query: datatypes.Query) -> dict[int, float]:
    """BM25F by the book, from the texts and nothing else."""
    zones = {
        article.pk: [arabic.analyse(text) for text in (article.title, article.lead, article.body)]
        for article in Article.objects.all()
    }
    lexemes = {
        pk: {lexeme for zone in tokens for token in zone for lexeme in token.lexemes} for pk, tokens in zones.items()
    }
    averages = [max(1, sum(len(tokens[n]) for tokens in zones.values()) / len(zones)) for n in range(3)]
    zone_weights = (impacts.TITLE_WEIGHT, impacts.LEAD_WEIGHT, impacts.BODY_WEIGHT)
    zone_b = (impacts.TITLE_B, impacts.LEAD_B, impacts.BODY_B)
    scores = {}
    for pk, tokens in zones.items():
        score = 0.0
        for lexeme, share in weighing.lexeme_weights(query.wanted()).items():
            df = sum(lexeme in there for there in lexemes.values())
            tf = sum(
                weight * sum(lexeme in token.lexemes for token in zone) / (1 - b + b * len(zone) / average)
                for zone, weight, b, average in zip(tokens, zone_weights, zone_b, averages, strict=True)
            )
            idf = math.log(1 + (len(zones) - df + 0.5) / (df + 0.5))
            score += share * idf * tf / (impacts.K1 + tf)
        if _matches(query.root, tokens):
            scores[pk] = score
    return scores


def _matches(node: datatypes.Node, zones: list[list[arabic.Token]]) -> bool:
    match node:
        case datatypes.AllOf(parts):
            return all(_matches(part, zones) for part in parts)
        case datatypes.AnyOf(parts):
            return any(_matches(part, zones) for part in parts)
        case datatypes.Not(child):
            return not _matches(child, zones)
        case datatypes.Word(lexemes=lexemes):
            return any(set(lexemes) & set(token.lexemes) for zone in zones for token in zone)
        case Phrase(words=words):
            return any(
                all(set(word.lexemes) & set(token.lexemes) for word, token in zip(words, zone[first:], strict=False))
                for zone in zones
                for first in range(len(zone) - len(words) + 1)
            )


@pytest.fixture(scope="module")
def articles(kept):
    """Articles of random words, one of them in several parts."""
    chance = random.Random(19)
    for number in range(60):
        make_article(
            title=" ".join(chance.choices(WORDS, k=chance.randint(0, 5))),
            lead=" ".join(chance.choices(WORDS, k=chance.choice([0, 0, 6]))),
            body=" ".join(chance.choices(WORDS, k=chance.randint(1, 120))),
            published_on=datetime.date(2019, 1, 1 + number % 5) if number % 7 else None,
        )
    make_article(title="حلب", body=" ".join(chance.choices(WORDS, k=12_000)))
    indexing.refresh(list(Article.objects.values_list("pk", flat=True)))
    assert IndexEntry.objects.filter(part__gt=0).exists()


@pytest.fixture
def corpus(articles, db):
    """The articles, as each test finds them."""


@pytest.mark.parametrize(
    "typed",
    [
        pytest.param("كتاب", id="one word"),
        pytest.param("المدارس دمشق", id="two words"),
        pytest.param("وزير OR حلب OR نهر", id="any of three"),
        pytest.param("الحروب -القاهرة", id="one without another"),
        pytest.param('"وزير الخارجية"', id="a phrase"),
        pytest.param('حكومة أو "رئيس حكومة" سلام', id="words and a phrase"),
        pytest.param("من", id="a stop word alone"),
        pytest.param("٢٠١٩ bbc", id="a number and a foreign word"),
    ],
)
def test_scores_are_those_of_bm25f_over_all_matches(corpus, typed, monkeypatch):
    monkeypatch.setattr(ranking, "WINDOW", 0)  # nothing is ordered anew
    query = parsing.parse(typed)
    expected = brute_force(query)

    found = ranking.rank(query, IndexEntry.objects.all(), limit=1000)

    assert expected
    assert dict(zip(found.ids, found.scores, strict=True)) == pytest.approx(expected)
    assert list(found.scores) == sorted(found.scores, reverse=True)
    assert found.total == len(expected)


def test_pages_follow_each_other_without_repetition_or_gap(corpus):
    query = parsing.parse("كتاب")
    whole = ranking.rank(query, IndexEntry.objects.all(), limit=1000)
    starts = range(0, whole.total, 7)
    pages = [ranking.rank(query, IndexEntry.objects.all(), offset=start, limit=7).ids for start in starts]

    assert tuple(pk for page in pages for pk in page) == whole.ids


@pytest.mark.parametrize("order", ["relevance", "newest", "oldest", "longest"])
@pytest.mark.parametrize("typed", ["المدارس دمشق", "كتاب"])
def test_cursors_lead_through_everything_once(corpus, monkeypatch, order, typed):
    monkeypatch.setattr(ranking, "WINDOW", 12)  # a page begins in it and ends behind it
    query, among = parsing.parse(typed), IndexEntry.objects.all()
    whole = ranking.rank(query, among, order=order, limit=1000)
    ids, after = [], ""
    for _ in range(50):
        page = ranking.rank(query, among, order=order, limit=7, after=after)
        ids += page.ids
        if not (after := page.after):
            break

    assert tuple(ids) == whole.ids
    assert len(set(ids)) == whole.total
    assert whole.after == ""


def test_a_ranked_page_costs_few_statements(corpus, django_assert_max_num_queries):
    query = parsing.parse("المدارس دمشق")

    # The transaction's beginning and end and the planner's setting; long articles; what words tell, counts, the page.
    with django_assert_max_num_queries(8):
        ranking.rank(query, IndexEntry.objects.all())


def test_a_search_that_the_database_gives_up_is_said_and_harms_nothing(corpus, monkeypatch):
    def sleep(*args):
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL statement_timeout = 20; SELECT pg_sleep(5)")

    before = transaction.savepoint()  # readers' pages stand in no transaction; a test does
    with monkeypatch.context() as patch:
        patch.setattr("search.finding.matching.match", sleep)
        found = ranking.rank(parsing.parse("كتاب"), IndexEntry.objects.all())

    transaction.savepoint_rollback(before)

    assert found == datatypes.Found(notes=(datatypes.TOO_COSTLY,))
    assert ranking.rank(parsing.parse("كتاب"), IndexEntry.objects.all()).total
