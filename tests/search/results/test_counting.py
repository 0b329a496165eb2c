"""How what was found divides: by facets and in time, of one moment and in one statement."""

import datetime

import pytest
from django.http import QueryDict
from django.utils import translation

from archive.models import Article, Topic
from search.finding import matching
from search.index import indexing
from search.models import IndexEntry
from search.query import parsing
from search.results import counting
from search.results.filters import IndexFilter
from tests.makers import make_article, make_source

ALL = parsing.parse("كتاب")
FACETS = ["source", "topic", "year", "month", "place", "author", "genre", "language", "length", "origin"]


@pytest.fixture(scope="module")
def articles(kept):
    """Four articles on a book: two of warraq (March 2019 with a topic, undated), two of midad (2011, January 2019)."""
    warraq, midad = make_source("warraq", name_ar="الورّاق"), make_source("midad", name_ar="المداد")
    make_article("كتاب أول", source=warraq, topics=["سياسة"], genre="opinion", authors=["سلمى"], places=["دمشق"])
    make_article("كتاب ثان", "بالكتاب", source=warraq, published_on=None, text_origin="ocr")
    make_article("كتاب ثالث", source=midad, published_on=datetime.date(2011, 2, 3))
    make_article("كتاب رابع", "بالكتاب", source=midad, published_on=datetime.date(2019, 1, 5))
    make_article("غيره", source=midad, published_on=datetime.date(2015, 1, 5))
    index()


@pytest.fixture
def archive(articles, db):
    """The articles, as each test finds them."""


def index() -> None:
    indexing.index(list(Article.objects.values_list("pk", flat=True)))


def narrowed(address: str) -> IndexFilter:
    return IndexFilter(QueryDict(address), IndexEntry.objects.visible_to(None))


def count(address: str = "", names=FACETS, forms=()) -> counting.Counts:
    return counting.count(matching.condition(ALL), narrowed(address), names, forms)


def counts(address: str, name: str) -> dict[str, int]:
    return {value.key: value.count for value in count(address, [name]).facets[name].values}


def test_facets_count_what_matches(archive):
    assert counts("", "source") == {"warraq": 2, "midad": 2}
    assert counts("", "year") == {"2019": 2, "2011": 1, "undated": 1}
    assert counts("", "month") == {"2019-03": 1, "2019-01": 1, "2011-02": 1}
    assert counts("", "length") == {"short": 4}
    assert counts("", "origin") == {"ocr": 1}
    assert counts("", "language") == {"ar": 4}


@pytest.mark.parametrize("name", ["topic", "author", "place", "genre"])
def test_what_has_no_value_is_in_none(archive, name):
    assert list(counts("", name).values()) == [1]


def test_a_facet_counts_under_the_other_filters_and_not_its_own(archive):
    assert counts("source=warraq", "source") == {"warraq": 2, "midad": 2}
    assert counts("source=warraq", "year") == {"2019": 1, "undated": 1}


def test_an_unwanted_value_is_counted_too(archive):
    [value] = [one for one in count("not-source=midad", ["source"]).facets["source"].values if one.unwanted]

    assert (value.key, value.count) == ("midad", 2)


def test_years_are_counted_as_if_no_month_were_chosen_and_months_within_their_years(archive):
    assert counts("year=2019&month=2019-03", "year") == {"2019": 2, "2011": 1, "undated": 1}
    assert counts("year=2019&month=2019-03", "month") == {"2019-03": 1, "2019-01": 1}


@pytest.mark.parametrize(
    ("address", "total"),
    [
        pytest.param("", 4, id="all"),
        pytest.param("source=warraq&year=2019", 1, id="two filters"),
        pytest.param("not-source=warraq&year=2019&first=2019-02", 0, id="three filters"),
        pytest.param("source=none-such", 0, id="a source that there is not"),
    ],
)
def test_the_total_obeys_all_filters(archive, address, total):
    assert count(address).total == total == counting.total(ALL, narrowed(address))


def test_what_is_withheld_is_not_counted(archive):
    Article.objects.filter(title="كتاب أول").update(status="withheld")

    assert count("source=warraq").total == 1


def test_a_chosen_value_is_shown_even_where_it_counts_nothing(archive):
    facets = count("source=warraq&year=2011").facets

    assert [(value.key, value.count) for value in facets["year"].values if value.wanted] == [("2011", 0)]


