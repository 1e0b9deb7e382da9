"""The turns of a repeating task (kỳ thực hiện): from a rule of a fixed vocabulary to periods with start and due day."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from dateutil.relativedelta import relativedelta
from dateutil.rrule import rrulestr

from thuongton.calendars.clock import Calendar
from thuongton.calendars.endings import end_on
from thuongton.calendars.periods import turn_name
from thuongton.plans.deadlines.windows import RuleLike, length
from vanban.model import TimingKind

HORIZON_MONTHS = 24
MOST = 400  # turns of one rule; a weekly rule has 105 within the horizon
_TEN_YEARS = 10
_MONDAY = dt.date(2024, 1, 1)
_PARTS = re.compile(
    r"FREQ=(?:YEARLY|MONTHLY|WEEKLY(?:;INTERVAL=[2-4])?)"
    r"(?:;(?:BYMONTH=\d{1,2}(?:,\d{1,2})*|BYMONTHDAY=-?\d{1,2}|BYDAY=(?:MO|TU|WE|TH|FR|SA|SU)))*\Z"
)


class UnusableRule(ValueError):
    """A recurrence rule outside the vocabulary, or one that never happens; ``str`` is a Vietnamese sentence."""


@dataclass(frozen=True, slots=True)
class Turn:
    """One turn: its name («Quý I/2026»), first day and due day; ``provisional`` as of a window."""

    period: str
    start: dt.date
    due: dt.date
    provisional: bool = False


def turns(rule: RuleLike, first: dt.date, last: dt.date, calendar: Calendar | None = None) -> list[Turn]:
    """The turns of a rule whose due day lies between two days, both included, in order.

    A recurring rule follows its ``rrule``; an open window («2026–2030 và những năm tiếp theo») has its milestone and
    then each year; other rules have no turns. A due day off is shifted as the rule says; the period is that of the
    stated day. Raises UnusableRule.
    """
    kind = TimingKind(str(rule.kind))
    if kind is TimingKind.RECURRING:
        stated = _recurring(rule, first, last)
    elif kind is TimingKind.OPEN_WINDOW:
        stated = _milestones(rule, first, last)
    else:
        return []
    direction, days = getattr(rule, "shift", "") or "", calendar or Calendar()
    found = [(turn, end_on(turn.due, "turn", days, stated=direction)) for turn in islice(stated, MOST)]
    return [Turn(turn.period, turn.start, ended.due, ended.provisional) for turn, ended in found]


def horizon(today: dt.date) -> dt.date:
    """The day up to which turns are made: 24 months ahead."""
    return today + relativedelta(months=HORIZON_MONTHS)


def check(rrule: str) -> None:
    """Refuse a rule outside the vocabulary, or without a turn in ten years («ngày 31 tháng 6»). Raises UnusableRule."""
    if not _PARTS.match(rrule):
        raise UnusableRule(f"Quy tắc lặp «{rrule}» không thuộc các mẫu được dùng.")
    begin = dt.datetime(2024, 1, 1)  # noqa: DTZ001 (dates only; dateutil compares naive days)
    found = next(iter(rrulestr(f"{rrule};UNTIL={2024 + _TEN_YEARS}1231", dtstart=begin)), None)
    if found is None:
        raise UnusableRule(f"Quy tắc lặp «{rrule}» không có ngày nào trong mười năm.")


def _recurring(rule: RuleLike, first: dt.date, last: dt.date) -> Iterator[Turn]:
    if not rule.rrule or rule.rrule == "FREQ=DAILY":
        return
    check(rule.rrule)
    begin = max(first, rule.start) if rule.start else first
    end = min(last, rule.due) if rule.due else last
    span = length(rule.window) or relativedelta(days=1)
    # Rules name months and days, so the first day asked for is as good a beginning as any; weeks that are left out
    # are counted from where the rule starts, or from a fixed Monday, so that every asking gives the same weeks.
    since = (rule.start or _MONDAY) if "INTERVAL" in rule.rrule else begin
    days = rrulestr(rule.rrule, dtstart=dt.datetime(since.year, since.month, since.day))  # noqa: DTZ001
    for moment in days:
        due = moment.date()
        if due > end:
            return
        if due < begin:
            continue
        yield Turn(turn_name(due, rule.window or ""), due + relativedelta(days=1) - span, due)


def _milestones(rule: RuleLike, first: dt.date, last: dt.date) -> Iterator[Turn]:
    """The stated end of the window, then the end of each year after it."""
    start = rule.start or first
    due = rule.due or dt.date(max(start, first).year, 12, 31)
    name = f"{start.year}–{due.year}" if rule.due and start.year != due.year else f"Năm {due.year}"
    for turn in range(MOST):
        if due > last and not (turn == 0 and rule.due):  # the stated milestone is shown however far it is
            return
        if due >= first:
            yield Turn(name, start, due)
        start = due + dt.timedelta(days=1)
        due = dt.date(start.year, 12, 31)
        name = f"Năm {due.year}"
