"""A country of plans for measuring, written by the database itself: units, plans, tasks and who takes part in them.

Half of the tasks are regular as in the plan 444/KH-UBND (23 of 42); of the rest some wait, some are begun, finished
early, on time or late, and one in a thousand was extended twice. Two tasks of a plan repeat by quarter. A commune's
task is led by the commune or one of its offices beside a department of the province; a province's task is led by a
department beside all communes as a class, and one in fifty names a commune.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator
from contextlib import contextmanager

from django.apps import apps
from django.db import connection

from thuongton.audit.triggers import install
from thuongton.people.models import Unit, User
from thuongton.people.services import add_user, give_hat

AS_OF = dt.date(2026, 3, 31)
PROVINCES = 34
DEPARTMENTS = 15  # of each province
COMMUNES = 3_321
OFFICES = 4  # of each commune
TASKS = 42
COUNTRY = 90  # id of the unit above the provinces
FIRST_DEPARTMENT, FIRST_COMMUNE, FIRST_OFFICE = 100, 1_000, 10_000  # ids
PASSWORD = "mat-khau-do-luong-1"


def _day(first: str, days: str) -> str:
    """The SQL of a day so many days after another."""
    if connection.vendor == "sqlite":
        return f"date('{first}', '+' || ({days}) || ' days')"
    return f"(date '{first}' + ({days})::int)"


def _numbers(count: int) -> str:
    return f"WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i < {count - 1})"


def _defaults(table: str, columns: Collection[str]) -> dict[str, str]:
    """SQL of the columns that are not named and may not be empty, as the model fills them."""
    model = next(model for model in apps.get_models() if model._meta.db_table == table)
    found = {}
    for field in model._meta.local_concrete_fields:
        if field.primary_key or field.null or field.column in columns or not field.has_default():
            continue
        value = field.get_default()
        found[str(field.column)] = str(value).lower() if isinstance(value, (bool, int)) else f"'{value}'"
    return found


def _fill(table: str, count: int, where: str = "", **columns: str) -> None:
    if count < 1:
        return
    columns = {**_defaults(table, columns), **columns}
    into = f"INSERT INTO {table} ({', '.join(f'{chr(34)}{name}{chr(34)}' for name in columns)})"
    values, kept = ", ".join(columns.values()), f" WHERE {where}" if where else ""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute(f"{into} {_numbers(count)} SELECT {values} FROM n{kept}")
        else:
            cursor.execute(f"{into} SELECT {values} FROM generate_series(0, {count - 1}) AS n(i){kept}")


FILLED = (
    "plans_plan",
    "plans_trigger",
    "plans_task",
    "plans_party",
    "plans_rule",
    "plans_occurrence",
    "plans_declaration",
)


@contextmanager
def _indexes_later() -> Iterator[None]:
    """Drops the plain indexes of the filled tables and makes them again over all rows: several times faster."""
    if connection.vendor == "sqlite":
        yield
        return
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT indexname, indexdef FROM pg_indexes WHERE tablename = ANY(%s) AND indexname NOT IN"
            " (SELECT conname FROM pg_constraint)",
            [list(FILLED)],
        )
        found = cursor.fetchall()
        for name, _definition in found:
            cursor.execute(f'DROP INDEX "{name}"')
        yield
        cursor.execute("SET maintenance_work_mem = '1GB'")
        for _name, definition in found:
            cursor.execute(definition)


def _without_trail() -> None:
    """A throw-away database needs no trail of its filling."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'")
            for (name,) in cursor.fetchall():
                cursor.execute(f'DROP TRIGGER "{name}"')
        else:
            cursor.execute("SET session_replication_role = replica")


