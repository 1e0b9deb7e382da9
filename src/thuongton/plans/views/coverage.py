"""The coverage matrix of a plan: its page and its cells, decided one by one or together; and its Excel sheet."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import FileResponse, Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST

from thuongton.audit.services import acting
from thuongton.people.models import User
from thuongton.people.requests import SignedInRequest
from thuongton.people.scopes import holds
from thuongton.plans.coverage.cascade import TASK_COVERED, TASK_PARTLY
from thuongton.plans.coverage.why import only_above, pieces, shared_words
from thuongton.plans.forms.coverage import UNDO, DecisionForm
from thuongton.plans.forms.superiors import SuperiorForm, TasksForm
from thuongton.plans.models import Coverage, Plan, Task, Verdict
from thuongton.plans.queries import coverage
from thuongton.plans.queries.coverage import BAND, MOST_COLUMNS, CellView, Matrix, OpenedCell
from thuongton.plans.queries.pages import plan_or_404
from thuongton.plans.queries.rights import may_correct, may_write
from thuongton.plans.queries.superiors import has_tasks
from thuongton.plans.services.coverage import Agreed, agree_to_suggestions, decide_coverage, undo_coverage
from thuongton.plans.services.superiors import name_superior, note_tasks
from thuongton.plans.shown.coverage_sheet import matrix_tables
from thuongton.plans.shown.lower_names import column_name, who_issued
from thuongton.plans.views.frame import frame
from thuongton.web.acts import Act, Acts, Offered, Refused
from thuongton.web.forms.marks import demand_unchanged, sent_mark
from thuongton.web.forms.undo import success
from thuongton.web.inputs import whole
from thuongton.web.limits import heavy
from thuongton.web.lists.excel import excel_response
from thuongton.web.numbers import number_words

MOST_CHOICES = 60
"""Lower plans that stand as boxes to tick; more are found by a word of their names."""
MOST_HIGHER = 3
"""Plans above whose coverage a plan shows of itself."""
UPWARD = "cap-tren"
"""The name in an address of the plan above, whose coverage by this one is shown."""
SHAPES = {"nhom": "groups", "them": "extra"}


def _matrix(request: SignedInRequest, plan_id: int, most: int = BAND) -> Matrix:
    chosen = [number for one in request.GET.getlist("voi") if (number := whole(one)) is not None]
    first = whole(request.GET.get("tu", "")) or 0
    words = request.GET.get("tim", "").strip()
    matrix = coverage.matrix_of(request.user, plan_id, chosen or None, words=words, first=first, most=most)
    if matrix is None:
        raise Http404
    return matrix


def matrix_page(request: SignedInRequest, plan_id: int) -> HttpResponse:
    """The matrix: the higher plan's tasks by group, one narrow column for each lower plan of this band."""
    return _show(request, _matrix(request, plan_id))


def _show(request: SignedInRequest, below: Matrix, refused: Refused | None = None) -> HttpResponse:
    """The page of a plan: what lower plans do about it, or (where there are none, or when asked for) what it does
    about a plan above."""
    plan = below.plan
    chosen_few = bool(request.GET.getlist("voi")) or bool(request.GET.get("tim"))
    own = _own(request, plan)
    upward = _upward(request, own, asked=not below.columns and not chosen_few)
    matrix = upward or below
    mine = coverage.decidable(request.user, matrix)
    sure = matrix.sure(mine)
    choices = list(coverage.candidates(request.user, plan)[: MOST_CHOICES + 1])
    context = {
        **frame(request, plan, "coverage"),
        "matrix": matrix,
        "upward": upward is not None,
        "cells_at": reverse("plans:coverage", args=[matrix.plan.pk]) if upward else "",
        "agree_query": f"?voi={plan.pk}&ve={plan.pk}" if upward else "",
        "columns": [
            {"plan": plan, "name": column_name(plan), "whole": f"{who_issued(plan)} · {plan}", "count": count}
            for plan, count in zip(matrix.columns, matrix.counts(), strict=True)
        ],
        "choices": choices if len(choices) <= MOST_CHOICES else [],
        "chosen": {plan.pk for plan in matrix.columns},
        "chosen_few": chosen_few,
        "legend": list(Verdict),
        "shape": SHAPES.get(request.GET.get("xem", ""), "tasks"),
        "extra_number": sum(len(tasks) for _plan, tasks in matrix.extra),
        "before": max(0, matrix.first - BAND),
        "sure": sure,
        "seen": coverage.mark_of_cells(sure),
        "may_decide": bool(mine),
        "has_rows": bool(matrix.rows),
        "own": [(one, one.counts()[0]) for one in own],
        "offered": _offered(request, plan, refused),
    }
    return render(request, "plans/coverage.html", context, status=400 if refused else 200)


