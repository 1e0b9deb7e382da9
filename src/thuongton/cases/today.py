"""What cases put on «Hôm nay»: overdue and soon ones, what else waits as sentences with counts, deadlines ahead."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from thuongton.cases.queries.case_rows import CaseRow
from thuongton.cases.queries.naming import clock_called
from thuongton.cases.queries.queues import queue_names
from thuongton.cases.queries.urgent import (
    deadlines,
    due_days_of_cases,
    first_in_queue,
    late_number,
    next_clock,
    number_in_queue,
    waiting_for_leader,
)
from thuongton.cases.views.columns import clock_label, kind_words, left_words
from thuongton.cases.views.queue_words import queue_words
from thuongton.people.scopes import writing_unit
from thuongton.web.dates import day_words
from thuongton.web.today import SHOWN, ComesNext, Deadlines, Queue, Queued, QueuePlace, QueueRow, Upcoming
from thuongton.web.waiting import DueDays, Late, Waiting

TIMED = ("qua_han", "sap_den_han")
"""The queues that have a section of their own; the others are one sentence."""


def queue_address(name: str) -> str:
    """The queue of the cases that one answers for."""
    return f"{reverse('cases:queue', args=[name])}?cua-toi=1"


def _line(row: CaseRow) -> QueueRow:
    """One case: what is due and by how much, its number, its register; nobody's name."""
    title = f"{kind_words(row)}: {clock_label(row)}" if row.clock is not None else kind_words(row)
    return QueueRow(title, row.case.get_absolute_url(), left_words(row), str(row.case))


def _section(name: str, request: Any) -> Queued | None:
    number = number_in_queue(request.user, name, request.as_of)
    if not number:
        return None
    rows: Sequence[CaseRow] = first_in_queue(request.user, name, request.as_of, SHOWN)
    return Queued(number, [_line(row) for row in rows], queue_address(name))


def _overdue(request: HttpRequest) -> Queued | None:
    return _section("qua_han", request)


def _due_soon(request: HttpRequest) -> Queued | None:
    return _section("sap_den_han", request)


def _others(request: Any) -> Queued | None:
    """The other queues that hold something, each a number with its words that leads to its rows."""
    if writing_unit(request.user) is None:
        return None
    counts = [
        (name, number)
        for name in queue_names()
        if name not in TIMED and (number := number_in_queue(request.user, name, request.as_of))
    ]
    shown = [(number, queue_words(name).lower(), queue_address(name)) for name, number in counts]
    return Queued(sum(number for _name, number in counts), more=shown) if shown else None


def _next(request: Any) -> Upcoming | None:
    term = next_clock(request.user, request.as_of)
    if term is None or term.due is None:
        return None
    return Upcoming(term.due, day_words(term.due), str(term.case), clock_called(term), term.case.get_absolute_url())


def _late_words(number: int) -> str:
    return ngettext("%(number)s vụ việc quá hạn", "%(number)s vụ việc quá hạn", number) % {"number": number}


def _soon_words(number: int) -> str:
    return ngettext("%(number)s vụ việc sắp đến hạn", "%(number)s vụ việc sắp đến hạn", number) % {"number": number}


def late_of_page(request: Any) -> int:
    """The number beside the room in the menu."""
    return late_number(request.user, request.as_of)


def _late(user: Any, as_of: dt.date) -> int:
    return late_number(user, as_of)


TODAY = (
    Queue(
        "vu-viec-qua-han",
        _("Vụ việc quá hạn"),
        _overdue,
        tone="red",
        all_label=_("Xem tất cả vụ việc quá hạn"),
        said=_late_words,
    ),
    Queue(
        "vu-viec-sap-den",
        _("Vụ việc sắp đến hạn"),
        _due_soon,
        tone="amber",
        all_label=_("Xem tất cả vụ việc sắp đến hạn"),
        said=_soon_words,
    ),
    Queue("vu-viec-khac", "", _others, QueuePlace.AFTER, template="cases/today/others.html"),
    Deadlines(deadlines),
    ComesNext(_next),
    Late("cases", _late),
    Waiting("cases", waiting_for_leader, "cases/waiting/case.html"),
    DueDays(due_days_of_cases),
)
