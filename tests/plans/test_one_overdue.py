"""Overdue is one thing: every page, letter, reminder, feed and answer of the API says the number of the same rows."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.db import transaction
from django.http import QueryDict
from django.test import Client
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from factories import make_world, person
from plans.annex_world import Annex
from thorough import examples
from thuongton.home.models import FeedToken
from thuongton.home.queries import answered_for, feed_rows, heat, overdue_trend, unit_work
from thuongton.people.models import Role, Unit, User
from thuongton.people.queries import visible_to as visible_units
from thuongton.people.scopes import holds
from thuongton.people.services import give_hat
from thuongton.plans.models import DeadlineChange, Occurrence, Party, Plan, Rule, Task
from thuongton.plans.queries.leads import leads_of
from thuongton.plans.queries.pages import counted_plans, late_turns_of_plans, tasks_of
from thuongton.plans.queries.reminding import addressees, open_items
from thuongton.plans.queries.report import report_of
from thuongton.plans.queries.tasks import plans_visible_to, visible_to
from thuongton.plans.queries.turns import TurnRow, longest_overdue, overdue
from thuongton.plans.queries.work import work_of
from thuongton.plans.services.printing import frozen_report
from thuongton.plans.status import Basis, State, by_itself, status, turn_status
from thuongton.plans.views.tasks import ALL_TASKS, ALL_TURNS
from thuongton.web.lists.listing import Listing, Question, Shown, asked_of, shown

DAY = dt.date(2026, 11, 29)
OFFSETS = st.one_of(st.none(), st.integers(-12, 12))


@dataclass
class Made:
    """The people of all worlds, and the units that plans and leads are drawn from."""

    units: list[Unit]
    people: list[User]
    second: Any = field(default=None)


@pytest.fixture
def made(db: None) -> Made:
    world = make_world()
    monitor = person("theo-doi", Role.MONITOR, world.justice, world.province)
    two_hats = person("hai-mu", Role.OFFICER, world.justice)
    people = [
        monitor,
        two_hats,
        person("lanh-dao", Role.LEADER, world.commune),
        person("kiem-tra", Role.INSPECTOR, world.province),
        person("van-phong", Role.OFFICER, world.office),
        person("xa-la", Role.MONITOR, world.far_province),
    ]
    second = User.objects.get(pk=two_hats.pk)
    second.hat = give_hat(None, second, Role.LEADER, unit=world.other_commune)
    units = [world.province, world.justice, world.commune, world.other_commune, world.office, world.far_commune]
    return Made(units, [*people, second])


def _facts() -> dict[str, Any]:
    return {
        "due": OFFSETS,
        "started_on": OFFSETS,
        "declared_on": OFFSETS,
        "done_on": OFFSETS,
        "cancelled_on": st.one_of(st.none(), st.none(), st.integers(-12, 12)),
        "changes": st.lists(st.tuples(st.integers(-12, 12), st.integers(-12, 12)), max_size=2),
    }


LEADS = st.lists(
    st.one_of(
        st.integers(0, 5),
        st.sampled_from(["Công an", "công an", "Ông A", "communes:UBND cấp xã", "communes:Ủy ban nhân dân các xã"]),
    ),
    max_size=2,
)
TURN = st.fixed_dictionaries(_facts())
TASK = st.fixed_dictionaries(
    {
        **_facts(),
        "plan": st.integers(0, 3),
        "regular": st.booleans(),
        "waits": st.booleans(),
        "opened_on": OFFSETS,
        "leads": LEADS,
        "turns": st.lists(TURN, max_size=3),
        "milestone": st.booleans(),
    }
)


def _days(drawn: dict[str, Any]) -> dict[str, Any]:
    names = ("due", "started_on", "declared_on", "done_on", "cancelled_on", "opened_on")
    return {name: DAY + dt.timedelta(drawn[name]) for name in names if drawn.get(name) is not None}


def _change(row: Task | Occurrence, changes: list[tuple[int, int]]) -> None:
    """Granted changes of a row in the order of their days, the last one repeated in its columns."""
    task = row.task if isinstance(row, Occurrence) else row
    for granted, due in sorted(changes):
        DeadlineChange.objects.create(
            task=task,
            occurrence=row if isinstance(row, Occurrence) else None,
            new_due=DAY + dt.timedelta(due),
            asked_on=DAY - dt.timedelta(30),
            granted_on=DAY + dt.timedelta(granted),
            reason="thử",
        )
    if changes:
        last = row.own_changes()[-1] if isinstance(row, Task) else list(row.deadlinechanges.order_by("pk"))[-1]
        row.changes, row.changed_on, row.changed_due = len(changes), last.granted_on, last.new_due
        row.save(update_fields=["changes", "changed_on", "changed_due"])


def fill(made: Made, drawn: list[dict[str, Any]]) -> None:
    """The plans, tasks and turns of one drawn world; the last plan is kept for comparison only."""
    owners = (0, 2, 3, 0)
    plans = [
        Plan.objects.create(
            unit=made.units[owner],
            title=f"Kế hoạch {number}",
            tracked_from=None if number == 3 else dt.date(2026, 1, 1),
        )
        for number, owner in enumerate(owners)
    ]
    for number, one in enumerate(drawn):
        plan = plans[one["plan"]]
        task = Task.objects.create(
            plan=plan, unit=plan.unit, code=str(number), title=f"Việc {number}", order=number,
            regular=one["regular"], waits=one["waits"] and not one["regular"], **_days(one),
        )  # fmt: skip
        for order, lead in enumerate(one["leads"]):
            known = made.units[lead] if isinstance(lead, int) else None
            category, _colon, name = ("", "", "") if known else str(lead).rpartition(":")
            Party.objects.create(
                task=task, role="lead", order=order, unit=known, category=category, name=known.name if known else name
            )
        _change(task, one["changes"])
        rule = Rule.objects.create(task=task, kind="recurring")
        for place, turn in enumerate(one["turns"]):
            days = _days(turn)
            days.setdefault("due", DAY)
            if place == 0 and one["milestone"] and task.due:
                days["due"] = task.due
            made_turn = Occurrence.objects.create(task=task, rule=rule, period=f"Kỳ {place}", **days)
            _change(made_turn, turn["changes"])


@dataclass(frozen=True)
class Late:
    """Overdue work by the pure functions alone: ids of tasks and of turns."""

    tasks: frozenset[int]
    turns: frozenset[int]


def late_of(tasks: Any, day: dt.date, basis: Basis) -> Late:
    """Each fact is asked of ``status``, ``turn_status`` and ``by_itself``; no SQL decides anything here."""
    late_tasks, late_turns = set(), set()
    for task in Task.objects.filter(pk__in=[task.pk for task in tasks]).prefetch_related(
        "deadlinechanges", "occurrences__deadlinechanges"
    ):
        if status(task, day, basis=basis) is State.OVERDUE:
            late_tasks.add(task.pk)
        for turn in task.occurrences.all():
            turn.task = task
            if by_itself(turn) and turn_status(turn, day, basis=basis) is State.OVERDUE:
                late_turns.add(turn.pk)
    return Late(frozenset(late_tasks), frozenset(late_turns))


def answers_for(user: User) -> list[Task]:
    """Tasks of followed plans of one's scope or led by a unit of it, worked out row by row."""
    scope = user.hat.scope if user.hat else None
    assert scope is not None
    return [
        task
        for task in Task.objects.filter(plan__tracked_from__isnull=False).select_related("unit")
        if scope.covers(task.unit)
        or any(party.unit is not None and scope.covers(party.unit) for party in task.parties.all())
    ]


