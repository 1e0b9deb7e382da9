"""Which reminders go out on which day."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thuongton.calendars.clock import Calendar
from thuongton.calendars.office_hours import is_office_time
from thuongton.plans.reminding.due import Open, kind_for, reminders_due

DUE = dt.date(2026, 3, 31)


@pytest.mark.parametrize(
    ("today", "kind"),
    [
        ("2026-03-23", None),
        ("2026-03-24", "7"),
        ("2026-03-27", "7"),
        ("2026-03-28", "3"),
        ("2026-03-29", "3"),
        ("2026-03-30", "1"),
        ("2026-03-31", "1"),
        ("2026-04-01", "overdue"),
    ],
)
def test_kind_by_days_left(today: str, kind: str | None) -> None:
    assert kind_for(DUE, dt.date.fromisoformat(today)) == kind


@pytest.mark.parametrize(
    ("moment", "open_"),
    [
        ("2026-03-30T07:29", False),
        ("2026-03-30T07:30", True),
        ("2026-03-30T16:59", True),
        ("2026-03-30T17:00", False),
        ("2026-03-29T10:00", False),
    ],
)
def test_office_time(moment: str, open_: bool) -> None:
    assert is_office_time(dt.datetime.fromisoformat(moment), Calendar(frozenset(), frozenset())) is open_


def test_each_person_once_and_overdue_once_a_week() -> None:
    item = Open("task-1", DUE, (1, 2))
    first = reminders_due([item], dt.date(2026, 4, 1), set())
    assert [(due.person, due.kind, due.days_left) for due in first] == [(1, "overdue", -1), (2, "overdue", -1)]
    sent = {due.key for due in first}
    assert reminders_due([item], dt.date(2026, 4, 3), sent) == []
    assert len(reminders_due([item], dt.date(2026, 4, 6), sent)) == 2


@given(st.integers(-40, 40), st.sets(st.integers(1, 5), max_size=4))
def test_nothing_is_sent_twice_the_same_day(offset: int, people: set[int]) -> None:
    today = DUE + dt.timedelta(days=offset)
    items = [Open("task-1", DUE, tuple(people))]
    sent = {due.key for due in reminders_due(items, today, set())}
    assert reminders_due(items, today, sent) == []
    assert len(sent) == (len(people) if offset >= -7 else 0)
