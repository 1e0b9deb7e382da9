"""Times the status and the lists of tasks on one database and prints the figures as JSON; called by the measurements.

python bench/tracking.py status|lists|calendar|country
"""

from __future__ import annotations

import datetime as dt
import json
import math
import os
import random
import statistics
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "thuongton.config.settings")

import django

django.setup()  # models can be imported only after this

# ruff: noqa: E402
import world
from django.conf import settings
from django.db import connection, connections
from django.test import Client
from django.test.utils import CaptureQueriesContext

from thuongton.calendars.changes import ChangeKind, Wanted
from thuongton.calendars.models import CalendarChange
from thuongton.calendars.services.changing import change_days, preview
from thuongton.calendars.services.moving import move_dependents
from thuongton.config.commands import migrate
from thuongton.people.models import User
from thuongton.plans.models import Plan, Task
from thuongton.plans.queries.tasks import counts, with_status
from thuongton.plans.status import State
from thuongton.web.rewound import carried

LIST_PLANS = int(os.environ.get("BENCH_PLANS", 71_429))  # × 42 = 3,000,018 tasks
SHOWN = 50
HIGHER_PLANS = 1_700  # of these, plans of provinces
PAUSE = 4.0  # seconds a person looks at a page


def seconds(work: Callable[[], Any], times: int = 5) -> float:
    """The best of several runs."""
    taken = []
    for _run in range(times):
        began = time.perf_counter()
        work()
        taken.append(time.perf_counter() - began)
    return min(taken)


def ninety_fifth(taken: list[float]) -> float:
    """The 95th percentile by the nearest rank."""
    return sorted(taken)[math.ceil(0.95 * len(taken)) - 1]


def overdue_page(tasks: Any, as_of: dt.date) -> list[Task]:
    """The first rows of a list of overdue tasks, the oldest first."""
    return list(with_status(tasks, as_of, states=(State.OVERDUE,)).order_by("due", "pk")[:SHOWN])


def status() -> dict[str, float]:
    """Seconds for counts and a list over all the communes' tasks."""
    world.fill(world.COMMUNES)
    tasks = Task.objects.all()
    return {
        "rows": tasks.count(),
        "counts": seconds(lambda: counts(tasks, world.AS_OF)),
        "list": seconds(lambda: overdue_page(tasks, world.AS_OF)),
        "both": seconds(lambda: (counts(tasks, world.AS_OF), overdue_page(tasks, world.AS_OF))),
    }


ADDRESSES = {
    "list of tasks": "/ke-hoach/nhiem-vu/",
    "my overdue tasks": "/ke-hoach/nhiem-vu/?trang-thai=overdue&cua-toi=1",
    "list of plans": "/ke-hoach/",
    "one plan of 42 tasks": "/ke-hoach/{plan}/",
    "today": "/",
    "dashboard": "/bang-lanh-dao/",
}
RUNS = {"officer": 40, "leader": 40, "monitor": 8}


def _signed_in(user: User) -> Client:
    """A client of Django's own, past the network and the server."""
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def _timed(client: Client, address: str) -> float:
    """The seconds of one answer, read at the measuring day."""
    address = carried(address, world.AS_OF)
    began = time.perf_counter()
    if client.get(address).status_code != 200:
        raise SystemExit(f"bench: {address} does not answer")
    return time.perf_counter() - began


def _alone(user: User, address: str, runs: int) -> dict[str, float]:
    client = _signed_in(user)
    _timed(client, address)
    taken = [_timed(client, address) for _run in range(runs)]
    with CaptureQueriesContext(connection) as seen:
        _timed(client, address)
    return {"p50": statistics.median(taken) * 1000, "p95": ninety_fifth(taken) * 1000, "queries": len(seen)}


def _together(users: list[User], addresses: list[str], pause: float, turns: int) -> float:
    """The 95th percentile in ms of one page asked by every user in a thread of its own, with a pause between pages."""

    def turn(place: int) -> list[float]:
        client, taken = _signed_in(users[place]), []
        _timed(client, addresses[place])
        for _turn in range(turns):
            time.sleep(random.Random(place * 100 + _turn).uniform(0.5, 1.5) * pause)
            taken.append(_timed(client, addresses[place]))
        connections.close_all()
        return taken

    with ThreadPoolExecutor(len(users)) as pool:
        return ninety_fifth([taken for turns in pool.map(turn, range(len(users))) for taken in turns]) * 1000


def _plan_of(user: User) -> int:
    plan = Plan.objects.filter(unit=user.hat.unit).order_by("pk").first() if user.hat else None
    assert plan is not None
    return plan.pk


