"""Surroundings: the articles that stand around one, asked for in one statement.

Before and after it in its source, its text in other sources, what other sources had that day, what is like it, and the
results beside it in a search.
"""

import datetime
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from functools import lru_cache

from django.db.models import BigIntegerField, CharField, DateField, F, Value
from django.utils import timezone

from archive import access
from archive.models import Article, Relation
from archive.querysets import ArticleQuerySet
from archive.relating import copies
from search.finding import similarity
from search.finding.similarity import Likeness
from search.showing.preparing import Among, Given, Prepared

REPRINTS = 10
VERSIONS = 10
OF_THE_DAY = 6
LIKE = 5  # of the same story, and of the same subject
LEAST_SHARE = 0.15  # what shares less is like it by accident
Kind = Relation.Kind
EXACT_DAYS = (Article.Precision.DAY, Article.Precision.TIME)
# The gaps of the statement: what it is told of the article, and of this day.
PK, SOURCE = Given("pk", BigIntegerField()), Given("source", BigIntegerField())
DATE, TODAY = Given("date", DateField()), Given("today", DateField())
DIGEST = Given("digest", CharField())
LIKE_IT, NAMED = Given("like", BigIntegerField()), Given("named", BigIntegerField())


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
    close = {one.article_id: one for one in like if one.share >= LEAST_SHARE}
    kinds = (article.published_on is not None, article.date_precision in EXACT_DAYS, bool(article.body))
    statement = _statement(*kinds, user) if access.knows_all(user) else _statement_for_everybody(*kinds)
    found = _fetch(statement, article, like=list(close), named=[pk for pk in named if pk is not None])
    story, similar = _part(article, found["like"], close)
    reprints = list({each.pk: each for each in (*found["reprints"], *found["near"])}.values())
    copied = {each.pk for each in (*reprints, *found["versions"])}
    story, similar = ([each for each in part if each.pk not in copied] for part in (story, similar))
    told = copied | {each.pk for each in (*story, *similar)}
    return Surroundings(
        earlier=next(iter(found["earlier"]), None),
        later=next(iter(found["later"]), None),
        reprints=_oldest_first(reprints),
        versions=_oldest_first(found["versions"]),
        story=story[:most],
        similar=similar[:most],
        of_the_day=[each for each in found["of_the_day"] if each.pk not in told],
        named={each.pk: each for each in found["named"]},
    )


@lru_cache(maxsize=8)  # all that there are
def _statement_for_everybody(is_dated: bool, is_of_a_day: bool, has_text: bool) -> Prepared:
    """For who is no curator; nothing of a reader is in it."""
    return _statement(is_dated, is_of_a_day, has_text, None)


def _statement(is_dated: bool, is_of_a_day: bool, has_text: bool, user) -> Prepared:
    """What stands around an article of this kind, of each list in its order and with its `kind`; one UNION."""
    visible = Article.objects.visible_to(user, TODAY)
    others = visible.exclude(pk=PK)
    wanted = {
        "like": _without_reprints(others.filter(Among("pk", LIKE_IT)), has_text),
        "named": visible.filter(Among("pk", NAMED)),
        **_copies(visible),
    }
    if has_text:
        reprints = visible.filter(body_digest=DIGEST).exclude(source_id=SOURCE)
        wanted["reprints"] = reprints.order_by("published_on", "pk")[:REPRINTS]
    if is_dated:
        wanted |= _beside(visible)
    if is_dated and is_of_a_day:
        wanted["of_the_day"] = _of_the_day(visible, has_text)
    first, *rest = (
        queryset.listed().annotate(kind=Value(kind, output_field=CharField())) for kind, queryset in wanted.items()
    )
    return Prepared(first.union(*rest, all=True))


def _copies(visible: ArticleQuerySet) -> dict[str, ArticleQuerySet]:
    """Reprints that were cut or edited, and the versions of its story, as they were found or confirmed."""
    near, versions = (visible & copies.of(PK, kind) for kind in (Kind.REPRINT, Kind.VERSION))
    return {
        "near": near.order_by("published_on", "pk")[:REPRINTS],
        "versions": versions.order_by("published_on", "pk")[:VERSIONS],
    }


def _oldest_first(articles: Iterable[Article]) -> list[Article]:
    return sorted(articles, key=lambda one: (one.published_on or datetime.date.max, one.pk))


def _beside(visible: ArticleQuerySet) -> dict[str, ArticleQuerySet]:
    """The articles of the same source just before and after, in the order of its index, where nothing is sorted."""
    shelf = visible.filter(source_id=SOURCE)
    earlier = shelf.filter(published_on__lte=DATE).exclude(published_on=DATE, pk__gte=PK)
    later = shelf.filter(published_on__gte=DATE).exclude(published_on=DATE, pk__lte=PK)
    return {
        "earlier": earlier.order_by(F("published_on").desc(nulls_last=True), "-pk")[:1],
        "later": later.order_by(F("published_on").asc(nulls_first=True), "pk")[:1],
    }


def _of_the_day(visible: ArticleQuerySet, has_text: bool) -> ArticleQuerySet:
    """One article of each other source of the same day."""
    that_day = visible.filter(published_on=DATE, date_precision__in=EXACT_DAYS).exclude(source_id=SOURCE)
    one_each = _without_reprints(that_day, has_text).order_by("source_id", "-pk").distinct("source_id")
    return one_each[:OF_THE_DAY]


def _without_reprints(queryset: ArticleQuerySet, has_text: bool) -> ArticleQuerySet:
    return queryset.exclude(body_digest=DIGEST) if has_text else queryset


def _fetch(statement: Prepared, article: Article, **lists: list[int]) -> dict[str, list[Article]]:
    """What stands around `article` by the name of its list."""
    found: dict[str, list[Article]] = defaultdict(list)
    of_article = {"pk": article.pk, "source": article.source_id, "digest": article.body_digest}
    for each in statement.ask(**of_article, date=article.published_on, today=timezone.localdate(), **lists):
        found[each.kind].append(each)
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
