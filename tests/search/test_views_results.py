"""The results page: what was searched, what was found, how to narrow it, and what helps when nothing was."""

import datetime
from itertools import chain
from urllib.parse import quote

import psycopg
import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from archive import paging
from archive.models import Article
from search import indexing
from search.models import Alias
from search.views import results
from tests.makers import make_article, make_curator, make_source

pytestmark = pytest.mark.django_db
ADDRESS = ("host", "port", "user", "password", "dbname")


@pytest.fixture
def search(client):
    """`search("كتاب", year=2019)`: everything is indexed, and the page comes as text."""

    def search(words: str = "", **params):
        indexing.refresh(list(Article.objects.values_list("pk", flat=True)))
        response = client.get("/search/", {"q": words, **params})
        assert response.status_code == 200
        return response

    return search


def text(response) -> str:
    return response.content.decode()


def titles(response) -> list[str]:
    return [hit.article.title for hit in response.context["hits"]]


# ---------- what is found ----------


def test_found_words_are_marked_whole_in_title_and_excerpt(search):
    make_article("افتتاح مكتبة", "رحّبت المكتبةُ بزوارها.")

    page = text(search("مكتبة"))

    assert "افتتاح <mark>مكتبة</mark>" in page
    assert '<mark class="form">المكتبةُ</mark>' in page


def test_markup_in_an_article_is_shown_as_text(search):
    make_article("عنوان <b>", "كتاب <script>alert(1)</script> كتاب")

    assert "<script>alert" not in text(search("كتاب"))


def test_markup_in_a_query_is_shown_as_text(search):
    assert "<script>alert" not in text(search('"><script>alert(1)</script>'))


def test_excerpt_leads_to_its_paragraph_with_the_words(search):
    article = make_article("خبر", "فقرة أولى.\n\nفقرة فيها مكتبة.")

    assert f'href="/a/{article.identifier}/?q={quote("مكتبة")}&amp;n=1#p2"' in text(search("مكتبة"))


def test_count_is_announced(search):
    make_article(body="مكتبة")

    assert 'role="status"' in text(search("مكتبة"))
    assert "مقالة واحدة" in text(search("مكتبة"))


def test_page_says_how_the_query_was_understood(search):
    page = text(search('كتاب "وزير الخارجية" -مصر'))

    assert "«وزير الخارجية»" in page
    assert "كما كُتبت" in page
    assert "<span>عدا</span> <b><bdi>مصر</bdi></b>" in page


def test_long_query_is_cut_and_the_page_says_so(search):
    assert "بُحث عن أول 500 حرف فقط" in text(search("كتاب " * 200))


def test_signs_alone_are_no_search(search):
    assert "ليس فيما كُتب كلمة" in text(search("؟!…"))


def test_filters_without_words_list_what_they_leave(search):
    make_article("من المصدر", source=make_source("one"))
    make_article("من غيره", source=make_source("two"))

    assert titles(search("", source="one")) == ["من المصدر"]


def test_results_are_not_for_search_engines(search):
    assert 'content="noindex, follow"' in text(search("كتاب"))


# ---------- order and pages ----------


@pytest.mark.parametrize(
    ("sort", "order"),
    [
        pytest.param("newest", ["2020", "2010"], id="newest first"),
        pytest.param("oldest", ["2010", "2020"], id="oldest first"),
    ],
)
def test_results_come_in_the_order_asked_for(search, sort, order):
    for year in (2010, 2020):
        make_article(str(year), "مكتبة", published_on=datetime.date(year, 1, 1))

    assert titles(search("مكتبة", sort=sort)) == order


def test_pages_do_not_repeat_each_other(search, monkeypatch):
    monkeypatch.setattr(results, "PER_PAGE", 2)
    for number in range(5):
        make_article(f"خبر {number}", "مكتبة")

    shown = [titles(search("مكتبة", page=number)) for number in (1, 2, 3)]

    assert sorted(chain.from_iterable(shown)) == [f"خبر {number}" for number in range(5)]


@pytest.mark.parametrize("asked", ["0", "-1", "abc", "9" * 30, "\x00", "101"])
def test_any_page_number_is_a_normal_page(search, asked):
    make_article("الخبر الوحيد", "مكتبة")

    assert titles(search("مكتبة", page=asked)) == ["الخبر الوحيد"]


