"""Cases as rows: numbers, rights, repeated and stale acts, what is sealed, looked into, erased and found again."""

from __future__ import annotations

import datetime as dt
import json

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection

from cases.conftest import NAME, STORY, Office
from thuongton.audit.models import Event, RowChange
from thuongton.cases.checks import CHECKS
from thuongton.cases.models import Case, CaseEntry, CaseMark, CaseTerm, KeepingRule
from thuongton.cases.queries.cases import LOCKED, MASKED, fields_of, matching, snapshot_of, visible_to
from thuongton.cases.sealed_fields import ERASED
from thuongton.cases.services import NotAllowed, act_on, erase, hand_over, look, open_case
from thuongton.cases.services.retention import set_keeping
from thuongton.keyring.master import path

pytestmark = pytest.mark.django_db
LATER = dt.datetime.combine(dt.date(2026, 3, 20), dt.time())


def finds() -> list[str]:
    return [said for check in CHECKS for said in check.find()]


def whole_database() -> str:
    """Every value of every row of every table."""
    with connection.cursor() as cursor:
        told = []
        for table in connection.introspection.table_names():
            cursor.execute(f'SELECT * FROM "{table}"')
            told += [str(value) for row in cursor.fetchall() for value in row]
    return "\n".join(told)


def ended(office: Office) -> Case:
    """A mediation that came to its end."""
    case = office.mediation()
    act_on(office.officer, case, "phan_cong", "2026-03-11", {"hoa_giai_vien": "Tổ trưởng"})
    act_on(office.officer, case, "bat_dau", "2026-03-12", {})
    act_on(office.officer, case, "ket_thuc", "2026-03-16", {"ket_qua": "thanh", "van_ban": True})
    return case


def test_numbers_follow_one_another_in_register_and_year(office: Office) -> None:
    cases = [office.mediation(), office.mediation(), office.mediation("2025-12-30"), office.mediation()]
    assert [str(case) for case in cases] == ["01/2026", "02/2026", "01/2025", "03/2026"]
    there = {"pham_vi": "khac", "noi_dung": "x"}
    other, _answer = open_case(office.other, office.world.other_commune, "hoa_giai", "tiep_nhan", "2026-03-10", there)
    assert str(other) == "01/2026"
    assert Event.objects.filter(action="Tiếp nhận hồ sơ").count() == 5
    assert not RowChange.objects.filter(table__startswith="cases_", event__isnull=True).exists()
    assert finds() == []


def test_an_act_is_done_once_however_often_it_is_sent(office: Office) -> None:
    case = office.mediation()
    given = {"hoa_giai_vien": "Tổ trưởng"}
    first = act_on(office.officer, case, "phan_cong", "2026-03-11", given, tx="gui-mot-lan")
    again = act_on(office.officer, case, "phan_cong", "2026-03-11", given, tx="gui-mot-lan")
    assert (first.repeated, again.repeated, case.acts) == (False, True, 2)
    opening = {"pham_vi": "khac", "noi_dung": "x"}
    sent = [
        open_case(office.officer, office.world.commune, "hoa_giai", "tiep_nhan", "2026-03-10", opening, tx="mo")
        for _ in range(2)
    ]
    assert sent[0][0] == sent[1][0] and [answer.repeated for _case, answer in sent] == [False, True]
    assert Case.objects.count() == 2 and finds() == []


@pytest.mark.parametrize(
    ("do", "on", "data", "seq", "code"),
    [
        ("bat_dau", "2026-03-12", {}, None, "state"),
        ("phan_cong", "2026-03-12", {"hoa_giai_vien": "A"}, 0, "stale"),
        ("phan_cong", "2026-03-09", {"hoa_giai_vien": "A"}, None, "day"),
        ("dinh_chinh", "2026-03-12", {"truong": "pham_vi", "gia_tri": "khac"}, None, "missing"),
        ("bay", "2026-03-12", {}, None, "unknown-act"),
    ],
)
def test_what_is_refused_writes_nothing(
    office: Office, do: str, on: str, data: dict, seq: int | None, code: str
) -> None:
    case = office.mediation()
    events, changes = Event.objects.count(), RowChange.objects.count()
    with pytest.raises(NotAllowed) as refused:
        act_on(office.officer, case, do, on, data, seq=seq)
    assert refused.value.answer.code == code and "phan_cong" in refused.value.answer.allowed
    assert (Event.objects.count(), RowChange.objects.count(), CaseEntry.objects.count()) == (events, changes, 1)


