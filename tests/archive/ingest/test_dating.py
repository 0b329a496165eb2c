from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from archive.ingest import dating
from archive.ingest.datatypes import PrintedDate


def short(found: PrintedDate) -> tuple:
    return str(found.first_day), found.precision.value


@pytest.mark.parametrize(
    ("printed", "first_day"),
    [
        pytest.param("2019-03-23", "2019-03-23", id="ISO"),
        pytest.param("20190323", "2019-03-23", id="ISO without signs"),
        pytest.param("23 آذار/مارس 2019", "2019-03-23", id="Levant and Egypt"),
        pytest.param("23 مارس آذار 2019", "2019-03-23", id="both names without a mark"),
        pytest.param("١٥ رمضان ١٤٤٠هـ الموافق 20 مايو 2019", "2019-05-20", id="Hijri and Gregorian"),
        pytest.param("23 آذار (مارس) 2019", "2019-03-23", id="the second month in brackets"),
        pytest.param("السبت 23 مارس، 2019م", "2019-03-23", id="with its weekday"),
        pytest.param("٢٣ آذار ٢٠١٩", "2019-03-23", id="Arabic-Indic digits"),
        pytest.param("۲۳ مارس ۲۰۱۹", "2019-03-23", id="Persian digits"),
        pytest.param("23 كانون الثاني 2019", "2019-01-23", id="a month of two words"),
        pytest.param("12 تشرين الأول/أكتوبر 1973", "1973-10-12", id="two words and one"),
        pytest.param("2 آب 1990", "1990-08-02", id="the shortest month"),
        pytest.param("14 جانفي 2011", "2011-01-14", id="Tunisia and Algeria"),
        pytest.param("20 غشت 1953", "1953-08-20", id="Morocco"),
        pytest.param("1 الفاتح 1989", "1989-09-01", id="Libya before 2011"),
        pytest.param("1 ابريل 2004", "2004-04-01", id="without its hamza"),
        pytest.param("23/03/2019", "2019-03-23", id="day first"),
        pytest.param("2019/3/23", "2019-03-23", id="year first"),
        pytest.param("5-6-2019", "2019-06-05", id="day first where both could be"),
        pytest.param("March 23, 2019", "2019-03-23", id="American English"),
        pytest.param("Sat, 23 Mar 2019", "2019-03-23", id="a mail header"),
        pytest.param("le 3 février 1999", "1999-02-03", id="French"),
        pytest.param("عمّان، الإثنين 30 تموز 2007 - القرطاس", "2007-07-30", id="within a line"),
        pytest.param("\u200f23 مارس 2019\u200e", "2019-03-23", id="with invisible marks"),
    ],
)
def test_a_whole_date_is_a_day(printed, first_day):
    assert short(dating.read(printed)) == (first_day, "day")


@pytest.mark.parametrize(
    ("printed", "first_day", "precision"),
    [
        pytest.param("آذار 2019", "2019-03-01", "month", id="month in words"),
        pytest.param("2019-03", "2019-03-01", "month", id="ISO month"),
        pytest.param("03/2019", "2019-03-01", "month", id="month and year"),
        pytest.param("2019", "2019-01-01", "year", id="year"),
        pytest.param("سنة 1935م", "1935-01-01", "year", id="year with its mark"),
    ],
)
def test_less_than_a_day_is_the_first_day_that_it_may_mean(printed, first_day, precision):
    assert short(dating.read(printed)) == (first_day, precision)


@pytest.mark.parametrize(
    ("printed", "first_day", "precision"),
    [
        pytest.param("4 رمضان 1440 هـ", "2019-05-09", "day", id="day"),
        pytest.param("الجمعة ١٠ ذو الحجة ١٤٤١هـ", "2020-07-31", "day", id="Arabic-Indic digits"),
        pytest.param("4-9-1440", "2019-05-09", "day", id="in numbers"),
        pytest.param("محرم 1441", "2019-08-31", "month", id="month"),
        pytest.param("1441 هـ", "2019-08-31", "year", id="year"),
        pytest.param("1354هـ", "1935-04-05", "year", id="an older year"),
    ],
)
def test_a_hijri_date_says_its_calendar(printed, first_day, precision):
    found = dating.read(printed)

    assert (*short(found), found.calendar.value) == (first_day, precision, "hijri")


