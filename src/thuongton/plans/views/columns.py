"""What the cells of tasks say: the same words for page, Excel, print and Word."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from django.utils.translation import gettext, gettext_noop

from thuongton.plans.deadlines.due_words import due_words
from thuongton.plans.models import Party, ProofKind
from thuongton.plans.queries.tasks import TaskRow
from thuongton.plans.status import DONE, State
from thuongton.web.dates import day_words
from thuongton.web.states import mark_of


def names(parties: Iterable[Party]) -> str:
    """Agencies as printed, parted by semicolons."""
    return "; ".join(party.name for party in parties)


def lead_words(row: TaskRow) -> str:
    """The lead as printed, «Chưa giao» when the plan names none."""
    return names(row.leads) or gettext("Chưa giao")


SHORT = {
    "departments": gettext_noop("Sở, ngành"),
    "communes": gettext_noop("cấp xã"),
    "offices": gettext_noop("Phòng, ban"),
}


def short_leads(row: TaskRow) -> str:
    """The leads in few words: a class of units by its short name, others as printed."""
    short = [gettext(SHORT[party.category]) if party.category in SHORT else party.name for party in row.leads]
    words = "; ".join(dict.fromkeys(short))
    return words[:1].upper() + words[1:] or gettext("Chưa giao")


def title_words(row: TaskRow) -> str:
    """The task, marked when it was taken in as the machine read it and nobody has confirmed it since."""
    title = row.task.title
    return f"{title} ({gettext('như máy đọc, chưa xác nhận')})" if row.task.unconfirmed else title


def time_words(row: TaskRow) -> str:
    """The time as printed with the computed day below it."""
    printed = row.task.timing_text or gettext("Chưa giao thời hạn")
    return f"{printed}\n{gettext('hạn')} {due_words(row.due, row.provisional)}" if row.due else printed


def state_words(row: TaskRow) -> str:
    """The state with what it waits for, and whether the product is missing."""
    words = gettext(row.state.label)
    if row.state is State.WAITING and row.task.trigger:
        words = f"{words} {row.task.trigger.name}"
    return f"{words} ({gettext('chưa có sản phẩm')})" if row.unproven else words


def said_words(row: TaskRow) -> str:
    """What was last declared: the result as printed, else the note."""
    said = row.declaration
    if said is None:
        return ""
    words = said.result or said.note or str(said.get_state_display())
    return f"{words} ({gettext('kỳ đến')} {day_words(said.period_end)})"


def declared_words(row: TaskRow) -> str:
    """How the task stands as declared, with what it waits for; that it is repeated and one turn is overdue."""
    if row.late_turn:
        return gettext("Kỳ quá hạn")
    state = row.declared or row.state
    words = gettext(state.label)
    return f"{words} {row.task.trigger.name}" if state is State.WAITING and row.task.trigger else words


def proof_words(row: TaskRow) -> str:
    """What proves the task: its papers; that the product is missing, or waits to be accepted; "" for work not done."""
    papers = "; ".join(proof.document.short for proof in row.products)
    mark = proof_mark(row)
    return papers if papers and mark == "proven" else gettext(mark_of(mark)[0].words) if mark else ""


def proof_mark(row: TaskRow) -> str:
    """The state of the proof (``web/states.py``): "proven", "pending", "unproven", "" where nothing is to be proven."""
    if row.proven in DONE:
        return "proven"
    if any(proof.kind == ProofKind.PRODUCT and not proof.accepted_on for proof in row.proofs):
        return "pending"
    return "unproven" if row.declared in DONE else ""


def due_or_words(row: TaskRow) -> dt.date | str:
    """The due day in force; the time as printed where no day follows from it."""
    return row.due or row.task.timing_text or gettext("Chưa giao thời hạn")


def heading_of(row: TaskRow) -> str:
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