def test_who_may_what(office: Office) -> None:
    case = office.mediation()
    assert set(visible_to(office.province)) == {case} == set(visible_to(office.inspector))
    assert not visible_to(office.other).exists()
    for stranger in (office.other, office.inspector):
        with pytest.raises(PermissionDenied):
            act_on(stranger, case, "phan_cong", "2026-03-11", {"hoa_giai_vien": "A"})
        with pytest.raises(PermissionDenied):
            look(stranger, case, "giải quyết khiếu nại")
    with pytest.raises(PermissionDenied):
        erase(office.officer, case, "hết hạn lưu")
    with pytest.raises(PermissionDenied):
        open_case(office.other, office.world.commune, "hoa_giai", "tiep_nhan", "2026-03-10", {})
    with pytest.raises(ValidationError, match="không có sổ"):
        open_case(office.officer, office.world.commune, "khong_co", "tiep_nhan", "2026-03-10", {})


def test_a_case_of_another_office_is_not_named(office: Office) -> None:
    mine = office.mediation()
    data = {"pham_vi": "khac", "noi_dung": "x"}
    theirs, _answer = open_case(office.other, office.world.other_commune, "hoa_giai", "tiep_nhan", "2026-03-10", data)
    for named in (str(theirs.uid), str(mine.uid), "khong-phai"):
        with pytest.raises(ValidationError, match="Không có hồ sơ được nêu"):
            act_on(office.officer, mine, "trung_voi", "2026-03-11", {"vu_viec": named})
    twin = office.mediation()
    act_on(office.officer, mine, "trung_voi", "2026-03-11", {"vu_viec": str(twin.uid)})
    assert [tie.other for tie in mine.ties.all()] == [twin] and mine.closed_on is not None and finds() == []


def test_personal_words_stand_nowhere_in_clear(office: Office) -> None:
    case = ended(office)
    right = {"truong": "noi_dung", "gia_tri": STORY + " và lối đi", "ly_do": "ghi thiếu"}
    act_on(office.officer, case, "dinh_chinh", "2026-03-17", right)
    told = whole_database().lower()
    for word in (NAME, "Bích Mẫu", "bich mau", STORY, "ranh giới", "lối đi", "nam_sinh"):
        assert word.lower() not in told and json.dumps(word)[1:-1].lower() not in told
    shown = fields_of(case)
    assert shown["ben"] == MASKED and shown["noi_dung"] == MASKED and shown["pham_vi"] == "dan_su"
    opened = fields_of(case, purpose=True)
    assert opened["ben"] == [{"ho_ten": NAME, "nam_sinh": 1980}] and opened["noi_dung"] == STORY + " và lối đi"
    assert finds() == []


def test_what_the_kind_does_not_know_is_sealed_too(office: Office) -> None:
    """A program that sends a field of its own may send anything in it."""
    case = office.mediation(so_cccd="079080001234 Bích Mẫu")
    act_on(office.officer, case, "phan_cong", "2026-03-11", {"hoa_giai_vien": "A", "ghi_them": f"của {NAME}"})
    wrong = {"truong": "pham_vi", "gia_tri": "khac", "ly_do": "ghi nhầm", "them": NAME}
    act_on(office.officer, case, "dinh_chinh", "2026-03-12", wrong)
    kind, where = "kiem_tra_thi_hanh", office.world.commune  # a kind in which nothing is personal
    bare, _answer = open_case(office.officer, where, kind, "mo", "2026-03-10", {"noi_dung": "kiểm tra"})
    assert bare.key is None
    act_on(office.officer, bare, "ket_luan", "2026-03-12", {"ket_luan": "tốt", "ly_do": f"theo đơn của {NAME}"})
    assert bare.key is not None and fields_of(bare, purpose=True)["ly_do"] == f"theo đơn của {NAME}"
    told = whole_database().lower()
    assert "079080001234" not in told and "bích mẫu" not in told and "b\\u00edch" not in told
    case.refresh_from_db()
    assert fields_of(case)["so_cccd"] == MASKED and fields_of(case, purpose=True)["ghi_them"] == f"của {NAME}"
    assert finds() == []