def test_page_links_carry_the_state_and_no_rubbish(search, monkeypatch):
    monkeypatch.setattr(results, "PER_PAGE", 1)
    for _ in range(2):
        make_article(body="مكتبة")

    page = text(search("مكتبة", sort="newest", source="warraq", rubbish="1"))

    assert f"q={quote('مكتبة')}&amp;source=warraq&amp;sort=newest&amp;page=2" in page
    assert "rubbish" not in page.split("<main", 1)[1]


@pytest.mark.parametrize("sort", ["relevance", "newest", "oldest", "longest"])
def test_pages_behind_the_last_number_go_on_by_cursor_and_repeat_nothing(search, monkeypatch, sort):
    monkeypatch.setattr(results, "PER_PAGE", 2)
    monkeypatch.setattr(paging, "LAST", 2)
    for number in range(7):
        make_article(f"خبر {number}", "مكتبة " * (number + 1), published_on=datetime.date(2019, 1, 1 + number % 2))

    shown = [search("مكتبة", sort=sort), search("مكتبة", sort=sort, page=2)]
    while (after := shown[-1].context["page"].onward) and len(shown) < 9:
        assert f"after={after}" in text(shown[-1])
        shown.append(search("مكتبة", sort=sort, after=after))

    assert [response.context["page"].first_shown for response in shown] == [1, 3, 5, 7]
    assert sorted(chain.from_iterable(map(titles, shown))) == [f"خبر {number}" for number in range(7)]


@pytest.mark.parametrize("after", ["x", "W10", "\x00", "a" * 300])
def test_a_cursor_that_means_nothing_is_the_first_page(search, after):
    make_article("الخبر الوحيد", "مكتبة")

    assert titles(search("مكتبة", after=after)) == ["الخبر الوحيد"]


def test_titles_alone_have_no_excerpts(search):
    make_article("خبر", "افتتحت مكتبة.")

    response = search("مكتبة", view="compact")

    assert titles(response) == ["خبر"]
    assert "افتتحت" not in text(response)


def test_a_line_parts_all_of_the_words_from_most_of_them(search):
    make_article("الكل", "مكتبة كبيرة زرقاء جديدة")
    make_article("الأكثر", "مكتبة كبيرة زرقاء")
    for _ in range(5):  # so that the word which is missing tells little
        make_article(body="جديدة")

    response = search("مكتبة كبيرة زرقاء جديدة")

    assert [hit.layer for hit in response.context["hits"]] == ["", "most"]
    assert "فيها أكثر الكلمات" in text(response)
    assert (response.context["found"].total, response.context["found"].most) == (1, 1)


def test_a_hit_says_by_which_printed_forms_it_was_found(search):
    make_article("خبر", "زار المكتبة ثم غادر مكتبة.")

    [hit] = search("مكتبة").context["hits"]

    assert [(met.form, met.kind) for met in hit.met] == [("مكتبة", "exact"), ("المكتبة", "form")]


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
    assert "ليس هذا تاريخًا" in page


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


# ---------- what was searched ----------


def terms(response) -> list[str]:
    return [term.text for term in response.context["terms"]]


def test_a_word_can_be_narrowed_to_its_exact_form_and_widened_again(search, client):
    make_article("الأول", "مكتبة")
    make_article("الثاني", "المكتبات")

    [term] = search("مكتبة").context["terms"]
    narrowed = client.get(f"/search/{term.exact}")
    [again] = narrowed.context["terms"]

    assert titles(narrowed) == ["الأول"]
    assert len(titles(client.get(f"/search/{again.wide}"))) == 2


def test_a_word_can_be_removed(search, client):
    make_article("الأول", "مكتبة")

    _, second = search("مكتبة زرقاء").context["terms"]

    assert terms(client.get(f"/search/{second.removed}")) == ["مكتبة"]


def test_a_chip_names_the_forms_that_were_searched(search):
    make_article(body="مكتبة والمكتبات")

    [term] = search("مكتبة").context["terms"]

    assert term.glance == ["والمكتبات"]


def test_an_exact_phrase_says_how_many_more_it_finds_with_particles(search, client):
    make_article(body="مع وزير الخارجية")
    make_article(body="ووزير الخارجية")

    [term] = search('"وزير الخارجية"').context["terms"]

    assert term.more == 1
    assert client.get(f"/search/{term.attached}").context["found"].total == 2