def of_rows(rows: Any) -> Late:
    rows = list(rows)
    return Late(
        frozenset(row.task.pk for row in rows if not isinstance(row, TurnRow)),
        frozenset(row.turn.pk for row in rows if isinstance(row, TurnRow)),
    )


def listed(listing: Listing, user: User, asked: QueryDict, day: dt.date, basis: Basis) -> Shown:
    """The first page of a list as an address asks for it."""
    asked["theo"] = "san-pham" if basis is Basis.PROVEN else ""
    found = asked_of(Question(user, asked, day), listing)
    assert not found.faults
    return shown(found)


def opened(user: User, query: str, day: dt.date, basis: Basis) -> Late:
    """The rows that an address of the two lists shows."""
    asked = QueryDict(query.lstrip("?"), mutable=True)
    asked["trang-thai"] = "overdue"
    asked["cua-toi"] = "1"
    tasks, turns = listed(ALL_TASKS, user, asked, day, basis), listed(ALL_TURNS, user, asked, day, basis)
    assert (tasks.total, turns.total) == (len(tasks.rows), len(turns.rows))
    return Late(frozenset(row.task.pk for row in tasks.rows), frozenset(row.turn.pk for row in turns.rows))


def numbers(late: Late) -> tuple[int, int]:
    return len(late.tasks), len(late.turns)


