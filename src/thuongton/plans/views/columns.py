"""The columns in which tasks are shown: the same for page, Excel, print and Word."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.utils.translation import gettext, gettext_noop

from thuongton.plans.models import Party
from thuongton.plans.queries.tasks import Row
from thuongton.plans.status import State
from thuongton.web.tables import Column, Line, grouped


def day(value: dt.date | None) -> str:
    """A day as offices write it."""
    return f"{value.day}/{value.month}/{value.year}" if value else ""


def names(parties: Iterable[Party]) -> str:
    """Agencies as printed, parted by semicolons."""
    return "; ".join(party.name for party in parties)


def lead_words(row: Row) -> str:
    """The lead as printed, «Chưa giao» when the plan names none."""
    return names(row.leads) or gettext("Chưa giao")


def time_words(row: Row) -> str:
    """The time as printed with the computed day below it."""
    printed = row.task.timing_text or gettext("Chưa giao thời hạn")
    return f"{printed}\n{gettext('hạn')} {day(row.due)}" if row.due else printed


def state_words(row: Row) -> str:
    """The state with what it waits for, and whether the product is missing."""
    words = gettext(row.state.label)
    if row.state is State.WAITING and row.task.trigger:
        words = f"{words} {row.task.trigger.name}"
    return f"{words} ({gettext('chưa có sản phẩm')})" if row.unproven else words


def said_words(row: Row) -> str:
    """What was last declared: the result as printed, else the note."""
    said = row.declaration
    if said is None:
        return ""
    words = said.result or said.note or str(said.get_state_display())
    return f"{words} ({gettext('kỳ đến')} {day(said.period_end)})"


TASK_COLUMNS = (
    Column("ma", gettext_noop("Mã"), lambda row: row.task.code, 16),
    Column(
        "nhiem-vu", gettext_noop("Nhiệm vụ"), lambda row: row.task.title, 80, template="plans/parts/cell_title.html"
    ),
    Column("chu-tri", gettext_noop("Chủ trì"), lead_words, 34, template="plans/parts/cell_lead.html"),
    Column("phoi-hop", gettext_noop("Phối hợp"), lambda row: names(row.coordinators), 34),
    Column("san-pham", gettext_noop("Sản phẩm"), lambda row: row.task.product, 30),
    Column("thoi-han", gettext_noop("Thời hạn"), time_words, 28, template="plans/parts/cell_time.html"),
    Column("trang-thai", gettext_noop("Trạng thái"), state_words, 34, template="plans/parts/cell_state.html"),
    Column("cap-nhat", gettext_noop("Cập nhật"), said_words, 40, template="plans/parts/cell_said.html"),
)
PLAN_COLUMN = Column(
    "ke-hoach",
    gettext_noop("Kế hoạch"),
    lambda row: row.task.plan.number or row.task.plan.title,
    30,
    template="plans/parts/cell_plan.html",
)


def heading_of(row: Row) -> str:
    """The group a task stands under, with its part: «A. NHIỆM VỤ THƯỜNG XUYÊN · I. Bảo đảm …»."""
    section = row.task.section
    if section is None:
        return gettext("Trách nhiệm tổ chức thực hiện") if row.task.duty else ""
    pieces = [
        ". ".join(part for part in pair if part)
        for pair in ((section.part, section.part_title), (section.label, section.title))
        if any(pair)
    ]
    return " · ".join(pieces)


def lines_of(rows: Iterable[Row]) -> list[Line]:
    """The rows under the headings of the paper."""
    return grouped(rows, heading_of)
