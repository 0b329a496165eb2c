"""How much of a query stands together."""

import pytest

from search.finding import nearness
from search.finding.nearness import WINDOW, Wanted

FIRST, SECOND, THIRD = (Wanted(frozenset({name}), weight=1.0) for name in "abc")


@pytest.mark.parametrize(
    ("positions", "expected"),
    [
        pytest.param({"a": [50], "b": [51]}, 2.0, id="side by side"),
        pytest.param({"a": [50], "b": [50 + WINDOW]}, 2.0, id="at the ends of the window"),
        pytest.param({"a": [50], "b": [51 + WINDOW]}, 1.5, id="a word too far"),
        pytest.param({"a": [51 + WINDOW], "b": [50, 51]}, 2.0, id="in the other order"),
        pytest.param({"a": [50, 60, 70]}, 1.5, id="one of two, often"),
        pytest.param({"a": [3], "b": [900]}, 2.0, id="one in the title"),
        pytest.param({}, 1.0, id="neither"),
    ],
)
def test_the_best_window_counts(positions, expected):
    assert nearness.factor([FIRST, SECOND], positions, title_length=5) == pytest.approx(expected)


def test_a_word_that_tells_more_counts_more():
    rare = Wanted(frozenset({"c"}), weight=3.0)

    assert nearness.factor([FIRST, rare], {"c": [9]}, 0) == pytest.approx(1.75)
    assert nearness.factor([FIRST, rare], {"a": [9]}, 0) == pytest.approx(1.25)


def test_any_lexeme_stands_for_its_word_and_none_twice():
    both = Wanted(frozenset({"a", "x"}), weight=1.0)

    assert nearness.factor([both, SECOND], {"a": [50], "x": [50, 52]}, 0) == pytest.approx(1.5)


def test_a_query_that_tells_nothing_changes_nothing():
    assert nearness.factor([Wanted(frozenset({"a"}), weight=0.0)], {"a": [1]}, 0) == 1.0
    assert nearness.factor([], {}, 0) == 1.0


def test_windows_are_looked_at_all_along():
    positions = {"a": [10, 300], "b": [100, 303], "c": [200, 305]}

    assert nearness.factor([FIRST, SECOND, THIRD], positions, 0) == pytest.approx(2.0)
