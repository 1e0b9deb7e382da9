"""Why a clock of a case ends when it does: a grid of days and the steps on the way, each with what it rests on."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from thuongton.calendars.terms.counting import end_of
from thuongton.calendars.terms.explaining import TermDay, days_of_term, silent_points
from thuongton.calendars.terms.silent import ASKED, EXTEND, RESUME, TAKEN, TermReadings, silences
from thuongton.calendars.terms.spec import MEASURES, Measure
from thuongton.cases.engine.clocks import CaseClock
from thuongton.cases.engine.timing import Timekeeper
from thuongton.cases.shown.counted import CountedClock, counted_clock
from thuongton.cases.words import said_label
from thuongton.web.dates import day_words, moment_words
from thuongton.web.numbers import number_words

MOST_WEEKS = 9
"""So many weeks stand on the page at once; a longer way is folded."""
_WEEK = dt.timedelta(days=7)
CONFIDENCE = {
    "seen_2nd": gettext_noop("Số ngày này mới thấy qua nguồn dẫn lại, chưa đọc chính văn bản."),
    "memory": gettext_noop("Số ngày này ghi theo trí nhớ, chưa đối chiếu văn bản."),
    "unknown": gettext_noop("Chưa tìm thấy văn bản quy định số ngày này."),
}


@dataclass(frozen=True, slots=True)
class DayCell:
    """A day of the grid: ``kind`` is counted, off, paused, due, event or outside; ``words`` stand in it."""

    day: dt.date
    kind: str
    words: str = ""
    title: str = ""
    now: bool = False


@dataclass(frozen=True, slots=True)
class WhyStep:
    """One step of the way; ``kind`` is "", pause or result; ``ground`` what it rests on; ``badge`` what is doubtful."""

    text: str
    kind: str = ""
    ground: str = ""
    badge: str = ""


@dataclass(frozen=True, slots=True)
class ClockWhy:
    """The whole explanation of one clock."""

    label: str
    title: str
    weeks: list[list[DayCell]]
    more_weeks: list[list[DayCell]]
    steps: list[WhyStep]


Acts = Mapping[dt.date, Mapping[str, str]]
"""The acts of a case by day: name and words."""


def why(clock: CaseClock, time: Timekeeper, as_of: dt.date, acts: Acts) -> ClockWhy:
    """Explain a clock of a case with these acts."""
    found = counted_clock(clock, time)
    rows = [] if clock.agreed is not None else _rows(found, time)
    weeks = _weeks(rows, found, as_of, acts)
    due = _due_words(found)
    title = _("Vì sao hạn là %(day)s?") % {"day": due} if due else _("Vì sao chưa có ngày hạn?")
    return ClockWhy(
        said_label(clock.clock.label),
        title,
        weeks[:MOST_WEEKS],
        weeks[MOST_WEEKS:],
        list(_steps(found, rows, time, acts)),
    )


def _rows(found: CountedClock, time: Timekeeper) -> list[TermDay]:
    return days_of_term(found.spec, found.clock.start, found.end, time.calendar, found.stops, found.readings)


def _due_words(found: CountedClock) -> str:
    if found.due is None:
        return ""
    if found.clock.by_moment and found.end.due_at is not None:
        return moment_words(found.end.due_at)
    return day_words(found.due)


# ---- The grid


def _weeks(rows: Sequence[TermDay], found: CountedClock, as_of: dt.date, acts: Acts) -> list[list[DayCell]]:
    start = found.clock.start.date()
    known = {row.day: row for row in rows}
    days = [start, *known, *([found.due] if found.due else [])]
    day = min(days) - dt.timedelta(days=min(days).weekday())
    last = max(days)
    weeks = []
    while day <= last:
        weeks.append([_cell(day + dt.timedelta(days=n), known, found, as_of, acts, last) for n in range(7)])
        day += _WEEK
    return weeks


def _cell(
    day: dt.date,
    known: Mapping[dt.date, TermDay],
    found: CountedClock,
    as_of: dt.date,
    acts: Acts,
    last: dt.date,
) -> DayCell:
    now = day == as_of
    row = known.get(day)
    if found.due == day:
        return DayCell(day, "due", _("hạn"), day_words(day), now)
    if row is None or day == found.clock.start.date():
        kind = "outside" if day > last or (found.spec.back and row is None) else "event"
        label = _began(found, acts) if day == found.clock.start.date() else _last(acts, day)
        return DayCell(day, kind, label[:1].lower() + label[1:], label, now)
    if row.paused:
        return DayCell(day, "paused", _("dừng"), row.paused, now)
    if row.off:
        return DayCell(day, "off", _("nghỉ"), row.off, now)
    hours = found.measure is Measure.HOUR
    number = number_words(row.number if hours else int(row.number or 0))
    return DayCell(day, "counted", _("%(n)sg") % {"n": number} if hours else number, row.worked, now)


def _last(acts: Acts, day: dt.date) -> str:
    return next(reversed(list(acts.get(day, {}).values())), "")


def _began(found: CountedClock, acts: Acts) -> str:
    """The act of the first day that the clock counts from, in words."""
    of_day = acts.get(found.clock.start.date(), {})
    names = [name for touch in found.clock.clock.starts for name in (touch.since, touch.act)]
    return next((of_day[name] for name in names if name in of_day), "")


# ---- The steps


def _steps(found: CountedClock, rows: Sequence[TermDay], time: Timekeeper, acts: Acts) -> Iterator[WhyStep]:
    clock = found.clock
    yield WhyStep(_first_words(found, rows), ground=_began(found, acts))
    if clock.agreed is not None:
        yield WhyStep(_("Các bên thoả thuận ngày %(day)s") % {"day": day_words(clock.agreed)}, ground=clock.clock.note)
    else:
        yield from _runs(found, rows, acts)
        yield from _extended(found)
        yield from _shifted(found)
    yield _result(found)
    yield from _doubts(found, time)


def _first_words(found: CountedClock, rows: Sequence[TermDay]) -> str:
    clock, spec = found.clock, found.spec
    if spec.measure is Measure.HOUR:
        words = {"moment": moment_words(clock.start), "number": spec.number}
        return _("Bắt đầu %(moment)s: %(number)d giờ, tính liên tục qua đêm và ngày nghỉ") % words
    start = day_words(clock.start.date())
    if spec.measure is Measure.SAME_DAY:
        return _("Nhận ngày %(day)s: giải quyết trong ngày") % {"day": start}
    counts = {
        Measure.WORKING_DAY: _("chỉ ngày làm việc"),
        Measure.CALENDAR_DAY: _("mọi ngày, cả thứ Bảy, Chủ nhật"),
    }.get(spec.measure, "")
    words = {
        "day": start,
        "number": spec.number,
        "unit": _(MEASURES[spec.measure]),
        "counts": f" ({counts})" if counts else "",
    }
    if spec.back:
        return _("%(number)d %(unit)s trước %(day)s, không tính ngày này%(counts)s") % words
    return _("%(number)d %(unit)s từ %(day)s, không tính ngày này%(counts)s") % words


def _runs(found: CountedClock, rows: Sequence[TermDay], acts: Acts) -> Iterator[WhyStep]:
    """Stretches of days that count, stand still or are off; weekends within working days are told in the first step."""
    run: list[TermDay] = []
    kind = ""
    for row in rows:
        if found.end.last is not None and not found.spec.back and row.day > found.end.last:
            break
        own = _kind_of(row, found)
        if own == "weekend":
            continue
        if own != kind and run:
            yield _run_step(kind, run, _paused_by(found, run, acts))
            run = []
        run.append(row)
        kind = own
    if run:
        yield _run_step(kind, run, _paused_by(found, run, acts))


def _paused_by(found: CountedClock, run: Sequence[TermDay], acts: Acts) -> str:
    pause = found.clock.clock.pauses
    return acts.get(run[0].day, {}).get(pause.begins, "") if pause is not None else ""


def _kind_of(row: TermDay, found: CountedClock) -> str:
    if row.paused:
        return "paused"
    if row.off:
        plain = row.day.weekday() >= 5 and not row.source
        return "weekend" if plain else f"off:{row.off}"
    return "counted"


def _run_step(kind: str, run: Sequence[TermDay], paused_by: str) -> WhyStep:
    days = _span_words(min(row.day for row in run), max(row.day for row in run))
    if kind == "paused":
        return WhyStep(_("%(days)s: tạm dừng, không tính") % {"days": days}, "pause", paused_by)
    if kind.startswith("off:"):
        words = {"days": days, "name": run[0].off}
        return WhyStep(_("%(days)s: %(name)s, không tính") % words, ground=run[0].source)
    first, last = run[0].number, run[-1].number
    worked = [day_words(row.day) for row in run if row.worked]
    ground = _("làm bù %(days)s") % {"days": ", ".join(worked)} if worked else ""
    if first == last:
        return WhyStep(_("%(days)s: ngày thứ %(n)s") % {"days": days, "n": number_words(last)}, ground=ground)
    words = {"days": days, "first": number_words(first), "last": number_words(last)}
    return WhyStep(_("%(days)s: ngày thứ %(first)s đến %(last)s") % words, ground=ground)


def _span_words(first: dt.date, last: dt.date) -> str:
    if first == last:
        return day_words(first)
    day, month, year = day_words(first).split("/")
    if (first.year, first.month) == (last.year, last.month):
        return f"{day} – {day_words(last)}"
    return f"{'/'.join([day, month] if first.year == last.year else [day, month, year])} – {day_words(last)}"


def _extended(found: CountedClock) -> Iterator[WhyStep]:
    for more in found.extensions:
        words = {"number": more.number, "unit": _(MEASURES[more.measure])}
        text = _("Gia hạn: thay bằng %(number)d %(unit)s") if more.whole else _("Gia hạn thêm %(number)d %(unit)s")
        yield WhyStep(text % words)


def _shifted(found: CountedClock) -> Iterator[WhyStep]:
    last, due = found.end.last, found.end.due
    if last is None or due is None or last == due or found.spec.measure is Measure.SAME_DAY:
        return
    words = {"last": day_words(last), "weekday": weekday_words(last)}
    text = (
        _("Ngày cuối %(last)s là %(weekday)s, ngày nghỉ → ngày làm việc tiếp theo")
        if due > last
        else _("Ngày cuối %(last)s là %(weekday)s, ngày nghỉ → ngày làm việc liền trước")
    )
    yield WhyStep(text % words, ground=_("Bộ luật Dân sự, Điều 148 khoản 5"))


def _result(found: CountedClock) -> WhyStep:
    if found.due is None:
        first = next((stop.first for stop in found.stops if stop.last is None), None)
        since = (
            _("Đang tạm dừng từ %(day)s, chưa có ngày hạn") % {"day": day_words(first)}
            if first
            else _("Chưa có ngày hạn")
        )
        return WhyStep(since, "result")
    words = {"day": _due_words(found), "weekday": weekday_words(found.due)}
    return WhyStep(_("Hạn %(day)s, %(weekday)s") % words, "result", found.clock.rule.clause)


def weekday_words(day: dt.date) -> str:
    """The day of the week in the language of the reader."""
    names = (
        _("thứ Hai"), _("thứ Ba"), _("thứ Tư"), _("thứ Năm"), _("thứ Sáu"), _("thứ Bảy"), _("Chủ nhật"),
    )  # fmt: skip
    return names[day.weekday()]


def _doubts(found: CountedClock, time: Timekeeper) -> Iterator[WhyStep]:
    """What the law leaves open, what nobody has read, what is not announced, and a day that was kept."""
    clock = found.clock
    if clock.agreed is None:
        for key in silent_points(found.spec, clock.start, found.end, time.calendar, found.stops):
            yield _unsettled(found, key, time)
    if clock.rule.confidence != "seen":
        said = " ".join(one for one in (_(CONFIDENCE.get(clock.rule.confidence, "")), clock.clock.note) if one)
        yield WhyStep(said, "pause", badge=_("Cần kiểm tra"))
    if found.end.open_years:
        years = ", ".join(str(year) for year in found.end.open_years)
        text = _("lịch nghỉ năm %(years)s chưa có thông báo, hạn có thể đổi") % {"years": years}
        yield WhyStep(text, "pause", badge=_("Dự kiến"))
    if clock.over and clock.agreed is None and found.end.due != found.due and found.due is not None:
        yield WhyStep(_("Lịch nghỉ đổi sau khi thời hạn kết thúc; ngày hạn giữ như lúc ấy"), "pause")


def _unsettled(found: CountedClock, key: str, time: Timekeeper) -> WhyStep:
    taken = TAKEN[key, found.readings.value(key)]
    words = {"asked": _(ASKED[key]), "taken": _(taken)}
    other = _other_reading(found.readings, key)
    said = _("%(asked)s. Đang hiểu: %(taken)s.") % words
    if other is not None:
        end = end_of(
            found.spec, found.clock.start, time.calendar,
            stops=found.stops, extensions=found.extensions, readings=other,
        )  # fmt: skip
        day = {"day": day_words(end.due)}
        same = end.due == found.end.due
        said += " " + (_("Hai cách hiểu cùng ra %(day)s.") if same else _("Hiểu cách kia thì hạn là %(day)s.")) % day
    return WhyStep(said, "pause", silences()[key].clause, _("Chưa có quy định rõ"))


def _other_reading(readings: TermReadings, key: str) -> TermReadings | None:
    if key == RESUME:
        return replace(readings, resume_counts=not readings.resume_counts)
    if key == EXTEND:
        return replace(readings, extends_shifted=not readings.extends_shifted)
    return None
