"""Confirming the head of a paper beside its source, and filing it («Vào sổ»)."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from thuongton.audit.services import acting
from thuongton.documents import queries
from thuongton.documents.forms import AnywayForm, HeadForm
from thuongton.documents.models import Intake, IntakeState
from thuongton.documents.proposal import (
    ENTERED,
    UNREAD,
    columns_of,
    direction_of,
    lay_out,
    legend,
    source_of,
    text_of,
)
from thuongton.documents.queries.duplicates import duplicates, with_file
from thuongton.documents.queries.papers import reading_of_file
from thuongton.documents.services import intake as services
from thuongton.documents.steps import HEAD, steps_of
from thuongton.documents.views.errors import sentence_of
from thuongton.people.queries import today
from thuongton.people.requests import SignedInRequest
from vanban.model import Reading


def _intake(request: SignedInRequest, pk: int) -> Intake:
    found: Intake = get_object_or_404(queries.intakes_visible_to(request.user), pk=pk)
    return found


def _same(intake: Intake) -> list[Any]:
    """Papers of the register that may be this one: the same number and issuer, or the very same file."""
    columns, direction = columns_of(intake.head), direction_of(intake.head, intake.unit.name)
    same = duplicates(intake.unit, direction, columns["number"], columns["issuer"], title=columns["title"])
    found = {one.pk: one for one in same}
    if intake.file is not None:
        found |= {
            one.pk: one for one in with_file(intake.unit, intake.file.sha256, intake.part).select_related("unit")[:20]
        }
    return list(found.values())


def _tasks_in(reading: Reading) -> int:
    """How many tasks were read, duties of «Tổ chức thực hiện» and reported progress apart."""
    return sum(task.progress is None and not task.duty for task in reading.tasks)


def _page(
    request: SignedInRequest,
    intake: Intake,
    errors: dict[str, str] | None = None,
    status: int = 200,
    note: str = "",
    typed: dict[str, str] | None = None,
) -> HttpResponse:
    kept = reading_of_file(intake.file_id, intake.part)
    head = intake.head
    shown = lay_out(kept.value if kept else UNREAD, head)
    source, cut = source_of(kept.value, shown) if kept else ("", False)
    context = {
        "room": "documents",
        "intake": intake,
        "shown": shown,
        "doubts": sum(1 for one in shown if one.doubt),
        "entered": [(field, text_of(getattr(head, field.key))) for field in ENTERED],
        "today": today(),
        "direction": direction_of(head, intake.unit.name),
        "source": source,
        "cut": cut,
        "legend": legend(),
        "same": _same(intake),
        "errors": errors or {},
        "typed": typed or {},
        "note": note,
        "steps": steps_of(intake, HEAD, _tasks_in(kept.value) if kept else 0),
        "may_write": queries.may_write(request.user, intake.unit),
    }
    return render(request, "documents/confirm.html", context, status=status)


def confirm_page(request: SignedInRequest, pk: int) -> HttpResponse:
    """The source on the left with marks, the fields on the right, those to be looked at first."""
    intake = _intake(request, pk)
    if intake.state == IntakeState.CONFIRMED and intake.document_id:
        return redirect("documents:document", intake.document_id)
    if intake.state in services.WAITING or intake.file_id is None:
        return redirect("documents:intake")
    return _page(request, intake)


@require_POST
def save(request: SignedInRequest, pk: int) -> HttpResponse:
    """Keep what was typed: one box as it is left (a script asks), or the whole form; then file it when asked."""
    intake = _intake(request, pk)
    form = HeadForm(request.POST, user=request.user, record=intake)
    form.full_clean()
    typed = form.typed
    try:
        with acting():
            errors = services.save_header(request.user, intake, typed)
            if form.looked_at:
                services.agree(request.user, intake, form.looked_at)
    except ValidationError as error:
        messages.error(request, sentence_of(error))
        return redirect("documents:confirm", pk)
    if request.headers.get("HX-Request"):
        key = next(iter(typed), "")
        context = {"key": key, "error": errors.get(key, "")}
        return render(request, "documents/parts/saved.html", context)
    if errors:
        return _page(request, intake, errors, 400, typed=typed)
    if not form.cleaned_data["filing"]:
        messages.success(request, _("Đã lưu; có thể quay lại làm tiếp bất cứ lúc nào."))
        return redirect("documents:confirm", pk)
    if _same(intake) and not AnywayForm(request.POST, user=request.user, record=intake).ticked:
        sentence = _("Có văn bản giống trong sổ. Nếu đúng là văn bản khác, hãy đánh dấu «Vẫn vào sổ» rồi bấm lại.")
        return _page(request, intake, status=400, note=sentence)
    try:
        paper = services.file_intake(request.user, intake)
    except ValidationError as error:
        return _page(request, intake, status=400, note=sentence_of(error))
    messages.success(request, _("Đã vào sổ: %(paper)s.") % {"paper": paper.short})
    kept = reading_of_file(intake.file_id, intake.part)
    onward = queries.onward_from(intake, _tasks_in(kept.value) if kept else 0)
    return redirect(onward or reverse("documents:document", args=[paper.pk]))


urls = [
    path("dua-vao/<int:pk>/xac-nhan/", confirm_page, name="confirm"),
    path("dua-vao/<int:pk>/luu/", save, name="confirm-save"),
]
