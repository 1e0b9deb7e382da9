"""«Cùng nội dung»: nobody's task is counted with another's unless its own side has the right, or agrees."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client

from factories import World, make_world, person
from thuongton.audit.models import Event
from thuongton.audit.queries import unaccounted
from thuongton.people.models import Role, User
from thuongton.plans.models import CommonTask, LinkConsent, LinkOffer, Plan, Task
from thuongton.plans.queries.linking import consents_to_give
from thuongton.plans.services import facts
from thuongton.plans.services.linking import answer_link, link_tasks, unlink_task, withdraw_offer
from thuongton.plans.services.tasks import create_task

pytestmark = pytest.mark.django_db
DAY = dt.date(2026, 3, 31)


@dataclass
class Sides:
    """One tracked task for each of the province, Sở Tư pháp and two communes; ``people`` by place and role."""

    world: World
    people: dict[str, User]
    tasks: dict[str, Task]

    def again(self, name: str) -> Task:
        return Task.objects.select_related("plan__unit", "unit").get(pk=self.tasks[name].pk)

    def client(self, name: str) -> Client:
        client = Client(raise_request_exception=False)
        client.force_login(self.people[name], backend="django.contrib.auth.backends.ModelBackend")
        return client


def make_sides() -> Sides:
    world = make_world()
    places = {"tinh": world.province, "so": world.justice, "xa": world.commune, "xa-hai": world.other_commune}
    roles = {"cc": Role.OFFICER, "ld": Role.LEADER, "td": Role.MONITOR, "kt": Role.INSPECTOR}
    people = {f"{p}-{r}": person(f"{p}-{r}", role, unit) for p, unit in places.items() for r, role in roles.items()}
    tasks = {}
    for place, unit in places.items():
        plan = Plan.objects.create(unit=unit, number=f"{place}/KH", title=f"Kế hoạch {place}", tracked_from=DAY)
        named = [("Xã Một", world.commune)] if place == "so" else []
        tasks[place] = create_task(None, plan, code=f"{place}.1", title=f"Tập huấn {place}", leads=named)
    return Sides(world, people, tasks)


@pytest.fixture(scope="module")
def built(once: Callable[[Callable[[], Sides]], Sides]) -> Sides:
    return once(make_sides)


@pytest.fixture
def sides(built: Sides, db: None) -> Sides:
    return deepcopy(built)


@pytest.mark.parametrize("who", ["xa-cc", "xa-ld", "xa-td"])
def test_linking_a_task_of_another_side_only_asks(sides: Sides, who: str) -> None:
    """The finding: a commune declares its own task done, and the province's became done, declared and proven."""
    facts.declare(sides.people["xa-cc"], sides.again("xa"), "completed", DAY)
    made = link_tasks(sides.people[who], sides.again("xa"), sides.again("tinh"))
    assert isinstance(made, LinkOffer)
    theirs = sides.again("tinh")
    assert (theirs.common, theirs.declared_on, theirs.done_on, theirs.started_on) == (None, None, None, None)
    assert [one.task for one in consents_to_give(sides.people["tinh-cc"])] == [theirs]
    assert not consents_to_give(sides.people["xa-cc"]) and not consents_to_give(sides.people["tinh-kt"])
    assert consents_to_give(sides.people["tinh-td"]).count() == 1


def test_the_other_side_agrees_and_both_histories_tell_it(sides: Sides) -> None:
    facts.declare(sides.people["xa-cc"], sides.again("xa"), "completed", DAY)
    link_tasks(sides.people["xa-cc"], sides.again("xa"), sides.again("tinh"))
    consent = LinkConsent.objects.get(agreed__isnull=True)
    for stranger in ("xa-cc", "xa-ld", "so-ld", "tinh-kt"):
        with pytest.raises(PermissionDenied):
            answer_link(sides.people[stranger], consent, True)
    assert sides.again("tinh").common is None
    offer = answer_link(sides.people["tinh-cc"], consent, True)
    assert offer.outcome == "linked" and sides.again("tinh").common == sides.again("xa").common is not None
    assert sides.again("tinh").declared_on == DAY
    for place in ("tinh", "xa"):
        task = sides.again(place)
        told = Event.objects.filter(subject_type="plans.task", subject_id=task.pk, unit_path=task.unit.path)
        assert told.filter(action="Nối nhiệm vụ cùng nội dung", changes__table="plans_task", changes__row=task.pk)
    assert not unaccounted().exclude(table="plans_plan").exists()
    with pytest.raises(ValidationError, match="đã kết thúc"):
        answer_link(sides.people["tinh-cc"], consent, True)


