"""The desk's word before a headline: «عاجل - …», «مقدمة ٢ - …», «تحديث 3-…», «(تصحيح) …».

«تصحيح مسار الاقتصاد» is a headline, so a mark must follow; and since magazines print «مقدمة: …» over a preface, words
of that kind are believed before a colon only where the text is agency copy.
"""

from __future__ import annotations

import re

from archive.ingest.wire.datatypes import TITLE, Flag, Found

WORDS = {
    Flag.URGENT: "عاجل عاجل_جدا urgent",
    Flag.CORRECTION: "تصحيح تصويب مصحح correction corrected",
    Flag.REPEAT: "إعادة اعادة مكرر repeat rpt",
    Flag.LEAD: "مقدمة lead",
    Flag.UPDATE: "تحديث محدث update",
    Flag.MORE: "مزيد المزيد more",
    Flag.SUMMARY: "خلاصة ملخص شامل wrapup",
}
FLAGS = {word.replace("_", " "): flag for flag, words in WORDS.items() for word in words.split()}
OF_NEWS_ONLY = {Flag.URGENT, Flag.UPDATE}
WORD = "|".join(sorted(FLAGS, key=len, reverse=True))
BEFORE = re.compile(
    rf"[\s*]*(?P<open>[(\[«]\s*)?(?P<said>(?P<word>{WORD})(?:[ -]?(?P<number>\d{{1,2}}))?)"
    r"\s*(?:(?P<close>[)\]»])\s*[-–—ـ:]*|(?P<mark>[-–—ـ|/]+|\.{2,}|…|[:：]|!))",
    re.I,
)


def find(title: str, *, is_wire: bool) -> tuple[Found, ...]:
    """The flags at the beginning of a headline, «تصحيح-عاجل-…» has two; `is_wire` says that the text is agency copy."""
    found: list[Found] = []
    place = 0
    while len(found) < 3 and (match := BEFORE.match(title, place)):
        flag = FLAGS[match["word"].casefold()]
        bracketed = bool(match["open"]) and bool(match["close"])
        sure = is_wire or bracketed or match["number"] or flag in OF_NEWS_ONLY
        if not (sure or match["mark"] not in (":", "：", "!", None)) or bool(match["open"]) != bool(match["close"]):
            break
        value = f"{flag.value} {int(match['number'])}" if match["number"] else flag.value
        found.append(Found("flag", value, TITLE, match.start("said"), match.end("said")))
        place = match.end()
    return tuple(found)
