"""What a task waits for (chờ sự kiện, chờ cấp trên): the event, who owes it, and whether it is this plan itself."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from vanban.agencies import CENTRE, PARTY
from vanban.patterns import any_of
from vanban.text import fold, join_lines

WAITING_KINDS = ("after_event", "before_event", "during_event", "on_request", "external")

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
class Waiting:
    """An event a task waits for. ``owed_by`` is "" when the paper does not say who owes it.

    ``own`` tells that the event is the issuing of the plan itself; ``named`` that the name singles the event out, so
    that two tasks naming it wait for the same thing.
    """

    name: str
    owed_by: str = ""
    own: bool = False
    named: bool = False


def rules_of(timing: Mapping[str, Any] | None) -> list[Mapping[str, Any]]:
    """The single rules of a timing (JSON of ``vanban``): its parts when it is composite, nothing when it says none."""
    if not timing:
        return []
    if timing.get("kind") == "composite":
        return [rule for part in timing.get("parts") or () for rule in rules_of(part)]
    return [timing] if timing.get("kind") not in (None, "none") else []


def is_regular(part_title: str | None, timing: Mapping[str, Any] | None) -> bool:
    """Whether a task is regular (thường xuyên): the paper's own heading decides, else a rule without an end.

    >>> is_regular("NHIỆM VỤ THƯỜNG XUYÊN", {"kind": "external"}), is_regular(None, {"kind": "recurring"})
    (True, True)
    """
    heading = fold(part_title or "")
    if "thuong xuyen" in heading:
        return True
    if "thoi han" in heading:
        return False
    return any(rule["kind"] in ("continuous", "recurring") for rule in rules_of(timing))


def waiting_of(title: str, timing_text: str | None, timing: Mapping[str, Any] | None) -> Waiting | None:
    """What a task with a deadline waits for, read from its deadline phrase and its own words; None when nothing.

    >>> waiting_of("Triển khai Đề án của Thủ tướng Chính phủ về dữ liệu", "Sau khi Đề án ban hành",
    ...            {"kind": "after_event", "event": "Đề án ban hành"}).owed_by
    'Thủ tướng Chính phủ'
    """
    rule = next((rule for rule in rules_of(timing) if rule["kind"] in WAITING_KINDS), None)
    if rule is None:
        return None
    event = join_lines(rule.get("event") or rule.get("text") or timing_text or "").strip(" .;")
    if not event:
        return None
    if _SELF.fullmatch(fold(event)):
        return Waiting(event, own=True, named=True)
    owed = _OF_BODY.search(event)
    paper = _EVENT_PAPER.fullmatch(event)
    if paper and not owed:
        quoted = re.search(rf"{paper[1]} của ({_BODY})[^;.]*", title, re.IGNORECASE)
        if quoted:
            return Waiting(f"{quoted[0].strip()} được ban hành", quoted[1], named=True)
    return Waiting(event[:1].upper() + event[1:], owed[1] if owed else "")
