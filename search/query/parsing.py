"""Parsing: from what a reader typed to a query. A search box has no wrong input; `signs` has the language's signs.

    a b          both; `a AND b` and `a & b` say the same
    a OR b       either; also | and أو. It binds looser than AND
    -a           not; also NOT a
    (…)          brackets, as deep as MAX_DEPTH

An operator with nothing to work on is a word like any other, or falls away; brackets that lack their other half close
at the end or are passed over. Very common words (stop words) are optional outside quotation marks; where nothing else
was typed, they are looked for as spelt.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

import arabic
from arabic import letters
from search import datatypes
from search.datatypes import (
    ZONES,
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
    Query,
    Widened,
    Within,
    Word,
)
from search.query import signs
from search.query.signs import Sign

MAX_CHARACTERS = 500
MAX_TERMS = 32  # a phrase counts as one
MAX_DEPTH = 10  # of brackets in brackets
MAX_PHRASE = 100  # words; the parts of a long text overlap by as many
MAX_NEAR = 6  # words that are looked for near one another
MAX_WITHIN = 20  # words from the first of them to the last
MIN_STEM = 2  # letters before an asterisk


def parse(text: str) -> Query:
    """The query that `text` asks, whatever it is; what was left out or understood otherwise is in its `notes`."""
    notes = [datatypes.TOO_LONG] if len(text) > MAX_CHARACTERS else []
    reading = _Reading(list(_limited(signs.read(text[:MAX_CHARACTERS]), notes)), notes)
    root = reading.everything()
    if root is not None and not any(spot for spot in datatypes.spots(root) if not spot.negated):
        notes.append(datatypes.NEGATIONS_ONLY)
    return Query(text, root, tuple(dict.fromkeys(notes)))


def loosen(query: Query) -> Query:
    """The same words with any of them enough, phrases taken as words; what must not be there stays out.

    This is how a question in plain language is answered: ranking puts first what has most of the words that matter.
    Facts that the whole query asks for stay.
    """
    words: dict[str, Word] = {}
    for word in query.words():
        words.setdefault(word.exact, word)
    telling = [word for word in words.values() if not word.stop] or list(words.values())
    stems = [leaf for leaf in query.wanted() if isinstance(leaf, Prefix)]
    unwanted = (Not(leaf) for leaf in query.unwanted())
    parts = query.root.parts if isinstance(query.root, AllOf) else (query.root,)
    facts = (part for part in parts if part is not None and not _has_words(part))
    return replace(query, root=joined(AllOf, [joined(AnyOf, [*telling, *stems]), *unwanted, *facts]))


def _limited(read: Iterator[Sign], notes: list[str]) -> Iterator[Sign]:
    terms = 0
    for sign in read:
        terms += sign.kind in signs.TERMS
        if terms > MAX_TERMS:
            notes.append(datatypes.TOO_MANY_TERMS)
            return
        yield sign


class _Reading:
    """Reads signs into a tree, from left to right."""

    def __init__(self, read: list[Sign], notes: list[str]) -> None:
        self.signs = read
        self.notes = notes
        self.place = 0
        self.depth = 0

    def everything(self) -> Node | None:
        """The whole; brackets that close what never opened are passed over."""
        return self.alternatives(lambda: self.place < len(self.signs))

    def alternatives(self, going_on: Callable[[], bool]) -> Node | None:
        """Groups that OR signs divide. A sign with nothing on one side of it is a word, if it has letters."""
        groups: list[list[Node]] = [[]]
        while going_on():
            kind = self.kind(0)
            between = bool(groups[-1]) and self.kind(1) in signs.BEGINNING
            if kind == "or" and between:
                groups.append([])
                self.place += 1
            elif (kind == "and" and between) or kind == "close":
                self.place += 1
            elif (node := self.operand()) is not None:
                groups[-1].append(node)
        return joined(AnyOf, [self.all_of(group) for group in groups])

    def operand(self) -> Node | None:
        """A term, or a bracket, with what stands before it."""
        sign = self.signs[self.place]
        self.place += 1
        if sign.kind in ("not", "field", "atleast") and self.kind(0) in signs.BEGINNING:
            node = self.operand()
            if node is not None:
                return self.applied(sign, node)
            return None if sign.kind == "not" else _term(Sign("word", sign.text), self.notes)
        if sign.kind == "open":
            return self.bracket()
        return _term(sign, self.notes)

    def bracket(self) -> Node | None:
        if self.depth == MAX_DEPTH:
            self.notes.append(datatypes.TOO_DEEP)
            return None  # what is inside counts as if this bracket were not there
        self.depth += 1
        node = self.alternatives(lambda: self.kind(0) not in ("close", ""))
        self.place += 1
        self.depth -= 1
        return node

    def kind(self, ahead: int) -> str:
        """The kind of the sign that comes next, or as many later; "" behind the last."""
        place = self.place + ahead
        return self.signs[place].kind if place < len(self.signs) else ""

    def applied(self, sign: Sign, node: Node) -> Node:
        """A term or bracket under what stands before it."""
        if sign.kind == "not":
            return node.child if isinstance(node, Not) else Not(node)
        if sign.kind == "atleast":
            return _counted(int(sign.value), node, self.notes)
        if sign.value not in ZONES:
            return _named(sign.value, node)
        return Within(sign.value, node) if _has_words(node) and not isinstance(node, Within) else node

    def all_of(self, group: list[Node]) -> Node | None:
        """All of a group but its stop words, which are optional where there is something else to look for."""
        telling = [node for node in group if not (isinstance(node, Word) and node.stop)]
        if len(telling) == len(group):
            return joined(AllOf, group)
        if any(not isinstance(node, Not) for node in telling):
            self.notes.append(datatypes.STOP_WORDS_OPTIONAL)
            return joined(AllOf, telling)
        self.notes.append(datatypes.STOP_WORDS_ONLY)
        return joined(AllOf, group)


def _term(sign: Sign, notes: list[str]) -> Node | None:
    """What one sign asks for: mostly a word. An operator that stands alone is one, if it has letters."""
    tokens = arabic.analyse(sign.text, query=True)
    match sign.kind:
        case "dates":
            return Dates(*sign.dates)
        case "stem" if (prefix := _prefix(sign.text, tokens, notes)) is not None:
            return prefix
        case "exact" | "phrase":
            return _phrase(sign.text, tokens, notes, exact=True)
        case "near":
            return _near(sign, tokens, notes)
    return _phrase(sign.text, tokens, notes, exact=False)


def _words(text: str, tokens: Sequence[arabic.Token], *, exact: bool) -> tuple[Word, ...]:
    def forms(token: arabic.Token) -> tuple[str, ...]:
        return () if exact else tuple(lexeme for lexeme in token.lexemes if not lexeme.startswith("="))

    return tuple(Word(text[t.start : t.end], t.lexemes[0], forms(t), t.stop) for t in tokens)


def _phrase(text: str, tokens: list[arabic.Token], notes: list[str], *, exact: bool) -> Node | None:
    """Words in their order. A compound (e-mail, 2019-03-23) is a phrase of forms, and a single word is a word."""
    if len(tokens) > MAX_PHRASE:
        notes.append(datatypes.PHRASE_TOO_LONG)
        tokens = tokens[:MAX_PHRASE]
    words = _words(text, tokens, exact=exact)
    if len(words) < 2 and not exact:
        return words[0] if words else None
    places = tuple(token.position - tokens[0].position for token in tokens)
    return Phrase(words[0].text if len(words) == 1 else text, words, places, exact) if words else None


def _near(sign: Sign, tokens: list[arabic.Token], notes: list[str]) -> Node | None:
    words = tuple({word.exact: word for word in _words(sign.text, tokens, exact=False)}.values())
    if len(words) > MAX_NEAR:
        notes.append(datatypes.PHRASE_TOO_LONG)
        words = words[:MAX_NEAR]
    if int(sign.value) > MAX_WITHIN:
        notes.append(datatypes.TOO_FAR)
    within = min(max(int(sign.value), len(words) - 1), MAX_WITHIN)
    return Near(sign.text, words, within) if len(words) > 1 else (words[0] if words else None)


def _prefix(text: str, tokens: list[arabic.Token], notes: list[str]) -> Prefix | None:
    """What begins with the letters of one printed word."""
    typed = text[tokens[0].start : tokens[-1].end] if tokens else ""
    stem = letters.unify(typed).text
    if not stem or stem != "".join(token.surface for token in tokens):
        return None  # a compound
    if len(stem) < MIN_STEM:
        notes.append(datatypes.STEM_TOO_SHORT)
        return None
    return Prefix(typed, stem)


def _counted(times: int, node: Node, notes: list[str]) -> Node:
    """Every single word of a term or bracket so many times."""
    match node:
        case Word() if times > 1:
            return AtLeast(times, node)
        case Phrase(words=(word,)) if times > 1:
            return AtLeast(times, word)
        case Phrase() | Near() | Prefix():
            notes.append(datatypes.WORDS_ARE_COUNTED)
            return node
        case AllOf(parts) | AnyOf(parts):
            return type(node)(tuple(_counted(times, part, notes) for part in parts))
        case Within(zone, child):
            return Within(zone, _counted(times, child, notes))
    return node


def _named(field: str, node: Node) -> Node:
    """Every word or phrase of a term or bracket as the name of a thing."""
    match node:
        case Facet() | Dates() | Marked():
            return node
        case Not(child):
            return Not(_named(field, child))
        case AllOf(parts) | AnyOf(parts):
            return type(node)(tuple(dict.fromkeys(_named(field, part) for part in parts)))
        case Within(_, child) | Widened(child, _):
            return _named(field, child)
        case _:
            return Facet(field, node.text)


def _has_words(node: Node) -> bool:
    return any(not isinstance(spot.leaf, Facet | Dates) for spot in datatypes.spots(node))


def joined(kind: type[AllOf] | type[AnyOf], parts: Sequence[Node | None]) -> Node | None:
    """The parts under one node, those of a part of its kind among them; a single part needs none."""
    flat = (inner for part in parts if part for inner in (part.parts if isinstance(part, kind) else (part,)))
    there = tuple(dict.fromkeys(flat))
    return kind(there) if len(there) > 1 else (there[0] if there else None)
