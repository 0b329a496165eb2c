"""Makers of real rows with plain defaults: `make_article(body="…")`. A test names only what it is about."""

import datetime
import itertools

from archive.models import Article, Author, Place, Source, Topic, User
from search.models import HIDDEN, Alias, AliasEvent, IndexEntry, Totals
from search.query import seeding

numbers = itertools.count(1)


def make_what_migrations_make() -> None:
    """The rows that a migrated database has from the start: whoever empties all tables owes them to the next test."""
    seeding.seed(Alias, AliasEvent)
    Totals.objects.get_or_create(pk=1)


def make_source(slug: str = "", **fields) -> Source:
    """A source; the same slug gives the same source again."""
    slug = slug or f"source-{next(numbers)}"
    fields.setdefault("name_ar", "صحيفة الورّاق")
    return Source.objects.update_or_create(slug=slug, defaults=fields)[0]


def make_article(
    title: str = "خبر",
    body: str = "نص الخبر.",
    *,
    source: Source | None = None,
    published_on: datetime.date | None = datetime.date(2019, 3, 23),
    authors=(),
    topics=(),
    places=(),
    **fields,
) -> Article:
    """A published article with a date; `authors`, `topics` and `places` are names in Arabic."""
    fields.setdefault("status", Article.Status.PUBLISHED)
    fields.setdefault("date_precision", "day" if published_on else "none")
    fields.setdefault("source_key", f"key-{next(numbers)}")
    source = source or make_source("warraq")
    article = Article.objects.create(title=title, body=body, source=source, published_on=published_on, **fields)
    for model, names, role in ((Author, authors, "author"), (Topic, topics, "topic"), (Place, places, "place")):
        for name in names:
            term, _ = model.objects.get_or_create(name_ar=name)
            model.articles.through.objects.create(article=article, **{role: term})
    return article


def make_curator(username: str = "curator") -> User:
    """Somebody who may do everything in the newsroom."""
    return User.objects.create_superuser(username, password="a-long-password-for-tests")


def make_reader(username: str = "reader") -> User:
    """Somebody who has signed in and has no further rights."""
    return User.objects.create_user(username, password="a-long-password-for-tests")


def make_index_entry(article: Article, part: int = 0, **fields) -> IndexEntry:
    """An entry without lexemes: the article as search knows it before anything is decided anew."""
    fields.setdefault("access", article.effective_access if article.status == "published" else HIDDEN)
    return IndexEntry.objects.create(
        article=article,
        part=part,
        published_on=article.published_on,
        precision=article.date_precision,
        source_id=article.source_id,
        language=article.language,
        visible_from=article.embargo_until,
        title_length=0,
        lead_length=0,
        length=0,
        tsv="",
        **fields,
    )
