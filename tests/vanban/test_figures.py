"""Stated numbers, and whether they agree."""

from __future__ import annotations

from pathlib import Path

import pytest

from vanban import read, read_document, reconcile
from vanban.figures import read_figures
from vanban.numerals import plain, read_number, read_spelled


@pytest.mark.parametrize(
    ("text", "surface", "value", "unit", "subject"),
    [
        ("với tổng số 1.127 văn bản, gồm", "1.127 văn bản", 1127, "văn bản", "văn bản"),
        ("Theo đó, 100% cán bộ", "100%", 100, "%", "cán bộ"),
        ("có 05 văn bản QPPL được bãi bỏ", "05 văn bản", 5, "văn bản", "văn bản QPPL được bãi bỏ"),
        ("đạt 9,5 điểm", "9,5 điểm", 9.5, "điểm", "điểm"),
        ("đã tổ chức 01 hội nghị tại xã", "01 hội nghị", 1, "hội nghị", "hội nghị tại xã"),
        ("Sở đã thẩm định 15 dự thảo.", "15 dự thảo", 15, "dự thảo", "Sở đã thẩm định dự thảo"),
        ("tỷ lệ hòa giải thành đạt 80 %", "80 %", 80, "%", "tỷ lệ hòa giải thành"),
        ("đạt 12,5 phần trăm", "12,5 phần trăm", 12.5, "%", None),
        ("một nửa số hồ sơ đã giải quyết", "một nửa số hồ sơ", 0.5, "hồ sơ", "hồ sơ đã giải quyết"),
        ("hai mươi lăm văn bản đã ban hành", "hai mươi lăm văn bản", 25, "văn bản", "văn bản đã ban hành"),
        ("gửi 01 (một) bộ hồ sơ cho Sở", "01 (một) bộ hồ sơ", 1, "bộ hồ sơ", "bộ hồ sơ cho Sở"),
        ("Số vụ việc hòa giải thành: 15", "15", 15, "vụ việc", "Số vụ việc hòa giải thành"),
        ("tham gia góp ý 72 dự thảo\nvăn bản của huyện", "72 dự thảo\nvăn bản", 72, "dự thảo văn bản",
         "dự thảo văn bản của huyện"),
        ("cập nhật 8.056 tàu cá", "8.056", 8056, None, "tàu cá"),
        ("tổ chức 02 Hội nghị³ trực tuyến", "02 Hội nghị", 2, "hội nghị", "tổ chức hội nghị"),
    ],
)  # fmt: skip
def test_figures(text: str, surface: str, value: float, unit: str | None, subject: str | None) -> None:
    (found,) = read_figures(text)
    assert (found.surface, found.value, found.unit, found.subject) == (surface, value, unit, subject)
    assert text[found.start : found.end] == surface


@pytest.mark.parametrize(
    "text",
    [
        "ngày 30/4/2025", "năm 2026", "Nghị quyết số 66-NQ/TW", "03 tháng đầu năm", "Điều 5 khoản 2", "66/2025/QH15",
        "Đề án 06 tổ chức", "quý 3/2025 đơn vị", "Năm 2026 Sở đã trình", "trong năm văn bản được giao",
        "lần 2 hội nghị", "1\tvăn bản", "1.\nvăn bản sau đây", "phí “0 đồng” tại xã",
        "cơ sở 2 xã Lạc Phượng", "một văn bản của Sở",
    ],
)  # fmt: skip
def test_what_is_no_figure(text: str) -> None:
    assert read_figures(text) == ()


@pytest.mark.parametrize(
    ("text", "whole", "bound"),
    [
        ("có 385/385 cơ sở khám bệnh", 385, None),
        ("nhận 104.462 hồ sơ trực tuyến/108.117 tổng hồ sơ", 108117, None),
        ("đạt 80% trở lên", None, "at_least"),
        ("ít nhất 90% văn bản", None, "at_least"),
        ("không quá 03 lần", None, "at_most"),
        ("khoảng 1.200 lượt người", None, "about"),
        ("đạt 80% kế hoạch", None, None),
    ],
)
def test_part_and_bound(text: str, whole: float | None, bound: str | None) -> None:
    (found,) = read_figures(text)
    assert (found.whole, found.bound) == (whole, bound)


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("Quý I năm 2026, đã ban hành 20 quyết định.", "Quý I năm 2026"),
        ("Quý I năm 2026, đã ban hành 20 quyết định; góp ý 72 dự thảo.", "Quý I năm 2026"),
        ("ban hành từ năm 1991 (khi lập tỉnh) đến nay với tổng số 20 văn bản", "từ năm 1991 đến nay"),
        ("Tính đến ngày 15/11/2025, thu 26 tỷ đồng", "Tính đến ngày 15/11/2025"),
        ("6 tháng đầu năm 2026 có 5 vụ việc", "6 tháng đầu năm 2026"),
        ("2. Mục tiêu đến năm 2030\n- Phấn đấu 100% văn bản được kiểm tra", "đến năm 2030"),
        ("Kế hoạch ngày 05 tháng 3 năm 2026 giao 5 nhiệm vụ", None),
        ("Có 5 nhiệm vụ", None),
    ],
)
def test_periods(text: str, period: str | None) -> None:
    assert {found.period for found in read_figures(text)} == {period}


