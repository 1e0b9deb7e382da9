"""Confirming what the machine read: the source on the left, the tasks on the right, every act saved at once."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from thuongton.documents.marking import TextMark, mark
from thuongton.documents.models import Intake
from thuongton.documents.steps import TASKS, steps_of
from thuongton.people.requests import SignedInRequest
from thuongton.plans.forms.confirming import AddForm, CorrectForm, SeenForm, SplitForm
from thuongton.plans.models import Proposal
from thuongton.plans.queries import proposals as queries
from thuongton.plans.queries.adoption import register_for
from thuongton.plans.queries.agencies import units_to_choose, unknown_in
from thuongton.plans.queries.proposals import ProposalLine, Sheet
from thuongton.plans.services import confirming
from thuongton.plans.services.confirming import RowBefore
from thuongton.plans.taking_in.proposing import fingerprint
from thuongton.plans.taking_in.read_task import ReadTask
from thuongton.plans.views.agencies import chosen_agencies, typed_agencies
from thuongton.web.forms import undo
from thuongton.web.forms.base import ActForm
from thuongton.web.inputs import whole

FIELD_MARKS = {
    "lead": "agency",
    "coordinating": "agency",
    "product": "product",
    "timing": "timing",
    "timing_text": "timing",
}
ACTS: dict[str, tuple[Callable[..., Proposal], type[ActForm]]] = {
    "dung": (confirming.accept, SeenForm),
    "bo": (confirming.drop, SeenForm),
    "xem-lai": (confirming.reopen, SeenForm),
    "gop": (confirming.merge_up, SeenForm),
    "sua": (confirming.correct, CorrectForm),
    "tach": (confirming.split, SplitForm),
}
"""What is done to one row, by the name in its address: the service, and the form whose fields it takes."""


def _source(sheet: Sheet, text: str, shown: Collection[int]) -> SafeString:
    """The text with every task marked, before each a link to its row: beside it (``shown``), or on the whole page."""
    marks = []
    for line in sheet.lines:
        row = line.row
        if row.start is None or row.end is None:
            continue
        kind = "doubt" if line.doubtful and row.state == "pending" else "task"
        marks.append(TextMark(row.start, row.end, kind, f"nv-{row.pk}"))
        for field, span in row.task.spans.items():
            if field in FIELD_MARKS:
                marks.append(TextMark(span.start, span.end, FIELD_MARKS[field], f"nv-{row.pk}-{field}"))
    html = str(mark(text, marks))
    for line in sheet.lines:
        row = line.row
        anchor = f'<span id="nguon-nv-{row.pk}"></span>'
        code = row.task.code or str(row.order)
        page = "" if row.pk in shown else "?"
        asks = line.doubtful and row.state == "pending"
        css, sign = ("to-task doubt", "⚠ ") if asks else ("to-task", "")
        words = _("Xem ở danh sách bên phải")
        link = f'<a class="{css}" href="{page}#nv-{row.pk}" title="{words}">{sign}{_plain(code)}</a>'
        html = html.replace(anchor, anchor + link, 1)
    return mark_safe(html)  # noqa: S308 - marking escapes the text; the code is escaped above


def _plain(code: str) -> str:
    return "".join(letter for letter in code if letter.isalnum() or letter in ".-() ")


def _kept(sheet: Sheet) -> list[ReadTask]:
    return [line.row.task for line in sheet.lines if line.row.state != "dropped"]


def _context(request: SignedInRequest, intake: Intake, **more: Any) -> dict[str, Any]:
    in_order = request.GET.get("xep") == "van-ban"
    sheet = queries.sheet_of(intake, doubtful_first=not in_order)
    home, register = register_for(request.user, intake)
    return {
        "room": "documents",
        "intake": intake,
        "sheet": sheet,
        "unknown": unknown_in(register, _kept(sheet)),
        "home": home,
        "in_order": in_order,
        "steps": steps_of(intake, TASKS, sheet.tasks),
        "may_write": bool(request.user.hat and request.user.hat.writes),
        "adopted": queries.adopted_from(intake),
        **more,
    }


def _current(request: SignedInRequest, lines: list[ProposalLine]) -> int | None:
    """The row to go on with: the one left last time, else the first that is undecided."""
    kept = request.session.get("confirming", {}).get(str(lines[0].row.intake_id)) if lines else None
    if any(line.row.pk == kept and line.row.state == "pending" for line in lines):
        return kept
    return next((line.row.pk for line in lines if line.row.state == "pending"), None)


def _remember(request: SignedInRequest, proposal: Proposal) -> None:
    places = request.session.get("confirming", {})
    places[str(proposal.intake_id)] = proposal.pk
    request.session["confirming"] = dict(list(places.items())[-20:])


def waiting_page(request: SignedInRequest) -> HttpResponse:
    """Papers whose tasks are waiting to be confirmed."""
    return render(
        request, "plans/confirm_list.html", {"room": "plans", "intakes": queries.intakes_to_confirm(request.user)}
    )


def confirm_page(request: SignedInRequest, intake_id: int) -> HttpResponse:
    """The source with its marks, and the rows to confirm."""
    intake = get_object_or_404(queries.intakes_visible_to(request.user), pk=intake_id)
    context = _context(request, intake)
    reading = queries.reading_of(intake)
    text = reading.text if reading else ""
    legend = [
        ("task", _("Nhiệm vụ")),
        ("doubt", _("Cần xem")),
        ("agency", _("Cơ quan")),
        ("product", _("Sản phẩm")),
        ("timing", _("Thời hạn")),
    ]
    open_row, form = request.GET.get("dong", ""), request.GET.get("viec", "")
    part = request.GET.get("loc", "")
    lines = context["sheet"].part(part)
    context |= {
        "part": part if part in queries.PARTS else "",
        "lines": lines,
        "source": _source(context["sheet"], text, {line.row.pk for line in lines}),
        "legend": legend,
        "current": _current(request, lines),
        "open_row": whole(open_row),
        "form": form if form in ("sua", "tach") else "",
        "adding": form == "them",
        "asking": form == "co-quan",
    }
    if context["asking"] and context["unknown"]:
        context["choices"] = units_to_choose(request.user, context["home"])
    opened = _line(context["sheet"], context["open_row"]) if context["open_row"] else None
    context["values"] = _values(opened.row if opened else None)
    return render(request, "plans/confirm.html", context)


def _values(row: Proposal | None, typed: Mapping[str, str] | None = None) -> dict[str, str]:
    """What the fields of a form hold: as typed, else as the row has it, else nothing."""
    task = row.task if row else ReadTask("")
    names = {field: "\n".join(getattr(task, field)) for field in ("lead", "coordinating")}
    plain = {field: getattr(task, field) or "" for field in ("code", "title", "product", "timing_text")}
    return {**plain, **names, "first": plain["title"], "second": "", **(typed or {})}


def _row(request: SignedInRequest, intake_id: int, row_id: int) -> Proposal:
    return get_object_or_404(queries.proposals_visible_to(request.user), pk=row_id, intake_id=intake_id)


def _line(sheet: Sheet, row_id: int) -> ProposalLine | None:
    return next((line for line in sheet.lines if line.row.pk == row_id), None)


def row_form(request: SignedInRequest, intake_id: int, row_id: int, form: str) -> HttpResponse:
    """The form to correct or to split one row, as a part of the page; without scripts the whole page opens on it."""
    row = _row(request, intake_id, row_id)
    _remember(request, row)
    if not request.htmx:
        return redirect(f"{reverse('plans:confirm', args=[intake_id])}?dong={row_id}&viec={form}#nv-{row_id}")
    context = _context(request, row.intake)
    line = _line(context["sheet"], row_id)
    return render(
        request,
        "plans/parts/proposal.html",
        {
            **context,
            "line": line,
            "open_row": row_id if form != "xem" else None,
            "keep_open": True,
            "form": form,
            "values": _values(row),
        },
    )


@require_POST
def act(request: SignedInRequest, intake_id: int, row_id: int, name: str) -> HttpResponse:
    """One act on one row: dung, bo, xem-lai, gop, sua, tach."""
    row = _row(request, intake_id, row_id)
    do, kind = ACTS[name]
    form = kind(request.POST, user=request.user, record=row)
    errors: dict[str, list[str]] = {}
    target = row
    before, above = RowBefore.of(row), queries.row_above(row) if name == "gop" else None
    upper = RowBefore.of(above) if above is not None else None
    try:
        if form.is_valid():
            done = do(request.user, row, **form.cleaned_data)
            target = row if name == "tach" else done
    except ValidationError as error:
        errors = error.message_dict if hasattr(error, "error_dict") else {"row": error.messages}
    _remember(request, target)
    if request.htmx and name not in ("gop", "tach"):
        context = _context(request, row.intake)
        again = row_id if errors and name in ("sua", "tach") and "row" not in errors else None
        line = _line(context["sheet"], row_id)
        if line is not None:
            return render(
                request,
                "plans/parts/proposal.html",
                {
                    **context,
                    "line": line,
                    "errors": errors,
                    "open_row": again,
                    "keep_open": bool(errors) or name == "xem-lai",
                    "form": name,
                    "values": _values(row, request.POST.dict()),
                    "counted": True,
                    "leads_changed": name == "sua",
                },
            )
    for sentences in errors.values():
        for sentence in sentences:
            messages.error(request, sentence)
    if not errors and name in ("bo", "gop"):
        mark, was = fingerprint(target.state, target.task), (upper or before).to_dict()
        facts = {"row": target.pk, "seen": mark, "before": was}
        said = _("Đã gộp với dòng trên.") if name == "gop" else _("Đã bỏ dòng này.")
        place = f"{reverse('plans:confirm', args=[intake_id])}#nv-{target.pk}"
        undo.success(request, said, "dong", facts | ({"joined": before.to_dict()} if name == "gop" else {}), place)
    reopened = f"?dong={row_id}&viec={name}" if errors and name in ("sua", "tach") else ""
    page = reverse("plans:confirm", args=[intake_id])
    if request.htmx:
        return HttpResponse(headers={"HX-Redirect": f"{page}{reopened}#nv-{target.pk}"})
    return redirect(f"{page}{reopened}#nv-{target.pk}")


@require_POST
def add_row(request: SignedInRequest, intake_id: int) -> HttpResponse:
    """Add a task that the machine missed."""
    intake = get_object_or_404(queries.intakes_visible_to(request.user), pk=intake_id)
    page = reverse("plans:confirm", args=[intake_id])
    form = AddForm(request.POST, user=request.user, record=intake)
    try:
        form.full_clean()
        row = confirming.add(request.user, intake, **form.cleaned_data)
    except ValidationError as error:
        for sentence in error.messages:
            messages.error(request, sentence)
        return redirect(f"{page}?viec=them#them")
    return redirect(f"{page}#nv-{row.pk}")


@require_POST
def explain_agencies(request: SignedInRequest, intake_id: int) -> HttpResponse:
    """Which units the leads mean that no unit is known for; the answers are kept as other names of those units."""
    intake = get_object_or_404(queries.intakes_visible_to(request.user), pk=intake_id)
    page = reverse("plans:confirm", args=[intake_id])
    home, register = register_for(request.user, intake)
    asked = unknown_in(register, _kept(queries.sheet_of(intake)))
    chosen = chosen_agencies(request, asked, units_to_choose(request.user, home))
    if not chosen:
        known = [name for name, unit in typed_agencies(request).items() if unit and name not in asked]
        messages.info(request, _("Các tên này đã được nhận ra.") if known else _("Chưa chọn đơn vị cho tên nào."))
        return redirect(page if known else f"{page}?viec=co-quan#cac-co-quan")
    try:
        confirming.explain_agencies(request.user, intake, home, chosen)
    except ValidationError as error:
        for sentence in error.messages:
            messages.error(request, sentence)
        return redirect(f"{page}?viec=co-quan#cac-co-quan")
    messages.success(request, _("Đã nhớ tên gọi của %(count)d đơn vị.") % {"count": len(chosen)})
    return redirect(f"{page}#co-quan")


@require_POST
def accept_certain(request: SignedInRequest, intake_id: int) -> HttpResponse:
    """Accept every row without a doubt."""
    intake = get_object_or_404(queries.intakes_visible_to(request.user), pk=intake_id)
    count = confirming.accept_certain(request.user, intake)
    messages.success(request, _("Đã xác nhận %(count)d dòng chắc chắn.") % {"count": count})
    return redirect("plans:confirm", intake_id)


urls = [
    path("xac-nhan/", waiting_page, name="confirm-list"),
    path("xac-nhan/<int:intake_id>/", confirm_page, name="confirm"),
    path("xac-nhan/<int:intake_id>/them/", add_row, name="confirm-add"),
    path("xac-nhan/<int:intake_id>/dung-het/", accept_certain, name="confirm-certain"),
    path("xac-nhan/<int:intake_id>/co-quan/", explain_agencies, name="confirm-agencies"),
    *(
        path(f"xac-nhan/<int:intake_id>/<int:row_id>/mo-{form}/", row_form, {"form": form}, name=f"confirm-form-{form}")
        for form in ("sua", "tach", "xem")
    ),
    *(
        path(f"xac-nhan/<int:intake_id>/<int:row_id>/{name}/", act, {"name": name}, name=f"confirm-{name}")
        for name in ACTS
    ),
]
