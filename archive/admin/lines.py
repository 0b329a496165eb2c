"""The lines of the front desk: what waits, and what is broken. A desk adds its own in one place:

    lines.WAITING.append(lines.Line(_("Repairs"), _("…"), desk="repair", rows=lambda now: Repair.objects.waiting()))

Every number is that of the list behind it, counted in an index up to a bound, or the sum of a kept tally.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.db.models import Sum
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from archive import discarding
from archive.admin import bounds, filters
from archive.ingest.attributing import LAST_RESORT
from archive.models import Article, Delivery, Import, Relation, RepairPattern, Report, Source, Tally

Text = str | Promise
REVIEW, LOOK, LIST = pgettext_lazy("verb", "Review"), pgettext_lazy("verb", "Look"), pgettext_lazy("verb", "List")


@dataclass(frozen=True)
class Line:
    """What is counted, and how its list is narrowed to just these.

    `rows` gives the queryset that is counted, up to a bound; `number` counts at once, where something is kept. Without
    both the line is a link alone. Only who has the permission `may` sees it.
    """

    title: Text
    note: Text
    desk: str = "article"  # the model of the list
    narrowed: Mapping[str, Any] | Callable[[datetime.datetime], Mapping[str, Any]] | None = None
    rows: Callable[[datetime.datetime], Any] | None = None
    number: Callable[[], int] | None = None
    view: str = "changelist"
    verb: Text = LOOK
    may: str = "archive.view_article"
    shape: str = "warn"


@dataclass(frozen=True)
class Count:
    """A line with its number, up to one more than is counted; None for a link alone."""

    title: Text
    note: Text
    number: int | None
    address: str
    verb: Text
    shape: str

    @property
    def over(self) -> bool:
        return (self.number or 0) > bounds.COUNTED

    @property
    def shown(self) -> int:
        return min(self.number or 0, bounds.COUNTED)

    @property
    def leads(self) -> bool:
        return self.number is None or self.number > 0


def counted(lines: list[Line], user: Any, now: datetime.datetime) -> list[Count]:
    """The lines that `user` may see, with their numbers."""
    return [_counted(line, now) for line in lines if user.has_perm(line.may)]


def _counted(line: Line, now: datetime.datetime) -> Count:
    number = line.number() if line.number else bounds.count(line.rows(now)) if line.rows else None
    narrowed = line.narrowed(now) if callable(line.narrowed) else line.narrowed
    address = reverse(f"admin:archive_{line.desk}_{line.view}") + (f"?{urlencode(narrowed)}" if narrowed else "")
    return Count(line.title, line.note, number, address, line.verb, line.shape)


def _of_status(status: str, title: Text, note: Text, verb: Text = LOOK) -> Line:
    return Line(
        title, note, narrowed={"status__exact": status}, verb=verb, rows=lambda _: Article.objects.filter(status=status)
    )


def _unsourced() -> int:
    found = Tally.objects.filter(source__slug=LAST_RESORT["slug"]).aggregate(held=Sum("held"))
    return found["held"] or 0


def _of_no_source(now: datetime.datetime) -> dict[str, Any]:
    source = Source.objects.filter(slug=LAST_RESORT["slug"]).first()
    return {"source__id__exact": source.pk} if source else {}


def _day(now: datetime.datetime) -> datetime.date:
    return timezone.localdate(now)


WAITING = [
    _of_status(Article.Status.REVIEW, _("In review"), _("Ready for a decision: publish or send back."), REVIEW),
    _of_status(Article.Status.DRAFT, _("Drafts"), _("Brought in and not yet published.")),
    Line(
        _("Reports of readers"),
        _("Errors that readers have found, and requests for removal."),
        desk="report",
        narrowed={"waiting": "yes"},
        rows=lambda now: Report.objects.filter(state__in=[Report.State.NEW, Report.State.LOOKING]),
    ),
    Line(
        _("To be decided again"),
        _("Withheld or withdrawn until a day that has come."),
        narrowed={"again": "due"},
        rows=lambda now: filters.due(Article.objects.all(), _day(now)),
        verb=REVIEW,
    ),
    Line(
        _("Duplicates"),
        _("Texts that were found again: decide what they are."),
        desk="relation",
        narrowed={"state__exact": Relation.State.WAITING},
        rows=lambda now: Relation.objects.filter(state=Relation.State.WAITING),
    ),
    Line(
        _("Repairs of texts"),
        _("Words run together and stray marks: decide each pattern once."),
        desk="repairpattern",
        rows=lambda now: RepairPattern.objects.filter(state=RepairPattern.State.WAITING),
    ),
    Line(
        _("Embargoes that end within a week"),
        _("They appear by themselves on their day."),
        narrowed={"embargo": "soon"},
        rows=lambda now: filters.ending_soon(Article.objects.all(), _day(now)),
    ),
    _of_status(Article.Status.WITHHELD, _("Withheld"), _("Taken out of sight for the time being.")),
    Line(
        _("In the trash"),
        _("Destroyed after thirty days; until then editors can bring it back."),
        desk="discarded",
        rows=lambda now: discarding.restorable(),
    ),
]

BROKEN = [
    Line(
        _("Deliveries that failed"),
        _("Nothing is lost: open one to see why, and go on."),
        desk="delivery",
        narrowed={"outcome": "failed"},
        rows=lambda now: filters.failed(Delivery.objects.all()),
        verb=LIST,
        may="archive.view_delivery",
        shape="bad",
    ),
    Line(
        _("Imports that failed"),
        _("They stopped before the end; the report says where."),
        desk="import",
        narrowed={"broken": "yes"},
        rows=lambda now: filters.broken_off(Import.objects.all()),
        verb=LIST,
        may="archive.view_import",
        shape="bad",
    ),
    Line(
        _("Recent imports with rejected rows"),
        _("Of the last fourteen days."),
        desk="import",
        narrowed={"recent": "rejected"},
        rows=lambda now: filters.lately(Import.objects.filter(rejected__gt=0), now),
        verb=LIST,
        may="archive.view_import",
    ),
    Line(
        _("Recent imports with damaged text layers"),
        _("Pages that say something else than is printed, or nothing: they need text recognition."),
        desk="import",
        narrowed={"recent": "text_layer"},
        rows=lambda now: filters.lately(filters.of_text_layers(Import.objects.all()), now),
        verb=LIST,
        may="archive.view_import",
    ),
    Line(
        _("Undated articles"),
        _("They stand in no calendar."),
        narrowed={"dated": "no"},
        rows=lambda now: Article.objects.undated(),
        verb=LIST,
    ),
    Line(
        _("Articles without a source"),
        _("Nobody said whose they are."),
        narrowed=_of_no_source,
        number=_unsourced,
        verb=LIST,
    ),
    Line(
        _("Untitled articles"),
        _("Readers see their first words instead."),
        narrowed={"titled": "no"},
        rows=lambda now: Article.objects.filter(title=""),
        verb=LIST,
    ),
    Line(
        _("Texts that are too short"),
        _("Less than a line, or nothing: cut off, or a headline alone."),
        narrowed={"text": "short"},
        rows=lambda now: Article.objects.too_short(),
        verb=LIST,
    ),
    Line(
        _("Texts with odd characters"),
        _("Letters that were lost, or that only one font knew."),
        narrowed={"text": "odd"},
        rows=lambda now: Article.objects.odd(),
        verb=LIST,
    ),
]