def _units(country: bool) -> None:
    root = f"/{COUNTRY}/" if country else "/"
    made = [Unit(pk=COUNTRY, kind="central", name="Trung ương", path=root)] if country else []
    above = COUNTRY if country else None
    made += [
        Unit(pk=n + 1, kind="province", name=f"Tỉnh {n}", parent_id=above, path=f"{root}{n + 1}/")
        for n in range(PROVINCES)
    ]

    def below(pk: int, kind: str, name: str, parent: int, path: str) -> None:
        made.append(Unit(pk=pk, kind=kind, name=name, parent_id=parent, path=f"{path}{pk}/"))

    for n in range(PROVINCES * DEPARTMENTS):
        below(FIRST_DEPARTMENT + n, "department", f"Sở {n}", n % PROVINCES + 1, f"{root}{n % PROVINCES + 1}/")
    for n in range(COMMUNES):
        commune, path = FIRST_COMMUNE + n, f"{root}{n % PROVINCES + 1}/"
        below(commune, "commune", f"Xã {n}", n % PROVINCES + 1, path)
        for k in range(OFFICES):
            below(FIRST_OFFICE + n * OFFICES + k, "office", f"Phòng {k}, xã {n}", commune, f"{path}{commune}/")
    Unit.objects.bulk_create(made, batch_size=5_000)


def fill(plans: int, higher: int = 0, *, country: bool = False) -> dict[str, int]:
    """Units of the whole country and ``plans`` plans of 42 tasks; returns row counts. ``country`` puts one unit above.

    The first ``higher`` plans are dealt to the provinces in turn, the others to the communes.
    """
    _without_trail()
    _units(country)
    with _indexes_later():
        _plans(plans, higher)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE" if connection.vendor == "sqlite" else "VACUUM ANALYZE")
    return {"plans": plans, "tasks": plans * TASKS}


