"""A query written back means the same, and a chip's query lacks or narrows what the chip says."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.query import parsing, writing

SIGNS = ['"', "«", "»", "-", "|", " OR ", " AND ", " NOT ", " أو ", "(", ")", "~", "=", "*", "~5", "title:", "مصدر:"]
MORE = ["atleast3:", "2011..2014 ", "before:2012-03 ", " ", "'", "&", ":", "\x00", "\ud800", "\N{RIGHT-TO-LEFT MARK}"]
WORDS = ["كتاب", "في", "حلب ", "ﷺ", "الولاياتالمتحدة", "ب100", "e-mail"]
TYPED = st.lists(st.one_of(st.sampled_from(SIGNS + MORE + WORDS), st.text(max_size=6)), max_size=25).map("".join)


@given(TYPED)
def test_what_is_written_is_parsed_to_the_same_query(typed):
    root = parsing.parse(typed).root
    text = writing.written(root)

    if len(text) <= parsing.MAX_CHARACTERS:
        assert parsing.parse(text).root == root


@given(TYPED)
def test_parsing_is_the_same_every_time(typed):
    assert parsing.parse(typed) == parsing.parse(typed)


@given(st.text(alphabet="كتابحلد", min_size=1, max_size=20), TYPED)
def test_every_query_with_a_word_has_a_reading(word, typed):
    assert parsing.parse(f"{word} {typed}")


def leaf_of(query, text):
    return next(leaf for leaf in (*query.wanted(), *query.unwanted(), *query.facts()) if writing.written(leaf) == text)


@pytest.mark.parametrize(
    ("typed", "leaf", "rest"),
    [
        pytest.param("كتاب حلب", "كتاب", "حلب", id="one of two"),
        pytest.param("كتاب", "كتاب", "", id="the only one"),
        pytest.param("(كتاب OR حلب) -دمشق", "حلب", "كتاب -دمشق", id="in a bracket"),
        pytest.param("كتاب -دمشق", "دمشق", "كتاب", id="what must not be there"),
        pytest.param("كتاب source:رويترز", "source:رويترز", "كتاب", id="a fact"),
        pytest.param("title:كتاب حلب", "كتاب", "حلب", id="in the title"),
    ],
)
def test_a_query_without_a_word(typed, leaf, rest):
    query = parsing.parse(typed)

    assert writing.without(query, leaf_of(query, leaf)) == rest


@pytest.mark.parametrize(
    ("typed", "leaf", "narrowed"),
    [
        pytest.param("كتاب حلب", "كتاب", "=كتاب حلب", id="a word"),
        pytest.param('~"كتاب حلب"', '~"كتاب حلب"', '"كتاب حلب"', id="a phrase of forms"),
        pytest.param("title:(كتاب حلب)", "كتاب", "title:(=كتاب حلب)", id="in the title"),
        pytest.param("atleast3:كتاب", "atleast3:كتاب", "atleast3:=كتاب", id="a counted word"),
        pytest.param("كتا* حلب", "كتا*", "كتا* حلب", id="a prefix has no exact form"),
    ],
)
def test_a_query_with_a_word_made_exact(typed, leaf, narrowed):
    query = parsing.parse(typed)

    assert writing.narrowed_to_exact(query, leaf_of(query, leaf)) == narrowed
