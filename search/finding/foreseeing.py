"""Foreseeing: how many articles a query can find at most, before anything is counted. Pure, no Django.

The document frequencies of lexemes are known; what AND and phrases make of them is no more than the least, what OR
makes no more than their sum. What no lexeme decides (a prefix, a fact, what must not be there) may leave every article.
"""

from collections.abc import Mapping

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


def at_most(node: Node, df: Mapping[str, int], articles: int) -> int:
    """The most articles of `articles` that a tree can match, with its aliases.

    `df` has in how many articles each of its lexemes stands; one that is not there stands nowhere.
    """
    match node:
        case Word(lexemes=lexemes) | AtLeast(word=Word(lexemes=lexemes)):
            bound = sum(df.get(lexeme, 0) for lexeme in lexemes)
        case Phrase(words=words) | Near(words=words):
            bound = min((at_most(word, df, articles) for word in words), default=articles)
        case AllOf(parts):
            bound = min((at_most(part, df, articles) for part in parts), default=articles)
        case AnyOf(parts):
            bound = sum(at_most(part, df, articles) for part in parts)
        case Within(_, child):
            bound = at_most(child, df, articles)
        case Widened(child, others):
            bound = sum(at_most(each, df, articles) for each in (child, *(other.node for other in others)))
        case Prefix() | Facet() | Dates() | Marked() | Not():
            bound = articles
    return min(bound, articles)
