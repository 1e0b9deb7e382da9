"""A change of the calendar moves what depends on it: shown first, done once, each with a line in the trail."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from factories import World, make_world, person
from thuongton.audit.models import Event
from thuongton.audit.queries import broken_links, unaccounted
from thuongton.calendars.changes import ChangeKind, Wanted
from thuongton.calendars.models import CalendarChange, CalendarDay, CalendarMove, CalendarYear
from thuongton.calendars.queries import calendar
from thuongton.calendars.services.changing import announce_year, change_days, preview
from thuongton.calendars.services.moving import move_dependents, resume
from thuongton.calendars.services.seeding import seed_years
from thuongton.calendars.services.upgrading import update_calendar
from thuongton.people.models import Notification, Role, Unit
from thuongton.people.services import end_unit
from thuongton.plans.models import Occurrence, Plan, Rule, Task, Trigger
from thuongton.plans.queries import calendar_moves
from thuongton.plans.queries.explaining import why_of
from thuongton.plans.queries.integrity import other_windows
from thuongton.plans.services import calendar_moves as moving
from thuongton.plans.services.deadlines import apply_rules
from thuongton.plans.services.tasks import create_task

D = dt.date
HAPPENED = D(2026, 10, 5)  # a Monday
NEW_DAY = D(2026, 10, 8)  # a Thursday on which everybody works


def off(day: dt.date = NEW_DAY, number: str = "99/VPCP-KGVX") -> Wanted:
    return Wanted(ChangeKind.OFF, day, "Nghỉ bão", number, D(2026, 9, 30), "Văn phòng Chính phủ")


@dataclass
class Scene:
    """Two provinces; tasks of five working days after an event, of ten days, and of a stated day."""

    world: World
    plan: Plan
    far: Plan
    tasks: list[Task]
    other: Task


def counted(plan: Plan, code: str, days: int = 5, unit: str = "working_day", **more: Any) -> Task:
    """A task some days after an event that happened on :data:`HAPPENED`."""
    trigger = Trigger.objects.create(plan=plan, name=f"Nhận hồ sơ {code}", occurred_on=HAPPENED)
    task = create_task(None, plan, code=code, title=f"Trả lời {code}", leads=more.pop("leads", []))
    Task.objects.filter(pk=task.pk).update(trigger=trigger, **more)
    task = Task.objects.select_related("plan", "unit", "trigger").get(pk=task.pk)
    task.rules.all().delete()
    Rule.objects.create(
        task=task, kind="after_event", event="nhận hồ sơ", offset_days=days, offset_unit=unit, confidence=1
    )
    apply_rules(task)
    return Task.objects.get(pk=task.pk)


def plan_of(unit: Unit, number: str) -> Plan:
    return Plan.objects.create(
        unit=unit, title="Kế hoạch", number=number, issued_on=D(2026, 1, 5), tracked_from=D(2026, 1, 5)
    )


@pytest.fixture
def scene(db: None) -> Scene:
    world = make_world()
    seed_years([2026, 2027])
    plan, far = plan_of(world.province, "1/KH-UBND"), plan_of(world.far_province, "2/KH-UBND")
    leads = [("Sở Tư pháp", world.justice)]
    tasks = [counted(plan, f"A.{n}", leads=leads) for n in range(5)]
    return Scene(world, plan, far, tasks, counted(far, "Z.1"))


def due(task: Task) -> dt.date | None:
    return Task.objects.values_list("due", flat=True).get(pk=task.pk)


def test_what_is_shown_is_what_is_done(scene: Scene) -> None:
    officer = person("cong-chuc", Role.OFFICER, scene.world.justice)
    done = scene.tasks[0]
    Task.objects.filter(pk=done.pk).update(done_on=D(2026, 10, 9))
    assert {due(task) for task in [*scene.tasks, scene.other]} == {D(2026, 10, 12)}
    events = Event.objects.count()
    shown = preview(None, None, off())
    assert (shown.moves, shown.kept, Event.objects.count()) == (5, 1, events)
    assert {(move.old, move.new) for move, _address in shown.first} == {(D(2026, 10, 12), D(2026, 10, 13))}

    change = change_days(None, None, off())
    change.refresh_from_db()
    assert (change.moved, change.kept) == (shown.moves, shown.kept) and change.done_at
    assert due(done) == D(2026, 10, 12)
    for task in [*scene.tasks[1:], scene.other]:
        assert due(task) == D(2026, 10, 13)
        line = Event.objects.get(subject_type="plans.task", subject_id=task.pk, action=moving.ACTION)
        assert line.reason.startswith("Hạn 13/10/2026 thay 12/10/2026, theo Văn bản số 99/VPCP-KGVX ngày 30/9/2026")
        assert line.unit_path == task.unit.path and line.changes.count() == 1
    assert not unaccounted().filter(table="plans_task", after__contains="2026-10-13").exists()
    assert not list(broken_links()) and not list(other_windows())
    told = Notification.objects.get(user=officer)
    assert told.text.startswith("4 thời hạn của bạn dời theo lịch làm việc") and str(change.pk) in told.url


def test_the_finished_task_says_why_it_stays(scene: Scene) -> None:
    task = scene.tasks[0]
    Task.objects.filter(pk=task.pk).update(done_on=D(2026, 10, 9))
    change_days(None, None, off())
    steps = [str(step) for step in why_of(Task.objects.get(pk=task.pk), D(2026, 11, 1)).steps]
    assert any("hạn lúc đó được giữ nguyên" in step for step in steps)


def test_run_again_it_moves_nothing_and_tells_nobody_twice(scene: Scene) -> None:
    person("cong-chuc", Role.OFFICER, scene.world.justice)
    change = change_days(None, None, off())
    counts = Event.objects.count(), CalendarMove.objects.count(), Notification.objects.count()
    CalendarChange.objects.filter(pk=change.pk).update(done_at=None, room="", place=0)
    move_dependents(change.pk)
    assert (Event.objects.count(), CalendarMove.objects.count(), Notification.objects.count()) == counts
    with pytest.raises(ValidationError, match="đã là ngày nghỉ"):
        change_days(None, None, off())


class Killed(BaseException):
    """What a killed worker looks like from inside: nothing catches it."""


@pytest.mark.parametrize("batch", [1, 2, 3])
def test_a_killed_job_goes_on_where_it_was(scene: Scene, monkeypatch: pytest.MonkeyPatch, batch: int) -> None:
    """Killed in every batch once, the job ends with each task moved once and one line for each."""
    monkeypatch.setattr(calendar_moves, "CHUNK", 2)
    monkeypatch.setattr("thuongton.calendars.services.changing.start", lambda change: None)
    change = change_days(None, None, off())
    real, calls = moving._apply, iter(range(100))

    def dying(*given: Any) -> None:
        real(*given)
        if next(calls) == batch - 1:
            raise Killed

    monkeypatch.setattr(moving, "_apply", dying)
    with pytest.raises(Killed):
        move_dependents(change.pk)
    assert CalendarMove.objects.count() == 2 * (batch - 1)  # the batch that died left nothing
    assert Event.objects.filter(action=moving.ACTION).count() == 2 * (batch - 1)
    assert resume() == 1  # the clock finds it; the queue of the tests runs it at once
    change.refresh_from_db()
    assert change.done_at and change.moved == 6 == CalendarMove.objects.count()
    lines = Event.objects.filter(action=moving.ACTION).values_list("subject_id", flat=True)
    assert sorted(lines) == sorted(task.pk for task in [*scene.tasks, scene.other])
    assert not list(broken_links()) and not list(other_windows())


def test_a_day_of_one_unit_moves_only_what_is_its_own(scene: Scene) -> None:
    admin = person("quan-tri", Role.ADMINISTRATOR, scene.world.province)
    change_days(admin, scene.world.province, off())
    assert due(scene.tasks[0]) == D(2026, 10, 13) and due(scene.other) == D(2026, 10, 12)
    change_days(admin, scene.world.province, Wanted(ChangeKind.PLAIN, NEW_DAY, "Bỏ", "100/UBND", D(2026, 10, 1)))
    assert due(scene.tasks[0]) == D(2026, 10, 12)
    assert Event.objects.filter(action=moving.ACTION, subject_id=scene.tasks[0].pk).count() == 2


def test_a_swap_moves_both_ways_and_needs_both_days(scene: Scene) -> None:
    swap = Wanted(ChangeKind.SWAP, NEW_DAY, "hoán đổi", "5/VPCP", D(2026, 9, 1), worked=D(2026, 10, 10))
    change_days(None, None, swap)
    assert due(scene.other) == D(2026, 10, 12)  # Thursday off, Saturday worked
    days = calendar()
    assert not days.is_working(NEW_DAY) and days.is_working(D(2026, 10, 10))
    assert CalendarDay.objects.get(day=NEW_DAY).pair == D(2026, 10, 10)


@pytest.mark.parametrize(
    ("wanted", "field"),
    [
        (Wanted(ChangeKind.OFF, D(2026, 10, 10), "x", "1", D(2026, 1, 1)), "day"),  # a Saturday is off
        (Wanted(ChangeKind.WORK, D(2026, 10, 8), "x", "1", D(2026, 1, 1)), "day"),
        (Wanted(ChangeKind.SWAP, D(2026, 10, 8), "x", "1", D(2026, 1, 1)), "worked"),
        (Wanted(ChangeKind.SWAP, D(2026, 10, 10), "x", "1", D(2026, 1, 1), worked=D(2026, 10, 11)), "day"),
        (Wanted(ChangeKind.SWAP, D(2026, 10, 8), "x", "1", D(2026, 1, 1), worked=D(2026, 10, 9)), "worked"),
        (Wanted(ChangeKind.PLAIN, D(2026, 10, 8), "x", "1", D(2026, 1, 1)), "day"),
    ],
)
def test_a_change_without_sense_is_refused_with_a_sentence(scene: Scene, wanted: Wanted, field: str) -> None:
    before = CalendarDay.objects.count()
    for act in (preview, change_days):
        with pytest.raises(ValidationError) as refused:
            act(None, None, wanted)
        assert field in refused.value.message_dict
    assert CalendarDay.objects.count() == before and not CalendarChange.objects.exists()


def test_who_may_change_which_days(scene: Scene) -> None:
    world = scene.world
    admin = person("quan-tri", Role.ADMINISTRATOR, world.province)
    commune = person("quan-tri-xa", Role.ADMINISTRATOR, world.commune)
    officer = person("cong-chuc", Role.OFFICER, world.province)
    for user, unit in (
        (admin, None),
        (admin, world.far_province),
        (commune, world.province),
        (officer, world.province),
    ):
        for act in (preview, change_days):
            with pytest.raises(PermissionDenied):
                act(user, unit, off())
    with pytest.raises(PermissionDenied):
        announce_year(admin, 2027, "1/TB-BNV")
    assert not CalendarChange.objects.exists()
    change_days(commune, world.commune, off())
    for unit in (world.far_commune, world.far_province):
        end_unit(None, unit, on=D(2026, 1, 1), reason="x")
    change_days(admin, None, off(D(2026, 10, 7)))  # one root is left: its administrator is the highest


def test_announcing_a_year_ends_what_was_provisional(scene: Scene) -> None:
    trigger = Trigger.objects.create(plan=scene.plan, name="cuối năm", occurred_on=D(2026, 12, 29))
    task = counted(scene.plan, "C.1", 10)
    Task.objects.filter(pk=task.pk).update(trigger=trigger)
    apply_rules(Task.objects.get(pk=task.pk))
    task = Task.objects.get(pk=task.pk)
    assert task.provisional and task.due and task.due.year == 2027
    assert why_of(task, D(2026, 12, 30)).provisional
    change = announce_year(None, 2027, "Thông báo số 1/TB-BNV ngày 1/12/2026")
    change.refresh_from_db()
    task.refresh_from_db()
    assert not task.provisional and change.moved == 0
    assert not Event.objects.filter(action=moving.ACTION).exists()  # no day moved
    assert Event.objects.filter(action=moving.REST).count() == 1
    assert CalendarYear.objects.get(year=2027).announced
    with pytest.raises(ValidationError, match="đã được ghi nhận"):
        announce_year(None, 2027, "lần nữa")


def test_turns_whose_rule_shifts_move_too(scene: Scene) -> None:
    task = create_task(None, scene.plan, code="T.1", title="Báo cáo tháng")
    rule = Rule.objects.create(
        task=task, kind="recurring", rrule="FREQ=MONTHLY;BYMONTHDAY=8", window="P1M", shift="next"
    )
    apply_rules(Task.objects.get(pk=task.pk))
    turn = Occurrence.objects.get(rule=rule, due=NEW_DAY)
    change_days(None, None, off())
    turn.refresh_from_db()
    assert turn.due == D(2026, 10, 9)
    assert Event.objects.filter(action=moving.ACTION, subject_type="plans.task", subject_id=task.pk).count() == 1


def test_an_upgrade_moves_what_an_earlier_version_counted_otherwise(scene: Scene) -> None:
    """Friday 2/1/2026 was a working day there, and a count of days ended on a Sunday."""
    sunday = counted(scene.plan, "D.1", 6, "day")
    CalendarDay.objects.filter(day__in=[D(2026, 1, 2), D(2026, 1, 10)]).delete()
    Task.objects.filter(pk=sunday.pk).update(due=D(2026, 10, 11))
    assert update_calendar() > 0
    assert due(sunday) == D(2026, 10, 12)
    assert Event.objects.get(action=moving.ACTION).subject_id == sunday.pk
    assert update_calendar() == 0 and CalendarChange.objects.count() == 1


class Properties(TestCase):
    """Whatever days change in whichever order, unfinished work stands where the calendar of today puts it."""

    @settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.data())
    def test_after_any_changes_all_deadlines_stand_right(self, data: st.DataObject) -> None:
        world = make_world()
        seed_years([2026])
        plans = [plan_of(unit, f"{n}/KH") for n, unit in enumerate((world.province, world.commune, world.far_province))]
        lengths = st.tuples(st.integers(1, 30), st.sampled_from(["working_day", "day"]), st.integers(0, 2))
        for n, (days, unit, at) in enumerate(data.draw(st.lists(lengths, min_size=1, max_size=4))):
            counted(plans[at], f"P.{n}", days, unit)
        wanted = st.tuples(
            st.integers(0, 40), st.sampled_from([ChangeKind.OFF, ChangeKind.WORK, ChangeKind.PLAIN]), st.integers(0, 2)
        )
        for away, act, at in data.draw(st.lists(wanted, min_size=1, max_size=5)):
            place = (None, world.province, world.commune)[at]
            try:
                change_days(None, place, Wanted(act, HAPPENED + dt.timedelta(days=away), "thử", "1", D(2026, 1, 1)))
            except ValidationError:
                continue
        assert list(other_windows()) == []
