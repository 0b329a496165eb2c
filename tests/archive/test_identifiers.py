"""A mistyped identifier is noticed."""

from hypothesis import given
from hypothesis import strategies as st

from archive import identifiers

made = st.builds(identifiers.make)
places = st.integers(0, identifiers.LENGTH - 1)


@given(made)
def test_made_identifiers_are_valid(identifier):
    assert identifiers.is_valid(identifier)


@given(made, places, st.sampled_from(identifiers.ALPHABET))
def test_every_single_wrong_character_is_caught(identifier, place, letter):
    mistyped = identifier[:place] + letter + identifier[place + 1 :]

    assert identifiers.is_valid(mistyped) == (mistyped == identifier)


@given(made, st.integers(0, identifiers.LENGTH - 2))
def test_every_swap_of_neighbours_is_caught(identifier, place):
    one, other = identifier[place : place + 2]
    swapped = identifier[:place] + other + one + identifier[place + 2 :]

    assert identifiers.is_valid(swapped) == (swapped == identifier)


@given(st.text(max_size=20))
def test_any_text_can_be_asked_about(text):
    assert identifiers.is_valid(text) in (True, False)


@given(made)
def test_identifiers_are_ascii_and_spell_no_word(identifier):
    assert identifier.isascii()
    assert not set(identifier) & set("aeiouyl")


def test_a_wrong_length_is_not_valid():
    assert not identifiers.is_valid(identifiers.make() + "0")
    assert not identifiers.is_valid("")
