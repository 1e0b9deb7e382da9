"""A column of a list: one declaration for the cell of the page, of Excel, of Word and of the print."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.utils.timezone import is_aware, localtime

from thuongton.web.dates import day_words
from thuongton.web.numbers import number_words

Value = str | int | float | dt.date | dt.datetime | None
Order = Sequence[Any] | Callable[[Any], Sequence[Any]]
"""Names of fields («issued_on»), or expressions made for a question."""


WIDE = 60
"""From this share on a column takes what the others leave."""
PIXELS = (56, 72, 88, 104, 120, 136, 160, 200, 240)
"""The widths of columns that the look of the house knows."""


class Kind(StrEnum):
    """What a cell holds: it decides how the cell is written on paper, and as what Excel keeps it."""

    TEXT = "text"
    NUMBER = "number"
    DAY = "day"
    MOMENT = "moment"


@dataclass(frozen=True, slots=True)
class Column:
    """A column. ``key`` names it in addresses, ``label`` is its head (a msgid), ``value(row)`` what a cell holds.

    ``width`` is a share, near to millimetres on a landscape page. ``template`` is a part of a template that shows the
    cell on the page with more than words; it gets ``row``. ``sort`` are the fields that put the rows in the order of
    this column. A column with ``shown=False`` waits in the column picker. Columns side by side with the same ``head``
    stand under one merged head. ``full(row)`` is the longer text that paper and Excel have room for. ``fixed`` columns
    cannot be taken away. One with ``beside=False`` makes room for the panel (xem nhanh) while it is open. ``phone`` is
    the place on a narrow page: «1» and «2» the first line, «title» two lines, «3» and «4» the last line, «hide»
    (usual) for none. ``vi=True`` is for words of papers and people, which are Vietnamese in whatever language the
    page is; ``vi(row)`` says it of each row. ``brief`` is the head on the page where ``label``, the words of a decree,
    is too long for it.
    """

    key: str
    label: Any
    value: Callable[[Any], Value]
    width: float = 20
    kind: Kind = Kind.TEXT
    sort: Order = ()
    template: str = ""
    shown: bool = True
    head: Any = ""
    full: Callable[[Any], Value] | None = None
    fixed: bool = False
    phone: str = ""
    beside: bool = True
    vi: bool | Callable[[Any], bool] = False
    brief: Any = ""

    @property
    def numeric(self) -> bool:
        """Whether the cells stand at the right."""
        return self.kind is Kind.NUMBER

    @property
    def css(self) -> str:
        """The class of the width on the page; "" for a wide column, which takes what the others leave."""
        width = "" if self.width >= WIDE else f"w-{min(PIXELS, key=lambda pixels: abs(pixels - self.width * 4))}"
        return f"{width} {self.gives_way}".strip()

    @property
    def gives_way(self) -> str:
        """The class of a column that is not there while the panel is open."""
        return "" if self.beside else "gives-way"

    @property
    def head_css(self) -> str:
        """The classes of the head."""
        return f"{'num' if self.numeric else ''} {self.gives_way}".strip()

    @property
    def cell_css(self) -> str:
        """The classes of a cell: numbers stand at the right, ``phone`` is its place on a narrow page."""
        phone = self.phone or ("title" if self.width >= WIDE else "hide")
        return f"ph-{phone} {self.head_css}".strip()

    def lang(self, row: Any) -> str:
        """«vi» for a cell that holds words of papers and people, "" for one in the language of the page."""
        return "vi" if (self.vi(row) if callable(self.vi) else self.vi) else ""

    def printed(self, row: Any) -> Value:
        """What paper and Excel hold: the longer text where there is one."""
        return (self.full or self.value)(row)


def words(value: Value) -> str:
    """A cell in words, as offices write it.

    >>> words(dt.date(2026, 3, 31)), words(1127), words(None)
    ('31/3/2026', '1.127', '')
    """
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, dt.datetime):
        moment = localtime(value) if is_aware(value) else value
        return f"{moment:%H:%M} {day_words(moment)}"
    return day_words(value) if isinstance(value, dt.date) else number_words(value)
