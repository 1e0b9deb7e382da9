"""Working tables of reviews: documents and their roles, handling, step, state and deadline; any format, every row."""

from __future__ import annotations

import io
import json
from pathlib import Path

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviews.tables_of_tests import HEAD, ROWS, as_page, as_text, workbook
from thuongton.cli import main
from thuongton.reviews.tables.columns import columns_of
from thuongton.reviews.tables.grids import rows_of_objects
from thuongton.reviews.tables.numbers import numbers_in, straight
from thuongton.reviews.tables.roles import roles_in
from thuongton.reviews.tables.rows import TrackedRow, read_rows
from thuongton.reviews.tables.sources import UnusableWorkingTable, rows_of_bytes, rows_of_file
from thuongton.reviews.tables.steps import step_told, steps
from thuongton.reviews.tables.words import ACTIONS, actions_in, plain


def tracked(**cells: object) -> TrackedRow:
    """The row of one object of a file of lines."""
    return next(read_rows(rows_of_objects("bang", [cells])))


@pytest.mark.parametrize(
    ("printed", "numbers"),
    [
        ("Nghị quyết số 12/2020/NQ-HĐND", ["12/2020/NQ-HĐND"]),
        ("Nghị quyết số 12 / 2020 / NQ - HĐND", ["12/2020/NQ-HĐND"]),
        ("NQ số12/2020/NQ-HDND", ["12/2020/NQ-HĐND"]),
        ("12/2020/NQHĐND; 13/2020NQ-HĐND", ["12/2020/NQ-HĐND", "13/2020/NQ-HĐND"]),
        ("12/2020/qđ-ubnd", ["12/2020/QĐ-UBND"]),
        ("12/2020/QÐ-UBND", ["12/2020/QĐ-UBND"]),
        ("12/2020/QĐ–UBDN", ["12/2020/QĐ-UBND"]),
        ("12/2015/QĐ-UB", ["12/2015/QĐ-UBND"]),
        ("1767/2000/QĐ-UB", ["1767/2000/QĐ-UB"]),
        ("315/QĐ-UBND ngày 22/01/2026", ["315/QĐ-UBND"]),
        ("Nghị định số 112/2024/NĐ-CP", ["112/2024/NĐ-CP"]),
        ("Nghị quyết số 12/2020 của HĐND tỉnh", [None]),
        ("12.2020.QĐ-UBND", [None]),
        ("năm 2021 - 2025, ngày 12/7/2022", []),
    ],
)
def test_numbers_are_mended_when_sure(printed: str, numbers: list[str | None]) -> None:
    assert [one.number for one in numbers_in(straight(printed))] == numbers


A, B, C = "1/2020/NQ-HĐND", "2/2020/NQ-HĐND", "3/2020/NQ-HĐND"


