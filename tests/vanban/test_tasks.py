"""Tasks of papers: tables in every shape, lettered lists, blocks, duties, progress; and what is no task."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from vanban.files.open import as_document, open_document
from vanban.header import read_header
from vanban.model import Document, Header, Task
from vanban.outline import read_outline
from vanban.tasks import read_tasks


def tasks_of(paper: str | Document, kind: str | None = "Kế hoạch") -> tuple[Task, ...]:
    document = as_document(paper)
    return read_tasks(document, Header(kind=kind, date=dt.date(2026, 1, 10)), read_outline(document))


def table(*rows: str) -> str:
    return "\n".join(row.replace(" | ", "\t").replace("|", "") for row in rows) + "\n"


PLAN_TABLE = table(
    "TT | Nhiệm vụ | Cơ quan chủ trì | Cơ quan phối hợp | Sản phẩm | Thời gian thực hiện",
    "A | NHIỆM VỤ THƯỜNG XUYÊN |  |  |  |",
    "I | Lãnh đạo, chỉ đạo |  |  |  |",
    "1 | Phổ biến Nghị quyết | Các sở, ban, ngành cấp tỉnh; UBND cấp xã | Sở Tư pháp | Hội nghị | Thường xuyên",
    "2 | Kiểm tra | Sở Tư pháp |  |  | Quý IV hằng năm",
    "B | NHIỆM VỤ CÓ THỜI HẠN |  |  |  |",
    "I | Lãnh đạo, chỉ đạo |  |  |  |",
    "1 | Xây dựng Đề án | Sở Tư pháp, Sở Nội vụ |  | Đề án | Năm 2026",
)


def test_table_with_parts_and_groups() -> None:
    tasks = tasks_of(PLAN_TABLE)
    assert [task.code for task in tasks] == ["A.I.1", "A.I.2", "B.I.1"]
    first, second, third = tasks
    assert first.title == "Phổ biến Nghị quyết"
    assert first.lead == ("Các sở, ban, ngành cấp tỉnh", "UBND cấp xã")
    assert first.coordinating == ("Sở Tư pháp",)
    assert (first.part, first.part_title) == ("A", "NHIỆM VỤ THƯỜNG XUYÊN")
    assert first.group is not None and first.group.title == "Lãnh đạo, chỉ đạo"
    assert (second.coordinating, second.coordinating_text, second.product) == ((), None, None)
    assert third.lead == ("Sở Tư pháp", "Sở Nội vụ")
    assert third.timing.due == dt.date(2026, 12, 31)


def test_spans_cover_the_fields() -> None:
    for task in tasks_of(PLAN_TABLE):
        for field, text in (("title", task.title), ("lead", task.lead_text), ("timing", task.timing_text)):
            span = task.spans[field]
            assert PLAN_TABLE[span.start : span.end] == text
            assert task.start <= span.start < span.end <= task.end


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        (
            (
                "STT | Thời hạn | Nội dung công việc | Kết quả, sản phẩm | Đơn vị phối hợp | Đơn vị thực hiện",
                "1 | Quý I/2026 | Ban hành kế hoạch | Kế hoạch | Phòng Kinh tế | Văn phòng HĐND và UBND xã",
            ),
            ("1", "Ban hành kế hoạch", ("Văn phòng HĐND và UBND xã",), ("Phòng Kinh tế",), "Kế hoạch", "Quý I/2026"),
        ),
        (
            (
                "TT | Tên nghị quyết | Cơ quan soạn thảo | Thời gian trình",
                "1 | Nghị quyết về mức chi | Sở Tài chính | Kỳ họp giữa năm 2026",
            ),
            ("1", "Nghị quyết về mức chi", ("Sở Tài chính",), (), None, "Kỳ họp giữa năm 2026"),
        ),
        (
            (
                "TT | Nhiệm vụ | Phân công thực hiện | Thời gian bắt đầu | Thời gian hoàn thành",
                "1 | Rà soát văn bản | Sở Tư pháp chủ trì, phối hợp với Công an tỉnh thực hiện | 01/3/2026 | 30/6/2026",
            ),
            ("1", "Rà soát văn bản", ("Sở Tư pháp",), ("Công an tỉnh",), None, "30/6/2026"),
        ),
        (
            (
                "TT | Nội dung | Cơ quan chủ trì, phối hợp | Thời gian",
                "1 | Tập huấn | - Chủ trì: Sở Tư pháp; - Phối hợp: Sở Nội vụ | Tháng 6/2026",
            ),
            ("1", "Tập huấn", ("Sở Tư pháp",), ("Sở Nội vụ",), None, "Tháng 6/2026"),
        ),
    ],
)
def test_columns_in_any_order(rows: tuple[str, ...], expected: tuple[object, ...]) -> None:
    (task,) = tasks_of(table(*rows))
    assert (task.code, task.title, task.lead, task.coordinating, task.product, task.timing_text) == expected


def test_rows_under_rows() -> None:
    tasks = tasks_of(
        table(
            "STT | Nhiệm vụ | Chủ trì | Thời hạn",
            "1 | Công tác xây dựng pháp luật |  |",
            "1.1 | Lập danh mục | Sở Tư pháp | Quý I/2026",
            "1.2 | Thẩm định | Sở Tư pháp | Thường xuyên",
            "2 | Theo dõi thi hành | Sở Tư pháp | Năm 2026",
        )
    )
    assert [(task.code, task.group.label if task.group else None) for task in tasks] == [
        ("1.1", "1"),
        ("1.2", "1"),
        ("2", None),
    ]


@pytest.mark.parametrize(
    "rows",
    [
        ("STT | Nội dung | Tỷ lệ | Điểm số | Thứ hạng", "1 | Tỷ lệ công bố đúng hạn | 71,96% | 4,32 | 14/34"),
        ("STT | Nội dung | Thời gian | Số vụ", "1 | Trộm cắp | 2025 và 2024 so nhau | 14", "2 | Đánh bạc | tăng | 3"),
        (
            "STT | Họ và tên | Chức vụ | Nhiệm vụ | Đơn vị phụ trách",
            "1 | Nguyễn Văn A | Trưởng ban | Chỉ đạo | UBND xã",
        ),
        (
            "Thời gian | Nội dung | Người thực hiện",
            "7h30 - 8h00 | Đón đại biểu | Văn phòng",
            "8h00 | Khai mạc | Sở Tư pháp",
        ),
        ("TT | Nhiệm vụ | Chủ trì | Thời hạn", "1 | (ghi rõ nhiệm vụ được giao) | (nêu cơ quan) |", "2 | Tên việc | |"),
        ("Tổng số nhiệm vụ | Đã hoàn thành | Quá hạn", "42 | 11 | 0"),
    ],
)
def test_other_tables_are_no_tasks(rows: tuple[str, ...]) -> None:
    assert tasks_of(table(*rows)) == ()


def test_an_item_that_only_holds_a_task_table_is_no_task() -> None:
    text = "II. NHIỆM VỤ\n1. Phân công cụ thể\n\n" + PLAN_TABLE + "\n2. Kiểm tra việc thực hiện.\n"
    assert [task.code for task in tasks_of(text)] == ["A.I.1", "A.I.2", "B.I.1", "2"]


def test_progress_rows_name_the_task_they_report_on() -> None:
    report = "\n".join(
        (
            "1. Nhiệm vụ đã hoàn thành: 1 nhiệm vụ",
            "",
            table(
                "TT | Nhiệm vụ | Cơ quan chủ trì | Sản phẩm | Thời gian | Kết quả | Ghi chú",
                "1 | Xây dựng đề án | Sở Tư pháp | Đề án | 2026 | Đã trình | Trước hạn",
            ),
            "2. Nhiệm vụ đang thực hiện đúng hạn: 1 nhiệm vụ",
            "",
            table(
                "TT | Nhiệm vụ | Cơ quan chủ trì | Thời gian | Kết quả",
                "1 | Một việc không có trong kế hoạch nào | Sở Tư pháp | Năm 2026 | Đang làm",
            ),
            "3. Nhiệm vụ chưa đến hạn: 1 nhiệm vụ",
            "",
            table("TT | Nhiệm vụ | Cơ quan chủ trì | Thời gian | Ghi chú", "1 | Kiểm tra | Sở Tư pháp | 2027 | "),
            "DANH MỤC NHIỆM VỤ",
            "",
            PLAN_TABLE,
        )
    )
    tasks = tasks_of(report, "Báo cáo")
    rows = [task for task in tasks if task.progress]
    assert len(tasks) - len(rows) == 3
    assert [(row.code, row.reports_on) for row in rows] == [("1.1", "B.I.1"), ("2.1", None), ("3.1", "A.I.2")]
    assert [(row.progress.status, row.progress.punctuality) for row in rows if row.progress] == [
        ("completed", "early"),
        ("in_progress", "on_time"),
        ("not_due", None),
    ]
    assert rows[0].progress is not None and (rows[0].progress.result, rows[0].progress.note) == (
        "Đã trình",
        "Trước hạn",
    )
    assert rows[0].product == "Đề án"


BLOCKS = """II. NHIỆM VỤ, GIẢI PHÁP