def test_before_the_tables_of_umm_al_qura_a_hijri_date_is_inferred():
    found = dating.read("1 محرم 1300")

    assert (str(found.first_day), found.evidence.value) == ("1882-11-12", "inferred")


def test_the_gregorian_date_wins_where_both_are_printed():
    found = dating.read("الاثنين 4 رمضان 1440هـ الموافق 9 أيار 2019م")

    assert (*short(found), found.calendar.value) == ("2019-05-09", "day", "gregorian")


@pytest.mark.parametrize(
    ("printed", "clock"),
    [
        ("2019-03-23T22:30:00Z", time(22, 30)),
        ("2019-03-23T22:30:15.123+03:00", time(22, 30, 15)),
        ("Sat, 23 Mar 2019 10:00:00 +0300", time(10)),
        ("23 آذار 2019 - 14:05", time(14, 5)),
        ("2:30 مساءً 23/3/2019", time(14, 30)),
        ("23/3/2019 12:10 ص", time(0, 10)),
    ],
)
def test_a_time_is_local_and_never_shifted(printed, clock):
    found = dating.read(printed)

    assert (found.first_day, found.time, found.precision.value) == (date(2019, 3, 23), clock, "time")


def test_time_of_an_update_is_not_that_of_publication():
    found = dating.read("السبت، 23 آذار/مارس 2019، آخر تحديث 02:21 (GMT+0400)")

    assert (found.first_day, found.time, found.precision.value) == (date(2019, 3, 23), None, "day")


def test_the_month_first_is_inferred():
    found = dating.read("3/23/2019")

    assert (str(found.first_day), found.evidence.value) == ("2019-03-23", "inferred")


@pytest.mark.parametrize(
    "printed",
    ["", "أمس", "منذ 3 أيام", "الأسبوع الماضي", "31/31/2019", "12:30", "رقم 5", "0000-00-00", "ط" * 500, "9" * 300],
)
def test_what_nobody_understands_keeps_its_text(printed):
    found = dating.read(printed)

    assert (found.first_day, found.precision.value, found.printed) == (None, "none", printed)


@given(
    st.text(max_size=40) | st.from_regex(r"[0-9]{1,4}[/\-. ][0-9]{1,4}[/\-. ][0-9]{1,6}[ T][0-9:]{0,8}", fullmatch=True)
)
def test_no_text_is_too_strange(printed):
    found = dating.read(printed)

    assert (found.first_day is None) == (found.precision.value == "none")


LEVANT = "كانون_الثاني شباط آذار نيسان أيار حزيران تموز آب أيلول تشرين_الأول تشرين_الثاني كانون_الأول"
MONTHS = [month.replace("_", " ") for month in LEVANT.split()]


@given(st.dates(date(1800, 1, 1), date(2100, 1, 1)))
def test_every_day_is_read_back(day):

    assert dating.read(f"{day.day} {MONTHS[day.month - 1]} {day.year}").first_day == day
    assert dating.read(f"{day.day}/{day.month}/{day.year}").first_day == day


@pytest.mark.parametrize(
    ("printed", "moment"),
    [
        ("2019-03-23T10:00:00+03:00", datetime(2019, 3, 23, 7, tzinfo=UTC)),
        ("2019-03-23T10:00:00Z", datetime(2019, 3, 23, 10, tzinfo=UTC)),
        ("23 آذار 2019 10:00", datetime(2019, 3, 23, 8, tzinfo=UTC)),
        ("23 آذار 2019", datetime(2019, 3, 22, 22, tzinfo=UTC)),
    ],
)
def test_a_moment_is_told_by_the_offset_or_the_sources_zone(printed, moment):
    assert dating.instant(dating.read(printed), ZoneInfo("Asia/Beirut")) == moment


@pytest.mark.parametrize(
    "printed", ["4-6 مارس 2019", "من 4 إلى 6 آذار 2019", "مارس - أبريل 2019", "23 آذار/نيسان 2019"]
)
def test_several_days_or_months_are_no_date(printed):
    found = dating.read(printed)

    assert (found.first_day, found.printed) == (None, printed)


def test_no_date_is_no_moment():
    assert dating.instant(dating.read("أمس"), UTC) is None
