"""Narrowing a search: what each filter leaves, and what means nothing."""

import datetime

import pytest
from django.http import QueryDict

from archive.models import Article, Topic
from search.index import indexing
from search.models import IndexEntry
from search.results import naming
from search.results.filters import IndexFilter
from tests.makers import make_article, make_source

ALL_TITLES = ["كتاب أول", "كتاب ثالث", "كتاب ثان", "كتاب رابع"]


@pytest.fixture(scope="module")
def articles(kept):
    """Four articles: two of warraq (2019 with a topic, undated), two of midad (2011, 2019)."""
    warraq, midad = make_source("warraq", name_ar="الورّاق"), make_source("midad", name_ar="المداد")
    make_article("كتاب أول", source=warraq, topics=["سياسة"], genre="opinion", authors=["سلمى"], places=["دمشق"])
    make_article("كتاب ثان", "بالكتاب", source=warraq, published_on=None, text_origin="ocr")
    make_article("كتاب ثالث", "كلمة " * 250, source=midad, published_on=datetime.date(2011, 2, 3))
    make_article("كتاب رابع", source=midad, published_on=datetime.date(2019, 1, 1), date_precision="year")
    make_article("غيره", source=midad)
    indexing.index(list(Article.objects.values_list("pk", flat=True)))


@pytest.fixture
def archive(articles, db):
    """The articles, as each test finds them."""


def narrowed(address: str) -> IndexFilter:
    return IndexFilter(QueryDict(address), IndexEntry.objects.visible_to(None))


def titles(address: str) -> list[str]:
    ids = narrowed(address).qs.values("article_id")
    return sorted(Article.objects.filter(pk__in=ids, title__startswith="كتاب").values_list("title", flat=True))


@pytest.mark.parametrize(
    ("address", "left"),
    [
        pytest.param("source=warraq", ["كتاب أول", "كتاب ثان"], id="one source"),
        pytest.param("source=warraq&source=x&source=midad", ALL_TITLES, id="two sources"),
        pytest.param("source=none-such", [], id="a source that there is not"),
        pytest.param("not-source=warraq", ["كتاب ثالث", "كتاب رابع"], id="without a source"),
        pytest.param("source=warraq&source=midad&not-source=midad", ["كتاب أول", "كتاب ثان"], id="wanted and unwanted"),
        pytest.param("year=2019", ["كتاب أول", "كتاب رابع"], id="a year"),
        pytest.param("year=undated", ["كتاب ثان"], id="undated"),
        pytest.param("year=2011&year=undated", ["كتاب ثالث", "كتاب ثان"], id="a year or undated"),
        pytest.param("not-year=2019", ["كتاب ثالث", "كتاب ثان"], id="without a year, undated stays"),
        pytest.param("not-year=undated", ["كتاب أول", "كتاب ثالث", "كتاب رابع"], id="dated"),
        pytest.param("month=2019-03", ["كتاب أول"], id="a month"),
        pytest.param("month=2019-01", [], id="what is dated by its year stands in no month"),
        pytest.param("first=2019-01-01", ["كتاب أول", "كتاب رابع"], id="from a day"),
        pytest.param("last=2018-12-31", ["كتاب ثالث"], id="to a day"),
        pytest.param("first=2011&last=2011-02", ["كتاب ثالث"], id="from a year to a month"),
        pytest.param("first=٢٠١١/٢/٣&last=٢٠١١/٢/٣", ["كتاب ثالث"], id="days in Arabic figures"),
        pytest.param("genre=opinion", ["كتاب أول"], id="genre"),
        pytest.param("not-genre=opinion", ["كتاب ثالث", "كتاب ثان", "كتاب رابع"], id="without a genre"),
        pytest.param("length=medium", ["كتاب ثالث"], id="length"),
        pytest.param("length=medium&length=long", ["كتاب ثالث"], id="two lengths"),
        pytest.param("origin=ocr", ["كتاب ثان"], id="origin of the text"),
        pytest.param("form=بالكتاب", ["كتاب ثان"], id="a form of a word"),
        pytest.param("not-form=بالكتاب", ["كتاب أول", "كتاب ثالث", "كتاب رابع"], id="without a form of a word"),
        pytest.param("source=warraq&year=2019", ["كتاب أول"], id="filters are all applied"),
    ],
)
def test_a_filter_leaves(archive, address, left):
    assert titles(address) == left


@pytest.mark.parametrize("name", ["topic", "author", "place"])
def test_a_vocabulary_narrows_by_number(archive, name):
    term = naming.VOCABULARIES[name].objects.get()

    assert titles(f"{name}={term.pk}") == ["كتاب أول"]
    assert titles(f"not-{name}={term.pk}") == ["كتاب ثالث", "كتاب ثان", "كتاب رابع"]


@pytest.mark.parametrize(
    "address",
    [
        "source=%00", "source=%ED%A0%80", "source=x%27--", "topic=x", "topic=9999999999999999999", "not-topic=x",
        "year=x", "year=20199", "first=x", "last=2019-13-45", "genre=none-such", "language=%00", "month=2019-13",
        "year=٢٠١٩", "length=endless", "origin=none-such", "form=%00", "form=", "not-form=a+b",
    ],
)  # fmt: skip
def test_a_value_that_means_nothing_is_ignored(archive, address):
    assert len(titles(address)) == 4


def test_a_value_that_means_nothing_does_not_spoil_another(archive):
    assert titles("year=x&year=2011&source=%27&source=midad") == ["كتاب ثالث"]


def test_a_word_of_signs_alone_as_a_form_finds_nothing(archive):
    assert titles("form=؟") == []


@pytest.mark.parametrize("typed", ["هراء", "2019-02-31", "0000-01-01", "2019-3-4-5", "13"])
def test_a_bound_that_is_no_date_has_an_error(typed):
    assert list(narrowed(f"first={typed}").errors) == ["first"]


@pytest.mark.parametrize(
    ("address", "first", "last"),
    [
        pytest.param("", None, None, id="open"),
        pytest.param("first=2011-02-03", "2011-02-03", None, id="from a day"),
        pytest.param("last=2011", None, "2011-12-31", id="to the end of a year"),
        pytest.param("last=2012-02", None, "2012-02-29", id="to the end of a month"),
        pytest.param("year=2011&year=2013&year=undated", "2011-01-01", "2013-12-31", id="years"),
        pytest.param("year=2011&month=2011-02", "2011-02-01", "2011-02-28", id="a month"),
        pytest.param("year=2011&first=2011-06", "2011-06-01", "2011-12-31", id="a year from a month on"),
    ],
)
def test_the_chosen_period_is_what_dates_years_and_months_leave(address, first, last):
    ends = tuple(day.isoformat() if day else None for day in narrowed(address).period)

    assert ends == (first, last)


def test_a_topic_that_is_gone_finds_nothing(archive):
    assert titles(f"topic={Topic.objects.get().pk + 1}") == []
