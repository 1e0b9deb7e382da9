"""The form of a page of a paper book: the texts of its rows, each cell sent as «o.<row>.<column>»."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms

from thuongton.cases.entry.columns import EntryColumn, EntryGrid
from thuongton.cases.entry.sheets import NUMBER
from thuongton.web.forms.queries import CELL

MOST_ROWS = 20
LOOK = "xem"
Texts = dict[str, str]


def cell_name(row: int, column: str) -> str:
    """The name by which a cell is sent."""
    return f"{CELL}{row}.{column}"


class BookRowsWidget(forms.Widget):
    """Reads the cells of all rows; they are drawn by the page."""

    names: tuple[str, ...] = ()

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> list[Texts]:
        """The texts of each row by column, the empty ones too."""
        return [
            {column: str(data.get(cell_name(row, column), "")) for column in self.names}
            for row in range(1, MOST_ROWS + 1)
        ]


class BookRowsField(forms.Field):
    """The rows of a page."""

    widget = BookRowsWidget


class BookPageForm(forms.Form):
    """The rows of a page of a paper book, as typed."""

    rows = BookRowsField(required=False)
    lam = forms.CharField(required=False, max_length=10)

    def __init__(self, data: Any, grid: EntryGrid) -> None:
        super().__init__(data)
        widget: Any = self.fields["rows"].widget
        widget.names = (NUMBER, *(one.name for one in grid.columns))

    @property
    def looks(self) -> bool:
        """Whether the page is to be looked over, and not written."""
        return self.is_valid() and self.cleaned_data["lam"] == LOOK

    @property
    def texts(self) -> list[Texts]:
        """The texts of each row, from the first."""
        return list(self.cleaned_data["rows"]) if self.is_valid() else []


class LookUpForm(forms.Form):
    """What of a name was typed, and in which column."""

    cot = forms.CharField(max_length=200)
    tim = forms.CharField(max_length=100)

    def column(self, grid: EntryGrid) -> EntryColumn | None:
        """The column of the page; None for another name."""
        return next((one for one in grid.columns if one.name == self.cleaned_data["cot"]), None)


def as_fields(rows: list[Texts]) -> list[tuple[str, str]]:
    """Rows as the cells of a form, numbered from 1; empty cells are left out."""
    return [
        (cell_name(number, column), text)
        for number, row in enumerate(rows, 1)
        for column, text in row.items()
        if text.strip()
    ]