def test_a_chosen_term_without_matches_has_its_name(archive):
    facet = count(f"topic={Topic.objects.get().pk}&year=2011", ["topic"]).facets["topic"]

    assert [(value.label, value.count, value.wanted) for value in facet.values] == [("سياسة", 0, True)]


def test_years_run_backwards_and_undated_closes(archive):
    assert list(counts("", "year")) == ["2019", "2011", "undated"]


def test_a_facet_names_its_values(archive):
    with translation.override("ar"):
        facets = count().facets

    assert {value.label for value in facets["source"].values} == {"الورّاق", "المداد"}
    assert [(value.key, value.label) for value in facets["topic"].values] == [(str(Topic.objects.get().pk), "سياسة")]
    assert [value.label for value in facets["year"].values] == ["2019", "2011", "بلا تاريخ"]


def test_a_long_facet_is_cut_and_says_so(archive, monkeypatch):
    monkeypatch.setattr(counting, "MAX_SHOWN", 3)
    for number in range(5):
        make_article("كتاب", source=make_source(f"source-{number}"))
    index()

    facet = count("", ["source"]).facets["source"]

    assert (len(facet.values), facet.more, facet.all) == (3, 4, 7)


def test_forms_of_a_word_count_the_articles_that_hold_them(archive):
    facet = count(forms=["كتاب", "بالكتاب", "كتابان"]).facets["form"]

    assert {value.key: value.count for value in facet.values} == {"كتاب": 4, "بالكتاب": 2}


def test_forms_are_counted_under_the_other_filters_and_not_their_own(archive):
    facet = count("source=warraq&form=بالكتاب", forms=["كتاب", "بالكتاب"]).facets["form"]

    assert {value.key: (value.count, value.wanted) for value in facet.values} == {
        "كتاب": (2, False),
        "بالكتاب": (1, True),
    }


# ---------- time ----------


def days(*dates: str) -> list[datetime.date]:
    return [datetime.date.fromisoformat(date) for date in dates]


def test_time_is_counted_by_the_unit_that_suits_what_was_found(archive):
    assert count().span.unit == "month"
    assert count("first=2019").span.unit == "day"


def test_time_tells_what_was_not_found_from_what_is_not_held(archive):
    span = count().span

    assert span.counts[datetime.date(2015, 1, 1)] == 0
    assert datetime.date(2015, 1, 1) in span.held
    assert datetime.date(2016, 1, 1) not in span.held


def test_time_runs_from_the_first_to_the_last(archive):
    assert [first for first, n in count().span.counts.items() if n] == days("2011-02-01", "2019-01-01", "2019-03-01")


def test_time_is_counted_as_if_none_were_chosen_within_the_years_around(archive):
    span = count("first=2019-03&last=2019-03&year=2019").span

    assert span.counts == {datetime.date(2019, 3, 23): 1}
    assert sum(count("first=2019-02&last=2019-12").span.counts.values()) == 2


def test_undated_articles_stand_beside_time(archive):
    assert count("first=2019").span.undated == 1


def test_what_is_dated_too_coarsely_for_the_unit_is_counted_apart(archive):
    make_article("كتاب خامس", published_on=datetime.date(2019, 1, 1), date_precision="year")
    index()

    assert (count().span.unit, count().span.coarse) == ("month", 1)


def test_thirty_years_are_counted_by_year(archive):
    make_article("كتاب قديم", published_on=datetime.date(1989, 1, 1))
    index()

    assert (count().span.unit, len(count().span.counts)) == ("year", 31)


def test_nothing_found_has_no_time(archive):
    assert count("source=none-such").span.counts == {}


# ---------- cost ----------


@pytest.mark.parametrize(
    "address",
    [
        pytest.param("", id="plain"),
        pytest.param(
            "source=warraq&not-topic=1&year=2019&month=2019-03&first=2018&length=short&form=كتاب", id="narrowed"
        ),
    ],
)
def test_everything_is_counted_in_one_statement(archive, django_assert_num_queries, address):
    matched = matching.condition(ALL)

    with django_assert_num_queries(1):
        counting.count(matched, narrowed(address), FACETS, ["كتاب"])
