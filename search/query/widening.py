"""Widening: a query with what curators hold to mean the same as its words (`models.Alias`): found too, but below.

Expressions are known by lexemes, so that بالقاهرة and القاهره are القاهرة; the longest counts. Quotations and what must
not be there stay as typed. An expression that is marked so counts only beside a number, in the query and in the text:
`15 آب` means أغسطس, آب alone does not.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from django.db import connection

import arabic
from search.datatypes import AllOf, AnyOf, Node, Other, Phrase, Query, Widened, Within, Word
from search.models import Alias

MAX_OTHERS = 24  # expressions that one query is widened by
REFUSED = "no"  # ?aliases=no: search for what was typed alone
NUMBER = "#"  # with which the lexeme of a number begins

Version = tuple[int, int]  # how many events the history of aliases has, and the last one's number


@dataclass(frozen=True, slots=True)
class Expression:
    """One expression of a group; of its words, very common ones are left out."""

    text: str
    words: tuple[Word, ...]
    places: tuple[int, ...]
    beside_number: bool

    @property
    def node(self) -> Word | Phrase:
        return self.words[0] if len(self.words) == 1 else Phrase(self.text, self.words, self.places, exact=False)


@dataclass(frozen=True, slots=True)
class Group:
    kind: str
    expressions: tuple[Expression, ...]
    one_way: bool

    def others(self, known: Expression) -> Sequence[Expression]:
        """What stands for `known`, if anything does."""
        if self.one_way and known is not self.expressions[0]:
            return ()
        return [each for each in self.expressions if each is not known]


Entry = tuple[Expression, Group]
Table = dict[str, list[Entry]]  # by the lexemes of an expression's first word


def widen(query: Query) -> Query:
    """The query with `Widened` in the place of each word or row of words that an alias knows; at most `MAX_OTHERS`."""
    if query.root is None:
        return query
    return replace(query, root=_Widening(_table(_version())).node(query.root))


def widened(query: Query) -> list[Widened]:
    """What of a query was widened, for the page to say so."""
    return list(_find(query.root))


def exonyms(text: str) -> tuple[str, ...]:
    """What the aliases say for the whole of `text`, in the order of the table: حلب for Aleppo."""
    words = tuple(_words(text, query=True)[0])
    entries = _Widening(_table(_version())).entries(words, 0) if words else []
    found = [other.text for known, group in entries if len(known.words) == len(words) for other in group.others(known)]
    return tuple(dict.fromkeys(found))


def known(text: str) -> tuple[str, ...]:
    """The expressions, as they stand in the table, that `text` means in some form."""
    words = tuple(_words(text, query=True)[0])
    entries = _Widening(_table(_version())).entries(words, 0) if words else []
    return tuple(dict.fromkeys(each.text for each, _ in entries if len(each.words) == len(words)))


def lexemes(word: str) -> list[str]:
    """The lexemes, but the exact ones, under which a single typed word is looked for because of an alias."""
    words = tuple(_words(word, query=True)[0])
    query = widen(Query(word, words[0] if len(words) == 1 else None))
    found = (form for _, leaf in query.others() if isinstance(leaf, Word) for form in leaf.forms)
    return list(dict.fromkeys(found))


def bare(node: Node) -> Node:
    """The tree without what widens it."""
    return _through(node, lambda widened: widened.child)


def broad(node: Node) -> Node:
    """The tree with either of a widened part and what may stand for it."""
    return _through(node, lambda widened: AnyOf((widened.child, *(other.node for other in widened.others))))


def _through(node: Node, settle: Callable[[Widened], Node]) -> Node:
    match node:
        case Widened():
            return settle(node)
        case AllOf(parts):
            return AllOf(tuple(_through(part, settle) for part in parts))
        case AnyOf(parts):
            return AnyOf(tuple(_through(part, settle) for part in parts))
        case Within(zone, child):
            return Within(zone, _through(child, settle))
    return node


class _Widening:
    """Widens one query; counts what it adds."""

    def __init__(self, table: Table) -> None:
        self.table = table
        self.left = MAX_OTHERS

    def node(self, node: Node) -> Node:
        match node:
            case Word():
                return self.row((node,))[0]
            case AllOf(parts):
                parts = self.row(parts)
                return AllOf(parts) if len(parts) > 1 else parts[0]
            case AnyOf(parts):
                return AnyOf(tuple(self.node(part) for part in parts))
            case Within(zone, child):
                return Within(zone, self.node(child))
        return node

    def row(self, parts: tuple[Node, ...]) -> tuple[Node, ...]:
        """Parts that must all be there: words side by side among them may be one expression."""
        made: list[Node] = []
        place = 0
        while place < len(parts):
            size, others = self.at(parts, place)
            words = parts[place : place + size]
            if others:
                made.append(Widened(AllOf(words) if size > 1 else words[0], others))
            else:
                made += [part if isinstance(part, Word) else self.node(part) for part in words]
            place += size
        return tuple(made)

    def at(self, parts: tuple[Node, ...], place: int) -> tuple[int, tuple[Other, ...]]:
        """How many parts from `place` on the longest known expression takes (1 if none), and what may stand for it."""
        entries = self.entries(parts, place)
        size = max((len(known.words) for known, _ in entries), default=1)
        before = _number(parts, place - 1)
        after = _number(parts, place + size)
        found: dict[str, Other] = {}
        for known, group in entries:
            if len(known.words) == size and not (known.beside_number and before is None and after is None):
                for each in group.others(known):
                    if other := _other(group.kind, each, before, after):
                        found.setdefault(other.text, other)
        others = tuple(found.values())[: self.left]
        self.left -= len(others)
        return (size if others else 1), others

    def entries(self, parts: Sequence[Node], place: int) -> list[Entry]:
        """The expressions that stand in `parts` from `place` on."""
        first = parts[place]
        if not isinstance(first, Word):
            return []
        near = {id(entry[0]): entry for lexeme in first.lexemes for entry in self.table.get(lexeme, ())}
        return [
            (known, group)
            for known, group in near.values()
            if len(parts) >= place + len(known.words) and all(map(_same, parts[place:], known.words))
        ]


def _same(part: Node, word: Word) -> bool:
    return isinstance(part, Word) and not set(part.lexemes).isdisjoint(word.lexemes)


def _number(parts: tuple[Node, ...], place: int) -> Word | None:
    part = parts[place] if 0 <= place < len(parts) else None
    return part if isinstance(part, Word) and any(form.startswith(NUMBER) for form in part.forms) else None


def _other(kind: str, each: Expression, before: Word | None, after: Word | None) -> Other | None:
    """What stands for a part of the query; beside the number that stands beside that part, if it must."""
    if not each.beside_number:
        return Other(kind, each.text, each.node)
    if number := before or after:
        words = (number, *each.words) if before else (*each.words, number)
        text = " ".join(word.text for word in words)
        return Other(kind, text, Phrase(text, words, tuple(range(len(words))), exact=False))
    return None


def _find(node: Node | None) -> Iterator[Widened]:
    match node:
        case Widened():
            yield node
        case AllOf(parts) | AnyOf(parts):
            for part in parts:
                yield from _find(part)
        case Within(_, child):
            yield from _find(child)


def _version() -> Version:
    """Changes with every change of the table: the history only grows, and no number in it is given twice."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*), coalesce(max(pgh_id), 0) FROM search_aliasevent")
        count, last = cursor.fetchone()
    return count, last


@lru_cache(maxsize=1)
def _table(version: Version) -> Table:
    """The aliases in use; read again by every process once their version is another."""
    table: Table = {}
    for alias in Alias.objects.filter(active=True):
        expressions = (_expression(text, text in alias.beside_number) for text in alias.expressions)
        group = Group(
            alias.kind,
            tuple(each for each in expressions if each.words),
            one_way=alias.direction == Alias.Direction.FROM_FIRST,
        )
        for each in group.expressions:
            for lexeme in each.words[0].lexemes:
                table.setdefault(lexeme, []).append((each, group))
    return table


def _expression(text: str, beside_number: bool) -> Expression:
    words, places = _words(text)
    return Expression(text, tuple(words), tuple(places), beside_number)


def _words(text: str, query: bool = False) -> tuple[list[Word], list[int]]:
    """The words of a text that tell something, and how far each stands from the first."""
    tokens = [token for token in arabic.analyse(text, query=query) if not token.stop]
    words = [Word(text[t.start : t.end], t.lexemes[0], t.lexemes[1:]) for t in tokens]
    return words, [t.position - tokens[0].position for t in tokens]
