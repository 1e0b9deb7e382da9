"""Opening the turns of repeating tasks as the horizon moves on, with one event in the trail when there are new ones."""

from __future__ import annotations

from contextlib import suppress

from thuongton.audit.services import recording
from thuongton.plans.services.deadlines import extend_horizon


class _NothingNew(Exception):
    """Breaks off a recording that would leave an empty event."""


def open_turns() -> int:
    """Make the turns that have come within the horizon; returns how many are new."""
    made = 0
    with suppress(_NothingNew), recording(None, "Mở kỳ thực hiện trong 24 tháng tới"):
        made = extend_horizon()
        if not made:
            raise _NothingNew
    return made
