"""How far the handling of an incoming paper is (theo dõi giải quyết văn bản đến): pure, for a day."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import gettext as _

SOON = 3


@dataclass(frozen=True, slots=True)
class FollowUpState:
    """Where an incoming paper stands on a day, in words, with its key in ``web/states.py``."""

    words: str
    key: str


def standing(due: dt.date | None, answered_on: dt.date | None, as_of: dt.date) -> FollowUpState:
    """The standing on a day: answered (in time or late), overdue, due soon (within three days), running, or no term.

    >>> standing(dt.date(2026, 3, 31), None, dt.date(2026, 4, 2)).words
    'Quá hạn 2 ngày'
    """
    if answered_on is not None and answered_on <= as_of:
        if due is not None and answered_on > due:
            return FollowUpState(
                _("Đã trả lời, quá hạn %(days)d ngày") % {"days": (answered_on - due).days}, "done_late"
            )
        return FollowUpState(_("Đã trả lời"), "done_on_time")
    if due is None:
        return FollowUpState(_("Chưa định thời hạn"), "unassigned")
    left = (due - as_of).days
    if left < 0:
        return FollowUpState(_("Quá hạn %(days)d ngày") % {"days": -left}, "overdue")
    if left == 0:
        return FollowUpState(_("Đến hạn hôm nay"), "due_soon")
    if left <= SOON:
        return FollowUpState(_("Sắp đến hạn, còn %(days)d ngày") % {"days": left}, "due_soon")
    return FollowUpState(_("Trong hạn, còn %(days)d ngày") % {"days": left}, "running")
