"""What stands many times on a page of results, as markup: users' words stay words in it."""

import re
from html.parser import HTMLParser
from types import SimpleNamespace

import pytest
from django.utils import translation
from django.utils.safestring import SafeString
from hypothesis import given
from hypothesis import strategies as st

from archive.access import Showing
from search.datatypes import Excerpt, Part
from search.results.counts import Counted
from search.showing.explaining import Met
from search.templatetags import found

HOSTILE = "\"'><script>alert('كتاب')</script>&amp;{{ x }}"
ESCAPED = "&quot;&#x27;&gt;&lt;script&gt;alert(&#x27;كتاب&#x27;)&lt;/script&gt;&amp;amp;{{ x }}"


def hit(*excerpts, showing=Showing.TEXT):
    return SimpleNamespace(excerpts=excerpts, showing=showing)


def facet_value(**marks):
    return found.facet_value(Counted(HOSTILE, HOSTILE, 1, **marks), "source")


@pytest.mark.parametrize(
    "markup",
    [
        pytest.param(lambda: found.marked([Part(HOSTILE)]), id="a text between hits"),
        pytest.param(lambda: found.marked([Part(HOSTILE, "exact")]), id="a hit as typed"),
        pytest.param(lambda: found.marked([Part(HOSTILE, "form")]), id="a hit in another form"),
        pytest.param(lambda: found.in_context(Excerpt((Part(HOSTILE),), 1, True, True)), id="an excerpt"),
        pytest.param(lambda: found.excerpts(hit(Excerpt((Part(HOSTILE),), 1)), "/a/x/"), id="an excerpt in a list"),
        pytest.param(lambda: found.excerpts(hit(Excerpt((Part("كتاب"),), 1)), HOSTILE), id="an address"),
        pytest.param(lambda: found.answered(Met(HOSTILE, "form", 3), cut=False), id="a form that answered"),
        pytest.param(lambda: facet_value(wanted=True), id="a value of a facet"),
    ],
)
def test_hostile_text_stays_text(markup):
    said = markup()

    assert isinstance(said, SafeString)
    assert ESCAPED in said
    assert "<script" not in said


@given(st.lists(st.tuples(st.text(), st.sampled_from(["", "exact", "form", "glued", "alias"]))))
def test_marking_loses_and_adds_no_letter(pieces):
    letters: list[str] = []
    reader = HTMLParser(convert_charrefs=True)
    reader.handle_data = letters.append

    reader.feed("<p>" + found.marked(Part(text, how) for text, how in pieces))
    reader.close()

    assert "".join(letters) == "".join(text for text, how in pieces)


def test_hit_shows_how_it_was_met():
    parts = [Part("زار "), Part("الكتاب", "exact"), Part(" و"), Part("كتبه", "form")]

    assert found.marked(parts) == 'زار <mark>الكتاب</mark> و<mark class="form">كتبه</mark>'


def test_dots_stand_only_where_an_excerpt_was_cut():
    parts = (Part("كتاب"),)

    assert found.in_context(Excerpt(parts, 1)) == "كتاب"
    assert found.in_context(Excerpt(parts, 1, cut_before=True)) == "…\N{NO-BREAK SPACE}كتاب"
    assert found.in_context(Excerpt(parts, 1, cut_after=True)) == "كتاب\N{NO-BREAK SPACE}…"


@pytest.mark.parametrize(("showing", "leads"), [(Showing.TEXT, True), (Showing.EXCERPTS, False)])
def test_an_excerpt_leads_to_its_paragraph_where_the_text_may_be_read(showing, leads):
    with translation.override("ar"):
        said = found.excerpts(hit(Excerpt((Part("كتاب"),), 3), showing=showing), "/a/x/")

    assert ('href="/a/x/#p3"' in said) == leads


@pytest.mark.parametrize(
    ("count", "cut", "often"), [(1, False, None), (3, False, "×3"), (3, True, "×3+")], ids=["once", "thrice", "or more"]
)
def test_a_form_says_how_often_it_answered(count, cut, often):
    said = found.answered(Met("كتبه", "form", count), cut)

    assert re.findall("×[^<]+", said) == [often] * (often is not None)


@pytest.mark.parametrize(
    "marks", [{}, {"wanted": True}, {"unwanted": True}], ids=lambda marks: next(iter(marks), "open")
)
def test_a_box_is_ticked_for_what_was_chosen_alone(marks):
    boxes = re.findall(r'<input type="checkbox" name="([\w-]+)" value="[^"]*"( checked)?>', facet_value(**marks))

    assert [(name, bool(ticked)) for name, ticked in boxes] == [
        ("source", "wanted" in marks),
        ("not-source", "unwanted" in marks),
    ]
