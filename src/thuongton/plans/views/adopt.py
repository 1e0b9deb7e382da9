"""The last step of confirming: taking the confirmed tasks into tracking."""

from __future__ import annotations

import datetime as dt
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils.translation import gettext as _

from thuongton.people.requests import SignedInRequest
from thuongton.plans.queries import proposals as queries
from thuongton.plans.queries.adoption import Defaults, defaults_for
from thuongton.plans.services.adopting import adopt_intake
from thuongton.web.dates import parse_day


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


@login_required
def adopt_page(request: SignedInRequest, intake_id: int) -> HttpResponse:
    """What will be tracked, what is still «chưa giao», and the facts of the plan; then the act itself."""
    intake = get_object_or_404(queries.intakes_visible_to(request.user), pk=intake_id)
    sheet = queries.sheet_of(intake, doubtful_first=False)
    kept = [line for line in sheet.lines if line.row.state != "dropped"]
    units = list(queries.units_to_adopt_for(request.user))
    plans = list(queries.plans_to_implement(request.user))
    defaults = defaults_for(request.user, intake)
    errors: dict[str, list[str]] = {}
    if request.method == "POST":
        try:
            adopted = adopt_intake(request.user, intake, **_given(request, defaults, units, plans))
        except ValidationError as error:
            errors = error.message_dict if hasattr(error, "error_dict") else {"form": error.messages}
        except PermissionDenied as error:
            errors = {"form": [str(error)]}
        else:
            messages.success(
                request,
                _("Đã đưa %(count)d nhiệm vụ vào theo dõi.") % {"count": adopted.plan.tasks.count()},
            )
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
