"""Clocks by what they count, on made-up events; the laws of counting; what is refused; where the law is silent."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thuongton.calendars.clock import Calendar, Shift
from thuongton.calendars.terms.answering import answer
from thuongton.calendars.terms.counting import end_of
from thuongton.calendars.terms.files import NamedCalendar, read_calendar, shipped_calendar
from thuongton.calendars.terms.reading import read_case, read_more, read_stop, read_term, written_term
from thuongton.calendars.terms.rules import TermRule
from thuongton.calendars.terms.silent import TermReadings, readings_of, silences
from thuongton.calendars.terms.spec import Measure, More, Stop, Term, UnusableTerm
from thuongton.calendars.terms.status import TermStatus, left_of, status_of

D = dt.date
SHIPPED = shipped_calendar()
DAYS = SHIPPED.calendar
W, C, M, Y, H, S = (
    Measure.WORKING_DAY,
    Measure.CALENDAR_DAY,
    Measure.MONTH,
    Measure.YEAR,
    Measure.HOUR,
    Measure.SAME_DAY,
)


def at(text: str) -> dt.datetime:
    """A moment of local time, as clocks are counted; a day alone is nine in the morning."""
    return dt.datetime.fromisoformat(text if "T" in text else f"{text}T09:00")


def days(*stops: str) -> list[Stop]:
    """Pauses from ``A..B`` and ``A..``."""
    return [read_stop(one) for one in stops]


def more(number: int, measure: Measure, *, whole: bool = False) -> More:
    return More(number, measure, whole)


NEXT, BEFORE = Shift.NEXT, Shift.PREVIOUS

# clock, event, pauses, extensions, due (None: open), why
CASES: list[tuple[Term, str, list[Stop], list[More], str | None, str]] = [
    # S1, S2: working days, the event day out, swapped days as the papers have them
    (Term(1, W), "2026-03-06", [], [], "2026-03-09", "Friday → Monday"),
    (Term(3, W), "2026-03-07", [], [], "2026-03-11", "an event on a Saturday counts from Monday"),
    (Term(2, W), "2026-01-08", [], [], "2026-01-10", "9/1, then Saturday 10/1 worked"),
    (Term(1, W), "2025-12-31", [], [], "2026-01-05", "1/1 off, Friday 2/1 swapped off"),
    (Term(10, W), "2026-02-09", [], [], "2026-03-02", "10–13/2 (4), Tết 16–20/2 off, 23–27/2 (9), 2/3"),
    (Term(4, W), "2026-08-27", [], [], "2026-09-07", "28/8; 31/8, 1/9, 2/9 off; 3, 4, 7/9"),
    (Term(2, W), "2026-11-23", [], [], "2026-11-26", "24/11 off"),
    # S3: days, months, years that end on a day off
    (Term(5, C, shift=NEXT), "2026-03-02", [], [], "2026-03-09", "7/3 is a Saturday"),
    (Term(5, C), "2026-03-02", [], [], "2026-03-07", "no shift, it stays"),
    (Term(5, C, shift=BEFORE), "2026-03-02", [], [], "2026-03-06", "back to Friday"),
    (Term(10, C, shift=NEXT), "2026-02-06", [], [], "2026-02-23", "16/2 is Tết"),
    (Term(3, C, shift=NEXT), "2026-08-19", [], [], "2026-08-22", "a worked Saturday is no day off"),
    # S4: months and years, the day with the same number or the last of the month
    (Term(1, M), "2026-03-31", [], [], "2026-04-30", "no 31/4"),
    (Term(1, M, shift=NEXT), "2026-03-31", [], [], "2026-05-04", "30/4 and 1/5 off, then a weekend"),
    (Term(1, M), "2028-01-31", [], [], "2028-02-29", "a leap year"),
    (Term(6, M), "2025-08-31", [], [], "2026-02-28", "no 31/2"),
    (Term(13, M), "2025-01-31", [], [], "2026-02-28", "over a year"),
    (Term(1, Y), "2024-02-29", [], [], "2025-02-28", "no 29/2/2025"),
    (Term(4, Y), "2024-02-29", [], [], "2028-02-29", "the next leap year"),
    # S5: hours from the moment, nights and days off included
    (Term(24, H), "2026-02-14T10:30", [], [], "2026-02-15T10:30", "over a weekend"),
    (Term(72, H, shift=NEXT), "2026-02-13T08:00", [], [], "2026-02-16T08:00", "hours are never shifted"),
    (Term(12, H, back=True), "2026-03-02T08:00", [], [], "2026-03-01T20:00", "counted back"),
    (Term(12, H), "2026-03-02T20:00", days("2026-03-03..2026-03-04"), [], "2026-03-05T08:00", "4 h, 2 days, 8 h"),
    (Term(4, H), "2026-03-02T20:00", days("2026-03-03..2026-03-04"), [], "2026-03-03T00:00", "up to the pause"),
    (Term(3, H), "2026-03-03T20:00", days("2026-03-03..2026-03-04"), [], "2026-03-05T03:00", "begun in a pause"),
    (Term(12, H), "2026-03-02T20:00", days("2026-03-03.."), [], None, "a pause without end"),
    (Term(12, H), "2026-03-02T08:00", [], [more(24, H)], "2026-03-03T20:00", "longer by hours"),
    (Term(12, H), "2026-03-06T08:00", [], [more(2, W)], "2026-03-10", "longer by working days: a day, no moment"),
    (Term(2, W), "2026-03-02T08:00", [], [more(6, H)], "2026-03-05T06:00", "from the end of the last day"),
    # S6: the same day, the hour of closing
    (Term(0, S, cutoff=dt.time(16, 30)), "2026-03-04T16:30", [], [], "2026-03-04", "not after the hour"),
    (Term(0, S, cutoff=dt.time(16, 30)), "2026-03-04T16:31", [], [], "2026-03-05", "after it"),
    (Term(0, S, cutoff=dt.time(15)), "2026-03-06T15:00:01", [], [], "2026-03-09", "a second after, on a Friday"),
    (Term(0, S, cutoff=dt.time(15)), "2026-03-07T17:00", [], [], "2026-03-09", "a day off: the hour says nothing"),
    (Term(0, S, cutoff=dt.time(15)), "2026-08-22T10:00", [], [], "2026-08-22", "a worked Saturday"),
    (Term(0, S), "2026-02-17T10:00", [], [], "2026-02-23", "Tết"),
    (Term(0, S), "2026-03-04T10:00", days("2026-03-04..2026-03-05"), [], "2026-03-06", "paused"),
    # S7: extensions
    (Term(5, W), "2026-03-02", [], [more(5, W)], "2026-03-16", "ten in all"),
    (Term(5, W), "2026-03-02", [], [more(5, C)], "2026-03-14", "9/3, and five days; no shift"),
    (Term(5, W, shift=NEXT), "2026-03-02", [], [more(5, C)], "2026-03-16", "the same, shifted"),
    (Term(10, C, shift=NEXT), "2026-03-03", [], [more(30, C, whole=True)], "2026-04-02", "a whole in its place"),
    (Term(1, M, shift=NEXT), "2026-01-31", [], [more(1, M)], "2026-03-30", "28/2, a month on is 28/3, a Saturday"),
    (Term(10, C), "2026-03-03", [], [more(5, C), more(20, C, whole=True), more(2, C)], "2026-03-25", "20, then 2"),
    # S8: pauses by first and last day
    (Term(5, W), "2026-03-02", days("2026-03-04..2026-03-05"), [], "2026-03-11", "two days out"),
    (Term(5, C), "2026-03-02", days("2026-03-04..2026-03-06", "2026-03-05..2026-03-08"), [], "2026-03-12", "two"),
    (Term(5, C), "2026-03-02", days("2026-02-20..2026-03-04"), [], "2026-03-09", "begun before the event"),
    (Term(5, C), "2026-03-02", days("2026-03-08..2026-03-20"), [], "2026-03-07", "after it ended"),
    (Term(5, C), "2026-03-02", days("2026-03-08.."), [], "2026-03-07", "without end, after it ended"),
    (Term(5, C), "2026-03-02", days("2026-03-07.."), [], None, "without end, on its last day"),
    (Term(5, C), "2026-03-02", days("2026-02-01.."), [], None, "without end, begun before the event"),
    (Term(1, M), "2026-03-02", days("2026-03-10..2026-03-14"), [], "2026-04-07", "2/4 and five days"),
    (Term(5, C), "2026-03-02", days("2026-03-05..2026-03-06"), [more(3, C)], "2026-03-12", "with an extension"),
    # S9: counted back
    (Term(5, W, back=True), "2026-02-25", [], [], "2026-02-11", "24, 23/2, 13, 12, 11/2"),
    (Term(1, W, back=True), "2026-01-12", [], [], "2026-01-10", "a worked Saturday"),
    (Term(5, C, back=True, shift=BEFORE), "2026-03-06", [], [], "2026-02-27", "1/3 is a Sunday"),
    (Term(1, M, back=True), "2026-03-31", [], [], "2026-02-28", "no 31/2"),
    (Term(3, C, back=True), "2026-03-10", days("2026-03-08..2026-03-09"), [], "2026-03-05", "a pause"),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=[f"{case[0].measure}-{case[1]}-{at}" for at, case in enumerate(CASES)])
def test_counted_by_hand(
    case: tuple[Term, str, list[Stop], list[More], str | None, str],
) -> None:
    spec, start, stops, extensions, due, why = case
    end = end_of(spec, at(start), DAYS, stops=stops, extensions=extensions)
    if due is None:
        assert end.due is None and end.due_at is None, why
    elif "T" in due:
        assert end.due_at == at(due), why
    else:
        assert end.due == D.fromisoformat(due) and end.due_at is None, why


STARTS = st.datetimes(at("2024-01-01"), at("2026-10-01"))
FORWARD = st.builds(
    Term, st.integers(1, 90), st.sampled_from([W, C]), st.just(False), st.sampled_from([Shift.NONE, NEXT])
) | st.builds(Term, st.integers(1, 6), st.just(M), st.just(False), st.sampled_from([Shift.NONE, NEXT]))


@given(STARTS, FORWARD, st.dates(D(2024, 1, 1), D(2027, 6, 1)))
def test_one_more_day_off_never_makes_a_due_day_earlier(start: dt.datetime, spec: Term, off: dt.date) -> None:
    more_off = Calendar(DAYS.off | {off}, DAYS.worked - {off})
    before, after = end_of(spec, start, DAYS).due, end_of(spec, start, more_off).due
    assert before and after and after >= before
    if not start.date() < off <= before:
        assert after == before


@given(STARTS, FORWARD, st.integers(1, 200), st.integers(0, 30))
def test_a_pause_never_makes_a_due_day_earlier(start: dt.datetime, spec: Term, away: int, long: int) -> None:
    first = start.date() + dt.timedelta(days=away)
    paused = end_of(spec, start, DAYS, stops=[Stop(first, first + dt.timedelta(days=long))]).due
    plain = end_of(spec, start, DAYS).due
    assert paused and plain and paused >= plain


@given(STARTS, st.integers(1, 60), st.sampled_from([W, C]))
def test_counting_back_comes_back(start: dt.datetime, number: int, measure: Measure) -> None:
    due = end_of(Term(number, measure), start, DAYS).due
    assert due is not None
    back = end_of(Term(number, measure, back=True), dt.datetime.combine(due, dt.time(9)), DAYS).due
    assert back is not None
    if measure is C or DAYS.is_working(start.date()):
        assert back == start.date()


@pytest.mark.parametrize(
    ("spec", "start", "provisional"),
    [
        (Term(5, W), "2026-12-01", False),
        (Term(30, W), "2026-12-01", True),
        (Term(20, C, shift=NEXT), "2026-12-01", False),
        (Term(45, C), "2026-12-01", True),
        (Term(5, W, back=True), "2027-01-05", True),
        (Term(0, S, cutoff=dt.time(15)), "2026-12-31T16:00", True),
        (Term(48, H), "2026-12-31T16:00", True),
        (Term(1, Y), "2026-11-30", True),
    ],
)
def test_what_passes_a_year_not_announced_says_so(spec: Term, start: str, provisional: bool) -> None:
    found = ask({"spec": written_term(spec), "from": at(start).isoformat()})
    assert found["provisional"] is provisional
    assert ("dự kiến" in found["text"]) is provisional


def ask(case: dict[str, Any], named: NamedCalendar = SHIPPED, as_of: str | None = None) -> dict[str, Any]:
    """The answer to a case, nobody knowing a rule."""
    moment = at(as_of) if as_of else None
    return answer(read_case(case), named, at("2026-11-30"), as_of=moment, find=lambda _name, _on: None)


@pytest.mark.parametrize(
    "make",
    [
        lambda: Term(0, W),
        lambda: Term(-1, S),
        lambda: Term(1, S),
        lambda: Term(0, S, back=True),
        lambda: Term(True, W),
        lambda: Term(1.5, M),  # type: ignore[arg-type]
        lambda: Term(3, W, cutoff=dt.time(15)),
        lambda: More(0, C),
        lambda: More(1, S),
        lambda: Stop(D(2026, 3, 2), D(2026, 3, 1)),
        lambda: end_of(Term(1, M), at("1899-12-31"), DAYS),
        lambda: end_of(Term(1, M), at("2101-01-01"), DAYS),
        lambda: end_of(Term(150_000, C), at("2026-01-01"), DAYS),
        lambda: end_of(Term(5_000, M), at("2026-01-01"), DAYS),
        lambda: end_of(Term(300, Y, back=True), at("2026-01-01"), DAYS),
        lambda: Term(10**30, W),
        lambda: read_term({"n": 3, "unit": "week"}),
        lambda: read_term({"n": 3, "unit": ["month"]}),
        lambda: read_term({"n": "3", "unit": "month"}),
        lambda: read_term({"n": 3, "unit": "month", "shift": "sideways"}),
        lambda: read_term({"n": 3, "unit": "month", "direction": "up"}),
        lambda: read_term({"n": 3, "unit": "month", "cut_off": "15:00"}),
        lambda: read_term({"n": 0, "unit": "same_day", "cutoff": "15h"}),
        lambda: read_term([3, "month"]),
        lambda: read_more({"n": 3, "mode": "add"}),
        lambda: read_more({"n": 3, "unit": "month", "mode": "more"}),
        lambda: read_more({"unit": "month", "mode": "add"}),
        lambda: read_stop("2026-03-02"),
        lambda: read_stop("2026-03-02..2026-03-01"),
        lambda: read_stop({"first": None, "last": None}),
        lambda: read_case({"spec": {"n": 3, "unit": "month"}, "from": "2026-02-30"}),
        lambda: ask({"spec": {"n": 3, "unit": "hour"}, "from": "2026-02-20"}),
        lambda: read_case({"spec": {"n": 3, "unit": "month"}}),
        lambda: read_case({"spec": {"n": 3, "unit": "month"}, "from": "2026-02-20", "pauses": {}}),
        lambda: read_case({"spec": {"n": 3, "unit": "month"}, "from": "0001-01-01T00:00+14:00"}),
        lambda: readings_of({"resume_day": "perhaps"}),
        lambda: ask({"from": "2026-02-20"}),
        lambda: ask({"from": "2026-02-20", "rule": "không.có"}),
    ],
)
def test_what_cannot_be_counted_is_refused_with_one_sentence(make: Any) -> None:
    with pytest.raises(UnusableTerm) as refused:
        make()
    assert str(refused.value).endswith((".", ")")) and "\n" not in str(refused.value)


def test_a_moment_of_another_zone_is_told_in_the_time_of_the_place() -> None:
    assert read_case({"spec": {"n": 1, "unit": "hour"}, "from": "2026-03-01T20:00Z"}).start == at("2026-03-02T03:00")


def test_where_the_law_is_silent_a_reading_is_taken_and_said() -> None:
    case = {"spec": {"n": 10, "unit": "working_day"}, "from": "2026-03-02", "pauses": ["2026-03-05..2026-03-09"]}
    taken, other = ask(case), ask({**case, "readings": {"resume_day": "counted"}})
    assert (taken["due"], other["due"]) == ("2026-03-19", "2026-03-18")
    for found, value in ((taken, "not_counted"), (other, "counted")):
        (one,) = found["readings"]
        assert (one["key"], one["value"], one["note"]) == ("resume_day", value, "chưa có quy định rõ")
        assert "28b" in one["clause"]
    longer = {
        "spec": {"n": 5, "unit": "calendar_day", "shift": "next"},
        "from": "2026-03-02",
        "extensions": [{"n": 5, "unit": "calendar_day", "mode": "add"}],
    }
    assert ask(longer)["due"] == "2026-03-12"  # from Saturday 7/3
    assert ask({**longer, "readings": {"extension_from": "shifted"}})["due"] == "2026-03-16"  # from Monday 9/3: 14/3
    assert [one["key"] for one in ask(longer)["readings"]] == ["extension_from"]
    back = ask({"spec": {"n": 5, "unit": "calendar_day", "direction": "before"}, "from": "2026-03-06"})
    assert [one["key"] for one in back["readings"]] == ["back_end"]
    assert ask({"spec": {"n": 5, "unit": "working_day"}, "from": "2026-03-02"})["readings"] == []
    assert set(silences()) == {"resume_day", "extension_from", "back_end"}


def test_stopped_and_taken_up_on_one_day_that_counts_stops_nothing() -> None:
    found = end_of(
        Term(5, C), at("2026-03-02"), DAYS, stops=days("2026-03-04..2026-03-04"), readings=TermReadings(True)
    )
    assert found.due == D(2026, 3, 7)


def stands(spec: Term, as_of: str, *, start: str = "2026-03-02", **more_said: Any) -> TermStatus:
    """How a clock stands."""
    stops = more_said.get("stops", ())
    end = end_of(spec, at(start), DAYS, stops=stops)
    return status_of(spec, at(start), end, DAYS, at(as_of), **more_said)


@pytest.mark.parametrize(
    ("as_of", "status"),
    [
        ("2026-03-01", "not_started"),
        ("2026-03-02", "running"),
        ("2026-03-10", "running"),  # 11, 12, 13/3 lie after it
        ("2026-03-11", "due_soon"),
        ("2026-03-13T23:59", "due_soon"),  # due today
        ("2026-03-14", "overdue"),
    ],
)
def test_how_a_clock_of_nine_working_days_stands(as_of: str, status: str) -> None:
    assert stands(Term(9, W), as_of) == status  # due on Friday 13/3


def test_how_clocks_stand() -> None:
    hours = Term(12, H)
    for as_of, status in (
        ("2026-03-02T17:59", "running"),
        ("2026-03-02T18:00", "due_soon"),  # a quarter of twelve hours is left
        ("2026-03-02T21:00", "due_soon"),
        ("2026-03-02T21:01", "overdue"),
    ):
        assert stands(hours, as_of) == status
    nine = Term(9, W)
    assert stands(nine, "2026-06-01", done=at("2026-03-13T23:00")) == "done_on_time"
    assert stands(nine, "2026-06-01", done=at("2026-03-14")) == "done_late"
    assert stands(nine, "2026-03-05", done=at("2026-03-13")) == "running"  # not yet done on that day
    assert stands(nine, "2026-06-01", replaced=True) == "replaced"
    assert stands(nine, "2026-06-01", cancelled=True, done=at("2026-03-03")) == "cancelled"
    closed, opened = days("2026-03-04..2026-03-06"), days("2026-03-04..")
    assert stands(nine, "2026-03-05", stops=closed) == "paused"
    assert stands(nine, "2026-03-09", stops=closed) == "running"
    assert stands(nine, "2026-06-01", stops=opened) == "paused"
    assert stands(nine, "2026-03-03", stops=opened) == "running"
    assert stands(nine, "2026-03-20", stops=days("2026-03-16..2026-03-30")) == "overdue"
    assert stands(Term(5, W, back=True), "2026-02-20", start="2026-03-02") == "due_soon"  # due 23/2
    assert status_of(nine, at("2026-03-02"), end_of(nine, at("2026-03-02"), DAYS), DAYS, None) == "running"


def test_what_is_left() -> None:
    def left(spec: Term, as_of: str, *stops: str, **more_said: Any) -> tuple[float, str]:
        stops = days(*stops)
        end = end_of(spec, at("2026-03-02"), DAYS, stops=stops, **more_said)
        found = left_of(spec, at("2026-03-02"), end, DAYS, at(as_of), stops=stops)
        return found.number, str(found.measure)

    assert left(Term(9, W), "2026-03-02") == (9, "working_day")
    assert left(Term(9, W), "2026-02-01") == (9, "working_day")
    assert left(Term(9, W), "2026-03-13") == (0, "working_day")
    assert left(Term(9, W), "2026-03-17") == (-2, "working_day")
    assert left(Term(9, W), "2026-03-03", "2026-03-04..2026-03-06") == (8, "working_day")
    assert left(Term(9, W), "2026-06-01", "2026-03-06..") == (6, "working_day")  # 3, 4, 5/3 had run
    assert left(Term(1, M), "2026-03-12") == (21, "calendar_day")
    assert left(Term(12, H), "2026-03-02T10:30") == (10.5, "hour")
    assert left(Term(12, H), "2026-03-02T22:00") == (-1, "hour")
    assert left(Term(48, H), "2026-06-01", "2026-03-03..") == (33, "hour")  # 15 hours of the first day had run
    open_end = end_of(Term(5, W), at("2026-03-02"), DAYS, stops=days("2026-03-04.."), extensions=[more(10, C)])
    found = left_of(Term(5, W), at("2026-03-02"), open_end, DAYS, at("2026-03-10"), stops=days("2026-03-04.."))
    assert (found.number, found.more) == (4, ((10, C),))


def test_the_days_one_by_one() -> None:
    found = ask(
        {
            "id": "a",
            "spec": {"n": 3, "unit": "working_day"},
            "from": "2026-08-20T10:00",
            "pauses": [{"first": "2026-08-24", "last": "2026-08-24"}],
        }
    )
    assert [sorted(row) for row in found["days"]] == [
        ["day", "n"],
        ["day", "n", "source", "worked"],
        ["day", "off", "source"],
        ["day", "paused"],
        ["day", "due", "n"],
    ]
    assert [row.get("n") for row in found["days"]] == [1, 2, None, None, 3]
    assert "9441/TB-BNV" in found["days"][1]["source"] and found["days"][2]["off"] == "Chủ nhật"
    assert found["text"].startswith("Hạn thứ Ba 25/8/2026: 3 ngày làm việc kể từ ngày 20/8/2026")
    assert found["text"].count(".") == 1 and found["calendar"]["sha256"] == SHIPPED.sha256
    moved = ask({"spec": {"n": 5, "unit": "calendar_day", "shift": "next"}, "from": "2026-03-02"})["days"]
    assert [(row.get("n"), row.get("off"), row.get("due")) for row in moved[-3:]] == [
        (5, None, None), (None, "Chủ nhật", None), (None, None, True)
    ]  # fmt: skip
    own = ask({"spec": {"n": 1, "unit": "working_day"}, "from": "2026-03-02", "extra_off": ["2026-03-03"]})
    assert own["due"] == "2026-03-04" and own["days"][0]["off"] == "Nghỉ riêng của đơn vị"
    hours = ask({"spec": {"n": 24, "unit": "hour"}, "from": "2026-03-02T18:00"})
    assert hours["due_at"] == "2026-03-03T18:00" and [row["n"] for row in hours["days"]] == [6, 24]
    late = ask({"spec": {"n": 0, "unit": "same_day", "cutoff": "15:00"}, "from": "2026-03-02T15:30"})
    assert [row.get("off") for row in late["days"]] == ["nhận sau 15:00", None] and late["days"][1]["due"]


def test_a_rule_is_asked_for_the_day_of_the_event() -> None:
    asked = []

    def find(name: str, on: dt.date) -> TermRule | None:
        asked.append((name, on))
        spec = Term(10, C, shift=NEXT) if on < D(2026, 7, 1) else Term(7, W)
        return TermRule(name, "Thụ lý", spec, "Luật A, Điều 1")

    case = read_case({"rule": "a.b", "from": "2026-06-30"})
    found = answer(case, SHIPPED, at("2026-11-30"), find=find)
    assert (found["due"], found["clause"]) == ("2026-07-10", "Luật A, Điều 1")
    assert answer(read_case({"rule": "a.b", "from": "2026-07-01"}), SHIPPED, at("2026-11-30"), find=find)["due"] == (
        "2026-07-10"
    )
    assert asked == [("a.b", D(2026, 6, 30)), ("a.b", D(2026, 7, 1))]
    other = read_case({"rule": "a.b", "from": "2026-06-30", "spec": {"n": 1, "unit": "month"}})
    assert answer(other, SHIPPED, at("2026-11-30"), find=find)["clause"] is None


FORM = {"years": {"2026": {"status": "announced", "sources": ["Thông báo 1"], "off": ["2026-03-03"], "worked": []}}}


def test_a_calendar_of_a_file() -> None:
    named = read_calendar(json.dumps(FORM).encode(), "a.json")
    found = ask({"spec": {"n": 1, "unit": "working_day"}, "from": "2026-03-02"}, named)
    assert found["due"] == "2026-03-04" and found["days"][0] == {
        "day": "2026-03-03", "off": "Ngày nghỉ", "source": "Thông báo 1"
    }  # fmt: skip
    assert found["calendar"]["name"] == "a.json" and len(found["calendar"]["sha256"]) == 64
    assert ask({"spec": {"n": 300, "unit": "working_day"}, "from": "2026-03-02"}, named)["provisional"]


@pytest.mark.parametrize(
    "data",
    [
        b"\xff\xfe",
        b"[]",
        b'{"years": {}}',
        b"{" * 100_000,
        b'{"years": {"20x6": {}}}',
        b'{"years": {"2026": {"status": "perhaps"}}}',
        b'{"years": {"2026": {"status": "announced", "off": "2026-01-01"}}}',
        b'{"years": {"2026": {"status": "announced", "off": ["2027-01-01"]}}}',
        b'{"years": {"2026": {"status": "announced", "off": ["1/1/2026"]}}}',
        b'{"years": {"2026": {"status": "announced", "off": ["2026-01-03"], "worked": ["2026-01-03"]}}}',
    ],
)
def test_a_calendar_that_cannot_be_used_is_refused(data: bytes) -> None:
    with pytest.raises(UnusableTerm):
        read_calendar(data, "a.json")


@pytest.mark.shared
def test_the_cases_beside_the_repository(shared: Path) -> None:
    folder = shared / "gold_dev" / "cases"
    named = read_calendar((folder / "calendar.json").read_bytes(), "calendar.json")
    cases = [json.loads(line) for line in (folder / "clock_cases.jsonl").read_text("utf-8").splitlines()]
    wrong = []
    for case in cases:
        found = ask(case, named)
        told = (found["due"], found["due_at"], found["provisional"])
        if told != (case["due"], case.get("due_at"), case.get("provisional", False)):
            wrong.append((case["id"], told))
        elif "status" in case and found["status"] != case["status"]:
            wrong.append((case["id"], found["status"]))
    assert len(cases) > 200 and not wrong
