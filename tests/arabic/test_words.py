"""Where words begin and end."""

import pytest

import arabic


def surfaces(text):
    return [token.surface for token in arabic.analyse(text)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        pytest.param("قال: «نعم»، ثم مضى؛ لماذا؟", ["قال", "نعم", "ثم", "مضى", "لماذا"], id="Arabic punctuation parts"),
        pytest.param("#أوقفوا_الحرب", ["أوقفوا", "الحرب"], id="hashtags are words"),
        pytest.param("سوريا/العراق-2019", ["سوريا", "العراق", "2019"], id="slash and hyphen part"),
        pytest.param("سنة ٢٠١٩م", ["سنة", "2019", "م"], id="a number parts from its unit"),
        pytest.param("الـBBC", ["ال", "bbc"], id="scripts part"),
        pytest.param("قمة G20 في MP3", ["قمة", "g20", "في", "mp3"], id="Latin letters keep their digits"),
        pytest.param("١٬٢٣٤ و1,234,567", ["1234", "و", "1234567"], id="groups of a number are one number"),
        pytest.param(
            "1.500.000 و 2.500.000,5", ["1500000", "و", "2500000.5"], id="groups parted by points are one number"
        ),
        pytest.param("3.5% و ٣٫٥", ["3.5", "و", "3.5"], id="a fraction is one number"),
        pytest.param("23.3.2019", ["23", "3", "2019"], id="a date is three numbers"),
        pytest.param("10:30 في 15/3", ["10", "30", "في", "15", "3"], id="a time and a day are two numbers each"),
        pytest.param("القرن الـ19", ["القرن", "ال", "19"], id="an article parts from a number"),
        pytest.param("F-16 وكوفيد-19", ["f", "16", "وكوفيد", "19"], id="a hyphen parts a name from its number"),
        pytest.param("پاکستان", ["پاكستان"], id="Persian letters stand in words"),
        pytest.param("د.محمد و أ.ف.ب", ["د", "محمد", "و", "أ", "ف", "ب"], id="points part abbreviations"),
        pytest.param("#غزة_تحت_القصف @user_name", ["غزة", "تحت", "القصف", "user", "name"], id="a tag and a name"),
        pytest.param("😀غزة👍", ["غزة"], id="emoji part from words"),
        pytest.param("1,2,3", ["1", "2", "3"], id="a list is no number"),
        pytest.param("a.b@example.org", ["a", "b", "example", "org"], id="an address is its words"),
        pytest.param("https://example.org/a_b", ["https", "example", "org", "a", "b"], id="a link is its words"),
        pytest.param("محمدﷺ", ["محمد", "صلى", "الله", "عليه", "وسلم"], id="a phrase in one character is its words"),
        pytest.param("سنة 23/3/2019 و٢٣ آذار ٢٠١٩", ["سنة", "23", "3", "2019", "و", "23", "آذار", "2019"], id="dates"),
        pytest.param("$5.3m و٣٫٥٪", ["5.3", "m", "و", "3.5"], id="a price and a share"),
        pytest.param("+963 11 222-3333", ["963", "11", "222", "3333"], id="a telephone number"),
        pytest.param("👩🏽‍🚒غزة👨‍👩‍👧🇸🇾", ["غزة"], id="emoji of several characters part from words"),
        pytest.param("مسئلۀ ڪتاب ہے", ["مسئله", "كتاب", "هي"], id="letters of other keyboards"),
        pytest.param("وــالكتاب و ـالكتاب", ["والكتاب", "و", "الكتاب"], id="tatweel between words"),
        pytest.param("ٱلرَّحْمَٰنِ ۝٢ ۞", ["الرحمن", "2"], id="Koranic marks"),
        pytest.param("ＢＢＣ １٢３", ["bbc", "123"], id="full-width letters and digits"),
        pytest.param("שלום Ελλάδα", ["שלום", "ελλάδα"], id="Hebrew and Greek"),
        pytest.param("سلام 👋🏽 ❤️", ["سلام"], id="emoji are no words"),
        pytest.param("ـــــ ً", [], id="ornament is no word"),
        pytest.param("", [], id="nothing has no words"),
        pytest.param("нет 東京", ["нет", "東京"], id="other scripts have words"),
    ],
)
def test_text_has_words(text, words):
    assert surfaces(text) == words


def test_a_token_covers_the_printed_word_with_its_marks():
    text = "«كِتَـابٌ»، وقَلَمٌ."

    assert [text[token.start : token.end] for token in arabic.analyse(text)] == ["كِتَـابٌ", "وقَلَمٌ"]


def test_positions_count_words_and_stop_words_alike():
    tokens = arabic.analyse("ذهب، إلى — المدرسةِ")

    assert [(token.position, token.stop) for token in tokens] == [(0, False), (1, True), (2, False)]


def test_an_endless_word_is_cut():
    tokens = arabic.analyse("ط" * 1_200)

    assert [token.end - token.start for token in tokens] == [500, 500, 200]


@pytest.mark.parametrize("letter", ["ط", "a", "é", "가", "東", "\U0001d400", "ΐ", "1", "ﷺ", "א"])
def test_no_lexeme_outgrows_the_database(letter):
    tokens = arabic.analyse(letter * 3_000)

    assert max(len(lexeme.encode()) for token in tokens for lexeme in token.lexemes) <= 2046
