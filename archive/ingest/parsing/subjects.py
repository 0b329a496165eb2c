"""Names for the subject codes of the IPTC, where an agency sends a code alone.

Both vocabularies (Media Topics, `medtop:`, and the older Subject Codes, `subj:`) share seventeen roots. The first two
digits of an old code say its root; Media Topics below the roots do not show theirs, and stay unnamed here.
"""

from __future__ import annotations

import re

CODE = re.compile(r"(?:.*[:/])?(?P<root>0[1-9]|1[0-7])(?P<rest>\d{6})")
ROOTS = {
    "01": ("فنون وثقافة وترفيه وإعلام", "arts, culture, entertainment and media"),
    "02": ("جريمة وقانون وعدالة", "crime, law and justice"),
    "03": ("كوارث وحوادث", "disaster, accident and emergency incident"),
    "04": ("اقتصاد وأعمال ومال", "economy, business and finance"),
    "05": ("تعليم", "education"),
    "06": ("بيئة", "environment"),
    "07": ("صحة", "health"),
    "08": ("منوعات", "human interest"),
    "09": ("عمل", "labour"),
    "10": ("نمط حياة وأوقات فراغ", "lifestyle and leisure"),
    "11": ("سياسة", "politics"),
    "12": ("دين", "religion"),
    "13": ("علوم وتكنولوجيا", "science and technology"),
    "14": ("مجتمع", "society"),
    "15": ("رياضة", "sport"),
    "16": ("نزاعات وحروب وسلام", "conflict, war and peace"),
    "17": ("طقس", "weather"),
}


def name(code: str, language: str) -> str:
    """The name of a code in Arabic, or in English for a text of another language; empty for one that has none here."""
    match = CODE.fullmatch(code.strip())
    if match is None:
        return ""
    arabic, english = ROOTS[match["root"]]
    return arabic if language.casefold().startswith("ar") or not language else english
