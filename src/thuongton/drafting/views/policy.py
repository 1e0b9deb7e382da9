"""The tab «Chính sách» of a drafting case: problems with their solutions, which was chosen, what still lacks."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.http import HttpResponse
from django.urls import path
from django.utils.translation import gettext_lazy as _

from thuongton.cases.models import Case
from thuongton.drafting import case_forms as forms
from thuongton.drafting.policy import LEAST_SOLUTIONS
from thuongton.drafting.queries.policy import problems_of
from thuongton.drafting.services import policy as services
from thuongton.drafting.views.case_tab import address_of, drafting_case, part, tab_page
from thuongton.people.requests import SignedInRequest
from thuongton.records.doing import demand_writing
from thuongton.web.acts import Act, Acts, Refused

KEY = "chinh-sach"


def policy_page(request: SignedInRequest, uid: UUID) -> HttpResponse:
    """The policy of a draft."""
    return show_policy(request, drafting_case(request.user, uid))


def show_policy(request: Any, case: Case, refused: Refused | None = None) -> HttpResponse:
    """The tab, as it is after a refusal too."""
    problems = list(problems_of(case))
    counted = [(one, sum(not each.keeps for each in one.solutions.all())) for one in problems]
    shown = {
        "problems": [(one, number, number < LEAST_SOLUTIONS) for one, number in counted],
        "least": LEAST_SOLUTIONS,
    }
    return tab_page(request, case, KEY, ACTS, "drafting/policy.html", shown, refused)


ACTS = Acts(
    [
        Act(
            "van-de",
            _("Ghi vấn đề"),
            services.note_problem,
            forms.ProblemForm,
            said=_("Đã ghi vấn đề."),
            may=bool,
            code="problem",
        ),
        Act(
            "bo-van-de",
            _("Bỏ vấn đề"),
            services.remove_problem,
            forms.ProblemRowForm,
            of_row=True,
            said=_("Đã bỏ vấn đề."),
            may=bool,
            code="problem-remove",
            confirm=_("Bỏ vấn đề này cùng các giải pháp của nó?"),
            danger=True,
        ),
        Act(
            "giai-phap",
            _("Ghi giải pháp"),
            services.note_solution,
            forms.SolutionForm,
            of_row=True,
            said=_("Đã ghi giải pháp."),
            may=bool,
            code="solution",
        ),
        Act(
            "bo-giai-phap",
            _("Bỏ giải pháp"),
            services.remove_solution,
            forms.SolutionRowForm,
            of_row=True,
            said=_("Đã bỏ giải pháp."),
            may=bool,
            code="solution-remove",
            confirm=_("Bỏ giải pháp này?"),
            danger=True,
        ),
        Act(
            "chon",
            _("Chọn giải pháp"),
            services.choose_solution,
            forms.ChooseForm,
            of_row=True,
            said=_("Đã chọn giải pháp."),
            may=bool,
            code="choose",
        ),
        Act(
            "hoan-thien",
            _("Ghi đã hoàn thiện chính sách"),
            services.complete_policy,
            said=_("Đã ghi hoàn thiện nội dung chính sách."),
            may=bool,
            code="complete",
        ),
    ],
    drafting_case,
    show_policy,
    address_of("drafting:chinh-sach"),
    demand_writing,
)
POLICY = part(KEY, _("Chính sách"), "drafting:chinh-sach", lambda case: problems_of(case).count())
AT = "ho-so/<uuid:uid>/chinh-sach/"
urls = [path(AT, policy_page, name="chinh-sach"), *ACTS.urls(AT, "chinh-sach-")]
