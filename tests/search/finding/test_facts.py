"""What the names in a query mean, and which articles they find."""

import datetime

import pytest

from archive.models import Article, Place
from search.datatypes import Facet
from search.finding import facts
from tests.makers import make_article, make_source


@pytest.fixture
def al_hayat(db):
    return make_source("al-hayat", name_ar="الحياة", name_latin="Al-Hayat", former_names=["حياة بيروت"])


@pytest.mark.parametrize(
    "name",
    [
        pytest.param("الحياة", id="its name"),
        pytest.param("حياة", id="without the article"),
        pytest.param("الحياه", id="spelt carelessly"),
        pytest.param("الحيَاة", id="with short vowels"),
        pytest.param("hayat", id="in Latin letters"),
        pytest.param("al-hayat", id="its short name"),
        pytest.param("بيروت", id="a word of a former name"),
        pytest.param("حياة بيروت", id="a former name"),
    ],
)
def test_a_source_is_known_by(al_hayat, name):
    make_source("other", name_ar="حي البيارة")

    assert facts.meant([Facet("source", name)]) == {Facet("source", name): (str(al_hayat.pk),)}


def test_a_part_of_a_word_names_nothing(db):
    Place.objects.create(name_ar="مصراتة")

    assert facts.meant([Facet("place", "مصر")]) == {Facet("place", "مصر"): ()}


@pytest.mark.parametrize("name", ["ar", "العربية", "عربي", "Arabic", "AR"])
def test_a_language_is_known_by_code_and_name(db, name):
    assert "ar" in facts.meant([Facet("language", name)])[Facet("language", name)]


@pytest.mark.parametrize("name", ["opinion", "رأي", "Opinion", "الرأي"])
def test_a_genre_is_known_in_both_languages(db, name):
    assert facts.meant([Facet("genre", name)])[Facet("genre", name)] == ("opinion",)


def test_all_names_of_a_query_cost_one_statement(db, django_assert_num_queries):
    asked = [Facet("source", "الحياة"), Facet("author", "محمد"), Facet("place", "دمشق"), Facet("topic", "سياسة")]

    with django_assert_num_queries(1):
        facts.meant(asked)


def test_facts_find_articles(search_for, al_hayat):
    article = make_article(
        body="كتاب",
        source=al_hayat,
        published_on=datetime.date(2011, 3, 5),
        genre=Article.Genre.OPINION,
        language="ar-LB",
        authors=["محمد الماغوط"],
        places=["دمشق"],
        topics=["الأدب العربي"],
    )
    make_article(body="كتاب", source=make_source("other"), published_on=datetime.date(2015, 1, 1), language="fr")
    named = [
        "source:الحياة",
        "كاتب:الماغوط",
        "مكان:دمشق",
        "topic:«ادب عربي»",
        "نوع:رأي",
        "language:ar",
        "-source:other",
    ]
    dated = ["2011..2012", "before:2012", "كتاب 2011-03..2011-03", "كتاب -after:2012"]
    mixed = ["كتاب source:hayat", "(source:الحياة OR حلب)", "كتاب (-2015..2015 source:الحياة)"]
    queries = [*named, *dated, *mixed]

    assert [search_for(typed) for typed in queries] == [[article]] * len(queries)


def test_a_name_that_nothing_has_finds_nothing(search_for):
    wanted = make_article(body="كتاب")

    assert search_for("كتاب source:مجهول") == []
    assert search_for("كتاب -source:مجهول") == [wanted]
    assert search_for("كتاب OR source:مجهول") == [wanted]


def test_undated_articles_are_in_no_span(search_for):
    undated = make_article(body="كتاب", published_on=None)

    assert search_for("كتاب 1900..2100") == []
    assert search_for("كتاب -1900..2100") == [undated]


def test_the_page_says_which_name_nothing_has(client, al_hayat):
    page = client.get("/search/", {"q": "كتاب source:مجهول -source:الحياة"}).content.decode()

    assert "لا شيء في الأرشيف اسمه «مجهول»" in page
    assert "اسمه «الحياة»" not in page
