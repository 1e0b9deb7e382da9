"""Why a task has the deadline it has (vì sao có hạn này?), as data: rule, event, count, changes, result."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from thuongton.calendars.clock import Calendar, ClockStep
from thuongton.plans.deadlines.windows import RuleLike, Window, window_of
from thuongton.plans.status import SOON_DAYS, Basis, State, due_in_force, finished, start_in_force, status
from thuongton.web.dates import day_words

SURE = 0.9


def _(msgid: str) -> str:
    """Marks a text for the catalogues; it is translated where it is shown."""
    return msgid


KINDS = {
    "fixed": _("một ngày"),
    "window": _("một khoảng thời gian"),
    "open_window": _("một giai đoạn và tiếp theo"),
    "recurring": _("lặp lại theo kỳ"),
    "continuous": _("thường xuyên"),
    "after_event": _("sau một sự kiện"),
    "before_event": _("trước một sự kiện"),
    "during_event": _("trong quá trình một việc"),
    "on_request": _("khi có yêu cầu"),
    "external": _("do nơi khác ấn định"),
    "composite": _("nhiều quy tắc"),
    "none": _("không ấn định"),
}


@dataclass(frozen=True, slots=True)
class Why:
    """The state of a task on a day and the way to it; ``doubtful`` when the machine's reading is below confidence."""

    state: State
    start: dt.date | None
    due: dt.date | None
    agreed_due: dt.date | None
    steps: tuple[ClockStep, ...]
    doubtful: bool
    provisional: bool = False


def why(
    task: Any,
    as_of: dt.date,
    *,
    rules: Sequence[RuleLike],
    trigger: Any | None,
    changes: Iterable[Any],
    agreed_days: int,
    calendar: Calendar,
    source: str = "",
    basis: Basis = Basis.DECLARED,
    soon_days: int = SOON_DAYS,
) -> Why:
    """The explanation of a task on a day; ``source`` names the plan's paper, ``changes`` are all that were asked."""
    state = status(task, as_of, basis=basis, soon_days=soon_days)
    happened = trigger.occurred_on if trigger else None
    known = happened if happened and (task.opened_on is None or task.opened_on <= as_of) else None
    window = window_of(rules, event_day=known, agreed_days=agreed_days, calendar=calendar)
    steps = _read(task, rules, source)
    steps += window.steps
    if task.waits and known is None:
        steps += _owed(trigger, as_of)
    elif known and trigger is not None and trigger.document is not None:
        steps.append(ClockStep(_("Sự kiện được chứng minh bằng văn bản."), day=known, source=trigger.document.short))
    steps += _changed(changes, as_of)
    start, due = start_in_force(task, as_of, basis=basis), due_in_force(task, as_of, basis=basis)
    steps += _judged(state, due, window, task)
    return Why(
        state=state,
        start=start,
        due=due,
        agreed_due=None if due else window.agreed_due,
        steps=tuple(steps),
        doubtful=any(rule.confidence < SURE for rule in rules),
        provisional=window.provisional and (due or window.agreed_due) in (window.due, window.agreed_due),
    )


def _read(task: Any, rules: Sequence[RuleLike], source: str) -> list[ClockStep]:
    if not rules:
        text = _("Văn bản ghi «%(text)s» nhưng chưa đọc ra quy tắc nào; cần người xem lại.")
        printed = task.timing_text.strip()
        return [ClockStep(text, {"text": printed}, source=source)] if printed else []
    steps = []
    for rule in rules:
        values = {
            "text": rule.text or task.timing_text,
            "kind": KINDS[str(rule.kind)],
            "percent": round(100 * rule.confidence),
        }
        sure = _("Văn bản ghi «%(text)s», đọc là: %(kind)s.")
        doubt = _("Văn bản ghi «%(text)s», đọc là: %(kind)s (máy chỉ chắc %(percent)d%%, cần người xác nhận).")
        steps.append(ClockStep(sure if rule.confidence >= SURE else doubt, values, source=source))
    return steps


def _owed(trigger: Any | None, as_of: dt.date) -> list[ClockStep]:
    if trigger is None:
        return [ClockStep(_("Chưa ghi nhận sự kiện phải chờ."))]
    values = {"event": trigger.name, "owner": trigger.owed_by}
    if trigger.owed_since is None or trigger.owed_since > as_of:
        text = _("Đang chờ «%(event)s» từ %(owner)s.") if trigger.owed_by else _("Đang chờ «%(event)s».")
        return [ClockStep(text, values)]
    values["days"] = (as_of - trigger.owed_since).days
    text = (
        _("Đang chờ «%(event)s» từ %(owner)s, đã %(days)d ngày.")
        if trigger.owed_by
        else _("Đang chờ «%(event)s», đã %(days)d ngày; văn bản không ghi ai phải ban hành.")
    )
    return [ClockStep(text, values, trigger.owed_since)]


def _changed(changes: Iterable[Any], as_of: dt.date) -> list[ClockStep]:
    steps = []
    for change in sorted(changes, key=lambda change: (change.granted_on or change.asked_on, change.pk)):
        paper = change.document.short if change.document else ""
        values = {"due": day_words(change.new_due), "reason": change.reason}
        if change.granted_on and change.granted_on <= as_of:
            text = _("Được đồng ý đổi hạn đến %(due)s: %(reason)s")
            steps.append(ClockStep(text, values, change.granted_on, paper))
        elif change.refused_on and change.refused_on <= as_of:
            steps.append(
                ClockStep(_("Xin lùi hạn đến %(due)s nhưng không được đồng ý."), values, change.refused_on, paper)
            )
        elif change.asked_on <= as_of:
            text = _("Đã xin lùi hạn đến %(due)s, chưa được trả lời nên hạn chưa đổi.")
            steps.append(ClockStep(text, values, change.asked_on, paper))
    return steps


def _kept(task: Any, window: Window) -> list[ClockStep]:
    """Why the due day on record is not the one the calendar of today gives."""
    text = (
        _("Lịch làm việc đã thay đổi sau khi nhiệm vụ kết thúc: hạn lúc đó được giữ nguyên.")
        if finished(task)
        else _("Lịch làm việc vừa thay đổi: hạn đang được tính lại.")
    )
    return [ClockStep(text, day=task.due)]


def _judged(state: State, due: dt.date | None, window: Window, task: Any) -> list[ClockStep]:
    if state is State.REGULAR:
        return [ClockStep(_("Văn bản xếp vào nhiệm vụ thường xuyên nên tự nó không có ngày hạn."))]
    if due:
        kept = window.due and task.due and due == task.due != window.due
        return [*(_kept(task, window) if kept else ()), ClockStep(_("Hạn đang có hiệu lực."), day=due)]
    if window.agreed_due:
        return [ClockStep(_("Không có ngày hạn theo văn bản; hạn quy ước chỉ để nhắc việc."), day=window.agreed_due)]
    return [ClockStep(_("Chưa có ngày hạn."))]
