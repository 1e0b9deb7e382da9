"""Acts on cases: refusals, corrections, reopening, taking back, clocks that replace, pause and extend."""

from __future__ import annotations

import dataclasses
import random

import pytest

from cases.story import Told, day
from cases.walks import value
from thuongton.cases.definition.library import known_kinds
from thuongton.cases.definition.model import CaseKind, KindTransition
from thuongton.cases.engine.acts import UnusableAct, act_from
from thuongton.cases.engine.built_in import BUILT_IN
from thuongton.cases.engine.fold import fold
from thuongton.cases.engine.judge import judge
from thuongton.cases.engine.moving import preview_move
from thuongton.cases.engine.state import FoldedCase


def mediation() -> Told:
    told = Told("hoa_giai")
    told.must("tiep_nhan", "2026-03-02", pham_vi="dan_su", noi_dung="tranh chấp mẫu")
    told.must("phan_cong", "2026-03-03", hoa_giai_vien="hgv-1")
    return told


@pytest.mark.parametrize(
    ("do", "on", "by", "data", "code"),
    [
        ("nhay_mua", "2026-03-04", "congchuc", {}, "unknown-act"),
        ("ket_thuc", "2026-03-04", "congchuc", {"ket_qua": "thanh"}, "state"),
        ("tiep_nhan", "2026-03-04", "congchuc", {"pham_vi": "khac", "noi_dung": "x"}, "state"),
        ("bat_dau", "2026-03-04", "kiemtra", {}, "role"),
        ("bat_dau", "2026-03-04", "nguoidan", {}, "role"),
        ("bat_dau", "2026-03-04", "", {}, "role"),
        ("bat_dau", "2026-03-02", "congchuc", {}, "day"),
        ("hen_khac", "2026-03-04", "congchuc", {}, "missing"),
        ("hen_khac", "2026-03-04", "congchuc", {"ngay": "mai"}, "value"),
        ("dinh_chinh", "2026-03-04", "congchuc", {"truong": "pham_vi", "gia_tri": "khac"}, "missing"),
        ("dinh_chinh", "2026-03-04", "congchuc", {"truong": "pham_vi", "gia_tri": "xx", "ly_do": "a"}, "value"),
        ("dinh_chinh", "2026-03-04", "congchuc", {"truong": "khong_co", "gia_tri": "xx", "ly_do": "a"}, "value"),
    ],
)
def test_an_impossible_act_is_refused_with_what_is_allowed(
    do: str, on: str, by: str, data: dict[str, str], code: str
) -> None:
    told = mediation()
    before = told.run.look("1", "2026-03-04")
    answer = told.act(do, on, by, **data)
    assert (answer.ok, answer.code) == (False, code)
    assert str(answer.refused).endswith(".")
    assert ("bat_dau" in answer.allowed) is (by == "congchuc")
    assert told.run.look("1", "2026-03-04") == before


def test_an_act_recorded_before_it_happened_is_refused() -> None:
    assert mediation().act("bat_dau", "2026-03-05", at="2026-03-04T09:00").code == "day"


def test_a_repeated_tx_changes_nothing_and_a_stale_sequence_is_refused() -> None:
    told = mediation()
    line = {"do": "bat_dau", "case": "1", "on": "2026-03-04", "by": "congchuc", "tx": "one", "seq": 2}
    assert told.run.do(line).ok
    again = told.run.do({**line, "seq": 2})
    assert again.ok and again.repeated
    assert len(told.run.cases["1"].acts) == 3
    assert told.run.do({**line, "tx": "two", "do": "ket_thuc", "data": {"ket_qua": "thanh"}}).code == "stale"


@pytest.mark.parametrize(
    "line",
    [
        {},
        {"do": "x"},
        {"do": "x", "on": "hôm qua"},
        {"do": "x", "on": "1850-01-01"},
        {"do": "x", "on": "2026-01-01", "seq": "2"},
    ],
)
def test_what_is_no_act_is_said_in_one_sentence(line: dict[str, str]) -> None:
    with pytest.raises(UnusableAct):
        act_from(line)


def test_an_act_recorded_late_is_on_time_and_marked() -> None:
    told = mediation()
    told.must("bat_dau", "2026-03-06", at="2026-03-20T09:00")
    seen = told.run.look("1", "2026-03-21")
    assert seen["clocks"]["start"]["status"] == "done_on_time"
    assert seen["flags"] == ["nhap_muon"]


