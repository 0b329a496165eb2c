"""Glue: words that a scraper or a careless writer joined, الولاياتالمتحدة, and the places where they come apart.

Real archives are full of them. Only a word without a reading is split, and only where something speaks for a boundary:
splitting every rare name into short words would do more harm than the glue does.
"""

import math
from functools import cache

from arabic import choosing, model, proper_names, stopwords

LONGEST = 60  # letters; longer "words" are noise
SHORTEST_PIECE = 2
# ة ends words, and so does ى but where it is a careless ي.
CLOSING = ("ة", "ى")
# What begins with an article begins a word, where both pieces are well known: الأمم|المتحدة, سوريا|والعراق.
OPENING = ("ال", "وال", "بال", "فال", "كال", "لل", "ولل")
AFTER_ARTICLE = 3  # letters of a word beside its article; fewer make no word of their own: الص|الحية
WELL_KNOWN = 20
# Without any sign both pieces must be common words of some length: لبنان|وسوريا.
COMMON = 100
COMMON_LETTERS = 3
COMMON_TOGETHER = 9
# Two very common words of fewer letters, التي|كانت; and a particle before a very common word, من|سوريا.
VERY_COMMON = 1000
VERY_COMMON_TOGETHER = 8
PARTICLES = ("في", "من", "عن")
AFTER_PARTICLE = 4
# What a piece is worth that the vocabulary has not seen, as if seen so often: one that the lexicon knows, and one that
# only its article and the ة before it speak for (جلسة|المساج).
KNOWN, ARTICLE_ONLY = 0.5, 0.01


def split(word: str) -> tuple[str, ...]:
    """The words that were glued to one, the likeliest way to part it; the word itself where there is nothing to part.

    Viterbi's algorithm over how often the pieces were seen, at boundaries for which there is evidence.
    """
    length = len(word)
    if not 2 * SHORTEST_PIECE <= length <= LONGEST or word in stopwords.WORDS or _known(word):
        return (word,)
    seen = model.load().words
    best: dict[int, tuple[float, tuple[str, ...]]] = {0: (0.0, ())}  # the cheapest way to part word[:end]
    for end in range(SHORTEST_PIECE, length + 1):
        for start in range(end - SHORTEST_PIECE + 1):
            if start not in best or (start, end) == (0, length):
                continue
            cost, pieces = best[start]
            piece = word[start:end]
            if pieces and not _boundary(pieces[-1], piece, attested=word in seen):
                continue
            if (price := cost + _price(piece, pieces[-1] if pieces else "")) < best.get(end, (math.inf,))[0]:
                best[end] = (price, (*pieces, piece))
    if length not in best:
        return (word,)
    # A piece that was seen may be glue itself: الأردنيةالهاشمية.
    return tuple(piece for whole in best[length][1] for piece in split(whole))


def _boundary(left: str, right: str, *, attested: bool) -> bool:
    """Whether something speaks for a boundary between two pieces; in an attested word, only a sign in its letters."""
    if left.endswith(CLOSING):
        return True
    seen = model.load().words
    rarer = min(seen.get(left, 0), seen.get(right, 0))
    if right.startswith(OPENING):
        return _stands_alone(left) and _stands_alone(right) and rarer >= WELL_KNOWN and _known(right)
    if attested or rarer < COMMON:
        return False
    if left in PARTICLES:
        return len(right) >= AFTER_PARTICLE and rarer >= VERY_COMMON
    together = VERY_COMMON_TOGETHER if rarer >= VERY_COMMON else COMMON_TOGETHER
    return min(len(left), len(right)) >= COMMON_LETTERS and len(left) + len(right) >= together


def _stands_alone(piece: str) -> bool:
    """Whether a piece is more than an article with a letter or two."""
    return not any(piece.startswith(a) and len(piece) - len(a) < AFTER_ARTICLE for a in OPENING)


def _price(piece: str, left: str) -> float:
    """How unlikely a piece is after another; what was never seen is a word only beside a letter that closes one."""
    times: float = model.load().words.get(piece, 0)
    if not times and len(piece) > SHORTEST_PIECE:
        after_closing = left.endswith(CLOSING)
        if (after_closing or piece.endswith(CLOSING)) and _known(piece):
            times = KNOWN
        elif after_closing and _has_article(piece):
            times = ARTICLE_ONLY
    return -math.log(times / _total()) if times else math.inf


def _known(word: str) -> bool:
    return bool(proper_names.lexemes(word) or choosing.lemmas(word))


def _has_article(piece: str) -> bool:
    return piece.startswith(OPENING) and _stands_alone(piece)


@cache
def _total() -> int:
    return sum(model.load().words.values())
