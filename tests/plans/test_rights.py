"""A record that several units share: each writes its own part of it and nothing else, whatever ids a form names.

The trail is the witness: what a request changed is read from the rows that the triggers of the database wrote.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Max
from django.test import Client

from factories import World, make_world, person
from thuongton.audit.models import RowChange
from thuongton.documents.models import Document
from thuongton.people.models import Notification, Role, Unit, User
from thuongton.people.scopes import Right, demand, holds, registered, rights_over
from thuongton.people.services import add_unit
from thuongton.plans.models import Assignment, Comment, Coverage, Declaration, Plan, Reminder, Subtask, Task
from thuongton.plans.queries.reminding import addressees, reminded_by
from thuongton.plans.queries.rights import right_on
from thuongton.plans.queries.tasks import covers_all, mine, rows_of, visible_to, with_status
from thuongton.plans.services import facts
from thuongton.plans.services.coverage import decide_coverage, undo_coverage
from thuongton.plans.services.following import add_subtask
from thuongton.plans.services.reminding import make_letters, remind_by_hand
from thuongton.plans.services.tasks import create_task
from thuongton.records.services.following import assign, comment

pytestmark = [pytest.mark.django_db, pytest.mark.sweep]
DAY = dt.date(2026, 3, 31)
LATE = dt.date(2026, 11, 20)
ROLES = {"cc": Role.OFFICER, "ld": Role.LEADER, "td": Role.MONITOR, "kt": Role.INSPECTOR}


@dataclass
class Shared:
    """A province's plan; ``tasks``: led by three communes, «UBND các xã», Sở Tư pháp, Xã Một."""

    world: World
    third: Unit
    plan: Plan
    people: dict[str, User]
    tasks: dict[str, Task]
    steps: dict[tuple[str, str], Subtask] = field(default_factory=dict)
    given: dict[tuple[str, str], Assignment] = field(default_factory=dict)

    def client(self, name: str) -> Client:
        client = Client(raise_request_exception=False)
        client.force_login(self.people[name], backend="django.contrib.auth.backends.ModelBackend")
        return client


WRITERS = {
    "several": ("tinh", "xa", "xa-hai", "xa-ba"),
    "class": ("tinh", "xa", "xa-hai", "xa-ba"),
    "department": ("tinh", "so"),
    "one": ("tinh", "xa"),
}
"""Who may write a part of which task."""


@pytest.fixture(scope="module")
def shared_built(once: Callable[[Callable[[], Shared]], Shared]) -> Shared:
    """The shared tasks as they were made; tests ask for ``shared``."""
    return once(make_shared)


@pytest.fixture
def shared(shared_built: Shared, db: None) -> Shared:
    """The shared tasks, for one test to change as it likes."""
    return deepcopy(shared_built)


def make_shared() -> Shared:
    world = make_world()
    third = add_unit(None, world.province, name="Xã Ba", kind="commune")
    places = {
        "tinh": world.province, "so": world.justice, "xa": world.commune, "xa-hai": world.other_commune, "xa-ba": third,
        "xa-xa": world.far_commune,
    }  # fmt: skip
    people = {
        f"{place}-{short}": person(f"{place}-{short}", role, unit)
        for place, unit in places.items()
        for short, role in ROLES.items()
    }
    plan = Plan.objects.create(unit=world.province, number="9/KH-UBND", title="Kế hoạch chung", tracked_from=DAY)
    leads: dict[str, list[tuple[str, Unit | None]]] = {
        "several": [("Xã Một", world.commune), ("Xã Hai", world.other_commune), ("Xã Ba", third)],
        "class": [("UBND các xã", None)],
        "department": [("Sở Tư pháp", world.justice)],
        "one": [("Xã Một", world.commune)],
    }
    tasks = {}
    for name, named in leads.items():
        tasks[name] = create_task(None, plan, code=f"A.{name}", title=f"Việc {name}", leads=named)
        Task.objects.filter(pk=tasks[name].pk).update(due=DAY, kind="fixed")
    tasks["class"].parties.update(category="communes")
    made = Shared(world, third, plan, people, {name: Task.objects.get(pk=task.pk) for name, task in tasks.items()})
    for name, task in made.tasks.items():
        for place in WRITERS[name]:
            user = people[f"{place}-cc"]
            made.steps[name, place] = add_subtask(user, task, f"Bước của {place}")
            made.given[name, place] = assign(user, task, user)
            comment(user, task, f"Lời của {place}")
    return made


