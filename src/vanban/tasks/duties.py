"""Duties of units under «Tổ chức thực hiện»: every unit with what it is to do."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from vanban.agencies import begins_with_agency, split_agencies
from vanban.model import Group, Node, Span, Task, Timing
from vanban.tasks.passages import Passages, body_start, is_bullet

_ASKED = re.compile(r"(?:đề nghị|giao(?: cho)?|yêu cầu|đối với|trách nhiệm của|phân công)\s+", re.IGNORECASE)
_DOES = re.compile(
    r"(?<!được)(?<!liên quan)\s+(?:có trách nhiệm|chịu trách nhiệm|chủ trì|phối hợp|tham mưu|bảo đảm|đảm bảo|triển khai"
    r"|theo dõi|tập trung|xây dựng|căn cứ|hướng dẫn|bố trí|tổ chức(?! chính trị| xã hội|,| có)|thực hiện|đẩy mạnh"
    r"|tăng cường|chỉ đạo|tổng hợp|rà soát|kiểm tra|đôn đốc|chủ động|là cơ quan|tuyên truyền|vận động|phân công"
    r"|kịp thời|báo cáo|theo (?:chức năng|nhiệm vụ|thẩm quyền))(?!\w)",
    re.IGNORECASE,
)
_PAPER = re.compile(r"(?:chương trình|đề án|dự án)(?!\w)", re.IGNORECASE)
_MONEY = re.compile(r"(?:về )?(?:kinh phí|nguồn kinh phí|hiệu lực)", re.IGNORECASE)
_APPOSITION = re.compile(r",\s+(?:là\s+)?(?:cơ quan|đơn vị)$", re.IGNORECASE)
_SUBJECT_AFTER = re.compile(r",\s+")
_MAX_UNIT_WORDS = 25
_DUTY = 0.8


def read_duties(passages: Passages, section: Node) -> Iterator[Task]:
    """The duties of a section: code «V.1.2» is section, unit and item; the unit is the lead; no time is set."""
    label = f"{section.label}." if section.label else ""
    group = Group(section.label, section.title)
    for count, node in enumerate(section.children, start=1):
        no = str(count) if is_bullet(node) else node.label
        if node.level != "điều" and not _MONEY.match(node.title):
            yield from _unit_duties(passages, node, f"{label}{no}", no, group)


def read_orders(passages: Passages, nodes: Sequence[Node]) -> Iterator[Task]:
    """What a directive (chỉ thị) orders: its numbered parts, each of a unit: «1. Sở Tư pháp: a) …» is «1.a»."""
    for node in nodes:
        if node.level == "khoản":
            yield from _unit_duties(passages, node, node.label, node.label, None)


def _unit_duties(passages: Passages, node: Node, code: str, no: str, section: Group | None) -> Iterator[Task]:
    end = passages.before_closing(node.start, node.end)
    begin = body_start(passages.text, node)
    items = [child for child in node.children if not is_bullet(child)]
    unit, unit_end = _unit(passages, node, begin, end)
    if items and (unit is None or not begins_with_agency(_ASKED.sub("", unit, count=1))):
        group = Group(node.label, node.title)
        for child in items:
            yield from _unit_duties(passages, child, f"{code}.{child.label}", child.label, group)
        return
    if unit is None:
        text, span = passages.clean(begin, end)
        if text and span:
            yield _duty(code, no, text, span, node.start, section, _subject(text))
        return
    lead = split_agencies(_ASKED.sub("", unit, count=1))
    group = Group(node.label, unit)
    count = 0
    first = min([child.start for child in node.children if child.start < end] or [end])
    pieces: list[tuple[int, int, str | None]] = [(a, b, None) for a, b in passages.paragraphs(unit_end, first)]
    for child in node.children:
        if child.start >= end:
            break
        stop = min(child.end, end)
        start = body_start(passages.text, child)
        paragraphs = passages.paragraphs(start, stop) if is_bullet(child) and not child.children else [(start, stop)]
        pieces += [
            (a, b, child.label if i == 0 and not is_bullet(child) else None) for i, (a, b) in enumerate(paragraphs)
        ]
    for start, stop, letter in pieces:
        text, span = passages.clean(start, stop)
        if text and span:
            count += 1
            item = letter or str(count)
            yield _duty(f"{code}.{item}", item, text, span, span.start, group, lead)


def _duty(code: str, no: str, text: str, span: Span, start: int, group: Group | None, lead: tuple[str, ...]) -> Task:
    return Task(
        code=code,
        title=text,
        start=start,
        end=span.end,
        group=group,
        no=no,
        lead=lead,
        timing=Timing(confidence=1.0),
        duty=True,
        spans={"title": span},
        confidence=_DUTY if lead else _DUTY - 0.2,
    )


def _unit(passages: Passages, node: Node, begin: int, end: int) -> tuple[str | None, int]:
    """The unit that heads a part, and where its name ends; None when the part is a sentence."""
    title = node.title.strip(" .:;")
    bare = _ASKED.sub("", title, count=1)
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


def _subject(text: str) -> tuple[str, ...]:
    """The agencies a sentence begins with, before what they do: «Phòng Kinh tế bảo đảm nguồn kinh phí …»."""
    does = [match.start() for match in _DOES.finditer(text[:400])]
    places = [0, *(match.end() for match in _SUBJECT_AFTER.finditer(text[:300]))]
    for place in places:
        asked = _ASKED.match(text, place)
        start = asked.end() if asked else place
        stop = next((i for i in does if i > start), -1)
        if stop > 0 and _names_unit(text[start:stop]) and stop - start <= 150:
            return split_agencies(text[start:stop])
    return ()
