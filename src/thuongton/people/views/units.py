"""Units in scope: one unit, adding, changing, ending, mergers and the import of a province."""

from __future__ import annotations

import base64
import binascii
import zlib
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
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
    OnePersonForm,
    PackedForm,
    SuccessionForm,
    UnitForm,
    UnitsFileForm,
    add_errors,
)
from thuongton.people.models import Role, Unit
from thuongton.people.queries import (
    aliases_of,
    chain_above,
    has_role,
    hats_visible_to,
    one_person_decides,
    unit_named,
    units_in_scope,
    with_successions,
)
from thuongton.people.requests import SignedInRequest
from thuongton.people.views.lists import demand_admin, hat_rows
from thuongton.web.forms.marks import Seen, guarded, mark_of, sent_mark
from thuongton.web.inputs import takes_long, whole
from thuongton.web.limits import heavy

PEOPLE_SHOWN = 20
TERM = ("valid_from", "valid_to")
"""What ending a unit, or naming its successor, writes over."""


def _unit(request: SignedInRequest, unit_id: int) -> Unit:
    return get_object_or_404(units_in_scope(request.user).select_related("parent"), pk=unit_id)


def detail(request: SignedInRequest, unit_id: int) -> HttpResponse:
    """One unit: its facts, its people, its predecessors and successors, its history."""
    unit = get_object_or_404(with_successions(units_in_scope(request.user)).select_related("parent"), pk=unit_id)
    administers = has_role(request.user, Role.ADMINISTRATOR)
    hats = hats_visible_to(request.user).filter(unit=unit)
    context = {
        "unit": unit,
        "above": chain_above(request.user, unit),
        "hats": hat_rows(request.user, list(hats[:PEOPLE_SHOWN])),
        "people": hats.count(),
        "events": history(unit)[:30],
        "administers": administers,
        "one_person": one_person_decides(unit),
        "aliases": aliases_of(request.user, unit),
        "names_units": bool(request.user.hat and (request.user.hat.writes or administers)),
    }
    return render(request, "people/unit.html", context)


def _form_page(request: SignedInRequest, form: Any, title: str, act: str, **more: Any) -> HttpResponse:
    context = {"form": form, "title": title, "act": act, **more}
    return render(request, "people/form.html", context, status=400 if form.errors else 200)


def add(request: SignedInRequest) -> HttpResponse:
    """Add a unit below another."""
    demand_admin(request)
    inside = whole(request.GET.get("trong", ""))
    if inside is None:
        raise Http404
    parent = _unit(request, inside)
    form = UnitForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            unit = services.add_unit(request.user, parent, **form.cleaned_data)
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, _("Đã thêm %(unit)s.") % {"unit": unit})
            return redirect("people:unit", unit.pk)
    title = _("Thêm đơn vị trực thuộc %(unit)s") % {"unit": parent}
    return _form_page(request, form, title, _("Thêm đơn vị"), unit=parent)


def edit(request: SignedInRequest, unit_id: int) -> HttpResponse:
    """Change the facts of a unit."""
    demand_admin(request)
    unit = _unit(request, unit_id)
    fields = ("name", "kind", "short_name", "identifier", "valid_from", "valid_to")
    form = EditUnitForm(request.POST or None, initial={name: getattr(unit, name) for name in fields})
    title = _("Sửa %(unit)s") % {"unit": unit}
    refused: ValidationError | None = None
    if request.method == "POST" and form.is_valid():
        try:
            services.edit_unit(request.user, unit, seen=Seen.sent(request, fields), **form.cleaned_data)
        except ValidationError as error:
            add_errors(form, error)
            refused = error
        else:
            messages.success(request, _("Đã ghi thay đổi của %(unit)s.") % {"unit": unit})
            return redirect("people:unit", unit.pk)
    now = _unit(request, unit_id)
    guarded(form, request, now, fields, refused)
    return _form_page(request, form, title, _("Ghi thay đổi"), unit=now)


def end(request: SignedInRequest, unit_id: int) -> HttpResponse:
    """End a unit."""
    demand_admin(request)
    unit = _unit(request, unit_id)
    form = EndUnitForm(request.POST or None)
    refused: ValidationError | None = None
    if request.method == "POST" and form.is_valid():
        try:
            services.end_unit(request.user, unit, seen=Seen.sent(request, TERM), **form.cleaned_data)
        except ValidationError as error:
            add_errors(form, error)
            refused = error
        else:
            messages.success(request, _("Đã ghi ngày kết thúc của %(unit)s; hồ sơ cũ vẫn giữ nguyên.") % {"unit": unit})
            return redirect("people:unit", unit.pk)
    guarded(form, request, _unit(request, unit_id), TERM, refused)
    title = _("Kết thúc hoạt động của %(unit)s") % {"unit": unit}
    return _form_page(request, form, title, _("Kết thúc đơn vị"), unit=unit)


