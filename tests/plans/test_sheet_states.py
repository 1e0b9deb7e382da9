"""States of rows in a sheet become declarations; days that are none are marked; rows of one text offer a choice."""

from __future__ import annotations

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from factories import make_world, person
from thuongton.people.models import Role, UnitAlias
from thuongton.plans.models import Declaration, Party, Plan, Proof, Task
from thuongton.plans.taking_in.sheet_states import stated
from thuongton.plans.taking_in.sheets import RowVerdict, read_sheet

D = dt.date


@pytest.mark.parametrize(
    ("cell", "state", "day"),
    [
        ("Đã hoàn thành", "completed", None),
        ("Hoàn thành 15/3/2026", "completed", D(2026, 3, 15)),
        ("hoàn thành ngày 05-03-2026", "completed", D(2026, 3, 5)),
        ("Xong", "completed", None),
        ("100%", "completed", None),
        ("100,0 %", "completed", None),
        ("Đang thực hiện", "in_progress", None),
        ("đang soạn dự thảo", "in_progress", None),
        ("60%", "in_progress", None),
        ("Chưa hoàn thành", "in_progress", None),
        ("Chưa đến hạn", "not_due", None),
        ("Hoàn thành 31/2/2026", "completed", None),
        ("0%", None, None),
        ("Báo cáo tổng kết", None, None),
        ("", None, None),
        ("Đã hoàn thành " + "việc này " * 20, None, None),
    ],
)
def test_what_a_cell_states(cell: str, state: str | None, day: dt.date | None) -> None:
    said = stated(cell)
    assert (said.state if said else None, said.done_on if said else None) == (state, day)


HEAD = ["TT", "Nhiệm vụ", "Chủ trì", "Thời hạn", "Kết quả"]


def row(number: int, title: str, when: str, result: str, lead: str = "Sở Tư pháp") -> list[str]:
    return [str(number), title, lead, when, result]


@pytest.mark.parametrize(
    ("cells", "product"),
    [
        (["Đã hoàn thành", "Đang thực hiện", ""], None),
        (["Kế hoạch", "Báo cáo", "Đã hoàn thành"], "Kế hoạch"),
    ],
)
def test_a_column_of_states_is_no_column_of_products(cells: list[str], product: str | None) -> None:
    rows = [HEAD, *(row(place, f"Việc thứ {place}", "Năm 2026", cell) for place, cell in enumerate(cells, start=1))]
    tasks = read_sheet("S", rows).tasks
    assert tasks[0].product == product
    assert (tasks[0].stated and tasks[0].stated.state) == (None if product else "completed")


def test_days_that_are_none_are_marked() -> None:
    found = read_sheet("S", [HEAD, row(1, "Mở hội nghị", "31/2/2026", "x"), row(2, "Lập danh sách", "30/6/2026", "y")])
    doubtful = [one for one in found.rows if one.verdict is RowVerdict.DOUBTFUL]
    assert [one.number for one in doubtful if "Ngày «31/2/2026» không có thật" in one.reasons] == [2]


@pytest.fixture
def client(db: None) -> Client:
    world = make_world()
    client = Client()
    client.force_login(person("xa", Role.OFFICER, world.commune))
    client.world = world  # type: ignore[attr-defined]
    return client


def sheet() -> SimpleUploadedFile:
    rows = [
        HEAD,
        row(1, "Mở hội nghị tuyên truyền", "30/6/2026", "Hoàn thành 15/3/2026", "Bộ phận một cửa"),
        row(2, "Rà soát văn bản của xã", "30/9/2026", "Đang thực hiện", "VP HĐND&UBND"),
        row(3, "Lập danh sách hòa giải viên", "31/12/2026", ""),
        row(4, "Lập danh sách hòa giải viên", "30/11/2026", "100%"),
        row(5, "Lập danh sách hòa giải viên", "31/12/2026", "100%"),
    ]
    text = "\n".join("\t".join(cells) for cells in rows)
    return SimpleUploadedFile("theo-doi.tsv", text.encode())


def test_states_offices_and_choices_from_preview_to_plan(client: Client) -> None:
    world = client.world  # type: ignore[attr-defined]
    shown = client.post(reverse("plans:sheet-preview"), {"file": sheet()})
    page = shown.content.decode()
    assert shown.context["unknown"] == ["Bộ phận một cửa"] and "Đã hoàn thành 15/3/2026" in page
    assert "lấy dòng này thay dòng 4" in page and "thay-0-5" in page and "thay-0-6" not in page
    form = {
        "payload": shown.context["payload"], "doubtful": "1", "unit": world.commune.pk, "title": "Theo dõi",
        "tracked_from": "1/1/2026", "said_until": "31/3/2026", "thay-0-5": "1",
        "co-quan-0": "Bộ phận một cửa", "la-0": world.office.pk,
    }  # fmt: skip
    assert client.post(reverse("plans:sheet-apply"), form).status_code == 302
    plan = Plan.objects.get()
    tasks = list(Task.objects.filter(plan=plan).order_by("order"))
    assert [task.due for task in tasks] == [D(2026, 6, 30), D(2026, 9, 30), D(2026, 11, 30)]
    said = {one.task_id: (one.state, one.done_on, one.period_end) for one in Declaration.objects.all()}
    until = D(2026, 3, 31)
    assert said == {
        tasks[0].pk: ("completed", D(2026, 3, 15), until),
        tasks[1].pk: ("in_progress", None, until),
        tasks[2].pk: ("completed", None, until),
    }
    assert not Proof.objects.exists() and all(task.done_on is None for task in tasks)
    leads = [Party.objects.get(task=task).unit for task in tasks[:2]]
    assert leads == [world.office, world.office]
    assert UnitAlias.objects.get().name == "Bộ phận một cửa"


def test_nobody_slips_in_a_unit_that_was_not_offered(client: Client) -> None:
    world = client.world  # type: ignore[attr-defined]
    shown = client.post(reverse("plans:sheet-preview"), {"file": sheet()})
    form = {
        "payload": shown.context["payload"], "doubtful": "1", "unit": world.commune.pk, "title": "Theo dõi",
        "tracked_from": "1/1/2026", "co-quan-0": "Bộ phận một cửa", "la-0": world.far_commune.pk,
    }  # fmt: skip
    assert client.post(reverse("plans:sheet-apply"), form).status_code == 302
    assert not UnitAlias.objects.exists()
