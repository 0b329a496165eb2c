"""What the archive knows that bears on a batch of rows, in a handful of queries; and what a dry run has to remember."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection

from archive.ingest.attributing import Row
from archive.ingest.problems import Where
from archive.models import Article, Original

HEAVY = ("subtitle", "lead", "body")  # texts that only an update needs

# Row by row by one index (`offset 0` keeps the planner from joining in another way): a table that fills faster than it
# is analysed has no statistics that could be trusted.
ARTICLES_OF_KEYS = """
    select a.id from unnest(%s::bigint[], %s::text[]) as row (source, key) cross join lateral (
        select id from archive_article where source_id = row.source and source_key = row.key offset 0
    ) a
"""
ARTICLES_OF_TEXTS = """
    select a.source_id, row.digest, a.identifier from unnest(%s::text[]) as row (digest) cross join lateral (
        select source_id, identifier from archive_article where digest = row.digest offset 0
    ) a
"""
# The condition is that of the index `article_by_key_elsewhere`.
ARTICLES_MOVED = """
    select id from archive_article where source_key = any(%s) and curated_fields @> array['source']::varchar(40)[]
"""
FORMER_TEXTS_OF_ARTICLES = """
    select pgh_obj_id, md5(title || chr(31) || subtitle || chr(31) || lead || chr(31) || body)
    from archive_textversion where pgh_obj_id = any(%s)
"""
# The expression is that of the index `textversion_by_digest`.
ARTICLES_OF_FORMER_TEXTS = """
    select a.source_id, md5(v.title || chr(31) || v.subtitle || chr(31) || v.lead || chr(31) || v.body), a.identifier
    from archive_textversion v join archive_article a on a.id = v.pgh_obj_id
    where md5(v.title || chr(31) || v.subtitle || chr(31) || v.lead || chr(31) || v.body) = any(%s)
"""
PRINTED_TERMS = """
    select article_id, 'authors', printed from archive_articleauthor where article_id = any(%s)
    union all select article_id, 'topics', printed from archive_articletopic where article_id = any(%s)
    union all select article_id, 'places', printed from archive_articleplace where article_id = any(%s)
"""


@dataclass
class Known:
    """What the archive knows that bears on a batch of rows."""

    by_key: dict[tuple[int, str], Article]
    by_text: dict[tuple[int, str], str]
    former: dict[int, set[str]]
    places: dict[tuple[str, str, int, str, int | None], str]
    printed: dict[tuple[int, str], set[str]]


def look_up(rows: Sequence[Row]) -> Known:
    """A handful of queries for a batch of any size; for one of new articles they find nothing."""
    sources, keys = [row.source.pk for row in rows], [row.clean.key for row in rows]
    digests = [row.digest for row in rows]
    ids = [key for (key,) in ask(ARTICLES_OF_KEYS, sources, keys)]
    by_text = {(source, digest): name for source, digest, name in ask(ARTICLES_OF_TEXTS, digests)}  # of any source
    return Known(
        articles(ids, {row.identity: row.digest for row in rows}),
        former_articles(digests) | by_text,
        former_texts(ids),
        places_of(rows, [*ids, *(key for (key,) in ask(ARTICLES_MOVED, keys))]),
        printed_terms(ids),
    )


def ask(statement: str, *values: Any) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return cursor.fetchall()


def articles(ids: list[int], digests: dict[tuple[int, str], str]) -> dict[tuple[int, str], Article]:
    """The articles by source and key, with their long texts where those are not the ones of the rows."""
    found = Article.objects.filter(pk__in=ids).defer(*HEAVY) if ids else ()
    by_key = {(article.source_id, article.source_key): article for article in found}
    load_texts([article for identity, article in by_key.items() if article.digest != digests.get(identity)])
    return by_key


def load_texts(articles: list[Article]) -> None:
    """The long texts, which only an update needs, in one query."""
    if not articles:
        return
    texts = Article.objects.filter(pk__in=[article.pk for article in articles]).values("pk", *HEAVY)
    found = {values.pop("pk"): values for values in texts}
    for article in articles:
        article.__dict__.update(found.get(article.pk, {}))


def former_articles(digests: list[str]) -> dict[tuple[int, str], str]:
    return {(source, digest): name for source, digest, name in ask(ARTICLES_OF_FORMER_TEXTS, digests)}


def former_texts(ids: list[int]) -> dict[int, set[str]]:
    found = defaultdict(set)
    for article, digest in ask(FORMER_TEXTS_OF_ARTICLES, ids) if ids else ():
        found[article].add(digest)
    return found


def printed_terms(ids: list[int]) -> dict[tuple[int, str], set[str]]:
    found = defaultdict(set)
    for article, vocabulary, printed in ask(PRINTED_TERMS, ids, ids, ids) if ids else ():
        found[article, vocabulary].add(printed)
    return found


def places_of(rows: Sequence[Row], ids: list[int]) -> dict[tuple[str, str, int, str, int | None], str]:
    """The articles by the bytes that they came from: file, member, first byte, key, and source (None where a curator
    chose it). Asked by article: all the rows of a large file share its hash.
    """
    if not ids:
        return {}
    originals = Original.objects.filter(article__in=ids, sha256__in={row.sha256 for row in rows}).values_list(
        *("sha256", "member", "first_byte"),
        *(f"article__{name}" for name in ("source_key", "source", "curated_fields", "identifier")),
    )
    return {
        (sha256, member, first, key, None if "source" in curated else source): identifier
        for sha256, member, first, key, source, curated, identifier in originals
    }


class Memory:
    """What a run that stores nothing would have stored: by hash, about 260 bytes a row."""

    def __init__(self) -> None:
        self.keys: set[int] = set()
        self.texts: dict[int, Where] = {}

    def remember(self, row: Row) -> None:
        self.keys.add(hash(row.identity))
        self.texts.setdefault(hash((row.source.pk, row.digest)), row.clean.where)

    def knows_key(self, row: Row) -> bool:
        return hash(row.identity) in self.keys

    def place_of_text(self, row: Row) -> Where | None:
        return self.texts.get(hash((row.source.pk, row.digest)))
