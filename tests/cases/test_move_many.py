"""Open cases of a register move to a newer version of their kind: shown first, by a job that bears being broken off."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client

from cases.clubs import NAME, NEWER, put_in
from cases.conftest import Office
from thuongton.audit.models import Event
from thuongton.cases.definition.library import version_of
from thuongton.cases.models import Case, CaseEntry, KindMove
from thuongton.cases.queries.cases import folded
from thuongton.cases.queries.moving_many import newest_of, preview_of
from thuongton.cases.services import moving_many, open_case
from thuongton.cases.services.moving_many import move_cases, move_many
from thuongton.people.models import Notification

pytestmark = pytest.mark.django_db
WITHOUT_A_STATE = NEWER.replace("cho_duyet", "cho_xet")


@pytest.fixture
def asleep(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(moving_many, "enqueue_once", lambda *_given: True)


def members(office: Office, number: int) -> list[Case]:
    found = []
    for n in range(number):
        data = {"ho_ten": f"Hội viên {n}", "hang": "nguoi_lon"}
        found.append(open_case(office.officer, office.world.commune, NAME, "nop_don", "2026-03-10", data)[0])
    return found


def begun(office: Office, text: str = NEWER, number: int = 7) -> KindMove:
    put_in()
    members(office, number)
    put_in(text)
    return move_many(office.leader, office.world.commune, NAME, "mẫu mới", version=2)


def test_all_that_can_go_on_go_each_by_an_act(office: Office, asleep: None) -> None:
    move = begun(office)
    new = newest_of(NAME)
    assert new is not None
    preview = preview_of(office.leader, office.world.commune, new)
    assert (preview.can, preview.stay, preview.newer_already) == (7, 0, 0)
    assert "Đã chuyển 7 hồ sơ, 0 hồ sơ ở lại" in move_cases.func(move.pk)
    for case in Case.objects.filter(kind=NAME):
        assert folded(case).kind.version == 2
    assert Event.objects.filter(action="Chuyển hồ sơ sang phiên bản mới của sổ").count() == 7
    assert preview_of(office.leader, office.world.commune, new).newer_already == 7
    assert Notification.objects.filter(user=office.leader, text__contains="Đã chuyển 7 hồ sơ").count() == 1
    move_cases.func(move.pk)
    assert CaseEntry.objects.filter(do="chuyen_phien_ban").count() == 7


def test_broken_off_again_and_again_nothing_moves_twice(
    office: Office, asleep: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    move = begun(office, number=12)
    real, calls = moving_many.act_on, {"n": 0}

    def breaking(*given: Any, **more: Any) -> Any:
        calls["n"] += 1
        if calls["n"] % 4 == 0:
            raise RuntimeError("the machine went off")
        return real(*given, **more)

    monkeypatch.setattr(moving_many, "BATCH", 3)
    monkeypatch.setattr(moving_many, "act_on", breaking)
    broken = 0
    for _turn in range(20):
        try:
            move_cases.func(move.pk)
            break
        except RuntimeError:
            broken += 1
    move.refresh_from_db()
    assert broken and (move.moved, move.stayed) == (12, 0) and move.done_at is not None
    assert CaseEntry.objects.filter(do="chuyen_phien_ban").count() == 12


def test_what_cannot_go_on_stays_with_its_reason(office: Office, asleep: None) -> None:
    move = begun(office, WITHOUT_A_STATE, 3)
    new = version_of(NAME, 2)
    assert new is not None
    preview = preview_of(office.leader, office.world.commune, new)
    assert (preview.can, preview.stay) == (0, 3)
    assert "không có trạng thái «cho_duyet»" in str(preview.cannot[0][1][0])
    move_cases.func(move.pk)
    move.refresh_from_db()
    assert (move.moved, move.stayed) == (0, 3) and not CaseEntry.objects.filter(do="chuyen_phien_ban").exists()


def test_a_leader_of_the_unit_decides_with_a_reason_once(office: Office, asleep: None) -> None:
    begun(office, number=1)
    unit = office.world.commune
    for nobody in (office.officer, office.other, office.inspector):
        with pytest.raises(PermissionDenied):
            move_many(nobody, unit, NAME, "mẫu mới", version=2)
    with pytest.raises(ValidationError, match="đang chạy"):
        move_many(office.leader, unit, NAME, "mẫu mới", version=2)
    with pytest.raises(ValidationError, match="lý do"):
        move_many(office.leader, unit, NAME, " ", version=2)
    with pytest.raises(ValidationError, match="không có phiên bản"):
        move_many(office.leader, unit, NAME, "mẫu mới", version=3)
    with pytest.raises(ValidationError, match="không có phiên bản"):
        move_many(office.leader, unit, "hoa_giai", "mẫu mới", version=1)


def test_the_page_shows_first_and_moves(office: Office, asleep: None) -> None:
    put_in()
    members(office, 2)
    put_in(NEWER)
    client = Client()
    client.force_login(office.officer, backend="django.contrib.auth.backends.ModelBackend")
    page = client.get(f"/vu-viec/chuyen-phien-ban/{NAME}/").content.decode()
    assert "Lãnh đạo của đơn vị bấm chuyển" in page and "Hội viên 0" not in page
    assert client.get("/vu-viec/chuyen-phien-ban/hoa_giai/").status_code == 404
    client.force_login(office.leader, backend="django.contrib.auth.backends.ModelBackend")
    sent = {"ly-do": "mẫu mới", "phien-ban": "2"}
    assert client.post(f"/vu-viec/chuyen-phien-ban/{NAME}/chuyen/", sent).status_code == 302
    assert KindMove.objects.get().user == office.leader
    assert client.post(f"/vu-viec/chuyen-phien-ban/{NAME}/chuyen/", {"ly-do": "", "phien-ban": "2"}).status_code == 400


def test_a_register_is_moved_through_the_api(office: Office, asleep: None) -> None:
    put_in()
    members(office, 3)
    address = f"/api/v1/kinds/{NAME}"
    client, other = Client(), Client()
    client.force_login(office.leader)
    other.force_login(office.officer)
    assert client.get(f"{address}/newer-version").status_code == 404, "one version alone: there is nothing to move to"
    put_in(WITHOUT_A_STATE)
    found = client.get(f"{address}/newer-version").json()
    assert (found["version"], found["can_move"], found["stay"]) == (2, 0, 3)
    assert len(found["stays"]) == 3
    assert all(one["reasons"] and one["case"] for one in found["stays"])
    sent = {"version": 2, "reason": "mẫu mới"}

    def send(who: Client, given: dict[str, Any], key: str) -> Any:
        headers = {"Idempotency-Key": key}
        return who.post(f"{address}/moves", given, content_type="application/json", headers=headers)

    assert send(other, sent, "a" * 16).status_code == 403
    assert send(client, sent | {"version": 9}, "b" * 16).status_code == 400
    made = send(client, sent, "c" * 16)
    assert made.status_code == 201
    assert send(client, sent, "c" * 16).json() == made.json()
    assert KindMove.objects.count() == 1
    move_cases.func(made.json()["id"])
    (row,) = client.get(f"{address}/moves").json()["items"]
    assert (row["moved"], row["stayed"], row["done_at"] is not None) == (0, 3, True)
