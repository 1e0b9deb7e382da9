"""A book on paper: its columns have room for their heads, its rows are those of the register; rows cost in step."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest

from pace import in_step
from thuongton.cases.definition.library import known_kinds
from thuongton.cases.definition.model import CaseKind, KindPaper
from thuongton.cases.papers.book import DIGIT, EDGES, LETTER, BookLine, book_paper, columns_of, frozen_book, widths_of
from thuongton.prints.frozen import Frozen, PrintHead
from vanban.write.docx import write_docx

BOOKS = [
    (name, paper.name)
    for name, versions in sorted(known_kinds().items())
    for paper in versions[-1].papers.values()
    if paper.book
]
YEAR = (dt.date(2026, 1, 1), dt.date(2026, 12, 31))


def of(kind: str, paper: str) -> tuple[CaseKind, KindPaper]:
    found = known_kinds()[kind][-1]
    return found, found.papers[paper]


def lines(number: int, **values: object) -> list[BookLine]:
    day = dt.date(2026, 10, 10)
    return [BookLine(one, one, 2026, day, None, "Mới", values) for one in range(1, number + 1)]


def printed(kind: CaseKind, paper: KindPaper, rows: list[BookLine], *, looked: bool = True) -> Frozen:
    head = PrintHead("Ủy ban nhân dân xã Một", "UBND tỉnh Thử", "", "Một")
    return frozen_book(kind, paper, rows, YEAR, head, looked=looked, made_on=dt.date(2026, 11, 30))


@pytest.mark.parametrize(("kind", "paper"), BOOKS)
def test_no_word_of_a_head_and_no_day_is_broken(kind: str, paper: str) -> None:
    columns = columns_of(*of(kind, paper))
    widths = widths_of(columns)
    assert sum(widths) <= 257 + len(widths) / 2
    for one, width in zip(columns, widths, strict=True):
        longest = max(len(word) for word in one.label.vi.replace("/", "/ ").split())
        least = max(longest * LETTER, 10 * DIGIT if one.of in ("received", "closed") else 0) + EDGES
        assert width >= round(least), one.label.vi


def test_marks_stand_in_the_column_of_their_value() -> None:
    kind, paper = of("hoa_giai", "so_hoa_giai")
    rows = printed(kind, paper, [*lines(1, ket_qua="thanh"), *lines(1, ket_qua="khong_thanh")]).tables[0].rows
    assert [row.cells[6:8] for row in rows] == [("x", ""), ("", "x")]
    reception = of("tiep_cong_dan", "so_tiep_cong_dan")
    assert printed(*reception, lines(1, thuoc_tham_quyen=True)).tables[0].rows[0].cells[8] == "x"


def test_what_is_sensitive_is_hidden_until_somebody_looked() -> None:
    kind, paper = of("hoa_giai", "so_hoa_giai")
    rows = lines(1, noi_dung="chuyện riêng", hoa_giai_vien="Tổ trưởng")
    assert "chuyện riêng" not in str(printed(kind, paper, rows, looked=False))
    assert "chuyện riêng" in str(printed(kind, paper, rows))


def test_numbers_go_on_and_years_are_told_apart() -> None:
    kind, paper = of("hoa_giai", "so_hoa_giai")
    old = BookLine(9, 40, 2025, dt.date(2025, 12, 30), None, "Mới", {})
    window = (dt.date(2025, 12, 1), dt.date(2026, 1, 31))
    made = frozen_book(kind, paper, [old, *lines(1)], window, PrintHead(), looked=True, made_on=dt.date(2026, 2, 1))
    assert [row.heading or row.cells[0] for row in made.tables[0].rows] == ["Năm 2025", 40, "Năm 2026", 1]


def test_a_long_book_costs_in_step_with_its_rows() -> None:
    kind, paper = of("hoa_giai", "so_hoa_giai")

    def printing(number: int) -> Callable[[], object]:
        rows = lines(number, noi_dung="tranh chấp ranh giới đất", ket_qua="thanh")
        return lambda: write_docx(book_paper(printed(kind, paper, rows)))

    in_step(printing, 200, 800, times=8, free=0.3)
