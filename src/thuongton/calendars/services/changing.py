"""Changing the working calendar by a paper: what would move is shown first, then it is done as one job."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import gettext as _

from thuongton.audit.services import acting, recording
from thuongton.calendars.changes import RefusedChange, Wanted, entries
from thuongton.calendars.dependents import Move, Span, all_dependents, span_of
from thuongton.calendars.models import CalendarChange, CalendarDay, CalendarYear
from thuongton.calendars.queries import Book, book, keeper, mark_of_days, may_change
from thuongton.calendars.services.moving import start
from thuongton.people.models import Unit, User
from thuongton.web.forms.marks import demand_unchanged

FIRST_ROWS = 20


def demand_changer(user: User | None, unit: Unit | None) -> None:
    """Refuse unless the hat worn may change the days of ``unit`` (None: of everybody); a user None is the system."""
    if user is None or may_change(user, unit):
        return
    if unit is None:
        kept_by = keeper()
        if kept_by is None:
            raise PermissionDenied(_("Chưa đơn vị nào được chỉ định giữ lịch chung; hãy ghi ngày riêng của đơn vị."))
        raise PermissionDenied(_("Chỉ quản trị viên của %(unit)s được đổi ngày nghỉ chung.") % {"unit": kept_by})
    raise PermissionDenied(_("Chỉ quản trị viên của %(unit)s được đổi ngày riêng của đơn vị này.") % {"unit": unit})


@dataclass(slots=True)
class Counted:
    """How many deadlines of one kind would move, and how many are over and stay."""

    label: str
    moves: int = 0
    kept: int = 0


@dataclass(slots=True)
class ChangePreview:
    """What a change would move: counts of each kind and the first rows, each with the address of its page."""

    counted: list[Counted] = field(default_factory=list)
    first: list[tuple[Move, str]] = field(default_factory=list)
    by_kind: Counter[str] = field(default_factory=Counter)

    @property
    def moves(self) -> int:
        """How many deadlines would move."""
        return sum(one.moves for one in self.counted)

    @property
    def kept(self) -> int:
        """How many are over and stay where they are."""
        return sum(one.kept for one in self.counted)


def preview(user: User | None, unit: Unit | None, wanted: Wanted) -> ChangePreview:
    """What the change would move, without writing anything. Raises ValidationError with a sentence."""
    demand_changer(user, unit)
    now = book()
    rows = _rows(now, unit, wanted)
    after = now.with_days(rows)
    return look(_span(rows, now, after, unit), after)


def look(span: Span, after: Book) -> ChangePreview:
    """Count what moves under a book of calendars, room by room."""
    found = ChangePreview()
    for room in all_dependents():
        counted = Counted(room.label)
        place: int | None = 0
        while place is not None:
            batch = room.find(span, after, place, False)
            for move in batch.moves:
                counted.moves += move.moves
                if move.moves:
                    found.by_kind[move.kind or room.name] += 1
                counted.kept += move.kept
                if move.moves and len(found.first) < FIRST_ROWS:
                    found.first.append((move, room.address(move.row)))
            place = batch.next
        found.counted.append(counted)
    return found


def _demand_seen(unit: Unit | None, wanted: Wanted, seen: str | None) -> None:
    """Lock the years of the days; refuse when the days stand otherwise than when the change was shown."""
    list(CalendarYear.objects.select_for_update().filter(year__in={day.year for day in wanted.days}))
    changed = _("Lịch của ngày này vừa được người khác thay đổi; xem lại trước khi áp dụng.")
    demand_unchanged(seen, mark_of_days(unit, wanted.days), changed)


def change_days(user: User | None, unit: Unit | None, wanted: Wanted, *, seen: str | None = None) -> CalendarChange:
    """Write the days of a change, by its paper, and start the job that moves what depends on them.

    ``seen`` is the mark of the days as they stood when the change was shown (``queries.mark_of_days``).
    Raises ValidationError with a sentence; a change that was already made is refused, so that it is never done twice.
    """
    demand_changer(user, unit)
    place = unit or (user.hat.scope if user is not None and user.hat else None)
    with acting():
        with recording(user, "Thay đổi lịch làm việc", unit=place, reason=f"{wanted.source}: {wanted.name}") as note:
            _demand_seen(unit, wanted, seen)
            now = book()
            rows = _rows(now, unit, wanted)
            span = _span(rows, now, now.with_days(rows), unit)
            have = {row.day: row.pk for row in CalendarDay.objects.filter(unit=unit, day__in=[row.day for row in rows])}
            for row in rows:
                row.pk = have.get(row.day)
                row.save()
            change = CalendarChange.objects.create(
                unit=unit,
                number=wanted.number,
                issued_on=wanted.issued_on,
                name=wanted.name,
                source=wanted.source,
                days=[{"day": row.day.isoformat(), "kind": str(row.kind)} for row in rows],
                first=span.first,
                last=span.last,
                by=user,
                hat=user.hat if user is not None else None,
            )
            note.subject = change
        start(change)
    return change


def announce_year(user: User | None, year: int, source: str) -> CalendarChange:
    """Record that the days off of a year are announced, so that due days which rest on it are provisional no more."""
    demand_changer(user, None)
    if not source.strip():
        raise ValidationError(_("Ghi số, ngày của thông báo lịch nghỉ."))
    place = user.hat.scope if user is not None and user.hat else None
    with acting():
        with recording(user, "Ghi nhận lịch nghỉ của năm đã công bố", unit=place, reason=source) as note:
            row, _made = CalendarYear.objects.get_or_create(year=year)
            if row.announced:
                raise ValidationError(
                    _("Lịch nghỉ của năm %(year)s đã được ghi nhận là có thông báo.") % {"year": year}
                )
            row.announced, row.source, row.seeded = True, source[:255], False
            row.save()
            change = CalendarChange.objects.create(
                name=_("Lịch nghỉ năm %(year)s đã có thông báo") % {"year": year},
                source=source[:255],
                first=dt.date(year, 1, 1),
                last=dt.date(year, 12, 31),
                by=user,
                hat=user.hat if user is not None else None,
            )
            note.subject = change
        start(change)
    return change


def _rows(now: Book, unit: Unit | None, wanted: Wanted) -> list[CalendarDay]:
    try:
        found = entries(wanted, now.of(unit))
    except RefusedChange as error:
        raise ValidationError({error.field: _(str(error))}) from error
    return [
        CalendarDay(
            day=entry.day,
            kind=entry.kind,
            name=entry.name[:160],
            source=wanted.source,
            number=wanted.number,
            issued_on=wanted.issued_on,
            pair=entry.pair,
            unit=unit,
        )
        for entry in found
    ]


def _span(rows: Iterable[CalendarDay], before: Book, after: Book, unit: Unit | None) -> Span:
    path = unit.path if unit is not None else ""
    return span_of([row.day for row in rows], before.below(path), after.below(path), path)