def test_a_refusal_has_its_reason_and_links_nothing(sides: Sides) -> None:
    link_tasks(sides.people["xa-cc"], sides.again("xa"), sides.again("tinh"))
    consent = LinkConsent.objects.get(agreed__isnull=True)
    with pytest.raises(ValidationError, match="lý do"):
        answer_link(sides.people["tinh-ld"], consent, False, reason=" ")
    assert answer_link(sides.people["tinh-ld"], consent, False, reason="Khác việc").outcome == "refused"
    assert not CommonTask.objects.exists() and not consents_to_give(sides.people["tinh-ld"])
    again = link_tasks(sides.people["xa-cc"], sides.again("xa"), sides.again("tinh"))
    with pytest.raises(ValidationError, match="đang chờ trả lời"):
        link_tasks(sides.people["xa-cc"], sides.again("xa"), sides.again("tinh"))
    assert isinstance(again, LinkOffer)
    with pytest.raises(PermissionDenied):
        withdraw_offer(sides.people["so-cc"], again)
    withdraw_offer(sides.people["xa-td"], again)
    assert not consents_to_give(sides.people["tinh-ld"])


def test_who_may_write_every_task_links_at_once(sides: Sides) -> None:
    made = link_tasks(sides.people["tinh-td"], sides.again("tinh"), sides.again("xa"))
    assert isinstance(made, CommonTask) and sides.again("xa").common == made and not LinkOffer.objects.exists()
    with pytest.raises(ValidationError, match="đã được nối"):
        link_tasks(sides.people["tinh-td"], sides.again("tinh"), sides.again("xa"))


def test_a_whole_group_is_joined_only_when_each_task_in_it_agrees(sides: Sides) -> None:
    """Xã Hai is linked with Sở Tư pháp by the province; Xã Một sees nothing of Xã Hai and gains nothing over it."""
    link_tasks(sides.people["tinh-td"], sides.again("xa-hai"), sides.again("so"))
    with pytest.raises(PermissionDenied):
        link_tasks(sides.people["xa-cc"], sides.again("xa"), sides.again("xa-hai"))
    offer = link_tasks(sides.people["xa-cc"], sides.again("xa"), sides.again("so"))
    assert isinstance(offer, LinkOffer)
    waiting = {one.task.code: one for one in LinkConsent.objects.filter(agreed__isnull=True)}
    assert set(waiting) == {"so.1", "xa-hai.1"}
    answer_link(sides.people["so-cc"], waiting["so.1"], True)
    assert sides.again("xa").common is None
    facts.declare(sides.people["xa-cc"], sides.again("xa"), "completed", DAY)
    assert sides.again("xa-hai").declared_on is None
    address = f"/ke-hoach/nhiem-vu/{sides.tasks['xa-hai'].pk}/cung-noi-dung/"
    page = sides.client("xa-hai-cc").get(address).content.decode()
    asked = page.split("Đề nghị nối chờ trả lời")[1].split("</section>")[0]
    assert "Tập huấn xa<" in asked and "Tập huấn so" not in asked
    answer_link(sides.people["xa-hai-ld"], waiting["xa-hai.1"], True)
    assert len({sides.again(name).common_id for name in ("xa", "xa-hai", "so")}) == 1
    assert sides.again("xa-hai").declared_on == DAY and CommonTask.objects.count() == 1


def test_a_task_that_came_into_the_group_meanwhile_is_asked_too(sides: Sides) -> None:
    link_tasks(sides.people["xa-cc"], sides.again("xa"), sides.again("so"))
    link_tasks(sides.people["tinh-td"], sides.again("so"), sides.again("xa-hai"))
    consent = LinkConsent.objects.get(task=sides.tasks["so"], agreed__isnull=True)
    assert answer_link(sides.people["so-ld"], consent, True).closed_on is None
    assert sides.again("xa").common is None
    late = LinkConsent.objects.get(task=sides.tasks["xa-hai"])
    assert answer_link(sides.people["xa-hai-ld"], late, True).outcome == "linked"