def test_other_names_are_shown_and_can_be_refused(search):
    make_article("الأول", "نزل في سوريا")
    make_article("الثاني", "نزل في الشام")
    Alias.objects.create(expressions=["الشام", "سوريا"])

    widened, refused = search("الشام"), search("الشام", aliases="no")

    assert sorted(titles(widened)) == ["الأول", "الثاني"]
    assert "aliases=no" in text(widened)
    assert titles(refused) == ["الثاني"]


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        pytest.param("مكتبة OR (كتاب -قلم)", ["مكتبة", "أو", "(", "كتاب", "قلم", ")"], id="either, and a group"),
        pytest.param(
            'title:مكتبة "كتاب قلم"~3 atleast2:دفتر حبر*', ["مكتبة", "كتاب قلم", "دفتر", "حبر…"], id="all kinds"
        ),
        pytest.param("source:وكالة 2011..2014 مكتبة", ["المصدر: وكالة", "2011 – 2014", "مكتبة"], id="facts"),
    ],
)
def test_the_page_shows_how_it_read_the_query(search, words, shown):
    assert terms(search(words)) == shown


# ---------- when nothing is found ----------


def test_nothing_found_offers_fewer_words_with_their_counts(search):
    make_article(body="مكتبة جديدة")

    offers = {offer.text: offer.count for offer in search("مكتبة زرقاء").context["offers"]}

    assert offers == {"مكتبة OR زرقاء": 1, "مكتبة": 1}


def test_nothing_found_offers_to_drop_the_quotation_marks(search):
    make_article(body="الخارجية تنفي والوزير يؤكد")

    kinds = [offer.kind for offer in search('"الخارجية الوزير"').context["offers"]]

    assert "unquoted" in kinds


def test_nothing_found_offers_to_drop_the_filters(search):
    make_article(body="مكتبة")
    make_source("empty")

    offers = search("مكتبة", source="empty", genre="news").context["offers"]

    assert [(offer.kind, offer.count) for offer in offers] == [("unfiltered", 1)]


def test_nothing_found_offers_any_time_and_to_drop_one_filter(search):
    make_article(body="مكتبة", genre="news")

    offers = search("مكتبة", year="1999", genre="news").context["offers"]

    assert [(offer.kind, offer.text, offer.count) for offer in offers] == [("any_time", "", 1), ("unfiltered", "", 1)]


def test_offered_search_finds_what_it_promises(search, client):
    make_article(body="مكتبة جديدة")

    for offer in search("مكتبة زرقاء").context["offers"]:
        assert client.get(f"/search/{offer.address}").context["found"].total == offer.count


@pytest.fixture
def locked_index(db):
    """Somebody else holds the index, so that every search waits until the database gives it up."""
    parameters = {name: value for name, value in connection.get_connection_params().items() if name in ADDRESS}
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = '100ms'")
    with psycopg.connect(**parameters) as other:
        other.execute("LOCK TABLE search_indexentry IN ACCESS EXCLUSIVE MODE")
        yield
        other.rollback()


def test_search_that_takes_too_long_says_so(client, locked_index):
    response = client.get("/search/", {"q": "كتاب"})

    assert response.status_code == 200
    assert "هذا أكثر مما يُبحث فيه" in text(response)


# ---------- who sees what ----------


def test_unpublished_articles_are_not_found(search):
    make_article(body="مكتبة", status="draft")
    make_article(body="مكتبة", embargo_until=datetime.date(2999, 1, 1))

    assert search("مكتبة").context["found"].total == 0


def test_curators_find_everything_and_see_its_state(search, client):
    make_article("المسودة", "مكتبة", status="draft")
    client.force_login(make_curator())

    assert "مسوّدة" in text(search("مكتبة"))


@pytest.mark.parametrize(
    ("access", "shown"),
    [
        pytest.param(1, True, id="open"),
        pytest.param(2, True, id="registered: excerpts"),
        pytest.param(4, True, id="snippet: excerpts"),
        pytest.param(5, False, id="metadata: nothing of the text"),
    ],
)
def test_restricted_article_is_found_and_shown_as_far_as_its_source_allows(search, access, shown):
    make_article("العنوان", "نص المكتبة", source=make_source("restricted", access=access))

    response = search("المكتبة")

    assert titles(response) == ["العنوان"]
    assert ("نص <mark>المكتبة</mark>" in text(response)) is shown


