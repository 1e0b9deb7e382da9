"""A page of a paper book as people send it: written once, rows that cannot be written stay, nobody's words leak."""

from __future__ import annotations

import re

import lxml.html
import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client

from cases.conftest import NAME, Office
from cases.test_kept import finds, whole_database
from thuongton.cases.definition.library import known_kinds
from thuongton.cases.entry_form import MOST_ROWS
from thuongton.cases.models import Case, CaseEntry
from thuongton.cases.queries.cases import MASKED, fields_of, kinds_for
from thuongton.cases.queries.entering import entry_place, people_found, words_offered
from thuongton.cases.services import open_case
from thuongton.cases.services.entering import RowToWrite, enter_rows
from thuongton.people.models import User
from thuongton.web.models import KeptForm
from web.test_vietnamese_parts import english, unmarked

pytestmark = pytest.mark.django_db
PAGE = "/vu-viec/hoa_giai/nhap-trang/"
ROW = {
    "tiep_nhan.on": "5/3/2026", "tiep_nhan.pham_vi": "tranh", "tiep_nhan.ben.1.ho_ten": NAME,
    "tiep_nhan.to": "Tổ thôn 3",
    "bat_dau.on": "8/3/2026", "ket_thuc.ket_qua": "th", "ket_thuc.van_ban": "c",
}  # fmt: skip


class Browser:
    """A browser that opens the page and sends it, with or without a script."""

    def __init__(self, user: User) -> None:
        self.client = Client()
        self.client.force_login(user)
        self.key = ""

    def open(self, page: str = PAGE) -> lxml.html.HtmlElement:
        answer = self.client.get(page)
        assert answer.status_code == 200, answer.status_code
        html = lxml.html.fromstring(answer.content)
        self.key = html.xpath("//form[@id='trang']//input[@name='_mau']/@value")[0]
        return html

    def send(self, *rows: dict[str, str], page: str = PAGE, script: bool = False, **more: str) -> object:
        cells = {f"o.{n}.{column}": text for n, row in enumerate(rows, 1) for column, text in row.items()}
        headers = {"HX-Request": "true"} if script else {}
        return self.client.post(page, {"_mau": self.key, **cells, **more}, headers=headers)

    def typed(self) -> dict[str, str]:
        return {one.name: one.value for one in self.open().xpath("//td/input|//th/input") if one.value}

    def said(self) -> str:
        return " ".join(self.open().xpath("//*[contains(@class,'messages') or contains(@class,'toast')]//text()"))


@pytest.fixture
def browser(office: Office) -> Browser:
    return Browser(office.officer)


def test_every_kind_of_the_unit_has_its_page(office: Office, browser: Browser) -> None:
    kept = kinds_for(office.world.commune)
    for name in known_kinds():
        page = f"/vu-viec/{name}/nhap-trang/"
        if name in kept:
            html = browser.open(page)
            assert len(html.xpath("//tbody/tr")) == MOST_ROWS and html.xpath("//th[@id='c0']")
        else:
            assert browser.client.get(page).status_code == 403
    assert browser.client.get("/vu-viec/khong_co/nhap-trang/").status_code == 404
    assert Browser(office.inspector).client.get(PAGE).status_code == 403


def test_a_page_is_written_as_one_act_and_marked_late(browser: Browser) -> None:
    browser.open()
    answer = browser.send(
        ROW, ROW | {"tiep_nhan.on": "6/3/2026"}, {}, {"tiep_nhan.on": "9/3/2026", "tiep_nhan.pham_vi": "k"}
    )
    assert (answer.status_code, answer["Location"]) == (302, PAGE)
    assert [(str(one), one.state) for one in Case.objects.order_by("pk")] == [
        ("01/2026", "ket_thuc"), ("02/2026", "ket_thuc"), ("03/2026", "moi"),
    ]  # fmt: skip
    first = Case.objects.order_by("pk")[0]
    assert [(one.do, one.on) for one in first.entries.all()] == [
        ("tiep_nhan", "2026-03-05"), ("phan_cong", "2026-03-08"), ("bat_dau", "2026-03-08"), ("ket_thuc", "2026-03-08"),
    ]  # fmt: skip
    assert first.flags == ["nhap_muon"] and first.data["ket_qua"] == "thanh" and first.data["van_ban"] is True
    assert not first.terms.filter(stopped_on=None).exists()
    assert fields_of(first, purpose=True)["ben"] == [{"ho_ten": NAME}] and fields_of(first)["ben"] == MASKED
    assert "Đã ghi 3 vụ vào sổ: 01/2026–03/2026." in browser.said() and browser.typed() == {} and finds() == []
    assert NAME not in whole_database()


