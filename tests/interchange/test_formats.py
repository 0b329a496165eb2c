"""Records, read back by programs that others use."""

import json

import pytest
import rispy
from hypothesis import given
from hypothesis import strategies as st
from pybtex.database import parse_string

from interchange.datatypes import Name, Span
from interchange.formats import FORMATS, bibtex, csl_json, ris
from interchange.lines import one_line
from tests.interchange.making import IN_RAJAB, TODAY, make_reference


def read_bibtex(reference):
    return parse_string(bibtex.write(reference, TODAY), "bibtex").entries[bibtex.key(reference)]


def read_ris(reference):
    [record] = rispy.loads(ris.write(reference, TODAY))
    return record


def test_bibtex_entry_names_its_language_and_has_a_stable_key():
    entry = read_bibtex(make_reference(authors=(Name("نوال السعيد"),)))

    assert (entry.type, entry.key) == ("article", "fihrist-b3k9x0w2mtz")
    assert entry.fields["langid"] == "arabic"
    assert entry.fields["journaltitle"] == "صحيفة الورّاق"
    assert entry.fields["date"] == "2019-03-23"
    assert entry.fields["urldate"] == "2026-11-22"
    assert [person.last_names for person in entry.persons["author"]] == [["{نوال السعيد}"]]


def test_what_is_no_periodical_is_misc():
    assert read_bibtex(make_reference(kind="broadcaster")).type == "misc"


def test_hijri_month_is_an_interval_in_bibtex_and_csl():
    assert read_bibtex(make_reference(date=IN_RAJAB)).fields["date"] == "2019-03-08/2019-04-05"
    assert csl_json.issued(IN_RAJAB) == {"date-parts": [[2019, 3, 8], [2019, 4, 5]]}


def test_ris_record_is_news_in_arabic():
    record = read_ris(make_reference(authors=(Name("نوال السعيد"), Name("آخر")), topics=("نزاعات",)))

    assert record["type_of_reference"] == "NEWS"
    assert record["language"] == "ara"
    assert record["title"] == "انتهاء المعركة"
    assert record["secondary_title"] == "صحيفة الورّاق"
    assert record["authors"] == ["نوال السعيد", "آخر"]
    assert record["date"] == "2019/03/23/"
    assert record["keywords"] == ["نزاعات"]
    assert record["urls"] == ["https://fihrist.example/a/b3k9x0w2mtz/"]


def test_csl_item_is_a_newspaper_article():
    [item] = json.loads(csl_json.write(make_reference(), TODAY))

    assert item["type"] == "article-newspaper"
    assert item["language"] == "ar"
    assert item["container-title"] == "صحيفة الورّاق"
    assert item["issued"] == {"date-parts": [[2019, 3, 23]]}
    assert "author" not in item


@pytest.mark.parametrize(("precision", "written"), [("year", "2019///"), ("month", "2019/03//")], ids=["year", "month"])
def test_ris_date_leaves_empty_what_is_not_known(precision, written):
    day = make_reference().date.first
    assert ris.day(Span(day, day, precision)) == written


@pytest.mark.parametrize("form", FORMATS)
def test_undated_untitled_and_withdrawn_article_has_a_record(form):
    written = FORMATS[form].write(make_reference(date=None, title="", state="withdrawn"), TODAY)

    assert "[بلا عنوان]" in written
    assert "ithdrawn" in written


@pytest.mark.parametrize("form", FORMATS)
def test_supplied_title_stands_in_square_brackets(form):
    assert "[انتهاء المعركة]" in FORMATS[form].write(make_reference(supplied=True), TODAY)


@given(st.text(max_size=60))
def test_no_title_breaks_a_record(title):
    reference = make_reference(
        title=one_line(title), authors=(Name(one_line(title) or "كاتب"),), topics=(one_line(title),)
    )

    assert read_bibtex(reference).fields["langid"] == "arabic"
    assert read_ris(reference)["language"] == "ara"
    [item] = json.loads(csl_json.write(reference, TODAY))
    assert item["title"] == (one_line(title) or "[بلا عنوان]")
