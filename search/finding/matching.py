"""Matching: which index entries a query means, as a condition that filters, counts and ranking build on.

What the texts decide is asked in one tsquery, as far as that goes; facts and counts are conditions on the entry's other
columns. A text too long for one tsvector lies in several entries; the few such articles that match are looked up first
(`long_articles`), so that for all others one condition on their only entry is the whole truth.
"""

import functools
import operator
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.search import SearchVectorField
from django.db.models import BigIntegerField, BooleanField, Func, Lookup, Q, Value

from search.datatypes import (
    AllOf,
    AnyOf,
    Apart,
    AtLeast,
    Dates,
    Facet,
    Leaf,
    Marked,
    Node,
    Not,
    Phrase,
    Query,
    Widened,
    Within,
    spots,
)
from search.finding import facts, long_articles, remembering, weighing
from search.finding.tsqueries import WEIGHTS, tsquery
from search.index import packing
from search.index.packing import ZONE_BITS
from search.models import IndexEntryQuerySet


@SearchVectorField.register_lookup
class Matches(Lookup):
    """`tsv__matches="'lexeme' & 'lexeme'"`: a tsquery's text form, bound as a parameter, no work for `to_tsquery`."""

    lookup_name = "matches"

    def as_sql(self, compiler, connection):
        left, left_params = self.process_lhs(compiler, connection)
        right, right_params = self.process_rhs(compiler, connection)
        return f"{left} @@ {right}::tsquery", [*left_params, *right_params]


class StandsOften(Func):
    """That one of the word's lexemes stands so many times in the article (`search.index.packing` has the form).

    The lemmas of a word are alternatives: adding their numbers up would count a word twice.
    """

    output_field = BooleanField()

    def __init__(self, counted: "Counted"):
        super().__init__("article_id")
        self.counted = counted

    def as_sql(self, compiler, connection, function=None, template=None, arg_joiner=None, **extra_context):
        article, params = compiler.compile(self.source_expressions[0])
        zones = [WEIGHTS[self.counted.zone].strip("D")] if self.counted.zone else ZONE_BITS
        sql = (
            "EXISTS (SELECT FROM search_occurrences own, unnest(%s::integer[]) AS key,"
            " LATERAL (SELECT width_bucket(key, own.keys) AS n OFFSET 0) AS place,"
            " LATERAL (SELECT CASE WHEN own.keys[n] = key THEN get_byte(own.codes, n - 1) END AS code OFFSET 0) AS told"
            f" WHERE own.article_id = {article} AND code IS NOT NULL"
            f" AND {' + '.join(f'({packing.number(zone)})' for zone in zones)} >= %s)"
        )
        keys = [packing.key(lexeme) for lexeme in self.counted.lexemes]
        return sql, [keys, *params, self.counted.times]


class Among(Func):
    """`article_id = ANY(array)`: the ids are bound as one value, however many they are."""

    template, arg_joiner = "%(expressions)s)", " = ANY("
    output_field = BooleanField()

    def __init__(self, ids: list[int]):
        super().__init__("article_id", Value(ids, ArrayField(BigIntegerField())))


@dataclass(frozen=True, slots=True)
class Counted:
    """That a word stands so many times in the article or a zone of it."""

    times: int
    lexemes: tuple[str, ...]
    zone: str


@dataclass(frozen=True, slots=True)
class Text:
    """A part of a query that one tsquery decides."""

    node: Node


@dataclass(frozen=True, slots=True)
class Joined:
    """Parts that different columns decide, under AND, OR or (of a single one) NOT."""

    kind: type[AllOf] | type[AnyOf] | type[Not]
    parts: tuple["Asked", ...]


# What a query asks of an entry.
Asked = Text | Counted | Facet | Dates | Joined


def match(query: Query, among: IndexEntryQuerySet, widened: bool = False) -> IndexEntryQuerySet:
    """The entries of `among` that match, one row an article; all of `among` for a query without words."""
    return among.whole().filter(condition(query, widened))


def condition(query: Query, widened: bool = False) -> Q:
    """The condition under which an article's first entry stands for a match, with the query's aliases or without."""
    if query.root is None:
        return Q()
    root = query.root
    return remembering.remembered((condition, root, widened), lambda: _condition(_grouped(root, "", widened)))


def foresee(roots: Iterable[Node]) -> None:
    """Within `remembering`, ask at once for what the conditions of several trees need; then none of them asks again."""
    asked = {root: _grouped(root, "", False) for root in dict.fromkeys(roots)}
    needed = _needed(asked.values())
    for root, one in asked.items():
        remembering.remembered((condition, root, False), functools.partial(_compose, one, needed))


