"""The query as the page shows it back, word by word, and what leads to a narrower or wider one."""

import pytest

from search.models import Alias
from tests.makers import make_article
from tests.search.pages import text, titles

pytestmark = pytest.mark.django_db


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


def test_a_phrase_beside_other_words_does_not_say_how_many_more_it_finds(search):
    make_article(body="مع وزير الخارجية في دمشق")
    make_article(body="ووزير الخارجية")

    phrase, _ = search('"وزير الخارجية" دمشق').context["terms"]

    assert (phrase.more, bool(phrase.attached)) == (0, True)


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
