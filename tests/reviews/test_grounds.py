"""Grounds of review: which documents a new one hits and why, whatever came first."""

from __future__ import annotations

import datetime as dt
from itertools import permutations
from typing import Any

import pytest
from django.db import transaction

from factories import officer
from reviews.local_acts import ALL, AMENDS, CHANGES, DECREE, ENDS_BASIS, FAR_ONE, ON_IT, bring
from reviews.rows_of_tests import make_row
from thuongton.law.models import ActOrder, LegalAct
from thuongton.people.services import add_unit, succeed
from thuongton.reviews.grounds import ActingOrder, BasisCited, BodyChanged, grounds_of, rule_for, rules
from thuongton.reviews.models import ReviewGround, ReviewRow
from thuongton.reviews.queries.grounds import grounds_by_row, with_directness
from thuongton.reviews.services import finding
from thuongton.reviews.services.finding import follow_new, look_again, look_for_grounds, scan

DAY = dt.date


@pytest.fixture(autouse=True)
def office(monkeypatch: pytest.MonkeyPatch) -> list[bool]:
    """Whether the office is open: it is not, so that what comes in waits; a test may open it."""
    open_now = [False]
    monkeypatch.setattr(finding, "_office_is_open", lambda: open_now[0])
    return open_now


JUNE = DAY(2025, 6, 1)


def order(kind: str, surface: str, *, act_kind: str = "Nghị định", issued: dt.date = JUNE) -> ActingOrder:
    return ActingOrder(1, act_kind, issued, kind, "12/2019/QĐ-UBND", surface, "k", 0, True, DAY(2025, 7, 1))


@pytest.mark.parametrize(
    ("kind", "surface", "act_kind", "direct", "basis"),
    [
        ("repeal", "Bãi bỏ Quyết định số 12/2019", "Quyết định", "repealed", "basis-repealed"),
        ("repeal", "Quyết định này thay thế Quyết định số 12", "Quyết định", "replaced", "basis-replaced"),
        ("repeal", "Quyết định số 12 hết hiệu lực kể từ", "Quyết định", "expiry-announced", "basis-expiry-announced"),
        ("repeal", "Bãi bỏ vì không còn đối tượng điều chỉnh", "Quyết định", "no-subject", "basis-repealed"),
        ("amend", "Sửa đổi khoản 2", "Nghị định", "amended", "basis-amended"),
        ("delete_phrase", "Bỏ cụm từ", "Nghị định", "amended", "basis-amended"),
        ("suspend", "Ngưng hiệu lực", "Nghị quyết", "suspended", "basis-suspended"),
        ("continue", "tiếp tục có hiệu lực đến hết", "Luật", "term-fixed", "basis-term-fixed"),
        ("amend", "Sửa đổi", "Hiệp định", "treaty", "basis-treaty"),
        ("correct", "Đính chính", "Công văn", None, None),
        ("commencement", "có hiệu lực", "Luật", None, None),
    ],
)
def test_an_operation_is_a_ground_by_one_rule(
    kind: str, surface: str, act_kind: str, direct: str | None, basis: str | None
) -> None:
    event = order(kind, surface, act_kind=act_kind)
    found = [rule_for(relation, event) for relation in ("direct", "basis")]  # type: ignore[arg-type]
    assert [rule.code if rule is not None else None for rule in found] == [direct, basis]


def test_every_rule_has_its_clause_and_says_how_sure_it_is() -> None:
    assert all(rule.clause and rule.says for rule in rules())
    assert all("cần kiểm tra" in rule.cited for rule in rules() if rule.confidence != "seen")
    assert len({rule.code for rule in rules()}) == len(rules()) and all(len(rule.code) <= 40 for rule in rules())


def test_what_was_issued_before_a_document_is_no_ground_for_it() -> None:
    early = order("amend", "Sửa đổi", issued=DAY(2018, 1, 1))
    cited = [BasisCited("b", 9, "Căn cứ")]
    assert grounds_of("12", DAY(2019, 4, 10), [early], {"b": [early]}, cited) == []
    assert len(grounds_of("12", DAY(2019, 4, 10), [order("amend", "Sửa đổi")], {}, cited)) == 1


def test_many_operations_of_one_document_are_one_ground_with_the_first_quoted() -> None:
    many = [ActingOrder(1, "Luật", DAY(2025, 6, 1), "amend", "b", f"Sửa đổi khoản {n}", f"k{n}", n) for n in range(9)]
    found = grounds_of("12", DAY(2019, 4, 10), [], {"b": many}, [BasisCited("b", 9, "Căn cứ Luật b")])
    assert [(one.rule, one.through, one.own_quote, one.order) for one in found] == [
        ("basis-amended", 9, "Căn cứ Luật b", "k0")
    ]
    assert found[0].quote.endswith("… và 6 lệnh nữa.") and found[0].since is None


def test_an_expired_document_is_hit_by_what_touches_it_alone() -> None:
    body = BodyChanged("unit:1", "UBND tỉnh", "sáp nhập", DAY(2025, 7, 1))
    event = order("amend", "Sửa đổi")
    given = ("12", DAY(2019, 4, 10), [event], {"b": [event]}, [BasisCited("b", 9, "Căn cứ")], [body])
    assert [one.rule for one in grounds_of(*given)] == ["amended", "basis-amended", "reorganised"]
    assert [one.rule for one in grounds_of(*given, over=True)] == ["amended"]


