"""What a deadline phrase would mean, computed before anything is saved: window, turns and what it waits for; pure."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from thuongton.calendars.clock import Calendar
from thuongton.plans.deadlines.occurrences import Turn, UnusableRule, horizon, turns
from thuongton.plans.deadlines.waiting import rules_of, waiting_of
from thuongton.plans.deadlines.windows import window_of
from thuongton.plans.taking_in.proposing import CERTAIN, say_timing
from vanban.timing import read_timing

SHOWN_TURNS = 4


@dataclass(frozen=True, slots=True)
class TimingPreview:
    """A phrase as read. ``due`` is None when the paper states none; ``reads`` is "" when nothing was understood."""

    phrase: str
    reads: str
    start: dt.date | None
    due: dt.date | None
    agreed_due: dt.date | None
    waits_for: str
    turns: tuple[Turn, ...]
    doubtful: bool
    provisional: bool = False

    @property
    def understood(self) -> bool:
        """Whether the phrase says anything about time."""
        return bool(self.reads)


def preview(
    phrase: str,
    *,
    title: str = "",
    issued: dt.date | None = None,
    event_day: dt.date | None = None,
    agreed_days: int = 15,
    first: dt.date,
    calendar: Calendar | None = None,
) -> TimingPreview:
    """What ``phrase`` («trước 31/3/2027», «Quý II») gives in a plan issued on ``issued``.

    ``event_day`` is the day of the event a task waits for, when it is known; the issuing of the plan itself happens on
    ``issued``. ``first`` is the day from which turns of a repeating phrase are shown.
    """
    timing = read_timing(phrase or None, issued=issued)
    waiting = waiting_of(title, phrase, timing)
    happened = issued if waiting and waiting.own else event_day
    rules = rules_of(timing)
    days = calendar or Calendar()
    window = window_of(rules, event_day=happened, agreed_days=agreed_days, calendar=days)
    found: list[Turn] = []
    for rule in rules:
        try:
            found += turns(rule, first, horizon(first), days)[:SHOWN_TURNS]
        except UnusableRule:
            continue
    return TimingPreview(
        phrase=phrase,
        reads=say_timing(timing),
        start=window.start,
        due=window.due,
        agreed_due=window.agreed_due,
        waits_for=waiting.name if waiting is not None and window.waits and happened is None else "",
        turns=tuple(sorted(found, key=lambda turn: turn.due)[:SHOWN_TURNS]),
        doubtful=bool(rules) and timing.confidence < CERTAIN,
        provisional=window.provisional,
    )