def lists() -> dict[str, Any]:
    """Each page alone for three roles, and for sixteen officers of different communes at once."""
    began = time.perf_counter()
    out: dict[str, Any] = {**world.fill(LIST_PLANS, HIGHER_PLANS), "alone": {}, "together": {}}
    out["filled"] = time.perf_counter() - began
    people = world.people()
    settings.ALLOWED_HOSTS = ["*"]
    for name, address in ADDRESSES.items():
        for role, users in people.items():
            cost = _alone(users[0], address.format(plan=_plan_of(users[0])), RUNS[role])
            out["alone"][f"{name}, {role}"] = cost
            print(name, role, cost, file=sys.stderr, flush=True)
    out["load"] = os.getloadavg()[1]  # of the last five minutes: other work on the machine stands in every figure
    officers = people["officer"]
    for name, address in ADDRESSES.items():
        each = [address.format(plan=_plan_of(user)) for user in officers]
        cost = {"pausing": _together(officers, each, PAUSE, 3), "at once": _together(officers, each, 0, 3)}
        out["together"][name] = cost
        print(name, cost, file=sys.stderr, flush=True)
    return out


COUNTRY_PAGES = {
    "the table of provinces": "/bang-lanh-dao/",
    "by what is due soon": "/bang-lanh-dao/?xep=due_soon",
    "one province: cells and table of its communes": "/bang-lanh-dao/?xem=xa&tinh=1",
    "the boxes that follow": "/bang-lanh-dao/dien-bien/",
    "lead agencies, worst first": "/bang-lanh-dao/?xem=co-quan",
}


def _processor(work: Callable[[], Any]) -> float:
    """Milliseconds of processor that some work costs here and in the server: other work on the machine is not in it."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        stat = f"/proc/{cursor.fetchone()[0]}/stat"

    def spent() -> float:
        parts = Path(stat).read_text().rsplit(")", 1)[1].split()
        return time.process_time() + (int(parts[11]) + int(parts[12])) / os.sysconf("SC_CLK_TCK")

    began = spent()
    work()
    return (spent() - began) * 1000


def country() -> dict[str, Any]:
    """The dashboard of a monitor of all 3,321 communes and of one province, 42 tasks a commune: time, size, queries."""
    out: dict[str, Any] = {**world.fill(world.COMMUNES + world.PROVINCES, world.PROVINCES, country=True), "pages": {}}
    settings.ALLOWED_HOSTS = ["*"]
    people = world.people()
    out["load"] = os.getloadavg()[0]
    with connection.cursor() as cursor:
        cursor.execute("SET max_parallel_workers_per_gather = 0")
    for role, pages in (("country", COUNTRY_PAGES), ("monitor", {"a province": "/bang-lanh-dao/"})):
        user = people[role][0]
        for name, address in pages.items():
            cost = _alone(user, address, 12)
            client = _signed_in(user)
            cost["processor"] = statistics.median(_processor(lambda: _timed(client, address)) for _run in range(5))  # noqa: B023
            cost["kilobytes"] = len(_signed_in(user).get(carried(address, world.AS_OF)).content) / 1024
            out["pages"][name] = cost
            print(name, cost, file=sys.stderr, flush=True)
    return out


COUNTED_DAY = dt.date(2026, 10, 14)  # a Wednesday on which everybody works


def calendar() -> dict[str, Any]:
    """Seconds to show and to do a change of the calendar over all the communes' tasks, with the trail on."""
    world.fill(world.COMMUNES)
    world.count_from_events()
    wanted = Wanted(ChangeKind.OFF, COUNTED_DAY, "Nghỉ bão", "1/VPCP", dt.date(2026, 10, 1))
    out: dict[str, Any] = {"rows": Task.objects.count()}
    for name in ("whole", "day"):
        if name == "day":
            began = time.perf_counter()
            out["shown"] = preview(None, None, wanted).moves
            out["preview"] = time.perf_counter() - began
        began = time.perf_counter()
        change = (
            CalendarChange.objects.create(name="Tính lại", first=dt.date(1900, 1, 1), last=dt.date(2100, 12, 31))
            if name == "whole"
            else change_days(None, None, wanted)
        )
        move_dependents(change.pk)
        out[f"{name}_taken"] = time.perf_counter() - began
        change.refresh_from_db()
        out[f"{name}_moved"] = change.moved
    out["load"] = os.getloadavg()[1]
    return out


if __name__ == "__main__":
    migrate()
    print(json.dumps({"status": status, "lists": lists, "calendar": calendar, "country": country}[sys.argv[1]]()))
