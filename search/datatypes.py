"""What passes between the stages of search; pure values, no Django.

text --parsing--> Query --matching--> candidates --ranking--> Found --highlighting--> Part, Excerpt
"""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Word:
    """A word to be found in any of its forms."""

    text: str  # as typed
    exact: str  # the lexeme of exactly this spelling
    forms: tuple[str, ...] = ()  # the lexemes of its lemmas, or of its fallback; a stop word has none
    stop: bool = False

    @property
    def lexemes(self) -> tuple[str, ...]:
        return (self.exact, *self.forms)


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that stand one after the other: in exactly this spelling, or (`exact=False`) in any of their forms.

    `places` holds each word's distance from the first one, for a word that is left out of the middle keeps its place.
    The words of an exact phrase have no forms; `=word` is an exact phrase of one word.
    """

    text: str
    words: tuple[Word, ...]
    places: tuple[int, ...]
    exact: bool = True


@dataclass(frozen=True, slots=True)
class Near:
    """Words that stand, in any form and any order, so that the first and the last are at most `within` words apart."""

    text: str
    words: tuple[Word, ...]
    within: int


@dataclass(frozen=True, slots=True)
class Prefix:
    """Words, as printed, that begin with these letters: every exact lexeme that begins with `"=" + stem`."""

    text: str  # as typed, without the asterisk
    stem: str  # in unified letters


@dataclass(frozen=True, slots=True)
class AtLeast:
    """A word, in any of its forms, that stands so many times in the article (or in the zone that is asked)."""

    times: int
    word: Word

    @property
    def text(self) -> str:
        return self.word.text


@dataclass(frozen=True, slots=True)
class Facet:
    """Not a word of the text but a fact: articles whose `field` is a thing with these words in its name."""

    field: str  # one of FACETS
    text: str


@dataclass(frozen=True, slots=True)
class Dates:
    """Articles of these days, both of them included; an end that is None is open. Undated articles are in no span."""

    first: datetime.date | None
    last: datetime.date | None


@dataclass(frozen=True, slots=True)
class Not:
    child: "Node"


@dataclass(frozen=True, slots=True)
class AllOf:
    parts: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    parts: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class Apart(AnyOf):
    """One of the parts, each looked up by itself, since together they would cost more. The parser never makes it.

    They `suffice` where what has one of them has whatever is asked beside them, too.
    """

    suffice: bool = False


@dataclass(frozen=True, slots=True)
class Within:
    """The words of `child` in one zone of the article; facts in it are not concerned."""

    zone: str  # one of ZONES
    child: "Node"


@dataclass(frozen=True, slots=True)
class Other:
    """What curators hold to mean the same as a part of a query."""

    kind: str  # the kind of the alias
    text: str  # as the page names it
    node: "Node"


@dataclass(frozen=True, slots=True)
class Widened:
    """A part of a query, and what may stand in its place: found too, but below. The parser never makes it."""

    child: "Node"
    others: tuple[Other, ...]


@dataclass(frozen=True, slots=True)
class Marked:
    """What carries one of these markers of the index, and every text in several parts. The parser never makes it."""

    markers: tuple[str, ...]


Leaf = Word | Phrase | Near | Prefix | AtLeast
Fact = Facet | Dates
Node = Leaf | Fact | Marked | Not | AllOf | AnyOf | Within | Widened

ZONES = ("title", "lead", "body")
FACETS = ("source", "author", "place", "topic", "language", "genre")

# What the page says about a query; the wording is the page's.
TOO_LONG = "too_long"  # only the first characters were read
TOO_MANY_TERMS = "too_many_terms"  # only the first terms were read
TOO_DEEP = "too_deep"  # brackets further inside were passed over
PHRASE_TOO_LONG = "phrase_too_long"  # only the first words of a quotation were read
TOO_FAR = "too_far"  # a nearness was brought down to its limit
WORDS_ARE_COUNTED = "words_are_counted"  # a phrase, a nearness or a prefix was looked for without being counted
STEM_TOO_SHORT = "stem_too_short"  # a word with an asterisk that was taken as a word, for want of letters
STOP_WORDS_ONLY = "stop_words_only"  # very common words are searched in their exact spelling, since there are no others
STOP_WORDS_OPTIONAL = "stop_words_optional"  # very common words were left out of the search
NEGATIONS_ONLY = "negations_only"  # it says only what must not be there


@dataclass(frozen=True, slots=True)
class Spot:
    """A leaf in its place in a query."""

    leaf: Leaf | Fact
    zone: str = ""  # the zone it is asked in, or all
    negated: bool = False  # it must not be there
    through: Other | None = None  # the alias that brought it in


@dataclass(frozen=True, slots=True)
class Query:
    """What a reader typed, taken apart. Without a `root` nothing was typed that could be looked for."""

    text: str
    root: Node | None = None
    notes: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return self.root is not None

    def wanted(self) -> Iterator[Leaf]:
        """What is looked for in the texts, in the order typed: not what must not be there, no facts, no aliases."""
        return leaves(self.root, negated=False)

    def unwanted(self) -> Iterator[Leaf]:
        """What must not be there."""
        return leaves(self.root, negated=True)

    def words(self) -> Iterator[Word]:
        """Every single word that is looked for, those of phrases too, in the order typed; a prefix is no word."""
        for leaf in self.wanted():
            yield from words_of(leaf)

    def facts(self) -> Iterator[Fact]:
        """The facts that are asked for, also those that must not be."""
        return (spot.leaf for spot in spots(self.root) if isinstance(spot.leaf, Facet | Dates))

    def others(self) -> Iterator[tuple[Other, Leaf]]:
        """What aliases brought in, leaf by leaf; not under a negation."""
        for spot in spots(self.root):
            if spot.through and not spot.negated and not isinstance(spot.leaf, Facet | Dates):
                yield spot.through, spot.leaf


def words_of(leaf: Leaf) -> tuple[Word, ...]:
    """The words that a leaf looks for; none for a prefix."""
    match leaf:
        case Word():
            return (leaf,)
        case Phrase(words=words) | Near(words=words):
            return words
        case AtLeast(word=word):
            return (word,)
        case Prefix():
            return ()


def leaves(node: Node | None, *, negated: bool) -> Iterator[Leaf]:
    """The leaves of a tree that stand under an odd number of `Not`s (`negated`) or an even one; without aliases."""
    for spot in spots(node):
        if spot.negated == negated and spot.through is None and not isinstance(spot.leaf, Facet | Dates):
            yield spot.leaf


def spots(node: Node | None, zone: str = "", negated: bool = False, through: Other | None = None) -> Iterator[Spot]:
    """Every leaf of a tree with what stands above it, in the order typed; aliases after what they widen."""
    match node:
        case Not(child):
            yield from spots(child, zone, not negated, through)
        case AllOf(parts) | AnyOf(parts):
            for part in parts:
                yield from spots(part, zone, negated, through)
        case Within(inner, child):
            yield from spots(child, inner, negated, through)
        case Widened(child, others):
            yield from spots(child, zone, negated, through)
            for other in others:
                yield from spots(other.node, zone, negated, through or other)
        case None | Marked():
            return
        case _:
            yield Spot(node, zone, negated, through)


# What the page says about a result.
TOO_COSTLY = "too_costly"  # the database gave up after its time limit
PAGE_TOO_DEEP = "page_too_deep"  # pages end before all that was found
QUESTION = "question"  # asked as a question: whatever has enough of its words, best first
MOST_WORDS = "most_words"  # little has all the words, so that what has most of them follows


@dataclass(frozen=True, slots=True)
class Found:
    """One page of what was found: the articles' ids in order, their scores, and how many there are in all."""

    ids: tuple[int, ...] = ()
    scores: tuple[float, ...] = ()
    # That answer what was asked, an alias in place of a word, as exact as it was given or counted; or nobody counted.
    total: int | None = 0
    notes: tuple[str, ...] = ()
    layers: tuple[str, ...] = ()  # of each id: a name of `layering`
    most: int = 0  # that follow, with most of the words only
    after: str = ""  # the cursor with which `ranking.rank` goes on; nothing at the end
    start: int = 0  # how many come before the first of them

    @property
    def listed(self) -> int:
        """How many articles the pages hold, as far as anybody counted."""
        return (self.total or 0) + self.most


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of text, and how it was found.

    `hit` is "exact" for words spelt as typed, "form" for other forms of them, "glued" for those found inside a word
    that was printed glued, "alias" for what curators hold to mean the same, and "" for what stands between hits.
    """

    text: str
    hit: str = ""


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A stretch of a paragraph around hits, which counts from 1; `cut_before` and `cut_after` ask for an ellipsis."""

    parts: tuple[Part, ...]
    paragraph: int
    cut_before: bool = False
    cut_after: bool = False