def test_a_second_press_is_the_same_act(browser: Browser, office: Office) -> None:
    browser.open()
    for _press in range(3):
        assert browser.send(ROW).status_code == 302
    assert Case.objects.count() == 1 and CaseEntry.objects.count() == 4
    place = entry_place(office.officer, "hoa_giai")
    assert place is not None
    case = Case.objects.get()
    marks = set(case.entries.values_list("tx", flat=True))
    assert len(marks) == 4  # marks of the row: sent again past the corridor of forms, nothing changes
    mark = case.entries.first().tx.rpartition(":")[0]
    from thuongton.cases.entry.judging import RowAct

    acts = [RowAct(one.do, one.on, {"pham_vi": "dan_su"} if one.seq == 1 else {}) for one in case.entries.all()]
    assert enter_rows(office.officer, place.unit, "hoa_giai", [RowToWrite(mark, acts)]) == [case]
    assert Case.objects.count() == 1 and CaseEntry.objects.count() == 4


def test_what_cannot_be_written_stays_as_typed_with_its_reason(browser: Browser) -> None:
    browser.open()
    bad = {"tiep_nhan.on": "31/2/2026", "tiep_nhan.pham_vi": "tranh", "tiep_nhan.ben.1.ho_ten": "Bà Khác"}
    browser.send(bad, ROW)
    assert Case.objects.count() == 1
    told = browser.said()
    assert "Dòng 1: Ngày nhận: không phải ngày" in told and "Bà Khác" not in told
    assert browser.typed() == {f"o.1.{name}": text for name, text in bad.items()}
    assert "Bà Khác" not in whole_database()


def test_a_mediation_before_its_intake_is_written_so_far_and_asked_about_later(browser: Browser) -> None:
    browser.open()
    browser.send(ROW | {"tiep_nhan.on": "14/3/2026", "bat_dau.on": "10/3/2026"})
    case = Case.objects.get()
    assert (case.state, case.acts) == ("moi", 1)
    assert "trước ngày của việc đứng trước nó (14/3/2026)" in browser.said()
    left = browser.typed()
    assert left == {
        "o.1.so": "01/2026", "o.1.bat_dau.on": "10/3/2026", "o.1.ket_thuc.ket_qua": "th", "o.1.ket_thuc.van_ban": "c",
    }  # fmt: skip
    browser.open()
    browser.send({name.removeprefix("o.1."): text for name, text in left.items()} | {"bat_dau.on": "16/3/2026"})
    case.refresh_from_db()
    assert (Case.objects.count(), case.state, case.acts) == (1, "ket_thuc", 4) and browser.typed() == {}


def test_a_row_goes_on_only_with_a_case_of_the_own_register(browser: Browser, office: Office) -> None:
    open_case(office.other, office.world.other_commune, "hoa_giai", "tiep_nhan", "2026-03-01", {"pham_vi": "khac"})
    browser.open()
    browser.send({"so": "01/2026", "bat_dau.on": "16/3/2026"})
    assert CaseEntry.objects.count() == 1 and "không có hồ sơ mang số này trong sổ" in browser.said()


def test_typing_keeps_a_draft_and_makes_no_legal_act(browser: Browser) -> None:
    browser.open()
    told = browser.send(ROW, {"tiep_nhan.on": "x", "tiep_nhan.ben.1.ho_ten": NAME}, script=True).json()
    assert told["button"] == "Ghi 1 vụ vào sổ" and told["late"].startswith("1 vụ xảy ra trước hôm nay")
    assert re.fullmatch(r"Bản nháp tự giữ lúc \d\d:\d\d", told["kept"])
    assert told["rows"]["1"]["shown"]["tiep_nhan.pham_vi"] == "Tranh chấp dân sự"
    assert told["rows"]["2"]["cells"] == {"o.2.tiep_nhan.on": "red"} and NAME not in told["rows"]["2"]["said"]
    assert not Case.objects.exists() and KeptForm.objects.count() == 1 and NAME not in whole_database()
    assert browser.typed()["o.2.tiep_nhan.ben.1.ho_ten"] == NAME
    browser.send(ROW, script=True)
    assert "o.2.tiep_nhan.on" not in browser.typed() and KeptForm.objects.count() == 1
    browser.send(script=True)
    assert browser.typed() == {} and not KeptForm.objects.exists()


def test_an_ended_session_loses_no_row(browser: Browser, office: Office) -> None:
    browser.open()
    browser.send(ROW, script=True)
    browser.client.cookies.pop("sessionid")
    answer = browser.send(ROW, {"tiep_nhan.on": "6/3/2026"}, script=True)
    assert answer.headers["HX-Redirect"].startswith("/tai-khoan/login/") and not Case.objects.exists()
    browser.client.force_login(office.officer)
    assert browser.typed()["o.2.tiep_nhan.on"] == "6/3/2026"
    assert KeptForm.objects.count() == 1


