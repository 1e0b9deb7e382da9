"""A site of many cases on PostgreSQL, written by the database from some hundred cases that the interpreter folded.

python bench/many_cases.py [WHAT …]: prints figures as JSON; called by the measurement ``cases_load``. Run by itself as
``python bench/many_cases.py move`` it applies what a calendar moves until it is killed or done.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import random
import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any
from uuid import UUID

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "thuongton.config.settings")

import django

django.setup()  # models can be imported only after this

# ruff: noqa: E402
import world
from django.conf import settings
from django.db import connection, connections
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from tracking import _processor, _signed_in, _timed, ninety_fifth

from thuongton.calendars.changes import ChangeKind, Wanted
from thuongton.calendars.models import CalendarChange, CalendarMove
from thuongton.calendars.services.changing import change_days
from thuongton.calendars.services.moving import move_dependents
from thuongton.calendars.services.upgrading import update_calendar
from thuongton.cases.definition.library import kind_on, known_kinds
from thuongton.cases.engine.acts import CaseAct, moment
from thuongton.cases.engine.fold import fold
from thuongton.cases.models import Case, CaseEntry, CaseTerm
from thuongton.cases.queries.cases import cases_below, timekeeper
from thuongton.cases.queries.counting import count_by_unit, count_form_of
from thuongton.cases.services import rebuild
from thuongton.cases.services.projecting import columns_of, terms_of
from thuongton.cases.statistics.counting import FormWindow
from thuongton.cases.statistics.form_files import known_forms
from thuongton.config.commands import migrate
from thuongton.people.models import Unit, User

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests"))
from cases.kept import keep, life

CASES = int(os.environ.get("BENCH_CASES", 1_000_000))
WHOLE = 1_000_000
PATTERNS = 700
KINDS = {
    "khieu_nai": 20, "to_cao": 12, "don_thu": 8, "hoa_giai": 25, "tiep_cong_dan": 15, "pakn_qppl": 6, "xlvphc": 9,
    "tro_giup_phap_ly": 5,
}  # fmt: skip
YEAR = FormWindow(dt.date(2025, 12, 15), dt.date(2026, 12, 14))
PROVINCE = 1


def patterns() -> None:
    """Some hundred cases of about six acts each, in the first commune."""
    chance = random.Random("many")
    time_ = timekeeper(None)
    names = [name for name, share in KINDS.items() for _n in range(share)]

    made = []
    while len(made) < PATTERNS:
        kind = known_kinds()[chance.choice(names)][-1]
        best = max(
            (life(kind, str(UUID(int=chance.getrandbits(128))), time_, chance, [], 0.01) for _n in range(4)),
            key=lambda one: len(one.acts),
        )
        if best.acts:
            made.append(best)
    keep(made, [Unit.objects.get(pk=world.FIRST_COMMUNE)], time_)


def multiply() -> dict[str, int]:
    """Each pattern again and again in other communes; the first province is as large as in a site of a million."""
    places = list(range(world.FIRST_COMMUNE, world.FIRST_COMMUNE + world.COMMUNES))
    own = [pk for pk in places if (pk - world.FIRST_COMMUNE) % world.PROVINCES == PROVINCE - 1]
    share = max(CASES // world.PROVINCES, min(CASES // 2, WHOLE // world.PROVINCES))
    rest = [pk for pk in places if pk not in set(own)]
    with connection.cursor() as cursor:
        cursor.execute("SELECT max(id) FROM cases_case")
        step = cursor.fetchone()[0] + 1
        cursor.execute("CREATE TABLE spread (k int PRIMARY KEY, unit bigint, other bigint)")
        copies = CASES // PATTERNS
        cut = share // PATTERNS
        rows = [(k, own[k % len(own)] if k <= cut else rest[k % len(rest)], 0) for k in range(1, copies)]
        cursor.executemany("INSERT INTO spread VALUES (%s, %s, %s)", rows)
        columns = _columns("cases_case", "id", "uid", "unit_id", "number", "handler_id")
        cursor.execute(
            f"INSERT INTO cases_case (id, uid, unit_id, number, handler_id, {columns})"
            f" SELECT c.id + s.k * {step}, gen_random_uuid(),"
            # the cases of one copy lie in as many communes as the province has
            f" CASE WHEN s.k <= {cut} THEN (ARRAY{own})[1 + (c.id * 7 + s.k) % {len(own)}]"
            f" ELSE (ARRAY{rest})[1 + (c.id * 131 + s.k * 17) % {len(rest)}] END, c.id + s.k * {step}, NULL, {columns}"
            " FROM cases_case c CROSS JOIN spread s ORDER BY s.k, c.id"
        )
        for table in ("cases_caseentry", "cases_caseterm"):
            columns = _columns(table, "id", "case_id")
            cursor.execute(
                f"INSERT INTO {table} (case_id, {columns}) SELECT c.case_id + s.k * {step}, {columns}"
                f" FROM {table} c CROSS JOIN spread s ORDER BY s.k, c.id"
            )
        for table in ("cases_case", "cases_caseentry", "cases_caseterm"):
            cursor.execute(f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), (SELECT max(id) FROM {table}))")
            cursor.execute(f"VACUUM ANALYZE {table}")
        counts = {}
        for table in ("cases_case", "cases_caseentry", "cases_caseterm"):
            cursor.execute(f"SELECT count(*) FROM {table}")
            counts[table] = cursor.fetchone()[0]
    return counts


def _columns(table: str, *without: str) -> str:
    with connection.cursor() as cursor:
        found = connection.introspection.get_table_description(cursor, table)
    return ", ".join(f'"{one.name}"' for one in found if one.name not in without)


def counted() -> dict[str, Any]:
    """Every form over the year of one province: the best of three, and its statements."""
    place = Unit.objects.get(pk=PROVINCE)
    monitor = cases_below(place)
    found: dict[str, Any] = {"cases": monitor.count()}
    for name in known_forms():
        taken = []
        for _run in range(2):
            began = time.perf_counter()
            count = count_form_of(monitor, name, YEAR, rows=False)
            taken.append(time.perf_counter() - began)
        spent = min(_processor(lambda: count_form_of(monitor, name, YEAR, rows=False)) for _run in range(2))  # noqa: B023
        rows = _processor(lambda: count_form_of(monitor, name, YEAR))  # noqa: B023
        found[name] = {"seconds": min(taken), "processor": spent, "rows": rows, "total": sum(count.cells.values())}
        print(name, found[name], file=sys.stderr, flush=True)
    return found


QUEUES = ("sap_den_han", "qua_han", "viec_cua_toi", "mac_ket")
TURNS = 3


def _alone(client: Client, address: str) -> dict[str, float]:
    _timed(client, address)
    taken = [_timed(client, address) for _run in range(12)]
    spent = statistics.median(_processor(lambda: _timed(client, address)) for _run in range(5))
    p95 = ninety_fifth(taken) * 1000
    return {"p50": statistics.median(taken) * 1000, "p95": p95, "processor": spent}


def queues() -> dict[str, Any]:
    """Pages of queues for an officer of a commune, a monitor of a province, and for sixteen officers at once."""
    settings.ALLOWED_HOSTS = ["*"]
    people = world.people()
    officers = people["officer"]
    found: dict[str, Any] = {"alone": {}, "together": {}}
    for name in QUEUES:
        address = f"/vu-viec/hang-viec/{name}/"
        for role in ("officer", "monitor"):
            found["alone"][f"{name}, {role}"] = cost = _alone(_signed_in(people[role][0]), address)
            print(name, role, cost, file=sys.stderr, flush=True)

        def turn(user: User, address: str = address) -> list[float]:
            client = _signed_in(user)
            _timed(client, address)
            taken = []
            for number in range(TURNS):
                time.sleep(random.Random(user.pk * 100 + number).uniform(2, 6))  # as people read
                taken.append(_timed(client, address))
            connections.close_all()
            return taken

        with ThreadPoolExecutor(len(officers)) as pool:
            taken = [one for turns in pool.map(turn, officers) for one in turns]
        found["together"][name] = ninety_fifth(taken) * 1000
        print(name, "together", found["together"][name], file=sys.stderr, flush=True)
    return found


def rebuilt() -> dict[str, Any]:
    """Cases folded anew and compared with what stands beside their acts."""
    some = list(Case.objects.select_related("unit").order_by("pk")[:10_000])
    began, cpu = time.perf_counter(), time.process_time()
    changed = rebuild(None, some)
    return {
        "cases": len(some), "changed": changed, "seconds": time.perf_counter() - began,
        "processor": time.process_time() - cpu,
    }  # fmt: skip


def columns() -> dict[str, Any]:
    """One form of a province with a column for each commune: seconds and statements."""
    place = Unit.objects.get(pk=PROVINCE)
    children = list(Unit.objects.filter(parent=place, kind="commune"))
    below = {one.pk: frozenset({one.pk}) for one in children}
    began = time.perf_counter()
    with CaptureQueriesContext(connection) as seen:
        count_by_unit(cases_below(place), "02/XLD", YEAR, below)
    return {"columns": len(children), "seconds": time.perf_counter() - began, "queries": len(seen)}


MOVED = int(os.environ.get("BENCH_CLOCKS", 100_000))
DAY = dt.date(2031, 3, 12)  # a Wednesday on which everybody works


def calendar_day() -> dict[str, Any]:
    """A day off over 100,000 open clocks, applied by a process that is killed ten times and run again."""

    opened = open_cases(MOVED)
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = DEFAULT")  # with the trail on
    wanted = Wanted(ChangeKind.OFF, DAY, "Nghỉ bão", "1/VPCP", dt.date(2031, 3, 1))
    change = change_days(None, None, wanted)
    began = time.perf_counter()
    kills = 0
    chance = random.Random(5)
    while kills < 10:
        child = subprocess.Popen([sys.executable, __file__, "move", str(change.pk)])
        try:
            child.wait(timeout=chance.uniform(3, 5))
            break
        except subprocess.TimeoutExpired:
            child.kill()
            child.wait()
            kills += 1
    taken = time.perf_counter() - began
    last = time.perf_counter()
    move_dependents(change.pk)
    change = CalendarChange.objects.get(pk=change.pk)
    return {
        "clocks": opened, "moved": change.moved, "kills": kills, "seconds": taken + time.perf_counter() - last,
        "half": half(change.moved),
    }  # fmt: skip


def open_cases(number: int) -> int:
    """Mediations received the day before a day off, each with one clock of three days that runs over it."""

    at = moment("2031-03-10T09:00")[0]
    kind = kind_on("khieu_nai", at.date())
    assert kind is not None
    act = CaseAct(
        "nhan_don",
        at,
        at,
        "congchuc",
        "",
        {"lan": "dau", "linh_vuc": "khac", "thuoc_tham_quyen": True, "so_don": 1},
        None,
        True,
    )
    time_ = timekeeper(None)
    case = fold(kind, [act], time_)
    values = columns_of(case)

    terms = terms_of(case, time_)
    for start in range(0, number, 5_000):
        rows = Case.objects.bulk_create(
            Case(
                unit_id=world.FIRST_COMMUNE + n % world.COMMUNES, kind=kind.kind, version=kind.version, year=2031,
                number=n + 1, acts=1, **values,
            )
            for n in range(start, min(number, start + 5_000))
        )  # fmt: skip
        CaseEntry.objects.bulk_create(
            CaseEntry(
                case=row,
                seq=1,
                do=act.do,
                on="2031-03-10T09:00",
                at=timezone.make_aware(at),
                role=act.by,
                data=dict(act.data),
            )
            for row in rows
        )
        CaseTerm.objects.bulk_create(CaseTerm(case=row, key=key, **each) for row in rows for key, each in terms)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE cases_case, cases_caseentry, cases_caseterm")
    return CaseTerm.objects.filter(
        stopped_on=None, cancelled_on=None, replaced_on=None, due__gte=DAY, started_on__lte=DAY
    ).count()


def half(moved: int) -> int:
    """Clocks that moved without a line, or lines without a clock."""

    return abs(CalendarMove.objects.filter(room="cases.term").count() - moved)


def move(change: int) -> None:
    """Apply a change until done or killed."""

    move_dependents(change)


def main(what: list[str]) -> dict[str, Any]:
    """Fill the site, then measure what is asked for."""
    began = time.perf_counter()
    world._without_trail()
    world._units(False)

    update_calendar()
    patterns()
    found: dict[str, Any] = {"rows": multiply(), "filled": time.perf_counter() - began, "load": os.getloadavg()[1]}
    print(found, file=sys.stderr, flush=True)
    measured: dict[str, Callable[[], dict[str, Any]]] = {
        "counted": counted, "columns": columns, "queues": queues, "rebuilt": rebuilt, "calendar": calendar_day,
    }  # fmt: skip
    for name in what or measured:
        found[name] = measured[name]()
        print(name, found[name], file=sys.stderr, flush=True)
    found["load after"] = os.getloadavg()[1]
    return found


if __name__ == "__main__":
    if sys.argv[1:2] == ["move"]:
        move(int(sys.argv[2]))
    else:
        migrate()
        print(json.dumps(main(sys.argv[1:])))
