"""Who denounced (danh tính người tố cáo) is open to the handler and the leader of the case alone."""

from __future__ import annotations

import json

import pytest
from django.core.exceptions import ValidationError
from django.test import Client

from cases.conftest import NAME, Office
from factories import person
from thuongton.cases.models import Case
from thuongton.cases.queries.cases import MASKED, fields_of, matching, visible_to
from thuongton.cases.rights import opens_closed
from thuongton.cases.services import act_on, hand_over, look, open_case
from thuongton.people.models import Role

pytestmark = pytest.mark.django_db
DATA = {"lan": "dau", "nguoi": NAME, "nguoi_bi_to_cao": "Lê Văn Thử", "noi_dung": "nhận tiền của dân"}


def denunciation(office: Office) -> Case:
    return open_case(office.officer, office.world.commune, "to_cao", "nhan_don", "2026-03-10", DATA)[0]


def test_handler_and_leader_of_the_case_open_it_and_nobody_else(office: Office) -> None:
    case = denunciation(office)
    second = person("cong-chuc-hai", Role.OFFICER, office.world.commune)
    may = {one: opens_closed(one, case) for one in (office.officer, office.leader, second, office.other)}
    assert list(may.values()) == [True, True, False, False]
    assert not opens_closed(office.province, case) and not opens_closed(office.inspector, case)
    with pytest.raises(ValidationError, match="chỉ người đang xử lý hoặc lãnh đạo"):
        hand_over(second, [case], second)
    hand_over(office.leader, [case], second)
    case.refresh_from_db()
    assert opens_closed(second, case) and not opens_closed(office.officer, case)
    assert "nguoi" in look(second, case, "xác minh nội dung").fields
    seen = look(office.officer, case, "xác minh nội dung").fields
    assert "noi_dung" in seen and "nguoi" not in seen


def test_a_purpose_alone_does_not_open_it(office: Office) -> None:
    case = denunciation(office)
    shown = fields_of(case, purpose=True)
    assert shown["nguoi"] == MASKED and shown["nguoi_bi_to_cao"] == "Lê Văn Thử"
    assert fields_of(case, closed=True)["nguoi"] == MASKED
    assert fields_of(case, purpose=True, closed=True)["nguoi"] == NAME


def test_nobody_is_found_by_it_and_no_program_is_given_it(office: Office, client: Client) -> None:
    case = denunciation(office)
    mine = visible_to(office.officer)
    assert not matching(mine, NAME).exists() and list(matching(mine, "Lê Văn Thử")) == [case]
    act_on(
        office.officer, case, "dinh_chinh", "2026-03-11", {"truong": "nguoi", "gia_tri": "Cao Thị Mới", "ly_do": "x"}
    )
    assert not matching(mine, "Cao Thị Mới").exists()
    client.force_login(office.officer)
    told = client.get(f"/api/v1/cases/{case.uid}", {"purpose": "xác minh nội dung"}).content.decode()
    assert "nguoi_bi_to_cao" in json.loads(told)["data"] and "nguoi" not in json.loads(told)["data"]


def test_the_reason_of_a_late_act_is_kept_sealed_and_is_no_field_of_the_case(office: Office) -> None:
    case = denunciation(office)
    act_on(office.leader, case, "thu_ly", "2026-04-30", {"ly_do_tre": f"chờ {NAME}"})
    assert "ly_do_tre" not in case.data
    kept = case.entries.get(seq=2).data
    assert NAME not in str(kept) and fields_of(case, data=kept)["ly_do_tre"] == f"chờ {NAME}"
