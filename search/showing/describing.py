"""Describing: articles with all that hangs on them, in the statement that finds them, however much it is."""

from collections.abc import Iterable
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Expression, JSONField, OuterRef, QuerySet, Value
from django.db.models.functions import JSONObject

from archive.models import Article, ArticleAuthor, ArticlePlace, ArticleTopic, Author, Original, Place, Topic
from archive.querysets import ArticleQuerySet
from archive.repairing import deciding
from archive.repairing.datatypes import Approved
from search.finding import similarity
from search.finding.similarity import Likeness
from search.models import IndexEntry
from search.showing.preparing import Day

Described = Any  # an Article of `described()`: the checker knows nothing of annotations
ORIGINALS = 20
LIKE = 30
REPAIRS = 2000  # patterns that are laid over one article, those that were found first
TERM = ("name_ar", "name_latin")
REPAIR = {name: f"pattern__{name}" for name in ("kind", "printed", "mended")}
ORIGINAL = (
    *("id", "sha256", "media_type", "encoding", "member", "first_byte", "byte_count", "received_from"),
    "importing_id",
)


def described(user, today: Day) -> ArticleQuerySet:
    """All articles, with what `authors`, `topics`, `places`, `originals` and `repairs` read, and `like` of those that
    `user` may see on this day.
    """
    return _described(similarity.Alike(IndexEntry.objects.visible_to(user, today), limit=LIKE))


def described_alone(user, today: Day) -> ArticleQuerySet:
    """The same where nothing is looked for that is like them: an article is read though the database is slow."""
    return _described(Value([], JSONField()))


def _described(alike: Expression) -> ArticleQuerySet:
    latest = Original.objects.filter(article=OuterRef("pk")).order_by("-pk")[: ORIGINALS + 1]
    repaired = deciding.standing().filter(article=OuterRef("pk")).order_by("pattern_id")[:REPAIRS]
    return Article.objects.annotate(
        author_rows=_terms(ArticleAuthor.objects.order_by("place_in_line", "pk"), "author", "kind", role_there="role"),
        topic_rows=_terms(ArticleTopic.objects.order_by("topic__name_ar", "topic_id"), "topic"),
        place_rows=_terms(ArticlePlace.objects.order_by("pk"), "place", "country"),
        original_rows=ArraySubquery(latest.values(row=JSONObject(**{name: name for name in ORIGINAL}))),
        repair_rows=ArraySubquery(repaired.values(row=JSONObject(**REPAIR))),
        alike=alike,
    )


def authors(article: Described) -> list[ArticleAuthor]:
    """Who signed or made a described article, in the order of its byline and credits."""
    return [
        ArticleAuthor(role=term.pop("role_there"), author=Author(**term), printed=printed)
        for term, printed in _read(article.author_rows)
    ]


def parts(signed: Iterable[ArticleAuthor]) -> dict[str, list]:
    """The same by the part that they had: `writers`, `agencies`, and `credits` of a label and the names under it."""
    by_role: dict[str, list[ArticleAuthor]] = {}
    for one in signed:
        by_role.setdefault(one.role, []).append(one)
    writers, agencies = (by_role.pop(role, []) for role in (ArticleAuthor.Role.AUTHOR, ArticleAuthor.Role.AGENCY))
    credits = [(ArticleAuthor.Role(role).label, by_role[role]) for role in ArticleAuthor.Role.values if role in by_role]
    return {"writers": writers, "agencies": agencies, "credits": credits}


def topics(article: Described) -> list[Topic]:
    return [Topic(**term) for term, _ in _read(article.topic_rows)]


def places(article: Described) -> list[ArticlePlace]:
    """Its places, each once."""
    once = {term["id"]: (term, printed) for term, printed in reversed(_read(article.place_rows))}
    return [ArticlePlace(place=Place(**term), printed=printed) for term, printed in reversed(once.values())]


def originals(article: Described) -> list[Original]:
    """The latest first, since it brought the present text; one more than `ORIGINALS` where there are more."""
    return [Original(article=article, **row) for row in article.original_rows]


def repairs(article: Described) -> Approved:
    """The approved repairs of its present text."""
    return {(row["kind"], row["printed"]): row["mended"] for row in article.repair_rows}


def like(article: Described) -> list[Likeness]:
    """The articles that are most like a described one, best first."""
    return similarity.read(article.alike)


def _terms(through: QuerySet, name: str, *more: str, **own: str) -> ArraySubquery:
    columns = {column: f"{name}__{column}" for column in (*TERM, *more)} | own
    rows = through.filter(article=OuterRef("pk")).values(
        row=JSONObject(id=f"{name}_id", as_printed="printed", **columns)
    )
    return ArraySubquery(rows)


def _read(rows: list[dict]) -> list[tuple[dict, str]]:
    return [({key: value for key, value in row.items() if key != "as_printed"}, row["as_printed"]) for row in rows]
