"""From a rule of the paper to a window (thời hạn): start, due, what it waits for, and the steps in between.

A due day that no paper states is not a due day: «ngay sau khi» without a number gives only ``agreed_due``, the day
agreed for reminders (hạn quy ước), which never makes a task late. See docs/decisions/0009-agreed-deadlines.md.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from dateutil.relativedelta import relativedelta

from thuongton.calendars.clock import Calendar, ClockStep, add_working_days, off_steps, provisional_steps
from thuongton.calendars.endings import Ended, end_on
from vanban.model import TimingKind

WAITING = frozenset(
    (
        TimingKind.AFTER_EVENT,
        TimingKind.BEFORE_EVENT,
        TimingKind.DURING_EVENT,
        TimingKind.ON_REQUEST,
        TimingKind.EXTERNAL,
    )
)
_LENGTH = re.compile(r"P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(\d+)H)?\Z")


def _(msgid: str) -> str:
    """Marks a text for the catalogues; it is translated where it is shown."""
    return msgid


def asks_calendar(rule: RuleLike) -> bool:
    """Whether the due day of a rule may move when a day off is added or taken away."""
    return str(rule.kind) in WAITING or bool(getattr(rule, "shift", ""))


class RuleLike(Protocol):
    """One rule as read from the paper: a ``Timing`` of vanban, or a row of ``Rule``."""

    @property
    def kind(self) -> str: ...

    @property
    def start(self) -> dt.date | None: ...

    @property
    def due(self) -> dt.date | None: ...

    @property
    def rrule(self) -> str | None: ...

    @property
    def window(self) -> str | None: ...

    @property
    def event(self) -> str | None: ...

    @property
    def offset_days(self) -> int | None: ...

    @property
    def offset_unit(self) -> str | None: ...

    @property
    def text(self) -> str | None: ...

    @property
    def confidence(self) -> float: ...


@dataclass(frozen=True, slots=True)
class Window:
    """When a task is to be done. ``due`` judges it; ``agreed_due`` only reminds; ``waits`` for ``event`` to happen.

    ``provisional`` when the day rests on a year whose days off are not announced (hạn dự kiến).
    """

    start: dt.date | None = None
    due: dt.date | None = None
    waits: bool = False
    event: str = ""
    event_day: dt.date | None = None
    agreed_due: dt.date | None = None
    steps: tuple[ClockStep, ...] = ()
    provisional: bool = False

    @property
    def conventional(self) -> bool:
        """Whether the only day there is was agreed and not stated by a paper (hạn quy ước)."""
        return self.due is None and self.agreed_due is not None


def length(window: str | None) -> relativedelta | None:
    """An ISO 8601 length («P3M», «P7D», «PT24H») as a difference of dates; hours are rounded up to days.

    >>> length("P3M")
    relativedelta(months=+3)
    """
    found = _LENGTH.match(window or "")
    if not found or not any(found.groups()):
        return None
    years, months, weeks, days, hours = (int(part or 0) for part in found.groups())
    return relativedelta(years=years, months=months, days=days + 7 * weeks + -(-hours // 24))


def window_of(
    rules: RuleLike | Iterable[RuleLike],
    *,
    event_day: dt.date | None = None,
    agreed_days: int = 15,
    calendar: Calendar | None = None,
) -> Window:
    """The window of a task from its rule, or from the several rules of a composite phrase.

    ``event_day`` is the day the awaited event happened (or, for work due before it, is fixed to happen);
    ``agreed_days`` are working days after an event for which the paper gives no number. Of several rules the dated
    ones decide: the first start and the last due day; the task waits only when every rule waits.
    """
    calendar = calendar or Calendar()
    several = list(rules) if isinstance(rules, Iterable) else [rules]
    windows = [_one(rule, event_day, agreed_days, calendar) for rule in several]
    if len(windows) == 1:
        return windows[0]
    dated = [window for window in windows if window.due or window.start]
    starts = [window.start for window in dated if window.start]
    dues = [window.due for window in dated if window.due]
    deciding = [window for window in windows if (window.due if dues else window.agreed_due)]
    return Window(
        start=min(starts, default=None),
        due=max(dues, default=None),
        waits=bool(windows) and all(window.waits for window in windows),
        event=next((window.event for window in windows if window.event), ""),
        event_day=event_day if any(window.waits for window in windows) else None,
        agreed_due=None if dues else max((w.agreed_due for w in windows if w.agreed_due), default=None),
        steps=tuple(step for window in windows for step in window.steps),
        provisional=any(window.provisional for window in deciding),
    )


def _one(rule: RuleLike, event_day: dt.date | None, agreed_days: int, calendar: Calendar) -> Window:
    kind = TimingKind(str(rule.kind))
    direction = getattr(rule, "shift", "") or ""
    if kind in (TimingKind.FIXED, TimingKind.WINDOW):
        return _stated(rule, direction, calendar)
    if kind is TimingKind.OPEN_WINDOW:
        step = ClockStep(_("Văn bản không ấn định ngày kết thúc; từng mốc có kỳ thực hiện riêng."))
        return Window(start=rule.start, steps=(step,))
    if kind is TimingKind.RECURRING:
        return Window(start=rule.start, steps=(ClockStep(_("Làm theo kỳ: mỗi kỳ có ngày bắt đầu và ngày hạn riêng.")),))
    if kind is TimingKind.CONTINUOUS:
        return Window(steps=(ClockStep(_("Làm thường xuyên: không có ngày hạn, mỗi kỳ báo cáo phải cập nhật.")),))
    if kind in WAITING:
        return _awaited(kind, rule, event_day, agreed_days, calendar, direction)
    return Window(steps=(ClockStep(_("Văn bản không ấn định thời hạn.")),))


def _stated(rule: RuleLike, direction: str, calendar: Calendar) -> Window:
    steps = []
    if rule.start:
        steps.append(ClockStep(_("Bắt đầu theo văn bản."), day=rule.start))
    if rule.due is None:
        return Window(start=rule.start, steps=tuple(steps))
    steps.append(ClockStep(_("Ngày hạn theo văn bản."), day=rule.due))
    ended = end_on(rule.due, "named_day", calendar, stated=direction)
    steps += ended.steps
    if ended.provisional:
        steps += provisional_steps(calendar.open_years(rule.due, ended.due))
    return Window(start=rule.start, due=ended.due, steps=tuple(steps), provisional=ended.provisional)


def _awaited(
    kind: TimingKind, rule: RuleLike, day: dt.date | None, agreed_days: int, calendar: Calendar, direction: str
) -> Window:
    event = rule.event or rule.text or ""
    if day is None:
        text = {
            TimingKind.EXTERNAL: _("Thời hạn do nơi khác ấn định và chưa có, nên chưa tính hạn."),
            TimingKind.ON_REQUEST: _("Chưa có yêu cầu, nên chưa tính hạn."),
        }.get(kind, _("Sự kiện chưa xảy ra, nên chưa tính hạn."))
        return Window(waits=True, event=event, steps=(ClockStep(text, {"event": event}),))
    steps = [ClockStep(_("Sự kiện: «%(event)s»."), {"event": event}, day)]
    if kind is TimingKind.BEFORE_EVENT:
        stated = _offset(rule, day, calendar, steps, direction)
        found = stated or end_on(day - dt.timedelta(days=1), "counted_back", calendar, stated=direction)
        steps += () if stated else found.steps
        steps.append(ClockStep(_("Phải xong trước sự kiện."), day=found.due))
        return Window(None, found.due, True, event, day, steps=tuple(steps), provisional=found.provisional)
    ended = None if kind is TimingKind.DURING_EVENT else _offset(rule, day, calendar, steps, direction)
    if ended is not None:
        steps.append(ClockStep(_("Ngày hạn theo văn bản."), day=ended.due))
        return Window(day, ended.due, True, event, day, steps=tuple(steps), provisional=ended.provisional)
    if kind is not TimingKind.AFTER_EVENT:
        steps.append(ClockStep(_("Văn bản không ấn định số ngày kể từ sự kiện, nên không có ngày hạn.")))
        return Window(day, None, True, event, day, steps=tuple(steps))
    agreed = add_working_days(day, agreed_days, calendar)
    steps += off_steps(day, agreed, calendar)
    text = _(
        "Văn bản ghi «ngay sau», không ghi số ngày. Hạn quy ước %(days)d ngày làm việc chỉ để nhắc việc, không dùng để"
        " tính quá hạn."
    )
    open_years = calendar.open_years(day + dt.timedelta(days=1), agreed)
    steps += provisional_steps(open_years)
    steps.append(ClockStep(text, {"days": agreed_days}, agreed))
    return Window(day, None, True, event, day, agreed, tuple(steps), bool(open_years))


def _offset(rule: RuleLike, day: dt.date, calendar: Calendar, steps: list[ClockStep], direction: str) -> Ended | None:
    """Where the stated number of days, working days, months … from the event ends; None when none is stated."""
    number = rule.offset_days
    if number is not None and rule.offset_unit == "working_day":
        due = add_working_days(day, number, calendar)
        text = _("%(days)d ngày làm việc kể từ sự kiện.") if number > 0 else _("%(days)d ngày làm việc trước sự kiện.")
        steps.append(ClockStep(text, {"days": abs(number)}))
        steps += off_steps(day, due, calendar)
        ended = end_on(due, "working_days", calendar, stated=direction)
        open_years = calendar.open_years(day, ended.due)
        steps += (*ended.steps, *provisional_steps(open_years))
        return Ended(ended.due, ended.steps, bool(open_years))
    back = str(rule.kind) == TimingKind.BEFORE_EVENT
    if number is not None:
        text = _("%(days)d ngày kể từ sự kiện.") if number > 0 else _("%(days)d ngày trước sự kiện.")
        steps.append(ClockStep(text, {"days": abs(number)}))
        due, kind = day + dt.timedelta(days=number), "counted_back" if number < 0 else "counted_days"
    else:
        span = length(rule.window)
        if span is None:
            return None
        steps.append(ClockStep(_("Cộng thời gian văn bản ghi: «%(text)s»."), {"text": rule.text or ""}))
        due = day - span if back else day + span
        kind = "counted_back" if back else "counted_hours" if "T" in (rule.window or "") else "counted_months"
    ended = end_on(due, kind, calendar, stated=direction, on=day)
    steps += ended.steps
    if ended.provisional:
        steps += provisional_steps(calendar.open_years(due, ended.due))
    return ended
