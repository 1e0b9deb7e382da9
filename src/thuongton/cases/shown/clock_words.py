"""Which clock of a case a list shows, and its words: «trễ 12 ngày», «còn 5 ngày», «tạm dừng»."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from thuongton.cases.engine.clocks import LIVE

MARKS = {"overdue": "overdue", "due_soon": "due_soon", "running": "running", "paused": "waiting"}
"""Status of a clock → state of the look (``web/states.py``)."""


@dataclass(frozen=True, slots=True)
class ShownClock:
    """A clock of a case with its status on the day; ``due_at`` for one in hours, local and without a zone."""

    key: str
    status: str
    due: dt.date | None = None
    due_at: dt.datetime | None = None
    followed: bool = False
    norm: bool = False
    provisional: bool = False

    @property
    def name(self) -> str:
        """Its name in the kind, without the body it is asked of."""
        return self.key.partition(":")[0]

    @property
    def mark(self) -> str:
        """The state of the look: what another body owes is never our overdue."""
        return "waiting" if self.followed else MARKS[self.status]


def nearest(clocks: Iterable[ShownClock]) -> ShownClock | None:
    """The clock that says what is due next: the office's own before what others owe, the nearest day first.

    One without a due day (tạm dừng) comes after those that have one; None when no clock runs.
    """
    live = [one for one in clocks if one.status in LIVE]
    return min(live, key=_order, default=None)


def _order(clock: ShownClock) -> tuple[bool, dt.date, str, str]:
    hour = f"{clock.due_at:%H:%M}" if clock.due_at else "24:00"
    return (clock.followed, clock.due or dt.date.max, hour, clock.key)


def clock_words(clock: ShownClock, as_of: dt.datetime) -> str:
    """How long is left of a clock, or by how much it is late, as of a moment; «dự kiến» where its day may move."""
    if clock.due is None:
        return _("tạm dừng")
    words = _left(clock, clock.due, as_of)
    if clock.followed:
        words = _("theo dõi, %(left)s") % {"left": words}
    return _("%(left)s (dự kiến)") % {"left": words} if clock.provisional else words


def _left(clock: ShownClock, due: dt.date, as_of: dt.datetime) -> str:
    days = (due - as_of.date()).days
    if days < 0:
        return ngettext("trễ %(number)s ngày", "trễ %(number)s ngày", -days) % {"number": -days}
    if days > 0:
        return ngettext("còn %(number)s ngày", "còn %(number)s ngày", days) % {"number": days}
    if clock.due_at is not None:
        past = clock.status == "overdue"
        words = _("trễ từ %(hour)s hôm nay") if past else _("đến %(hour)s hôm nay")
        return words % {"hour": f"{clock.due_at:%H:%M}"}
    return _("hôm nay")
