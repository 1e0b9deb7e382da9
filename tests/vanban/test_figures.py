"""Stated numbers, and whether they agree."""

from __future__ import annotations

from pathlib import Path

import pytest

from vanban import read, read_document, reconcile
from vanban.counted import plain, read_number
from vanban.figures import read_figures


@pytest.mark.parametrize(
    ("text", "surface", "value", "unit"),
    [
        ("với tổng số 1.127 văn bản, gồm", "1.127 văn bản", 1127, "văn bản"),
        ("Theo đó, 100% cán bộ", "100%", 100, "%"),
        ("có 05 văn bản QPPL được bãi bỏ", "05 văn bản", 5, "văn bản"),
        ("đạt 9,5 điểm", "9,5 điểm", 9.5, "điểm"),
        ("đã tổ chức 01 hội nghị tại", "01 hội nghị", 1, "hội nghị"),
    ],
)
def test_figures(text: str, surface: str, value: float, unit: str) -> None:
    (found,) = read_figures(text)
    assert (found.surface, found.value, found.unit) == (surface, value, unit)
    assert text[found.start : found.end] == surface


@pytest.mark.parametrize(
    "text",
    ["ngày 30/4/2025", "năm 2026", "Nghị quyết số 66-NQ/TW", "03 tháng đầu năm", "Điều 5 khoản 2", "66/2025/QH15"],
)
def test_what_is_no_figure(text: str) -> None:
    assert read_figures(text) == ()


@pytest.mark.parametrize(("value", "printed"), [(1127, "1.127"), (9.5, "9,5"), (0, "0"), (1234567, "1.234.567")])
def test_numbers_are_written_and_read_alike(value: float, printed: str) -> None:
    assert plain(value) == printed
    assert read_number(printed) == value


def verdicts(text: str) -> list[tuple[str, str, float]]:
    return [(item.statement, item.verdict, item.gap) for item in reconcile(read_document(text))]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "tổng số 1.127 văn bản, gồm 268 nghị quyết, 838 quyết định, 21 chỉ thị.",
            [("268 + 838 + 21 = 1.127", "khớp", 0)],
        ),
        ("tổng số 10 văn bản, gồm 3 nghị quyết, 4 quyết định và 2 chỉ thị.", [("3 + 4 + 2 ≠ 10", "lệch", 1)]),
        ("rà soát 10 văn bản, trong đó 3 nghị quyết, 4 quyết định.", []),
        ("rà soát 10 văn bản, trong đó 7 nghị quyết, 4 quyết định.", [("7 + 4 ≠ 10", "lệch", -1)]),
        ("hoàn thành 4 nhiệm vụ (2 nhiệm vụ đúng hạn, 2 nhiệm vụ trước hạn)", [("2 + 2 = 4", "khớp", 0)]),
        ("có 5 đơn vị (2 người, 3 xe) tham gia", []),
        (
            "- Tổng số việc: **42** việc\n- Số việc thường xuyên: **23**\n- Số việc có thời hạn: **18**\n",
            [("23 + 18 ≠ 42", "lệch", 1)],
        ),
        (
            "tổng số 100 văn bản. Đã xác định 60 văn bản hết hiệu lực, 40 văn bản còn hiệu lực.",
            [("60 + 40 = 100", "khớp", 0)],
        ),
        ("TT\tĐơn vị\tSố vụ\n1\tA\t3\n2\tB\t4\n\tTổng cộng\t7\n", [("3 + 4 = 7", "khớp", 0)]),
        ("TT\tĐơn vị\tSố vụ\n1\tA\t3\n2\tB\t4\n\tTổng cộng\t8\n", [("3 + 4 ≠ 8", "lệch", 1)]),
        ("1. Nhiệm vụ đã xong: 3 nhiệm vụ\nTT\tViệc\n1\tA\n2\tB\n", [("2 dòng ≠ 3 nhiệm vụ", "lệch", 1)]),
        ("Ngày 01/5/2025, đơn vị có 3 người và 4 xe.", []),
    ],
)
def test_verdicts(text: str, expected: list[tuple[str, str, float]]) -> None:
    assert verdicts(text) == expected


def test_no_wolf_is_cried_on_a_right_report(seeds: Path) -> None:
    reading = read(next(seeds.glob("003*")))
    found = reconcile(reading)
    assert not [item for item in found if item.verdict == "lệch"]
    statements = {item.statement for item in found if item.verdict == "khớp"}
    assert {"268 + 838 + 21 = 1.127", "670 + 457 = 1.127", "23 + 19 = 42", "11 + 31 = 42"} <= statements
    untraced = next(item for item in found if item.verdict == "không truy được")
    assert untraced.gap == 7
    assert untraced.hypothesis is not None
    for item in found:
        for part in item.parts:
            if part.label != "dòng":
                assert read_number(reading.text[part.start : part.end]) == part.value


def test_two_papers_are_held_against_each_other() -> None:
    plan = read_document(
        "Số: 5/KH-UBND\nHà Tĩnh, ngày 01 tháng 02 năm 2026\nKẾ HOẠCH\nCông tác\n\n"
        "TT\tNhiệm vụ\tCơ quan chủ trì\tThời gian thực hiện\n1\tRà soát\tSở A\tQuý I\n2\tBáo cáo\tSở B\tQuý II\n"
    )
    report = read_document("Kế hoạch số 5/KH-UBND đã xác định 3 nhiệm vụ cụ thể, phân công rõ.")
    assert [(item.statement, item.verdict) for item in reconcile(plan, report)] == [("2 ≠ 3", "lệch")]
