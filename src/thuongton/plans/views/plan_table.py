"""The table of one plan: its columns, conditions, acts on many tasks, and what stands around them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop, ngettext

from thuongton.plans.models import Plan
from thuongton.plans.queries import pages, plan_list
from thuongton.plans.queries.plan_list import group_code
from thuongton.plans.queries.tasks import TaskRow
from thuongton.plans.views import task_filters, tasks
from thuongton.plans.views.columns import (
    declared_words,
    due_or_words,
    heading_of,
    lead_words,
    names,
    proof_words,
    said_words,
    short_leads,
    time_words,
)
from thuongton.plans.views.frame import frame
from thuongton.web.dates import day_words
from thuongton.web.lists.columns import Column, Kind
from thuongton.web.lists.filters import Filter, Record, Ticked
from thuongton.web.lists.listing import Listing, Shown
from thuongton.web.lists.question import Question
from thuongton.web.lists.table import Heading
from thuongton.web.lists.views import listing_urls
from vanban.text import fold

COLUMNS = (
    replace(tasks.CODE, width=18, sort=("order",)),
    replace(tasks.TITLE, template="plans/parts/plan_title.html"),
    replace(tasks.LEAD, width=34, value=short_leads, full=lead_words),
    Column("phoi-hop", gettext_noop("Phối hợp"), lambda row: names(row.coordinators), 34, shown=False, beside=False),
    Column("san-pham", gettext_noop("Sản phẩm"), lambda row: row.task.product, 30, beside=False),
    Column(
        "thoi-han",
        gettext_noop("Thời hạn như in"),
        time_words,
        34,
        shown=False,
        beside=False,
        head=tasks.OVER_TIME,
    ),
    replace(
        tasks.DUE, label=gettext_noop("Thời hạn"), width=28, full=due_or_words, template="plans/parts/plan_due.html"
    ),
    replace(
        tasks.STATE,
        label=gettext_noop("Khai báo"),
        width=38,
        value=declared_words,
        template="plans/parts/plan_declared.html",
    ),
    Column(
        "chung-minh",
        gettext_noop("Chứng minh"),
        proof_words,
        36,
        template="plans/parts/plan_proven.html",
        beside=False,
    ),
    Column("xong", gettext_noop("Xong ngày"), lambda row: row.done, 24, Kind.DAY, shown=False, beside=False),
    Column("cap-nhat", gettext_noop("Cập nhật"), said_words, 40, shown=False, beside=False),
)


def _filters() -> tuple[Filter, ...]:
    """The conditions of the list of all tasks, but units and groups are those of this plan."""
    taken = {"ke-hoach", "cua-toi", "nhom", "don-vi", "vai-tro"}
    unit = replace(task_filters.UNIT, options=plan_list.leads_offered)
    section = Record(
        key="nhom",
        label=gettext_noop("Nhóm"),
        find=plan_list.section_in,
        options=plan_list.sections_offered,
        by=task_filters.SECTION.by,
    )
    others = [one for one in task_filters.OF_TASKS if one.key not in taken]
    return (others[0], others[1], unit, section, replace(task_filters.ROLE, quiet=True), *others[2:], Ticked())


def _place(request: HttpRequest, plan_id: int) -> Plan:
    return pages.plan_or_404(request.user, plan_id)  # type: ignore[arg-type]


def _title(question: Question) -> str:
    plan = question.place
    if plan.number:
        return _("Nhiệm vụ của %(plan)s") % {"plan": plan.number}
    return _("Nhiệm vụ của kế hoạch «%(title)s»") % {"title": plan.title}


def _file(question: Question) -> str:
    """By the number of the plan, by its first words while it has none."""
    plan = question.place
    return f"{plan.number or 'ke-hoach-' + slugify(fold(' '.join(plan.title.split()[:8])))}-{question.as_of}"


def _group(row: TaskRow) -> str:
    """«B.II · 10 việc · the group · the part» on the page; as the paper has it where the number is not known."""
    section = row.task.section
    if not row.among or section is None:
        return heading_of(row)
    number = ngettext("%(number)s việc", "%(number)s việc", row.among) % {"number": row.among}
    lead = " · ".join(part for part in (group_code(section), number) if part)
    return Heading(f"{lead} ·", " · ".join(part for part in (section.title, section.part_title) if part))


def _above(question: Question) -> Sequence[str]:
    """What stands under the title on paper: the plan in full, and what is doubtful about its leads."""
    plan = question.place
    issued = _(", ban hành ngày %(day)s") % {"day": day_words(plan.issued_on)} if plan.issued_on else ""
    doubts = plan_list.doubts_of(plan_list.tasks_in(question))
    return [f"{plan.title} · {plan.unit}{issued}", *(words for words, _link in doubt_words(doubts))]


def doubt_words(doubts: Mapping[str, int]) -> list[tuple[str, str]]:
    """What the plan leaves in doubt, in sentences, each with the condition that opens its rows."""
    found = []
    if number := doubts["several"]:
        several = ngettext(
            "%(number)s nhiệm vụ có nhiều cơ quan chủ trì hoặc giao chung cho một nhóm cơ quan; giữ nguyên như văn bản."
            " Quy định: mỗi việc chỉ giao một cơ quan chủ trì (Điều 2 Nghị định 315/2025/NĐ-CP).",
            "%(number)s nhiệm vụ có nhiều cơ quan chủ trì hoặc giao chung cho một nhóm cơ quan; giữ nguyên như văn bản."
            " Quy định: mỗi việc chỉ giao một cơ quan chủ trì (Điều 2 Nghị định 315/2025/NĐ-CP).",
            number,
        )
        found.append((several % {"number": number}, ""))
    if number := doubts["nobody"]:
        nobody = ngettext(
            "%(number)s nhiệm vụ văn bản chưa giao cơ quan chủ trì.",
            "%(number)s nhiệm vụ văn bản chưa giao cơ quan chủ trì.",
            number,
        )
        found.append((nobody % {"number": number}, "?chua-giao=1"))
    if number := doubts["unconfirmed"]:
        read = ngettext(
            "%(number)s nhiệm vụ vào theo dõi như máy đọc, chưa ai xác nhận.",
            "%(number)s nhiệm vụ vào theo dõi như máy đọc, chưa ai xác nhận.",
            number,
        )
        found.append((read % {"number": number}, "?chua-xac-nhan=1"))
    return found


def _head(request: HttpRequest, shown: Shown) -> Mapping[str, Any]:
    """The frame of the plan, and the doubts about it."""
    plan = shown.asked.question.place
    context = frame(request, plan, "table")  # type: ignore[arg-type]
    doubts = plan_list.doubts_of(plan_list.tasks_in(shown.asked.question))
    return context | {"doubts": doubts, "doubt_words": doubt_words(doubts), "first_row": shown.rows[:1]}


PLAN_TASKS = Listing(
    key="ke-hoach",
    title=_title,
    called=gettext_noop("Bảng nhiệm vụ của kế hoạch"),
    columns=COLUMNS,
    query=plan_list.tasks_in,
    rows=plan_list.rows_in,
    fetch=plan_list.page_of_plan,
    order=("order",),
    order_label=gettext_noop("Thứ tự văn bản"),
    group=_group,
    filters=_filters(),
    lens=("theo",),
    bulk=(tasks.ASSIGN, tasks.REMIND, tasks.ASK),
    counted=tasks.count_words,
    page_size=200,
    file_name=_file,
    above=_above,
    template="plans/plan.html",
    head=_head,
    empty=gettext_noop("Kế hoạch này chưa có nhiệm vụ nào."),
    kept=True,
    place=_place,
    name_of=tasks.task_name,
    id_of=lambda row: row.task.pk,
    peek=lambda row: reverse("plans:task-peek", args=[row.task.pk]),
)

urls = listing_urls(PLAN_TASKS, room="plans", name="plan", at="<int:plan_id>/")
