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
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from archive.admin import bounds, histories, showing
from archive.models import Article, Import

SOON = datetime.timedelta(days=7)
LATELY = datetime.timedelta(days=14)
IMPORTS = 5
DEEDS = 10
LOOKED_AT = (
    200  # latest rows of history among which the deeds of people are looked for: an import writes many of its own
)


@dataclass(frozen=True)
class Count:
    """A number, what it counts, and the list behind it."""

    title: Any
    note: Any
    number: int
    address: str
    verb: Any = ""
    shape: str = "warn"

    @property
    def over(self) -> bool:
        return self.number > bounds.COUNTED

    @property
    def shown(self) -> int:
        return min(self.number, bounds.COUNTED)


def survey(site: AdminSite, request: HttpRequest, now: datetime.datetime | None = None) -> dict[str, Any]:
    """Everything on the front desk that `request.user` may see; nothing for somebody without a view of the articles."""
    if not request.user.has_perm("archive.view_article"):  # type: ignore[union-attr]
        return {}
    now = now or timezone.now()
    may_see_imports = request.user.has_perm("archive.view_import")  # type: ignore[union-attr]
    return {
        "today": timezone.localdate(now),
        "empty": not Article.objects.exists(),
        "waiting": _waiting(timezone.localdate(now)),
        "broken": [*(_broken_imports(now) if may_see_imports else []), *_broken_articles()],
        "imports": _imports() if may_see_imports else [],
        "deeds": _deeds(),
    }


def _waiting(today: datetime.date) -> list[Count]:
    unpublished = {status: Article.objects.filter(status=status) for status in ("review", "draft", "withheld")}
    ending = Article.objects.filter(embargo_until__gt=today, embargo_until__lte=today + SOON)
    return [
        Count(
            *(_("In review"), _("Ready for a decision: publish or send back.")),
            *(bounds.count(unpublished["review"]), _articles(status__exact="review"), pgettext_lazy("verb", "Review")),
        ),
        Count(
            *(_("Drafts"), _("Brought in and not yet published.")),
            *(bounds.count(unpublished["draft"]), _articles(status__exact="draft"), pgettext_lazy("verb", "Look")),
        ),
        Count(
            *(_("Embargoes that end within a week"), _("They appear by themselves on their day.")),
            *(bounds.count(ending), _articles(embargo="soon"), pgettext_lazy("verb", "Look")),
        ),
        Count(
            *(_("Withheld"), _("Taken out of sight for the time being.")),
            *(
                bounds.count(unpublished["withheld"]),
                _articles(status__exact="withheld"),
                pgettext_lazy("verb", "Look"),
            ),
        ),
    ]


def _broken_imports(now: datetime.datetime) -> list[Count]:
    failed = Import.objects.filter(state=Import.State.FAILED)
    rejected = Import.objects.filter(rejected__gt=0, started_at__gte=now - LATELY)
    address = reverse("admin:archive_import_changelist")
    return [
        Count(
            *(_("Imports that failed"), _("They stopped before the end; the report says where.")),
            *(
                bounds.count(failed),
                f"{address}?{urlencode({'state__exact': 'failed'})}",
                pgettext_lazy("verb", "List"),
                "bad",
            ),
        ),
        Count(
            *(_("Recent imports with rejected rows"), _("Of the last fourteen days.")),
            *(bounds.count(rejected), f"{address}?{urlencode({'rejected__gt': 0})}", pgettext_lazy("verb", "List")),
        ),
    ]


def _broken_articles() -> list[Count]:
    return [
        Count(
            *(_("Undated articles"), _("They stand in no calendar.")),
            *(bounds.count(Article.objects.undated()), _articles(dated="no"), pgettext_lazy("verb", "List")),
        ),
        Count(
            *(_("Untitled articles"), _("Readers see their first words instead.")),
            *(bounds.count(Article.objects.filter(title="")), _articles(titled="no"), pgettext_lazy("verb", "List")),
        ),
    ]


def _articles(**filters: str) -> str:
    return f"{reverse('admin:archive_article_changelist')}?{urlencode(filters)}"


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
    Event = Article.events.rel.related_model  # noqa: N806
    rows = Event.objects.select_related("pgh_context").defer("title").order_by("-pgh_id")[:LOOKED_AT]
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
