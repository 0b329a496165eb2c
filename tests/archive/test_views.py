"""Browsing: what the front page, the calendar and the sources show, and to whom."""

import datetime
from itertools import chain

import pytest

from tests.makers import make_article, make_curator, make_source

pytestmark = pytest.mark.django_db


def text(response) -> str:
    return response.content.decode()


# ---------- the front page ----------


def test_empty_archive_names_the_command_that_fills_it(client):
    assert "manage.py ingest" in text(client.get("/"))


def test_front_page_counts_in_words_that_agree_with_the_number(client):
    for number in range(3):
        make_article(f"خبر {number}")

    assert "3 مقالات" in text(client.get("/"))


def test_front_page_shows_what_came_in_last(client):
    make_article("أول الداخلين")

    assert "أول الداخلين" in text(client.get("/"))


def test_front_page_shows_years_without_articles_as_gaps(client):
    make_article(published_on=datetime.date(2001, 1, 1))
    make_article(published_on=datetime.date(2003, 1, 1))

    page = text(client.get("/"))

    assert page.count('class="gap"') == 1
    assert '<th scope="row">2002</th><td class="num">0</td>' in page


def test_front_page_leads_to_the_undated(client):
    make_article(published_on=None)

    assert 'href="/browse/undated/"' in text(client.get("/"))


def test_front_page_hides_what_is_not_published(client):
    make_article("مسودة لم تنشر", status="draft")
    make_article("خبر محظور", embargo_until=datetime.date(2999, 1, 1))

    page = text(client.get("/"))

    assert "مسودة لم تنشر" not in page
    assert "خبر محظور" not in page


def test_front_page_shows_curators_everything(client):
    make_article("مسودة لم تنشر", status="draft")
    client.force_login(make_curator())

    assert "مسودة لم تنشر" in text(client.get("/"))


@pytest.mark.parametrize("number", [2, 30])
def test_front_page_asks_the_database_as_often_however_much_it_holds(client, django_assert_max_num_queries, number):
    for place in range(number):
        make_article(f"خبر {place}", topics=[f"موضوع {place}"], source=make_source(f"s{place}"))

    with django_assert_max_num_queries(6):
        client.get("/")


# ---------- the calendar ----------


@pytest.mark.parametrize(
    ("precision", "found_at"),
    [
        pytest.param("day", ["/browse/2019/", "/browse/2019/03/", "/browse/2019/03/01/"], id="a day"),
        pytest.param("month", ["/browse/2019/", "/browse/2019/03/"], id="a month is not its first day"),
        pytest.param("year", ["/browse/2019/"], id="a year is not its first month"),
    ],
)
def test_article_is_listed_where_its_date_is_known(client, precision, found_at):
    first = datetime.date(2019, 1, 1) if precision == "year" else datetime.date(2019, 3, 1)
    make_article("خبر مؤرخ", published_on=first, date_precision=precision)
    month = f"/browse/2019/{first.month:02}/"
    pages = ["/browse/2019/", month, f"{month}01/"]

    assert [page for page in pages if "خبر مؤرخ" in text(client.get(page))] == found_at


def test_undated_articles_have_a_page_of_their_own(client):
    make_article("خبر بلا تاريخ", published_on=None)

    assert "خبر بلا تاريخ" in text(client.get("/browse/undated/"))


@pytest.mark.parametrize(
    "path",
    [
        pytest.param("/browse/2019/02/31/", id="31 February"),
        pytest.param("/browse/2019/13/", id="a thirteenth month"),
        pytest.param("/browse/2019/00/", id="month zero"),
        pytest.param("/browse/0000/", id="year zero"),
        pytest.param("/browse/19/", id="two digits"),
        pytest.param("/browse/٢٠١٩/", id="Arabic-Indic digits"),
        pytest.param("/sources/none-such/", id="an unknown source"),
        pytest.param("/sources/a%00b/", id="a NUL in a source"),
        pytest.param("/sources/%ff/", id="a broken byte in a source"),
    ],
)
def test_impossible_address_has_no_page(client, path):
    assert client.get(path).status_code == 404


def test_day_without_articles_says_so(client):
    response = client.get("/browse/2019/03/23/")

    assert response.status_code == 200
    assert "ليس في الأرشيف شيء هنا" in text(response)


