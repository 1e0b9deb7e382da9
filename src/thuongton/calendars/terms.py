"""A length of time as the law writes it (thời hạn), and the moment it ends.

Pure. Grounds: the day of the event does not count (Bộ luật Dân sự 91/2015/QH13, Điều 147); a month ends on the day with
the same number, or on the last day of the month (Điều 148 khoản 3); hours run through nights and days off; «trong ngày»
after the hour of closing, or on a day off, is the next working day (Luật Hộ tịch 60/2014/QH13, Điều 5 khoản 3).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from dateutil.relativedelta import relativedelta

from thuongton.calendars.clock import Calendar, ClockStep, Shift, moved_steps, off_steps, provisional_steps, shift
from thuongton.web.dates import day_words

_ONE = dt.timedelta(days=1)
_LONGEST = 40_000  # days; a walk that goes on longer does not end
FIRST, LAST = dt.date(1900, 1, 1), dt.date(2100, 12, 31)


def _(msgid: str) -> str:
    """Marks a text for the catalogues; it is translated where it is shown."""
    return msgid


class Measure(StrEnum):
    """What a length is counted in."""

    WORKING_DAY = "working_day"
    CALENDAR_DAY = "calendar_day"
    MONTH = "month"
    YEAR = "year"
    HOUR = "hour"
    SAME_DAY = "same_day"


_WORDS = {
    Measure.WORKING_DAY: _("ngày làm việc"),
    Measure.CALENDAR_DAY: _("ngày"),
    Measure.MONTH: _("tháng"),
    Measure.YEAR: _("năm"),
    Measure.HOUR: _("giờ"),
    Measure.SAME_DAY: _("trong ngày"),
}


class UnusableTerm(ValueError):
    """A term, pause or extension that cannot be counted; ``str`` is one Vietnamese sentence."""


@dataclass(frozen=True, slots=True)
class Term:
    """``number`` of a measure after (or ``back`` before) an event; ``cutoff`` closes a «trong ngày»."""

    number: int
    measure: Measure
    back: bool = False
    shift: Shift = Shift.NONE
    cutoff: dt.time | None = None

    def __post_init__(self) -> None:
        least = 0 if self.measure is Measure.SAME_DAY else 1
        if isinstance(self.number, bool) or not isinstance(self.number, int) or self.number < least:
            raise UnusableTerm("Thời hạn phải là một số nguyên dương.")


@dataclass(frozen=True, slots=True)
class Stop:
    """Days that do not count (tạm dừng), both ends included; without ``last`` it has not ended."""

    first: dt.date
    last: dt.date | None = None

    def __post_init__(self) -> None:
        if self.last is not None and self.last < self.first:
            raise UnusableTerm("Kỳ tạm dừng có ngày cuối trước ngày đầu; kiểm tra lại hai ngày.")

    def holds(self, day: dt.date) -> bool:
        """Whether a day lies within."""
        return self.first <= day and (self.last is None or day <= self.last)


@dataclass(frozen=True, slots=True)
class More:
    """An extension (gia hạn): ``number`` counted on from the end of the term, or ``whole`` in its place."""

    number: int
    measure: Measure
    whole: bool = False

    def __post_init__(self) -> None:
        Term(self.number, self.measure)


@dataclass(frozen=True, slots=True)
class End:
    """When a term ends: the day and moment (for hours only), None while a pause without end keeps it open."""

    due: dt.date | None
    due_at: dt.datetime | None = None
    provisional: bool = False
    steps: tuple[ClockStep, ...] = ()


def end_of(
    term: Term,
    start: dt.datetime,
    calendar: Calendar,
    *,
    stops: Sequence[Stop] = (),
    extensions: Iterable[More] = (),
) -> End:
    """The end of a term that an event at ``start`` (local time) begins. Raises UnusableTerm.

    An extension goes on from the end of the term before any shift; the shift comes last and once.
    """
    if not FIRST <= start.date() <= LAST:
        raise UnusableTerm("Ngày bắt đầu phải trong khoảng từ năm 1900 đến năm 2100.")
    if term.measure is Measure.HOUR:
        moment = start + dt.timedelta(hours=-term.number if term.back else term.number)
        return End(moment.date(), moment, steps=(_counted(term.number, term.measure), _due(moment.date())))
    if term.measure is Measure.SAME_DAY:
        return _same_day(term, start, calendar)
    day = start.date()
    parts = [More(term.number, term.measure)]
    for extension in extensions:
        parts = [extension] if extension.whole else [*parts, extension]
    steps = [ClockStep(_("Bắt đầu tính từ ngày hôm sau của ngày này."), day=day)]
    end: dt.date | None = day
    for part in parts:
        end = _walk(end, part, calendar, term.back, stops) if end is not None else None
        steps.append(_counted(part.number, part.measure))
    steps += _stopped(stops, day, end)
    if end is None:
        return End(None, steps=(*steps, ClockStep(_("Đang tạm dừng, chưa có ngày tiếp tục nên chưa tính được hạn."))))
    working = any(part.measure is Measure.WORKING_DAY for part in parts)
    if working:
        steps += off_steps(day, end, calendar)
    moved = shift(end, term.shift, calendar)
    steps += moved_steps(end, moved)
    first = day if working else end
    rests = working or term.shift is not Shift.NONE
    years = calendar.open_years(first, max(end, moved, key=lambda d: abs(d - first))) if rests else ()
    steps += provisional_steps(years)
    return End(moved, provisional=bool(years), steps=(*steps, _due(moved)))


def _counted(number: int, measure: Measure) -> ClockStep:
    return ClockStep(_("Cộng %(days)d %(unit)s."), {"days": number, "unit": _WORDS[measure]})


def _due(day: dt.date) -> ClockStep:
    return ClockStep(_("Ngày hạn."), day=day)


def _stopped(stops: Sequence[Stop], start: dt.date, end: dt.date | None) -> list[ClockStep]:
    text, still = _("Tạm dừng từ %(first)s đến %(last)s."), _("Tạm dừng từ %(first)s, chưa tiếp tục.")
    return [
        ClockStep(text, {"first": day_words(stop.first), "last": day_words(stop.last)}, stop.first)
        if stop.last
        else ClockStep(still, {"first": day_words(stop.first)}, stop.first)
        for stop in stops
        if (stop.last is None or stop.last > start) and (end is None or stop.first <= end)
    ]


def _same_day(term: Term, start: dt.datetime, calendar: Calendar) -> End:
    day = start.date()
    late = term.cutoff is not None and start.time() > term.cutoff
    steps = [ClockStep(_("Giải quyết trong ngày tiếp nhận."), day=day)]
    due = day
    if late and calendar.is_working(day):
        steps.append(
            ClockStep(
                _("Tiếp nhận sau %(hour)s nên tính là ngày làm việc tiếp theo."), {"hour": f"{term.cutoff:%H:%M}"}
            )
        )
        due = day + _ONE
    due = shift(due, Shift.NEXT, calendar)
    if not calendar.is_working(day):
        steps += moved_steps(day, due)
    years = calendar.open_years(day, due)
    return End(due, provisional=bool(years), steps=(*steps, *provisional_steps(years), _due(due)))


def _walk(start: dt.date, part: More, calendar: Calendar, back: bool, stops: Sequence[Stop]) -> dt.date | None:
    """The last day of a count, days of pauses left out; None when a pause without end keeps it from ending."""
    number = part.number
    if part.measure in (Measure.MONTH, Measure.YEAR):
        span = relativedelta(months=number) if part.measure is Measure.MONTH else relativedelta(years=number)
        number = abs(((start - span) if back else (start + span)) - start).days
    step = -_ONE if back else _ONE
    working = part.measure is Measure.WORKING_DAY
    day = start
    for _turn in range(_LONGEST):
        if not number:
            return day
        day += step
        if any(stop.last is None and stop.first <= day for stop in stops) and not back:
            return None
        number -= (not working or calendar.is_working(day)) and not any(stop.holds(day) for stop in stops)
    raise UnusableTerm("Không tính được hạn: lịch không có ngày làm việc nào trong thời gian này.")
