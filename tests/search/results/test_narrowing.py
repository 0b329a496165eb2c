"""Narrowing a results page by facets and in time, and the way back."""

import datetime

import pytest

from tests.makers import make_article, make_source
from tests.search.pages import text, titles

pytestmark = pytest.mark.django_db


# ---------- narrowing ----------


def test_facets_count_what_was_found(search):
    make_article(body="مكتبة", topics=["ثقافة"], genre="news")
    make_article(body="مكتبة", published_on=None)

    facets = search("مكتبة").context["facets"]

    assert {name: [(value.label, value.count) for value in facet.values] for name, facet in facets.items()} == {
        "source": [("صحيفة الورّاق", 2)],
        "topic": [("ثقافة", 1)],
        "year": [("2019", 1), ("بلا تاريخ", 1)],
        "place": [],
        "author": [],
        "genre": [("خبر", 1)],
        "length": [("قصيرة، نحو 200 كلمة على الأكثر", 2)],
        "language": [("العربية", 2)],
        "origin": [],
    }


@pytest.mark.parametrize(
    "params",
    [
        pytest.param({"year": "2019"}, id="a year"),
        pytest.param({"genre": "news"}, id="a genre"),
        pytest.param({"source": "warraq"}, id="a source"),
        pytest.param({"first": "2019-01-01", "last": "2019-12-31"}, id="a period"),
    ],
)
def test_narrowed_results_offer_a_way_back(search, params):
    make_article("المطلوب", "مكتبة", genre="news")
    make_article("غيره", "مكتبة", published_on=datetime.date(2001, 1, 1), source=make_source("other"))

    response = search("مكتبة", **params)

    assert titles(response) == ["المطلوب"]
    assert len(response.context["chips"]) == 1
    for chip in response.context["chips"]:
        assert f'href="{chip.address}"'.replace("&", "&amp;") in text(response)


def test_removing_a_chip_keeps_the_other_values(search):
    for slug in ("one", "two"):
        make_article(body="مكتبة", source=make_source(slug, name_ar=slug))

    chips = search("مكتبة", source=["one", "two"]).context["chips"]

    assert {chip.label: chip.address.split("source=")[1] for chip in chips} == {"one": "two", "two": "one"}


def test_a_value_is_left_out_and_its_chip_brings_it_back(search):
    make_article("المطلوب", "مكتبة", genre="news")
    make_article("غيره", "مكتبة", genre="opinion")

    response = search("مكتبة", **{"not-genre": "opinion"})

    assert titles(response) == ["المطلوب"]
    [chip] = response.context["chips"]
    assert (chip.unwanted, chip.label, "genre" in chip.address) == (True, "رأي", False)


def test_forms_of_a_single_word_can_be_chosen(search):
    make_article("الأول", "كتب في الباغوز")
    make_article("الثاني", "قتال بالباغوز")

    forms = {value.key: value.count for value in search("الباغوز").context["forms"].values}

    assert forms == {"الباغوز": 1, "بالباغوز": 1}
    assert titles(search("الباغوز", form="بالباغوز")) == ["الثاني"]
    assert titles(search("الباغوز", **{"not-form": "بالباغوز"})) == ["الأول"]


def test_a_month_can_be_chosen_within_a_year(search):
    make_article(body="مكتبة")

    assert "month" not in search("مكتبة").context["facets"]
    assert [value.key for value in search("مكتبة", year="2019").context["facets"]["month"].values] == ["2019-03"]


# ---------- time ----------


def test_bars_lead_to_their_period_and_find_what_they_count(search, client):
    for month in (1, 3, 3):
        make_article(body="مكتبة", published_on=datetime.date(2019, month, 5))

    bars = [bar for bar in search("مكتبة").context["timeline"].bars if bar.count]

    assert sum(bar.count for bar in bars) == 3
    for bar in bars:
        assert client.get(f"/search/{bar.href}").context["found"].total == bar.count


def test_fields_of_the_period_say_what_is_in_force(search):
    make_article(body="مكتبة")

    page = text(search("مكتبة", first="٢٠١٩/٣", last="2019-12-31"))

    assert 'name="first" value="2019-03"' in page
    assert 'name="last" value="2019"' in page


def test_a_date_that_is_none_is_kept_and_said_beside_its_field(search):
    make_article(body="مكتبة")

    page = text(search("مكتبة", first="هراء"))

    assert 'name="first" value="هراء"' in page
    assert "ليس هذا تاريخا" in page


def test_a_period_that_ends_before_it_begins_is_said(search):
    make_article(body="مكتبة")

    assert "تنتهي قبل أن تبدأ" in text(search("مكتبة", first="2020", last="2019"))


def test_undated_articles_stand_beside_the_bars(search):
    make_article(body="مكتبة", published_on=None)
    make_article(body="مكتبة")

    assert "مقالة واحدة بلا تاريخ" in text(search("مكتبة"))


def test_undated_is_a_year_too(search):
    make_article("بلا تاريخ", "مكتبة", published_on=None)
    make_article("مؤرخ", "مكتبة")

    assert titles(search("مكتبة", year="undated")) == ["بلا تاريخ"]


@pytest.mark.parametrize(
    "params", [{"source": "no slug"}, {"topic": "abc"}, {"year": "x"}, {"first": "2019-02-31"}, {"genre": "\x00"}]
)
def test_filters_that_mean_nothing_change_nothing(search, params):
    make_article("الخبر الوحيد", "مكتبة")

    assert titles(search("مكتبة", **params)) == ["الخبر الوحيد"]


def test_search_box_keeps_the_filters(search):
    make_article(body="مكتبة")

    assert '<input type="hidden" name="source" value="warraq">' in text(search("مكتبة", source="warraq"))
