"""Presenting: the found articles as a list shows them, with excerpts and why each was found."""

from dataclasses import dataclass
from functools import cache

from django.db.models import BigIntegerField, DateField, Exists, OuterRef
from django.utils import timezone

from archive.access import Showing
from archive.models import Article, Relation
from archive.readers import Reader
from archive.relating import copies
from search.datatypes import Excerpt, Found, Part, Query
from search.finding import layering
from search.showing import explaining, highlighting, marking, reading
from search.showing.explaining import Met, Reason
from search.showing.preparing import Among, Given, Prepared

EXCERPTS = 3
MAX_MET = 5  # forms that the line of reasons names
# Letters of a text in which they are counted: most news, and the beginning of what is longer. Its hits are known then.
MAX_EXPLAINED = highlighting.SEARCHED[0]


@dataclass(frozen=True)
class Hit:
    """One article of a list, as much of it as the reader may see."""

    article: Article
    title: list[Part]
    excerpts: list[Excerpt]
    reasons: list[Reason]
    words: int
    showing: Showing
    cut: bool = False  # the reasons are those of its beginning
    layer: str = ""  # named where another layer than that of full answers begins
    joined: bool = False  # a newer row of the page is a version of its story
    folded: bool = False  # into another version of its story
    versions: tuple[Article, ...] = ()  # those that are folded into it

    @property
    def met(self) -> list[Met]:
        """The printed forms that answered, the nearest first of each word."""
        return [met for reason in self.reasons for met in reason.met][:MAX_MET]

    @property
    def more_met(self) -> int:
        return sum(len(reason.met) for reason in self.reasons) - len(self.met)


def hits(found: Found, query: Query, reader: Reader, *, by_layer: bool, compact: bool) -> list[Hit]:
    """The found articles in their order; seen once more through `visible_to`, should the index be behind."""
    statement = _statement(reader.user) if reader.is_curator else _statement_for_everybody()
    known = {article.pk: article for article in statement.ask(found=list(found.ids), today=timezone.localdate())}
    above, made = {"", layering.ALL, layering.BEST}, []
    for pk, layer in zip(found.ids, found.layers, strict=True):
        if pk in known:
            begins = layer if by_layer and layer not in above else ""
            made.append(_hit(known[pk], query, reader, begins, compact=compact))
            above.add(layer)
    return made


def kinds(shown: list[Hit]) -> list[str]:
    """The kinds of marks in a list, the nearest first, for their legend."""
    parts = [part for hit in shown for line in (hit.title, *(one.parts for one in hit.excerpts)) for part in line]
    return [kind for kind in marking.KINDS if any(part.hit == kind for part in parts)]


@cache
def _statement_for_everybody() -> Prepared:
    """For who is no curator; nothing of a reader is in it."""
    return _statement(None)


def _statement(user) -> Prepared:
    """The articles `found` that `user` may know of `today`, and whether a later one of them is a version of each."""
    ids, today = Given("found", BigIntegerField()), Given("today", DateField())
    seen = Article.objects.visible_to(user, today).filter(Among("pk", ids)).select_related("source")
    versions = copies.standing(Relation.Kind.VERSION).filter(Among("second_id", ids), first=OuterRef("pk"))
    return Prepared(seen.annotate(joined=Exists(versions)))


def _hit(article: Article, query: Query, reader: Reader, layer: str, *, compact: bool) -> Hit:
    text = reading.text_of(article.lead, article.body)
    read = highlighting.beginning(text, MAX_EXPLAINED)
    showing = reader.is_shown(article)
    is_quoted = showing >= Showing.EXCERPTS and not compact
    lead = len(article.lead)
    return Hit(
        article=article,
        title=highlighting.highlight(article.title, query, "title"),
        excerpts=highlighting.excerpts(text, query, EXCERPTS, lead) if is_quoted else [],
        reasons=explaining.reasons(query, article.title, article.subtitle, read, lead) if is_quoted else [],
        words=len(text.split()),
        showing=showing,
        cut=len(read) < len(text),
        layer=layer,
        joined=getattr(article, "joined", False),
    )
