"""Tables of tasks in other shapes: names of heads, order of columns, merged cells; and tables that are none."""

from __future__ import annotations

import datetime as dt
import io
import random
from collections.abc import Sequence
from pathlib import Path

import docx
import pytest

from vanban.agencies import split_roles
from vanban.files.open import as_document, open_document
from vanban.model import Cell, Header, Task
from vanban.outline import read_outline
from vanban.tasks import read_tasks
from vanban.tasks.columns import columns_of

WORK = (
    ("Rà soát thủ tục hành chính", "Văn phòng HĐND và UBND xã", "Phòng Kinh tế; Các thôn", "Báo cáo", "Quý II/2026"),
    ("Tập huấn kỹ năng số", "Phòng Văn hóa - Xã hội", "Các thôn", "02 lớp", "Tháng 5/2026"),
    ("Vận hành truyền thanh", "Trung tâm Dịch vụ tổng hợp", "", "Hệ thống hoạt động", "Thường xuyên"),
)


def word(*tables: Sequence[Sequence[str]], merged: Sequence[tuple[int, int, int, int]] = ()) -> bytes:
    """A Word file with tables; ``merged`` are corners of cells of the first that are one."""
    paper = docx.Document()
    paper.add_paragraph("KẾ HOẠCH")
    for rows in tables:
        grid = paper.add_table(len(rows), len(rows[0]))
        for row, texts in zip(grid.rows, rows, strict=True):
            for cell, text in zip(row.cells, texts, strict=True):
                cell.text = text
        for top, left, bottom, right in merged if rows is tables[0] else ():
            text = grid.cell(top, left).text
            grid.cell(top, left).merge(grid.cell(bottom, right)).text = text
        paper.add_paragraph("")
    file = io.BytesIO()
    paper.save(file)
    return file.getvalue()


def tasks_of(file: bytes, kind: str = "Kế hoạch") -> tuple[Task, ...]:
    document = open_document(file, "bang.docx")
    return read_tasks(document, Header(kind=kind, date=dt.date(2026, 1, 10)), read_outline(document))


def numbered(head: Sequence[str], work: Sequence[Sequence[str]] = WORK) -> list[Sequence[str]]:
    return [head, *((str(count), *row) for count, row in enumerate(work, start=1))]


@pytest.mark.parametrize(
    "head",
    [
        ("STT", "Nội dung công việc", "Đơn vị thực hiện", "Đơn vị liên quan", "Kết quả", "Tiến độ"),
        ("TT", "Nhiệm vụ, giải pháp", "Cơ quan, đơn vị chủ trì", "Cơ quan, đơn vị phối hợp", "Sản phẩm", "Thời hạn"),
        ("#", "Tên công việc", "Người thực hiện", "Phối hợp thực hiện", "Sản phẩm đầu ra", "Hạn hoàn thành"),
        ("TT", "Việc cần làm", "Chủ thể thực hiện", "Phối hợp", "Yêu cầu sản phẩm", "Deadline"),
        ("TT", "Nội dung hoạt động", "Đơn vị đầu mối", "ĐV phối hợp", "Hình thức văn bản", "Mốc thời gian"),
        ("TT", "Nội dung", "Cán bộ, công chức thực hiện", "Phối hợp", "Kết quả cần đạt", "Lộ trình thực hiện"),
        (
            "TT",
            "Đầu mục công việc",
            "Phân công thực hiện",
            "Đơn vị cùng phối hợp",
            "Minh chứng",
            "Thời điểm hoàn thành",
        ),
    ],
)
def test_names_of_heads(head: tuple[str, ...]) -> None:
    tasks = tasks_of(word(numbered(head)))
    assert [(task.title, task.lead_text, task.product, task.timing_text) for task in tasks] == [
        (row[0], row[1], row[3], row[4]) for row in WORK
    ]
    assert tasks[0].coordinating == ("Phòng Kinh tế", "Các thôn")
    assert tasks[2].lead == ("Trung tâm Dịch vụ tổng hợp",)


