"""The laws of the status: one state always, nothing undone by time, later facts unseen; and the table row by row."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from thuongton.plans.status import (
    Basis,
    Change,
    State,
    TaskFacts,
    count,
    due_in_force,
    status,
    statuses,
)

D = dt.date
START, DUE = D(2026, 1, 1), D(2026, 6, 30)
WINDOW = TaskFacts(window_start=START, due=DUE)
AFTER = TaskFacts(waits=True)

CASES = [
    ("chưa bắt đầu, còn lâu", WINDOW, D(2026, 3, 31), State.NOT_DUE),
    ("chưa giao thời hạn", TaskFacts(), D(2026, 3, 31), State.NOT_DUE),
    ("đã bắt đầu", replace(WINDOW, started_on=D(2026, 2, 1)), D(2026, 3, 31), State.RUNNING),
    ("bắt đầu sau ngày tính", replace(WINDOW, started_on=D(2026, 4, 1)), D(2026, 3, 31), State.NOT_DUE),
    ("còn 7 ngày", replace(WINDOW, started_on=D(2026, 2, 1)), D(2026, 6, 23), State.DUE_SOON),
    ("còn 8 ngày", replace(WINDOW, started_on=D(2026, 2, 1)), D(2026, 6, 22), State.RUNNING),
    ("còn 7 ngày, chưa ai làm", WINDOW, D(2026, 6, 23), State.DUE_SOON),
    ("đúng ngày hạn", WINDOW, DUE, State.DUE_SOON),
    ("sau ngày hạn", WINDOW, D(2026, 7, 1), State.OVERDUE),
    ("xong trước khi bắt đầu", replace(WINDOW, declared_on=D(2025, 12, 31)), D(2026, 3, 31), State.DONE_EARLY),
    ("xong trong khoảng", replace(WINDOW, declared_on=START), D(2026, 3, 31), State.DONE_ON_TIME),
    ("xong đúng ngày hạn", replace(WINDOW, declared_on=DUE), D(2026, 7, 31), State.DONE_ON_TIME),
    ("xong sau hạn", replace(WINDOW, declared_on=D(2026, 7, 1)), D(2027, 1, 1), State.DONE_LATE),
    ("xong sau hạn, nhìn từ trước", replace(WINDOW, declared_on=D(2026, 7, 2)), D(2026, 7, 1), State.OVERDUE),
    ("chờ sự kiện", AFTER, D(2026, 3, 31), State.WAITING),
    ("chờ nhưng đã làm trước", replace(AFTER, started_on=D(2026, 3, 1)), D(2026, 3, 31), State.RUNNING),
    ("sự kiện đã xảy ra", replace(AFTER, opened_on=D(2026, 3, 1)), D(2026, 3, 31), State.NOT_DUE),
    ("sự kiện xảy ra sau ngày tính", replace(AFTER, opened_on=D(2026, 4, 1)), D(2026, 3, 31), State.WAITING),
    (
        "hạn tính từ sự kiện chưa xảy ra thì chưa có",
        replace(AFTER, opened_on=D(2026, 4, 1), window_start=D(2026, 4, 1), due=D(2026, 4, 3)),
        D(2026, 3, 31),
        State.WAITING,
    ),
    (
        "sau sự kiện, không có số ngày",
        replace(AFTER, opened_on=D(2025, 8, 13), declared_on=D(2026, 3, 31)),
        D(2026, 3, 31),
        State.DONE_ON_TIME,
    ),
    ("thường xuyên dù có ngày", replace(WINDOW, regular=True), D(2027, 1, 1), State.REGULAR),
    ("huỷ", replace(WINDOW, cancelled_on=D(2026, 3, 1)), D(2027, 1, 1), State.CANCELLED),
    ("huỷ nhiệm vụ thường xuyên", TaskFacts(regular=True, cancelled_on=D(2026, 3, 1)), D(2026, 3, 1), State.CANCELLED),
    ("chưa huỷ vào ngày tính", replace(WINDOW, cancelled_on=D(2026, 8, 1)), D(2026, 7, 1), State.OVERDUE),
    (
        "đã gia hạn",
        WINDOW.changed(Change(D(2026, 6, 1), D(2026, 9, 30), START)),
        D(2026, 7, 1),
        State.NOT_DUE,
    ),
    (
        "gia hạn có hiệu lực từ ngày đồng ý",
        WINDOW.changed(Change(D(2026, 7, 5), D(2026, 9, 30), START)),
        D(2026, 7, 1),
        State.OVERDUE,
    ),
    (
        "gia hạn sau khi đã xong muộn không xoá được",
        replace(WINDOW, done_on=D(2026, 7, 2)).changed(Change(D(2026, 7, 5), D(2026, 9, 30), START)),
        D(2026, 8, 1),
        State.DONE_LATE,
    ),
    (
        "hai lần gia hạn, nhìn giữa hai lần",
        WINDOW.changed(Change(D(2026, 6, 1), D(2026, 7, 31)), Change(D(2026, 7, 20), D(2026, 9, 30))),
        D(2026, 7, 15),
        State.NOT_DUE,
    ),
]


@pytest.mark.parametrize(("name", "facts", "as_of", "expected"), CASES, ids=[case[0] for case in CASES])
def test_the_table(name: str, facts: TaskFacts, as_of: dt.date, expected: State) -> None:
    assert status(facts, as_of) is expected


def test_only_a_product_counts_on_the_proven_basis() -> None:
    said = replace(WINDOW, declared_on=D(2026, 3, 1))
    assert status(said, D(2026, 3, 31), basis=Basis.PROVEN) is State.NOT_DUE
    assert status(replace(said, done_on=D(2026, 3, 2)), D(2026, 3, 31), basis=Basis.PROVEN) is State.DONE_ON_TIME


def test_the_signing_day_decides_against_what_was_declared() -> None:
    facts = replace(WINDOW, declared_on=D(2026, 6, 30), done_on=D(2026, 7, 3))
    assert status(facts, D(2026, 7, 2)) is State.DONE_ON_TIME
    assert status(facts, D(2026, 7, 3)) is State.DONE_LATE


def test_every_state_has_its_words() -> None:
    for state in State:
        assert state.label and state.definition.endswith(".") and state.icon and state.colour
    assert sorted(state.order for state in State) == list(range(len(State)))


days = st.dates(D(2025, 1, 1), D(2027, 12, 31))
maybe = st.none() | days
changes = st.lists(st.builds(Change, days, days, maybe), max_size=3)


@st.composite
def facts(draw: st.DrawFn) -> TaskFacts:
    """Any facts at all, sensible or not."""
    made = TaskFacts(
        regular=draw(st.booleans()),
        waits=draw(st.booleans()),
        opened_on=draw(maybe),
        window_start=draw(maybe),
        due=draw(maybe),
        started_on=draw(maybe),
        declared_on=draw(maybe),
        done_on=draw(maybe),
        cancelled_on=draw(maybe),
    )
    return made.changed(*draw(changes))


def dated(one: TaskFacts) -> list[dt.date]:
    """The days on which something happened (not those that a rule names)."""
    known = [one.opened_on, one.started_on, one.declared_on, one.done_on, one.cancelled_on]
    return [day for day in [*known, *(change.granted_on for change in one.history)] if day]


def known_on(one: TaskFacts, as_of: dt.date) -> TaskFacts:
    """The facts without what happened after a day."""

    def kept(day: dt.date | None) -> dt.date | None:
        return day if day and day <= as_of else None

    return replace(
        one,
        opened_on=kept(one.opened_on),
        started_on=kept(one.started_on),
        declared_on=kept(one.declared_on),
        done_on=kept(one.done_on),
        cancelled_on=kept(one.cancelled_on),
    ).changed(*(change for change in one.history if change.granted_on <= as_of))


@given(facts(), days, st.sampled_from(Basis), st.integers(0, 30))
def test_exactly_one_state_and_the_loop_agrees(one: TaskFacts, as_of: dt.date, basis: Basis, soon: int) -> None:
    state = status(one, as_of, basis=basis, soon_days=soon)
    assert state in State
    assert statuses([one, one], as_of, basis=basis, soon_days=soon) == [state, state]


three_days = st.lists(days, min_size=3, max_size=3, unique=True).map(sorted)


@given(facts(), three_days)
def test_time_alone_never_undoes_overdue(one: TaskFacts, three: list[dt.date]) -> None:
    due, day, later = three
    one = replace(one, regular=False, due=due, declared_on=None, done_on=None, cancelled_on=None)
    one = known_on(one, day)
    assume(status(one, day) is State.OVERDUE)
    assert status(one, later) is State.OVERDUE


@given(facts(), three_days, st.integers(0, 500))
def test_done_late_stays(one: TaskFacts, three: list[dt.date], more: int) -> None:
    """Only another completion day or a cancellation changes it; an extension granted afterwards never does."""
    due, declared, day = three
    later = day + dt.timedelta(days=more)
    one = replace(one, regular=False, waits=False, window_start=None, due=due, declared_on=declared)
    one = replace(one, done_on=None, cancelled_on=None)
    assume(status(one, day) is State.DONE_LATE)
    assert status(one, later) is State.DONE_LATE
    extended = one.changed(*one.history, Change(max(day, declared + dt.timedelta(days=1)), D(2030, 1, 1)))
    assert status(extended, later) is State.DONE_LATE


@given(facts(), days, st.sampled_from(Basis))
def test_what_happened_later_is_not_seen(one: TaskFacts, as_of: dt.date, basis: Basis) -> None:
    assert status(one, as_of, basis=basis) is status(known_on(one, as_of), as_of, basis=basis)
    assert due_in_force(one, as_of) == due_in_force(known_on(one, as_of), as_of)


@given(st.lists(facts(), max_size=40), days, st.sampled_from(Basis))
def test_counts_sum_to_the_total(many: list[TaskFacts], as_of: dt.date, basis: Basis) -> None:
    counted = count(statuses(many, as_of, basis=basis))
    assert set(counted) == set(State)
    assert sum(counted.values()) == len(many)
    live = [one for one in many if not (one.cancelled_on and one.cancelled_on <= as_of)]
    assert counted[State.REGULAR] == sum(one.regular for one in live)
    dated_ones = sum(number for state, number in counted.items() if state not in (State.REGULAR, State.CANCELLED))
    assert dated_ones == sum(not one.regular for one in live)