def settings(request: SignedInRequest, unit_id: int) -> HttpResponse:
    """Choose for a unit whether one person may both ask and decide."""
    demand_admin(request)
    unit = _unit(request, unit_id)
    form = OnePersonForm(request.POST or None, initial={"one_person_decides": one_person_decides(unit)})
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            services.let_one_person_decide(
                request.user,
                unit,
                given["one_person_decides"],
                reason=given["reason"],
                seen=sent_mark(request),
            )
        except ValidationError as error:
            add_errors(form, error)
        else:
            messages.success(request, _("Đã ghi thiết lập của %(unit)s.") % {"unit": unit})
            return redirect("people:unit", unit.pk)
    form.seen = mark_of(one_person_decides(unit))  # type: ignore[attr-defined]
    note = _(
        "Mặc định người nộp sản phẩm không tự duyệt, người xin lùi hạn không tự đồng ý. Khi cho phép, mỗi lần một "
        "người làm cả hai việc đều được đánh dấu trong lịch sử, ở trang nhiệm vụ và trong báo cáo trạng thái."
    )
    title = _("Thiết lập của %(unit)s") % {"unit": unit}
    return _form_page(request, form, title, _("Ghi thiết lập"), unit=unit, note=note)


def succeed(request: SignedInRequest, unit_id: int) -> HttpResponse:
    """Record which unit takes over from this one."""
    demand_admin(request)
    unit = _unit(request, unit_id)
    form = SuccessionForm(request.POST or None)
    refused: ValidationError | None = None
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            successor = unit_named(request.user, given["successor"])
        except ValidationError as error:
            form.add_error("successor", error)
        else:
            try:
                services.succeed(
                    request.user, unit, successor, on=given["on"], basis=given["basis"], seen=Seen.sent(request, TERM)
                )
            except ValidationError as error:
                add_errors(form, error)
                refused = error
            else:
                messages.success(request, _("Đã ghi %(new)s kế thừa %(old)s.") % {"new": successor, "old": unit})
                return redirect("people:unit", unit.pk)
    guarded(form, request, _unit(request, unit_id), TERM, refused)
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


@heavy("bang", "POST")
def import_page(request: SignedInRequest) -> HttpResponse:
    """Choose a file, see what each row would do; nothing is written here."""
    demand_admin(request)
    form = UnitsFileForm(request.POST or None, request.FILES or None)
    context: dict[str, Any] = {"form": form}
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data["file"]
        try:
            context["plan"] = services.import_units(request.user, data, dry_run=True)
        except UnreadableTable as error:
            form.add_error("file", str(error))
        else:
            upload = request.FILES["file"]
            context |= {"packed": _pack(data), "name": getattr(upload, "name", "")}
    return render(request, "people/import.html", context, status=400 if form.errors else 200)


@require_POST
@takes_long("packed")
@heavy("bang")
def import_apply(request: SignedInRequest) -> HttpResponse:
    """Do what the preview showed, all or nothing."""
    demand_admin(request)
    sent = PackedForm(request.POST)
    sent.full_clean()
    name = sent.cleaned_data["name"]
    try:
        plan = services.import_units(request.user, _unpack(sent.cleaned_data["packed"]), name=name)
    except UnreadableTable as error:
        form = UnitsFileForm({}, {})
        form.errors.clear()
        form.add_error("file", str(error))
        return render(request, "people/import.html", {"form": form}, status=400)
    if plan.faulty:
        context = {"form": UnitsFileForm(), "plan": plan, "name": name}
        return render(request, "people/import.html", context, status=409)
    counts = plan.counts
    messages.success(
        request,
        _("Đã nhập: %(added)s đơn vị mới, %(changed)s đơn vị sửa, %(kept)s giữ nguyên.")
        % {"added": counts["thêm"], "changed": counts["sửa"], "kept": counts["bỏ qua"]},
    )
    return redirect("people:units")


def import_template(request: SignedInRequest) -> HttpResponse:
    """The empty CSV file with its column names."""
    response = HttpResponse(TEMPLATE, content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="mau-don-vi.csv"'
    return response


urls = [
    path("don-vi/them/", add, name="unit_add"),
    path("don-vi/nhap/", import_page, name="units_import"),
    path("don-vi/nhap/ghi/", import_apply, name="units_import_apply"),
    path("don-vi/nhap/mau.csv", import_template, name="units_template"),
    path("don-vi/<int:unit_id>/", detail, name="unit"),
    path("don-vi/<int:unit_id>/sua/", edit, name="unit_edit"),
    path("don-vi/<int:unit_id>/ket-thuc/", end, name="unit_end"),
    path("don-vi/<int:unit_id>/thiet-lap/", settings, name="unit_settings"),
    path("don-vi/<int:unit_id>/sap-xep/", succeed, name="unit_succeed"),
]
