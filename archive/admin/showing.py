"""How the desks show a value: states by word and shape, foreign text isolated, links where something lies behind."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from itertools import islice
from pathlib import PurePath
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import Truncator, capfirst
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from archive import calendars
from archive.models import Article, BulkEdit, Import, Report

SHAPES: dict[str, str] = {
    Article.Status.DRAFT: "hollow",
    Article.Status.REVIEW: "run",
    Article.Status.PUBLISHED: "good",
    Article.Status.WITHHELD: "warn",
    Article.Status.WITHDRAWN: "bad",
    Report.State.NEW: "hollow",
    Report.State.LOOKING: "run",
    Report.State.ANSWERED: "good",
    Report.State.DISMISSED: "bad",
    BulkEdit.State.WAITING: "hollow",
    BulkEdit.State.STOPPED: "warn",
    BulkEdit.State.UNDOING: "run",
    BulkEdit.State.UNDONE: "hollow",
    Import.State.RUNNING: "run",
    Import.State.FINISHED: "good",
    Import.State.FAILED: "bad",
}
ORIGINALS = 20  # shown of one article


def headline(article: Article) -> SafeString:
    """The title, cut after 120 letters; supplied and missing ones are said to be so."""
    if not article.title:
        return format_html(
            '<span class="untitled">{}</span> <bdi dir="ltr" class="code">{}</bdi>', _("Untitled"), article.identifier
        )
    title = format_html('<bdi class="headline">{}</bdi>', Truncator(article.title).chars(120))
    return (
        format_html('{} <span class="fine">{}</span>', title, _("supplied title")) if article.title_supplied else title
    )


def state(row: Article | BulkEdit | Import | Report) -> SafeString:
    """The state by word and by shape, so that colour is not alone."""
    if isinstance(row, Article):
        return shaped(SHAPES[Article.Status(row.status)], row.get_status_display())
    return shaped(SHAPES[row.state], row.get_state_display())


def shaped(shape: str, word: str) -> SafeString:
    return format_html('<span class="state {}">{}</span>', shape, word)


def state_in_full(article: Article) -> SafeString:
    """The state with its reason, note, embargo and the day on which it is decided again."""
    said = [str(article.get_status_reason_display())] if article.status_reason else []
    said += [article.status_note] if article.status_note else []
    if article.status_until:
        due = article.status_until <= timezone.localdate()
        sentence = _("To be decided again since %(date)s") if due else _("To be decided again on %(date)s")
        said.append(sentence % {"date": calendars.day(article.status_until)})
    if article.embargo_until:
        ended = article.embargo_until <= timezone.localdate()
        sentence = _("Embargo ended on %(date)s") if ended else _("Embargo until %(date)s")
        said.append(sentence % {"date": calendars.day(article.embargo_until)})
    return format_html(
        "{} {}",
        state(article),
        format_html_join("", '<span class="note" dir="auto">{}</span> ', ((it,) for it in said)),
    )


def access(article: Article) -> SafeString | str:
    level = str(article.effective_access.label)
    if article.access is None:
        return level
    return format_html("{} <span class='fine'>{}</span>", level, _("differs from its source"))


def moment(at: datetime.datetime | None) -> SafeString | str:
    """A moment to the minute, in the archive's zone."""
    if at is None:
        return "–"
    local = timezone.localtime(at)
    return format_html(
        '<time datetime="{}">{} <bdi dir="ltr">{}</bdi></time>',
        at.isoformat(timespec="seconds"),
        calendars.day(local.date()),
        date_format(local, "H:i"),
    )


def day(date: datetime.date | None) -> SafeString | str:
    """A day in figures, for columns: 2024-11-22."""
    return "–" if date is None else format_html('<time class="n" dir="ltr">{}</time>', date.isoformat())


def stamp(at: datetime.datetime | None) -> SafeString | str:
    """A moment in figures, for columns: 2024-11-22 18:29."""
    if at is None:
        return "–"
    local = timezone.localtime(at)
    return format_html(
        '<time class="n" dir="ltr" datetime="{}">{}</time>', at.isoformat(timespec="seconds"), f"{local:%Y-%m-%d %H:%M}"
    )


def field_label(article: Article, name: str) -> str:
    """What a field is called in the reader's language."""
    return str(getattr(article._meta.get_field(name), "verbose_name", name))


def mended_fields(article: Article) -> str:
    """The names of what imports leave alone."""
    fixed = {"authors": gettext("authors"), "topics": gettext("topics"), "places": gettext("places")}
    names = [fixed.get(name) or field_label(article, name) for name in article.curated_fields]
    return gettext(", ").join(names) or "–"


def originals(article: Article) -> SafeString | str:
    """Links to the received bytes, with their kind, size and hash."""
    rows = list(article.originals.all()[: ORIGINALS + 1])
    if not rows:
        return gettext("None: the article was written here, or came before originals were kept.")
    lines = format_html_join("", "<li>{}</li>", ((_original(article, row),) for row in rows[:ORIGINALS]))
    more = gettext("More are kept than are shown here.") if len(rows) > ORIGINALS else ""
    return format_html('<ul class="originals">{}</ul>{}', lines, more)


def _original(article: Article, row) -> SafeString:
    address = reverse("admin:archive_article_original", args=[article.pk, row.pk])
    size = ngettext("%(count)s byte", "%(count)s bytes", row.byte_count) % {"count": number_format(row.byte_count)}
    return format_html(
        '<a href="{}" download>{}</a> · <a href="{}?whole" download>{}</a> · {} · {} '
        '<bdi class="fine">{}</bdi><br><bdi dir="ltr" class="code">{}</bdi>',
        *(address, _("As received"), address, _("The whole file")),
        *(row.media_type, size, row.member or row.received_from, row.sha256),
    )


def link_to(row) -> SafeString | str:
    """A link to the form of a row, or a dash."""
    if row is None:
        return "–"
    address = reverse(f"admin:archive_{row._meta.model_name}_change", args=[row.pk])
    return format_html('<a href="{}"><bdi>{}</bdi></a>', address, capfirst(Truncator(str(row)).chars(120)))


def address_of_article(detail: Mapping[str, Any]) -> str:
    """Where the article is read that a problem of an import names; nothing where it names none."""
    identifier = detail.get("identifier")
    return Article(identifier=identifier).get_absolute_url() if identifier else ""


def number(count: int) -> str:
    """A number with its thousands set apart."""
    return str(number_format(count, force_grouping=True))


def articles_link(count: int, field: str, row) -> SafeString | str:
    """How many articles, as a link to their list."""
    shown = number_format(count)
    if not count:
        return shown
    address = reverse("admin:archive_article_changelist")
    return format_html('<a href="{}?{}={}">{}</a>', address, field, row.pk, shown)


def without_arrivals(place: str) -> str:
    """A place in a file; where it was uploaded by the name that its curator knows, without the folder it waits in."""
    arrived = place.removeprefix(f"{settings.ARRIVALS}/")
    return place if arrived == place else arrived.split("/", 2)[-1]


def paths(importing: Import, most: int) -> SafeString | str:
    """The files and folders that were given, at most `most`, a single one by its name alone; the rest as a number."""
    given = [str(path) for path in importing.paths]
    if not given:
        return str(importing)
    line = '<bdi dir="auto" class="path" title="{}">{}</bdi>'
    names = (PurePath(path).name if most == 1 else without_arrivals(path) for path in given)
    shown = format_html_join(" ", line, islice(zip(given, names, strict=True), most))
    rest = len(given) - most
    if rest <= 0:
        return shown
    return format_html("{} {}", shown, ngettext("and %(count)s more", "and %(count)s more", rest) % {"count": rest})