def last_change() -> int:
    return RowChange.objects.aggregate(last=Max("id"))["last"] or 0


def changed_since(mark: int) -> list[RowChange]:
    """The rows of records changed after a point of the trail."""
    return [change for change in RowChange.objects.filter(id__gt=mark).order_by("id") if change.table != "people_user"]


def owner_of(change: RowChange) -> str:
    """The path of the unit a changed row belongs to, from the row itself as it was and as it is."""
    row: dict[str, Any] = json.loads(change.after or change.before or "{}")
    if row.get("unit_id"):
        return Unit.objects.get(pk=row["unit_id"]).path
    if row.get("task_id"):
        return Task.objects.get(pk=row["task_id"]).unit.path
    raise AssertionError(f"không biết {change.table} của ai")


@pytest.mark.parametrize("short", list(ROLES))
@pytest.mark.parametrize("place", ["tinh", "so", "xa", "xa-hai", "xa-xa"])
@pytest.mark.parametrize(
    ("act", "name", "kept"), [("xong-viec-con", "viec-con", "steps"), ("thoi-phan-cong", "phan-cong", "given")]
)
def test_only_the_side_that_wrote_a_step_or_an_assignment_touches_it(
    shared: Shared, place: str, short: str, act: str, name: str, kept: str
) -> None:
    """Every row of every task is asked for under its own task and crossed under every other task one may see."""
    viewer, client = shared.people[f"{place}-{short}"], shared.client(f"{place}-{short}")
    assert viewer.hat is not None and viewer.hat.scope is not None
    rows = getattr(shared, kept)
    for (task_name, side), row in rows.items():
        inside = row.unit.path.startswith(viewer.hat.scope.path)
        may = inside and short != "kt" and place in ("tinh", *WRITERS[task_name])
        for other, task in shared.tasks.items():
            mark = last_change()
            answer = client.post(f"/ke-hoach/nhiem-vu/{task.pk}/{act}/", {name: row.pk})
            changed = changed_since(mark)
            if may and other == task_name:
                assert answer.status_code == 302, (task_name, side)
                assert [(one.table, one.row) for one in changed] == [(row._meta.db_table, row.pk)]
            else:
                assert answer.status_code in (403, 404), (task_name, side, other)
                assert not changed, (task_name, side, other)


@pytest.mark.parametrize("short", list(ROLES))
@pytest.mark.parametrize("place", ["tinh", "so", "xa", "xa-hai", "xa-xa"])
def test_every_act_on_a_shared_task_writes_rows_of_ones_own_side(shared: Shared, place: str, short: str) -> None:
    viewer, client = shared.people[f"{place}-{short}"], shared.client(f"{place}-{short}")
    assert viewer.hat is not None and viewer.hat.scope is not None
    acts: dict[str, dict[str, Any]] = {
        "khai-bao": {"trang-thai": "in_progress", "den-ngay": "2026-03-31", "phan-minh": "1"},
        "viec-con": {"viec": "Bước mới", "nguoi": shared.people["xa-cc"].pk},
        "phan-cong": {"nguoi": shared.people["xa-ld"].pk},
        "trao-doi": {"noi-dung": "Chào @xa-hai-cc và @so-cc"},
        "nhac": {"nguoi": shared.people["xa-cc"].pk},
    }
    for name, task in shared.tasks.items():
        for act, fields in acts.items():
            mark = last_change()
            answer = client.post(f"/ke-hoach/nhiem-vu/{task.pk}/{act}/", fields)
            assert answer.status_code in (302, 400, 403, 404), (name, act)
            changed = [one for one in changed_since(mark) if one.table != "plans_comment_mentions"]
            if short == "kt" or place == "xa-xa":
                assert not changed and answer.status_code in (403, 404), (name, act)
            foreign = [one for one in changed if not owner_of(one).startswith(viewer.hat.scope.path)]
            if place not in ("tinh",) and right_on(viewer, task) >= Right.ACT:
                foreign = [one for one in foreign if one.table not in ("plans_task", "plans_declaration")]
            assert not foreign, (name, act, [(one.table, one.after) for one in foreign])


