from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.ingest import completing
from archive.ingest.datatypes import Calendar, Evidence

NEAR = date(2019, 3, 6)


@pytest.mark.parametrize(
    ("printed", "day"),
    [
        pytest.param("4 مارس آذار", date(2019, 3, 4), id="both names"),
        pytest.param("4 مارس/ آذار", date(2019, 3, 4), id="both names with a stroke"),
        pytest.param("٤ آذار", date(2019, 3, 4), id="Arabic digits"),
        pytest.param("12 جويلية", date(2019, 7, 12), id="Maghreb"),
        pytest.param("30 التمور", date(2018, 10, 30), id="Libya"),
        pytest.param("31 كانون الأول", date(2018, 12, 31), id="the year before"),
        pytest.param("12 - 7", date(2019, 7, 12), id="figures"),
    ],
)
def test_day_lies_nearest_to_its_article(printed, day):
    assert completing.complete(printed, NEAR).first_day == day


def test_hijri_day_is_completed_in_its_own_calendar():
    found = completing.complete("28 جمادى الآخرة", NEAR)

    assert (found.first_day, found.calendar) == (date(2019, 3, 5), Calendar.HIJRI)


def test_what_is_completed_is_inferred_and_keeps_its_words():
    found = completing.complete("4 مارس", NEAR)

    assert (found.evidence, found.printed) == (Evidence.INFERRED, "4 مارس")


@pytest.mark.parametrize("printed", ["4 مارس نيسان", "31 فبراير", "آذار", "مساء", "45 مارس"])
def test_what_is_no_day_stays_without_a_date(printed):
    assert completing.complete(printed, NEAR).first_day is None


@given(st.text(max_size=40), st.dates())
def test_any_text_gives_a_day_nearby_or_none(printed, near):
    day = completing.complete(printed, near).first_day

    assert day is None or abs((day - near).days) <= completing.FARTHEST
