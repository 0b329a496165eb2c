"""Reporting: what readers tell the curators of an article, and what becomes of it. Each act is one transaction."""

from __future__ import annotations

from collections.abc import Sequence

import pghistory
from django.db import transaction
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from archive.curation import Refusal
from archive.models import Article, Report, User

LONGEST = 4_000  # letters of a message
QUOTED = 500  # letters of a paragraph that are kept with it
OPEN_OF_ONE = 50  # reports of one article that may wait at once


class EnoughReports(Refusal):
    """So many reports of one article wait already that one more would help nobody."""

    sentence = _("Many reports of this article wait already. The curators will look at it; please come back later.")


class DecidedMeanwhile(Refusal):
    """Somebody else decided on the report after the page was opened."""

    sentence = _("Somebody else has changed this report since you opened it. Look at it as it is now.")


def report(
    *,
    article: Article,
    kind: str,
    message: str,
    paragraph: int | None,
    text: Sequence[str],
    email: str,
    by: User | None,
) -> Report:
    """Put a reader's words into the queue. `text` are the paragraphs of the page, of which one may be meant.

    Raises `EnoughReports`. What is sent twice in the same words is kept once.
    """
    with transaction.atomic():
        Article.objects.select_for_update(no_key=True).only("pk").get(pk=article.pk)
        waiting = article.reports.filter(state__in=[Report.State.NEW, Report.State.LOOKING])
        if same := waiting.filter(kind=kind, message=message, paragraph=paragraph, email=email).first():
            return same
        if waiting.count() >= OPEN_OF_ONE:
            raise EnoughReports(article.identifier)
        quoted = text[paragraph - 1] if paragraph and paragraph <= len(text) else ""
        return Report.objects.create(
            article=article,
            kind=kind,
            paragraph=paragraph if quoted else None,
            quoted=Truncator(quoted).chars(QUOTED),
            text_version=article.text_version,
            message=message,
            email=email,
            reader=by,
        )


def decide(*, report: Report, state: str, note: str, by: User, seen: str) -> None:
    """Say what became of a report. `seen` is the state on the page that asked: `DecidedMeanwhile` if it is another."""
    with transaction.atomic(), pghistory.context(user=by.pk, act="report"):
        now = Report.objects.select_for_update().get(pk=report.pk)
        if now.state != seen:
            raise DecidedMeanwhile(str(now.pk))
        now.state, now.note, now.decided_by, now.decided_at = Report.State(state), note, by, timezone.now()
        now.save(update_fields=["state", "note", "decided_by", "decided_at"])
