"""Exporting: all articles of a search as one file, written while it is sent.

The whole file is read in one transaction that sees one state of the archive, so that its count and its rows agree. The
first stretch is found before anything is sent: a search that is too costly is told on a page, not in half a file. Every
file ends with a line that says how many articles it holds and whether that is all.
"""

import datetime
import itertools
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TypeVar

from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django.db.models import Model
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from archive.access import Showing
from archive.models import Article, ArticleAuthor, ArticlePlace, ArticleTopic, Place, Source, Topic
from archive.readers import Reader
from archive.repairing import applying, deciding
from archive.repairing.datatypes import Approved
from interchange import finding, referring
from interchange.finding import Search, Sizes, TooCostly
from interchange.writing import Ending, Heading, Row, Writer

BATCH = 500  # articles that are in memory at once
SLOTS = 0x66696872  # of the advisory locks that count the exports under way
STATEMENT_TIMEOUT, IDLE_TIMEOUT = "20s", "120s"  # a page waits two seconds; a file may take longer, and its reader too


T = TypeVar("T", bound=Model)


class TooMany(Exception):  # noqa: N818 - an outcome, which the page tells; nothing is broken
    """As many exports are being written as the server writes at once."""


@dataclass(frozen=True)
class Taking:
    """Who takes a search away, how, and how much of it."""

    search: Search
    reader: Reader
    root: str  # the archive's address, without a last slash
    writer: Writer
    with_text: bool = False
    repaired: bool = False  # the texts with the archive's repairs, not as they were printed

    @property
    def limit(self) -> int:
        return limit_of(self.reader)


def limit_of(reader: Reader) -> int:
    """How many articles one file holds at most."""
    return settings.EXPORT_ROWS["registered" if reader.user.is_authenticated else "anonymous"]


def export(taking: Taking) -> Iterator[str]:
    """The file, piece by piece. Raises `TooCostly` or `TooMany` before the first, and never after it."""
    with _snapshot():
        stretches = finding.stretches(taking.search)
        sizes, ids = next(stretches)
        total, heading = sizes.total, _heading(taking, sizes)
        yield taking.writer.head(heading)
        written = 0
        try:
            for batch in _batches(itertools.chain([ids], (ids for _sizes, ids in stretches)), taking.limit):
                rows = list(_rows(batch, taking))
                yield "".join(taking.writer.row(row) for row in rows)
                written += len(rows)
        except (TooCostly, DatabaseError):
            transaction.set_rollback(True)  # the file says that it is cut
        yield taking.writer.end(Ending(written, total, heading.whole if written == total else heading.cut))


@contextmanager
def _snapshot() -> Iterator[None]:
    """One state of the archive for all statements within, one of a few places to export from, and time for both."""
    outermost = not connection.in_atomic_block  # in a transaction that is under way its own state stands
    with transaction.atomic(), connection.cursor() as cursor:
        if outermost:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
        cursor.execute(
            "SELECT set_config('statement_timeout', %s, true),"
            " set_config('idle_in_transaction_session_timeout', %s, true)",
            [STATEMENT_TIMEOUT, IDLE_TIMEOUT],
        )
        cursor.execute(
            "SELECT slot FROM generate_series(1, %s) slot WHERE pg_try_advisory_xact_lock(%s, slot) LIMIT 1",
            [settings.EXPORTS_AT_ONCE, SLOTS],
        )
        if cursor.fetchone() is None:
            raise TooMany
        yield


def _batches(stretches: Iterator[list[int]], limit: int) -> Iterator[list[int]]:
    ids = itertools.islice(itertools.chain.from_iterable(stretches), limit)
    while batch := list(itertools.islice(ids, BATCH)):
        yield batch


