"""Units in scope: the tree, one unit, adding, changing, ending, mergers and the import of a province."""

from __future__ import annotations

import base64
import binascii
import zlib
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from thuongton.audit.queries import history
from thuongton.people import services
from thuongton.people.csv_import import TEMPLATE, UnreadableTable
from thuongton.people.forms import (
    MAX_CSV_BYTES,
    EditUnitForm,
    EndUnitForm,
    ImportForm,
    SuccessionForm,
    UnitForm,
    add_errors,
)
from thuongton.people.models import Role, Unit, UnitKind
from thuongton.people.queries import (
    chain_above,
    children_of,
    find_in_scope,
    has_role,
    hats_visible_to,
    unit_named,
    units_in_scope,
    with_successions,
)
from thuongton.people.requests import SignedInRequest


def demand_admin(request: SignedInRequest) -> None:
    """Refuse a page that only administrators use."""
    if not has_role(request.user, Role.ADMINISTRATOR):
        raise PermissionDenied(_("Trang này dành cho vai trò Quản trị."))


def _unit(request: SignedInRequest, unit_id: int) -> Unit:
    return get_object_or_404(units_in_scope(request.user).select_related("parent"), pk=unit_id)


@login_required
def list_page(request: SignedInRequest) -> HttpResponse:
    """One level of the tree at a time, or the units that match the words."""
    words, kind = request.GET.get("q", "").strip(), request.GET.get("loai", "")
    ended = request.GET.get("het-hieu-luc") == "1"
    inside = request.GET.get("trong", "")
    parent = None
    if inside:
        parent = _unit(request, int(inside)) if inside.isdecimal() and len(inside) < 18 else None
        if parent is None:
            raise Http404
    if words or kind:
        found = find_in_scope(request.user, words, kind=kind, inside=parent, ended=ended)
    else:
        found = children_of(request.user, parent, ended=ended)
    context = {
        "page": Paginator(found, 50).get_page(request.GET.get("trang")),
        "parent": parent,
        "above": chain_above(request.user, parent) if parent else [],
        "kinds": UnitKind.choices,
        "searching": bool(words or kind),
        "administers": has_role(request.user, Role.ADMINISTRATOR),
    }
    return render(request, "people/units.html", context)


@login_required
def detail(request: SignedInRequest, unit_id: int) -> HttpResponse:
    """One unit: its facts, its people, its predecessors and successors, its history."""
    unit = get_object_or_404(with_successions(units_in_scope(request.user)).select_related("parent"), pk=unit_id)
    context = {
        "unit": unit,
        "above": chain_above(request.user, unit),
        "hats": Paginator(hats_visible_to(request.user).filter(unit=unit), 100).get_page(1),
        "events": history(unit)[:30],
        "administers": has_role(request.user, Role.ADMINISTRATOR),
    }
    return render(request, "people/unit.html", context)


def _form_page(request: SignedInRequest, form: Any, title: str, act: str, **more: Any) -> HttpResponse:
    context = {"form": form, "title": title, "act": act, **more}
    return render(request, "people/form.html", context, status=400 if form.errors else 200)


@login_required
def add(request: SignedInRequest) -> HttpResponse:
    """Add a unit below another."""
    demand_admin(request)
    inside = request.GET.get("trong", "")
    if not inside.isdecimal() or len(inside) > 17:
        raise Http404
    parent = _unit(request, int(inside))
    form = UnitForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            unit = services.add_unit(parent=parent, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, _("Đã thêm %(unit)s.") % {"unit": unit})
            return redirect("people:unit", unit.pk)
    title = _("Thêm đơn vị trực thuộc %(unit)s") % {"unit": parent}
    return _form_page(request, form, title, _("Thêm đơn vị"), unit=parent)


@login_required
def edit(request: SignedInRequest, unit_id: int) -> HttpResponse:
    """Change the facts of a unit."""
    demand_admin(request)
    unit = _unit(request, unit_id)
    fields = ("name", "kind", "short_name", "identifier", "valid_from", "valid_to")
    form = EditUnitForm(request.POST or None, initial={name: getattr(unit, name) for name in fields})
    title = _("Sửa %(unit)s") % {"unit": unit}
    if request.method == "POST" and form.is_valid():
        try:
            services.edit_unit(unit, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, _("Đã ghi thay đổi của %(unit)s.") % {"unit": unit})
            return redirect("people:unit", unit.pk)
    return _form_page(request, form, title, _("Ghi thay đổi"), unit=_unit(request, unit_id))


