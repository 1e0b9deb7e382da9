"""A CSV file of units becomes a plan, row by row."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from thuongton.people import csv_import
from thuongton.people.csv_import import (
    TEMPLATE,
    PresentUnit,
    RowOutcome,
    UnreadableTable,
    parse_rows,
    plan_rows,
    rows_apart,
)
from thuongton.people.csv_table import MAX_CELL, MAX_COLUMNS, plain_table, table_of
from vanban import apart
from vanban.model import UnreadableFile

HEAD = "mã định danh,tên,loại,mã cấp trên,tên gọi tắt,hiệu lực từ,đến\n"
PROVINCE = PresentUnit(1, "H40", "Tỉnh Hà Tĩnh", "province", None)
OTHER = PresentUnit(2, "H31", "Thành phố Hải Phòng", "province", None, writable=False)
COMMUNE = PresentUnit(3, "H40.1", "Xã Một", "commune", 1)
UNCODED = PresentUnit(4, "", "Xã Chưa Mã", "commune", 1)
KNOWN = (PROVINCE, OTHER, COMMUNE, UNCODED)


@pytest.mark.parametrize(
    ("line", "act", "why"),
    [
        ("H40.2,Xã Hai,xã,H40,,1/7/2025,", "thêm", ""),
        ("h40.2,Xã Hai,Xã,h40,,2025-07-01,", "thêm", ""),
        ("H40.1,Xã Một,xã,H40,,,", "bỏ qua", "đã có, không đổi"),
        ("H40.1,Xã Một,xã,,,,", "bỏ qua", "đã có, không đổi"),
        ("H40.1,Xã Một mới,phường,H40,,,", "sửa", "đổi tên, loại"),
        ("H40.9,Xã Chưa Mã,xã,H40,,,", "sửa", "đổi mã định danh"),
        (",Xã Hai,xã,H40,,,", "lỗi", "chưa có mã định danh"),
        ("H40-2,Xã Hai,xã,H40,,,", "lỗi", "mã định danh «H40-2»"),
        ("H40.2,,xã,H40,,,", "lỗi", "chưa có tên"),
        ("H40.2,Xã Hai,làng,H40,,,", "lỗi", "không rõ loại «làng»"),
        ("H40.2,Xã Hai,,H40,,,", "lỗi", "chưa có loại"),
        ("H40.2,Xã Hai,xã,,,,", "lỗi", "chưa có mã cấp trên"),
        ("H40.2,Xã Hai,xã,H99,,,", "lỗi", "không tìm thấy cấp trên có mã H99"),
        ("H40.2,Xã Hai,xã,H31,,,", "lỗi", "cấp trên H31 ngoài phạm vi"),
        ("H40.2,Xã Hai,xã,H40.2,,,", "lỗi", "cấp trên của chính nó"),
        ("H31,Hải Phòng,thành phố,,,,", "lỗi", "ngoài phạm vi"),
        ("H40.1,Xã Một,xã,H40.7,,,", "lỗi", "không tìm thấy cấp trên"),
        ("H40.2,Xã Hai,xã,H40,,31/2/2025,", "lỗi", "«31/2/2025» không phải là ngày"),
        ("H40.2,Xã Hai,xã,H40,,1/7/2025,1/1/2025", "lỗi", "ngày hết hiệu lực đứng trước"),
    ],
)
def test_what_a_row_would_do(line: str, act: str, why: str) -> None:
    (row,) = plan_rows(parse_rows(HEAD + line), KNOWN).rows
    assert (str(row.act), row.why) == (act, row.why)
    assert why in row.why


def test_a_superior_may_stand_below_and_its_error_reaches_those_under_it() -> None:
    text = (
        HEAD
        + "H40.2.1,Phòng A,phòng,H40.2,,,\nH40.2,Xã Hai,xã,H40,,,\nH40.3,,xã,H40,,,\nH40.3.1,Phòng B,phòng,H40.3,,,"
    )
    plan = plan_rows(parse_rows(text), KNOWN)
    assert [(row.act, row.level) for row in plan.rows[:2]] == [(RowOutcome.ADD, 1), (RowOutcome.ADD, 0)]
    assert [row.why for row in plan.rows[2:]] == ["chưa có tên", "cấp trên ở dòng 4 có lỗi"]


def test_two_rows_of_one_identifier_and_a_circle_are_errors() -> None:
    twice = plan_rows(parse_rows(HEAD + "H40.2,Hai,xã,H40,,,\nH40.2,Ba,xã,H40,,,"), KNOWN)
    assert [row.why for row in twice.rows] == ["", "mã định danh trùng với dòng 2"]
    circle = plan_rows(parse_rows(HEAD + "A.1,Hai,xã,A.2,,,\nA.2,Ba,xã,A.1,,,"), KNOWN)
    assert {row.why for row in circle.rows} == {"cấp trên đi vòng quanh trong tệp"}


ROW = "H40.2;Xã Hồng Lộc;xã;H40;;1/7/2025;"


@pytest.mark.parametrize(
    "data",
    [
        (HEAD.replace(",", ";") + ROW).encode(),
        (HEAD.replace(",", ";") + ROW).encode("utf-8-sig"),
        (HEAD.replace(",", "\t") + ROW.replace(";", "\t")).encode("utf-16"),
        ("sep=;\r\n" + HEAD.replace(",", ";") + ROW).encode("utf-8-sig"),
        ("\r\n" + HEAD.replace(",", ";").replace("\n", "\r\n") + ROW + "\r\n;;;;;;\r\n").encode(),
        (HEAD + '"H40.2","Xã Hồng  Lộc","xã","H40","","1/7/2025",""').encode(),
    ],
    ids=["semicolons", "byte-order mark", "UTF-16 with tabs", "sep line", "empty lines", "quotes"],
)
def test_files_as_spreadsheets_save_them(data: bytes) -> None:
    (row,) = parse_rows(data)
    assert (row.identifier, row.name, row.kind, str(row.valid_from)) == (
        "H40.2",
        "Xã Hồng Lộc",
        "commune",
        "2025-07-01",
    )


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "không có dòng nào"),
        (TEMPLATE.encode(), "chưa có đơn vị nào"),
        (b"PK\x03\x04xxxx", "tệp Excel"),
        (b"a\x00b", "Không đọc được chữ"),
        ("tên,loại\nXã,xã".encode(), "Thiếu cột «mã định danh»"),
        ("mã định danh,tên,tên,loại\nA,B,C,xã".encode(), "có hai lần"),
        (b"\xff\xfe\xd8", "Không đọc được chữ"),
        (b"\xff\xfe", "không có dòng nào"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_in_one_sentence(data: bytes, sentence: str) -> None:
    with pytest.raises(UnreadableTable, match=sentence):
        parse_rows(data)


@given(st.binary(max_size=300))
def test_any_bytes_give_rows_or_one_sentence(data: bytes) -> None:
    try:
        rows = parse_rows(data)
    except UnreadableTable as refusal:
        assert str(refusal).endswith(".")
    else:
        assert rows


CODES = st.sampled_from(["H40", "H31", "H40.1", "H40.2", "H40.3", "H40.4", "", "x y"])


@given(st.lists(st.tuples(CODES, st.sampled_from(["xã", "phòng", "?"]), CODES), min_size=1, max_size=8))
def test_every_row_has_one_fate_and_nothing_hangs_below_an_error(rows: list[tuple[str, str, str]]) -> None:
    text = HEAD + "\n".join(f"{code},Tên {n},{kind},{parent},,," for n, (code, kind, parent) in enumerate(rows))
    plan = plan_rows(parse_rows(text), KNOWN)
    assert sum(plan.counts.values()) == len(rows) == len(plan.ordered)
    made = {row.row.identifier: row for row in plan.of(RowOutcome.ADD)}
    for row in plan.of(RowOutcome.ADD):
        assert row.parent_unit == 1 or row.parent_unit == 3 or made[row.row.parent].level == row.level - 1


def test_a_file_from_outside_is_parted_in_a_process_of_its_own(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = []

    def call(function: Any, *args: Any, limits: Any) -> Any:
        asked.append((function, limits.seconds))
        return apart.call(function, *args, limits=limits)

    monkeypatch.setattr(csv_import, "call", call)
    text = HEAD + "H40.1,Xã Một,xã,H40,,,\n"
    assert rows_apart(text.encode()) == parse_rows(text)
    assert asked == [(plain_table, csv_import.LIMITS.seconds)]
    with pytest.raises(UnreadableTable, match="tệp Excel"):
        rows_apart(b"PK\x03\x04xxxx")


def test_a_file_that_spends_too_much_is_refused_in_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    def call(*_args: Any, **_more: Any) -> Any:
        raise UnreadableFile("bomb", "Tệp đọc quá lâu nên đã dừng đọc.")

    monkeypatch.setattr(csv_import, "call", call)
    with pytest.raises(UnreadableTable, match="đọc quá lâu"):
        rows_apart(b"x")


def test_cells_and_columns_are_bounded() -> None:
    (cells,) = table_of("a," * 500 + "b" * 9000)
    assert len(cells) == MAX_COLUMNS
    assert [len(cell) for cell in table_of('"' + "x" * 9000 + '",y')[0]] == [MAX_CELL, 1]
