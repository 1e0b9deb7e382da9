"""The REST API: who sees what, pages, refusals with a sentence, writes that count once."""

from __future__ import annotations

import json

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from api.conftest import Scene, a_task, client_of
from thuongton.api.models import GivenAnswer
from thuongton.plans.models import Declaration
from thuongton.plans.services.adopting import adopt_plan

LISTS = ("units", "documents", "plans", "tasks")
SAID = {"state": "in_progress", "period_end": "2026-03-31", "result": "Đang làm"}
KEY = "khoa-duy-nhat-1"


def get(client: Client, path: str, **query: object) -> tuple[int, dict]:
    answer = client.get(f"/api/v1/{path}", query)
    return answer.status_code, answer.json()


def post(client: Client, path: str, body: object, key: str | None = KEY) -> tuple[int, dict]:
    headers = {"Idempotency-Key": key} if key else {}
    text = body if isinstance(body, str) else json.dumps(body)
    answer = client.post(f"/api/v1/{path}", text, content_type="application/json", headers=headers)
    return answer.status_code, answer.json()


@pytest.mark.parametrize("name", LISTS)
def test_lists_want_a_person(scene: Scene, name: str) -> None:
    assert get(Client(), name) == (401, {"detail": "Chưa đăng nhập."})


@pytest.mark.parametrize("name", LISTS)
def test_a_citizen_sees_nothing(scene: Scene, name: str) -> None:
    assert get(client_of(scene.citizen), name) == (200, {"items": [], "count": 0})


def test_nobody_sees_another_province(scene: Scene) -> None:
    client = client_of(scene.commune)
    assert [plan["id"] for plan in get(client, "plans")[1]["items"]] == [scene.plan.pk]
    assert {task["plan_id"] for task in get(client, "tasks")[1]["items"]} == {scene.plan.pk}
    assert get(client, "tasks", plan=scene.far_plan.pk)[1]["count"] == 0
    far = {unit["id"] for unit in get(client, "units", limit=500)[1]["items"]}
    assert scene.world.far_commune.pk not in far
    for path in (f"tasks/{scene.far_task.pk}", f"plans/{scene.far_plan.pk}/counts", "documents/1"):
        assert get(client, path) == (404, {"detail": "Không có, hoặc ngoài phạm vi của bạn."})


def test_pages(scene: Scene) -> None:
    client = client_of(scene.officer)
    whole = [task["code"] for task in get(client, "tasks")[1]["items"]]
    cut = [get(client, "tasks", limit=1, offset=at) for at in range(3)]
    assert [[task["code"] for task in body["items"]] for _status, body in cut] == [[whole[0]], [whole[1]], []]
    assert {body["count"] for _status, body in cut} == {2}


def test_counts_add_up_to_the_rows(scene: Scene) -> None:
    client = client_of(scene.officer)
    counts = get(client, f"plans/{scene.plan.pk}/counts", as_of="2026-06-01")[1]
    rows = get(client, "tasks", plan=scene.plan.pk, as_of="2026-06-01")[1]["items"]
    assert counts["total"] == len(rows) == sum(counts["states"].values())
    assert {state: number for state, number in counts["states"].items() if number} == {"not_due": 2}


