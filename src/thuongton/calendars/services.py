"""Filling the working calendar (lịch làm việc): holidays and swapped days of each year, with their legal source."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

import holidays

from thuongton.calendars.models import CalendarDay, DayKind

LABOUR_CODE = "Bộ luật Lao động số 45/2019/QH14, Điều 112"
OBSERVED = "Bộ luật Lao động số 45/2019/QH14, Điều 111 khoản 3 (nghỉ bù)"
SWAP = "Thông báo hoán đổi ngày làm việc của năm, theo Bộ luật Lao động số 45/2019/QH14, Điều 112 khoản 3"
CULTURE_DAY = "Nghị quyết số 80-NQ/TW (Ngày Văn hóa Việt Nam)"
NOT_ANNOUNCED = " – dự kiến: chưa có thông báo lịch nghỉ của năm"
ANNOUNCED_TO = 2026  # the last year whose days off and swaps were announced when this data was written
SEEDED = range(2024, 2029)


def days_of(year: int) -> list[CalendarDay]:
    """The days of a year that differ from their weekday, as the ``holidays`` package knows them (not saved)."""
    known = holidays.country_holidays("VN", years=year, language="vi")
    found = [_day(day, known.get(day, "")) for day in sorted(known) if day.year == year]
    worked = [
        CalendarDay(day=day, kind=DayKind.SWAPPED_ON, name="Làm bù ngày nghỉ hoán đổi", source=SWAP)
        for day in sorted(known.weekend_workdays)
        if day.year == year
    ]
    if year > ANNOUNCED_TO:
        for row in found:
            row.source += NOT_ANNOUNCED
    return found + worked


def _day(day: dt.date, name: str) -> CalendarDay:
    if name.startswith("Ngày nghỉ (thay cho"):
        return CalendarDay(day=day, kind=DayKind.SWAPPED_OFF, name=name, source=SWAP)
    source = OBSERVED if "nghỉ bù" in name else CULTURE_DAY if "Văn hóa" in name else LABOUR_CODE
    return CalendarDay(day=day, kind=DayKind.HOLIDAY, name=name, source=source)


def seed_years(years: Iterable[int] = SEEDED) -> int:
    """Put the days of the years into the calendar; days that are there stay as they are. Returns how many were added.

    Run again after each upgrade: a person's correction of a day is never overwritten.
    """
    wanted = [day for year in years for day in days_of(year)]
    have = set(CalendarDay.objects.filter(day__in=[row.day for row in wanted]).values_list("day", flat=True))
    missing = [row for row in wanted if row.day not in have]
    CalendarDay.objects.bulk_create(missing, ignore_conflicts=True)
    return len(missing)
