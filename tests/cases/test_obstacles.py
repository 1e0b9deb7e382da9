"""An obstacle becomes a task of a plan, in a room that cases do not know: both or nothing, the right asked there."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client

from cases.conftest import Office
from thuongton.cases.models import Case
from thuongton.cases.services import NotAllowed, act_on, make_task, open_case
from thuongton.people.models import Unit
from thuongton.plans.models import Plan, Task
from thuongton.web.work import work_places

pytestmark = pytest.mark.django_db
OBSTACLE = "chưa có biểu mẫu thu phí chợ"


def plan_of(unit: Unit, number: str = "12/KH-UBND") -> Plan:
    return Plan.objects.create(unit=unit, title="Kế hoạch mẫu", number=number, tracked_from=dt.date(2026, 1, 1))


def obstacle(office: Office) -> Case:
    data = {"noi_dung": OBSTACLE}
    return open_case(office.officer, office.world.commune, "vuong_mac", "ghi_nhan", "2026-03-10", data)[0]


def test_a_task_is_made_and_noted(office: Office, client: Client) -> None:
    plan, case = plan_of(office.world.commune), obstacle(office)
    plan_of(office.world.other_commune, "99/KH-UBND")
    client.force_login(office.officer)
    address = f"/vu-viec/ho-so/{case.uid}/thanh-nhiem-vu/"
    assert address in client.get(case.get_absolute_url()).content.decode()
    page = client.get(address).content.decode()
    assert OBSTACLE in page and "12/KH-UBND" in page and "99/KH-UBND" not in page
    sent = {"noi-dung": OBSTACLE, "noi-nhan": f"plans:{plan.pk}", "ngay": "12/3/2026", "seen": "1"}
    assert client.post(address, sent | {"noi-nhan": "plans:0"}).status_code == 400
    done = client.post(address, sent)
    task = Task.objects.get()
    assert (task.plan, task.code, task.title) == (plan, "VM1", OBSTACLE)
    assert done["Location"] == f"/nhiem-vu/{task.pk}/" or str(task.pk) in done["Location"]
    case.refresh_from_db()
    assert case.state == "thanh_nhiem_vu" and case.data["nhiem_vu"] == "12/KH-UBND, VM1"
    assert address not in client.get(case.get_absolute_url()).content.decode()
    client.force_login(office.inspector)
    assert client.get(address).status_code == 403
    client.force_login(office.other)
    assert client.get(address).status_code == 404


def test_both_or_nothing(office: Office) -> None:
    plan, case = plan_of(office.world.commune), obstacle(office)
    theirs = plan_of(office.world.other_commune)
    place = f"plans:{plan.pk}"
    for wrong in ("", "khac:1", f"plans:{theirs.pk}", "plans:x"):
        with pytest.raises(ValidationError):
            make_task(office.officer, case, OBSTACLE, place=wrong, on="2026-03-12")
    with pytest.raises(ValidationError):
        make_task(office.officer, case, " ", place=place, on="2026-03-12")
    with pytest.raises(ValidationError):
        make_task(office.officer, office.mediation(), "x", place=place, on="2026-03-12")
    with pytest.raises(PermissionDenied):
        make_task(office.other, case, OBSTACLE, place=place, on="2026-03-12")
    act_on(office.officer, case, "khong_xu_ly", "2026-03-11", {"ket_qua": "đã có biểu mẫu"})
    with pytest.raises(NotAllowed):
        make_task(office.officer, case, OBSTACLE, place=place, on="2026-03-12")
    assert not Task.objects.exists()
    assert work_places(office.officer) == [(place, "12/KH-UBND")] and work_places(office.inspector) == []
