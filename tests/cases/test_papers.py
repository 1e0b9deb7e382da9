"""Papers of a case: each of every kind prints in the form of the decree, masked where it must be, numbered once."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from cases.conftest import NAME, Office
from cases.prints import SECRET, case_for, every_paper
from cases.test_kept import whole_database
from thuongton.audit.models import Event, RowChange
from thuongton.cases.definition.library import known_kinds
from thuongton.cases.models import Case, CaseLook, CasePaper
from thuongton.cases.papers.letter import is_letter, is_numbered
from thuongton.cases.queries.papers import docx_of, paper_view, prints_of, view_of_print
from thuongton.cases.sealed_fields import closed_in, is_masked
from thuongton.cases.services import act_on, erase, open_case
from thuongton.cases.services.printing import look_into_paper, print_paper
from thuongton.documents.models import Direction, Document
from vanban import lint, read_document
from vanban.files.open import open_document

pytestmark = pytest.mark.django_db


def text_of(data: bytes) -> str:
    return open_document(data, "giay.docx").text


def complaint(office: Office) -> Case:
    given = {"lan": "dau", "linh_vuc": "dat_dai", "thuoc_tham_quyen": True, "nguoi": NAME, "noi_dung": "đất đai"}
    case, _answer = open_case(office.leader, office.world.commune, "khieu_nai", "nhan_don", "2026-08-03", given)
    act_on(office.leader, case, "thu_ly", "2026-08-05", {})
    return case


@pytest.mark.parametrize(("kind", "paper"), every_paper())
def test_every_paper_prints_in_the_form_of_the_decree(office: Office, kind: str, paper: str) -> None:
    definition = known_kinds()[kind][-1]
    unit = office.world.commune if "xa" in (definition.levels or ("xa",)) else office.world.province
    who = office.leader if unit == office.world.commune else office.governor
    case = case_for(who, unit, kind, paper)
    printed = print_paper(who, case, paper, symbol="UBND-TP" if "Văn bản" in definition.papers[paper].label.vi else "",
                          capacity="Chủ tịch", signer="Nguyễn Văn Mẫu")  # fmt: skip
    view = view_of_print(printed)
    data = docx_of(view, looked=True)
    found = lint(read_document(open_document(data, "giay.docx")))
    assert [f"{one.rule}: {one.message}" for one in found] == []
    assert data == docx_of(view_of_print(CasePaper.objects.get(pk=printed.pk)), looked=True)
    told = text_of(data)
    numbers = {each.number for each in view.kind.papers.values()}
    masked = {name for name in view.paper.fields if is_masked(view.kind, name) and name not in view.paper.unmasked}
    for name in view.paper.fields:
        field = view.kind.fields[name]
        if field.kind in ("text", "long_text") and name in view.raw and name not in (*numbers, *masked):
            assert f"{SECRET} {name} hết" in told, name
    assert not any(f"{SECRET} {name} hết" in told for name in masked | closed_in(view.kind, case.data))
    closed = text_of(docx_of(view))
    assert not any(f"{SECRET} {name} hết" in closed for name in view.kind.fields if is_masked(view.kind, name))
    wanted = bool(view.paper.form) or not is_letter(view.paper)  # an ordinary letter has no official form
    assert ("mẫu chính thức chưa nạp" in told) is wanted and "Vụ việc" not in told
    assert bool(printed.document_id) is is_numbered(view.paper)


def test_a_paper_takes_the_next_number_and_enters_the_register(office: Office) -> None:
    case = complaint(office)
    printed = print_paper(office.officer, case, "thong_bao_thu_ly", on=dt.date(2026, 8, 6), signer="Nguyễn Văn Mẫu")
    document = Document.objects.get()
    assert (printed.document, printed.number, document.direction) == (document, "01/TB-UBND", Direction.OUTGOING)
    assert (document.issued_on, document.signer, document.unit) == (
        dt.date(2026, 8, 6),
        "Nguyễn Văn Mẫu",
        office.world.commune,
    )
    assert document.title == "Về việc thụ lý giải quyết khiếu nại (hồ sơ Khiếu nại số 01/2026)"
    told = text_of(docx_of(view_of_print(printed)))
    assert "Số: 01/TB-UBND" in told and f"Kính gửi: {NAME}" in told and "ngày 06 tháng 8 năm 2026" in told
    assert Event.objects.filter(action="In giấy tờ của hồ sơ").count() == 1
    assert not RowChange.objects.filter(
        event__isnull=True, table__in=["cases_casepaper", "documents_document"]
    ).exists()


def test_nothing_of_a_case_is_kept_beside_its_acts(office: Office) -> None:
    case = complaint(office)
    print_paper(office.officer, case, "thong_bao_thu_ly")
    assert NAME not in whole_database()


def test_the_same_paper_is_not_numbered_twice(office: Office) -> None:
    case = complaint(office)
    print_paper(office.officer, case, "thong_bao_thu_ly")
    with pytest.raises(ValidationError, match="không đổi từ bản in số 01/TB-UBND"):
        print_paper(office.officer, case, "thong_bao_thu_ly")
    assert CasePaper.objects.count() == Document.objects.count() == 1


def test_after_a_correction_a_print_says_what_it_replaces(office: Office) -> None:
    case = complaint(office)
    first = print_paper(office.officer, case, "thong_bao_thu_ly", on=dt.date(2026, 8, 6))
    given = {"truong": "nguoi", "gia_tri": "Lê Văn Sửa", "ly_do": "ghi nhầm tên"}
    act_on(office.officer, case, "dinh_chinh", "2026-08-10", given)
    second = print_paper(office.officer, case, "thong_bao_thu_ly", on=dt.date(2026, 8, 11))
    assert second.replaces == first and second.number == "02/TB-UBND"
    told = text_of(docx_of(view_of_print(second)))
    assert "Bản này thay bản in ngày 6/8/2026, số 01/TB-UBND" in told and "Lê Văn Sửa" in told and NAME not in told
    old = text_of(docx_of(view_of_print(first)))
    assert NAME in old and "Lê Văn Sửa" not in old and "thay bản in" not in old


def test_after_an_act_was_taken_back_a_print_says_what_it_replaces(office: Office) -> None:
    case = complaint(office)
    first = print_paper(office.officer, case, "thong_bao_thu_ly")
    act_on(office.leader, case, "hoan_tac", "2026-08-10", {"ly_do": "ghi nhầm hồ sơ"})
    with pytest.raises(ValidationError, match="chưa có thao tác «Thụ lý»"):
        print_paper(office.officer, case, "thong_bao_thu_ly")
    act_on(office.leader, case, "thu_ly", "2026-08-12", {})
    assert print_paper(office.officer, case, "thong_bao_thu_ly").replaces == first


def test_a_second_suspension_is_a_paper_of_its_own(office: Office) -> None:
    case = complaint(office)
    act_on(office.leader, case, "tam_dinh_chi", "2026-08-06", {"so": "5", "ly_do": "chờ giám định"})
    first = print_paper(office.leader, case, "tam_dinh_chi")
    act_on(office.leader, case, "tiep_tuc", "2026-08-10", {"so": "6", "ly_do": "đã giám định"})
    act_on(office.leader, case, "tam_dinh_chi", "2026-08-12", {"ly_do": "chờ xác minh"})
    second = print_paper(office.leader, case, "tam_dinh_chi")
    assert (first.number, first.issued_on) == ("05/QĐ-UBND", dt.date(2026, 8, 6))
    assert second.replaces is None and second.number == "06/QĐ-UBND"
    told = text_of(docx_of(view_of_print(second)))
    assert "chờ xác minh" in told and "chờ giám định" not in told


def test_a_number_that_the_register_has_is_the_same_paper(office: Office) -> None:
    case = complaint(office)
    act_on(office.leader, case, "tam_dinh_chi", "2026-08-06", {"so": "09/QĐ-UBND", "ly_do": "chờ giám định"})
    first = print_paper(office.leader, case, "tam_dinh_chi")
    other = complaint(office)
    act_on(office.leader, other, "tam_dinh_chi", "2026-08-06", {"so": "9/QĐ-UBND", "ly_do": "chờ giám định"})
    second = print_paper(office.leader, other, "tam_dinh_chi")
    assert first.number == "09/QĐ-UBND" and Document.objects.count() in (1, 2) and second.number.endswith("9/QĐ-UBND")


def test_who_may_print(office: Office) -> None:
    case = complaint(office)
    for stranger in (office.other, office.inspector):
        with pytest.raises(PermissionDenied):
            print_paper(stranger, case, "thong_bao_thu_ly")
        with pytest.raises(PermissionDenied):
            look_into_paper(stranger, case, "thong_bao_thu_ly", "giải quyết khiếu nại")
    with pytest.raises(ValidationError, match="không in giấy"):
        print_paper(office.officer, case, "khong_co")
    with pytest.raises(ValidationError, match="chưa tới"):
        print_paper(office.officer, case, "thong_bao_thu_ly", on=dt.date(2090, 1, 1))
    assert not prints_of(case).exists() and not Document.objects.exists()


def test_what_a_print_shows_is_noted_with_its_purpose(office: Office) -> None:
    case = office.mediation("2026-08-03")
    act_on(office.officer, case, "phan_cong", "2026-08-04", {"hoa_giai_vien": "Tổ trưởng"})
    act_on(office.officer, case, "bat_dau", "2026-08-05", {})
    act_on(office.officer, case, "ket_thuc", "2026-08-06", {"ket_qua": "thanh", "thoa_thuan": "trả lại ranh cũ"})
    with pytest.raises(ValidationError, match="mục đích"):
        look_into_paper(office.officer, case, "van_ban_hoa_giai_thanh", " ")
    assert look_into_paper(office.officer, case, "van_ban_hoa_giai_thanh", "in để các bên ký") == 1
    look = CaseLook.objects.get()
    assert look.fields == ["ben", "noi_dung", "thoa_thuan"] and look.purpose == "in để các bên ký"
    view = paper_view(case, "van_ban_hoa_giai_thanh")
    assert NAME in text_of(docx_of(view, looked=True)) and NAME not in text_of(docx_of(view))


def test_an_erased_case_says_so_on_paper(office: Office) -> None:
    case = complaint(office)
    act_on(office.leader, case, "dinh_chi", "2026-08-06", {"so": "7", "ly_do": "rút đơn"})
    printed = print_paper(office.leader, case, "dinh_chi")
    erase(office.leader, case, "hết hạn lưu")
    told = text_of(
        docx_of(view_of_print(CasePaper.objects.select_related("case__unit").get(pk=printed.pk)), looked=True)
    )
    assert NAME not in told and "đã xoá theo thời hạn lưu" in told


def test_who_denounced_is_printed_by_no_paper(office: Office) -> None:
    given = {"nguoi_tiep": "can_bo", "ho_ten": NAME, "dia_chi": "thôn Kín", "loai_don": "to_cao", "tai_lieu": "02 ảnh"}
    case, _answer = open_case(office.leader, office.world.commune, "tiep_cong_dan", "tiep", "2026-08-03", given)
    printed = print_paper(office.leader, case, "giay_bien_nhan")
    told = text_of(docx_of(view_of_print(printed), looked=True))
    assert NAME not in told and "thôn Kín" not in told and "•••" in told and "02 ảnh" in told
