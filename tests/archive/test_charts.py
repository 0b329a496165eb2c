"""Bars of a chart: as high as their share, in the direction of reading."""

from archive import charts


def test_highest_bar_fills_the_chart_and_half_as_many_fill_half():
    highest, half = charts.bars({"2001": 10, "2002": 5}, rtl=False)

    assert (highest.height, half.height) == ("100.0", "50.0")
    assert (highest.y, half.y) == ("0.0", "50.0")


def test_time_runs_from_the_right_in_arabic():
    first, last = charts.bars({"2001": 1, "2002": 1}, rtl=True)

    assert (first.x, last.x) == ("500.0", "0.0")


def test_time_runs_from_the_left_in_english():
    first, last = charts.bars({"2001": 1, "2002": 1}, rtl=False)

    assert (first.x, last.x) == ("0.0", "500.0")


def test_one_article_beside_thousands_can_be_seen():
    _, one = charts.bars({"2001": 100_000, "2002": 1}, rtl=False)

    assert float(one.height) >= charts.LEAST


def test_year_without_articles_is_a_gap():
    _, empty, _ = charts.bars({"2001": 1, "2002": 0, "2003": 1}, rtl=False)

    assert empty.is_gap


def test_labels_are_thinned_until_they_fit():
    bars = charts.bars({str(year): 1 for year in range(1900, 2020)}, rtl=False)

    assert sum(bar.labelled == "always" for bar in bars) <= charts.NARROW
    assert sum(bar.labelled != "never" for bar in bars) <= charts.WIDE


def test_nothing_to_draw_is_no_bar():
    assert charts.bars({}, rtl=True) == []
