"""What the head of every page of a plan shows: its counts by both lenses, the bar, the sides of the plan."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from thuongton.people.requests import SignedInRequest
from thuongton.plans.models import Plan
from thuongton.plans.queries import pages
from thuongton.plans.queries.rights import may_correct, may_write
from thuongton.plans.queries.tasks import counts
from thuongton.plans.queries.turns import late_turns
from thuongton.plans.shown.bars import parts, segments
from thuongton.plans.status import DONE, Basis, State
from thuongton.plans.views.tasks import basis_of
from thuongton.web.states import mark_of

LENS = "theo=san-pham"


@dataclass(frozen=True, slots=True)
class Tab:
    """One side of a plan."""

    key: str
    address: str
    label: str
    number: int | None = None


@dataclass(frozen=True, slots=True)
class StateCount:
    """One number of the line of states: it opens just as many rows."""

    key: str
    words: str
    number: int
    href: str
    title: str = ""


def _tabs(plan: Plan, lens: str, total: int) -> list[Tab]:
    """The sides of a plan; its paper with the findings of the linter stands before the history."""
    sides = (
        ("table", "plans:plan", _("Bảng")),
        ("board", "plans:board", _("Theo đơn vị")),
        ("timeline", "plans:timeline", _("Dòng thời gian")),
        ("coverage", "plans:coverage", _("Ma trận bao phủ")),
        ("report", "plans:report", _("Báo cáo trạng thái")),
        ("compare", "plans:compare", _("So với kỳ trước")),
        ("history", "plans:history", _("Lịch sử")),
    )
    tabs = [
        Tab(key, reverse(name, args=[plan.pk]) + lens, label, total if key == "table" else None)
        for key, name, label in sides
    ]
    read_from = plan.source_id or plan.document_id
    if read_from:
        tabs.insert(-1, Tab("check", reverse("documents:check", args=[read_from]), _("Kiểm tra văn bản")))
    return tabs


def words_of(state: State) -> str:
    """The words of a state within the line of states."""
    words = _(mark_of(state)[0].words)
    return words[:1].lower() + words[1:]


def states_of_done() -> str:
    """The states of finished tasks, as an address names them."""
    return ",".join(state for state in State if state in DONE)


def _lens(basis: Basis, before: str) -> str:
    return f"{before}{LENS}" if basis is Basis.PROVEN else ""


def state_address(plan: Plan, states: str, basis: Basis) -> str:
    """The table of a plan with just the tasks in these states, by a lens; all of them for ""."""
    table = reverse("plans:plan", args=[plan.pk])
    return f"{table}?trang-thai={states}{_lens(basis, '&')}" if states else f"{table}{_lens(basis, '?')}"


def late_address(plan: Plan, basis: Basis) -> str:
    """The overdue turns of a plan."""
    return f"{reverse('plans:turns')}?trang-thai=overdue&ke-hoach={plan.pk}{_lens(basis, '&')}"


def _done(counted: Mapping[State, int], basis: Basis, address: str) -> list[StateCount]:
    """What is done as one number; hovering tells how much of it came early, in time and late."""
    number = sum(counted[state] for state in DONE)
    if not number:
        return []
    title = ", ".join(f"{counted[state]} {words_of(state)}" for state in State if state.done and counted[state])
    key, words = ("proven", _("xong")) if basis is Basis.PROVEN else ("declared", _("khai báo xong"))
    return [StateCount(key, words, number, address, title)]


def line_of(
    plan: Plan, counted: Mapping[State, int], proven: Mapping[State, int], late: int, basis: Basis
) -> dict[str, Any]:
    """The line of states of a plan: the bar, overdue turns, what adds up to all tasks, and beside it what is proven."""
    done = sum(proven[state] for state in DONE)
    bar, total = segments(counted), sum(counted.values())
    turns = StateCount("turn_overdue", _("kỳ quá hạn"), late, late_address(plan, basis))
    others = [
        StateCount(part.state, words_of(part.state), part.number, state_address(plan, part.state, basis))
        for part in bar
        if not part.state.done
    ]
    finished = states_of_done()
    return {
        "bar_parts": parts(counted, done),
        "bar_label": "; ".join(f"{part.number} {words_of(part.state)}" for part in bar),
        "first": [turns] if late or counted[State.REGULAR] else [],
        "counts": [*_done(counted, basis, state_address(plan, finished, basis)), *others],
        "beside": [StateCount("proven", _("chứng minh"), done, state_address(plan, finished, Basis.PROVEN))],
        "total": total,
        "total_href": state_address(plan, "", basis),
    }


def frame(request: SignedInRequest, plan: Plan, tab: str) -> dict[str, Any]:
    """What the head of every page of a plan shows: counts, bar, tabs, lens."""
    basis = basis_of(request)
    tasks = pages.tasks_of(request.user, plan)
    counted = counts(tasks, request.as_of, basis)
    proven = counted if basis is Basis.PROVEN else counts(tasks, request.as_of, Basis.PROVEN)
    late, total = late_turns(tasks, request.as_of, basis), sum(counted.values())
    return {
        "room": "plans",
        "plan": plan,
        "tab": tab,
        "tabs": _tabs(plan, f"?{LENS}" if basis is Basis.PROVEN else "", total),
        "basis": basis,
        "counted": counted,
        **line_of(plan, counted, proven, late, basis),
        "late_turns": late,
        "regular": counted[State.REGULAR],
        "cancelled": counted[State.CANCELLED],
        "dated": total - counted[State.REGULAR] - counted[State.CANCELLED],
        "writable": may_write(request.user, plan),
        "correctable": may_correct(request.user, plan),
        "table_url": reverse("plans:plan", args=[plan.pk]),
        "more": f"&{LENS}" if basis is Basis.PROVEN else "",
    }
