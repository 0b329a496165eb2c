"""Directing: marks that keep a line of plain text running in its article's direction. Pure, no Django.

Where there is no markup, a line takes its direction from its first strong letter (Unicode Bidirectional Algorithm, rule
P2): an Arabic line that begins with "BBC" would run from left to right. One invisible mark before it says otherwise.
"""

import unicodedata
from collections.abc import Iterator

RLM = "\N{RIGHT-TO-LEFT MARK}"
LRM = "\N{LEFT-TO-RIGHT MARK}"
FIRST_STRONG_ISOLATE = "\N{FIRST STRONG ISOLATE}"
POP = "\N{POP DIRECTIONAL ISOLATE}"
READ = 400  # letters of a paragraph by which it is judged
STRONG = {"R": True, "AL": True, "L": False}


def line(text: str, *, rtl: bool) -> str:
    """The line, with a mark before it where by itself it would run the other way than it should; empty stays empty."""
    text = text.strip()
    if not text:
        return ""
    wanted = runs_rtl(text, rtl=rtl)
    by_itself = next(_strong(text), False)
    return text if by_itself == wanted else (RLM if wanted else LRM) + text


def runs_rtl(text: str, *, rtl: bool) -> bool:
    """Whether a paragraph should run from right to left: as most of its first letters do, else as its article (`rtl`).

    So an Arabic paragraph that begins with a Latin name stays Arabic, and an English one in an Arabic article English.
    """
    strong = list(_strong(text[:READ]))
    turned = sum(strong)
    return rtl if turned * 2 == len(strong) else turned * 2 > len(strong)


def isolated(text: str) -> str:
    """A foreign string inside a line: what stands around it is not turned by it."""
    return f"{FIRST_STRONG_ISOLATE}{text}{POP}"


def _strong(text: str) -> Iterator[bool]:
    """For every letter that has a direction, whether it runs from right to left."""
    return (STRONG[kind] for letter in text if (kind := unicodedata.bidirectional(letter)) in STRONG)
