"""Parsing: from what a reader typed to a query. A search box has no wrong input.

    words        must all be there, in any form; OR, | and أو between words ask for either (and bind looser)
    "a phrase"   exactly these words in this order; any kind of quotation marks, one left open closes at the end
    -word        must not be there

An operator with nothing to work on is a word like any other, or falls away. Very common words (stop words) are optional
outside quotation marks; where nothing else was typed, they are looked for as spelt.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

import arabic
from search import datatypes
from search.datatypes import AllOf, AnyOf, Node, Not, Phrase, Query, Word

MAX_CHARACTERS = 500
MAX_TERMS = 32  # a phrase counts as one
MAX_PHRASE = 100  # words; the parts of a long text overlap by as many

# Each opening mark with those that may close it. Right-to-left typing turns marks round, so » may open and ” may too.
HIGH_MARKS = '"“”„‟″＂‶❝❞'
CLOSING = {"«": "»", "»": "«", "‹": "›", "›": "‹"} | dict.fromkeys(HIGH_MARKS, HIGH_MARKS)
QUOTES = "".join(CLOSING)
# Hyphen, minus, their fullwidth and small forms. A dash is punctuation: –.
MINUS = "-\N{HYPHEN}\N{MINUS SIGN}\N{FULLWIDTH HYPHEN-MINUS}\N{SMALL HYPHEN-MINUS}"
OR_SIGNS = {"OR", "|", "||", "أو"}
# What parts words besides spaces; other marks hold a compound together: e-mail, 2019-03-23, سوريا/العراق.
BREAKS = r"\s\x00،؛؟!?()\[\]{}<>…" + "\N{ARABIC FULL STOP}"

# What may stand at one place of a query, tried in this order. A richer language adds its lines here.
PIECE = re.compile(
    rf"(?P<minus>(?<![^{BREAKS}{QUOTES}])[{MINUS}](?=[^{BREAKS}{MINUS}|]))"
    rf"|(?P<quote>[{QUOTES}])"
    rf"|(?P<bar>\|+)"
    rf"|(?P<word>[^{BREAKS}{QUOTES}|]+)"
)


def parse(text: str) -> Query:
    """The query that `text` asks, whatever it is; what was left out or understood otherwise is in its `notes`."""
    notes = [datatypes.TOO_LONG] if len(text) > MAX_CHARACTERS else []
    items = list(_limited(_items(text[:MAX_CHARACTERS], notes), notes))
    alternatives = [_all_of(group, notes) for group in _alternatives(items)]
    root = _joined(AnyOf, alternatives)
    if root is not None and not any(datatypes.leaves(root, negated=False)):
        notes.append(datatypes.NEGATIONS_ONLY)
    return Query(text, root, tuple(dict.fromkeys(notes)))


def loosen(query: Query) -> Query:
    """The same words with any of them enough, phrases taken as words; what must not be there stays out.

    This is how a question in plain language is answered: ranking puts first what has most of the words that matter.
    """
    words: dict[str, Word] = {}
    for word in query.words():
        words.setdefault(word.exact, word)
    telling = [word for word in words.values() if not word.stop] or list(words.values())
    unwanted = tuple(Not(leaf) for leaf in query.unwanted())
    return replace(query, root=_joined(AllOf, [_joined(AnyOf, telling), *unwanted]))


def _items(text: str, notes: list[str]) -> Iterator[Node | str]:
    """The words, phrases and negations in their order, and the OR signs as the strings they are."""
    node: Node | str | None
    place, negate = 0, False
    while piece := PIECE.search(text, place):
        place = piece.end()
        match piece.lastgroup:
            case "minus":
                negate = True
                continue
            case "quote":
                end = _closing(text, piece)
                node = _phrase(text[place:end], notes)
                place = end + 1
            case "bar":
                yield "|"
                continue
            case _:
                node = piece.group() if piece.group() in OR_SIGNS and not negate else _compound(piece.group())
        if node is not None:
            yield Not(node) if negate and not isinstance(node, str) else node
        negate = False


def _closing(text: str, opening: re.Match[str]) -> int:
    """Where the quotation ends: at a mark that goes with the opening one, else at any mark, else at the end."""
    for marks in (CLOSING[opening.group()], QUOTES):
        found = re.compile(f"[{marks}]").search(text, opening.end())
        if found:
            return found.start()
    return len(text)


def _phrase(quoted: str, notes: list[str]) -> Node | None:
    """What stands between quotation marks: its words as spelt, in their order."""
    tokens = arabic.analyse(quoted, query=True)
    if len(tokens) > MAX_PHRASE:
        notes.append(datatypes.PHRASE_TOO_LONG)
    words = tuple(Word(quoted[t.start : t.end], t.lexemes[0], stop=t.stop) for t in tokens[:MAX_PHRASE])
    places = tuple(t.position - tokens[0].position for t in tokens[:MAX_PHRASE])
    return Phrase(quoted.strip(), words, places) if words else None


def _compound(typed: str) -> Node | None:
    """What stands between spaces: mostly one word. A compound (e-mail, 2019-03-23) is a phrase of its words' forms."""
    tokens = arabic.analyse(typed, query=True)
    words = tuple(Word(typed[t.start : t.end], t.lexemes[0], t.lexemes[1:], t.stop) for t in tokens)
    if len(words) > 1:
        return Phrase(typed, words, tuple(t.position - tokens[0].position for t in tokens), exact=False)
    return words[0] if words else None


def _limited(items: Iterator[Node | str], notes: list[str]) -> Iterator[Node | str]:
    terms = 0
    for item in items:
        terms += not isinstance(item, str)
        if terms > MAX_TERMS:
            notes.append(datatypes.TOO_MANY_TERMS)
            return
        yield item


def _alternatives(items: list[Node | str]) -> Iterator[list[Node]]:
    """The groups that OR signs divide. A sign with nothing on one side of it is a word, if it has letters."""
    group: list[Node] = []
    for number, item in enumerate(items):
        if not isinstance(item, str):
            group.append(item)
        elif group and number + 1 < len(items) and not isinstance(items[number + 1], str):
            yield group
            group = []
        elif word := _compound(item):
            group.append(word)
    yield group


def _all_of(group: list[Node], notes: list[str]) -> Node | None:
    """All of a group but its stop words, which are optional where there is something else to look for."""
    telling = [node for node in group if not (isinstance(node, Word) and node.stop)]
    if any(not isinstance(node, Not) for node in telling):
        if len(telling) < len(group):
            notes.append(datatypes.STOP_WORDS_OPTIONAL)
        return _joined(AllOf, telling)
    if len(telling) < len(group):
        notes.append(datatypes.STOP_WORDS_ONLY)
    return _joined(AllOf, group)


def _joined(kind: type[AllOf] | type[AnyOf], parts: Sequence[Node | None]) -> Node | None:
    """The parts under one node; a single part needs none."""
    there = tuple(dict.fromkeys(part for part in parts if part is not None))
    return kind(there) if len(there) > 1 else (there[0] if there else None)
