"""The status in SQL is the status in Python, for every fact, day and basis."""

from __future__ import annotations

import datetime as dt
import random
from collections import Counter
from collections.abc import Callable
from copy import deepcopy

import pytest
from django.db.models import Count

from thuongton.people.services import add_unit
from thuongton.plans.models import DeadlineChange, Occurrence, Plan, Rule, Task
from thuongton.plans.queries.status import day_expression, status_case
from thuongton.plans.queries.tasks import with_status
from thuongton.plans.status import Basis, State, count, done_day, due_in_force, start_in_force, status, statuses

FIRST = dt.date(2025, 6, 1)
DAYS = 400
ROWS = 2_400
CHANCES = {
    "window_start": 0.5,
    "due": 0.7,
    "started_on": 0.4,
    "declared_on": 0.4,
    "done_on": 0.3,
    "cancelled_on": 0.08,
}


def _day(dice: random.Random, chance: float = 1.0) -> dt.date | None:
    return FIRST + dt.timedelta(days=dice.randrange(DAYS)) if dice.random() < chance else None


def _facts(dice: random.Random) -> dict[str, dt.date | None]:
    return {name: _day(dice, chance) for name, chance in CHANCES.items()}


def _change_all(rows: list[Task] | list[Occurrence], dice: random.Random) -> None:
    """Up to three granted changes on some of the rows, and some that were asked or refused only."""
    changes = []
    for row in rows:
        granted = []
        for _turn in range(dice.choice((0, 0, 0, 1, 2, 3))):
            change = DeadlineChange(
                task_id=row.task_id if isinstance(row, Occurrence) else row.pk,
                occurrence_id=row.pk if isinstance(row, Occurrence) else None,
                new_due=_day(dice),
                new_start=_day(dice, 0.5),
                asked_on=FIRST,
                reason="thử",
                granted_on=_day(dice, 0.8),
            )
            changes.append(change)
            granted += [change] if change.granted_on else []
        granted.sort(key=lambda change: change.granted_on)
        if granted:
            last = granted[-1]
            row.changes, row.changed_on = len(granted), last.granted_on
            row.changed_due, row.changed_start = last.new_due, last.new_start
    type(rows[0]).objects.bulk_update(rows, ["changes", "changed_on", "changed_due", "changed_start"])
    DeadlineChange.objects.bulk_create(sorted(changes, key=lambda c: c.granted_on or FIRST))


def _plan() -> Plan:
    province = add_unit(None, None, name="Tỉnh Thử", kind="province")
    return Plan.objects.create(unit=province, title="Kế hoạch thử", tracked_from=FIRST)


def _tasks() -> list[Task]:
    plan, dice = _plan(), random.Random(66)
    Task.objects.bulk_create(
        Task(
            plan=plan,
            unit=plan.unit,
            code=str(number),
            title="Nhiệm vụ",
            regular=dice.random() < 0.1,
            waits=dice.random() < 0.4,
            opened_on=_day(dice, 0.5),
            **_facts(dice),
        )
        for number in range(ROWS)
    )
    _change_all(list(Task.objects.order_by("pk")), dice)
    return list(Task.objects.order_by("pk").prefetch_related("deadlinechanges"))


@pytest.fixture
def turns(db: None) -> list[Occurrence]:
    plan, dice = _plan(), random.Random(67)
    task = Task.objects.create(plan=plan, unit=plan.unit, code="1", title="Báo cáo", regular=True)
    rule = Rule.objects.create(task=task, kind="recurring")
    Occurrence.objects.bulk_create(
        Occurrence(task=task, rule=rule, period=str(number), **_facts(dice)) for number in range(600)
    )
    _change_all(list(Occurrence.objects.order_by("pk")), dice)
    return list(Occurrence.objects.order_by("pk").prefetch_related("deadlinechanges"))


@pytest.fixture(scope="module")
def tasks_built(once: Callable[[Callable[[], list[Task]]], list[Task]]) -> list[Task]:
    return once(_tasks)


@pytest.fixture
def tasks(tasks_built: list[Task], db: None) -> list[Task]:
    return deepcopy(tasks_built)


def _days() -> list[dt.date]:
    dice = random.Random(68)
    return [dt.date(2026, 3, 31), *(FIRST + dt.timedelta(days=dice.randrange(-5, DAYS + 5)) for _ in range(11))]


@pytest.mark.parametrize("basis", Basis)
def test_sql_says_of_tasks_what_python_says(tasks: list[Task], basis: Basis) -> None:
    for number, as_of in enumerate(_days()):
        soon = (7, 3, 0, 30)[number % 4]
        said = dict(Task.objects.values_list("pk", status_case(as_of, basis, soon)))
        expected = {task.pk: str(status(task, as_of, basis=basis, soon_days=soon)) for task in tasks}
        assert said == expected, as_of
        assert len(set(expected.values())) >= 8


@pytest.mark.parametrize("basis", Basis)
def test_sql_says_of_occurrences_what_python_says(turns: list[Occurrence], basis: Basis) -> None:
    for as_of in _days():
        said = dict(Occurrence.objects.values_list("pk", status_case(as_of, basis, model=Occurrence)))
        assert said == {turn.pk: str(status(turn, as_of, basis=basis)) for turn in turns}, as_of


@pytest.mark.parametrize(("name", "python"), [("done", done_day), ("start", start_in_force), ("due", due_in_force)])
def test_sql_gives_the_same_days(tasks: list[Task], name: str, python: object) -> None:
    for as_of in _days()[:4]:
        said = dict(Task.objects.values_list("pk", day_expression(name, as_of)))
        assert said == {task.pk: python(task, as_of) for task in tasks}


def test_counts_in_one_query_sum_to_the_total(tasks: list[Task], django_assert_num_queries: object) -> None:
    for as_of in _days():
        with django_assert_num_queries(1):
            rows = Task.objects.order_by().values_list(status_case(as_of)).annotate(Count("pk"))
            counted = {State(state): number for state, number in rows}
        assert sum(counted.values()) == ROWS
        assert counted == Counter(statuses(tasks, as_of))
        assert sum(count(statuses(tasks, as_of)).values()) == ROWS


def test_counts_through_a_relation(tasks: list[Task]) -> None:
    as_of = dt.date(2026, 3, 31)
    rows = Plan.objects.order_by().values_list(status_case(as_of, prefix="tasks__")).annotate(Count("tasks"))
    assert dict(rows) == Counter(map(str, statuses(tasks, as_of)))


def test_a_list_of_states_holds_just_the_rows_in_them(tasks: list[Task]) -> None:
    for number, as_of in enumerate(_days()[:5]):
        soon = (7, 0, 30)[number % 3]
        for state in State:
            found = set(
                with_status(Task.objects.all(), as_of, soon_days=soon, states=(state,)).values_list("pk", flat=True)
            )
            assert found == {task.pk for task in tasks if status(task, as_of, soon_days=soon) is state}, (as_of, state)


def test_a_list_of_states_of_occurrences(turns: list[Occurrence]) -> None:
    for as_of in _days()[:3]:
        for state in State:
            found = with_status(Occurrence.objects.all(), as_of, states=(state,)).values_list("pk", flat=True)
            assert set(found) == {turn.pk for turn in turns if status(turn, as_of) is state}
