"""The front page: the archive at a glance."""

from django.http import HttpRequest, HttpResponse
from django.template.response import TemplateResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from archive import holdings, readers, shelves
from archive.views import listing
from archive.views.anniversaries import on_this_day

EXAMPLES = ("انتخابات", '"وزير الخارجية"', "كأس العالم", "زلزال أو فيضان")
ARRIVALS = 6
LEADING = 6  # of each shelf
ANNIVERSARIES = 4


@require_safe
def home(request: HttpRequest) -> HttpResponse:
    """The search box, the archive year by year, this day in former years, what came in last, the largest shelves."""
    today = timezone.localdate()
    held = holdings.years(request.user)
    context = {
        "held": held,
        "timeline": listing.by_year(held),
        "arrivals": listing.known(request).listed().order_by("-pk")[:ARRIVALS],
        "today": today,
        "anniversaries": on_this_day(request.user, today, years=ANNIVERSARIES) if held.years else [],
        "leading": shelves.largest(request.user, LEADING) if held.total else {},
        "examples": EXAMPLES,
        "reader": readers.reader_of(request),
    }
    return TemplateResponse(request, "archive/home.html", context)
