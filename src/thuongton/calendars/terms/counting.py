"""When a clock ends: closed form over the ranks of the calendar, whatever its length, pauses and extensions.

The day of the event does not count (S1); swapped days as the calendar has them (S2); a month ends on the day with the
same number, or on the last of the month (S4); hours run through nights and days off (S5); «trong ngày» after the hour
of closing, or on a day off, is the next working day (S6). Extensions go on from the end before any shift, which comes
last and once (S3, S7). Days of pauses do not count; without last day there is no due day (S8).
"""

from __future__ import annotations

import calendar as months
import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from thuongton.calendars.clock import Calendar, Shift, shift
from thuongton.calendars.terms.silent import READ_AS_USUAL, TermReadings
from thuongton.calendars.terms.spec import FIRST, LAST, Measure, More, Stop, Term, UnusableTerm

_OPEN = 10_000_000  # the ordinal of no day: a pause that has not ended
_EARLIEST, _LATEST = dt.date(1800, 1, 1).toordinal(), dt.date(2200, 12, 31).toordinal()
_WORKING, _CALENDAR, _HOUR, _SAME_DAY = Measure.WORKING_DAY, Measure.CALENDAR_DAY, Measure.HOUR, Measure.SAME_DAY
_STAYS = Shift.NONE
Ranking = Callable[[int], int]
Span = tuple[int, int]
"""First and last ordinal of days that do not count."""


@dataclass(frozen=True, slots=True)
class TermPart:
    """One stretch of a clock: its term or an extension, counted after ``start`` (its own day out) up to ``end``.

    ``days`` is how many days or working days are counted, of hours None; ``end`` is None while a pause keeps it open.
    ``begins`` and ``ends`` are the moments of a part counted in hours.
    """

    measure: Measure
    number: int
    start: dt.date
    end: dt.date | None
    days: int | None = None
    begins: dt.datetime | None = None
    ends: dt.datetime | None = None


@dataclass(frozen=True, slots=True)
class TermEnd:
    """When a clock ends: ``due`` (None while a pause without end keeps it open), ``due_at`` for hours alone.

    ``last`` is the last day before any shift. ``open_years`` are the years it passes that nobody has announced.
    ``rest`` is what would be counted after the part that a pause keeps open.
    """

    due: dt.date | None
    due_at: dt.datetime | None
    last: dt.date | None
    parts: tuple[TermPart, ...]
    open_years: tuple[int, ...] = ()
    rest: tuple[tuple[int, Measure], ...] = ()

    @property
    def provisional(self) -> bool:
        """Whether it passes a year whose days off are not announced (dự kiến)."""
        return bool(self.open_years)


def due_day(
    spec: Term,
    start: dt.datetime,
    calendar: Calendar,
    stops: Sequence[Stop] = (),
    extensions: Sequence[More] = (),
    readings: TermReadings = READ_AS_USUAL,
) -> dt.date | None:
    """The due day alone, for many clocks at once: ``end_of(…).due`` at a fifth of its cost. Raises UnusableTerm.

    >>> due_day(Term(6, Measure.WORKING_DAY), dt.datetime(2026, 11, 20, 9), Calendar())
    datetime.date(2026, 11, 30)
    """
    event = start.date()
    if spec.measure is _HOUR or extensions or not FIRST <= event <= LAST:
        return end_of(spec, start, calendar, stops=stops, extensions=extensions, readings=readings).due
    day, way = start.toordinal(), spec.shift
    if spec.measure is _WORKING and not stops and not spec.back:  # what most clocks are
        ranks = calendar.ranks
        day = ranks.day(ranks.rank(day) + spec.number)
        return dt.date.fromordinal(day) if day <= _LATEST else _dated(day)
    spans = spans_of(stops, readings) if stops else ()
    due = _dated(
        _reached(spec, _length(spec, spec.number, spec.measure, event), spec.measure, day, start, calendar, spans)
    )
    return due if due is None or way is _STAYS or spec.measure is _SAME_DAY else shift(due, way, calendar)


