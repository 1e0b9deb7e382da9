"""Facts about tasks, written one act at a time: started, declared, proven, extended, cancelled, event happened.

Every act checks the right of the hat worn, leaves one event in the trail, and works the fact columns of the task out
again from its rows. Two people at once: the task's row is locked first, and the second gets a sentence, not a loss.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import gettext as _

from thuongton.audit.services import recording
from thuongton.documents.models import Document
from thuongton.people.models import Unit, User
from thuongton.people.queries import today
from thuongton.people.scopes import Right, demand, holds
from thuongton.plans.models import DeadlineChange, Declaration, Occurrence, Proof, ProofKind, Task, Trigger
from thuongton.plans.services.deadlines import apply_rules
from thuongton.plans.services.refreshing import refresh_facts, refresh_occurrence
from thuongton.plans.services.two_persons import demand_second_person, with_mark
from thuongton.plans.status import start_in_force
from thuongton.web.dates import day_words

STATES = ("completed", "in_progress", "not_due")


def demand_paper(user: User | None, paper: Document | None) -> None:
    """Refuse a paper that the hat worn may not read: naming it would tell of it and tie to it."""
    if paper is not None:
        demand(user, paper, Right.READ)


def _locked(task: Task) -> Task:
    """The task as it is now, held until the end of the transaction."""
    return Task.objects.select_for_update(of=("self",)).select_related("unit", "plan").get(pk=task.pk)


def _on_time(day: dt.date, what: str) -> None:
    if day > today():
        raise ValidationError(_("%(what)s không thể là ngày trong tương lai.") % {"what": what})


def _demand_open(task: Task) -> None:
    if task.cancelled_on:
        raise ValidationError(
            _("Nhiệm vụ %(code)s đã được huỷ, điều chỉnh ngày %(day)s nên không nhận thêm cập nhật.")
            % {"code": task.code, "day": day_words(task.cancelled_on)}
        )


def _refresh(user: User | None, task: Task, occurrence: Occurrence | None = None) -> None:
    if occurrence is not None:
        refresh_occurrence(occurrence)
    refresh_facts(user, task)


def start_task(user: User | None, task: Task, *, on: dt.date | None = None) -> Task:
    """Record that work has begun (bắt đầu thực hiện); an earlier day that is on record stays."""
    demand(user, task, Right.ACT)
    day = on or today()
    _on_time(day, _("Ngày bắt đầu"))
    with recording(user, "Bắt đầu thực hiện nhiệm vụ", task):
        now = _locked(task)
        _demand_open(now)
        if now.begun_on is None or day < now.begun_on:
            Task.objects.filter(pk=now.pk).update(begun_on=day)
        refresh_facts(user, task)
    return task


def declare(
    user: User | None,
    task: Task,
    state: str,
    period_end: dt.date,
    *,
    period_start: dt.date | None = None,
    done_on: dt.date | None = None,
    result: str = "",
    note: str = "",
    document: Document | None = None,
    unit: Unit | None = None,
    occurrence: Occurrence | None = None,
) -> Declaration:
    """Record what is said of a task for a period (khai báo): ``completed``, ``in_progress`` or ``not_due``.

    ``unit`` names the part that speaks for itself when a task has several leads: such a declaration is kept and shown
    but does not decide the status of the whole. ``done_on`` is the day the report names; without one the last day of
    the period counts («ngày không ghi, tính theo ngày cuối kỳ báo cáo»).
    """
    demand(user, task, Right.PART if unit is not None else Right.ACT)
    if state not in STATES:
        raise ValidationError(_("Trạng thái khai báo phải là: đã hoàn thành, đang thực hiện hoặc chưa đến hạn."))
    if done_on is not None and state != "completed":
        raise ValidationError(_("Chỉ ghi ngày hoàn thành khi khai báo đã hoàn thành."))
    if period_start is not None and period_start > period_end:
        raise ValidationError(_("Kỳ báo cáo có ngày đầu sau ngày cuối; kiểm tra lại hai ngày."))
    if done_on is not None:
        _on_time(done_on, _("Ngày hoàn thành"))
    if unit is not None and not holds(user, unit):
        raise PermissionDenied(_("Vai trò hiện tại không được khai báo thay %(unit)s.") % {"unit": unit})
    demand_paper(user, document)
    _demand_same(task, occurrence)
    with recording(user, "Khai báo kết quả nhiệm vụ", task):
        _demand_open(_locked(task))
        made = Declaration.objects.create(
            task=task,
            occurrence=occurrence,
            by=user,
            unit=unit,
            state=state,
            period_start=period_start,
            period_end=period_end,
            done_on=done_on,
            result=result,
            note=note,
            document=document,
        )
        _refresh(user, task, occurrence)
    return made


def _demand_same(task: Task, occurrence: Occurrence | None) -> None:
    if occurrence is not None and occurrence.task_id != task.pk:
        raise ValidationError(_("Kỳ thực hiện này không thuộc nhiệm vụ đang mở."))


def submit_proof(
    user: User | None,
    task: Task,
    document: Document,
    *,
    kind: str = ProofKind.PRODUCT,
    signed_on: dt.date | None = None,
    note: str = "",
    occurrence: Occurrence | None = None,
    accept: bool = False,
) -> Proof:
    """Submit a paper of the register as proof (nộp sản phẩm); its signing day decides đúng hạn or quá hạn.

    A ``submission`` (trình, lấy ý kiến) is kept beside the task and never closes it. With ``accept`` a person who may
    decide accepts in the same act, where the unit lets one person do both.
    """
    demand(user, task, Right.DECIDE if accept else Right.ACT)
    mark = demand_second_person(user, user.pk if user else None, task.unit) if accept else ""
    demand_paper(user, document)
    _demand_same(task, occurrence)
    if kind not in ProofKind.values:
        raise ValidationError(_("Loại minh chứng phải là sản phẩm đã ban hành, hoặc văn bản trình, lấy ý kiến."))
    day = signed_on or document.issued_on
    if day is None:
        raise ValidationError(_("Văn bản chưa có ngày ký; ghi ngày ký để biết nhiệm vụ đúng hạn hay quá hạn."))
    _on_time(day, _("Ngày ký"))
    with recording(user, "Nộp sản phẩm của nhiệm vụ", task, reason=mark):
        _demand_open(_locked(task))
        same = Proof.objects.filter(task=task, occurrence=occurrence, document=document, refused_on__isnull=True)
        if same.filter(kind=kind).exists():
            raise ValidationError(
                _("%(document)s đã được nộp cho nhiệm vụ này, không cần nộp lại.") % {"document": document.short}
            )
        proof = Proof.objects.create(
            task=task,
            occurrence=occurrence,
            by=user,
            document=document,
            kind=kind,
            signed_on=day,
            note=note,
            accepted_on=today() if accept else None,
            decided_by=user if accept else None,
        )
        _refresh(user, task, occurrence)
    return proof


def _pending_proof(proof: Proof) -> Proof:
    now = Proof.objects.select_for_update(of=("self",)).select_related("document").get(pk=proof.pk)
    if now.accepted_on or now.refused_on:
        answer = _("duyệt") if now.accepted_on else _("trả lại")
        raise ValidationError(
            _("Sản phẩm này đã được người khác %(answer)s ngày %(day)s; tải lại trang để xem.")
            % {"answer": answer, "day": day_words(now.accepted_on or now.refused_on)}
        )
    return now


def accept_proof(user: User | None, proof: Proof, *, on: dt.date | None = None) -> Proof:
    """Accept a product (duyệt): the task is proven finished on the day the paper was signed."""
    demand(user, proof, Right.DECIDE)
    mark = demand_second_person(user, proof.by_id, proof.task.unit)
    with recording(user, "Duyệt sản phẩm của nhiệm vụ", proof.task, reason=mark):
        _locked(proof.task)
        now = _pending_proof(proof)
        if now.kind != ProofKind.PRODUCT:
            raise ValidationError(_("Văn bản trình, lấy ý kiến chưa phải là sản phẩm nên không đóng được nhiệm vụ."))
        now.accepted_on, now.decided_by = on or today(), user
        now.save(update_fields=["accepted_on", "decided_by"])
        _refresh(user, proof.task, proof.occurrence)
    proof.accepted_on, proof.decided_by = now.accepted_on, user
    return proof


def refuse_proof(user: User | None, proof: Proof, reason: str, *, on: dt.date | None = None) -> Proof:
    """Hand a product back with the reason (trả lại); the paper stays in the register."""
    demand(user, proof, Right.DECIDE)
    if not reason.strip():
        raise ValidationError(_("Ghi lý do trả lại để đơn vị biết phải bổ sung gì."))
    with recording(user, "Trả lại sản phẩm của nhiệm vụ", proof.task, reason=reason):
        _locked(proof.task)
        now = _pending_proof(proof)
        now.refused_on, now.refusal, now.decided_by = on or today(), reason, user
        now.save(update_fields=["refused_on", "refusal", "decided_by"])
        _refresh(user, proof.task, proof.occurrence)
    proof.refused_on, proof.refusal = now.refused_on, reason
    return proof


def ask_extension(
    user: User | None,
    task: Task,
    new_due: dt.date,
    reason: str,
    *,
    new_start: dt.date | None = None,
    document: Document | None = None,
    occurrence: Occurrence | None = None,
    on: dt.date | None = None,
) -> DeadlineChange:
    """Ask for another deadline (xin lùi hạn, điều chỉnh) with a reason; it counts only once granted."""
    demand(user, task, Right.ACT)
    demand_paper(user, document)
    _demand_same(task, occurrence)
    if not reason.strip():
        raise ValidationError(_("Ghi lý do xin lùi hạn."))
    if new_start is not None and new_start > new_due:
        raise ValidationError(_("Ngày bắt đầu mới sau hạn mới; kiểm tra lại hai ngày."))
    with recording(user, "Xin lùi hạn nhiệm vụ", task, reason=reason):
        now = _locked(task)
        _demand_open(now)
        open_one = DeadlineChange.objects.filter(
            task=task, occurrence=occurrence, granted_on__isnull=True, refused_on__isnull=True
        ).first()
        if open_one:
            raise ValidationError(
                _("Đã có đề nghị lùi hạn đến %(day)s đang chờ trả lời; chờ trả lời rồi mới đề nghị tiếp.")
                % {"day": day_words(open_one.new_due)}
            )
        return DeadlineChange.objects.create(
            task=task,
            occurrence=occurrence,
            by=user,
            new_start=new_start,
            new_due=new_due,
            asked_on=on or today(),
            reason=reason,
            document=document,
        )


def _pending_change(change: DeadlineChange) -> DeadlineChange:
    now = DeadlineChange.objects.select_for_update(of=("self",)).get(pk=change.pk)
    if now.granted_on or now.refused_on:
        answer = _("đồng ý") if now.granted_on else _("không đồng ý")
        raise ValidationError(
            _("Đề nghị này đã được người khác trả lời «%(answer)s» ngày %(day)s; tải lại trang để xem.")
            % {"answer": answer, "day": day_words(now.granted_on or now.refused_on)}
        )
    return now


def grant_extension(
    user: User | None,
    change: DeadlineChange,
    *,
    document: Document | None = None,
    answer: str = "",
    on: dt.date | None = None,
) -> DeadlineChange:
    """Grant a change of deadline from a day on, by a paper; days before are judged by the deadline they had."""
    task = change.task
    demand(user, change, Right.DECIDE)
    mark = demand_second_person(user, change.by_id, task.unit)
    demand_paper(user, document)
    day = on or today()
    _on_time(day, _("Ngày đồng ý"))
    with recording(user, "Đồng ý lùi hạn nhiệm vụ", task, reason=with_mark(mark, answer)):
        _locked(task)
        now = _pending_change(change)
        facts: Any = change.occurrence or task
        now.new_start = now.new_start or start_in_force(facts, day)
        now.granted_on, now.answer, now.decided_by = day, answer, user
        now.document = document or now.document
        now.save(update_fields=["new_start", "granted_on", "answer", "document", "decided_by"])
        _refresh(user, task, change.occurrence)
    change.refresh_from_db()
    return change


def refuse_extension(
    user: User | None, change: DeadlineChange, answer: str, *, on: dt.date | None = None
) -> DeadlineChange:
    """Refuse a change of deadline with a reason; the deadline stays."""
    demand(user, change, Right.DECIDE)
    if not answer.strip():
        raise ValidationError(_("Ghi lý do không đồng ý lùi hạn."))
    with recording(user, "Không đồng ý lùi hạn nhiệm vụ", change.task, reason=answer):
        _locked(change.task)
        now = _pending_change(change)
        now.refused_on, now.answer, now.decided_by = on or today(), answer, user
        now.save(update_fields=["refused_on", "answer", "decided_by"])
    change.refresh_from_db()
    return change


def cancel_task(
    user: User | None, task: Task, reason: str, *, document: Document | None = None, on: dt.date | None = None
) -> Task:
    """Take a task out of the plan (huỷ, điều chỉnh) with the reason and the paper of the body that decided it."""
    if not holds(user, task, Right.CORRECT):
        demand(user, task, Right.DECIDE)
    demand_paper(user, document)
    if not reason.strip():
        raise ValidationError(_("Ghi lý do huỷ, điều chỉnh nhiệm vụ."))
    day = on or today()
    _on_time(day, _("Ngày huỷ, điều chỉnh"))
    with recording(user, "Huỷ, điều chỉnh nhiệm vụ", task, reason=reason):
        _demand_open(_locked(task))
        Task.objects.filter(pk=task.pk).update(cancelled_on=day, cancel_reason=reason, cancel_document=document)
        refresh_facts(user, task)
    return task


def record_event(
    user: User | None, trigger: Trigger, occurred_on: dt.date, *, document: Document | None = None
) -> list[Task]:
    """Record that an awaited event happened (sự kiện đã xảy ra) and open the tasks that waited; returns them.

    A day in the future is taken only for an event whose day is fixed beforehand (tasks to be done before it).
    """
    plan = trigger.plan
    demand(user, trigger)
    demand_paper(user, document)
    tasks: Iterable[Task] = Task.objects.filter(trigger=trigger, plan=plan).select_related("unit", "plan")
    if occurred_on > today() and any(task.kind not in ("before_event", "during_event") for task in tasks):
        raise ValidationError(_("Ngày xảy ra sự kiện không thể là ngày trong tương lai."))
    with recording(user, "Ghi nhận sự kiện đã xảy ra", plan, unit=plan.unit):
        now = Trigger.objects.select_for_update(of=("self",)).get(pk=trigger.pk)
        if now.occurred_on is not None and now.occurred_on != occurred_on:
            raise ValidationError(
                _("Sự kiện này đã được ghi nhận ngày %(day)s; tải lại trang để xem.")
                % {"day": day_words(now.occurred_on)}
            )
        now.occurred_on, now.document = occurred_on, document or now.document
        now.save(update_fields=["occurred_on", "document"])
        trigger.occurred_on, trigger.document = now.occurred_on, now.document
        opened = []
        for task in (
            Task.objects.select_for_update(of=("self",))
            .filter(trigger=trigger, plan=plan)
            .select_related("plan", "unit")
        ):
            task.trigger = trigger
            apply_rules(task)
            opened.append(task)
    return opened
