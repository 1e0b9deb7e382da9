"""Turns of repeating tasks: their names, windows and due days; rules that never happen are refused."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from factories import make_world
from thuongton.plans.deadlines.occurrences import MOST, Turn, UnusableRule, check, turns
from thuongton.plans.models import Occurrence, Plan, Rule, Task
from thuongton.plans.queries.status import status_case
from thuongton.plans.services.deadlines import apply_rules, make_occurrences
from thuongton.plans.status import State
from vanban.model import Timing, TimingKind
from vanban.timing import read_timing

D = dt.date
FIRST, LAST = D(2025, 8, 13), D(2027, 8, 12)


@pytest.mark.parametrize(
    ("phrase", "number", "first"),
    [
        ("Hằng quý", 8, Turn("Quý III/2025", D(2025, 7, 1), D(2025, 9, 30))),
        ("Quý I hằng năm", 2, Turn("Quý I/2026", D(2026, 1, 1), D(2026, 3, 31))),
        ("Hàng năm", 2, Turn("Năm 2025", D(2025, 1, 1), D(2025, 12, 31))),
        ("Trước 15/12 hằng năm", 2, Turn("Năm 2025", D(2024, 12, 16), D(2025, 12, 15))),
        ("6 tháng/lần", 4, Turn("6 tháng cuối năm 2025", D(2025, 7, 1), D(2025, 12, 31))),
        ("Hằng tháng", 24, Turn("Tháng 8/2025", D(2025, 8, 1), D(2025, 8, 31))),
        ("ngày 15 hằng tháng", 24, Turn("Tháng 8/2025", D(2025, 7, 16), D(2025, 8, 15))),
        ("Tháng 11 hàng năm", 2, Turn("Tháng 11/2025", D(2025, 11, 1), D(2025, 11, 30))),
        ("02 tuần/lần", 52, Turn("Kỳ đến 17/08/2025", D(2025, 8, 4), D(2025, 8, 17))),
        ("Hằng tuần", 104, Turn("Tuần đến 17/08/2025", D(2025, 8, 11), D(2025, 8, 17))),
    ],
)
def test_turns_of_the_phrases(phrase: str, number: int, first: Turn) -> None:
    made = turns(read_timing(phrase), FIRST, LAST)
    assert made[0] == first
    assert len(made) == number
    assert len({turn.period for turn in made}) == number
    assert all(turn.start <= turn.due for turn in made)
    assert all(before.due < after.due for before, after in pairwise(made))


def test_fortnights_are_the_same_whenever_they_are_asked_for() -> None:
    rule = read_timing("Định kỳ 02 tuần/lần")
    whole = [turn.due for turn in turns(rule, FIRST, LAST)]
    assert [turn.due for turn in turns(rule, D(2025, 8, 20), LAST)] == whole[1:]
    assert {(later - earlier).days for earlier, later in pairwise(whole)} == {14}


def test_an_open_window_has_its_milestone_and_then_each_year() -> None:
    rule = read_timing("Giai đoạn 2026–2030 và những năm tiếp theo")
    assert turns(rule, FIRST, LAST) == [Turn("2026–2030", D(2026, 1, 1), D(2030, 12, 31))]
    later = turns(rule, FIRST, D(2032, 12, 31))
    assert [turn.period for turn in later] == ["2026–2030", "Năm 2031", "Năm 2032"]


@pytest.mark.parametrize("phrase", ["Năm 2026", "Thường xuyên", "Hằng ngày", "Sau khi Đề án ban hành", ""])
def test_other_rules_have_no_turns(phrase: str) -> None:
    assert turns(read_timing(phrase), FIRST, LAST) == []


@pytest.mark.parametrize(
    "rrule",
    [
        "FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=31",
        "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=SECONDLY",
        "FREQ=DAILY;INTERVAL=1",
        "FREQ=YEARLY;COUNT=1000000",
        "BYMONTH=3",
        "FREQ=MONTHLY;INTERVAL=3;BYMONTH=3,6,9,12;BYMONTHDAY=-1",
        "",
    ],
)
def test_rules_outside_the_vocabulary_or_that_never_happen_are_refused(rrule: str) -> None:
    with pytest.raises(UnusableRule, match="Quy tắc lặp"):
        check(rrule)


def test_a_leap_day_is_a_rule() -> None:
    check("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29")


@given(
    st.dates(D(2020, 1, 1), D(2040, 1, 1)),
    st.integers(0, 20_000),
    st.sampled_from(["Hằng tuần", "Hằng tháng", "Hằng quý"]),
)
def test_never_more_than_the_cap_and_all_within(first: dt.date, more: int, phrase: str) -> None:
    last = first + dt.timedelta(days=more)
    made = turns(read_timing(phrase), first, last)
    assert len(made) <= MOST
    assert all(first <= turn.due <= last for turn in made)


def test_the_reader_writes_only_rules_of_the_vocabulary() -> None:
    for phrase in (
        "Hằng quý",
        "Hằng năm",
        "Định kỳ 6 tháng",
        "9 tháng/lần",
        "ngày 20 của tháng cuối quý",
        "trước 15/6 và 15/12 hằng năm",
    ):
        timing = read_timing(phrase)
        for rule in timing.parts or (timing,):
            assert rule.kind is TimingKind.RECURRING
            check(rule.rrule or "")


@pytest.fixture
def task(db: None) -> Task:
    world = make_world()
    plan = Plan.objects.create(
        unit=world.province, title="Kế hoạch", issued_on=FIRST, tracked_from=D(2026, 1, 15), number="1/KH-UBND"
    )
    task = Task.objects.create(plan=plan, unit=plan.unit, code="A.1", title="Báo cáo quý", regular=True)
    timing = read_timing("Hằng quý")
    Rule.objects.create(
        task=task, kind=str(timing.kind), rrule=timing.rrule, window=timing.window, text="Hằng quý", confidence=1
    )
    return task


def test_turns_begin_when_tracking_begins_and_are_made_once(task: Task) -> None:
    apply_rules(task, until=D(2026, 12, 31))
    assert list(Occurrence.objects.values_list("period", flat=True)) == [
        "Quý I/2026",
        "Quý II/2026",
        "Quý III/2026",
        "Quý IV/2026",
    ]
    assert make_occurrences([task], until=D(2026, 12, 31)) == 0
    assert make_occurrences(task.plan, until=D(2027, 3, 31)) == 1
    states = dict(Occurrence.objects.values_list("period", status_case(D(2026, 6, 25), model=Occurrence)))
    assert states["Quý I/2026"] == State.OVERDUE
    assert states["Quý II/2026"] == State.DUE_SOON
    assert states["Quý III/2026"] == State.NOT_DUE


def test_an_unusable_rule_makes_no_turn_and_stops_nothing(task: Task) -> None:
    Rule.objects.create(task=task, order=1, kind="recurring", rrule="FREQ=YEARLY;BYMONTH=6;BYMONTHDAY=31")
    assert make_occurrences([task], until=D(2026, 12, 31)) == 4


def test_a_rule_bounded_in_time_ends(task: Task) -> None:
    rule = Timing(
        TimingKind.RECURRING, rrule="FREQ=MONTHLY;BYMONTHDAY=-1", window="P1M", start=D(2026, 1, 1), due=D(2026, 6, 30)
    )
    assert [turn.period for turn in turns(rule, FIRST, LAST)][-1] == "Tháng 6/2026"