# ---------- promises about cost and bad input ----------


@pytest.mark.parametrize("number", [1, 12])
@pytest.mark.parametrize(
    "params",
    [
        pytest.param({"q": "مكتبة"}, id="a word with its forms and the facet of them"),
        pytest.param(
            {"q": "مكتبة", "source": "s0", "not-year": "1999", "first": "2019", "length": "short"}, id="narrowed"
        ),
        pytest.param({"q": "مكتبة", "page": "2"}, id="the second page"),
        pytest.param({"q": "مكتبة", "sort": "newest", "view": "compact"}, id="by date"),
        pytest.param({"q": '"مكتبة المدينة"'}, id="a quotation with its other forms"),
        pytest.param({"q": "مكتبة المدينة الكبيرة الزرقاء"}, id="most of the words"),
        pytest.param({"q": "متى افتتحت مكتبة المدينة؟"}, id="a question"),
        pytest.param({"q": "مكتبة القاهرة"}, id="with aliases"),
        pytest.param({"q": "source:s0 title:خبر مكتبة"}, id="fields"),
    ],
)
def test_results_ask_the_database_at_most_eight_times_however_much_is_found(
    search, client, number, params, django_assert_max_num_queries
):
    for place in range(number):
        body = "افتتحت مكتبة المدينة الكبيرة في القاهرة، وفيها مكتبات."
        make_article(f"خبر {place}", body, topics=[f"موضوع {place}"], source=make_source(f"s{place}"))
    for _ in range(20):  # so that a word which is missing tells little
        make_article(body="الزرقاء")
    search("مكتبة")

    with django_assert_max_num_queries(8):
        response = client.get("/search/", params)
    assert response.context["hits"]


def test_nothing_found_costs_a_bounded_number_of_statements(search, client, django_assert_max_num_queries):
    make_article(body="مكتبة")
    search("مكتبة")

    with django_assert_max_num_queries(40):
        response = client.get("/search/", {"q": '"مكتبة زرافة" قرد نمر فيل أسد دب', "source": "warraq", "year": "2019"})
    assert not response.context["hits"]


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=60), st.text(max_size=10), st.text(max_size=10))
def test_no_query_breaks_the_page(client, words, year, page):
    assert client.get("/search/", {"q": words, "year": year, "page": page}).status_code == 200


@pytest.mark.parametrize(
    "query",
    [
        pytest.param("%00", id="NUL"),
        pytest.param("%ED%A0%80", id="a lone surrogate"),
        pytest.param("%FF%FE", id="bytes that are no UTF-8"),
        pytest.param("%E2%80%AE%E2%81%A6", id="bidi overrides"),
        pytest.param("-" * 40, id="forty hyphens"),
        pytest.param("%27%22%28%29%26%7C%21%3A%2A%3C%2D%3E%5C", id="every sign of a tsquery"),
        pytest.param("%EF%BB%BB", id="a presentation form"),
        pytest.param("(" * 200, id="two hundred brackets"),
    ],
)
def test_hostile_bytes_are_a_normal_page(client, query):
    assert client.get(f"/search/?q={query}").status_code == 200


@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize(
    "asked",
    [
        pytest.param("q=" + "%D9%83" * 10_000, id="ten thousand letters"),
        pytest.param("q=" + "(-" * 2_000, id="thousands of brackets and hyphens"),
        pytest.param("q=%22%D9%83", id="a quotation mark that nothing closes"),
        pytest.param("q=%D9%83&q=%00&page=2&page=x&year=2019&year=%D9%A2", id="everything twice"),
        pytest.param("q=%D9%83&" + "&".join(f"source=s{n}" for n in range(400)), id="hundreds of sources"),
        pytest.param("&".join(f"p{n}={n}" for n in range(2_000)), id="thousands of names"),
        pytest.param("q=%D9%83&topic=9223372036854775808&year=99999&first=0000-00-00", id="numbers beyond all bounds"),
        pytest.param("q[]=%D9%83;page=2&=&==&&", id="what is no form"),
    ],
)
def test_hostile_address_is_a_normal_page_in_the_reader_s_language(client, asked, language):
    response = client.get(f"{'/en' if language == 'en' else ''}/search/?{asked}")

    assert response.status_code == 200
    assert f'<html lang="{language}"' in text(response)
