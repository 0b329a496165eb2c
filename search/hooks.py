"""Hooks: an article that was saved or imported is searchable as soon as its transaction is over.

This is for speed only. A hook that fails is logged and the save stands; a change that no signal tells of (a bulk
update, SQL by hand) leaves a stale entry behind, which `manage.py index` finds.
"""

import logging
from collections.abc import Collection, Sequence

from django.core.management import call_command
from django.db import transaction
from django.db.models.signals import post_delete, post_save

from archive import hierarchy, working
from archive.models import Article, ArticleAuthor, ArticlePlace, ArticleTopic, Topic
from archive.signals import articles_changed, import_ended
from search.index import indexing

logger = logging.getLogger(__name__)

AT_ONCE = 500  # articles that are indexed while somebody waits, some two seconds


def connect() -> None:
    """Listen to articles and to what is copied of them."""
    import_ended.connect(_import_ended)
    articles_changed.connect(_articles_changed)
    post_save.connect(_article_saved, sender=Article)
    post_save.connect(_topic_saved, sender=Topic)
    for through in (ArticleAuthor, ArticlePlace, ArticleTopic):
        for signal in (post_save, post_delete):
            signal.connect(_description_changed, sender=through)


def _import_ended(later: bool = False, **kwargs) -> None:
    """All that waits is indexed at once, by all processors where it is much; or by a job, where nobody waits for it."""
    try:
        if later:
            working.enqueue_once("index")
        else:
            call_command("index")
    except Exception:
        logger.exception("Articles changed but were not indexed; `manage.py index` will find them")


def _article_saved(instance: Article, raw: bool = False, **kwargs) -> None:
    if not raw:
        index_after_commit([instance.pk])


def _articles_changed(articles: Collection[int] | None, **kwargs) -> None:
    """A few are indexed at once; for many that would keep somebody waiting, and the worker does it."""
    if articles is None:
        _import_ended(later=True)
    elif len(articles) <= AT_ONCE:
        index_after_commit(sorted(articles))
    else:
        working.enqueue_once("index")


def _topic_saved(instance: Topic, created: bool, raw: bool = False, **kwargs) -> None:
    """It may stand elsewhere in the tree: its articles, and those of topics below it, have other facts."""
    if not raw and not created:
        links = ArticleTopic.objects.filter(topic__in=hierarchy.below(instance)).order_by()
        _articles_changed(list(links.values_list("article_id", flat=True)[: AT_ONCE + 1]))


def _description_changed(instance, raw: bool = False, **kwargs) -> None:
    if not raw:
        index_after_commit([instance.article_id])


def index_after_commit(ids: Sequence[int]) -> None:
    """Index what is stale of these articles after the transaction; of several calls for one, the first does it."""
    transaction.on_commit(lambda: _refresh(ids))


def _refresh(ids: Sequence[int]) -> None:
    try:
        indexing.refresh(ids)
    except Exception:
        logger.exception("Articles were saved but not indexed; `manage.py index` will find them: %s", list(ids)[:10])
