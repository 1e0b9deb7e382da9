"""Asking and deciding by one person: refused unless the unit allows it, and then marked everywhere it is told."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client

from factories import person
from plans.annex_world import QUARTER, Annex
from thuongton.audit.models import Event
from thuongton.documents.models import Document
from thuongton.people.models import Role, Unit, User
from thuongton.people.services import give_hat, let_one_person_decide
from thuongton.plans.models import DeadlineChange, Proof
from thuongton.plans.queries.report import report_of
from thuongton.plans.queries.work import changes_to_decide, proofs_to_decide
from thuongton.plans.services import facts
from thuongton.plans.services.correcting import correct_task
from thuongton.plans.services.two_persons import MARK
from thuongton.plans.shown.report_tables import marks, tables_of
from thuongton.plans.status import Basis
from vanban.timing import read_timing

pytestmark = pytest.mark.django_db


def paper(annex: Annex, number: str = "9/BC-UBND") -> Document:
    return Document.objects.create(
        unit=annex.units["Hà Tĩnh/Sở Tư pháp"], direction="outgoing", kind="Báo cáo", number=number,
        issued_on=dt.date(2026, 3, 20), registered_on=QUARTER,
    )  # fmt: skip


def allow(unit: Unit) -> None:
    let_one_person_decide(None, unit, True, reason="Xã chỉ có một người theo dõi")


def accepted(annex: Annex, asks: User, decides: User) -> Proof | DeadlineChange:
    return facts.accept_proof(decides, facts.submit_proof(asks, annex.task("B.II.1"), paper(annex)))


def accepted_at_once(annex: Annex, asks: User, decides: User) -> Proof | DeadlineChange:
    assert asks.pk == decides.pk
    return facts.submit_proof(decides, annex.task("B.II.1"), paper(annex), accept=True)


def granted(annex: Annex, asks: User, decides: User) -> Proof | DeadlineChange:
    change = facts.ask_extension(asks, annex.task("B.II.1"), dt.date(2026, 12, 31), "Chờ ý kiến")
    return facts.grant_extension(decides, change, answer="Đồng ý")


Act = Callable[[Annex, User, User], Any]
TWO_ACTS = [accepted, granted]
ALL_ACTS = [accepted, accepted_at_once, granted]


@pytest.mark.parametrize("act", ALL_ACTS)
def test_one_person_is_refused(annex: Annex, act: Act) -> None:
    with pytest.raises(PermissionDenied, match="không được tự quyết định"):
        act(annex, annex.monitor, annex.monitor)
    assert not Proof.objects.filter(accepted_on__isnull=False).exists()
    assert not DeadlineChange.objects.filter(granted_on__isnull=False).exists()


@pytest.mark.parametrize("act", TWO_ACTS)
def test_another_hat_is_not_another_person(annex: Annex, act: Act) -> None:
    both = annex.officer
    asks = User.objects.get(pk=both.pk)
    give_hat(None, both, Role.LEADER, unit=annex.plan.unit)
    decides = User.objects.get(pk=both.pk)
    decides.hat = both.hats.get(role=Role.LEADER)
    with pytest.raises(PermissionDenied, match="không được tự quyết định"):
        act(annex, asks, decides)


@pytest.mark.parametrize("act", TWO_ACTS)
def test_two_persons_are_not_marked(annex: Annex, act: Act) -> None:
    made = act(annex, annex.officer, annex.monitor)
    assert (made.by, made.decided_by, made.by_one_person) == (annex.officer, annex.monitor, False)
    assert not Event.objects.filter(reason__contains=MARK).exists()
    assert report_of(annex.monitor, annex.plan, dt.date(2030, 1, 1), Basis.DECLARED).alone == 0


@pytest.mark.parametrize("act", ALL_ACTS)
def test_where_the_unit_allows_it_every_place_says_so(annex: Annex, act: Act) -> None:
    allow(annex.plan.unit)
    made = act(annex, annex.monitor, annex.monitor)
    assert made.by_one_person
    assert Event.objects.filter(subject_id=made.task_id, reason__startswith=MARK).count() == 1
    page = annex.client(annex.monitor, None).get(f"/ke-hoach/nhiem-vu/{made.task_id}/").content.decode()
    assert page.count(">một người vừa đề nghị vừa quyết định<") == 1
    day = dt.date(2030, 1, 1)
    report = report_of(annex.monitor, annex.plan, day, Basis.DECLARED)
    marked = [one for section in report.sections for one in section.rows if one.alone]
    assert [one.row.task.code for one in marked] == ["B.II.1"]
    assert "một người vừa đề nghị vừa quyết định" in marks(marked[0])
    printed = [line for _key, table in tables_of(report) for line in table.lines]
    texts = ["|".join(str(column.value(line.row)) for column in _columns(report, line)) for line in printed]
    assert sum("vừa quyết định" in text for text in texts) == 1
    text = annex.client(annex.monitor, day).get(f"/ke-hoach/{annex.plan.pk}/bao-cao/").content.decode()
    assert "1 nhiệm vụ có việc do một người vừa đề nghị vừa quyết định." in text
    assert report_of(annex.monitor, annex.plan, QUARTER, Basis.DECLARED).alone == 0  # not before it happened


def _columns(report: Any, line: Any) -> Any:
    return next(table.columns for _key, table in tables_of(report) if line.row in [other.row for other in table.lines])


@pytest.mark.parametrize("above", [True, False])
def test_each_unit_chooses_for_itself(annex: Annex, above: bool) -> None:
    """What a unit above or below allows does not count for the records of this one."""
    allow(annex.units["Hà Tĩnh/Sở Tư pháp"] if above else annex.commune.hat.unit)  # type: ignore[union-attr, arg-type]
    with pytest.raises(PermissionDenied):
        accepted(annex, annex.monitor, annex.monitor)


@pytest.mark.parametrize("allowed", [False, True])
def test_nobody_is_asked_for_what_would_be_refused(annex: Annex, allowed: bool) -> None:
    if allowed:
        allow(annex.plan.unit)
    task = annex.task("B.II.1")
    facts.submit_proof(annex.monitor, task, paper(annex))
    facts.ask_extension(annex.monitor, task, dt.date(2026, 12, 31), "Chờ ý kiến")
    assert (proofs_to_decide(annex.monitor).count(), changes_to_decide(annex.monitor).count()) == (allowed, allowed)
    assert (proofs_to_decide(annex.second).count(), changes_to_decide(annex.second).count()) == (1, 1)
    mine = annex.client(annex.monitor, None).get(f"/ke-hoach/nhiem-vu/{task.pk}/").content.decode()
    others = annex.client(annex.second, None).get(f"/ke-hoach/nhiem-vu/{task.pk}/").content.decode()
    for button in ("Duyệt sản phẩm</button>", "Đồng ý lùi hạn</button>"):
        assert (button in mine, button in others) == (allowed, True)
    assert ("Anh chị là người đề nghị" in mine) is not allowed


@pytest.mark.parametrize(("act", "field"), [("duyet", "san-pham"), ("dong-y", "de-nghi")])
def test_the_address_is_refused_too(annex: Annex, act: str, field: str) -> None:
    task = annex.task("B.II.1")
    proof = facts.submit_proof(annex.monitor, task, paper(annex))
    change = facts.ask_extension(annex.monitor, task, dt.date(2026, 12, 31), "Chờ ý kiến")
    number = proof.pk if act == "duyet" else change.pk
    answer = annex.client(annex.monitor, None).post(f"/ke-hoach/nhiem-vu/{task.pk}/{act}/", {field: number})
    assert answer.status_code == 403
    assert "Người đề nghị không được tự quyết định" in answer.content.decode()


def test_what_one_asked_for_may_be_withdrawn(annex: Annex) -> None:
    task = annex.task("B.II.1")
    proof = facts.submit_proof(annex.monitor, task, paper(annex))
    change = facts.ask_extension(annex.monitor, task, dt.date(2026, 12, 31), "Chờ ý kiến")
    facts.refuse_proof(annex.monitor, proof, "Nộp nhầm văn bản")
    facts.refuse_extension(annex.monitor, change, "Không cần nữa")
    assert report_of(annex.monitor, annex.plan, dt.date(2030, 1, 1), Basis.DECLARED).alone == 0


@pytest.mark.parametrize(
    ("role", "where", "status"),
    [
        (Role.ADMINISTRATOR, "province", 302),
        (Role.ADMINISTRATOR, "commune", 404),
        (Role.ADMINISTRATOR, "far", 404),
        (Role.LEADER, "province", 403),
        (Role.MONITOR, "province", 403),
        (Role.OFFICER, "province", 403),
        (Role.INSPECTOR, "province", 403),
        (Role.CITIZEN, "", 403),
    ],
)
def test_only_administrators_over_the_unit_choose(annex: Annex, role: str, where: str, status: int) -> None:
    unit = {
        "province": annex.plan.unit,
        "commune": annex.commune.hat.unit if annex.commune.hat else None,
        "far": annex.stranger.hat.unit if annex.stranger.hat else None,
    }.get(where)
    client = Client()
    client.force_login(person("ai-do", role, unit))
    address = f"/don-vi/{annex.plan.unit.pk}/thiet-lap/"
    given = {"one_person_decides": "on", "reason": "Chỉ có một người"}
    assert client.post(address, given).status_code == status
    event = Event.objects.filter(action="Cho phép một người vừa đề nghị vừa quyết định")
    assert event.filter(reason="Chỉ có một người", unit_path=annex.plan.unit.path).count() == (status == 302)
    if status == 302:
        assert "có, mỗi lần đều được đánh dấu" in client.get(f"/don-vi/{annex.plan.unit.pk}/").content.decode()
        assert client.post(address, {"reason": ""}).status_code == 400
        client.post(address, {"reason": "Đã có người thứ hai"})
        with pytest.raises(PermissionDenied):
            accepted(annex, annex.monitor, annex.monitor)


def _corrected(annex: Annex, who: User, phrase: str = "Quý IV/2026") -> Any:
    return correct_task(who, annex.task("B.II.1"), "Văn bản ghi khác", timing_text=phrase, timing=read_timing(phrase))


def _dated(annex: Annex) -> dt.date:
    """Give the task a deadline that a person has confirmed."""
    task = correct_task(None, annex.task("B.II.1"), "x", timing_text="Quý II/2026", timing=read_timing("Quý II/2026"))
    assert task.due and not task.unconfirmed
    return task.due


def test_one_person_does_not_move_a_confirmed_deadline_by_correcting(annex: Annex) -> None:
    due = _dated(annex)
    with pytest.raises(ValidationError, match="cần hai người"):
        _corrected(annex, annex.monitor)
    assert annex.task("B.II.1").due == due and annex.task("B.II.1").timing_text == "Quý II/2026"
    correct_task(annex.monitor, annex.task("B.II.1"), "Sai chữ", title="Nhiệm vụ khác chữ")  # no deadline is moved
    assert annex.task("B.II.1").title == "Nhiệm vụ khác chữ"


def test_a_deadline_nobody_confirmed_is_corrected_at_once(annex: Annex) -> None:
    due = _dated(annex)
    annex.plan.tasks.update(unconfirmed=True)
    assert _corrected(annex, annex.monitor).due != due
    assert not Event.objects.filter(reason__contains=MARK).exists()


def test_two_persons_move_a_deadline_by_asking_and_correcting(annex: Annex) -> None:
    _dated(annex)
    new = dt.date(2026, 12, 31)
    facts.ask_extension(annex.monitor, annex.task("B.II.1"), new, "Máy đọc sai")
    with pytest.raises(ValidationError, match="cần hai người"):
        _corrected(annex, annex.monitor)  # the one who asked
    assert _corrected(annex, annex.second).due == new
    change = DeadlineChange.objects.get()
    assert (change.decided_by, change.by_one_person) == (annex.second, False) and change.granted_on
    assert not Event.objects.filter(reason__contains=MARK).exists()


def test_a_deadline_that_one_person_corrected_is_marked_in_trail_and_report(annex: Annex) -> None:
    _dated(annex)
    allow(annex.plan.unit)
    _corrected(annex, annex.monitor)
    event = Event.objects.get(reason__startswith=MARK)
    assert event.reason.endswith("Văn bản ghi khác")
    report = report_of(annex.monitor, annex.plan, dt.date(2030, 1, 1), Basis.DECLARED)
    assert [one.row.task.code for section in report.sections for one in section.rows if one.alone] == ["B.II.1"]
    assert report_of(annex.monitor, annex.plan, QUARTER, Basis.DECLARED).alone == 0
