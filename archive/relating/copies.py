"""Copies: which articles tell the text of one, as far as nobody has said that they do not."""

from __future__ import annotations

from django.db.models import Expression, QuerySet

from archive.models import Article, Relation
from archive.querysets import ArticleQuerySet

STANDING = (Relation.State.WAITING, Relation.State.CONFIRMED)


def standing(kind: str) -> QuerySet[Relation]:
    """The relations of a kind that hold for readers: confirmed, or found and not refused."""
    return Relation.objects.filter(kind=kind, state__in=STANDING)


def of(article: Article | Expression, kind: str) -> ArticleQuerySet:
    """The articles that stand to `article` in this relation; who may see them is the caller's to say."""
    later = standing(kind).filter(first=article).values("second")
    earlier = standing(kind).filter(second=article).values("first")
    return Article.objects.filter(pk__in=later.union(earlier, all=True))
