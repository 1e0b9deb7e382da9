"""Sixteen people send the worst files at once while another person works; what each of them waited, as JSON.

`python bench/bar.py SECONDS` on the installation of the environment: the demonstration, a real `thuongton serve` with
the limits as shipped (on PostgreSQL its worker is a process of its own), everything on this machine alone.
"""

from __future__ import annotations

import io
import json
import multiprocessing
import os
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import cycle, islice
from pathlib import Path
from typing import Any

from ports import free_port
from visitor import Answer, Visitor
from worst_files import WORST, another

PEOPLE = 16
PASSWORD = "chim-hac-bay-qua-nui-2026"
PROBE_SECONDS = 0.2
LOOK_SECONDS = 0.3
"""How long the other person looks at a page; nobody is so quick."""
REFUSED_SECONDS = 1
"""After so many seconds a person who was told to wait sends again: sooner than the answer says."""


def _prepare() -> tuple[list[str], list[str], str]:
    """Fill the database; gives who sends, and the pages and the name of the person who works meanwhile."""
    from both import ready

    ready()
    from django.core.management import call_command
    from django.db import connection

    from thuongton.demo.load import load
    from thuongton.people.models import Unit, User
    from thuongton.people.services import add_unit, add_user, give_hat
    from thuongton.plans.models import Plan

    call_command("createcachetable", verbosity=0)
    load(if_empty=True, out=io.StringIO())
    plan = Plan.objects.filter(unit__kind="province").order_by("pk")[0]
    senders = []
    for number in range(1, PEOPLE + 1):
        unit = add_unit(None, Unit.objects.get(pk=plan.unit_id), name=f"Xã Đo {number}", kind="commune")
        user = add_user(None, None, username=f"gui-{number}", full_name=f"Người gửi {number}", password=PASSWORD)
        give_hat(None, user, "officer", unit=unit)
        senders.append(user.username)
    other = add_user(None, None, username="nguoi-khac", full_name="Người khác", password=PASSWORD)
    give_hat(None, other, "officer", unit=plan.unit)
    User.objects.filter(username__in=[*senders, other.username]).update(must_change_password=False)
    connection.close()
    pages = ["/", f"/ke-hoach/{plan.pk}/", "/ke-hoach/", "/ke-hoach/nhiem-vu/", "/van-ban/so-den/"]
    return senders, pages, other.username


@contextmanager
def _site() -> Iterator[tuple[int, list[int]]]:
    """A site that serves: its port and the numbers of its processes."""
    port = free_port()
    apart = bool(os.environ.get("THUONGTON_DATABASE_URL"))
    wanted = [["serve", "--port", str(port), *(["--no-worker"] if apart else [])], *([["worker"]] if apart else [])]
    running = [
        subprocess.Popen([sys.executable, "-m", "thuongton.cli", *each], stdout=subprocess.DEVNULL, stderr=sys.stderr)
        for each in wanted
    ]
    try:
        visitor, until = Visitor(port), time.monotonic() + 60
        while visitor.ask("/healthz").status != 200:
            if time.monotonic() > until or any(each.poll() is not None for each in running):
                raise SystemExit("bench bar: the site did not come up")
            time.sleep(0.1)
        yield port, [each.pid for each in running]
    finally:
        for each in running:
            each.send_signal(signal.SIGTERM)
        for each in running:
            try:
                each.wait(20)
            except subprocess.TimeoutExpired:
                each.kill()


def _probe(port: int, until: float, told: Any) -> None:
    visitor, answers = Visitor(port), []
    while time.monotonic() < until:
        answers.append(visitor.ask("/healthz"))
        time.sleep(PROBE_SECONDS)
    told.put(("probe", [("/healthz", each) for each in answers]))


