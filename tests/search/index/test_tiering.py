"""A lexeme's tiers hold the articles where it weighs most, about as many as they should; pairs are neighbours."""

import random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.index import tiering
from search.index.impacts import Lengths, factors, tf
from search.index.numbering import Lexemes
from search.index.tiering import Gathered, Tiers

AVERAGE = Lengths(5, 10, 300)
COUNTS = st.integers(0, 200)
LENGTHS = st.builds(Lengths, st.integers(0, 30), st.integers(0, 60), st.integers(1, 3000))
THRESHOLDS = st.lists(st.floats(0.01, 8), min_size=1, max_size=3).map(lambda values: sorted(values, reverse=True))


def packed(title: int, lead: int, body: int) -> int:
    return (title << 24) + (lead << 16) + body


@pytest.fixture
def sample(monkeypatch):
    """A thousand articles of many lengths that all have one word, and one in ten a second one."""
    monkeypatch.setattr(tiering, "SIZES", (10, 50, 200))
    monkeypatch.setattr(tiering, "WORTH", (60, 120, 500))
    monkeypatch.setattr(tiering, "PAIRED_AT_LEAST", 500)
    chance = random.Random(5)
    return [
        (
            {"=حرب": packed(0, 0, chance.randint(1, 9))} | ({"+sAlAm": packed(1, 0, 2)} if number % 10 == 0 else {}),
            Lengths(chance.randint(3, 9), 0, chance.randint(40, 900)),
        )
        for number in range(1000)
    ]


def gathered(sample, share: float) -> Gathered:
    lexemes = Lexemes()
    rows = [
        (lexemes.number(one), tf(packed, factors(of, AVERAGE)))
        for counts, of in sample
        for one, packed in counts.items()
    ]
    numbers, tfs = (np.array(column) for column in zip(*rows, strict=True))
    return tiering.gather(len(sample), numbers, tfs, lexemes.names, share, 1)


def made_of(sample, articles: int) -> Tiers:
    return tiering.tiers(gathered(sample, len(sample) / articles), articles, AVERAGE)


def markers(tiers: Tiers, sample) -> list[set[str]]:
    """Of each article."""
    lexemes = Lexemes()
    thresholds = tiering.number(tiers, lexemes)
    rows = [
        (article, lexemes.number(one), tf(packed, factors(of, AVERAGE)))
        for article, (counts, of) in enumerate(sample)
        for one, packed in counts.items()
    ]
    article, lexeme, tfs = (np.array(column) for column in zip(*rows, strict=True))
    found: list[set[str]] = [set() for _ in sample]
    for one, marker in zip(*tiering.markers(article, lexeme, tfs, thresholds, lexemes), strict=True):
        found[one].add(lexemes.names[marker])
    return found


def in_tier(number: int, lexeme: str, sample, tiers: Tiers) -> int:
    return sum(f"{number}{lexeme}" in found for found in markers(tiers, sample))


def test_a_tier_holds_about_as_many_articles_as_it_should(sample):
    tiers = made_of(sample, len(sample))

    assert [in_tier(number, "=حرب", sample, tiers) for number in (1, 2, 3)] == pytest.approx([10, 50, 200], rel=0.1)


def test_a_part_of_the_archive_tells_the_thresholds_of_the_whole(sample):
    tiers = made_of(random.Random(3).sample(sample, 500), len(sample))

    assert [in_tier(number, "=حرب", sample, tiers) for number in (2, 3)] == pytest.approx([50, 200], rel=0.5)


def test_a_word_in_few_articles_has_fewer_tiers(sample):
    tiers = made_of(sample, len(sample))

    assert [len(tiers.thresholds[lexeme]) for lexeme in ("=حرب", "+sAlAm")] == [3, 1]


def test_a_small_archive_has_no_tiers(sample):
    assert not made_of(sample[:50], 50)


def test_what_workers_gathered_apart_is_what_one_gathers(sample):
    halves = [gathered(part, 1) for part in (sample[:500], sample[500:])]

    together = tiering.tiers(tiering.merge(halves), len(sample), AVERAGE)

    assert together.thresholds == made_of(sample, len(sample)).thresholds
    assert together.paired == made_of(sample, len(sample)).paired


def test_articles_that_are_all_alike_do_not_flood_a_tier(sample):
    alike = [({"=حرب": packed(0, 0, 1)}, Lengths(5, 0, 100))] * 999 + [({"=حرب": packed(1, 0, 9)}, Lengths(5, 0, 100))]
    tiers = made_of(alike, len(alike))

    assert in_tier(1, "=حرب", alike, tiers) == 1


@given(COUNTS, COUNTS, COUNTS, LENGTHS, THRESHOLDS)
def test_an_article_is_in_every_tier_whose_threshold_it_reaches(title, lead, body, lengths, thresholds):
    counts = packed(title, lead, body)
    found = tf(counts, factors(lengths, AVERAGE))

    [marked] = markers(Tiers(AVERAGE, {"+Harob": thresholds}), [({"+Harob": counts}, lengths)])

    assert marked == {f"{number}+Harob" for number, least in enumerate(thresholds, 1) if found >= least}


@pytest.mark.parametrize(
    ("words", "places", "expected"),
    [
        pytest.param(["=وزير", "=الخارجية"], [1, 2], {"&وزير الخارجية"}, id="side by side"),
        pytest.param(["=وزير", "=الخارجية"], [1, 3], set(), id="with a gap between them"),
        pytest.param(["=وزير", "=نادر", "=الخارجية"], [1, 2, 3], set(), id="with a rare word between them"),
        pytest.param(["=وزير", "=وزير", "=وزير"], [1, 2, 3], {"&وزير وزير"}, id="the same word again"),
        pytest.param(["=نادر", "=وزير"], [1, 2], set(), id="a rare word before a common one"),
    ],
)
def test_common_words_side_by_side_are_marked(words, places, expected):
    lexemes = Lexemes()
    thresholds = tiering.number(Tiers(AVERAGE, {}, frozenset({"=وزير", "=الخارجية"})), lexemes)
    numbers = lexemes.numbers(words)

    _, found = tiering.pairs(np.zeros(len(words), np.int64), numbers, np.array(places), thresholds, lexemes)

    assert {lexemes.names[marker] for marker in found} == expected


def test_pairs_are_of_one_article_and_once_in_it():
    lexemes = Lexemes()
    thresholds = tiering.number(Tiers(AVERAGE, {}, frozenset({"=وزير", "=الخارجية"})), lexemes)
    words = lexemes.numbers(["=وزير", "=الخارجية", "=وزير", "=الخارجية", "=وزير"])

    articles, found = tiering.pairs(np.array([0, 0, 0, 0, 1]), words, np.arange(5), thresholds, lexemes)

    assert sorted(zip(articles.tolist(), (lexemes.names[marker] for marker in found), strict=True)) == [
        (0, "&الخارجية وزير"),
        (0, "&وزير الخارجية"),
    ]
