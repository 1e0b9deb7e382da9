"""Sheets as offices send them: old and other formats, hidden and struck rows, ticks, days the American way."""

from __future__ import annotations

import io
import subprocess
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook
from openpyxl.styles import Font

from thuongton.plans.taking_in.sheet_columns import DayOrder, day_order, ticked_columns, turned
from thuongton.plans.taking_in.sheets import SheetResult, read_sheet
from vanban.files.sheets import Grid, open_sheets
from vanban.model import UnreadableFile
from waiting import LONG

HEAD = ["STT", "Nội dung nhiệm vụ", "Cơ quan chủ trì", "Thời hạn"]
ROWS = [
    ["1", "Ban hành kế hoạch", "Văn phòng HĐND và UBND", "31/1/2026"],
    ["2", "Tổ chức hội nghị", "Công an xã", "12/6/2026"],
]
DUE = ["2026-01-31", "2026-06-12"]


def workbook(*rows: list[Any]) -> Workbook:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    return book


def saved(book: Workbook) -> bytes:
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def read(grid: Grid) -> SheetResult:
    return read_sheet(grid.name, grid.rows, marks=grid.marks)


def dues(result: SheetResult) -> list[str | None]:
    return [task.timing.due and task.timing.due.isoformat() for task in result.tasks]


def reasons(result: SheetResult, number: int) -> str:
    return "; ".join(next(row.reasons for row in result.rows if row.number == number))


@pytest.mark.office
@pytest.mark.parametrize("kind", ["xls", "ods"])
def test_old_and_open_workbooks_say_the_same(libreoffice: str, tmp_path: Path, kind: str) -> None:
    (tmp_path / "bang.xlsx").write_bytes(saved(workbook(HEAD, *ROWS)))
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    subprocess.run(
        [libreoffice, profile, "--headless", "--convert-to", kind, "--outdir", tmp_path, tmp_path / "bang.xlsx"],
        check=True, capture_output=True, timeout=LONG,
    )  # fmt: skip
    [grid] = open_sheets((tmp_path / f"bang.{kind}").read_bytes(), f"bang.{kind}")
    assert dues(read(grid)) == DUE


def test_a_web_page_saved_as_a_workbook() -> None:
    lines = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in (HEAD, *ROWS))
    [grid] = open_sheets(f"<html><body><table>{lines}</table></body></html>".encode(), "bang.xls")
    assert dues(read(grid)) == DUE


def test_cells_of_a_web_page_that_reach_down_and_across() -> None:
    first, second = "<tr><td rowspan=2>a</td><td colspan=2>b</td></tr>", "<tr><td>c</td><td>d</td></tr>"
    page = f"<table>{first}{second}<tr><td>e</td></tr></table>"
    [grid] = open_sheets(page.encode(), "bang.xls")
    assert grid.rows == [["a", "b", ""], ["a", "c", "d"], ["e"]]


def test_excel_xml_of_2003() -> None:
    space = (
        'xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"'
    )
    cell = '<Cell><Data ss:Type="{}">{}</Data></Cell>'
    lines = "".join(
        "<Row>" + "".join(cell.format("DateTime" if "T00" in one else "String", one) for one in row) + "</Row>"
        for row in (HEAD, [*ROWS[0][:3], "2026-01-31T00:00:00.000"], ROWS[1])
    )
    text = (
        f'<?xml version="1.0"?><Workbook {space}><Worksheet ss:Name="A"><Table>{lines}</Table></Worksheet></Workbook>'
    )
    [grid] = open_sheets(text.encode(), "bang.xls")
    assert grid.name == "A"
    assert dues(read(grid)) == DUE


@pytest.mark.parametrize("text", ["<html><table>" + "<tr>" * 400_000, "<table>" + "<tr><td>x" * 400_000])
def test_a_page_of_too_many_cells_is_refused(text: str) -> None:
    with pytest.raises(UnreadableFile) as caught:
        open_sheets(text.encode(), "to.xls")
    assert caught.value.code in ("too_large", "broken")


def test_hidden_rows_and_sheets_are_doubtful() -> None:
    book = workbook(HEAD, *ROWS)
    book.active.row_dimensions[3].hidden = True
    other = book.create_sheet("Nháp cũ")
    other.sheet_state = "hidden"
    for row in (HEAD, ["1", "Việc đã bỏ", "Văn phòng", "1/1/2025"]):
        other.append(row)
    first, second = map(read, open_sheets(saved(book), "an.xlsx"))
    assert first.counts["taken"] == 1 and "ẩn" in reasons(first, 3)
    assert second.hidden and second.counts["taken"] == 0 and "ẩn" in reasons(second, 2)


