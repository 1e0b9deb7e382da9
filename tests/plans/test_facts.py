"""Facts written through the services: who may, what closes a task, what two people at once get to read."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from factories import World, make_world, person
from thuongton.audit.models import Event
from thuongton.documents.models import Document
from thuongton.people.models import Role, Unit, User
from thuongton.plans.models import DeadlineChange, Plan, Proof, ProofKind, Task, Trigger
from thuongton.plans.queries.crediting import DERIVED, facts_of
from thuongton.plans.queries.rights import Right, right_on
from thuongton.plans.queries.tasks import visible_to
from thuongton.plans.queries.work import changes_to_decide, proofs_to_decide, work_of
from thuongton.plans.services import facts
from thuongton.plans.services.correcting import correct_task
from thuongton.plans.services.linking import link_tasks, unlink_task
from thuongton.plans.services.tasks import create_task
from thuongton.plans.status import Basis, State, status
from vanban.timing import read_timing

D = dt.date
SPRING = D(2026, 3, 31)
SIGNED = D(2026, 3, 20)


@dataclass
class Place:
    """A province's plan with one task led by Sở Tư pháp, one led by a class of units, and the people around."""

    world: World
    plan: Plan
    task: Task
    shared: Task
    officer: User
    monitor: User
    commune: User
    stranger: User


def paper(unit: Unit, number: str = "12/QĐ-UBND", day: dt.date | None = SIGNED) -> Document:
    return Document.objects.create(
        unit=unit, direction="outgoing", kind="Quyết định", number=number, issued_on=day, registered_on=SPRING
    )


def make_place() -> Place:
    world = make_world()
    plan = Plan.objects.create(
        unit=world.province,
        title="Kế hoạch",
        number="444/KH-UBND",
        issued_on=D(2025, 8, 13),
        tracked_from=D(2025, 8, 13),
    )
    task = create_task(
        None,
        plan,
        code="B.1",
        title="Xây dựng Đề án",
        product="Đề án",
        timing_text="Quý I/2026",
        timing=read_timing("Quý I/2026"),
        leads=[("Sở Tư pháp", world.justice)],
    )
    shared = create_task(
        None,
        plan,
        code="B.2",
        title="Rà soát",
        timing=read_timing("Năm 2026"),
        leads=[("Sở Tư pháp", world.justice), ("Sở Tài chính", world.finance)],
    )
    party = shared.parties.create(role="lead", order=2, name="UBND cấp xã", category="communes")
    assert party.unit is None
    return Place(
        world,
        plan,
        task,
        shared,
        officer=person("cong-chuc", Role.OFFICER, world.justice),
        monitor=person("theo-doi", Role.MONITOR, world.justice, world.province),
        commune=person("xa", Role.OFFICER, world.commune),
        stranger=person("tinh-xa", Role.LEADER, world.far_province),
    )


@pytest.fixture(scope="module")
def place_built(once: Callable[[Callable[[], Place]], Place]) -> Place:
    return once(make_place)


@pytest.fixture
def place(place_built: Place, db: None) -> Place:
    return deepcopy(place_built)


def again(task: Task) -> Task:
    return Task.objects.get(pk=task.pk)


def test_the_window_comes_from_the_rules(place: Place) -> None:
    assert (place.task.kind, place.task.window_start, place.task.due) == ("window", D(2026, 1, 1), SPRING)


@pytest.mark.parametrize(
    ("who", "on_task", "on_shared"),
    [
        ("officer", Right.ACT, Right.PART),
        ("monitor", Right.DECIDE, Right.DECIDE),
        ("commune", Right.READ, Right.PART),
        ("stranger", Right.NONE, Right.NONE),
    ],
)
def test_rights_by_hat(place: Place, who: str, on_task: Right, on_shared: Right) -> None:
    user = getattr(place, who)
    assert (right_on(user, again(place.task)), right_on(user, again(place.shared))) == (on_task, on_shared)
    assert visible_to(user).filter(pk=place.task.pk).exists() == (on_task > Right.NONE)


@pytest.mark.parametrize("role", [Role.INSPECTOR, Role.ADMINISTRATOR, Role.CITIZEN])
def test_readers_write_nothing(place: Place, role: Role) -> None:
    user = person("doc", role, None if role is Role.CITIZEN else place.world.province)
    with pytest.raises(PermissionDenied):
        facts.start_task(user, place.task)
    with pytest.raises(PermissionDenied):
        facts.cancel_task(user, place.task, "lý do")
    assert again(place.task).started_on is None


def proven(place: Place, task: Task, document: Document) -> Proof:
    """Handed in by the officer, accepted by the monitor."""
    return facts.accept_proof(place.monitor, facts.submit_proof(place.officer, task, document))


def test_a_product_closes_only_when_it_is_accepted(place: Place) -> None:
    proof = facts.submit_proof(place.officer, place.task, paper(place.world.justice))
    assert status(again(place.task), SPRING) is State.DUE_SOON
    with pytest.raises(PermissionDenied, match="lãnh đạo hoặc người theo dõi"):
        facts.accept_proof(place.officer, proof)
    facts.accept_proof(place.monitor, proof)
    task = again(place.task)
    assert task.done_on == D(2026, 3, 20)
    assert status(task, SPRING, basis=Basis.PROVEN) is State.DONE_ON_TIME
    assert Event.objects.filter(action="Duyệt sản phẩm của nhiệm vụ").count() == 1


