"""What the archive knows that bears on a batch of rows, in a handful of queries; and what a dry run has to remember."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connection

from archive.ingest.attributing import Row
from archive.models import Article, Original

HEAVY = ("subtitle", "lead", "body")  # texts that only an update needs

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
    select article_id, 'authors', printed from archive_articleauthor where article_id = any(%(ids)s)
    union all select article_id, 'topics', printed from archive_articletopic where article_id = any(%(ids)s)
    union all select article_id, 'places', printed from archive_articleplace where article_id = any(%(ids)s)
"""


@dataclass
class Known:
    """What the archive knows that bears on a batch of rows."""

    by_key: dict[tuple[int, str], Article]
    by_text: dict[tuple[int, str], str]
    former: dict[int, set[str]]
    places: set[tuple[str, str, int, str, int | None]]
    printed: dict[tuple[int, str], set[str]]


def look_up(rows: Sequence[Row]) -> Known:
    """A handful of queries for a batch of any size."""
    sources = {row.source.pk for row in rows}
    digests = {row.identity: row.digest for row in rows}
    articles = Article.objects.filter(source__in=sources, source_key__in=[row.clean.key for row in rows])
    by_key = {(article.source_id, article.source_key): article for article in articles.defer(*HEAVY)}
    load_texts([article for identity, article in by_key.items() if article.digest != digests.get(identity)])
    ids = [article.pk for article in by_key.values()]
    same = Article.objects.filter(source__in=sources, digest__in=digests.values())
    by_text = {(source, digest): name for source, digest, name in same.values_list("source", "digest", "identifier")}
    return Known(
        by_key,
        former_articles(list(digests.values())) | by_text,
        former_texts(ids),
        places_of(rows),
        printed_terms(ids),
    )


def load_texts(articles: list[Article]) -> None:
    """The long texts, which only an update needs, in one query."""
    texts = Article.objects.filter(pk__in=[article.pk for article in articles]).values("pk", *HEAVY)
    found = {values.pop("pk"): values for values in texts}
    for article in articles:
        article.__dict__.update(found.get(article.pk, {}))


def former_articles(digests: list[str]) -> dict[tuple[int, str], str]:
    with connection.cursor() as cursor:
        cursor.execute(ARTICLES_OF_FORMER_TEXTS, [digests])
        return {(source, digest): identifier for source, digest, identifier in cursor}


def former_texts(ids: list[int]) -> dict[int, set[str]]:
    found = defaultdict(set)
    with connection.cursor() as cursor:
        cursor.execute(FORMER_TEXTS_OF_ARTICLES, [ids])
        for article, digest in cursor:
            found[article].add(digest)
    return found


def printed_terms(ids: list[int]) -> dict[tuple[int, str], set[str]]:
    found = defaultdict(set)
    with connection.cursor() as cursor:
        cursor.execute(PRINTED_TERMS, {"ids": ids})
        for article, vocabulary, printed in cursor:
            found[article, vocabulary].add(printed)
    return found


def places_of(rows: Sequence[Row]) -> set[tuple[str, str, int, str, int | None]]:
    """The bytes that articles came from: file, member, first byte, key, and source (None where a curator chose it)."""
    originals = Original.objects.filter(
        sha256__in={row.sha256 for row in rows}, first_byte__in=[row.clean.provenance.start for row in rows]
    ).values_list("sha256", "member", "first_byte", "article__source_key", "article__source", "article__curated_fields")
    return {
        (sha256, member, first, key, None if "source" in curated else source)
        for sha256, member, first, key, source, curated in originals
    }


class Memory:
    """What a run that stores nothing would have stored: hashes only, about 130 bytes a row."""

    def __init__(self) -> None:
        self.keys: set[int] = set()
        self.texts: set[int] = set()

    def remember(self, row: Row) -> None:
        self.keys.add(hash(row.identity))
        self.texts.add(hash((row.source.pk, row.digest)))

    def knows_key(self, row: Row) -> bool:
        return hash(row.identity) in self.keys

    def knows_text(self, row: Row) -> bool:
        return hash((row.source.pk, row.digest)) in self.texts
