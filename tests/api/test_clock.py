"""A clock of the law over the API: the rule of the day, the days of the own unit, and what is refused."""

from __future__ import annotations

from typing import Any

import pytest

from api.conftest import Scene, client_of
from thuongton.calendars.models import CalendarDay
from thuongton.calendars.services.seeding import seed_years


def ask(scene: Scene, status: int = 200, **asked: str) -> Any:
    """What the API answers."""
    answer = client_of(scene.officer).get("/api/v1/clock", asked)
    assert answer.status_code == status, answer.content
    return answer.json()


def test_the_rule_of_the_day_of_the_event(scene: Scene) -> None:
    seed_years([2026])
    old = ask(scene, rule="khieu_nai.acceptance", **{"from": "2026-06-30T09:00"})
    new = ask(scene, rule="khieu_nai.acceptance", **{"from": "2026-07-01T09:00", "as_of": "2026-07-09T09:00"})
    assert (old["due"], new["due"], new["status"]) == ("2026-07-10", "2026-07-10", "due_soon")
    assert new["left"] == {"n": 1, "unit": "working_day"} and "155/2026/NĐ-CP" in new["clause"]
    assert [row["n"] for row in new["days"] if row["n"]] == [1, 2, 3, 4, 5, 6, 7] and new["days"][-1]["due"]
    hours = ask(scene, rule="tro_giup_phap_ly.appoint_arrested", **{"from": "2026-07-01T02:00:00Z"})
    assert hours["due_at"] == "2026-07-01T21:00"


def test_days_of_the_own_unit_count(scene: Scene) -> None:
    seed_years([2026])
    unit = scene.officer.hats.get().scope
    CalendarDay.objects.create(day="2026-07-02", kind="holiday", name="Lụt", source="Văn bản 1", unit=unit)
    found = ask(scene, rule="khieu_nai.acceptance", **{"from": "2026-07-01T09:00"})
    assert found["due"] == "2026-07-13" and found["days"][0]["off"].startswith("Lụt")


@pytest.mark.parametrize(
    ("status", "asked"),
    [
        (404, {"rule": "khong.co", "from": "2026-07-01T09:00"}),
        (404, {"rule": "pakn_qppl.answer", "from": "2020-07-01T09:00"}),
        (422, {"rule": "khieu_nai.acceptance"}),
        (422, {"rule": "khieu_nai.acceptance", "from": "2026-02-31T09:00"}),
        (422, {"rule": "khieu_nai.acceptance", "from": "1753800000"}),
        (422, {"rule": "KHIEU", "from": "2026-07-01T09:00"}),
    ],
)
def test_what_cannot_be_answered_has_one_sentence(scene: Scene, status: int, asked: dict[str, str]) -> None:
    assert ask(scene, status, **asked)["detail"]