@pytest.mark.parametrize(
    ("cell", "own", "handled", "by"),
    [
        (f"Nghị quyết số {A} ngày 01/01/2020 của HĐND tỉnh quy định mức thu", [A], [], []),
        (f"Nghị quyết số {A} sửa đổi, bổ sung Nghị quyết số {B}", [A], [], []),
        (f"Nghị quyết số {A} sửa Danh mục kèm theo Nghị quyết số {B} và Danh mục kèm theo số {C}", [A], [], []),
        (f"Nghị quyết số {A} quy định mức thu; Nghị quyết số {B} quy định mức chi", [A, B], [], []),
        (f"1. Nghị quyết số {A} ngày 01/01/2020\n2. Nghị quyết số {B} ngày 02/02/2020", [A, B], [], []),
        (f"Nghị quyết quy định mức thu (thay thế Nghị quyết số {A} và Nghị quyết số {B})", [], [A, B], []),
        (f"Nghị quyết quy định chi tiết khoản 2 Điều 5 Nghị định số 9/2024/NĐ-CP (thay thế NQ số {A})", [], [A], []),
        (f"Nghị quyết bãi bỏ NQ số {A}; Nghị quyết số {B} sửa đổi Quy định kèm theo NQ số {C}", [], [A, B], []),
        (f"Nghị quyết thay thế/bãi bỏ Nghị quyết số {A}", [], [A], []),
        (f"Nghị quyết sửa đổi, bổ sung Quy định ban hành kèm theo Nghị quyết số {A}", [], [A], []),
        (f"Nghị quyết quy định (thay thế Nghị quyết số {A}; bãi bỏ Nghị quyết số {B})", [], [A, B], []),
        (f"Nghị quyết số {A} quy định mức thu (đã được thay thế bằng Nghị quyết số {B})", [A], [], [B]),
        (f"Đã được thay thế bởi Nghị quyết số {B} ngày 01/7/2026", [], [], [B]),
        (f"HĐND tỉnh đã ban hành Nghị quyết số {B}", [], [], [B]),
        (f"Thực hiện Nghị quyết số {A}", [], [], []),
    ],
)  # fmt: skip
def test_each_number_of_a_cell_has_its_role(cell: str, own: list[str], handled: list[str], by: list[str]) -> None:
    roles = roles_in(cell)
    assert (roles.of("own"), roles.of("handled"), roles.of("by")) == (own, handled, by)


@pytest.mark.parametrize(
    ("told", "keys"),
    [
        ("Thay thế", ["thay_the"]),
        ("Ban hành mới thay thế các văn bản cũ", ["thay_the"]),
        ("Ban hành Quyết định bãi bỏ", ["bai_bo"]),
        ("Sửa đổi, bổ sung", ["sua_doi"]),
        ("Sửa đổi, bổ sung hoặc thay thế", ["sua_doi", "thay_the"]),
        ("Bãi bỏ do hết hiệu lực", ["bai_bo"]),
        ("Đề xuất không xử lý do đặc thù của ngành", ["giu_nguyen"]),
        ("Tiếp tục áp dụng", ["giu_nguyen"]),
        ("Hết hiệu lực theo thời gian", ["het_hieu_luc"]),
        ("Chưa xác định", ["chua_xac_dinh"]),
        ("Theo dõi", []),
    ],
)
def test_a_handling_is_told_by_its_words(told: str, keys: list[str]) -> None:
    assert [one.key for one in actions_in(plain(told))] == keys


@pytest.mark.parametrize(
    ("told", "step"),
    [
        ("Đang lấy ý kiến góp ý đối với Dự thảo", "lay_y_kien"),
        ("Đang tổng hợp ý kiến góp ý", "lay_y_kien"),
        ("Đang tiếp thu, giải trình báo cáo thẩm định của Sở Tư pháp", "tiep_thu_tham_dinh"),
        ("Sở Tư pháp đã có BCTĐ số 99/BCTĐ-STP ngày 10/7/2026", "tiep_thu_tham_dinh"),
        ("Đã trình UBND tỉnh. Hiện đang lấy ý kiến TVUBND", "lay_y_kien_thanh_vien"),
        ("Đã có Tờ trình số 45/TTr-SXD về việc đăng ký xây dựng Nghị quyết", "dang_ky"),
        ("Đã gửi Sở Tư pháp thẩm định", "tham_dinh"),
        ("Đã trình HĐND tỉnh", "trinh_hdnd"),
        ("Dự kiến trình HĐND tỉnh kỳ họp cuối năm", None),
        ("Đang hoàn thiện dự thảo sau thẩm định để trình UBND tỉnh", "tiep_thu_tham_dinh"),
        ("Trễ hạn", None),
    ],
)
def test_a_step_is_told_by_its_words(told: str, step: str | None) -> None:
    found = step_told(plain(told))
    assert (found.key if found else None) == step


def test_steps_are_a_closed_list_in_their_order() -> None:
    keys = [one.key for one in steps()]
    assert keys[0] == "dang_ky" and keys[-1] == "ban_hanh" and len(keys) == len(set(keys))


