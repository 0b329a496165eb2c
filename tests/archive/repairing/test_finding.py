import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.repairing import applying, finding

PIECES = [
    "الولايات",
    "المتحدة",
    "و",
    "قال",
    "مدينة",
    " ",
    "\n",
    *'،؛؟.!"\\<>&\N{ARABIC FATHA}',
    "&nbsp",
    "<br>",
    "<br\n>",
    "\t<br>",
    "n",
]
PIECES += ["\N{NO-BREAK SPACE}<br>", f"<a {'x' * 299}>"]
TEXTS = st.lists(st.sampled_from(PIECES), max_size=30).map("".join)


def mended(text: str) -> str:
    """The text with everything repaired that is found in it."""
    return applying.mend(text, {one.key: one.mended for one in finding.find(text)}).text


@pytest.mark.parametrize(
    ("printed", "wanted"),
    [
        pytest.param("في الولاياتالمتحدة أمس", "في الولايات المتحدة أمس", id="words run together"),
        pytest.param("في الوِلاياتالمتّحدة", "في الوِلايات المتّحدة", id="marks of the letters stay"),
        pytest.param("قال،وأضاف", "قال، وأضاف", id="no space behind a comma"),
        pytest.param("قال ،وأضاف", "قال، وأضاف", id="a space on the wrong side"),
        pytest.param("يهودية.كان أوج شهرتها", "يهودية. كان أوج شهرتها", id="no space behind a full stop"),
        pytest.param("قال،، وأضاف", "قال، وأضاف", id="a doubled comma"),
        pytest.param('قال ""نعم"" وذهب', 'قال "نعم" وذهب', id="doubled quotation marks"),
        pytest.param("مصر&nbspوسوريا", "مصر وسوريا", id="an entity without its semicolon"),
        pytest.param("مصر<br/>وسوريا", "مصر وسوريا", id="a tag"),
        pytest.param('قال \\"نعم\\"', 'قال "نعم"', id="backslashes"),
    ],
)
def test_damage_is_mended(printed, wanted):
    assert mended(printed) == wanted


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("عبدالرحمن في أبوظبي وحزبالله", id="names written as one word"),
        pytest.param("#الولاياتالمتحدة و@وزارةالخارجية", id="hashtags and accounts"),
        pytest.param("وكالة أ.ف.ب وموقع الجزيرة.نت", id="abbreviations and sites"),
        pytest.param("بلغ 2،325 مترا و3.5 في المئة", id="numbers"),
        pytest.param("لماذا؟؟ يا للعجب!! سكت ... ثم قال ..", id="what expresses something"),
        pytest.param('كتب "" ثم محا', id="empty quotation marks"),
        pytest.param("/?a=1&amp=2 و AT&T", id="addresses"),
        pytest.param("يكتب الصوت <c> و<b> بين قوسين", id="signs of linguists"),
        pytest.param("قبل\n\n<table>\n<tr></tr>\n\nبعد", id="a line of tags, which has a number"),
        pytest.param("أخرىتان", id="an ending that is a word as well"),
    ],
)
def test_what_may_be_meant_is_left_alone(text):
    assert mended(text) == text


def test_what_was_refused_hides_nothing_that_was_approved():
    within_a_tag = 'قال <a href=\\"x\\">الوزير'

    assert applying.mend(within_a_tag, {("escape", '\\"'): '"'}).text == 'قال <a href="x">الوزير'


@given(TEXTS)
def test_repairs_keep_paragraphs_letters_and_places(text):
    approved = {one.key: one.mended for one in finding.find(text)}
    result = applying.mend(text, approved)

    assert result.text.count("\n") == text.count("\n")
    assert [bool(line.split()) for line in result.text.split("\n")] == [bool(s.split()) for s in text.split("\n")]
    assert text.count("ا") == result.text.count("ا")
    place = 0
    for span in result.spans:
        at = text.index(span.printed, place) if span.printed else place
        place = at + len(span.printed)


def test_a_mended_text_has_nothing_left_to_mend():
    text = 'في الولاياتالمتحدة،وكندا قال ""نعم"" ،، مصر&nbspوسوريا'

    assert mended(mended(text)) == mended(text)


@given(TEXTS)
def test_places_in_the_printed_text_keep_their_order_in_the_repaired_one(text):
    result = applying.mend(text, {one.key: one.mended for one in finding.find(text)})

    places = [result.at(place) for place in range(len(text) + 1)]

    assert places == sorted(places)
    assert places[-1] == len(result.text)