def end_of(
    spec: Term,
    start: dt.datetime,
    calendar: Calendar,
    *,
    stops: Sequence[Stop] = (),
    extensions: Iterable[More] = (),
    readings: TermReadings = READ_AS_USUAL,
) -> TermEnd:
    """The end of a clock that an event at ``start`` (time of the place, without zone) begins. Raises UnusableTerm.

    >>> end_of(Term(6, Measure.WORKING_DAY), dt.datetime(2026, 11, 20, 9), Calendar()).due
    datetime.date(2026, 11, 30)
    """
    event = start.date()
    if not FIRST <= event <= LAST:
        raise UnusableTerm("Ngày bắt đầu phải trong khoảng từ năm 1900 đến năm 2100.")
    spans = spans_of(stops, readings) if stops else ()
    parts: list[TermPart] = []
    several = pieces(spec, extensions)
    day, moment = event, start if several[0][1] is Measure.HOUR else None
    for number, measure in several:
        if parts and readings.extends_shifted:
            day = _shifted(spec, parts, day, calendar)
        part = _part(spec, number, measure, day, moment, start, calendar, spans)
        parts.append(part)
        if part.end is None:
            years = calendar.open_years(event, _stopped_on(event, spans))
            return TermEnd(None, None, None, tuple(parts), years, tuple(several[len(parts) :]))
        day, moment = part.end, part.ends
    due = _shifted(spec, parts, day, calendar)
    return TermEnd(due, moment, day, tuple(parts), calendar.open_years(event, due))


def pieces(spec: Term, extensions: Iterable[More]) -> list[tuple[int, Measure]]:
    """What is counted one after the other: the term, or the whole that came in its place, and what was added since."""
    found = [(spec.number, spec.measure)]
    for extension in extensions:
        one = (extension.number, extension.measure)
        found = [one] if extension.whole else [*found, one]
    return found


def spans_of(stops: Sequence[Stop], readings: TermReadings = READ_AS_USUAL) -> tuple[Span, ...]:
    """The days that do not count as spans of ordinals that do not overlap, in order; one without end stands last."""
    opened, less = _OPEN, int(readings.resume_counts)
    given = []
    for pause in stops:
        if pause.last is None:
            opened = min(opened, pause.first.toordinal())
        else:
            given.append((pause.first.toordinal(), pause.last.toordinal() - less))
    given.sort()
    merged: list[Span] = []
    for first, last in given:
        if last >= opened:
            last = opened - 1
        if last < first:  # stopped and taken up on one day, which counts; or within what has not ended
            continue
        if merged and first <= merged[-1][1] + 1:
            merged[-1] = (merged[-1][0], max(merged[-1][1], last))
        else:
            merged.append((first, last))
    return (*merged, (opened, _OPEN)) if opened < _OPEN else tuple(merged)


def counted(measure: Measure, after: dt.date, to: dt.date, calendar: Calendar, spans: Sequence[Span]) -> int:
    """How many days of a part in days count after one day up to and including another (0 when it is before)."""
    start, end = after.toordinal(), to.toordinal()
    if end <= start:
        return 0
    rank = calendar.ranks.rank if measure is Measure.WORKING_DAY else _itself
    number = rank(end) - rank(start)
    for first, last in spans:
        low, high = max(first, start + 1), min(last, end)
        if low <= high:
            number -= rank(high) - rank(low - 1)
    return number


def hours_between(after: dt.datetime, to: dt.datetime, spans: Sequence[Span]) -> dt.timedelta:
    """The time that counts between two moments, days of pauses left out."""
    left = max(to - after, dt.timedelta())
    for first, last in spans:
        low, high = max(after, _midnight(first)), to if last == _OPEN else min(to, _midnight(last + 1))
        if low < high:
            left -= high - low
    return left


def _stopped_on(event: dt.date, spans: Sequence[Span]) -> dt.date:
    return max(event, dt.date.fromordinal(spans[-1][0]))


def _shifted(spec: Term, parts: Sequence[TermPart], day: dt.date, calendar: Calendar) -> dt.date:
    if spec.shift is Shift.NONE or parts[-1].measure in (Measure.HOUR, Measure.SAME_DAY):
        return day
    return shift(day, spec.shift, calendar)


def _part(
    spec: Term,
    number: int,
    measure: Measure,
    day: dt.date,
    moment: dt.datetime | None,
    start: dt.datetime,
    calendar: Calendar,
    spans: Sequence[Span],
) -> TermPart:
    if measure is _HOUR:
        return _hours(number, day, moment, spec.back, spans)
    days = _length(spec, number, measure, day)
    return TermPart(
        measure, number, day, _dated(_reached(spec, days, measure, day.toordinal(), start, calendar, spans)), days
    )