@pytest.mark.parametrize(
    ("place", "task", "steps", "said"),
    [
        ("xa-cc", "several", {"xa"}, {"tinh", "xa"}),
        ("xa-hai-kt", "several", {"xa-hai"}, {"xa-hai"}),
        ("xa-ba-ld", "class", {"xa-ba"}, {"tinh", "xa-ba"}),
        ("xa-cc", "one", {"xa"}, {"tinh", "xa"}),
        ("so-cc", "department", {"so"}, {"tinh", "so"}),
        ("xa-cc", "department", set(), set()),
        ("tinh-kt", "several", {"tinh", "xa", "xa-hai", "xa-ba"}, {"tinh", "xa", "xa-hai", "xa-ba"}),
    ],
)
def test_nobody_reads_the_steps_and_words_of_another_lead(
    shared: Shared, place: str, task: str, steps: set[str], said: set[str]
) -> None:
    page = shared.client(place).get(f"/ke-hoach/nhiem-vu/{shared.tasks[task].pk}/").content.decode()
    sides = ("tinh", "so", "xa", "xa-hai", "xa-ba")
    assert {side for side in sides if f"Bước của {side}<" in page} == steps
    assert {side for side in sides if f"Lời của {side}<" in page} == said


def test_a_lead_declares_for_its_own_part_and_for_no_other(shared: Shared) -> None:
    task = shared.tasks["several"]
    for place in ("xa", "xa-hai"):
        made = facts.declare(
            shared.people[f"{place}-cc"],
            task,
            "in_progress",
            DAY,
            unit=task.parties.get(unit=shared.people[f"{place}-cc"].hat.unit).unit,
        )  # type: ignore[union-attr]
        assert made.unit == shared.people[f"{place}-cc"].hat.unit  # type: ignore[union-attr]
    for unit in (shared.world.other_commune, shared.world.province, None):
        with pytest.raises(PermissionDenied):
            facts.declare(shared.people["xa-cc"], task, "completed", DAY, unit=unit)
    assert Declaration.objects.count() == 2
    page = shared.client("xa-cc").get(f"/ke-hoach/nhiem-vu/{task.pk}/").content.decode()
    assert "Xã Một" in page and page.count("kỳ đến") == 1


def test_work_is_given_to_people_of_ones_own_scope_in_the_unit_where_they_work(shared: Shared) -> None:
    task, officer = shared.tasks["several"], shared.people["xa-cc"]
    for stranger in ("xa-hai-ld", "tinh-ld", "xa-xa-ld"):
        with pytest.raises(ValidationError):
            assign(officer, task, shared.people[stranger])
        with pytest.raises(ValidationError):
            add_subtask(officer, task, "Bước", person=shared.people[stranger])
    made = assign(officer, task, shared.people["xa-ld"])
    assert made.unit == shared.world.commune


def test_a_person_whose_hat_has_ended_is_no_colleague(shared: Shared) -> None:
    past = shared.people["xa-ld"]
    past.hats.update(valid_to=dt.date(2026, 1, 1))
    with pytest.raises(ValidationError):
        assign(shared.people["xa-cc"], shared.tasks["several"], past)
    page = shared.client("xa-cc").get(f"/ke-hoach/nhiem-vu/{shared.tasks['several'].pk}/").content.decode()
    assert f'<option value="{past.pk}"' not in page