1. Nhiệm vụ chung

a) Nâng cao nhận thức của cán bộ.

2. Nhiệm vụ cụ thể

**2.1 Triển khai Bộ tiêu chí**

- Cơ quan chủ trì: Văn phòng HĐND và UBND .
- Thời gian thực hiện: Trong Quý II năm 2026

***2.2 Thi hành pháp luật***

*a) Ban hành Kế hoạch theo dõi thi hành*

- Cơ quan chủ trì: Văn phòng HĐND và UBND xã, Trung tâm Dịch vụ Sự

nghiệp công xã.

- Cơ quan phối hợp: Các phòng, ban và các cơ quan có liên quan
Sản phẩm đầu ra: Kế hoạch
- Thời gian thực hiện:

Thường xuyên

b) Kiểm tra

- Cơ quan chủ trì: Công an xã
- Sản phẩm đầu ra:
- Thời gian thực hiện: Hàng năm

III. TỔ CHỨC THỰC HIỆN

1. Công an xã

- Chủ trì bảo đảm an ninh.
- Phối hợp kiểm tra.

2. Đề nghị Ủy ban Mặt trận Tổ quốc Việt Nam xã

Tuyên truyền Kế hoạch.

3. Phòng Kinh tế bảo đảm kinh phí thực hiện Kế hoạch.