def test_one_working_day_later_is_not_late() -> None:
    told = mediation()
    told.must("bat_dau", "2026-03-06", at="2026-03-09T09:00")  # Friday, recorded on Monday
    assert told.run.look("1", "2026-03-21")["flags"] == []


def test_a_correction_leaves_state_and_clocks_and_keeps_the_old_value() -> None:
    told = mediation()
    before = told.run.look("1", "2026-03-04")
    told.must("dinh_chinh", "2026-03-04", truong="pham_vi", gia_tri="khac", ly_do="ghi nhầm")
    after = told.run.look("1", "2026-03-04")
    assert (after["state"], after["clocks"]) == (before["state"], before["clocks"])
    assert after["flags"] == ["da_dinh_chinh"]
    case = told.run.folded(told.run.cases["1"])
    assert [(one.old, one.new, one.reason) for one in case.corrections] == [("dan_su", "khac", "ghi nhầm")]
    counted = told.form("hg.ket_qua", "2025-12-15", "2026-12-14")["cells"]
    assert (counted["2"], counted["4"]) == (0, 1)


def test_reopening_needs_a_leader_and_a_reason_and_starts_its_own_clock() -> None:
    told = mediation()
    told.must("bat_dau", "2026-03-04")
    told.must("ket_thuc", "2026-03-10", ket_qua="thanh")
    assert told.act("mo_lai", "2026-04-01", "congchuc", ly_do="x").code == "role"
    assert told.act("mo_lai", "2026-04-01", "lanhdao").code == "missing"
    told.must("mo_lai", "2026-04-01", "lanhdao", ly_do="các bên yêu cầu")
    assert told.clock("start", "2026-04-02") == ("2026-04-06", "due_soon")
    assert told.run.look("1", "2026-04-02")["state"] == "da_phan_cong"
    assert [clock.stopped is not None for clock in told.run.folded(told.run.cases["1"]).past] == [True]


def test_the_last_act_is_taken_back_whole_and_the_first_never() -> None:
    told = mediation()
    before = told.run.look("1", "2026-03-05")
    told.must("bat_dau", "2026-03-04")
    told.must("hoan_tac", "2026-03-05", ly_do="nhầm hồ sơ")
    assert told.run.look("1", "2026-03-05") == before
    assert len(told.run.cases["1"].acts) == 4  # the trail keeps both
    told.must("hoan_tac", "2026-03-05", ly_do="nhầm")
    assert told.act("hoan_tac", "2026-03-05", ly_do="nhầm").code == "state"


def test_a_clock_that_replaces_takes_its_pauses_along() -> None:
    told = Told("khieu_nai")
    told.must("nhan_don", "2026-07-06", lan="dau", thuoc_tham_quyen=True, so_don=1)
    told.must("thu_ly", "2026-07-13")
    told.must("tam_dinh_chi", "2026-07-20", "lanhdao")
    assert told.clock("first", "2026-07-25") == (None, "paused")
    assert told.run.look("1", "2026-07-25")["queues"] == []
    told.must("tiep_tuc", "2026-07-29", "lanhdao")
    assert told.clock("first", "2026-07-30") == (
        "2026-08-22",
        "running",
    )  # 12/8 and ten days: a Saturday worked by swap
    assert "ngay_tiep_tuc_chua_ro" in told.run.look("1", "2026-07-30")["flags"]
    told.must("phuc_tap", "2026-07-30")
    assert told.clock("first", "2026-07-31")[1] == "replaced"
    assert told.clock("first_complex", "2026-07-31") == ("2026-09-07", "running")


