"""Runs and percentiles."""

import time

import pytest

from search.benchmarks import measuring


@pytest.mark.parametrize(
    ("share", "value"),
    [
        pytest.param(0.5, 50, id="middle"),
        pytest.param(0.95, 95, id="nineteen of twenty"),
        pytest.param(1, 100, id="all"),
    ],
)
def test_percentile_is_the_value_that_the_share_does_not_exceed(share, value):
    assert measuring.percentile(list(range(100, 0, -1)), share) == value


def test_percentile_of_one_value_is_that_value():
    assert measuring.percentile([7], 0.99) == 7


def test_every_query_is_asked_before_any_is_asked_again():
    order = measuring.shuffled("abc", 7, seed=1)

    assert len(order) == 7
    assert set(order[:3]) == set(order[3:6]) == set("abc")


def test_runs_are_counted_with_those_given_up():
    answered = {"كتاب": 4, "قلم": 0, "الرئيس": False}

    times = measuring.measure(list(answered), answered.__getitem__, runs=30, seconds=60, seed=1)

    assert (times.queries, times.runs, times.given_up) == (3, 30, 10)
    assert times.p50 <= times.p95 <= times.p99


def test_what_takes_too_long_is_run_less_often_but_not_hardly_ever():
    times = measuring.measure(["كتاب"], lambda _: time.sleep(0.001) or 1, runs=500, seconds=0.01, seed=1)

    assert times.runs == measuring.FEWEST_RUNS


def test_middle_is_the_median_of_what_is_counted():
    assert measuring.middle(["كتاب", "قلم", "الرئيس"], len, seed=1) == 4


def test_without_queries_there_is_nothing_to_measure():
    assert measuring.measure([], lambda _: 1, runs=20, seconds=1, seed=1) is None
