"""A drafter from the programme to publication, an appraiser who returns a dossier, then accepts it: through pages."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client

from cases.conftest import Office
from thuongton.cases.models import Case
from thuongton.cases.services import act_on
from thuongton.documents.models import Draft
from thuongton.drafting.models import (
    ConsultedBody,
    DraftRemark,
    PolicyProblem,
    PolicySolution,
    Programme,
    ProgrammeLine,
)
from thuongton.drafting.queries.dossier import found_parts
from thuongton.drafting.queries.drafts import MILESTONES, count_of_year, drafting_cases, opinions_visible_to, reached
from thuongton.drafting.services.consultation import ask_body, note_answer, note_remark, settle_remark, sum_up
from thuongton.drafting.services.dossier import check_parts, return_dossier
from thuongton.drafting.services.linking import link_draft, unlink_draft
from thuongton.drafting.services.policy import choose_solution, complete_policy, note_problem, note_solution
from thuongton.drafting.services.programme import add_line, adopt, drop_line, start_line
from thuongton.people.queries import today
from thuongton.prints.models import Printout

pytestmark = pytest.mark.django_db
NAME = "Quy định quản lý chợ trên địa bàn xã Một"


def days(number: int) -> dt.date:
    """A day counted from today."""
    return today() + dt.timedelta(days=number)


def line_of(office: Office, **more: Any) -> ProgrammeLine:
    given: dict[str, Any] = {
        "year": today().year, "form": "quyet_dinh_ubnd_xa", "title": NAME, "drafter_told": "Phòng Kinh tế", "month": 9,
    }  # fmt: skip
    return add_line(office.officer, office.world.commune, **given | more)


def act(office: Office, case: Case, do: str, on: dt.date, **data: Any) -> None:
    act_on(office.officer, case, do, on.isoformat(), data)


def consulted(office: Office) -> Case:
    """A draft whose consultation began today, forty days after its registration."""
    case = start_line(office.officer, line_of(office))
    act(office, case, "chap_thuan", today(), so_chap_thuan="12/UBND", ngay_chap_thuan=today().isoformat())
    act(office, case, "giao_soan_thao", today())
    act(office, case, "dang_lay_y_kien", today(), ngay_dang=days(-30).isoformat())
    return case


def appraised(office: Office) -> Case:
    """A draft whose dossier waits to be checked."""
    case = consulted(office)
    act(office, case, "ket_thuc_lay_y_kien", today(), ngay_ket_thuc_lay_y_kien=today().isoformat())
    sum_up(office.officer, case)
    act(office, case, "gui_tham_dinh", today(), so_gui_tham_dinh="15/PKT")
    return case


def test_drafter_from_programme_to_publication(office: Office, client: Client) -> None:
    client.force_login(office.officer)
    base = "/xay-dung-van-ban/"
    sent = {
        "nam": today().year,
        "hinh-thuc": "quyet_dinh_ubnd_xa",
        "ten-goi": NAME,
        "co-quan": "Phòng Kinh tế",
        "thang": "9",
    }
    assert client.post(f"{base}chuong-trinh/them/ghi/", sent | {"ten-goi": " "}).status_code == 400
    assert client.post(f"{base}chuong-trinh/them/ghi/", sent)["Location"] == f"{base}chuong-trinh/"
    twice = client.post(f"{base}chuong-trinh/them/ghi/", sent)
    assert twice.status_code == 400 and "đã có trong chương trình" in twice.content.decode()
    line = ProgrammeLine.objects.get()
    assert NAME in client.get(f"{base}chuong-trinh/").content.decode()
    done = client.post(f"{base}chuong-trinh/van-ban/{line.pk}/dang-ky/")
    case = Case.objects.get()
    assert done["Location"] == case.get_absolute_url()
    assert case.data["ten_goi"] == NAME and case.kind == "quyet_dinh_ubnd_xa"
    page = client.get(case.get_absolute_url()).content.decode()
    tabs = {key: f"{base}ho-so/{case.uid}/{key}/" for key in ("chinh-sach", "y-kien", "ho-so-tham-dinh", "du-thao")}
    assert all(address in page for address in tabs.values())
    assert all(client.get(address).status_code == 200 for address in tabs.values())

    act(office, case, "chap_thuan", today(), so_chap_thuan="12/UBND", ngay_chap_thuan=today().isoformat())
    act(office, case, "giao_soan_thao", today())
    policy = tabs["chinh-sach"]
    client.post(f"{policy}van-de/", {"van-de": "Chợ tự phát", "muc-tieu": "Có nơi bán"})
    problem = PolicyProblem.objects.get()
    few = client.post(f"{policy}hoan-thien/")
    assert few.status_code == 400 and "mới có 0 giải pháp" in few.content.decode()
    for words, keeps in (("Lập chợ mới", ""), ("Giữ nguyên", "on"), ("Sắp xếp lại chợ cũ", "")):
        client.post(f"{policy}giai-phap/", {"row": problem.pk, "giai-phap": words, "giu-nguyen": keeps})
    assert "chưa chọn giải pháp" in client.post(f"{policy}hoan-thien/").content.decode()
    chosen = PolicySolution.objects.get(words="Lập chợ mới")
    client.post(f"{policy}chon/", {"row": chosen.pk, "ly-do": "Ít chi phí"})
    assert client.post(f"{policy}hoan-thien/").status_code == 302
    case.refresh_from_db()
    assert (case.data["so_van_de"], case.data["it_giai_phap_nhat"]) == (1, 2)

    act(office, case, "dang_lay_y_kien", today(), ngay_dang=days(-12).isoformat())
    said = tabs["y-kien"]
    client.post(f"{said}hoi/", {"co-quan": "Công an xã", "ngay": f"{today():%d/%m/%Y}"})
    client.post(f"{said}hoi/", {"co-quan": "Phòng Văn hóa", "ngay": f"{today():%d/%m/%Y}"})
    police = ConsultedBody.objects.get(name="Công an xã")
    assert client.post(f"{said}gop-y/", {"row": police.pk, "y-kien": "Bỏ khoản 2"}).status_code == 400
    client.post(f"{said}tra-loi/", {"row": police.pk, "ngay": f"{today():%d/%m/%Y}", "tra-loi": "agreed"})
    client.post(f"{said}gop-y/", {"row": police.pk, "y-kien": "Bỏ khoản 2", "dieu-khoan": "khoản 2 Điều 3"})
    remark = DraftRemark.objects.get()
    police.refresh_from_db()
    assert police.answer == "remarks"
    act(office, case, "ket_thuc_lay_y_kien", today(), ngay_ket_thuc_lay_y_kien=today().isoformat())
    assert "Còn 1 ý kiến" in client.post(f"{said}tong-hop/").content.decode()
    assert client.post(f"{said}giai-trinh/", {"row": remark.pk, "ket-qua": "explained"}).status_code == 400
    client.post(f"{said}giai-trinh/", {"row": remark.pk, "ket-qua": "explained", "ly-do": "Luật giao"})
    assert client.post(f"{said}tong-hop/").status_code == 302
    client.post(f"{said}in/")
    kept = Printout.objects.get()
    text = str(kept.body)
    assert "Bỏ khoản 2" in text and "Luật giao" in text and "Không trả lời" in text

    act(office, case, "gui_tham_dinh", today(), so_gui_tham_dinh="15/PKT")
    act(office, case, "tiep_nhan_ho_so", today(), hinh_thuc_tham_dinh="hop")
    act(office, case, "bao_cao_tham_dinh", today(), so_bao_cao="2/BC-VP", ket_luan="du")
    act(office, case, "trinh", today(), so_to_trinh="7/TTr")
    act(office, case, "thong_qua", today(), ngay_thong_qua=today().isoformat())
    signed = {"so_ky_hieu": "1/2026/QĐ-UBND", "ngay_ky": today().isoformat()}
    with pytest.raises(ValidationError, match="sớm hơn 10 ngày"):
        act(office, case, "ban_hanh", today(), **signed, ngay_hieu_luc=days(9).isoformat())
    act(office, case, "ban_hanh", today(), **signed, ngay_hieu_luc=days(10).isoformat())
    act(office, case, "gui_cong_bao", today(), ngay_gui_cong_bao=today().isoformat())
    act(office, case, "cong_bo", today(), ngay_dang_cong_bo=today().isoformat())
    case.refresh_from_db()
    assert case.state == "da_cong_bo"
    found = count_of_year(office.officer, today().year)
    assert (found.registered, found.appraised, found.opinions, found.issued) == (1, 1, 1, 1)
    listed = client.get(f"{base}?nam={today().year}&moc=ban-hanh").content.decode()
    assert NAME in listed
    assert client.post(f"{said}hoi/", {"co-quan": "Muộn", "ngay": f"{today():%d/%m/%Y}"}).status_code == 400


def test_appraiser_returns_then_accepts(office: Office, client: Client) -> None:
    case = appraised(office)
    client.force_login(office.officer)
    address = f"/xay-dung-van-ban/ho-so/{case.uid}/ho-so-tham-dinh/"
    due = {"han": f"{days(5):%d/%m/%Y}"}
    unseen = client.post(f"{address}bo-sung/", due)
    assert unseen.status_code == 400 and "Chưa kiểm tra" in unseen.content.decode()
    checked = {"co-to_trinh": "co", "co-du_thao": "co", "co-tong_hop_y_kien": "khong", "ghi-tong_hop_y_kien": "chưa ký"}
    assert client.post(f"{address}kiem-tra/", checked).status_code == 302
    assert set(found_parts(case)) == {"to_trinh", "du_thao", "tong_hop_y_kien"}
    past = client.post(f"{address}bo-sung/", {"han": f"{days(0):%d/%m/%Y}"})
    assert past.status_code == 400 and "sau hôm nay" in past.content.decode()
    assert client.post(f"{address}bo-sung/", due).status_code == 302
    case.refresh_from_db()
    assert case.state == "cho_bo_sung" and "chưa ký" in case.data["thieu"]
    assert "chưa ký" in client.get(address).content.decode()
    act(office, case, "nop_bo_sung", today())
    for again in range(2):
        return_dossier(office.officer, case, due=days(5), note=f"lần {again + 2}")
        act(office, case, "nop_bo_sung", today())
    last = client.post(f"{address}bo-sung/", due | {"noi-dung": "lần 4"})
    assert last.status_code == 400 and "đã trả 3 lần" in last.content.decode()
    act(office, case, "tiep_nhan_ho_so", today(), hinh_thuc_tham_dinh="lay_y_kien")
    case.refresh_from_db()
    assert case.state == "tham_dinh"


def test_a_programme_is_adopted_once_and_later_lines_name_their_basis(office: Office) -> None:
    line = line_of(office)
    programme = Programme.objects.get()
    with pytest.raises(PermissionDenied):
        adopt(office.officer, programme, number="1/QĐ-UBND", adopted_on=today())
    with pytest.raises(ValidationError, match="chưa tới"):
        adopt(office.leader, programme, number="1/QĐ-UBND", adopted_on=days(1))
    adopt(office.leader, programme, number="1/QĐ-UBND", adopted_on=today())
    with pytest.raises(ValidationError, match="đã được ghi"):
        adopt(office.leader, programme, number="2/QĐ-UBND", adopted_on=today())
    with pytest.raises(ValidationError):
        line_of(office, title="Quy định khác")
    line_of(office, title="Quy định khác", basis="5/UBND-VP")
    drop_line(office.officer, line, reason="Luật đã quy định")
    with pytest.raises(ValidationError, match="đã ra khỏi"):
        start_line(office.officer, line)
    line_of(office, title=NAME, basis="6/UBND-VP")


def test_nothing_is_half_done(office: Office) -> None:
    line = line_of(office, form="quyet_dinh_ubnd_tinh")
    with pytest.raises(ValidationError):
        start_line(office.officer, line)
    line.refresh_from_db()
    assert line.case is None and not Case.objects.exists()
    case = start_line(office.officer, line_of(office))
    with pytest.raises(ValidationError):
        ask_body(office.officer, case, name="Công an xã", asked_on=today())
    assert not ConsultedBody.objects.exists()
    with pytest.raises(ValidationError, match="đang có hồ sơ"):
        drop_line(office.officer, ProgrammeLine.objects.get(case=case), reason="thôi")


def test_other_communes_neither_see_nor_write(office: Office, client: Client) -> None:
    case = consulted(office)
    body = ask_body(office.officer, case, name="Công an xã", asked_on=today())
    note_answer(office.officer, body, answered_on=today(), answer="remarks")
    remark = note_remark(office.officer, body, words="Ý kiến kín")
    problem = note_problem(office.officer, case, problem="Mẫu")
    solution = note_solution(office.officer, problem, words="Mẫu")
    line = ProgrammeLine.objects.get()
    tries: list[Any] = [
        lambda: ask_body(office.other, case, name="Khác", asked_on=today()),
        lambda: note_answer(office.other, body, answered_on=today(), answer="agreed"),
        lambda: note_remark(office.other, body, words="x"),
        lambda: settle_remark(office.other, remark, outcome="received"),
        lambda: sum_up(office.other, case),
        lambda: note_problem(office.other, case, problem="x"),
        lambda: note_solution(office.other, problem, words="x"),
        lambda: choose_solution(office.other, solution, reason="x"),
        lambda: complete_policy(office.other, case),
        lambda: check_parts(office.other, case, found={}),
        lambda: return_dossier(office.other, case, due=days(3), note="x"),
        lambda: drop_line(office.other, line, reason="x"),
        lambda: start_line(office.other, line),
    ]
    for one in tries:
        with pytest.raises(PermissionDenied):
            one()
    client.force_login(office.other)
    for tab in ("chinh-sach", "y-kien", "ho-so-tham-dinh", "du-thao"):
        assert client.get(f"/xay-dung-van-ban/ho-so/{case.uid}/{tab}/").status_code == 404
    assert "Ý kiến kín" not in client.get("/xay-dung-van-ban/lay-y-kien/").content.decode()
    assert client.get(f"/xay-dung-van-ban/chuong-trinh/van-ban/{line.pk}/").status_code == 404


def test_a_draft_belongs_to_one_case(office: Office) -> None:
    case = consulted(office)
    draft = Draft.objects.create(unit=office.world.commune, user=office.officer, title="Dự thảo chợ")
    link_draft(office.officer, case, draft=draft)
    other = start_line(office.officer, line_of(office, title="Quy định khác"))
    with pytest.raises(ValidationError, match="hồ sơ khác"):
        link_draft(office.officer, other, draft=draft)
    with pytest.raises(ValidationError, match="đã có bản dự thảo"):
        link_draft(office.officer, case, draft=draft)
    unlink_draft(office.officer, case)
    link_draft(office.officer, other, draft=draft)


def test_the_counts_of_a_year_are_those_of_their_lists(office: Office) -> None:
    first = appraised(office)
    act(office, first, "tiep_nhan_ho_so", today(), hinh_thuc_tham_dinh="hop")
    act(office, first, "bao_cao_tham_dinh", today(), so_bao_cao="2/BC-VP", ket_luan="du")
    start_line(office.officer, line_of(office, title="Quy định khác"))
    found = count_of_year(office.officer, today().year)
    cases = drafting_cases(office.officer)
    numbers = [reached(cases, one, today().year).count() for one in MILESTONES]
    assert numbers == [found.registered, found.appraised, found.issued] == [2, 1, 0]
    assert opinions_visible_to(office.officer).count() == found.opinions == 0
    act_on(office.officer, first, "hoan_tac", today().isoformat(), {"ly_do": "Nhầm"})
    assert count_of_year(office.officer, today().year).appraised == 0
    assert count_of_year(office.officer, today().year - 1).registered == 0
