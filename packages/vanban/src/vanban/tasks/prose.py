"""Tasks in running text: which reader a paper needs, by its kind (loại văn bản)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from vanban.model import Document, Header, Node, Task
from vanban.tasks.articles import DECIDING, has_articles, read_decided
from vanban.tasks.letters import Letters
from vanban.tasks.lists import Lists
from vanban.tasks.messages import Messages
from vanban.tasks.passages import Passages, is_bullet, issued_on
from vanban.tasks.sections import Kind, is_duties
from vanban.tasks.units import Units
from vanban.tasks.walk import Stand
from vanban.text import fold, lines

_LETTERS = frozenset(("cong van", "thong bao", "cong dien", "ket luan", "thong bao ket luan"))
_NOT_PLANS = frozenset(
    ("bao cao", "to trinh", "cong van", "giay moi", "bien ban", "thong bao", "cong dien", "phieu trinh", "luat",
     "bo luat", "phap lenh", "nghi dinh", "thong tu", "thong tu lien tich", "hien phap")
)  # fmt: skip
_RULES = frozenset(("huong dan", "quy che", "quy dinh", "quy trinh", "noi quy", "the le", "dieu le", "tieu chi"))
_REPORT_TITLE = re.compile(r"(?:bao cao|to trinh|bien ban|giay moi|thong bao)$|v/v|kinh gui")
_AHEAD = re.compile(r"nhiem vu|phuong huong")
_PROPOSES = re.compile(r"kien nghi|de xuat|ket qua")
_REQUIRES = re.compile(r"(?:yêu cầu|giao|phân công|chỉ đạo)\s+(?:các|những|Thủ trưởng|thủ trưởng|Sở|UBND|Phòng)")


def read_prose_tasks(document: Document, header: Header, outline: Sequence[Node]) -> list[Task]:
    """The tasks that a paper gives in its text; aims and what it tells are none."""
    found = _by_kind(document, header, outline)
    if found or header.number or any(not is_bullet(node) for node in outline):
        return found
    return list(Messages(Passages(document), header, issued_on(header)).read())


def _by_kind(document: Document, header: Header, outline: Sequence[Node]) -> list[Task]:
    kind = fold(header.kind or "")
    issued = issued_on(header)
    passages = Passages(document)
    units = Units(passages, header, issued)
    if kind in _LETTERS:
        return list(Letters(passages, header, issued).read(outline))
    if kind == "bao cao":
        return list(_assigned_by_report(units, outline))
    if _is_report(document, header):
        return []
    if kind in _RULES:
        sections = [node for node in outline if is_duties(node)]
        return [task for section in sections for task in units.section(section, duty=True)]
    if kind == "chi thi":
        return list(units.orders(outline, Stand(whole=True)))
    lists = Lists(document, passages, header, issued)
    tasks = list(lists.read(outline, Kind.NEITHER, ()))
    if kind not in DECIDING:
        return tasks
    if outline and not has_articles(outline):
        given = list(Letters(passages, header, issued).read(outline))
        return given if len(given) > len(tasks) else tasks
    return [*tasks, *read_decided(passages, header, outline, issued, lists.below)]


def _assigned_by_report(units: Units, outline: Sequence[Node]) -> Iterator[Task]:
    """What a report gives to units by name, under «nhiệm vụ» and words that require it; plans of its own are none."""
    for node in outline:
        if not node.children or not _AHEAD.search(fold(node.title)) or _PROPOSES.search(fold(node.title)):
            continue
        first = node.children[0].start
        named = 0
        for child in node.children:
            begin, end, children = units.bounds(child)
            stop = children[0].start if children else end
            named += units.heading(child, begin, stop, end, children) is not None
        if named > 1 and named * 2 > len(node.children) and _REQUIRES.search(units.text, node.start, first):
            yield from units.section(node, duty=False)


def _is_report(document: Document, header: Header) -> bool:
    if header.kind:
        return fold(header.kind) in _NOT_PLANS
    top = [fold(line.content) for line, _ in zip(lines(document.text), range(40), strict=False)]
    return any(_REPORT_TITLE.match(line) for line in top)