def test_the_signing_day_decides_late(place: Place) -> None:
    proven(place, place.task, paper(place.world.justice, day=D(2026, 4, 2)))
    assert status(again(place.task), D(2026, 5, 1)) is State.DONE_LATE


def test_a_submission_never_closes(place: Place) -> None:
    proof = facts.submit_proof(place.officer, place.task, paper(place.world.justice), kind=ProofKind.SUBMISSION)
    with pytest.raises(ValidationError, match="chưa phải là sản phẩm"):
        facts.accept_proof(place.monitor, proof)
    assert again(place.task).done_on is None


def test_two_people_at_once_the_second_reads_a_sentence(place: Place) -> None:
    proof = facts.submit_proof(place.officer, place.task, paper(place.world.justice))
    second = Proof.objects.get(pk=proof.pk)
    facts.accept_proof(place.monitor, proof)
    with pytest.raises(ValidationError, match="đã được người khác duyệt"):
        facts.refuse_proof(place.monitor, second, "thiếu phụ lục")
    assert Proof.objects.get(pk=proof.pk).refused_on is None


def test_a_refused_product_may_be_submitted_again(place: Place) -> None:
    document = paper(place.world.justice)
    proof = facts.submit_proof(place.officer, place.task, document)
    with pytest.raises(ValidationError, match="đã được nộp"):
        facts.submit_proof(place.officer, place.task, document)
    with pytest.raises(ValidationError, match="lý do"):
        facts.refuse_proof(place.monitor, proof, " ")
    facts.refuse_proof(place.monitor, proof, "Thiếu phụ lục")
    facts.submit_proof(place.officer, place.task, document)
    assert again(place.task).done_on is None


def test_a_proof_without_a_signing_day_is_refused(place: Place) -> None:
    with pytest.raises(ValidationError, match="ngày ký"):
        facts.submit_proof(place.officer, place.task, paper(place.world.justice, day=None))
    with pytest.raises(ValidationError, match="tương lai"):
        facts.submit_proof(place.officer, place.task, paper(place.world.justice), signed_on=D(2099, 1, 1))


def test_a_declaration_without_a_day_counts_with_the_last_day_of_its_period(place: Place) -> None:
    made = facts.declare(place.officer, place.task, "completed", SPRING, result="Đã trình UBND tỉnh")
    task = again(place.task)
    assert (made.done_on, task.declared_on, task.done_on) == (None, SPRING, None)
    assert status(task, SPRING) is State.DONE_ON_TIME
    assert status(task, SPRING, basis=Basis.PROVEN) is State.DUE_SOON


def test_a_later_declaration_takes_a_completion_back(place: Place) -> None:
    facts.declare(place.officer, place.task, "completed", SPRING)
    facts.declare(place.officer, place.task, "in_progress", D(2026, 6, 30))
    task = again(place.task)
    assert task.declared_on is None
    assert task.started_on == SPRING  # what was declared finished had begun
    assert status(task, D(2026, 6, 30)) is State.OVERDUE


def test_one_of_several_leads_speaks_for_itself_only(place: Place) -> None:
    with pytest.raises(PermissionDenied):
        facts.declare(place.commune, place.shared, "completed", SPRING)
    facts.declare(place.commune, place.shared, "completed", SPRING, unit=place.world.commune)
    assert again(place.shared).declared_on is None
    with pytest.raises(PermissionDenied, match="khai báo thay"):
        facts.declare(place.commune, place.shared, "completed", SPRING, unit=place.world.finance)


def test_an_extension_counts_from_the_day_it_is_granted(place: Place) -> None:
    change = facts.ask_extension(place.officer, place.task, D(2026, 6, 30), "Chờ ý kiến", on=D(2026, 3, 25))
    assert status(again(place.task), D(2026, 4, 5)) is State.OVERDUE
    with pytest.raises(ValidationError, match="đang chờ trả lời"):
        facts.ask_extension(place.officer, place.task, D(2026, 7, 31), "Chờ ý kiến")
    facts.grant_extension(place.monitor, change, document=paper(place.world.province, "99/UBND-NC"), on=D(2026, 4, 3))
    task = again(place.task)
    assert status(task, D(2026, 4, 2)) is State.OVERDUE
    assert status(task, D(2026, 4, 3)) is State.NOT_DUE
    assert (task.changes, task.changed_due, task.changed_start, task.due) == (1, D(2026, 6, 30), D(2026, 1, 1), SPRING)
    second = facts.ask_extension(place.officer, task, D(2026, 9, 30), "Chờ nữa")
    facts.grant_extension(place.monitor, second, on=D(2026, 6, 1))
    task = again(place.task)
    assert task.changes == 2
    assert status(task, D(2026, 7, 5)) is State.NOT_DUE
    with pytest.raises(ValidationError, match="đã được người khác trả lời"):
        facts.refuse_extension(place.monitor, DeadlineChange.objects.get(pk=change.pk), "không")