@login_required
def end(request: SignedInRequest, unit_id: int) -> HttpResponse:
    """End a unit."""
    demand_admin(request)
    unit = _unit(request, unit_id)
    form = EndUnitForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.end_unit(unit, by=request.user, **form.cleaned_data)
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, _("Đã ghi ngày kết thúc của %(unit)s; hồ sơ cũ vẫn giữ nguyên.") % {"unit": unit})
            return redirect("people:unit", unit.pk)
    title = _("Kết thúc hoạt động của %(unit)s") % {"unit": unit}
    return _form_page(request, form, title, _("Kết thúc đơn vị"), unit=unit)


@login_required
def succeed(request: SignedInRequest, unit_id: int) -> HttpResponse:
    """Record which unit takes over from this one."""
    demand_admin(request)
    unit = _unit(request, unit_id)
    form = SuccessionForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            successor = unit_named(request.user, given["successor"])
        except ValidationError as error:
            form.add_error("successor", error)
        else:
            try:
                services.succeed(
                    predecessor=unit, successor=successor, on=given["on"], basis=given["basis"], by=request.user
                )
            except ValidationError as error:
                add_errors(form, error)
            else:
                messages.success(request, _("Đã ghi %(new)s kế thừa %(old)s.") % {"new": successor, "old": unit})
                return redirect("people:unit", unit.pk)
    title = _("Ghi nhận sắp xếp: đơn vị kế thừa %(unit)s") % {"unit": unit}
    return _form_page(request, form, title, _("Ghi nhận sắp xếp"), unit=unit)


def _pack(data: bytes) -> str:
    return base64.b64encode(zlib.compress(data, 9)).decode()


def _unpack(text: str) -> bytes:
    try:
        packed = base64.b64decode(text, validate=True)
        opened = zlib.decompressobj()
        data = opened.decompress(packed, MAX_CSV_BYTES)
    except (binascii.Error, zlib.error, ValueError) as error:
        raise UnreadableTable(_("Nội dung bản xem trước không còn nguyên; hãy chọn lại tệp.")) from error
    if opened.unconsumed_tail:
        raise UnreadableTable(_("Tệp lớn hơn 4 MB; hãy chia thành nhiều tệp."))
    return data


@login_required
def import_page(request: SignedInRequest) -> HttpResponse:
    """Choose a file, see what each row would do; nothing is written here."""
    demand_admin(request)
    form = ImportForm(request.POST or None, request.FILES or None)
    context: dict[str, Any] = {"form": form}
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data["file"]
        try:
            context["plan"] = services.import_units(data, by=request.user, dry_run=True)
        except UnreadableTable as error:
            form.add_error("file", str(error))
        else:
            upload = request.FILES["file"]
            context |= {"packed": _pack(data), "name": getattr(upload, "name", "")}
    return render(request, "people/import.html", context, status=400 if form.errors else 200)


@login_required
@require_POST
def import_apply(request: SignedInRequest) -> HttpResponse:
    """Do what the preview showed, all or nothing."""
    demand_admin(request)
    name = request.POST.get("name", "")[:200]
    try:
        plan = services.import_units(_unpack(request.POST.get("packed", "")), by=request.user, name=name)
    except UnreadableTable as error:
        form = ImportForm({}, {})
        form.errors.clear()
        form.add_error("file", str(error))
        return render(request, "people/import.html", {"form": form}, status=400)
    if plan.faulty:
        context = {"form": ImportForm(), "plan": plan, "name": name}
        return render(request, "people/import.html", context, status=409)
    counts = plan.counts
    messages.success(
        request,
        _("Đã nhập: %(added)s đơn vị mới, %(changed)s đơn vị sửa, %(kept)s giữ nguyên.")
        % {"added": counts["thêm"], "changed": counts["sửa"], "kept": counts["bỏ qua"]},
    )
    return redirect("people:units")


@login_required
def import_template(request: SignedInRequest) -> HttpResponse:
    """The empty CSV file with its column names."""
    response = HttpResponse(TEMPLATE, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="mau-don-vi.csv"'
    return response


urls = [
    path("don-vi/", list_page, name="units"),
    path("don-vi/them/", add, name="unit_add"),
    path("don-vi/nhap/", import_page, name="units_import"),
    path("don-vi/nhap/ghi/", import_apply, name="units_import_apply"),
    path("don-vi/nhap/mau.csv", import_template, name="units_template"),
    path("don-vi/<int:unit_id>/", detail, name="unit"),
    path("don-vi/<int:unit_id>/sua/", edit, name="unit_edit"),
    path("don-vi/<int:unit_id>/ket-thuc/", end, name="unit_end"),
    path("don-vi/<int:unit_id>/sap-xep/", succeed, name="unit_succeed"),
]
