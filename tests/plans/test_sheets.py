"""Sheets from anywhere: the head is found, the columns are told apart, every row is accounted for with its reason."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from factories import make_world, officer, person
from thuongton.people.models import User
from thuongton.plans.models import Plan
from thuongton.plans.taking_in.sheet_files import open_sheets
from thuongton.plans.taking_in.sheet_template import template_workbook
from thuongton.plans.taking_in.sheets import RowVerdict, guess_columns, read_sheet
from vanban.files.sheets import MOST_ROWS
from vanban.model import Group, UnreadableFile

HEAD = ["TT", "Nội dung nhiệm vụ", "Cơ quan chủ trì", "Cơ quan phối hợp", "Sản phẩm", "Thời hạn hoàn thành"]
FULL = ["1", "Ban hành Kế hoạch tuyên truyền", "Sở Tư pháp", "UBND cấp xã", "Kế hoạch", "Quý I năm 2026"]


def book(*sheets: tuple[str, list[list[Any]]], merges: tuple[str, ...] = ()) -> bytes:
    """An xlsx file."""
    workbook = openpyxl.Workbook()
    workbook.remove(workbook.active)
    for name, rows in sheets:
        sheet = workbook.create_sheet(name)
        for row in rows:
            sheet.append(row)
        for merge in merges:
            sheet.merge_cells(merge)
    buffer = io.BytesIO()
    workbook.save(buffer)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("titles", "expected"),
    [
        (HEAD, {"no": 0, "title": 1, "lead": 2, "coordinating": 3, "product": 4, "timing": 5}),
        (["Mã", "Nhóm nhiệm vụ", "Nhiệm vụ", "Cơ quan chủ trì"], {"no": 0, "group": 1, "title": 2, "lead": 3}),
        (["STT", "Tên văn bản", "Cơ quan soạn thảo", "Thời gian dự kiến trình"],
         {"no": 0, "title": 1, "lead": 2, "timing": 3}),
        (["id", "stt", "text", "agency"], {"no": 1, "title": 2, "lead": 3}),
        (["Họ và tên", "Ngày sinh"], {}),
    ],
)  # fmt: skip
def test_columns_are_told_by_their_words(titles: list[str], expected: dict[str, int]) -> None:
    assert guess_columns(titles) == expected


@pytest.mark.parametrize(
    ("row", "verdict", "reason"),
    [
        (FULL, "taken", ""),
        (["2", "Rà soát văn bản", "", "", "Báo cáo", "Năm 2026"], "doubtful", "Không giao chủ trì"),
        (["3", "Việc gì đó", "Sở Tư pháp", "", "Báo cáo", ""], "doubtful", "Thời hạn để trống"),
        (["4", "Việc khác", "Sở Tư pháp", "", "Báo cáo", "tùy lúc"], "doubtful", "Máy chưa hiểu thời hạn «tùy lúc»"),
        (["5", "", "Sở Tư pháp", "", "", ""], "rejected", "Không có nội dung nhiệm vụ."),
        (["6", "123", "Sở Tư pháp", "", "", ""], "rejected", "Nội dung «123» không có chữ."),
        (["II", "NÂNG CAO HIỆU QUẢ", "", "", "", ""], "heading", "Đề mục của các dòng sau."),
        (["III. Nâng cao hiệu quả", "", "", "", "", ""], "heading", "Đề mục của các dòng sau."),
        (["", "", "", "", "", ""], "passed", "Dòng trống."),
        (HEAD, "passed", "Lặp lại tiêu đề bảng."),
        (["(1)", "(2)", "(3)", "(4)", "(5)", "(6)"], "passed", "Hàng đánh số cột."),
        (["", "Tổng cộng", "", "", "", ""], "passed", "Dòng đầu trang, tổng hoặc ghi chú dưới bảng."),
        (["7", "BAN HÀNH kế hoạch tuyên truyền", "Sở X", "", "", ""], "rejected", "Trùng nội dung với dòng 3."),
    ],
)  # fmt: skip
def test_every_row_has_one_verdict_and_its_reason(row: list[str], verdict: str, reason: str) -> None:
    first = [
        "9",
        "Ban hành kế hoạch tuyên truyền" if verdict == "rejected" and row[0] == "7" else "Việc đầu tiên",
        *FULL[2:],
    ]
    result = read_sheet("Trang 1", [["UBND TỈNH"], HEAD, first, row])
    found = result.rows[3]
    assert (found.verdict, found.number) == (verdict, 4)
    assert reason in found.reasons or not reason
    assert result.head == 2


def test_groups_parts_and_codes_follow_the_headings() -> None:
    rows = [
        HEAD,
        ["A", "Thường xuyên"],
        ["I", "Nhóm một"],
        ["1", "Việc một", "Sở A"],
        ["", "Nhóm không số"],
        ["1", "Việc hai", "Sở B"],
    ]
    tasks = read_sheet("x", rows).tasks
    assert [task.code for task in tasks] == ["A.I.1", "A.1"]
    assert [task.group for task in tasks] == [
        Group("I", "Nhóm một"),
        Group("", "Nhóm không số"),
    ]
    assert tasks[0].part_title == "Thường xuyên"


def test_merged_cells_hold_for_every_row_they_cover() -> None:
    rows = [HEAD, FULL, ["2", "Rà soát văn bản", None, None, "Báo cáo", "Năm 2026"]]
    grid = open_sheets(book(("T", rows), merges=("C2:C3",)), "a.xlsx")[0]
    assert read_sheet(grid.name, grid.rows).tasks[1].lead == ("Sở Tư pháp",)


def test_a_head_of_two_rows() -> None:
    rows = [
        ["TT", "Nội dung", "Phân công", "", "Thời hạn"],
        ["", "", "Chủ trì", "Phối hợp", ""],
        ["1", "Việc một", "Sở A", "Sở B", "Năm 2026"],
    ]
    result = read_sheet("x", rows)
    assert result.tasks[0].lead == ("Sở A",) and result.tasks[0].coordinating == ("Sở B",)
    assert (
        result.counts == {"taken": 0, "doubtful": 1, "rejected": 0, "heading": 0, "passed": 2}
        or result.counts["taken"] == 1
    )


@pytest.mark.parametrize(
    ("data", "name", "code"),
    [
        (b"", "a.xlsx", "empty"),
        (b"PK\x03\x04 khong phai zip", "a.xlsx", "broken"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1xxxx", "a.xls", "broken"),
        (b"\x00\x01\x02\x03\x00\xff", "a.csv", "wrong_type"),
        (b"a,b\n" * (MOST_ROWS + 1), "a.csv", "too_large"),
    ],
)
def test_what_cannot_be_used_says_why(data: bytes, name: str, code: str) -> None:
    with pytest.raises(UnreadableFile) as caught:
        open_sheets(data, name)
    assert caught.value.code == code and name in caught.value.sentence


@pytest.mark.parametrize("sign", ["\t", ";", ","])
@pytest.mark.parametrize("code", ["utf-8-sig", "utf-16"])
def test_text_sheets(sign: str, code: str) -> None:
    text = "\n".join(sign.join(f'"{cell}"' for cell in row) for row in (HEAD, FULL))
    grid = open_sheets(text.encode(code), "a.csv")[0]
    assert read_sheet(grid.name, grid.rows).tasks[0].title == FULL[1]


@given(st.lists(st.lists(st.text(alphabet="abI1. \t-(", max_size=8), max_size=7), max_size=12), st.booleans())
def test_no_row_is_lost(rows: list[list[str]], headed: bool) -> None:
    rows = [HEAD, *rows] if headed else rows
    result = read_sheet("x", rows)
    assert [row.number for row in result.rows] == list(range(1, len(rows) + 1))
    assert sum(result.counts.values()) == len(rows)
    assert all(row.reasons for row in result.rows if row.verdict != RowVerdict.TAKEN)


def signed_in(user: User) -> Client:
    """A browser in which the person is signed in."""
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.mark.django_db
def test_our_template_goes_out_is_filled_and_comes_in() -> None:
    world = make_world()
    client = signed_in(officer(world.province))
    assert client.get(reverse("plans:sheet")).status_code == 200
    workbook = openpyxl.load_workbook(io.BytesIO(client.get(reverse("plans:sheet-template")).content))
    workbook.worksheets[0].append(
        ["1", "Nhóm một", "Ban hành Kế hoạch", "Sở Tư pháp", "Sở Tài chính; UBND cấp xã", "Kế hoạch", "Năm 2026"]
    )
    workbook.worksheets[0].append(["2", "Nhóm một", "Rà soát", None, None, None, None])
    buffer = io.BytesIO()
    workbook.save(buffer)
    file = SimpleUploadedFile("mau.xlsx", buffer.getvalue())
    page = client.post(reverse("plans:sheet-preview"), {"file": file})
    assert page.context["sheets"][0]["result"].counts == {
        "taken": 1,
        "doubtful": 1,
        "rejected": 0,
        "heading": 0,
        "passed": 1,
    }
    assert not Plan.objects.exists()
    form = {
        "payload": page.context["payload"],
        "unit": world.province.pk,
        "title": "",
        "tracked_from": "x",
        "doubtful": "1",
    }
    assert "Ghi tên kế hoạch." in client.post(reverse("plans:sheet-apply"), form).content.decode()
    done = client.post(reverse("plans:sheet-apply"), {**form, "title": "Kế hoạch nhập", "tracked_from": "1/1/2026"})
    assert done.status_code == 302
    plan = Plan.objects.get()
    assert [task.code for task in plan.tasks.all()] == ["1", "2"]
    assert plan.tasks.first().parties.filter(role="lead").get().unit == world.justice
    again = client.post(reverse("plans:sheet-apply"), {**form, "into": plan.pk})
    assert "không thêm gì" in again.content.decode()
    lines = "\n".join("\t".join(row) for row in (HEAD, FULL))
    page = client.post(reverse("plans:sheet-preview"), {"file": SimpleUploadedFile("b.tsv", lines.encode())})
    client.post(reverse("plans:sheet-apply"), {"payload": page.context["payload"], "into": plan.pk, "doubtful": "1"})
    assert [(task.order, task.code) for task in plan.tasks.all()] == [(1, "1"), (2, "2"), (3, "1 (2)")]


@pytest.mark.django_db
def test_columns_can_be_chosen_and_forged_previews_are_refused() -> None:
    world = make_world()
    client = signed_in(officer(world.province))
    lines = "Số\tViệc phải làm của phòng\tAi làm\n1\tBan hành Kế hoạch\tSở Tư pháp\n"
    page = client.post(reverse("plans:sheet-preview"), {"file": SimpleUploadedFile("a.tsv", lines.encode())})
    assert page.status_code == 200
    again = client.post(
        reverse("plans:sheet-preview"), {"payload": page.context["payload"], "cot-0-title": "1", "cot-0-lead": "2"}
    )
    assert again.context["sheets"][0]["result"].tasks[0].lead == ("Sở Tư pháp",)
    assert client.post(reverse("plans:sheet-apply"), {"payload": "sai"}).status_code == 302
    assert "Chọn một tệp" in client.post(reverse("plans:sheet-preview")).content.decode()
    inspector = signed_in(person("thanh-tra", "inspector", world.province))
    assert inspector.get(reverse("plans:sheet")).status_code == 403


def test_the_template_is_understood_by_its_own_reader() -> None:
    grid, guide = open_sheets(template_workbook(), "mau.xlsx")
    assert read_sheet(guide.name, guide.rows).tasks == []
    assert set(guess_columns(grid.rows[0])) == {"no", "group", "title", "lead", "coordinating", "product", "timing"}


def test_a_ministry_sheet_of_2017(shared: Path) -> None:
    path = next((shared / "dev_corpus" / "admin").glob("D-admin-24*.tsv"))
    grid = open_sheets(path.read_bytes(), path.name)[0]
    result = read_sheet(grid.name, grid.rows)
    counts = result.counts
    assert len(result.tasks) == counts["taken"] + counts["doubtful"] == 53
    assert sum(counts.values()) == len(grid.rows) == 54
    assert counts["doubtful"] <= 12


def test_a_provincial_tracking_sheet_with_page_heads(shared: Path) -> None:
    path = shared / "dev_corpus" / "catalogue" / "angiang_tracking_dev.jsonl"
    records = [json.loads(line) for line in path.read_text("utf-8").splitlines()]
    sheets = []
    for name in dict.fromkeys(record["sheet"] for record in records):
        mine = [record for record in records if record["sheet"] == name]
        head = ["STT", "Tên văn bản", "Cơ quan soạn thảo", "Thời gian dự kiến trình", "Văn bản đã ban hành"]
        rows = [["SỞ TƯ PHÁP"], ["THEO DÕI XỬ LÝ VĂN BẢN"], [], head]
        rows += [[r["stt"], r["text"], r["agency"], r.get("planned"), r.get("issued")] for r in mine]
        sheets.append((name, rows))
    grids = open_sheets(book(*sheets), "theo-doi.xlsx")
    results = [read_sheet(grid.name, grid.rows) for grid in grids]
    assert sum(len(result.tasks) for result in results) == len(records) == 236
    assert [sum(result.counts.values()) for result in results] == [len(grid.rows) for grid in grids]
    assert sum(result.counts["rejected"] for result in results) == 0
    assert len(read_sheet("x", open_sheets(path.read_bytes(), path.name)[0].rows).tasks) == 236
