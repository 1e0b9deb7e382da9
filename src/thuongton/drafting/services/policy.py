"""Problems and solutions of a draft: noted, removed, chosen; the policy is completed where every problem has two."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db.models import Max
from django.utils.translation import gettext as _

from thuongton.audit.services import recording
from thuongton.cases.models import Case
from thuongton.cases.services.acting import act_on
from thuongton.drafting.models import PolicyProblem, PolicySolution
from thuongton.drafting.policy import fewest
from thuongton.drafting.queries.policy import weighed
from thuongton.drafting.services.on_case import demand_going_on
from thuongton.people.models import User
from thuongton.people.queries import today
from vanban.text import join_lines


def note_problem(
    user: User, case: Case, *, problem: str, causes: str = "", goal: str = "", targets: str = ""
) -> PolicyProblem:
    """Note a problem with its causes, goal and whom it concerns."""
    demand_going_on(user, case)
    if not problem.strip():
        raise ValidationError({"problem": _("Hãy ghi vấn đề.")})
    with recording(user, "Ghi một vấn đề của chính sách", case):
        Case.objects.select_for_update(of=("self",)).get(pk=case.pk)
        last = PolicyProblem.objects.filter(case=case).aggregate(last=Max("place"))["last"] or 0
        return PolicyProblem.objects.create(
            case=case,
            place=last + 1,
            problem=problem.strip(),
            causes=causes.strip(),
            goal=goal.strip(),
            targets=targets.strip(),
        )


def remove_problem(user: User, problem: PolicyProblem) -> None:
    """Take a problem out with its solutions; the trail keeps what stood there."""
    demand_going_on(user, problem.case)
    with recording(user, "Bỏ một vấn đề của chính sách", problem.case):
        problem.delete()


def note_solution(
    user: User, problem: PolicyProblem, *, words: str, impact: str = "", keeps: bool = False
) -> PolicySolution:
    """Note a solution that was weighed."""
    demand_going_on(user, problem.case)
    if not words.strip():
        raise ValidationError({"words": _("Hãy ghi giải pháp.")})
    with recording(user, "Ghi một giải pháp của chính sách", problem.case):
        return PolicySolution.objects.create(problem=problem, words=words.strip(), impact=impact.strip(), keeps=keeps)


def remove_solution(user: User, solution: PolicySolution) -> None:
    """Take a solution out."""
    demand_going_on(user, solution.problem.case)
    with recording(user, "Bỏ một giải pháp của chính sách", solution.problem.case):
        solution.delete()


def choose_solution(user: User, solution: PolicySolution, *, reason: str) -> None:
    """Choose one solution of its problem, in the place of the one chosen before."""
    problem = solution.problem
    demand_going_on(user, problem.case)
    why = join_lines(reason)
    if not why:
        raise ValidationError({"reason": _("Hãy ghi lý do chọn giải pháp này.")})
    with recording(user, "Chọn giải pháp của chính sách", problem.case):
        row = PolicyProblem.objects.select_for_update(of=("self",)).get(pk=problem.pk)
        row.solutions.filter(chosen=True).update(chosen=False)
        row.solutions.filter(pk=solution.pk).update(chosen=True)
        row.why_chosen = why
        row.save(update_fields=["why_chosen"])
    solution.refresh_from_db()


def complete_policy(user: User, case: Case) -> None:
    """Tell the case that the policy is whole; refused where a problem has too few solutions or none chosen."""
    demand_going_on(user, case)
    problems = weighed(case)
    if not problems:
        raise ValidationError(_("Chưa ghi vấn đề nào của chính sách."))
    for number, one in enumerate(problems, 1):
        if one.has_too_few:
            raise ValidationError(
                _("Vấn đề %(number)d mới có %(count)d giải pháp; cần ít nhất 2 (26/2025/TT-BTP Điều 10).")
                % {"number": number, "count": one.counted}
            )
        if not one.chosen:
            raise ValidationError(_("Vấn đề %(number)d chưa chọn giải pháp.") % {"number": number})
    data = {"so_van_de": len(problems), "it_giai_phap_nhat": fewest(problems)}
    with recording(user, "Hoàn thiện nội dung chính sách", case):
        act_on(user, case, "hoan_thien_chinh_sach", today().isoformat(), data)
