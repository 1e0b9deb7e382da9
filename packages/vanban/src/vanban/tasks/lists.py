"""Tasks of plans (kế hoạch): items under «Nhiệm vụ», with or without a block «Cơ quan chủ trì: …» under each.

A heading that is a unit speaks to it, as everywhere; an item of a list is a task also when it speaks to nobody.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence

from vanban.agencies import split_roles
from vanban.model import Document, Group, Header, Node, Span, Task
from vanban.tasks.addressees import LINE, SENTENCE, Addressee, bracket_call, partners_in, sentence_call
from vanban.tasks.cells import names_in
from vanban.tasks.columns import columns_of, gives_tasks
from vanban.tasks.passages import Field, Passages, body_start, is_bullet, is_field
from vanban.tasks.sections import (
    Kind,
    describes,
    is_general,
    is_specific,
    is_timetable,
    is_told,
    kind_of,
    only_tasks,
)
from vanban.tasks.units import Units
from vanban.tasks.walk import NOBODY, Stand, Walk, is_work
from vanban.text import fold
from vanban.timing import read_timing
from vanban.timing.sentences import deadline_in, deadline_in_brackets

_FORM = ("de cuong", "bieu mau", "mau bao cao", "mau so")
_TOP = ("phần", "chương", "mục", "phụ lục")
_LEADING_CLAUSE = re.compile(r"(?:trong|căn cứ|trên cơ sở|để|nhằm|khi|theo|thông qua)(?!\w)", re.IGNORECASE)
_LIST = 0.9
_BULLETS = 0.7
_HEADING_WORDS = 40
_MARK = re.compile(r"^[-–+•\s]*(?:\w{1,2}[.)]\s+)?")  # the dash or the letter of the first work below a unit
_FEWEST_UNITS = 2  # parts of a section that speak to units


class Lists(Walk):
    """Reads the lists of a plan, and hands what stands under «Tổ chức thực hiện» to the reader of units."""

    def __init__(self, document: Document, passages: Passages, header: Header, issued: dt.date | None) -> None:
        super().__init__(passages, header, issued)
        self.units = Units(passages, header, issued)
        self.task_tables = [table.start for table in document.tables if gives_tasks(columns_of(table.header))]

    def read(
        self, nodes: Sequence[Node], inherited: Kind, above: tuple[Node, ...], stand: Stand = NOBODY
    ) -> Iterator[Task]:
        """Every task below the nodes; ``above`` are the headings over them, outermost first."""
        specific = any(is_specific(node) for node in nodes)
        if inherited is Kind.TASKS and sum(describes(node) for node in nodes) > 1:
            nodes = [node for node in nodes if self._assigns(node)]
        for node in nodes:
            if node.level == "điều" or node.end <= node.start:
                continue
            if specific and is_general(node) and not self._assigns(node):
                continue
            if node.level == "phụ lục" and any(words in fold(node.title) for words in _FORM):
                continue
            kind = kind_of(node, inherited)
            if kind is Kind.DUTIES:
                yield from self.units.section(node, duty=True)
            elif kind is Kind.TASKS and (node.level not in _TOP or self._sole(node)):
                yield from self.below(node, above, stand)
            elif kind is Kind.NEITHER and self._of_units(node):
                yield from self.units.section(node, duty=False)
            else:
                if kind is Kind.NEITHER and is_timetable(node):
                    yield from self._timetable(node, stand)
                yield from self.read(node.children, kind, (*above, node), self._led(node, stand))

    def _of_units(self, node: Node) -> bool:
        """Whether most parts of a section say what a unit is to do, whatever the section is called."""
        parts = node.children
        if len(parts) < _FEWEST_UNITS or node.level == "điều" or is_told(node):
            return False
        return sum(self._tells_a_unit(part) for part in parts) * 2 > len(parts)

    def _tells_a_unit(self, part: Node) -> bool:
        begin, end, children = self.bounds(part)
        first = children[0].start if children else end
        called = self.heading(part, begin, first, end, children)
        if called is None:
            return sentence_call(part.title) is not None
        return is_work(_MARK.sub("", self.passages.clean(called[1], end)[0], count=1))

    def _timetable(self, node: Node, stand: Stand) -> Iterator[Task]:
        """The steps of a section of times that say what to do by when: «1. Đoàn giám sát gửi đề cương trước ngày …»."""
        for child in node.children:
            begin, end, children = self.bounds(child)
            text, _ = self.passages.clean(begin, end)
            if is_bullet(child) or children or deadline_in(text, self.issued) is None:
                continue
            code = f"{node.label}.{child.label}" if node.label else child.label
            group = Group(node.label, node.title)
            found = list(self.items(begin, end, stand, subject=True, first=True))
            if found or is_work(text):
                yield from self.sentences(child, begin, end, (), end, code, group, stand)
            if not found and is_work(text):
                yield from self.alone(child, begin, end, code, group, stand)

    def _led(self, node: Node, stand: Stand) -> Stand:
        """The stand below a section whose first words give all of it to somebody («… giao Sở Y tế thực hiện:»)."""
        begin, end, children = self.bounds(node)
        head, _ = self.passages.clean(begin, children[0].start if children else end)
        return stand.under(self.line(head, stand)) if children else stand

    def _assigns(self, node: Node) -> bool:
        """Whether a part has a field of a task anywhere: «Cơ quan chủ trì: …»."""
        return bool(self.passages.fields(node.start, node.end)[0])

    def _sole(self, node: Node) -> bool:
        """Whether a headed part lists its tasks with dashes alone."""
        return bool(node.children) and all(is_bullet(child) for child in node.children)

    def below(self, node: Node, above: tuple[Node, ...], stand: Stand = NOBODY) -> Iterator[Task]:
        """The tasks of an item: of the unit that it speaks to, of the items under it, of its dashes, or the item."""
        begin, end, children = self.bounds(node)
        first = children[0].start if children else end
        fields = any(is_field(self.text, child) for child in children)
        if not fields and (spoken := self._spoken(node, begin, first, end, children, stand)):
            addressee, place, words = spoken
            code = code_of(node, above, node.label)
            yield from self.works(node, place, end, children, code, stand.under(addressee), Group(node.label, words))
            return
        items = [] if fields else [child for child in children if not is_bullet(child)]
        if items and all(item.level == "tiết" for item in items) and self._one_block(node, end):
            items = []  # steps of one task, whose fields stand behind the last
        aims = any(kind_of(child, Kind.TASKS) is Kind.NEITHER or only_tasks(child) for child in items)
        if items and (node.level not in ("điểm", "tiết") or aims):
            for item in items:
                if kind_of(item, Kind.TASKS) is Kind.TASKS:
                    yield from self.below(item, (*above, node), stand)
            return
        dashes = [
            c for c in children if is_bullet(c) and not is_field(self.text, c) and kind_of(c, Kind.TASKS) is Kind.TASKS
        ]
        if self._heads_dashes(node, dashes):
            for count, dash in enumerate(dashes, start=1):
                yield from self._dash(dash, (*above, node), str(count), stand)
        elif node.level != "mục" and not any(node.start <= start < node.end for start in self.task_tables):
            yield self._task(node, above, node.label, _LIST, stand)

    def _dash(self, dash: Node, above: tuple[Node, ...], no: str, stand: Stand) -> Iterator[Task]:
        begin, end, children = self.bounds(dash)
        first = children[0].start if children else end
        spoken = self._spoken(dash, begin, first, end, children, stand) if children else None
        if spoken:
            addressee, place, words = spoken
            code = code_of(dash, above, no)
            yield from self.works(dash, place, end, children, code, stand.under(addressee), Group(dash.label, words))
        else:
            yield self._task(dash, above, no, _BULLETS, stand)

    def _spoken(
        self, node: Node, begin: int, first: int, end: int, children: Sequence[Node], stand: Stand
    ) -> tuple[Addressee, int, str] | None:
        """Whom an item as a whole speaks to: by its heading, or by its last line before what stands below it."""
        called = self.heading(node, begin, first, end, children)
        if called:
            return called
        if not children:
            return None
        head, _ = self.passages.clean(begin, first)
        line = self.line(head, stand)
        return (line, first, head) if line else None

    def _one_block(self, node: Node, end: int) -> bool:
        """Whether one block of fields stands at the end of an item and none within it."""
        fields, first = self.passages.fields(body_start(self.text, node), end)
        return "lead" in fields and "timing" in fields and first > node.start + (end - node.start) // 3

    def _heads_dashes(self, node: Node, dashes: list[Node]) -> bool:
        """Whether an item is only the heading of the tasks that its dashes name."""
        if node.level in ("mục", "phần", "phụ lục") or only_tasks(node):
            return bool(dashes)
        fields = any(is_field(self.text, child) for child in node.children)
        heading = len(node.title.split()) <= _HEADING_WORDS and not node.title.rstrip().endswith((".", ";"))
        sole = len(dashes) == 1 and is_work(dashes[0].title) and not is_work(node.title)
        return (len(dashes) > 1 or sole) and not fields and heading and node.level not in ("điểm", "tiết")

    def _task(self, node: Node, above: tuple[Node, ...], no: str, confidence: float, stand: Stand) -> Task:
        end = self.passages.before_closing(node.start, node.end)
        begin = body_start(self.text, node)
        fields, stop = self.passages.fields(begin, end)
        title, span = self.passages.clean(begin, stop)
        title = title.rstrip(" (") if fields and title.endswith("(") else title
        spans = {name: field.span for name, field in fields.items() if field.span}
        lead, coordinating, product, timing = (
            fields.get(name, Field(None, None)).text for name in ("lead", "coordinating", "product", "timing")
        )
        leader, along = (lead, coordinating) if coordinating else split_roles(lead)
        leads, partners = names_in(leader), names_in(along)
        rule = read_timing(timing, issued=self.issued)
        source = LINE if lead else None
        if not lead and (addressee := self._to_whom(title, span, stand)):
            leads, source = addressee.names, addressee.source
            partners = partners or partners_in(title) or addressee.partners
            confidence = confidence if addressee.sure else min(confidence, 0.5)
        if not fields:
            partners = partners or partners_in(title)
        if not fields or (timing is None and not lead):
            deadline = deadline_in(title, self.issued) or deadline_in_brackets(title, self.issued)
            timing, rule = (deadline.text, deadline.timing) if deadline else (timing, rule)
        group = above[-1] if above else None
        return Task(
            code=code_of(node, above, no),
            title=title,
            start=node.start,
            end=max([end if not fields else node.start, *(s.end for s in spans.values()), span.end if span else 0]),
            group=Group(group.label, self.passages.heading(group)) if group else None,
            no=no,
            lead=leads,
            coordinating=partners,
            lead_text=lead,
            coordinating_text=coordinating,
            product=product,
            timing_text=timing,
            timing=rule,
            spans={"title": span, **spans} if span else spans,
            confidence=1.0 if fields and (leads or not lead) else confidence,
            lead_from=source,
        )

    def _to_whom(self, title: str, span: Span | None, stand: Stand) -> Addressee | None:
        """Whom an item of a list speaks to: at its beginning, in brackets behind it, or who stands above."""
        bracket = bracket_call(title)
        spoken = None if _LEADING_CLAUSE.match(title) else self.inner(title, stand)
        if spoken is None and span is not None:
            spoken = self.inner_of(title, span, stand) if not _LEADING_CLAUSE.match(title) else None
        return spoken or (bracket.addressee(SENTENCE) if bracket else None) or stand.addressee


def code_of(node: Node, above: tuple[Node, ...], no: str) -> str:
    """The numbering from the nearest number that stands by itself: «2.3.b» for 2.3 b), «1.a» for 1. a), «2.1»."""
    if not is_bullet(node) and node.level not in ("điểm", "tiết"):
        return no
    for at in range(len(above) - 1, -1, -1):
        if above[at].label:
            parent = (
                code_of(above[at], above[:at], above[at].label)
                if above[at].level in ("điểm", "tiết")
                else above[at].label
            )
            return f"{parent}.{no}"
    return no
