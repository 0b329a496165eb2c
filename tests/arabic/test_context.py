"""Which reading fits its neighbours: a word takes readings from the next one, and adds none."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import arabic
from arabic import context

READINGS = Path(__file__).with_name("readings.tsv")


def readings():
    """Text, ambiguous word in it, and the lemma that is meant, where the word alone is filed under that one too."""
    lines = READINGS.read_text(encoding="utf-8").splitlines()
    rows = [line.split("\t") for line in lines if not line.startswith("#")]
    return [row for row in rows if row[2] in arabic.lexemes(row[1])]


def in_context(text, word):
    return next(token.lexemes[1:] for token in arabic.analyse(text) if token.surface == word)


def last(text):
    return arabic.analyse(text)[-1].lexemes[1:]


@pytest.mark.parametrize(
    ("text", "lemmas"),
    [
        pytest.param("كتب", {"+kitAb", "+katab"}, id="alone: books, or he wrote"),
        pytest.param("في كتب", {"+kitAb"}, id="after a preposition: books"),
        pytest.param("الذي نشر", {"+na$ar"}, id="after a relative: published"),
        pytest.param("على نشر", {"+na$or"}, id="after a preposition: publication"),
        pytest.param("لقد سجل", {"+saj~al"}, id="after a verbal particle: scored"),
        pytest.param("كأس علم", {"+Eilom", "+Ealam"}, id="after a noun: knowledge or a flag, no verb"),
    ],
)
def test_a_neighbour_takes_readings_away(text, lemmas):
    assert set(last(text)) == lemmas


def test_context_never_takes_the_meant_reading_away():
    assert [text for text, word, meant in readings() if meant not in in_context(text, word)] == []


def test_context_leaves_the_meant_reading_alone_where_it_can():
    rows = readings()
    without = sum(arabic.lexemes(word) == (meant,) for _, word, meant in rows)
    with_context = sum(in_context(text, word) == (meant,) for text, word, meant in rows)

    assert without < len(rows) / 4
    assert with_context >= len(rows) * 0.7


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("في، كتب", id="comma"),
        pytest.param("في. كتب", id="full stop"),
        pytest.param("في\nكتب", id="new line"),
        pytest.param("في «كتب", id="quotation mark"),
        pytest.param("في 2019 كتب", id="number"),
    ],
)
def test_only_a_word_next_to_it_counts(text):
    assert last(text) == last("كتب")


def test_a_typed_word_has_no_context():
    [_, typed] = arabic.analyse("في كتب", query=True)

    assert {"+kitAb", "+katab"} <= set(typed.lexemes)


@given(
    st.lists(st.sampled_from(["في", "لم", "قد", "الذي", "كأس", "كتب", "ورد", "علم", "نشر", "وصل", "سجل"]), max_size=8)
)
def test_context_adds_no_lexeme(several):
    tokens = arabic.analyse(" ".join(several))

    assert all(set(token.lexemes) <= set(arabic.analyse(token.surface)[0].lexemes) for token in tokens)
    assert all(len(token.lexemes) > 1 for token in tokens if not token.stop)


@pytest.mark.parametrize(
    ("word", "name"),
    [
        pytest.param("الكتاب", context.NOUN, id="an article makes a noun"),
        pytest.param("يكتبون", context.VERB, id="a verb's prefix and suffix"),
        pytest.param("كتب", "", id="both"),
        pytest.param("زلنباح", "", id="unknown"),
        pytest.param("2019", "", id="a number"),
    ],
)
def test_a_word_may_be_one_class_only(word, name):
    assert context.sole_class(word) == name


@pytest.mark.parametrize(
    ("shares", "name"),
    [
        pytest.param({"N": 99, "V": 1}, context.NOUN, id="nearly always nouns"),
        pytest.param({"N": 90, "V": 10}, "", id="mostly nouns, as after most words"),
        pytest.param({"N": 8, "V": 92}, context.VERB, id="mostly verbs"),
        pytest.param({"N": 20}, "", id="seen too rarely"),
        pytest.param({}, "", id="never seen"),
    ],
)
def test_a_class_is_expected_where_it_nearly_always_stands(shares, name):
    assert context.expected(shares) == name
