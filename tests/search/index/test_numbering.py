"""Numbers of lexemes and words say what the strings say."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from search.index.numbering import Lexemes, Words, ranges

NAMES = st.lists(st.text("=+&1قلمكتابabé𐤀", min_size=1, max_size=5), max_size=20)


@given(NAMES)
def test_the_same_lexeme_has_the_same_number(names):
    lexemes = Lexemes()
    numbers = lexemes.numbers(names)

    assert [lexemes.names[number] for number in numbers] == names
    assert len(lexemes) == len(set(names))


@given(NAMES)
def test_ranks_grow_as_bytes_do(names):
    lexemes = Lexemes()
    ranks = lexemes.ranks(lexemes.numbers(names)).tolist()

    assert [name for _, name in sorted(zip(ranks, names, strict=True))] == sorted(names, key=str.encode)


@given(NAMES)
def test_letters_are_those_of_a_tsvector(names):
    lexemes = Lexemes()

    assert lexemes.letters(lexemes.numbers(names)).tobytes() == b"".join(name.encode() + b"\0" for name in names)


def test_a_word_is_known_by_what_it_says_not_by_which_object_it_is():
    words = Words(Lexemes())
    one, other = ("=كتاب", "+كتاب"), tuple(f"{sign}كتاب" for sign in "=+")

    assert words.numbers([[one, ("=قلم",)], [other]]).tolist() == [0, 1, 0]


def test_words_are_spread_into_their_lexemes():
    lexemes = Lexemes()
    words = Words(lexemes)
    spread, sizes = words.spread(words.numbers([[("=كتاب", "+kitAb"), ("=في",)], [("=كتاب", "+kitAb")]]))

    assert [lexemes.names[number] for number in spread] == ["=كتاب", "+kitAb", "=في", "=كتاب", "+kitAb"]
    assert sizes.tolist() == [2, 1, 2]


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(0, 6)), max_size=10))
def test_ranges_are_stretches_in_a_row(stretches):
    starts, sizes = np.array(stretches, np.int64).reshape(-1, 2).T

    assert ranges(starts, sizes).tolist() == [one for start, size in stretches for one in range(start, start + size)]
