"""Hooks: a saved article is searchable as soon as its transaction is over. `archive` does not know of it.

This is for speed only. A hook that fails is logged and the save stands; a change that no signal tells of (a bulk update, SQL by hand)
leaves a stale entry behind, which `manage.py index` finds.
"""

import logging
from collections.abc import Sequence

from django.db import transaction
from django.db.models.signals import post_delete, post_save

from archive.models import Article, ArticleAuthor, ArticlePlace, ArticleTopic
from search import indexing

logger = logging.getLogger(__name__)


def connect() -> None:
    """Listen to articles and to what is copied of them."""
    post_save.connect(_article_saved, sender=Article, dispatch_uid="search.article_saved")
    for through in (ArticleAuthor, ArticlePlace, ArticleTopic):
        for signal in (post_save, post_delete):
            signal.connect(_description_changed, sender=through, dispatch_uid=f"search.{through.__name__}.{id(signal)}")


def _article_saved(instance: Article, raw: bool = False, **kwargs) -> None:
    if not raw:
        index_after_commit([instance.pk])


def _description_changed(instance, raw: bool = False, **kwargs) -> None:
    if not raw:
        index_after_commit([instance.article_id])


def index_after_commit(ids: Sequence[int]) -> None:
    """Index what is stale of these articles when the transaction is over; several calls for one article index it once."""
    transaction.on_commit(lambda: _refresh(ids))


def _refresh(ids: Sequence[int]) -> None:
    try:
        indexing.refresh(ids)
    except Exception:
        logger.exception("Articles were saved but not indexed; `manage.py index` will find them: %s", list(ids)[:10])
