"""What is said of rows: proposed, decided by somebody else, taken back, handed over; two people, many rows."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext

from factories import World, officer, person
from reviews.rows_of_tests import make_row
from thuongton.audit.queries import history
from thuongton.people.models import UnitSettings, User
from thuongton.reviews.models import Judgement, JudgementBatch, ReviewRow
from thuongton.reviews.queries.desk import number_waiting, used_reasons, waiting_for
from thuongton.reviews.services.judging import RowsChanged, decide, hand_back, hand_over, propose, undo
from thuongton.reviews.states import RowState, state_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def lawyer(world: World) -> User:
    return officer(world.justice, "luat-su")


@pytest.fixture
def leader(world: World) -> User:
    return person("lanh-dao", "leader", world.justice)


@pytest.fixture
def rows(world: World, lawyer: User) -> list[ReviewRow]:
    return [make_row(world.justice, lawyer) for _at in range(3)]


def again(row: ReviewRow) -> ReviewRow:
    return ReviewRow.objects.get(pk=row.pk)


def refused(act: Any, *given: Any, **more: Any) -> str:
    with pytest.raises(ValidationError) as error:
        act(*given, **more)
    return " ".join(error.value.messages)


def test_rows_are_proposed_together_and_each_has_its_line(lawyer: User, rows: list[ReviewRow]) -> None:
    batch = propose(lawyer, rows, "bai_bo", "Không còn phù hợp", by_document="12/2026/QĐ-UBND")
    found = [again(row) for row in rows]
    assert {state_of(row) for row in found} == {RowState.PROPOSED}
    assert {row.proposal.batch_id for row in found if row.proposal} == {batch.pk}
    assert [row.version for row in found] == [2, 2, 2]
    for row in rows:
        (event,) = history(row)
        assert (event.action, event.reason) == ("Đề xuất kết quả rà soát", "Không còn phù hợp")


def test_somebody_else_decides(lawyer: User, leader: User, rows: list[ReviewRow]) -> None:
    assert "chưa ai đề xuất" in refused(decide, leader, rows, action="bai_bo", reason="x")
    propose(lawyer, rows, "bai_bo", "Hết đối tượng")
    with pytest.raises(PermissionDenied):
        decide(lawyer, rows)
    decide(leader, rows[:1])
    decide(leader, rows[1:2], action="thay_the", reason="Cần văn bản mới")
    first, second = again(rows[0]), again(rows[1])
    assert first.decision is not None and (first.decision.action, first.decision.reason) == ("bai_bo", "Hết đối tượng")
    assert second.decision is not None and second.decision.action == "thay_the"
    assert "khác đề xuất" in refused(decide, leader, rows[2:], action="thay_the")
    assert "không phải một quyết định" in refused(decide, leader, rows[2:], action="chua_xac_dinh", reason="x")
    assert "đã có quyết định" in refused(propose, lawyer, rows, "bai_bo", "x")
    assert again(rows[2]).version == 2, "nothing half-done"


def test_who_proposed_does_not_decide_unless_the_unit_says_so(
    world: World, leader: User, rows: list[ReviewRow]
) -> None:
    propose(leader, rows, "giu_nguyen", "Còn phù hợp")
    assert "do chính anh, chị đề xuất" in refused(decide, leader, rows)
    UnitSettings.objects.update_or_create(unit=world.justice, defaults={"one_person_decides": True})
    decide(leader, rows)
    assert again(rows[0]).decision is not None


def test_taking_back_puts_back_what_stood(lawyer: User, leader: User, rows: list[ReviewRow]) -> None:
    first = propose(lawyer, rows, "giu_nguyen", "Còn phù hợp")
    second = propose(lawyer, rows[:2], "bai_bo", "Hết đối tượng")
    assert "kết quả mới hơn" in refused(undo, lawyer, first)
    undo(lawyer, second)
    told = again(rows[0])
    assert told.proposal is not None and (told.proposal.action, told.version) == ("giu_nguyen", 4)
    assert "đã được hoàn tác" in refused(undo, lawyer, second)
    decided = decide(leader, rows[:1])
    assert state_of(again(rows[0])) is RowState.SETTLED, "what is kept is settled with the decision"
    assert refused(undo, lawyer, first)
    assert "Chỉ người đã ghi" in refused(undo, person("khac", "leader", rows[0].unit), decided)
    undo(leader, decided)
    undo(lawyer, first)
    assert {state_of(again(row)) for row in rows} == {RowState.WAITING}
    assert Judgement.objects.count() == 6, "what was said stays in the trail"
    actions = [event.action for event in history(rows[0])]
    assert actions.count("Hoàn tác kết quả rà soát") == 3


def test_two_people_on_one_row(world: World, lawyer: User, rows: list[ReviewRow]) -> None:
    other = officer(world.justice, "nguoi-hai")
    seen = {row.pk: row.version for row in rows}
    propose(other, rows[:1], "bai_bo", "Hết đối tượng", seen=seen)
    with pytest.raises(RowsChanged) as error:
        propose(lawyer, rows, "giu_nguyen", "Còn phù hợp", seen=seen)
    assert [row.pk for row in error.value.rows] == [rows[0].pk]
    assert error.value.rows[0].proposal is not None and error.value.rows[0].proposal.action == "bai_bo"
    assert again(rows[1]).proposal is None, "nothing half-done"


def test_rows_change_hands_half_done_and_come_back(world: World, lawyer: User, rows: list[ReviewRow]) -> None:
    other, stranger = officer(world.justice, "nguoi-hai"), officer(world.far_commune, "xa")
    assert "không thuộc phạm vi" in refused(hand_over, lawyer, rows, stranger)
    propose(lawyer, rows[:1], "bai_bo", "Hết đối tượng")
    given = hand_over(lawyer, rows, other)
    assert {again(row).handler_id for row in rows} == {other.pk}
    assert again(rows[0]).proposal is not None
    assert hand_over(lawyer, rows, other) == []
    assert hand_back(lawyer, given, {row.pk: row.handler_id for row in given}, taker=other.pk) == 3
    assert {again(row).handler_id for row in rows} == {None}


@pytest.mark.parametrize(
    ("action", "reason", "sentence"),
    [
        ("", "x", "Hãy chọn một hình thức"),
        ("xoa", "x", "Hãy chọn một hình thức"),
        ("bai_bo", "  ", "Hãy ghi lý do"),
        ("bai_bo", "x" * 2_001, "dài quá"),
    ],
)
def test_bad_input_is_one_sentence(
    lawyer: User, rows: list[ReviewRow], action: str, reason: str, sentence: str
) -> None:
    assert sentence in refused(propose, lawyer, rows, action, reason)
    assert "Hãy đánh dấu" in refused(propose, lawyer, [], "bai_bo", "x")
    assert not JudgementBatch.objects.exists()


def test_a_settled_row_takes_nothing_more(world: World, lawyer: User, leader: User) -> None:
    row = make_row(world.justice, lawyer, state=RowState.SETTLED)
    assert "đã xử lý xong" in refused(propose, lawyer, [row], "bai_bo", "x")
    assert "đã xử lý xong" in refused(decide, leader, [row], action="bai_bo", reason="x")


def test_of_another_unit_nothing_is_written(world: World, rows: list[ReviewRow]) -> None:
    with pytest.raises(PermissionDenied):
        propose(officer(world.finance, "tai-chinh"), rows, "bai_bo", "x")
    with pytest.raises(PermissionDenied):
        propose(person("xem", "inspector", world.justice), rows, "bai_bo", "x")


def test_what_waits_for_whom(world: World, lawyer: User, leader: User, rows: list[ReviewRow]) -> None:
    assert number_waiting(lawyer) == 3
    assert number_waiting(leader) == 0
    propose(lawyer, rows[:2], "bai_bo", "x")
    assert list(waiting_for(leader).order_by("pk")) == rows[:2]
    hand_over(lawyer, rows[2:], officer(world.justice, "nguoi-hai"))
    assert not waiting_for(lawyer).exists()


def test_reasons_are_those_used_most(world: World, lawyer: User, rows: list[ReviewRow]) -> None:
    propose(lawyer, rows, "bai_bo", "Hết đối tượng")
    propose(lawyer, rows[:1], "giu_nguyen", "Còn phù hợp")
    gone = propose(lawyer, rows, "giu_nguyen", "Nhầm")
    undo(lawyer, gone)
    assert [(one.reason, one.times) for one in used_reasons(world.justice)] == [
        ("Hết đối tượng", 3), ("Còn phù hợp", 1),
    ]  # fmt: skip
    assert [one.reason for one in used_reasons(world.justice, "giu_nguyen")] == ["Còn phù hợp"]
    assert used_reasons(None) == []


def test_many_rows_cost_few_statements(world: World, lawyer: User) -> None:
    ReviewRow.objects.bulk_create(
        ReviewRow(unit=world.justice, number=f"{at}/2019/QĐ-UBND", origin="typed") for at in range(400)
    )
    rows = list(ReviewRow.objects.order_by("pk"))
    with CaptureQueriesContext(connection) as few:
        propose(lawyer, rows[:50], "bai_bo", "x")
    with CaptureQueriesContext(connection) as many:
        propose(lawyer, rows[50:], "bai_bo", "x")
    assert len(many) <= len(few) + 12, "what is written in pieces alone grows"