@pytest.mark.parametrize(
    ("path", "query", "status"),
    [
        ("tasks", {"limit": "0"}, 422),
        ("tasks", {"limit": "x"}, 422),
        ("tasks", {"offset": "99999999999999999999"}, 422),
        ("tasks", {"plan": "99999999999999999999"}, 422),
        ("tasks", {"states": "lạ"}, 422),
        ("tasks", {"as_of": "31/3/2026"}, 422),
        ("tasks", {"as_of": "0"}, 422),
        ("tasks", {"as_of": "1774915200"}, 422),
        ("tasks", {"as_of": "9999-12-31"}, 422),
        ("tasks", {"as_of": "0001-01-01"}, 422),
        ("tasks", {"basis": "x"}, 422),
        ("tasks", {"words": "a\x00b"}, 422),
        ("units", {"words": "\x00"}, 422),
        ("tasks/0", {}, 422),
        ("tasks/99999999999999999999", {}, 422),
        ("tasks/9999999", {}, 404),
    ],
)
def test_bad_questions_get_a_sentence(scene: Scene, path: str, query: dict[str, str], status: int) -> None:
    code, body = get(client_of(scene.officer), path, **query)
    assert code == status and isinstance(body["detail"], str)


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ("{", 400),
        ("", 422),
        ("null", 422),
        ("[]", 422),
        ({}, 422),
        ({"state": "xong", "period_end": "2026-03-31"}, 422),
        ({"state": "completed", "period_end": "không"}, 422),
        ({"state": "completed", "period_end": 0}, 422),
        ({"state": "completed", "period_end": "0001-01-01"}, 422),
        ({"state": "completed", "period_end": "9999-12-31"}, 422),
        ('{"state": "completed", "period_end": "2026-03-31", "result": "' + chr(92) + 'ud800"}', 422),
        ("[" * 200_000, 400),
        ('{"state": ' + "9" * 5_000 + "}", 400),
        ({"state": "completed", "period_end": "2026-03-31", "result": "a\x00"}, 422),
        ({"state": "in_progress", "period_end": "2026-03-31", "done_on": "2026-03-01"}, 400),
        ({"state": "completed", "period_end": "2026-01-01", "period_start": "2026-02-01"}, 400),
    ],
)
def test_bad_writes_change_nothing(scene: Scene, body: object, status: int) -> None:
    code, answer = post(client_of(scene.officer), f"tasks/{scene.task.pk}/declarations", body)
    assert (code, isinstance(answer["detail"], str)) == (status, True)
    assert not Declaration.objects.exists() and not GivenAnswer.objects.exists()


def test_who_may_write(scene: Scene) -> None:
    path = f"tasks/{scene.task.pk}/declarations"
    assert post(Client(), path, SAID)[0] == 401
    assert post(client_of(scene.inspector), path, SAID)[0] == 403
    assert post(client_of(scene.citizen), path, SAID)[0] == 404
    assert post(client_of(scene.officer), path, SAID, key=None)[0] == 422
    status, body = post(client_of(scene.officer, enforce_csrf_checks=True), path, SAID)
    assert status == 403 and "X-CSRFToken" in body["detail"]
    assert not Declaration.objects.exists()


def test_a_repeated_write_counts_once(scene: Scene) -> None:
    client, path = client_of(scene.officer), f"tasks/{scene.task.pk}/declarations"
    first = post(client, path, SAID)
    assert first[0] == 201 and first == post(client, path, SAID)
    assert Declaration.objects.count() == 1
    status, body = post(client, path, {**SAID, "result": "Khác"})
    assert (status, body["detail"]) == (409, "Khoá này đã dùng cho một yêu cầu khác.")
    assert post(client, path, {**SAID, "result": "Khác"}, key="khoa-duy-nhat-2")[0] == 201


def test_a_refused_write_may_be_tried_again_with_its_key(scene: Scene) -> None:
    client, path = client_of(scene.officer), f"tasks/{scene.task.pk}/declarations"
    assert post(client, path, {**SAID, "done_on": "2026-03-01"})[0] == 400
    assert post(client, path, SAID)[0] == 201


def test_keys_of_different_people_do_not_meet(scene: Scene) -> None:
    path = f"tasks/{scene.task.pk}/declarations"
    other = client_of(scene.inspector)
    assert post(client_of(scene.officer), path, SAID)[0] == 201
    assert post(other, path, SAID)[0] == 403


@pytest.mark.parametrize("name", LISTS)
def test_queries_do_not_grow_with_the_rows(scene: Scene, name: str) -> None:
    client = client_of(scene.officer)

    def asked() -> int:
        with CaptureQueriesContext(
            connection,
        ) as seen:
            assert get(client, name, limit=100)[0] == 200
        return len(seen)

    before = asked()
    for number in range(3):
        adopt_plan(
            None,
            scene.world.province,
            title="Thêm",
            tasks=[a_task(str(code), "Sở Tư pháp") for code in range(5)],
            number=f"1{number}/KH-UBND",
            tracked_from=scene.plan.tracked_from,
        )
    assert asked() == before
