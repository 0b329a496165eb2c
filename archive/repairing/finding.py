"""Finding: the damages of a text. Pure, no Django."""

import hashlib
from collections import Counter
from functools import cache
from pathlib import Path

import arabic
from archive.repairing import parting, straying
from archive.repairing.datatypes import Damage

LETTERS = 500_000  # of a text that are looked through
MOST_PRINTED = 120  # letters of a pattern; a longer "word" is no pattern


def find(text: str) -> list[Damage]:
    """The damages of the first `LETTERS` letters, in their order, without overlap."""
    looked_at = text[:LETTERS]
    found = [*parting.damages(looked_at), *straying.damages(looked_at)]
    return sorted((one for one in found if len(one.printed) <= MOST_PRINTED), key=lambda one: one.start)


def patterns(texts: list[str]) -> Counter[tuple[str, str, str, float]]:
    """How often each pattern (kind, printed, mended, confidence) stands in the texts of an article."""
    return Counter((one.kind.value, one.printed, one.mended, one.confidence) for text in texts for one in find(text))


@cache
def version() -> str:
    """Names the rules and the analysis; with another version every article is looked at again."""
    rules = b"".join(Path(module.__file__ or "").read_bytes() for module in (parting, straying))
    return hashlib.md5(rules + arabic.VERSION.encode(), usedforsecurity=False).hexdigest()[:12]
