"""Flags before headlines."""

import pytest

from archive.ingest import wire


@pytest.mark.parametrize(
    ("title", "flag"),
    [
        ("عاجل - الرئيس يستقيل", "urgent"),
        ("عاجل: الرئيس يستقيل", "urgent"),
        ("تصحيح-الرئيس يستقيل", "correction"),
        ("(تصحيح) الرئيس يستقيل", "correction"),
        ("إعادة-الرئيس يستقيل", "repeat"),
        ("مقدمة ٢ - قوات سوريا تتقدم", "lead"),
        ("تحديث 3-أسعار النفط ترتفع", "update"),
        ("مزيد 1-أسعار النفط ترتفع", "more"),
        ("خلاصة-يوم في سوريا", "summary"),
    ],
)
def test_flag_stands_before_the_headline(title, flag):
    assert wire.read(title, "", "نص").flag == flag


@pytest.mark.parametrize("title", ["تصحيح مسار الاقتصاد", "مقدمة: في علم النحو", "عاجل الموت محمدا", "إعادة الإعمار"])
def test_headline_that_begins_with_such_a_word_has_no_flag(title):
    assert wire.read(title, "", "نص").flag == ""


def test_colon_is_believed_above_agency_copy():
    assert wire.read("مقدمة: قوات سوريا تتقدم", "", "بيروت (رويترز) - قال").flag == "lead"


def test_first_of_two_flags_is_the_articles():
    found = wire.read("تصحيح-عاجل-الرئيس يستقيل", "", "نص")

    assert (found.flag, [one.value for one in found.found]) == ("correction", ["correction", "urgent"])


def test_number_of_a_flag_is_kept():
    [found] = wire.read("مقدمة ٢ - قوات سوريا تتقدم", "", "نص").found

    assert (found.value, found.words) == ("lead 2", "مقدمة ٢")
