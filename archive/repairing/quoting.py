"""Quoting: where a pattern stands, with what stands around it, for whoever decides on it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef
from django.db.models.functions import Left

from archive.models import Article, RepairPattern, RepairPlace
from archive.models.articles import TEXT_FIELDS
from archive.repairing import applying

AROUND = 40  # letters on each side
LETTERS = 50_000  # of each field that are looked through


@dataclass(frozen=True)
class Quotation:
    """One place of a pattern: the article, and what stands before, in and behind it."""

    article: int
    before: str
    printed: str
    after: str


def quote(patterns: Sequence[RepairPattern], each: int) -> dict[int, list[Quotation]]:
    """Of each pattern up to so many places, in different articles; two statements for all of them."""
    at = RepairPlace.objects.filter(pattern=OuterRef("pk"), text_version=F("article__text_version"))
    rows = RepairPattern.objects.filter(pk__in=[one.pk for one in patterns]).annotate(
        articles=ArraySubquery(at.order_by("article").values("article")[:each])
    )
    articles = dict(rows.values_list("pk", "articles"))
    texts = _texts({pk for pks in articles.values() for pk in pks})
    found = {}
    for one in patterns:
        quoted = (_quotation(one, pk, texts.get(pk, [])) for pk in articles.get(one.pk, []))
        found[one.pk] = [quotation for quotation in quoted if quotation]
    return found


def _texts(articles: Collection[int]) -> dict[int, list[str]]:
    beginnings = {f"{name}_begins": Left(name, LETTERS) for name in TEXT_FIELDS}
    rows = Article.objects.filter(pk__in=articles).annotate(**beginnings).values_list("pk", *beginnings)
    return {pk: texts for pk, *texts in rows}


def _quotation(pattern: RepairPattern, article: int, texts: list[str]) -> Quotation | None:
    """The first place in the texts of an article; None where it stands behind what is looked through."""
    for text in texts:
        for start, end, _instead in applying.places(text, {(pattern.kind, pattern.printed): pattern.mended}):
            before = text[max(0, start - AROUND) : start]
            after = text[end : end + AROUND]
            if start > AROUND:
                before = "… " + before.partition(" ")[2]
            if end + AROUND < len(text):
                after = after.rpartition(" ")[0] + " …"
            return Quotation(article, before, text[start:end], after)
    return None
