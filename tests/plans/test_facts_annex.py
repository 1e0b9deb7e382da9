"""The annex of the Quarter I report comes out of what was declared, and nothing else does."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

import vanban
from factories import make_world
from thuongton.plans.models import Plan, Task
from thuongton.plans.proof.products import suspect_product
from thuongton.plans.queries.tasks import counts, plan_table, summary_table
from thuongton.plans.services.adopting import adopt_plan
from thuongton.plans.services.facts import declare
from thuongton.plans.status import Basis, State
from thuongton.plans.taking_in.read_task import ReadTask

QUARTER = dt.date(2026, 3, 31)
ISSUED = dt.date(2025, 8, 13)


@pytest.fixture
def plan(db: None, seeds: Path) -> Plan:
    world = make_world()
    path = next(seeds.glob("003_*.txt"))
    read = [ReadTask.of(task) for task in vanban.read(path).tasks]
    plan = adopt_plan(
        None, world.province, title="Kế hoạch", tasks=read, tracked_from=ISSUED, number="444/KH-UBND", issued_on=ISSUED
    )
    for entry in read:
        if entry.progress and entry.progress.status:
            task = plan.tasks.get(code=entry.reports_on)
            declare(
                None,
                task,
                entry.progress.status,
                QUARTER,
                result=entry.progress.result or "",
                note=entry.progress.note or "",
            )
    return plan


def _only(**numbers: int) -> dict[State, int]:
    return {state: numbers.get(state.name, 0) for state in State}


def test_the_annex_comes_out_exactly(plan: Plan) -> None:
    counted = counts(Task.objects.filter(plan=plan), QUARTER)
    assert counted[State.DONE_EARLY] == 2
    assert counted[State.DONE_ON_TIME] == 2
    assert counted[State.RUNNING] == 6
    assert counted[State.NOT_DUE] + counted[State.WAITING] == 9
    assert counted[State.REGULAR] == 23
    assert sum(counted.values()) == 42


def test_nothing_is_proven_yet(plan: Plan) -> None:
    counted = counts(Task.objects.filter(plan=plan), QUARTER, Basis.PROVEN)
    assert not any(counted[state] for state in State if state.done)
    rows = plan_table(plan, QUARTER, reader=None)
    assert sum(row.unproven for row in rows) == 4


def test_the_day_before_the_plan_says_nothing_of_the_report(plan: Plan) -> None:
    counted = counts(Task.objects.filter(plan=plan), QUARTER - dt.timedelta(days=1))
    assert counted[State.RUNNING] == counted[State.DONE_ON_TIME] == 0


def test_the_form_of_the_province(plan: Plan) -> None:
    cells = {cell.label: cell for cell in summary_table(plan, QUARTER)}
    assert cells["Tổng số nhiệm vụ"].value == 42
    assert cells["Đã hoàn thành"].value == 4
    assert [part.value for part in cells["Đã hoàn thành"].parts] == [2, 2, 0]
    top = [cell.value for cell in cells.values()]
    assert top[0] == sum(top[1:])
    for cell in cells.values():
        assert len(plan_table(plan, QUARTER, reader=None, filters=cell.filters)) == cell.value


def test_only_the_scheme_that_was_submitted_is_doubted(plan: Plan) -> None:
    doubted = {
        row.task.code: suspect_product(row.task.title, row.task.product, row.declaration.state, row.declaration.result)
        for row in plan_table(plan, QUARTER, reader=None)
        if row.declaration
    }
    found = {code: str(doubt) for code, doubt in doubted.items() if doubt}
    assert list(found) == ["B.III.1"]
    assert "trình UBND tỉnh báo cáo BCH Đảng bộ tỉnh cho ý kiến về Đề án" in found["B.III.1"]


def test_the_table_needs_the_same_queries_for_one_row_and_for_all(
    plan: Plan, django_assert_num_queries: object
) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as all_rows:
        plan_table(plan, QUARTER, reader=None)
    Task.objects.filter(plan=plan).exclude(code="B.III.1").delete()
    with CaptureQueriesContext(connection) as one_row:
        plan_table(plan, QUARTER, reader=None)
    assert len(all_rows) == len(one_row) <= 6
