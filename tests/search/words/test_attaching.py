"""What an exact phrase leaves out because a particle is written onto it."""

from search.models import IndexEntry
from search.query import parsing
from search.words import attaching
from tests.makers import make_article


def attached(typed: str) -> list[tuple[int, str]]:
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
