"""What may be typed on: words and names of the archive that this reader may know of."""

import pytest

from archive.models import Article
from search.index import indexing
from search.words import completing
from tests.makers import make_article, make_curator, make_source


@pytest.fixture
def complete(db):
    def complete(typed: str, user=None) -> list[str]:
        indexing.refresh(list(Article.objects.values_list("pk", flat=True)))
        return [one.text for one in completing.complete(typed, user)]

    return complete


def test_frequent_words_come_first(complete):
    make_article(body="باغوز بغداد")
    make_article(body="بغداد")

    assert complete("بغ") == ["بغداد"]
    assert complete("با") == ["باغوز"]


def test_the_article_need_not_be_typed(complete):
    make_article(body="معركة الباغوز")

    assert complete("باغ") == ["الباغوز"]


def test_a_form_with_a_particle_stands_behind_the_bare_word(complete):
    for _ in range(2):
        make_article(body="بالمدرسة وبالمدرسة")
    make_article(body="بالون باريس")

    assert complete("با") == ["باريس", "بالون", "بالمدرسة"]


def test_the_last_word_is_completed_and_the_others_stay(complete):
    make_article(body="معركة الباغوز")

    assert complete("معركة البا") == ["معركة الباغوز"]


@pytest.mark.parametrize("typed", ["bagh", "baghouz", "Bagho", "al-bagh"])
def test_latin_letters_complete_to_arabic_names(complete, typed):
    make_article(body="معركة الباغوز")

    assert complete(typed) == ["الباغوز"]


@pytest.mark.parametrize("typed", ["", " ", "ب", "ال", "\x00", "…", "%", "a" * 600, "ب" * 600, "2019"])
def test_what_is_no_beginning_of_a_word_is_not_completed(complete, typed):
    make_article(body="معركة الباغوز")

    assert complete(typed) == []


def test_words_of_hidden_articles_are_not_told(complete):
    make_article(body="معركة الباغوز", status="draft")

    assert complete("باغ") == []
    assert complete("باغ", make_curator()) == ["الباغوز"]


def test_names_of_the_vocabularies_are_offered_with_their_articles(complete):
    make_article(
        body="خبر",
        source=make_source("ufuq", name_ar="صحيفة الأفق"),
        topics=["الأفق السياسي"],
        places=["أفق"],
        authors=["سالم الأفقي"],
    )

    assert set(complete("الأفق")) == {"صحيفة الأفق", "الأفق السياسي", "سالم الأفقي"}
    assert "أفق" in complete("أفق")


def test_names_of_hidden_articles_are_not_told(complete):
    make_article(body="خبر", authors=["سالم الأفقي"], status="withheld")

    assert complete("سالم") == []


def test_completions_take_few_statements(complete, django_assert_max_num_queries):
    make_article(body="معركة الباغوز")
    complete("باغ")
    with django_assert_max_num_queries(7):
        completing.complete("baghouz")
