"""Which runs of a text may be filed under a lexeme, told without analysing them."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

import arabic
from arabic import model

LETTERS = "ابتجحدرزسشصعغفقكلمنهويىةءآأؤإئپگـًّٰ"
SOME = 1_000  # of the words that the model has seen
TOGETHER = 50


def passed_over(runs):
    """The runs that are not found by something that they are filed under, with that."""
    filed = [{lexeme for token in arabic.analyse(run) for lexeme in token.lexemes} for run in runs]
    for lexeme in set().union(*filed):
        found = arabic.candidates(runs, frozenset([lexeme]))
        yield from ((run, lexeme) for n, run in enumerate(runs) if lexeme in filed[n] and n not in found)


def test_no_printed_word_is_passed_over():
    printed = random.Random(1).sample(sorted(model.load().words), SOME)

    assert not [one for n in range(0, SOME, TOGETHER) for one in passed_over(printed[n : n + TOGETHER])]


@given(st.text(LETTERS, min_size=1, max_size=12))
def test_whatever_a_word_is_filed_under_finds_it(run):
    assert not list(passed_over([run]))


@pytest.mark.parametrize(
    "run",
    [
        pytest.param("الولاياتالمتحدة", id="glued words"),
        pytest.param("مممممتاز", id="a consonant drawn out"),
        pytest.param("كبيييير", id="a vowel drawn out"),
        pytest.param("مسؤل", id="a hamza on another seat"),
        pytest.param("ومكتباتهما", id="what is attached"),
        pytest.param("كِتَـابًا", id="marks"),
        pytest.param("لأردوغان", id="a name"),
        pytest.param("پاريس", id="a borrowed letter"),
        pytest.param("ﷺ", id="words in one character"),
        pytest.param("Governments", id="Latin letters"),
        pytest.param("١٬٢٣٤٫٥", id="a number"),
    ],
)
def test_each_way_of_printing_a_word_finds_it(run):
    assert not list(passed_over([run]))


def test_words_that_cannot_be_forms_are_passed_over():
    runs = ["قال", "الوزير", "إن", "الكتب", "والمكتبات", "في", "كل", "مدينة", "وقرية", "بلا", "استثناء"]

    assert [runs[n] for n in arabic.candidates(runs, frozenset(["+kitAb"]))] == ["الكتب", "والمكتبات"]


def test_there_is_nothing_in_an_empty_text():
    assert arabic.candidates([], frozenset(["+huwiy~ap"])) == []
