"""Stories: of the versions of one story that stand on a page, one is shown and the others are named below it.

Folding is done within the page that was found, by one statement for its few articles, however large the archive is. So
counts go on counting articles, a page may show fewer than it has, and versions on different pages stay apart: what
folds over all that was found would have to read it all. Only versions are folded: reprints belong to other sources.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, time

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

from archive.models import Relation
from archive.relating import copies
from search.results import narrowing
from search.results.presenting import Hit

FIRST, LAST, LONGEST = narrowing.STORIES
CHOICES: list[tuple[str, str | Promise]] = [
    ("", pgettext_lazy("versions", "All")),
    (FIRST, pgettext_lazy("versions", "First")),
    (LAST, pgettext_lazy("versions", "Last")),
    (LONGEST, pgettext_lazy("versions", "Longest")),
]


def fold(hits: Sequence[Hit], choice: str) -> list[Hit]:
    """The hits in their order; those that are folded say so, and what is shown names them. One statement."""
    told = {hit.article.pk: {hit.article.pk} for hit in hits}
    pairs = copies.standing(Relation.Kind.VERSION).filter(first__in=told, second__in=told)
    for first, second in pairs.values_list("first", "second"):
        joined = told[first] | told[second]
        told |= dict.fromkeys(joined, joined)
    return _named(hits, told, SHOWN[choice])


def _named(hits: Sequence[Hit], told: dict[int, set[int]], shown: Callable[[Sequence[Hit]], Hit]) -> list[Hit]:
    made, layer = [], ""
    for hit in hits:
        story = [other for other in hits if other.article.pk in told[hit.article.pk]]
        layer = hit.layer or layer
        if shown(story) is not hit:
            made.append(replace(hit, folded=True))
            continue
        # The heading of a layer whose first article is folded stands above the next.
        made.append(replace(hit, layer=layer, versions=tuple(other.article for other in story if other is not hit)))
        layer = ""
    return made


def _when(hit: Hit) -> tuple[date, time, int]:
    article = hit.article
    return article.published_on or date.max, article.published_time or time.min, article.pk


SHOWN: dict[str, Callable[[Sequence[Hit]], Hit]] = {
    FIRST: lambda story: min(story, key=_when),
    LAST: lambda story: max((hit for hit in story if hit.article.published_on), key=_when, default=story[0]),
    LONGEST: lambda story: max(story, key=lambda hit: hit.words),
}
