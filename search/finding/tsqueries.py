"""Tsqueries: the text form of what PostgreSQL is asked; every lexeme in it is quoted. Pure, no Django."""

import itertools
from collections.abc import Collection, Sequence

from search.datatypes import (
    AllOf,
    AnyOf,
    AtLeast,
    Dates,
    Facet,
    Marked,
    Near,
    Node,
    Not,
    Phrase,
    Prefix,
    Widened,
    Within,
    Word,
)
from search.index import tiering
from search.index.placing import quote

# The weights of the zones in a tsvector; "" is the whole article.
WEIGHTS = {"": "", "title": "A", "lead": "B", "body": "D"}
NO_LEXEME = "!"  # stands nowhere: every lexeme is a sign and a word


def tsquery(node: Node, widened: bool = False, zone: str = "", paired: Collection[str] = ()) -> str:
    """The text form of the tsquery that a tree of words asks, with its aliases or without; every lexeme is quoted.

    `paired` are exact lexemes whose pairs the index marks (`search.index.tiering`), for texts of a single part.
    """

    def asked(part: Node, inner: str = zone) -> str:
        return tsquery(part, widened, inner, paired)

    match node:
        case Word(lexemes=lexemes) | AtLeast(word=Word(lexemes=lexemes)) | Marked(markers=lexemes):
            return _any_of(lexemes, zone)
        case Phrase():
            return _phrase(node, zone, paired)
        case Near():
            return _near(node, zone)
        case Prefix(stem=stem):
            return f"{quote(f'={stem}')}:*{WEIGHTS[zone]}"
        case Not(child):
            return f"!{asked(child)}"
        case AllOf(parts):
            return f"({' & '.join(map(asked, parts))})"
        case AnyOf(parts):
            return f"({' | '.join(map(asked, parts))})"
        case Within(inner, child):
            return asked(child, inner)
        case Widened(child, others):
            return asked(AnyOf((child, *(other.node for other in others))) if widened else child)
        case Facet() | Dates():
            raise TypeError(f"a fact is no word: {node}")


def _phrase(phrase: Phrase, zone: str, paired: Collection[str]) -> str:
    """By positions, which are read in every article that has its words; but by marked pairs alone where they say it."""
    steps = [second - first for first, second in itertools.pairwise(phrase.places)]
    rest = (f" <{step}> {_any_of(word.lexemes, zone)}" for step, word in zip(steps, phrase.words[1:], strict=True))
    by_position = f"({_any_of(phrase.words[0].lexemes, zone)}{''.join(rest)})"
    sides = [
        tiering.pair(first.exact, second.exact)
        for (first, second), step in zip(itertools.pairwise(phrase.words), steps, strict=True)
        if step == 1 and {*first.lexemes, *second.lexemes} <= {first.exact, second.exact} & set(paired)
    ]
    if not sides:
        return by_position
    says_all = len(phrase.words) == 2 and not zone
    return f"({' & '.join([*map(quote, sides), *([] if says_all else [by_position])])})"


def _any_of(lexemes: Sequence[str], zone: str) -> str:
    label = f":{WEIGHTS[zone]}" if zone else ""
    return f"({' | '.join(f'{quote(lexeme)}{label}' for lexeme in lexemes)})"


def _near(near: Near, zone: str) -> str:
    """From some place on, every word stands there or up to `within` places later.

    `!nothing <3> word` is true of the place three before the word. Inside a phrase AND and OR are of places: of those
    where their operands begin, so that `!nothing <0>`, which is true everywhere, makes the whole such a phrase.
    """
    anywhere = f"!{quote(NO_LEXEME)}"
    reached = []
    for word in near.words:
        lexemes = _any_of(word.lexemes, zone)
        later = (f"({anywhere} <{steps}> {lexemes})" for steps in range(1, near.within + 1))
        reached.append(f"({' | '.join([lexemes, *later])})")
    return f"({anywhere} <0> ({' & '.join(reached)}))"
