"""Putting a paper into the register by hand, and noting a secret one."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext as _

from thuongton.documents import services
from thuongton.documents.forms import WIDE, AnywayForm, DocumentForm, StubForm
from thuongton.documents.models import Direction
from thuongton.documents.queries import visible_to
from thuongton.documents.queries.duplicates import duplicates
from thuongton.documents.views.errors import put_errors, read_upload
from thuongton.files.store import StoreError
from thuongton.people.models import Unit
from thuongton.people.queries import today
from thuongton.people.requests import SignedInRequest
from thuongton.people.scopes import writing_unit
from thuongton.web.limits import heavy
from vanban.model import UnreadableFile


def _unit(request: SignedInRequest) -> Unit:
    unit = writing_unit(request.user)
    if unit is None:
        raise PermissionDenied(_("Vai trò hiện tại chỉ được xem, không vào sổ văn bản."))
    return unit


@heavy("dua-vao", "POST")
def new_page(request: SignedInRequest, direction: str) -> HttpResponse:
    """Type a paper in; a duplicate is shown first and filed only when the person says so."""
    unit = _unit(request)
    initial = {"arrived_on": today()} if direction == Direction.INCOMING else {"issuer": unit.name}
    form = DocumentForm(request.POST if request.method == "POST" else None, direction=direction, initial=initial)
    same = []
    if request.method == "POST" and form.is_valid():
        columns = form.columns
        same = duplicates(
            unit,
            direction,
            columns.get("number") or "",
            columns.get("issuer") or "",
            title=columns.get("title") or "",
        )
        if not same or AnywayForm(request.POST, user=request.user, record=None).ticked:
            try:
                upload = read_upload(request, "tep")
                paper = services.register_document(
                    request.user,
                    unit,
                    direction,
                    file_bytes=upload[0] if upload else None,
                    file_name=upload[1] if upload else None,
                    **columns,
                )
            except ValidationError as error:
                put_errors(form, error)
            except (UnreadableFile, StoreError) as error:
                form.add_error(None, error.sentence)
            else:
                messages.success(request, _("Đã vào sổ: %(paper)s.") % {"paper": paper.short})
                return redirect("documents:document", paper.pk)
    visible = set(visible_to(request.user).filter(pk__in=[one.pk for one in same]).values_list("pk", flat=True))
    return render(
        request,
        "documents/entry.html",
        {
            "room": "documents",
            "form": form,
            "unit": unit,
            "direction": direction,
            "incoming": direction == Direction.INCOMING,
            "same": [(one, one.pk in visible) for one in same],
            "wide": WIDE,
        },
        status=400 if form.errors or same else 200,
    )


def stub_page(request: SignedInRequest) -> HttpResponse:
    """Note a secret paper: number, day, degree, place; nothing else."""
    unit = _unit(request)
    form = StubForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        found = form.cleaned_data
        try:
            stub = services.register_stub(
                request.user,
                unit,
                number=found["number"],
                issued_on=found["issued_on"],
                degree=found["secrecy"],
                kept_at=found["kept_at"],
            )
        except ValidationError as error:
            put_errors(form, error)
        else:
            messages.success(request, _("Đã ghi văn bản mật; hệ thống chỉ giữ số, ngày, độ mật và nơi lưu giữ."))
            return redirect("documents:document", stub.pk)
    context = {"room": "documents", "form": form, "unit": unit}
    return render(request, "documents/stub.html", context, status=400 if form.errors else 200)


urls = [
    path("so-den/moi/", new_page, {"direction": "incoming"}, name="new-incoming"),
    path("so-di/moi/", new_page, {"direction": "outgoing"}, name="new-outgoing"),
    path("mat/moi/", stub_page, name="new-stub"),
]
