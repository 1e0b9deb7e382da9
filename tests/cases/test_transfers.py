"""A case goes over to another register: proposed by one unit, accepted by the other, whole, nothing told before."""

from __future__ import annotations

import datetime as dt
import json

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse

from cases.conftest import Office
from factories import person
from thuongton.audit.models import Event
from thuongton.calendars.models import CalendarDay
from thuongton.cases.checks import CHECKS
from thuongton.cases.models import Case, CaseEntry, CaseTerm, CaseTransfer
from thuongton.cases.queries.cases import fields_of, visible_to
from thuongton.cases.queries.transfers import coming, gone, may_take, moved_since
from thuongton.cases.services import act_on, open_case
from thuongton.cases.services.transferring import (
    accept_transfer,
    propose_transfer,
    refuse_transfer,
    withdraw_transfer,
)
from thuongton.people.models import Notification, Role, User

pytestmark = pytest.mark.django_db
NAME = "Hoàng Thị Ẩn Danh"
GIVEN = {"lan": "dau", "linh_vuc": "khac", "thuoc_tham_quyen": True, "so_don": 1, "nguoi": NAME}


@pytest.fixture
def taker(office: Office) -> User:
    return person("chu-tich-khac", Role.LEADER, office.world.other_commune)


def received(office: Office) -> Case:
    return open_case(office.leader, office.world.commune, "khieu_nai", "nhan_don", "2026-11-02", GIVEN)[0]


def test_a_case_goes_over_whole_with_the_next_number(office: Office, taker: User) -> None:
    case = received(office)
    there = open_case(taker, office.world.other_commune, "khieu_nai", "nhan_don", "2026-11-03", GIVEN)[0]
    acts = list(CaseEntry.objects.filter(case=case).values_list("do", "on", "data"))
    due = CaseTerm.objects.get(case=case, key="acceptance").due
    transfer = propose_transfer(office.leader, case, office.world.other_commune, "competence", seen=1)
    assert case not in visible_to(taker) and list(coming(taker)) == [transfer]
    moved = accept_transfer(taker, transfer)
    case.refresh_from_db()
    assert moved.pk == case.pk and case.unit == office.world.other_commune and case.handler == taker
    assert (case.number, case.year) == (there.number + 1, 2026)
    assert list(CaseEntry.objects.filter(case=case).values_list("do", "on", "data")) == acts
    assert CaseTerm.objects.get(case=case, key="acceptance").due == due
    assert fields_of(case)["nguoi"] in (NAME, "•••")
    assert case not in visible_to(office.officer) and case in visible_to(taker)
    left = gone(office.officer).get()
    assert (str(left), left.new, left.taker) == ("01/2026", "02/2026", office.world.other_commune)
    assert Notification.objects.filter(user=office.leader, text__contains="đã vào sổ của").count() == 1
    assert {"Đề nghị chuyển hồ sơ sang sổ khác", "Nhận hồ sơ từ sổ khác"} <= set(
        Event.objects.values_list("action", flat=True)
    )
    act_on(taker, moved, "thu_ly", "2026-11-05", {})
    assert [said for check in CHECKS for said in check.find()] == []
    after = open_case(office.leader, office.world.commune, "khieu_nai", "nhan_don", "2026-11-09", GIVEN)[0]
    assert str(after) == "02/2026"  # no number of a register is given twice


def test_running_clocks_go_on_by_the_calendar_of_the_unit_that_takes(office: Office, taker: User) -> None:
    case = received(office)
    before = CaseTerm.objects.get(case=case, key="acceptance").due
    assert before is not None
    CalendarDay.objects.create(
        day=before, kind="holiday", name="Ngày truyền thống", source="1/QĐ", unit=office.world.other_commune
    )
    accept_transfer(taker, propose_transfer(office.leader, case, office.world.other_commune, "place"))
    assert CaseTerm.objects.get(case=case, key="acceptance").due == before + dt.timedelta(days=1)


def test_two_persons_of_two_units_and_only_once(office: Office, taker: User) -> None:
    case, other = received(office), office.world.other_commune
    with pytest.raises(PermissionDenied):
        propose_transfer(office.other, case, other, "competence")
    with pytest.raises(ValidationError, match="lý do"):
        propose_transfer(office.leader, case, other, "vi-thich")
    with pytest.raises(ValidationError, match="mới hơn"):
        propose_transfer(office.leader, case, other, "competence", seen=7)
    with pytest.raises(ValidationError, match="không có sổ"):
        propose_transfer(office.leader, case, office.world.commune, "competence")
    assert office.world.commune not in may_take(office.leader, case)
    transfer = propose_transfer(office.leader, case, other, "competence")
    with pytest.raises(ValidationError, match="đang chờ"):
        propose_transfer(office.leader, case, other, "competence")
    for nobody in (office.leader, office.officer, office.other):  # an officer of the other unit decides nothing
        with pytest.raises(PermissionDenied):
            accept_transfer(nobody, transfer)
    transfer.user = taker
    with pytest.raises(ValidationError, match="không tự nhận"):
        accept_transfer(taker, transfer)
    transfer.refresh_from_db()
    refuse_transfer(taker, transfer)
    with pytest.raises(ValidationError, match="đã được trả lời"):
        accept_transfer(taker, transfer)
    again = propose_transfer(office.leader, case, other, "competence")
    withdraw_transfer(office.officer, again)
    states = list(CaseTransfer.objects.order_by("pk").values_list("state", flat=True))
    assert states == ["refused", "withdrawn"] and Case.objects.get(pk=case.pk).unit == office.world.commune


