"""Tasks from a sheet: our template, any other sheet, a dry run that accounts for every row, then the import."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from thuongton.people.models import Unit
from thuongton.people.queries import today
from thuongton.people.requests import SignedInRequest
from thuongton.plans.forms.sheets import FACTS, FileForm, ImportForm, KeptField, KeptSheetForm, ReadingForm
from thuongton.plans.queries.agencies import units_to_choose, unknown_leads
from thuongton.plans.queries.proposals import units_to_adopt_for
from thuongton.plans.queries.rights import may_write
from thuongton.plans.queries.tasks import plans_visible_to
from thuongton.plans.services.sheets import import_into_plan, import_new_plan
from thuongton.plans.taking_in.previewing import TimingPreview
from thuongton.plans.taking_in.previewing import preview as preview_of
from thuongton.plans.taking_in.read_task import ReadTask
from thuongton.plans.taking_in.sheet_files import Grid, open_sheets, read_sheets
from thuongton.plans.taking_in.sheet_states import RowStatement
from thuongton.plans.taking_in.sheet_template import template_workbook
from thuongton.plans.taking_in.sheets import RowResult, RowVerdict, SheetResult, replaced
from thuongton.plans.views.agencies import chosen_agencies, typed_agencies
from thuongton.web.dates import day_words
from thuongton.web.inputs import takes_long
from thuongton.web.limits import heavy
from vanban.files.sheets import demand_size
from vanban.model import UnreadableFile

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _fields() -> list[tuple[str, str]]:
    return [
        ("no", _("Mã")), ("group", _("Nhóm")), ("title", _("Nhiệm vụ")), ("lead", _("Chủ trì")),
        ("coordinating", _("Phối hợp")), ("product", _("Sản phẩm")), ("timing", _("Thời hạn")),
        ("status", _("Trạng thái")), ("result", _("Kết quả")),
    ]  # fmt: skip


@dataclass(frozen=True, slots=True)
class VerdictGroup:
    """The rows of a sheet that ended in one verdict: its state (``web/states.py``), its words, its rows."""

    state: str
    words: str
    rows: tuple[RowResult, ...]


def _verdicts() -> list[tuple[str, str, str]]:
    """What may become of a row, in the order in which a person looks: verdict, state, words."""
    return [
        (RowVerdict.DOUBTFUL, "look", _("Cần xem")), (RowVerdict.REJECTED, "refused", _("Không nhận")),
        (RowVerdict.TAKEN, "accepted", _("Nhận")), (RowVerdict.HEADING, "nothing", _("Đề mục")),
        (RowVerdict.PASSED, "ended", _("Bỏ qua")),
    ]  # fmt: skip


def _groups(result: SheetResult) -> list[VerdictGroup]:
    return [
        VerdictGroup(state, words, tuple(row for row in result.rows if row.verdict == verdict))
        for verdict, state, words in _verdicts()
    ]


def _may(request: SignedInRequest) -> None:
    if not (request.user.hat and request.user.hat.writes):
        raise PermissionDenied(_("Vai trò hiện tại không được nhập nhiệm vụ."))


def upload_page(request: SignedInRequest) -> HttpResponse:
    """The template, and the place to drop a sheet."""
    _may(request)
    return render(request, "plans/sheet_upload.html", {"room": "plans"})


def template_file(request: SignedInRequest) -> HttpResponse:
    """Our own template."""
    return HttpResponse(
        template_workbook(),
        content_type=XLSX,
        headers={"Content-Disposition": 'attachment; filename="mau-nhap-nhiem-vu.xlsx"'},
    )


def _read(request: SignedInRequest, grids: list[Grid]) -> list[SheetResult]:
    """Every sheet read, by the columns a person chose for it when there are any."""
    asked = ReadingForm(request.POST)
    fields = [field for field, _label in _fields()]
    results = read_sheets(grids, [asked.columns(place, fields) for place in range(len(grids))])
    return [
        replace(result, rows=tuple(replaced(result.rows, asked.instead(place)))) for place, result in enumerate(results)
    ]


def _form(request: SignedInRequest, *, sent: bool) -> ImportForm:
    """Where the rows would go: as typed, or as it stands on a fresh page."""
    plans = [plan for plan in plans_visible_to(request.user) if may_write(request.user, plan)]
    known = {"into": plans, "unit": units_to_adopt_for(request.user)}
    own = request.user.hat.unit_id if request.user.hat else None
    initial = {"unit": own, "tracked_from": today(), "said_until": today(), "doubtful": True}
    data = request.POST if sent else None
    return ImportForm(data, user=request.user, record=None, ident="nhap", known=known, initial=initial)


def _dry_run(request: SignedInRequest, name: str, grids: list[Grid], form: ImportForm | None = None) -> HttpResponse:
    """What would become of every row. ``form`` was refused; else it stands as typed, or as on a fresh page."""
    results = _read(request, grids)
    sheets = [
        {
            "result": result,
            "place": place,
            "columns": [(field, label, result.columns.get(field)) for field, label in _fields()],
            "titles": list(enumerate(result.titles)),
            "groups": _groups(result),
            "total": len(result.rows),
        }
        for place, result in enumerate(results)
    ]
    if form is None and ReadingForm(request.POST).again:
        form = _form(request, sent=True)
        form.look_only()
    form = form or _form(request, sent=False)
    home = _home(request, form)
    tasks = [task for result in results for task in result.tasks]
    numbers = {verdict: sum(result.counts[verdict] for result in results) for verdict in RowVerdict}
    context = {
        "room": "plans",
        "name": name,
        "sheets": sheets,
        "form": form,
        "counts": [(state, words, numbers[RowVerdict(verdict)]) for verdict, state, words in _verdicts()],
        "total": sum(len(result.rows) for result in results),
        "doubtful": numbers[RowVerdict.DOUBTFUL],
        "rejected": numbers[RowVerdict.REJECTED],
        "tasks": len(tasks),
        "payload": KeptField.kept(name, grids),
        "dates": {task.code: _dates(task) for task in tasks},
        "said": {task.code: _said(task.stated) for task in tasks if task.stated},
        "declared": sum(task.stated is not None for task in tasks),
        "unknown": unknown_leads(home, tasks) if home else [],
        "choices": units_to_choose(request.user, home) if home else [],
        "chosen": typed_agencies(request),
    }
    return render(request, "plans/sheet_preview.html", context, status=200)


def _home(request: SignedInRequest, form: ImportForm) -> Unit | None:
    """The unit whose plan the rows would go into: of the plan chosen, else the unit chosen, else one's own."""
    into = form["into"].value() if "into" in form.fields else None
    plan = next((p for p in plans_visible_to(request.user) if str(p.pk) == str(into)), None) if into else None
    if plan is not None:
        return plan.unit
    units = list(units_to_adopt_for(request.user))
    wanted = str(form["unit"].value())
    return next((unit for unit in units if str(unit.pk) == wanted), units[0] if units else None)


