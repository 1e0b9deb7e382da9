"""A world with one plan in each province, and people who may write, read or see nothing."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass

import pytest
from django.test import Client

from factories import World, make_world, person, read_task
from thuongton.people.models import Role, User
from thuongton.plans.models import Plan, Task
from thuongton.plans.services.adopting import adopt_plan
from thuongton.plans.taking_in.read_task import ReadTask


@dataclass(frozen=True)
class Scene:
    """What the tests of the API speak about."""

    world: World
    plan: Plan
    far_plan: Plan
    task: Task
    far_task: Task
    officer: User
    inspector: User
    citizen: User
    commune: User


def a_task(code: str, lead: str) -> ReadTask:
    """A task as it was read, due at the end of the year."""
    rule = {"kind": "window", "start": "2026-01-01", "due": "2026-12-31", "confidence": 1.0, "text": "Năm 2026"}
    return read_task(code, f"Nhiệm vụ {code}", lead=[lead], timing_text="Năm 2026", timing=rule)


def make_scene() -> Scene:
    """The world of :class:`Scene`."""
    world = make_world()
    plans = [
        adopt_plan(
            None,
            unit,
            title="Kế hoạch",
            tasks=[a_task("1", lead), a_task("2", "Sở Tài chính")],
            number=number,
            issued_on=dt.date(2026, 1, 5),
            tracked_from=dt.date(2026, 1, 5),
        )
        for unit, number, lead in (
            (world.province, "01/KH-UBND", "Sở Tư pháp"),
            (world.far_province, "02/KH-UBND", "Xã Xa"),
        )
    ]
    return Scene(
        world=world,
        plan=plans[0],
        far_plan=plans[1],
        task=plans[0].tasks.get(code="1"),
        far_task=plans[1].tasks.get(code="1"),
        officer=person("cong-chuc", Role.OFFICER, world.province),
        inspector=person("kiem-tra", Role.INSPECTOR, world.province),
        citizen=person("nguoi-dan", Role.CITIZEN, None),
        commune=person("xa", Role.OFFICER, world.commune),
    )


@pytest.fixture(scope="module")
def scene_built(once: Callable[[Callable[[], Scene]], Scene]) -> Scene:
    """The scene as it was built; tests ask for ``scene``."""
    return once(make_scene)


@pytest.fixture
def scene(scene_built: Scene, db: None) -> Scene:
    """The scene, for one test to change as it likes."""
    return deepcopy(scene_built)


def client_of(user: User, **more: object) -> Client:
    """A browser in which ``user`` has signed in."""
    client = Client(**more)
    client.force_login(user)
    return client
