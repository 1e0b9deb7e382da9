"""A print as a Word paper and as a workbook, from what it keeps alone: the same print is the same bytes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.functional import lazystr

from thuongton.prints.frozen import Figure, Frozen, FrozenColumn, FrozenRow, FrozenTable, name_of
from thuongton.web.lists.columns import Column, Kind, Value, words
from thuongton.web.lists.table import Table, TableLine
from vanban.write import docx
from vanban.write.docx import Annex, Grid, OfficialPaper

FROZEN_DAY = dt.datetime(2020, 1, 1, tzinfo=dt.UTC)
"""The day written into every workbook of a print, so that the same print is the same bytes."""
NUMBER_OF_ROW = "tt"


def paper_of(frozen: Frozen) -> OfficialPaper:
    """The print as an official paper: the summary on its first page, the tables as annexes on turned pages.

    A print of tables alone (a list) is a turned paper whose tables stand under its head: no page before them.

    Number, day and signature are left blank for the clerk and the signer (Nghị định 30/2020/NĐ-CP, Điều 13, 15).
    """
    head = frozen.head
    titles = list(dict.fromkeys(table.annex for table in frozen.tables))
    alone = len(titles) == 1 and not frozen.figures and not frozen.closing
    annexes = [] if alone else [_annex(frozen, title) for title in titles]
    own = [_grid(table, caption=table.caption != frozen.title) for table in frozen.tables] if alone else []
    if frozen.definitions:
        told = tuple(f"{one.label}: {one.told}" for one in frozen.definitions)
        annexes.append(Annex(frozen.definitions_title, paragraphs=told, landscape=False))
    return OfficialPaper(
        issuer=head.issuer,
        issuer_parent=head.issuer_parent,
        symbol=head.symbol,
        place=head.place,
        kind=frozen.kind,
        title=frozen.title,
        paragraphs=frozen.intro,
        tables=(*((_summary(frozen.figures),) if frozen.figures else ()), *own),
        closing=frozen.closing,
        annexes=tuple(annexes),
        landscape=alone,
    )


def _annex(frozen: Frozen, title: str) -> Annex:
    tables = [table for table in frozen.tables if table.annex == title]
    return Annex(title, tuple(_grid(table, caption=name_of(table.caption) != title) for table in tables))


def _summary(figures: Sequence[Figure]) -> Grid:
    """The summary as one row under its heads; a part of a column says so in its head."""
    columns = tuple(
        docx.Column(one.label, 3 + max(map(len, one.label.split()), default=1), "center") for one in figures
    )
    return Grid(columns, (docx.Row(tuple(str(one.value) for one in figures)),), size=10)


def _grid(table: FrozenTable, *, caption: bool) -> Grid:
    columns = tuple(docx.Column(one.label, one.width, one.align, one.head) for one in table.columns)
    rows = tuple(_row(row) for row in table.rows) or (docx.Row(("Không có.",), group=True),)
    return Grid(columns, rows, caption=table.caption if caption else "", size=12)


def _row(row: FrozenRow) -> docx.Row:
    return docx.Row((row.heading,), group=True) if row.heading else docx.Row(tuple(map(words, row.cells)))


@dataclass(frozen=True, slots=True)
class ShownTable:
    """A table of a print on its page: its columns, and its lines as words (a text alone is the head of a group)."""

    table: FrozenTable
    columns: list[Column]
    lines: list[str | list[str]]


def shown(frozen: Frozen) -> list[ShownTable]:
    """The tables for the page."""
    return [
        ShownTable(
            table,
            [_at(place, column) for place, column in enumerate(table.columns)],
            [row.heading or [words(cell) for cell in row.cells] for row in table.rows],
        )
        for table in frozen.tables
    ]


def sheets_of(frozen: Frozen) -> list[Table]:
    """The print as sheets: the summary with its definitions, then the tables, those of one sheet under each other."""
    notes = [f"{one.label}: {one.told}" for one in frozen.definitions]
    sheets = [_summary_sheet(frozen, notes)] if frozen.figures else []
    names = list(dict.fromkeys(table.sheet for table in frozen.tables))
    sheets += [_sheet(frozen, name, () if frozen.figures else notes) for name in names]
    return sheets


def _summary_sheet(frozen: Frozen, notes: Sequence[str]) -> Table:
    columns = (
        _at(0, FrozenColumn("so-lieu", "Số liệu", 60)),
        _at(1, FrozenColumn("so", "Số nhiệm vụ", 24, Kind.NUMBER)),
    )
    lines = [TableLine(row=["   " * one.part + one.label, one.value]) for one in frozen.figures]
    return Table(columns, lines, frozen.title, notes, name="Tổng hợp")


def _sheet(frozen: Frozen, name: str, notes: Sequence[str]) -> Table:
    """The tables of one sheet: their columns side by side, each table under its heading when they are several."""
    tables = [table for table in frozen.tables if table.sheet == name]
    columns: list[FrozenColumn] = []
    for table in tables:
        place = 0
        for column in table.columns:
            known = next((at for at, one in enumerate(columns) if one.key == column.key), None)
            if known is None:
                columns.insert(place, column)
            place = (place if known is None else known) + 1
    lines: list[TableLine] = []
    for table in tables:
        if len(tables) > 1 or table.caption != frozen.title:
            lines.append(TableLine(heading=table.caption))
        for row in table.rows:
            held = dict(zip((one.key for one in table.columns), row.cells, strict=False))
            cells = [held.get(one.key, "") for one in columns]
            lines.append(TableLine(heading=row.heading) if row.heading else TableLine(row=cells))
    above = () if frozen.figures else frozen.intro
    made = [_at(place, column) for place, column in enumerate(columns)]
    return Table(made, lines, frozen.title, notes, above, name=name)


def _at(place: int, column: FrozenColumn) -> Column:
    """A column of what is frozen: its head is not translated again. The number of a row is a number."""

    def value(row: Sequence[Value]) -> Value:
        held = row[place]
        return int(held) if column.key == NUMBER_OF_ROW and isinstance(held, str) and held.isdigit() else held

    return Column(
        column.key,
        lazystr(column.label),
        value,
        column.width,
        column.kind,
        head=lazystr(column.head) if column.head else "",
    )
