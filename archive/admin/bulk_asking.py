"""Editing many articles from their list: what to do, what would become of them, then the edit itself.

The articles are those that were ticked, or all that the list has, however many: the address of the list says which.
"""

from __future__ import annotations

from typing import Any, cast

from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from archive import working
from archive.admin import bulk_forms, bulk_telling
from archive.bulk import editing
from archive.models import BulkEdit, Job, User

MAY = "archive.bulk_edit"
UNDER_WAY = (BulkEdit.State.WAITING, BulkEdit.State.RUNNING, BulkEdit.State.UNDOING)
WAITED_FOR = 500  # articles that are edited while the curator waits


def may(user: Any, what: str) -> bool:
    """Whether this person may do this thing, a key of `bulk_forms`, to many articles at once."""
    choice = bulk_forms.BY_KEY.get(what)
    return choice is not None and user.has_perm(MAY) and user.has_perm(choice.permission)


def ask(desk: admin.ModelAdmin, request: HttpRequest, queryset, *, what: str = "") -> HttpResponse:
    """An action of the articles desk: each step is a post of the action, with all that was answered before.

    `what` is what to do, where the action itself says it.
    """
    if not request.user.has_perm(MAY):
        raise PermissionDenied
    choice = bulk_forms.BY_KEY.get(what or request.POST.get("what", ""))
    if choice is None:
        return _page(desk, request, groups=bulk_forms.offered(request.user), total=_counted(queryset))
    if not request.user.has_perm(choice.permission):
        raise PermissionDenied
    step = request.POST.get("step", "")
    form = choice.form(request.POST if step else None)
    if not step or not form.is_valid():
        return _page(desk, request, choice=choice, form=form, total=_counted(queryset))
    change = choice.change(form.cleaned_data)
    foreseen = editing.foresee(queryset, change)
    if step == "do" and request.POST.get("changing") == str(foreseen.changing) != "0":
        return _begin(request, queryset, change)
    if step == "do":
        messages.warning(request, str(_("The articles are no longer the same: look again.")))
    return _page(
        desk,
        request,
        choice=choice,
        form=form,
        total=foreseen.total,
        foreseen=foreseen,
        said=bulk_telling.sentence(change),
        examples=bulk_telling.examples(change, foreseen.examples),
    )


def start(edit: BulkEdit) -> None:
    """Do it, or go on with it: a small edit at once, a large one by the worker."""
    if edit.total <= WAITED_FOR:
        editing.run(edit)
    else:
        working.enqueue("bulk_edit", by=edit.by, edit=edit.pk)


def take_back(edit: BulkEdit, *, by: User) -> None:
    """Take it back, in the same way."""
    if edit.total <= WAITED_FOR:
        editing.undo(edit, by=by)
    else:
        working.enqueue("bulk_undo", by=by, edit=edit.pk, by_whom=by.pk)


def stop(edit: BulkEdit) -> None:
    """Stop it before its next batch, or at once where nothing works at it."""
    BulkEdit.objects.filter(pk=edit.pk).update(stopping=True)
    job = _latest_job(edit)
    if job is not None:
        working.cancel(job)
    if job is not None and not job.is_open:
        BulkEdit.objects.filter(pk=edit.pk, state__in=UNDER_WAY).update(state=BulkEdit.State.STOPPED)


def settle(edit: BulkEdit) -> Job | None:
    """Let an edit whose job came to a sudden end say so. The job that last worked at it; a small edit had none."""
    job = _latest_job(edit)
    if job is not None and not job.is_open and edit.state in UNDER_WAY:
        BulkEdit.objects.filter(pk=edit.pk, state__in=UNDER_WAY).update(
            state=BulkEdit.State.STOPPED if job.state == Job.State.CANCELLED else BulkEdit.State.FAILED
        )
        edit.refresh_from_db()
    return job


def _latest_job(edit: BulkEdit) -> Job | None:
    jobs = Job.objects.filter(name__in=["bulk_edit", "bulk_undo"], arguments__edit=edit.pk)
    return jobs.order_by("-pk").first()


def _counted(queryset) -> int:
    return queryset.order_by().count()


def _begin(request: HttpRequest, queryset, change: dict[str, Any]) -> HttpResponse:
    """Prepare the edit and do it: a small one at once, a large one behind the scenes."""
    chosen_by = request.GET.urlencode() if request.POST.get("select_across") == "1" else ""
    note = request.POST.get("why", "")[:2_000]
    edit = editing.prepare(queryset, change=change, by=cast(User, request.user), note=note, chosen_by=chosen_by)
    start(edit)
    return HttpResponseRedirect(reverse("admin:archive_bulkedit_change", args=[edit.pk]))


def _page(desk: admin.ModelAdmin, request: HttpRequest, **said: Any) -> TemplateResponse:
    context = {
        **desk.admin_site.each_context(request),
        "opts": desk.opts,
        "title": _("Edit many articles"),
        "leave": request.get_full_path(),
        "ticked": request.POST.getlist("_selected_action"),
        "across": request.POST.get("select_across") == "1",
        "why": request.POST.get("why", ""),
        "media": desk.media,
        **said,
    }
    return TemplateResponse(request, "admin/archive/bulkedit/ask.html", context)
