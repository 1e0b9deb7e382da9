"""What a task waits for (chờ sự kiện, chờ cấp trên): the event, who owes it, and whether it is this plan itself."""

from __future__ import annotations

import re
from dataclasses import dataclass

from vanban.agencies import CENTRE, PARTY
from vanban.model import Timing, TimingKind
from vanban.patterns import any_of
from vanban.text import fold, join_lines

WAITING_KINDS = (
    TimingKind.AFTER_EVENT,
    TimingKind.BEFORE_EVENT,
    TimingKind.DURING_EVENT,
    TimingKind.ON_REQUEST,
    TimingKind.EXTERNAL,
)

_SELF = re.compile(r"(?:ban hanh )?ke hoach(?: nay)?(?: (?:duoc )?(?:ban hanh|phe duyet))?")
_HIGHER = (
    rf"[Bb]ộ, ngành Trung ương|các [Bb]ộ, ngành(?: Trung ương)?|cấp có thẩm quyền|cấp trên|{any_of(CENTRE, gap=' ')}"
)
_NAME_ENDS = "về|và|xây|thực|ứng|theo|cho|tại|để|có|được|ban hành|giao|trong|khi|đến|từ|năm|ngày|hoặc"
_BODY = (
    rf"(?:{_HIGHER}|(?:Bộ|Thanh tra|Văn phòng|Ủy ban|UBND|HĐND|Sở|Ban Thường vụ|{any_of(PARTY, gap=' ')})"
    rf"(?: (?!{_NAME_ENDS})[^\s,;.]+){{0,6}})"
)
_OF_BODY = re.compile(rf"của ({_BODY}(?:(?:, | và |; ){_BODY})*)")
_PAPER = r"Đề án|Kế hoạch|Nghị quyết|Chương trình|Chỉ thị|Quyết định|Văn bản|Hướng dẫn|Nghị định|Thông tư"
_EVENT_PAPER = re.compile(
    rf"(?:có )?({_PAPER})(?:\s+này)?(?:\s+(?:được\s+)?(?:ban hành|phê duyệt|thông qua))?", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class AwaitedEvent:
    """An event a task waits for. ``owed_by`` is "" when the paper does not say who owes it.

    ``own`` tells that the event is the issuing of the plan itself; ``named`` that the name singles the event out, so
    that two tasks naming it wait for the same thing.
    """

    name: str
    owed_by: str = ""
    own: bool = False
    named: bool = False


def rules_of(timing: Timing) -> list[Timing]:
    """The single rules of a timing: its parts when it is composite, nothing when it says none."""
    if timing.kind is TimingKind.COMPOSITE:
        return [rule for part in timing.parts for rule in rules_of(part)]
    return [timing] if timing.kind is not TimingKind.NONE else []


def is_regular(part_title: str | None, timing: Timing) -> bool:
    """Whether a task is regular (thường xuyên): the paper's own heading decides, else a rule without an end.

    >>> is_regular("NHIỆM VỤ THƯỜNG XUYÊN", Timing(TimingKind.EXTERNAL)), is_regular(None, Timing(TimingKind.RECURRING))
    (True, True)
    """
    heading = fold(part_title or "")
    if "thuong xuyen" in heading:
        return True
    if "thoi han" in heading:
        return False
    return any(rule.kind in (TimingKind.CONTINUOUS, TimingKind.RECURRING) for rule in rules_of(timing))


def waiting_of(title: str, timing_text: str | None, timing: Timing) -> AwaitedEvent | None:
    """What a task with a deadline waits for, read from its deadline phrase and its own words; None when nothing.

    >>> waiting_of("Triển khai Đề án của Thủ tướng Chính phủ về dữ liệu", "Sau khi Đề án ban hành",
    ...            Timing(TimingKind.AFTER_EVENT, event="Đề án ban hành")).owed_by
    'Thủ tướng Chính phủ'
    """
    rule = next((rule for rule in rules_of(timing) if rule.kind in WAITING_KINDS), None)
    if rule is None:
        return None
    event = join_lines(rule.event or rule.text or timing_text or "").strip(" .;")
    if not event:
        return None
    if _SELF.fullmatch(fold(event)):
        return AwaitedEvent(event, own=True, named=True)
    owed = _OF_BODY.search(event)
    paper = _EVENT_PAPER.fullmatch(event)
    if paper and not owed:
        quoted = re.search(rf"{paper[1]} của ({_BODY})[^;.]*", title, re.IGNORECASE)
        if quoted:
            return AwaitedEvent(f"{quoted[0].strip()} được ban hành", quoted[1], named=True)
    return AwaitedEvent(event[:1].upper() + event[1:], owed[1] if owed else "")
