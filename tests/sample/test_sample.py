"""What sample/README.md promises of the sample archive."""

from __future__ import annotations

import gzip
import json
import re
import unicodedata
import zipfile
from collections import Counter, defaultdict
from itertools import combinations

import pytest

from tests.sample import articles
from tests.sample.articles import SAMPLE

ARTICLES = articles.read_all()
SOURCES = json.loads((SAMPLE / "sources.json").read_text("utf-8"))
FIELDS = [
    "slug",
    "name_ar",
    "name_latin",
    "kind",
    "country",
    "city",
    "language",
    "time_zone",
    "frequency",
    "first_year",
    "last_year",
    "issn",
    "former_names",
    "rights",
    "access",
    "description_ar",
    "description_en",
]
ACCESS = {"open", "registered", "on_site", "snippet", "metadata"}
KINDS = {"agency", "newspaper", "magazine", "broadcaster", "website"}
FREQUENCIES = {"daily", "weekly", "monthly", "irregular", "continuous"}

TWO_VERSIONS = ("AF-20200804-117", "AF-20200804-117-v2")
MENDED = ("AF-20150714-063", "AF-20150714-063")
REPRINT = ("AF-20151212-140", "2015-12-13-paris-agreement")
DUPLICATE = ("W-2010-0201", "W-2010-0201-b")
SHARING_ON_PURPOSE = {TWO_VERSIONS, MENDED, REPRINT, DUPLICATE}

SHORTEST, LONGEST = 120, 300  # words
TELLING = 6  # words; a shorter sentence may stand in two articles by chance
SENTENCE_END = re.compile(r"[.!?؟؛\n]+")
NO_LETTER = re.compile(r"[^\w\s]|_")


def article(key: str) -> articles.Article:
    return next(found for found in ARTICLES if found.key == key)


def holding(words: str) -> list[articles.Article]:
    return [found for found in ARTICLES if words in found.title or words in found.lead or words in found.body]


def sentences(text: str) -> set[str]:
    """The telling sentences of a text without marks and punctuation."""
    bare = "".join(letter for letter in unicodedata.normalize("NFD", text) if not unicodedata.combining(letter))
    found = (" ".join(NO_LETTER.sub(" ", sentence).split()) for sentence in SENTENCE_END.split(bare))
    return {sentence for sentence in found if len(sentence.split()) >= TELLING}


def test_at_least_sixty_different_articles():
    assert len({found.body for found in ARTICLES}) >= 60


def test_at_least_six_outlets_each_with_its_folder():
    assert len(SOURCES) >= 6
    assert {found.outlet for found in ARTICLES} == {source["slug"] for source in SOURCES}
    assert {path.name for path in SAMPLE.iterdir() if path.is_dir()} == {source["slug"] for source in SOURCES}


@pytest.mark.parametrize("found", ARTICLES, ids=lambda found: f"{found.outlet}-{found.key}")
def test_every_article_has_120_to_300_words(found):
    assert SHORTEST <= len(found.body.split()) <= LONGEST


def test_no_two_articles_share_a_sentence_unless_meant_to():
    holders = defaultdict(list)
    for number, found in enumerate(ARTICLES):
        for sentence in sentences(f"{found.title}\n{found.lead}\n{found.body}"):
            holders[sentence].append(number)
    sharing = {
        (ARTICLES[one].key, ARTICLES[other].key)
        for numbers in holders.values()
        for one, other in combinations(numbers, 2)
    }

    assert sharing == SHARING_ON_PURPOSE


def test_later_version_keeps_and_adds():
    first, later = (article(key) for key in TWO_VERSIONS)

    assert sentences(first.body) & sentences(later.body)
    assert len(later.body) > len(first.body)
    assert later.updated > later.date


def test_mended_dispatch_keeps_its_id_and_says_when():
    first, mended = (found for found in ARTICLES if found.key == MENDED[0])

    assert first.body != mended.body
    assert (first.updated, mended.updated > mended.date) == ("", True)


def test_reprint_is_word_for_word():
    dispatch, reprint = (article(key) for key in REPRINT)

    assert (dispatch.title, dispatch.body) == (reprint.title, reprint.body)
    assert dispatch.outlet != reprint.outlet


def test_exact_duplicate_stands_twice_in_one_outlet():
    one, other = (article(key) for key in DUPLICATE)

    assert (one.outlet, one.title, one.date, one.body) == (other.outlet, other.title, other.date, other.body)


def test_no_other_key_stands_twice_in_an_outlet():
    twice = [key for key, times in Counter((found.outlet, found.key) for found in ARTICLES).items() if times > 1]

    assert twice == [("alfihris-agency", MENDED[0])]


