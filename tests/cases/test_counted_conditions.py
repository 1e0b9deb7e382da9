"""Conditions that count acts and days between two fields, and the sentence of a kind where one does not hold."""

from __future__ import annotations

from typing import Any

import pytest

from cases.story import Told
from thuongton.cases.act_in_hand import said_condition
from thuongton.cases.definition.conditions import ActTimes, DaysBetween
from thuongton.cases.definition.kind_files import read_kind
from thuongton.cases.definition.library import kind_files, known_kinds

KIND = "quyet_dinh_ubnd_tinh"


class Asked:
    """A case that knows some fields and how often acts were done."""

    kind_name = KIND

    def __init__(self, fields: dict[str, Any], times: dict[str, int]) -> None:
        self.fields, self.done = fields, times

    def value(self, field: str) -> Any:
        return self.fields.get(field)

    def times(self, act: str) -> int:
        return self.done.get(act, 0)


@pytest.mark.parametrize(
    ("first", "last", "least", "most", "holds"),
    [
        ("2026-04-15", "2026-04-24", None, 9, True),
        ("2026-04-15", "2026-04-25", None, 9, False),
        ("2026-04-15", "2026-04-25", 10, None, True),
        ("2026-04-15", "2026-04-14", None, 9, True),
        ("2026-02-28", "2026-03-10", 10, 10, True),
        (None, "2026-04-14", None, 9, False),
        ("2026-04-15", "mai", None, 9, False),
    ],
)
def test_days_between_two_fields(first: Any, last: Any, least: int | None, most: int | None, holds: bool) -> None:
    view: Any = Asked({"a": first, "b": last}, {})
    assert DaysBetween("a", "b", least, most).holds(view) is holds


@pytest.mark.parametrize(
    ("done", "least", "most", "holds"),
    [
        ({}, None, 2, True),
        ({"tra": 2}, None, 2, True),
        ({"tra": 3}, None, 2, False),
        ({"tra": 1, "lai": 1}, 2, None, True),
    ],
)
def test_acts_counted(done: dict[str, int], least: int | None, most: int | None, holds: bool) -> None:
    view: Any = Asked({}, done)
    assert ActTimes(("tra", "lai"), least, most).holds(view) is holds


def test_an_act_taken_back_does_not_count() -> None:
    told = Told(KIND)
    told.must("dang_ky_xay_dung", "2026-03-02", ten_goi="Mẫu", co_quan_soan_thao="Sở Mẫu")
    told.must("chap_thuan", "2026-03-02", so_chap_thuan="1", ngay_chap_thuan="2026-03-02")
    told.must("giao_soan_thao", "2026-03-02")
    told.must("dang_lay_y_kien", "2026-03-02", ngay_dang="2026-03-02")
    told.must("ket_thuc_lay_y_kien", "2026-03-12", ngay_ket_thuc_lay_y_kien="2026-03-12")
    told.must("tong_hop_y_kien", "2026-03-12", so_y_kien=0)
    told.must("gui_tham_dinh", "2026-03-12", so_gui_tham_dinh="2")
    for again in range(3):
        told.must("de_nghi_bo_sung", "2026-03-13", thieu="Tờ trình", han_bo_sung="2026-03-20")
        if again == 0:
            told.must("hoan_tac", "2026-03-13", ly_do="Nhầm hồ sơ")
            told.must("de_nghi_bo_sung", "2026-03-13", thieu="Dự thảo", han_bo_sung="2026-03-20")
        told.must("nop_bo_sung", "2026-03-13")
    refused = told.act("de_nghi_bo_sung", "2026-03-13", thieu="Nữa", han_bo_sung="2026-03-20")
    assert str(refused.refused).startswith("Hồ sơ đã trả 3 lần")


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("{times: la, at_most: 2}", "unknown-name"),
        ("{times: trinh}", "missing-name"),
        ("{days_from: la, to: ngay_ky, at_most: 9}", "unknown-field"),
        ("{days_from: ngay_dang, to: la, at_most: 9}", "unknown-field"),
        ("{days_from: ngay_dang, at_most: 9}", "missing-name"),
        ("{days_from: ngay_dang, to: ngay_ky}", "missing-name"),
        ("{times: trinh, at_most: mai}", "bad-number"),
    ],
)
def test_a_wrong_condition_is_found_on_its_line(said: str, code: str) -> None:
    path = next(one for one in kind_files() if one.stem == KIND)
    text = path.read_text("utf-8")
    was = "when: {times: de_nghi_bo_sung, at_most: 2}"
    assert was in text
    line = next(number for number, each in enumerate(text.splitlines(), 1) if was in each)
    found = read_kind("x.yaml", text.replace(was, f"when: {said}").encode())[1]
    assert (line, code) in {(one.line, one.code) for one in found}


def test_days_are_told_in_words() -> None:
    kind = known_kinds()[KIND][-1]
    words = said_condition(DaysBetween("ngay_ky", "ngay_hieu_luc", None, 9), kind)
    assert words == "khi từ «Ngày ký» đến «Ngày có hiệu lực» chưa đủ 10 ngày"


def test_the_kind_says_why_an_act_is_refused() -> None:
    told = Told("van_ban_trai_phap_luat")
    told.must(
        "ghi_phat_hien", "2026-03-02", so_ky_hieu="1/2026/QĐ-UBND", co_quan_ban_hanh="UBND xã Mẫu", vai="ban_hanh",
        dau_hieu="hieu_luc",
    )  # fmt: skip
    told.must(
        "ket_luan",
        "2026-03-03",
        so_ket_luan="1",
        ngay_ket_luan="2026-03-03",
        noi_dung="Mẫu",
        kien_nghi="bai_bo_toan_bo",
    )
    told.must("nhan_ket_luan", "2026-03-04", ngay_nhan="2026-03-04")
    assert told.clock("xu_ly", "2026-03-20") == ("2026-04-03", "running")
    refused = told.act("nhac", "2026-03-20", so_nhac="2")
    assert str(refused.refused).startswith("Chưa hết 30 ngày")