def test_a_column_wins_over_words_and_the_difference_is_asked() -> None:
    row = tracked(text=f"Nghị quyết bãi bỏ Nghị quyết số {A}", action={"chua_xac_dinh": "1"})
    assert (row.action, row.documents) == ("chua_xac_dinh", (A,))
    assert row.doubts == ("Cột hình thức xử lý và lời của dòng nói khác nhau.",)


def test_two_columns_against_each_other_leave_it_open() -> None:
    row = tracked(text=f"Nghị quyết số {A} quy định", action={"thay_the": "1", "bai_bo": "1"})
    assert row.action == "chua_xac_dinh"
    assert row.doubts == ("Các cột hình thức xử lý nói khác nhau.",)


def test_what_is_only_concluded_is_asked() -> None:
    draft = tracked(text="Nghị quyết quy định mức hỗ trợ học phí")
    issued = tracked(text=f"Nghị quyết số {A} quy định mức thu", issued=f"Nghị quyết số {B} quy định mức thu")
    assert (draft.action, issued.action, issued.replaced_by) == ("ban_hanh_moi", "thay_the", B)
    assert draft.doubts and issued.doubts


@pytest.mark.parametrize(
    ("planned", "deadline", "asked"),
    [
        ("31/12/2026", "2026-12-31", False),
        ("Phải xử lý trước 31/5/2026", "2026-05-31", False),
        ("Tháng 6/2026", "2026-06-30", True),
        ("Quý IV/2026", "2026-12-31", True),
        ("Kỳ họp giữa năm 2026", None, True),
    ],
)
def test_a_deadline_is_a_day_or_is_asked(planned: str, deadline: str | None, asked: bool) -> None:
    row = tracked(text=f"Nghị quyết số {A} quy định", action="Bãi bỏ", planned=planned)
    assert row.to_dict()["deadline"] == deadline
    assert bool(row.doubts) is asked


def test_a_cut_number_is_asked_and_not_made_up() -> None:
    row = tracked(text="Nghị quyết số 12/2020 của HĐND tỉnh quy định mức thu", action="Thay thế")
    assert row.documents == ()
    assert row.doubts == ("Số «12/2020» thiếu ký hiệu; có thể là 12/2020/NQ-HĐND.",)


def as_word() -> bytes:
    """The table as a paper of Word, its heads merged."""
    paper = docx.Document()
    table = paper.add_table(rows=0, cols=len(HEAD[0]))
    for row in [*HEAD, *ROWS]:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    table.cell(0, 3).merge(table.cell(0, 6))
    table.cell(0, 7).merge(table.cell(0, 9))
    for column in (0, 1, 2, 10, 11):
        table.cell(0, column).merge(table.cell(1, column))
    buffer = io.BytesIO()
    paper.save(buffer)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (workbook(), "bang.xlsx"),
        (as_text("\t"), "bang.tsv"),
        (as_text(","), "bang.csv"),
        (as_page(), "bang.html"),
        (as_word(), "bang.docx"),
    ],
)
def test_a_table_says_the_same_in_every_format(data: bytes, name: str) -> None:
    rows = list(read_rows(rows_of_bytes(data, name)))
    said = [(one.documents, one.action, one.replaced_by, one.step) for one in rows if one.source.kind == "row"][:4]
    assert said == [
        (("12/2021/NQ-HĐND",), "thay_the", None, "lay_y_kien"),
        (("7/2019/QĐ-UBND",), "bai_bo", "03/2026/QĐ-UBND", "ban_hanh"),
        (("30/2018/QĐ-UBND",), "chua_xac_dinh", None, None),
        (("1/2020/NQ-HĐND", "2/2020/NQ-HĐND"), "thay_the", None, "tham_dinh"),
    ]
    kinds = [one.source.kind for one in rows]
    assert kinds.count("section") == 2 and kinds.count("note") == 1
    assert [one.source.sections for one in rows if one.source.kind == "row"][3] == ("LĨNH VỰC XÂY DỰNG",)


