"""What changed between two versions of an article's text."""

from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from archive import comparing, versions
from archive.access import Showing
from search.views.opening import Opened, opening


@opening()
def compared(request: HttpRequest, opened: Opened) -> HttpResponse:
    """Two versions held against each other, `?from=1&to=3`; by default the last two. Closed where the text is."""
    article = opened.article
    if opened.showing != Showing.TEXT:
        raise Http404
    shown = versions.shown_to(opened.reader, article)
    numbers = [version.number for version in shown]
    older, newer = _chosen(request, numbers)
    whole = request.GET.get("whole") == "1"
    context = {
        "article": article,
        "reader": opened.reader,
        "versions": shown,
        "older": older,
        "newer": newer,
        "whole": whole,
        "fields": _differences(article, older, newer, whole) if older else [],
    }
    return TemplateResponse(request, "search/versions.html", context)


def _chosen(request: HttpRequest, numbers: list[int]) -> tuple[int, int]:
    """The two numbers that the address asks for, in their order; the last two where it asks for none that are there."""
    if len(numbers) < 2:
        return 0, 0
    asked = {request.GET.get(name, "") for name in ("from", "to")}
    found = sorted(number for number in numbers if str(number) in asked)
    older, newer = found if len(found) == 2 else sorted(numbers)[-2:]
    return older, newer


def _differences(article, older: int, newer: int, whole: bool) -> list[tuple[str, list[comparing.Part]]]:
    """Field by field what differs, unchanged stretches cut short unless the `whole` is wanted."""
    before, after = article.text_as_of(older), article.text_as_of(newer)
    found = [(name, comparing.compare(before[name], after[name])) for name in before if before[name] != after[name]]
    return [(name, parts if whole else comparing.shorten(parts)) for name, parts in found]
