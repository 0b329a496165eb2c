"""Four styles: who, what, where and when in the order and the signs of each, and what is said of what is not known."""

import datetime

import pytest

from interchange import citing
from interchange.citing import FIRST_STRONG, POP
from interchange.datatypes import Name, Span
from tests.interchange.making import IN_RAJAB, TODAY, make_reference

ADDRESS = "https://fihrist.example/a/b3k9x0w2mtz/"
YEAR = Span(datetime.date(2019, 1, 1), datetime.date(2019, 12, 31), "year")
MONTH = Span(datetime.date(2019, 3, 1), datetime.date(2019, 3, 31), "month")
PEOPLE = tuple(Name(f"كاتب {letter}", f"Katib {latin}") for letter, latin in zip("ابتث", "ABCD", strict=True))


def words(style: str, **fields) -> str:
    """The citation without its isolates."""
    return "".join(piece.text for piece in citing.cite(make_reference(**fields), style, TODAY))


@pytest.mark.parametrize(
    ("style", "citation"),
    [
        (
            "arabic",
            "صحيفة الورّاق، «انتهاء المعركة»، 23 آذار/مارس 2019؛ الفهرست، المعرّف b3k9x0w2mtz، الإصدار 1؛ "
            f"{ADDRESS}، اطُّلع عليه في 22 تشرين الثاني/نوفمبر 2026.",
        ),
        (
            "chicago",
            "Al-Warraq صحيفة الورّاق. “انتهاء المعركة.” March 23, 2019. Fihrist, b3k9x0w2mtz, version 1. "
            f"Accessed November 22, 2026. {ADDRESS}.",
        ),
        (
            "apa",
            "انتهاء المعركة (Version 1). (2019, March 23). Al-Warraq. Fihrist. "
            f"Retrieved November 22, 2026, from {ADDRESS}",
        ),
        ("mla", f"“انتهاء المعركة.” Al-Warraq, 23 Mar. 2019. Fihrist, version 1, {ADDRESS}. Accessed 22 Nov. 2026."),
    ],
)
def test_unsigned_article_stands_under_its_source_or_its_title(style, citation):
    assert words(style) == citation


@pytest.mark.parametrize(
    ("style", "opening"),
    [
        ("arabic", "كاتب ا، «انتهاء المعركة»، صحيفة الورّاق، 23 آذار/مارس 2019؛"),
        ("chicago", "Katib A كاتب ا. “انتهاء المعركة.” Al-Warraq صحيفة الورّاق, March 23, 2019. "),
        ("apa", "Katib A. (2019, March 23). انتهاء المعركة (Version 1). Al-Warraq. "),
        ("mla", "Katib A. “انتهاء المعركة.” Al-Warraq, 23 Mar. 2019. "),
    ],
)
def test_signed_article_stands_under_its_author(style, opening):
    assert words(style, authors=PEOPLE[:1]).startswith(opening)


@pytest.mark.parametrize(
    ("style", "count", "opening"),
    [
        ("arabic", 2, "كاتب ا، كاتب ب، «"),
        ("arabic", 4, "كاتب ا، كاتب ب، كاتب ت وآخرون، «"),
        ("chicago", 2, "Katib A كاتب ا and Katib B كاتب ب. “"),
        ("chicago", 3, "Katib A كاتب ا, Katib B كاتب ب, and Katib C كاتب ت. “"),
        ("apa", 2, "Katib A, & Katib B. ("),
        ("mla", 2, "Katib A and Katib B. “"),
        ("mla", 3, "Katib A, et al. “"),
    ],
)
def test_several_authors_are_joined_as_the_style_joins_them(style, count, opening):
    assert words(style, authors=PEOPLE[:count]).startswith(opening)


@pytest.mark.parametrize(
    ("style", "cut", "count"), [("chicago", ", et al. “", 11), ("apa", ", … اسم 20. (", 21)], ids=["chicago", "apa"]
)
def test_a_very_long_byline_is_cut(style, cut, count):
    assert cut in words(style, authors=tuple(Name(f"اسم {number}") for number in range(count)))


def test_unsigned_agency_is_the_author_in_apa():
    assert words("apa", kind="agency").startswith("Al-Warraq. (2019, March 23). انتهاء المعركة (Version 1). Fihrist. ")


