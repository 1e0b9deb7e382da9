"""Tasks in tables: plans («nhiệm vụ – chủ trì – phối hợp – sản phẩm – thời gian»), schedules, progress reports."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from vanban.agencies import split_roles
from vanban.model import Cell, Document, Group, Span, Table, Task
from vanban.tasks.addressees import CELL
from vanban.tasks.cells import names_in
from vanban.tasks.columns import columns_of, gives_tasks, names_work
from vanban.tasks.progress import StatedProgress, progress_of, standing_of
from vanban.text import fold
from vanban.timing import read_timing

_PART = re.compile(r"[A-ZĐ]$")
_ROMAN = re.compile(r"[IVXL]+(?:\.\d+)*$")
_LABEL = re.compile(r"\(?(?P<label>\d{1,4}(?:\.\d{1,3})*|[IVXL]+(?:\.\d{1,2})*|[A-ZĐ]|[a-zđ])\s*[.)/]?$")
_LABEL_BEFORE = re.compile(r"(?P<label>[IVXL]+|[A-ZĐ]|\d{1,2}(?:\.\d{1,2})*)\s*[.)/-]\s+(?=\S)")
_NUMBERED_HEADING = re.compile(r"(?P<label>[IVXL]+|[A-ZĐ]|\d{1,2}(?:\.\d{1,2})*)\s*[.)/]\s*(?P<title>\S.*)$")
_TOTAL = re.compile(r"tong(?: so| cong)?\b|cong\b")
_FIGURE = re.compile(r"[\d\s.,/%()+-]+$")
_BLANK_FORM = re.compile(r"\((?:ghi|nêu|điền)\s", re.IGNORECASE)
_HOURS = re.compile(
    r"\d{1,2}\s*(?:h|giờ|g)\s*\d{0,2}(?!\w)|\d{1,2}:\d{2}|[\d.,/½ ]+(?:ngày|giờ|buổi|phút|tiết)(?: làm việc)?$",
    re.IGNORECASE,
)
_OF_A_DAY = re.compile(r"ngày\s+\d{1,2}\s*(?:/|-|tháng)\s*\d|\d{1,2}/\d{1,2}(?:/\d{4})?(?![\d/])", re.IGNORECASE)
_YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")
_PAPER = re.compile(r"\D{4,40}\ssố:?\s*\d[\w.-]*/")
_TICKS = frozenset("☐☑☒✓✔✗✘xX")
_SAME = re.compile(r"(?:-?\s*nt\s*-?|như trên|//|[\"”“]|,,)$", re.IGNORECASE)
_LEADING_DASH = re.compile(r"[-–+•]\s+")
_NO_NAME = 0.6  # the lead cell holds words that are no name
_FIELDS = ("lead", "coordinating", "product", "timing", "result", "note")


@dataclass(slots=True)
class _Place:
    """Where in the numbering of a table the reading stands."""

    part: str | None = None
    part_title: str | None = None
    group: Group | None = None
    above: Group | None = None  # a numbered row without fields, over «1.1», «a)»
    count: int = 0
    said: dict[str, str | None] = field(default_factory=dict)  # the fields of the row before, for «nt»

    def code(self, no: str) -> str:
        """The numbering joined by dots; a number that already holds that of its group is not doubled."""
        labels = [self.part, self.group.label if self.group else None, self.above.label if self.above else None]
        prefix = [label for label in labels if label and not no.startswith(f"{label}.")]
        return ".".join([*prefix, no])


def read_table_tasks(
    document: Document, issued: dt.date | None = None, *, plan: bool = False, report: bool = False
) -> list[Task]:
    """The tasks of every table that is one of tasks; tables of figures, people and hours give none.

    ``plan`` says that the paper is a plan, in which «Kết quả thực hiện» is what is to come of the task; ``report``
    that it is a report, in which only a table headed «nhiệm vụ» or «công việc» is one of tasks. A table without a head
    goes on with the one before it when both have as many columns.
    """
    tasks: list[Task] = []
    before: tuple[dict[str, int], _Place, StatedProgress | None] | None = None
    width = 0
    year: dt.date | None = None
    for table in document.tables:
        columns = {key: at for key, at in columns_of(table.header).items() if not _is_ticked(table, at)}
        wide = len(table.rows[0]) if table.rows else 0
        if table.header or before is None or wide != width:
            if not gives_tasks(columns) or _of_figures(table, columns) or (report and not names_work(table.header)):
                before = None
                continue
            if plan and "product" not in columns and "result" in columns:
                columns["product"] = columns.pop("result")
            heading = table.caption or ""
            reporting = "result" in columns or standing_of(heading).status is not None
            place = _Place(group=_heading_group(heading) if reporting else None)
            before = (columns, place, standing_of(heading) if reporting else None)
            year = _year_of(table, columns)
        width = wide
        tasks += _read_rows(table, *before, year or issued)
    return tasks


def _is_ticked(table: Table, at: int) -> bool:
    """Whether a column holds nothing but ticks («Hoàn thành ☒ ☐»), which are no time and no name."""
    said = {row[at].text for row in table.rows if at < len(row) and row[at].text}
    return bool(said) and said <= _TICKS


def _of_figures(table: Table, columns: dict[str, int]) -> bool:
    """Whether a table is of figures or hours, or is a form with nothing filled in."""
    titles = [text for row in table.rows if (text := _cell(row, columns, "title").text)]
    if not titles or sum(bool(_FIGURE.match(text)) for text in titles) * 2 > len(titles):
        return True
    if any(_BLANK_FORM.match(cell.text) for row in table.rows for cell in row):
        return True
    times = [text for row in table.rows if (text := _cell(row, columns, "timing").text)]
    issued = _year_of(table, columns)
    if not times and sum(bool(_PAPER.match(text)) for text in titles) * 2 > len(titles):
        return True  # a register of papers
    if not times and not any(_cell(row, columns, "lead").text for row in table.rows):
        return True
    if sum(bool(_HOURS.search(text)) and not _OF_A_DAY.search(text) for text in times) * 2 > len(times):
        return True
    unread = sum(read_timing(text, issued=issued).confidence == 0 for text in times)
    return "lead" not in columns and unread * 2 > len(times)


def _year_of(table: Table, columns: dict[str, int]) -> dt.date | None:
    """The first day of the year that the head of the times names: «Thời gian (Năm 2026)»."""
    head = table.header[columns["timing"]].text if "timing" in columns and table.header else ""
    found = _YEAR.search(head)
    return dt.date(int(found.group()), 1, 1) if found else None


def _read_rows(
    table: Table, columns: dict[str, int], place: _Place, standing: StatedProgress | None, issued: dt.date | None
) -> list[Task]:
    tasks = []
    for index, row in enumerate(table.rows):
        no, title = _number_and_title(row, columns)
        if not title or (not no and _TOTAL.match(fold(title))):
            continue
        following = table.rows[index + 1] if index + 1 < len(table.rows) else None
        if _is_heading(row, columns, no) or (no and _heads(row, columns, no, following)):
            _enter(place, no, title)
            continue
        place.count += 1
        if no and place.above and not _below(place.above.label, no) and not no.startswith(f"{place.above.label}."):
            place.above = None
        tasks.append(_task(row, columns, place, no, title, issued, standing))
    return tasks


def _cell(row: Sequence[Cell], columns: dict[str, int], field: str) -> Cell:
    index = columns.get(field)
    return row[index] if index is not None and index < len(row) else Cell("")


def _number_and_title(row: Sequence[Cell], columns: dict[str, int]) -> tuple[str | None, str]:
    """The label and the text of a row; a label may stand in its own cell or before the text."""
    ordinal, title = _cell(row, columns, "no").text, _cell(row, columns, "title").text
    label = _LABEL.match(ordinal)
    if label:
        filled = {cell.text for cell in row if cell.text} - {ordinal}
        return label["label"], title or (filled.pop() if len(filled) == 1 else "")
    if ordinal and (not title or title == ordinal):
        before = _LABEL_BEFORE.match(ordinal)
        return (before["label"], ordinal[before.end() :]) if before else (None, ordinal)
    before = _LABEL_BEFORE.match(title) if "no" not in columns else None
    return (before["label"], title[before.end() :]) if before else (None, title)


def _is_heading(row: Sequence[Cell], columns: dict[str, int], no: str | None) -> bool:
    """Whether a row only names a part or a group: no other field is filled, or one merged cell fills the row."""
    filled = {cell.text for cell in row if cell.text}
    if len(filled) == 1 and (no is None or len(row) > 2):
        return True
    if no and (_PART.match(no) or _ROMAN.match(no)):
        others = [_cell(row, columns, field).text for field in _FIELDS]
        return not any(text and text != _cell(row, columns, "title").text for text in others)
    title = _cell(row, columns, "title").text
    return all(_cell(row, columns, field).text in ("", title) for field in _FIELDS) and no is None


def _heads(row: Sequence[Cell], columns: dict[str, int], no: str, following: Sequence[Cell] | None) -> bool:
    """Whether a numbered row with no field filled stands over the next: «1» over «1.1», «a» or a dash."""
    if following is None or any(_cell(row, columns, field).text for field in _FIELDS):
        return False
    below, _ = _number_and_title(following, columns)
    filled = any(_cell(following, columns, field).text for field in _FIELDS)
    return below.startswith(f"{no}.") or _below(no, below) if below else filled


def _enter(place: _Place, no: str | None, title: str) -> None:
    """Go into a part (A), a group (I) or a numbered row that has rows below it."""
    place.count = 0
    if no is None:
        place.group, place.above = Group("", title), None
    elif _ROMAN.match(no) and not (no in "CDILMVX" and place.part and _follows(place.part, no) and not place.group):
        place.group, place.above = Group(no, title), None
    elif _PART.match(no):
        place.part, place.part_title, place.group, place.above = no, title, None, None
    else:
        place.above = Group(no, title)


def _follows(part: str, no: str) -> bool:
    return "ABCDEGHIKL".find(no) == "ABCDEGHIKL".find(part) + 1


def _below(above: str, no: str) -> bool:
    """Whether a number belongs to the row above: «a» is below «1», «2» is not."""
    return no.isalpha() and no.islower() and above.replace(".", "").isdecimal()


def _heading_group(heading: str) -> Group | None:
    found = _NUMBERED_HEADING.match(heading)
    return Group(found["label"], found["title"]) if found else None


def _task(
    row: Sequence[Cell],
    columns: dict[str, int],
    place: _Place,
    no: str | None,
    title: str,
    issued: dt.date | None,
    standing: StatedProgress | None,
) -> Task:
    texts = {field: _cell(row, columns, field).text or None for field in _FIELDS}
    for name, text in texts.items():
        texts[name] = place.said.get(name) if text and _SAME.match(text) else text
    place.said = texts
    spans = {
        field: Span(cell.start, cell.end)
        for field in ("title", *_FIELDS)
        if (cell := _cell(row, columns, field)).start is not None and cell.end is not None
    }
    head = _cell(row, columns, "no").start
    first = _cell(row, columns, "title").start if head is None else head
    pieces = [span for cell in row for span in cell.spans]
    pieces = [span for span in pieces if first is None or span.start >= first] or pieces
    lead, coordinating = texts["lead"], texts["coordinating"]
    if lead and not coordinating:
        lead, coordinating = split_roles(lead)
    leads = names_in(lead)
    group = place.above or place.group
    named = _cell(row, columns, "group").text
    if named and group is None:
        group = Group("", named)
    return Task(
        code=place.code(no or str(place.count)),
        title=_LEADING_DASH.sub("", title, count=1) if _LEADING_DASH.match(title) else title,
        start=min(span.start for span in pieces),
        end=max(span.end for span in pieces),
        part=place.part,
        part_title=place.part_title,
        group=group,
        no=no,
        lead=leads,
        coordinating=names_in(coordinating),
        lead_text=texts["lead"],
        coordinating_text=texts["coordinating"],
        product=texts["product"],
        timing_text=texts["timing"],
        timing=read_timing(texts["timing"], issued=issued),
        progress=progress_of(texts["result"], texts["note"], standing) if standing is not None else None,
        spans=spans,
        confidence=(1.0 if no else 0.9) if leads or not lead else _NO_NAME,
        lead_from=CELL if lead else None,
    )
