"""Tasks in running text: lettered lists under «Nhiệm vụ», with or without a block «Cơ quan chủ trì: …» under each."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from enum import Enum

from vanban.agencies import begins_with_agency, split_agencies, split_roles
from vanban.model import Document, Group, Header, Node, Task
from vanban.tasks.assigned import ASSIGNING, read_assigned
from vanban.tasks.columns import columns_of, gives_tasks
from vanban.tasks.decided import DECIDING, read_decided
from vanban.tasks.duties import Duties, unit_of
from vanban.tasks.passages import Field, Passages, body_start, is_bullet, is_field, issued_on
from vanban.tasks.sentences import deadline_in, given_in, partners_in
from vanban.text import fold, lines
from vanban.timing import read_timing

_NOT_PLANS = frozenset(
    ("bao cao", "to trinh", "cong van", "giay moi", "bien ban", "thong bao", "cong dien", "phieu trinh", "luat",
     "bo luat", "phap lenh", "nghi dinh", "thong tu", "thong tu lien tich", "hien phap")
)  # fmt: skip
_RULES = frozenset(("huong dan", "quy che", "quy dinh", "quy trinh", "noi quy", "the le", "dieu le", "tieu chi"))
_REPORT_TITLE = re.compile(r"(?:bao cao|to trinh|bien ban|giay moi|thong bao)$|v/v|kinh gui")
_CONTENTS = "thuc hien|cong viec|ke hoach|hoat dong|trien khai|chu yeu|cu the"
_TASKS = re.compile(
    r"nhiem vu|giai phap|bien phap thuc hien|cong viec cu the|^(?:cac )?hoat dong (?:chu yeu|cu the|trong tam)"
    rf"|noi dung(?: (?:{_CONTENTS}))?$|noi dung(?:,| va) (?:tien do|phan cong|thoi gian|lo trinh)"
)
_DUTIES = re.compile(
    r"to chuc thuc hien|phan cong (?:nhiem vu|thuc hien|trach nhiem)|trach nhiem (?:thuc hien|cua cac)"
)
_NEITHER = re.compile(
    r"^(?:ket qua|danh gia|thuc trang|tinh hinh|kho khan|phuong huong|kinh phi|nguon luc|muc dich|quan diem"
    r"|boi canh|can cu|mau |bieu mau|de cuong)|ket qua thuc hien|chuc nang|quyen han"
)
_AIMS = re.compile(r"(?:muc dich|muc tieu|yeu cau|quan diem|nguyen tac|pham vi|doi tuong)\b")
_SPECIFIC = re.compile(r"(?:nhiem vu|giai phap|noi dung).{0,30} cu the")
_GENERAL = re.compile(r"(?:nhiem vu|giai phap|yeu cau|dinh huong)(?:,? (?:va )?giai phap)? chung$")
_EVENT_HEADS = (
    "thoi gian|dia diem|thanh phan|doi tuong|hinh thuc|co cau|giai thuong|the le|so luong|quy mo|thoi luong|ho so"
)
_RULE_HEADS = (
    "tieu chuan|dieu kien|muc thuong|phuong thuc|phuong phap|trang phuc|lich|chu de|khau hieu|pham vi"
    "|noi dung (?:hoi nghi|hoi thi|thi|cuoc thi|kiem tra|giam sat|hop)"
)
_DESCRIBES = re.compile(rf"(?:{_EVENT_HEADS}|{_RULE_HEADS})(?!\w)")
_SHORT_HEAD = 8  # words
_FORM = re.compile(r"de cuong|bieu mau|mau bao cao|mau so")
_AHEAD = re.compile(r"nhiem vu|phuong huong")
_PROPOSES = re.compile(r"kien nghi|de xuat|ket qua")
_REQUIRES = re.compile(r"(?:yêu cầu|giao|phân công|chỉ đạo)\s+(?:các|những|Thủ trưởng|thủ trưởng|Sở|UBND|Phòng)")
_LIST = 0.9
_BULLETS = 0.7


class _Kind(Enum):
    TASKS = 1
    DUTIES = 2
    NEITHER = 3


def read_prose_tasks(document: Document, header: Header, outline: Sequence[Node]) -> list[Task]:
    """The tasks of the parts headed «nhiệm vụ», and the duties of «Tổ chức thực hiện»; aims are no tasks."""
    kind = fold(header.kind or "")
    issued = issued_on(header)
    passages = Passages(document)
    if kind in ASSIGNING:
        return list(read_assigned(passages, header, outline, issued))
    if kind == "bao cao":
        return list(_assigned_by_report(passages, outline, issued))
    if _is_report(document, header):
        return []
    if kind in _RULES:
        duties = Duties(passages, issued)
        sections = [node for node in outline if _DUTIES.search(fold(node.title)) and node.level != "điều"]
        return [task for section in sections for task in duties.of_section(section)]
    if kind == "chi thi":
        return list(Duties(passages, issued).of_order(outline))
    reader = _Reader(document, passages, issued)
    tasks = list(reader.read(outline, _Kind.NEITHER, ()))
    return [*tasks, *read_decided(passages, header, outline, issued, reader.below)] if kind in DECIDING else tasks


def _assigned_by_report(passages: Passages, outline: Sequence[Node], issued: dt.date | None) -> Iterator[Task]:
    """What a report gives to units by name, under «nhiệm vụ» and words that require it; plans of its own are none."""
    for node in outline:
        if not node.children or not _AHEAD.search(fold(node.title)) or _PROPOSES.search(fold(node.title)):
            continue
        first = node.children[0].start
        heads = [unit_of(passages, child, body_start(passages.text, child), child.end)[0] for child in node.children]
        named = sum(bool(head and begins_with_agency(head)) for head in heads)
        if named > 1 and named * 2 > len(heads) and _REQUIRES.search(passages.text, node.start, first):
            yield from Duties(passages, issued).of_section(node)


def _is_report(document: Document, header: Header) -> bool:
    if header.kind:
        return fold(header.kind) in _NOT_PLANS
    top = [fold(line.content) for line, _ in zip(lines(document.text), range(40), strict=False)]
    return any(_REPORT_TITLE.match(line) for line in top)


def _kind_of(node: Node, inherited: _Kind) -> _Kind:
    """What a heading makes of the items below it."""
    title = fold(node.title)
    if len(title.split()) > 40 or node.level in ("điểm", "tiết") or is_bullet(node):
        return inherited
    if inherited is _Kind.TASKS and _describes(node):
        return _Kind.NEITHER
    if inherited is _Kind.TASKS and not (_AIMS.match(title) or _DUTIES.match(title)):
        return inherited
    if inherited is _Kind.DUTIES:
        return inherited
    if _NEITHER.search(title):
        return _Kind.NEITHER
    top = node.level in ("phần", "chương", "mục", "phụ lục")
    if not top and len(title.split()) > 14:
        return inherited
    if _DUTIES.search(title) and not re.match(r"(?:cac )?(?:nhiem vu|noi dung)\b", title):
        return _Kind.DUTIES
    if _TASKS.search(title.strip(" .:;")) and (top or _TASKS.match(title)):
        return _Kind.TASKS
    return _Kind.NEITHER if _AIMS.match(title) else inherited


def _describes(node: Node) -> bool:
    """Whether a part tells of an event and assigns nothing: «Địa điểm: …», «Thành phần», «Nội dung hội nghị»."""
    head, mark, _ = node.title.partition(":")
    return bool(_DESCRIBES.match(fold(head))) and (bool(mark) or len(head.split()) <= _SHORT_HEAD)


class _Reader:
    def __init__(self, document: Document, passages: Passages, issued: dt.date | None) -> None:
        self.passages = passages
        self.text = document.text
        self.issued = issued
        self.task_tables = [table.start for table in document.tables if gives_tasks(columns_of(table.header))]

    def read(self, nodes: Sequence[Node], inherited: _Kind, above: tuple[Node, ...]) -> Iterator[Task]:
        """Every task below the nodes; ``above`` are the headings over them, outermost first."""
        specific = any(_SPECIFIC.search(fold(node.title)) for node in nodes)
        if inherited is _Kind.TASKS and sum(_describes(node) for node in nodes) > 1:
            nodes = [node for node in nodes if self._assigns(node)]
        for node in nodes:
            if node.level == "điều" or node.end <= node.start:
                continue
            if specific and _GENERAL.match(fold(node.title).strip(" .:")) and not self._assigns(node):
                continue
            if node.level == "phụ lục" and _FORM.search(fold(node.title)):
                continue
            kind = _kind_of(node, inherited)
            if kind is _Kind.DUTIES:
                yield from Duties(self.passages, self.issued).of_section(node)
            elif kind is _Kind.TASKS and (node.level not in ("phần", "chương", "mục", "phụ lục") or self._sole(node)):
                yield from self.below(node, above)
            else:
                yield from self.read(node.children, kind, (*above, node))

    def _assigns(self, node: Node) -> bool:
        """Whether a part has a field of a task anywhere: «Cơ quan chủ trì: …»."""
        return bool(self.passages.fields(node.start, node.end)[0])

    def _sole(self, node: Node) -> bool:
        """Whether a headed part lists its tasks with dashes alone."""
        return bool(node.children) and all(is_bullet(child) for child in node.children)

    def below(self, node: Node, above: tuple[Node, ...]) -> Iterator[Task]:
        """The tasks of an item: those of the items under it, of its dashes, or the item itself."""
        items = [child for child in node.children if not is_bullet(child)]
        items = [] if any(is_field(self.text, child) for child in items) else items
        if items and node.level not in ("điểm", "tiết"):
            for item in items:
                if _kind_of(item, _Kind.TASKS) is _Kind.TASKS:
                    yield from self.below(item, (*above, node))
            return
        dashes = [child for child in node.children if is_bullet(child) and not is_field(self.text, child)]
        if self._heads_dashes(node, dashes):
            for count, dash in enumerate(dashes, start=1):
                yield self._task(dash, (*above, node), str(count), _BULLETS)
        elif node.level != "mục" and not any(node.start <= start < node.end for start in self.task_tables):
            yield self._task(node, above, node.label, _LIST)

    def _heads_dashes(self, node: Node, dashes: list[Node]) -> bool:
        """Whether an item is only the heading of the tasks that its dashes name."""
        if node.level in ("mục", "phần", "phụ lục"):
            return bool(dashes)
        fields = any(is_field(self.text, child) for child in node.children)
        heading = len(node.title.split()) <= 40 and not node.title.rstrip().endswith((".", ";"))
        return len(dashes) > 1 and not fields and heading and node.level not in ("điểm", "tiết")

    def _task(self, node: Node, above: tuple[Node, ...], no: str, confidence: float) -> Task:
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
        leads, partners = split_agencies(leader), split_agencies(along)
        rule = read_timing(timing, issued=self.issued)
        if not fields:
            leads, partners = given_in(title), partners_in(title)
            deadline = deadline_in(title, self.issued)
            timing, rule = (deadline.text, deadline.timing) if deadline else (None, rule)
        group = above[-1] if above else None
        return Task(
            code=_code(node, above, no),
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
            confidence=1.0 if fields else confidence,
        )


def _code(node: Node, above: tuple[Node, ...], no: str) -> str:
    """The numbering from the nearest number that stands by itself: «2.3.b» for 2.3 b), «1.a» for 1. a), «2.1»."""
    if not is_bullet(node) and node.level not in ("điểm", "tiết"):
        return no
    for parent in reversed(above):
        if parent.label:
            return f"{parent.label}.{no}"
    return no
