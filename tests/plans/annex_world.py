"""The plan of the Hà Tĩnh annex with the people around it, entered as the demonstration enters it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cache
from typing import Any

from django.test import Client

from factories import person
from thuongton.demo.load import seed_bytes
from thuongton.documents import demonstration
from thuongton.people.models import Role, Unit, User
from thuongton.people.services import add_unit
from thuongton.plans.demonstration import load_ha_tinh
from thuongton.plans.models import Plan, Task
from thuongton.web.demonstration import Demonstration
from thuongton.web.rewound import carried
from vanban import Reading, read

QUARTER = dt.date(2026, 3, 31)
NAMES = (
    "Sở Tư pháp", "Sở Tài chính", "Sở Nội vụ", "Sở Khoa học và Công nghệ", "Công an tỉnh", "Văn phòng UBND tỉnh",
)  # fmt: skip


@cache
def _read(name: str) -> Reading:
    return read(seed_bytes(name[:3])[1], name=name)


@dataclass
class Annex:
    """The plan 444/KH-UBND at Hà Tĩnh; ``monitor`` of the province sits in Sở Tư pháp.

    ``second`` is a second monitor, ``stranger`` is of elsewhere.
    """

    plan: Plan
    units: dict[str, Unit]
    monitor: User
    second: User
    officer: User
    inspector: User
    commune: User
    finance: User
    stranger: User

    def task(self, code: str) -> Task:
        return self.plan.tasks.get(code=code)

    def client(self, user: User, day: dt.date | None = QUARTER) -> Client:
        """Somebody at the pages, on a day."""
        client = AtDay(day) if day else Client()
        client.force_login(user)
        return client


class AtDay(Client):
    """A browser that reads every page at one day, as links of a rewound page do."""

    def __init__(self, day: dt.date) -> None:
        super().__init__()
        self.day = day

    def generic(self, method: str, path: str, *args: Any, **extra: Any) -> Any:
        """Ask for the page at the day, unless it names one; acts are done today, reports printed of the day."""
        if method != "GET" and "/bao-cao/in/" not in path:
            return super().generic(method, path, *args, **extra)
        if extra.get("QUERY_STRING"):
            path, extra["QUERY_STRING"] = f"{path}?{extra['QUERY_STRING']}", ""
        return super().generic(method, carried(path, self.day), *args, **extra)


def make_annex() -> Annex:
    """Units, people and the plan."""
    province = add_unit(None, None, name="Tỉnh Hà Tĩnh", kind="province", short_name="Hà Tĩnh")
    units = {"Hà Tĩnh": province}
    for name in NAMES:
        units[f"Hà Tĩnh/{name}"] = add_unit(None, province, name=name, kind="department")
    commune = add_unit(None, province, name="Xã Một", kind="commune")
    far = add_unit(None, None, name="Tỉnh Xa", kind="province")
    kept, demonstration.read = demonstration.read, lambda content, name="": _read(name)
    try:
        plan = load_ha_tinh(Demonstration(units, {}, seed_bytes))
    finally:
        demonstration.read = kept
    justice, finance = units["Hà Tĩnh/Sở Tư pháp"], units["Hà Tĩnh/Sở Tài chính"]
    return Annex(
        plan=plan,
        units=units,
        monitor=person("theo-doi", Role.MONITOR, justice, province),
        second=person("theo-doi-hai", Role.MONITOR, province),
        officer=person("can-bo", Role.OFFICER, justice),
        inspector=person("kiem-tra", Role.INSPECTOR, province),
        commune=person("xa", Role.OFFICER, commune),
        finance=person("tai-chinh", Role.OFFICER, finance),
        stranger=person("nguoi-la", Role.MONITOR, far),
    )