def test_a_column_of_groups() -> None:
    rows = [
        ("TT", "Nhóm nhiệm vụ", "Nhiệm vụ cụ thể", "Chủ trì", "Thời gian"),
        ("1", "Cải cách hành chính", "Rà soát thủ tục", "Văn phòng", "Quý II/2026"),
        ("2", "", "Niêm yết thủ tục", "Văn phòng", "Thường xuyên"),
        ("3", "Truyền thông", "Phát thanh", "Trung tâm Văn hóa", "Thường xuyên"),
    ]
    tasks = tasks_of(word(rows, merged=[(1, 1, 2, 1)]))
    assert [(task.title, task.group and task.group.title) for task in tasks] == [
        ("Rà soát thủ tục", "Cải cách hành chính"),
        ("Niêm yết thủ tục", "Cải cách hành chính"),
        ("Phát thanh", "Truyền thông"),
    ]


def test_two_rows_of_heads_and_one_lead_for_two_rows() -> None:
    rows = [
        ("TT", "Nội dung công việc", "Phân công", "", "Thời gian", ""),
        ("", "", "Chủ trì", "Phối hợp", "Bắt đầu", "Hoàn thành"),
        ("1", "Rà soát", "Sở Tư pháp", "Sở Nội vụ", "01/3/2026", "30/6/2026"),
        ("2", "Báo cáo", "", "nt", "01/7/2026", "15/7/2026"),
    ]
    merged = [(0, 2, 0, 3), (0, 4, 0, 5), (0, 0, 1, 0), (0, 1, 1, 1), (2, 2, 3, 2)]
    tasks = tasks_of(word(rows, merged=merged))
    assert [(task.title, task.lead, task.coordinating, task.timing.due) for task in tasks] == [
        ("Rà soát", ("Sở Tư pháp",), ("Sở Nội vụ",), dt.date(2026, 6, 30)),
        ("Báo cáo", ("Sở Tư pháp",), ("Sở Nội vụ",), dt.date(2026, 7, 15)),
    ]


def test_who_watches_gives_way_to_who_works() -> None:
    head = ("TT", "Nhiệm vụ", "Lãnh đạo phụ trách", "Đơn vị thực hiện", "Thời gian")
    (task,) = tasks_of(word([head, ("1", "Kiểm tra", "Đ/c Phó Chủ tịch", "Phòng Kinh tế", "Quý I/2026")]))
    assert task.lead == ("Phòng Kinh tế",)


@pytest.mark.parametrize(
    ("head", "row", "kind"),
    [
        ("STT|Nội dung|Đơn vị thực hiện|Kinh phí 2025|Kinh phí 2026|Tổng cộng", "1|Mua máy|Văn phòng|1|2|3", ""),
        ("TT|Tên dự án|Chủ đầu tư|Thời gian|Tổng mức đầu tư|Kế hoạch vốn", "1|Đường A|UBND xã|2025-2027|12|4", ""),
        (
            "TT|Lĩnh vực|Tên thủ tục hành chính|Thời hạn giải quyết|Cơ quan thực hiện",
            "1|Hộ tịch|Khai sinh|01 ngày|Xã",
            "",
        ),
        ("Bước|Nội dung công việc|Trách nhiệm|Thời gian thực hiện", "1|Tiếp nhận|Một cửa|0,5 ngày", "Quyết định"),
        ("TT|Nội dung công việc|Đơn vị thực hiện|Thời gian", "1|Thẩm định|Phòng|03 ngày làm việc", "Quyết định"),
        ("TT|Tên loại|Số, ký hiệu|Trích yếu|Ngày hết hiệu lực", "1|Nghị quyết|12/NQ|Về phí|01/01/2026", "Quyết định"),
        ("TT|Nội dung chỉ tiêu|ĐVT|Năm 2026|Đơn vị chủ trì", "1|Tỷ lệ số hóa|%|90|Văn phòng", ""),
        ("TT|Nội dung đánh giá|Điểm chuẩn|Điểm đạt|Đơn vị chủ trì|Thời gian", "1|Chỉ đạo|10|9|Sở Nội vụ|Quý IV", ""),
        ("TT|Nội dung|Đơn vị thực hiện|Thời gian|Số lượng|Kết quả", "1|Hội nghị|Văn phòng|15/3/2026|9|Đạt", "Báo cáo"),
        ("TT|Nội dung sửa đổi|Lần sửa|Ngày sửa đổi", "1|Ban hành lần đầu|1|10/01/2026", ""),
        ("TT|Hành vi vi phạm|Cơ quan xử lý|Thời gian", "1|Lấn chiếm|UBND xã|12/3/2026", "Báo cáo"),
    ],
)
def test_lists_that_are_no_plans(head: str, row: str, kind: str) -> None:
    assert tasks_of(word([head.split("|"), row.split("|")]), kind or "Kế hoạch") == ()


