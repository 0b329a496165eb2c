"""Dates in words: both names of a month, no finer than printed, Hijri beside."""

import datetime

import pytest
from django.utils import translation

from archive import calendars

BAGHOUZ = datetime.date(2019, 3, 23)


@pytest.mark.parametrize(
    ("precision", "words", "iso"),
    [
        pytest.param("time", "23 آذار/مارس 2019", "2019-03-23", id="a time shows its day"),
        pytest.param("day", "23 آذار/مارس 2019", "2019-03-23", id="a day shows the month pair"),
        pytest.param("month", "آذار/مارس 2019", "2019-03", id="a month shows no day"),
        pytest.param("year", "2019", "2019", id="a year shows no month"),
    ],
)
def test_date_is_shown_no_finer_than_it_was_printed(precision, words, iso):
    assert (calendars.printed(BAGHOUZ, precision), calendars.iso(BAGHOUZ, precision)) == (words, iso)


def test_article_without_a_date_says_so():
    assert calendars.printed(None, "none") == "بلا تاريخ"
    assert calendars.iso(None, "none") == ""


@pytest.mark.parametrize(
    ("precision", "words"),
    [
        pytest.param("month", "رجب 1440 هـ", id="a month of the Hijri calendar"),
        pytest.param("year", "1440 هـ", id="a year of the Hijri calendar"),
        pytest.param("day", "23 آذار/مارس 2019", id="a day is known in both, so the Gregorian leads"),
    ],
)
def test_month_or_year_printed_in_hijri_stays_hijri(precision, words):
    assert calendars.printed(BAGHOUZ, precision, "hijri") == words


def test_english_pages_name_months_in_english():
    with translation.override("en"):
        assert calendars.printed(BAGHOUZ, "day") == "23 March 2019"
        assert calendars.hijri_day(BAGHOUZ) == "16 Rajab 1440"
        assert str(calendars.weekday(BAGHOUZ)) == "Saturday"


def test_hijri_day_is_that_of_umm_al_qura():
    assert calendars.hijri_day(BAGHOUZ) == "16 رجب 1440"


@pytest.mark.parametrize(
    "date",
    [
        pytest.param(datetime.date(1924, 7, 31), id="the day before the tables begin"),
        pytest.param(datetime.date(2077, 11, 17), id="the day after the tables end"),
        pytest.param(datetime.date(1, 1, 1), id="the first day of all"),
    ],
)
def test_no_hijri_day_outside_the_tables(date):
    assert calendars.hijri_day(date) == ""


def test_week_begins_on_saturday():
    first_week = calendars.weeks(2019, 3)[0]

    assert calendars.week_heads()[0] == ("السبت", "سبت")
    assert first_week == [None] * 6 + [datetime.date(2019, 3, 1)]  # a Friday


@pytest.mark.parametrize("month", range(1, 13))
def test_every_day_of_a_month_stands_once_in_its_weeks(month):
    days = [day for week in calendars.weeks(2024, month) for day in week if day]

    assert days == sorted(set(days))
    assert (days[0].day, days[-1]) == (1, calendars.last_of_month(2024, month))


def test_last_month_that_python_knows_has_weeks():
    assert calendars.weeks(9999, 12)[-1]
