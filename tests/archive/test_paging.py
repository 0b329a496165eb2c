"""Pages by number: everything that may stand in an address is a page."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive import paging


@pytest.mark.parametrize(
    ("asked", "number"),
    [
        pytest.param(None, 1, id="nothing"),
        pytest.param("", 1, id="empty"),
        pytest.param("2", 2, id="a page"),
        pytest.param("٢", 2, id="Arabic-Indic digits"),
        pytest.param("0", 1, id="zero"),
        pytest.param("-1", 1, id="negative"),
        pytest.param("abc", 1, id="letters"),
        pytest.param("²", 1, id="a digit that is no number"),
        pytest.param("9" * 5000, 3, id="a number of five thousand digits"),
        pytest.param("1.5", 1, id="a fraction"),
        pytest.param("1\x00", 1, id="a NUL"),
    ],
)
def test_whatever_is_asked_is_a_page(asked, number):
    assert paging.page(asked, total=25, size=10).number == number


@given(st.text(max_size=20), st.integers(0, 10**7), st.integers(1, 100))
def test_page_lies_between_the_first_and_the_last(asked, total, size):
    page = paging.page(asked, total=total, size=size)

    assert 1 <= page.number <= page.last <= paging.LAST
    assert 0 <= page.stop - page.start <= size or total == 0


def test_empty_list_has_one_page():
    assert paging.page(None, total=0, size=10).last == 1


def test_last_page_may_be_short():
    page = paging.page("3", total=25, size=10)

    assert (page.start, page.stop, page.next, page.previous) == (20, 25, None, 2)


def test_long_list_says_how_far_its_pages_reach():
    assert paging.page(None, total=5000, size=10).bound == 1000
    assert paging.page(None, total=1000, size=10).bound is None


@pytest.mark.parametrize(
    ("number", "links"),
    [
        pytest.param("1", [1, 2, 3, None, 20], id="at the beginning"),
        pytest.param("10", [1, None, 8, 9, 10, 11, 12, None, 20], id="in the middle"),
        pytest.param("5", [1, 2, 3, 4, 5, 6, 7, None, 20], id="a leap over one page is the page"),
        pytest.param("20", [1, None, 18, 19, 20], id="at the end"),
    ],
)
def test_links_lead_to_the_ends_and_around(number, links):
    assert paging.page(number, total=200, size=10).links == links


def test_behind_the_last_number_a_cursor_leads_on():
    last = replace(paging.page("100", total=5000, size=10), after="cursor")
    behind = replace(last, at=1000)

    assert (last.onward, last.bound, last.next) == ("cursor", None, None)
    assert (behind.first_shown, behind.stop, behind.onward, behind.previous) == (1001, 1010, "cursor", None)