def test_people_named_in_an_exchange_are_told_only_of_a_task_they_may_read(shared: Shared) -> None:
    own = Plan.objects.create(unit=shared.world.commune, number="1/KH-UBND", title="Kế hoạch xã", tracked_from=DAY)
    task = create_task(None, own, code="A.1", title="Việc riêng của xã")
    comment(shared.people["xa-cc"], task, "Nhờ @xa-ld, @xa-hai-cc, @so-cc, @tinh-td xem")
    assert set(Comment.objects.get(task=task).mentions.values_list("username", flat=True)) == {"xa-ld", "tinh-td"}
    told = Notification.objects.filter(text__contains="Việc riêng").values_list("user__username", flat=True)
    assert set(told) == {"xa-ld", "tinh-td"}


@pytest.mark.parametrize(
    ("name", "reminds"),
    [
        ("tinh-td", True), ("tinh-ld", True), ("tinh-cc", True), ("tinh-kt", False),
        ("xa-cc", False), ("xa-ld", False), ("xa-td", False), ("so-td", False), ("xa-xa-td", False),
    ],
)  # fmt: skip
def test_reminding_has_one_rule_by_hand_in_a_group_and_by_letter(shared: Shared, name: str, reminds: bool) -> None:
    """Who keeps the plan reminds; a lead, alone or with others, does not, though the work is on its list too."""
    user = shared.people[name]
    assert set(reminded_by(user)) == (set(shared.tasks.values()) if reminds else set())
    keys = [one.key for one in addressees(shared.people["tinh-td"], LATE)]
    assert keys and bool(addressees(user, LATE)) == reminds
    mark = last_change()
    if reminds:
        assert remind_by_hand(user, shared.tasks["several"], [shared.people["xa-cc"]]) == 1
        assert make_letters(user, LATE, keys)
        assert set(Reminder.objects.values_list("task__plan", flat=True)) == {shared.plan.pk}
        return
    with pytest.raises(PermissionDenied):
        remind_by_hand(user, shared.tasks["several"], [user])
    with pytest.raises((PermissionDenied, ValidationError)):
        make_letters(user, LATE, keys)
    answer = shared.client(name).post("/ke-hoach/don-doc/", {"gui": keys})
    assert answer.status_code in (302, 403)
    assert not changed_since(mark) and not Reminder.objects.exists() and not Document.objects.exists()


def test_a_reminder_goes_to_people_of_ones_own_scope(shared: Shared) -> None:
    with pytest.raises(ValidationError):
        remind_by_hand(shared.people["tinh-td"], shared.tasks["several"], [shared.people["xa-xa-cc"]])
    assert not Reminder.objects.exists()


def test_a_decision_in_a_matrix_belongs_to_the_side_that_made_it(shared: Shared) -> None:
    lower = Plan.objects.create(unit=shared.world.commune, number="1/KH-UBND", title="Kế hoạch xã", tracked_from=DAY)
    task = shared.tasks["several"]
    clerk, monitor = shared.people["xa-cc"], shared.people["tinh-td"]
    mine = decide_coverage(clerk, shared.plan, lower, "covered", task=task)
    assert mine.unit == shared.world.commune
    theirs = decide_coverage(monitor, shared.plan, lower, "missing", task=task)
    assert (theirs.pk, theirs.unit) == (mine.pk, shared.world.province)
    for attempt in (
        lambda: decide_coverage(clerk, shared.plan, lower, "covered", task=task),
        lambda: undo_coverage(clerk, theirs),
        lambda: decide_coverage(shared.people["xa-hai-cc"], shared.plan, lower, "partly", task=task),
    ):
        with pytest.raises(PermissionDenied):
            attempt()
    assert Coverage.objects.get().verdict == "missing"


