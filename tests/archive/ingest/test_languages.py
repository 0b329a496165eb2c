import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.ingest import languages

TEXTS = {
    "ar": "قال مسؤول في الحكومة إن الوزير سيعود إلى دمشق بعد زيارة استمرت ثلاثة أيام على رأس وفد من الوزارة.",
    "fa": "وزیر امور خارجه سوریه گفت که این کشور برای پایان دادن به جنگ آماده است و با همه گروه‌ها گفتگو می کند.",
    "ur": "شام کے وزیر خارجہ نے کہا ہے کہ ان کا ملک جنگ کے خاتمے کے لیے تیار ہے"
    " اور تمام گروہوں سے بات چیت کی جا رہی ہے۔",
    "ckb": "وەزیری دەرەوەی سووریا ڕایگەیاند کە وڵاتەکەی ئامادەیە بۆ کۆتایی هێنان بە شەڕ"
    " و لەگەڵ هەموو لایەنەکان گفتوگۆ دەکات.",
    "en": "The foreign minister of Syria said on Monday that his country was ready to end the war"
    " and to talk with all groups.",
    "fr": "Le ministre des affaires étrangères a déclaré lundi que son pays est prêt à mettre fin à la guerre"
    " dans la région.",
    "tr": "Suriye dışişleri bakanı pazartesi günü ülkesinin savaşı bitirmek için hazır olduğunu"
    " ve bir görüşme yapacağını söyledi.",
}


@pytest.mark.parametrize("language", TEXTS)
def test_language_shows_in_letters_and_small_words(language):
    assert languages.detect(TEXTS[language]) == language


@pytest.mark.parametrize("text", ["", "2019-03-24", "بيروت", "Москва сообщила сегодня утром"])
def test_nothing_is_said_of_what_shows_nothing(text):
    assert languages.detect(text) == ""


def test_persian_letters_in_names_leave_arabic_arabic():
    assert languages.detect("وصل ڤلاديمير پوتين وگورباتشوف إلى القاهرة في زيارة على رأس وفد من موسكو بعد قمة.") == "ar"


@given(st.text())
def test_any_text_has_an_answer(text):
    assert languages.detect(text) in {"", "und", "und-Arab", "und-Latn", *languages.WORDS}


def test_of_a_language_without_words_here_the_script_is_told():
    assert languages.detect("Der Außenminister erklärte gestern in Berlin, seine Regierung sei bereit.") == "und-Latn"
    assert languages.detect("Министр иностранных дел заявил в понедельник, что переговоры будут продолжены.") == "und"


@pytest.mark.parametrize(
    ("detected", "usual", "tag"),
    [
        ("", "ar-SY", "ar-SY"),
        ("ar", "ar-SY", "ar-SY"),
        ("en", "ar", "en"),
        ("und-Latn", "ar", "und"),
        ("und-Latn", "en-GB", "en-GB"),
        ("und-Arab", "en", "und"),
        ("und", "ar", "und"),
        ("und", "ru", "ru"),
        ("und-Latn", "de", "de"),
    ],
)
def test_a_source_says_the_language_unless_the_text_shows_another(detected, usual, tag):
    assert languages.of(detected, usual) == tag
