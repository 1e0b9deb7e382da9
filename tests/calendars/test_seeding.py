"""The calendar of the database: each day with its source, years that are not announced said so, corrections kept."""

from __future__ import annotations

import datetime as dt

import pytest

from thuongton.calendars.models import CalendarDay, DayKind
from thuongton.calendars.queries import calendar
from thuongton.calendars.services import ANNOUNCED_TO, SEEDED, seed_years

pytestmark = pytest.mark.django_db


def test_every_day_names_its_source() -> None:
    assert seed_years() > 60
    assert {row.day.year for row in CalendarDay.objects.all()} == set(SEEDED)
    for row in CalendarDay.objects.all():
        assert row.source and row.name
        assert ("dự kiến" in row.source) == (row.day.year > ANNOUNCED_TO)
    tet = CalendarDay.objects.get(day=dt.date(2026, 2, 17))
    assert (tet.kind, tet.name) == (DayKind.HOLIDAY, "Tết Nguyên Đán")
    assert "45/2019/QH14, Điều 112" in tet.source


def test_swapped_days_come_in_pairs() -> None:
    seed_years([2026])
    now = calendar()
    assert dt.date(2026, 8, 31) in now.off and not now.is_working(dt.date(2026, 8, 31))
    assert dt.date(2026, 8, 22) in now.worked and now.is_working(dt.date(2026, 8, 22))


def test_a_second_seeding_adds_nothing_and_keeps_corrections() -> None:
    seed_years([2026])
    CalendarDay.objects.filter(day=dt.date(2026, 2, 16)).update(source="Công văn của Bộ")
    assert seed_years([2026]) == 0
    assert CalendarDay.objects.get(day=dt.date(2026, 2, 16)).source == "Công văn của Bộ"
