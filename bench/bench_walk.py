"""The walk of the security tests in full: routes × methods × viewers, rows judged, routes that wrote, leaks planted."""

from __future__ import annotations

import os
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from figure import Figure

HERE = Path(__file__).resolve().parent
FORM = os.environ.get("THUONGTON_WALK", "full")


WALKED = {
    "full": "every person at each record of C and at a shared task, one of each role and way of standing elsewhere",
    "ci": "one person of each role and way of standing to the record",
}


def measure() -> list[Figure]:
    """Walks every route as the tests do, without leaving out what is alike (``THUONGTON_WALK=ci`` as the tests do)."""
    data = tempfile.mkdtemp(prefix="thuongton-walk-")
    os.environ.update(THUONGTON_DATA=data, DJANGO_SETTINGS_MODULE="thuongton.config.settings", THUONGTON_WALK=FORM)
    sys.path.insert(0, str(HERE.parent / "tests"))
    import django
    from django.test.utils import override_settings, setup_test_environment

    django.setup()
    setup_test_environment()
    from django.core.management import call_command

    call_command("migrate", verbosity=0)
    call_command("createcachetable", verbosity=0)
    immediate = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend", "QUEUES": ["default"]}}
    fast = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    static = {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}}
    with override_settings(TASKS=immediate, PASSWORD_HASHERS=fast, STORAGES=static):
        return [*_site(Path(data)), *_planted(Path(data))]


def _site(data: Path) -> list[Figure]:
    """The walk over the site itself."""
    import logging

    from security.addresses import every_route
    from security.lessons import School
    from security.walk import Walk
    from security.walker import walking

    logging.getLogger("django.request").setLevel(logging.CRITICAL)
    routes = every_route()
    began, worked = time.monotonic(), time.process_time()
    with walking(data / "files") as walker:
        school = School(walker, routes)
        walk = Walk(walker, school.learn())
        faults = set(school.faults)
        for route in routes:
            faults.update([*walk.addresses(route), *walk.bodies(route), *walk.queries(route)])
        faults.update(walk.steady(routes))
        lessons = walk.lessons.values()
        takes = [lesson for lesson in lessons if lesson.writes]
        wrote = [lesson for lesson in takes if lesson.wrote]
        ids = sum(len(sample.ids) for lesson in lessons for sample in lesson.samples) + sum(
            len(lesson.query_ids) for lesson in lessons
        )
        asked = walker.asked
        figures = [
            Figure("form of the walk", f"{FORM} ({WALKED[FORM]})"),
            Figure("routes, methods plain and with HX, people who walk", _product(len(routes), walker.walked.viewers)),
            Figure("routes that somebody reached", f"{sum(one.reached for one in lessons)}"),
            Figure("requests", ", ".join(f"{method} {number:,}" for method, number in sorted(asked.items()))),
            Figure("rows of other tables than the trail judged by their owner", f"{walker.oracle.judged:,}"),
            Figure("names of forms and queries found to be ids, each put to records of others", f"{ids:,}"),
            Figure("routes that take something, and of them those that wrote", f"{len(takes)}, {len(wrote)}"),
            Figure("never wrote", ", ".join(sorted(one.route.name for one in takes if not one.wrote)) or "none"),
            Figure("faults", f"{len(faults)}", "0"),
            Figure("time", f"{time.monotonic() - began:.0f} s, {time.process_time() - worked:.0f} s of processor"),
        ]
    for fault in sorted(faults)[:40]:
        print(fault)
    return figures


def _product(routes: int, viewers: list[Any]) -> str:
    from security.walker import METHODS

    return f"{routes}, {2 * len(METHODS)}, {len(viewers)}"


def _planted(data: Path) -> list[Figure]:
    """The walk over the leaks that are put in on purpose and over their right twins."""
    from django.test import override_settings
    from django.urls import clear_url_caches

    from security.addresses import every_route
    from security.lessons import School
    from security.planted import LEAKS, RIGHT, is_planted, urlconf
    from security.walk import Walk
    from security.walker import walking

    with override_settings(ROOT_URLCONF=urlconf()), walking(data / "files") as walker:
        clear_url_caches()
        routes = {route.name: route for route in every_route() if is_planted(route.name)}
        school = School(walker, routes.values())
        walk = Walk(walker, school.learn(), full=False)
        found = {name: walk.everything(route, school) for name, route in routes.items()}
    leaks = sum(bool(found[f"planted-{view.__name__}"]) for view in LEAKS.values())
    cried = sum(bool(found[f"planted-{view.__name__}"]) for view in RIGHT.values())
    return [
        Figure("leaks planted, and of them found", f"{len(LEAKS)}, {leaks}", f"{len(LEAKS)}"),
        Figure("right views beside them, and of them blamed", f"{len(RIGHT)}, {cried}", "0"),
    ]
