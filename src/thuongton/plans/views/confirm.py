"""Confirming what the machine read: the source on the left, the tasks on the right, every act saved at once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from thuongton.documents.marking import Mark, mark
from thuongton.documents.models import Intake
from thuongton.people.requests import SignedInRequest
from thuongton.plans.models import Proposal
from thuongton.plans.queries import proposals as queries
from thuongton.plans.queries.proposals import Line, Sheet
from thuongton.plans.services import confirming

FIELD_MARKS = {
    "lead": "agency",
    "coordinating": "agency",
    "product": "product",
    "timing": "timing",
    "timing_text": "timing",
}
ACTS = {"dung": confirming.accept, "bo": confirming.drop, "xem-lai": confirming.reopen, "gop": confirming.merge_up}
TYPED = ("code", "title", "lead", "coordinating", "product", "timing_text")


def _source(sheet: Sheet, text: str) -> SafeString:
    """The text with every task marked and, before each, a link to its row on the right."""
    marks = []
    for line in sheet.lines:
        row = line.row
        if row.start is None or row.end is None:
            continue
        kind = "doubt" if line.doubtful and row.state == "pending" else "task"
        marks.append(Mark(row.start, row.end, kind, f"nv-{row.pk}"))
        for field, span in (row.body.get("spans") or {}).items():
            if field in FIELD_MARKS and span:
                marks.append(Mark(span["start"], span["end"], FIELD_MARKS[field], f"nv-{row.pk}-{field}"))
    html = str(mark(text, marks))
    for line in sheet.lines:
        row = line.row
        anchor = f'<span id="nguon-nv-{row.pk}"></span>'
        code = str(line.row.body.get("code") or row.order)
        link = f'<a class="to-task" href="#nv-{row.pk}" title="{_("Xem ở danh sách bên phải")}">{_plain(code)}</a>'
        html = html.replace(anchor, anchor + link, 1)
    return mark_safe(html)  # noqa: S308 - marking escapes the text; the code is escaped above


def _plain(code: str) -> str:
    return "".join(letter for letter in code if letter.isalnum() or letter in ".-() ")


def _context(request: SignedInRequest, intake: Intake, **more: Any) -> dict[str, Any]:
    in_order = request.GET.get("xep") == "van-ban"
    sheet = queries.sheet_of(intake, doubtful_first=not in_order)
    return {
        "room": "documents",
        "intake": intake,
        "sheet": sheet,
        "in_order": in_order,
        "may_write": bool(request.user.hat and request.user.hat.writes),
        "adopted": queries.adopted_from(intake),
        **more,
    }


def _current(request: SignedInRequest, sheet: Sheet) -> int | None:
    """The row to go on with: the one left last time, else the first that is undecided."""
    kept = request.session.get("confirming", {}).get(str(sheet.lines[0].row.intake_id)) if sheet.lines else None
    if any(line.row.pk == kept and line.row.state == "pending" for line in sheet.lines):
        return kept
    return next((line.row.pk for line in sheet.lines if line.row.state == "pending"), None)


def _remember(request: SignedInRequest, proposal: Proposal) -> None:
    places = request.session.get("confirming", {})
    places[str(proposal.intake_id)] = proposal.pk
    request.session["confirming"] = dict(list(places.items())[-20:])


@login_required
def waiting_page(request: SignedInRequest) -> HttpResponse:
    """Papers whose tasks are waiting to be confirmed."""
    return render(
        request, "plans/confirm_list.html", {"room": "plans", "intakes": queries.intakes_to_confirm(request.user)}
    )


@login_required
def confirm_page(request: SignedInRequest, intake_id: int) -> HttpResponse:
    """The source with its marks, and the rows to confirm."""
    intake = get_object_or_404(queries.intakes_visible_to(request.user), pk=intake_id)
    context = _context(request, intake)
    text = queries.reading_of(intake).get("text") or ""
    legend = [
        ("task", _("Nhiệm vụ")),
        ("doubt", _("Cần xem")),
        ("agency", _("Cơ quan")),
        ("product", _("Sản phẩm")),
        ("timing", _("Thời hạn")),
    ]
    open_row, form = request.GET.get("dong", ""), request.GET.get("viec", "")
    context |= {
        "source": _source(context["sheet"], text),
        "legend": legend,
        "current": _current(request, context["sheet"]),
        "open_row": int(open_row) if open_row.isdecimal() else None,
        "form": form if form in ("sua", "tach") else "",
        "adding": form == "them",
    }
    opened = _line(context["sheet"], context["open_row"]) if context["open_row"] else None
    context["values"] = _values(opened.row if opened else None)
    return render(request, "plans/confirm.html", context)


def _values(row: Proposal | None, typed: Mapping[str, str] | None = None) -> dict[str, str]:
    """What the fields of a form hold: as typed, else as the row has it, else nothing."""
    body = row.body if row else {}
    names = {field: "\n".join(body.get(field) or ()) for field in ("lead", "coordinating")}
    plain = {field: body.get(field) or "" for field in ("code", "title", "product", "timing_text")}
    return {**plain, **names, "first": plain["title"], "second": "", **(typed or {})}


def _row(request: SignedInRequest, intake_id: int, row_id: int) -> Proposal:
    return get_object_or_404(queries.proposals_visible_to(request.user), pk=row_id, intake_id=intake_id)


def _line(sheet: Sheet, row_id: int) -> Line | None:
    return next((line for line in sheet.lines if line.row.pk == row_id), None)


@login_required
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
        {**context, "line": line, "open_row": row_id if form != "xem" else None, "form": form, "values": _values(row)},
    )


@login_required
@require_POST
def act(request: SignedInRequest, intake_id: int, row_id: int, name: str) -> HttpResponse:
    """One act on one row: dung, bo, xem-lai, gop, sua, tach."""
    row = _row(request, intake_id, row_id)
    seen = request.POST.get("seen") or None
    errors: dict[str, list[str]] = {}
    target = row
    try:
        if name == "sua":
            confirming.correct(request.user, row, {field: request.POST.get(field, "") for field in TYPED}, seen)
        elif name == "tach":
            confirming.split(request.user, row, request.POST.get("first", ""), request.POST.get("second", ""), seen)
        else:
            target = ACTS[name](request.user, row, seen)
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
                    "form": name,
                    "values": _values(row, request.POST.dict()),
                    "counted": True,
                },
            )
    for sentences in errors.values():
        for sentence in sentences:
            messages.error(request, sentence)
    reopened = f"?dong={row_id}&viec={name}" if errors and name in ("sua", "tach") else ""
    page = reverse("plans:confirm", args=[intake_id])
    if request.htmx:
        return HttpResponse(headers={"HX-Redirect": f"{page}{reopened}#nv-{target.pk}"})
    return redirect(f"{page}{reopened}#nv-{target.pk}")


@login_required
@require_POST
def add_row(request: SignedInRequest, intake_id: int) -> HttpResponse:
    """Add a task that the machine missed."""
    intake = get_object_or_404(queries.intakes_visible_to(request.user), pk=intake_id)
    page = reverse("plans:confirm", args=[intake_id])
    after = request.POST.get("after", "")
    try:
        previous = _row(request, intake_id, int(after)) if after.isdecimal() else None
        row = confirming.add(request.user, intake, {field: request.POST.get(field, "") for field in TYPED}, previous)
    except ValidationError as error:
        for sentence in error.messages:
            messages.error(request, sentence)
        return redirect(f"{page}?viec=them#them")
    return redirect(f"{page}#nv-{row.pk}")


@login_required
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
    *(
        path(f"xac-nhan/<int:intake_id>/<int:row_id>/mo-{form}/", row_form, {"form": form}, name=f"confirm-form-{form}")
        for form in ("sua", "tach", "xem")
    ),
    *(
        path(f"xac-nhan/<int:intake_id>/<int:row_id>/{name}/", act, {"name": name}, name=f"confirm-{name}")
        for name in ("dung", "bo", "xem-lai", "gop", "sua", "tach")
    ),
]
