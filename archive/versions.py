"""Versions: which texts of an article a reader may see, and until when each was the present one."""

import datetime
from dataclasses import dataclass

from django.db.models import F, Q

from archive.models import Article
from archive.readers import Reader

MOST = 100  # the latest; older ones are kept


@dataclass(frozen=True)
class Version:
    """A text by its number; `until` is when the next took its place, None for the present one."""

    number: int
    title: str
    until: datetime.datetime | None = None


def shown_to(reader: Reader, article: Article) -> list[Version]:
    """The versions that `reader`, who may read the text, may see, newest first.

    A text that was replaced before anybody but curators could read it stays with them.
    """
    former = article.former_texts.order_by("-pgh_id")
    if not reader.is_curator:
        open_then = Q(embargo_until=None) | Q(embargo_until__lte=F("pgh_created_at__date"))
        seen = article.events.filter(open_then, status=Article.Status.PUBLISHED)
        former = former.filter(text_version__in=seen.values("text_version"))
    rows = former.values_list("text_version", "title", "pgh_created_at")[: MOST - 1]
    return [Version(article.text_version, article.title), *(Version(*row) for row in rows)]
