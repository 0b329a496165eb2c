"""Numbers that say that they are not exact."""

import pytest
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st

from archive.estimates import About, MoreThan, Roughly, is_exact
from archive.templatetags.archive import articles, grouped


@pytest.mark.parametrize(
    ("number", "printed"),
    [
        pytest.param(About(312_340), "about 310,000", id="two digits"),
        pytest.param(About(995), "about 1,000", id="rounded up into a further digit"),
        pytest.param(About(1_250_000), "about 1,300,000", id="a half is rounded up"),
        pytest.param(About(About.few), "about 400", id="just enough"),
        pytest.param(About(About.few - 20), "few", id="few"),
        pytest.param(Roughly(2_000), "about 2,000", id="just enough of a sparse sample"),
        pytest.param(Roughly(1_900) * 1, "few", id="few of a sparse sample"),
        pytest.param(About(0), "few or none", id="nothing in the sample"),
        pytest.param(MoreThan(50_000), "more than 50,000", id="counting stopped"),
        pytest.param(312_340, "312,340", id="exact"),
    ],
)
def test_a_number_prints_itself_as_exactly_as_it_is_known(number, printed):
    with translation.override("en"):
        assert grouped(number) == printed


@pytest.mark.parametrize(
    ("number", "printed"),
    [
        pytest.param(About(312_340), "about 310,000 articles", id="about"),
        pytest.param(About(20), "few articles", id="few"),
        pytest.param(About(0), "few articles or none", id="nothing in the sample"),
        pytest.param(MoreThan(50_000), "more than 50,000 articles", id="counting stopped"),
    ],
)
def test_articles_are_counted_in_words(number, printed):
    with translation.override("en"):
        assert articles(number) == printed


@given(st.integers(0, 10**9), st.integers(0, 10**9))
def test_what_is_made_of_an_estimate_is_one(number, other):
    made = [About(number) + other, other + About(number), About(number) * 2, sum([About(number), other])]

    assert made == [number + other, number + other, number * 2, number + other]
    assert not any(map(is_exact, made))
    assert not is_exact(About(number) - other)
    assert not is_exact(other - About(number))


@given(st.integers(1, 10**9))
def test_rounding_is_off_by_a_twentieth_at_most(number):
    assert abs(About(number).rounded - number) * 20 <= number
