"""Reading the two plans 003 and 004 and bringing them into tracking on SQLite, and the weight of the first pages."""

from __future__ import annotations

import gzip
import os
import re
import sys
import tempfile
import time
from pathlib import Path

from figure import Figure

SEEDS = Path(__file__).resolve().parent.parent / "src" / "thuongton" / "demo" / "seeds"
PAGES = {"today": "/", "plan of 42 tasks": "/ke-hoach/1/", "task": "/ke-hoach/nhiem-vu/35/", "register": "/van-ban/"}


def _adoptions() -> list[Figure]:
    import datetime as dt

    from django.utils import timezone

    from thuongton.people.models import Unit
    from thuongton.plans.services.adopting import adopt_plan
    from thuongton.plans.taking_in.read_task import ReadTask
    from vanban import read

    unit = Unit.objects.get(name="Tỉnh Hà Tĩnh")
    figures = []
    for number in ("003", "004"):
        path = next(SEEDS.glob(f"{number}_*.txt"))
        began = time.perf_counter()
        reading = read(path)
        read_in = time.perf_counter() - began
        tasks = [ReadTask.of(task) for task in reading.tasks]
        began = time.perf_counter()
        plan = adopt_plan(
            None,
            unit,
            title=f"Đo {number}",
            tasks=tasks,
            tracked_from=timezone.localdate(),
            issued_on=dt.date(2026, 1, 5),
        )
        figures.append(Figure(f"{number}: read", f"{read_in:.2f} s"))
        figures.append(
            Figure(f"{number}: {plan.tasks.count()} tasks into tracking", f"{time.perf_counter() - began:.2f} s")
        )
    return figures


def _weights() -> list[Figure]:
    from django.conf import settings
    from django.contrib.staticfiles.finders import find
    from django.test import Client

    from thuongton.people.models import User

    settings.ALLOWED_HOSTS.append("testserver")
    client = Client()
    client.force_login(User.objects.get(username="tuphap"), backend="django.contrib.auth.backends.ModelBackend")
    figures = []
    for name, path in PAGES.items():
        html = client.get(path).content
        names = set(re.findall(rb'(?:href|src)="/static/([^"]+)"', html))
        packed = len(gzip.compress(html, 6))
        for found in names:
            plain = re.sub(r"\.[0-9a-f]{12}(?=\.)", "", found.decode())
            place = find(plain)
            if place:
                packed += len(gzip.compress(Path(str(place)).read_bytes(), 6))
        figures.append(Figure(f"first page with an empty cache: {name}", f"{packed / 1024:.0f} KiB", "300 KiB"))
    return figures


def measure() -> list[Figure]:
    """Times on a fresh database with the demonstration data."""
    with tempfile.TemporaryDirectory(prefix="thuongton-bench-") as folder:
        os.environ["THUONGTON_DATA"] = folder
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "thuongton.config.settings")
        import django

        django.setup()
        from thuongton.config.commands import migrate
        from thuongton.demo.load import load

        migrate()
        began = time.perf_counter()
        load(if_empty=True, out=sys.stderr)
        loaded = time.perf_counter() - began
        figures = [Figure("the whole demonstration: 43 units, 5 papers, 4 plans", f"{loaded:.1f} s")]
        return [*figures, *_adoptions(), *_weights()]
