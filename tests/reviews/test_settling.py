"""A decided row closes by the operations of the document that does what was decided, and opens again where it falls."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.utils import timezone

from factories import officer
from reviews.local_acts import AMENDS, CHANGES, DECREE, ENDS_BASIS, ON_IT, PLACE, REPLACES, bring, in_force, paper
from reviews.rows_of_tests import make_row
from thuongton.audit.models import Event
from thuongton.law.models import ActOrder
from thuongton.law.rows import operation_of, order_key
from thuongton.law.services.by_hand import record_order, withdraw
from thuongton.reviews.actions import Action
from thuongton.reviews.closing import Closing, DecidedAction, NamedDocument, Operation, closing_of
from thuongton.reviews.models import Judgement, JudgementBatch, ReviewRow, Settlement
from thuongton.reviews.queries.settling import standing_of
from thuongton.reviews.services import finding
from thuongton.reviews.services.settling import settle, settle_all
from thuongton.reviews.states import RowState, state_of

DAY = dt.date
DECIDED = DAY(2025, 12, 1)
TODAY = DAY(2026, 2, 1)


@pytest.fixture(autouse=True)
def office(monkeypatch: pytest.MonkeyPatch) -> None:
    """The office is closed: nothing is done but what a test asks."""
    monkeypatch.setattr(finding, "_office_is_open", lambda: False)


def operation(kind: str, *, whole: bool = False, **more: Any) -> Operation:
    given: dict[str, Any] = {
        "by": 7, "number": "7/2026/QĐ-UBND", "number_key": "7/2026/QĐ-UBND", "title": "Quy định mức chi",
        "issued": DAY(2026, 1, 5), "kind": kind, "whole": whole, "order": "k", "quote": "lời",
        "since": DAY(2026, 1, 20),
    }  # fmt: skip
    return Operation(**given | more)


WHOLE, PART, CHANGE = operation("repeal", whole=True), operation("repeal"), operation("amend")
BARE = operation("repeal", whole=True, title="Bãi bỏ một số quyết định")
SUSPENDS, CONTINUES, CORRECTS = operation("suspend"), operation("continue"), operation("correct")


@pytest.mark.parametrize(
    ("action", "closing", "open_"),
    [
        (Action.AMEND, [CHANGE, PART, WHOLE], [SUSPENDS, CONTINUES, CORRECTS]),
        (Action.REPLACE, [WHOLE], [CHANGE, PART, BARE, SUSPENDS]),
        (Action.REPEAL, [WHOLE, BARE], [CHANGE, PART]),
        (Action.NO_SUBJECT, [WHOLE, BARE], [CHANGE]),
        (Action.REPEAL_PART, [PART, WHOLE], [CHANGE, SUSPENDS]),
        (Action.SUSPEND, [SUSPENDS], [CHANGE, PART]),
        (Action.CONTINUE, [CONTINUES], [CHANGE, WHOLE]),
        (Action.UNDECIDED, [], [CHANGE, WHOLE]),
    ],
)
def test_what_closes_a_row_is_what_was_decided(
    action: Action, closing: list[Operation], open_: list[Operation]
) -> None:
    decision = DecidedAction(action, DECIDED, str(action.label))
    for one in closing:
        assert closing_of(decision, [one], TODAY) == (Closing(DAY(2026, 1, 20), 7, "k", "lời"), ())
    for one in open_:
        found, told = closing_of(decision, [one], TODAY)
        assert found is None and bool(told) is (one.kind != "correct")


@pytest.mark.parametrize(
    ("one", "words"),
    [
        (operation("amend", waits=("tự sửa mình",)), "cần người xem: tự sửa mình"),
        (operation("amend", since=DAY(2026, 5, 1)), "chưa có hiệu lực (từ 1/5/2026)"),
        (operation("amend", since=None), "chưa có hiệu lực:"),
        (operation("amend", ends=DAY(2026, 1, 25)), "đã bị bãi bỏ từ ngày 25/1/2026"),
        (operation("amend", issued=DAY(2020, 1, 1), since=DAY(2020, 2, 1)), "trước ngày có quyết định"),
        (operation("suspend"), "quyết định là «Sửa đổi, bổ sung»"),
    ],
)
def test_what_does_not_close_a_row_is_told(one: Operation, words: str) -> None:
    found, told = closing_of(DecidedAction(Action.AMEND, DECIDED, "Sửa đổi, bổ sung"), [one], TODAY)
    assert found is None and len(told) == 1 and words in told[0] and told[0].startswith("7/2026/QĐ-UBND")


def test_a_document_that_the_decision_names_closes_it_though_it_is_older() -> None:
    old = operation("amend", issued=DAY(2025, 11, 1), since=DAY(2025, 11, 15))
    named = DecidedAction(Action.AMEND, DECIDED, "", frozenset({"7/2026/QĐ-UBND"}))
    assert closing_of(named, [old], TODAY)[0] is not None


def test_decisions_that_ask_for_no_operation() -> None:
    assert closing_of(DecidedAction(Action.KEEP, DECIDED, ""), [], TODAY)[0] == Closing(DECIDED, order="decision")
    expired = DecidedAction(Action.EXPIRED, DECIDED, "")
    assert closing_of(expired, [], TODAY)[0] is None
    assert closing_of(expired, [], TODAY, expired=DAY(2020, 1, 1))[0] == Closing(DECIDED, order="state")
    new = DecidedAction(Action.NEW, DECIDED, "", frozenset({"x"}))
    assert closing_of(new, [], TODAY, named=[NamedDocument(9, "9/2026/NQ-HĐND", DAY(2026, 3, 1))])[0] is None
    told = closing_of(new, [], TODAY, named=[NamedDocument(9, "9/2026/NQ-HĐND", DAY(2026, 1, 1))])[0]
    assert told == Closing(DAY(2026, 1, 1), 9, "document", "9/2026/NQ-HĐND")


def decided(world: Any, act: Any, action: Action) -> ReviewRow:
    row = make_row(world.justice, officer(world.justice), act=act, state=RowState.DECIDED, action=action)
    JudgementBatch.objects.update(at=dt.datetime(2025, 12, 1, 9, tzinfo=dt.UTC))
    return row


def test_a_row_closes_with_the_quote_when_its_document_is_replaced(world: Any) -> None:
    row = decided(world, bring([DECREE, ON_IT])["12/2019/QĐ-UBND"], Action.REPLACE)
    assert settle_all() == 0
    acts = bring([CHANGES])
    assert settle_all() == 0
    told = standing_of([row])[row.pk].told
    assert len(told) == 1 and "8/2026/QĐ-UBND sửa đổi" in told[0] and "«Thay thế»" in told[0]
    acts = bring([REPLACES])
    changed = settle([row])
    row.refresh_from_db()
    in_force_now = timezone.localdate() >= DAY(2026, 1, 20)
    assert changed == int(in_force_now)
    if in_force_now:
        one = row.settlements.get()
        assert (one.by, one.on, row.settled_on) == (acts["7/2026/QĐ-UBND"], DAY(2026, 1, 20), DAY(2026, 1, 20))
        assert "thay thế Quyết định số 12/2019/QĐ-UBND" in one.quote and state_of(row) is RowState.SETTLED


ON_EVENT = paper(
    "9/2025/QĐ-UBND", PLACE, "Quyết định", "10/12/2025", "Quy định mới về mức chi cho đê bao",
    "Điều 1. Mức chi", "Mức chi là 300.000 đồng.",
    "Điều 2. Hiệu lực thi hành", "1. Quyết định này có hiệu lực từ ngày 20 tháng 12 năm 2025.",
    "2. Quyết định này thay thế Quyết định số 12/2019/QĐ-UBND ngày 10 tháng 4 năm 2019 của Ủy ban nhân dân tỉnh Thử.",
)  # fmt: skip


def test_closing_and_reopening_are_inverse_and_both_in_the_trail(world: Any) -> None:
    acts = bring([DECREE, ON_IT, ON_EVENT])
    row = decided(world, acts["12/2019/QĐ-UBND"], Action.REPLACE)
    before = ReviewRow.objects.values().get(pk=row.pk)
    for turn in range(1, 4):
        assert settle_all() == 1 and settle_all() == 0
        row.refresh_from_db()
        assert row.settled_on == DAY(2025, 12, 20)
        order = ActOrder.objects.get(act=acts["9/2025/QĐ-UBND"], kind="repeal")
        record = record_order(None, order, "Công báo", day=DAY(2030, 1, 1))
        assert settle_all() == 1 and settle_all() == 0
        row.refresh_from_db()
        assert row.settled_on is None and row.settlements.filter(reopened_at__isnull=True).count() == 0
        withdraw(None, record, "ghi nhầm")
        now = ReviewRow.objects.values().get(pk=row.pk)
        assert now | {"version": 0} == before | {"version": 0} and now["version"] == before["version"] + 2 * turn
        assert row.settlements.count() == turn
        assert order_key(operation_of(order.data)) == row.settlements.latest("pk").order
    names = Event.objects.filter(subject_type="reviews.reviewrow", subject_id=row.pk).order_by("pk")
    assert [one.action for one in names] == ["Đóng dòng rà soát", "Mở lại dòng rà soát"] * 3


def test_a_decision_that_is_withdrawn_opens_the_row_and_another_decision_is_followed(world: Any) -> None:
    acts = bring([DECREE, ON_IT, ON_EVENT])
    row = decided(world, acts["12/2019/QĐ-UBND"], Action.KEEP)
    assert settle_all() == 1
    decision = row.decision
    ReviewRow.objects.filter(pk=row.pk).update(decision=None)
    assert settle_all() == 1
    settlement = Settlement.objects.get()
    assert settlement.reopened_why == "Quyết định đã được rút lại." and settle_all() == 0
    decision.action = Action.SUSPEND
    decision.save()
    ReviewRow.objects.filter(pk=row.pk).update(decision=decision)
    assert settle_all() == 1
    row.refresh_from_db()
    assert row.settled_on == DAY(2025, 12, 20)


def test_a_document_that_repeals_itself_closes_nothing(world: Any) -> None:
    itself = paper(
        "5/2025/QĐ-UBND", PLACE, "Quyết định", "02/12/2025", "Quy định về bến đò",
        "Điều 1. Bến đò", "Bến đò.",
        *in_force("Quyết định", 2, "15/12/2025"),
        "Bãi bỏ Quyết định số 5/2025/QĐ-UBND ngày 02 tháng 12 năm 2025 của Ủy ban nhân dân tỉnh Thử.",
    )  # fmt: skip
    row = decided(world, bring([itself])["5/2025/QĐ-UBND"], Action.REPEAL)
    assert settle_all() == 0
    row.refresh_from_db()
    assert row.settled_on is None


def test_what_a_table_told_as_settled_is_left_alone(world: Any) -> None:
    row = decided(world, None, Action.REPLACE)
    Settlement.objects.create(row=row, on=DAY(2024, 1, 1))
    ReviewRow.objects.filter(pk=row.pk).update(settled_on=DAY(2024, 1, 1))
    assert settle_all() == 0
    row.refresh_from_db()
    assert row.settled_on == DAY(2024, 1, 1)


def test_a_row_that_was_kept_comes_back_when_a_new_ground_does(world: Any) -> None:
    bring([DECREE, ON_IT, AMENDS])
    finding.follow_new()
    row = ReviewRow.objects.get()
    batch = JudgementBatch.objects.create(unit=row.unit, by=officer(world.justice))
    row.decision = Judgement.objects.create(batch=batch, row=row, kind="decided", action=Action.KEEP)
    row.save()
    assert settle_all() == 1 and finding.scan() == 0
    bring([ENDS_BASIS])
    assert finding.follow_new() == 1 and settle_all() == 0
    row.refresh_from_db()
    assert state_of(row) is RowState.WAITING and row.judgements.count() == 1
    assert row.settlements.get().reopened_why.startswith("Có căn cứ rà soát mới")
