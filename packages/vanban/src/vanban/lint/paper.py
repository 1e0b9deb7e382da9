"""What the rules ask of a paper: its kind, its zones, its parts in order. Built once from a reading."""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_right
from calendar import monthrange
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, TypeVar

from vanban.lint.faults import Fault, Register
from vanban.model import Citation, Node, Reading, Span, Table, Task
from vanban.reconcile import Reconciliation, reconcile
from vanban.symbols import Number, parse
from vanban.text import bare_span, clean, fold
from vanban.vocabulary import kind_named

UPPER = "A-ZĐ" + "".join(chr(c) for c in range(0xC0, 0x1EFA) if chr(c).isupper() and chr(c).isalpha())
_FOOT = re.compile(
    r"^[^\S\n]*+[#*_ \t]*+(?:[^\n]*\t)?[*_ ]*+(?:(?:Nơi nhận|NƠI NHẬN)[^\S\n]*[:*]|XÁC THỰC VĂN BẢN HỢP NHẤT)",
    re.MULTILINE,
)
_NUMBER_LINE = re.compile(r"^[^\S\n]*[*_]*(?:[^\n]*\t)?[*_ ]*(?:Số|SỐ)\b[^\S\n]*:?[^\n]*", re.MULTILINE)
_DATE_LINE = re.compile(
    r"^[^\S\n]*(?:[^\n]*\t)?"
    r"(?P<line>[*_ ]*[^\W\d_][^\n\t,]{1,40},[^\S\n]*ngày[^\n\t]{0,12}tháng[^\n\t]{0,12}năm[^\n\t]{0,14})$",
    re.IGNORECASE | re.MULTILINE,
)
_PLANS = ("Kế hoạch", "Chương trình", "Chương trình hành động", "Phương án", "Đề án")
_DECISIONS = ("Quyết định", "Nghị quyết")
_LETTERS = ("Công văn", "Công điện", "Thông báo", "Tờ trình", "Giấy mời", "Phiếu chuyển")
FEW = 4
_MONTH_YEAR = re.compile(r"tháng\s*(?P<month>\d{1,2})?\s*năm\s*(?P<year>(?:19|20)\d\d)")
_WORD = re.compile(r"[^\W\d_]+")
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Part:
    """A node of the outline with its parent and its place among the parts beside it."""

    node: Node
    parent: Node | None
    index: int
    beside: tuple[Node, ...]
    in_annex: bool


