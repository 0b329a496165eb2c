"""Narrowing a search, and how what is left divides."""

import datetime

import pytest
from django.http import QueryDict

from archive.models import Article, Topic
from search import counting, indexing, parsing
from search.filters import IndexFilter
from search.models import IndexEntry
from tests.makers import make_article, make_source

ALL = parsing.parse("كتاب")
ALL_TITLES = ["كتاب أول", "كتاب ثالث", "كتاب ثان", "كتاب رابع"]


@pytest.fixture
def archive(db):
    """Four articles: two of warraq (2019 with a topic, undated), two of midad (2011, 2019)."""
    warraq, midad = make_source("warraq", name_ar="الورّاق"), make_source("midad", name_ar="المداد")
    make_article("كتاب أول", source=warraq, topics=["سياسة"], genre="opinion", authors=["سلمى"], places=["دمشق"])
    make_article("كتاب ثان", source=warraq, published_on=None)
    make_article("كتاب ثالث", source=midad, published_on=datetime.date(2011, 2, 3))
    make_article("كتاب رابع", source=midad)
    make_article("غيره", source=midad)
    indexing.index(list(Article.objects.values_list("pk", flat=True)))


def narrowed(address: str) -> IndexFilter:
    return IndexFilter(QueryDict(address), IndexEntry.objects.visible_to(None))


def titles(address: str) -> list[str]:
    ids = narrowed(address).qs.values("article_id")
    return sorted(Article.objects.filter(pk__in=ids, title__startswith="كتاب").values_list("title", flat=True))


def counts(address: str, name: str) -> dict[str, int]:
    facet = counting.facets(ALL, narrowed(address), [name])[name]
    return {value.key: value.count for value in facet.values}


@pytest.mark.parametrize(
    ("address", "left"),
    [
        pytest.param("source=warraq", ["كتاب أول", "كتاب ثان"], id="one source"),
        pytest.param("source=warraq&source=x&source=midad", ALL_TITLES, id="two sources"),
        pytest.param("year=2019", ["كتاب أول", "كتاب رابع"], id="a year"),
        pytest.param("undated=1", ["كتاب ثان"], id="undated"),
        pytest.param("year=2011&undated=1", ["كتاب ثالث", "كتاب ثان"], id="a year or undated"),
        pytest.param("first=2019-01-01", ["كتاب أول", "كتاب رابع"], id="from a day"),
        pytest.param("last=2018-12-31", ["كتاب ثالث"], id="to a day"),
        pytest.param("genre=opinion", ["كتاب أول"], id="genre"),
        pytest.param("source=warraq&year=2019", ["كتاب أول"], id="filters are all applied"),
    ],
)
def test_a_filter_leaves(archive, address, left):
    assert titles(address) == left


@pytest.mark.parametrize("name", ["topic", "author", "place"])
def test_a_vocabulary_narrows_by_number(archive, name):
    term = counting.VOCABULARIES[name].objects.get()

    assert titles(f"{name}={term.pk}") == ["كتاب أول"]


@pytest.mark.parametrize(
    "address",
    [
        "source=abc", "source=%00", "source=%ED%A0%80", "source=x%27--", "topic=x", "topic=9999999999999999999",
        "year=x", "year=20199", "first=x", "last=2019-13-45", "genre=none-such", "undated=", "language=%00",
        "year=٢٠١٩",
    ],
)  # fmt: skip
def test_a_value_that_means_nothing_is_ignored(archive, address):
    assert len(titles(address)) == 4


def test_a_value_that_means_nothing_does_not_spoil_another(archive):
    assert titles("year=x&year=2011&source=abc&source=midad") == ["كتاب ثالث"]


def test_facets_count_what_matches(archive):
    assert counts("", "source") == {"warraq": 2, "midad": 2}
    assert counts("", "year") == {"2019": 2, "2011": 1, "undated": 1}


def test_a_facet_counts_under_the_other_filters_and_not_its_own(archive):
    assert counts("source=warraq", "source") == {"warraq": 2, "midad": 2}
    assert counts("source=warraq", "year") == {"2019": 1, "undated": 1}


def test_a_chosen_value_is_shown_even_where_it_counts_nothing(archive):
    facet = counting.facets(ALL, narrowed("source=warraq&year=2011"), ["year"])["year"]

    assert [(value.key, value.count) for value in facet.values if value.chosen] == [("2011", 0)]


def test_years_run_backwards_and_undated_closes(archive):
    assert list(counts("", "year")) == ["2019", "2011", "undated"]


def test_a_facet_names_its_values(archive):
    facets = counting.facets(ALL, narrowed(""), ["source", "topic", "genre"])

    assert {value.label for value in facets["source"].values} == {"الورّاق", "المداد"}
    assert [(value.key, value.label) for value in facets["topic"].values] == [(str(Topic.objects.get().pk), "سياسة")]
    assert [value.key for value in facets["genre"].values] == ["opinion"]


def test_a_long_facet_is_cut_and_says_so(db, monkeypatch):
    monkeypatch.setattr(counting, "MAX_SHOWN", 3)
    for number in range(5):
        make_article("كتاب", source=make_source(f"source-{number}"))
    indexing.index(list(Article.objects.values_list("pk", flat=True)))

    facet = counting.facets(ALL, narrowed(""), ["source"])["source"]

    assert (len(facet.values), facet.more) == (3, 2)


def test_the_total_obeys_filters_and_access(archive):
    Article.objects.filter(title="كتاب أول").update(status="withheld")

    assert counting.total(ALL, narrowed("source=warraq")) == 1


def test_all_unfiltered_facets_are_one_statement(archive, django_assert_num_queries):
    # A savepoint, a setting, the long articles, the counts, the savepoint again, and the names of sources and topics.
    with django_assert_num_queries(7):
        counting.facets(ALL, narrowed(""), ["source", "topic", "year"])