def test_an_extension_of_denunciations_is_bounded_by_the_law() -> None:
    told = Told("to_cao")
    told.must("nhan_don", "2026-03-02", lan="dau", thuoc_tham_quyen=True, so_don=1)
    told.must("keo_dai_xu_ly", "2026-03-03", ly_do="nhiều nơi")
    assert told.clock("initial_handling", "2026-03-04")[0] == "2026-03-16"
    told.must("thu_ly", "2026-03-10", "lanhdao")
    assert told.act("gia_han", "2026-03-20", "lanhdao", muc_do="phuc_tap", so_ngay=31).code == "extension"
    told.must("gia_han", "2026-03-20", "lanhdao", muc_do="phuc_tap", so_ngay=30)
    assert told.clock("settle", "2026-03-21")[0] == "2026-05-11"  # 9/5 is a Saturday
    assert told.act("gia_han", "2026-03-21", "lanhdao", muc_do="phuc_tap", so_ngay=30).code == "condition"
    told.must("gia_han", "2026-03-21", "lanhdao", muc_do="dac_biet_phuc_tap", so_ngay=30)
    assert told.act("gia_han", "2026-03-22", "lanhdao", muc_do="dac_biet_phuc_tap", so_ngay=30).code == "extension"


def test_each_asked_body_has_its_clock_and_silence_means_agreement_for_one_topic_only() -> None:
    for one_topic in (True, False):
        told = Told("pakn_qppl")
        told.must("tiep_nhan", "2026-03-02", noi_dung="mẫu", mot_noi_dung=one_topic)
        told.must("de_nghi_phoi_hop", "2026-03-04", co_quan="so-a")
        told.must("de_nghi_phoi_hop", "2026-03-05", co_quan="so-b")
        told.must("phoi_hop_tra_loi", "2026-03-16", co_quan="so-a", noi_dung="đồng ý")
        assert told.clock("answer", "2026-03-20")[1] == "replaced"
        assert told.clock("answer_several_bodies", "2026-03-20") == ("2026-04-13", "running")
        assert told.clock("ask_cooperation", "2026-03-20") == ("2026-03-05", "done_on_time")
        assert told.clock("cooperation_reply:so-a", "2026-03-20") == ("2026-03-18", "done_on_time")
        assert told.clock("cooperation_reply:so-b", "2026-03-20") == ("2026-03-19", "overdue")
        seen = told.run.look("1", "2026-03-20")
        assert seen["flags"] == (["im_lang_dong_y:so-b"] if one_topic else [])
        assert "qua_han" not in seen["queues"]  # another body's duty is never our overdue


def test_a_late_answer_needs_its_reason_and_stays_late() -> None:
    told = Told("pakn_qppl")
    told.must("tiep_nhan", "2026-03-02", noi_dung="mẫu")
    assert told.act("tra_loi", "2026-03-24", "lanhdao", so="1", ngay_ky="2026-03-24").code == "missing"
    answer = told.act("tra_loi", "2026-03-24", "lanhdao", so="1", ngay_ky="2026-03-24", ly_do_qua_han="chờ ý kiến")
    assert answer.ok and len(answer.warnings) == 1
    assert told.clock("answer", "2027-01-01") == ("2026-03-23", "done_late")


def test_the_day_of_signing_judges_an_answer_recorded_later() -> None:
    told = Told("pakn_qppl")
    told.must("tiep_nhan", "2026-03-02", noi_dung="mẫu")
    told.must("tra_loi", "2026-03-25", "lanhdao", so="1", ngay_ky="2026-03-23")
    assert told.clock("answer", "2026-03-26")[1] == "done_on_time"


def test_hours_run_through_the_night_from_the_moment() -> None:
    told = Told("tro_giup_phap_ly")
    told.must("tiep_nhan", "2026-03-06T20:00", bi_tam_giu=True, hinh_thuc="tham_gia_to_tung")
    told.must("chuyen_trung_tam", "2026-03-06T20:10")
    told.must("trung_tam_thu_ly", "2026-03-06T21:00")
    assert told.clock("appoint_arrested", "2026-03-07T05:00")[1] == "running"
    assert told.clock("appoint_arrested", "2026-03-07T06:00")[1] == "due_soon"
    assert told.clock("appoint_arrested", "2026-03-07T09:00")[1] == "due_soon"
    assert told.clock("appoint_arrested", "2026-03-07T09:01")[1] == "overdue"
    told.must("trung_tam_cu_nguoi", "2026-03-07T08:59")
    assert told.clock("appoint_arrested", "2026-03-08")[1] == "done_on_time"
    assert told.clock("appoint_in_proceedings", "2026-03-08")[1] == "not_started"


