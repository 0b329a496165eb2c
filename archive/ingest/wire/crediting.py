"""Who made a dispatch, from the line at its end: «(إعداد محمد علي للنشرة العربية - تحرير سها جادو)», or above it.

A credit begins with the word for what was done, stands in brackets or is a short last paragraph, and names people by
two words or more; a bracket that only happens to begin with «تحرير» names nobody and is left alone.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from archive.ingest import bylines
from archive.ingest.datatypes import Name, Role
from archive.ingest.wire import agencies
from archive.ingest.wire.datatypes import Found

DEEDS = {
    Role.PREPARING: "إعداد|اعداد|أعده?|أعدته|أعدها|أعد التقرير|أعدت التقرير",
    Role.EDITING: "تحرير|حرره|حررته|حررها|مراجعة|editing by|edited by",
    Role.TRANSLATING: "ترجمة|ترجمه|ترجمته|ترجمها|translated by|translation by",
    Role.REPORTING: "تغطية صحفية|تغطية|(?:وقد )?و?(?:شاركت?|شارك(?:ا|وا)|ساهمت?|أسهمت?|ساهموا) في "
    "(?:التغطية(?: الصحفية)?|إعداد (?:هذا )?(?:التقرير|التغطية)|(?:هذا )?التقرير)|تقارير|"
    "(?:additional )?reporting by",
    Role.WRITING: "كتبه|كتبته|كتبها|كتابة|بقلم|(?:additional )?writing by|written by",
    Role.PHOTOGRAPHY: "تصوير",
}
DEED = "|".join(f"(?P<{role.value}>{words})" for role, words in DEEDS.items())
BEGINNING = re.compile(rf"\s*(?:{DEED})(?: و(?:تحرير|إعداد|ترجمة|كتابة|تصوير))?(?![^\W_])\s*[:：]?\s*", re.I)
NAMES_ABOVE = r"(?P<{}>(?!ال(?!سيد))[^\W\d_][^\n()\d.:：،؛؟?!]{{4,60}}?)"  # «كتب: التاريخ العربي» is about books
ABOVE = re.compile(
    rf"\s*(?:(?:كتب(?:ت|ه|ته|ها)?|بقلم|حوار|حاورت?(?:ه|ها)|أجرت? الحوار|أجرى الحوار|تحقيق)\s*[:：–—-]\s*"
    rf"{NAMES_ABOVE.format('named')}|(?:كتبت?|بقلم)\s+{NAMES_ABOVE.format('said')}\s*[:：])\s*"
)
BRACKET = re.compile(r"[(\[]([^()\[\]\n]{5,400})[)\]]?[\s.]*$")
BETWEEN = re.compile(r"\s+[-–—ـ]+\s*|\s*[-–—ـ]+\s+|\s*[؛;/|]\s*")
FOR_WHOM = re.compile(r"\s*(?:لل?نشرة|لخدمة|للخدمة|لل?موقع|لوكالة|لرويترز|للعربية)(?![^\W_]).*$")
WHERE_THEY_ARE = re.compile(
    r"\s(?:من|في|in|from)\s+\S+(?:\s+(?!و|and )[^\s،,]+){0,2}(?=\s+و|\s+and\s|\s*[،,]|\s*$)", re.I
)
DESK_FIRST = re.compile(r"(?:لل?نشرة|للخدمة) (?:العربية|الإنجليزية|الانجليزية)\s+")
ALONE = re.compile(
    r"\s*(?:المصدر|مصدر|نقلا عن|source)?\s*[:：]?\s*[(\[/«]*\s*(?P<name>[^()\[\]/«»:\n]{2,40}?)\s*[)\]/»]*[.\s]*", re.I
)
SIGNED_IN_BRACKETS = re.compile(r"\(([^()\n]{2,60})\)[\s.]*$")
BETWEEN_AGENCIES = re.compile(r"[^/،,\-–+]+")
ORNAMENT = r"[\s/()\[\].…*\-–—]*"
CONTINUES = re.compile(  # with the initials of whoever sent it: «انتهى/م ع»
    rf"{ORNAMENT}(?P<word>انته[ـ]*ى|يتبع|يُتبع|للخبر بقية|تتمة){ORNAMENT}(?:[^\W\d_]{{1,3}}[\s/]*){{0,4}}"
)
CONTINUATION = {"ا": "ends", "ي": "continues", "ل": "continues", "ت": "continued"}
LAST = 4  # paragraphs at the end that are looked at
LONGEST_LINE = 250
LONGEST_ABOVE = 80


def find(paragraphs: Sequence[str]) -> tuple[tuple[Name, ...], tuple[Found, ...]]:
    """The people of the credits with their roles, an agency that signs alone, and marks of continuation."""
    people: list[Name] = []
    found: list[Found] = []
    if len(paragraphs) > 1:
        signed_above(paragraphs[0], people, found)
    for number in range(max(1, len(paragraphs) - LAST + 1), len(paragraphs) + 1):
        line = paragraphs[number - 1]
        for start, end, names in credits_in(line, whole=number > 1):
            people.extend(names)
            found.extend(Found(one.role, one.name, number, start, end) for one in names)
        if number == len(paragraphs) and (bracket := SIGNED_IN_BRACKETS.search(line, max(0, len(line) - 80))):
            signed_in(bracket, number, people, found)
        if len(line) <= 60 and len(paragraphs) > 1:
            signed(line, number, people, found)
    return tuple(people), tuple(found)


def signed_above(line: str, people: list[Name], found: list[Found]) -> None:
    """A first line that is a byline and nothing else: «كتب: محمد علي», «حوار: سها جادو», «كتبت سها جادو:»."""
    match = ABOVE.fullmatch(line) if len(line) <= LONGEST_ABOVE else None
    if match is None:
        return
    part = "named" if match["named"] else "said"
    names = bylines.split(match[part])
    if all(2 <= len(one.name.split()) <= 4 for one in names):
        people.extend(Name(one.name, one.printed, Role.WRITING) for one in names)
        found.extend(Found(Role.WRITING.value, one.name, 1, *match.span(part)) for one in names)


def signed(line: str, number: int, people: list[Name], found: list[Found]) -> None:
    """A last line that is an agency's name, or says that the dispatch goes on."""
    alone, continues = ALONE.fullmatch(line), CONTINUES.fullmatch(line)
    if continues:
        found.append(Found("continuation", CONTINUATION[continues["word"][0]], number, *continues.span("word")))
    elif alone and "(" not in line and (name := agencies.named(alone["name"])) and is_signature(line, alone["name"]):
        people.append(Name(name, alone["name"], Role.AGENCY))
        found.append(Found("agency", name, number, *alone.span("name")))


