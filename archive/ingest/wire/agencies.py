"""The agencies that sign Arabic copy, by every name and abbreviation under which they are printed.

Spaces and points inside an abbreviation are optional (أ ف ب, أ.ف.ب, أف ب), hamza too (ا ف ب). Only what stands in this
table is taken for an agency: «(محرر النشرة)» looks no different to a machine.
"""

from __future__ import annotations

import re

# The name under which the archive files it, then others. Single letters are an abbreviation.
NAMES: dict[str, tuple[str, ...]] = {
    "رويترز": ("reuters", "وكالة رويترز", "رويتر"),
    "وكالة فرانس برس": ("أ ف ب", "فرانس برس", "afp", "وكالة الصحافة الفرنسية"),
    "أسوشيتد برس": ("أ ب", "أسوشييتد برس", "اسوشييتدبرس", "ap", "associated press"),
    "وكالة الأنباء الألمانية": ("د ب أ", "د أ ب", "dpa"),
    "يونايتد برس إنترناشونال": ("ي ب أ", "يو بي آي", "يو بي أي", "upi"),
    "إفي": ("efe", "أفي"),
    "أنسا": ("ansa",),
    "آكي": ("aki", "آكي الإيطالية"),
    "شينخوا": ("xinhua",),
    "تاس": ("إيتار تاس", "tass", "itar-tass"),
    "سبوتنيك": ("sputnik",),
    "نوفوستي": ("ريا نوفوستي",),
    "الأناضول": ("وكالة الأناضول", "aa"),
    "إرنا": ("irna",),
    "فارس": (),
    "تسنيم": (),
    "مهر": (),
    "بلومبرغ": ("بلومبرج", "bloomberg"),
    "سي إن إن": ("cnn", "سي ان ان"),
    "بي بي سي": ("bbc",),
    "العربية.نت": ("العربية نت",),
    "الجزيرة نت": ("الجزيرة.نت",),
    "سكاي نيوز عربية": (),
    "وكالة أنباء الشرق الأوسط": ("أ ش أ", "mena"),
    "سانا": ("sana",),
    "واس": ("spa", "وكالة الأنباء السعودية"),
    "وام": ("wam", "وكالة أنباء الإمارات"),
    "كونا": ("kuna",),
    "قنا": ("qna",),
    "بنا": ("bna",),
    "بترا": ("petra",),
    "وفا": ("wafa",),
    "معا": (),
    "سما": (),
    "صفا": (),
    "سبأ": ("سبأ نت",),
    "سونا": ("suna",),
    "وات": ("وكالة تونس إفريقيا للأنباء", "وكالة تونس أفريقيا للأنباء"),
    "واج": ("وأج", "وكالة الأنباء الجزائرية", "aps"),
    "وال": ("وكالة الأنباء الليبية",),
    "ومع": ("و م ع", "وكالة المغرب العربي للأنباء", "map"),
    "الوكالة الوطنية للإعلام": ("وطنية",),
    "المركزية": (),
    "واع": ("وكالة الأنباء العراقية",),
    "نينا": (),
    "العمانية": (),
    "وكالات": ("الوكالات",),
}
# Words of the language as well: believed between brackets or strokes only, «دمشق - معا: …» is a headline.
COMMON_WORDS = "فارس مهر بنا وات وال واج ومع معا سما صفا المركزية وطنية سبأ وفا aa map ap"
HAMZA = {"ا": "[اأإآ]", "أ": "[اأإآ]", "إ": "[اأإآ]", "آ": "[اأإآ]", "ة": "[ةه]"}


def _pattern(name: str) -> str:
    abbreviation = all(len(word) == 1 for word in name.split()) and " " in name
    letters = name.replace(" ", "") if abbreviation else name
    between = r"[ .]?" if abbreviation else ""
    return between.join(HAMZA.get(letter, " +" if letter == " " else re.escape(letter)) for letter in letters)


def fold(printed: str) -> str:
    """For looking up: one alef, no spaces and points in abbreviations."""
    plain = re.sub("[أإآ]", "ا", printed.casefold()).replace("ة", "ه")
    words = re.split(r"[ .]+", plain.strip(" ."))
    return "".join(words) if max(map(len, words)) <= 2 else " ".join(words)


ALL = {name: canonical for canonical, others in NAMES.items() for name in (canonical, *others)}
CANONICAL = {fold(name): canonical for name, canonical in ALL.items()}
COMMON = {fold(name) for name in COMMON_WORDS.split()}
ANY = "|".join(_pattern(name) for name in sorted(ALL, key=len, reverse=True))
# Where one may sign: at the beginning, or behind a bracket, a stroke, a dash or a date. (A set of characters at the
# head of the pattern lets the search run six times as fast as the names alone.)
AGENCY = re.compile(rf"[(\[/«\"“\-–—ـ:،,.\dم]\s*(?P<name>(?<!\w)(?:{ANY}))(?!\w)", re.I)


def named(printed: str) -> str:
    """The name under which an agency is filed; empty for what is none."""
    return CANONICAL.get(fold(printed), "")


def is_common_word(printed: str) -> bool:
    return fold(printed) in COMMON
