"""What was typed in the other keyboard layout is read as it was meant."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from arabic import keyboards


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        pytest.param("hgfhy,.", "الباغوز", id="Arabic on an English keyboard"),
        pytest.param("hgfhy;:", "الباغوز", id="Arabic on a French keyboard"),
        pytest.param("Hv],yhk", "أردوغان", id="shift"),
        pytest.param("fyn", "بغى", id="final ya"),
        pytest.param("اثممخ", "hello", id="English on an Arabic keyboard"),
        pytest.param("لاشلايشي", "baghdad", id="one key for two letters"),
    ],
)
def test_the_word_that_was_meant_is_among_the_readings(typed, meant):
    assert meant in keyboards.readings(typed)


@pytest.mark.parametrize("typed", ["", "2019", "…", "ó", "a"])
def test_what_gives_no_word_has_no_reading(typed):
    assert keyboards.readings(typed) == ()


@given(st.text(max_size=80))
def test_any_text_has_a_bounded_number_of_readings(typed):
    assert len(keyboards.readings(typed)) <= keyboards.MOST


@given(st.text(alphabet="بتثجحخدذرزسشصضطظعغفقكمنهويىءئؤةا", min_size=2, max_size=12))
def test_keys_lead_back(word):
    typed = "".join(keyboards.TO_ENGLISH[letter] for letter in word)

    assert word in keyboards.readings(typed)
