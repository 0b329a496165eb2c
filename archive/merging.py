"""Merging two terms of a vocabulary that are one thing: an act of curators, like those of `curation`."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pghistory
from django.db import transaction
from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from archive import curation, hierarchy
from archive.models import Article, Declined, Topic, User
from archive.models.vocabularies import MOST_VARIANTS

AT_ONCE = 2_000  # articles of one statement


@dataclass(frozen=True)
class Foreseen:
    """What merging some terms will bring together: articles in all, those that bear several of them, topics below."""

    articles: int
    shared: int
    narrower: int


def merge_terms(*, loser, winner, by: User) -> int:
    """Make two authors, topics or places one: `winner` takes over the articles, and `loser` is deleted.

    Its names become variants of the winner, and where an article printed no form of its own, the loser's name is kept
    as the printed form. Returns the number of articles that changed; `recovering` takes it back. Raises `BadMerge` for
    different vocabularies, for one term given twice, and for a topic that stands below the loser.
    """
    with transaction.atomic(), pghistory.context(user=by.pk, act="merge", loser=loser.name_ar, winner=winner.pk):
        if type(loser) is not type(winner) or loser.pk == winner.pk:
            raise curation.BadMerge(f"{loser} into {winner}")
        pair = type(loser).objects.select_for_update().order_by("pk").in_bulk([loser.pk, winner.pk])
        if len(pair) < 2 or (isinstance(loser, Topic) and winner.pk in hierarchy.below(loser)):
            raise curation.BadMerge(f"{loser} into {winner}")
        lost, won = pair[loser.pk], pair[winner.pk]
        articles = _hand_over(lost, won)
        _keep_names(lost, won)
        if isinstance(lost, Topic):
            articles |= articles_below(lost)
            lost.narrower.update(broader=won)
        lost.delete()
        curation.touch(articles, merge_terms)
    return len(articles)


def foresee(terms: list[Any]) -> Foreseen:
    """What merging these terms of one vocabulary will bring together, whichever stays."""
    field = role(type(terms[0]))
    through = type(terms[0]).articles.through.objects.filter(**{f"{field}__in": terms})
    borne = through.order_by().values("article").annotate(borne=Count(field, distinct=True))
    articles = borne.aggregate(total=Count("article"), shared=Count("article", filter=Q(borne__gt=1)))
    narrower = Topic.objects.filter(broader__in=terms).count() if isinstance(terms[0], Topic) else 0
    return Foreseen(articles["total"], articles["shared"], narrower)


def reach(terms: list[Any], most: int) -> int:
    """How many links stand on these terms and, of topics, on those below; counted to one more than `most`."""
    if not terms:
        return 0
    numbers = {term.pk for term in terms}
    if isinstance(terms[0], Topic):
        numbers |= {number for topic in terms for number in hierarchy.below(topic)}
    links = type(terms[0]).articles.through.objects.filter(**{f"{role(type(terms[0]))}__in": numbers})
    return links.order_by()[: most + 1].count()


def role(model: type[Any]) -> str:
    """What a term of this vocabulary is called in its through-rows."""
    return str(model._meta.model_name)


def _hand_over(lost, won) -> set[int]:
    """Point the loser's articles at the winner, each once in each role; their numbers."""
    field = role(type(lost))
    through = type(lost).articles.through
    rows = through.objects.filter(**{field: lost})
    articles = set(rows.values_list("article_id", flat=True))
    _unlink_twice(rows, through.objects.filter(**{field: won}), articles, curation.beside(through, field))
    rows.filter(printed="").update(printed=lost.name_ar)
    rows.update(**{field: won})
    if hasattr(Declined, field):
        known = Declined.objects.filter(**{field: won}, article=OuterRef("article"))
        Declined.objects.filter(~Exists(known), **{field: lost}).update(**{field: won})
    return articles


def _unlink_twice(lost: QuerySet, won: QuerySet, articles: set[int], beside: list[str]) -> None:
    """Take those of the loser's links that the winner has, too. Part by part: left to plan a join of two terms whose
    numbers it does not know yet, the database reads all links of one for each link of the other.
    """
    numbers = sorted(articles)
    for first in range(0, len(numbers), AT_ONCE):
        part = numbers[first : first + AT_ONCE]
        there = set(won.filter(article__in=part).values_list(*beside))
        links = lost.filter(article__in=part).values_list("pk", *beside)
        curation.unlink(lost.filter(pk__in=[pk for pk, *rest in links if tuple(rest) in there]))


def _keep_names(lost, won) -> None:
    gained = [name for name in lost.names if name not in won.names]
    if gained:
        won.variants = [*won.variants, *gained][:MOST_VARIANTS]
        won.save(update_fields=["variants"])


def articles_below(topic: Topic) -> set[int]:
    """The articles of the topics below: those above them change."""
    return set(Article.objects.filter(topics__in=hierarchy.below(topic)).values_list("pk", flat=True))
