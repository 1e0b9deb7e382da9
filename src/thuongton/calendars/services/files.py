"""A whole calendar from a file: what differs from the days of everybody is shown first, then done as one job."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from thuongton.audit.services import acting, recording
from thuongton.calendars.clock import Calendar
from thuongton.calendars.dependents import Span, span_of
from thuongton.calendars.models import CalendarChange, CalendarDay, CalendarYear, DayKind
from thuongton.calendars.notices import year_of
from thuongton.calendars.queries import Book, book
from thuongton.calendars.services.changing import ChangePreview, demand_changer, look
from thuongton.calendars.services.moving import start
from thuongton.calendars.terms.files import NamedCalendar
from thuongton.people.models import User

SWAPPED = (DayKind.SWAPPED_OFF, DayKind.SWAPPED_ON)


@dataclass(frozen=True, slots=True)
class CalendarDifference:
    """What a file would write: rows of days, years that become announced or are no more; the span of it all."""

    rows: list[CalendarDay]
    years: Mapping[int, bool]
    span: Span | None


def preview_calendar(given: NamedCalendar) -> tuple[CalendarDifference, ChangePreview]:
    """What would be written and what would move, without writing anything."""
    now = book()
    found = _difference(given, now)
    if found.span is None:
        return found, ChangePreview()
    return found, look(found.span, _after(now, found.rows, found.years))


def apply_calendar(user: User | None, given: NamedCalendar) -> CalendarChange | None:
    """Write what differs and start the job that moves what depends on it; None when nothing differs (done before).

    A user None is the system, whose operator gave the command. Raises PermissionDenied.
    """
    demand_changer(user, None)
    with acting():
        list(CalendarYear.objects.select_for_update().filter(year__in=given.years))
        now = book()
        found = _difference(given, now)
        if found.span is None:
            return None
        with recording(user, "Thay đổi lịch làm việc", reason=_source(given)) as note:
            have = dict(
                CalendarDay.objects.filter(unit=None, day__in=[row.day for row in found.rows]).values_list("day", "pk")
            )
            for row in found.rows:
                row.pk = have.get(row.day)
                row.save()
            _pair_swaps(found.rows, given.years)
            for year, announced in found.years.items():
                CalendarYear.objects.update_or_create(
                    year=year, defaults={"announced": announced, "source": _source(given), "seeded": False}
                )
            change = CalendarChange.objects.create(
                name=_("Lịch làm việc theo tệp %(name)s") % {"name": given.name[:100]},
                source=_source(given),
                days=[{"day": row.day.isoformat(), "kind": str(row.kind)} for row in found.rows],
                first=found.span.first,
                last=found.span.last,
                by=user,
                hat=user.hat if user is not None else None,
            )
            note.subject = change
        start(change)
    return change


def _difference(given: NamedCalendar, now: Book) -> CalendarDifference:
    common, wanted = now.of(None), given.calendar
    days = sorted(
        day
        for day in common.off | common.worked | wanted.off | wanted.worked
        if day.year in given.years and common.is_working(day) != wanted.is_working(day)
    )
    rows = [_row(day, wanted, given) for day in days]
    told = wanted.announced or frozenset()
    known = now.announced or frozenset()
    years = {year: year in told for year in given.years if (year in told) != (year in known)}
    if not rows and not years:
        return CalendarDifference([], {}, None)
    touched = [*days, *(day for year in years for day in (dt.date(year, 1, 1), dt.date(year, 12, 31)))]
    span = span_of(touched, now.below(""), _after(now, rows, years).below(""))
    return CalendarDifference(rows, years, span)


def _after(now: Book, rows: list[CalendarDay], years: Mapping[int, bool]) -> Book:
    """The book as it would be."""
    announced = (now.announced or frozenset()) | {year for year, told in years.items() if told}
    announced -= {year for year, told in years.items() if not told}
    return Book(now.with_days(rows).rows, announced if now.announced is not None or years else None)


def _source(given: NamedCalendar) -> str:
    """What stands as the ground of a day that no notice names."""
    return f"Tệp {given.name[:200]}, SHA-256 {given.sha256[:12]}"


def _pair_swaps(written: list[CalendarDay], years: tuple[int, ...]) -> None:
    """Both halves of a swap name each other; a day whose other half no longer stands is no swap any more."""
    for row in written:
        if row.pair is not None:
            CalendarDay.objects.filter(unit=None, day=row.pair, kind__in=SWAPPED, pair=None).update(pair=row.day)
    rows = list(CalendarDay.objects.filter(unit=None, day__year__in=years, pair__isnull=False))
    have = {(row.day, row.pair) for row in rows}
    for row in rows:
        if (row.pair, row.day) not in have:
            row.pair = None
            row.save(update_fields=["pair"])


def _row(day: dt.date, wanted: Calendar, given: NamedCalendar) -> CalendarDay:
    """The row that makes a day as the file has it, with name, paper and other half where a notice names it."""
    notice = next((entry for entry in year_of(day.year).entries if entry.day == day), None)
    works = wanted.is_working(day)
    if works == (day.weekday() < 5):
        name = _("Theo ngày trong tuần")
        return CalendarDay(day=day, kind=DayKind.PLAIN, name=name, source=_source(given))
    kind = DayKind.SWAPPED_ON if works else DayKind.HOLIDAY
    if notice is not None and (notice.kind == DayKind.SWAPPED_ON) == works:
        return CalendarDay(
            day=day,
            kind=notice.kind,
            name=notice.name[:160],
            source=notice.source[:255],
            number=notice.number,
            issued_on=notice.issued_on,
            pair=notice.pair if notice.pair in wanted.off | wanted.worked else None,
        )
    name = _("Làm bù") if works else _("Ngày nghỉ")
    return CalendarDay(day=day, kind=kind, name=name, source=_source(given))