Trên đây là Kế hoạch của UBND xã./.

Nơi nhận:
- Như trên;
- Lưu: VT.
"""


def test_blocks_under_lettered_items() -> None:
    tasks = {task.code: task for task in tasks_of(BLOCKS)}
    assert list(tasks) == ["2.1", "2.2.a", "2.2.b", "III.1.1", "III.1.2", "III.2", "III.3"]
    plain, full, last = (tasks[code] for code in ("2.1", "2.2.a", "2.2.b"))
    assert (plain.lead, plain.coordinating, plain.product) == (("Văn phòng HĐND và UBND",), (), None)
    assert plain.timing.due == dt.date(2026, 6, 30)
    assert full.title == "Ban hành Kế hoạch theo dõi thi hành"
    assert full.lead == ("Văn phòng HĐND và UBND xã", "Trung tâm Dịch vụ Sự nghiệp công xã")
    assert full.coordinating == ("Các phòng, ban", "Các cơ quan có liên quan")
    assert (full.product, full.timing_text) == ("Kế hoạch", "Thường xuyên")
    assert full.group is not None and (full.group.label, full.group.title) == ("2.2", "Thi hành pháp luật")
    assert (last.lead, last.product, last.timing_text) == (("Công an xã",), None, "Hàng năm")
    for task in tasks.values():
        assert BLOCKS[task.start : task.end].strip()


def test_duties_name_the_unit_as_lead() -> None:
    duties = [task for task in tasks_of(BLOCKS) if task.duty]
    assert [(duty.code, duty.title, duty.lead) for duty in duties] == [
        ("III.1.1", "Chủ trì bảo đảm an ninh.", ("Công an xã",)),
        ("III.1.2", "Phối hợp kiểm tra.", ("Công an xã",)),
        ("III.2", "Tuyên truyền Kế hoạch.", ("Ủy ban Mặt trận Tổ quốc Việt Nam xã",)),
        ("III.3", "Phòng Kinh tế bảo đảm kinh phí thực hiện Kế hoạch.", ("Phòng Kinh tế",)),
    ]
    assert {str(duty.timing.kind) for duty in duties} == {"none"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "II. NHIỆM VỤ\n1. Xây dựng kế hoạch\na) Đơn vị chủ trì: Sở Tư pháp\nb) Đơn vị phối hợp: Sở Nội vụ\n"
            "c) Thời gian hoàn thành: Quý I/2026\n2. Kiểm tra\n",
            [("1", "Xây dựng kế hoạch", ("Sở Tư pháp",)), ("2", "Kiểm tra", ())],
        ),
        (
            "II. NỘI DUNG THỰC HIỆN\n1. Tuyên truyền pháp luật\n"
            "- Tổ chức hội nghị cho cán bộ.\n- Phát hành tài liệu.\n",
            [("1.1", "Tổ chức hội nghị cho cán bộ.", ()), ("1.2", "Phát hành tài liệu.", ())],
        ),
        (
            "II. NHIỆM VỤ TRỌNG TÂM\n1. Rà soát văn bản. Cơ quan chủ trì: Sở Tư pháp; Thời gian thực hiện: Năm 2026.\n",
            [("1", "Rà soát văn bản.", ("Sở Tư pháp",))],
        ),
        (
            "II. NHIỆM VỤ CỤ THỂ\n1. Xây dựng pháp luật\n"
            "a) Tập trung góp ý.\n\nĐoạn không có chữ cái đi theo mục trên.\n",
            [("1.a", "Tập trung góp ý. Đoạn không có chữ cái đi theo mục trên.", ())],
        ),
    ],
)
def test_lists(text: str, expected: list[tuple[str, str, tuple[str, ...]]]) -> None:
    assert [(task.code, task.title, task.lead) for task in tasks_of(text)] == expected


def test_heading_over_a_page_break_is_whole() -> None:
    text = "II. NHIỆM VỤ\n\n***1. Xây dựng thành phố Hải***\n\n***Phòng văn minh***\n\n*a) Việc một*\n\n*b) Việc hai*\n"
    assert [(task.code, task.group and task.group.title) for task in tasks_of(text)] == [
        ("1.a", "Xây dựng thành phố Hải Phòng văn minh"),
        ("1.b", "Xây dựng thành phố Hải Phòng văn minh"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "I. MỤC ĐÍCH, YÊU CẦU\n1. Mục đích\na) Nâng cao nhận thức.\n2. Yêu cầu\na) Bám sát chỉ đạo.\n",
        "II. MỤC TIÊU\n1. Mục tiêu chung\na) Hoàn thiện thể chế.\n",
        "II. KẾT QUẢ THỰC HIỆN NHIỆM VỤ\n1. Xây dựng pháp luật\na) Đã ban hành 20 quyết định.\n",
        "IV. KINH PHÍ\n1. Nguồn\na) Ngân sách xã.\n",
        "Chương II\nNHIỆM VỤ, QUYỀN HẠN\nĐiều 5. Nhiệm vụ\n1. Cơ quan tư pháp có nhiệm vụ sau:\na) Trình văn bản.\n",
    ],
)
def test_aims_and_results_are_no_tasks(text: str) -> None:
    assert tasks_of(text) == ()


def test_directive_orders_units() -> None:
    text = (
        "CHỈ THỊ\n\nỦy ban nhân dân tỉnh yêu cầu:\n"
        "1. Sở Tư pháp:\na) Theo dõi việc thi hành.\nb) Tổng hợp báo cáo.\n"
        "2. Công an tỉnh chỉ đạo công an cấp xã tăng cường tuần tra.\n"
    )
    assert [(task.code, task.title, task.lead) for task in tasks_of(text, "Chỉ thị")] == [
        ("1.a", "Theo dõi việc thi hành.", ("Sở Tư pháp",)),
        ("1.b", "Tổng hợp báo cáo.", ("Sở Tư pháp",)),
        ("2", "Công an tỉnh chỉ đạo công an cấp xã tăng cường tuần tra.", ("Công an tỉnh",)),
    ]


def test_merged_cells_of_word(tmp_path: Path) -> None:
    paper = docx.Document()
    paper.add_paragraph("PHỤ LỤC NHIỆM VỤ")
    grid = paper.add_table(rows=5, cols=5)
    rows = (
        ("TT", "Nhiệm vụ", "Chủ trì", "Sản phẩm", "Thời gian"),
        ("I", "Xây dựng pháp luật", "", "", ""),
        ("1", "Lập danh mục", "Sở Tư pháp", "Danh mục", "Quý I/2026"),
        ("2", "Thẩm định dự thảo", "", "Báo cáo", "Thường xuyên"),
        ("3", "Họp", "Sở Nội vụ", "", "Hằng tháng"),
    )
    for row, texts in zip(grid.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    grid.cell(1, 1).merge(grid.cell(1, 4))
    grid.cell(2, 2).merge(grid.cell(3, 2))
    paper.save(str(tmp_path / "plan.docx"))
    tasks = tasks_of(open_document(tmp_path / "plan.docx"))
    assert [(task.code, task.title, task.lead, task.product) for task in tasks] == [
        ("I.1", "Lập danh mục", ("Sở Tư pháp",), "Danh mục"),
        ("I.2", "Thẩm định dự thảo", ("Sở Tư pháp",), "Báo cáo"),
        ("I.3", "Họp", ("Sở Nội vụ",), None),
    ]
    assert [task.start for task in tasks] == sorted({task.start for task in tasks})


@given(st.lists(st.sampled_from([*BLOCKS.splitlines(), *PLAN_TABLE.splitlines()]), max_size=40).map("\n".join))
def test_any_order_of_lines_is_read(text: str) -> None:
    for task in tasks_of(text):
        assert task.title and task.code
        assert 0 <= task.start < task.end <= len(text)
        for span in task.spans.values():
            assert 0 <= span.start < span.end <= len(text)


def test_reports_and_letters_give_no_tasks_in_prose() -> None:
    assert tasks_of(BLOCKS, "Báo cáo") == ()
    assert tasks_of("BÁO CÁO\n\n" + BLOCKS, None) == ()
    assert tasks_of("", None) == ()


SEED_COUNTS = {"000": (0, 0, 0), "001": (22, 3, 0), "002": (27, 5, 0), "003": (42, 0, 19), "004": (34, 28, 0)}


@pytest.mark.parametrize("seed", sorted(SEED_COUNTS))
def test_seed_papers(seeds: Path, seed: str) -> None:
    document = open_document(next(seeds.glob(f"{seed}_*.txt")))
    tasks = read_tasks(document, read_header(document), read_outline(document))
    duties = sum(task.duty for task in tasks)
    progress = sum(task.progress is not None for task in tasks)
    assert (len(tasks) - duties - progress, duties, progress) == SEED_COUNTS[seed]
    assert sum(task.reports_on is not None for task in tasks) == progress
    assert all(0 <= task.start < task.end <= len(document.text) for task in tasks)
    assert all(task.timing.confidence >= 0.8 for task in tasks)


def test_labelled_annex_is_read_without_a_fault(shared: Path) -> None:
    gold = json.loads((shared / "gold_dev" / "tasks_003.json").read_text(encoding="utf-8"))
    document = open_document(shared / "seeds" / gold["file"])
    tasks = read_tasks(document, read_header(document), read_outline(document))
    planned = {task.code: task for task in tasks if task.progress is None}
    assert list(planned) == [label["id"] for label in gold["tasks"]]
    for label in gold["tasks"]:
        task = planned[label["id"]]
        read = (task.title, list(task.lead), list(task.coordinating), task.product, task.timing_text)
        assert read == tuple(label[field] for field in ("title", "lead", "coordinating", "product", "timing_text"))
        assert task.timing.due == (dt.date.fromisoformat(label["due"]) if label["due"] else None)
    rows = {f"P{task.code}": task for task in tasks if task.progress is not None}
    assert [(key, row.reports_on) for key, row in rows.items()] == [
        (row["id"], row["task"]) for row in gold["progress"]
    ]


@pytest.mark.parametrize(
    ("name", "count"),
    [("D-admin-24_*.tsv", 53), ("D-admin-02_*.docx", 29), ("D-admin-04_*.docx", 0), ("D-admin-23_*.docx", 0)],
)
def test_papers_of_other_offices(shared: Path, name: str, count: int) -> None:
    document = open_document(next((shared / "dev_corpus" / "admin").glob(name)))
    tasks = read_tasks(document, read_header(document), read_outline(document))
    assert sum(not task.duty for task in tasks) == count
