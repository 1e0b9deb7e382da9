"""Tasks from a sheet: our template, any other sheet, a dry run that accounts for every row, then the import."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core import signing
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from thuongton.people.queries import today
from thuongton.people.requests import SignedInRequest
from thuongton.plans.queries.proposals import units_to_adopt_for
from thuongton.plans.queries.rights import may_write
from thuongton.plans.queries.tasks import plans_visible_to
from thuongton.plans.services.sheets import import_into_plan, import_new_plan
from thuongton.plans.sheet_files import Grid, open_sheets
from thuongton.plans.sheet_template import template_workbook
from thuongton.plans.sheets import SheetResult, Verdict, read_sheet
from thuongton.web.dates import parse_day
from vanban.model import UnreadableFile

SALT = "plans.sheet"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _fields() -> list[tuple[str, str]]:
    return [
        ("no", _("Mã")), ("group", _("Nhóm")), ("title", _("Nhiệm vụ")), ("lead", _("Chủ trì")),
        ("coordinating", _("Phối hợp")), ("product", _("Sản phẩm")), ("timing", _("Thời hạn")),
    ]  # fmt: skip


def _verdicts() -> list[tuple[str, str, str]]:
    return [
        (Verdict.TAKEN, _("Nhận"), "green"), (Verdict.DOUBTFUL, _("Cần xem"), "amber"),
        (Verdict.REJECTED, _("Không nhận"), "red"), (Verdict.HEADING, _("Đề mục"), "grey"),
        (Verdict.PASSED, _("Bỏ qua"), "grey"),
    ]  # fmt: skip


def _may(request: SignedInRequest) -> None:
    if not (request.user.hat and request.user.hat.writes):
        raise PermissionDenied(_("Vai trò hiện tại không được nhập nhiệm vụ."))


@login_required
def upload_page(request: SignedInRequest) -> HttpResponse:
    """The template, and the place to drop a sheet."""
    _may(request)
    return render(request, "plans/sheet_upload.html", {"room": "plans"})


@login_required
def template_file(request: SignedInRequest) -> HttpResponse:
    """Our own template."""
    return HttpResponse(
        template_workbook(),
        content_type=XLSX,
        headers={"Content-Disposition": 'attachment; filename="mau-nhap-nhiem-vu.xlsx"'},
    )


def _read(request: SignedInRequest, grids: list[Grid]) -> list[SheetResult]:
    """Every sheet read, by the columns a person chose for it when there are any."""
    results = []
    for place, grid in enumerate(grids):
        chosen = {
            field: int(raw)
            for field, _label in _fields()
            if (raw := request.POST.get(f"cot-{place}-{field}", "")).isdecimal()
        }
        results.append(read_sheet(grid.name, grid.rows, chosen if "title" in chosen else None))
    return results


def _dry_run(
    request: SignedInRequest, name: str, grids: list[Grid], errors: dict[str, list[str]] | None = None
) -> HttpResponse:
    results = _read(request, grids)
    sheets = [
        {
            "result": result,
            "place": place,
            "columns": [(field, label, result.columns.get(field)) for field, label in _fields()],
            "titles": list(enumerate(result.titles)),
            "counts": [(key, label, colour, result.counts[key]) for key, label, colour in _verdicts()],
            "total": len(result.rows),
        }
        for place, result in enumerate(results)
    ]
    words = {key: (label, colour) for key, label, colour in _verdicts()}
    context = {
        "room": "plans",
        "name": name,
        "sheets": sheets,
        "words": words,
        "tasks": sum(len(result.tasks) for result in results),
        "payload": signing.dumps({"name": name, "grids": [[g.name, g.rows] for g in grids]}, salt=SALT, compress=True),
        "units": list(units_to_adopt_for(request.user)),
        "plans": [plan for plan in plans_visible_to(request.user) if may_write(request.user, plan)],
        "errors": errors or {},
        "today": today(),
        "typed": request.POST,
    }
    return render(request, "plans/sheet_preview.html", context, status=200)


@login_required
@require_POST
def preview(request: SignedInRequest) -> HttpResponse:
    """The dry run: what would become of every row; nothing is written."""
    _may(request)
    if request.POST.get("payload"):
        kept = _kept(request)
        return _dry_run(request, *kept) if kept else redirect("plans:sheet")
    file = request.FILES.get("file")
    if file is None:
        return render(
            request, "plans/sheet_upload.html", {"room": "plans", "error": _("Chọn một tệp rồi bấm «Xem trước».")}
        )
    try:
        grids = open_sheets(file.read(), file.name or "")
    except UnreadableFile as error:
        return render(request, "plans/sheet_upload.html", {"room": "plans", "error": error.sentence})
    return _dry_run(request, file.name or "", grids)


def _kept(request: SignedInRequest) -> tuple[str, list[Grid]] | None:
    """The sheet that was laid before the person, carried along signed."""
    try:
        kept: dict[str, Any] = signing.loads(request.POST.get("payload", ""), salt=SALT, max_age=86_400)
    except signing.BadSignature:
        messages.error(request, _("Bản xem trước đã quá một ngày hoặc bị thay đổi. Gửi lại tệp."))
        return None
    return kept["name"], [Grid(name, rows) for name, rows in kept["grids"]]


@login_required
@require_POST
def apply(request: SignedInRequest) -> HttpResponse:
    """Import the rows taken and doubtful (the doubtful ones only when asked), all or none."""
    _may(request)
    kept = _kept(request)
    if kept is None:
        return redirect("plans:sheet")
    name, grids = kept
    doubtful = request.POST.get("doubtful") == "1"
    tasks = [
        row.task
        for result in _read(request, grids)
        for row in result.rows
        if row.task is not None and (doubtful or row.verdict is Verdict.TAKEN)
    ]
    try:
        plan, left = _import(request, name, tasks)
    except ValidationError as error:
        errors = error.message_dict if hasattr(error, "error_dict") else {"form": error.messages}
        return _dry_run(request, name, grids, errors)
    messages.success(request, _("Đã nhập %(count)d nhiệm vụ.") % {"count": len(tasks) - len(left)})
    if left:
        messages.info(request, _("%(count)d dòng đã có trong kế hoạch nên không thêm lại.") % {"count": len(left)})
    return redirect("plans:plan", plan.pk)


def _import(request: SignedInRequest, name: str, tasks: list[Any]) -> tuple[Any, list[str]]:
    into = request.POST.get("into", "")
    if into:
        plan = next((p for p in plans_visible_to(request.user) if str(p.pk) == into), None)
        if plan is None:
            raise ValidationError({"into": _("Chọn lại kế hoạch để thêm vào.")})
        return plan, import_into_plan(request.user, plan, tasks, name)[1]
    unit = next((u for u in units_to_adopt_for(request.user) if str(u.pk) == request.POST.get("unit")), None)
    title, since = request.POST.get("title", "").strip(), parse_day(request.POST.get("tracked_from", ""))
    issued = request.POST.get("issued_on", "").strip()
    errors = {}
    if unit is None:
        errors["unit"] = _("Chọn đơn vị của kế hoạch.")
    if not title:
        errors["title"] = _("Ghi tên kế hoạch.")
    if since is None:
        errors["tracked_from"] = _("Ghi ngày bắt đầu theo dõi, như 13/8/2025.")
    if issued and parse_day(issued) is None:
        errors["issued_on"] = _("Ngày ban hành «%(raw)s» không phải là ngày. Ghi như 13/8/2025.") % {"raw": issued}
    if errors:
        raise ValidationError(errors)
    assert unit is not None
    plan = import_new_plan(
        request.user,
        unit=unit,
        title=title,
        tasks=tasks,
        number=request.POST.get("number", "").strip(),
        issued_on=parse_day(issued),
        tracked_from=since,
        source_name=name,
    )
    return plan, []


urls = [
    path("tu-bang/", upload_page, name="sheet"),
    path("tu-bang/mau.xlsx", template_file, name="sheet-template"),
    path("tu-bang/xem-truoc/", preview, name="sheet-preview"),
    path("tu-bang/nhap/", apply, name="sheet-apply"),
]
