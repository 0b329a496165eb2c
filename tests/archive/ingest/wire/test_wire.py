"""What agency copy says of itself: whatever the text, nothing is raised and every field points at its words."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from archive.ingest import wire
from archive.ingest.wire import agencies

PIECES = [
    "بيروت",
    "القاهرة",
    "رويترز",
    "أ ف ب",
    "سانا",
    "في",
    "من ليلى بسام",
    "عاجل",
    "مقدمة 2",
    "إعداد",
    "تحرير",
    "للنشرة العربية",
]
PIECES += [
    "4 مارس آذار",
    "12 يوليو",
    "15 رمضان 1440هـ",
    "محمد علي",
    "انتهى",
    "* أوضاع صعبة",
    "(",
    ")",
    "/",
    "-",
    "ـ",
    ":",
    "،",
    ".",
]
PIECES += ["\n", "\n\n", " ", " - ", "«", "»", "*", "قال مسؤول إن الحرب انتهت"]
COPY = st.lists(st.sampled_from(PIECES) | st.text(max_size=5), max_size=30).map("".join)

DISPATCH = """بيروت 4 مارس آذار (رويترز) - قال مسؤول.

* أوضاع صعبة

وأضاف أنه عاد إلى بيروت.

(إعداد محمد فرج للنشرة العربية)"""


@given(COPY, COPY, COPY)
def test_every_field_points_at_its_words(title, lead, body):
    paragraphs = [title, *wire.paragraphs_of(lead), *wire.paragraphs_of(body)]

    for found in wire.read(title, lead, body, source="القرطاس", near=date(2019, 3, 6)).found:
        assert paragraphs[found.paragraph][found.start : found.end] == found.words != ""


@given(COPY)
def test_names_are_never_empty(body):
    found = wire.read("", "", body)

    assert all(one.name.strip() for one in (*found.places, *found.agencies, *found.people))


def test_paragraphs_count_through_lead_and_text():
    found = wire.read("عنوان", "موجز الخبر", DISPATCH, near=date(2019, 3, 5)).found

    assert {one.field: one.paragraph for one in found} == {
        "place": 2,
        "dateline": 2,
        "agency": 2,
        "preparing": 5,
        "crosshead": 3,
    }


def test_dateline_is_told_as_a_day():
    [found] = (one for one in wire.read("", "", DISPATCH, near=date(2019, 3, 5)).found if one.field == "dateline")

    assert (found.value, found.words, found.evidence) == ("2019-03-04", "4 مارس آذار", "inferred")


def test_text_that_is_no_agency_copy_says_nothing():
    assert wire.read("في التربية", "", "كتب الشاعر قصيدة في بيروت.\n\nوعاد إلى القاهرة.") == wire.Wire()


def test_abbreviation_is_known_however_it_is_spaced():
    assert {agencies.named(name) for name in ("أ ف ب", "أ.ف.ب", "ا ف ب", "أف ب", "AFP")} == {"وكالة فرانس برس"}
