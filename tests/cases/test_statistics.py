"""Forms over cases: carry-over, groups, matters, days, doubts, late records; every figure opens to its rows."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from cases.story import Told, day
from thuongton.cases.statistics.counting import FormWindow, recorded_since
from thuongton.cases.statistics.form_files import known_forms, read_form
from thuongton.cases.statistics.model import identity


def test_a_letter_not_handled_is_carried_over_and_a_handled_one_is_not() -> None:
    told = Told("khieu_nai")
    told.must("nhan_don", "2026-03-02", lan="dau", linh_vuc="khac", thuoc_tham_quyen=False, so_don=3)
    told.must("nhan_don", "2026-03-03", case="2", lan="dau", thuoc_tham_quyen=True, so_don=1)
    told.must("thu_ly", "2026-03-10", case="2")
    first = told.form("02/XLD", "2025-12-15", "2026-03-14")
    assert (first["cells"]["1"], first["cells"]["2"], first["cells"]["23"]) == (4, 1, 0)
    told.must("chuyen_don", "2026-03-20", den="cơ quan khác")
    second = told.form("02/XLD", "2026-03-15", "2026-06-14")
    assert (second["cells"]["1"], second["cells"]["2"], second["cells"]["25"]) == (3, 3, 3)
    assert second["rows"]["1"] == ["1"]
    assert all(one["holds"] for one in first["identities"] + second["identities"])


def test_a_complaint_under_consideration_is_in_column_three_and_the_reading_is_said() -> None:
    told = Told("khieu_nai")
    told.must("nhan_don", "2026-03-12", lan="dau", thuoc_tham_quyen=True, so_don=2)
    settled = told.form("03/GQKN", "2025-12-15", "2026-03-14")
    assert (settled["cells"]["1"], settled["cells"]["2"], settled["cells"]["3"]) == (2, 1, 1)
    letters = told.form("02/XLD", "2025-12-15", "2026-03-14")
    assert letters["wording"] == "partly unknown" and letters["unknown"] == ["2", "3", "4", "6"]
    assert all(one["holds"] for one in settled["identities"] + letters["identities"])


def test_a_reception_by_the_chairman_counts_its_days_even_when_nobody_came() -> None:
    told = Told("tiep_cong_dan")
    told.must("ngay_tiep_dinh_ky", "2026-03-02", nguoi="chu_tich")
    told.must("ngay_tiep_dinh_ky", "2026-03-09", case="2", nguoi="chu_tich")
    told.must("tiep", "2026-03-09", case="3", loai="dinh_ky", nguoi_tiep="chu_tich", so_nguoi=5, loai_don="to_cao")
    told.must("tiep", "2026-03-10", case="4", loai="thuong_xuyen", nguoi_tiep="can_bo", so_nguoi=4, cung_vu="3")
    cells = told.form("01/TCD", "2025-12-15", "2026-03-14")
    assert {key: value for key, value in cells["cells"].items() if value} == {
        "1": 2, "2": 9, "3": 1, "4": 1, "5": 1, "6": 4, "10": 2, "11": 1, "12": 5, "13": 1, "14": 1, "15": 5,
    }  # fmt: skip
    assert cells["rows"]["10"] == ["1", "2", "3"]
    assert cells["unknown"] == ["3", "7", "13", "19"]


def test_what_is_recorded_after_a_form_was_sent_is_listed() -> None:
    told = Told("hoa_giai")
    for number in range(1, 6):
        told.must("tiep_nhan", "2026-03-02", case=str(number), pham_vi="dan_su", noi_dung="mẫu")
    told.must("tiep_nhan", "2026-03-03", case="6", at="2026-04-02T09:00", pham_vi="khac", noi_dung="mẫu")
    told.must("dinh_chinh", "2026-04-03", case="1", truong="pham_vi", gia_tri="khac", ly_do="nhầm")
    sent = told.form("hg.ket_qua", "2025-12-15", "2026-03-14", as_of="2026-03-17")["cells"]
    now = told.form("hg.ket_qua", "2025-12-15", "2026-03-14")["cells"]
    assert (sent["1"], sent["2"], sent["4"]) == (5, 5, 0)
    assert (now["1"], now["2"], now["4"]) == (6, 4, 2)
    window = FormWindow(day("2025-12-15"), day("2026-03-14"))
    late = recorded_since(told.run.cases.values(), window, dt.datetime.fromisoformat("2026-03-17"))
    assert sorted((one.case, one.act.do) for one in late) == [("1", "dinh_chinh"), ("6", "tiep_nhan")]


def test_what_was_collected_before_is_no_longer_to_be_collected() -> None:
    told = Told("khieu_nai")
    told.must("nhan_don", "2026-02-02", lan="dau", thuoc_tham_quyen=True, so_don=1)
    told.must("thu_ly", "2026-02-05")
    told.must("quyet_dinh", "2026-03-02", "lanhdao", ket_qua="dung", thu_hoi_tien=100, tra_lai_dat=30)
    told.must("thi_hanh", "2026-03-10", da_thu_tien=40)
    told.must("thi_hanh", "2026-03-20", da_thu_tien=50, da_tra_dat=30)
    told.must("thi_hanh_xong", "2026-04-01", da_thu_tien=10, vu_khoi_to=1)

    def some(first: str, last: str) -> dict[str, int]:
        counted = told.form("05/KQTH", first, last)
        assert all(one["holds"] for one in counted["identities"])
        return {key: value for key, value in counted["cells"].items() if value}

    assert some("2025-12-15", "2026-03-14") == {"1": 1, "3": 100, "5": 40, "8": 30}
    assert some("2026-03-15", "2026-06-14") == {"1": 1, "2": 1, "3": 60, "5": 60, "8": 30, "10": 30, "13": 1}
    assert some("2026-06-15", "2026-09-14") == {}


def test_an_answer_for_a_joined_case_answers_it_too() -> None:
    told = Told("pakn_qppl")
    told.must("tiep_nhan", "2026-06-01", noi_dung="mẫu")
    told.must("tiep_nhan", "2026-06-02", case="2", noi_dung="mẫu")
    told.must("gop", "2026-06-03", case="2", vu_viec="1")
    assert told.form("pakn.dieu14", "2025-12-15", "2026-06-10")["cells"]["da_tra_loi"] == 0
    told.must("tra_loi", "2026-06-12", "lanhdao", so="1", ngay_ky="2026-06-12")
    counted = told.form("pakn.dieu14", "2025-12-15", "2026-12-14")
    assert counted["cells"]["da_tra_loi"] == 2 and counted["rows"]["da_tra_loi"] == ["1", "2"]


def test_a_reminder_is_no_sanction() -> None:
    told = Told("xlvphc")
    told.must("lap_bien_ban", "2026-03-02", doi_tuong="ca_nhan")
    told.must("ra_quyet_dinh", "2026-03-04", "lanhdao", hinh_thuc="nhac_nho", so="1")
    cells = told.form("xlvphc.bang_1", "2025-12-15", "2026-12-14")["cells"]
    assert (cells["so_vu_vi_pham"], cells["so_vu_bi_xu_phat"], cells["nhac_nho"]) == (1, 0, 1)


@pytest.mark.parametrize("text", ["", "1", "1 = ", "1 + 2", "a b = 2", "1 == 2"])
def test_what_is_no_identity_is_refused(text: str) -> None:
    assert identity(text) is None


def test_a_form_that_speaks_of_what_is_not_there_is_found_with_its_line() -> None:
    text = Path(known_forms()["hg.ket_qua"].file).read_text("utf-8")
    for old, new, code in (
        ("is: thanh}", "is: thanhh}", "unknown-name"),
        ("did: tiep_nhan", "did: tiep_nhann", "unknown-name"),
        ("set: thanh}}", "set: thanhh}}", "syntax"),
        ("{state: dang_hoa_giai}", "{state: dang}", "unknown-state"),
        ("1 = 2 + 3 + 4", "1 = 2 + 3 + 44", "unknown-name"),
    ):
        assert old in text or code == "syntax"
        if old in text:
            changed = text.replace(old, new, 1)
            line = next(
                n for n, (a, b) in enumerate(zip(text.splitlines(), changed.splitlines(), strict=True), 1) if a != b
            )
            found = read_form("x.yaml", changed.encode())[1]
            assert (code, line) in [(one.code, one.line) for one in found]
