"""Context: whether a word lets a noun or a verb be expected after it.

كتب is "books" after في and "he wrote" after قد. Nobody has marked which is meant; but many words can be one thing only
(الكتب a noun, يكتبون a verb), and what comes before them shows what may come before the others. The model keeps the
words after which it is nearly always the one or the other; neighbours across a punctuation mark are none.
"""

from collections.abc import Mapping
from functools import lru_cache

from arabic import lexicon, words

NOUN, VERB = "N", "V"
# The only gap between neighbours: a full stop, a comma or a new line lets nothing be expected.
GAP = " "
# How often a word must have stood before one that can be one thing only, and how often that must have been a noun, or
# a verb. Three of four such words are nouns, so that a noun says little and a verb much.
SEEN = 50
SHARES = {NOUN: 0.98, VERB: 0.9}


def expected(shares: Mapping[str, int]) -> str:
    """The class that is expected after a word that stood before so many nouns and verbs; "" for neither."""
    total = sum(shares.values())
    if total < SEEN:
        return ""
    return next((name for name, share in SHARES.items() if shares.get(name, 0) >= share * total), "")


def word(run: str) -> str:
    """The one Arabic word of a run in unified letters; "" if it is not one."""
    pieces = list(words.pieces(run))
    return pieces[0].surface if len(pieces) == 1 and pieces[0].kind == "arabic" else ""


@lru_cache(maxsize=2**20)
def sole_class(run: str) -> str:
    """The class of a run that can be nothing else: `NOUN`, `VERB`, or "" if it is both, neither or unknown."""
    spelling = lexicon.to_buckwalter(word(run))
    classes = {
        lexicon.word_class(stem.category)
        for stems, first, last in lexicon.load().splits(spelling)
        for stem in stems
        if stem.spelling == spelling[first:last]
        and lexicon.load().affixes(spelling[:first], stem.category, spelling[last:])
    }
    return classes.pop() if classes in ({NOUN}, {VERB}) else ""
