"""Why a clock ends when it ends: day by day as data, and in one sentence."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from thuongton.calendars.clock import Calendar
from thuongton.calendars.terms.counting import TermEnd, TermPart, hours_between, spans_of
from thuongton.calendars.terms.silent import BACK, EXTEND, READ_AS_USUAL, RESUME, TermReadings
from thuongton.calendars.terms.spec import MEASURES, Measure, Stop, Term
from thuongton.web.dates import day_words

_ONE = dt.timedelta(days=1)
MOST_ROWS = 20_000
WEEKDAYS = ("thứ Hai", "thứ Ba", "thứ Tư", "thứ Năm", "thứ Sáu", "thứ Bảy", "Chủ nhật")


def _(msgid: str) -> str:
    """Marks a text for the catalogues; it is translated where it is shown."""
    return msgid


@dataclass(frozen=True, slots=True)
class TermDay:
    """One day of the way to a due day: counted as the ``number``-th, off (with its name), or paused.

    ``source`` is the paper that makes it off or worked; ``worked`` names a weekend day that counts. ``number`` runs on
    within one unit and begins again where an extension counts in another. ``due`` marks the due day.
    """

    day: dt.date
    number: float | None = None
    off: str = ""
    worked: str = ""
    paused: str = ""
    source: str = ""
    due: bool = False


def days_of_term(
    spec: Term,
    start: dt.datetime,
    end: TermEnd,
    calendar: Calendar,
    stops: Sequence[Stop] = (),
    readings: TermReadings = READ_AS_USUAL,
) -> list[TermDay]:
    """Every day from the event to the due day in the order they are counted; up to the pause that has not ended."""
    rows: list[TermDay] = []
    number: float = 0
    before: TermPart | None = None
    spans = spans_of(stops, readings)
    for part in end.parts:
        if before is None or before.measure is not part.measure:
            number = 0
        for day in _walked(part, spec.back, spans):
            row, number = _row(part, day, number, start, calendar, stops, spans, spec)
            rows.append(row)
            if len(rows) >= MOST_ROWS:
                return rows
        before = part
    if end.due is None:
        return rows
    if end.last is not None and end.due != end.last:
        rows += _moved(end.last, end.due, calendar)
    if rows and rows[-1].day == end.due:
        last = rows[-1]
        rows[-1] = TermDay(last.day, last.number, last.off, last.worked, last.paused, last.source, True)
    return rows


def sentence(
    spec: Term,
    start: dt.datetime,
    end: TermEnd,
    rows: Sequence[TermDay],
    stops: Sequence[Stop] = (),
) -> str:
    """The due day and why, in one Vietnamese sentence."""
    said = [_count_words(spec, start, end)]
    off = [row for row in rows if row.off and row.day.weekday() < 5 and row.day != start.date()]
    if off:
        names = list(dict.fromkeys(row.off for row in off))
        said.append(f"không tính {len(off)} ngày nghỉ ({'; '.join(names)})")
    if worked := [row for row in rows if row.worked]:
        said.append(f"tính cả ngày làm bù {', '.join(day_words(row.day) for row in worked)}")
    if end.due is not None and (paused := sum(bool(row.paused) for row in rows)):
        said.append(f"tạm dừng {paused} ngày")
    if end.due is None:
        still = min((p.first for p in stops if p.last is None), default=start.date())
        return f"Chưa có ngày hạn: {', '.join(said)}; đang tạm dừng từ {day_words(still)}, chưa có ngày tiếp tục."
    if end.last is not None and end.last != end.due:
        way = "về ngày làm việc liền trước" if end.due < end.last else "sang ngày làm việc tiếp theo"
        said.append(f"ngày cuối {day_words(end.last)} là ngày nghỉ nên chuyển {way}")
    when = f"{end.due_at:%H:%M} " if end.due_at else ""
    text = f"Hạn {when}{WEEKDAYS[end.due.weekday()]} {day_words(end.due)}: {', '.join(said)}"
    if end.open_years:
        years = ", ".join(str(year) for year in end.open_years)
        text += f"; dự kiến, vì lịch nghỉ năm {years} chưa có thông báo"
    return f"{text}."


def silent_points(
    spec: Term, start: dt.datetime, end: TermEnd, calendar: Calendar, stops: Sequence[Stop] = ()
) -> list[str]:
    """The keys of ``silent.toml`` that this count rests on: there the law does not say, and a reading was taken."""
    keys = []
    reached = end.last or dt.date.max
    event = start.date()
    low, high = (reached, event) if spec.back else (event, reached)
    if any(p.last is not None and p.last > low and p.first <= high for p in stops):
        keys.append(RESUME)
    counted_on = end.parts[:-1] if len(end.parts) > 1 else ()
    if any(_off_end(part, calendar) for part in counted_on):
        keys.append(EXTEND)
    if spec.back and _off_end(end.parts[-1], calendar):
        keys.append(BACK)
    return keys


def _off_end(part: TermPart, calendar: Calendar) -> bool:
    if part.end is None or part.measure in (Measure.HOUR, Measure.WORKING_DAY, Measure.SAME_DAY):
        return False
    return not calendar.is_working(part.end)


def _count_words(spec: Term, start: dt.datetime, end: TermEnd) -> str:
    if spec.measure is Measure.SAME_DAY and end.parts[0].measure is Measure.SAME_DAY:
        late = spec.cutoff is not None and start.time() > spec.cutoff
        first = f"giải quyết trong ngày nhận {day_words(start)}"
        if late:
            first += f", nhận sau {spec.cutoff:%H:%M} nên tính ngày làm việc tiếp theo"
    else:
        part = end.parts[0]
        way = "trước" if spec.back else "kể từ"
        at = f"{start:%H:%M} ngày {day_words(start)}" if part.measure is Measure.HOUR else f"ngày {day_words(start)}"
        own = "" if part.measure is Measure.HOUR else " (không tính ngày này)"
        first = f"{part.number} {MEASURES[part.measure]} {way} {at}{own}"
    more = [f"gia hạn thêm {part.number} {MEASURES[part.measure]}" for part in end.parts[1:]]
    return ", ".join([first, *more])


def _walked(part: TermPart, back: bool, spans: Sequence[tuple[int, int]]) -> Iterator[dt.date]:
    """The days of a part in the order they are counted; of one that never ends, up to the first day of its pause."""
    step = -_ONE if back else _ONE
    first = part.start
    if part.measure is Measure.HOUR and part.begins is not None:
        first = part.begins.date() - step
    elif part.measure is Measure.SAME_DAY:
        first = part.start - step
    if part.end is not None:
        last = part.end
    elif back:
        last = first + step
    else:
        last = max(dt.date.fromordinal(spans[-1][0]), first + step)
    day = first
    while day != last and (day < last) is not back:
        day += step
        yield day


def _row(
    part: TermPart,
    day: dt.date,
    number: float,
    start: dt.datetime,
    calendar: Calendar,
    stops: Sequence[Stop],
    spans: Sequence[tuple[int, int]],
    spec: Term,
) -> tuple[TermDay, float]:
    ordinal = day.toordinal()
    special = calendar.special.get(day)
    source = special.source if special else ""
    if any(first <= ordinal <= last for first, last in spans):
        return TermDay(day, paused=_pause_words(day, stops)), number
    if part.measure is Measure.HOUR:
        hours = _hours_on(part, day, spec.back)
        return TermDay(day, round(number + hours, 2)), number + hours
    if part.measure is Measure.SAME_DAY and day == start.date() and day != part.end and calendar.is_working(day):
        return TermDay(day, off=f"nhận sau {spec.cutoff:%H:%M}"), number
    if part.measure in (Measure.WORKING_DAY, Measure.SAME_DAY):
        if not calendar.is_working(day):
            return TermDay(day, off=_off_name(day, calendar), source=source), number
        worked = (special.name if special else "làm bù") if day.weekday() >= 5 else ""
        return TermDay(day, number + 1, worked=worked, source=source if worked else ""), number + 1
    return TermDay(day, number + 1), number + 1


def _hours_on(part: TermPart, day: dt.date, back: bool) -> float:
    """The hours of a part that lie on a day."""
    midnight = dt.datetime.combine(day, dt.time())
    low, high = (part.ends, part.begins) if back else (part.begins, part.ends)
    begins, ends = midnight if low is None else max(low, midnight), midnight + _ONE
    return hours_between(begins, ends if high is None else min(high, ends), ()) / dt.timedelta(hours=1)


def _moved(last: dt.date, due: dt.date, calendar: Calendar) -> Iterator[TermDay]:
    """The days off after the last one counted, and the working day the due day moved to."""
    step = _ONE if due > last else -_ONE
    day = last
    while day != due:
        day += step
        special = calendar.special.get(day)
        off = "" if day == due else _off_name(day, calendar)
        yield TermDay(day, off=off, source=special.source if special and off else "")


def _off_name(day: dt.date, calendar: Calendar) -> str:
    special = calendar.special.get(day)
    if special:
        return special.name
    weekday = WEEKDAYS[day.weekday()]
    return weekday[0].upper() + weekday[1:] if day.weekday() >= 5 and day not in calendar.off else "Ngày nghỉ"


def _pause_words(day: dt.date, stops: Sequence[Stop]) -> str:
    pause = next(pause for pause in stops if pause.holds(day))
    if pause.last is None:
        return f"tạm dừng từ {day_words(pause.first)}, chưa tiếp tục"
    return f"tạm dừng từ {day_words(pause.first)} đến {day_words(pause.last)}"
