"""Deadline phrases (thời hạn) of plans, read into rules: «Quý I hằng năm», «Ngay sau khi Đề án được ban hành».

A phrase is cut into tokens and must be consumed whole by one rule, or by several rules joined by «;», «/», «,» or
«và» (then the kind is ``composite``). Words that no rule consumes lower the confidence below 0.9; a phrase that
nothing reads keeps its text with kind ``none`` and confidence 0. Recurrence rules come from a fixed vocabulary and
name the **due** days; ``window`` is the length of time that ends on each of them.

Conventions: «trước ngày 30/6/2026», «chậm nhất 30/6/2026» and «đến hết 30/6/2026» are due on that day, «trước
tháng 6/2026» on the last day of May. ``offset_days`` is negative for ``before_event``.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace

from vanban.model import Timing
from vanban.settling import settled
from vanban.timing.phrases import Phrase

__all__ = ["read_timing"]

_EMPTY = re.compile(r"[\s.,;:/…_–—-]*")


def read_timing(phrase: str | None, *, issued: dt.date | None = None) -> Timing:
    """The rule that a deadline phrase states.

    ``issued`` is the date of the paper: it gives the year to «tháng 11» or «trước 15/12», at low confidence.

    >>> read_timing("Quý I hằng năm").rrule
    'FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=31'
    >>> read_timing("Từ tháng 2/2017 đến tháng 9/2018").due
    datetime.date(2018, 9, 30)
    """
    printed = " ".join(settled(phrase or "").text.split())
    if _EMPTY.fullmatch(printed):
        return Timing(confidence=1.0, text=printed or None)
    timing = Phrase(printed, issued).read()
    return replace(timing, text=printed)