def test_cells_of_a_statistics_table() -> None:
    text = "TT\tĐơn vị\tSố vụ việc\tTỷ lệ (%)\tThời hạn\n1\tXã A\t12\t95,5\t2026\n2\tXã B\t1.003\t80\t2027\n"
    found = [(f.surface, f.value, f.unit, f.subject, f.where) for f in read_figures(text)]
    assert found == [
        ("12", 12, "vụ việc", "Số vụ việc – Xã A", "table"),
        ("95,5", 95.5, "%", "Tỷ lệ (%) – Xã A", "table"),
        ("1.003", 1003, "vụ việc", "Số vụ việc – Xã B", "table"),
        ("80", 80, "%", "Tỷ lệ (%) – Xã B", "table"),
    ]


@pytest.mark.parametrize(
    ("words", "value"),
    [
        ("mười hai", 12), ("hai mươi mốt", 21), ("một trăm linh năm", 105), ("ba nghìn không trăm bốn mươi", 3040),
        ("hai triệu", 2_000_000), ("ba", 3), ("năm", None), ("một", None), ("hai ba", None), ("mươi", None),
        ("nghìn", None),
    ],
)  # fmt: skip
def test_numbers_in_words(words: str, value: int | None) -> None:
    assert read_spelled(words) == value


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
        ("1. Nhiệm vụ đã xong: 3 nhiệm vụ\nTT\tViệc\n1\tA\n2\tB\n\nHết./.", [("2 dòng ≠ 3 nhiệm vụ", "lệch", 1)]),
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
    assert {
        "268 + 838 + 21 = 1.127", "670 + 457 = 1.127", "23 + 19 = 42", "11 + 31 = 42",
        "2 + 7 + 9 + 1 + 2 + 1 + 1 = 23", "1 + 10 + 2 + 1 + 1 + 3 + 1 = 19",
    } <= statements  # fmt: skip
    completed, meetings = (item for item in found if item.verdict == "không truy được")
    assert (completed.gap, meetings.gap) == (7, 2)
    assert completed.hypothesis is not None
    assert "4 + 7 = 11" in completed.hypothesis and "6 + 9 + 16 = 31" in completed.hypothesis
    for item in found:
        for part in item.parts:
            if part.label not in ("dòng", "ngày"):
                assert read_number(reading.text[part.start : part.end].split()[0]) == part.value


NOTE = "Xã tổ chức các hội nghị về Đề án¹.\nTrong quý, đã tổ chức {} hội nghị trao đổi về Đề án mới.\n¹ Tổ chức {}.\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (NOTE.format("04", "ngày 09/02/2026 và ngày 05/3/2026"), [("2 ngày ≠ 4 hội nghị", "không truy được", 2)]),
        (NOTE.format("02", "ngày 09/02/2026 và ngày 05/3/2026"), [("2 ngày = 2 hội nghị", "khớp", 0)]),
        (NOTE.format("04", "theo Kế hoạch số 5/KH-UBND ngày 09/02/2026"), []),
        ("Đã mở 03 lớp tập huấn¹.\n¹ Vào ngày 09/02/2026.\n", [("1 ngày ≠ 3 lớp tập huấn", "không truy được", 2)]),
    ],
)
def test_events_and_their_days(text: str, expected: list[tuple[str, str, float]]) -> None:
    assert verdicts(text) == expected


HEAD = "UỶ BAN NHÂN DÂN\nXÃ {}\nSố: {}/BC-UBND\nXã A, ngày {} tháng 3 năm 2026\n\nBÁO CÁO\nCông tác\n\n{}\n"
SAME = "Quý I năm 2026 đã bãi bỏ {} văn bản quy phạm pháp luật của xã."


@pytest.mark.parametrize(
    ("left", "right", "verdict"),
    [
        (("AN BÌNH", 1, 31, SAME.format(5)), ("AN BÌNH", 2, 31, SAME.format(5)), "khớp"),
        (("AN BÌNH", 1, 31, SAME.format(5)), ("AN BÌNH", 2, 31, SAME.format(6)), "lệch"),
        (("AN BÌNH", 1, 10, SAME[18:].format(5)), ("AN BÌNH", 2, 31, SAME[18:].format(6)), "không truy được"),
        (("AN BÌNH", 1, 31, SAME.format(5)), ("HÒA PHÚ", 2, 31, SAME.format(6)), None),
        (("AN BÌNH", 1, 31, "Đã có 5 văn bản."), ("AN BÌNH", 2, 31, "Đã có 6 văn bản."), None),
    ],
)
def test_one_thing_stated_twice(left: tuple[object, ...], right: tuple[object, ...], verdict: str | None) -> None:
    found = reconcile(read_document(HEAD.format(*left)), read_document(HEAD.format(*right)))
    assert [item.verdict for item in found] == ([verdict] if verdict else [])


def test_two_papers_are_held_against_each_other() -> None:
    plan = read_document(
        "Số: 5/KH-UBND\nHà Tĩnh, ngày 01 tháng 02 năm 2026\nKẾ HOẠCH\nCông tác\n\n"
        "TT\tNhiệm vụ\tCơ quan chủ trì\tThời gian thực hiện\n1\tRà soát\tSở A\tQuý I\n2\tBáo cáo\tSở B\tQuý II\n"
    )
    report = read_document("Kế hoạch số 5/KH-UBND đã xác định 3 nhiệm vụ cụ thể, phân công rõ.")
    assert [(item.statement, item.verdict) for item in reconcile(plan, report)] == [("2 ≠ 3", "lệch")]
