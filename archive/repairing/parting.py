"""Parting: words that were run together, الولاياتالمتحدة, as patterns. Pure, no Django.

Where they come apart is what the analysis says (`arabic.glue`), so that search finds them in pieces with or without a
repair. A repair is seen by readers, so less of it is believed here: a false one is worse than one that is missed.
"""

import itertools
import re
from collections.abc import Iterator
from functools import lru_cache

import arabic
from arabic import choosing, model, stopwords, words
from arabic.glue import CLOSING, OPENING
from archive.repairing.datatypes import Damage, Kind

SHORTEST = 4  # letters of two words
SHORT = 3  # a piece with fewer letters must be a very common word: في, من, هو
VERY_COMMON = 1000
COMMON = 100
KNOWN = 20
# The share of patterns that were right among those read by eye (docs/repairs.md): known words with a sign at each
# boundary (ة, ى, an article), common words without a sign, and whatever else the analysis parts.
SIGNED, COMMON_WORDS, OTHERS = 0.98, 0.87, 0.85
# Written as one word by habit, not by accident: عبدالرحمن, أبوظبي.
NAMES_BEGIN = frozenset(f"{particle}{word}" for particle in ("", "و", "ل", "ب") for word in (
    "عبد", "أبو", "ابو", "أبي", "ابي", "أبا", "ابا", "بو", "بن", "ذو", "ذي", "نور", "سيف", "فضل", "جار", "حزب", "بيت",
))  # fmt: skip
# Endings that belong to the word before them, though each is a word as well: أخرىتان, البوماتهم.
ENDINGS = frozenset(
    ("ات", "ان", "ين", "ون", "تان", "تين", "تا", "تي", "اتهم", "اتها", "اته", "هم", "هما", "هن", "ها", "يات", "يون")
)
# In a hashtag or a name of an account words are run together on purpose; so they are in addresses.
TIED = "#_@/\\"
WORD = re.compile(rf"[{words.PRINTED}]{{{SHORTEST},{words.LONGEST}}}")


def damages(text: str) -> Iterator[Damage]:
    """The glued words of a text, in their order."""
    for start, end, printed in runs(text):
        if found := parted(printed):
            mended, confidence = found
            yield Damage(start, end, Kind.GLUE, printed, mended, confidence)


def runs(text: str) -> Iterator[tuple[int, int, str]]:
    """Where words of Arabic letters stand that may be glue: each with its place."""
    for match in WORD.finditer(text):
        start, end = match.span()
        if (start and text[start - 1] in TIED) or text[end : end + 1] in ("_", "/", "@"):
            continue
        yield start, end, match.group()


@lru_cache(maxsize=2**17)
def parted(printed: str) -> tuple[str, float] | None:
    """A printed word in its pieces and how sure that is; None for what is one word, or may be one.

    The printed letters and marks all stay; nothing but spaces comes in.
    """
    tokens = arabic.analyse(printed)
    if len(tokens) < 2 or not all(token.glued for token in tokens):
        return None
    pieces = [token.surface for token in tokens]
    if not all(map(_stands_alone, pieces)) or pieces[-1] in ENDINGS or not NAMES_BEGIN.isdisjoint(pieces[:-1]):
        return None
    if (
        tokens[0].start
        or tokens[-1].end != len(printed)
        or any(a.end != b.start for a, b in itertools.pairwise(tokens))
    ):
        return None
    return " ".join(printed[token.start : token.end] for token in tokens), _confidence(pieces)


def _stands_alone(piece: str) -> bool:
    """Whether it is a word for sure: known, not merely what is left over, and not too short to tell."""
    seen = model.load().words.get(piece, 0)
    if len(piece) < SHORT:
        return seen >= VERY_COMMON and piece in stopwords.WORDS
    return bool(seen or choosing.lemmas(piece))


def _confidence(pieces: list[str]) -> float:
    seen = model.load().words
    rarest = min(seen.get(piece, 0) for piece in pieces)
    signed = all(left.endswith(CLOSING) or right.startswith(OPENING) for left, right in itertools.pairwise(pieces))
    if signed and rarest >= KNOWN:
        return SIGNED
    return COMMON_WORDS if rarest >= COMMON else OTHERS
