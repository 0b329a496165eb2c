"""Which articles answer at all, and in which order of layers."""

import pytest

from archive.models import Article
from search import datatypes
from search.datatypes import Word
from search.finding import layering, ranking
from search.finding.layering import ALIASES, ALL, BEST, MOST
from search.index import indexing
from search.models import Alias, IndexEntry
from search.query import parsing, widening
from tests.makers import make_article

KEYWORD, QUESTION = False, True


@pytest.mark.parametrize(
    ("typed", "question"),
    [
        pytest.param("متى بني السد؟", QUESTION, id="a question mark"),
        pytest.param("متى بني السد", QUESTION, id="a question word"),
        pytest.param("في أي عام بني السد", QUESTION, id="a preposition before it"),
        pytest.param("من هو وزير الري", QUESTION, id="who is"),
        pytest.param('أين تقع "باب الحديد"؟', QUESTION, id="with a quotation"),
        pytest.param("من حلب إلى دمشق", KEYWORD, id="from here to there"),
        pytest.param("ما بعد الحرب", KEYWORD, id="after the war"),
        pytest.param("سد؟", KEYWORD, id="one word"),
        pytest.param("سد OR نهر؟", KEYWORD, id="with an operator"),
        pytest.param("متى بني السد -النهر؟", KEYWORD, id="with an exclusion"),
        pytest.param("بناء السد", KEYWORD, id="keywords"),
    ],
)
def test_a_question_is_known_by_how_it_reads(typed, question):
    assert layering.is_question(parsing.parse(typed)) is question


def enough(weights: list[float], share: float) -> set[frozenset[str]]:
    """The combinations of words a, b, c … that `_enough` lets through, the smallest ones."""
    words = [Word(name, name) for name in "abcdefgh"[: len(weights)]]
    weight = dict(zip((word.exact for word in words), weights, strict=True))
    root = layering._enough(datatypes.AllOf(tuple(words)), lambda lexemes: weight[next(iter(lexemes))], share)
    return {frozenset(names) for names in _ways(root)}


def _ways(node: datatypes.Node) -> list[set[str]]:
    match node:
        case Word(exact=name):
            return [{name}]
        case datatypes.AnyOf(parts):
            return [way for part in parts for way in _ways(part)]
        case datatypes.AllOf((one, rest)):
            return [{one.exact, *way} for way in _ways(rest)]
    raise AssertionError(node)


@pytest.mark.parametrize(
    ("weights", "share", "ways"),
    [
        pytest.param([1, 1, 1], 0.5, {"ab", "ac", "bc"}, id="two of three"),
        pytest.param([5, 1, 1], 0.5, {"a"}, id="one that tells more than the rest"),
        pytest.param([2, 2, 1, 1], 0.5, {"ab", "ac", "ad", "bc", "bd"}, id="half of four"),
        pytest.param([1, 1], 1.0, {"ab"}, id="all"),
    ],
)
def test_enough_words_are_those_that_tell_enough(weights, share, ways):
    assert enough(weights, share) == {frozenset(way) for way in ways}


@pytest.fixture
def ask(db):
    """`ask("…")`: what is found, with everything indexed and the query widened by this test's aliases."""
    Alias.objects.all().delete()

    def find(text: str, **options) -> datatypes.Found:
        indexing.refresh(list(Article.objects.values_list("pk", flat=True)))
        return ranking.rank(widening.widen(parsing.parse(text)), IndexEntry.objects.all(), **{"limit": 50} | options)

    return find


def test_layers_follow_each_other_whatever_the_score(ask):
    most = make_article("انتخابات مجلس", "انتخابات مجلس " * 5)
    alias = make_article("انتخابات مجلس Aleppo", "انتخابات مجلس Aleppo " * 5)
    every = make_article("خبر", "في حلب أخبار كثيرة ومنها أخيرا أن مجلس المدينة قبل انتخابات جديدة " + "كلام " * 90)
    for number in range(20):
        make_article(f"خبر {number}", "نص آخر")
    Alias.objects.create(kind="exonym", expressions=["حلب", "Aleppo"])

    found = ask("انتخابات مجلس حلب")

    assert found.ids == (every.pk, alias.pk, most.pk)
    assert found.layers == (ALL, ALIASES, MOST)
    assert (found.total, found.most, found.listed) == (2, 1, 3)
    assert found.notes == (datatypes.MOST_WORDS,)


def test_most_of_the_words_are_not_enough_where_all_are_found_often(ask):
    for _ in range(layering.FEW):
        make_article(body="انتخابات مجلس حلب")
    make_article(body="انتخابات مجلس دمشق")

    found = ask("انتخابات مجلس حلب")

    assert (found.total, found.most, found.notes) == (layering.FEW, 0, ())


@pytest.mark.parametrize(
    "typed",
    [
        pytest.param("انتخابات حلب", id="two words"),
        pytest.param('انتخابات مجلس "حلب"', id="a quotation"),
        pytest.param("انتخابات مجلس -دمشق حلب", id="an exclusion"),
    ],
)
def test_most_of_the_words_are_for_plain_words_alone(ask, typed):
    make_article(body="انتخابات مجلس")

    assert ask(typed).ids == ()


def test_a_question_is_answered_by_enough_of_its_words(ask):
    dam = make_article("السد الكبير", "بني السد على النهر قبل الحرب بعشرين سنة")
    for number in range(20):
        make_article(f"خبر {number}", "نص آخر عن النهر")

    found = ask("متى انتهى بناء السد الكبير؟")

    assert found.ids[0] == dam.pk
    assert found.layers[0] == BEST
    assert datatypes.QUESTION in found.notes


def test_by_date_there_is_one_list_and_each_knows_its_layer(ask):
    Alias.objects.create(kind="exonym", expressions=["حلب", "Aleppo"])
    old = make_article(body="حلب", published_on=None)
    new = make_article(body="Aleppo")

    found = ask("حلب", order="newest")

    assert found.ids == (new.pk, old.pk)
    assert found.layers == (ALIASES, ALL)
    assert found.total == 2


def test_answering_counts_what_total_says(ask):
    Alias.objects.create(kind="exonym", expressions=["حلب", "Aleppo"])
    for body in ("حلب القديمة", "Aleppo القديمة", "دمشق القديمة"):
        make_article(body=body)
    found = ask("حلب القديمة")

    query = ranking.answering(widening.widen(parsing.parse("حلب القديمة")))

    assert found.total == ranking.rank(query, IndexEntry.objects.all()).total == 2
