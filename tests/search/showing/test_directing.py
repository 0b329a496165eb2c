"""Which way a line of plain text runs, and the marks that keep it so."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.showing import directing

RLM = "\N{RIGHT-TO-LEFT MARK}"
LRM = "\N{LEFT-TO-RIGHT MARK}"


@pytest.mark.parametrize(
    ("text", "rtl", "directed"),
    [
        pytest.param("قال المتحدث", True, "قال المتحدث", id="Arabic needs no mark"),
        pytest.param("BBC: قال المتحدث", True, f"{RLM}BBC: قال المتحدث", id="Arabic behind a Latin name"),
        pytest.param("The end, he said.", True, "The end, he said.", id="English paragraph of an Arabic article"),
        pytest.param("1990", True, f"{RLM}1990", id="figures run as their article does"),
        pytest.param(
            "علي said that he would come", False, f"{LRM}علي said that he would come", id="English behind علي"
        ),
        pytest.param("  ", True, "", id="nothing stays nothing"),
    ],
)
def test_line_gets_a_mark_only_where_it_would_run_the_wrong_way(text, rtl, directed):
    assert directing.line(text, rtl=rtl) == directed


@given(st.text(), st.booleans())
def test_line_keeps_its_text(text, rtl):
    assert directing.line(text, rtl=rtl).removeprefix(RLM).removeprefix(LRM).strip() in (
        text.strip(),
        text.strip().removeprefix(RLM).removeprefix(LRM).strip(),
    )
