import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.ingest import cleaning
from archive.ingest.problems import Reason, Refused
from tests.archive.ingest.making import BODY, json_lines, parsed

ZWSP, ZWNJ, ZWJ, RLM, RLO = "\u200b", "\u200c", "\u200d", "\u200f", "\u202e"
NBSP, TATWEEL = "\u00a0", "\u0640"
FATHA, SHADDA, TANWIN = "\u064e", "\u0651", "\u064b"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("كِتَابٌ مُدَرَّسٌ", id="harakat"),
        pytest.param(f"الع{TATWEEL * 3}راق", id="tatweel"),
        pytest.param("الإسلامية إلى مؤسسة قارئ آب", id="hamza"),
        pytest.param("٢٠١٩ 2019 ۲۰۱۹", id="digits of all kinds"),
        pytest.param("«نعم»، ”لا“ …؛ ؟", id="punctuation"),
        pytest.param(f"می{ZWNJ}خواهم ه{ZWJ}", id="joiners, which are print"),
        pytest.param("الله ﷲ ﷺ ﷻ ﷽ ﷼ ﴿آية﴾", id="words printed as one sign"),
        pytest.param("قال 5 < 7 و R&D و AT&T", id="signs of markup that are none"),
        pytest.param("https://example.org/?a=1&para=2&copy=3", id="an address"),
        pytest.param("الولاياتالمتحدة", id="glue, which is repaired elsewhere"),
    ],
)
def test_print_stays_as_it_is(text):
    assert cleaning.clean_text(text) == text


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        pytest.param(f"{RLM}خبر{RLO}{ZWSP}ـ\ufeffعاجل\u00ad", "خبرـعاجل", id="invisible marks"),
        pytest.param("خبر\x07\x1b\x7f\x9f", "خبر", id="control characters"),
        pytest.param("أ\tب\nج\rد", "أ\tب\nج\rد", id="tabs and line ends are for later"),
    ],
)
def test_drop_controls(text, clean):
    assert cleaning.drop_controls(text) == clean


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        pytest.param("&quot;نعم&quot;&nbsp;&amp;", f'"نعم"{NBSP}&', id="named"),
        pytest.param("&#1575;&#x644;", "ال", id="numbered"),
        pytest.param("&amp;amp;quot;", '"', id="escaped three times"),
        pytest.param("R&D; &unknown; &#55296; &#0;", "R&D; &unknown; &#55296; &#0;", id="no entity"),
        pytest.param("أ&#8203;ب", "أب", id="an invisible mark"),
    ],
)
def test_unescape_entities(text, clean):
    assert cleaning.unescape_entities(text) == clean


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        pytest.param("ﻣﺼﺮ", "مصر", id="letters by their shape"),
        pytest.param("ﻻ ﻷن ﻹﻟﻰ", "لا لأن لإلى", id="lam-alef"),
        pytest.param("ﭖﭺﮊﮒ", "پچژگ", id="Persian letters"),
        pytest.param("كتاب\ufe70", f"كتاب{TANWIN}", id="a mark without its space"),
        pytest.param("مد\ufe7dرس", f"مد{SHADDA}رس", id="a mark without its line"),
        pytest.param("ﷲ", "ﷲ", id="a word of one glyph stays"),
    ],
)
def test_join_presentation_forms(text, clean):
    assert cleaning.join_presentation_forms(text) == clean


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        pytest.param("ا\u0653ب", "آب", id="alef and madda"),
        pytest.param("ي\u0654", "ئ", id="yeh and hamza"),
        pytest.param(f"د{SHADDA}{FATHA}", f"د{FATHA}{SHADDA}", id="marks in one order"),
    ],
)
def test_compose(text, clean):
    assert cleaning.compose(text) == clean


@pytest.mark.parametrize("end", ["\r\n", "\r", "\x0b", "\x0c", "\x85", "\u2028", "\u2029"])
def test_one_kind_of_line_end(end):
    assert cleaning.one_kind_of_line_end(f"أ{end}ب") == "أ\nب"


@pytest.mark.parametrize("space", [letter for letter in map(chr, range(0x110000)) if letter.isspace()], ids=ascii)
def test_one_kind_of_space(space):
    assert cleaning.clean_line(f"أ{space}ب") == ("أب" if "\x1c" <= space <= "\x1f" else "أ ب")


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        pytest.param("  أ   ب  ", "أ ب", id="runs"),
        pytest.param("أ  \n  ب", "أ\nب", id="around line ends"),
    ],
)
def test_single_spaces(text, clean):
    assert cleaning.single_spaces(text) == clean


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        pytest.param("أ.\n\n\n\nب", "أ.\n\nب", id="two blank lines are one"),
        pytest.param("أ.\nب؟\nج", "أ.\n\nب؟\n\nج", id="a line that ends like a sentence"),
        pytest.param("قفا نبك\nبسقط اللوى", "قفا نبك\nبسقط اللوى", id="verse keeps its lines"),
        pytest.param("أ.\nب\n\nج", "أ.\nب\n\nج", id="blank lines decide where there are some"),
    ],
)
def test_mark_paragraphs(text, clean):
    assert cleaning.mark_paragraphs(text) == clean


