"""Which words are marked, and what is shown of a text."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search.query import parsing
from search.showing import highlighting


def marked(text: str, typed: str) -> list[tuple[str, str]]:
    return [(part.text, part.hit) for part in highlighting.highlight(text, parsing.parse(typed)) if part.hit]


@pytest.mark.parametrize(
    ("text", "typed", "hits"),
    [
        pytest.param("قرأ الكتاب", "الكتاب", [("الكتاب", "exact")], id="the typed form"),
        pytest.param("قرأ كتابين", "الكتاب", [("كتابين", "form")], id="another form"),
        pytest.param("قرأ الكِتَابَ أمس", "الكتاب", [("الكِتَابَ", "exact")], id="short vowels are marked with their word"),
        pytest.param("كتـــاب", "كتاب", [("كتـــاب", "exact")], id="stretched letters too"),
        pytest.param("«كتاب».", "كتاب", [("كتاب", "exact")], id="punctuation is not"),
        pytest.param("كتاب حلب", "كتاب -حلب", [("كتاب", "exact")], id="a word that must not be there is never marked"),
        pytest.param("في كتاب", "في كتاب", [("كتاب", "exact")], id="optional stop words are not"),
        pytest.param("في كتاب", "في", [("في", "exact")], id="a stop word that was searched alone is"),
        pytest.param("٢٠١٩", "2019", [("٢٠١٩", "exact")], id="digits of another script"),
        pytest.param("الإٍسلامية", "الاسلامية", [("الإٍسلامية", "form")], id="a stray mark"),
        pytest.param("", "كتاب", [], id="no text"),
        pytest.param("كتاب", "", [], id="no query"),
    ],
)
def test_hits_are_whole_words(text, typed, hits):
    assert marked(text, typed) == hits


def test_of_a_phrase_only_its_occurrences_are_marked():
    text = "وزير الدفاع لقي وزير الخارجية في الخارجية"

    assert marked(text, '"وزير الخارجية"') == [("وزير", "exact"), ("الخارجية", "exact")]


def test_a_word_that_is_also_searched_alone_is_marked_outside_the_phrase():
    assert len(marked("وزير الدفاع لقي وزير الخارجية", '"وزير الخارجية" وزير')) == 3


PIECES = st.one_of(st.text(max_size=20), st.sampled_from(["كتاب ", "الكِتَاب", "حلب\n", "ﷺ"]))
ANY_TEXT = st.lists(PIECES, max_size=20).map("".join)


@given(ANY_TEXT, ANY_TEXT)
def test_the_parts_give_the_text_again(text, typed):
    query = parsing.parse(f"كتاب {typed}")

    assert "".join(part.text for part in highlighting.highlight(text, query)) == text


@given(ANY_TEXT, ANY_TEXT)
def test_excerpts_are_stretches_of_their_paragraphs(text, typed):
    paragraphs = [found.group() for found in highlighting.PARAGRAPH.finditer(text)]

    for excerpt in highlighting.excerpts(text, parsing.parse(f"كتاب {typed}")):
        shown = "".join(part.text for part in excerpt.parts)
        paragraph = paragraphs[excerpt.paragraph - 1]
        assert shown in paragraph
        assert excerpt.cut_before == (not paragraph.startswith(shown))


FILLER = "وصل الوفد إلى العاصمة صباح اليوم وعقد لقاءات كثيرة مع مسؤولين. "


def shown(text: str, typed: str, **options) -> list[str]:
    found = highlighting.excerpts(text, parsing.parse(typed), **options)
    return ["".join(part.text for part in excerpt.parts) for excerpt in found]


def test_an_excerpt_stands_around_its_hit_and_cuts_no_word():
    [excerpt] = shown(FILLER * 9 + "زرافة " + FILLER * 9, "زرافة")

    assert "زرافة" in excerpt
    assert 150 < len(excerpt) <= highlighting.MAX_EXCERPT
    assert set(excerpt.split()) <= {"زرافة", *FILLER.split()}


def test_excerpts_come_from_several_paragraphs_in_the_order_of_the_text():
    text = "\n".join([FILLER, "زرافة", FILLER, "تمساح", FILLER])

    found = highlighting.excerpts(text, parsing.parse("تمساح زرافة"))

    assert [excerpt.paragraph for excerpt in found] == [2, 4]


def test_a_word_that_stands_often_is_shown_in_several_paragraphs():
    text = "\n".join(["زرافة وزرافة وزرافة", "زرافة هنا", "زرافة هناك", "زرافة هنالك"])

    assert [excerpt.paragraph for excerpt in highlighting.excerpts(text, parsing.parse("زرافة"))] == [1, 2, 3]


def test_a_phrase_that_a_line_breaks_is_shown():
    assert shown("زرافة هنا وزير\nالخارجية زرافة", '"وزير الخارجية"') == ["زرافة هنا وزير", "الخارجية زرافة"]


def test_what_stands_only_behind_the_first_letters_is_looked_for_there(monkeypatch):
    monkeypatch.setattr(highlighting, "SEARCHED", (100, 1000))

    assert shown(FILLER * 9 + "\nزرافة", "زرافة") == ["زرافة"]


def test_the_place_with_all_words_is_preferred():
    text = "\n".join(["زرافة هنا", "زرافة هناك", "زرافة وتمساح"])

    assert shown(text, "زرافة تمساح", limit=1) == ["زرافة وتمساح"]


def test_without_a_hit_the_beginning_is_shown():
    [excerpt] = highlighting.excerpts(FILLER * 9, parsing.parse("زرافة"))

    assert [part.hit for part in excerpt.parts] == [""]
    assert excerpt.cut_after


def test_without_a_text_there_is_no_excerpt():
    assert highlighting.excerpts(" \n ", parsing.parse("كتاب")) == []


def test_an_article_of_500_000_letters_is_highlighted_in_seconds():
    text = FILLER * (500_000 // len(FILLER)) + "زرافة"
    start = time.process_time()

    parts = highlighting.highlight(text, parsing.parse('زرافة "وصل الوفد"'))

    assert parts[-1].text == "زرافة"
    assert time.process_time() - start < 5