@pytest.mark.parametrize("key", articles.ENCODINGS)
def test_old_encodings_are_not_utf_8(key):
    data = (SAMPLE / f"alqirtas/{key}.txt").read_bytes()

    with pytest.raises(UnicodeDecodeError):
        data.decode("utf-8")
    assert article(key).body.encode(articles.ENCODINGS[key])


def test_utf_16_file_and_csv_begin_with_a_byte_order_mark():
    assert (SAMPLE / "alqirtas/2007-07-30-asian-cup.txt").read_bytes().startswith(b"\xff\xfe")
    assert (SAMPLE / "alwarraq/alwarraq.csv").read_bytes().startswith(b"\xef\xbb\xbf")


def test_packed_files_carry_no_clock():
    with gzip.open(SAMPLE / "addaftar/bulletins.jsonl.gz") as bulletins:
        bulletins.read()
        assert bulletins.mtime == 0
    with zipfile.ZipFile(SAMPLE / "arraqim/issues.zip") as issues:
        assert {entry.date_time for entry in issues.infolist()} == {(1980, 1, 1, 0, 0, 0)}


@pytest.mark.parametrize("source", SOURCES, ids=lambda source: source["slug"])
def test_every_outlet_is_described_and_says_that_it_is_invented(source):
    assert list(source) == FIELDS
    assert {name for name, value in source.items() if value in ("", None)} <= {"issn", "last_year"}
    assert source["access"] in ACCESS
    assert source["kind"] in KINDS
    assert source["frequency"] in FREQUENCIES
    assert "متخيلة" in source["description_ar"]
    assert "invented" in source["description_en"]


def test_one_outlet_gives_excerpts_only_and_one_asks_to_register():
    assert Counter(source["access"] for source in SOURCES) == {"open": len(SOURCES) - 2, "snippet": 1, "registered": 1}


def test_dates_spread_over_all_years_from_2005_to_2024():
    digits = str.maketrans("٠١٢٣٤٥٦٧٨٩", "0123456789")
    years = {year for found in ARTICLES for year in re.findall(r"\b(?:19|20)\d\d\b", found.date.translate(digits))}

    assert years == {str(year) for year in range(2005, 2025)}


def test_undated_untitled_and_long_titled():
    assert [found.key for found in ARTICLES if not found.date] == ["petra"]
    assert [found.key for found in ARTICLES if not found.title] == ["AF-20060814-001"]
    assert 190 <= max(len(found.title) for found in ARTICLES) <= 230


@pytest.mark.parametrize(
    ("key", "date"),
    [
        pytest.param("2019-06-jokha", "2019-06", id="month only"),
        pytest.param("2008-darwish", "2008", id="year only"),
        pytest.param("2016-06-30-brexit", "الخميس 30 جوان 2016", id="in words on the page"),
        pytest.param("hajj-1441", "عمّان، الجمعة ١٠ ذو الحجة ١٤٤١هـ - القرطاس", id="hijri in Arabic digits"),
    ],
)
def test_dates_of_other_kinds(key, date):
    assert article(key).date == date


def test_vocalised_page_has_a_mark_on_most_letters():
    letters = Counter(unicodedata.category(letter) for letter in article("2012-12-18-arabic-day").body)

    assert letters["Mn"] > letters["Lo"] * 0.6


@pytest.mark.parametrize("glued", ["الولاياتالمتحدة", "الأممالمتحدة", "سورياوالعراق", "رئيسالوزراء"])
def test_words_are_glued_as_scrapers_glue_them(glued):
    assert holding(glued)


@pytest.mark.parametrize(
    ("words", "times"),
    [
        pytest.param("الباغوز", 6, id="Baghouz"),
        pytest.param("قوات سوريا الديمقراطية", 5, id="Syrian Democratic Forces"),
        pytest.param("تصحيح", 1, id="correction"),
        pytest.param("https://example.org", 1, id="address in a text"),
        pytest.param("•", 1, id="list"),
    ],
)
def test_what_the_demonstration_looks_for_is_there(words, times):
    assert len(holding(words)) >= times


def test_several_outlets_tell_of_one_day():
    outlets = {found.outlet for found in holding("الباغوز")}

    assert {"alfihris-agency", "alwarraq", "alqirtas", "almidad", "addaftar"} <= outlets


def test_licence_is_cc0():
    assert "publicdomain/zero/1.0/legalcode" in (SAMPLE / "LICENSE").read_text("utf-8")
