"""Matching: which index entries a query means, as a queryset that filters, counts and ranking build on.

A text too long for one tsvector lies in several rows; whether such an article matches is decided for the article:
`a & b` may lie in two of its parts, `a & !b` must look at all. The few long articles that match are looked up first,
through an index of their own, so that for all others one condition on their only row is the whole truth.
"""

import itertools
from collections.abc import Sequence

from django.contrib.postgres.search import SearchVectorField
from django.db import connection
from django.db.models import Lookup, Q

from search.datatypes import (
    AllOf,
    AnyOf,
    AtLeast,
    Dates,
    Facet,
    Leaf,
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
from search.models import IndexEntryQuerySet
from search.placing import quote

# The weights of the zones in a tsvector; "" is the whole article.
WEIGHTS = {"": "", "title": "A", "lead": "B", "body": "D"}
NO_LEXEME = "!"  # stands nowhere: every lexeme is a sign and a word


@SearchVectorField.register_lookup
class Matches(Lookup):
    """`tsv__matches="'lexeme' & 'lexeme'"`: a tsquery's text form, bound as a parameter, no work for `to_tsquery`."""

    lookup_name = "matches"

    def as_sql(self, compiler, connection):
        left, left_params = self.process_lhs(compiler, connection)
        right, right_params = self.process_rhs(compiler, connection)
        return f"{left} @@ {right}::tsquery", [*left_params, *right_params]


def match(query: Query, among: IndexEntryQuerySet) -> IndexEntryQuerySet:
    """The entries of `among` that match, one row an article; all of `among` for a query without words."""
    return among.whole().filter(condition(query))


def condition(query: Query) -> Q:
    """The condition under which an article's first entry stands for a match; the long ones are asked for at once."""
    if query.root is None:
        return Q()
    long = Q(article_id__in=_matching_long_articles(query.root))
    # In this form the two indexes answer the first half by themselves; else every tsvector found would be read again.
    return (Q(tsv__matches=tsquery(query.root)) | long) & (Q(parts=1) | long)


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
    """Some place has every word on it or up to `within` places before it.

    `word <3> !nothing` is true three places after a word, wherever that is; inside a phrase, AND and OR are of places.
    """
    anywhere = f"!{quote(NO_LEXEME)}"
    reached = []
    for word in near.words:
        lexemes = _any_of(word.lexemes, zone)
        reached.append(
            " | ".join([lexemes, *(f"({lexemes} <{step}> {anywhere})" for step in range(1, near.within + 1))])
        )
    return f"(({' & '.join(f'({each})' for each in reached)}) <0> {anywhere})"


def _matching_long_articles(root: Node) -> list[int]:
    """The ids of the articles in several parts that match as wholes.

    Every word or phrase says in which parts it stands (leaf number, article), every article adds them up.
    """
    leaves: list[Leaf] = []
    condition = _decide(root, leaves)
    hits = [
        f"SELECT article_id, {number} AS leaf FROM search_indexentry WHERE parts > 1 AND tsv @@ %s::tsquery"
        for number in range(len(leaves))
    ]
    # An article without any of the leaves can match by what it does not hold: so each is there with no leaf at all.
    hits.append("SELECT article_id, -1 FROM search_indexentry WHERE parts > 1 AND part = 0")
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT article_id FROM ({' UNION ALL '.join(hits)}) AS hits GROUP BY article_id HAVING {condition}",
            [tsquery(leaf) for leaf in leaves],
        )
        return [article_id for (article_id,) in cursor.fetchall()]


def _decide(node: Node, leaves: list[Leaf]) -> str:
    """The condition on an article's hits under which the tree is true; its words and phrases are added to `leaves`."""
    match node:
        case Word() | Phrase() | Near() | Prefix() | AtLeast():
            leaves.append(node)
            return f"bool_or(leaf = {len(leaves) - 1})"
        case Not(child):
            return f"NOT {_decide(child, leaves)}"
        case AllOf(parts):
            return f"({' AND '.join(_decide(part, leaves) for part in parts)})"
        case AnyOf(parts):
            return f"({' OR '.join(_decide(part, leaves) for part in parts)})"