@pytest.mark.parametrize("path", ["/browse/9999/12/31/", "/browse/0001/01/01/", "/browse/9999/", "/browse/0001/"])
def test_ends_of_time_have_pages(client, path):
    assert client.get(path).status_code == 200


def test_month_without_leading_zero_is_the_same_page(client):
    page = text(client.get("/browse/2019/3/"))

    assert 'rel="canonical" href="http://testserver/browse/2019/03/"' in page


def test_calendar_leads_to_the_nearest_pages_that_hold_something(client):
    for day in (1, 15, 28):
        make_article(published_on=datetime.date(2019, 3, day))

    page = text(client.get("/browse/2019/03/15/"))

    assert 'href="/browse/2019/03/01/" rel="prev"' in page
    assert 'href="/browse/2019/03/28/" rel="next"' in page


@pytest.mark.parametrize("asked", ["0", "-1", "abc", "9" * 30, "%00", "2"])
def test_any_page_number_is_a_normal_page(client, asked):
    make_article("الخبر الوحيد")

    response = client.get(f"/browse/2019/?page={asked}")

    assert response.status_code == 200
    assert "الخبر الوحيد" in text(response)


def test_pages_of_a_day_do_not_repeat_each_other(client, monkeypatch):
    monkeypatch.setattr("archive.views.listing.LISTED", 2)
    for number in range(5):
        make_article(f"خبر رقم {number}")

    shown = [
        [article.title for article in client.get(f"/browse/2019/03/23/?page={page}").context["articles"]]
        for page in (1, 2, 3)
    ]

    assert sorted(chain.from_iterable(shown)) == [f"خبر رقم {number}" for number in range(5)]
    assert [len(page) for page in shown] == [2, 2, 1]


@pytest.mark.parametrize(
    "path", ["/browse/", "/browse/2019/", "/browse/2019/03/", "/browse/2019/03/23/", "/sources/warraq/"]
)
@pytest.mark.parametrize("number", [1, 20])
def test_browsing_asks_the_database_as_often_however_much_it_holds(client, django_assert_max_num_queries, path, number):
    for place in range(number):
        make_article(f"خبر {place}")

    with django_assert_max_num_queries(6):
        client.get(path)


def test_calendar_hides_what_is_not_published(client):
    make_article("خبر محجوب", status="withheld")

    for path in ("/browse/2019/", "/browse/2019/03/", "/browse/2019/03/23/", "/sources/warraq/"):
        assert "خبر محجوب" not in text(client.get(path))


# ---------- sources ----------


def test_source_is_described_in_the_readers_language(client):
    source = make_source(
        "miraya", name_ar="جريدة المرايا", name_latin="Al-Maraya", description_en="A daily.", issn="1234-5679"
    )
    make_article("من المرايا", source=source)

    arabic, english = text(client.get("/sources/miraya/")), text(client.get("/en/sources/miraya/"))

    assert "جريدة المرايا" in arabic
    assert "1234-5679" in arabic
    assert "Al-Maraya" in english
    assert "A daily." in english


def test_source_with_an_arabic_short_name_has_a_page(client):
    make_article("خبر", source=make_source("الوراق"))

    assert client.get("/sources/الوراق/").status_code == 200


# ---------- articles without a title ----------


def test_article_without_a_title_is_listed_by_its_first_words(client):
    make_article("", "أول كلمات النص ثم بقيته")

    assert "أول كلمات النص" in text(client.get("/browse/2019/03/23/"))


def test_title_that_the_archive_supplied_is_called_so_in_lists(client):
    make_article("عنوان من الأرشيف", title_supplied=True)

    assert "عنوان وضعه الأرشيف" in text(client.get("/browse/2019/03/23/"))


def test_first_words_of_a_closed_text_are_not_listed(client):
    make_article("", "كلمات سرية", source=make_source("closed", access=5))

    assert "كلمات سرية" not in text(client.get("/browse/2019/03/23/"))


def test_markup_in_a_title_is_shown_as_text(client):
    make_article("<script>alert(1)</script>")

    page = text(client.get("/browse/2019/03/23/"))

    assert "<script>alert" not in page
    assert "&lt;script&gt;" in page
