"""GIN and `ts_rank` in PostgreSQL, as everybody writes it first: all matches ranked, the best taken, all counted."""

import itertools
from collections.abc import Iterator

from django.contrib.auth.models import AnonymousUser
from django.db import connection, transaction
from django.http import QueryDict
from psycopg import sql

from search.benchmarks.drawing import ANY, PER_PAGE, PHRASE, PREFIX, Asked
from search.benchmarks.peers.peer import LONGEST, Peer
from search.finding import layering, tsqueries, weighing
from search.finding.asking import asking
from search.results import searching

TABLE = "bench_arabic"
ORDERS = {False: "rank DESC", True: "published_on DESC NULLS LAST"}


class OwnLexemes(Peer):
    """Over the archive's own tsvectors and their index: the same words in the same forms, only ranked otherwise."""

    name = "ts_rank, our lexemes"

    def ready(self) -> bool:
        return True

    def build(self) -> None:
        """There is nothing to build."""

    def size(self) -> int:
        return _size("indexentry_by_lexeme")

    def search(self, asked: Asked) -> int:
        query = searching.search_of(QueryDict(asked.address), AnonymousUser()).query
        statistics = weighing.statistics(list(query.wanted()))
        root = layering.layers(query, statistics.tells)[0].root
        return _ask("search_indexentry", "%s::tsquery", [tsqueries.tsquery(root)], asked)


class ArabicConfiguration(Peer):
    """Over `to_tsvector('arabic', …)` in a table of its own."""

    name = "ts_rank, to_tsvector('arabic')"

    def ready(self) -> bool:
        return TABLE in connection.introspection.table_names()

    @transaction.atomic
    def build(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute(
                f"CREATE TABLE {TABLE} AS SELECT id AS article_id, source_id, published_on,"
                f" to_tsvector('arabic', left(concat_ws(' ', title, subtitle, lead, body), {LONGEST})) AS tsv"
                " FROM archive_article"
            )
            cursor.execute(f"CREATE INDEX {TABLE}_by_lexeme ON {TABLE} USING gin (tsv)")
            cursor.execute(f"ANALYZE {TABLE}")

    def size(self) -> int:
        return _size(f"{TABLE}_by_lexeme")

    def search(self, asked: Asked) -> int:
        return _ask(TABLE, *_tsquery(asked), asked)


def _tsquery(asked: Asked) -> tuple[str, list[str]]:
    """The query as its functions make it of printed words; letters alone, which `to_tsquery` takes as they are."""
    match asked.how:
        case _ if asked.how == ANY:
            return " || ".join(["plainto_tsquery('arabic', %s)"] * len(asked.words)), list(asked.words)
        case _ if asked.how == PHRASE:
            return "phraseto_tsquery('arabic', %s)", [" ".join(asked.words)]
        case _ if asked.how == PREFIX:
            return "to_tsquery('arabic', %s)", [f"{asked.words[0]}:*"]
    return "plainto_tsquery('arabic', %s)", [" ".join(asked.words)]


def _ask(table: str, tsquery: str, words: list[str], asked: Asked) -> int:
    """The page, then the count."""
    narrowed = dict(_narrowed(asked))
    where = " AND ".join(["tsv @@ q", *narrowed])
    given = list(itertools.chain.from_iterable(narrowed.values()))
    source = f"FROM {table}, (SELECT {tsquery} AS q OFFSET 0) AS asked WHERE {where}"
    with asking(), connection.cursor() as cursor:
        cursor.execute(
            f"SELECT article_id, ts_rank(tsv, q) AS rank {source} ORDER BY {ORDERS[asked.newest]} LIMIT %s OFFSET %s",
            [*words, *given, PER_PAGE, asked.offset],
        )
        cursor.fetchall()
        cursor.execute(f"SELECT count(*) {source}", [*words, *given])
        return cursor.fetchone()[0]


def _narrowed(asked: Asked) -> Iterator[tuple[str, list]]:
    if asked.source:
        yield "source_id = %s", [asked.source]
    if asked.year:
        yield "published_on BETWEEN make_date(%s, 1, 1) AND make_date(%s, 12, 31)", [asked.year, asked.year]


def _size(relation: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(sql.SQL("SELECT pg_relation_size({})").format(sql.Literal(relation)))
        return cursor.fetchone()[0]