def test_a_closed_case_and_a_closed_denouncer_stay(office: Office, taker: User) -> None:
    given = {"lan": "dau", "nguoi": NAME, "noi_dung": "x", "thuoc_tham_quyen": True}
    case = open_case(office.leader, office.world.commune, "to_cao", "nhan_don", "2026-11-02", given)[0]
    with pytest.raises(ValidationError, match="giữ kín"):
        propose_transfer(office.officer, case, office.world.other_commune, "competence")
    transfer = propose_transfer(office.leader, case, office.world.other_commune, "competence")
    for user in (taker, office.other):
        client = Client()
        client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
        page = client.get(reverse("cases:transfers")).content.decode()
        assert "01/2026" in page and NAME not in page and str(case.uid) not in page
        assert client.get(case.get_absolute_url()).status_code == 404
    accept_transfer(taker, transfer)
    settled = received(office)
    Case.objects.filter(pk=settled.pk).update(closed_on=dt.date(2026, 11, 20))
    with pytest.raises(ValidationError, match="đã kết thúc"):
        propose_transfer(office.leader, settled, office.world.other_commune, "competence")


def test_the_pages_propose_and_answer(office: Office, taker: User) -> None:
    case = received(office)
    client = Client()
    client.force_login(office.leader, backend="django.contrib.auth.backends.ModelBackend")
    page = client.get(reverse("cases:transfer", args=[case.uid])).content.decode()
    assert str(office.world.other_commune) in page
    sent = {"don-vi-nhan": office.world.other_commune.pk, "vi": "competence", "seen": "1"}
    done = client.post(reverse("cases:transfer-propose", args=[case.uid]), sent)
    assert done.status_code == 302
    transfer = CaseTransfer.objects.get()
    refused = client.post(reverse("cases:transfer-accept", args=[transfer.pk]))
    assert refused.status_code == 403
    client.force_login(taker, backend="django.contrib.auth.backends.ModelBackend")
    assert "Nhận vào sổ" in client.get(reverse("cases:transfers")).content.decode()
    assert client.post(reverse("cases:transfer-accept", args=[transfer.pk])).status_code == 302
    page = client.get(reverse("cases:case", args=[case.uid])).content.decode()
    assert "Chuyển sổ" in page
    client.force_login(office.officer, backend="django.contrib.auth.backends.ModelBackend")
    gone_ = client.get(reverse("cases:transfers")).content.decode()
    assert str(office.world.other_commune) in gone_ and str(case.uid) not in gone_


def test_a_changed_figure_names_what_moved(office: Office, taker: User) -> None:
    case = received(office)
    accept_transfer(taker, propose_transfer(office.leader, case, office.world.other_commune, "competence"))
    since = CaseTransfer.objects.get().at - dt.timedelta(days=1)
    for unit in (office.world.commune, office.world.other_commune):
        assert [one.new for one in moved_since(unit, ["khieu_nai"], since, None)] == ["01/2026"]
    assert moved_since(office.world.province, ["khieu_nai"], since, None) == []  # within it nothing changed
    assert moved_since(office.world.commune, ["hoa_giai"], since, None) == []


def test_rest_proposes_and_answers(office: Office, taker: User) -> None:
    case = received(office)
    client = Client()
    client.force_login(office.leader, backend="django.contrib.auth.backends.ModelBackend")
    given = {"taker": office.world.other_commune.pk, "ground": "place", "seq": 1}

    def send(address: str, body: dict[str, object], key: str) -> tuple[int, dict[str, object]]:
        done = client.post(address, json.dumps(body), content_type="application/json", headers={"Idempotency-Key": key})
        return done.status_code, done.json()

    status, made = send(f"/api/v1/cases/{case.uid}/transfers", given, "chuyen-so-1")
    assert status == 201 and made["state"] == "proposed"
    answer = f"/api/v1/case-transfers/{made['id']}/answer"
    assert send(answer, {"answer": "accept"}, "chuyen-so-2")[0] == 403
    client.force_login(taker, backend="django.contrib.auth.backends.ModelBackend")
    listed = client.get("/api/v1/case-transfers").json()
    assert NAME not in json.dumps(listed) and str(case.uid) not in json.dumps(listed)
    assert send(answer, {"answer": "accept"}, "chuyen-so-3") == (
        201,
        {"id": made["id"], "state": "accepted", "new_number": "01/2026"},
    )