def _own(request: SignedInRequest, plan: Plan) -> list[Matrix]:
    """The plans that this one carries out, each against this one alone."""
    plans = coverage.implemented(request.user, plan)[:MOST_HIGHER]
    found = (coverage.matrix_of(request.user, higher.pk, [plan.pk]) for higher in plans)
    return [above for above in found if above is not None and above.columns]


def _upward(request: SignedInRequest, own: list[Matrix], *, asked: bool) -> Matrix | None:
    """The plan above that is asked for (``cap-tren``); without a choice the first that has tasks, where ``asked``."""
    chosen = whole(request.GET.get(UPWARD, ""))
    if chosen is not None:
        return next((above for above in own if above.plan.pk == chosen), None)
    return next((above for above in own if asked and any(group.rows for group in above.groups)), None)


@dataclass(frozen=True, slots=True)
class _May:
    """Whether one may say which plan of a superior is carried out, and note the tasks of one kept for comparison."""

    names: bool
    notes: bool


def _offered(request: SignedInRequest, plan: Plan, refused: Refused | None) -> Offered:
    page = _May(
        names=plan.tracked_from is not None and may_correct(request.user, plan),
        notes=plan.tracked_from is None and may_write(request.user, plan),
    )
    return Offered(ABOVE, request.user, plan, page, "plans:coverage-", (plan.pk,), refused, request.GET.get("lam", ""))


@heavy("xuat")
def matrix_excel(request: SignedInRequest, plan_id: int) -> FileResponse:
    """The same matrix as an Excel file, with more columns than a page has."""
    matrix = _matrix(request, plan_id, MOST_COLUMNS)
    name = _("Ma trận bao phủ %(plan)s") % {"plan": matrix.plan.called}
    return excel_response(matrix_tables(matrix), name.replace("/", "-"))


@require_POST
def agree_all(request: SignedInRequest, plan_id: int) -> HttpResponse:
    """Agree to every suggestion of the band whose words are nearly the same; what was seen must still stand."""
    below = whole(request.GET.get("ve", ""))  # the plan below on whose page the button stood
    query = f"?{UPWARD}={plan_id}" if below is not None else f"?{request.GET.urlencode()}" if request.GET else ""
    page = reverse("plans:coverage", args=[plan_id if below is None else below]) + query
    matrix = _matrix(request, plan_id)
    cells = matrix.sure(coverage.decidable(request.user, matrix))
    try:
        demand_unchanged(sent_mark(request), coverage.mark_of_cells(cells))
        made = _agree(request, matrix, [(row.task, cell) for row, cell in cells if row.task is not None])
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
        return redirect(page)
    if made:
        said = ngettext("Đã đồng ý %(n)s ô.", "Đã đồng ý %(n)s ô.", len(made)) % {"n": number_words(len(made))}
        facts = {"rows": {str(row.pk): coverage.mark_of_decision(row) for row in made}}
        success(request, said, "bao-phu", facts, page)
    return redirect(page)


def _agree(request: SignedInRequest, matrix: Matrix, cells: list[tuple[Any, CellView]]) -> list[Coverage]:
    lower = {plan.pk: plan for plan in matrix.columns}
    made: list[Coverage] = []
    by_plan = groupby(sorted(cells, key=lambda one: one[1].lower_id), key=lambda one: one[1].lower_id)
    with acting():
        for plan_id, some in by_plan:
            agreed = [Agreed(task, cell.verdict, cell.item_id) for task, cell in some]
            made += agree_to_suggestions(request.user, matrix.plan, lower[plan_id], agreed)
    return made


def _pair(request: SignedInRequest, plan_id: int, lower_id: int, key: str) -> OpenedCell:
    pair = coverage.pair_of(request.user, plan_id, lower_id, key)
    if pair is None:
        raise Http404
    return pair


def _decide(request: SignedInRequest, pair: OpenedCell, form: DecisionForm) -> str:
    """Do what the form of a cell says; returns the sentence of a refusal."""
    if not form.is_valid():
        return form.sentences
    given = form.cleaned_data
    try:
        if given["verdict"] != UNDO:
            decide_coverage(request.user, pair.higher, pair.lower, task=pair.task, group=pair.group, **given)
        elif pair.decided:
            undo_coverage(request.user, pair.decided, seen=given["seen"])
    except ValidationError as caught:
        return " ".join(caught.messages)
    return ""


