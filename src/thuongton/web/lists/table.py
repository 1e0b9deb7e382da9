"""A table ready to be written: columns, lines under group heads, what stands above and below; one for all writers."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext

from thuongton.web.lists.columns import Column, words
from vanban.write.docx import Column as WordColumn
from vanban.write.docx import Grid, spans_of
from vanban.write.docx import Row as WordRow


@dataclass(frozen=True, slots=True)
class TableLine:
    """One line: a row of data, or the words of a group head over all columns."""

    row: Any = None
    heading: str = ""


class Heading(str):
    """The words of a group head whose first part (``lead``: «B.II · 10 việc ·») stands out before the others."""

    lead: str

    def __new__(cls, lead: str, rest: str) -> Heading:
        """Both parts as one text."""
        made = super().__new__(cls, f"{lead} {rest}".strip())
        made.lead = lead
        return made

    @property
    def rest(self) -> str:
        """What follows the first part."""
        return self[len(self.lead) :].strip()


@dataclass(frozen=True, slots=True)
class Table:
    """Columns and lines. ``lines`` may be an iterator: it is walked once. ``above`` stands under the title.

    ``frozen`` columns at the left stay in sight in Excel and are repeated on each page.
    """

    columns: Sequence[Column]
    lines: Iterable[TableLine]
    title: str = ""
    notes: Sequence[str] = ()
    above: Sequence[str] = ()
    name: str = ""
    frozen: int = 0

    def labels(self) -> list[str]:
        """The heads in the language of the page."""
        return [label_of(column) for column in self.columns]

    def texts(self) -> Iterator[tuple[str, ...] | str]:
        """Each line as words: a tuple of cells, or the words of a group head."""
        for line in self.lines:
            yield line.heading or tuple(words(column.printed(line.row)) for column in self.columns)

    def grid(self, size: float = 11) -> Grid:
        """The table for a Word paper."""
        columns = tuple(
            WordColumn(label, column.width, "right" if column.numeric else "left", head_of(column))
            for label, column in zip(self.labels(), self.columns, strict=True)
        )
        rows = tuple(
            WordRow((texts,), group=True) if isinstance(texts, str) else WordRow(texts) for texts in self.texts()
        )
        return Grid(columns, rows, size=size)


def label_of(column: Column) -> str:
    """The head of a column in the language of the page; it may be a msgid or already a lazy text."""
    return gettext(column.label) if isinstance(column.label, str) else str(column.label)


def brief_of(column: Column) -> str:
    """The head of a column on the page: the shorter words where there are some."""
    return gettext(column.brief) if column.brief else label_of(column)


def head_of(column: Column) -> str:
    """The merged head above a column, "" for none."""
    return (gettext(column.head) if isinstance(column.head, str) else str(column.head)) if column.head else ""


def merged(columns: Sequence[Column]) -> list[tuple[str, int]]:
    """The upper line of heads: each merged head with how many columns it spans, "" for a column that spans itself.

    Empty where no two columns side by side have the same head: then there is one line of heads.
    """
    spans = spans_of(map(head_of, columns))
    return spans if any(head for head, _number in spans) else []


def grouped(rows: Iterable[Any], heading: Callable[[Any], str] | None) -> Iterator[TableLine]:
    """Lines with a group head wherever the head of the rows changes."""
    last = ""
    for row in rows:
        now = heading(row) if heading else ""
        if now and now != last:
            yield TableLine(heading=now)
        last = now or last
        yield TableLine(row=row)
