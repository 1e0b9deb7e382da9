"""Integrity of plans, tasks and the facts about them, for ``thuongton check``."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.db.models import Count, F, Q, QuerySet
from django.db.models.functions import Coalesce

from thuongton.audit.checks import Check, each
from thuongton.people.queries import today
from thuongton.plans.deadlines.occurrences import horizon
from thuongton.plans.models import (
    Assignment,
    CommonTask,
    Coverage,
    DeadlineChange,
    Declaration,
    Occurrence,
    Party,
    Plan,
    Proof,
    Section,
    Task,
    Trigger,
)
from thuongton.plans.queries.integrity import named, other_windows, shown, wrong_task_facts, wrong_turn_facts
from vanban.model import TimingKind

ON_TASKS = (Declaration, Proof, DeadlineChange, Assignment)
REPORT = "Ghi lại mã nhiệm vụ và báo người phụ trách phần mềm; số liệu của kế hoạch này chưa dùng được."
REOPEN = "Mở trang nhiệm vụ, xem lại và sửa kèm lý do."


def _tasks(*conditions: Q, **more: Any) -> QuerySet[Task]:
    return Task.objects.filter(*conditions, **more).select_related("plan")


def _on_task(model: Any, *conditions: Q, **more: Any) -> QuerySet[Any]:
    return model.objects.filter(*conditions, **more).select_related("task", "task__plan")


def _foreign_parties() -> Iterator[Party]:
    rows = Party.objects.filter(unit__isnull=False).select_related("unit", "task", "task__plan", "task__unit")
    for row in rows.iterator():
        if row.unit is not None and row.unit.root_id != row.task.unit.root_id:
            yield row


def _too_far() -> QuerySet[Occurrence]:
    return Occurrence.objects.filter(
        due__gt=horizon(today()) + dt.timedelta(days=31), rule__kind=TimingKind.RECURRING
    ).select_related("task", "task__plan")


def _same_turns() -> Iterator[str]:
    rows = Occurrence.objects.order_by().values("task", "task__code", "task__plan__number", "period", "due")
    for row in rows.annotate(count=Count("pk")).filter(count__gt=1):
        yield f"{row['task__plan__number']} – {row['task__code']}: {row['count']} kỳ giống nhau «{row['period']}»."


def _facts_of_other_tasks() -> Iterator[str]:
    for model in ON_TASKS:
        for row in _on_task(model, occurrence__isnull=False).exclude(occurrence__task=F("task")).iterator():
            yield f"{named(row.task)}: {model._meta.verbose_name} số {row.pk} gắn với kỳ của nhiệm vụ khác."


def _foreign_coverage() -> QuerySet[Coverage]:
    other = Q(task__isnull=False) & ~Q(task__plan=F("higher"))
    other |= Q(by_task__isnull=False) & ~Q(by_task__plan=F("plan"))
    return Coverage.objects.filter(other | Q(plan=F("higher"))).select_related("plan", "higher")


def _unopened() -> QuerySet[Task]:
    return _tasks(waits=True, trigger__occurred_on__lte=today(), opened_on__isnull=True)


CHECKS = (
    Check(
        "plan-implements-itself",
        "Kế hoạch không thực hiện chính nó",
        "error",
        "Mở kế hoạch, bỏ chính nó khỏi «Thực hiện kế hoạch».",
        each(lambda: Plan.objects.filter(implements=F("pk")), lambda plan: f"{plan} thực hiện chính nó."),
    ),
    Check(
        "plan-secret",
        "Kế hoạch không lấy từ văn bản mật",
        "error",
        "Xử lý theo quy định về bí mật nhà nước; báo người phụ trách.",
        each(
            lambda: Plan.objects.filter(
                (Q(document__isnull=False) & ~Q(document__secrecy=""))
                | (Q(source__isnull=False) & ~Q(source__secrecy=""))
            ),
            lambda plan: f"Kế hoạch số {plan.pk} gắn với văn bản mật.",
        ),
    ),
    Check(
        "task-unit",
        "Nhiệm vụ thuộc đơn vị của kế hoạch",
        "error",
        REPORT,
        each(lambda: _tasks().exclude(unit=F("plan__unit")), lambda task: f"{named(task)} thuộc đơn vị khác."),
    ),
    Check(
        "task-section",
        "Nhóm của nhiệm vụ thuộc cùng kế hoạch",
        "error",
        REPORT,
        each(
            lambda: _tasks(section__isnull=False).exclude(section__plan=F("plan")),
            lambda task: f"{named(task)} nằm trong nhóm của kế hoạch khác.",
        ),
    ),
    Check(
        "section-empty",
        "Mỗi nhóm nhiệm vụ có tên hoặc số thứ tự",
        "warning",
        "Mở kế hoạch, đặt tên nhóm như trong văn bản.",
        each(
            lambda: Section.objects.filter(label="", title="", part="", part_title="").select_related("plan"),
            lambda section: f"{section.plan} có nhóm không tên.",
        ),
    ),
    Check(
        "task-trigger",
        "Sự kiện mà nhiệm vụ chờ thuộc cùng kế hoạch",
        "error",
        REPORT,
        each(
            lambda: _tasks(trigger__isnull=False).exclude(trigger__plan=F("plan")),
            lambda task: f"{named(task)} chờ sự kiện của kế hoạch khác.",
        ),
    ),
    Check(
        "task-not-opened",
        "Sự kiện đã xảy ra thì nhiệm vụ hết chờ",
        "error",
        "Mở kế hoạch, ghi nhận lại sự kiện cùng ngày.",
        each(_unopened, lambda task: f"{named(task)} vẫn chờ dù sự kiện đã xảy ra."),
    ),
    Check(
        "trigger-before-owed",
        "Sự kiện không xảy ra trước ngày bắt đầu chờ",
        "warning",
        "Mở kế hoạch, xem lại ngày xảy ra sự kiện.",
        each(
            lambda: Trigger.objects.filter(occurred_on__lt=F("owed_since")).select_related("plan"),
            lambda row: f"«{row.name[:80]}» xảy ra {shown(row.occurred_on)}, trước ngày chờ {shown(row.owed_since)}.",
        ),
    ),
    Check(
        "party-outside",
        "Cơ quan tham gia thuộc cùng tỉnh với kế hoạch",
        "error",
        "Mở nhiệm vụ, chọn lại cơ quan: đơn vị tỉnh khác đang nhìn thấy nhiệm vụ này.",
        each(_foreign_parties, lambda row: f"{named(row.task)}: {row.unit} ({row.name}) thuộc tỉnh khác."),
    ),
    Check(
        "task-facts",
        "Kết quả của nhiệm vụ khớp với khai báo, sản phẩm, gia hạn",
        "error",
        "Mở nhiệm vụ, ghi lại một khai báo bất kỳ để tính lại; nếu vẫn sai, báo người phụ trách.",
        wrong_task_facts,
    ),
    Check(
        "turn-facts",
        "Kết quả của từng kỳ khớp với khai báo, sản phẩm, gia hạn",
        "error",
        "Mở nhiệm vụ, ghi lại một khai báo của kỳ đó để tính lại; nếu vẫn sai, báo người phụ trách.",
        wrong_turn_facts,
    ),
    Check(
        "task-window",
        "Hạn lưu bằng hạn tính từ quy tắc",
        "warning",
        "Lịch nghỉ hoặc quy tắc đã đổi sau khi đưa vào: mở nhiệm vụ, lưu lại thời hạn.",
        other_windows,
    ),
    Check(
        "window-order",
        "Ngày bắt đầu không sau hạn",
        "error",
        REOPEN,
        each(
            lambda: _tasks(Q(due__lt=F("window_start")) | Q(changed_due__lt=F("changed_start"))),
            lambda task: f"{named(task)} bắt đầu sau hạn.",
        ),
    ),
    Check(
        "done-before-start",
        "Nhiệm vụ không xong trước khi bắt đầu làm",
        "warning",
        "Mở nhiệm vụ, xem lại ngày bắt đầu và ngày ký sản phẩm.",
        each(
            lambda: _tasks(done_on__lt=F("started_on")),
            lambda task: f"{named(task)} xong {shown(task.done_on)}, trước ngày bắt đầu {shown(task.started_on)}.",
        ),
    ),
    Check(
        "done-in-future",
        "Không nhiệm vụ nào xong ở ngày chưa tới",
        "error",
        REOPEN,
        each(lambda: _tasks(done_on__gt=today()), lambda task: f"{named(task)} ghi xong ngày {shown(task.done_on)}."),
    ),
    Check(
        "cancelled-without-reason",
        "Nhiệm vụ huỷ, điều chỉnh có lý do",
        "warning",
        "Tìm văn bản điều chỉnh và ghi lý do.",
        each(
            lambda: _tasks(cancelled_on__isnull=False, cancel_reason=""),
            lambda task: f"{named(task)} huỷ ngày {shown(task.cancelled_on)} không ghi lý do.",
        ),
    ),
    Check(
        "turn-horizon",
        "Các kỳ nằm trong 24 tháng tới",
        "warning",
        "Quy tắc lặp có thể sai: mở nhiệm vụ, xem lại thời hạn.",
        each(_too_far, lambda turn: f"{named(turn.task)} có kỳ đến {shown(turn.due)}."),
    ),
    Check(
        "turn-twice",
        "Mỗi kỳ có một lần",
        "warning",
        "Mở nhiệm vụ, bỏ quy tắc thời hạn bị lặp.",
        _same_turns,
    ),
    Check(
        "turn-rule",
        "Kỳ thực hiện theo quy tắc của chính nhiệm vụ",
        "error",
        REPORT,
        each(
            lambda: Occurrence.objects.exclude(rule__task=F("task")).select_related("task", "task__plan"),
            lambda turn: f"{named(turn.task)}, {turn.period}: quy tắc của nhiệm vụ khác.",
        ),
    ),
    Check(
        "fact-of-other-task",
        "Khai báo, sản phẩm, gia hạn gắn đúng kỳ của nhiệm vụ",
        "error",
        REPORT,
        _facts_of_other_tasks,
    ),
    Check(
        "declaration-period",
        "Kỳ báo cáo có ngày đầu trước ngày cuối",
        "error",
        REOPEN,
        each(
            lambda: _on_task(Declaration, period_start__gt=F("period_end")),
            lambda row: f"{named(row.task)}: kỳ báo cáo từ {shown(row.period_start)} đến {shown(row.period_end)}.",
        ),
    ),
    Check(
        "proof-answered-twice",
        "Sản phẩm được duyệt hoặc bị trả lại, không cả hai",
        "error",
        REPORT,
        each(
            lambda: _on_task(Proof, accepted_on__isnull=False, refused_on__isnull=False),
            lambda row: f"{named(row.task)}: sản phẩm số {row.pk} vừa duyệt vừa trả lại.",
        ),
    ),
    Check(
        "proof-without-day",
        "Sản phẩm đã duyệt là văn bản có ngày",
        "warning",
        "Mở văn bản, ghi ngày văn bản: ngày ký quyết định đúng hạn hay quá hạn.",
        each(
            lambda: _on_task(Proof, accepted_on__isnull=False, document__issued_on__isnull=True),
            lambda row: f"{named(row.task)}: sản phẩm đã duyệt là văn bản không ghi ngày.",
        ),
    ),
    Check(
        "proof-other-day",
        "Ngày ký của sản phẩm là ngày văn bản",
        "warning",
        "Xem lại bản gốc; sửa ngày văn bản hoặc nộp lại sản phẩm.",
        each(
            lambda: (
                _on_task(Proof, accepted_on__isnull=False, document__issued_on__isnull=False)
                .exclude(signed_on=F("document__issued_on"))
                .select_related("task", "task__plan", "document")
            ),
            lambda row: f"{named(row.task)}: ký {shown(row.signed_on)}, văn bản ghi {shown(row.document.issued_on)}.",
        ),
    ),
    Check(
        "extension-before-asked",
        "Gia hạn được trả lời sau khi xin",
        "error",
        REOPEN,
        each(
            lambda: _on_task(DeadlineChange).filter(asked_on__gt=Coalesce("granted_on", "refused_on")),
            lambda row: f"{named(row.task)}: trả lời trước ngày xin {shown(row.asked_on)}.",
        ),
    ),
    Check(
        "extension-answered-twice",
        "Gia hạn được đồng ý hoặc không, không cả hai",
        "error",
        REPORT,
        each(
            lambda: _on_task(DeadlineChange, granted_on__isnull=False, refused_on__isnull=False),
            lambda row: f"{named(row.task)}: đề nghị lùi hạn số {row.pk} vừa đồng ý vừa từ chối.",
        ),
    ),
    Check(
        "assignment-days",
        "Phân công kết thúc sau khi bắt đầu",
        "error",
        REOPEN,
        each(
            lambda: _on_task(Assignment, ended_on__lt=F("assigned_on")),
            lambda row: f"{named(row.task)}: phân công kết thúc trước ngày giao.",
        ),
    ),
    Check(
        "common-alone",
        "Nhiệm vụ chung nối ít nhất hai nhiệm vụ",
        "warning",
        "Không ảnh hưởng số liệu; báo người phụ trách nếu lặp lại.",
        each(
            lambda: CommonTask.objects.annotate(count=Count("tasks")).filter(count__lt=2),
            lambda row: f"{row} chỉ còn {row.count} nhiệm vụ.",
        ),
    ),
    Check(
        "coverage-foreign",
        "Mức bao phủ nối đúng hai kế hoạch",
        "error",
        "Mở bảng đối chiếu, bỏ quyết định này và quyết định lại.",
        each(
            _foreign_coverage,
            lambda row: f"Bao phủ số {row.pk} giữa {row.plan} và {row.higher} chỉ sang kế hoạch khác.",
        ),
    ),
)
