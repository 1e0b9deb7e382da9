"""The calendar of the database: each day with its source, years that are not announced said so, corrections kept."""

from __future__ import annotations

import datetime as dt

import pytest

from factories import make_world
from thuongton.calendars.clock import add_working_days
from thuongton.calendars.models import CalendarDay, CalendarYear, DayKind
from thuongton.calendars.notices import written_years, year_of
from thuongton.calendars.queries import book, calendar
from thuongton.calendars.services.seeding import SEEDED, seed_years

pytestmark = pytest.mark.django_db


def test_every_day_names_its_source() -> None:
    assert seed_years() > 60
    assert {row.day.year for row in CalendarDay.objects.all()} == set(SEEDED)
    for row in CalendarDay.objects.all():
        assert row.source and row.name and row.number in row.source and row.seeded
    tet = CalendarDay.objects.get(day=dt.date(2026, 2, 17))
    assert (tet.kind, tet.name) == (DayKind.HOLIDAY, "Tết Nguyên Đán")
    assert tet.source == "Thông báo số 9441/TB-BNV của Bộ Nội vụ"


def test_years_say_whether_they_are_announced() -> None:
    seed_years()
    told = dict(CalendarYear.objects.values_list("year", "announced"))
    assert told == {year: year_of(year).status == "announced" for year in SEEDED}
    assert not told[written_years()[-1] + 1]
    now = calendar()
    assert now.open_years(dt.date(2026, 12, 1), dt.date(2026, 12, 31)) == ()
    assert now.open_years(dt.date(2026, 12, 31), dt.date(2027, 1, 1)) == (2027,)
    assert now.open_years(dt.date(2036, 1, 1), dt.date(2036, 1, 2)) == (2036,)


def test_a_calendar_never_filled_says_nothing_of_years() -> None:
    assert calendar().open_years(dt.date(2036, 1, 1), dt.date(2036, 1, 2)) == ()


def test_swapped_days_come_in_pairs() -> None:
    seed_years([2026])
    now = calendar()
    for off, worked in ((dt.date(2026, 8, 31), dt.date(2026, 8, 22)), (dt.date(2026, 1, 2), dt.date(2026, 1, 10))):
        assert off in now.off and not now.is_working(off)
        assert worked in now.worked and now.is_working(worked)
        assert CalendarDay.objects.get(day=off).pair == worked


def test_a_second_seeding_adds_nothing_and_keeps_corrections() -> None:
    seed_years([2026])
    CalendarDay.objects.filter(day=dt.date(2026, 2, 16)).update(source="Công văn của Bộ", seeded=False)
    assert seed_years([2026]) == 0
    assert CalendarDay.objects.get(day=dt.date(2026, 2, 16)).source == "Công văn của Bộ"


def test_an_upgrade_mends_what_an_earlier_version_wrote() -> None:
    """Days without papers, a swap that was not known, a day that a later notice does not have."""
    old = "Nghị quyết số 80-NQ/TW (Ngày Văn hóa Việt Nam)"
    CalendarDay.objects.create(day=dt.date(2026, 11, 24), kind="holiday", name="Ngày Văn hóa Việt Nam", source=old)
    law = "Bộ luật Lao động số 45/2019/QH14, Điều 112"
    CalendarDay.objects.create(day=dt.date(2026, 2, 24), kind="holiday", name="Mùng tám", source=law)
    assert seed_years([2026]) > 10
    assert "28/2026/QH16" in CalendarDay.objects.get(day=dt.date(2026, 11, 24)).source
    assert CalendarDay.objects.filter(day__in=[dt.date(2026, 1, 2), dt.date(2026, 1, 10)]).count() == 2
    assert not CalendarDay.objects.filter(day=dt.date(2026, 2, 24)).exists()


def test_a_unit_has_days_of_its_own_and_lower_units_follow_it() -> None:
    world = make_world()
    seed_years([2026])
    day, worked = dt.date(2026, 10, 14), dt.date(2026, 10, 17)
    CalendarDay.objects.create(day=day, kind="holiday", name="Ngày truyền thống", source="QĐ 1", unit=world.province)
    CalendarDay.objects.create(day=day, kind="plain", name="Vẫn làm việc", source="QĐ 2", unit=world.commune)
    CalendarDay.objects.create(day=worked, kind="swapped_on", name="Làm bù", source="QĐ 3", unit=world.office)
    days = book()
    off = {name: not days.of(getattr(world, name)).is_working(day) for name in ("province", "justice", "other_commune")}
    assert off == {"province": True, "justice": True, "other_commune": True}
    assert days.of(world.commune).is_working(day) and days.of(world.office).is_working(day)
    assert days.of(world.far_commune).is_working(day) and days.of().is_working(day)
    assert days.of(world.office).is_working(worked) and not days.of(world.commune).is_working(worked)
    assert "riêng của Tỉnh Thử" in days.of(world.justice).special[day].name
    start = dt.date(2026, 10, 12)
    assert add_working_days(start, 5, days.of(world.justice)) == dt.date(2026, 10, 20)
    assert add_working_days(start, 5, days.of(world.far_commune)) == dt.date(2026, 10, 19)