def test_what_begins_again_has_a_new_clock_and_the_old_one_is_kept() -> None:
    told = Told("xlvphc")
    told.must("lap_bien_ban", "2026-03-02", doi_tuong="ca_nhan")
    told.must("ra_quyet_dinh", "2026-03-04", "lanhdao", hinh_thuc="canh_cao", so="1")
    told.must("phat_hien_khong_chap_hanh", "2026-03-09")
    told.must("lap_bb_khong_chap_hanh", "2026-03-10")
    told.must("phat_hien_khong_chap_hanh", "2026-03-16")
    assert told.clock("record_noncompliance", "2026-03-17") == ("2026-03-19", "due_soon")
    assert len(told.run.folded(told.run.cases["1"]).past) == 1


def test_before_a_kind_is_in_force_nothing_is_taken_in() -> None:
    assert Told("pakn_qppl").act("tiep_nhan", "2026-01-29", noi_dung="mẫu").code == "kind"


GARBAGE = (None, "", "x", "2026-13-45", 0, -1, 10**30, 1.5, True, [], [1], {}, {"a": [1]}, [{"b": None}], "a" * 10_000)


@pytest.mark.parametrize("name", sorted(known_kinds()))
def test_whatever_is_sent_an_act_is_done_or_refused(name: str) -> None:
    kind = known_kinds()[name][-1]
    for number, thing in enumerate(GARBAGE):
        told = Told(name)
        for turn in range(6):
            case = told.run.cases.get("1")
            state = told.run.folded(case).state if case else None
            for act in [*kind.leaving(state).values(), *BUILT_IN.values()]:
                data = dict.fromkeys([*act.given, "la"], thing)
                line = {"do": act.name, "on": f"2026-08-{turn + number + 1:02}", "by": "lanhdao", "data": data}
                told.run.do(line)
                told.run.do({**line, "data": fitting(kind, act)})
        if told.run.cases:
            told.run.look("1", "2026-12-31")


def fitting(kind: CaseKind, act: KindTransition) -> dict[str, object]:
    chance = random.Random(act.name)
    return {name: value(kind.fields[name], day("2026-08-01"), chance, []) for name in act.given if name in kind.fields}


def newer(kind: CaseKind, **changes: object) -> CaseKind:
    return dataclasses.replace(kind, version=kind.version + 1, **changes)  # type: ignore[arg-type]


def test_moving_to_a_newer_version_lists_what_cannot_move() -> None:
    told = mediation()
    told.must("tiep_nhan", "2026-03-02", case="2", pham_vi="khac", noi_dung="mẫu")
    old = known_kinds()["hoa_giai"][-1]
    without = newer(old, states={name: one for name, one in old.states.items() if name != "da_phan_cong"})
    cases = [told.run.folded(one) for one in told.run.cases.values()]
    can, cannot = preview_move(cases, without)
    assert can == ["2"]
    assert [str(one) for one in cannot["1"]] == ["Phiên bản mới không có trạng thái «da_phan_cong»."]


def test_a_moved_case_goes_on_under_the_newer_version() -> None:
    told = mediation()
    old = known_kinds()["hoa_giai"][-1]
    start = old.clocks["start"]
    longer = dataclasses.replace(start, rules=(dataclasses.replace(start.rules[0], n=5),))
    new = newer(old, clocks={"start": longer})
    versions = {2: new}
    move = act_from(
        {"do": "chuyen_phien_ban", "on": "2026-03-04", "by": "congchuc", "data": {"phien_ban": 2, "ly_do": "luật mới"}}
    )
    time = told.run.time
    case: FoldedCase = told.run.folded(told.run.cases["1"])
    assert judge(case, move, time, versions=lambda _kind, n: versions.get(n)).ok
    assert judge(case, move, time, versions=lambda _kind, n: None).code == "value"
    acts = [*told.run.cases["1"].acts, move]
    moved = fold(old, acts, time, versions=lambda _kind, n: versions.get(n))
    assert moved.kind is new
    assert str(moved.clocks["start"].due_day(time).due) == "2026-03-09"


def test_moments_of_one_day_are_judged_by_what_can_be_proved() -> None:
    act = act_from({"do": "x", "on": "2026-03-04", "at": "2026-03-06T10:00", "by": "a"})
    assert (str(act.earliest), str(act.latest)) == ("2026-03-04 00:00:00", "2026-03-04 23:59:00")
    same = act_from({"do": "x", "on": "2026-03-04", "at": "2026-03-04T10:00", "by": "a"})
    assert same.earliest == same.latest == same.at
