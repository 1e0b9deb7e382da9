"""One declaration of columns: page, Excel and Word hold the same words."""

from __future__ import annotations

import datetime as dt
import io

from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from thuongton.web.tables import Column, Line, Table, chosen, grouped, write_book, write_xlsx

COLUMNS = (
    Column("ma", "Mã", lambda row: row[0], 10),
    Column("ten", "Tên", lambda row: row[1], 60),
    Column("so", "Số", lambda row: row[2], 10, "right"),
)
printable = st.text(st.characters(blacklist_categories=("Cs", "Cc")), max_size=40)


def _table(rows: list[tuple[str, str, str]], title: str = "") -> Table:
    return Table(COLUMNS, [Line(row=row) for row in rows], title)


@given(st.lists(st.tuples(printable, printable, printable), max_size=8))
def test_excel_reads_back_as_it_was_written(rows: list[tuple[str, str, str]]) -> None:
    out = io.BytesIO()
    write_xlsx(_table(rows), out)
    sheet = load_workbook(out).active
    found = [
        tuple(cell or "" for cell in row)
        for row in sheet.iter_rows(min_row=2, max_row=1 + len(rows), max_col=3, values_only=True)
    ]
    assert found == rows if rows else True


def test_formulas_and_links_stay_words() -> None:
    out = io.BytesIO()
    rows = [("=1+1", "https://vi.du/x", "007"), ("+84", "-5", "@a")]
    write_xlsx(_table(rows), out)
    sheet = load_workbook(out).active
    assert [tuple(row) for row in sheet.iter_rows(min_row=2, values_only=True)] == rows
    assert all(cell.data_type == "s" for row in sheet.iter_rows(min_row=2) for cell in row)


def test_the_same_tables_are_the_same_bytes() -> None:
    made = []
    for _turn in range(2):
        out = io.BytesIO()
        write_book(
            [("Một", _table([("1", "a", "b")], "Đề")), ("Hai", _table([]))], out, dt.datetime(2020, 1, 1, tzinfo=dt.UTC)
        )
        made.append(out.getvalue())
    assert made[0] == made[1]
    assert load_workbook(io.BytesIO(made[0])).sheetnames == ["Một", "Hai"]


def test_columns_are_chosen_in_their_own_order() -> None:
    assert [column.key for column in chosen(COLUMNS, "so,ma")] == ["ma", "so"]
    assert list(chosen(COLUMNS, "")) == list(COLUMNS)
    assert list(chosen(COLUMNS, "khong-co")) == list(COLUMNS)


def test_a_heading_stands_where_it_changes() -> None:
    lines = grouped([("a", 1), ("a", 2), ("", 3), ("b", 4)], lambda row: row[0])
    assert [line.heading or line.row[1] for line in lines] == ["a", 1, 2, 3, "b", 4]