def _length(spec: Term, number: int, measure: Measure, day: dt.date) -> int:
    """How many days or working days a part counts that begins after a day."""
    if measure is _WORKING or measure is _CALENDAR:
        return number
    if measure is _SAME_DAY:
        return 1
    over = number if measure is Measure.MONTH else 12 * number
    return abs(_months_on(day, -over if spec.back else over) - day.toordinal())


def _reached(
    spec: Term,
    days: int,
    measure: Measure,
    at: int,
    start: dt.datetime,
    calendar: Calendar,
    spans: Sequence[Span],
) -> int | None:
    """The ordinal of the day on which so many days after ``at`` have been counted; None within a pause without end."""
    if measure is _SAME_DAY:
        late = spec.cutoff is not None and start.time() > spec.cutoff
        return _on(at if late else at - 1, 1, calendar.ranks.rank, calendar.ranks.day, spans)
    rank: Ranking
    day: Ranking
    if measure is _WORKING:
        rank, day = calendar.ranks.rank, calendar.ranks.day
    elif not spans:
        return at - days if spec.back else at + days
    else:
        rank = day = _itself
    return (_back if spec.back else _on)(at, days, rank, day, spans)


def _itself(day: int) -> int:
    return day


def _dated(day: int | None) -> dt.date | None:
    if day is None:
        return None
    if not _EARLIEST <= day <= _LATEST:
        raise UnusableTerm("Hạn rơi ra ngoài các năm 1800–2200 nên không tính được; kiểm tra lại thời hạn.")
    return dt.date.fromordinal(day)


def _months_on(day: dt.date, over: int) -> int:
    """The ordinal of the day with the same number so many months on, or of the last day of that month (Điều 148.3)."""
    year, month = divmod(day.year * 12 + day.month - 1 + over, 12)
    if not 1800 <= year <= 2200:
        raise UnusableTerm("Hạn rơi ra ngoài các năm 1800–2200 nên không tính được; kiểm tra lại thời hạn.")
    return dt.date(year, month + 1, min(day.day, months.monthrange(year, month + 1)[1])).toordinal()


def _on(at: int, number: int, rank: Ranking, day: Ranking, spans: Sequence[Span]) -> int | None:
    """The day on which the ``number``-th day after ``at`` that counts is reached; None within a pause without end."""
    wanted = rank(at) + number
    for first, last in spans:
        if last <= at:
            continue
        first = max(first, at + 1)
        if day(wanted) < first:
            break
        if last == _OPEN:
            return None
        wanted += rank(last) - rank(first - 1)
    return day(wanted)


def _back(at: int, number: int, rank: Ranking, day: Ranking, spans: Sequence[Span]) -> int | None:
    """The same counting back from ``at``."""
    wanted = rank(at - 1) - number + 1
    for first, last in reversed(spans):
        if first >= at:
            continue
        until = min(last, at - 1)
        if day(wanted) > until:
            break
        if last == _OPEN:
            return None
        wanted -= rank(until) - rank(first - 1)
    return day(wanted)


def _midnight(day: int) -> dt.datetime:
    return dt.datetime.combine(dt.date.fromordinal(day), dt.time())


def _hours(number: int, day: dt.date, moment: dt.datetime | None, back: bool, spans: Sequence[Span]) -> TermPart:
    """A part in hours: on from the moment the last one ended, or from the end of its day (24 giờ, Điều 148 khoản 6)."""
    whole_day = moment is None
    at = moment or _midnight(day.toordinal() + (0 if back else 1))
    begins, left = at, dt.timedelta(hours=number)
    for first, last in reversed(spans) if back else spans:
        low, high = _midnight(first), _midnight(min(last + 1, _LATEST + 1))
        near, far = (high, low) if back else (low, high)
        if (far >= at) if back else (far <= at):
            continue
        gap = max((at - near) if back else (near - at), dt.timedelta())
        if left <= gap:
            break
        if last == _OPEN:
            return TermPart(Measure.HOUR, number, day, None, begins=begins)
        left, at = left - gap, far
    at = at - left if back else at + left
    end = (at - dt.timedelta(microseconds=1)).date() if whole_day and not back else at.date()
    if not _EARLIEST <= end.toordinal() <= _LATEST:
        raise UnusableTerm("Hạn rơi ra ngoài các năm 1800–2200 nên không tính được; kiểm tra lại thời hạn.")
    return TermPart(Measure.HOUR, number, day, end, begins=begins, ends=at)
