"""An article as a reference: what the archive knows of it, at its permanent address, dated as exactly as it was."""

import datetime

import pytest
from django.utils import translation

from archive.models import Article, Author
from interchange import referring
from interchange.datatypes import Name, Span
from tests.makers import make_article, make_source

pytestmark = pytest.mark.django_db
ROOT = "https://fihrist.example"


def refer(article: Article, **options):
    return referring.refer(article, root=ROOT, **options)


def test_address_is_the_permanent_one_in_either_language():
    article = make_article()

    with translation.override("en"):
        assert refer(article).address == f"{ROOT}/a/{article.identifier}/"


def test_names_come_with_their_latin_letters():
    article = make_article(source=make_source(name_latin="Al-Warraq"), authors=["مراسلة"])
    Author.objects.update(name_latin="Murasila")

    reference = refer(article)

    assert reference.source == Name("صحيفة الورّاق", "Al-Warraq")
    assert reference.authors == (Name("مراسلة", "Murasila"),)


def test_title_of_several_lines_becomes_one():
    assert refer(make_article("سطر\r\nTY  - BOOK\t\x07آخر")).title == "سطر TY - BOOK آخر"


def test_letters_that_part_words_stay():
    assert refer(make_article("می\N{ZERO WIDTH NON-JOINER}خواهم")).title == "می\N{ZERO WIDTH NON-JOINER}خواهم"


@pytest.mark.parametrize(
    ("first", "precision", "calendar", "span"),
    [
        pytest.param((2019, 3, 23), "day", "gregorian", ((2019, 3, 23), (2019, 3, 23), "day", False), id="day"),
        pytest.param((2019, 3, 23), "day", "hijri", ((2019, 3, 23), (2019, 3, 23), "day", False), id="Hijri day"),
        pytest.param((2019, 2, 1), "month", "gregorian", ((2019, 2, 1), (2019, 2, 28), "month", False), id="month"),
        pytest.param((2019, 1, 1), "year", "gregorian", ((2019, 1, 1), (2019, 12, 31), "year", False), id="year"),
        pytest.param((2019, 3, 8), "month", "hijri", ((2019, 3, 8), (2019, 4, 5), "month", True), id="Rajab 1440"),
        pytest.param((2018, 9, 11), "year", "hijri", ((2018, 9, 11), (2019, 8, 30), "year", True), id="1440"),
        pytest.param(
            (1900, 3, 1), "month", "hijri", ((1900, 3, 1), (1900, 3, 31), "month", False), id="before the tables"
        ),
    ],
)
def test_date_covers_the_days_that_it_may_mean(first, precision, calendar, span):
    article = make_article(published_on=datetime.date(*first), date_precision=precision, date_calendar=calendar)
    (begin, end, exactness, hijri) = span

    assert refer(article).date == Span(datetime.date(*begin), datetime.date(*end), exactness, hijri)


def test_undated_article_has_no_date():
    assert refer(make_article(published_on=None)).date is None


def test_only_what_readers_no_longer_see_has_a_state():
    assert refer(make_article()).state == ""
    assert refer(make_article(status="withdrawn")).state == "withdrawn"


def test_what_the_caller_has_is_not_asked_for_again(django_assert_num_queries):
    article = make_article()

    with django_assert_num_queries(0):
        refer(article, authors=[], topics=[])


def test_citation_names_who_wrote_and_not_who_edited():
    article = make_article(authors=["ليلى بسام", "سها جادو"])
    article.articleauthor_set.filter(author__name_ar="سها جادو").update(role="editing")

    assert [name.arabic for name in refer(article).authors] == ["ليلى بسام"]


def test_citation_names_the_agency_where_nobody_wrote():
    article = make_article(authors=["رويترز"])
    article.articleauthor_set.update(role="agency")

    assert [name.arabic for name in refer(article).authors] == ["رويترز"]
