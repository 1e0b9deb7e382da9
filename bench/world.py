"""A country of plans for measuring: provinces, communes, plans and tasks, written by the database itself.

Half of the tasks are regular as in the plan 444/KH-UBND (23 of 42); of the rest some wait, some are begun, finished
early, on time or late, and one in a thousand was extended twice.
"""

from __future__ import annotations

import datetime as dt

from django.db import connection

from thuongton.people.models import Unit, User
from thuongton.people.services import add_user, give_hat

AS_OF = dt.date(2026, 3, 31)
PROVINCES = 34
COMMUNES = 3_321
TASKS = 42
PASSWORD = "mat-khau-do-luong-1"


def _day(first: str, days: str) -> str:
    """The SQL of a day so many days after another."""
    if connection.vendor == "sqlite":
        return f"date('{first}', '+' || ({days}) || ' days')"
    return f"(date '{first}' + ({days})::int)"


def _numbers(count: int) -> str:
    return f"WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < {count - 1})"


def _fill(table: str, count: int, **columns: str) -> None:
    into = f"INSERT INTO {table} ({', '.join(f'{chr(34)}{name}{chr(34)}' for name in columns)})"
    values = ", ".join(columns.values())
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(f"{into} {_numbers(count)} SELECT {values} FROM n")
        else:
            cursor.execute(f"{into} SELECT {values} FROM generate_series(0, {count - 1}) AS n(i)")


def _without_trail() -> None:
    """A throw-away database needs no trail of its filling."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
            for (name,) in cursor.fetchall():
                cursor.execute(f'DROP TRIGGER "{name}"')
        else:
            cursor.execute("SET session_replication_role = replica")


def fill(plans: int) -> dict[str, int]:
    """Units of the whole country and ``plans`` plans of 42 tasks, dealt to the communes in turn; returns row counts."""
    _without_trail()
    tasks = plans * TASKS
    Unit.objects.bulk_create(
        [Unit(pk=n + 1, kind="province", name=f"Tỉnh {n}", path=f"/{n + 1}/") for n in range(PROVINCES)]
        + [
            Unit(
                pk=1_000 + n,
                kind="commune",
                name=f"Xã {n}",
                parent_id=n % PROVINCES + 1,
                path=f"/{n % PROVINCES + 1}/{1_000 + n}/",
            )
            for n in range(COMMUNES)
        ]
    )
    unit = f"1000 + (i / {TASKS}) % {COMMUNES}"
    _fill(
        "plans_plan",
        plans,
        id="i + 1",
        unit_id=f"1000 + i % {COMMUNES}",
        number="i || '/KH-UBND'",
        issued_on=_day("2025-08-13", "i % 90"),
        title="'Kế hoạch triển khai thực hiện Nghị quyết số ' || i",
        agreed_days="15",
        tracked_from="'2025-08-13'",
    )
    # A spread of numbers that looks like chance and is the same every time.
    chance = "((i % 100003 * 7919 + i / 97) % 1000)"
    dated = f"i % {TASKS} >= 23"
    waits = f"i % {TASKS} >= 37"
    changed = f"{dated} AND {chance} BETWEEN 500 AND 520"
    due = _day("2025-12-01", f"{chance} % 700")
    _fill(
        "plans_task",
        tasks,
        id="i + 1",
        plan_id=f"i / {TASKS} + 1",
        unit_id=unit,
        **{"order": f"i % {TASKS} + 1"},
        code=f"'B.' || (i % {TASKS} + 1)",
        title="'Rà soát, kiến nghị hoàn thiện pháp luật về điều kiện đầu tư kinh doanh theo hướng cắt giảm, mã ' || i",
        product="'Báo cáo kết quả rà soát; văn bản được sửa đổi, bổ sung'",
        lead_text="'UBND cấp xã'",
        coordinating_text="'Các sở, ban, ngành cấp tỉnh'",
        timing_text="'Năm 2026'",
        regular=f"i % {TASKS} < 23",
        duty="i < 0",
        kind=f"CASE WHEN {waits} THEN 'after_event' WHEN {dated} THEN 'window' ELSE 'continuous' END",
        waits=waits,
        opened_on=f"CASE WHEN {waits} AND {chance} < 300 THEN {_day('2025-09-01', f'{chance} % 300')} END",
        window_start=f"CASE WHEN {dated} AND NOT {waits} THEN {_day('2025-09-01', f'{chance} % 700')} END",
        due=f"CASE WHEN {dated} AND NOT {waits} THEN {due} END",
        changes=f"CASE WHEN {changed} THEN CASE {chance} WHEN 500 THEN 2 ELSE 1 END ELSE 0 END",
        changed_on=f"CASE WHEN {changed} THEN {_day('2026-03-01', f'{chance} % 60')} END",
        changed_due=f"CASE WHEN {changed} THEN {_day('2026-06-01', f'{chance} % 300')} END",
        started_on=f"CASE WHEN {dated} AND {chance} % 5 < 2 THEN {_day('2025-10-01', f'{chance} % 250')} END",
        declared_on=f"CASE WHEN {dated} AND {chance} % 5 = 3 THEN {_day('2025-11-01', f'{chance} % 400')} END",
        done_on=f"CASE WHEN {dated} AND {chance} % 10 = 3 THEN {_day('2025-11-01', f'{chance} % 400')} END",
        cancel_reason="''",
        search="'b.' || i || ' ra soat kien nghi hoan thien phap luat ve dieu kien dau tu kinh doanh cat giam'",
    )
    _fill(
        "plans_party",
        tasks,
        id="i + 1",
        task_id="i + 1",
        role="'lead'",
        name="'UBND cấp xã'",
        unit_id=unit,
        category="''",
        **{"order": "0"},
    )
    with connection.cursor() as cursor:
        for number, (on, until) in enumerate((("2026-02-01", "2026-05-01"), ("2026-03-20", "2026-09-01"))):
            cursor.execute(
                "INSERT INTO plans_deadlinechange (task_id, new_due, asked_on, granted_on, reason, answer, recorded_at)"
                f" SELECT id, '{until}', '{on}', '{on}', 'đo', '{number}', '{on}' FROM plans_task WHERE changes = 2"
            )
        cursor.execute("ANALYZE" if connection.vendor == "sqlite" else "VACUUM ANALYZE")
    return {"plans": plans, "tasks": tasks}


def people() -> tuple[User, User]:
    """An officer of one commune and a leader of one province."""
    commune, province = Unit.objects.get(pk=1_000), Unit.objects.get(pk=1)
    officer = add_user(username="can-bo", full_name="Cán bộ xã", password=PASSWORD)
    leader = add_user(username="lanh-dao", full_name="Lãnh đạo tỉnh", password=PASSWORD)
    give_hat(user=officer, role="officer", unit=commune)
    give_hat(user=leader, role="leader", unit=province)
    return officer, leader
