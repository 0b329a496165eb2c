"""Writing: a query back into what a reader could have typed, so that a chip can lead to the query without it.

What is written is parsed to the same tree again, but for aliases, which nobody types.
"""

import datetime
from dataclasses import replace

from search.datatypes import (
    AllOf,
    AnyOf,
    AtLeast,
    Dates,
    Facet,
    Fact,
    Leaf,
    Marked,
    Near,
    Node,
    Not,
    Phrase,
    Prefix,
    Query,
    Widened,
    Within,
    Word,
)
from search.query import parsing, signs


def written(node: Node | None) -> str:
    """The query text that asks for a tree; "" for none."""
    match node:
        case None | Marked():
            return ""
        case Word(text=text):
            return f"({text})" if text in signs.OPERATORS else text
        case Phrase(text=text, words=(_,), exact=True):
            return f"={text}"
        case Phrase(text=text, exact=exact):
            return f'"{text}"' if exact else f'~"{text}"'
        case Near(text=text, within=within):
            return f'"{text}"~{within}'
        case Prefix(text=text):
            return f"{text}*"
        case AtLeast(times, word):
            return f"atleast{times}:{written(word) if word.forms or word.stop else f'={word.text}'}"
        case Facet(field, text):
            return f"{field}:{text}" if signs.PLAIN.fullmatch(text) else f'{field}:"{text}"'
        case Dates():
            return _dates(node)
        case Not(child):
            return f"-{_one(child)}"
        case Within(zone, child):
            return f"{zone}:{_one(child)}"
        case AllOf(parts):
            return " ".join(_one(part) if isinstance(part, AnyOf) else written(part) for part in parts)
        case AnyOf(parts):
            return " OR ".join(map(written, parts))
        case Widened(child):
            return written(child)


def without(query: Query, leaf: Leaf | Fact) -> str:
    """The text of the query without a word, phrase or fact; "" where it was the only one."""
    return written(replaced(query.root, leaf, None))


def narrowed_to_exact(query: Query, leaf: Leaf) -> str:
    """The text of the query with a word or phrase of forms in exactly its spelling."""
    return written(replaced(query.root, leaf, exactly(leaf)))


def widened_to_forms(query: Query, leaf: Leaf) -> str:
    """The text of the query with what is asked in exactly its spelling in all forms; what has them stays as it is."""
    return written(replaced(query.root, leaf, _in_forms(leaf)))


def _in_forms(leaf: Leaf) -> Leaf:
    match leaf:
        case Phrase(text=text, words=(word,), exact=True):
            return replace(word, text=text)
        case Phrase(exact=True):
            return replace(leaf, exact=False)
        case AtLeast(times, word) if not word.forms:
            return AtLeast(times, replace(word, stop=True))  # which is written without the sign of exactness
    return leaf


def exactly(leaf: Leaf) -> Leaf:
    """The leaf in exactly its spelling; what has no such reading stays as it is."""
    match leaf:
        case Word() | Phrase(exact=False):
            root = parsing.parse(f'"{leaf.text}"').root
            return root if isinstance(root, Phrase) else leaf
        case AtLeast(times, word):
            return AtLeast(times, replace(word, forms=()))
    return leaf


def _one(node: Node) -> str:
    """A node as something that a sign before it takes hold of as a whole."""
    return f"({written(node)})" if isinstance(node, AllOf | AnyOf) else written(node)


def replaced(node: Node | None, leaf: Leaf | Fact, other: Node | None) -> Node | None:
    """The tree with something else, or nothing, wherever `leaf` stands in it."""
    if node == leaf:
        return other
    match node:
        case Not(child) | Within(_, child) | Widened(child, _):
            inner = replaced(child, leaf, other)
            return replace(node, child=inner) if inner else None
        case AllOf(parts) | AnyOf(parts):
            return parsing.joined(type(node), [replaced(part, leaf, other) for part in parts])
    return node


def _dates(span: Dates) -> str:
    return f"{_end(span.first, last=False)}..{_end(span.last, last=True)}"


def _end(day: datetime.date | None, *, last: bool) -> str:
    """The year or the month where the span begins or ends with it, else the day."""
    if day is None:
        return ""
    whole = f"{day:%Y-%m-%d}".rjust(10, "0")
    for short in (whole[:4], whole[:7]):
        if signs.days(short)[last] == day:
            return short
    return whole