def test_a_sheet_may_say_the_handling_by_its_name() -> None:
    *_above, last = read_rows(rows_of_bytes(workbook(), "bang.xlsx"))
    assert (last.documents, last.action) == (("5/2010/QĐ-UBND",), "giu_nguyen")


def test_columns_are_told_by_their_neighbours() -> None:
    issued = columns_of(["STT", "Tên văn bản", "Hình thức xử lý", "Số, ngày ban hành"])
    own = columns_of(["STT", "Số, ngày ban hành", "Trích yếu", "Hình thức xử lý"])
    assert (issued[3].means, own[1].means) == ("replaced_by", "number")


def test_every_line_of_a_file_is_answered(tmp_path: Path) -> None:
    lines = [{"id": "a", "text": f"Nghị quyết số {A} quy định", "action": "Giữ nguyên"}, {"id": "b"}]
    file, out = tmp_path / "bang.jsonl", tmp_path / "ra.jsonl"
    file.write_text("\n".join([*(json.dumps(one) for one in lines), "{hỏng"]), encoding="utf-8")
    assert main(["law", "review", "import", str(file), "--out", str(out)]) == 1
    said = [json.loads(line) for line in out.read_text("utf-8").splitlines()]
    assert [one["id"] for one in said] == ["a", "b", "bang!3"]
    assert said[0] | {} == said[0] and said[0]["documents"] == [A] and said[0]["doubts"] == []
    assert said[1]["doubts"] and said[2]["doubts"]
    assert all(one["action"] in ACTIONS for one in said)


def test_a_table_without_doubts_ends_with_nought(tmp_path: Path) -> None:
    file = tmp_path / "bang.csv"
    file.write_text(f"STT,Tên văn bản,Hình thức xử lý\n1,Nghị quyết số {A} quy định,Bãi bỏ\n", encoding="utf-8")
    assert main(["law", "review", "import", str(file), "--out", str(tmp_path / "ra")]) == 0


@pytest.mark.parametrize(
    ("data", "name", "said"),
    [
        (b"", "rong.xlsx", "rỗng"),
        (b"PK\x03\x04 khong phai bang", "hong.xlsx", "hong.xlsx"),
        ("Họ tên,Năm sinh\nAn,1990\n".encode(), "khac.csv", "Không thấy bảng nào"),
        ("MẬT\nSTT,Tên văn bản\n1,Nghị quyết\n".encode(), "mat.csv", "MẬT"),
    ],
)
def test_a_file_that_cannot_be_used_is_one_line(
    data: bytes, name: str, said: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / name
    file.write_bytes(data)
    assert main(["law", "review", "import", str(file), "--out", str(tmp_path / "ra")]) == 2
    error = capsys.readouterr().err
    assert error.count("\n") == 1 and said in error and not (tmp_path / "ra").exists()


def test_a_file_that_is_not_there_is_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["law", "review", "import", str(tmp_path / "khong"), "--out", "-"]) == 2
    assert capsys.readouterr().err.count("\n") == 1


def test_too_many_rows_are_refused(tmp_path: Path) -> None:
    file = tmp_path / "nhieu.jsonl"
    file.write_text('{"text":"x"}\n' * 12_001, encoding="utf-8")
    with pytest.raises(UnusableWorkingTable, match=r"12\.000 dòng"):
        rows_of_file(file)


@pytest.mark.parametrize("cell", ["bãi bỏ 1/2020/QĐ-UBND, ", "(thay thế ", "1", "số " + " " * 200, "quyết định "])
def test_a_hostile_cell_is_answered(cell: str) -> None:
    text = (cell * 20_000)[:20_000]
    assert tracked(text=text, status=text, issued=text).action in ACTIONS


@given(st.text(max_size=300), st.text(max_size=100))
def test_any_words_are_answered(text: str, action: str) -> None:
    row = tracked(text=text, action=action, status=action)
    assert row.action in ACTIONS
    json.dumps(row.to_dict())
