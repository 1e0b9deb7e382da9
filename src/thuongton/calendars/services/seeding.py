"""Filling the working calendar: holidays and swapped days of each year, with their legal source."""

from __future__ import annotations

from collections.abc import Iterable

from thuongton.calendars.models import CalendarDay, CalendarYear
from thuongton.calendars.notices import ANNOUNCED, year_of

SEEDED = range(2020, 2031)
# What earlier versions wrote as the source of a day, before papers stood as data: such days were nobody's correction.
_LEGACY = (
    "Bộ luật Lao động số 45/2019/QH14, Điều 11",
    "Thông báo hoán đổi ngày làm việc của năm, theo Bộ luật",
    "Nghị quyết số 80-NQ/TW (Ngày Văn hóa",
)
_FIELDS = ("kind", "name", "source", "number", "issued_on", "pair", "seeded")


def days_of(year: int) -> list[CalendarDay]:
    """The days of a year that differ from their weekday, as the papers have them (not saved)."""
    return [
        CalendarDay(
            day=entry.day,
            kind=entry.kind,
            name=entry.name,
            source=entry.source,
            number=entry.number,
            issued_on=entry.issued_on,
            pair=entry.pair,
            seeded=True,
        )
        for entry in year_of(year).entries
    ]


def seed_years(years: Iterable[int] = SEEDED) -> int:
    """Bring the days of the years into the calendar; returns how many rows were added, changed or taken away.

    Run again after each upgrade: it corrects what came with an earlier version and nobody touched since; a day that
    a person entered or changed is never overwritten.
    """
    years = list(years)
    wanted = {row.day: row for year in years for row in days_of(year)}
    have = {row.day: row for row in CalendarDay.objects.filter(unit__isnull=True, day__year__in=years)}
    ours = {day for day, row in have.items() if row.seeded or row.source.startswith(_LEGACY)}
    new = [row for day, row in wanted.items() if day not in have]
    changed = []
    for day in ours & wanted.keys():
        row, right = have[day], wanted[day]
        if any(getattr(row, name) != getattr(right, name) for name in _FIELDS):
            for name in _FIELDS:
                setattr(row, name, getattr(right, name))
            changed.append(row)
    gone = [have[day].pk for day in ours - wanted.keys()]
    CalendarDay.objects.bulk_create(new, ignore_conflicts=True)
    CalendarDay.objects.bulk_update(changed, _FIELDS)
    CalendarDay.objects.filter(pk__in=gone).delete()
    return len(new) + len(changed) + len(gone) + _seed_statuses(years)


def _seed_statuses(years: list[int]) -> int:
    have = {row.year: row for row in CalendarYear.objects.filter(year__in=years)}
    new, changed = [], []
    for year in years:
        known = year_of(year)
        told, source = known.status == ANNOUNCED, known.source[:255]
        row = have.get(year)
        if row is None:
            new.append(CalendarYear(year=year, announced=told, source=source, seeded=True))
        elif row.seeded and (row.announced, row.source) != (told, source):
            row.announced, row.source = told, source
            changed.append(row)
    CalendarYear.objects.bulk_create(new, ignore_conflicts=True)
    CalendarYear.objects.bulk_update(changed, ["announced", "source"])
    return len(new) + len(changed)
