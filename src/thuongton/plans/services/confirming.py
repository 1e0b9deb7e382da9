"""Confirming what the machine read: every correction is saved at once, an unseen change is never overwritten."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from typing import Self

from django.core.exceptions import ValidationError
from django.db.models import F
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from thuongton.audit.services import Recording, acting, recording
from thuongton.documents.models import Intake, Reading
from thuongton.people.models import Unit, User
from thuongton.people.scopes import demand
from thuongton.plans.models import Proposal
from thuongton.plans.queries.proposals import adopted_from
from thuongton.plans.services.recognising import remember
from thuongton.plans.taking_in.proposing import absent_fields, confidence_of, doubts_of, fingerprint
from thuongton.plans.taking_in.read_task import ReadTask
from thuongton.web.forms.marks import demand_unchanged
from vanban.agencies import split_agencies
from vanban.model import Value
from vanban.text import join_lines
from vanban.timing import read_timing


def propose(intake: Intake) -> int:
    """Lay the tasks of a reading before a person; returns how many are waiting. Doing it again changes nothing."""
    with acting():
        Intake.objects.select_for_update().get(pk=intake.pk)
        known = Proposal.objects.filter(intake=intake).count()
        reading = Reading.objects.filter(file_id=intake.file_id, part=intake.part).first()
        if known or reading is None:
            return known
        tasks = [ReadTask.of(task) for task in reading.value.tasks if task.progress is None]
        absent = absent_fields(tasks)
        rows = [_new_row(intake, order, task) for order, task in enumerate(tasks, start=1)]
        for row in rows:
            row.confidence, row.doubts = confidence_of(row.task), doubts_of(row.task, absent)
        Proposal.objects.bulk_create(rows)
        return len(tasks)


def _new_row(intake: Intake, order: int, task: ReadTask, state: str = "pending") -> Proposal:
    row = Proposal(intake=intake, order=order, state=state)
    row.task = task
    return row


def _acting(user: User | None, intake: Intake, action: str) -> AbstractContextManager[Recording]:
    demand(user, intake)
    return recording(user, action, intake, unit=intake.unit)


def _fresh(proposal: Proposal, seen: str | None) -> Proposal:
    """The row as it stands now, locked; refuses when it is not what the person saw (``seen``)."""
    try:
        row = Proposal.objects.select_for_update().get(pk=proposal.pk)
    except Proposal.DoesNotExist:
        raise ValidationError(_("Dòng này vừa được người khác gộp hoặc bỏ đi. Tải lại trang để xem bản mới.")) from None
    changed = _("Người khác vừa sửa dòng «%(code)s». Nội dung của họ đã được giữ; xem lại rồi làm tiếp.")
    demand_unchanged(seen, fingerprint(row.state, row.task), changed % {"code": row.task.code or row.order})
    return row


def _judge(row: Proposal) -> None:
    others = [other.task for other in Proposal.objects.filter(intake=row.intake_id).exclude(pk=row.pk).only("body")]
    row.confidence = confidence_of(row.task)
    row.doubts = doubts_of(row.task, absent_fields([*others, row.task]))


def _set_state(user: User | None, proposal: Proposal, state: str, action: str, seen: str | None) -> Proposal:
    with _acting(user, proposal.intake, action):
        row = _fresh(proposal, seen)
        row.state = state
        row.save(update_fields=["state"])
    return row


def accept(user: User | None, proposal: Proposal, *, seen: str | None = None) -> Proposal:
    """Say that a task was read right (Đúng)."""
    return _set_state(user, proposal, "right", gettext_noop("Xác nhận nhiệm vụ đọc đúng"), seen)


def drop(user: User | None, proposal: Proposal, *, seen: str | None = None) -> Proposal:
    """Leave a row out: it is not a task (Bỏ). It stays in the list and can be taken back."""
    return _set_state(user, proposal, "dropped", gettext_noop("Bỏ dòng không phải nhiệm vụ"), seen)


def reopen(user: User | None, proposal: Proposal, *, seen: str | None = None) -> Proposal:
    """Take a decision on a row back (Xem lại)."""
    return _set_state(user, proposal, "pending", gettext_noop("Xem lại dòng đã xác nhận"), seen)


@dataclass(frozen=True, slots=True)
class RowBefore(Value):
    """All that is needed to put a row back as it stood."""

    order: int
    state: str
    confidence: float
    doubts: tuple[str, ...]
    task: ReadTask

    @classmethod
    def of(cls, row: Proposal) -> Self:
        """As it stands now."""
        return cls(row.order, row.state, row.confidence, tuple(row.doubts), row.task)

    def put_on(self, row: Proposal) -> None:
        """Give a row all but its place."""
        row.state, row.confidence, row.doubts, row.task = self.state, self.confidence, list(self.doubts), self.task


def put_back(
    user: User | None,
    row: Proposal,
    before: RowBefore,
    *,
    seen: str,
    joined: RowBefore | None = None,
) -> Proposal:
    """Give a row its state and words of before, and make the row anew that was joined to it.

    Refused when the row was changed since (``seen``), or when its tasks were taken into tracking meanwhile.
    """
    with _acting(user, row.intake, gettext_noop("Hoàn tác việc bỏ hoặc gộp dòng")):
        now = _fresh(row, seen)
        if adopted_from(row.intake) is not None:
            raise ValidationError(_("Nhiệm vụ của văn bản đã được đưa vào theo dõi nên không hoàn tác được."))
        before.put_on(now)
        now.save()
        if joined is not None:
            if Proposal.objects.filter(intake=row.intake_id, order=joined.order).exists():
                Proposal.objects.filter(intake=row.intake_id, order__gte=joined.order).update(order=F("order") + 1)
            again = Proposal(intake=row.intake, order=joined.order)
            joined.put_on(again)
            again.save()
    return now


def accept_certain(user: User | None, intake: Intake) -> int:
    """Accept every row without a doubt (Đúng hết những dòng chắc chắn); returns how many."""
    with _acting(user, intake, gettext_noop("Xác nhận mọi dòng chắc chắn")):
        rows = [row.pk for row in Proposal.objects.filter(intake=intake, state="pending") if not row.doubts]
        return Proposal.objects.filter(pk__in=rows).update(state="right")


def explain_agencies(user: User | None, intake: Intake, home: Unit, chosen: Mapping[str, Unit]) -> None:
    """Say which units the leads of a paper mean («VP HĐND&UBND» là …); kept as other names in papers of ``home``."""
    with _acting(user, intake, gettext_noop("Cho biết cơ quan chủ trì là đơn vị nào")):
        remember(user, home, chosen)


def names_of(text: str) -> list[str]:
    """Agency names as a person types them: one a line, or as in a paper."""
    return list(split_agencies("\n".join(line for line in text.splitlines() if line.strip()).replace("\n", "; ")))


def _corrected(task: ReadTask, fields: Mapping[str, str], issued: dt.date | None) -> ReadTask:
    """The task with the fields that were typed; the deadline phrase is read anew when it changed."""
    title = join_lines(fields.get("title", task.title))
    if not title:
        raise ValidationError({"title": _("Ghi nội dung nhiệm vụ.")})
    new = replace(task, title=title)
    if "code" in fields:
        new = new.coded(join_lines(fields["code"]))
    for field in ("lead", "coordinating"):
        if field in fields:
            names = tuple(names_of(fields[field]))
            if names != getattr(task, field):
                new = new.given_to(field, names)
    if "product" in fields:
        new = replace(new, product=join_lines(fields["product"]) or None)
    if "timing_text" in fields:
        phrase = join_lines(fields["timing_text"]) or None
        if phrase != task.timing_text:
            new = replace(new, timing_text=phrase, timing=read_timing(phrase, issued=issued))
    return new


def correct(user: User | None, proposal: Proposal, fields: Mapping[str, str], *, seen: str | None = None) -> Proposal:
    """Correct a task (Sửa): ``fields`` are code, title, lead, coordinating, product, timing_text as typed.

    A corrected task was seen by a person and counts as right. Raises ValidationError by field.
    """
    with _acting(user, proposal.intake, gettext_noop("Sửa nhiệm vụ máy đọc")):
        row = _fresh(proposal, seen)
        row.task = replace(_corrected(row.task, fields, proposal.intake.head.date), confidence=1.0)
        row.state = "right"
        _judge(row)
        row.save(update_fields=["body", "state", "confidence", "doubts"])
    return row


def add(user: User | None, intake: Intake, fields: Mapping[str, str], *, after: Proposal | None = None) -> Proposal:
    """Add a task that the machine missed (Thêm nhiệm vụ), after a row or at the end."""
    with _acting(user, intake, gettext_noop("Thêm nhiệm vụ máy bỏ sót")):
        rows = Proposal.objects.select_for_update().filter(intake=intake)
        before = after or rows.order_by("-order").first()
        order = before.order if before else 0
        task = _corrected(ReadTask(""), fields, intake.head.date)
        task = task.under_heading_of(before.task) if before else task
        if not task.code:
            task = task.coded(_next_code([row.task.code for row in rows]))
        rows.filter(order__gt=order).update(order=F("order") + 1)
        row = _new_row(intake, order + 1, task, "right")
        _judge(row)
        row.save()
    return row


def _next_code(codes: Sequence[str]) -> str:
    number = 1
    while f"BS.{number}" in codes:
        number += 1
    return f"BS.{number}"


def split(user: User | None, proposal: Proposal, first: str, second: str, *, seen: str | None = None) -> Proposal:
    """Part one row into two tasks (Tách), each with its own words; the other fields go to both. Returns the second."""
    first, second = join_lines(first), join_lines(second)
    if not first or not second:
        raise ValidationError(_("Ghi nội dung cho cả hai nhiệm vụ sau khi tách."))
    with _acting(user, proposal.intake, gettext_noop("Tách một dòng thành hai nhiệm vụ")):
        row = _fresh(proposal, seen)
        task, code = row.task, row.task.code or str(row.order)
        Proposal.objects.filter(intake=row.intake_id, order__gt=row.order).update(order=F("order") + 1)
        other = _new_row(row.intake, row.order + 1, replace(task, title=second).coded(f"{code}.2"))
        row.task = replace(task, title=first).coded(f"{code}.1")
        row.state = "pending"
        _judge(row)
        row.save(update_fields=["body", "state", "confidence", "doubts"])
        _judge(other)
        other.save()
    return other


def _joined(left: str | None, right: str | None) -> str | None:
    return "; ".join(part for part in (left, right) if part) or None


def merge_up(user: User | None, proposal: Proposal, *, seen: str | None = None) -> Proposal:
    """Join a row to the one above it in the paper (Gộp với dòng trên). Returns the joined row."""
    with _acting(user, proposal.intake, gettext_noop("Gộp hai dòng thành một nhiệm vụ")):
        row = _fresh(proposal, seen)
        above = (
            Proposal.objects.select_for_update()
            .filter(intake=row.intake_id, order__lt=row.order)
            .exclude(state="dropped")
            .order_by("-order")
            .first()
        )
        if above is None:
            raise ValidationError(_("Đây là dòng đầu tiên, không có dòng trên để gộp."))
        upper, lower = above.task, row.task
        phrase = upper.timing_text or lower.timing_text
        above.task = replace(
            upper,
            title=f"{upper.title} {lower.title}",
            product=_joined(upper.product, lower.product),
            timing_text=phrase,
            timing=read_timing(phrase, issued=row.intake.head.date),
            lead=tuple(dict.fromkeys((*upper.lead, *lower.lead))),
            lead_text=_joined(upper.lead_text, lower.lead_text),
            lead_from=upper.lead_from or lower.lead_from,
            coordinating=tuple(dict.fromkeys((*upper.coordinating, *lower.coordinating))),
            coordinating_text=_joined(upper.coordinating_text, lower.coordinating_text),
            end=lower.end or upper.end,
        )
        above.state = "pending"
        row.delete()
        _judge(above)
        above.save(update_fields=["body", "end", "state", "confidence", "doubts"])
    return above
