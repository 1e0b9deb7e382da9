"""Terms counted by hand, and the laws of counting: more days off never make a due day earlier, and so on."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calendars.test_clock import real
from thuongton.calendars.clock import Calendar, Shift
from thuongton.calendars.terms import Measure, More, Stop, Term, UnusableTerm, end_of

D = dt.date
CASES = [json.loads(line) for line in Path(__file__).with_name("terms_by_hand.jsonl").read_text("utf-8").splitlines()]
ALL = real(*range(2020, 2028))
ANNOUNCED = Calendar(ALL.off, ALL.worked, ALL.special, frozenset(range(2020, 2027)))


def at(year: int, month: int, day: int, hour: int = 0) -> dt.datetime:
    """A moment of local time, as terms are counted."""
    return dt.datetime(year, month, day, hour)  # noqa: DTZ001 (terms are counted in local time)


def term_of(spec: dict[str, Any]) -> Term:
    """A term from the words of a case."""
    return Term(
        spec["n"],
        Measure(spec["unit"]),
        spec["direction"] == "before",
        Shift("" if spec["shift"] == "none" else spec["shift"]),
        dt.time.fromisoformat(spec["cutoff"]) if spec["cutoff"] else None,
    )


@pytest.mark.parametrize("case", CASES, ids=[case["id"] for case in CASES])
def test_counted_by_hand(case: dict[str, Any]) -> None:
    found = end_of(
        term_of(case["spec"]),
        dt.datetime.fromisoformat(case["from"]),
        ALL,
        stops=[
            Stop(D.fromisoformat(p["first"]), D.fromisoformat(p["last"]) if p["last"] else None)
            for p in case.get("pauses", ())
        ],
        extensions=[More(e["n"], Measure(e["unit"]), e["mode"] == "total") for e in case.get("extensions", ())],
    )
    assert found.due == (D.fromisoformat(case["due"]) if case["due"] else None), case["hand"]
    if "due_at" in case:
        assert found.due_at == dt.datetime.fromisoformat(case["due_at"])
    assert (found.steps[-1].day == found.due) if found.due else found.steps[-1].day is None


STARTS = st.datetimes(at(2024, 1, 1), at(2026, 10, 1))
FORWARD = st.builds(
    Term,
    st.integers(1, 90),
    st.sampled_from([Measure.WORKING_DAY, Measure.CALENDAR_DAY]),
    st.just(False),
    st.sampled_from([Shift.NONE, Shift.NEXT]),
) | st.builds(
    Term, st.integers(1, 6), st.just(Measure.MONTH), st.just(False), st.sampled_from([Shift.NONE, Shift.NEXT])
)


@given(STARTS, FORWARD, st.dates(D(2024, 1, 1), D(2027, 6, 1)))
def test_one_more_day_off_never_makes_a_due_day_earlier(start: dt.datetime, term: Term, off: dt.date) -> None:
    more = Calendar(ALL.off | {off}, ALL.worked - {off})
    before, after = end_of(term, start, ALL).due, end_of(term, start, more).due
    assert before and after and after >= before
    if not start.date() < off <= before:
        assert after == before


@given(STARTS, FORWARD, st.integers(1, 200), st.integers(0, 30))
def test_a_pause_never_makes_a_due_day_earlier(start: dt.datetime, term: Term, away: int, long: int) -> None:
    first = start.date() + dt.timedelta(days=away)
    paused = end_of(term, start, ALL, stops=[Stop(first, first + dt.timedelta(days=long))]).due
    plain = end_of(term, start, ALL).due
    assert paused and plain and paused >= plain


@given(STARTS, st.integers(1, 60), st.sampled_from([Measure.WORKING_DAY, Measure.CALENDAR_DAY]))
def test_counting_back_comes_back(start: dt.datetime, number: int, measure: Measure) -> None:
    due = end_of(Term(number, measure), start, ALL).due
    assert due is not None
    back = end_of(Term(number, measure, back=True), dt.datetime.combine(due, dt.time(9)), ALL).due
    assert back is not None
    if measure is Measure.CALENDAR_DAY or ALL.is_working(start.date()):
        assert back == start.date()


@pytest.mark.parametrize(
    ("term", "start", "provisional"),
    [
        (Term(5, Measure.WORKING_DAY), at(2026, 12, 1, 9), False),
        (Term(30, Measure.WORKING_DAY), at(2026, 12, 1, 9), True),
        (Term(45, Measure.CALENDAR_DAY), at(2026, 12, 1, 9), False),  # every day counts, nothing is asked
        (Term(45, Measure.CALENDAR_DAY, shift=Shift.NEXT), at(2026, 12, 1, 9), True),
        (Term(20, Measure.CALENDAR_DAY, shift=Shift.NEXT), at(2026, 12, 1, 9), False),
        (Term(5, Measure.WORKING_DAY, back=True), at(2027, 1, 5, 9), True),
        (Term(0, Measure.SAME_DAY, cutoff=dt.time(15)), at(2026, 12, 31, 16), True),
        (Term(48, Measure.HOUR), at(2026, 12, 31, 16), False),
    ],
)
def test_what_rests_on_a_year_not_announced_says_so(term: Term, start: dt.datetime, provisional: bool) -> None:
    found = end_of(term, start, ANNOUNCED)
    assert found.provisional is provisional
    assert any("Dự kiến" in str(step) for step in found.steps) is provisional


@pytest.mark.parametrize(
    "make",
    [
        lambda: Term(0, Measure.WORKING_DAY),
        lambda: Term(-1, Measure.SAME_DAY),
        lambda: Term(1.5, Measure.MONTH),  # type: ignore[arg-type]
        lambda: More(0, Measure.CALENDAR_DAY),
        lambda: Stop(D(2026, 3, 2), D(2026, 3, 1)),
        lambda: end_of(Term(1, Measure.MONTH), at(1899, 12, 31), ALL),
    ],
)
def test_what_cannot_be_counted_is_refused(make: Any) -> None:
    with pytest.raises(UnusableTerm):
        make()