def _said(said: RowStatement) -> str:
    """The declaration that a row would become, in words."""
    words = {"completed": _("Đã hoàn thành"), "in_progress": _("Đang thực hiện"), "not_due": _("Chưa đến hạn")}
    return f"{words[said.state]} {day_words(said.done_on)}" if said.done_on else words[said.state]


def _dates(task: ReadTask) -> TimingPreview:
    return preview_of(task.timing_text or "", title=task.title, first=today())


@require_POST
@heavy("bang")
@takes_long("payload")
def preview(request: SignedInRequest) -> HttpResponse:
    """The dry run: what would become of every row; nothing is written."""
    _may(request)
    try:
        kept = KeptSheetForm(request.POST)
        if kept["payload"].data:
            return _dry_run(request, *kept.cleaned_data["payload"]) if kept.is_valid() else _sent_again(request, kept)
        sent = FileForm(None, request.FILES)
        if not sent.is_valid():
            return _upload_again(request, " ".join(map(str, sent.errors["file"])))
        file = sent.cleaned_data["file"]
        demand_size(file.size or 0, file.name or "")
        return _dry_run(request, file.name or "", open_sheets(file.read(), file.name or ""))
    except UnreadableFile as error:
        return _upload_again(request, error.sentence)


def _upload_again(request: SignedInRequest, sentence: str) -> HttpResponse:
    return render(request, "plans/sheet_upload.html", {"room": "plans", "error": sentence})


def _sent_again(request: SignedInRequest, kept: KeptSheetForm) -> HttpResponse:
    """Back to the page of the file: what was carried along is too old, or was changed."""
    messages.error(request, " ".join(map(str, kept.errors["payload"])))
    return redirect("plans:sheet")


@require_POST
@heavy("bang")
@takes_long("payload")
def apply(request: SignedInRequest) -> HttpResponse:
    """Import the rows taken and doubtful (the doubtful ones only when asked), all or none."""
    _may(request)
    kept = KeptSheetForm(request.POST)
    if not kept.is_valid():
        return _sent_again(request, kept)
    name, grids = kept.cleaned_data["payload"]
    form = _form(request, sent=True)
    try:
        results = _read(request, grids)
    except UnreadableFile as error:
        return _upload_again(request, error.sentence)
    if not form.is_valid():
        return _dry_run(request, name, grids, form)
    try:
        plan, taken, left = _import(request, name, results, form)
    except ValidationError as error:
        form.refuse(error)
        return _dry_run(request, name, grids, form)
    messages.success(request, _("Đã nhập %(count)d nhiệm vụ.") % {"count": taken})
    if left:
        messages.info(request, _("%(count)d dòng đã có trong kế hoạch nên không thêm lại.") % {"count": left})
    return redirect("plans:plan", plan.pk)


def _import(request: SignedInRequest, name: str, results: list[SheetResult], form: ImportForm) -> tuple[Any, int, int]:
    """The plan, how many rows came in, and how many stand in it already."""
    typed = form.cleaned_data
    tasks = [
        row.task
        for result in results
        for row in result.rows
        if row.task is not None and (typed["doubtful"] or row.verdict is RowVerdict.TAKEN)
    ]
    home = _home(request, form)
    agencies = chosen_agencies(request, unknown_leads(home, tasks), units_to_choose(request.user, home)) if home else {}
    until = typed["said_until"] or today()
    into = typed.get("into")
    if into is not None:
        left = import_into_plan(request.user, into, tasks, source_name=name, agencies=agencies, said_until=until)[1]
        return into, len(tasks) - len(left), len(left)
    facts = {key: typed[key] for key in FACTS}
    plan = import_new_plan(request.user, tasks=tasks, source_name=name, agencies=agencies, said_until=until, **facts)
    return plan, len(tasks), 0


urls = [
    path("tu-bang/", upload_page, name="sheet"),
    path("tu-bang/mau.xlsx", template_file, name="sheet-template"),
    path("tu-bang/xem-truoc/", preview, name="sheet-preview"),
    path("tu-bang/nhap/", apply, name="sheet-apply"),
]
