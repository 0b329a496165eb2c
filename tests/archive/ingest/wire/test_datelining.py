"""Datelines of agency copy, in the forms in which agencies print them."""

from datetime import date

import pytest

from archive.ingest import wire
from archive.ingest.datatypes import Evidence

ARTICLE_OF = date(2019, 3, 6)


def read(text: str, **options):
    return wire.read("عنوان", "", text, **{"near": ARTICLE_OF, **options})


@pytest.mark.parametrize(
    ("text", "places", "agency"),
    [
        pytest.param("بيروت 4 مارس آذار (رويترز) - قال مسؤول", ["بيروت"], "رويترز", id="both months"),
        pytest.param("بيروت/القاهرة (رويترز) - قال مسؤول", ["بيروت", "القاهرة"], "رويترز", id="two places"),
        pytest.param("مدريد، 4 مارس/ آذار (إفي).- قال", ["مدريد"], "إفي", id="point and dash"),
        pytest.param("القاهرة في 12 يوليو/ أ ش أ / أكد", ["القاهرة"], "وكالة أنباء الشرق الأوسط", id="strokes"),
        pytest.param("واشنطن ـ أ ف ب: قال", ["واشنطن"], "وكالة فرانس برس", id="tatweel for a dash"),
        pytest.param("واشنطن (أ.ف.ب) - قال", ["واشنطن"], "وكالة فرانس برس", id="points in the abbreviation"),
        pytest.param("دبي - العربية.نت\nقال", ["دبي"], "العربية.نت", id="a site"),
        pytest.param("دبي، الإمارات العربية المتحدة (CNN)-- قال", ["دبي"], "سي إن إن", id="country falls away"),
        pytest.param("دمشق-سانا\n\nوصل وزير الثقافة", ["دمشق"], "سانا", id="joined by a hyphen"),
        pytest.param("برلين أ ف ب\nأخلت الشرطة", ["برلين"], "وكالة فرانس برس", id="a line without marks"),
        pytest.param("عمان - «وكالات» : أدى الوزراء", ["عمان"], "وكالات", id="quotation marks"),
        pytest.param("الكويت - 12 - 7 (كونا) -- قال", ["الكويت"], "كونا", id="figures for the day"),
        pytest.param("الدوحة في 04 مارس /قنا/ قال", ["الدوحة"], "قنا", id="no dash behind strokes"),
        pytest.param("رام الله - وفا - قال", ["رام الله"], "وفا", id="common word between dashes"),
        pytest.param("9 يونيو (رويترز) - أغلقت الأسواق", [], "رويترز", id="no place"),
        pytest.param("عمّان (بترا)- قال", ["عمّان"], "بترا", id="a mark in the name"),
    ],
)
def test_dateline_names_places_and_agency(text, places, agency):
    found = read(text)

    assert ([one.name for one in found.places], [one.name for one in found.agencies]) == (places, [agency])


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("قالت وكالة (رويترز) - إن الحرب انتهت", id="a verb before it"),
        pytest.param("وأظهرت لقطات من تلفزيون رويترز أن إطلاق النار اشتد", id="an agency is mentioned"),
        pytest.param("خليل زينية (محرر الثبات) - له في كل واد أثر", id="a person and a job"),
        pytest.param("بنا: شركة للمقاولات", id="a word that is also an agency"),
        pytest.param("قال محمد في 12 يوليو 2019 - إنه عاد", id="a date in a sentence"),
        pytest.param("رويترز: الحرب انتهت", id="no place and no date"),
        pytest.param("الهند - بلاد الشام - فلسطين (حول البحر الميت) - سوريا", id="a list of countries"),
    ],
)
def test_a_sentence_is_no_dateline(text):
    assert read(text).places == read(text).agencies == ()


def test_dateline_without_a_year_is_dated_by_its_article():
    found = read("بيروت 31 ديسمبر كانون الأول (رويترز) - قال", near=date(2019, 1, 1)).date

    assert (found.first_day, found.evidence) == (date(2018, 12, 31), Evidence.INFERRED)


def test_dateline_with_a_year_is_stated():
    found = read("الرياض 15 رمضان 1440 هـ الموافق 20 مايو 2019 م واس\nقال").date

    assert (found.first_day, found.evidence) == (date(2019, 5, 20), Evidence.STATED)


def test_dateline_without_a_year_beside_nothing_has_no_date():
    assert read("بيروت 4 مارس (رويترز) - قال", near=None).date.first_day is None


def test_the_outlet_in_place_of_an_agency_gives_a_place_only():
    found = read("لندن: «الشرق الأوسط»\nقال", source="الشرق الأوسط")

    assert ([one.name for one in found.places], found.agencies) == (["لندن"], ())


def test_correspondent_behind_the_agency_is_an_author():
    [person] = read("بيروت (رويترز) من ليلى بسام - قال").people

    assert (person.name, person.role) == ("ليلى بسام", "author")


def test_line_that_signs_stands_above_the_dateline():
    found = read("من ليلى بسام\n\nبيروت (رويترز) - قال")

    assert ([one.name for one in found.people], [one.name for one in found.places]) == (["ليلى بسام"], ["بيروت"])


def test_line_that_signs_is_read_only_above_a_dateline():
    assert read("من أجل فلسطين\n\nقال الشاعر").people == ()
