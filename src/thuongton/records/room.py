"""What records give to the house: what hangs on them, whatever their room."""

from __future__ import annotations

from thuongton.audit.triggers import Tracked
from thuongton.records.acts import ACTS
from thuongton.records.checks import CHECKS
from thuongton.records.queries import due_days, reminders_come
from thuongton.records.sayings import SAYINGS
from thuongton.records.undoing import UNDO
from thuongton.web.rooms import Room
from thuongton.web.waiting import DueDays, Waiting

ROOM = Room(
    "records",
    order=55,
    parts=(
        Tracked("records"),
        Waiting("reminders", reminders_come, "records/waiting/reminder.html"),
        DueDays(due_days),
        ACTS,
        SAYINGS,
        *UNDO,
        *CHECKS,
    ),
)