def check_person(user: User, day: dt.date, basis: Basis) -> None:
    """Home, lists, dashboard and letters of one person, each against the rows and against the others."""
    expected = late_of(answers_for(user), day, basis)
    mine = answered_for(user)
    number = overdue(mine, day, basis)
    assert (number.tasks, number.turns) == numbers(expected)
    work = work_of(user, day, basis)
    assert work.late == number
    shown = of_rows(work.overdue)
    assert shown.tasks <= expected.tasks and shown.turns <= expected.turns
    assert len(work.overdue) == min(number.total, 20)
    assert opened(user, "", day, basis) == expected
    rows = heat(user, day, basis)
    covered = [opened(user, row.query, day, basis) for row in rows]
    assert [(row.counts[State.OVERDUE], row.late_turns) for row in rows] == [numbers(one) for one in covered]
    assert frozenset().union(*(one.tasks for one in covered)) == expected.tasks
    assert frozenset().union(*(one.turns for one in covered)) == expected.turns
    assert overdue_trend(user, day, basis)[-1] == (day, number.total)
    assert len(longest_overdue(mine, day, basis, reader=None)) == min(5, number.total)
    sent = of_rows(row for one in addressees(user, day, basis) for row in one.rows if row.state is State.OVERDUE)
    own = user.hat.unit_id if user.hat else None
    written = {
        task.pk
        for task in answers_for(user)
        if holds(user, task.plan) and any(p.role == "lead" and p.unit_id != own for p in task.parties.all())
    }
    assert sent == Late(
        expected.tasks & written,
        frozenset(Occurrence.objects.filter(pk__in=expected.turns, task__in=written).values_list("pk", flat=True)),
    )


def check_plans(user: User, day: dt.date, basis: Basis) -> None:
    """The bar, the list, the agencies, the report and the print of each plan one may see."""
    plans = list(plans_visible_to(user))
    counted = counted_plans(user, plans, day, basis)
    turns = late_turns_of_plans(user, plans, day, basis)
    for plan in plans:
        expected = late_of(visible_to(user).filter(plan=plan), day, basis)
        assert (counted[plan.pk][State.OVERDUE], turns.get(plan.pk, 0)) == numbers(expected)
        asked = QueryDict(f"trang-thai=overdue&ke-hoach={plan.pk}", mutable=True)
        listed_turns = listed(ALL_TURNS, user, asked, day, basis)
        assert {row.turn.pk for row in listed_turns.rows} == expected.turns
        report = report_of(user, plan, day, basis)
        late = [one.row.task.pk for part in report.sections if part.key == "overdue" for one in part.rows]
        assert (set(late), {one.row.turn.pk for one in report.late_turns}) == (expected.tasks, expected.turns)
        frozen = {table.key: table.rows for table in frozen_report(report, plan.unit).tables}
        assert len(frozen.get("late_turns", ())) == len(expected.turns)
        leads = leads_of(tasks_of(user, plan), day, basis)
        assert sum(lead.late_turns for lead in leads) >= len(expected.turns)
        assert all(lead.late_turns <= len(expected.turns) for lead in leads)


def check_units(user: User, day: dt.date, basis: Basis) -> None:
    """The page of each unit one may see: its cells are the rows they open."""
    for unit in visible_units(user):
        work = unit_work(user, unit, day, basis)
        led = list(visible_to(user).filter(plan__tracked_from__isnull=False, parties__unit=unit).distinct())
        led = [task for task in led if any(p.unit_id == unit.pk and p.role == "lead" for p in task.parties.all())]
        assert (work.leads[State.OVERDUE], work.late_turns["lead"]) == numbers(late_of(led, day, basis))


def check_reminders(day: dt.date) -> None:
    """Reminders speak of all that is overdue anywhere in the followed plans, as it was declared."""
    expected = late_of(Task.objects.filter(plan__tracked_from__isnull=False), day, Basis.DECLARED)
    keys = {item.key for item in open_items(day) if item.due < day}
    assert keys == {f"nhiem-vu-{pk}" for pk in expected.tasks} | {f"ky-{pk}" for pk in expected.turns}


def check_feed(user: User, day: dt.date) -> None:
    """The calendar of the whole unit holds every overdue task and turn."""
    token = FeedToken.objects.create(user=user, hat=user.hat, whole_unit=True, digest=f"{user.pk}-{user.hat.pk}")
    token.user = user
    expected = late_of(answers_for(user), day, Basis.DECLARED)
    late = {line.key for line in feed_rows(token, day) if line.title.startswith(State.OVERDUE.label)}
    assert late == {f"nhiem-vu-{pk}" for pk in expected.tasks} | {f"ky-{pk}" for pk in expected.turns}