def test_what_one_may_see_is_what_one_has_a_right_to_read(shared: Shared) -> None:
    """The list and the right are two ways to say one thing, for every person and every task, tracked or not."""
    aside = Plan.objects.create(unit=shared.world.province, number="2/KH-UBND", title="Chỉ để đối chiếu")
    create_task(None, aside, code="B.1", title="Việc đối chiếu", leads=[("Xã Hai", shared.world.other_commune)])
    create_task(None, aside, code="B.2", title="Việc đối chiếu khác")
    for user in shared.people.values():
        seen = set(visible_to(user).values_list("pk", flat=True))
        right = {task.pk for task in Task.objects.all() if right_on(user, task) >= Right.READ}
        assert seen == right, user.username


def test_tables_tell_a_reader_from_below_the_state_and_not_what_others_said(shared: Shared) -> None:
    task = shared.tasks["department"]
    facts.declare(shared.people["so-cc"], task, "completed", DAY, result="Kết quả riêng của Sở")
    for name, told in (("xa-cc", False), ("so-cc", True), ("tinh-kt", True)):
        user = shared.people[name]
        (row,) = rows_of(with_status(visible_to(user).filter(pk=task.pk), LATE), LATE, reader=user)
        assert (row.declaration is not None) == told
        assert row.done == DAY
        for address in (f"/ke-hoach/{shared.plan.pk}/?cot=ma,cap-nhat", f"/ke-hoach/nhiem-vu/{task.pk}/xem-nhanh/"):
            page = shared.client(name).get(address).content.decode()
            assert str(task.code) in page
            assert ("Kết quả riêng của Sở" in page) == told, address


def test_every_model_of_the_trail_that_services_write_has_a_rule_of_right() -> None:
    from django.apps import apps

    joined = {"Section", "Party", "Rule", "CommonTask", "Reminder", "NumberSeries", "Reading"}
    models = {model for label in ("plans", "documents") for model in apps.get_app_config(label).get_models()}
    missing = {model.__name__ for model in models - registered()} - joined
    assert not missing, f"chưa khai quyền đối với: {sorted(missing)} (queries/rights.py của phòng)"


def test_a_model_without_a_rule_is_refused_loudly_and_nobody_has_no_right(shared: Shared) -> None:
    from django.contrib.auth.models import AnonymousUser

    with pytest.raises(LookupError):
        rights_over(shared.people["xa-cc"], Reminder())
    assert not holds(AnonymousUser(), shared.plan, Right.READ)  # type: ignore[arg-type]
    demand(None, shared.plan, Right.DECIDE)
    with pytest.raises(PermissionDenied, match="lãnh đạo hoặc người theo dõi"):
        demand(shared.people["tinh-cc"], shared.plan, Right.DECIDE)
    with pytest.raises(PermissionDenied, match="trong phạm vi được xem") as refused:
        demand(shared.people["xa-xa-cc"], shared.plan, Right.READ)
    assert "Tỉnh Thử" not in str(refused.value)


def test_a_hat_above_all_units_sees_all_rows_until_another_top_unit_comes(shared: Shared) -> None:
    def seen() -> tuple[bool, set[int], set[int]]:
        user = User.objects.get(pk=shared.people["tinh-kt"].pk)  # hats remember what they cover for one request
        rows, own = (set(found(user).values_list("pk", flat=True)) for found in (visible_to, mine))
        return covers_all(user), rows, own

    world = shared.world
    for unit in Unit.objects.filter(path__startswith=world.far_province.path):
        Unit.objects.filter(pk=unit.pk).update(path=world.province.path.rstrip("/") + unit.path)
    Unit.objects.filter(pk=world.far_province.pk).update(parent=world.province)
    whole, rows, own = seen()
    assert whole and rows == set(Task.objects.values_list("pk", flat=True))
    other = add_unit(None, None, name="Tỉnh khác", kind="province")
    plan = Plan.objects.create(unit=other, title="Kế hoạch khác", tracked_from=DAY)
    foreign = Task.objects.create(plan=plan, unit=other, order=1, title="Việc khác")
    again, now, mine_now = seen()
    assert not again
    assert (now, mine_now) == (rows, own) and foreign.pk not in now
