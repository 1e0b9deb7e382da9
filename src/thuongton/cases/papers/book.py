"""A book of a register on paper (in sổ): its columns and rows, from the file of the kind and the opened values."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from thuongton.cases.definition.model import Bilingual, CaseKind, KindPaper, PaperColumn
from thuongton.cases.papers.letter import NOT_LOADED, form_words
from thuongton.cases.papers.saying import HIDDEN, is_hidden, opened_by, printed_fields, value_words
from thuongton.prints.frozen import Frozen, FrozenColumn, FrozenRow, FrozenTable, PrintHead
from thuongton.prints.paper import NUMBER_OF_ROW, paper_of
from thuongton.web.dates import day_words
from thuongton.web.lists.columns import Kind, Value
from vanban.write.docx import OfficialPaper

MARK = "x"
SIZE = 10.0
"""The size of letters in a book, in points."""
LETTER, DIGIT, EDGES = 2.15, 1.85, 3.2
"""The widths of a letter of a head and of a digit at that size, and of both edges of a cell, in millimetres."""
SOURCES = {"number": "so_thu_tu", "received": "ngay_tiep_nhan", "closed": "ngay_ket_thuc", "state": "trang_thai"}
"""The names by which an official form of a book calls what is no field."""
_USUAL = (
    PaperColumn(Bilingual("STT", "No."), of="number", width=9),
    PaperColumn(Bilingual("Ngày tiếp nhận", "Received"), of="received", width=18),
)


@dataclass(frozen=True, slots=True)
class BookLine:
    """A case as a book shows it; ``values`` are opened as far as the book shows them."""

    pk: int
    number: int
    year: int
    received: dt.date
    closed: dt.date | None
    state: str
    values: Mapping[str, Any]


def columns_of(kind: CaseKind, paper: KindPaper) -> tuple[PaperColumn, ...]:
    """The columns of a book: those of its file, else number, day, each field and its state."""
    if paper.columns:
        return paper.columns
    fields = [
        PaperColumn(kind.fields[name].label, (name,), width=40 if kind.fields[name].kind == "long_text" else 22)
        for name in printed_fields(kind, paper)
    ]
    state = PaperColumn(Bilingual("Tình trạng", "State"), of="state", width=22)
    return (*_USUAL, *fields, state, PaperColumn(Bilingual("Ghi chú", "Note"), width=16))


def said_value(kind: CaseKind, paper: KindPaper, line: BookLine, name: str, *, looked: bool) -> str:
    """A field of a line in words, hidden where the book hides it or nobody said for which purpose it is opened."""
    field = kind.fields.get(name)
    if field is None or name not in printed_fields(kind, paper):
        return ""
    words = value_words(field, line.values.get(name))
    return HIDDEN if words and hides(kind, paper, name, looked=looked) else words


def hides(kind: CaseKind, paper: KindPaper, name: str, *, looked: bool) -> bool:
    """Whether a field is hidden: the paper masks it, or nobody said for which purpose it is opened."""
    return is_hidden(kind, paper, name) or (not looked and name in opened_by(kind, paper))


def cell(kind: CaseKind, paper: KindPaper, line: BookLine, column: PaperColumn, *, looked: bool) -> Value:
    """A cell of a book."""
    match column.of:
        case "number":
            return line.number
        case "received":
            return line.received
        case "closed":
            return line.closed
        case "state":
            return line.state
    if column.mark:
        name = column.fields[0]
        if hides(kind, paper, name, looked=looked):
            return said_value(kind, paper, line, name, looked=looked)
        value = line.values.get(name)
        said = str(value).lower() if isinstance(value, bool) else value
        return MARK if said in column.mark else ""
    told = (said_value(kind, paper, line, name, looked=looked) for name in column.fields)
    return "\n".join(words for words in told if words)


def frozen_book(
    kind: CaseKind,
    paper: KindPaper,
    lines: Iterable[BookLine],
    window: tuple[dt.date, dt.date],
    head: PrintHead,
    *,
    looked: bool,
    made_on: dt.date,
) -> Frozen:
    """A book over a window of days as a print; its numbers are those of the register, so that they go on."""
    columns = columns_of(kind, paper)
    widths = widths_of(columns)
    frozen = tuple(
        _column(order, one, kind, width) for order, (one, width) in enumerate(zip(columns, widths, strict=True))
    )
    rows: list[FrozenRow] = []
    year = None
    several = window[0].year != window[1].year
    for line in lines:
        if several and line.year != year:
            rows.append(FrozenRow(heading=f"Năm {line.year}"))
        year = line.year
        cells = tuple(cell(kind, paper, line, one, looked=looked) for one in columns)
        rows.append(FrozenRow(cells, "cases.case", line.pk))
    told = [f"Từ ngày {day_words(window[0])} đến ngày {day_words(window[1])}; in ngày {day_words(made_on)}."]
    if not paper.official:
        told.append(f"({form_words(paper)}{NOT_LOADED}; in theo bố cục của phần mềm.)")
    if any(is_hidden(kind, paper, name) for name in printed_fields(kind, paper)) or not looked:
        told.append(f"({HIDDEN}: thông tin được che theo quy định về bảo vệ dữ liệu cá nhân.)")
    title = paper.label.vi
    table = FrozenTable("so", title, frozen, tuple(rows), title, "Sổ")
    return Frozen(title=title, kind="Sổ", head=head, intro=tuple(told), tables=(table,))


def book_paper(frozen: Frozen) -> OfficialPaper:
    """A book as a paper: no number, its letters smaller, its name said once («SỔ» · «Tiếp công dân»)."""
    paper = paper_of(frozen)
    title = frozen.title.removeprefix(f"{frozen.kind} ")
    grids = tuple(replace(grid, size=SIZE) for grid in paper.tables)
    return replace(paper, numbered=False, archive="", title=f"{title[:1].upper()}{title[1:]}", tables=grids)


def widths_of(columns: Sequence[PaperColumn], usable: int = 257) -> list[int]:
    """The widths of columns in millimetres of a turned page: no word of a head, no day is broken where there is room.

    What is left over the least widths goes to the columns whose shares ask for more.
    """
    least = [_least(one) for one in columns]
    left = max(0.0, usable - sum(least))
    asked = [max(0.0, one.width - needed) for needed, one in zip(least, columns, strict=True)]
    total = sum(asked) or 1.0
    return [round(needed + left * more / total) for needed, more in zip(least, asked, strict=True)]


def _least(one: PaperColumn) -> float:
    longest = max((len(word) for word in one.label.vi.replace("/", "/ ").split()), default=1)
    held = 10 * DIGIT if one.of in ("received", "closed") else 0.0
    return max(longest * LETTER, held) + EDGES


def _column(order: int, one: PaperColumn, kind: CaseKind, width: int) -> FrozenColumn:
    if one.of == "number":
        return FrozenColumn(NUMBER_OF_ROW, one.label.vi, width, Kind.NUMBER, "center")
    held = Kind.DAY if one.of in ("received", "closed") else Kind.TEXT
    over = one.over.vi if one.over is not None else ""
    short = len(one.fields) == 1 and kind.fields[one.fields[0]].kind in ("number", "money")
    align = "center" if one.mark else "right" if short else "left"
    return FrozenColumn(f"cot-{order}", one.label.vi, width, held, align, over)


def form_row(kind: CaseKind, paper: KindPaper, line: BookLine, *, looked: bool) -> dict[str, str]:
    """A line of a book by the names of an official form."""
    found = {
        "so_thu_tu": str(line.number),
        "ngay_tiep_nhan": day_words(line.received),
        "ngay_ket_thuc": day_words(line.closed),
        "trang_thai": line.state,
    }
    for name in printed_fields(kind, paper):
        found[name] = said_value(kind, paper, line, name, looked=looked)
        found |= marked(kind, name, None if hides(kind, paper, name, looked=looked) else line.values.get(name))
    return found


def marked(kind: CaseKind, name: str, value: Any) -> dict[str, str]:
    """The places of a field that hold «x» where it has one of its values: «ket_qua.thanh», «thuoc_tham_quyen.co»."""
    field = kind.fields[name]
    if field.kind == "yes_no":
        return {f"{name}.co": MARK if value is True else "", f"{name}.khong": MARK if value is False else ""}
    return {f"{name}.{choice}": MARK if value == choice else "" for choice in field.choices}


def form_names(kind: CaseKind, paper: KindPaper) -> list[str]:
    """The names that an official form of a paper may hold: its fields, their values, and what stands in the head."""
    own = list(SOURCES.values()) if paper.book else []
    fields = [one for name in printed_fields(kind, paper) for one in (name, *marked(kind, name, None))]
    return [*fields, *own, *HEAD_PLACES]


HEAD_PLACES = (
    "so_van_ban", "ngay_van_ban", "dia_danh", "co_quan", "co_quan_cap_tren", "so_ho_so", "nguoi_ky", "chuc_vu_ky",
    "thay_ban_in", "tu_ngay", "den_ngay",
)  # fmt: skip
"""What an official form may take from the head of a paper."""