def _plans(plans: int, higher: int) -> None:
    tasks = plans * TASKS

    def owner(number: str) -> str:
        commune = f"{FIRST_COMMUNE} + ({number} - {higher}) % {COMMUNES}"
        return f"CASE WHEN {number} < {higher} THEN {number} % {PROVINCES} + 1 ELSE {commune} END"

    plan = f"(i / {TASKS})"
    commune = f"(({plan} - {higher}) % {COMMUNES})"  # number of the commune that owns the task
    department = f"{FIRST_DEPARTMENT} + (i % {DEPARTMENTS}) * {PROVINCES} + "
    unit = owner(plan)
    _fill(
        "plans_plan",
        plans,
        id="i + 1",
        unit_id=owner("i"),
        number="i || '/KH-UBND'",
        issued_on=_day("2025-08-13", "i % 90"),
        title="'Kế hoạch triển khai thực hiện Nghị quyết số ' || i",
        agreed_days="15",
        tracked_from="'2025-08-13'",
    )
    _fill(
        "plans_trigger",
        plans if higher else 0,
        id="i + 1",
        plan_id="i + 1",
        name="'Văn bản hướng dẫn của cấp trên số ' || i",
        owed_by="'Bộ Tư pháp'",
        owed_since=_day("2025-09-01", "i % 60"),
        occurred_on=f"CASE WHEN i % 3 = 0 THEN {_day('2025-10-01', 'i % 150')} END",
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
        **({"trigger_id": f"CASE WHEN {waits} THEN {plan} + 1 END"} if higher else {}),
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
    office = f"{FIRST_OFFICE} + {commune} * {OFFICES} + i % {OFFICES}"
    commune_leads = f"CASE WHEN i % 3 = 0 THEN {FIRST_COMMUNE} + {commune} ELSE {office} END"
    _fill(
        "plans_party",
        tasks,
        task_id="i + 1",
        role="'lead'",
        name=f"CASE WHEN {plan} < {higher} THEN 'Sở Tư pháp' ELSE 'UBND xã' END",
        unit_id=f"CASE WHEN {plan} < {higher} THEN {department} {plan} % {PROVINCES} ELSE {commune_leads} END",
        category="''",
        **{"order": "0"},
    )
    if higher:
        _beside(tasks, higher, plan, f"{department} {commune} % {PROVINCES}")
    with connection.cursor() as cursor:
        for number, (on, until) in enumerate((("2026-02-01", "2026-05-01"), ("2026-03-20", "2026-09-01"))):
            cursor.execute(
                "INSERT INTO plans_deadlinechange (task_id, new_due, asked_on, granted_on, reason, answer, recorded_at)"
                f" SELECT id, '{until}', '{on}', '{on}', 'đo', '{number}', '{on}' FROM plans_task WHERE changes = 2"
            )


def _beside(tasks: int, higher: int, plan: str, department: str) -> None:
    """Who takes part beside the lead, turns of repeating tasks and what was declared."""
    of_province = f"{plan} < {higher}"
    named = f"CASE WHEN i % 50 = 0 THEN {FIRST_COMMUNE} + {plan} % {PROVINCES} + {PROVINCES} * (i % 97) END"
    _fill(
        "plans_party",
        tasks,
        task_id="i + 1",
        role="'coordinate'",
        name=f"CASE WHEN {of_province} THEN 'UBND cấp xã' ELSE 'Sở Tư pháp' END",
        unit_id=f"CASE WHEN {of_province} THEN {named} ELSE {department} END",
        category=f"CASE WHEN {of_province} AND i % 50 > 0 THEN 'communes' ELSE '' END",
        **{"order": "0"},
    )
    repeating = f"i % {TASKS} < 2"
    _fill(
        "plans_rule",
        tasks,
        repeating,
        id="i + 1",
        task_id="i + 1",
        kind="'recurring'",
        rrule="'FREQ=MONTHLY;INTERVAL=3'",
        text="'Hằng quý'",
        confidence="1",
        **{"order": "0", "window": "''", "event": "''", "offset_unit": "''", "shift": "''"},
    )
    _fill(
        "plans_declaration",
        tasks,
        f"i % {TASKS} >= 23 AND i % 4 = 0",
        task_id="i + 1",
        state="'in_progress'",
        period_end="'2025-12-31'",
        result="'Đang tổ chức thực hiện'",
        note="''",
        recorded_at="'2026-01-05'",
    )
    for turn in range(8):
        due = (dt.date(2025, 9, 25) + dt.timedelta(days=91 * turn)).isoformat()
        _fill(
            "plans_occurrence",
            tasks,
            repeating,
            task_id="i + 1",
            rule_id="i + 1",
            period=f"'Kỳ {turn + 1}'",
            due=f"'{due}'",
            changes="0",
            done_on=f"CASE WHEN i % 7 > 1 AND {turn} < 2 THEN date '{due}' END",
        )


def count_from_events() -> None:
    """Tasks that wait count ten working days from an event that happened; from here on the trail is written."""
    last = f"(id - 1) % {TASKS} >= 37"
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO plans_trigger (id, plan_id, name, owed_by, occurred_on) SELECT id, plan_id, 'Nhận hồ sơ', '',"
            f" {_day('2026-09-01', 'id % 60')} FROM plans_task WHERE {last}"
        )
        due = _day("2026-09-08", "id % 60")
        cursor.execute(f"UPDATE plans_task SET trigger_id = id, due = {due} WHERE {last}")
        cursor.execute(
            'INSERT INTO plans_rule (task_id, "order", kind, rrule, "window", event, offset_days, offset_unit, shift,'
            " text, confidence) SELECT id, 0, 'after_event', '', '', 'nhận hồ sơ', 10, 'working_day', '', '', 1"
            f" FROM plans_task WHERE {last}"
        )
        if connection.vendor != "sqlite":
            cursor.execute("SET session_replication_role = DEFAULT")
        cursor.execute("ANALYZE")
    install(connection)


def people() -> dict[str, list[User]]:
    """Officers of sixteen communes, the leader of one of them and the monitor of its province."""
    communes = list(Unit.objects.filter(pk__range=(FIRST_COMMUNE, FIRST_COMMUNE + 15)).order_by("pk"))
    hats = {"officer": communes, "leader": communes[:1], "monitor": [Unit.objects.get(pk=1)]}
    if above := Unit.objects.filter(pk=COUNTRY).first():
        hats["country"] = [above]
    found: dict[str, list[User]] = {}
    for role, units in hats.items():
        for unit in units:
            user = add_user(
                None, None, username=f"{role}-{unit.pk}", full_name=f"Người dùng {unit.pk}", password=PASSWORD
            )
            give_hat(None, user, "monitor" if role == "country" else role, unit=unit)
            found.setdefault(role, []).append(user)
    User.objects.update(must_change_password=False)
    return found
