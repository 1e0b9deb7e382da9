"""What is doubtful in a task as the machine read it, and what its deadline means in words; pure."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from thuongton.plans.parties import category_of
from thuongton.plans.waiting import rules_of

CERTAIN = 0.85
"""A deadline read with less confidence than this is shown to a person first."""
LIKELY = 0.75
"""A passage taken for a task with less confidence than this is shown to a person first."""

_FIELDS = ("lead", "product", "timing_text")
_PERIODS = {"P1D": "hằng ngày", "P7D": "hằng tuần", "P1M": "hằng tháng", "P3M": "hằng quý", "P6M": "6 tháng một lần"}


def absent_fields(tasks: Sequence[Mapping[str, Any]]) -> frozenset[str]:
    """The fields that a paper gives for none of its tasks: said once for the paper, not again for every task."""
    own = [task for task in tasks if not task.get("duty")]
    return frozenset(field for field in _FIELDS if own and not any(task.get(field) for task in own))


def absent_sentences(absent: frozenset[str]) -> list[str]:
    """One sentence for each field that the whole paper leaves out."""
    words = {
        "lead": _("Văn bản không giao cơ quan chủ trì cho nhiệm vụ nào."),
        "product": _("Văn bản không nêu sản phẩm của nhiệm vụ nào."),
        "timing_text": _("Văn bản không đặt thời hạn cho nhiệm vụ nào."),
    }
    return [words[field] for field in _FIELDS if field in absent]


def doubts_of(task: Mapping[str, Any], absent: frozenset[str] = frozenset()) -> list[str]:
    """Sentences that say what a person must look at in a task, none when all is sure.

    ``absent`` are the fields that the whole paper leaves out. A duty (trách nhiệm) needs neither product nor time.
    Several classes of units as lead («Các sở, ban, ngành; UBND cấp xã») mean that each does its own part: no doubt.
    """
    doubts = []
    lead = task.get("lead") or []
    phrase, timing = task.get("timing_text"), task.get("timing") or {}
    if (task.get("confidence") or 0) < LIKELY:
        doubts.append(_("Máy chưa chắc đoạn này là một nhiệm vụ"))
    if not lead and "lead" not in absent:
        doubts.append(_("Không giao chủ trì"))
    if len(lead) > 1 and not all(category_of(name) for name in lead):
        doubts.append(_("Có %(count)d cơ quan chủ trì: %(names)s") % {"count": len(lead), "names": "; ".join(lead)})
    if not task.get("product") and "product" not in absent and not task.get("duty"):
        doubts.append(_("Không có sản phẩm"))
    if not phrase:
        if "timing_text" not in absent and not task.get("duty"):
            doubts.append(_("Thời hạn để trống"))
    elif not rules_of(timing):
        doubts.append(_("Máy chưa hiểu thời hạn «%(phrase)s»") % {"phrase": phrase})
    elif (timing.get("confidence") or 0) < CERTAIN:
        doubts.append(_("Máy đọc thời hạn «%(phrase)s» chưa chắc") % {"phrase": phrase})
    return doubts


def confidence_of(task: Mapping[str, Any]) -> float:
    """How sure the reading of a task is as a whole, 0 to 1: its weakest part."""
    sure = [float(task.get("confidence") or 0)]
    if task.get("timing_text"):
        sure.append(float((task.get("timing") or {}).get("confidence") or 0))
    return min(sure)


def fingerprint(state: str, body: Mapping[str, Any]) -> str:
    """A short mark of what a person saw, so that two people do not overwrite each other unseen."""
    text = json.dumps([state, body], ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _day(value: str | None) -> str:
    if not value:
        return ""
    year, month, day = str(value).split("-")
    return f"{int(day)}/{int(month)}/{year}"


def _say_rule(rule: Mapping[str, Any]) -> str:
    kind, event = rule["kind"], rule.get("event") or rule.get("text") or ""
    start, due = _day(rule.get("start")), _day(rule.get("due"))
    match kind:
        case "fixed":
            return _("hạn %(due)s") % {"due": due}
        case "window":
            return (
                _("từ %(start)s đến %(due)s") % {"start": start, "due": due}
                if start
                else _("hạn %(due)s") % {"due": due}
            )
        case "open_window":
            return (
                _("từ %(start)s, không có ngày kết thúc") % {"start": start}
                if not due
                else (_("từ %(start)s đến %(due)s và tiếp theo") % {"start": start, "due": due})
            )
        case "recurring":
            return _("lặp lại %(period)s") % {"period": _recurrence(rule)}
        case "continuous":
            return _("thường xuyên, không có hạn")
        case "after_event":
            return _("tính từ sự kiện: %(event)s") % {"event": event}
        case "before_event":
            return _("trước sự kiện: %(event)s") % {"event": event}
        case "during_event":
            return _("trong khi: %(event)s") % {"event": event}
        case "on_request":
            return _("khi có: %(event)s") % {"event": event}
        case "external":
            return _("theo hạn của nơi khác: %(event)s") % {"event": event}
    return str(rule.get("text") or "")


def _recurrence(rule: Mapping[str, Any]) -> str:
    parts = dict(part.split("=", 1) for part in (rule.get("rrule") or "").split(";") if "=" in part)
    months, day = parts.get("BYMONTH", ""), parts.get("BYMONTHDAY", "")
    if parts.get("FREQ") == "YEARLY" and months and months != "3,6,9,12":
        when = _("tháng %(months)s") % {"months": months.replace(",", ", ")}
        return (
            _("hằng năm, hạn ngày %(day)s %(when)s") if day not in ("", "-1") else _("hằng năm, hạn cuối %(when)s")
        ) % {
            "day": day,
            "when": when,
        }
    return _PERIODS.get(rule.get("window") or "", _("theo kỳ"))


def say_timing(timing: Mapping[str, Any] | None) -> str:
    """What the machine makes of a deadline phrase, in words; "" when it made nothing of it.

    >>> say_timing({"kind": "window", "start": "2026-01-01", "due": "2026-12-31"})
    'từ 1/1/2026 đến 31/12/2026'
    """
    return "; ".join(filter(None, map(_say_rule, rules_of(timing))))
