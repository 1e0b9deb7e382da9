"""«Nhập»: files for the register dropped on a page, brought in by a job with its progress, and what came of it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from thuongton.files.store import StoreError
from thuongton.law.desk_forms import FilesForm
from thuongton.law.models import LawImport
from thuongton.law.queries.desk import imports_visible_to
from thuongton.law.rights import demand_keeper
from thuongton.law.services.batches import begin_import, stop_import
from thuongton.law.views.tabs import desk_tabs
from thuongton.people.requests import SignedInRequest
from thuongton.people.scopes import writing_unit
from thuongton.web.limits import heavy

SHOWN = 100
BEFORE = 20


@heavy("dua-vao", "POST")
def import_page(request: SignedInRequest) -> HttpResponse:
    """Where files are dropped, and the imports before."""
    demand_keeper(request.user)
    unit = writing_unit(request.user)
    if unit is None:
        raise PermissionDenied(_("Vai trò hiện tại chỉ được xem."))
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = FilesForm(*sent, user=request.user, record=None, ident="nhap")
    try:
        if sent and form.is_valid():
            batch = begin_import(request.user, unit, form.cleaned_data["brought"])
            return redirect("law:import-batch", batch.pk)
    except ValidationError as error:
        form.refuse(error)
    except StoreError as error:
        form.add_error(None, error.sentence)
    context = {
        "room": "law", "form": form, "before": imports_visible_to(request.user)[:BEFORE],
        **desk_tabs(request.user, "import"),
    }  # fmt: skip
    return render(request, "law/import.html", context, status=400 if sent else 200)


def _batch(request: SignedInRequest, pk: int) -> LawImport:
    demand_keeper(request.user)
    found: LawImport = get_object_or_404(imports_visible_to(request.user), pk=pk)
    return found


def batch_page(request: SignedInRequest, pk: int) -> HttpResponse:
    """How far an import is and what came of it; the part that changes alone for the page that waits."""
    batch = _batch(request, pk)
    report = batch.report or {}
    asked = report.get("questions", [])
    context: dict[str, Any] = {
        "room": "law",
        "batch": batch,
        "report": report,
        "running": batch.state == LawImport.State.RUNNING,
        "asked": asked[:SHOWN],
        "more": max(0, len(asked) - SHOWN),
        **desk_tabs(request.user, "import"),
    }
    part = "law/parts/import_progress.html" if request.htmx else "law/import_batch.html"
    return render(request, part, context)


@require_POST
def stop(request: SignedInRequest, pk: int) -> HttpResponse:
    """Stop an import that runs."""
    batch = _batch(request, pk)
    try:
        stop_import(request.user, batch)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("Đã dừng; những văn bản đã vào sổ vẫn ở trong sổ."))
    return redirect("law:import-batch", pk)


urls = [
    path("nhap/", import_page, name="import"),
    path("nhap/<int:pk>/", batch_page, name="import-batch"),
    path("nhap/<int:pk>/dung/", stop, name="import-stop"),
]
