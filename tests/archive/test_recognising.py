"""Which names stand in a text, and which only look like it."""

import pytest

from archive.recognising import Recogniser

NAMES = [("place", 1, "القاهرة"), ("place", 2, "السودان"), ("place", 3, "جنوب السودان"), ("place", 4, "لبنان")]
NAMES += [
    ("topic", 5, "الأمم المتحدة"),
    ("topic", 6, "سم"),
    ("topic", 7, "نفط"),
    ("place", 8, "حلب"),
    ("topic", 9, "في"),
]
NAMES += [("topic", 10, "NATO"), ("place", 11, "صور")]


@pytest.fixture(scope="module")
def recogniser() -> Recogniser:
    return Recogniser(((kind, pk), name) for kind, pk, name in NAMES)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param("التقى في القاهرة", [1], id="as it is"),
        pytest.param("وبالقاهرة التقى", [1], id="with and, in"),
        pytest.param("عاد للقاهرة", [1], id="the alif of the article goes after li"),
        pytest.param("عاد إلى جنوب السودان", [3], id="the longest name wins"),
        pytest.param("شمال السودان", [2], id="the shorter one alone"),
        pytest.param("ولبنان بلبنان", [4, 4], id="each place of a name"),
        pytest.param("للأمم المتحدة", [5], id="particles before the first of two words"),
        pytest.param("الأمم غير المتحدة", [], id="words apart"),
        pytest.param("بسم الله", [], id="a short name within another word"),
        pytest.param("سوق النفط", [], id="the article makes another spelling"),
        pytest.param("ارتفع نفط الشمال", [7], id="the bare word"),
        pytest.param("حلبي يحلب", [], id="words that only begin or end alike"),
        pytest.param("في", [], id="a stop word is no name"),
        pytest.param("القَاهِرَة", [1], id="with short vowels"),
        pytest.param("قال NATO أمس", [10], id="in Latin letters"),
        pytest.param("", [], id="nothing"),
    ],
)
def test_names_are_recognised(recogniser, text, found):
    assert [mention.key[1] for mention in recogniser.mentions(text)] == found


def test_a_mention_is_the_printed_words(recogniser):
    text = "عُقدت وبالأمم المتّحدة جلسة"

    [mention] = recogniser.mentions(text)

    assert text[mention.start : mention.end] == "وبالأمم المتّحدة"


def test_two_terms_of_one_name_are_both_found():
    both = Recogniser([(("topic", 1), "حلب"), (("place", 1), "حلب")])

    assert [mention.key for mention in both.mentions("في حلب")] == [("topic", 1), ("place", 1)]
