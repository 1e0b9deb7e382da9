"""The last step of confirming: taking the confirmed tasks into tracking."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _

from thuongton.documents.steps import TRACKING, steps_of
from thuongton.people.requests import SignedInRequest
from thuongton.plans.models import Plan
from thuongton.plans.queries import proposals as queries
from thuongton.plans.queries.adoption import Defaults, defaults_for
from thuongton.plans.queries.agencies import units_to_choose, unknown_leads
from thuongton.plans.queries.tracked_already import tracked_already
from thuongton.plans.services.adopting import adopt_intake
from thuongton.plans.views.agencies import chosen_agencies, typed_agencies
from thuongton.web.dates import parse_day
from thuongton.web.forms import undo


def _given(request: SignedInRequest, defaults: Defaults, units: list[Any], plans: list[Any]) -> dict[str, Any]:
    """What was typed, checked; raises ValidationError by field."""
    errors: dict[str, str] = {}
    days: dict[str, dt.date | None] = {}
    for field, label in (("issued_on", _("Ngày ban hành")), ("tracked_from", _("Theo dõi từ ngày"))):
        raw = request.POST.get(field, "").strip()
        days[field] = parse_day(raw)
        if raw and days[field] is None:
            errors[field] = _("%(label)s «%(raw)s» không phải là ngày. Ghi như 13/8/2025.") % {
                "label": label,
                "raw": raw,
            }
    if days["tracked_from"] is None and "tracked_from" not in errors:
        errors["tracked_from"] = _("Ghi ngày bắt đầu theo dõi.")
    unit = next((unit for unit in units if str(unit.pk) == request.POST.get("unit")), None)
    if unit is None:
        errors["unit"] = _("Chọn đơn vị ban hành kế hoạch.")
    title = request.POST.get("title", "").strip()
    if not title:
        errors["title"] = _("Ghi trích yếu của kế hoạch.")
    if errors:
        raise ValidationError(errors)
    return {
        "unit": unit,
        "own": request.POST.get("own") == "1",
        "number": request.POST.get("number", "").strip(),
        "issued_on": days["issued_on"],
        "title": title,
        "tracked_from": days["tracked_from"],
        "implements": [plan for plan in plans if str(plan.pk) in request.POST.getlist("implements")],
        "duties": request.POST.get("duties") == "1",
        "declare": bool(defaults.progress) and request.POST.get("declare") == "1",
    }


def _adopted_words(plan: Plan) -> str:
    """What was taken into tracking, counted as the button counted it: tasks, and duties apart."""
    tasks, duties = queries.adopted_counts(plan)
    if duties:
        return _("Đã đưa %(count)d nhiệm vụ và %(duties)d trách nhiệm tổ chức thực hiện vào theo dõi.") % {
            "count": tasks, "duties": duties
        }  # fmt: skip
    return _("Đã đưa %(count)d nhiệm vụ vào theo dõi.") % {"count": tasks}


def adopt_page(request: SignedInRequest, intake_id: int) -> HttpResponse:
    """What will be tracked, what is still «chưa giao», and the facts of the plan; then the act itself."""
    intake = get_object_or_404(queries.intakes_visible_to(request.user), pk=intake_id)
    sheet = queries.sheet_of(intake, doubtful_first=False)
    kept = [line for line in sheet.lines if line.row.state != "dropped"]
    units = list(queries.units_to_adopt_for(request.user))
    plans = list(queries.plans_to_implement(request.user))
    defaults = defaults_for(request.user, intake)
    errors: dict[str, list[str]] = {}
    home = next(
        (unit for unit in units if str(unit.pk) == request.POST.get("unit", str(defaults.unit_id))), intake.unit
    )
    choices = units_to_choose(request.user, home)
    unknown = unknown_leads(home, [line.row.body for line in kept])
    same: list[Plan] = []
    if intake.document_id and not queries.adopted_from(intake):
        same = tracked_already(
            request.user,
            unit=home.pk,
            number=request.POST.get("number", defaults.number),
            title=request.POST.get("title", defaults.title),
            tasks=[line.row.body.get("title") or "" for line in kept],
        )
    if request.method == "POST":
        try:
            given = _given(request, defaults, units, plans)
            if same and request.POST.get("van-dua-vao") != "1":
                raise ValidationError(
                    _("Kế hoạch này có vẻ đang được theo dõi; mở kế hoạch đó, hoặc đánh dấu «vẫn đưa vào» rồi gửi lại.")
                )
            agencies = chosen_agencies(request, unknown, choices)
            adopted = adopt_intake(request.user, intake, **given, agencies=agencies)
        except ValidationError as error:
            errors = error.message_dict if hasattr(error, "error_dict") else {"form": error.messages}
        except PermissionDenied as error:
            errors = {"form": [str(error)]}
        else:
            words = _adopted_words(adopted.plan)
            if given["declare"]:  # what was declared stands: such a plan is not taken out again
                messages.success(request, words)
            else:
                page = reverse("plans:adopt", args=[intake.pk])
                undo.success(request, words, "dua-vao", {"plan": adopted.plan.pk}, page)
            if adopted.unmatched:
                messages.warning(
                    request,
                    _("%(count)d dòng tiến độ trong báo cáo không khớp nhiệm vụ nào, chưa ghi nhận: %(codes)s.")
                    % {
                        "count": len(adopted.unmatched),
                        "codes": "; ".join(entry["title"][:80] for entry in adopted.unmatched),
                    },
                )
            return redirect("plans:plan", adopted.plan.pk)
    return render(
        request,
        "plans/adopt.html",
        {
            "room": "documents",
            "intake": intake,
            "same": same,
            "at_adopting": True,
            "steps": steps_of(
                intake,
                TRACKING,
                sheet.tasks,
                tasks_at=reverse("plans:confirm", args=[intake.pk]),
                decided=not sheet.undecided,
            ),
            "unknown": unknown,
            "choices": choices,
            "chosen": typed_agencies(request),
            "sheet": sheet,
            "defaults": defaults,
            "units": units,
            "plans": plans,
            "errors": errors,
            "typed": request.POST if request.method == "POST" else None,
            "adopted": queries.adopted_from(intake),
            "no_lead": [line for line in kept if not line.row.body.get("lead")],
            "no_time": [
                line for line in kept if not line.row.body.get("timing_text") and not line.row.body.get("duty")
            ],
            "undecided": [line for line in kept if line.row.state == "pending"],
        },
    )


urls = [path("xac-nhan/<int:intake_id>/dua-vao-theo-doi/", adopt_page, name="adopt")]
