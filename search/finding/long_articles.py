"""Long articles: those whose text is too long for one tsvector, and which of them a query means.

`a & b` may lie in two parts of an article, `a & !b` must look at all: so what matches is decided for the article. They
are few, and have an index of their own.
"""

from collections.abc import Sequence

from django.db import connection

from search.datatypes import AllOf, AnyOf, Marked, Node, Not, Within
from search.finding import tsqueries


def matching(nodes: Sequence[Node]) -> dict[Node, list[int]]:
    """For each tree of words, the ids of the articles in several parts that match it as wholes; in one statement.

    Every word or phrase says in which parts it stands (leaf number, article), every article adds them up.
    """
    if not nodes:
        return {}
    leaves: dict[Node, int] = {}
    conditions = [_decide(node, leaves) for node in nodes]
    hits = [
        f"SELECT article_id, {number} AS leaf FROM search_indexentry WHERE parts > 1 AND tsv @@ %s::tsquery"
        for number in leaves.values()
    ]
    # An article without any of the leaves can match by what it does not hold: so each is there with no leaf at all.
    hits.append("SELECT article_id, -1 FROM search_indexentry WHERE parts > 1 AND part = 0")
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT article_id, {', '.join(conditions)} FROM ({' UNION ALL '.join(hits)}) AS hits"
            f" GROUP BY article_id HAVING {' OR '.join(conditions)}",
            [tsqueries.tsquery(leaf) for leaf in leaves],
        )
        rows = cursor.fetchall()
    return {node: [row[0] for row in rows if row[number]] for number, node in enumerate(nodes, start=1)}


def unmarked(node: Node) -> Node | None:
    """The tree without what it says of markers, which texts in several parts are all taken to have; else nothing."""
    if not isinstance(node, AllOf) or _is_of_markers(node):
        return node
    parts = [part for part in node.parts if not _is_of_markers(part)]
    if any(isinstance(part, Not) and _is_of_markers(part.child) for part in parts):
        return None
    return AllOf(tuple(parts)) if len(parts) > 1 else parts[0]


def _is_of_markers(node: Node) -> bool:
    if isinstance(node, AllOf | AnyOf):
        return all(map(_is_of_markers, node.parts))
    return isinstance(node, Marked)


def _decide(node: Node, leaves: dict[Node, int]) -> str:
    """The condition on an article's hits under which the tree is true; its words and phrases are added to `leaves`."""
    match node:
        case Not(child):
            return f"NOT {_decide(child, leaves)}"
        case AllOf(parts):
            return f"({' AND '.join(_decide(part, leaves) for part in parts)})"
        case AnyOf(parts):
            return f"({' OR '.join(_decide(part, leaves) for part in parts)})"
        case Marked():
            return "true"
        case Within(zone, Not() | AllOf() | AnyOf() as child):
            raise TypeError(f"{zone} is asked of single words: {child}")
    return f"bool_or(leaf = {leaves.setdefault(node, len(leaves))})"