class Paper:
    """A reading as the rules see it, in its settled text; ``printed`` is the same with its tone marks as printed."""

    def __init__(self, reading: Reading, register: Register | None = None, printed: str | None = None) -> None:
        self.reading = reading
        self.text = reading.text
        self.printed = reading.text if printed is None else printed
        self.header = reading.header
        self.citations = reading.citations
        self.register = register
        self._kept: dict[str, Any] = {}

    def kept(self, name: str, make: Callable[[], T]) -> T:
        """What several rules of a family look at, made once."""
        if name not in self._kept:
            self._kept[name] = make()
        return self._kept[name]

    @cached_property
    def _doubtful(self) -> tuple[list[int], list[int]]:
        words = sorted((word.start, word.end) for word in self.reading.doubtful)
        return [start for start, _ in words], [end for _, end in words]

    def doubtful(self, start: int, end: int) -> bool:
        """Whether a passage touches a word that the recognition of a scan was not sure of."""
        starts, ends = self._doubtful
        at = bisect_right(starts, end - 1) - 1
        return at >= 0 and ends[at] > start

    @cached_property
    def words(self) -> list[tuple[str, int, int]]:
        """The words in small letters, and where they stand."""
        return [(m.group().lower(), m.start(), m.end()) for m in _WORD.finditer(self.text)]

    @cached_property
    def number(self) -> Number | None:
        """The parts of the paper's own number, or of the symbol after an unfilled blank."""
        symbol = self.header.symbol
        if self.header.number:
            return parse(self.header.number)
        return None if not symbol else parse(f"0-{symbol}" if "/" in symbol else f"0/{symbol}")

    @cached_property
    def group(self) -> str | None:
        """Which rules of form hold: "hành chính", "QPPL" or "Đảng"; None for a text that is no whole paper."""
        kind = kind_named(self.header.kind) if self.header.kind else None
        if kind is None:
            return None
        if kind.group == "QPPL" or (self.number is not None and self.number.year is not None):
            return "QPPL"
        if (self.number is not None and self.number.party) or kind.group == "Đảng":
            return "Đảng"
        return "hành chính" if kind.group == "hành chính" else None

    @property
    def administrative(self) -> bool:
        """Whether the paper follows Nghị định 30/2020/NĐ-CP."""
        return self.group == "hành chính"

    @cached_property
    def plan(self) -> bool:
        """Whether the paper is one that gives work out."""
        return self.header.kind in _PLANS

    @cached_property
    def foot(self) -> int:
        """Where «Nơi nhận» begins, or the end of the text."""
        match = _FOOT.search(self.text)
        return match.start() if match else len(self.text)

    @cached_property
    def has_foot(self) -> bool:
        """Whether the paper prints «Nơi nhận»."""
        return self.foot < len(self.text)

    @cached_property
    def top(self) -> tuple[int, int]:
        """The first printed line, where what is missing at the head should stand."""
        for match in re.finditer(r"[^\n]+", self.text[:3000]):
            start, end = bare_span(self.text, match.start(), match.end())
            if start < end:
                return start, end
        return 0, 0

    @property
    def from_pages(self) -> bool:
        """Whether the text comes from the pages of a PDF, whose head and marks may stand in stamps that are no text."""
        return self.reading.source.format == "pdf" or self.reading.source.ocr

    @cached_property
    def number_line(self) -> tuple[int, int] | None:
        """The line «Số: …» of the head."""
        head = clean(self.text[:3000])
        for match in _NUMBER_LINE.finditer(head.text):
            symbol = self.header.symbol
            if symbol is None or fold(symbol.split("-")[0]) in fold(match.group()):
                at = match.start() + match.group().rindex("ố" if "Số" in match.group() else "Ố") - 1
                end = head.text.find("\t", at, match.end())
                return head.source_span(at, match.end() if end < 0 else end)
        return None

    @cached_property
    def date_line(self) -> tuple[int, int] | None:
        """The line of place and day in the head."""
        head = clean(self.text[:3000])
        match = _DATE_LINE.search(head.text)
        return bare_span(self.text, *head.source_span(*match.span("line"))) if match else None

    @cached_property
    def year(self) -> int | None:
        """The year of the paper, as far as its head tells it."""
        if self.header.date is not None:
            return self.header.date.year
        match = re.search(r"(?:19|20)\d\d", self.header.date_text or "")
        return int(match.group()) if match else None

    @cached_property
    def issued_from(self) -> dt.date | None:
        """The day of the paper; of a draft the latest day that it must come after, by its head and by what it cites."""
        if self.header.date is not None:
            return self.header.date
        printed = _MONTH_YEAR.search(clean(self.header.date_text or "").text)
        days = [c.date for c in self.citations if c.date is not None and c.class_ == "numbered"]
        if printed is not None:
            days = [day for day in days if day.year <= int(printed["year"])]
            days.append(dt.date(int(printed["year"]), min(12, max(1, int(printed["month"] or 1))), 1))
        return max(days, default=None)

    @cached_property
    def issued_until(self) -> dt.date | None:
        """The last day that the head leaves for the paper: its day, or the end of the month or year printed alone."""
        if self.header.date is not None:
            return self.header.date
        printed = _MONTH_YEAR.search(clean(self.header.date_text or "").text)
        if printed is None:
            return None
        year, month = int(printed["year"]), int(printed["month"] or 12)
        return dt.date(year, month, monthrange(year, month)[1]) if 1 <= month <= 12 else None

    @cached_property
    def numbered(self) -> tuple[tuple[Citation, Number], ...]:
        """The citations by number, each with the parts of its number."""
        named = ((c, parse(c.number)) for c in self.citations if c.class_ == "numbered" and c.number)
        return tuple((citation, number) for citation, number in named if number is not None)

    @cached_property
    def tables(self) -> tuple[Table, ...]:
        """The tables of the paper."""
        return self.reading.tables

    @cached_property
    def _table_starts(self) -> list[int]:
        return [table.start for table in self.tables]

    def in_table(self, position: int) -> bool:
        """Whether a position lies in a table."""
        at = bisect_right(self._table_starts, position) - 1
        return at >= 0 and position < self.tables[at].end

    @cached_property
    def parts(self) -> tuple[Part, ...]:
        """The parts of the outline in the order of the text."""
        return tuple(_walk(self.reading.outline, None, False))

    @cached_property
    def assigned(self) -> tuple[Task, ...]:
        """Tasks that the paper gives out: no duties, no rows that only report; of letters, notices and articles of
        decisions only those of tables, because a sentence that asks for something need not name lead, product and
        time."""
        tasks = (t for t in self.reading.tasks if not t.duty and t.progress is None)
        if self.header.kind in _LETTERS:
            return tuple(t for t in tasks if self.in_table(t.start))
        articles = [p.node for p in self.parts if p.node.level == "điều"] if self.header.kind in _DECISIONS else []
        return tuple(
            t for t in tasks if self.in_table(t.start) or not any(a.start <= t.start < a.end for a in articles)
        )

    @cached_property
    def duties(self) -> tuple[Task, ...]:
        """Duties under «Tổ chức thực hiện»."""
        return tuple(t for t in self.reading.tasks if t.duty)

    @cached_property
    def reported(self) -> tuple[Task, ...]:
        """Rows that report on tasks."""
        return tuple(t for t in self.reading.tasks if t.progress is not None)

    @cached_property
    def reconciled(self) -> list[Reconciliation]:
        """The figures of the paper held against one another."""
        return reconcile(self.reading)

    def body_after(self, part: Part) -> str:
        """The text of a part after its heading."""
        return self.text[min(self.heading_end(part.node), part.node.end) : part.node.end]

    def heading_end(self, node: Node) -> int:
        """Where the heading of a part ends: its words counted from its start."""
        words = len(node.title.split())
        position = node.start
        seen = 0
        for match in re.finditer(r"\S+", self.text[node.start : min(node.end, node.start + 4 * len(node.title) + 200)]):
            seen += not (seen == 0 and match.start() == 0 and len(match.group()) <= 8 and match.group()[-1] in ".)/")
            position = node.start + match.end()
            if seen >= words:
                break
        return position

    def part_heading(self, task: Task) -> tuple[int, int] | None:
        """Where the heading of the part stands that a task belongs to («B NHIỆM VỤ CÓ THỜI HẠN»)."""
        heading = (task.part_title or "").split("(")[0].strip()[:30]
        at = self.text.rfind(heading, 0, task.start) if heading else -1
        return (at, min(self.text.find("\n", at) % (len(self.text) + 1), at + 120)) if at >= 0 else None

    def span_of(self, task: Task, *fields: str) -> tuple[int, int]:
        """Where a field of a task stands, or where its title stands when the field is absent."""
        for name in (*fields, "title"):
            span = task.spans.get(name)
            if span is not None:
                stop = re.compile(r"[\t\n]").search(self.text, span.start, span.end) if name != "title" else None
                broken = stop is not None and "\t" in self.text[span.start : span.end]
                return span.start, stop.start() if broken and stop is not None else span.end
        return task.start, task.end


def _walk(nodes: Sequence[Node], parent: Node | None, annex: bool) -> Iterator[Part]:
    beside = tuple(nodes)
    for index, node in enumerate(beside):
        inside = annex or node.level == "phụ lục"
        yield Part(node, parent, index, beside, inside)
        yield from _walk(node.children, node, inside)


def gather(faults: Sequence[Fault], message: str) -> Iterator[Fault]:
    """The faults one by one; when they are many, one that points to the first and relates the others.

    ``message`` holds ``{count}``.
    """
    if len(faults) <= FEW:
        yield from faults
        return
    first = faults[0]
    others = tuple(Span(fault.start, fault.end) for fault in faults[1:])
    related = (*first.related, *others)
    least = min(fault.confidence for fault in faults)
    yield Fault(first.start, first.end, message.format(count=len(faults)), first.suggestion, related, least)
