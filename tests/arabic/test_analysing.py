"""What the door promises for any text."""

import itertools

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import arabic

LETTERS = "ابتثجحخدذرزسشصضطظعغفقكلمنهويءأإآؤئىة"
HARAKAT = "\N{ARABIC FATHA}\N{ARABIC DAMMA}\N{ARABIC KASRA}\N{ARABIC SHADDA}\N{ARABIC SUKUN}\N{ARABIC FATHATAN}"
TATWEEL = "\N{ARABIC TATWEEL}"
EVIL = "\0\ud800\udfff\u200f\u202e\ufeff\u0600\u06dd\u0301_ﷺﻻ‌́١,.٫'\\:&|!()<>*é日"

arabic_words = st.text(LETTERS, min_size=1, max_size=12)
any_text = st.text(st.one_of(st.characters(), st.sampled_from(LETTERS + HARAKAT + TATWEEL + EVIL)), max_size=60)


def lexemes(text, **options):
    return [token.lexemes for token in arabic.analyse(text, **options)]


@given(any_text, st.booleans())
def test_places_lie_in_the_text_and_never_go_back(text, query):
    tokens = arabic.analyse(text, query=query)

    assert [token.position for token in tokens] == list(range(len(tokens)))
    assert all(0 <= token.start < token.end <= len(text) for token in tokens)
    assert all(a.start <= b.start and a.end <= b.end for a, b in itertools.pairwise(tokens))


@given(any_text, st.booleans())
def test_lexemes_begin_with_the_exact_one_and_hold_no_space(text, query):
    for token in arabic.analyse(text, query=query):
        assert token.lexemes[0] == f"={token.surface}"
        assert not any(character.isspace() for lexeme in token.lexemes for character in lexeme)
        assert all(lexeme[0] in "=+~%#" and len(lexeme) > 1 for lexeme in token.lexemes)
        assert token.stop == all(lexeme[0] == "=" for lexeme in token.lexemes)


@given(any_text, any_text)
def test_paragraphs_are_analysed_apart(first, second):
    assert lexemes(f"{first}\n{second}") == lexemes(first) + lexemes(second)


@given(arabic_words, st.data())
def test_marks_and_tatweel_change_no_lexeme(word, data):
    marked = "".join(letter + data.draw(st.text(HARAKAT + TATWEEL, max_size=2)) for letter in word)

    assert lexemes(marked) == lexemes(word)


@given(arabic_words)
def test_a_word_typed_as_printed_asks_for_all_that_is_printed(word):
    printed, typed = arabic.analyse(word), arabic.analyse(word, query=True)

    assert [token.surface for token in printed] == [token.surface for token in typed]
    assert all(set(a.lexemes) <= set(b.lexemes) for a, b in zip(printed, typed, strict=True))


@given(any_text)
@settings(max_examples=50)
def test_the_same_text_is_analysed_the_same(text):
    assert arabic.analyse(text) == arabic.analyse(text)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("\0", id="NUL"),
        pytest.param("\ud800 \udfff", id="lone surrogates"),
        pytest.param("\N{ARABIC FATHA}", id="a mark alone"),
        pytest.param("'\\\"", id="quotation marks and backslash"),
    ],
)
def test_what_is_no_word_makes_no_token(text):
    assert arabic.analyse(text) == []


def test_pieces_of_a_glued_word_have_their_own_places():
    text = "في الوِلاياتالمتّحدة"

    tokens = arabic.analyse(text)

    assert [(text[t.start : t.end], t.position, t.surface) for t in tokens] == [
        ("في", 0, "في"),
        ("الوِلايات", 1, "الولايات"),
        ("المتّحدة", 2, "المتحدة"),
    ]
    assert tokens[1].lexemes[-1] == "=الولاياتالمتحدة"
    assert tokens[2].lexemes[0] == "=المتحدة"


def test_only_pieces_of_glued_words_say_so():
    assert [token.glued for token in arabic.analyse("الـBBC في الولاياتالمتحدة")] == [False, False, False, True, True]


def test_kinds_of_lexemes_never_meet():
    [word, number, name, english, exact] = [
        token.lexemes[:2][-1] for token in arabic.analyse("مدرسة 2019 الباغوز governments في")
    ]

    assert (word, number, name, english, exact) == ("+madorasap", "#2019", "~باغوز", "%govern", "=في")


def test_version_names_code_and_data():
    code, _, data = arabic.VERSION.partition("-")

    assert code.isdigit()
    assert len(data) == 12