def test_a_case_is_found_by_what_was_sealed(office: Office) -> None:
    case = office.mediation()
    office.mediation(ben=[{"ho_ten": "Lê Văn Khác"}], noi_dung="việc khác")
    for words in (NAME, "bich mau", "MẪU Bích", "ranh giới đất"):
        assert list(matching(visible_to(office.officer), words)) == [case]
    assert not matching(visible_to(office.officer), "bích khác").exists()
    assert not matching(visible_to(office.other), NAME).exists()


def test_looking_asks_for_a_purpose_and_is_noted(office: Office) -> None:
    case = office.mediation()
    with pytest.raises(ValidationError, match="mục đích"):
        look(office.officer, case, "  ")
    noted = look(office.officer, case, "lập biên bản hoà giải thành")
    assert noted.fields == ["ben", "noi_dung"] and noted.user == office.officer
    assert Event.objects.latest("id").action == "Mở trường nhạy cảm của hồ sơ"


def test_what_is_erased_is_gone_and_the_rest_stands(office: Office) -> None:
    open_one, case = office.mediation(), ended(office)
    before = snapshot_of(case, LATER, False)
    with pytest.raises(ValidationError, match="chưa kết thúc"):
        erase(office.leader, open_one, "hết hạn lưu")
    erase(office.leader, case, "hết thời hạn lưu theo Thông tư mẫu")
    case.refresh_from_db()
    shown = fields_of(case, purpose=True)
    assert shown["ben"] == shown["noi_dung"] == ERASED and shown["ket_qua"] == "thanh"
    assert snapshot_of(case, LATER, False) == before
    assert not CaseMark.objects.filter(case=case).exists() and list(matching(Case.objects.all(), NAME)) == [open_one]
    with pytest.raises(ValidationError, match="đã xoá"):
        act_on(office.leader, case, "mo_lai", "2026-03-20", {"ly_do": "xem lại"})
    with pytest.raises(ValidationError, match="không còn"):
        erase(office.leader, case, "lần nữa")
    assert finds() == []


def test_without_the_master_key_the_rest_is_served(office: Office) -> None:
    case = office.mediation()
    path().unlink()
    assert fields_of(case, purpose=True)["noi_dung"] == LOCKED and fields_of(case)["pham_vi"] == "dan_su"
    assert list(matching(visible_to(office.officer), "dan_su")) == [case]
    assert not matching(visible_to(office.officer), NAME).exists()
    assert snapshot_of(case, LATER, False)["state"] == "moi"
    act_on(office.officer, case, "phan_cong", "2026-03-11", {"hoa_giai_vien": "A"})  # nothing personal in it


def test_cases_are_handed_over(office: Office) -> None:
    cases = [office.mediation(), office.mediation()]
    assert hand_over(office.officer, cases, office.leader, reason="nghỉ phép") == 2
    assert hand_over(office.officer, cases, office.leader) == 0
    assert {case.handler for case in Case.objects.all()} == {office.leader}
    with pytest.raises(ValidationError, match="không có vai trò"):
        hand_over(office.officer, cases, office.other)


def test_checks_find_rows_that_are_not_the_fold_of_their_acts(office: Office) -> None:
    case = office.mediation()
    act_on(office.officer, case, "phan_cong", "2026-03-11", {"hoa_giai_vien": "A"})
    assert finds() == []
    CaseTerm.objects.filter(case=case).update(due="2026-01-01")
    assert len(finds()) == 1
    Case.objects.filter(pk=case.pk).update(version=99)
    assert finds()[0].endswith("không có.")


def test_what_is_kept_past_its_years_is_found(office: Office) -> None:
    case = ended(office)
    assert finds() == []  # no clause says how long mediations are kept
    set_keeping(None, KeepingRule(), "hoa_giai", "Điều 5 Thông tư mẫu", years=5)
    assert finds() == []
    Case.objects.filter(pk=case.pk).update(closed_on="2015-03-16", opened_on="2015-03-10")
    assert any("đã quá 5 năm lưu" in said for said in finds())
