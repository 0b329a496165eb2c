"""What passes between the stages of search; pure values, no Django.

text --parsing--> Query --matching--> candidates --ranking--> Found --highlighting--> Part, Excerpt
"""

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
    """

    text: str
    words: tuple[Word, ...]
    places: tuple[int, ...]
    exact: bool = True


@dataclass(frozen=True, slots=True)
class Not:
    child: "Node"


@dataclass(frozen=True, slots=True)
class AllOf:
    parts: tuple["Node", ...]


@dataclass(frozen=True, slots=True)
class AnyOf:
    parts: tuple["Node", ...]


Leaf = Word | Phrase
# A richer language has its place here: a field, a range of dates, a nearness are further nodes.
Node = Leaf | Not | AllOf | AnyOf

# What the page says about a query; the wording is the page's.
TOO_LONG = "too_long"  # only the first characters were read
TOO_MANY_TERMS = "too_many_terms"  # only the first terms were read
PHRASE_TOO_LONG = "phrase_too_long"  # only the first words of a quotation were read
STOP_WORDS_ONLY = "stop_words_only"  # very common words are searched in their exact spelling, since there are no others
STOP_WORDS_OPTIONAL = "stop_words_optional"  # very common words were left out of the search
NEGATIONS_ONLY = "negations_only"  # it says only what must not be there


@dataclass(frozen=True, slots=True)
class Query:
    """What a reader typed, taken apart. Without a `root` nothing was typed that could be looked for."""

    text: str
    root: Node | None = None
    notes: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return self.root is not None

    def wanted(self) -> Iterator[Leaf]:
        """The words and phrases that are looked for, in the order typed; not those that must not be there."""
        return leaves(self.root, negated=False)

    def unwanted(self) -> Iterator[Leaf]:
        """The words and phrases that must not be there."""
        return leaves(self.root, negated=True)

    def words(self) -> Iterator[Word]:
        """Every single word that is looked for, those of the phrases too, in the order typed."""
        for leaf in self.wanted():
            yield from leaf.words if isinstance(leaf, Phrase) else (leaf,)


def leaves(node: Node | None, *, negated: bool, under_not: bool = False) -> Iterator[Leaf]:
    """The words and phrases of a tree that stand under an odd number of `Not`s (`negated`) or an even one."""
    match node:
        case Word() | Phrase():
            if negated == under_not:
                yield node
        case Not(child):
            yield from leaves(child, negated=negated, under_not=not under_not)
        case AllOf(parts) | AnyOf(parts):
            for part in parts:
                yield from leaves(part, negated=negated, under_not=under_not)


# What the page says about a result.
TOO_COSTLY = "too_costly"  # the database gave up after its time limit
PAGE_TOO_DEEP = "page_too_deep"  # pages end before all that was found


@dataclass(frozen=True, slots=True)
class Found:
    """One page of what was found: the articles' ids in order, their scores, and how many there are in all."""

    ids: tuple[int, ...] = ()
    scores: tuple[float, ...] = ()
    total: int = 0  # exact, unless the notes say TOO_COSTLY
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of text; `hit` is "exact" for words spelt as typed, "other" for other forms of them, else ""."""

    text: str
    hit: str = ""


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A stretch of a paragraph around hits, which counts from 1; `cut_before` and `cut_after` ask for an ellipsis."""

    parts: tuple[Part, ...]
    paragraph: int
    cut_before: bool = False
    cut_after: bool = False
