"""What is filled into the form is what the search asks."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search import datatypes
from search.query import composing, parsing


@pytest.mark.parametrize(
    ("fields", "query"),
    [
        pytest.param({"all": "كتاب حلب"}, "كتاب حلب", id="all"),
        pytest.param({"phrase": "«وزير الخارجية»"}, '"وزير الخارجية"', id="a phrase already quoted"),
        pytest.param({"any": "زلزال فيضان"}, "(زلزال OR فيضان)", id="any"),
        pytest.param({"all": "كتاب", "none": "حلب دمشق"}, "كتاب -حلب -دمشق", id="none"),
        pytest.param({"title": "كتاب حلب"}, "title:(كتاب حلب)", id="title"),
        pytest.param({"near": "سوريا العراق", "within": "5"}, '"سوريا العراق"~5', id="near"),
        pytest.param({"source": "الحياة", "genre": "news"}, 'source:"الحياة" genre:"news"', id="facts"),
        pytest.param({"first": "2011", "last": "2012-03"}, "2011..2012-03", id="dates"),
        pytest.param({"all": "-كتاب OR title:حلب"}, "كتاب (OR) title حلب", id="signs are words"),
        pytest.param({"all": "  "}, "", id="nothing"),
    ],
)
def test_fields_are_written_in_the_language(fields, query):
    assert composing.compose(fields) == query


FIELD = st.text(alphabet='كتاب حل-"()|:~=*.OR12«»', max_size=12)


@given(st.fixed_dictionaries({}, optional=dict.fromkeys(("all", "any", "title"), FIELD)), FIELD)
def test_whatever_is_typed_into_a_field_stays_in_it(fields, unwanted):
    query = parsing.parse(composing.compose({**fields, "none": unwanted}))
    alone = parsing.parse(composing.compose({"none": unwanted}))

    assert set(query.unwanted()) == set(alone.unwanted())
    assert not list(query.facts())
    assert {spot.zone for spot in datatypes.spots(query.root)} <= {"", "title"}


@pytest.mark.parametrize(("text", "known"), [("2011", True), ("2011-13", False), ("2011-02-29", False), ("غدا", False)])
def test_a_date_is_one_that_there_is(text, known):
    assert composing.is_date(text) == known
