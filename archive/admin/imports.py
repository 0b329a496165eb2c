"""The imports desk: what came in, in numbers, and what did not, with a sentence for each row. Nothing is edited."""

from __future__ import annotations

from django.contrib import admin
from django.db.models import Count
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from archive import paging
from archive.admin import bounds, filters, showing
from archive.ingest import reasons
from archive.models import Import, ImportProblem

PROBLEMS_A_PAGE = 50
EXCERPT = 300  # characters of a sentence
STAGES = {"read": _("Reading"), "parse": _("Parsing"), "clean": _("Cleaning"), "store": _("Storing")}


@admin.register(Import)
class ImportAdmin(bounds.BoundedList, admin.ModelAdmin):
    list_display = ["name", "state_shown", "source", "rows_read", "imported", "updated", "duplicates", "rejected"]
    list_display += ["begun", "started_by"]
    list_filter = ["state", filters.RecentFilter, filters.BrokenOffFilter, "source"]
    list_select_related = ["source", "started_by"]
    list_per_page = 50
    date_hierarchy = "started_at"
    fieldsets = [
        (None, {"fields": ["state_shown", "paths_shown", "source", "started_by", ("begun", "ended")]}),
        (_("Numbers"), {"fields": [("rows_read", "imported", "updated", "duplicates", "rejected"), "articles_shown"]}),
    ]
    readonly_fields = ["state_shown", "paths_shown", "begun", "ended", "articles_shown"]

    def has_add_permission(self, request: HttpRequest) -> bool:
        """Files are brought in by the command; the desk shows what became of them."""
        return False

    def has_change_permission(self, request: HttpRequest, obj: Import | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Import | None = None) -> bool:
        """Never: articles say which import brought them."""
        return False

    @admin.display(description=_("what was given"))
    def name(self, importing: Import) -> str:
        return showing.paths(importing, most=1)

    @admin.display(description=_("what was given"))
    def paths_shown(self, importing: Import) -> str:
        return showing.paths(importing, most=20)

    @admin.display(description=_("state"), ordering="state")
    def state_shown(self, importing: Import) -> str:
        return showing.state(importing)

    @admin.display(description=_("started"), ordering="started_at")
    def begun(self, importing: Import) -> str:
        return showing.stamp(importing.started_at)

    @admin.display(description=_("finished"))
    def ended(self, importing: Import) -> str:
        return showing.stamp(importing.finished_at)

    @admin.display(description=_("articles"))
    def articles_shown(self, importing: Import) -> str:
        return showing.articles_link(importing.imported, "importing__id__exact", importing)

    def change_view(self, request, object_id, form_url="", extra_context=None):
        """The report: numbers, reasons with their counts, and the problems of one page, all or those of `?reason=`."""
        problems = ImportProblem.objects.filter(importing_id=object_id if object_id.isdecimal() else None)
        counted = list(problems.order_by().values("severity", "reason").annotate(count=Count("pk")).order_by("-count"))
        chosen = request.GET.get("reason", "")
        wanted = problems.filter(reason=chosen) if chosen else problems
        total = sum(row["count"] for row in counted if chosen in ("", row["reason"]))
        page = paging.page(request.GET.get("page"), total=total, size=PROBLEMS_A_PAGE)
        context = {
            "reasons": [{**row, "sentence": reasons.heading(row["reason"])} for row in counted],
            "chosen": chosen,
            "page": page,
            "problems": [_line(problem) for problem in wanted.order_by("pk")[page.start : page.stop]],
        }
        return super().change_view(request, object_id, form_url, {**(extra_context or {}), **context})


def _line(problem: ImportProblem) -> dict[str, object]:
    return {
        "row": problem,
        "where": showing.without_arrivals(problem.path) + (f":{problem.line}" if problem.line else ""),
        "stage": STAGES.get(problem.stage, problem.stage),
        "sentence": reasons.sentence(problem.reason, problem.detail)[:EXCERPT],
        "article": showing.address_of_article(problem.detail),
    }