def test_struck_rows_and_formulas_without_a_value_are_said() -> None:
    book = workbook(HEAD, *ROWS, ["3", "Việc còn", "Công an xã", "=DATE(2026,3,31)"])
    for cell in book.active[3]:
        cell.font = Font(strike=True)
    [grid] = open_sheets(saved(book), "gach.xlsx")
    result = read(grid)
    assert "gạch ngang" in reasons(result, 3) and "gạch" not in reasons(result, 2)
    assert result.unsaved == 1


@pytest.mark.parametrize(
    ("days", "order"),
    [
        (["31/1/2026", "12/6/2026"], DayOrder.DMY),
        (["06/12/2026", "5/8/2026"], DayOrder.DMY),
        (["1/31/2026", "06/12/2026"], DayOrder.MDY),
        (["1/31/2026", "31/1/2026"], DayOrder.BOTH),
        (["Quý I", ""], DayOrder.DMY),
    ],
)
def test_a_column_of_days_is_judged_as_a_whole(days: list[str], order: DayOrder) -> None:
    assert day_order(days) is order


@pytest.mark.parametrize(
    "days", [("2026-01-31 00:00:00", "12/6/2026 17:00"), ("46053", "46185.0"), ("31/01/2026", "46185")]
)
def test_days_as_programs_keep_them(days: tuple[str, str]) -> None:
    rows = [HEAD, *([str(n), f"Việc số {n} cần làm", "Công an xã", day] for n, day in enumerate(days, 1))]
    result = read_sheet("A", rows)
    assert dues(result) == DUE and result.counts["taken"] == 2


def test_days_written_month_first_are_turned_and_never_taken_in_silence() -> None:
    rows = [
        HEAD,
        *([str(n), f"Việc số {n} cần làm", "Công an xã", day] for n, day in enumerate(("1/31/2026", "06/12/2026"), 1)),
    ]
    result = read_sheet("A", rows)
    assert dues(result) == ["2026-01-31", "2026-06-12"]
    assert result.counts["taken"] == 0 and "tháng trước ngày" in reasons(result, 3)
    assert turned("từ 1/31/2026 đến 2-28-2026") == "từ 31/1/2026 đến 28-2-2026"


def test_ticks_under_agencies_give_the_leads() -> None:
    head = ["STT", "Nội dung nhiệm vụ", "Văn phòng HĐND và UBND", "Phòng Kinh tế", "Ghi nhận", "Thời hạn"]
    rows = [head, ["1", "Ban hành kế hoạch", "X", "", "a", "Quý I"], ["2", "Tổ chức hội nghị", "x", "x", "b", "Quý II"]]
    result = read_sheet("Năm 2026", rows)
    assert [list(task.lead) for task in result.tasks] == [[head[2]], [head[2], head[3]]]
    assert result.ticked == (head[2], head[3])
    assert result.unused == ("Ghi nhận",)
    assert dues(result) == ["2026-03-31", "2026-06-30"], "năm lấy từ tên trang"
    assert ticked_columns(["Sản phẩm", "Công an xã"], [["x", "12"]], []) == {}


def test_the_year_stands_above_the_head_or_is_that_of_the_plan() -> None:
    rows = [["KẾ HOẠCH CÔNG TÁC NĂM 2027"], HEAD, ["1", "Tổng kết", "Công an xã", "Tháng 6"]]
    assert dues(read_sheet("A", rows)) == ["2027-06-30"]
    assert dues(read_sheet("A", rows[1:], year=2025)) == ["2025-06-30"]
    assert dues(read_sheet("A", rows[1:])) == [None]


def test_two_days_in_a_cell_are_two_deadlines_and_a_code_twice_is_said() -> None:
    rows = [
        HEAD,
        ["1", "Hội nghị hai kỳ", "Công an xã", "31/3/2026\n30/9/2026"],
        ["1", "Việc khác", "Công an xã", "1/6/2026"],
    ]
    result = read_sheet("A", rows)
    assert [part.due.isoformat() for part in result.tasks[0].timing.parts] == ["2026-03-31", "2026-09-30"]
    assert "trùng với dòng 2" in reasons(result, 3)


def test_a_head_of_three_rows() -> None:
    rows = [
        ["STT", "Nội dung", "Phân công", "", "Thời hạn"],
        ["", "nhiệm vụ", "Cơ quan", "Cơ quan", ""],
        ["", "", "chủ trì", "phối hợp", ""],
        ["1", "Ban hành kế hoạch", "Công an xã", "Văn phòng", "31/1/2026"],
    ]
    [task] = read_sheet("A", rows).tasks
    assert (task.lead, task.coordinating) == (("Công an xã",), ("Văn phòng",))


def test_columns_chosen_by_hand_where_no_head_was_found() -> None:
    rows = [["A", "B"], ["Ban hành kế hoạch", "Công an xã"]]
    assert read_sheet("A", rows).head is None and read_sheet("A", rows).titles == ("A", "B")
    [task] = read_sheet("A", rows, {"title": 0, "lead": 1}).tasks
    assert task.lead == ("Công an xã",)