def _work(port: int, name: str, pages: list[str], until: float, told: Any) -> None:
    visitor, answers = Visitor(port), []
    visitor.sign_in(name, PASSWORD)
    for page in cycle(pages):
        if time.monotonic() >= until:
            break
        answers.append((page, visitor.ask(page)))
        time.sleep(LOOK_SECONDS)
    told.put(("work", answers))


Sent = list[tuple[str, Answer]]


def _send(visitor: Visitor, place: int, files: list[bytes], gate: threading.Barrier, until: float, sent: Sent) -> None:
    """Send one file after the other until the time is over; the first of everybody leave at the same moment."""
    gate.wait()
    for number in islice(cycle(range(len(WORST))), place, None):
        if time.monotonic() >= until:
            return
        worst, data = WORST[number], another(files[number], f"{place} {time.monotonic()}")
        answer = Answer(429, 0.0)
        while answer.status == 429 and time.monotonic() < until:
            if worst.table:
                answer = visitor.send("/ke-hoach/tu-bang/xem-truoc/", "file", worst.name, data)
            else:
                answer = visitor.send("/van-ban/dua-vao/gui/", "tep", worst.name, data, **{"HX-Request": "true"})
            sent.append((worst.what, answer))
            if answer.status == 429:
                time.sleep(REFUSED_SECONDS)


def _peak(pid: int) -> int:
    """Megabytes a process held at its peak."""
    lines = Path(f"/proc/{pid}/status").read_text().splitlines()
    return next(int(line.split()[1]) // 1024 for line in lines if line.startswith("VmHWM"))


def _at_rest(port: int, name: str, pages: list[str]) -> list[tuple[str, Answer]]:
    """Each page a few times before anybody sends."""
    visitor = Visitor(port)
    visitor.sign_in(name, PASSWORD)
    for page in pages:
        if (found := visitor.ask(page)).status != 200:
            raise SystemExit(f"bench bar: {page} answers {found.status}")
    return [(page, visitor.ask(page)) for _ in range(4) for page in pages]


def main(seconds: float) -> dict[str, Any]:
    """Everything, in one run."""
    senders, pages, other = _prepare()
    files = [worst.make() for worst in WORST]
    load = os.getloadavg()[0]
    fork = multiprocessing.get_context("fork")
    told = fork.Queue()
    with _site() as (port, pids):
        rest = _at_rest(port, other, pages)
        visitors = [Visitor(port) for _ in senders]
        for visitor, name in zip(visitors, senders, strict=True):
            visitor.sign_in(name, PASSWORD)
        until = time.monotonic() + seconds
        watching = [
            fork.Process(target=_probe, args=(port, until, told)),
            fork.Process(target=_work, args=(port, other, pages, until, told)),
        ]
        for each in watching:
            each.start()
        sent: Sent = []
        gate = threading.Barrier(PEOPLE)
        sending = [
            threading.Thread(target=_send, args=(visitor, place, files, gate, until, sent), daemon=True)
            for place, visitor in enumerate(visitors)
        ]
        for each in sending:
            each.start()
        seen = dict(told.get(timeout=seconds + 240) for _ in watching)
        for each in watching:
            each.join()
        peaks = [_peak(pid) for pid in pids]
        waiting = sum(each.is_alive() for each in sending)
        sent = list(sent)  # what comes when the site stops is not its answer
    from thuongton.documents.models import Intake

    states = Counter(str(state) for state in Intake.objects.values_list("state", flat=True))
    return {
        "load": load,
        "rest": _listed(rest),
        "work": _listed(seen["work"]),
        "probe": _listed(seen["probe"]),
        "sent": _listed(sent),
        "waiting": waiting,
        "intakes": dict(states),
        "peaks": peaks,
    }


def _listed(answers: list[tuple[str, Answer]]) -> list[list[Any]]:
    return [[what, answer.status, answer.seconds] for what, answer in answers]


if __name__ == "__main__":
    print(json.dumps(main(float(sys.argv[1]))), flush=True)
    os._exit(0)  # those who still wait for an answer are not waited for
