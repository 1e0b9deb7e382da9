"""Numbers with a dash, the custom of papers of the Party: «I- MỤC TIÊU», «1- Mục tiêu chung»; ranges are none."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest

import pace
from vanban.files.open import as_document
from vanban.header import read_header
from vanban.model import Node
from vanban.outline import read_outline
from vanban.tasks import read_tasks

PLAN = """\
ĐẢNG BỘ XÃ TÂN LẬP
BAN THƯỜNG VỤ
*
Số 14-KH/ĐU
ĐẢNG CỘNG SẢN VIỆT NAM
Tân Lập, ngày 05 tháng 3 năm 2026
KẾ HOẠCH
thực hiện công tác kiểm tra, giám sát năm 2026
-----
Thực hiện Chương trình công tác năm, Ban Thường vụ Đảng ủy ban hành Kế hoạch như sau:
I- MỤC TIÊU, YÊU CẦU
1- Mục tiêu chung
Nâng cao chất lượng công tác kiểm tra trong 1-2 năm tới.
2- Yêu cầu
2.1- Bám sát các chỉ thị của cấp trên.
2.2- Kịp thời, hiệu quả.
II- NHIỆM VỤ
1- Tuyên truyền, quán triệt các quy định về kiểm tra, giám sát tới đảng viên; hoàn thành trước ngày 30/4/2026.
2- Xây dựng chương trình kiểm tra giai đoạn
2025-2030 của các chi bộ.
3- Kiểm tra việc chấp hành Điều lệ Đảng của ba chi bộ trực thuộc trong quý
I-II năm 2026.
III- TỔ CHỨC THỰC HIỆN
1- Ủy ban Kiểm tra Đảng ủy chủ trì, phối hợp với Văn phòng Đảng ủy xây dựng lịch kiểm tra, báo cáo trước ngày 20/3/2026.
2- Các chi bộ trực thuộc:
- Chuẩn bị hồ sơ, tài liệu.
- Cử cán bộ phối hợp.
3- Văn phòng Đảng ủy theo dõi, đôn đốc việc thực hiện Kế hoạch.

Nơi nhận:
- Tỉnh ủy (để báo cáo),
- Các chi bộ trực thuộc,
- Lưu Văn phòng Đảng ủy.
T/M BAN THƯỜNG VỤ
PHÓ BÍ THƯ
Trần Văn B
"""


def labels(text: str) -> list[str]:
    """The labels in the order of the text, those of parts below in brackets."""

    def printed(nodes: tuple[Node, ...]) -> list[str]:
        return [node.label + (f"({' '.join(printed(node.children))})" if node.children else "") for node in nodes]

    return printed(tuple(read_outline(as_document(text))))


def test_a_plan_of_the_party() -> None:
    document = as_document(PLAN)
    outline = read_outline(document)
    assert [(node.level, node.label, node.title) for node in outline] == [
        ("mục", "I", "MỤC TIÊU, YÊU CẦU"),
        ("mục", "II", "NHIỆM VỤ"),
        ("mục", "III", "TỔ CHỨC THỰC HIỆN"),
    ]
    assert [(node.level, node.label) for node in outline[0].children] == [("khoản", "1"), ("khoản", "2")]
    assert [(node.level, node.label) for node in outline[0].children[1].children] == [
        ("tiểu mục", "2.1"),
        ("tiểu mục", "2.2"),
    ]
    tasks = read_tasks(document, read_header(document), outline)
    unit, board, office = ("Các chi bộ trực thuộc",), ("Ủy ban Kiểm tra Đảng ủy",), ("Văn phòng Đảng ủy",)
    assert [(task.code, task.group and task.group.label, task.lead, task.duty) for task in tasks] == [
        ("1", "II", (), False),
        ("2", "II", (), False),
        ("3", "II", (), False),
        ("III.1", "III", board, True),
        ("III.2.1", "2", unit, True),
        ("III.2.2", "2", unit, True),
        ("III.3", "III", office, True),
    ]
    assert tasks[0].timing.due == dt.date(2026, 4, 30)
    assert tasks[1].title == "Xây dựng chương trình kiểm tra giai đoạn 2025-2030 của các chi bộ."
    assert (tasks[3].coordinating, tasks[3].timing_text) == (office, "trước ngày 20/3/2026")


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("I- MỤC TIÊU\n1- Chung\n2- Riêng\nII- NHIỆM VỤ", ["I(1 2)", "II"]),
        ("I - MỤC TIÊU\n1 - Chung\n2 - Riêng\nII – NHIỆM VỤ\nIII- XONG", ["I(1 2)", "II", "III"]),
        ("**I- MỤC TIÊU**\n**II- NHIỆM VỤ**", ["I", "II"]),
        ("I- MỤC TIÊU\n1. Chung\n2. Riêng\nII- NHIỆM VỤ", ["I(1 2)", "II"]),
        ("I. MỤC TIÊU\n1- Chung\na) Một.\n2- Riêng\nII. NHIỆM VỤ", ["I(1(a) 2)", "II"]),
        ("I- MỤC TIÊU\n2- Chung\n2.1- Việc đầu\n", []),  # no series
        ("Hoàn thành trong\n1-2 năm\n2-3 năm", []),
        ("Trong quý\nI-II năm 2026 và quý\nII-III năm 2027", []),
        ("Giai đoạn\n2025-2030\n2031-2035", []),
        ("Điều 1. Một\n1- Nguyễn Văn An", ["1"]),
        ("1- Một\n3- Ba\n2- Hai", ["1", "2"]),
        ("V- KHÁC\nVI- KHÁC NỮA", []),
    ],
)
def test_series(text: str, wanted: list[str]) -> None:
    assert labels(text) == wanted


def test_many_numbers_without_a_series_are_read_in_linear_time() -> None:
    def of(count: int) -> Callable[[], object]:
        document = as_document("1- Một việc\nI- Một phần\n" * count)
        return lambda: read_outline(document)

    pace.in_step(of, 2_000, 20_000, times=30)
