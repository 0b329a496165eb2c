"""Bars of a chart: as high as their share, in the direction of reading, over whole spans of time."""

import datetime

import pytest
from django.utils import translation

from archive import charts


def years(counts: dict[int, int], rtl: bool = False, **how) -> list[charts.Bar]:
    dated = {datetime.date(year, 1, 1): count for year, count in counts.items()}
    return charts.timeline(dated, unit="year", rtl=rtl, **how).bars


def test_highest_bar_fills_the_chart_and_half_as_many_fill_half():
    highest, half = years({2001: 10, 2002: 5})

    assert (highest.height, half.height) == ("100.0", "50.0")
    assert (highest.y, half.y) == ("0.0", "50.0")


def test_time_runs_from_the_right_in_arabic():
    first, last = years({2001: 1, 2002: 1}, rtl=True)

    assert (first.x, last.x) == ("500.0", "0.0")


def test_time_runs_from_the_left_in_english():
    first, last = years({2001: 1, 2002: 1})

    assert (first.x, last.x) == ("0.0", "500.0")


def test_one_article_beside_thousands_can_be_seen():
    _, one = years({2001: 100_000, 2002: 1})

    assert float(one.height) >= charts.LEAST


def test_year_without_articles_is_a_gap():
    _, empty, _ = years({2001: 1, 2003: 1})

    assert (empty.name, empty.is_gap) == ("2002", True)


def test_labels_are_thinned_until_they_fit():
    bars = years(dict.fromkeys(range(1900, 2020), 1))

    assert sum(bar.labelled == "always" for bar in bars) <= charts.NARROW
    assert sum(bar.labelled != "never" for bar in bars) <= charts.WIDE


def test_nothing_to_draw_is_no_timeline():
    assert not charts.timeline({datetime.date(2019, 1, 1): 0}, unit="year", rtl=True)


@pytest.mark.parametrize("unit", charts.UNITS)
def test_long_run_keeps_its_latest_bars_and_counts_the_rest(unit):
    run = charts.timeline({datetime.date(1, 1, 1): 3, datetime.date(9999, 12, 31): 1}, unit=unit, rtl=True)

    assert (len(run.bars), run.older) == (charts.MOST[unit], 3)
    assert run.bars[-1].last == datetime.date(9999, 12, 31)


def test_days_are_added_up_by_month_across_the_turn_of_the_year():
    counts = {datetime.date(2018, 12, 1): 1, datetime.date(2018, 12, 31): 1, datetime.date(2019, 2, 28): 1}

    bars = charts.timeline(counts, unit="month", rtl=True).bars

    assert [(bar.first.month, bar.last.day, bar.count) for bar in bars] == [(12, 31, 2), (1, 31, 0), (2, 28, 1)]


def test_bar_is_named_in_the_readers_language():
    with translation.override("ar"):
        [bar] = charts.timeline({datetime.date(2019, 3, 1): 1}, unit="month", rtl=True).bars

    assert bar.name == "آذار/مارس 2019"


def test_bar_leads_to_its_whole_span_and_a_gap_nowhere():
    bars = years({2001: 1, 2003: 1}, href=lambda first, last: f"{first}..{last}")

    assert [bar.href for bar in bars] == ["2001-01-01..2001-12-31", "", "2003-01-01..2003-12-31"]


def test_bars_outside_of_what_was_chosen_are_marked():
    bars = years({2001: 1, 2002: 1, 2003: 1}, chosen=(datetime.date(2002, 6, 1), None))

    assert [bar.is_outside for bar in bars] == [True, False, False]


@pytest.mark.parametrize(
    ("last", "unit"),
    [
        pytest.param(datetime.date(2019, 3, 1), "day", id="two months in days"),
        pytest.param(datetime.date(2024, 1, 1), "month", id="five years in months"),
        pytest.param(datetime.date(2050, 1, 1), "year", id="thirty years in years"),
    ],
)
def test_unit_is_the_finest_that_draws_all_of_it(last, unit):
    assert charts.unit_for(datetime.date(2019, 1, 1), last) == unit


@pytest.mark.parametrize(("rtl", "first", "last"), [(False, "from", "upto"), (True, "upto", "from")])
def test_labels_of_many_bars_stay_inside_the_chart(rtl, first, last):
    bars = charts.timeline({datetime.date(1990, 1, 1): 1, datetime.date(2019, 1, 1): 1}, unit="year", rtl=rtl).bars

    assert (bars[0].anchor, bars[-1].anchor) == (first, last)
    assert {bar.anchor for bar in bars[1:-1]} == {"middle"}


def test_a_bar_by_itself_does_not_fill_the_chart():
    [bar] = charts.timeline({datetime.date(2019, 1, 1): 1}, unit="year", rtl=False).bars

    assert float(bar.bar_width) < charts.WIDTH / 4
