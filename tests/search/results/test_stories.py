"""Versions of one story in a list of results: one is shown, the others are named below it."""

import datetime

import pytest

from archive.models import Relation
from search.results import stories
from tests.makers import make_article
from tests.search.pages import text

pytestmark = pytest.mark.django_db


@pytest.fixture
def story():
    """Three versions, of which the middle one is the longest."""
    bodies = ("مكتبة جديدة.", "مكتبة جديدة في المدينة افتتحت أمس.", "مكتبة جديدة أمس.")
    made = [
        make_article(f"عنوان{place}", body, published_on=datetime.date(2019, 3, place))
        for place, body in enumerate(bodies, 1)
    ]
    for first, second in ((0, 1), (1, 2)):
        Relation.objects.create(first=made[first], second=made[second], kind="version", shared=0.8, contained=0.9)
    return made


def shown(page) -> list[str]:
    return [hit.article.title for hit in page.context["hits"] if not hit.folded]


@pytest.mark.parametrize(
    ("choice", "title"),
    [
        pytest.param("first", "عنوان1", id="first"),
        pytest.param("last", "عنوان3", id="last"),
        pytest.param("longest", "عنوان2", id="longest"),
    ],
)
def test_one_version_is_shown(search, story, choice, title):
    assert shown(search("مكتبة", stories=choice)) == [title]


def test_folded_versions_are_named(search, story):
    page = text(search("مكتبة", stories="first"))

    assert all(article.get_absolute_url() in page for article in story)


def test_nothing_is_folded_unless_asked_for(search, story):
    assert len(shown(search("مكتبة"))) == 3
    assert len(shown(search("مكتبة", stories="any"))) == 3


def test_versions_are_offered_where_there_are_any(search, story):
    make_article("خبر آخر", "متحف جديد.")

    assert search("مكتبة").context["version_choices"]
    assert not search("متحف").context["version_choices"]


def test_the_count_still_counts_articles(search, story):
    page = search("مكتبة", stories="last")

    assert (page.context["found"].total, page.context["folded"]) == (3, 2)


def test_what_is_not_the_same_is_not_folded(search, story):
    Relation.objects.update(state="refused")

    assert len(shown(search("مكتبة", stories="first"))) == 3


def test_folding_costs_one_statement(search, story, django_assert_num_queries):
    hits = search("مكتبة").context["hits"]

    with django_assert_num_queries(1):
        stories.fold(hits, "first")
