"""Units that must act (đơn vị được giao việc): told in «Nơi nhận», named in tasks as well as in duties."""

from __future__ import annotations

import re
from collections.abc import Iterator

from vanban.lint.examples import paper, plan
from vanban.lint.faults import Fault, one
from vanban.lint.paper import Paper
from vanban.lint.registry import rule
from vanban.model import Span
from vanban.text import fold

_OWN_OFFICES = re.compile(
    r"cac phong|phong,? ban|phong chuyen mon|co quan chuyen mon|co quan,? don vi|cac don vi|cac so"
)
_WORDS = re.compile(r"\w+")
_PERSONS = re.compile(
    r"(?:các\s+)?(?:đồng chí|đ/c|cán bộ|ông|bà|ủy viên|uỷ viên|(?:phó )?chủ tịch|thành viên|công chức)\b", re.IGNORECASE
)
"""Persons: what they do in an office is no work given to a unit."""
_SKIPPED = frozenset(
    [
        "xa",
        "phuong",
        "tinh",
        "thanh",
        "pho",
        "va",
        "cac",
        "ubnd",
        "hdnd",
        "uy",
        "ban",
        "nhan",
        "dan",
        "hoi",
        "dong",
        "co",
        "quan",
        "don",
        "vi",
        "lien",
        "quan",
        "thuoc",
        "de",
        "nghi",
        "cap",
        "tt",
        "thuong",
        "truc",
    ]
)
_COLLECTIVE = re.compile(
    r"^(?:các|những|toàn thể|mọi|thủ trưởng|người đứng đầu|ubnd (?:cấp|các)|chủ tịch ubnd (?:cấp|các))\s", re.IGNORECASE
)
_LEAD = "- Cơ quan chủ trì: Công an xã"
_PRODUCT = "- Sản phẩm: Báo cáo"
_TIME = "- Thời gian thực hiện: Năm 2026"


def _task(no: int, *lines: str) -> str:
    return "\n\n".join([f"{no}. Rà soát văn bản do xã ban hành kỳ {no}", *lines])


def _names(text: str) -> str:
    """The folded name with the short forms of bodies written out."""
    words = re.sub(
        r"\b(?:uy ban |ub)?(?:mttq|mat tran to quoc)(?: ?(?:vn|viet nam))?\b", "mat tran to quoc", fold(text)
    )
    return re.sub(r"\bvp\b", "van phong", words)


_GROUP = re.compile(
    r"(?:^|\b)(?:cac|nhung|toan the|thanh vien|thu truong|nhu )\b"
    r"|so,? ban|ban,? nganh|phong,? ban|nganh,? doan the|lien quan"
)
"""A recipient that stands for many: nobody can tell from the list alone whom it leaves out."""


def _told(paper: Paper, name: str) -> bool:
    """Whether the list of recipients reaches a unit, by its name or by a group that may hold it."""
    if any(_GROUP.search(fold(listed)) for listed in paper.header.recipients):
        return True
    words = frozenset(_WORDS.findall(_names(name))) - _SKIPPED
    for listed in paper.header.recipients:
        given = fold(listed)
        if given.startswith("nhu ") or (
            _OWN_OFFICES.search(given) and re.match(r"(?:van )?phong|trung tam|so |ban ", fold(name))
        ):
            return True
        theirs = frozenset(_WORDS.findall(_names(listed))) - _SKIPPED
        if words and theirs and (words <= theirs or theirs <= words):
            return True
    return not words or (
        fold(name).startswith("van phong")
        and any(fold(a).startswith(("vp", "van phong")) for a in paper.header.archive)
    )


@rule(
    "unit-not-recipient",
    "plans",
    "warning",
    "Đơn vị được giao việc không có trong Nơi nhận.",
    fires=plan(
        _task(1, _LEAD, _PRODUCT, _TIME) + "\n\n" + _task(2, "- Cơ quan chủ trì: Trạm Y tế xã", _PRODUCT, _TIME),
    ),
    silent=plan(_task(1, _LEAD, _PRODUCT, _TIME) + "\n\n" + _task(2, _LEAD, _PRODUCT, _TIME)),
)
def unit_not_recipient(paper: Paper) -> Iterator[Fault]:
    if not paper.plan or not paper.header.recipients:
        return
    told: set[str] = set()
    faults = []
    for task in (*paper.assigned, *paper.duties):
        for name in task.lead:
            key = fold(name)
            if key in told or _COLLECTIVE.match(name) or len(name.split()) > 9:
                continue
            told.add(key)
            if not _told(paper, name):
                said = f"«{name}» được giao việc nhưng không có trong Nơi nhận."
                faults.append(Fault(*paper.span_of(task, "lead"), said, f"- {name};", confidence=task.confidence))
    yield from one(faults, "{count} đơn vị được giao việc nhưng không có trong Nơi nhận.")


