"""How a task stands on a day (trạng thái nhiệm vụ): the states and the table that decides; pure.

``plans.queries.status`` is the same table in SQL.
"""

from __future__ import annotations

from thuongton.plans.status.states import DONE, OPEN, Basis, Colour, State, count
from thuongton.plans.status.table import (
    BY_ITSELF,
    SOON_DAYS,
    TABLE,
    TURN_TABLE,
    Change,
    FactsLike,
    TaskFacts,
    by_itself,
    definitions,
    done_day,
    due_in_force,
    finished,
    start_in_force,
    status,
    statuses,
    turn_status,
)

__all__ = [
    "BY_ITSELF",
    "DONE",
    "OPEN",
    "SOON_DAYS",
    "TABLE",
    "TURN_TABLE",
    "Basis",
    "Change",
    "Colour",
    "FactsLike",
    "State",
    "TaskFacts",
    "by_itself",
    "count",
    "definitions",
    "done_day",
    "due_in_force",
    "finished",
    "start_in_force",
    "status",
    "statuses",
    "turn_status",
]
