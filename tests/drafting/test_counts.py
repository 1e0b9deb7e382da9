"""Policies, consultations and dossiers as they are counted."""

from __future__ import annotations

import pytest

from thuongton.drafting.consultation import ConsultationCount, HeardBody, counted
from thuongton.drafting.dossier import asked_parts, missing, missing_words, parts_for, unseen
from thuongton.drafting.policy import WeighedProblem, fewest


@pytest.mark.parametrize(
    ("keeps", "few", "number"),
    [
        ((), True, 0),
        ((False,), True, 1),
        ((False, True), True, 1),
        ((False, False), False, 2),
        ((False, False, True), False, 2),
    ],
)
def test_keeping_as_is_does_not_count(keeps: tuple[bool, ...], few: bool, number: int) -> None:
    one = WeighedProblem("Mẫu", keeps)
    assert (one.has_too_few, one.counted) == (few, number)
    assert fewest([one, WeighedProblem("Khác", (False, False, False))]) == number
    assert fewest([]) == 0


def test_every_body_and_every_remark_is_counted_once() -> None:
    heard = [HeardBody(False), HeardBody(True), HeardBody(True, ["received", "partly", "explained", ""])]
    found = counted(heard)
    assert found == ConsultationCount(3, 2, 4, 2, 1)
    assert (found.silent, found.open) == (1, 1)
    assert found.asked == found.answered + found.silent
    assert found.remarks == found.received + found.explained + found.open


def test_parts_of_the_dossier_are_data_and_all_of_them_to_be_checked() -> None:
    assert all(one.to_check and one.source for one in asked_parts())
    with_policy, without = parts_for(True), parts_for(False)
    assert {one.key for one in with_policy} - {one.key for one in without} == {"danh_gia_tac_dong"}


def test_what_is_missing_and_what_nobody_looked_at_are_two_things() -> None:
    parts = parts_for(False)
    found = {"to_trinh": True, "du_thao": False}
    assert [one.key for one in missing(parts, found)] == ["du_thao"]
    assert [one.key for one in unseen(parts, found)] == ["tong_hop_y_kien"]
    assert missing_words(missing(parts, found), {"du_thao": "chưa có bản sạch"}) == "Dự thảo văn bản (chưa có bản sạch)"
    assert missing(parts, {"khac": False}) == []