def signed_in(bracket: re.Match[str], number: int, people: list[Name], found: list[Found]) -> None:
    """The agencies of «(د.أ.ب/رويترز)» at the very end; nothing where anything else stands between the brackets."""
    parts = list(BETWEEN_AGENCIES.finditer(bracket.string, *bracket.span(1)))
    names = [agencies.named(part.group().strip()) for part in parts]
    for part, name in zip(parts, names, strict=True) if all(names) else ():
        people.append(Name(name, part.group().strip(), Role.AGENCY))
        found.append(Found("agency", name, number, *part.span()))


def is_signature(line: str, name: str) -> bool:
    """«(وفا)» signs, «وفا» may be the last word of a poem."""
    return not agencies.is_common_word(name) or line.strip()[0] in "([/"


def credits_in(line: str, *, whole: bool) -> list[tuple[int, int, list[Name]]]:
    """The credits of one paragraph: where each stands and whom it names.

    They stand in a bracket at its end, or, where `whole` allows it, are the whole of a short one.
    """
    bracket = BRACKET.search(line, max(0, len(line) - 420))
    if bracket and BEGINNING.match(bracket[1]):
        return pieces(line, *bracket.span(1))
    if whole and len(line) <= LONGEST_LINE and (deed := BEGINNING.match(line)):
        explicit = ":" in line[: deed.end()] or BETWEEN.search(line)
        short = len(line.split()) <= 8 and not line.rstrip().endswith((".", ":", "؟", "!"))
        return pieces(line, 0, len(line.rstrip(" ."))) if (explicit and short) or "للنشرة" in line else []
    return []


def pieces(line: str, start: int, end: int) -> list[tuple[int, int, list[Name]]]:
    """The credits of line[start:end], which dashes and semicolons divide."""
    found = []
    ends = [(match.start(), match.end()) for match in BETWEEN.finditer(line, start, end)]
    starts = [start, *(after for _, after in ends)]
    for first, last in zip(starts, [*(before for before, _ in ends), end], strict=True):
        deed = BEGINNING.match(line, first, last)
        names = names_of(line[deed.end() : last], Role(deed.lastgroup)) if deed and deed.lastgroup else []
        if names:
            found.append((first, last, names))
    return found


def names_of(text: str, role: Role) -> list[Name]:
    """The people that the rest of a credit names: two to five words each, without where they are and for whom."""
    text = WHERE_THEY_ARE.sub("", FOR_WHOM.sub("", DESK_FIRST.sub("", text.strip())))
    names = bylines.split(text)
    return [Name(one.name, one.printed, role) for one in names if 2 <= len(one.name.split()) <= 5]
