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

from search.datatypes import AllOf, AnyOf, Leaf, Node, Not, Phrase, Query, Word
from search.models import IndexEntryQuerySet
from search.placing import quote


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


def tsquery(node: Node) -> str:
    """The text form of the tsquery that a tree asks; every lexeme in it is quoted."""
    match node:
        case Word(lexemes=lexemes):
            return _any_of(lexemes)
        case Phrase(words=words, places=places):
            steps = [second - first for first, second in itertools.pairwise(places)]
            rest = (f" <{step}> {_any_of(word.lexemes)}" for step, word in zip(steps, words[1:], strict=True))
            return f"({_any_of(words[0].lexemes)}{''.join(rest)})"
        case Not(child):
            return f"!{tsquery(child)}"
        case AllOf(parts):
            return f"({' & '.join(map(tsquery, parts))})"
        case AnyOf(parts):
            return f"({' | '.join(map(tsquery, parts))})"


def _any_of(lexemes: Sequence[str]) -> str:
    return f"({' | '.join(map(quote, lexemes))})"


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
        case Word() | Phrase():
            leaves.append(node)
            return f"bool_or(leaf = {len(leaves) - 1})"
        case Not(child):
            return f"NOT {_decide(child, leaves)}"
        case AllOf(parts):
            return f"({' AND '.join(_decide(part, leaves) for part in parts)})"
        case AnyOf(parts):
            return f"({' OR '.join(_decide(part, leaves) for part in parts)})"
