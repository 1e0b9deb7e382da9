"""Times the status and the lists of tasks on one database and prints the figures as JSON; called by the measurements.

python bench/tracking.py status|lists
"""

from __future__ import annotations

import datetime as dt
import json
import math
import os
import statistics
import sys
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
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

from thuongton.config.commands import migrate
from thuongton.people.models import User
from thuongton.plans.models import Plan, Task
from thuongton.plans.queries.tasks import counts, counts_by, plan_table, plans_visible_to, visible_to, with_status
from thuongton.plans.queries.work import work_of
from thuongton.plans.status import State

LIST_PLANS = int(os.environ.get("BENCH_PLANS", 71_429))  # × 42 = 3,000,018 tasks
SHOWN = 50
USERS = 16


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


def _task_list(user: User) -> None:
    visible = visible_to(user)
    counts(visible, world.AS_OF)
    overdue_page(visible, world.AS_OF)


def _plan_page(user: User) -> None:
    plan = plans_visible_to(user).order_by("pk").first()
    assert plan is not None
    counts(Task.objects.filter(plan=plan), world.AS_OF)
    plan_table(plan, world.AS_OF)


def _plan_list(user: User) -> None:
    plans = list(plans_visible_to(user)[:SHOWN])
    counts_by(Task.objects.filter(plan__in=[plan.pk for plan in plans]), "plan", world.AS_OF)


def _today(user: User) -> None:
    work_of(user, world.AS_OF)


PAGES: dict[str, Callable[[User], None]] = {
    "list of tasks": _task_list,
    "list of plans": _plan_list,
    "one plan": _plan_page,
    "today": _today,
}


def _queries(work: Callable[[User], None], user: User) -> int:
    with CaptureQueriesContext(connection) as seen:
        work(user)
    return len(seen)


def _timed(work: Callable[[], Any]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def _addresses() -> dict[str, str]:
    plan = Plan.objects.filter(unit=1_000).order_by("pk").first()
    return {"/": "/", "/ke-hoach/": "/ke-hoach/", "/ke-hoach/…/": f"/ke-hoach/{plan.pk}/?tinh-den=2026-03-31"}


def lists() -> dict[str, Any]:
    """Milliseconds of each list for an ordinary user, for a province's leader, and with 16 users at once."""
    made = world.fill(LIST_PLANS)
    officer, leader = world.people()
    out: dict[str, Any] = {**made, "pages": {}, "http": {}}
    for name, work in PAGES.items():
        for who, user in (("officer", officer), ("leader", leader)):
            runs = 40 if who == "officer" else 5
            work(user)
            alone = [_timed(lambda work=work, user=user: work(user)) for _run in range(runs)]
            out["pages"][f"{name}, {who}"] = {
                "p50": statistics.median(alone) * 1000,
                "p95": ninety_fifth(alone) * 1000,
                "queries": _queries(work, user),
            }
            print(name, who, out["pages"][f"{name}, {who}"], file=sys.stderr, flush=True)
    settings.ALLOWED_HOSTS = ["*"]
    for name, address in _addresses().items():
        out["http"][name] = _http(officer, address)
        print(name, out["http"][name], file=sys.stderr, flush=True)
    return out


def _http(user: User, address: str) -> dict[str, Any]:
    def client() -> Client:
        made = Client()
        made.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        return made

    one = client()
    answer = one.get(address, follow=True)
    if answer.status_code != 200:
        return {"status": answer.status_code}
    alone = [_timed(lambda: one.get(address)) for _run in range(30)]
    clients = [client() for _user in range(USERS)]

    def turn(mine: Client) -> list[float]:
        taken = [_timed(lambda: mine.get(address)) for _run in range(8)]
        connections.close_all()
        return taken

    with ThreadPoolExecutor(USERS) as pool:
        together = [taken for turns in pool.map(turn, clients) for taken in turns]
    return {"status": 200, "p95": ninety_fifth(alone) * 1000, "p95 of 16": ninety_fifth(together) * 1000}


if __name__ == "__main__":
    migrate()
    print(json.dumps({"status": status, "lists": lists}[sys.argv[1]]()))