def test_without_a_script_rows_are_looked_over_first(browser: Browser) -> None:
    browser.open()
    browser.send(ROW, {"tiep_nhan.on": "6/3/2026"}, lam="xem")
    assert not Case.objects.exists()
    told = browser.said()
    assert "1 dòng ghi được vào sổ." in told and "Dòng 2: Ngày nhận: Phải ghi «Phạm vi»" in told
    assert browser.typed()["o.2.tiep_nhan.on"] == "6/3/2026"


def test_a_page_without_rows_writes_nothing(browser: Browser) -> None:
    browser.open()
    browser.send()
    assert not Case.objects.exists() and "Trang chưa có dòng nào để ghi." in browser.said()


def reception(office: Office, user: User, unit: object, name: str) -> None:
    data = {"nguoi_tiep": "can_bo", "ho_ten": name, "dia_chi": "Thôn Đông", "noi_dung": "hỏi thủ tục"}
    open_case(user, unit, "tiep_cong_dan", "tiep", "2026-03-02", data)


def test_people_are_found_by_name_in_the_own_register_alone(office: Office, browser: Browser) -> None:
    reception(office, office.officer, office.world.commune, "Lê Thị Thử")
    reception(office, office.other, office.world.other_commune, "Lê Văn Thử")
    page = "/vu-viec/tiep_cong_dan/nhap-trang/"

    def asked(column: str, words: str) -> list[dict[str, str]]:
        return browser.client.post(page + "nguoi/", {"cot": column, "tim": words}).json()["people"]

    found = [{"tiep.ho_ten": "Lê Thị Thử", "tiep.dia_chi": "Thôn Đông"}]
    assert asked("tiep.ho_ten", "le thi") == found == asked("tiep.ho_ten", "Thử")
    assert asked("tiep.ho_ten", "Le Van") == asked("tiep.noi_dung", "Thử") == asked("khong.co", "Thử") == []
    place = entry_place(office.officer, "tiep_cong_dan")
    assert place is not None
    data = {"nguoi_tiep": "can_bo", "ho_ten": "Lê Kín Mẫu", "loai_don": "to_cao"}  # who denounces is closed
    open_case(office.officer, place.unit, "tiep_cong_dan", "tiep", "2026-03-02", data)
    assert asked("tiep.ho_ten", "Mẫu") == []
    mediation = office.mediation()
    answer = browser.client.post(PAGE + "nguoi/", {"cot": "tiep_nhan.ben.1.ho_ten", "tim": NAME})
    assert answer.json() == {"people": []} and NAME not in browser.client.get(PAGE).content.decode(), mediation


def test_who_denounced_is_never_offered(office: Office) -> None:
    data = {"lan": "dau", "nguoi": "Người Tố Mẫu", "bi_to_cao": "Ông Bị Mẫu"}
    place = entry_place(office.officer, "to_cao")
    assert place is not None
    known = place.kind.transitions["nhan_don"].given
    open_case(
        office.officer, place.unit, "to_cao", "nhan_don", "2026-03-02", {k: v for k, v in data.items() if k in known}
    )
    closed = [one for one in place.grid.columns if one.field is not None and one.field.name in place.kind.closed]
    assert closed and all(people_found(place, one, "Mẫu") == [] for one in closed)


def test_words_kept_in_clear_are_offered_of_the_own_register(office: Office, browser: Browser) -> None:
    office.mediation(to="Tổ thôn Đông")
    there = {"pham_vi": "khac", "to": "Tổ xã khác"}
    open_case(office.other, office.world.other_commune, "hoa_giai", "tiep_nhan", "2026-03-10", there)
    place = entry_place(office.officer, "hoa_giai")
    assert place is not None and words_offered(place) == {"tiep_nhan.to": ["Tổ thôn Đông"]}
    assert browser.open().xpath("//datalist/option[@value='Tổ thôn Đông']")


def test_rows_are_written_all_or_none(office: Office) -> None:
    from thuongton.cases.entry.judging import RowAct
    from thuongton.cases.services import NotAllowed

    good = RowToWrite("a", [RowAct("tiep_nhan", "2026-03-05", {"pham_vi": "khac"})])
    bad = RowToWrite("b", [RowAct("tiep_nhan", "2026-03-05", {})])
    with pytest.raises(NotAllowed):
        enter_rows(office.officer, office.world.commune, "hoa_giai", [good, bad])
    with pytest.raises(PermissionDenied):
        enter_rows(office.other, office.world.commune, "hoa_giai", [good])
    assert not Case.objects.exists()


@pytest.mark.parametrize("name", ["hoa_giai", "tiep_cong_dan", "hoa_giai_vien"])
def test_the_pages_are_english_for_who_reads_english(office: Office, name: str) -> None:
    client = english(office.officer)
    for page in ("nhap-trang", "nhap-excel"):
        assert unmarked(client, f"/vu-viec/{name}/{page}/") == []
