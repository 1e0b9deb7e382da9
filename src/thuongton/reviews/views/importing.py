"""«Nhập bảng theo dõi»: a working table dropped on a page, every row accounted for, asked, written; and back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import FileResponse, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from thuongton.documents.services.files import screened
from thuongton.people.requests import SignedInRequest
from thuongton.people.scopes import demand, writing_unit
from thuongton.reviews.actions import Action
from thuongton.reviews.models import TableImport, TableImportRow
from thuongton.reviews.queries.importing import (
    all_rows,
    fates_of,
    open_campaigns,
    rows_asked,
    rows_of_fate,
    tables_visible_to,
    words_of_acts,
)
from thuongton.reviews.services.importing import answer_row, bring_table, confirm_table, leave_table
from thuongton.reviews.tables.kept import row_of, sheets_back, storeys
from thuongton.reviews.tables.sources import UnusableWorkingTable, rows_of_bytes
from thuongton.web.forms.addresses import not_a_page
from thuongton.web.forms.base import ActForm, RowField
from thuongton.web.limits import heavy
from thuongton.web.lists.columns import Column
from thuongton.web.lists.excel import excel_response
from thuongton.web.lists.table import Table, TableLine
from thuongton.web.uploads import take
from thuongton.web.widgets import DayField, DayInput
from vanban.apart import Busy
from vanban.model import UnreadableFile

SHOWN, BEFORE = 100, 20
Fate = TableImportRow.Fate


class TableFileForm(ActForm):
    """The file of a table, and the campaign that its documents go into."""

    sent: ClassVar[Mapping[str, str]] = {"brought": "tep", "campaign": "dot"}
    brought = forms.FileField(label=gettext_lazy("Tệp bảng theo dõi"), allow_empty_file=True)
    campaign = RowField(
        lambda user, _record: open_campaigns(user),
        called=str,
        empty=gettext_lazy("Rà soát thường xuyên, không theo đợt"),
        label=gettext_lazy("Đợt rà soát"),
        required=False,
    )


class TableAnswerForm(ActForm):
    """What a row that was asked means."""

    sent: ClassVar[Mapping[str, str]] = {"documents": "so", "action": "hinh-thuc", "act": "van-ban", "due": "han"}
    documents = forms.CharField(
        label=gettext_lazy("Số, ký hiệu văn bản được rà soát"),
        required=False,
        max_length=2_000,
        help_text=gettext_lazy("Nhiều văn bản thì cách nhau bằng dấu chấm phẩy."),
    )
    action = forms.ChoiceField(label=gettext_lazy("Hình thức xử lý"), choices=Action.choices)
    act = forms.TypedChoiceField(
        label=gettext_lazy("Văn bản trong sổ pháp luật"), required=False, coerce=int, empty_value=None
    )
    due = DayField(label=gettext_lazy("Hạn xử lý"), required=False, widget=DayInput())


class ConfirmForm(ActForm):
    """Whether the rows that are asked are written too."""

    sent: ClassVar[Mapping[str, str]] = {"doubtful": "ca-dong-can-xem"}
    doubtful = forms.BooleanField(required=False)


@heavy("dua-vao", "POST")
def upload(request: SignedInRequest) -> HttpResponse:
    """Where a table is dropped; it is read and shown on the next page, and nothing is written yet."""
    if writing_unit(request.user) is None:
        raise PermissionDenied(_("Vai trò hiện tại chỉ được xem."))
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = TableFileForm(*sent, user=request.user, record=None, ident="nhap-bang")
    try:
        if sent and form.is_valid():
            file = screened(*take(form.cleaned_data["brought"]))
            rows = rows_of_bytes(file.data, file.name)
            table = bring_table(request.user, form.cleaned_data["campaign"], file.name, rows)
            return redirect("reviews:table", table.pk)
    except ValidationError as error:
        form.refuse(error)
    except (UnreadableFile, Busy) as error:
        form.add_error(None, error.sentence)
    except UnusableWorkingTable as error:
        form.add_error(None, str(error))
    context = {"room": "reviews", "form": form, "before": tables_visible_to(request.user)[:BEFORE]}
    return render(request, "reviews/table_import.html", context, status=400 if sent else 200)


def _table(request: SignedInRequest, pk: int) -> TableImport:
    found: TableImport = get_object_or_404(tables_visible_to(request.user), pk=pk)
    return found


def table_page(request: SignedInRequest, pk: int) -> HttpResponse:
    """What would become of the rows of a table; after it is confirmed how far the writing has come."""
    table = _table(request, pk)
    fates = fates_of(table)
    context = {
        "room": "reviews",
        "table": table,
        "fates": fates,
        "running": table.state == TableImport.State.RUNNING,
        "shown": table.state == TableImport.State.SHOWN,
        "groups": [
            (state, words, rows_of_fate(table, fate)[:SHOWN], fates[fate])
            for state, words, fate in (
                ("look", _("Cần xem"), Fate.DOUBTFUL),
                ("refused", _("Không nhận"), Fate.REJECTED),
            )
        ],
    }
    part = "reviews/parts/table_progress.html" if request.htmx else "reviews/table_import_one.html"
    return render(request, part, context)


def answer(request: SignedInRequest, pk: int, row_id: int) -> HttpResponse:
    """A row that was asked: its cells, what is asked, what it means."""
    row: TableImportRow = get_object_or_404(rows_asked(request.user), pk=row_id, table_id=pk)
    demand(request.user, row.table)
    said = row.said
    initial = {"documents": "; ".join(said["documents"]), "action": said["form"], "due": said["deadline"]}
    sent = (request.POST,) if request.method == "POST" else ()
    form = TableAnswerForm(*sent, user=request.user, record=row, ident="tra-loi", initial=initial)
    field: Any = form.fields["act"]
    words = words_of_acts(act for found in row.acts.values() for act in found)
    field.choices = [("", _("Không chọn")), *words.items()]
    try:
        if sent and form.is_valid():
            answer_row(request.user, row, **form.cleaned_data)
            return redirect("reviews:table", pk)
    except ValidationError as error:
        form.refuse(error)
    context = {"room": "reviews", "row": row, "table": row.table, "form": form}
    return render(request, "reviews/table_import_row.html", context, status=400 if sent else 200)


@require_POST
def confirm(request: SignedInRequest, pk: int) -> HttpResponse:
    """Have a table written."""
    table = _table(request, pk)
    form = ConfirmForm(request.POST, user=request.user, record=table, ident="ghi-bang")
    try:
        confirm_table(request.user, table, doubtful=form.is_valid() and form.cleaned_data["doubtful"])
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect("reviews:table", pk)


@require_POST
def leave(request: SignedInRequest, pk: int) -> HttpResponse:
    """Let go of a table."""
    try:
        leave_table(request.user, _table(request, pk))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("reviews:table", pk)
    messages.success(request, _("Đã bỏ bảng; không ghi gì vào danh sách rà soát."))
    return redirect("reviews:table-import")


@heavy("xuat")
@not_a_page
def as_excel(request: SignedInRequest, pk: int) -> FileResponse:
    """The rows of a table in the columns that it had."""
    table = _table(request, pk)
    sheets = [
        Table([_column(at, name) for at, name in enumerate(names)], map(_line, lines), name=title)
        for title, names, lines in sheets_back(row_of(one.source) for one in all_rows(table))
    ]
    return excel_response(sheets, "bang-theo-doi")


def _line(cells: list[str]) -> TableLine:
    return TableLine(row=cells)


def _column(at: int, name: str) -> Column:
    group, leaf = storeys(name)
    return Column(f"c{at}", leaf, lambda row: row[at], head=group)


urls = [
    path("nhap/", upload, name="table-import"),
    path("nhap/<int:pk>/", table_page, name="table"),
    path("nhap/<int:pk>/dong/<int:row_id>/", answer, name="table-row"),
    path("nhap/<int:pk>/ghi/", confirm, name="table-confirm"),
    path("nhap/<int:pk>/bo/", leave, name="table-leave"),
    path("nhap/<int:pk>/bang.xlsx", as_excel, name="table-excel"),
]
