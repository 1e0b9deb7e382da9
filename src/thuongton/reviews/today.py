"""What the review desk puts on «Hôm nay»: late rows, rows that wait for a proposal or a decision, days ahead."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from thuongton.reviews.models import ReviewRow
from thuongton.reviews.on_row import address_of
from thuongton.reviews.queries.desk import due_between, late_for, number_late, number_waiting, waiting_for
from thuongton.reviews.states import RowState, state_of
from thuongton.web.today import SHOWN, Deadline, Deadlines, Queue, Queued, QueueRow
from thuongton.web.waiting import DueDay, DueDays, Late

MOST = 100
AHEAD = dt.timedelta(days=366)


def _title(row: ReviewRow) -> str:
    """The number with the name: numbers of documents are too long for the column of codes."""
    return f"{row.number} {row.title or (row.act.title if row.act is not None else '')}".strip()


def _late(request: Any) -> Queued | None:
    number = number_late(request.user, request.as_of)
    if not number:
        return None
    rows = late_for(request.user, request.as_of)
    shown = [
        QueueRow(_title(row), address_of(row), _("Trễ %(days)s ngày") % {"days": (request.as_of - due).days})
        for row in rows[:SHOWN]
        if (due := _due(row)) is not None
    ]
    return Queued(number, shown, f"{reverse('reviews:list')}?tre=1")


def _due(row: ReviewRow) -> dt.date | None:
    return row.decision.due if row.decision is not None and row.decision.due is not None else row.due


def _waits(request: Any) -> Queued | None:
    number = number_waiting(request.user)
    if not number:
        return None
    shown = [
        QueueRow(_title(row), address_of(row), note=_note(row))
        for row in waiting_for(request.user).defer("told").order_by("place", "pk")[:SHOWN]
    ]
    return Queued(number, shown, reverse("reviews:queue"))


def _note(row: ReviewRow) -> str:
    if state_of(row) is RowState.PROPOSED and row.proposal is not None:
        return _("chờ quyết định: %(action)s") % {"action": row.proposal.get_action_display()}
    return _("chờ đề xuất")


def waiting_of_page(request: HttpRequest) -> int:
    """The number beside the room in the menu."""
    return number_waiting(request.user)  # type: ignore[arg-type]


def _late_number(user: Any, as_of: dt.date) -> int:
    return number_late(user, as_of)


def _late_words(number: int) -> str:
    return ngettext("%(number)s văn bản rà soát quá hạn", "%(number)s văn bản rà soát quá hạn", number) % {
        "number": number
    }


def _waiting_words(number: int) -> str:
    return ngettext("%(number)s văn bản chờ rà soát", "%(number)s văn bản chờ rà soát", number) % {"number": number}


def _ahead(user: Any, first: dt.date, last: dt.date) -> tuple[list[Deadline], dict[dt.date, int]]:
    rows, counts = due_between(user, first, last, MOST)
    return [Deadline(due, address_of(row), "", _title(row)) for row, due in rows], counts


def _due_days(user: Any, whole_unit: bool, day: dt.date) -> Iterator[DueDay]:
    rows, _counts = due_between(user, dt.date.min, day + AHEAD, MOST, own=not whole_unit)
    for row, due in rows:
        yield DueDay(f"ra-soat-{row.pk}", f"{_('Rà soát')} {_title(row)}"[:200], due, address_of(row))


TODAY = (
    Queue(
        "ra-soat-qua-han",
        gettext_lazy("Rà soát quá hạn"),
        _late,
        tone="red",
        all_label=gettext_lazy("Xem tất cả văn bản rà soát quá hạn"),
        said=_late_words,
    ),
    Queue(
        "ra-soat-cho",
        gettext_lazy("Văn bản chờ rà soát"),
        _waits,
        all_label=gettext_lazy("Làm lần lượt"),
        said=_waiting_words,
    ),
    Deadlines(_ahead),
    Late("reviews", _late_number),
    DueDays(_due_days),
)
