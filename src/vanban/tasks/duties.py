"""Duties of units under «Tổ chức thực hiện»: every unit with what it is to do, with whom, and by when if it is said."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from vanban.agencies import begins_with_agency, split_agencies
from vanban.doing import verbs
from vanban.model import Group, Node, Span, Task, Timing
from vanban.tasks.passages import Passages, body_start, is_bullet
from vanban.tasks.sentences import deadline_in, partners_in

ASKED = re.compile(r"(?:đề nghị|giao(?: cho)?|yêu cầu|đối với|trách nhiệm của|phân công)\s+", re.IGNORECASE)
# In small letters: «Sở Xây dựng», «Ban Chỉ đạo» and «Ban Tổ chức» are names.
_DOES = re.compile(r"(?<!được)(?<!liên quan)(?<!Ban)(?<!Tổ)(?<!tổ)(?<!Đoàn)(?<!đoàn)(?<!công tác)\s+" + verbs())
_PAPER = re.compile(r"(?:chương trình|đề án|dự án)(?!\w)", re.IGNORECASE)
_MONEY = re.compile(r"(?:về )?(?:kinh phí|nguồn kinh phí|hiệu lực)", re.IGNORECASE)
_APPOSITION = re.compile(r",\s+(?:là\s+)?(?:cơ quan|đơn vị)$", re.IGNORECASE)
_SUBJECT_AFTER = re.compile(r",\s+")
_GIVEN = re.compile(r"(?<!\w)[Gg]iao\s")
_LEADS_IN = re.compile(
    r"(?:trong|căn cứ|trên cơ sở|sau khi|để|nhằm|đối với|thực hiện|khi|trường hợp|hằng|hàng|định kỳ|theo|trước khi"
    r"|ngoài ra|đồng thời|riêng|bên cạnh)(?!\w)",
    re.IGNORECASE,
)
_MUST = re.compile(r",?\s+(?:cần|phải|cần phải)$")
_SENTENCE_WORD = re.compile(
    r"(?<!\w)(?:việc|còn|do đó|gặp|trong(?! (?:tỉnh|xã|ngành))|được(?! (?:giao|phân|kiểm|thanh))|quan tâm|vai trò|đã"
    r"|đang|sẽ|là(?! cơ quan)|cần|phải|chưa|không|thì|mà|nếu)(?!\w)"
)
_LONGEST_NAME = 150
_MAX_UNIT_WORDS = 25
_DUTY = 0.8


@dataclass(frozen=True, slots=True)
class Item:
    """A piece of work in running text: its number, its words, where they stand, and whose it is."""

    code: str
    no: str | None
    text: str
    span: Span
    lead: tuple[str, ...]
    group: Group | None = None
    start: int | None = None  # where its number stands, when it has one


@dataclass(frozen=True, slots=True)
class Duties:
    """Reads what units are to do; ``duty`` marks the tasks, ``issued`` gives the year to «trước ngày 30/6»."""

    passages: Passages
    issued: dt.date | None = None
    duty: bool = True

    def of_section(self, section: Node) -> Iterator[Task]:
        """The duties of a section: code «V.1.2» is section, unit and item; the unit is the lead."""
        label = f"{section.label}." if section.label else ""
        group = Group(section.label, section.title)
        if not section.children:
            yield from self._of_paragraphs(section, group)
        for count, node in enumerate(section.children, start=1):
            no = str(count) if is_bullet(node) else node.label
            if node.level != "điều" and not _MONEY.match(node.title):
                yield from self.of_unit(node, f"{label}{no}", no, group)

    def _of_paragraphs(self, section: Node, group: Group) -> Iterator[Task]:
        """The paragraphs of a section without numbers that name their unit: «Giao Văn phòng chuẩn bị tài liệu …»."""
        passages = self.passages
        end = passages.before_closing(section.start, section.end)
        begin = _end_of_title(passages.text, section.title, body_start(passages.text, section), end)
        found = [passages.clean(*paragraph) for paragraph in passages.paragraphs(begin, end)]
        named = [(text, span, lead) for text, span in found if span and (lead := subject_of(text))]
        for count, (text, span, lead) in enumerate(named, start=1):
            no = section.label if len(named) == 1 else str(count)
            code = no if len(named) == 1 or not section.label else f"{section.label}.{count}"
            yield self.task(Item(code, no, text, span, lead, group))

    def of_order(self, nodes: Sequence[Node]) -> Iterator[Task]:
        """What a directive (chỉ thị) orders: its numbered parts, each of a unit: «1. Sở Tư pháp: a) …» is «1.a»."""
        for node in nodes:
            if node.level == "khoản":
                yield from self.of_unit(node, node.label, node.label, None)

    def of_unit(self, node: Node, code: str, no: str, section: Group | None) -> Iterator[Task]:
        """The duties below a part headed by a unit, or the part itself when it is a sentence."""
        passages = self.passages
        end = passages.before_closing(node.start, node.end)
        begin = body_start(passages.text, node)
        items = [child for child in node.children if not is_bullet(child)]
        unit, unit_end = unit_of(passages, node, begin, end)
        if items and (unit is None or not begins_with_agency(ASKED.sub("", unit, count=1))):
            group = Group(node.label, node.title)
            for child in items:
                yield from self.of_unit(child, f"{code}.{child.label}", child.label, group)
            return
        if unit is None:
            text, span = passages.clean(begin, end)
            if text and span:
                yield self.task(Item(code, no, text, span, subject_of(text), section, node.start))
            return
        lead = split_agencies(ASKED.sub("", unit, count=1))
        yield from self.below(node, unit_end, end, code, lead, Group(node.label, unit))

    def below(self, node: Node, begin: int, end: int, code: str, lead: tuple[str, ...], group: Group) -> Iterator[Task]:
        """Every paragraph, dash and letter below a heading is the work of one unit; one alone has its number."""
        passages = self.passages
        first = min([child.start for child in node.children if child.start < end] or [end])
        pieces: list[tuple[int, int, str | None]] = [(a, b, None) for a, b in passages.paragraphs(begin, first)]
        for child in node.children:
            if child.start >= end:
                break
            stop = min(child.end, end)
            start = body_start(passages.text, child)
            single = is_bullet(child) and not child.children
            paragraphs = passages.paragraphs(start, stop) if single else [(start, stop)]
            pieces += [
                (a, b, child.label if i == 0 and not is_bullet(child) else None) for i, (a, b) in enumerate(paragraphs)
            ]
        found = [(*passages.clean(start, stop), letter) for start, stop, letter in pieces]
        texts = [(text, span, letter) for text, span, letter in found if text and span]
        for count, (text, span, letter) in enumerate(texts, start=1):
            item = letter or str(count)
            whole = len(texts) == 1 and letter is None and not node.children
            yield self.task(Item(code if whole else f"{code}.{item}", item, text, span, lead, group))

    def task(self, item: Item) -> Task:
        """The task of an item, with the partners and the deadline that its words name."""
        deadline = deadline_in(item.text, self.issued)
        return Task(
            code=item.code,
            title=item.text,
            start=item.span.start if item.start is None else item.start,
            end=item.span.end,
            group=item.group,
            no=item.no,
            lead=item.lead,
            coordinating=partners_in(item.text),
            timing_text=deadline.text if deadline else None,
            timing=deadline.timing if deadline else Timing(confidence=1.0),
            duty=self.duty,
            spans={"title": item.span},
            confidence=_DUTY if item.lead else _DUTY - 0.2,
        )


def unit_of(passages: Passages, node: Node, begin: int, end: int) -> tuple[str | None, int]:
    """The unit that heads a part, and where its name ends; None when the part is a sentence."""
    title = _first_line(passages, node, begin, end).strip(" .:;")
    bare = ASKED.sub("", title, count=1)
    colon = bare.find(":")
    if 0 < colon <= 120 and begins_with_agency(bare[:colon]) and not _DOES.search(bare[:colon]):
        place = passages.text.find(":", begin, end)
        return title[: title.find(":")], place + 1
    does = _DOES.search(bare)
    if does and node.children and node.title.rstrip().endswith(":") and begins_with_agency(bare):
        return _APPOSITION.sub("", bare[: does.start()]), _end_of_title(passages.text, node.title, begin, end)
    if len(title.split()) > _MAX_UNIT_WORDS or does:
        return None, begin
    first = min([child.start for child in node.children] or [end])
    words = title.split()
    tail = passages.text.find(words[-1], begin, first) if words else -1
    heading_end = _end_of_title(passages.text, title, begin, first)
    follows = bool(node.children) or bool(passages.lines_of(heading_end, first))
    if tail < 0 or not follows or not (begins_with_agency(bare) or len(words) <= 10):
        return None, begin
    return title, heading_end


def _first_line(passages: Passages, node: Node, begin: int, end: int) -> str:
    """The title of a part, without the sentence that stands in a line of its own below the name of a unit."""
    lines = passages.lines_of(begin, end)[:2]
    if len(lines) == 2 and node.title.startswith(lines[0].content) and len(node.title) > len(lines[0].content):
        first, second = lines[0].content, lines[1].content
        named = begins_with_agency(ASKED.sub("", first, count=1)) and not _DOES.search(first)
        if named and second[:1].isupper() and first[-1] not in ",;-–" and not begins_with_agency(second):
            return first
    return node.title


def _end_of_title(text: str, title: str, begin: int, end: int) -> int:
    """Where the last word of a title ends in the text, lines and marks of emphasis between the words allowed."""
    place = begin
    for word in title.split():
        found = text.find(word, place, end)
        place = found + len(word) if found >= 0 else place
    line_end = text.find("\n", place, end)
    rest = text[place : line_end if line_end >= 0 else end]
    return place + len(rest) if not rest.strip(" .:;*_#") else place


def _names_unit(text: str) -> bool:
    """Whether a text begins with an agency, and not with the name of a programme."""
    return begins_with_agency(text) and not _PAPER.match(text)


def subject_of(text: str) -> tuple[str, ...]:
    """The agencies a sentence begins with, before what they do: «Phòng Kinh tế bảo đảm nguồn kinh phí …».

    Before them may stand a clause that leads in («Trên cơ sở …, các phòng …») or «giao», «yêu cầu».
    """
    does = [match.start() for match in _DOES.finditer(text[:400]) if not _in_brackets(text, match.start())]
    places = [0]
    if _LEADS_IN.match(text):
        places += [match.end() for match in _SUBJECT_AFTER.finditer(text[:300])]
    places += [match.start() for match in _GIVEN.finditer(text[:300])]
    for place in places:
        asked = ASKED.match(text, place)
        start = asked.end() if asked else place
        stop = next((i for i in does if i > start), -1)
        name = _MUST.sub("", text[start:stop]) if stop > 0 else ""
        if name and len(name) <= _LONGEST_NAME and _names_unit(name) and not _SENTENCE_WORD.search(name):
            return split_agencies(name)
    return ()


def _in_brackets(text: str, place: int) -> bool:
    """Whether a place stands between brackets: «Hội Làm vườn (trước sắp xếp)»."""
    return text.count("(", 0, place) > text.count(")", 0, place)
