"""A task on its way into tracking: of a reading, kept, and read as it was."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

import vanban
from thuongton.plans.taking_in.read_task import LONGEST_CODE, ReadTask
from thuongton.plans.taking_in.sheet_states import stated
from vanban.model import Group, Timing, TimingKind
from vanban.shapes import BadShape


def test_every_task_of_a_paper_is_kept_and_read_as_it_was(seeds: Path) -> None:
    tasks = vanban.read(next(seeds.glob("003_*.txt"))).tasks
    kept = [ReadTask.of(task) for task in tasks]
    assert kept and [ReadTask.from_dict(one.to_dict()) for one in kept] == kept
    assert [
        ReadTask.from_dict(task.to_dict()) for task in tasks
    ] == kept  # rows of versions that kept the reading's own


def test_what_a_sheet_says_of_a_task_goes_with_it() -> None:
    task = ReadTask("Mở hội nghị", timing=Timing(TimingKind.FIXED, due=dt.date(2026, 6, 30)), stated=stated("Đã xong"))
    again = ReadTask.from_dict(task.to_dict())
    assert again == task and again.stated is not None and again.stated.state == "completed"


def test_a_task_is_changed_by_making_another() -> None:
    task = ReadTask("Việc", part="A", part_title="Phần", group=Group("I", "Nhóm"))
    assert task.heading == ("A", "Phần", "I", "Nhóm") and ReadTask("x").heading == ("", "", "", "")
    assert ReadTask("Việc mới").under_heading_of(task).heading == task.heading
    assert task.given_to("lead", ("Sở A", "Sở B")).lead_text == "Sở A; Sở B"
    assert ReadTask("Việc", lead=("Sở A",), lead_from="heading").given_to("lead", ("Sở B",)).lead_from is None
    assert task.given_to("coordinating", ()).coordinating_text is None
    assert len(task.coded("x" * 90).code) == LONGEST_CODE


@pytest.mark.parametrize("body", [{}, {"title": None}, {"title": "x", "lead": "Sở A"}, {"title": "x", "timing": None}])
def test_json_that_is_no_task_is_refused(body: dict[str, object]) -> None:
    with pytest.raises(BadShape):
        ReadTask.from_dict(body)
