"""A printed byline to the names in it: «دمشق - كتب محمد علي وسامي حداد» signs for two people.

A name that is split wrongly makes two people who never lived, one that is not split a curator mends in a moment: so «
و» divides only where both sides are names of two words or more and the second does not begin with a name like وليد.
"""

from __future__ import annotations

import re

from archive.ingest.datatypes import Name

BEFORE_NAME = re.compile(
    r"^(?:كتب(?:ت|ه|ها|وا)?|بقلم|إعداد|اعداد|تحرير|تقرير|تحقيق|حاور(?:ه|ها)|من|by|by:|written by)\s*[:：/-]?\s+", re.I
)
PLACE_BEFORE = re.compile(r"^[^\d،,؛;/|]{2,25}\s+[-–—]\s+(?=كتب|بقلم|إعداد|من )")
BETWEEN = re.compile(r"\s*[،,؛;|/\n]\s*|\s+(?:and|et|&)\s+|\s+و\s+", re.I)
AND = re.compile(r"\s+و(?=[^\W\d_]{2,})")
BEGIN_WITH_WAW = re.compile(
    "و(?:ليد|ليم|لاء|فاء|فيق|جدي|جيه|حيد|داد|داع|ديع|رد|سام|سيم|سن|صفي|ضاح|ائل|اصل|افي|هبة|هبي|هيب|يس|لي|لد|ادي|اثق|نيس|طفة|زير|عد|رقة)(?![^\\W\\d_])"
)
LONGEST_NAME = 100


def split(byline: str) -> tuple[Name, ...]:
    """The names of a cleaned byline in their order; nothing for one that is no name (a sentence, a number)."""
    byline = PLACE_BEFORE.sub("", byline)
    names = [name for piece in BETWEEN.split(byline) for name in split_by_and(piece)]
    found = (Name(BEFORE_NAME.sub("", name).strip(" .:-–"), name.strip()) for name in names)
    return tuple(name for name in found if 1 < len(name.name) <= LONGEST_NAME and not name.name.isdigit())


def split_by_and(piece: str) -> list[str]:
    """Divides at « و» where that is safe; the first such place decides, the rest is looked at in turn."""
    for conjunction in AND.finditer(piece):
        before, after = piece[: conjunction.start()], piece[conjunction.end() :]
        if (
            len(before.split()) >= 2
            and len(after.split()) >= 2
            and not BEGIN_WITH_WAW.match(piece, conjunction.end() - 1)
        ):
            return [before, *split_by_and(after)]
    return [piece]
