"""Where a list goes on."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.finding import cursors
from search.finding.cursors import Cursor

DAYS = st.none() | st.dates()
NUMBERS = st.integers(0, 2**63 - 1)
VALUES = st.floats(0, 1e6, allow_nan=False)


@given(st.builds(Cursor, st.just("relevance"), st.integers(0, 2), st.integers(0, 10**6), VALUES, DAYS, NUMBERS))
def test_what_is_written_is_read(cursor):
    text = cursors.write(cursor)

    assert cursors.read(text, "relevance") == cursor
    assert len(text) <= cursors.MAX_LETTERS
    assert text.isascii()


def test_a_cursor_of_another_order_is_none():
    text = cursors.write(Cursor("newest", 0, 10, 0, datetime.date(2019, 3, 23), 7))

    assert cursors.read(text, "newest")
    assert cursors.read(text, "oldest") is None


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="nothing"),
        pytest.param("كتاب", id="no ASCII"),
        pytest.param("!!!", id="no base 64"),
        pytest.param("W10", id="an empty list"),
        pytest.param("WyJuZXdlc3QiLDAsMSwwLG51bGwsIngiXQ", id="a word for a number"),
        pytest.param("WyJuZXdlc3QiLDAsMSwwLG51bGwsLTFd", id="a negative number"),
        pytest.param("A" * 500, id="too long"),
    ],
)
def test_anything_else_is_none(text):
    assert cursors.read(text, "newest") is None


@given(st.text(max_size=300))
def test_no_text_breaks_it(text):
    read = cursors.read(text, "newest")

    assert read is None or read.order == "newest"
