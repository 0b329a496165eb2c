"""Directing: marks that keep a line of plain text running in its article's direction. Pure, no Django.

Where there is no markup, a line takes its direction from its first strong letter (Unicode Bidirectional Algorithm, rule
P2): an Arabic line that begins with "BBC" would run from left to right. One invisible mark before it says otherwise.
"""

import unicodedata

RLM = "\N{RIGHT-TO-LEFT MARK}"
LRM = "\N{LEFT-TO-RIGHT MARK}"
FIRST_STRONG_ISOLATE = "\N{FIRST STRONG ISOLATE}"
POP = "\N{POP DIRECTIONAL ISOLATE}"
STRONG = {"R": True, "AL": True, "L": False}


def line(text: str, *, rtl: bool) -> str:
    """The line, with a mark before it where by itself it would run the other way; an empty one stays empty."""
    text = text.strip()
    if not text:
        return ""
    natural = runs_rtl(text)
    return text if natural == rtl else (RLM if rtl else LRM) + text


def runs_rtl(text: str) -> bool:
    """Whether a line runs from right to left when nobody says anything; without letters it runs from left to right."""
    return next((STRONG[kind] for letter in text if (kind := unicodedata.bidirectional(letter)) in STRONG), False)


def isolated(text: str) -> str:
    """A foreign string inside a line: what stands around it is not turned by it."""
    return f"{FIRST_STRONG_ISOLATE}{text}{POP}"
