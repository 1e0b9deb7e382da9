"""Tasks out of a sheet somebody else made: find the head, tell what each column is, and account for every row; pure.

A sheet is a list of rows of text. Every row ends in exactly one verdict with its reason, so that nothing disappears
unseen: taken (nhận), doubtful (cần xem), rejected (không nhận), heading (đề mục) or passed over (bỏ qua).
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from thuongton.plans.taking_in.proposing import absent_fields, doubts_of
from thuongton.plans.taking_in.read_task import LONGEST_CODE, ReadTask
from thuongton.plans.taking_in.sheet_columns import (
    DayOrder,
    as_day,
    day_order,
    holds_days,
    ticked,
    ticked_columns,
    turned,
    unused_columns,
)
from thuongton.plans.taking_in.sheet_states import RowStatement, days_in, says_states, stated
from vanban.agencies import split_agencies
from vanban.files.sheets import NO_MARKS, Marks
from vanban.model import Cell, Group
from vanban.shapes import jsonable
from vanban.tasks.columns import columns_of
from vanban.text import fold, join_lines
from vanban.timing import read_timing

FIELDS = ("no", "group", "title", "lead", "coordinating", "product", "timing", "result", "note", "status")
HEAD_WITHIN = 40
"""How many rows from the top the head of a table is looked for."""

_ALIASES = {
    "ma": "no", "ma nhiem vu": "no", "ma so": "no", "nhom": "group", "nhom nhiem vu": "group", "linh vuc": "group",
    "stt": "no", "text": "title", "agency": "lead", "planned": "timing", "issued": "result", "title": "title",
    "trang thai": "status", "tinh trang": "status", "% hoan thanh": "status", "ty le hoan thanh": "status",
    "tien do (%)": "status", "muc do hoan thanh": "status",
    "code": "no", "product": "product", "coordinating": "coordinating", "timing_text": "timing", "timing": "timing",
}  # fmt: skip
_LEADING_AGENCY = re.compile(
    r"(?:co quan|don vi)(?: chu tri| duoc giao| chiu trach nhiem)?(?: soan thao| thuc hien| tham muu)?$"
)
_PLANNED = re.compile(r"(?:du kien|ky hop|thoi gian|thoi diem|ngay) .*(?:trinh|ban hanh|hoan thanh|thong qua)")
_LABEL = re.compile(r"(?:[A-ZĐ]|[IVXLC]{1,6}|\d{1,3}(?:\.\d{1,3}){0,3}|[a-zđ])\s*[.)]?$")
_ROMAN = re.compile(r"[IVXLC]{1,6}\s*[.)]?$")
_COLUMN_NUMBER = re.compile(r"\(?\s*(?:\d{1,2}|[A-Z])\s*\)?$")
_FOOT = re.compile(
    r"(?:noi nhan|ghi chu|nguoi lap|ky ten|tong (?:so|cong)|cong$|tong$|cong hoa xa hoi|doc lap|phu luc|trang \d)"
)
_WORD = re.compile(r"[^\W\d_]{2,}")
_YEAR = re.compile(r"(?<!\d)20[0-9]{2}(?!\d)")
_NO_AGENCY = re.compile(r"(?:khong|chua giao|[-–x/.]+)$")


_ORDERS = {
    DayOrder.MDY: "Cột thời hạn ghi tháng trước ngày: ngày đã đảo lại, cần xem",
    DayOrder.BOTH: "Cột thời hạn có dòng ghi tháng trước ngày: ngày có thể bị đảo",
}


class RowVerdict(StrEnum):
    """What becomes of a row."""

    TAKEN = "taken"
    DOUBTFUL = "doubtful"
    REJECTED = "rejected"
    HEADING = "heading"
    PASSED = "passed"


@dataclass(frozen=True, slots=True)
class RowResult:
    """One row of a sheet: its number as Excel counts it, its verdict, why, and the task if any."""

    sheet: str
    number: int
    verdict: RowVerdict
    reasons: tuple[str, ...] = ()
    text: str = ""
    task: ReadTask | None = None
    offered: ReadTask | None = None
    instead_of: int | None = None  # the row with the same words and another deadline, which this one may replace


@dataclass(frozen=True, slots=True)
class SheetResult:
    """One sheet with its head (None when no table of tasks was found) and every row accounted for.

    ``unused`` are heads of columns nothing is taken from, ``ticked`` agencies whose columns hold ticks (the leads),
    ``day_order`` how the days of its deadlines are written; ``hidden`` and ``unsaved`` as :class:`Marks` has them.
    """

    name: str
    head: int | None
    columns: dict[str, int]
    titles: tuple[str, ...]
    rows: tuple[RowResult, ...] = field(default=())
    unused: tuple[str, ...] = ()
    ticked: tuple[str, ...] = ()
    day_order: DayOrder = DayOrder.DMY
    hidden: bool = False
    unsaved: int = 0

    @property
    def counts(self) -> dict[str, int]:
        """How many rows ended in each verdict; the sum is the number of rows."""
        counted = Counter(row.verdict for row in self.rows)
        return {str(verdict): counted[verdict] for verdict in RowVerdict}

    @property
    def tasks(self) -> list[ReadTask]:
        """The tasks of the rows taken and doubtful, in order."""
        return [row.task for row in self.rows if row.task is not None]


def guess_columns(titles: Sequence[str]) -> dict[str, int]:
    """Field → column number, from the words of a head; the vocabulary is that of the tables in papers."""
    columns: dict[str, int] = {}
    rest = []
    for index, title in enumerate(titles):
        name = _ALIASES.get(fold(join_lines(title)).strip(" .:"))
        if name and name not in columns:
            columns[name] = index
            rest.append("")
        else:
            rest.append(title)
    for name, index in columns_of([Cell(join_lines(title)) for title in rest]).items():
        if name in FIELDS and index not in columns.values():
            columns.setdefault(name, index)
    for index, title in enumerate(rest):
        if index in columns.values():
            continue
        folded = fold(join_lines(title)).strip(" .:")
        if "lead" not in columns and _LEADING_AGENCY.fullmatch(folded):
            columns["lead"] = index
        elif "timing" not in columns and _PLANNED.search(folded):
            columns["timing"] = index
    return columns


def find_head(rows: Sequence[Sequence[str]]) -> tuple[int, int, dict[str, int]] | None:
    """First row of the head, how many rows it has (1 to 3) and its columns; None when no row names the work."""
    best: tuple[int, int, int, dict[str, int]] | None = None
    for index, row in enumerate(rows[:HEAD_WITHIN]):
        if sum(bool(cell.strip()) for cell in row) < 2:
            continue
        for height in (1, 2, 3):
            if index + height > len(rows):
                continue
            titles = _head_titles(rows, index, height)
            if any(len(title) > 160 for title in titles):
                continue
            columns = guess_columns(titles)
            if "title" not in columns or len(columns) < 2:
                continue
            score = len(columns)
            if best is None or score > best[0]:
                best = (score, index, height, columns)
    return (best[1], best[2], best[3]) if best else None


def _head_titles(rows: Sequence[Sequence[str]], index: int, height: int) -> list[str]:
    width = max(len(row) for row in rows[index : index + height])
    joined = []
    for column in range(width):
        parts = [row[column].strip() for row in rows[index : index + height] if column < len(row)]
        joined.append(" ".join(dict.fromkeys(part for part in parts if part)))
    return joined


def read_sheet(
    name: str,
    rows: Sequence[Sequence[str]],
    columns: Mapping[str, int] | None = None,
    *,
    marks: Marks = NO_MARKS,
    year: int | None = None,
) -> SheetResult:
    """Every row of a sheet with its verdict.

    ``columns`` overrides what the words of the head say; ``year`` is that of the plan, for deadlines without one, where
    the sheet names none («Tháng 6 năm 2026» in its name or above its head).
    """
    found = find_head(rows)
    if found is None and columns is None:
        reason = ("Trang này không có bảng nhiệm vụ: không thấy cột nội dung nhiệm vụ.",)
        passed = tuple(
            RowResult(name, n, RowVerdict.PASSED, reason, _shown(row)) for n, row in enumerate(rows, start=1)
        )
        titles = _head_titles(rows, 0, 1) if rows else []
        return SheetResult(name, None, {}, tuple(titles), passed, hidden=marks.hidden, unsaved=marks.unsaved)
    head, height, guessed = found or (0, 1, {})
    below = rows[head + height :]
    chosen = dict(columns) if columns is not None else _with_states(guessed, below)
    titles = _head_titles(rows, head, height)
    ticks = {} if "lead" in chosen else ticked_columns(titles, below, chosen.values())
    when = chosen.get("timing")
    order = day_order(row[when] for row in below if when is not None and when < len(row))
    told = Told(marks, ticks, order, _year_of(name, rows[:head]) or year)
    results = _Reader(name, chosen, rows[head : head + height], told).read(rows, head, height)
    return SheetResult(
        name, head + 1, chosen, tuple(titles), tuple(_with_doubts(results)),
        tuple(unused_columns(titles, below, [*chosen.values(), *ticks])), tuple(ticks[one] for one in sorted(ticks)),
        order, marks.hidden, marks.unsaved,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Told:
    """What is known of a sheet as a whole while its rows are read."""

    marks: Marks = NO_MARKS
    ticks: Mapping[int, str] = field(default_factory=dict)
    order: DayOrder = DayOrder.DMY
    year: int | None = None


def _year_of(name: str, above: Sequence[Sequence[str]]) -> int | None:
    """The one year that the name of a sheet or the words above its head say; None when they say none or several."""
    for text in (name, " ".join(cell for row in above for cell in row if "nam" in fold(cell))):
        years = {int(found) for found in _YEAR.findall(text)}
        if len(years) == 1:
            return years.pop()
    return None


def _with_states(columns: Mapping[str, int], rows: Sequence[Sequence[str]]) -> dict[str, int]:
    """The columns, where a «Kết quả» that holds states and no products is the column of states."""
    found = dict(columns)
    for name in ("product", "result", "note"):
        index = found.get(name)
        if "status" in found or index is None:
            continue
        if says_states(row[index] for row in rows if index < len(row)):
            found["status"] = found.pop(name)
    return found


def replaced(rows: Sequence[RowResult], chosen: Collection[int]) -> list[RowResult]:
    """The rows after a person chose, among rows of the same words, the ones (by number) that stand for the others."""
    given_up = {row.instead_of for row in rows if row.number in chosen and row.instead_of is not None}
    result = []
    for row in rows:
        if row.number in given_up and row.task is not None:
            why = ("Người nhập chọn dòng khác cùng nội dung.",)
            result.append(RowResult(row.sheet, row.number, RowVerdict.REJECTED, why, row.text))
        elif row.number in chosen and row.instead_of is not None:
            result.append(RowResult(row.sheet, row.number, RowVerdict.TAKEN, row.reasons, row.text, row.offered))
        else:
            result.append(row)
    return result


def _shown(row: Sequence[str]) -> str:
    return " | ".join(join_lines(cell) for cell in row if cell.strip())[:300]


def _with_doubts(results: Sequence[RowResult]) -> list[RowResult]:
    """Rows that hold a task become taken or doubtful, seen against what the whole sheet leaves out."""
    absent = absent_fields([row.task for row in results if row.task is not None])
    judged = []
    for row in results:
        if row.task is None:
            judged.append(row)
            continue
        doubts = (*row.reasons, *doubts_of(row.task, absent))
        verdict = RowVerdict.DOUBTFUL if doubts else RowVerdict.TAKEN
        judged.append(RowResult(row.sheet, row.number, verdict, tuple(doubts), row.text, row.task))
    return judged


class _Reader:
    """Goes down the rows of one sheet, remembering the heading it stands under."""

    def __init__(self, name: str, columns: Mapping[str, int], head: Sequence[Sequence[str]], told: Told) -> None:
        self.name = name
        self.told = told
        self.hidden, self.struck = set(told.marks.hidden_rows), set(told.marks.struck_rows)
        self.columns = columns
        self.head = {self._key(row) for row in head}
        self.part: str | None = None
        self.part_title: str | None = None
        self.group: Group | None = None
        self.known: dict[str, int] = {}
        self.timed: dict[int, str] = {}
        self.count = 0
        self.codes: dict[str, int] = {}

    @staticmethod
    def _key(row: Sequence[str]) -> tuple[str, ...]:
        return tuple(fold(join_lines(cell)) for cell in row if cell.strip())

    def read(self, rows: Sequence[Sequence[str]], head: int, height: int) -> list[RowResult]:
        results = []
        for index, row in enumerate(rows):
            if index < head:
                results.append(self._result(index, row, RowVerdict.PASSED, "Dòng ở trên tiêu đề bảng."))
            elif index < head + height:
                results.append(self._result(index, row, RowVerdict.PASSED, "Tiêu đề bảng."))
            else:
                results.append(self._row(index, row))
        return results

    def _result(
        self, index: int, row: Sequence[str], verdict: RowVerdict, *reasons: str, task: Any = None
    ) -> RowResult:
        return RowResult(self.name, index + 1, verdict, reasons, _shown(row), task)

    def _cell(self, row: Sequence[str], name: str) -> str:
        column = self.columns.get(name)
        return join_lines(row[column]) if column is not None and column < len(row) else ""

    def _when(self, row: Sequence[str]) -> str:
        """The cell of the deadline; lines that hold a day each are several deadlines."""
        column = self.columns.get("timing")
        lines = row[column].splitlines() if column is not None and column < len(row) else []
        lines = [line.strip(" -+;") for line in lines if line.strip(" -+;")]
        return "; ".join(lines) if len(lines) > 1 and all(map(holds_days, lines)) else self._cell(row, "timing")

    def _row(self, index: int, row: Sequence[str]) -> RowResult:
        filled = [cell.strip() for cell in row if cell.strip()]
        if not filled:
            return self._result(index, row, RowVerdict.PASSED, "Dòng trống.")
        if self._key(row) in self.head:
            return self._result(index, row, RowVerdict.PASSED, "Lặp lại tiêu đề bảng.")
        if len(filled) > 2 and all(_COLUMN_NUMBER.match(cell) for cell in filled):
            return self._result(index, row, RowVerdict.PASSED, "Hàng đánh số cột.")
        no, title = self._cell(row, "no"), self._cell(row, "title")
        others = [text for name in ("lead", "coordinating", "product", "timing") if (text := self._cell(row, name))]
        others += ticked(row, self.told.ticks)
        different = {join_lines(cell) for cell in filled} - {no}
        if not others and len(different) < 2 and (different or len(no) > 6):
            return self._lonely(index, row, no if different else "", different.pop() if different else no)
        if not title:
            return self._result(index, row, RowVerdict.REJECTED, "Không có nội dung nhiệm vụ.")
        if not _WORD.search(title):
            return self._result(index, row, RowVerdict.REJECTED, f"Nội dung «{title[:60]}» không có chữ.")
        if _FOOT.match(fold(title)) and not others:
            return self._result(index, row, RowVerdict.PASSED, "Dòng tổng hoặc ghi chú dưới bảng.")
        if _ROMAN.match(no) and not others:
            return self._lonely(index, row, no, title)
        return self._task(index, row, no, title, bool(others))

    def _lonely(self, index: int, row: Sequence[str], no: str, text: str) -> RowResult:
        """A row with one text only: a heading, the foot of a page, or a task that names nobody and no time."""
        if _FOOT.match(fold(text)):
            return self._result(index, row, RowVerdict.PASSED, "Dòng đầu trang, tổng hoặc ghi chú dưới bảng.")
        label = re.match(r"((?:[A-ZĐ]|[IVXLC]{1,6})\s*[.)])\s+(.+)", text)
        if not no and label:
            no, text = label[1], label[2]
        if not _WORD.search(text):
            return self._result(index, row, RowVerdict.REJECTED, f"Chỉ có «{text[:60]}», không có nội dung nhiệm vụ.")
        plain = no.strip(" .)")
        if not no or re.fullmatch(r"[A-ZĐ]|[IVXLC]{1,6}", plain):
            self.count, self.codes = 0, {}
            if re.fullmatch(r"[A-HĐ]", plain) and plain not in ("C", "D"):
                self.part, self.part_title, self.group = plain, text, None
            else:
                self.group = Group(plain, text)
            return self._result(index, row, RowVerdict.HEADING, "Đề mục của các dòng sau.")
        return self._task(index, row, no, text, others=False)

    def _task(self, index: int, row: Sequence[str], no: str, title: str, others: bool) -> RowResult:
        known = self.known.setdefault(fold(title), index + 1)
        when = fold(self._cell(row, "timing"))
        if known != index + 1 and when in ("", self.timed.get(known)):
            return self._result(index, row, RowVerdict.REJECTED, f"Trùng nội dung với dòng {known}.")
        self.timed.setdefault(index + 1, when)
        self.count += 1
        reasons = []
        impossible = [day for name in ("timing", "status", "result") for day in days_in(self._cell(row, name))[1]]
        reasons += [f"Ngày «{day}» không có thật" for day in impossible]
        if self.told.marks.hidden:
            reasons.append("Trang này bị ẩn trong tệp")
        if index + 1 in self.hidden:
            reasons.append("Dòng bị ẩn trong tệp")
        if index + 1 in self.struck:
            reasons.append("Dòng bị gạch ngang: có thể đã bỏ")
        if self.told.order is not DayOrder.DMY and holds_days(self._cell(row, "timing")):
            reasons.append(_ORDERS[self.told.order])
        if no in self.codes:
            reasons.append(f"Mã «{no[:20]}» trùng với dòng {self.codes[no]}")
        elif no:
            self.codes[no] = index + 1
        if no and not _LABEL.match(no):
            reasons.append(f"Mã «{no[:20]}» không giống một số thứ tự")
        if not others:
            reasons.append("Chỉ có nội dung, không có cơ quan hay thời hạn")
        group = self._cell(row, "group")
        heading = Group("", group) if group else self.group
        prefix = [part for part in (self.part, heading.label if heading else "") if part]
        body = self._read(row, ".".join([*prefix, no.strip(" .)") or str(self.count)]), title, heading)
        if known != index + 1:
            why = f"Trùng nội dung với dòng {known} nhưng khác thời hạn: chọn một dòng."
            return RowResult(
                self.name, index + 1, RowVerdict.REJECTED, (why,), _shown(row), offered=body, instead_of=known
            )
        return self._result(index, row, RowVerdict.TAKEN, *reasons, task=body)

    def _read(self, row: Sequence[str], code: str, title: str, heading: Group | None) -> ReadTask:
        names = {}
        for name in ("lead", "coordinating"):
            text = self._cell(row, name)
            names[name] = "" if _NO_AGENCY.match(fold(text)) else text
        ticks = ticked(row, self.told.ticks)
        timing = self._when(row) or None
        day = as_day(timing) if timing else timing
        read = turned(day) if day and self.told.order is DayOrder.MDY else day
        year = self.told.year
        return ReadTask(
            title=title,
            code=code[:LONGEST_CODE],
            part=self.part,
            part_title=self.part_title,
            group=heading,
            lead=tuple(ticks or split_agencies(names["lead"])),
            lead_text=names["lead"] or "; ".join(ticks) or None,
            coordinating=tuple(split_agencies(names["coordinating"])),
            coordinating_text=names["coordinating"] or None,
            product=self._cell(row, "product") or None,
            timing_text=timing,
            timing=read_timing(read, issued=dt.date(year, 1, 1) if year else None),
            stated=self._stated(row),
        )

    def _stated(self, row: Sequence[str]) -> RowStatement | None:
        """What the row says of its own progress, for a declaration: never a proof."""
        for name in ("status", "result", "note"):
            found = stated(self._cell(row, name))
            if found is not None:
                return replace(found, result=self._cell(row, "result") if name != "result" else "")
        return None


def plain_results(
    sheets: Sequence[tuple[str, Sequence[Sequence[str]], Mapping[str, int] | None, Sequence[Any]]],
) -> list[Any]:
    """Sheets read, as plain values that pass between processes; :func:`results_of` makes them whole again."""
    read = (read_sheet(name, rows, columns, marks=Marks.from_plain(marks)) for name, rows, columns, marks in sheets)
    return [
        (one.name, one.head, one.columns, one.titles,
         [(r.number, str(r.verdict), r.reasons, r.text, jsonable(r.task), jsonable(r.offered), r.instead_of)
          for r in one.rows],
         (one.unused, one.ticked, str(one.day_order), one.hidden, one.unsaved))
        for one in read
    ]  # fmt: skip


def results_of(plain: Sequence[Any]) -> list[SheetResult]:
    """The sheets that :func:`plain_results` read."""
    return [
        SheetResult(
            name,
            head,
            columns,
            titles,
            tuple(
                RowResult(name, number, RowVerdict(verdict), reasons, text, _task(task), _task(offered), instead_of)
                for number, verdict, reasons, text, task, offered, instead_of in rows
            ),
            unused,
            ticks,
            DayOrder(order),
            hidden,
            unsaved,
        )
        for name, head, columns, titles, rows, (unused, ticks, order, hidden, unsaved) in plain
    ]


def _task(plain: Any) -> ReadTask | None:
    return ReadTask.from_dict(plain) if plain is not None else None
