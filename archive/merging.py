"""Merging two terms of a vocabulary that are one thing: an act of curators, like those of `curation`."""

from __future__ import annotations

import pghistory
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from archive import curation
from archive.models import Article, User

AT_ONCE = 200  # articles that are indexed while the curator waits


def merge_terms(*, loser, winner, by: User) -> int:
    """Make two authors, topics or places one: `winner` takes over the articles, and `loser` is deleted.

    Where an article printed no form of its own, the loser's name is kept as the printed form. Returns the number of
    articles that changed. Raises `BadMerge` for different vocabularies, for one term given twice, and for a topic that
    stands below the loser.
    """
    through = type(loser).articles.through
    field = next(name for name in ("author", "topic", "place") if hasattr(through, name))
    with transaction.atomic(), pghistory.context(user=by.pk, act="merge", loser=loser.name_ar, winner=winner.pk):
        if type(loser) is not type(winner) or loser.pk == winner.pk:
            raise curation.BadMerge(f"{loser} into {winner}")
        rows = through.objects.filter(**{field: loser})
        articles = set(rows.values_list("article_id", flat=True))
        twins = through.objects.filter(
            **{field: winner, **{name: OuterRef(name) for name in curation.beside(through, field)}}
        )
        rows.filter(Exists(twins)).delete()
        rows.filter(printed="").update(printed=loser.name_ar)
        rows.update(**{field: winner})
        if hasattr(loser, "narrower"):
            if winner.broader_id == loser.pk:
                raise curation.BadMerge(f"{winner} stands below {loser}")
            loser.narrower.update(broader=winner)
        loser.delete()
        _touch(articles)
    return len(articles)


def _touch(articles: set[int]) -> None:
    """Say that the articles changed.

    A few are saved one by one, so that they are indexed at once; for many that would keep the curator waiting, and they
    are left to the next `manage.py index`, or import.
    """
    rows = Article.objects.filter(pk__in=articles)
    if len(articles) > AT_ONCE:
        rows.update(changed_at=timezone.now())
        return
    for article in rows.order_by("pk").select_for_update():
        curation.save(article, {})