def test_a_title_has_one_line():
    assert cleaning.clean_line("  خبر\n\nعاجل&nbsp;") == "خبر عاجل"


ENTITIES = ["&", "#", ";", "amp", "x2", "&amp;", "&#8203;", "&nbsp;", "&#xFEFB;", "&#10;"]
SIGNS = list(
    "\n\r .\u200b\u200f\ufefb\ufe70\ufe71\ufe7d\ufc5e\ufcf2\u0627\u0653\u0654\u064b\u0651\u0640\u00a0\u2028\ufdfa"
)
AWKWARD = ENTITIES + SIGNS
texts = st.lists(st.sampled_from(AWKWARD) | st.characters(codec="utf-8"), max_size=40).map("".join)


@given(texts)
def test_cleaning_twice_is_cleaning_once(text):
    once = cleaning.clean_text(text)

    assert cleaning.clean_text(once) == once


@given(texts)
def test_clean_text_is_composed_and_has_no_controls(text):
    clean = cleaning.clean_text(text)

    assert unicodedata.is_normalized("NFC", clean)
    assert not [letter for letter in clean if unicodedata.category(letter) == "Cc" and letter != "\n"]


@given(st.text(alphabet="ابتثجحخدذرزسشصضطظعغفقكلمنهويءأإآؤئةى" + FATHA + SHADDA + "٠١٢ 012،؛؟.«»", max_size=60))
def test_no_letter_of_print_is_lost(text):
    composed = unicodedata.normalize("NFC", text)

    assert cleaning.clean_text(text).replace(" ", "") == composed.replace(" ", "")


# ---------- the article ----------


def clean(**fields):
    [article] = parsed("a.jsonl", json_lines({"body": BODY} | fields))
    return cleaning.clean(article)


def test_the_key_is_the_given_id_else_the_address_else_the_text():
    assert clean(id="7", url="https://example.org/1").key == "7"
    assert clean(url="https://example.org/1").key == "https://example.org/1"
    assert clean().key == clean().key != clean(title="خبر").key


def test_a_key_that_no_index_holds_is_hashed():
    assert len(clean(id="ط" * 3000).key) < 100


def test_a_supplied_title_is_no_part_of_the_key():
    [one], [two] = parsed("a.txt", BODY), parsed("b.txt", BODY)

    assert cleaning.clean(one).key == cleaning.clean(two).key


def test_an_article_of_a_title_alone_is_welcome():
    assert clean(body="", title="خبر").title == "خبر"


@pytest.mark.parametrize("fields", [{"body": ""}, {"body": " \u200b\n"}, {"body": "", "id": "7", "date": "2019"}])
def test_an_article_without_title_and_text_is_refused(fields):
    with pytest.raises(Refused) as refused:
        clean(**fields)

    assert refused.value.reason == Reason.NO_TEXT


def test_the_section_is_a_topic_where_no_other_is_named():
    assert [topic.name for topic in clean(section="سياسة").topics] == ["سياسة"]
    assert [topic.name for topic in clean(section="سياسة", category="لبنان، سوريا").topics] == ["لبنان", "سوريا"]


def test_a_topic_that_is_named_twice_stands_once():
    assert [topic.name for topic in clean(category="سوريا", tags=["لبنان", "سوريا"]).topics] == ["سوريا", "لبنان"]


def test_a_dateline_names_its_place():
    assert [place.name for place in clean(dateline="بيروت (رويترز)").places] == ["بيروت"]


@pytest.mark.parametrize(
    ("printed", "tag"), [("ar_SY", "ar-SY"), ("Arabic", "ar"), ("العربية", "ar"), ("fr", "fr"), ("?!", ""), ("", "")]
)
def test_a_language_is_a_tag_or_nothing(printed, tag):
    assert clean(lang=printed).language == tag


def test_a_date_that_nobody_understands_is_kept_with_a_note():
    article = clean(date="ليلة الهجوم")

    assert (article.published.printed, article.published.precision.value) == ("ليلة الهجوم", "none")
    assert [note.reason for note in article.notes] == [Reason.UNREADABLE_DATE]


def test_lost_letters_are_noted():
    assert [note.detail["count"] for note in clean(body="خ\ufffdر\ufffd").notes] == [2]
