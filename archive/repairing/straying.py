r"""Straying: marks that do not belong to the text, which cleaning leaves alone because they may. Pure, no Django.

Each rule names its pattern by the mark, so that a curator decides on "no space behind ،" once, not for each two words.
"""

import re
from collections.abc import Callable, Container, Iterator
from typing import NamedTuple

from arabic import words
from archive.repairing.datatypes import Damage, Key, Kind

LETTER = words.ARABIC
BEFORE = rf"[{LETTER}»)\]\"]"  # what a mark may stand behind
AFTER = rf"[{LETTER}«]"
# A full stop stands in abbreviations and in names of sites as well: أ.ف.ب, الجزيرة.نت
LONG_ENOUGH = 3
SITES = ("نت", "كوم", "أورغ", "اورج", "أورج", "كم", "أي", "تي", "دوت")
ENTITIES = {
    "nbsp": " ", "quot": '"', "apos": "'", "amp": "&", "lt": "<", "gt": ">", "laquo": "«", "raquo": "»",
    "ndash": "–", "mdash": "—", "hellip": "…", "ldquo": "“", "rdquo": "”", "lsquo": "‘", "rsquo": "’",
    "zwnj": "", "zwj": "", "rlm": "", "lrm": "", "shy": "", "bull": "•", "middot": "·",
}  # fmt: skip
# Tags that a text about languages or programs has not: no <b>, <i>, <c>. Those that end a line leave a space.
BLOCKS = "br|p|div|table|tbody|tr|td|th|ul|ol|li|h[1-6]|blockquote|center|hr"
INLINE = "a|span|font|strong|em|small|big"


class Rule(NamedTuple):
    """What is looked for, and of each place the name of its pattern and what should stand there."""

    kind: Kind
    sought: re.Pattern[str]
    pattern: Callable[[re.Match[str]], tuple[str, str]]
    confidence: float


RULES = (
    # Without an alternative reading, whatever the words: قال،وأضاف
    Rule(Kind.SPACE, re.compile(rf"(?<={BEFORE})[،؛؟](?={AFTER})"), lambda m: (m[0], f"{m[0]} "), 0.99),
    # The space on the wrong side: قال ،وأضاف
    Rule(Kind.SPACE, re.compile(rf"(?<={BEFORE}) [،؛](?={AFTER})"), lambda m: (m[0], f"{m[0][1:]} "), 0.99),
    Rule(
        Kind.SPACE,
        re.compile(
            rf"(?<=[{LETTER}]{{{LONG_ENOUGH}}})\.(?!(?:{'|'.join(SITES)})(?![{LETTER}]))"
            rf"(?=[{LETTER}]{{{LONG_ENOUGH}}})(?![{LETTER}]{{1,30}}\.[{LETTER}])"
        ),
        lambda m: (m[0], ". "),
        0.97,
    ),
    Rule(Kind.DOUBLED, re.compile(r"(?<![،؛])([،؛])\1(?![،؛])"), lambda m: (m[0], m[1]), 0.98),
    Rule(
        Kind.ENTITY,
        re.compile(rf"&({'|'.join(ENTITIES)})(?![A-Za-z0-9;=])"),
        lambda m: (f"&{m[1]}", ENTITIES[m[1]]),
        0.97,
    ),
    Rule(
        Kind.TAG,
        re.compile(rf"[ ]?<(/?(?:{BLOCKS}))(?:[ \t][^<>\n]{{0,300}})?/?>[ ]?", re.I),
        lambda m: (f"<{m[1].lower()}>", " "),
        0.98,
    ),
    Rule(
        Kind.TAG,
        re.compile(rf"<(/?(?:{INLINE}))(?:[ \t][^<>\n]{{0,300}})?/?>", re.I),
        lambda m: (f"<{m[1].lower()}>", ""),
        0.98,
    ),
    Rule(Kind.ESCAPE, re.compile(r"(?<![\"'])\\([\"'])"), lambda m: (m[0], m[1]), 0.98),
    Rule(Kind.ESCAPE, re.compile(rf"(?:\\r)?\\n(?=[{LETTER}\s«\"(]|$)"), lambda m: (m[0], " "), 0.97),
)


# Exports double the quotation marks of a field: ""كلمة"". Both must be there, on one line.
QUOTED = re.compile(r'(?<![\w"])""(?=[^\s"])[^"\n]{1,300}(?<=[^\s"])""(?![\w"])')
QUOTE, QUOTED_CONFIDENCE = '""', 0.95
# A line of nothing but tags and entities is a paragraph of its own, and the numbers of paragraphs must stay.
BARE = re.compile(r"^[^\S\n]*(?:(?:<[^<>\n]{1,400}>|&\w{2,6}|\\[rn])[^\S\n]*)+$", re.M)


def damages(text: str, wanted: Container[Key] | None = None) -> Iterator[Damage]:
    """The stray marks of a text, of the `wanted` patterns alone where these are given, in their order; of two that
    overlap, the first.
    """
    found = [one for rule in RULES for one in _by(rule, text)]
    found += _doubled_quotes(text)
    if wanted is not None:
        found = [one for one in found if one.key in wanted]
    bare = [match.span() for match in BARE.finditer(text)]
    end = 0
    for one in sorted(found, key=lambda one: (one.start, -one.end)):
        if one.start >= end and not any(start <= one.start and one.end <= stop for start, stop in bare):
            yield one
            end = one.end


def _by(rule: Rule, text: str) -> Iterator[Damage]:
    for match in rule.sought.finditer(text):
        printed, mended = rule.pattern(match)
        yield Damage(*match.span(), rule.kind, printed, mended, rule.confidence)


def _doubled_quotes(text: str) -> Iterator[Damage]:
    for match in QUOTED.finditer(text):
        for start in (match.start(), match.end() - len(QUOTE)):
            yield Damage(start, start + len(QUOTE), Kind.DOUBLED, QUOTE, QUOTE[0], QUOTED_CONFIDENCE)
