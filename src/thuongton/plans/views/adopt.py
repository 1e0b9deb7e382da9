"""The last step of confirming: taking the confirmed tasks into tracking."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _

from thuongton.documents.models import Intake
from thuongton.documents.steps import TRACKING, steps_of
from thuongton.people.requests import SignedInRequest
from thuongton.plans.forms.adopting import AdoptForm
from thuongton.plans.models import Plan
from thuongton.plans.queries import proposals as queries
from thuongton.plans.queries.adoption import defaults_for
from thuongton.plans.queries.agencies import units_to_choose, unknown_leads
from thuongton.plans.queries.tracked_already import tracked_already
from thuongton.plans.services.adopting import Adopted, adopt_intake
from thuongton.plans.views.agencies import chosen_agencies, typed_agencies
from thuongton.web.forms import undo


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
    form = AdoptForm(
        request.POST if request.method == "POST" else None,
        user=request.user,
        record=intake,
        ident="dv",
        known={"unit": units, "implements": list(queries.plans_to_implement(request.user))},
        offered=defaults_for(request.user, intake),
        duties=sheet.duties,
    )
    home = next((unit for unit in units if str(unit.pk) == str(form["unit"].value())), intake.unit)
    choices = units_to_choose(request.user, home)
    unknown = unknown_leads(home, [line.row.task for line in kept])
    adopted_already = queries.adopted_from(intake)
    same: list[Plan] = []
    if intake.document_id and not adopted_already:
        same = tracked_already(
            request.user,
            unit=home.pk,
            number=form["number"].value() or "",
            title=form["title"].value() or "",
            tasks=[line.row.task.title for line in kept],
        )
    if request.method == "POST" and form.is_valid():
        try:
            if same and not form.cleaned_data["anyway"]:
                raise ValidationError(
                    _("Kế hoạch này có vẻ đang được theo dõi; mở kế hoạch đó, hoặc đánh dấu «vẫn đưa vào» rồi gửi lại.")
                )
            agencies = chosen_agencies(request, unknown, choices)
            adopted = adopt_intake(request.user, intake, **form.facts, agencies=agencies)
        except ValidationError as error:
            form.refuse(error)
        except PermissionDenied as error:
            form.add_error(None, str(error))
        else:
            _tell(request, intake, adopted, declared=form.facts.get("declare", False))
            return redirect("plans:plan", adopted.plan.pk)
    context = {
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
        "form": form,
        "adopted": adopted_already,
        "no_lead": [line for line in kept if not line.row.task.lead],
        "no_time": [line for line in kept if not line.row.task.timing_text and not line.row.task.duty],
        "undecided": [line for line in kept if line.row.state == "pending"],
    }
    return render(request, "plans/adopt.html", context, status=400 if form.errors else 200)


def _tell(request: SignedInRequest, intake: Intake, adopted: Adopted, *, declared: bool) -> None:
    """Say what was taken in, with the way back, and what of the reported progress fits no task."""
    words = _adopted_words(adopted.plan)
    if declared:  # what was declared stands: such a plan is not taken out again
        messages.success(request, words)
    else:
        undo.success(request, words, "dua-vao", {"plan": adopted.plan.pk}, reverse("plans:adopt", args=[intake.pk]))
    if adopted.unmatched:
        said = _("%(count)d dòng tiến độ trong báo cáo không khớp nhiệm vụ nào, chưa ghi nhận: %(codes)s.") % {
            "count": len(adopted.unmatched),
            "codes": "; ".join(entry.title[:80] for entry in adopted.unmatched),
        }
        messages.warning(request, said)


urls = [path("xac-nhan/<int:intake_id>/dua-vao-theo-doi/", adopt_page, name="adopt")]
