"""What is doubtful in a task as the machine read it, and what its deadline means in words; pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from thuongton.plans.deadlines.waiting import rules_of
from thuongton.plans.taking_in.parties import category_of
from thuongton.plans.taking_in.read_task import ReadTask
from thuongton.web.dates import day_words
from thuongton.web.forms.marks import mark_of
from vanban.model import Timing, TimingKind

CERTAIN = 0.85
"""A deadline read with less confidence than this is shown to a person first."""
LIKELY = 0.75
"""A passage taken for a task with less confidence than this is shown to a person first."""

NEARLY_ALL, FEW = 0.9, 5
_FIELDS = ("lead", "product", "timing_text")
_PERIODS = {"P1D": "hằng ngày", "P7D": "hằng tuần", "P1M": "hằng tháng", "P3M": "hằng quý", "P6M": "6 tháng một lần"}


def _missing(tasks: Sequence[ReadTask]) -> tuple[int, dict[str, int]]:
    own = [task for task in tasks if not task.duty]
    return len(own), {field: sum(not getattr(task, field) for task in own) for field in _FIELDS}


def absent_fields(tasks: Sequence[ReadTask]) -> frozenset[str]:
    """The fields that a paper leaves out for (nearly) all its tasks: said once, not again for every task."""
    total, missing = _missing(tasks)
    enough = total if total < FEW else NEARLY_ALL * total
    return frozenset(field for field in _FIELDS if total and missing[field] >= enough)


def absent_sentences(tasks: Sequence[ReadTask]) -> list[str]:
    """One sentence for each field that a paper leaves out for (nearly) all its tasks, with the count."""
    total, missing = _missing(tasks)
    words = {"lead": "không giao chủ trì", "product": "không nêu sản phẩm", "timing_text": "không đặt thời hạn"}
    absent = absent_fields(tasks)
    return [f"{missing[field]}/{total} nhiệm vụ của văn bản {words[field]}." for field in _FIELDS if field in absent]


def doubts_of(task: ReadTask, absent: frozenset[str] = frozenset()) -> list[str]:
    """Sentences that say what a person must look at in a task, none when all is sure.

    ``absent`` are the fields that the whole paper leaves out. A duty (trách nhiệm) needs neither product nor time.
    Several classes of units as lead («Các sở, ban, ngành; UBND cấp xã») mean that each does its own part: no doubt.
    """
    doubts = []
    lead, phrase = task.lead, task.timing_text
    if task.confidence < LIKELY:
        doubts.append("Máy chưa chắc đoạn này là một nhiệm vụ")
    if not lead and "lead" not in absent:
        doubts.append("Không giao chủ trì")
    if len(lead) > 1 and not all(category_of(name) for name in lead):
        doubts.append(f"Có {len(lead)} cơ quan chủ trì: {'; '.join(lead)}")
    if not task.product and "product" not in absent and not task.duty:
        doubts.append("Không có sản phẩm")
    if not phrase:
        if "timing_text" not in absent and not task.duty:
            doubts.append("Thời hạn để trống")
    elif not rules_of(task.timing):
        doubts.append(f"Máy chưa hiểu thời hạn «{phrase}»")
    elif task.timing.confidence < CERTAIN:
        doubts.append(f"Máy đọc thời hạn «{phrase}» chưa chắc")
    return doubts


_BRIEF = (
    ("Máy chưa chắc đoạn này", "Có phải nhiệm vụ?"),
    ("Không giao chủ trì", "Chưa giao chủ trì"),
    ("Không có sản phẩm", "Không sản phẩm"),
    ("Thời hạn để trống", "Hạn để trống"),
    ("Máy chưa hiểu thời hạn", "Hạn chưa rõ"),
    ("Máy đọc thời hạn", "Hạn chưa chắc"),
)


def brief(doubts: Sequence[str]) -> str:
    """What is doubtful in a word or two, for a row of one line: the first doubt, and how many more there are.

    >>> brief(["Có 2 cơ quan chủ trì: Sở A; Sở B", "Không có sản phẩm"])
    '2 chủ trì +1'
    """
    if not doubts:
        return ""
    first = doubts[0]
    several = re.match(r"Có (\d+) cơ quan chủ trì", first)
    words = next((short for opening, short in _BRIEF if first.startswith(opening)), first)
    words = f"{several[1]} chủ trì" if several else words
    return f"{words} +{len(doubts) - 1}" if len(doubts) > 1 else words


def confidence_of(task: ReadTask) -> float:
    """How sure the reading of a task is as a whole, 0 to 1: its weakest part."""
    return min(task.confidence, task.timing.confidence) if task.timing_text else task.confidence


def fingerprint(state: str, task: ReadTask) -> str:
    """The mark of what a person saw of a row (``web.forms.marks``), by which an unseen change is recognised."""
    return mark_of(state, task.to_dict())


def _say_rule(rule: Timing) -> str:
    event = rule.event or rule.text or ""
    start, due = day_words(rule.start), day_words(rule.due)
    match rule.kind:
        case TimingKind.FIXED:
            return f"hạn {due}"
        case TimingKind.WINDOW:
            return f"từ {start} đến {due}" if start else f"hạn {due}"
        case TimingKind.OPEN_WINDOW:
            return f"từ {start} đến {due} và tiếp theo" if due else f"từ {start}, không có ngày kết thúc"
        case TimingKind.RECURRING:
            return f"lặp lại {_recurrence(rule)}"
        case TimingKind.CONTINUOUS:
            return "thường xuyên, không có hạn"
        case TimingKind.AFTER_EVENT:
            return f"tính từ sự kiện: {event}"
        case TimingKind.BEFORE_EVENT:
            return f"trước sự kiện: {event}"
        case TimingKind.DURING_EVENT:
            return f"trong khi: {event}"
        case TimingKind.ON_REQUEST:
            return f"khi có: {event}"
        case TimingKind.EXTERNAL:
            return f"theo hạn của nơi khác: {event}"
    return rule.text or ""


def _recurrence(rule: Timing) -> str:
    parts = dict(part.split("=", 1) for part in (rule.rrule or "").split(";") if "=" in part)
    months, day = parts.get("BYMONTH", ""), parts.get("BYMONTHDAY", "")
    if parts.get("FREQ") == "YEARLY" and months and months != "3,6,9,12":
        when = f"tháng {months.replace(',', ', ')}"
        return f"hằng năm, hạn cuối {when}" if day in ("", "-1") else f"hằng năm, hạn ngày {day} {when}"
    return _PERIODS.get(rule.window or "", "theo kỳ")


def say_timing(timing: Timing) -> str:
    """What the machine makes of a deadline phrase, in words; "" when it made nothing of it.

    >>> say_timing(Timing(TimingKind.RECURRING, window="P3M")), say_timing(Timing())
    ('lặp lại hằng quý', '')
    """
    return "; ".join(filter(None, map(_say_rule, rules_of(timing))))
