"""A long text is divided so that every phrase stands whole in some part."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.index import dividing

REACH = 8
WORDS = st.lists(st.sampled_from([("=كتاب", "+kitAb"), ("=في",), ("=حلب", "+Halab"), ("=قلم",)]), min_size=1)


@pytest.fixture(autouse=True)
def _narrow(monkeypatch):
    monkeypatch.setattr(dividing, "MAX_POSITION", 45)
    monkeypatch.setattr(dividing, "MAX_PLACES_OF_LEXEME", 30)


def divided(words) -> list[dividing.Stretch]:
    return list(dividing.divide(words, range(1, len(words) + 1), REACH))


def test_words_that_fit_are_one_stretch():
    assert divided([("=كتاب",)] * 30) == [(0, 30, 0)]


@given(WORDS.map(lambda words: words * 9))
def test_stretches_reach_from_the_first_word_to_the_last_and_fit(words):
    found = divided(words)

    assert (found[0].first, found[-1].beyond) == (0, len(words))
    for first, beyond, start in found:
        assert beyond - start <= 45
        assert max(words[first:beyond].count(word) for word in set(words)) <= 30


@given(WORDS.map(lambda words: words * 9))
def test_neighbours_within_reach_stand_together_in_some_stretch(words):
    found = divided(words)

    for place in range(len(words) - REACH):
        assert any(first <= place and place + REACH <= beyond for first, beyond, _ in found)


@pytest.mark.parametrize("most", [pytest.param(400, id="more than phrases reach over"), pytest.param(60, id="less")])
def test_lexemes_of_many_bytes_fill_a_stretch(monkeypatch, most):
    monkeypatch.setattr(dividing, "MAX_BYTES", most)
    found = divided([(f"={number:020}",) for number in range(30)])

    assert len(found) > 1
    assert found[-1].beyond == 30
