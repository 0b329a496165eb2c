"""Reading a text with the archive's repairs over it."""

from hypothesis import given
from hypothesis import strategies as st

from archive.repairing import applying, finding
from search.query import parsing
from search.showing import reading

APPROVED = {("glue", "الولاياتالمتحدة"): "الولايات المتحدة", ("space", "،"): "، ", ("tag", "<br>"): " "}
TEXT = "سفير الولاياتالمتحدة،وقال نعم\nفي الولاياتالمتحدة أمس"


def pieces(read: reading.Reading) -> list[reading.Piece]:
    return [piece for paragraph in read.paragraphs for piece in paragraph.pieces]


def test_repaired_words_say_what_was_printed():
    read = reading.read("الولاياتالمتحدة", "", TEXT, approved=APPROVED)

    assert [(one.text, one.printed) for one in pieces(read) if one.printed] == [
        ("الولايات المتحدة", "الولاياتالمتحدة"),
        ("، ", "،"),
        ("الولايات المتحدة", "الولاياتالمتحدة"),
    ]
    assert (read.title[0].text, read.repairs) == ("الولايات المتحدة", 4)


def test_marks_stand_on_whole_words_of_the_repaired_text():
    read = reading.read("", "", TEXT, parsing.parse("المتحدة وقال"), approved=APPROVED)

    assert [(one.text, one.hit) for one in pieces(read) if one.hit] == [
        ("المتحدة", "exact"),
        ("وقال", "exact"),
        ("المتحدة", "exact"),
    ]
    assert next(one.printed for one in pieces(read) if one.hit) == "الولاياتالمتحدة"


def test_the_glued_word_is_met_before_and_after():
    glued = parsing.parse("الولاياتالمتحدة")

    before = reading.read("", "", TEXT, glued)
    after = reading.read("", "", TEXT, glued, approved=APPROVED)

    assert [one.text for one in pieces(before) if one.hit] == ["الولايات", "المتحدة"] * 2
    assert [one.text for one in pieces(after) if one.hit] == ["الولايات", "المتحدة"] * 2


def test_what_is_asked_of_the_lead_is_marked_in_the_repaired_lead_only():
    lead = "سفير الولاياتالمتحدة،وقال"
    text = reading.text_of(lead, "المتحدة")

    read = reading.read("", "", text, parsing.parse("lead:المتحدة"), len(lead), APPROVED)

    assert [bool([piece for piece in one.pieces if piece.hit]) for one in read.paragraphs] == [True, False]


@given(st.lists(st.sampled_from(["الولاياتالمتحدة", "،", "<br>", "قال", " ", "\n", "&nbsp", "* عنوان"]), max_size=20))
def test_the_pieces_joined_are_the_repaired_text(words):
    text = "".join(words)
    approved = {one.key: one.mended for one in finding.find(text)}
    shown = applying.mend(text, approved).text

    read = reading.read("", "", text, parsing.parse("قال المتحدة"), approved=approved)

    printed = [line for line in shown.split("\n") if line.strip()]
    assert ["".join(piece.text for piece in one.pieces) for one in read.paragraphs] == printed