@dataclass(frozen=True, slots=True)
class Needed:
    """What the database knows that conditions are made of."""

    long: Mapping[Node, list[int]]  # the long articles that each text means
    named: facts.Meant  # what each fact names
    paired: Collection[str]  # the exact lexemes whose pairs are marked


def _condition(asked: Asked) -> Q:
    return _compose(asked, _needed([asked]))


def _needed(asked: Iterable[Asked]) -> Needed:
    pieces = list(dict.fromkeys(piece for one in asked for piece in _pieces(one)))
    texts = [piece.node for piece in pieces if isinstance(piece, Text)]
    quoted = [leaf for node in texts for leaf in quotations(node)]
    return Needed(
        _long_articles(texts),
        facts.meant(piece for piece in pieces if isinstance(piece, Facet)),
        weighing.statistics(quoted).paired if quoted else (),
    )


def _long_articles(nodes: Iterable[Node]) -> Mapping[Node, list[int]]:
    """Around one page each text is asked for once, and the strata of one (`shortlisting`) share its articles."""
    known = remembering.remembered(_long_articles, dict)
    bare = {node: long_articles.unmarked(node) for node in nodes}
    if missing := [node for node in dict.fromkeys(bare.values()) if node and node not in known]:
        known.update(long_articles.matching(missing))
    return {node: known[one] if one else [] for node, one in bare.items()}


def quotations(node: Node) -> Iterator[Phrase]:
    """The exact phrases of a tree, unwanted ones too."""
    return (spot.leaf for spot in spots(node) if isinstance(spot.leaf, Phrase) and spot.leaf.exact)


def _grouped(node: Node, zone: str, widened: bool) -> Asked:
    """A tree with all that one tsquery can decide in one piece, for each piece costs a look at the index."""
    match node:
        case Widened(child, others):
            return _grouped(AnyOf((child, *(other.node for other in others))) if widened else child, zone, widened)
        case Within(inner, child):
            return _grouped(child, inner, widened)
        case Facet() | Dates():
            return node
        case Marked() | Apart():
            return Text(node)
        case AtLeast(times, word):
            return Joined(AllOf, (Text(_placed(word, zone)), Counted(times, word.lexemes, zone)))
        case Not(child):
            turned = _grouped(child, zone, widened)
            return Text(Not(turned.node)) if isinstance(turned, Text) else Joined(Not, (turned,))
        case AllOf(parts) | AnyOf(parts):
            grouped = [_grouped(part, zone, widened) for part in parts]
            texts = tuple(part.node for part in grouped if isinstance(part, Text))
            rest = [part for part in grouped if not isinstance(part, Text)]
            together = [Text(type(node)(texts) if len(texts) > 1 else texts[0])] if texts else []
            return Joined(type(node), (*together, *rest)) if rest else together[0]
    return Text(_placed(node, zone))


def _placed(leaf: Leaf, zone: str) -> Node:
    return Within(zone, leaf) if zone else leaf


def _pieces(asked: Asked) -> Iterator[Text | Counted | Facet | Dates]:
    if isinstance(asked, Joined):
        for part in asked.parts:
            yield from _pieces(part)
    else:
        yield asked


def _looked_up(node: Node, paired: Collection[str]) -> Iterator[str]:
    """The tsqueries of a text, any of which is enough: one, or what is asked apart, each with what stands beside."""
    beside = node.parts if isinstance(node, AllOf) else (node,)
    apart = next((part for part in beside if isinstance(part, Apart)), None)
    if apart is None:
        yield tsquery(node, paired=paired)
        return
    rest = () if apart.suffice else tuple(part for part in beside if part is not apart)
    for part in apart.parts:
        yield tsquery(AllOf((part, *rest)), paired=paired)


def _compose(asked: Asked, needed: Needed) -> Q:
    match asked:
        case Text(node):
            any_of = (Q(tsv__matches=one) for one in _looked_up(node, needed.paired))
            matches, short = functools.reduce(operator.or_, any_of), Q(parts=1)
            if not (long := needed.long[node]):
                return matches & short
            # So the two indexes answer the first half by themselves; else every tsvector found would be read again.
            return (matches | Q(Among(long))) & (short | Q(Among(long)))
        case Counted():
            return Q(StandsOften(asked))
        case Facet():
            return facts.condition(asked, needed.named[asked])
        case Dates(first, last):
            return facts.within(first, last)
        case Joined(kind, parts):
            conditions = [_compose(part, needed) for part in parts]
            if kind is Not:
                return ~conditions[0]
            return functools.reduce(operator.and_ if kind is AllOf else operator.or_, conditions)
