"""The pages of papers: the list, the preview, numbers, what is opened for a purpose; the book; the REST API."""

from __future__ import annotations

import datetime as dt
import io
import json

import openpyxl
import pytest
from django.test import Client

from cases.conftest import NAME, Office
from cases.test_papers import complaint, text_of
from thuongton.cases.models import Case, CaseLook, CasePaper
from thuongton.cases.opened import is_open, opening
from thuongton.cases.services import act_on
from thuongton.documents.models import Document
from thuongton.people.models import User

pytestmark = pytest.mark.django_db


def signed_in(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def settled(office: Office) -> Case:
    """A mediation that was settled."""
    case = office.mediation("2026-08-03")
    act_on(office.officer, case, "phan_cong", "2026-08-04", {"hoa_giai_vien": "Tổ trưởng"})
    act_on(office.officer, case, "bat_dau", "2026-08-05", {})
    act_on(office.officer, case, "ket_thuc", "2026-08-06", {"ket_qua": "thanh", "thoa_thuan": "trả lại ranh cũ"})
    return case


def body(response: object) -> bytes:
    return b"".join(response.streaming_content)  # type: ignore[attr-defined]


def sheet(response: object) -> list[tuple]:
    """The rows of the only sheet of a workbook."""
    return list(openpyxl.load_workbook(io.BytesIO(body(response))).active.values)


def test_the_papers_of_a_case_stand_under_a_tab(office: Office) -> None:
    case, client = complaint(office), signed_in(office.officer)
    page = client.get(f"/vu-viec/ho-so/{case.uid}/giay-to/").content.decode()
    assert "Thông báo thụ lý" in page and "chờ thao tác:" in page and "Giấy tờ" in page
    assert "giay-to/" in client.get(f"/vu-viec/ho-so/{case.uid}/").content.decode()
    assert signed_in(office.other).get(f"/vu-viec/ho-so/{case.uid}/giay-to/").status_code == 404


def test_a_paper_is_looked_at_numbered_and_downloaded(office: Office) -> None:
    case, client = complaint(office), signed_in(office.officer)
    at = f"/vu-viec/ho-so/{case.uid}/giay-to/thong_bao_thu_ly/"
    page = client.get(at).content.decode()
    assert "Mẫu chính thức chưa nạp" in page and NAME in page and "THÔNG BÁO" in page
    sent = {"ky-hieu": "TB-UBND", "ngay": "6/8/2026", "nguoi-ky": "Nguyễn Văn Mẫu", "chuc-vu": "Chủ tịch"}
    answer = client.post(f"{at}cap-so/", sent, follow=True)
    assert "Đã cấp số 01/TB-UBND" in answer.content.decode() and Document.objects.count() == 1
    printed = CasePaper.objects.get()
    file = client.get(f"{at}giay.docx?ban={printed.pk}")
    assert "Số: 01/TB-UBND" in text_of(body(file)) and "khieu-nai-01-2026" in file["Content-Disposition"]
    again = client.post(f"{at}cap-so/", sent)
    assert again.status_code == 400 and "không đổi từ bản in số 01/TB-UBND" in again.content.decode()
    assert client.get(f"{at}?ban=999").status_code == client.get(f"{at[:-3]}x/").status_code == 404


def test_who_only_reads_is_offered_no_number_and_no_look(office: Office) -> None:
    case, client = settled(office), signed_in(office.inspector)
    at = f"/vu-viec/ho-so/{case.uid}/giay-to/van_ban_hoa_giai_thanh/"
    page = client.get(at).content.decode()
    assert "ghi-ban-in" not in page and f"{at}mo/" not in page and NAME not in page
    assert client.post(f"{at}mo/", {"muc-dich": "xem cho biết"}).status_code == 403
    assert client.post(f"{at}ghi-ban-in/", {}).status_code == 403
    assert not CaseLook.objects.exists() and not CasePaper.objects.exists()
    word = opening(office.inspector, "paper", case.uid, "van_ban_hoa_giai_thanh")
    assert NAME not in client.get(f"{at}?mo={word}").content.decode()


def test_sensitive_fields_are_printed_after_a_purpose_was_said(office: Office) -> None:
    case, client = settled(office), signed_in(office.officer)
    at = f"/vu-viec/ho-so/{case.uid}/giay-to/van_ban_hoa_giai_thanh/"
    assert NAME not in client.get(at).content.decode()
    assert NAME not in text_of(body(client.get(f"{at}giay.docx")))
    assert client.post(f"{at}mo/", {"muc-dich": ""}).status_code == 400
    answer = client.post(f"{at}mo/", {"muc-dich": "in để các bên ký"})
    assert answer.status_code == 302 and NAME not in answer["Location"]
    assert NAME in client.get(answer["Location"]).content.decode()
    query = answer["Location"].partition("?")[2]
    assert NAME in text_of(body(client.get(f"{at}giay.docx?{query}")))
    assert CaseLook.objects.get().fields == ["ben", "noi_dung", "thoa_thuan"]
    assert NAME not in signed_in(office.leader).get(answer["Location"]).content.decode()


def test_what_was_opened_is_open_to_that_person_for_some_minutes(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    word = opening(office.officer, "paper", 1)
    assert is_open(office.officer, word, "paper", 1)
    assert not is_open(office.leader, word, "paper", 1) and not is_open(office.officer, word, "paper", 2)
    assert not is_open(office.officer, f"{word}x", "paper", 1) and not is_open(office.officer, "", "paper", 1)
    monkeypatch.setattr("thuongton.cases.opened.MINUTES", -1)
    assert not is_open(office.officer, word, "paper", 1)


def test_the_book_of_mediations_over_a_window(office: Office) -> None:
    settled(office)
    office.mediation("2026-09-01")
    client = signed_in(office.officer)
    at, days = "/vu-viec/hoa_giai/in-so/", "tu=1/8/2026&den=31/8/2026"
    page = client.get(f"{at}?{days}").content.decode()
    assert "Kết quả hoà giải" in page and NAME not in page and "•••" in page
    told = text_of(body(client.get(f"{at}so.docx?{days}")))
    assert NAME not in told and "Hoà giải không thành" in told and "mẫu chính thức chưa nạp" in told
    sent = {"so": "so_hoa_giai", "don-vi": office.world.commune.pk, "tu": "1/8/2026", "den": "31/8/2026"}
    answer = client.post(f"{at}mo/", sent | {"muc-dich": "in sổ quý III"})
    query = answer["Location"].partition("?")[2]
    told = text_of(body(client.get(f"{at}so.docx?{query}")))
    assert f"{NAME}, năm sinh 1980" in told and "trả lại ranh cũ" in told
    assert CaseLook.objects.count() == 1
    rows = sheet(client.get(f"{at}so.xlsx?{query}"))
    line = next(row for row in rows if row[0] == 1)
    assert line[1].date() == dt.date(2026, 8, 3) and line[6] == "x" and not line[7]
    settled(office)
    assert NAME in text_of(body(client.get(f"{at}so.docx?{query}")))
    assert [row[0] for row in sheet(client.get(f"{at}so.xlsx?{query}")) if isinstance(row[0], int)] == [1]
    assert signed_in(office.other).get(f"{at}?don-vi={office.world.commune.pk}").status_code == 404
    assert client.get("/vu-viec/khieu_nai/in-so/").status_code == 404


def test_a_register_that_masks_names_prints_none(office: Office) -> None:
    from thuongton.cases.services import open_case

    given = {"linh_vuc": "Đất đai", "doi_tuong": "ca_nhan", "ho_ten": NAME, "hanh_vi": "lấn đất"}
    open_case(office.officer, office.world.commune, "xlvphc", "lap_bien_ban", "2026-08-03", given)
    client = signed_in(office.officer)
    told = text_of(body(client.get("/vu-viec/xlvphc/in-so/so.docx")))
    assert NAME not in told and "lấn đất" not in told and "Đất đai" in told and "•••" in told
    assert "in-so/mo/" not in client.get("/vu-viec/xlvphc/in-so/").content.decode()


def test_the_book_of_receptions_has_thirteen_columns(office: Office) -> None:
    client = signed_in(office.officer)
    rows = sheet(client.get("/vu-viec/tiep_cong_dan/in-so/so.xlsx"))
    heads = next(row for row in rows if row[0] == "STT")
    assert len([head for head in heads if head]) == 13 and heads[-1] == "Ghi chú"


def test_papers_through_the_api(office: Office) -> None:
    case, client = settled(office), signed_in(office.officer)
    at = f"/api/v1/cases/{case.uid}/papers/van_ban_hoa_giai_thanh"
    assert NAME not in text_of(body(client.get(at)))
    assert NAME in text_of(body(client.get(at, {"purpose": "in để các bên ký"})))
    assert CaseLook.objects.count() == 1
    assert client.get(f"/api/v1/cases/{case.uid}/papers/khong_co").status_code == 404
    assert signed_in(office.other).get(at).status_code == 404
    early = complaint(office)
    refused = client.get(f"/api/v1/cases/{early.uid}/papers/quyet_dinh")
    assert refused.status_code == 400 and "chưa có thao tác" in json.loads(refused.content)["detail"]


def test_what_an_assessment_asks_is_on_one_page_and_kept(office: Office) -> None:
    case, client = settled(office), signed_in(office.officer)
    client.post(f"/vu-viec/ho-so/{case.uid}/giay-to/van_ban_hoa_giai_thanh/mo/", {"muc-dich": "in để các bên ký"})
    page = client.get("/vu-viec/bao-ve-du-lieu/").content.decode()
    for words in ("Hoà giải ở cơ sở", "nhạy cảm", "chưa xác định", "chưa nhập điều khoản", "in để các bên ký"):
        assert words in page, words
    assert NAME not in page
    sent = {"don-vi": office.world.commune.pk, "tu": "1/1/2026", "den": "30/11/2026"}
    answer = client.post("/vu-viec/bao-ve-du-lieu/giu/", sent, follow=True)
    assert "Đã in và giữ bản" in answer.content.decode()
    assert signed_in(office.other).get(f"/vu-viec/bao-ve-du-lieu/?don-vi={office.world.commune.pk}").status_code == 404
