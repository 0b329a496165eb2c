"""The import desk: files are given, looked at, tried, brought in, and taken back; the worker does it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, cast

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, StreamingHttpResponse
from django.template.response import TemplateResponse
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _

from archive import cells, curation, working
from archive.admin import bounds, delivery_forms, delivery_telling, filters, showing
from archive.delivering import receiving, retrying
from archive.models import Delivery, Import, ImportProblem, User

STEPS = ("look", "try", "bring", "retry", "cancel", "undo")


@admin.register(Delivery)
class DeliveryAdmin(bounds.BoundedList, admin.ModelAdmin):
    list_display = ["name", "state_shown", "source", "delivered", "by"]
    list_filter = [filters.OutcomeFilter]
    list_select_related = ["source", "by", "job", "look"]
    list_per_page = 50
    sortable_by = ()
    actions = None

    def has_change_permission(self, request: HttpRequest, obj: Delivery | None = None) -> bool:
        return False

    def has_delete_permission(self, request: HttpRequest, obj: Delivery | None = None) -> bool:
        return False  # its files are thrown away after thirty days

    def get_urls(self) -> list[Any]:
        report = self.admin_site.admin_view(self.report_view)
        return [path("<int:number>/report.csv", report, name="archive_delivery_report"), *super().get_urls()]

    @admin.display(description=_("files"))
    def name(self, delivery: Delivery) -> str:
        return str(delivery)

    @admin.display(description=_("state"))
    def state_shown(self, delivery: Delivery) -> str:
        return delivery_telling.state(delivery)

    @admin.display(description=_("delivered"))
    def delivered(self, delivery: Delivery) -> str:
        return showing.stamp(delivery.created_at)

    def add_view(self, request: HttpRequest, form_url="", extra_context=None) -> HttpResponse:
        """Files from one's own machine, or from the server's folder."""
        if not self.has_add_permission(request):
            raise PermissionDenied
        receiving.sweep()
        form = delivery_forms.ArrivalForm(request.POST or None, request.FILES or None)
        if request.method == "POST" and form.is_valid():
            try:
                delivery = self._received(request, form)
            except curation.Refusal as refusal:
                form.add_error(None, str(refusal.sentence))
            else:
                self._look(delivery, cast(User, request.user))
                return HttpResponseRedirect(_address(delivery))
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("Bring articles in"),
            "form": form,
            "incoming": receiving.incoming(),
        }
        return TemplateResponse(request, "admin/archive/delivery/arrival.html", context)

    def _received(self, request: HttpRequest, form: forms.Form) -> Delivery:
        by = cast(User, request.user)
        files = request.FILES.getlist("upload")
        return receiving.receive(files, by=by) if files else receiving.choose(request.POST.getlist("incoming"), by=by)

    def change_view(self, request: HttpRequest, object_id: str, form_url="", extra_context=None) -> HttpResponse:
        """One delivery from beginning to end: how it is read, what it would become, how far it is, what came of it."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        delivery = self.get_object(request, object_id)
        if delivery is None:
            raise Http404(object_id)
        if request.method == "POST":
            if not self.has_add_permission(request):
                raise PermissionDenied
            return self._act(request, delivery)
        context = {
            **self.admin_site.each_context(request),
            "opts": self.opts,
            "title": _("Delivery %(number)s") % {"number": delivery.pk},
            "may_act": self.has_add_permission(request),
            **delivery_telling.told(delivery),
        }
        return TemplateResponse(request, "admin/archive/delivery/delivery.html", context)

    def _act(self, request: HttpRequest, delivery: Delivery) -> HttpResponse:
        step, by = request.POST.get("step", ""), cast(User, request.user)
        busy = delivery.job is not None and delivery.job.is_open
        if step == "cancel" and delivery.job is not None:
            working.cancel(delivery.job)
        elif step not in STEPS or busy or delivery.cleared:
            self.message_user(request, str(_("That cannot be done now.")), messages.WARNING)
        elif step == "undo":
            self._begin(delivery, working.enqueue("undo import", by=by, delivery=delivery.pk))
        elif step == "retry":
            self._retry(delivery, by)
        else:
            delivery_forms.keep(delivery, request.POST)
            if step == "look":
                self._look(delivery, by)
            else:
                dry = step == "try"
                self._begin(delivery, working.enqueue("import", by=by, delivery=delivery.pk, dry=dry))
        return HttpResponseRedirect(_address(delivery))

    def _retry(self, delivery: Delivery, by: User) -> None:
        """Only what was rejected, in the manner that is chosen now; a second click finds nothing to do."""
        if again := retrying.imports_to_retry(delivery):
            self._begin(delivery, working.enqueue("import", by=by, delivery=delivery.pk, dry=False, again=again))

    def _look(self, delivery: Delivery, by: User) -> None:
        delivery.look = working.enqueue("look", by=by, delivery=delivery.pk)
        delivery.save(update_fields=["look"])

    def _begin(self, delivery: Delivery, job: Any) -> None:
        delivery.job = job
        delivery.save(update_fields=["job"])

    def report_view(self, request: HttpRequest, number: int) -> StreamingHttpResponse:
        """Every problem that its imports keep, as a table for a spreadsheet."""
        if not self.has_view_permission(request):
            raise PermissionDenied
        delivery = Delivery.objects.filter(pk=number).first()
        if delivery is None:
            raise Http404(number)
        response = StreamingHttpResponse(_lines(delivery, request), content_type="text/csv; charset=utf-8")
        response["Content-Disposition"] = f'attachment; filename="delivery-{delivery.pk}.csv"'
        return response


def _address(delivery: Delivery) -> str:
    return reverse("admin:archive_delivery_change", args=[delivery.pk])


def _lines(delivery: Delivery, request: HttpRequest) -> Iterator[str]:
    yield cells.BYTE_ORDER_MARK + cells.written(
        ["import", "file", "line", "stage", "outcome", "reason", "why", "article"]
    )
    imports = Import.objects.filter(deliveries=delivery)
    for problem in ImportProblem.objects.filter(importing__in=imports).order_by("pk").iterator(1_000):
        line, why = str(problem.line or ""), delivery_telling.sentence(problem.reason, problem.detail)
        place = delivery_telling.shorter(problem.path, delivery)
        article = showing.address_of_article(problem.detail)
        link = request.build_absolute_uri(article) if article else ""
        said = [place, line, problem.stage, problem.severity, problem.reason, why, link]
        yield cells.written([str(problem.importing_id), *said])