def _rows(ids: list[int], taking: Taking) -> Iterator[Row]:
    """The articles in order, seen once more through `visible_to`, should the index be behind."""
    articles = Article.objects.visible_to(taking.reader.user).defer("subtitle")
    if not taking.with_text:
        articles = articles.defer("lead", "body")
    known, words = articles.in_bulk(ids), finding.lengths(ids)
    sources = Source.objects.in_bulk({article.source_id for article in known.values()})
    signed = defaultdict(list)
    for row in ArticleAuthor.objects.filter(article__in=ids).select_related("author"):
        signed[row.article_id].append(row)
    repairs = deciding.approved_among(ids) if taking.repaired else {}
    about, where = _terms(Topic, ArticleTopic, ids), _terms(Place, ArticlePlace, ids)
    for pk in ids:
        if article := known.get(pk):
            article.source = sources[article.source_id]
            terms = (signed[pk], about[pk], where[pk])
            yield _row(article, taking, *terms, words=words.get(pk, 0), repairs=repairs.get(pk, {}))


def _terms(model: type[T], through: type[Model], ids: list[int]) -> defaultdict[int, list[T]]:
    """The terms of each article by name, every term made once. Twice as quick as to prefetch."""
    role = str(model._meta.model_name)
    links = through._default_manager.filter(article__in=ids).order_by(f"{role}__name_ar", f"{role}_id")
    pairs = list(links.values_list("article_id", role))
    terms = model._default_manager.in_bulk({term for _, term in pairs})
    found: defaultdict[int, list[T]] = defaultdict(list)
    for article, term in pairs:
        found[article].append(terms[term])
    return found


def _row(
    article: Article,
    taking: Taking,
    authors: list[ArticleAuthor],
    topics: list[Topic],
    places: list[Place],
    *,
    words: int,
    repairs: Approved,
) -> Row:
    showing = taking.reader.is_shown(article)
    text = ""
    if taking.with_text and showing == Showing.TEXT:
        text = f"{article.lead}\n{article.body}" if article.lead else article.body
        text = applying.mend(text, repairs).text
    return Row(
        reference=referring.refer(article, root=taking.root, authors=authors, topics=topics),
        source=article.source.slug,
        places=tuple(dict.fromkeys(place.name_ar for place in places)),
        genre=article.genre,
        words=words,
        access=article.effective_access.name.lower(),
        shown=showing.name.lower(),
        digest=article.digest,
        accessed=timezone.localdate(),
        text=text if taking.with_text else None,
    )


def _heading(taking: Taking, sizes: Sizes) -> Heading:
    """What stands at the head of the file, in the reader's language."""
    search, now, total = taking.search, timezone.localtime(), sizes.total
    address = f"{taking.root}/search/?{search.state.urlencode()}"
    limit = taking.limit
    unfolded = _("All of them, each an article: the file counts articles, not stories.")
    facts = (
        (_("Search"), search.typed),
        (_("Narrowed to"), "; ".join(f"{title}: {value}" for title, value in finding.filters_in_words(search))),
        (_("Order"), search.order),
        (_("Found"), str(total)),
        *([(_("Not in the file"), with_most_words(sizes.most))] if sizes.most else []),
        *([(_("Versions of a story"), unfolded)] if search.state.get("stories") else []),
        (_("Most in one file"), str(limit)),
        (_("Exported"), now.isoformat(timespec="seconds")),
        (_("Address"), address),
    )
    whole = ngettext("Complete: %(count)s article.", "Complete: %(count)s articles.", total) % {"count": total}
    return Heading(
        facts=facts,
        query=search.typed,
        filters=tuple(finding.filters_in_words(search)),
        order=search.order,
        total=total,
        most=sizes.most,
        limit=limit,
        exported=now,
        address=address,
        with_text=taking.with_text,
        repaired=taking.repaired,
        whole=whole,
        cut=_("Cut: the file does not hold all that was found."),
    )


def with_most_words(count: int) -> str:
    """What is not taken away, in words."""
    said = ngettext("one more article with most of the words", "%(count)s more articles with most of the words", count)
    return said % {"count": count}


def file_name(taking: Taking, today: datetime.date, extension: str) -> tuple[str, str]:
    """The name of the file in ASCII, and in Arabic with the words of the search; nothing hostile in either."""
    words = "".join(letter if letter.isalnum() else " " for letter in taking.search.typed).split()
    named = "-".join(["الفهرست", *words])[:60].rstrip("-")
    return f"fihrist-{today.isoformat()}.{extension}", f"{named}-{today.isoformat()}.{extension}"
