"""Layering: in which order articles answer at all, before any score.

What has all that was asked stands above what only an alias brought (`widening`), and that above what has most of the
words, which is looked for where the rest gives too little. A question in plain language is answered otherwise: nobody
means each of its words, so whatever has enough of them is one layer, and the score decides; where that gives too
little, any word is enough.
"""

import itertools
import re
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass

from search.datatypes import AllOf, AnyOf, Node, Not, Phrase, Query, Word
from search.query import widening

ALL = "all"  # has all that was asked
ALIASES = "aliases"  # has an alias in the place of something
MOST = "most"  # has most of the words
BEST = "best"  # has enough of a question's words

FEW = 10  # articles; with fewer, most of the words are enough
FEWEST_WORDS = 3  # of which most may be enough: of two that would be one
MOST_SHARE = 0.5  # of the words' idf
QUESTION_SHARE = 0.1
MAX_TELLING = 8  # the words that decide, those that tell most

QUESTION_MARKS = re.compile(r"[؟?]\s*$")
QUESTION_WORDS = {"متى", "أين", "اين", "كم", "كيف", "لماذا", "ماذا", "هل", "أي", "أية", "بماذا", "لمن", "بم", "لم"} | {
    "اذكر",
    "اشرح",
}
WHO = {"من", "ما"}
WHO_IS = {"هو", "هي", "هم", "هما", "الذي", "التي"}
LEADING = {"في", "الى", "إلى", "منذ", "على", "عن", "مع", "من"}

Weight = Callable[[Collection[str]], float]  # of a word's lexemes


@dataclass(frozen=True, slots=True)
class Layer:
    name: str
    root: Node  # what is in it
    whole: Node  # what is in it or in those above
    words: Node  # what its score counts


def layers(query: Query, weight: Weight) -> list[Layer]:
    """The layers of a query that wants words, best first; each leaves out what is in one above."""
    assert query.root is not None
    root, wide = widening.bare(query.root), widening.broad(query.root)
    asked = is_question(query)
    if asked:
        first, second = (_enough(node, weight, QUESTION_SHARE) for node in (root, wide))
    else:
        first, second = root, wide
    made = [Layer(BEST if asked else ALL, first, first, root)]
    if second != first:
        made.append(Layer(ALIASES, AllOf((second, Not(first))), second, wide))
    if asked or (is_plain(query) and len(_parts(root)) >= FEWEST_WORDS):
        most = _any(wide) if asked else _enough(wide, weight, MOST_SHARE)
        if most != second:
            made.append(Layer(MOST, AllOf((most, Not(second))), AnyOf((second, most)), wide))
    return made


def answering(of: Sequence[Layer]) -> list[Layer]:
    """The layers of what answers, without that of what has only most of the words."""
    return [layer for layer in of if layer.name != MOST]


def is_plain(query: Query) -> bool:
    """Whether a query is words one after the other: no quotation, no operator, nothing excluded."""
    return query.root is not None and all(map(_is_plain, _parts(widening.bare(query.root))))


def _is_plain(part: Node) -> bool:
    return isinstance(part, Word) or (isinstance(part, Phrase) and not part.exact)


def is_question(query: Query) -> bool:
    """Whether it reads like a question: words and quotations, a question word at the head or a mark at the end."""
    if query.root is None or not all(_is_plain(part) or _is_quoted(part) for part in _parts(widening.bare(query.root))):
        return False
    words = re.findall(r"\w+", query.text)
    asks = words[:1] and (
        words[0] in QUESTION_WORDS
        or (words[0] in LEADING and words[1:2] and words[1] in QUESTION_WORDS)
        or (words[0] in WHO and words[1:2] and words[1] in WHO_IS)
    )
    return bool(len(words) > 1 and (asks or QUESTION_MARKS.search(query.text)))


def _is_quoted(part: Node) -> bool:
    return isinstance(part, Phrase) and part.exact


def _parts(root: Node) -> tuple[Node, ...]:
    """What must all be there; the words of an expression each for itself."""
    if not isinstance(root, AllOf):
        return (root,)
    return tuple(itertools.chain.from_iterable(map(_parts, root.parts)))


def _enough(root: Node, weight: Weight, share: float) -> Node:
    """Any combination of the parts that weighs `share` of them all, and what is quoted.

    The parts that tell most decide; more would ask for too many combinations.
    """
    top = root.parts if isinstance(root, AllOf) else (root,)
    quoted = [part for part in top if _is_quoted(part)]
    free = [part for part in top if not _is_quoted(part)]
    parts = sorted(((_weight(part, weight), number, part) for number, part in enumerate(free)), reverse=True)
    weighed = [(each, part) for each, _, part in parts[:MAX_TELLING]]
    need = share * sum(each for each, _ in weighed)
    if need <= 0:
        return root
    enough = _either(list(_combinations(weighed, need)))
    return AllOf((*quoted, enough)) if quoted else enough


def _any(root: Node) -> Node:
    """Any word, those of quotations too."""
    found: list[Node] = []
    for part in _parts(root):
        found += part.words if isinstance(part, Phrase) else [part]
    return _either([part for part in dict.fromkeys(found) if not (isinstance(part, Word) and part.stop)] or found)


def _weight(part: Node, weight: Weight) -> float:
    """An expression of several words tells as much as its most telling one; of several expressions, the first one."""
    match part:
        case Word():
            return weight(part.lexemes)
        case Phrase(words=words):
            return max(weight(word.lexemes) for word in words)
        case AllOf(parts):
            return max(_weight(each, weight) for each in parts)
        case AnyOf(parts):
            return _weight(parts[0], weight)
    return 0.0


def _combinations(weighed: Sequence[tuple[float, Node]], need: float) -> Iterator[Node]:
    """The smallest combinations of parts that weigh at least `need`, those that begin alike under one node."""
    left = list(itertools.accumulate((each for each, _ in reversed(weighed)), initial=0.0))[::-1]
    for place, (each, part) in enumerate(weighed):
        if left[place] < need - 1e-9:
            return
        if each >= need - 1e-9:
            yield part
        elif rest := list(_combinations(weighed[place + 1 :], need - each)):
            yield AllOf((part, _either(rest)))


def _either(parts: list[Node]) -> Node:
    return AnyOf(tuple(parts)) if len(parts) > 1 else parts[0]
