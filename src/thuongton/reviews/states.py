"""How far a document under review has come: read from which of its judgements stand, in Python and in SQL alike.

Nothing is kept of a state: a row without proposal and decision waits, a row with a proposal alone is proposed, a row
with a decision is decided, and one that the document in force has settled is settled.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Protocol

from django.db.models import Case, CharField, Q, Value, When
from django.utils.translation import gettext_lazy as _


class RowState(StrEnum):
    """The four states of a row (tình trạng rà soát), in the order in which they come."""

    WAITING = "waiting"
    PROPOSED = "proposed"
    DECIDED = "decided"
    SETTLED = "settled"


WORDS = {
    RowState.WAITING: _("Chưa rà soát"),
    RowState.PROPOSED: _("Đã đề xuất"),
    RowState.DECIDED: _("Đã quyết định, chờ xử lý"),
    RowState.SETTLED: _("Đã xử lý xong"),
}
"""What the office calls each."""
CONDITIONS = {
    RowState.WAITING: Q(settled_on__isnull=True, decision__isnull=True, proposal__isnull=True),
    RowState.PROPOSED: Q(settled_on__isnull=True, decision__isnull=True, proposal__isnull=False),
    RowState.DECIDED: Q(settled_on__isnull=True, decision__isnull=False),
    RowState.SETTLED: Q(settled_on__isnull=False),
}
"""Each state as a condition over rows; every row meets exactly one."""
STATE = Case(
    When(CONDITIONS[RowState.SETTLED], then=Value(RowState.SETTLED.value)),
    When(CONDITIONS[RowState.DECIDED], then=Value(RowState.DECIDED.value)),
    When(CONDITIONS[RowState.PROPOSED], then=Value(RowState.PROPOSED.value)),
    default=Value(RowState.WAITING.value),
    output_field=CharField(),
)
"""The state as a column: ``rows.annotate(state=STATE)``."""


class _Judged(Protocol):
    """What a state is read from."""

    proposal_id: int | None
    decision_id: int | None

    @property
    def settled_on(self) -> object:
        """From which day it is settled."""


def state_of(row: _Judged) -> RowState:
    """The state of a row."""
    if row.settled_on is not None:
        return RowState.SETTLED
    if row.decision_id is not None:
        return RowState.DECIDED
    return RowState.PROPOSED if row.proposal_id is not None else RowState.WAITING
