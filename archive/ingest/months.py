"""The names of the months, as they are printed from Morocco to Iraq, and the folding under which they are compared."""

from __future__ import annotations

import re

# Two months that share a name never share a calendar system here; spelling is folded by `fold`.
MONTHS = {
    1: "يناير كانون_الثاني كانون_ثاني كانون_ثان جانفي ينّاير اي_النار january jan janvier",
    2: "فبراير شباط فيفري النوار february feb février",
    3: "مارس آذار ذار الربيع march mar mars",
    4: "أبريل ابريل نيسان أفريل الطير april apr avril",
    5: "مايو أيار ايار ماي الماء may mai",
    6: "يونيو يونية يونيه حزيران جوان الصيف june jun juin",
    7: "يوليو يولية يوليه تموز جويلية يوليوز ناصر july jul juillet",
    8: "أغسطس اغسطس آب أوت غشت هانيبال august aug août",
    9: "سبتمبر أيلول ايلول شتنبر الفاتح september sep sept septembre",
    10: "أكتوبر اكتوبر تشرين_الأول تشرين_أول التمور october oct octobre",
    11: "نوفمبر تشرين_الثاني تشرين_ثاني تشرين_ثان نونبر الحرث november nov novembre",
    12: "ديسمبر كانون_الأول كانون_أول دجنبر دسمبر الكانون december dec décembre",
}
HIJRI_MONTHS = {
    1: "محرم المحرم",
    2: "صفر",
    3: "ربيع_الأول ربيع_أول",
    4: "ربيع_الآخر ربيع_الثاني ربيع_ثاني ربيع_آخر",
    5: "جمادى_الأولى جمادى_الأول جماد_أول جماد_الأول",
    6: "جمادى_الآخرة جمادى_الثانية جمادى_الآخر جماد_ثاني جماد_الثاني جمادى_الثاني",
    7: "رجب",
    8: "شعبان",
    9: "رمضان",
    10: "شوال",
    11: "ذو_القعدة ذي_القعدة ذوالقعدة",
    12: "ذو_الحجة ذي_الحجة ذوالحجة",
}

DIGITS = {ord(digit): str(value) for row in ("٠١٢٣٤٥٦٧٨٩", "۰۱۲۳۴۵۶۷۸۹") for value, digit in enumerate(row)}
LETTERS = str.maketrans({"أ": "ا", "إ": "ا", "آ": "ا", "ٱ": "ا", "ة": "ه", "ى": "ي", "ی": "ي", "ک": "ك", "ـ": None})
MARKS = re.compile("[\u064b-\u0652\u0670\u200b-\u200f\u202a-\u202e\u2066-\u2069]")
INVISIBLE = re.compile("[\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\0]")
SPACES = re.compile(r"[\s\N{NO-BREAK SPACE}]+")


def fold(text: str) -> str:
    """For comparing only: plain digits, no marks, one form of alef; English and French in small letters."""
    text = text.casefold()
    if not text.isascii():
        text = MARKS.sub("", text).translate(DIGITS).translate(LETTERS)
    return SPACES.sub(" ", text.replace("_", " ")).strip()


def numbers_of(months: dict[int, str]) -> dict[str, int]:
    return {fold(name): number for number, names in months.items() for name in names.split()}


GREGORIAN, HIJRI = numbers_of(MONTHS), numbers_of(HIJRI_MONTHS)