SYNONYMS = {
    "title": ("Nội dung công việc", "Nhiệm vụ cụ thể", "Tên công việc"),
    "lead_text": ("Đơn vị thực hiện", "Chủ trì", "Đơn vị chịu trách nhiệm"),
    "coordinating_text": ("Đơn vị phối hợp", "Phối hợp", "Cơ quan, đơn vị phối hợp"),
    "product": ("Sản phẩm", "Kết quả đầu ra", "Sản phẩm hoàn thành"),
    "timing_text": ("Tiến độ", "Thời hạn hoàn thành", "Lộ trình thực hiện"),
}


@pytest.mark.parametrize("seed", ["003", "004"])
@pytest.mark.parametrize("turn", range(3))
def test_the_same_tasks_whatever_the_columns(seeds: Path, seed: str, turn: int) -> None:
    document = open_document(next(seeds.glob(f"{seed}_*.txt")))
    planned = [task for task in read_tasks(document, Header(kind="Kế hoạch"), read_outline(document)) if task.lead_text]
    planned = [task for task in planned if task.progress is None]
    fields = list(SYNONYMS)
    random.Random(turn).shuffle(fields)
    rows: list[Sequence[str]] = [["TT", *(SYNONYMS[field][turn] for field in fields)]]
    rows += [
        [str(count), *(getattr(task, field) or "" for field in fields)] for count, task in enumerate(planned, start=1)
    ]
    read = tasks_of(word(rows))
    assert len(read) == len(planned) >= 34
    for former, task in zip(planned, read, strict=True):
        assert (task.title, task.lead, task.coordinating) == (former.title, former.lead, former.coordinating)
        assert (task.product, task.timing_text) == (former.product, former.timing_text)


def test_columns_of_ticks_are_no_times_and_no_names() -> None:
    rows = (
        ("TT", "Nhiệm vụ", "Cơ quan chủ trì", "Hoàn thành", "Chưa"),
        ("1", "Ban hành kế hoạch", "Văn phòng HĐND và UBND xã", "☒", "☐"),
        ("2", "Tổ chức hội nghị", "Công an xã", "☐", "☒"),
        ("3", "Rà soát văn bản", "Trạm Y tế xã", "x", ""),
    )
    found = tasks_of(word(rows))
    assert [(task.title, task.lead, task.timing_text) for task in found] == [
        ("Ban hành kế hoạch", ("Văn phòng HĐND và UBND xã",), None),
        ("Tổ chức hội nghị", ("Công an xã",), None),
        ("Rà soát văn bản", ("Trạm Y tế xã",), None),
    ]


