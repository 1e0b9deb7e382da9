"""Work given out (giao việc): who leads, what comes of it, by when; promises kept; units named but not told.

Kết luận 226-KL/TW: one task, one lead; rõ người, rõ việc, rõ thời gian, rõ sản phẩm.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from vanban.lint.examples import paper, plan, report
from vanban.lint.faults import Fault
from vanban.lint.paper import FEW, Paper, gather
from vanban.lint.registry import rule
from vanban.model import Span, Task, TimingKind
from vanban.text import fold, join_lines
from vanban.timing import read_timing

_ASSIGNED = (  # «phân công cụ thể cơ quan chủ trì …, thời hạn, sản phẩm …»
    r"phân công\s+(?:cụ thể\s+)?(?:rõ\s+)?cơ quan\s+chủ trì[^.;\n]{0,20}(?:\n?[^.;]{0,160}?)"
    r"(?:thời gian|thời hạn|tiến độ|sản phẩm|kết quả)[^.;]{0,60}"
)
_CLEAR = r"[“\"]?(?:(?<!\d)\d++\s++)?rõ\s+người,\s*rõ\s+việc[^.;\n]{0,100}"  # «6 rõ người, rõ việc …»
_PROMISE, _PROMISE_KEPT = re.compile(f"{_ASSIGNED}|{_CLEAR}"), re.compile(_ASSIGNED)
_COLLECTIVE = re.compile(
    r"^(?:các|những|toàn thể|mọi|thủ trưởng|người đứng đầu|ubnd (?:cấp|các)|chủ tịch ubnd (?:cấp|các))\s", re.IGNORECASE
)
_ROLE = re.compile(r"(?:đầu mối|tổng hợp|thực hiện|theo dõi|phối hợp)\b", re.IGNORECASE)
_FUTURE = re.compile(r"phuong huong|nhiem vu trong tam|nhiem vu,? giai phap|nhiem vu thoi gian toi|ke hoach cong tac")
_DATED_PART = re.compile(r"co thoi han|theo thoi han")
_REGULAR_PART = re.compile(r"thuong xuyen")
_DATED = (TimingKind.FIXED, TimingKind.WINDOW, TimingKind.EXTERNAL)
_UNDATED = (
    TimingKind.AFTER_EVENT,
    TimingKind.BEFORE_EVENT,
    TimingKind.ON_REQUEST,
    TimingKind.EXTERNAL,
    TimingKind.DURING_EVENT,
)

_NOTHING = plan(
    "1. Đẩy mạnh tuyên truyền pháp luật ở các thôn.\n\n2. Rà soát văn bản do xã ban hành.\n\n3. Kiện toàn tổ hòa giải."
)
_LEAD = "- Cơ quan chủ trì: Công an xã"
_COORDINATING = "- Cơ quan phối hợp: Phòng Kinh tế xã"
_PRODUCT = "- Sản phẩm: Báo cáo"
_TIME = "- Thời gian thực hiện: Năm 2026"


def _task(no: int, *lines: str) -> str:
    return "\n\n".join([f"{no}. Rà soát văn bản do xã ban hành kỳ {no}", *lines])


def _only(*second: str) -> str:
    """A plan of three tasks whose second has only the given fields."""
    whole = (_LEAD, _PRODUCT, _TIME)
    return plan("\n\n".join([_task(1, *whole), _task(2, *second), _task(3, *whole)]))


_AIM = re.compile(
    r"\W*(?:Mục tiêu|Mục đích|Yêu cầu|Chỉ tiêu|Phấn đấu|Bảo đảm|Quan điểm|100\s?%|\d{1,3}\s?%|Tỷ lệ|Về\s)",
    re.IGNORECASE,
)
"""How an aim begins, which is given to nobody."""
_ASSIGNING = re.compile(
    r"""chủ\ trì|phụ\ trách|đầu\ mối
    | (?:^|\n)[^\S\n]*[-–+•]?[^\S\n]*(?:Giao|Đề\ nghị|Yêu\ cầu)\s                        # «Giao Phòng …»
    | (?:^|\n)[^\S\n]*(?:[-–+•]|\d{1,2}(?:\.\d{1,2})*\.?|[a-zđ]\))[^\S\n]*              # «1. Phòng Kinh tế: …»
      (?:Sở|Phòng|Ban|Văn\ phòng|Công\ an|UBND|Ủy\ ban|Uỷ\ ban|Trung\ tâm|Các)\s[^\n]{2,60}:
    """,
    re.VERBOSE,
)
"""Words that name somebody for work, in whatever form."""


def _have(tasks: Sequence[Task], field: str) -> int:
    return sum(bool(getattr(task, field)) for task in tasks)


def _assigns(paper: Paper) -> Sequence[Task]:
    """The tasks of the groups that say who does what by when; a group that says it of none holds general aims."""
    groups: dict[str, list[Task]] = {}
    for task in paper.assigned:
        groups.setdefault(task.code.split(".")[0], []).append(task)
    told = [tasks for tasks in groups.values() if any(t.lead or t.product or t.timing_text for t in tasks)]
    assigned = [task for tasks in told for task in tasks]
    return assigned if len(assigned) >= 2 else ()


@rule(
    "plan-unassigned",
    "plans",
    "warning",
    "Kế hoạch nêu nhiệm vụ nhưng không giao cho ai, không có sản phẩm và thời hạn.",
    fires=_NOTHING,
    silent=paper(),
)
def plan_unassigned(paper: Paper) -> Iterator[Fault]:
    tasks = paper.assigned
    if paper.plan and len(tasks) >= 2 and not any(t.lead or t.product or t.timing_text for t in tasks):
        if sum(_AIM.match(task.title) is None for task in tasks) < 3:
            return
        if _ASSIGNING.search(paper.text, tasks[0].start, tasks[-1].end) is not None:
            return  # somebody is named in words that the reader of tasks did not take up
        first = tasks[0]
        others = tuple(Span(*paper.span_of(task)) for task in tasks[1:])
        yield Fault(
            *paper.span_of(first),
            f"Cả {len(tasks)} nhiệm vụ đều không có cơ quan chủ trì, sản phẩm và thời hạn.",
            None,
            others,
        )


@rule(
    "plan-promise",
    "plans",
    "warning",
    "Văn bản nói đã phân công rõ chủ trì, thời hạn, sản phẩm nhưng phần nhiệm vụ không có đủ.",
    fires=plan(
        _task(1) + "\n\n" + _task(2) + "\n\n" + _task(3),
        opening="Xác định từng nhiệm vụ, đã phân công cơ quan chủ trì, cơ quan phối hợp, thời gian làm từng việc.",
    ),
    silent=plan(
        "\n\n".join(_task(n, _LEAD, _COORDINATING, _PRODUCT, _TIME) for n in (1, 2, 3)),
        opening="Xác định từng nhiệm vụ, đã phân công cơ quan chủ trì, cơ quan phối hợp, thời gian làm từng việc.",
    ),
)
def plan_promise(paper: Paper) -> Iterator[Fault]:
    tasks = paper.assigned
    if len(tasks) < 2:
        return
    promise = _PROMISE if paper.plan else _PROMISE_KEPT  # «với yêu cầu 5 rõ» of a report is no promise of its own
    match = promise.search(paper.text, 0, max(paper.foot, 1))
    if match is None:
        return
    said = fold(join_lines(match.group()))
    wanted = [("cơ quan chủ trì", "lead", "chu tri" in said or "ro nguoi" in said)]
    wanted.append(("cơ quan phối hợp", "coordinating", "phoi hop" in said))
    wanted.append(("thời hạn", "timing_text", "thoi" in said or "tien do" in said))
    wanted.append(("sản phẩm", "product", "san pham" in said or "ket qua" in said))
    short = [(name, len(tasks) - _have(tasks, field)) for name, field, promised in wanted if promised]
    lacking = [f"{count} nhiệm vụ thiếu {name}" for name, count in short if count]
    if lacking:
        yield Fault(
            *match.span(),
            f"Nói đã phân công rõ, nhưng trong {len(tasks)} nhiệm vụ có {', '.join(lacking)}.",
            None,
            tuple(Span(*paper.span_of(task)) for task in tasks if not task.lead or not task.timing_text)[:50],
        )


def _lacking(paper: Paper, field: str, said: str) -> Iterator[Fault]:
    tasks = _assigns(paper)
    if 2 * _have(tasks, field) <= len(tasks):
        return
    faults = [
        Fault(*paper.span_of(task), f"Nhiệm vụ {task.code} không ghi {said}.", confidence=task.confidence)
        for task in tasks
        if not getattr(task, field) and not _AIM.match(task.title)
    ]
    if len(faults) * 3 > len(tasks):
        return  # so many without it were read in another way than the paper lays them out
    yield from gather(faults, f"{{count}} nhiệm vụ không ghi {said}.")


@rule(
    "task-no-lead",
    "plans",
    "warning",
    "Nhiệm vụ không ghi cơ quan chủ trì.",
    fires=_only(_PRODUCT, _TIME),
    silent=_only(_LEAD, _PRODUCT, _TIME),
)
def no_lead(paper: Paper) -> Iterator[Fault]:
    yield from _lacking(paper, "lead", "cơ quan chủ trì")


@rule(
    "task-no-product",
    "plans",
    "warning",
    "Nhiệm vụ không ghi sản phẩm.",
    fires=_only(_LEAD, _TIME),
    silent=_only(_LEAD, _PRODUCT, _TIME),
)
def no_product(paper: Paper) -> Iterator[Fault]:
    yield from _lacking(paper, "product", "sản phẩm")


@rule(
    "task-no-time",
    "plans",
    "warning",
    "Nhiệm vụ không ghi thời hạn.",
    fires=_only(_LEAD, _PRODUCT),
    silent=_only(_LEAD, _PRODUCT, _TIME),
)
def no_time(paper: Paper) -> Iterator[Fault]:
    yield from _lacking(paper, "timing_text", "thời hạn")


@rule(
    "plan-no-time",
    "plans",
    "warning",
    "Kế hoạch giao việc nhưng không nhiệm vụ nào có thời hạn.",
    fires=plan("\n\n".join(_task(n, _LEAD, _PRODUCT) for n in (1, 2, 3))),
    silent=paper(),
)
def plan_no_time(paper: Paper) -> Iterator[Fault]:
    tasks = _assigns(paper)
    if paper.plan and tasks and not _have(tasks, "timing_text") and _have(tasks, "lead"):
        yield Fault(*paper.span_of(tasks[0]), f"Cả {len(tasks)} nhiệm vụ đều không có thời hạn.")


@rule(
    "task-many-leads",
    "plans",
    "warning",
    "Một nhiệm vụ có nhiều cơ quan cùng chủ trì.",
    fires=_only("- Cơ quan chủ trì: Công an xã, Phòng Kinh tế xã", _PRODUCT, _TIME),
    silent=_only(_LEAD, _PRODUCT, _TIME),
)
def many_leads(paper: Paper) -> Iterator[Fault]:
    faults = []
    for task in paper.assigned:
        named = [name for name in task.lead if not _COLLECTIVE.match(name)]
        if len(task.lead) > 1 and named and task.lead_from != "heading" and not _carrying_out(paper, task):
            faults.append(
                Fault(
                    *paper.span_of(task, "lead"),
                    f"Nhiệm vụ {task.code} có {len(task.lead)} cơ quan chủ trì: {'; '.join(task.lead)}.",
                )
            )
    yield from gather(faults, "{count} nhiệm vụ có nhiều cơ quan cùng chủ trì; một việc chỉ nên một đầu mối.")


def _carrying_out(paper: Paper, task: Task) -> bool:
    """Whether those named are only said to carry it out («Cơ quan thực hiện: …»), each its own part."""
    start = paper.span_of(task, "lead")[0]
    line = paper.text[paper.text.rfind("\n", 0, start) + 1 : start].lower()
    return "thực hiện" in line and "chủ trì" not in line


@rule(
    "task-collective-lead",
    "plans",
    "info",
    "Chủ trì là «các cơ quan» chung chung, không rõ ai chịu trách nhiệm.",
    fires=_only("- Cơ quan chủ trì: Các phòng, ban, cơ quan chuyên môn", _PRODUCT, _TIME),
    silent=_only(_LEAD, _PRODUCT, _TIME),
)
def collective_lead(paper: Paper) -> Iterator[Fault]:
    faults = [
        Fault(*paper.span_of(task, "lead"), f"Nhiệm vụ {task.code} giao «{task.lead[0]}» chủ trì, không rõ đơn vị nào.")
        for task in paper.assigned
        if task.lead and all(_COLLECTIVE.match(name) for name in task.lead)
    ]
    yield from gather(faults, "{count} nhiệm vụ giao cho «các cơ quan» chung chung chủ trì.")


@rule(
    "lead-also-coordinating",
    "plans",
    "warning",
    "Một cơ quan vừa chủ trì vừa phối hợp trong cùng nhiệm vụ.",
    fires=_only(_LEAD, "- Cơ quan phối hợp: Công an xã, Phòng Kinh tế xã", _PRODUCT, _TIME),
    silent=_only(_LEAD, _PRODUCT, _TIME),
)
def lead_also_coordinating(paper: Paper) -> Iterator[Fault]:
    for task in paper.assigned:
        both = [name for name in task.lead if fold(name) in {fold(other) for other in task.coordinating}]
        if both and not _COLLECTIVE.match(both[0]):
            yield Fault(
                *paper.span_of(task, "coordinating"), f"«{both[0]}» vừa chủ trì vừa phối hợp ở nhiệm vụ {task.code}."
            )


@rule(
    "lead-with-role",
    "plans",
    "info",
    "Ô chủ trì ghi cả vai trò, không chỉ tên cơ quan.",
    fires=_only("- Cơ quan chủ trì: Công an xã thực hiện; Phòng Kinh tế xã đầu mối tổng hợp", _PRODUCT, _TIME),
    silent=_only(_LEAD, _PRODUCT, _TIME),
)
def lead_with_role(paper: Paper) -> Iterator[Fault]:
    for task in paper.assigned:
        if task.lead_text and _ROLE.search(task.lead_text):
            yield Fault(
                *paper.span_of(task, "lead"), f"Ô chủ trì của nhiệm vụ {task.code} ghi «{join_lines(task.lead_text)}»."
            )


@rule(
    "task-time-past",
    "plans",
    "warning",
    "Thời hạn đã qua trước ngày ban hành.",
    fires=_only(_LEAD, _PRODUCT, "- Thời gian thực hiện: Tháng 3 năm 2025"),
    silent=_only(_LEAD, _PRODUCT, _TIME),
)
def time_past(paper: Paper) -> Iterator[Fault]:
    for task in paper.assigned:
        due = task.timing.due
        if due is None or not paper.plan or not _printed_whole(task):
            continue
        issued = paper.header.date
        if (issued is not None and due < issued) or (issued is None and paper.year and due.year < paper.year):
            yield Fault(
                *paper.span_of(task, "timing"), f"Nhiệm vụ {task.code} hết hạn {due:%d/%m/%Y}, trước ngày ban hành."
            )


def _printed_whole(task: Task) -> bool:
    """Whether the words themselves name day, month or quarter with its year, so that nothing was supplied."""
    return (
        read_timing(task.timing_text).confidence >= _SURE and re.search(r"20\d\d", task.timing_text or "") is not None
    )


_SURE = 0.9
_VAGUE = re.compile(
    r"\W*(?:trong\s+)?(?:thời gian tới|thời gian sớm nhất|sớm nhất|sớm|khẩn trương|kịp thời|nhanh chóng|theo tiến độ|"
    r"theo yêu cầu tiến độ|khi có điều kiện|đúng tiến độ)\W*$",
    re.IGNORECASE,
)


@rule(
    "task-time-unread",
    "plans",
    "info",
    "Thời hạn chỉ là lời chung («trong thời gian tới»), không có ngày, quý hay năm nào.",
    fires=_only(_LEAD, _PRODUCT, "- Thời gian thực hiện: Trong thời gian tới"),
    silent=_only(_LEAD, _PRODUCT, "- Thời gian thực hiện: Khoảng giữa mùa gặt"),
)
def time_vague(paper: Paper) -> Iterator[Fault]:
    faults = [
        Fault(*paper.span_of(task, "timing"), f"«{join_lines(task.timing_text)}» không cho biết hạn nào.")
        for task in paper.assigned
        if task.timing_text and _VAGUE.match(task.timing_text)
    ]
    yield from gather(faults, "{count} nhiệm vụ chỉ ghi thời hạn bằng lời chung, không có ngày, quý hay năm.")


_PARTS = (
    "TT\tNhiệm vụ\tCơ quan chủ trì\tSản phẩm\tThời gian thực hiện\n{a}\n1\tRà soát văn bản của xã\tCông an "
    "xã\tBáo cáo\t{first}\n"
    "2\tTuyên truyền pháp luật ở thôn\tCông an xã\tHội nghị\t{second}\n3\tKiện toàn tổ hòa giải\tCông an "
    "xã\tQuyết định\tNăm 2026\n"
)


def _parted(a: str, first: str, second: str) -> str:
    return paper("Giao nhiệm vụ như sau:\n\n" + _PARTS.format(a=a, first=first, second=second) + "\nHết./.")


@rule(
    "undated-in-dated-part",
    "plans",
    "warning",
    "Nhiệm vụ xếp vào phần có thời hạn nhưng không có ngày, quý, năm cụ thể.",
    fires=_parted("A\tNHIỆM VỤ CÓ THỜI HẠN\t\t\t", "Theo yêu cầu của cấp trên", "Quý II năm 2026"),
    silent=_parted("A\tNHIỆM VỤ CÓ THỜI HẠN\t\t\t", "Quý I năm 2026", "Quý II năm 2026"),
)
def undated(paper: Paper) -> Iterator[Fault]:
    faults = []
    for task in paper.assigned:
        dated = task.part_title and _DATED_PART.search(fold(task.part_title))
        if dated and task.timing_text and task.timing.kind in _UNDATED:
            said = f"Nhiệm vụ {task.code} thuộc phần có thời hạn nhưng chỉ ghi «{join_lines(task.timing_text)}»."
            heading = paper.part_heading(task)
            related = (Span(*heading),) if heading else ()
            faults.append(Fault(*paper.span_of(task, "timing"), said, None, related))
    many = len(faults) > FEW and faults[0].related
    for fault in gather(faults, "{count} nhiệm vụ thuộc phần có thời hạn nhưng không có ngày, quý, năm cụ thể."):
        if many:  # of many tasks the heading is what is not kept
            heading_at, *tasks = fault.related
            yield replace(
                fault, start=heading_at.start, end=heading_at.end, related=(Span(fault.start, fault.end), *tasks)
            )
        else:
            yield fault


@rule(
    "dated-in-regular-part",
    "plans",
    "info",
    "Nhiệm vụ xếp vào phần thường xuyên nhưng có thời hạn riêng.",
    fires=_parted("A\tNHIỆM VỤ THƯỜNG XUYÊN\t\t\t", "Quý I năm 2026", "Thường xuyên"),
    silent=_parted("A\tNHIỆM VỤ KHÁC\t\t\t", "Quý I năm 2026", "Thường xuyên"),
)
def dated_in_regular(paper: Paper) -> Iterator[Fault]:
    for task in paper.assigned:
        regular = task.part_title and _REGULAR_PART.search(fold(task.part_title))
        if regular and task.timing_text and task.timing.kind in _DATED:
            yield Fault(
                *paper.span_of(task, "timing"),
                f"Nhiệm vụ thường xuyên {task.code} lại ghi «{join_lines(task.timing_text)}».",
            )


@rule(
    "future-section-unstructured",
    "plans",
    "warning",
    "Phần nhiệm vụ thời gian tới chỉ là một đoạn văn: không có việc cụ thể, người làm, thời hạn.",
    fires=report(
        "I. KẾT QUẢ\n\nTốt.\n\nII. Phương hướng, nhiệm vụ trọng tâm thời gian tới\n\n"
        + "Tiếp tục nâng cao vai trò của người đứng đầu. " * 8
    ),
    silent=report(
        "I. KẾT QUẢ\n\nTốt.\n\nII. Phương hướng, nhiệm vụ trọng tâm thời gian tới\n\n1. Rà soát văn bản.\n\n2. "
        "Kiện toàn tổ hòa giải.\n\nHết./."
    ),
)
def future_section(paper: Paper) -> Iterator[Fault]:
    if not paper.administrative:
        return
    for part in paper.parts:
        node = part.node
        if (
            node.level not in ("mục", "khoản")
            or node.children
            or not _FUTURE.search(fold(node.title))
            or len(node.title) > 120
        ):
            continue
        body = paper.body_after(part)
        if len(body) > 300 and not re.search(r"chủ trì|[Qq]uý [IV]+|tháng \d|trước ngày|hoàn thành trong", body):
            at = paper.heading_end(node)
            lead = len(body) - len(body.lstrip())
            stop = re.search(r"[.;]\s", body[lead:])
            yield Fault(at + lead, at + lead + (stop.start() + 1 if stop else 100), related=(Span(node.start, at),))
