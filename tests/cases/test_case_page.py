"""The page of one case: what it says on a day, who is offered what, what stays closed, and what every refusal keeps."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

import pytest
from django.contrib.messages import get_messages
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from lxml import html

from cases.conftest import NAME, STORY, Office
from factories import person
from thuongton.cases.models import Case, CaseLook
from thuongton.cases.services import act_on, erase, open_case
from thuongton.documents.models import Direction, Document
from thuongton.keyring.master import path as master_path
from thuongton.people.models import Role, User
from thuongton.web.models import Undoable

pytestmark = pytest.mark.django_db
DAY = dt.date(2026, 11, 2)
COMPLAINT = {"lan": "dau", "linh_vuc": "dat_dai", "thuoc_tham_quyen": True, "nguoi": NAME}


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def words(answer: Any) -> str:
    root = html.fromstring(answer.content.decode())
    said = " ".join(" ".join(root.xpath("//main//text()")).split())
    return re.sub(r"\( ", "(", re.sub(r" ([,.)])", r"\1", said))


def complaint(office: Office, on: str = "2026-11-09") -> Case:
    return open_case(office.officer, office.world.commune, "khieu_nai", "nhan_don", on, COMPLAINT)[0]


def suspended(office: Office) -> Case:
    """A complaint accepted on 16/11, suspended on 23/11, continued on 26/11."""
    case = complaint(office)
    act_on(office.officer, case, "thu_ly", "2026-11-16", {"so": "12/TB-UBND"})
    act_on(office.leader, case, "tam_dinh_chi", "2026-11-23", {"ly_do": "người khiếu nại nằm viện"})
    act_on(office.leader, case, "tiep_tuc", "2026-11-26", {})
    return case


def address(case: Case, *more: str) -> str:
    return f"/vu-viec/ho-so/{case.uid}/" + "".join(f"{one}/" for one in more)


def test_the_page_says_how_the_clocks_stand_and_why_day_by_day(office: Office) -> None:
    case = suspended(office)
    answer = signed_in(office.officer).get(address(case), {"tinh-den": "2026-11-30"})
    said = words(answer)
    assert "Giải quyết lần đầu Còn 21 ngày 21/12/2026" in said
    assert "Đã dùng 10 trong 30 ngày, dừng 4 ngày · 02/2011/QH13 Điều 28" in said
    assert "Thụ lý Xong, sớm 2 ngày làm việc 16/11/2026" in said
    assert "23 – 26/11/2026: tạm dừng, không tính (Tạm đình chỉ)" in said
    assert "Ngày cuối 20/12/2026 là Chủ nhật, ngày nghỉ → ngày làm việc tiếp theo" in said
    assert "Chưa có quy định rõ" in said and "Hai cách hiểu cùng ra 21/12/2026." in said
    cells = html.fromstring(answer.content.decode()).xpath("//table[@class='days']//td")
    shown = {cell.get("class").split()[0]: " ".join(cell.itertext()).split() for cell in cells}
    assert shown["due"] == ["21/12", "hạn"] and shown["paused"] == ["26/11", "dừng"]
    assert [" ".join(cell.itertext()).split() for cell in cells if "now" in cell.get("class")] == [["30/11", "10"]]


@pytest.mark.parametrize(
    ("day", "state", "clock"),
    [
        ("2026-11-08", "Chưa tiếp nhận", ""),
        ("2026-11-10", "Đang xem xét điều kiện thụ lý", "Thụ lý Còn 6 ngày làm việc"),
        ("2026-11-20", "Đã thụ lý", "Giải quyết lần đầu Còn 26 ngày"),
        ("2026-11-24", "Tạm đình chỉ", "Giải quyết lần đầu Tạm dừng từ 23/11/2026 Chưa có hạn"),
        ("2026-12-31", "Đã thụ lý", "Giải quyết lần đầu Quá hạn 10 ngày"),
    ],
)
def test_the_page_of_another_day_tells_state_and_clocks_of_it(office: Office, day: str, state: str, clock: str) -> None:
    case = suspended(office)
    said = words(signed_in(office.officer).get(address(case), {"tinh-den": day}))
    assert state in said and clock in said


def test_each_is_offered_what_the_hat_may_do_and_readers_nothing(office: Office) -> None:
    case = suspended(office)
    officer, leader = (words(signed_in(one).get(address(case))) for one in (office.officer, office.leader))
    assert "Chờ lãnh đạo: Quyết định giải quyết" in officer and "Xác định vụ việc phức tạp" in officer
    assert "Chờ lãnh đạo" not in leader and "Quyết định giải quyết" in leader
    for reader in (office.inspector, office.province):
        client = signed_in(reader)
        said = client.get(address(case))
        assert "Việc tiếp theo" not in words(said) and "Xem, ghi lý do" not in words(said)
        assert client.get(address(case, "thao-tac", "phuc_tap")).status_code == 403
        assert client.post(address(case, "thao-tac", "phuc_tap", "ghi"), {"ngay": "27/11/2026"}).status_code == 403
    assert signed_in(office.other).get(address(case)).status_code == 404
    assert case.entries.count() == 4


def test_a_late_act_is_warned_about_asks_why_and_is_done(office: Office) -> None:
    case = complaint(office, "2026-03-02")
    act_on(office.officer, case, "thu_ly", "2026-03-04", {})
    client = signed_in(office.leader)
    form = client.get(address(case, "thao-tac", "quyet_dinh"))
    assert "đã hết ngày 3/4/2026; thao tác vẫn ghi được, hồ sơ ghi là trễ" in words(form)
    sent = {"f-ket_qua": "sai", "f-so": "7/QĐ", "ngay": "10/4/2026", "seen": "2"}
    refused = client.post(address(case, "thao-tac", "quyet_dinh", "ghi"), sent)
    assert refused.status_code == 400 and "Thao tác quá hạn phải ghi lý do." in words(refused)
    assert 'value="7/QĐ"' in refused.content.decode()
    done = client.post(address(case, "thao-tac", "quyet_dinh", "ghi"), {**sent, "ly-do-tre": f"chờ {NAME}"})
    assert done.status_code == 302
    said = words(client.get(address(case)))
    assert "Xong, trễ 7 ngày" in said and f"Quá hạn vì: chờ {NAME}" in said
    case.refresh_from_db()
    assert NAME not in str(case.entries.get(seq=3).data) and "ly_do_tre" not in case.data
    timely = client.post(address(complaint(office), "thao-tac", "thu_ly", "ghi"), {"ngay": "10/11/2026", "seen": "1"})
    assert timely.status_code == 302  # an act within its limit asks nothing


def test_who_was_slower_is_told_what_is_possible_now_and_loses_nothing(office: Office) -> None:
    case = complaint(office)
    slow = signed_in(office.officer)
    slow.get(address(case, "thao-tac", "thu_ly"))
    act_on(office.leader, case, "huong_dan", "2026-11-10", {})
    sent = {"f-so": "12/TB-UBND", "f-ly_do": "đủ điều kiện", "ngay": "10/11/2026", "seen": "1"}
    answer = slow.post(address(case, "thao-tac", "thu_ly", "ghi"), sent)
    said, page = words(answer), answer.content.decode()
    assert answer.status_code == 400 and case.entries.count() == 2
    assert "Hồ sơ đã có thao tác mới hơn" in said and "đang ở trạng thái «Đã hướng dẫn»" in said
    assert "12/TB-UBND" in page and "đủ điều kiện" in page
    assert html.fromstring(page).xpath("//form//input[@name='seen']/@value")[0] == "2"


def test_an_act_that_the_state_does_not_allow_is_told_with_what_is(office: Office) -> None:
    case = complaint(office)
    said = words(signed_in(office.leader).get(address(case, "thao-tac", "quyet_dinh")))
    assert "Hồ sơ đang ở trạng thái «Đang xem xét điều kiện thụ lý» nên không thể «Quyết định giải quyết»." in said
    assert "Bây giờ có thể Thụ lý Không thụ lý" in said
    assert signed_in(office.leader).get(address(case, "thao-tac", "khong_co")).status_code == 404
    assert signed_in(office.leader).get(address(case, "thao-tac", "nhan_don")).status_code == 404


def test_what_is_required_under_a_condition_is_told_beside_its_field(office: Office) -> None:
    data = {"doi_tuong": "ca_nhan", "ho_ten": NAME}
    case, _answer = open_case(office.officer, office.world.commune, "xlvphc", "lap_bien_ban", "2026-11-27", data)
    client = signed_in(office.leader)
    form = words(client.get(address(case, "thao-tac", "ra_quyet_dinh")))
    assert "Bắt buộc khi «Hình thức» là «Phạt tiền»." in form
    answer = client.post(
        address(case, "thao-tac", "ra_quyet_dinh", "ghi"),
        {"f-hinh_thuc": "phat_tien", "ngay": "30/11/2026", "seen": "1"},
    )
    wrong = html.fromstring(answer.content.decode()).xpath("//div[contains(@class,'wrong')]//label/text()")
    assert answer.status_code == 400 and [one.strip() for one in wrong] == ["Số tiền (đồng)"]


def test_two_presses_of_the_button_are_one_case(office: Office) -> None:
    client = signed_in(office.officer)
    page = client.get("/vu-viec/hoa_giai/moi/", follow=True).content.decode()
    key = re.search(r'name="_mau" value="([^"]+)"', page)
    assert key is not None
    sent = {"_mau": key[1], "f-pham_vi": "dan_su", "ngay": "27/11/2026", "seen": "0"}
    first, second = (client.post("/vu-viec/hoa_giai/moi/tiep_nhan/ghi/", sent) for _ in range(2))
    assert first.status_code == second.status_code == 302 and first["Location"] == second["Location"]
    assert Case.objects.count() == 1 and Case.objects.get().entries.get().tx


def test_sensitive_fields_are_opened_for_a_purpose_once_and_nothing_keeps_the_page(office: Office) -> None:
    case = office.mediation()
    client = signed_in(office.officer)
    shown = client.get(address(case)).content.decode()
    assert NAME not in shown and STORY not in shown and "Xem, ghi lý do" in shown
    assert 'href="#xem-muc-dich"' in shown and 'id="xem-muc-dich"' in shown
    refused = client.post(address(case, "xem-truong"), {"muc-dich": "x"})
    assert refused.status_code == 400 and "Ghi mục đích" in words(refused) and not CaseLook.objects.exists()
    opened = client.post(address(case, "xem-truong"), {"muc-dich": "lập biên bản hoà giải"})
    assert opened.status_code == 200 and NAME in words(opened) and STORY in words(opened)
    assert "no-store" in opened["Cache-Control"]
    assert CaseLook.objects.get().purpose == "lập biên bản hoà giải"
    again = client.get(address(case))
    assert NAME not in again.content.decode() and "lập biên bản hoà giải" in words(again)
    assert signed_in(office.inspector).post(address(case, "xem-truong"), {"muc-dich": "xem thử"}).status_code == 403


def test_who_denounced_is_told_to_handler_and_leader_alone(office: Office) -> None:
    data = {"lan": "dau", "nguoi": NAME, "nguoi_bi_to_cao": "Lê Văn Thử", "noi_dung": "nhận tiền"}
    case, _answer = open_case(office.officer, office.world.commune, "to_cao", "nhan_don", "2026-11-27", data)
    second = person("cong-chuc-hai", Role.OFFICER, office.world.commune)
    purpose = {"muc-dich": "xác minh nội dung tố cáo"}
    for user, told in ((office.officer, True), (office.leader, True), (second, False)):
        said = words(signed_in(user).post(address(case, "xem-truong"), purpose))
        assert (NAME in said) is told and "Lê Văn Thử" in said
        assert ("Chỉ người xử lý và lãnh đạo được xem" in said) is not told


def test_a_correction_keeps_the_old_value_and_its_reason(office: Office) -> None:
    case = complaint(office)
    client = signed_in(office.officer)
    assert "Lĩnh vực" in words(client.get(address(case, "dinh-chinh")))
    form = client.get(address(case, "dinh-chinh", "linh_vuc")).content.decode()
    assert "Đất đai" in form and "selected" in form
    sent = {"gia-tri": "khac", "ly-do": "ghi nhầm", "seen": "1"}
    assert client.post(address(case, "dinh-chinh", "linh_vuc", "ghi"), sent).status_code == 302
    said = words(client.get(address(case, "lich-su")))
    assert "Đính chính" in said and "Lĩnh vực: Đất đai → Khác" in said and "Vì sao: ghi nhầm" in said
    case.refresh_from_db()
    assert (case.state, case.data["linh_vuc"]) == ("dang_xem_xet", "khac")
    without = client.post(address(case, "dinh-chinh", "linh_vuc", "ghi"), {**sent, "ly-do": "", "seen": "2"})
    assert without.status_code == 400 and "Hãy điền «Lý do»" in words(without)
    assert client.get(address(case, "dinh-chinh", "ket_qua")).status_code == 404


def test_the_last_act_is_taken_back_and_stays_in_the_history(office: Office) -> None:
    case = complaint(office)
    client = signed_in(office.officer)
    assert "Hoàn tác" not in words(client.get(address(case)))  # the act that opened it stays
    act_on(office.officer, case, "thu_ly", "2026-11-16", {"so": "12/TB-UBND"})
    assert "Thao tác cuối «Thụ lý» sẽ không còn tính" in words(client.get(address(case, "hoan-tac")))
    sent = {"ly-do": "nhầm hồ sơ", "seen": "2"}
    assert client.post(address(case, "hoan-tac", "ghi"), sent).status_code == 302
    case.refresh_from_db()
    assert (case.state, case.acts) == ("dang_xem_xet", 3)
    said = words(client.get(address(case, "lich-su")))
    assert "Thụ lý" in said and "Đã hoàn tác" in said and "Vì sao: nhầm hồ sơ" in said


def test_a_closed_case_is_reopened_by_the_leader_with_a_reason(office: Office) -> None:
    case = office.mediation("2026-11-02")
    for do, data in (("phan_cong", {"hoa_giai_vien": "Bà Lan"}), ("bat_dau", {}), ("ket_thuc", {"ket_qua": "thanh"})):
        act_on(office.officer, case, do, "2026-11-03", data)
    assert "Mở lại" not in words(signed_in(office.officer).get(address(case)))
    client = signed_in(office.leader)
    assert "Mở lại" in words(client.get(address(case)))
    sent = {"f-ly_do": "các bên đề nghị", "ngay": "27/11/2026", "seen": "4"}
    assert client.post(address(case, "thao-tac", "mo_lai", "ghi"), {**sent, "f-ly_do": ""}).status_code == 400
    assert client.post(address(case, "thao-tac", "mo_lai", "ghi"), sent).status_code == 302
    case.refresh_from_db()
    assert case.state == "da_phan_cong" and case.closed_on is None


def test_several_opening_acts_are_chosen_from(office: Office) -> None:
    client = signed_in(office.officer)
    said = client.get("/vu-viec/tiep_cong_dan/moi/")
    assert said.status_code == 200 and "Ghi ngày tiếp định kỳ" in words(said) and "Tiếp" in words(said)
    assert client.get("/vu-viec/khieu_nai/moi/")["Location"] == "/vu-viec/khieu_nai/moi/nhan_don/"
    for wrong in ("/vu-viec/pakn_qppl/moi/", "/vu-viec/khong_co/moi/", "/vu-viec/khieu_nai/moi/thu_ly/"):
        assert client.get(wrong).status_code == 404
    assert signed_in(office.inspector).get("/vu-viec/khieu_nai/moi/").status_code == 403


def test_a_day_that_has_not_come_and_a_case_of_others_are_refused_with_what_was_typed(office: Office) -> None:
    client = signed_in(office.officer)
    theirs = open_case(
        office.other, office.world.other_commune, "tiep_cong_dan", "tiep", "2026-11-02", {"nguoi_tiep": "can_bo"}
    )[0]
    sent = {"f-lan": "dau", "f-so_don": "1", "ngay": "27/11/2026", "seen": "0"}
    for more, told in (
        ({"ngay": f"1/1/{dt.date.today().year + 1}"}, "Ngày xảy ra sau ngày ghi"),
        ({"f-luot_tiep": str(theirs)}, "Không có hồ sơ «01/2026»"),
        ({"f-luot_tiep": "abc"}, "Ghi số hồ sơ như 07/2026"),
        ({"f-so_don": "một"}, "không phải số nguyên"),
        ({"f-lan": ""}, "Hãy điền «Lần khiếu nại»"),
    ):
        answer = client.post("/vu-viec/khieu_nai/moi/nhan_don/ghi/", {**sent, **more})
        assert answer.status_code == 400 and told in words(answer), told
        assert all(value in answer.content.decode() for value in more.values())
    assert not Case.objects.filter(kind="khieu_nai").exists()


def test_without_the_master_key_the_rest_is_served_and_nothing_is_lost(office: Office) -> None:
    case = complaint(office)
    master_path().unlink()
    client = signed_in(office.officer)
    assert "chưa mở được: thiếu khoá" in words(client.get(address(case)))
    sent = {"f-ly_do": "đủ điều kiện", "ngay": "27/11/2026", "seen": "1", "ly-do-tre": "mất khoá"}
    answer = client.post(address(case, "thao-tac", "thu_ly", "ghi"), sent)
    assert answer.status_code == 400 and "thiếu khoá" in words(answer) and "đủ điều kiện" in answer.content.decode()


def test_an_erased_case_says_so_and_offers_nothing(office: Office) -> None:
    case = complaint(office)
    act_on(office.officer, case, "huong_dan", "2026-11-10", {})
    erase(office.leader, case, "hết thời hạn lưu")
    said = words(signed_in(office.leader).get(address(case)))
    assert "đã xoá ngày" in said and "Việc tiếp theo" not in said and NAME not in said


def test_the_number_of_queries_does_not_grow_with_the_acts(office: Office) -> None:
    case = complaint(office)
    client = signed_in(office.officer)
    client.get(address(case))
    counts = []
    for number in range(3):
        for _ in range(number * 4):
            given = {"truong": "so_don", "gia_tri": number, "ly_do": "đếm lại"}
            act_on(office.officer, case, "dinh_chinh", "2026-11-10", given)
        with CaptureQueriesContext(
            connection,
        ) as asked:
            assert client.get(address(case)).status_code == 200
        counts.append(len(asked))
    assert len(set(counts)) == 1 and counts[0] <= 40


def test_a_case_is_given_to_a_colleague_and_talked_about(office: Office) -> None:
    case = complaint(office)
    second = person("cong-chuc-hai", Role.OFFICER, office.world.commune)
    client = signed_in(office.leader)
    assert "Giao người khác xử lý" in words(client.get(address(case), {"phan": "trao-doi"}))
    given = {"nguoi": str(second.pk), "ly-do": "nghỉ phép"}
    assert client.post(address(case, "giao-xu-ly"), given).status_code == 302
    case.refresh_from_db()
    assert case.handler == second
    assert client.post(address(case, "trao-doi"), {"noi-dung": "Đề nghị xem lại hồ sơ"}).status_code == 302
    assert "Đề nghị xem lại hồ sơ" in words(client.get(address(case), {"phan": "trao-doi"}))
    assert "nghỉ phép" in words(client.get(address(case, "lich-su")))
    empty = client.post(address(case, "trao-doi"), {"noi-dung": ""})
    assert empty.status_code == 400 and "Nội dung trao đổi đang trống." in words(empty)
    led = client.get(f"/vu-viec/ho-so/thu-tu/{case.pk}/")
    assert led["Location"] == f"{address(case)}?phan=trao-doi"


def test_what_was_done_is_said_with_what_should_still_be_written(office: Office) -> None:
    case = office.mediation("2026-11-02")
    client = signed_in(office.officer)
    answer = client.post(address(case, "thao-tac", "phan_cong", "ghi"), {"ngay": "3/11/2026", "seen": "1"})
    said = " ".join(str(one) for one in get_messages(answer.wsgi_request))
    assert "Đã ghi «Phân công hoà giải viên»" in said and "Nhập muộn." in said and "Hạn gần nhất 6/11/2026." in said
    assert "Nên ghi «Hoà giải viên»." in said


def test_a_paper_is_attached_and_told_to_who_may_open_it(office: Office) -> None:
    case = complaint(office)
    mine, theirs = (
        Document.objects.create(
            unit=unit, direction=Direction.OUTGOING, number=number, title="Thông báo", registered_on=DAY
        )
        for unit, number in ((office.world.commune, "12/TB-UBND"), (office.world.far_commune, "13/TB-UBND"))
    )
    client = signed_in(office.officer)
    refused = client.post(address(case, "kem-van-ban"), {"van-ban": theirs.number})
    assert refused.status_code == 400 and "Không có văn bản «13/TB-UBND»" in words(refused)
    for _ in range(2):
        assert client.post(address(case, "kem-van-ban"), {"van-ban": mine.number}).status_code == 302
    assert case.attachments.count() == 1 and "12/TB-UBND" in words(client.get(address(case)))
    assert signed_in(office.inspector).post(address(case, "kem-van-ban"), {"van-ban": "1"}).status_code == 403
    row = case.attachments.get()
    assert client.post(address(case, "bo-van-ban"), {"kem": str(row.pk)}).status_code == 302
    assert not case.attachments.exists() and Document.objects.filter(pk=mine.pk).exists()


def test_an_english_page_says_which_words_are_vietnamese(office: Office) -> None:
    case = suspended(office)
    client = signed_in(office.officer)
    client.cookies["django_language"] = "en"
    for page in (address(case), address(case, "lich-su"), address(case, "thao-tac", "phuc_tap")):
        root = html.fromstring(client.get(page).content.decode())
        assert root.get("lang") == "en"
        wrong = [
            text.strip()
            for text in root.xpath(
                "//main//text()[not(ancestor::*[@lang='vi'])][not(ancestor::script)][not(ancestor::*[@class='form-hint'])]"
            )
            if re.search("[ăâđêôơưạảấầậắặẻếềệịọốồộớờợụứừự]", text, re.IGNORECASE)
        ]
        assert wrong == []


def test_an_act_is_taken_back_from_its_toast_while_it_is_the_last(office: Office) -> None:
    case = complaint(office)
    client = signed_in(office.officer)
    sent = {"ngay": "16/11/2026", "f-so": "12/TB-UBND", "seen": "1"}
    done = client.post(address(case, "thao-tac", "thu_ly", "ghi"), sent, follow=True)
    made = Undoable.objects.get()
    assert f"/hoan-tac/{made.pk}/" in done.content.decode()
    said = client.post(f"/hoan-tac/{made.pk}/", follow=True)
    assert "Đã hoàn tác thao tác cuối" in said.content.decode()
    case.refresh_from_db()
    assert (case.state, case.acts) == ("dang_xem_xet", 3)
    client.post(address(case, "thao-tac", "thu_ly", "ghi"), {**sent, "seen": "3"})
    act_on(office.leader, case, "dinh_chinh", "2026-11-20", {"truong": "so_don", "gia_tri": 2, "ly_do": "đếm lại"})
    late = client.post(f"/hoan-tac/{Undoable.objects.latest('pk').pk}/", follow=True)
    assert "đã có thao tác mới hơn" in late.content.decode()
    case.refresh_from_db()
    assert (case.state, case.acts) == ("da_thu_ly", 5)
