"""What may have been meant is offered with what it finds, and never searched unasked."""

import pytest
from django.core.management import call_command
from django.http import QueryDict

from archive.models import Article
from search.index import indexing
from search.models import IndexEntry
from search.query import parsing
from search.results import suggesting
from search.results.filters import IndexFilter
from search.words import resembling
from tests.makers import make_article


@pytest.fixture
def suggest(db):
    def suggest(text: str, params: str = "") -> list[suggesting.Suggestion]:
        indexing.refresh(list(Article.objects.values_list("pk", flat=True)))
        narrowed = IndexFilter(QueryDict(params), IndexEntry.objects.visible_to(None))
        return suggesting.suggestions(parsing.parse(text), narrowed, QueryDict(f"{params}&q=x"))

    return suggest


@pytest.mark.parametrize(
    ("typed", "wanted", "kind"),
    [
        pytest.param("baghouz", "الباغوز", suggesting.LATIN, id="Latin letters"),
        pytest.param("3iraq", "العراق", suggesting.LATIN, id="chat spelling"),
        pytest.param("tal-afar", "تلعفر", suggesting.LATIN, id="hyphen"),
        pytest.param("hgfhy,.", "الباغوز", suggesting.KEYBOARD, id="keyboard"),
        pytest.param("ستولتنبرج", "ستولتنبرغ", suggesting.SPELLING, id="another spelling"),
        pytest.param("ستولتنبغر", "ستولتنبرغ", suggesting.SPELLING, id="letters exchanged"),
        pytest.param("ستولتبرغ", "ستولتنبرغ", suggesting.SPELLING, id="a letter left out"),
    ],
)
def test_the_name_that_may_be_meant_is_suggested(suggest, typed, wanted, kind):
    make_article(body="الباغوز العراق تلعفر ستولتنبرغ")

    [suggestion] = suggest(typed)

    assert (suggestion.word, suggestion.kind, suggestion.count) == (wanted, kind, 1)


def test_a_word_keeps_its_place_in_the_query(suggest):
    make_article(body="معركة الباغوز الأخيرة")

    [suggestion] = suggest("معركة baghouz")

    assert suggestion.text == "معركة الباغوز"
    assert QueryDict(suggestion.address.removeprefix("?"))["q"] == "معركة الباغوز"


def test_a_rare_word_is_kept_beside_what_is_suggested(suggest):
    make_article(body="ستولتنبرج")
    make_article(body="ستولتنبرغ")

    [suggestion] = suggest("ستولتنبرج")

    assert (suggestion.text, suggestion.count) == ("ستولتنبرج OR ستولتنبرغ", 2)


def test_a_frequent_word_is_left_alone(suggest):
    for body in ["ستولتنبرج"] * 6 + ["ستولتنبرغ"]:
        make_article(body=body)

    assert suggest("ستولتنبرج") == []


def test_what_the_word_finds_by_itself_is_not_suggested(suggest):
    make_article(body="الباغوز")

    assert suggest("باغوز") == []


def test_names_in_hidden_articles_are_not_suggested(suggest):
    make_article(body="الباغوز", status="draft")

    assert suggest("baghouz") == []


def test_filters_stay_in_force(suggest):
    make_article(body="الباغوز")

    assert suggest("baghouz", "year=1999") == []
    assert "year=2019" in suggest("baghouz", "year=2019")[0].address


def test_there_are_at_most_five_a_word(suggest):
    make_article(body="تن تون تين تونا تينا تانا توانا طن طين")

    assert len(suggest("tn")) <= resembling.MOST


def test_command_measures_a_table(db, tmp_path, capsys):
    make_article(body="الباغوز حلب")
    indexing.refresh(list(Article.objects.values_list("pk", flat=True)))
    table = tmp_path / "pairs.tsv"
    table.write_text("query\tname\nbaghouz\tالباغوز\nkobani\tكوباني\nlondon\tحلب\n", encoding="utf-8")
    call_command("suggest", pairs=table)

    assert "pairs 3  in the archive 2  found 0.5000 (1)" in capsys.readouterr().out
