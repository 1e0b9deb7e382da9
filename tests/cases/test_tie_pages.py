"""The pages of cases made from a case, of like cases and of handing over, as an officer meets them."""

from __future__ import annotations

import pytest
from django.test import Client

from cases.conftest import NAME, STORY, Office
from cases.test_leading import HOME, MATTER, letter, reception
from cases.test_leading import NAME as WHO
from factories import person
from thuongton.audit.models import Event
from thuongton.cases.models import Case, CaseCompared
from thuongton.cases.queries.cases import fields_of
from thuongton.cases.services import open_case
from thuongton.people.models import Role
from thuongton.web.models import Undoable

pytestmark = pytest.mark.django_db


def test_a_complaint_is_made_without_retyping(office: Office, client: Client) -> None:
    case = reception(office)
    client.force_login(office.officer)
    page = client.get(case.get_absolute_url()).content.decode()
    address = f"/vu-viec/ho-so/{case.uid}/lap-ho-so-moi/"
    assert f"{address}?loai=khieu_nai" in page
    shown = client.get(f"{address}?loai=khieu_nai").content.decode()
    assert "Người khiếu nại" in shown and WHO not in shown and MATTER not in shown and HOME not in shown
    sent = {"on": "11/3/2026", "seen": "1", "khieu_nai-lap": "1", "khieu_nai-mang": ["ho_ten", "noi_dung"]}
    refused = client.post(address, sent)
    assert refused.status_code == 400 and "Lần khiếu nại" in refused.content.decode()
    done = client.post(address, sent | {"khieu_nai-f-lan": "dau", "khieu_nai-f-thuoc_tham_quyen": "co"})
    new = Case.objects.get(kind="khieu_nai")
    assert done.status_code == 302 and done["Location"] == new.get_absolute_url()
    data = fields_of(new, purpose=True)
    assert (data["nguoi"], data["noi_dung"], data["lan"], data["thuoc_tham_quyen"]) == (WHO, MATTER, "dau", True)
    assert str(case.uid) in client.get(new.get_absolute_url()).content.decode()
    assert str(new.uid) in client.get(case.get_absolute_url()).content.decode()


def test_a_letter_is_split_on_one_page(office: Office, client: Client) -> None:
    case = letter(office)
    client.force_login(office.officer)
    address = f"/vu-viec/ho-so/{case.uid}/lap-ho-so-moi/"
    assert client.post(address, {"on": "11/3/2026", "seen": "1"}).status_code == 400
    sent = {
        "on": "11/3/2026", "seen": "1",
        "khieu_nai-lap": "1", "khieu_nai-mang": ["nguoi"], "khieu_nai-f-lan": "dau", "khieu_nai-f-noi_dung": "phần A",
        "to_cao-lap": "1", "to_cao-mang": ["nguoi", "noi_dung"], "to_cao-f-lan": "dau", "to_cao-f-noi_dung": "phần B",
    }  # fmt: skip
    assert client.post(address, sent)["Location"] == case.get_absolute_url()
    assert [fields_of(one, purpose=True)["noi_dung"] for one in Case.objects.order_by("pk")[1:]] == ["phần A", "phần B"]
    assert client.post(address, sent).status_code == 400  # the page was opened before
    client.force_login(office.other)
    assert client.get(address).status_code == 404
    client.force_login(office.inspector)
    assert client.get(address).status_code == 403


def test_two_cases_are_held_side_by_side(office: Office, client: Client) -> None:
    first, again = office.mediation(), office.mediation()
    client.force_login(office.officer)
    address = f"/vu-viec/ho-so/{again.uid}/trung/"
    page = client.get(address).content.decode()
    assert "cùng người" in page and str(first.uid) in page
    assert "cùng người" in client.get(address, headers={"HX-Request": "true"}).content.decode()
    pair = client.get(f"{address}{first.uid}/").content.decode()
    assert NAME not in pair and STORY not in pair
    assert pair.count("•••") == 4 and pair.count("như nhau") == 1  # what is hidden is not said to be the same
    assert client.post(f"{address}{first.uid}/", {"ket-luan": "sai"}).status_code == 400
    assert client.post(f"{address}{first.uid}/", {"ket-luan": "matter"}).status_code == 302
    assert "khác nội dung" in client.get(address).content.decode()
    assert client.post(f"{address}{first.uid}/la-mot/", {"ngay": "12/3/2026", "seen": "1"}).status_code == 302
    again.refresh_from_db()
    assert again.state == "trung" and CaseCompared.objects.get().found == "same"
    client.force_login(office.other)
    assert client.get(f"{address}{first.uid}/").status_code == 404
    client.force_login(office.inspector)
    assert client.get(f"{address}{first.uid}/").status_code == 200
    assert client.post(f"{address}{first.uid}/", {"ket-luan": "matter"}).status_code == 403


def test_like_cases_are_told_while_one_is_typed(office: Office, client: Client) -> None:
    case = reception(office)
    client.force_login(office.officer)
    page = "/vu-viec/tiep_cong_dan/moi/tiep/"
    assert f"{page}trung/" in client.get(page).content.decode()
    typed = {"f-ho_ten": WHO.lower(), "f-noi_dung": MATTER}
    told = client.post(f"{page}trung/", typed, headers={"HX-Request": "true"}).content.decode()
    assert str(case.uid) in told and "cùng người" in told and Case.objects.count() == 1
    assert client.post(f"{page}trung/", typed).status_code == 302
    client.force_login(office.other)
    told = client.post(f"{page}trung/", typed, headers={"HX-Request": "true"})
    assert told.status_code == 200 and str(case.uid) not in told.content.decode()


def test_all_cases_of_an_officer_are_handed_over_and_taken_back(office: Office, client: Client) -> None:
    second = person("cong-chuc-hai", Role.OFFICER, office.world.commune)
    third = person("cong-chuc-ba", Role.OFFICER, office.world.commune)
    cases = [office.mediation(), office.mediation()]
    denounced = {"lan": "dau", "nguoi": NAME}
    closed, _a = open_case(office.officer, office.world.commune, "to_cao", "nhan_don", "2026-03-10", denounced)
    client.force_login(third)
    asked = {"nguoi-giao": str(office.officer.pk), "nguoi-nhan": str(second.pk)}
    page = client.get("/vu-viec/ban-giao/", asked)
    assert "1 hồ sơ có danh tính giữ kín" in page.content.decode()
    seen = page.context["going"].seen
    office.mediation()
    assert client.post("/vu-viec/ban-giao/", asked | {"seen": seen}).status_code == 400  # more by now
    seen = client.get("/vu-viec/ban-giao/", asked).context["going"].seen
    assert client.post("/vu-viec/ban-giao/", asked | {"seen": seen}).status_code == 302
    assert Case.objects.filter(handler=second).count() == 3
    closed.refresh_from_db()
    assert closed.handler == office.officer
    assert Event.objects.filter(action="Giao người xử lý hồ sơ").count() == 3
    client.post(f"/hoan-tac/{Undoable.objects.get().pk}/")
    assert Case.objects.filter(handler=office.officer).count() == 4 and cases
    asked["nguoi-nhan"] = str(office.officer.pk)
    assert client.post("/vu-viec/ban-giao/", asked | {"seen": ""}).status_code == 400
    client.force_login(office.inspector)
    assert client.get("/vu-viec/ban-giao/").status_code == 403
