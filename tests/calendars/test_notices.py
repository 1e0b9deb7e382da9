"""The days of each year against a table put together apart; each difference from `holidays` is explained."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from pathlib import Path

import holidays
import pytest

from thuongton.calendars.notices import SWAPPED_OFF, SWAPPED_ON, papers, written_years, year_of

APART = json.loads(Path(__file__).with_name("state_offices.json").read_text("utf-8"))["years"]

# What the package did not know when its version was pinned, and the paper that says otherwise.
NOT_IN_PACKAGE = {
    dt.date(2026, 1, 2): "12729/VPCP-KGVX",  # off, for Saturday 10/1
    dt.date(2026, 1, 10): "12729/VPCP-KGVX",  # worked, for Friday 2/1
}


@pytest.mark.parametrize("year", sorted(APART))
def test_a_year_is_as_in_the_table_put_together_apart(year: str) -> None:
    known = year_of(int(year))
    off = [entry.day for entry in known.entries if entry.kind != SWAPPED_ON and entry.day.weekday() < 5]
    worked = [entry.day for entry in known.entries if entry.kind == SWAPPED_ON]
    expected = APART[year]
    assert [day.isoformat() for day in off] == expected["off"]
    assert [day.isoformat() for day in worked] == expected["worked"]
    assert known.status == expected["status"]


def differing(year: int) -> Iterator[dt.date]:
    """Days that our data and the package do not have alike: off or not, worked or not."""
    known = year_of(year)
    theirs = holidays.country_holidays("VN", years=year)
    off = {entry.day for entry in known.entries if entry.kind != SWAPPED_ON}
    worked = {entry.day for entry in known.entries if entry.kind == SWAPPED_ON}
    yield from off ^ {day for day in theirs if day.year == year}
    yield from worked ^ {day for day in theirs.weekend_workdays if day.year == year}


def test_each_difference_from_the_package_is_explained_by_a_paper() -> None:
    found = {day for year in written_years() for day in differing(year)}
    assert found == set(NOT_IN_PACKAGE)
    for day, number in NOT_IN_PACKAGE.items():
        entry = next(entry for entry in year_of(day.year).entries if entry.day == day)
        assert entry.number == number and number in entry.source


def test_every_day_names_a_paper_and_swaps_come_in_pairs() -> None:
    numbers = {paper.number for paper in papers().values()}
    for year in written_years():
        entries = {entry.day: entry for entry in year_of(year).entries}
        assert len(entries) == len(year_of(year).entries)
        for entry in entries.values():
            assert entry.day.year == year and entry.name and entry.number in numbers and entry.number in entry.source
            if entry.kind == SWAPPED_OFF:
                assert entry.day.weekday() < 5 and entry.pair and entry.pair.weekday() > 4
                assert entries[entry.pair].kind == SWAPPED_ON and entries[entry.pair].pair == entry.day


@pytest.mark.parametrize(
    ("day", "said"),
    [
        (dt.date(2026, 1, 2), "Công văn số 12729/VPCP-KGVX ngày 25/12/2025 của Văn phòng Chính phủ"),
        (dt.date(2026, 11, 24), "Nghị quyết số 28/2026/QH16 của Quốc hội, Điều 2"),
        (dt.date(2026, 8, 31), "Thông báo số 9441/TB-BNV của Bộ Nội vụ"),
        (dt.date(2026, 4, 27), "Bộ luật Lao động số 45/2019/QH14, Điều 111 khoản 3"),
    ],
)
def test_the_ground_of_a_day(day: dt.date, said: str) -> None:
    assert next(entry for entry in year_of(day.year).entries if entry.day == day).source == said


def test_a_year_nobody_wrote_down_is_worked_out_and_provisional() -> None:
    later = year_of(written_years()[-1] + 1)
    assert later.status == "provisional" and len(later.entries) > 10
    assert dt.date(later.year, 11, 24) in {entry.day for entry in later.entries}