@pytest.mark.parametrize(
    ("head", "wanted"),
    [
        ("TT|Nhiệm vụ|Thực hiện|Thời gian", {"title": 1, "lead": 2, "timing": 3}),
        ("TT|Tên đề án|Cơ quan chuẩn bị|Cấp trình|Thời gian trình", {"title": 1, "lead": 2, "timing": 4}),
        ("TT|Nội dung nhiệm vụ|Phân công Chủ trì|Phân công Phối hợp|Hạn", {"title": 1, "lead": 2, "coordinating": 3}),
        ("Thời gian|Nội dung công việc|Lãnh đạo chủ trì|Đơn vị chuẩn bị", {"title": 1, "lead": 3, "timing": 0}),
        ("TT|Mục tiêu|Nhiệm vụ|Chỉ tiêu|Đơn vị chủ trì|Thời gian", {"title": 2, "lead": 4, "timing": 5}),
        ("TT|Nội dung cụ thể|Cơ quan chịu trách nhiệm|Cơ quan tham gia|Đầu ra", {"lead": 2, "coordinating": 3}),
        ("TT|Công việc|Cán bộ phụ trách|Bắt đầu|Kết thúc", {"title": 1, "lead": 2, "timing": 4}),
        ("TT|Tên nhiệm vụ|Cơ quan, đơn vị|Thời gian", {"title": 1, "lead": 2, "timing": 3}),
        ("TT|Nội dung|Cá nhân chịu trách nhiệm chính|Đơn vị chủ trì|Hạn", {"title": 1, "lead": 3, "timing": 4}),
        ("TT|Họ và tên|Chức vụ|Nhiệm vụ", {}),
        ("TT|Chỉ tiêu|Đơn vị tính|Kế hoạch|Cơ quan theo dõi", {}),
    ],
)
def test_what_a_column_holds(head: str, wanted: dict[str, int]) -> None:
    columns = columns_of([Cell(text) for text in head.split("|")])
    assert {key: at for key, at in columns.items() if key in wanted or not wanted} == wanted


@pytest.mark.parametrize(
    ("text", "lead", "along"),
    [
        ("CT: Phòng Kinh tế\nPH: Công an xã; Các thôn", "Phòng Kinh tế", "Công an xã; Các thôn"),
        ("Sở Y tế (chủ trì); Sở Tài chính, Công an tỉnh (phối hợp)", "Sở Y tế", "Sở Tài chính, Công an tỉnh"),
        ("Sở Y tế chủ trì; Sở Tài chính phối hợp", "Sở Y tế", "Sở Tài chính"),
        ("Sở Y tế", "Sở Y tế", None),
    ],
)
def test_one_cell_says_who_leads_and_who_joins_in(text: str, lead: str, along: str | None) -> None:
    assert split_roles(text) == (lead, along)


def test_a_head_of_two_rows_in_a_web_page_moves_no_row_below_it() -> None:
    page = (
        "<html><table><tr><td rowspan=2>TT</td><td rowspan=2>Nhiệm vụ</td><td colspan=2>Thực hiện</td>"
        "<td rowspan=2>Thời gian</td></tr><tr><td>Chủ trì</td><td>Phối hợp</td></tr>"
        "<tr><td>1</td><td>Cân trẻ</td><td>Trạm Y tế xã</td><td>Các thôn</td><td>Tháng 6/2026</td></tr>"
        "<tr><td>2</td><td>Tiêm chủng</td><td>Trạm Y tế xã</td><td>nt</td><td>Quý III/2026</td></tr></table>"
    )
    document = open_document(page.encode(), "bang.html")
    tasks = read_tasks(document, Header(kind="Kế hoạch", date=dt.date(2026, 1, 10)), read_outline(document))
    assert [(task.lead, task.coordinating, task.timing.due) for task in tasks] == [
        (("Trạm Y tế xã",), ("Các thôn",), dt.date(2026, 6, 30)),
        (("Trạm Y tế xã",), ("Các thôn",), dt.date(2026, 9, 30)),
    ]


def test_a_head_of_two_rows_in_plain_text_is_one_head() -> None:
    rows = (
        "TT\tNhiệm vụ\tThực hiện\t\tThời gian",
        "\t\tChủ trì\tPhối hợp\t",
        "1\tCân trẻ\tTrạm Y tế xã\tCác thôn\tTháng 6/2026",
        "2\tTiêm chủng\tTrạm Y tế xã\tnt\tQuý III/2026",
    )
    document = as_document("\n".join(rows))
    tasks = read_tasks(document, Header(kind="Kế hoạch", date=dt.date(2026, 1, 10)), read_outline(document))
    assert [task.coordinating for task in tasks] == [("Các thôn",), ("Các thôn",)]
    assert [cell.text for cell in document.tables[0].header][2:4] == ["Thực hiện Chủ trì", "Phối hợp"]