def pair_page(request: SignedInRequest, plan_id: int, lower_id: int, key: str) -> HttpResponse:
    """Both quotes and the decision: a page of its own, or the panel beside the matrix.

    From the panel a decision is answered with the cell that comes next (``tiep``), and tells what became of this one.
    """
    pair = _pair(request, plan_id, lower_id, key)
    panel = request.headers.get("HX-Request") == "true"
    error, was = "", None
    if request.method == "POST":
        form = DecisionForm(request.POST, user=request.user, record=pair)
        error = _decide(request, pair, form)
        if not error and not panel:
            return redirect(f"{reverse('plans:coverage', args=[plan_id])}#{key}")
        pair = _pair(request, plan_id, lower_id, key)
        if not error:
            was = (_address(pair), coverage.cell_of(pair))
            if form.next_cell is not None:  # the cell whose address came with the decision
                pair = _pair(request, plan_id, *form.next_cell)
    context = {**_shown(request, pair), "error": error, "was": was, "panel": panel}
    return render(request, "plans/parts/coverage_panel.html" if panel else "plans/coverage_cell.html", context)


def _address(pair: OpenedCell) -> str:
    return reverse("plans:coverage-cell", args=[pair.higher.pk, pair.lower.pk, pair.key])


def _shown(request: SignedInRequest, pair: OpenedCell) -> dict[str, Any]:
    """What the panel shows of a cell: the quotes with the words both have, and why the machine suggests this."""
    best = pair.suggestions[0] if pair.suggestions else None
    below = best.item.text if best and best.item else ""
    checked = pair.decided.by_task_id if pair.decided else best.item.id if best and best.item else None
    return {
        "room": "plans",
        "pair": pair,
        "address": _address(pair),
        "key": pair.key,
        "cell": coverage.cell_of(pair),
        "above": pieces(pair.text, below),
        "below": [(one, pieces(one.item.text, pair.text)) for one in pair.suggestions if one.item],
        "shared": shared_words(pair.text, below) if below else [],
        "alone": only_above(pair.text, below) if below else [],
        "checked": checked,
        "bars": (round(TASK_COVERED * 100), round(TASK_PARTLY * 100)),
        "lower_name": column_name(pair.lower),
        "seen": coverage.mark_of_decision(pair.decided),
        "verdicts": [(number, v, v.label) for number, v in enumerate(Verdict, start=1)],
        "may_decide": holds(request.user, pair.higher) or holds(request.user, pair.lower),
    }


def _found(user: User, plan_id: int) -> Plan:
    return plan_or_404(user, plan_id)


def _refused(request: SignedInRequest, plan: Plan, refused: Refused) -> HttpResponse:
    return _show(request, _matrix(request, plan.pk), refused)


def _named(above: Plan) -> str:
    if not has_tasks(above):
        return _("Đã nêu kế hoạch cấp trên. Tiếp: ghi nhiệm vụ của kế hoạch ấy để đối chiếu.")
    return _("Đã nêu kế hoạch cấp trên. Tiếp: xem từng nhiệm vụ của kế hoạch ấy đã được phủ chưa.")


def _noted(tasks: list[Task]) -> str:
    number = {"n": number_words(len(tasks))}
    return ngettext("Đã ghi %(n)s nhiệm vụ.", "Đã ghi %(n)s nhiệm vụ.", len(tasks)) % number


ABOVE = Acts(
    (
        Act(
            "neu-cap-tren", gettext_lazy("Nêu kế hoạch cấp trên"), name_superior, code="superior", form=SuperiorForm,
            may=lambda page: page.names, said=_named, long=("nhiem-vu",),
            note=gettext_lazy("Văn bản của cấp trên vào sổ văn bản đến của đơn vị, chỉ để đối chiếu, không theo dõi."),
        ),
        Act(
            "ghi-nhiem-vu", gettext_lazy("Ghi nhiệm vụ của kế hoạch này"), note_tasks, code="tasks", form=TasksForm,
            may=lambda page: page.notes, said=_noted, long=("nhiem-vu",),
        ),
    ),
    _found,
    _refused,
    lambda plan: reverse("plans:coverage", args=[plan.pk]),
)  # fmt: skip
urls = [
    *ABOVE.urls("<int:plan_id>/ma-tran/", "coverage-"),
    path("<int:plan_id>/ma-tran/", matrix_page, name="coverage"),
    path("<int:plan_id>/ma-tran/xuat.xlsx", matrix_excel, name="coverage-excel"),
    path("<int:plan_id>/ma-tran/dong-y/", agree_all, name="coverage-agree"),
    path("<int:plan_id>/ma-tran/<int:lower_id>/<str:key>/", pair_page, name="coverage-cell"),
]
