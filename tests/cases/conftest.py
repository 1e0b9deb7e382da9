"""An office that keeps cases: its people, its calendar, its master keys."""

from __future__ import annotations

from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.conf import LazySettings

from factories import World, make_world, person
from thuongton.calendars.services.upgrading import update_calendar
from thuongton.cases.models import Case
from thuongton.cases.services import open_case
from thuongton.people.models import Role, User

NAME = "Trần Thị Bích Mẫu"
STORY = "mâu thuẫn về ranh giới đất giữa hai nhà ở thôn Đông"


@dataclass(frozen=True)
class Office:
    """Two communes of a province with an officer and a leader each where they are needed."""

    world: World
    officer: User
    leader: User
    other: User
    inspector: User
    province: User
    governor: User

    def mediation(self, on: str = "2026-03-10", user: User | None = None, **more: object) -> Case:
        """A mediation of the first commune."""
        data = {"pham_vi": "dan_su", "noi_dung": STORY, "ben": [{"ho_ten": NAME, "nam_sinh": 1980}]} | more
        return open_case(user or self.officer, self.world.commune, "hoa_giai", "tiep_nhan", on, data)[0]


def make_office() -> Office:
    """The office as it is built once for a module of tests."""
    update_calendar()
    world = make_world()
    return Office(
        world,
        person("cong-chuc", Role.OFFICER, world.commune),
        person("chu-tich", Role.LEADER, world.commune),
        person("xa-khac", Role.OFFICER, world.other_commune),
        person("kiem-tra", Role.INSPECTOR, world.commune),
        person("so-tu-phap", Role.MONITOR, world.justice, world.province),
        person("chu-tich-tinh", Role.LEADER, world.province),
    )


@pytest.fixture(scope="module")
def office_built(once: Callable[[Callable[[], Office]], Office]) -> Office:
    """The office as it was built; tests ask for ``office``."""
    return once(make_office)


@pytest.fixture
def office(office_built: Office, db: None, tmp_path: Path, settings: LazySettings) -> Office:
    """The office, for one test to change as it likes, with master keys of its own."""
    settings.MASTER_KEYS = tmp_path / "master-keys"
    return deepcopy(office_built)
