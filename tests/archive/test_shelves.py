"""Sources, topics, places and people: what is found on a shelf, and where what moved stands now."""

import pytest
from django.utils import translation

from archive import merging, shelves
from archive.models import Author, Place, Source, Topic
from tests.makers import make_article, make_curator, make_source

pytestmark = pytest.mark.django_db


def names(found) -> list[str]:
    return [thing.name_ar for thing in found]


def test_largest_comes_first_and_equals_by_name():
    make_article(topics=["ب", "أ"])
    make_article(topics=["ت"])
    make_article(topics=["ت"])

    assert names(shelves.TOPICS.known_to(None)) == ["ت", "أ", "ب"]


def test_order_by_name_is_that_of_the_name_that_is_shown():
    for arabic, latin in (("بيروت", "Beirut"), ("حلب", "Aleppo")):
        make_article(places=[arabic])
        Place.objects.filter(name_ar=arabic).update(name_latin=latin)

    with translation.override("en"):
        assert names(shelves.PLACES.known_to(None, order="name")) == ["حلب", "بيروت"]


def test_term_of_unpublished_articles_is_not_named():
    make_article(topics=["سر"], status="draft")

    assert names(shelves.TOPICS.known_to(None)) == []
    assert names(shelves.TOPICS.known_to(make_curator())) == ["سر"]


@pytest.mark.parametrize(
    "words",
    [
        pytest.param("احمد", id="without its hamza"),
        pytest.param("أَحْمَد", id="with marks"),
        pytest.param("علي أحمد", id="in another order"),
        pytest.param("عـلي", id="stretched"),
        pytest.param("AHMAD", id="in Latin capitals"),
    ],
)
def test_name_is_found_however_it_is_typed(words):
    make_article(authors=["أحمد علي"])
    make_article(authors=["سعاد"])
    Author.objects.filter(name_ar="أحمد علي").update(name_latin="Ahmad Ali")

    assert names(shelves.PEOPLE.known_to(None, words)) == ["أحمد علي"]


@pytest.mark.parametrize("words", ["%", "_", "'", "\\"])
def test_signs_of_the_database_are_letters_like_others(words):
    make_article(authors=["أحمد"])

    assert names(shelves.PEOPLE.known_to(None, words)) == []


def test_source_is_found_by_a_former_name():
    make_article(source=make_source("new", name_ar="الجديدة", former_names=["صوت الشعب"]))

    assert names(shelves.SOURCES.known_to(None, "صوت")) == ["الجديدة"]


def test_source_that_was_renamed_answers_to_its_former_address():
    source = make_source("old")
    Source.objects.filter(pk=source.pk).update(slug="new")

    assert shelves.SOURCES.heir("old") == source


def test_term_that_was_merged_twice_leads_to_the_last():
    make_article(topics=["أ", "ب", "ج"])
    first, second, third = Topic.objects.order_by("name_ar")
    gone = first.pk
    merging.merge_terms(loser=first, winner=second, by=make_curator())
    merging.merge_terms(loser=second, winner=third, by=make_curator("other"))

    assert shelves.TOPICS.heir(gone) == third


def test_term_that_never_was_has_no_heir():
    assert shelves.TOPICS.heir(999) is None


def test_what_is_slow_to_sum_is_kept_for_a_while(monkeypatch):
    monkeypatch.setattr(shelves, "WORTH_KEEPING", -1)
    make_article()
    before = shelves.largest(None, 5)
    make_article()

    assert shelves.largest(None, 5) == before
    shelves.cache.clear()


def test_front_page_asks_one_statement_for_all_shelves(django_assert_num_queries):
    make_article(topics=["سياسة"], places=["حلب"], authors=["كاتبة"])

    with django_assert_num_queries(1):
        leading = shelves.largest(None, 5)

    assert {role: [entry.name for entry in entries] for role, entries in leading.items()} == {
        "source": ["صحيفة الورّاق"],
        "topic": ["سياسة"],
        "place": ["حلب"],
        "author": ["كاتبة"],
    }
