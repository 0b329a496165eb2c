"""The front desk: what waits, what is broken, what came in and what was done. Every number leads to its list."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.contrib.admin import AdminSite
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from archive import discarding
from archive.admin import bounds, filters, histories, showing
from archive.models import Article, Import, Relation, Report

LATELY = datetime.timedelta(days=14)
IMPORTS = 5
DEEDS = 10
REVIEW, LOOK, LIST = pgettext_lazy("verb", "Review"), pgettext_lazy("verb", "Look"), pgettext_lazy("verb", "List")
# Latest rows of history among which the deeds of people are looked for: an import writes many of its own.
LOOKED_AT = 200


@dataclass(frozen=True)
class Count:
    """A number, what it counts, and the list behind it."""

    title: str | Promise
    note: str | Promise
    number: int
    address: str
    verb: str | Promise
    shape: str = "warn"

    @property
    def over(self) -> bool:
        return self.number > bounds.COUNTED

    @property
    def shown(self) -> int:
        return min(self.number, bounds.COUNTED)


def survey(site: AdminSite, request: HttpRequest, now: datetime.datetime | None = None) -> dict[str, Any]:
    """Everything on the front desk that `request.user` may see; nothing for somebody without a view of the articles."""
    if not request.user.has_perm("archive.view_article"):
        return {}
    now = now or timezone.now()
    may_see_imports = request.user.has_perm("archive.view_import")
    return {
        "today": timezone.localdate(now),
        "empty": not Article.objects.exists(),
        "waiting": _waiting(timezone.localdate(now)),
        "broken": [*(_broken_imports(now) if may_see_imports else []), *_broken_articles()],
        "imports": _imports() if may_see_imports else [],
        "deeds": _deeds(),
    }


def _waiting(today: datetime.date) -> list[Count]:
    ending = filters.ending_soon(Article.objects.all(), today)
    return [
        _of_status(Article.Status.REVIEW, _("In review"), _("Ready for a decision: publish or send back."), REVIEW),
        _of_status(Article.Status.DRAFT, _("Drafts"), _("Brought in and not yet published."), LOOK),
        Count(
            title=_("Reports of readers"),
            note=_("Errors that readers have found, and requests for removal."),
            number=bounds.count(Report.objects.filter(state__in=[Report.State.NEW, Report.State.LOOKING])),
            address=_list("report", waiting="yes"),
            verb=LOOK,
        ),
        Count(
            title=_("To be decided again"),
            note=_("Withheld or withdrawn until a day that has come."),
            number=bounds.count(filters.due(Article.objects.all(), today)),
            address=_articles(again="due"),
            verb=REVIEW,
        ),
        Count(
            title=_("Duplicates"),
            note=_("Texts that were found again: decide what they are."),
            number=bounds.count(Relation.objects.filter(state=Relation.State.WAITING)),
            address=_list("relation", state__exact=Relation.State.WAITING),
            verb=LOOK,
        ),
        Count(
            title=_("Embargoes that end within a week"),
            note=_("They appear by themselves on their day."),
            number=bounds.count(ending),
            address=_articles(embargo="soon"),
            verb=LOOK,
        ),
        _of_status(Article.Status.WITHHELD, _("Withheld"), _("Taken out of sight for the time being."), LOOK),
        Count(
            title=_("In the trash"),
            note=_("Destroyed after thirty days; until then editors can bring it back."),
            number=bounds.count(discarding.restorable()),
            address=_list("discarded"),
            verb=LOOK,
        ),
    ]


def _of_status(status: str, title: str | Promise, note: str | Promise, verb: str | Promise) -> Count:
    number = bounds.count(Article.objects.filter(status=status))
    return Count(title=title, note=note, number=number, address=_articles(status__exact=status), verb=verb)


def _broken_imports(now: datetime.datetime) -> list[Count]:
    failed = Import.objects.filter(state=Import.State.FAILED)
    since = now - LATELY
    rejected = Import.objects.filter(rejected__gt=0, started_at__gte=since)
    return [
        Count(
            title=_("Imports that failed"),
            note=_("They stopped before the end; the report says where."),
            number=bounds.count(failed),
            address=_list("import", state__exact="failed"),
            verb=LIST,
            shape="bad",
        ),
        Count(
            title=_("Recent imports with rejected rows"),
            note=_("Of the last fourteen days."),
            number=bounds.count(rejected),
            address=_list("import", rejected__gt="0", started_at__gte=since.isoformat()),
            verb=LIST,
        ),
    ]


def _broken_articles() -> list[Count]:
    return [
        Count(
            title=_("Undated articles"),
            note=_("They stand in no calendar."),
            number=bounds.count(Article.objects.undated()),
            address=_articles(dated="no"),
            verb=LIST,
        ),
        Count(
            title=_("Untitled articles"),
            note=_("Readers see their first words instead."),
            number=bounds.count(Article.objects.filter(title="")),
            address=_articles(titled="no"),
            verb=LIST,
        ),
    ]


def _articles(**narrowed: str) -> str:
    return _list("article", **narrowed)


def _list(model: str, **narrowed: str) -> str:
    return f"{reverse(f'admin:archive_{model}_changelist')}?{urlencode(narrowed)}"


def _imports() -> list[dict[str, Any]]:
    rows = Import.objects.select_related("source").defer("journal")[:IMPORTS]
    return [
        {
            "row": row,
            "name": showing.paths(row, most=1),
            "state": showing.state(row),
            "started": showing.stamp(row.started_at),
            "address": reverse("admin:archive_import_change", args=[row.pk]),
        }
        for row in rows
    ]


def _deeds() -> list[dict[str, Any]]:
    """What people did lately, newest first: one line for each article and act."""
    history: Any = Article._meta.get_field("events").related_model
    rows = history.objects.select_related("pgh_context").defer("title").order_by("-pgh_id")[:LOOKED_AT]
    events = [event for event in rows if histories.number_of(event)][:DEEDS]
    names = histories.names_of(events)
    titles = Article.objects.only("title", "identifier").in_bulk([event.pgh_obj_id for event in events])
    return [
        {
            "at": showing.stamp(event.pgh_created_at),
            "who": histories.who(event, names),
            "act": histories.act(event),
            "article": showing.link_to(titles.get(event.pgh_obj_id)),
        }
        for event in events
    ]