@rule(
    "duty-without-task",
    "plans",
    "info",
    "Đơn vị có trách nhiệm ở phần tổ chức thực hiện nhưng không nhiệm vụ nào giao cho đơn vị đó.",
    fires=plan(
        "\n\n".join(_task(n, _LEAD, _PRODUCT, _TIME) for n in (1, 2, 3)),
        closing="III. TỔ CHỨC THỰC HIỆN\n\n1. Trạm Y tế xã\n\n- Theo dõi, đôn đốc việc thực hiện.\n\n2. Công an "
        "xã\n\n- Báo cáo kết quả.\n\n",
    ),
    silent=paper(),
)
def duty_without_task(paper: Paper) -> Iterator[Fault]:
    named = (name for task in paper.assigned for name in (*task.lead, *task.coordinating))
    acting = {frozenset(_WORDS.findall(fold(name))) - _SKIPPED for name in named}
    if not paper.plan or not any(task.lead for task in paper.assigned):
        return
    told: set[str] = set()
    faults = []
    for task in paper.duties:
        for name in task.lead:
            words = frozenset(_WORDS.findall(fold(name))) - _SKIPPED
            if fold(name) in told or _COLLECTIVE.match(name) or _PERSONS.match(name) or not words:
                continue
            told.add(fold(name))
            if not any(words <= other or (len(other) > 1 and other <= words) for other in acting):
                said = f"«{name}» có trách nhiệm ở đây nhưng không nhiệm vụ nào nêu tên đơn vị này."
                faults.append(Fault(*paper.span_of(task), said))
    yield from one(faults, "{count} đơn vị có trách nhiệm ở phần tổ chức thực hiện mà không nhiệm vụ nào nêu tên.")


@rule(
    "report-without-day",
    "plans",
    "info",
    "Kế hoạch yêu cầu báo cáo nhưng không ghi ngày, kỳ báo cáo nào.",
    fires=plan(
        _task(1, _LEAD, _PRODUCT, _TIME) + "\n\n" + _task(2, _LEAD, _PRODUCT, _TIME),
        closing="III. TỔ CHỨC THỰC HIỆN\n\n1. Công an xã chủ trì, đôn đốc việc thực hiện, báo cáo Ủy ban nhân dân "
        "xã.\n\n",
    ),
    silent=plan(
        _task(1, _LEAD, _PRODUCT, _TIME) + "\n\n" + _task(2, _LEAD, _PRODUCT, _TIME),
        closing="III. TỔ CHỨC THỰC HIỆN\n\n1. Công an xã chủ trì, đôn đốc việc thực hiện, báo cáo Ủy ban nhân dân xã "
        "trước ngày 15/12/2026.\n\n",
    ),
)
def report_without_day(paper: Paper) -> Iterator[Fault]:
    if not paper.plan or paper.group == "QPPL":
        return
    carrying = _CARRYING_OUT.search(paper.text, 0, paper.foot)
    if carrying is None:
        return
    asked = [m for m in _ASKED.finditer(paper.text, carrying.end(), paper.foot) if not paper.in_table(m.start())]
    if asked and not any(_WHEN.search(paper.text, *_sentence(paper.text, m)) for m in asked):
        first, *others = asked
        yield Fault(*first.span(), related=tuple(Span(*m.span()) for m in others[:5]))


def _sentence(text: str, match: re.Match[str]) -> tuple[int, int]:
    """From a stop before a passage to the next one."""
    before = max(text.rfind(stop, 0, match.start()) for stop in (". ", ";", "\n- ", ":"))
    after = min(text.find(stop, match.end()) % (len(text) + 1) for stop in (". ", ".\n", ";", "./."))
    return before + 1, after


_CARRYING_OUT = re.compile(r"^[^\n]{0,12}TỔ CHỨC THỰC HIỆN", re.MULTILINE)
_ASKED = re.compile(
    r"báo\s+cáo\s+(?:kết quả\s+)?(?:về\s+|cho\s+)?"
    r"(?:UBND|[UỦ][yỷ] ban nhân dân|Chủ tịch|Sở|cấp\s+(?:trên|có)|theo\s+quy\s+định)"
    r"(?![^.;\n]{0,60}(?:xem xét|chỉ đạo|quyết định|giải quyết))"
)
_WHEN = re.compile(
    r"ngày\s+\d|định\s+kỳ|h[àằ]ng\s+(?:năm|quý|tháng|tuần)|trước\s+ngày|\d\s+(?:tháng|ngày)|quý\s+[IVX\d]|tháng\s+\d|"
    r"6\s+tháng|đột\s+xuất|sơ kết|tổng kết"
)
