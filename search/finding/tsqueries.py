"""Tsqueries: the text form of what PostgreSQL is asked; every lexeme in it is quoted. Pure, no Django."""

import itertools
from collections.abc import Sequence

from search.datatypes import (
    AllOf,
    AnyOf,
    AtLeast,
    Dates,
    Facet,
    Near,
    Node,
    Not,
    Phrase,
    Prefix,
    Widened,
    Within,
    Word,
)
from search.index.placing import quote

# The weights of the zones in a tsvector; "" is the whole article.
WEIGHTS = {"": "", "title": "A", "lead": "B", "body": "D"}
NO_LEXEME = "!"  # stands nowhere: every lexeme is a sign and a word


def tsquery(node: Node, widened: bool = False, zone: str = "") -> str:
    """The text form of the tsquery that a tree of words asks, with its aliases or without; every lexeme is quoted."""
    match node:
        case Word(lexemes=lexemes) | AtLeast(word=Word(lexemes=lexemes)):
            return _any_of(lexemes, zone)
        case Phrase(words=words, places=places):
            steps = [second - first for first, second in itertools.pairwise(places)]
            rest = (f" <{step}> {_any_of(word.lexemes, zone)}" for step, word in zip(steps, words[1:], strict=True))
            return f"({_any_of(words[0].lexemes, zone)}{''.join(rest)})"
        case Near():
            return _near(node, zone)
        case Prefix(stem=stem):
            return f"{quote(f'={stem}')}:*{WEIGHTS[zone]}"
        case Not(child):
            return f"!{tsquery(child, widened, zone)}"
        case AllOf(parts):
            return f"({' & '.join(tsquery(part, widened, zone) for part in parts)})"
        case AnyOf(parts):
            return f"({' | '.join(tsquery(part, widened, zone) for part in parts)})"
        case Within(inner, child):
            return tsquery(child, widened, inner)
        case Widened(child, others):
            either = AnyOf((child, *(other.node for other in others))) if widened else child
            return tsquery(either, widened, zone)
        case Facet() | Dates():
            raise TypeError(f"a fact is no word: {node}")


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