def test_cancelling_needs_a_reason_and_ends_updates(place: Place) -> None:
    with pytest.raises(ValidationError, match="lý do"):
        facts.cancel_task(place.monitor, place.task, "")
    with pytest.raises(PermissionDenied):
        facts.cancel_task(place.officer, place.task, "Trùng nhiệm vụ")
    facts.cancel_task(place.monitor, place.task, "Trùng nhiệm vụ", on=D(2026, 3, 1))
    task = again(place.task)
    assert status(task, D(2026, 3, 1)) is State.CANCELLED
    assert status(task, D(2026, 2, 28)) is State.NOT_DUE
    with pytest.raises(ValidationError, match="đã được huỷ"):
        facts.declare(place.officer, task, "completed", SPRING)


def test_an_event_opens_the_tasks_that_wait_for_it(place: Place) -> None:
    trigger = Trigger.objects.create(
        plan=place.plan, name="Đề án của Thủ tướng được ban hành", owed_by="Thủ tướng", owed_since=D(2025, 8, 13)
    )
    soon = create_task(
        None,
        place.plan,
        code="B.3",
        title="Kế hoạch",
        timing=read_timing("Ngay sau khi Đề án được ban hành"),
        trigger=trigger,
    )
    dated = create_task(
        None,
        place.plan,
        code="B.4",
        title="Báo cáo",
        timing=read_timing("trong 10 ngày làm việc kể từ khi Đề án được ban hành"),
        trigger=trigger,
    )
    assert {status(again(task), SPRING) for task in (soon, dated)} == {State.WAITING}
    with pytest.raises(PermissionDenied):
        facts.record_event(place.officer, trigger, D(2026, 4, 1))
    with pytest.raises(ValidationError, match="tương lai"):
        facts.record_event(place.monitor, trigger, D(2099, 1, 1))
    opened = facts.record_event(place.monitor, trigger, D(2026, 4, 1))
    assert {task.code for task in opened} == {"B.3", "B.4"}
    soon, dated = again(soon), again(dated)
    assert (soon.due, soon.opened_on) == (None, D(2026, 4, 1))
    assert soon.agreed_due and soon.agreed_due > D(2026, 4, 20)
    assert dated.due == D(2026, 4, 15)
    assert status(dated, SPRING) is State.WAITING
    assert status(dated, D(2026, 4, 16)) is State.OVERDUE
    assert status(soon, D(2026, 11, 22)) is State.NOT_DUE
    with pytest.raises(ValidationError, match="đã được ghi nhận"):
        facts.record_event(place.monitor, trigger, D(2026, 4, 2))


def test_linked_tasks_are_done_once_and_counted_in_each(place: Place) -> None:
    other_plan = Plan.objects.create(unit=place.world.province, title="Kế hoạch 97", tracked_from=D(2025, 8, 13))
    twin = create_task(None, other_plan, code="1", title="Xây dựng Đề án", timing=read_timing("Năm 2026"))
    link_tasks(place.monitor, place.task, twin)
    proven(place, again(place.task), paper(place.world.justice))
    assert again(twin).done_on == again(place.task).done_on == D(2026, 3, 20)
    unlink_task(place.monitor, again(twin))
    assert again(twin).done_on is None
    assert again(place.task).done_on == D(2026, 3, 20)


def test_a_corrected_deadline_moves_the_window(place: Place) -> None:
    with pytest.raises(ValidationError, match="lý do"):
        correct_task(place.monitor, again(place.task), "", timing=read_timing("Quý II/2026"))
    facts.ask_extension(place.officer, again(place.task), D(2026, 6, 30), "Máy đọc nhầm quý")  # it takes two
    correct_task(place.monitor, again(place.task), "Đọc nhầm quý", timing=read_timing("Quý II/2026"))
    assert again(place.task).due == D(2026, 6, 30)


def test_the_columns_are_those_of_the_rows(place: Place) -> None:
    facts.declare(place.officer, place.task, "in_progress", SPRING)
    proven(place, place.task, paper(place.world.justice))
    task = again(place.task)
    assert {name: getattr(task, name) for name in DERIVED} == facts_of(task)


def test_the_queues_of_a_day(place: Place) -> None:
    proof = facts.submit_proof(place.officer, place.task, paper(place.world.justice))
    change = facts.ask_extension(place.officer, place.task, D(2026, 6, 30), "Chờ ý kiến")
    work = work_of(place.monitor, D(2026, 4, 1))
    assert [row.task.code for row in work.overdue] == ["B.1"]
    assert (list(proofs_to_decide(place.monitor)), list(changes_to_decide(place.monitor))) == ([proof], [change])
    assert work.next_due and work.next_due.task.code == "B.2"
    mine = work_of(place.officer, D(2026, 4, 1))
    assert [row.task.code for row in mine.overdue] == ["B.1"]
    assert not proofs_to_decide(place.officer) and not changes_to_decide(place.officer)
    assert work_of(place.stranger, D(2026, 4, 1)).overdue == []
