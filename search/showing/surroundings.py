"""Surroundings: the articles that stand around one, asked for in one statement.

Before and after it in its source, its text in other sources, what other sources had that day, what is like it, and the
results beside it in a search.
"""

import datetime
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from django.db.models import CharField, Value

from archive.models import Article, Relation
from archive.querysets import ArticleQuerySet
from archive.relating import copies
from search.finding import similarity
from search.finding.similarity import Likeness

REPRINTS = 10
VERSIONS = 10
OF_THE_DAY = 6
LIKE = 5  # of the same story, and of the same subject
LEAST_SHARE = 0.15  # what shares less is like it by accident
Kind = Relation.Kind
EXACT_DAYS = (Article.Precision.DAY, Article.Precision.TIME)


@dataclass
class Surroundings:
    """Articles for lists (`ArticleQuerySet.listed`), all of them visible to the reader."""

    earlier: Article | None = None
    later: Article | None = None
    reprints: list[Article] = field(default_factory=list)
    versions: list[Article] = field(default_factory=list)
    story: list[Article] = field(default_factory=list)
    similar: list[Article] = field(default_factory=list)
    of_the_day: list[Article] = field(default_factory=list)
    named: dict[int, Article] = field(default_factory=dict)


def around(
    article: Article, user, *, like: Collection[Likeness] = (), named: Iterable[int | None] = (), most: int = LIKE
) -> Surroundings:
    """What stands around `article` for `user`.

    `like` comes from `similarity`; of the same story and of the same subject there are up to `most` each. `named` are
    ids of further articles that are wanted.
    """
    visible = Article.objects.visible_to(user)
    close = {one.article_id: one for one in like if one.share >= LEAST_SHARE}
    others = visible.exclude(pk=article.pk)
    wanted = {
        "reprints": article.reprints().visible_to(user).order_by("published_on", "pk")[:REPRINTS],
        **_copies(article, visible),
        "like": _without_reprints(others.filter(pk__in=close), article),
        "named": visible.filter(pk__in=[pk for pk in named if pk is not None]),
        **_by_date(article, visible),
    }
    found = _fetch(wanted)
    story, similar = _part(article, found["like"], close)
    reprints = list({each.pk: each for each in (*found["reprints"], *found["near"])}.values())
    copied = {each.pk for each in (*reprints, *found["versions"])}
    story, similar = ([each for each in part if each.pk not in copied] for part in (story, similar))
    told = copied | {each.pk for each in (*story, *similar)}
    return Surroundings(
        earlier=next(iter(found.get("earlier", ())), None),
        later=next(iter(found.get("later", ())), None),
        reprints=_oldest_first(reprints),
        versions=_oldest_first(found["versions"]),
        story=story[:most],
        similar=similar[:most],
        of_the_day=[each for each in found.get("of_the_day", ()) if each.pk not in told],
        named={each.pk: each for each in found["named"]},
    )


def _copies(article: Article, visible: ArticleQuerySet) -> dict[str, ArticleQuerySet]:
    """Reprints that were cut or edited, and the versions of its story, as they were found or confirmed."""
    near, versions = (visible & copies.of(article, kind) for kind in (Kind.REPRINT, Kind.VERSION))
    return {
        "near": near.order_by("published_on", "pk")[:REPRINTS],
        "versions": versions.order_by("published_on", "pk")[:VERSIONS],
    }


def _oldest_first(articles: Iterable[Article]) -> list[Article]:
    return sorted(articles, key=lambda one: (one.published_on or datetime.date.max, one.pk))


def _by_date(article: Article, visible: ArticleQuerySet) -> dict[str, ArticleQuerySet]:
    """The articles of the same source just before and after, and one of each other source of the same day."""
    date, pk = article.published_on, article.pk
    if date is None:
        return {}
    shelf = visible.from_source(article.source)
    earlier = shelf.filter(published_on__lte=date).exclude(published_on=date, pk__gte=pk)
    later = shelf.filter(published_on__gte=date).exclude(published_on=date, pk__lte=pk)
    found = {
        "earlier": earlier.order_by("-published_on", "-pk")[:1],
        "later": later.order_by("published_on", "pk")[:1],
    }
    if article.date_precision in EXACT_DAYS:
        that_day = visible.filter(published_on=date, date_precision__in=EXACT_DAYS).exclude(source_id=article.source_id)
        one_each = _without_reprints(that_day, article).order_by("source_id", "-pk").distinct("source_id")
        found["of_the_day"] = one_each[:OF_THE_DAY]
    return found


def _without_reprints(queryset: ArticleQuerySet, article: Article) -> ArticleQuerySet:
    return queryset.exclude(body_digest=article.body_digest) if article.body else queryset


def _fetch(wanted: dict[str, ArticleQuerySet]) -> dict[str, list[Article]]:
    """What each of the querysets has, in its order; by one UNION."""
    first, *rest = (
        queryset.listed().annotate(kind=Value(kind, output_field=CharField())) for kind, queryset in wanted.items()
    )
    found: dict[str, list[Article]] = {kind: [] for kind in wanted}
    for article in first.union(*rest, all=True):
        found[article.kind].append(article)
    return found


def _part(article: Article, like: list[Article], close: dict[int, Likeness]) -> tuple[list[Article], list[Article]]:
    """The same story apart from the same subject, each in the order of likeness."""
    order = {pk: place for place, pk in enumerate(close)}
    story: list[Article] = []
    similar: list[Article] = []
    for each in sorted(like, key=lambda one: order[one.pk]):
        same = similarity.is_same_story(close[each.pk], _day(article), _day(each))
        (story if same else similar).append(each)
    return story, similar


def _day(article: Article) -> datetime.date | None:
    return article.published_on if article.date_precision in EXACT_DAYS else None
