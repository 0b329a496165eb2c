"""The letters step: one spelling for every way of writing the same letters."""

import pytest

from arabic import letters

TATWEEL = "\N{ARABIC TATWEEL}"
RLM = "\N{RIGHT-TO-LEFT MARK}"
ZWNJ = "\N{ZERO WIDTH NON-JOINER}"
SOFT_HYPHEN = "\N{SOFT HYPHEN}"
HAMZA_ABOVE = "\N{ARABIC HAMZA ABOVE}"
ISOLATED_SHADDA = "\N{ARABIC SHADDA MEDIAL FORM}"


@pytest.mark.parametrize(
    ("printed", "unified"),
    [
        pytest.param("كِتَابٌ", "كتاب", id="short vowels fall away"),
        pytest.param("الإٍسلامية", "الإسلامية", id="a stray mark falls away"),
        pytest.param("رحمٰن", "رحمن", id="superscript alef falls away"),
        pytest.param(f"شـ{TATWEEL}ابوص", "شابوص", id="tatweel falls away"),
        pytest.param(f"{RLM}مي{ZWNJ}شود{SOFT_HYPHEN}", "ميشود", id="invisible characters fall away"),
        pytest.param(f"ا{HAMZA_ABOVE}ب", "أب", id="a hamza typed apart joins its letter"),
        pytest.param("ﻛﺘﺎﺏ", "كتاب", id="presentation forms become letters"),
        pytest.param("ﻻ", "لا", id="a ligature becomes its letters"),
        pytest.param(f"مح{ISOLATED_SHADDA}د", "محد", id="a presentation form of a mark is a mark"),
        pytest.param("کتابی", "كتابي", id="Persian kaf and yeh are Arabic ones"),
        pytest.param("ٱلكتاب", "الكتاب", id="alef wasla is alef"),
        pytest.param("ھذا", "هذا", id="phone heh is heh"),
        pytest.param("٢٠١٩", "2019", id="Arabic-Indic digits are digits"),
        pytest.param("۲۰۱۹", "2019", id="Persian digits are digits"),
        pytest.param("٣٫٥", "3.5", id="the Arabic decimal separator is a point"),
        pytest.param("BBC", "bbc", id="capitals are small"),
        pytest.param("cafe\N{COMBINING ACUTE ACCENT}", "café", id="a Latin accent joins its letter"),
    ],
)
def test_same_letters_have_one_spelling(printed, unified):
    assert letters.unify(printed).text == unified


@pytest.mark.parametrize(
    "word",
    [
        pytest.param("على", id="alef maqsura is not yeh"),
        pytest.param("أحمد", id="hamza stays"),
        pytest.param("مدرسة", id="teh marbuta stays"),
        pytest.param("ڤيديو", id="borrowed letters stay"),
    ],
)
def test_other_letters_are_left_alone(word):
    assert letters.unify(word).text == word


@pytest.mark.parametrize(
    ("careful", "careless"),
    [
        pytest.param("الإسلامية", "الاسلاميه", id="hamza and teh marbuta"),
        pytest.param("مصطفى", "مصطفي", id="alef maqsura"),
        pytest.param("آخر", "اخر", id="madda"),
        pytest.param("ڤيديو", "فيديو", id="letters of foreign sounds"),
    ],
)
def test_careless_spelling_folds_alike(careful, careless):
    assert letters.fold(careful) == letters.fold(careless)


def test_letters_know_where_they_were_printed():
    unified = letters.unify("كِتَـاب")

    assert [("كِتَـاب"[a:b], letter) for letter, a, b in zip(*unified, strict=True)] == [
        ("كِ", "ك"),
        ("تَـ", "ت"),
        ("ا", "ا"),
        ("ب", "ب"),
    ]


def test_letters_of_a_ligature_share_its_place():
    assert letters.unify("سﻻم") == ("سلام", [0, 1, 1, 2], [1, 2, 2, 3])