def test_source_without_romanised_name_keeps_its_arabic_one():
    assert words("mla", source=Name("صحيفة الورّاق")).startswith("“انتهاء المعركة.” صحيفة الورّاق, 23 Mar. 2019.")


@pytest.mark.parametrize(
    ("style", "said"),
    [("arabic", "، بلا تاريخ؛"), ("chicago", "” n.d. Fihrist"), ("apa", "(n.d.)"), ("mla", "Warraq. F")],
)
def test_undated_article_is_called_so_where_the_style_says_it(style, said):
    assert said in words(style, date=None)


@pytest.mark.parametrize(
    ("style", "span", "date"),
    [
        pytest.param("arabic", YEAR, "، 2019؛", id="year in Arabic"),
        pytest.param("arabic", MONTH, "، آذار/مارس 2019؛", id="month in Arabic"),
        pytest.param("arabic", IN_RAJAB, "، رجب 1440 هـ؛", id="Hijri month in Arabic"),
        pytest.param("chicago", YEAR, "” 2019. ", id="year in Chicago"),
        pytest.param("chicago", MONTH, "” March 2019. ", id="month in Chicago"),
        pytest.param("chicago", IN_RAJAB, "” Rajab 1440 AH. ", id="Hijri month in Chicago"),
        pytest.param("apa", MONTH, "(2019, March)", id="month in APA"),
        pytest.param("mla", MONTH, ", Mar. 2019.", id="month in MLA"),
    ],
)
def test_date_is_no_finer_than_it_was_printed(style, span, date):
    assert date in words(style, date=span)


@pytest.mark.parametrize(
    ("style", "title"),
    [("arabic", "، [بلا عنوان]، "), ("chicago", ". [Untitled]. "), ("apa", "[Untitled] ("), ("mla", "[Untitled]. ")],
)
def test_untitled_article_is_called_so(style, title):
    assert title in words(style, title="")


@pytest.mark.parametrize("style", citing.STYLES)
def test_supplied_title_stands_in_square_brackets_without_quotation_marks(style):
    citation = words(style, supplied=True)

    assert "[انتهاء المعركة]" in citation
    assert "«" not in citation
    assert "“" not in citation


@pytest.mark.parametrize("style", ["chicago", "mla"])
def test_title_that_ends_with_a_question_mark_gets_no_full_stop(style):
    assert "“هل انتهت المعركة؟” " in words(style, title="هل انتهت المعركة؟")


@pytest.mark.parametrize(
    ("style", "state", "said"),
    [
        ("arabic", "withdrawn", "سُحبت المقالة من الأرشيف."),
        ("arabic", "withheld", "المقالة محجوبة عن القرّاء."),
        ("chicago", "withdrawn", "Withdrawn from the archive."),
        ("apa", "withdrawn", "Withdrawn from the archive."),
        ("mla", "withheld", "Withheld from readers."),
    ],
)
def test_citation_of_what_is_gone_ends_with_that(style, state, said):
    assert words(style, state=state).endswith(f" {said}")


@pytest.mark.parametrize("style", citing.STYLES)
def test_every_citation_gives_address_version_and_day_of_access(style):
    citation = words(style, version=7)

    assert ADDRESS in citation
    assert "ersion 7" in citation or "الإصدار 7" in citation
    assert "2026" in citation


def test_issue_and_page_stand_where_the_source_printed_them():
    assert "، العدد 1200، ص. 3؛" in words("arabic", issue="1200", page="3")
    assert ", no. 1200, p. 3. " in words("mla", issue="1200", page="3")


def test_what_runs_its_own_way_is_isolated_in_the_text_to_copy():
    text = citing.plain(citing.cite(make_reference(), "arabic", TODAY))

    assert f"{FIRST_STRONG}{ADDRESS}{POP}، " in text
    assert f"«{FIRST_STRONG}انتهاء المعركة{POP}»" in text
    assert text.count(FIRST_STRONG) == text.count(POP)


def test_only_a_latin_title_of_a_newspaper_is_italic():
    works = {piece.text: piece.work for piece in citing.cite(make_reference(), "chicago", TODAY)}

    assert works["Al-Warraq"]
    assert not works["صحيفة الورّاق"]
