"""Totals stated in summary tables."""

from __future__ import annotations

from thuongton.plans.report.stated import stated_totals
from vanban.model import Cell, Table


def table(heads: list[str], *rows: list[str]) -> Table:
    return Table(0, 9, tuple(Cell(head) for head in heads), tuple(tuple(Cell(text) for text in row) for row in rows))


def test_one_row_of_whole_numbers_about_tasks() -> None:
    found = stated_totals([table(["Tổng số nhiệm vụ", "Đã hoàn thành"], ["1.042", "**11**"])])
    assert [(stated.label, stated.value) for stated in found] == [("Tổng số nhiệm vụ", 1042), ("Đã hoàn thành", 11)]


def test_other_tables_state_nothing() -> None:
    assert stated_totals([table(["Số xã", "Số phường"], ["10", "2"])]) == []
    assert stated_totals([table(["Nhiệm vụ", "Chủ trì"], ["Ban hành", "Sở Tư pháp"])]) == []
    assert stated_totals([table(["Số nhiệm vụ"], ["3"], ["4"])]) == []