def test_parting_takes_ones_own_task_out_and_leaves_each_its_own_facts(sides: Sides) -> None:
    link_tasks(sides.people["tinh-td"], sides.again("xa"), sides.again("so"))
    link_tasks(sides.people["tinh-td"], sides.again("xa"), sides.again("xa-hai"))
    facts.declare(sides.people["xa-cc"], sides.again("xa"), "completed", DAY)
    assert {sides.again(name).declared_on for name in ("xa", "so", "xa-hai")} == {DAY}
    for stranger in ("so-cc", "xa-hai-ld", "xa-kt"):
        with pytest.raises(PermissionDenied):
            unlink_task(sides.people[stranger], sides.again("xa"))
    unlink_task(sides.people["xa-cc"], sides.again("xa"))
    assert sides.again("xa").declared_on == DAY and sides.again("xa").common is None
    assert {sides.again(name).declared_on for name in ("so", "xa-hai")} == {None}
    assert sides.again("so").common == sides.again("xa-hai").common is not None
    unlink_task(sides.people["so-cc"], sides.again("so"))
    assert not CommonTask.objects.exists() and sides.again("xa-hai").common is None
    assert not unaccounted().exclude(table="plans_plan").exists()


def test_tasks_of_one_plan_are_never_one_work(sides: Sides) -> None:
    second = create_task(None, sides.again("xa").plan, code="xa.2", title="Việc khác")
    with pytest.raises(ValidationError, match="cùng một kế hoạch"):
        link_tasks(sides.people["xa-cc"], sides.again("xa"), second)
    link_tasks(sides.people["tinh-td"], second, sides.again("so"))
    with pytest.raises(ValidationError, match="cùng một kế hoạch"):
        link_tasks(sides.people["tinh-td"], sides.again("xa"), sides.again("so"))


def test_the_forms(sides: Sides) -> None:
    mine, theirs = sides.tasks["xa"], sides.tasks["tinh"]
    root, other = (f"/ke-hoach/nhiem-vu/{task.pk}/cung-noi-dung/" for task in (mine, theirs))
    officer, leader = sides.client("xa-cc"), sides.client("tinh-ld")
    assert sides.client("xa-kt").post(root + "noi/", {"other": theirs.pk}).status_code == 403
    assert officer.post(root + "noi/", {"other": sides.tasks["xa-hai"].pk}).status_code == 404
    answer = officer.post(root + "noi/", {"other": theirs.pk}, follow=True).content.decode()
    assert "Đã gửi đề nghị nối" in answer and "chờ trả lời" in answer
    offer = LinkOffer.objects.get()
    assert officer.post(root + "dong-y/", {"de-nghi": offer.pk}).status_code == 404
    assert officer.post(other + "dong-y/", {"de-nghi": offer.pk}).status_code == 404
    assert "Trả lời đề nghị nối nhiệm vụ" in leader.get("/").content.decode()
    assert "Tập huấn xa<" in leader.get(other).content.decode()
    assert "Ghi lý do" in leader.post(other + "khong-dong-y/", {"de-nghi": offer.pk}, follow=True).content.decode()
    assert "Đã nối" in leader.post(other + "dong-y/", {"de-nghi": offer.pk}, follow=True).content.decode()
    question = officer.post(root + "bo/")
    assert question.status_code == 200 and "Bỏ nối?" in question.content.decode()
    assert sides.again("xa").common_id is not None
    assert "Đã bỏ nối" in officer.post(root + "bo/", {"xac-nhan": "1"}, follow=True).content.decode()
    assert sides.again("xa").common_id is None
    again = officer.post(root + "noi/", {"other": theirs.pk}, follow=True)
    assert again.status_code == 200
    late = LinkOffer.objects.latest("pk")
    assert leader.post(root + "rut/", {"de-nghi": late.pk}, follow=True).status_code == 200
    assert LinkOffer.objects.filter(closed_on__isnull=True).count() == 0


def test_a_day_of_beginning_that_was_borrowed_goes_back_when_the_tasks_part(sides: Sides) -> None:
    keeper = sides.people["tinh-cc"]
    plan = Plan.objects.create(unit=sides.world.province, number="2/KH", title="Kế hoạch hai", tracked_from=DAY)
    sides.tasks["tinh-2"] = create_task(None, plan, code="2.1", title="Tập huấn")
    mine, other = sides.again("tinh"), sides.again("tinh-2")
    facts.start_task(keeper, mine, on=DAY - dt.timedelta(days=9))
    assert isinstance(link_tasks(keeper, mine, other), CommonTask)
    assert sides.again("tinh-2").started_on == DAY - dt.timedelta(days=9)
    unlink_task(keeper, sides.again("tinh-2"))
    assert sides.again("tinh-2").started_on is None
    assert sides.again("tinh").started_on == DAY - dt.timedelta(days=9)
