"""Names that look like forms of other words are words of their own."""

import pytest

import arabic
from arabic import proper_names


def meet(typed, printed):
    return bool(set(arabic.lexemes(typed, query=True)) & set(arabic.lexemes(printed)))


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        pytest.param("طالبان", "لطالبان", id="a particle before a name"),
        pytest.param("طالبان", "وبطالبان", id="two particles"),
        pytest.param("الرياض", "وبالرياض", id="particles and article"),
        pytest.param("الرياض", "للرياض", id="a joined article"),
        pytest.param("رياض", "الرياض", id="typed without its article"),
        pytest.param("المانيا", "ألمانيا", id="without hamza"),
        pytest.param("ابين", "أبين", id="a short name without hamza"),
        pytest.param("البوسنه", "البوسنة", id="heh for teh marbuta"),
        pytest.param("جزائري", "الجزائريين", id="people of a country"),
        pytest.param("سوريا", "سورية", id="two spellings of the lexicon"),
    ],
)
def test_a_name_is_found_in_all_its_forms(typed, printed):
    assert meet(typed, printed)


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        pytest.param("طالب", "طالبان", id="a movement and a student"),
        pytest.param("ماكر", "ماكرون", id="a president and sly"),
        pytest.param("الجزائر", "جزيرة", id="a country and an island"),
        pytest.param("الأزهر", "زهرة", id="a university and a flower"),
        pytest.param("طائفة", "الطائف", id="a town and a sect"),
        pytest.param("روضة", "الرياض", id="a capital and a garden"),
        pytest.param("جدا", "جدة", id="a town and very"),
        pytest.param("سبب", "فيسبوك", id="a company and a cause"),
        pytest.param("مدينة", "مدنين", id="a town that looks like a plural"),
        pytest.param("ورد", "فورد", id="a first letter is no conjunction"),
        pytest.param("أب", "إب", id="a short name keeps its hamza"),
        pytest.param("طالبان", "طالبين", id="two students"),
    ],
)
def test_a_name_is_not_the_word_it_resembles(typed, printed):
    assert not meet(typed, printed)


@pytest.mark.parametrize(
    ("word", "lexeme"),
    [
        pytest.param("كسرت", "+kasar", id="k before a town would be: it broke"),
        pytest.param("لجان", "+lajonap", id="l before a first name would be: committees"),
        pytest.param("لدينا", "", id="a stop word"),
    ],
)
def test_a_name_with_a_particle_yields_to_a_word(word, lexeme):
    assert lexeme in (arabic.lexemes(word) or ("",))


@pytest.mark.parametrize("word", ["الأسد", "القاعدة", "تدمر", "صور", "سيول", "حماة"])
def test_what_is_often_both_is_read_as_the_word(word):
    assert proper_names.lexemes(word) == ()


def test_every_name_stands_once():
    names = [
        name
        for line in proper_names.FILE.read_text(encoding="utf-8").splitlines()
        if line[:1] != "#"
        for name in line.split()
    ]

    assert len(names) == len(set(names))


def test_a_name_is_not_split():
    assert arabic.split("كورونا") == ("كورونا",)
