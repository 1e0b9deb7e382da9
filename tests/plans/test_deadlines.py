"""From the words of the paper to a window: the eleven kinds, several rules, and what is agreed but not law."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thuongton.calendars.clock import Calendar
from thuongton.calendars.endings import ending, endings
from thuongton.plans.deadlines.windows import Window, length, window_of
from vanban.model import Timing, TimingKind
from vanban.timing import read_timing

D = dt.date
EVENT = D(2026, 2, 10)  # the Tuesday before Tết
TET = frozenset(D(2026, 2, day) for day in (16, 17, 18, 19, 20))
CALENDAR = Calendar(off=TET)


def read(phrase: str, event_day: dt.date | None = None, **more: int) -> Window:
    timing = read_timing(phrase, issued=D(2025, 8, 13))
    rules = timing.parts if timing.kind is TimingKind.COMPOSITE else [timing]
    return window_of(rules, event_day=event_day, calendar=CALENDAR, **more)


@pytest.mark.parametrize(
    ("phrase", "event_day", "start", "due", "waits"),
    [
        ("30/6/2026", None, None, D(2026, 6, 30), False),
        ("Trước ngày 15/12/2026", None, None, D(2026, 12, 15), False),
        ("Năm 2026", None, D(2026, 1, 1), D(2026, 12, 31), False),
        ("Trong Quý II năm 2026", None, D(2026, 4, 1), D(2026, 6, 30), False),
        ("Năm 2028 đến 2029", None, D(2028, 1, 1), D(2029, 12, 31), False),
        ("Giai đoạn 2026–2030 và những năm tiếp theo", None, D(2026, 1, 1), None, False),
        ("Hằng quý", None, None, None, False),
        ("Thường xuyên", None, None, None, False),
        ("Sau khi Đề án ban hành", None, None, None, True),
        ("Sau khi Đề án ban hành", EVENT, EVENT, None, True),
        ("trong 05 ngày làm việc kể từ ngày nhận đủ hồ sơ", None, None, None, True),
        ("trong 05 ngày làm việc kể từ ngày nhận đủ hồ sơ", EVENT, EVENT, D(2026, 2, 24), True),
        ("trong 05 ngày kể từ ngày nhận đủ hồ sơ", EVENT, EVENT, D(2026, 2, 23), True),  # 15/2 is a Sunday, then Tết
        ("trong 2 tháng kể từ khi Đề án được ban hành", EVENT, EVENT, D(2026, 4, 10), True),
        ("Trước khi xây dựng văn bản QPPL", None, None, None, True),
        ("Trước khi xây dựng văn bản QPPL", EVENT, None, D(2026, 2, 9), True),
        ("10 ngày trước khi khai mạc", EVENT, None, D(2026, 1, 31), True),
        ("Quá trình xây dựng văn bản QPPL", EVENT, EVENT, None, True),
        ("Theo yêu cầu của bộ, ngành Trung ương", None, None, None, True),
        ("Theo thời hạn giao của Trung ương", None, None, None, True),
        ("Theo thời hạn giao của Trung ương", EVENT, EVENT, None, True),
        ("Thường xuyên/Theo yêu cầu", None, None, None, False),
        ("", None, None, None, False),
    ],
)
def test_the_kinds(
    phrase: str, event_day: dt.date | None, start: dt.date | None, due: dt.date | None, waits: bool
) -> None:
    window = read(phrase, event_day)
    assert (window.start, window.due, window.waits) == (start, due, waits)
    assert window.steps
    assert all(str(step) for step in window.steps)


def test_right_after_without_a_number_gives_an_agreed_day_that_is_no_deadline() -> None:
    window = read("Ngay sau khi Kế hoạch ban hành", EVENT, agreed_days=15)
    assert window.due is None
    assert window.conventional
    assert window.agreed_due == D(2026, 3, 10)
    assert "không dùng để tính quá hạn" in str(window.steps[-1])
    assert sum("ngày nghỉ" in str(step) for step in window.steps) == 0  # days off have no names in this calendar


def test_a_stated_number_leaves_nothing_to_agree() -> None:
    window = read("trong 05 ngày làm việc kể từ ngày nhận đủ hồ sơ", EVENT)
    assert window.agreed_due is None and not window.conventional


def test_several_rules_take_the_first_start_and_the_last_due_day() -> None:
    event = Timing(TimingKind.AFTER_EVENT, event="Đề án ban hành", confidence=1)
    fixed = Timing(TimingKind.FIXED, due=D(2026, 6, 30), confidence=1)
    spring = Timing(TimingKind.WINDOW, start=D(2026, 1, 1), due=D(2026, 3, 31), confidence=1)
    assert window_of([event, fixed]).due == D(2026, 6, 30)
    assert not window_of([event, fixed]).waits
    assert window_of([spring, fixed]).start == D(2026, 1, 1)
    assert window_of([spring, fixed]).due == D(2026, 6, 30)
    assert window_of([event, event]).waits
    assert window_of([]) == Window()


@pytest.mark.parametrize("direction", ["previous", "next", ""])
def test_a_deadline_on_a_day_off_goes_where_its_regime_says(direction: str) -> None:
    class Shifted:
        kind, start, due = "fixed", None, D(2026, 2, 20)
        rrule = window = event = offset_unit = text = None
        offset_days = None
        confidence, shift = 1.0, direction

    assert (
        window_of(Shifted(), calendar=CALENDAR).due
        == {
            "previous": D(2026, 2, 13),
            "next": D(2026, 2, 23),
            "": D(2026, 2, 20),
        }[direction]
    )


@pytest.mark.parametrize(
    ("phrase", "event_day", "due", "said", "clause"),
    [
        ("trong 05 ngày kể từ ngày nhận đủ hồ sơ", D(2026, 3, 2), D(2026, 3, 9), "tiếp theo", "Điều 148 khoản 5"),
        (
            "trong 2 tháng kể từ khi Đề án được ban hành",
            D(2026, 3, 10),
            D(2026, 5, 11),
            "tiếp theo",
            "Điều 148 khoản 5",
        ),
        (  # the thirtieth day falls into Tết
            "Sau 30 ngày kể từ ngày Nghị quyết được ban hành",
            D(2026, 1, 18),
            D(2026, 2, 23),
            "tiếp theo",
            "Điều 148 khoản 5",
        ),
        ("trong 05 ngày kể từ ngày nhận đủ hồ sơ", D(2026, 3, 4), D(2026, 3, 9), None, None),  # a Monday
        ("10 ngày trước khi khai mạc", EVENT, D(2026, 1, 31), "đếm ngược", ""),  # a Saturday: the law is silent
        ("31/5/2026", None, D(2026, 5, 31), "đích danh", "Điều 148 khoản 5"),  # a Sunday the paper names
        ("30/6/2026", None, D(2026, 6, 30), None, None),
    ],
)
def test_a_count_that_ends_on_a_day_off_ends_as_the_law_says(
    phrase: str, event_day: dt.date | None, due: dt.date, said: str | None, clause: str | None
) -> None:
    window = read(phrase, event_day)
    assert window.due == due
    about = [step for step in window.steps if "ngày nghỉ" in str(step)]
    assert bool(about) is (said is not None)
    for step in about:
        assert said and said in str(step) and clause is not None and clause in step.source


@pytest.mark.parametrize(
    ("phrase", "event_day", "provisional"),
    [
        ("trong 05 ngày làm việc kể từ ngày nhận đủ hồ sơ", D(2026, 12, 1), False),
        ("trong 05 ngày làm việc kể từ ngày nhận đủ hồ sơ", D(2026, 12, 29), True),
        ("trong 05 ngày kể từ ngày nhận đủ hồ sơ", D(2026, 12, 29), True),  # 3/1/2027: whether it is off is asked
        ("Ngay sau khi Kế hoạch ban hành", D(2026, 12, 20), True),
        ("Ngay sau khi Kế hoạch ban hành", D(2026, 12, 1), False),
        ("Ngay sau khi Kế hoạch ban hành", None, False),
        ("30/6/2027", None, False),  # the paper names the day: no calendar is asked
        ("10 ngày trước khi khai mạc", D(2027, 3, 1), False),
    ],
)
def test_a_due_day_that_rests_on_a_year_not_announced_is_provisional(
    phrase: str, event_day: dt.date | None, provisional: bool
) -> None:
    timing = read_timing(phrase, issued=D(2025, 8, 13))
    days = Calendar(off=TET, announced=frozenset((2025, 2026)))
    window = window_of(timing, event_day=event_day, calendar=days)
    assert window.provisional is provisional
    assert any("Dự kiến" in str(step) for step in window.steps) is provisional


def test_every_kind_of_ending_says_why_and_from_when() -> None:
    kinds = {"counted_days", "counted_months", "counted_hours", "working_days", "counted_back", "named_day", "turn"}
    assert {rule.of for rule in endings()} == kinds
    for rule in endings():
        assert rule.why.endswith(".") and rule.valid_from
        assert rule.clause or rule.shift == "", f"{rule.of} moves days without a clause"
    assert ending("counted_days", D(2016, 12, 31)) is None


@given(
    st.dates(D(2026, 1, 1), D(2026, 12, 31)),
    st.integers(1, 90),
    st.sampled_from(["day", "working_day"]),
    st.dates(D(2026, 1, 1), D(2027, 6, 1)),
)
def test_one_more_holiday_never_makes_a_due_day_after_an_event_earlier(
    event: dt.date, number: int, unit: str, holiday: dt.date
) -> None:
    rule = Timing(TimingKind.AFTER_EVENT, event="sự kiện", offset_days=number, offset_unit=unit, confidence=1)
    before = window_of(rule, event_day=event, calendar=CALENDAR)
    after = window_of(rule, event_day=event, calendar=Calendar(off=TET | {holiday}))
    assert after.due >= before.due >= event + dt.timedelta(days=number)


@pytest.mark.parametrize("text", ["", None, "P", "3M", "PT", "P3X"])
def test_what_is_no_length(text: str | None) -> None:
    assert length(text) is None
