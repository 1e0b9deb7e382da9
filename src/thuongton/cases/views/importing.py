"""A register filled from Excel: the workbook to fill in, what would become of each row, the writing as it goes on."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from thuongton.cases.book_parts import links_of
from thuongton.cases.entry.judging import RowFate
from thuongton.cases.entry.kept_rows import KeptRow
from thuongton.cases.entry.sheets import MOST_ROWS, read_book, template
from thuongton.cases.models import CaseImport
from thuongton.cases.queries.entering import EntryPlace
from thuongton.cases.queries.importing import imports_of, rows_of, same_sheet
from thuongton.cases.services.importing import confirm, keep_sheet, let_go
from thuongton.cases.views.entering import place_or_refuse, said_of_row
from thuongton.cases.words import said_label
from thuongton.files.screening import screen_sheets
from thuongton.keyring.box import Unopenable
from thuongton.keyring.master import NoMaster, UnusableMasters
from thuongton.keyring.queries import Erased
from thuongton.people.requests import SignedInRequest
from thuongton.web.forms.addresses import not_a_page
from thuongton.web.limits import heavy
from thuongton.web.lists.excel import XLSX
from vanban.files.sheets import demand_size
from vanban.model import UnreadableFile

SHOWN = 100
"""Rows of each fate that are listed."""
WRITE, LEAVE = "ghi", "bo"
WHY = {
    "day": gettext_lazy("ngày trước việc đứng trước nó, hoặc sau ngày ghi"),
    "missing": gettext_lazy("thiếu mục phải ghi"),
    "state": gettext_lazy("trạng thái của hồ sơ không cho ghi"),
    "role": gettext_lazy("vai trò không được ghi"),
    "value": gettext_lazy("giá trị không đúng kiểu"),
}
"""Why a row could not be written, by the code kept of it."""


class SheetFileForm(forms.Form):
    """The file of a sheet."""

    tep = forms.FileField(
        label=gettext_lazy("Tệp"),
        error_messages={"required": gettext_lazy("Chọn một tệp rồi bấm «Xem trước».")},
        allow_empty_file=True,
    )


class SheetActForm(forms.Form):
    """What becomes of a sheet that was shown."""

    lam = forms.ChoiceField(choices=[(WRITE, WRITE), (LEAVE, LEAVE)])
    nghi = forms.BooleanField(required=False)


def _page(request: SignedInRequest, place: EntryPlace, **more: Any) -> dict[str, Any]:
    return {
        "room": "cases",
        "kind": place.kind.kind,
        "title": said_label(place.kind.label),
        "unit": place.unit,
        "list_url": reverse("cases:list", args=[place.kind.kind]),
        "tabs": links_of(request.user, place.unit, place.kind, "tab"),
        "most": MOST_ROWS,
        **more,
    }


@heavy("bang", "POST")
def upload(request: SignedInRequest, kind: str) -> HttpResponse:
    """Where a workbook is dropped; what was sent is read and shown on the next page, and nothing is written yet."""
    place = place_or_refuse(request, kind)
    if request.method == "POST":
        return _read(request, place)
    return _asked(request, place)


def _asked(request: SignedInRequest, place: EntryPlace, error: str = "") -> HttpResponse:
    context = _page(request, place, error=error, before=imports_of(place)[:10], columns=place.grid.columns)
    return render(request, "cases/import.html", context, status=400 if error else 200)


def _read(request: SignedInRequest, place: EntryPlace) -> HttpResponse:
    form = SheetFileForm(request.POST, request.FILES)
    if not form.is_valid():
        return _asked(request, place, " ".join(map(str, form.errors.get("tep", []))))
    file = form.cleaned_data["tep"]
    try:
        demand_size(file.size or 0, file.name or "")
        data = file.read()
        sheets = [(title, rows) for title, rows, _marks in screen_sheets(data, file.name or "")]
    except UnreadableFile as error:
        return _asked(request, place, error.sentence)
    book = read_book(place.grid, sheets)
    if book.missing:
        return _asked(request, place, _("Bảng không có cột «%(columns)s».") % {"columns": "», «".join(book.missing)})
    if book.more:
        said = _("Bảng có hơn %(most)s dòng; hãy tách ra nhiều tệp.")
        return _asked(request, place, said % {"most": f"{MOST_ROWS:,}".replace(",", ".")})
    if not book.rows:
        return _asked(request, place, _("Bảng chưa có dòng nào dưới tiêu đề."))
    sheet = keep_sheet(request.user, place.unit, place, book, data)
    return redirect("cases:import-sheet", place.kind.kind, sheet.pk)


def sheet_page(request: SignedInRequest, kind: str, pk: int) -> HttpResponse:
    """What would become of the rows of a sheet; after it is confirmed how far the writing has come."""
    place = place_or_refuse(request, kind)
    sheet = get_object_or_404(imports_of(place).select_related("unit"), pk=pk)
    if request.method == "POST":
        return _act(request, place, sheet)
    if request.htmx:
        return render(request, "cases/parts/import_progress.html", _progress(sheet))
    context = _page(request, place, **_progress(sheet))
    if sheet.state == CaseImport.State.SHOWN:
        context |= _lists(place, sheet) | {"twin": same_sheet(sheet)}
    return render(request, "cases/import_sheet.html", context)


def _act(request: SignedInRequest, place: EntryPlace, sheet: CaseImport) -> HttpResponse:
    form = SheetActForm(request.POST)
    here = redirect("cases:import-sheet", place.kind.kind, sheet.pk)
    if not form.is_valid():
        return here
    if form.cleaned_data["lam"] == LEAVE:
        let_go(request.user, sheet)
        messages.success(request, _("Đã bỏ tệp; không ghi gì vào sổ."))
        return redirect("cases:import", place.kind.kind)
    try:
        confirm(request.user, sheet, doubtful=form.cleaned_data["nghi"])
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return here


def _progress(sheet: CaseImport) -> dict[str, Any]:
    return {
        "sheet": sheet,
        "running": sheet.state == CaseImport.State.RUNNING,
        "shown": sheet.state == CaseImport.State.SHOWN,
        "done": sheet.state == CaseImport.State.DONE,
        "refused": [(number, WHY.get(code, _("không ghi được"))) for number, code in sheet.refused[:SHOWN]],
        "more_refused": max(0, len(sheet.refused) - SHOWN),
    }


def _lists(place: EntryPlace, sheet: CaseImport) -> dict[str, Any]:
    try:
        rows = list(rows_of(sheet))
    except (Erased, NoMaster, UnusableMasters, Unopenable):
        return {"locked": True}
    by_fate = {fate: [one for one in rows if one.fate is fate] for fate in (RowFate.DOUBTFUL, RowFate.REJECTED)}
    return {
        "groups": [
            ("look", _("Cần xem"), [_line(place, one) for one in by_fate[RowFate.DOUBTFUL][:SHOWN]], sheet.doubtful),
            (
                "refused",
                _("Không nhận"),
                [_line(place, one) for one in by_fate[RowFate.REJECTED][:SHOWN]],
                sheet.rejected,
            ),
        ]
    }


def _line(place: EntryPlace, row: KeptRow) -> tuple[int, str]:
    return row.number, said_of_row(place, list(row.said))


@not_a_page
def template_file(request: SignedInRequest, kind: str) -> HttpResponse:
    """The workbook to fill in, with the columns of the register."""
    place = place_or_refuse(request, kind)
    name = f"mau-nhap-{kind.replace('_', '-')}.xlsx"
    head = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(template(place.grid), content_type=XLSX, headers=head)


urls = [
    path("<kind:kind>/nhap-excel/", upload, name="import"),
    path("<kind:kind>/nhap-excel/mau/", template_file, name="import-template"),
    path("<kind:kind>/nhap-excel/<int:pk>/", sheet_page, name="import-sheet"),
]
