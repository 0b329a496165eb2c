"""Where many match, those are ranked first in which the words weigh most; and every match stands on some page, once."""

import random

import pytest

from archive.models import Article
from search.finding import ranking, shortlisting
from search.finding.remembering import remembering
from search.index import indexing, tiering
from search.index.impacts import Lengths
from search.models import IndexEntry, Lexeme, Totals
from search.query import parsing
from tests.makers import make_article

WORDS = ["كتاب", "كتب", "حلب", "دمشق", "في", "من", "رئيس", "حكومة", "حرب", "سلام", "وزير", "الخارجية"]
ASKED = [
    pytest.param("كتاب", id="one word"),
    pytest.param("حلب دمشق", id="two words"),
    pytest.param("حلب OR وزير OR سلام", id="any of three"),
    pytest.param("حرب -سلام", id="one without another"),
    pytest.param('"وزير الخارجية"', id="a phrase"),
    pytest.param("حكومة رئيس*", id="a word and a prefix"),
    pytest.param("سلام حلب*", id="a word in the title and a prefix"),
]


@pytest.fixture(scope="module")
def chance():
    return random.Random(7)


TIERS = (3, 9, 20)


@pytest.fixture(scope="module")
def articles(kept):
    """Eighty articles whose words are all common, with tiers of 3, 9 and 20, and one article in several parts."""
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(tiering, "SIZES", TIERS)
        fill()


def fill():
    chance = random.Random(7)
    for _ in range(80):
        make_article(" ".join(chance.choices(WORDS, k=3)), " ".join(chance.choices(WORDS, k=chance.randint(5, 40))))
    make_article("حلب", " ".join(chance.choices(WORDS, k=17_000)))
    indexing.refresh(list(Article.objects.values_list("pk", flat=True)))
    for lexeme in Lexeme.objects.all():
        lexeme.thresholds, lexeme.paired = [0.9, 0.6, 0.3], lexeme.lexeme.startswith("=")
        lexeme.save()
    Totals.objects.update(averages=list(Lengths(3, 1, 20)))
    IndexEntry.objects.update(text_digest="")  # made before there were tiers
    indexing.refresh(list(Article.objects.values_list("pk", flat=True)))
    assert IndexEntry.objects.filter(parts__gt=1).exists()


@pytest.fixture
def corpus(articles, db, monkeypatch):
    """The articles, of which few are enough for a page."""
    monkeypatch.setattr(tiering, "SIZES", TIERS)
    monkeypatch.setattr(shortlisting, "ENOUGH", 5)
    monkeypatch.setattr(shortlisting, "FEWEST", 3)


def matching_plainly(typed: str, monkeypatch) -> dict[int, float]:
    """All matches with their scores, ranked as one list."""
    with monkeypatch.context() as patched:
        patched.setattr(shortlisting, "ENOUGH", 10**9)
        found = ranking.rank(parsing.parse(typed), IndexEntry.objects.all(), limit=1000)
    return dict(zip(found.ids, found.scores, strict=True))


@pytest.mark.parametrize("typed", ASKED)
def test_pages_hold_every_match_once(corpus, typed, monkeypatch):
    monkeypatch.setattr(ranking, "WINDOW", 0)
    expected = matching_plainly(typed, monkeypatch)
    query, shown, after = parsing.parse(typed), [], ""

    while not shown or after:
        found = ranking.rank(query, IndexEntry.objects.all(), limit=7, after=after)
        shown += zip(found.ids, found.scores, strict=True)
        after = found.after

    assert len(expected) > shortlisting.ENOUGH
    assert len(shown) == len(expected)
    assert dict(shown) == pytest.approx(expected)


@pytest.mark.parametrize("typed", ASKED[:3])
def test_pages_by_number_follow_those_by_cursor(corpus, typed):
    query = parsing.parse(typed)
    first = ranking.rank(query, IndexEntry.objects.all(), limit=9)

    by_number = ranking.rank(query, IndexEntry.objects.all(), limit=9, offset=9)
    by_cursor = ranking.rank(query, IndexEntry.objects.all(), limit=9, after=first.after)

    assert by_number.ids == by_cursor.ids
    assert by_number.start == 9


def test_what_holds_a_word_most_strongly_comes_first(corpus, monkeypatch):
    monkeypatch.setattr(ranking, "WINDOW", 0)
    expected = matching_plainly("كتاب", monkeypatch)

    found = ranking.rank(parsing.parse("كتاب"), IndexEntry.objects.all(), limit=3, counted=False)

    assert list(found.scores) == pytest.approx(sorted(expected.values(), reverse=True)[:3])


def test_a_page_of_very_many_is_not_counted_unasked(corpus, django_assert_max_num_queries):
    with remembering(), django_assert_max_num_queries(4):
        found = ranking.rank(parsing.parse("كتاب"), IndexEntry.objects.all(), limit=3, counted=False)

    assert found.total is None
    assert found.after


def test_few_matches_are_ranked_as_one_list(corpus, monkeypatch):
    monkeypatch.setattr(shortlisting, "ENOUGH", 10_000)
    query = parsing.parse("كتاب")
    with remembering():
        layers, statistics = ranking._layers(query)

        strata = list(shortlisting.strata(layers, IndexEntry.objects.all(), statistics, None, lambda layer: 0))

    assert [stratum for stratum, _ in strata] == layers


def test_marked_pairs_find_what_the_positions_say(corpus, monkeypatch):
    query = parsing.parse('"وزير الخارجية"')
    by_pairs = set(ranking.rank(query, IndexEntry.objects.all(), limit=1000).ids)

    Lexeme.objects.update(paired=False)
    by_positions = set(ranking.rank(query, IndexEntry.objects.all(), limit=1000).ids)

    assert by_pairs
    assert by_pairs == by_positions
