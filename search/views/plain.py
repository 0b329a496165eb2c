"""An article as plain text: what a programme can read and a reader can keep."""

from collections.abc import Iterator

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language_bidi
from django.utils.translation import gettext as _

from archive import calendars
from archive.access import Showing
from search.showing import directing, reading
from search.showing.directing import isolated
from search.templatetags.search import is_rtl
from search.views.opening import Opened, opening


@opening()
def plain(request: HttpRequest, opened: Opened) -> HttpResponse:
    """What is known of the article in a few lines, then its text, an empty line after each paragraph."""
    article = opened.article
    rtl = is_rtl(article.language)
    address = request.build_absolute_uri(article.get_absolute_url())
    facts = [directing.line(fact, rtl=get_language_bidi()) for fact in _facts(opened, address)]
    lines = [directing.line(text, rtl=rtl) for text in _headings(opened)]
    if opened.showing == Showing.TEXT:
        text = reading.text_of(article.lead, article.body)
        paragraphs = [directing.line(paragraph, rtl=rtl) for paragraph in text.split("\n") if paragraph.strip()]
    else:
        paragraphs = [directing.line(_("The text is not open here."), rtl=get_language_bidi())]
    whole = "\n\n".join(["\n".join(lines), "\n".join(facts), *paragraphs]) + "\n"
    response = HttpResponse(whole, content_type="text/plain; charset=utf-8")
    response["Content-Disposition"] = f'inline; filename="{article.identifier}.txt"'
    response["Link"] = f'<{address}>; rel="canonical"'
    response["X-Robots-Tag"] = "noindex"
    return response


def _headings(opened: Opened) -> Iterator[str]:
    article = opened.article
    yield " ".join(article.title.split()) or _("Untitled")
    if article.subtitle and opened.showing >= Showing.EXCERPTS:
        yield " ".join(article.subtitle.split())


def _facts(opened: Opened, address: str) -> Iterator[str]:
    """One a line; names and addresses are isolated, so that a foreign one turns nothing around it."""
    article = opened.article
    yield _("Source: %(name)s") % {"name": isolated(article.source.name)}
    date = calendars.printed(article.published_on, article.date_precision, article.date_calendar)
    yield _("Date: %(date)s") % {"date": date or _("Undated")}
    if signatures := article.articleauthor_set.select_related("author"):
        yield _("By: %(names)s") % {"names": _(", ").join(isolated(signed.author.name) for signed in signatures)}
    yield _("Address: %(address)s") % {"address": isolated(address)}
    yield _("Version of the text: %(number)s") % {"number": article.text_version}
