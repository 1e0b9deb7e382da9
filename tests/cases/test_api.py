"""Cases in the REST API: read in scope, written once, 409 with what is allowed, sensitive fields for a purpose."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.test import Client

from cases.conftest import NAME, STORY, Office
from thuongton.api.models import GivenAnswer
from thuongton.cases.models import Case, CaseLook
from thuongton.people.models import User

pytestmark = pytest.mark.django_db
GIVEN = {"pham_vi": "dan_su", "noi_dung": STORY, "ben": [{"ho_ten": NAME}]}


def client_of(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def get(client: Client, path: str, **query: object) -> tuple[int, Any]:
    answer = client.get(f"/api/v1/{path}", query)
    return answer.status_code, answer.json()


def post(client: Client, path: str, body: object, key: str) -> tuple[int, Any]:
    answer = client.post(
        f"/api/v1/{path}", json.dumps(body), content_type="application/json", headers={"Idempotency-Key": key}
    )
    return answer.status_code, answer.json()


def taken_in(office: Office, key: str = "tiep-nhan-1") -> tuple[int, Any]:
    body = {"kind": "hoa_giai", "unit": office.world.commune.pk, "on": "2026-03-10", "data": GIVEN}
    return post(client_of(office.officer), "cases", body, key)


def test_kinds_are_those_of_the_level(office: Office) -> None:
    status, body = get(client_of(office.officer), "kinds", limit=100)
    names = {one["kind"] for one in body["items"]}
    assert status == 200 and "hoa_giai" in names and "pakn_qppl" not in names
    status, kind = get(client_of(office.officer), "kinds/hoa_giai")
    assert status == 200 and kind["transitions"]["phan_cong"]["from"] == ["moi"] and kind["fields"]["ben"]["sealed"]
    assert get(client_of(office.officer), "kinds/khong_co")[0] == 404


def test_a_case_is_taken_in_once(office: Office) -> None:
    status, made = taken_in(office)
    assert (status, made["number"], made["state"]) == (201, "01/2026", "moi")
    assert taken_in(office) == (201, made) and Case.objects.count() == 1
    assert STORY not in json.dumps(list(GivenAnswer.objects.values("body")), ensure_ascii=False)
    status, body = get(client_of(office.officer), "cases", words="bich mau", kind="hoa_giai")
    assert (status, body["count"], body["items"][0]["id"]) == (200, 1, made["id"])
    assert get(client_of(office.other), "cases")[1]["count"] == 0
    assert get(client_of(office.other), f"cases/{made['id']}")[0] == 404


def test_an_act_that_the_state_does_not_allow_says_what_is(office: Office) -> None:
    made = taken_in(office)[1]
    at = f"cases/{made['id']}/actions"
    client = client_of(office.officer)
    status, body = post(client, at, {"do": "ket_thuc", "on": "2026-03-11", "data": {"ket_qua": "thanh"}}, "thao-tac-1")
    assert status == 409 and "phan_cong" in body["allowed"] and "trạng thái" in body["detail"]
    assign = {"do": "phan_cong", "on": "2026-03-11", "data": {"hoa_giai_vien": "B"}, "seq": 1}
    status, body = post(client, at, assign, "thao-tac-2")
    assert (status, body["state"], body["acts"]) == (201, "da_phan_cong", 2)
    assert post(client, at, assign, "thao-tac-3")[0] == 409
    status, acts = get(client, at)
    assert [one["do"] for one in acts["items"]] == ["tiep_nhan", "phan_cong"]
    assert acts["items"][0]["data"] == {"pham_vi": "dan_su"}
    assert post(client_of(office.inspector), at, assign, "thao-tac-4")[0] == 403


def test_sensitive_fields_are_there_for_a_purpose(office: Office) -> None:
    made = taken_in(office)[1]
    at = f"cases/{made['id']}"
    status, case = get(client_of(office.officer), at, as_of="2026-03-20")
    assert status == 200 and case["data"] == {"pham_vi": "dan_su"} and case["queues"] == []
    assert "phan_cong" in case["allowed"] and CaseLook.objects.count() == 0
    status, case = get(client_of(office.officer), at, purpose="lập biên bản")
    assert case["data"]["noi_dung"] == STORY and CaseLook.objects.get().purpose == "lập biên bản"
    assert get(client_of(office.inspector), at, purpose="lập biên bản")[0] == 403


def test_queues_and_forms_count(office: Office) -> None:
    taken_in(office)
    status, body = get(client_of(office.officer), "queues", as_of="2026-03-20", limit=100)
    counts = {one["queue"]: one["count"] for one in body["items"]}
    assert status == 200 and counts["cho_bo_sung"] == 0 and counts["viec_cua_toi"] == 1 and counts["qua_han"] == 0
    asked = {"unit": office.world.province.pk, "from": "2026-03-01", "to": "2026-03-31"}
    status, form = get(client_of(office.province), "forms/hg.ket_qua", **asked)
    assert status == 200 and form["wording"] == "unknown" and form["cells"]["1"] == 1
    [row] = Case.objects.all()
    assert form["rows"]["1"] == [str(row.uid)]
    assert get(client_of(office.province), "forms/khong.co", **asked)[0] == 404
    assert get(client_of(office.officer), "forms/hg.ket_qua", **asked)[0] == 404
    assert get(client_of(office.province), "forms/hg.ket_qua", **asked | {"to": "2026-01-01"})[0] == 400
    assert get(client_of(office.province), "forms/01/TCD", **asked)[0] == 200