NOTHING: dict[str, Any] = {
    "due": None, "started_on": None, "declared_on": None, "done_on": None, "cancelled_on": None, "changes": [],
}  # fmt: skip
PLAIN = {**NOTHING, "plan": 0, "regular": False, "waits": False, "opened_on": None, "leads": [1], "milestone": True}
# What must not be missed: the milestone of a window, a turn left open by a task taken out, a turn whose day was
# moved back and one whose day was moved forward, one class of units printed in two ways.
DECISIVE = [
    {**PLAIN, "due": -5, "turns": [{**NOTHING}, {**NOTHING, "due": -1}]},
    {**PLAIN, "regular": True, "cancelled_on": -2, "turns": [{**NOTHING, "due": -9}]},
    {**PLAIN, "regular": True, "turns": [{**NOTHING, "due": -9, "changes": [(-3, 9)]}]},
    {**PLAIN, "regular": True, "turns": [{**NOTHING, "due": 12, "changes": [(-3, -1)]}]},
    {**PLAIN, "due": -4, "leads": ["communes:UBND cấp xã"], "turns": []},
    {**PLAIN, "due": -4, "leads": ["communes:Ủy ban nhân dân các xã"], "turns": [{**NOTHING, "due": -1}]},
]


def test_every_number_of_overdue_work_is_the_number_of_the_same_rows(made: Made) -> None:
    @settings(
        max_examples=examples(25),
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    )
    @example(drawn=DECISIVE, shift=0, basis=Basis.DECLARED, who=0)
    @given(
        drawn=st.lists(TASK, min_size=1, max_size=6),
        shift=st.integers(-8, 8),
        basis=st.sampled_from(Basis),
        who=st.integers(0, 6),
    )
    def holds(drawn: list[dict[str, Any]], shift: int, basis: Basis, who: int) -> None:
        with transaction.atomic():
            fill(made, drawn)
            day, user = DAY + dt.timedelta(shift), made.people[who]
            check_person(user, day, basis)
            check_plans(user, day, basis)
            check_units(user, day, basis)
            check_reminders(day)
            check_feed(user, day)
            transaction.set_rollback(True)

    holds()


def _pages(client: Client, plan: Plan, day: str) -> dict[str, Any]:
    return {
        "home": client.get("/", {"tinh-den": day}).context,
        "dashboard": client.get("/bang-lanh-dao/", {"tinh-den": day}).context,
        "plan": client.get(f"/ke-hoach/{plan.pk}/", {"tinh-den": day}).context,
        "report": client.get(f"/ke-hoach/{plan.pk}/bao-cao/", {"tinh-den": day}).context,
        "plans": client.get("/ke-hoach/", {"tinh-den": day}).context,
        "letters": client.get("/ke-hoach/don-doc/", {"tinh-den": day}).context,
        "turns": client.get("/ke-hoach/ky/", {"tinh-den": day, "trang-thai": "overdue"}).context,
        "tasks": client.get("/ke-hoach/nhiem-vu/", {"tinh-den": day, "trang-thai": "overdue"}).context,
    }


def test_the_pages_of_one_day_agree(annex: Annex) -> None:
    client = Client()
    client.force_login(annex.monitor)
    pages = _pages(client, annex.plan, "2026-11-29")
    late = pages["home"]["queues_first"][0].queued.more["number"]
    assert late.turns == 7
    assert pages["dashboard"]["late"] == late
    assert pages["plan"]["counted"][State.OVERDUE] == late.tasks
    assert pages["plan"]["late_turns"] == late.turns
    assert len(pages["report"]["report"].late_turns) == late.turns
    (line,) = [line for line in pages["plans"]["shown"].rows if line.plan == annex.plan]
    assert (line.row.late_turns, line.links["qua-han"].number) == (late.turns, late.tasks)
    assert pages["turns"]["shown"].total == late.turns
    assert (pages["tasks"]["shown"].total, pages["tasks"]["late_turns"]) == (late.tasks, late.turns)
    written = {row.turn.pk for one in pages["letters"]["addressees"] for row in one.rows if isinstance(row, TurnRow)}
    assert written


def test_the_api_says_the_same(annex: Annex) -> None:
    client = Client()
    client.force_login(annex.monitor)
    answer = client.get(f"/api/v1/plans/{annex.plan.pk}/counts", {"as_of": "2026-11-29"}).json()
    assert answer["overdue_turns"] == 7
    assert sum(answer["states"].values()) == answer["total"] == 42
