"""What an exact phrase leaves out because a particle is written onto it."""

import pytest

from search.models import IndexEntry
from search.query import parsing
from search.words import attaching
from tests.makers import make_article


def attached(typed: str) -> list[tuple[int | None, str]]:
    found = attaching.attached(parsing.parse(typed), IndexEntry.objects.all())
    return [(one.count, one.text) for one in found]


def test_articles_with_a_particle_are_counted_and_can_be_searched(search_for):
    make_article(body="قوات سوريا الديمقراطية")
    make_article(body="قوات سوريا الديمقراطية ولقوات سوريا الديمقراطية")
    make_article(body="لقوات سوريا الديمقراطية")
    make_article(body="بقوات سوريا الديمقراطية")
    plain = search_for('"قوات سوريا الديمقراطية"')

    [(count, text)] = attached('"قوات سوريا الديمقراطية"')

    assert count == len(search_for(text)) - len(plain) == 2
    assert text == '"قوات سوريا الديمقراطية" OR "بقوات سوريا الديمقراطية" OR "لقوات سوريا الديمقراطية"'


def test_before_the_article_li_loses_its_alif_and_no_second_article_is_tried(search_for):
    make_article(body="للعالم القديم")
    make_article(body="الالعالم القديم")
    make_article(body="وبالعالم القديم")
    search_for("")

    assert attached('"العالم القديم"') == [(2, '"العالم القديم" OR "للعالم القديم" OR "وبالعالم القديم"')]


@pytest.mark.parametrize(
    ("particle", "word", "form"),
    [
        ("ل", "الله", "لله"),
        ("ول", "الليل", "ولليل"),
        ("ب", "البيت", "بالبيت"),
        ("لل", "بيت", "للبيت"),
        ("و", "بيت", "وبيت"),
    ],
    ids=["allah", "night", "with-the-house", "for-the-house", "and-a-house"],
)
def test_a_particle_is_written_onto_a_word_as_arabic_spells_it(particle, word, form):
    assert attaching.joined(particle, word) == form


def test_what_was_not_all_looked_into_is_offered_without_a_number(search_for, monkeypatch):
    monkeypatch.setattr(attaching, "LOOKED_INTO", 2)
    make_article(body="ولقوات سوريا")
    make_article(body="ولقوات من سوريا")
    search_for("")

    assert attached('"قوات سوريا"') == [(None, '"قوات سوريا" OR "ولقوات سوريا"')]


def test_the_rest_of_the_query_stays(search_for):
    make_article(body="لقوات سوريا")
    search_for("")

    [(_, text)] = attached('"قوات سوريا" -دمشق')

    assert text == '("قوات سوريا" OR "لقوات سوريا") -دمشق'


def test_a_phrase_that_no_particle_stands_before_offers_nothing(search_for):
    make_article(body="قوات سوريا الديمقراطية")
    search_for("")

    assert attached('"قوات سوريا الديمقراطية"') == []


def test_a_phrase_in_other_letters_takes_no_particle(db, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert attached('"Human Rights"') == []


def test_all_phrases_cost_one_statement(db, django_assert_num_queries):
    with django_assert_num_queries(1):
        attached('"قوات سوريا" "وزير الخارجية"')
