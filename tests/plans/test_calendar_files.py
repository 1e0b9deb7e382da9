"""A calendar from a file: ``thuongton calendar`` shows what would move, does it once, and leaves the house in order."""

from __future__ import annotations

import argparse
import copy
import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from factories import person
from plans.test_calendar_moves import HAPPENED, NEW_DAY, Scene, due, scene
from thuongton.audit.checks import run_checks
from thuongton.audit.models import Event
from thuongton.calendars.models import CalendarChange, CalendarDay, CalendarMove, CalendarYear, DayKind
from thuongton.calendars.queries import calendar
from thuongton.calendars.services.files import apply_calendar, preview_calendar
from thuongton.calendars.terms.files import NamedCalendar, read_calendar, shipped_calendar
from thuongton.config import calendar_command
from thuongton.people.models import Role
from thuongton.plans.models import Task
from thuongton.plans.queries.integrity import other_windows

__all__ = ["scene"]

D = dt.date


def form(years: tuple[int, ...] = (2026, 2027)) -> dict[str, Any]:
    """The calendar that is shipped, as a file has it."""
    known = shipped_calendar().calendar
    return {
        "years": {
            str(year): {
                "status": "announced" if year in (known.announced or ()) else "provisional",
                "off": sorted(day.isoformat() for day in known.off if day.year == year and day.weekday() < 5),
                "worked": sorted(day.isoformat() for day in known.worked if day.year == year),
            }
            for year in years
        }
    }


def with_storm() -> dict[str, Any]:
    """The same with a day off more."""
    found = copy.deepcopy(form())
    found["years"]["2026"]["off"].append(NEW_DAY.isoformat())
    return found


def given(value: dict[str, Any]) -> NamedCalendar:
    return read_calendar(json.dumps(value).encode(), "lich.json")


def command(capsys: pytest.CaptureFixture[str], act: str, file: Path | None = None) -> Any:
    """What the command says in JSON."""
    assert calendar_command.run(argparse.Namespace(act=act, file=str(file), json=True)) == 0
    return json.loads(capsys.readouterr().out)


def test_a_file_that_says_what_stands_changes_nothing(scene: Scene) -> None:
    found, preview = preview_calendar(given(form()))
    assert (found.rows, found.years, found.span, preview.moves) == ([], {}, None, 0)
    assert apply_calendar(None, given(form())) is None
    assert not CalendarChange.objects.exists()


def test_what_the_command_shows_it_does_once(scene: Scene, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    file = tmp_path / "lich.json"
    file.write_text(json.dumps(with_storm()), "utf-8")
    Task.objects.filter(pk=scene.tasks[0].pk).update(done_on=D(2026, 10, 9))
    events = Event.objects.count()
    shown = command(capsys, "preview", file)
    assert (shown["moves"], shown["closed_kept"], sum(shown["by_kind"].values())) == (5, 1, 5)
    assert {(one["from"], one["to"]) for one in shown["first"]} == {("2026-10-12", "2026-10-13")}
    assert [one["day"] for one in shown["days"]] == [NEW_DAY.isoformat()]
    assert Event.objects.count() == events and not CalendarChange.objects.exists()

    done = command(capsys, "apply", file)
    assert (done["days"], done["moved"], done["kept"], done["done"]) == (1, 5, 1, True)
    assert [due(task) for task in scene.tasks[:2]] == [D(2026, 10, 12), D(2026, 10, 13)]
    again = command(capsys, "apply", file)
    assert again == {"change": None, "days": 0, "moved": 0, "kept": 0, "done": True}
    assert CalendarChange.objects.count() == 1 and CalendarMove.objects.count() == 5
    assert not list(other_windows())
    assert not [one for one in run_checks() if one.check.code.startswith("calendar")]
    listed = command(capsys, "list")
    assert NEW_DAY.isoformat() in [row["day"] for row in listed["days"]]
    assert {"year": 2027, "status": "provisional"}.items() <= listed["years"][-1].items()


def test_a_killed_job_is_taken_up_by_the_same_command(
    scene: Scene, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    file = tmp_path / "lich.json"
    file.write_text(json.dumps(with_storm()), "utf-8")
    command(capsys, "apply", file)
    CalendarChange.objects.update(done_at=None, room="", place=0)
    done = command(capsys, "apply", file)
    assert done["done"] and done["moved"] == 6 and CalendarMove.objects.count() == 6


def test_days_taken_away_and_swaps_that_lose_a_half(scene: Scene) -> None:
    value = with_storm()
    apply_calendar(None, given(value))
    value["years"]["2026"]["off"].remove("2026-08-31")  # its Saturday 22/8 stays worked
    value["years"]["2026"]["off"].remove(NEW_DAY.isoformat())
    apply_calendar(None, given(value))
    days = calendar()
    assert days.is_working(D(2026, 8, 31)) and days.is_working(D(2026, 8, 22)) and days.is_working(NEW_DAY)
    assert CalendarDay.objects.get(day=NEW_DAY).kind == DayKind.PLAIN
    assert CalendarDay.objects.get(day=D(2026, 8, 22)).pair is None
    assert {due(task) for task in scene.tasks} == {D(2026, 10, 12)}
    assert not [one for one in run_checks() if one.check.code.startswith("calendar")]
    apply_calendar(None, given(form()))
    row = CalendarDay.objects.get(day=D(2026, 8, 31))
    assert row.kind == DayKind.SWAPPED_OFF and row.number == "9441/TB-BNV" and row.pair == D(2026, 8, 22)


def test_a_year_becomes_announced(scene: Scene) -> None:
    value = form()
    value["years"]["2027"]["status"] = "announced"
    found, _preview = preview_calendar(given(value))
    assert (found.rows, dict(found.years)) == ([], {2027: True})
    change = apply_calendar(None, given(value))
    assert change is not None and CalendarYear.objects.get(year=2027).announced
    assert HAPPENED.year in (calendar().announced or ())


def test_only_who_keeps_the_days_of_everybody_may(scene: Scene) -> None:
    officer = person("cong-chuc", Role.OFFICER, scene.world.justice)
    with pytest.raises(PermissionDenied):
        apply_calendar(officer, given(with_storm()))
    assert not CalendarChange.objects.exists()