def live() -> set[tuple[str, str, str, str, str]]:
    """Every ground that stands: unit, document, rule, acting document, basis."""
    rows = ReviewGround.objects.filter(gone_at__isnull=True).select_related("row__unit", "row__act", "by", "through")
    return {(one.row.unit.name, str(one.row.act), one.rule, str(one.by or ""), str(one.through or "")) for one in rows}


def test_a_new_decree_hits_what_was_issued_on_the_decree_that_it_amends(world: Any) -> None:
    bring([DECREE, ON_IT, FAR_ONE])
    assert follow_new() == 0 and not ReviewRow.objects.exists()
    bring([AMENDS])
    assert follow_new() == 1
    row = ReviewRow.objects.get()
    ground = row.grounds.get()
    assert (row.unit, row.number, row.origin, row.campaign) == (world.justice, "12/2019/QĐ-UBND", "computed", None)
    assert (ground.rule, ground.direct, ground.by.number, ground.through.number) == (
        "basis-amended", False, "52/2024/NĐ-CP", "31/2018/NĐ-CP"
    )  # fmt: skip
    assert "khoản 2 Điều 1" in ground.quote and "31/2018/NĐ-CP" in ground.own_quote
    assert ground.since == DAY(2024, 7, 1)
    assert follow_new() == 0 and scan() == 0 and row.grounds.count() == 1


def test_in_office_hours_new_documents_add_rows_by_themselves_once(world: Any, office: list[bool]) -> None:
    bring([DECREE, ON_IT, AMENDS])
    assert not ReviewRow.objects.exists() and finding.resume_finding() == 0
    office[0] = True
    assert finding.resume_finding() == 1
    assert ReviewGround.objects.count() == 1 and finding.resume_finding() == 0
    bring([ENDS_BASIS])
    assert ReviewRow.objects.count() == 1 and ReviewGround.objects.count() == 2


def test_direct_hits_stand_before_basis_hits_and_a_number_of_another_province_is_another_document(world: Any) -> None:
    bring(ALL)
    follow_new()
    assert live() == {
        ("Sở Tư pháp", "12/2019/QĐ-UBND", "replaced", "7/2026/QĐ-UBND", ""),
        ("Sở Tư pháp", "12/2019/QĐ-UBND", "amended", "8/2026/QĐ-UBND", ""),
    } | {one for one in live() if one[2].startswith("basis-")}
    row = ReviewRow.objects.get()
    told = grounds_by_row([row])[row.pk]
    assert [one.direct for one in told] == sorted((one.direct for one in told), reverse=True)
    assert with_directness(ReviewRow.objects.all()).get().direct and row.place == 1


def test_the_order_in_which_documents_come_is_of_no_matter(world: Any) -> None:
    seen = set()
    papers = (DECREE, ON_IT, AMENDS, ENDS_BASIS, CHANGES)
    for at, some in enumerate(permutations(papers)):
        if at % 17:
            continue
        with transaction.atomic():
            for one in some:
                bring([one])
                follow_new()
            seen.add(frozenset(live()))
            assert scan() == 0
            transaction.set_rollback(True)
    assert len(seen) == 1 and len(next(iter(seen))) == 3


def test_a_ground_that_the_register_says_no_more_is_gone_and_what_was_judged_stays(world: Any) -> None:
    acts = bring([DECREE, ON_IT, AMENDS])
    follow_new()
    row = ReviewRow.objects.get()
    judged = make_row(world.justice, officer(world.justice), state="decided")  # type: ignore[arg-type]
    row.decision = judged.decision
    row.save()
    kept = list(ActOrder.objects.filter(act=acts["52/2024/NĐ-CP"]))
    ActOrder.objects.filter(act=acts["52/2024/NĐ-CP"]).delete()
    assert scan() == 1
    row.refresh_from_db()
    assert row.grounds.get().gone_at is not None and row.decision == judged.decision
    assert scan() == 0
    ActOrder.objects.bulk_create(kept)
    assert scan() == 1 and row.grounds.get().gone_at is None


def test_a_unit_divided_into_three_hands_its_documents_to_all_three(world: Any) -> None:
    old = add_unit(None, world.province, name="Xã Cũ", kind="commune")
    new = [add_unit(None, world.province, name=f"Xã Mới {n}", kind="commune") for n in range(3)]
    LegalAct.objects.create(
        number="3/2020/QĐ-UBND", number_key="3/2020/QĐ-UBND", issuer="Ủy ban nhân dân xã Cũ", kind="Quyết định",
        title="Quy định việc xã", issued_on=DAY(2020, 1, 2),
    )  # fmt: skip
    assert follow_new() == 0
    for one in new:
        succeed(None, old, one, on=DAY(2025, 7, 1), basis="Nghị quyết 1/NQ-UBTVQH15")
    look_again()
    assert look_for_grounds.func(0)
    assert {row.unit for row in ReviewRow.objects.all()} == set(new)
    ground = ReviewGround.objects.first()
    assert ground is not None and ground.rule == "reorganised" and "Xã Mới 2" in ground.quote
    assert "1/NQ-UBTVQH15" in ground.quote and scan() == 0
