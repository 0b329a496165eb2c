"""Which typed word finds which printed word: the promises that readers notice."""

import pytest

import arabic


def meet(typed, printed):
    return bool(set(arabic.lexemes(typed, query=True)) & set(arabic.lexemes(printed)))


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        pytest.param("مدرسة", "المدارس", id="broken plural with article"),
        pytest.param("معلم", "المعلمون", id="sound masculine plural"),
        pytest.param("معلم", "معلمين", id="sound plural, oblique"),
        pytest.param("سيارة", "سيارات", id="sound feminine plural"),
        pytest.param("كتاب", "كتابان", id="dual"),
        pytest.param("مدينة", "مدينتين", id="feminine dual"),
        pytest.param("بيت", "وبيوتهم", id="conjunction and pronoun"),
        pytest.param("رئيس", "للرئيس", id="preposition and article"),
        pytest.param("كتب", "يكتبون", id="verb forms"),
        pytest.param("استخدم", "فسيستخدمونها", id="a whole sentence in a verb"),
        pytest.param("استقبل", "استقبلته", id="verb with object"),
        pytest.param("ضوء", "أضواء", id="final hamza"),
        pytest.param("قاض", "القضاة", id="defective noun"),
        pytest.param("لحن", "ألحانها", id="a plural from the families"),
        pytest.param("قناع", "بأقنعة", id="a plural with a lemma of its own"),
        pytest.param("علي", "لعلي", id="a name that careless letters would make another word"),
        pytest.param("احمد", "أحمد", id="hamza left out"),
        pytest.param("اسلاميه", "الإسلامية", id="heh for teh marbuta"),
        pytest.param("مصطفي", "مصطفى", id="yeh for alef maqsura"),
        pytest.param("مسؤول", "مسئولون", id="two seats of one hamza"),
        pytest.param("مبادئ", "المباديء", id="hamza on the line after yeh"),
        pytest.param("جاءت", "جائت", id="hamza on a wrong seat"),
        pytest.param("كبير", "كبيييير", id="a drawn-out word"),
        pytest.param("سرة", "سرر", id="a plural that a commoner word would hide"),
        pytest.param("سرير", "سرر", id="the commoner word itself"),
        pytest.param("جرو", "الجراء", id="a word that the lexicon does not know, with its plural"),
        pytest.param("سن", "السن", id="a noun that looks like a question"),
        pytest.param("باغوز", "الباغوز", id="unknown name with article"),
        pytest.param("الباغوز", "وبالباغوز", id="unknown name with all prefixes"),
        pytest.param("أردوغان", "لأردوغان", id="preposition before a name"),
        pytest.param("اردوغان", "وأردوغان", id="careless name"),
        pytest.param("الفونسو", "ألفونسو", id="a name whose first letters look like the article"),
        pytest.param("ديناصور", "الديناصورات", id="plural of an unknown word"),
        pytest.param("فيديو", "ڤيديو", id="letter of a foreign sound"),
        pytest.param("2019", "٢٠١٩", id="digits of both kinds"),
        pytest.param("7", "07", id="leading zero"),
        pytest.param("Governments", "government", id="English stem"),
        pytest.param("cafe", "Café", id="Latin accent"),
        pytest.param("سوريا", "العراقوسوريا", id="second word of a glued pair"),
        pytest.param("الأمم", "الأممالمتحدة", id="first word of a glued pair"),
        pytest.param("الأممالمتحدة", "الأمم", id="a glued pair typed"),
    ],
)
def test_typed_word_finds_printed_word(typed, printed):
    assert meet(typed, printed)


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        pytest.param("وزير", "زير", id="a radical is no conjunction"),
        pytest.param("علي", "على", id="a name and a preposition"),
        pytest.param("آب", "أب", id="August and father"),
        pytest.param("مكتب", "مكتبة", id="office and library"),
        pytest.param("والد", "ولد", id="father and boy"),
        pytest.param("قوة", "قول", id="force and saying"),
        pytest.param("فرنسا", "رنس", id="a name does not lose its first letter"),
        pytest.param("لينكولن", "ينكولن", id="an unknown name keeps its first letter"),
        pytest.param("بيت", "بنت", id="one letter's difference"),
        pytest.param("2019", "201", id="another number"),
        pytest.param("في", "في", id="stop words have the exact lexeme only"),
    ],
)
def test_strangers_stay_apart(typed, printed):
    assert not meet(typed, printed)


def test_careless_letters_are_kind_to_queries_only():
    assert "+makotabap" not in arabic.lexemes("مكتبه")
    assert "+makotabap" in arabic.lexemes("مكتبه", query=True)


def test_a_word_of_two_lemmas_has_both():
    assert set(arabic.lexemes("كتب")) == {"+kitAb", "+katab"}


@pytest.mark.parametrize(
    ("word", "pieces"),
    [
        pytest.param("الولاياتالمتحدة", ("الولايات", "المتحدة"), id="before the article"),
        pytest.param("حركةالمسافرين", ("حركة", "المسافرين"), id="after teh marbuta"),
        pytest.param("إلىبيروت", ("إلى", "بيروت"), id="after alef maqsura"),
        pytest.param("سورياوالعراق", ("سوريا", "والعراق"), id="before a conjunction with article"),
        pytest.param("العراقوسوريا", ("العراق", "وسوريا"), id="two common words"),
        pytest.param("المملكةالعربيةالسعودية", ("المملكة", "العربية", "السعودية"), id="three words"),
        pytest.param("منسوريا", ("من", "سوريا"), id="a particle and a very common word"),
        pytest.param("التيكانت", ("التي", "كانت"), id="two short and very common words"),
        pytest.param(
            "المملكةالأردنيةالهاشمية", ("المملكة", "الأردنية", "الهاشمية"), id="three words, two of them seen so before"
        ),
        pytest.param("الصالحية", ("الصالحية",), id="a name that holds an article"),
        pytest.param("بونابرت", ("بونابرت",), id="a foreign name"),
        pytest.param("مدرسة", ("مدرسة",), id="a known word"),
        pytest.param("خيالات", ("خيالات",), id="a known word that holds an article"),
        pytest.param("", ("",), id="nothing"),
    ],
)
def test_glue_comes_apart(word, pieces):
    assert arabic.split(word) == pieces
