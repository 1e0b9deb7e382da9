"""What a clock is (thời hạn): so many of a unit after or before an event, its pauses, its extensions; refusals.

Grounds of the meaning: Bộ luật Dân sự 91/2015/QH13, Điều 147 and 148; Luật Hộ tịch 60/2014/QH13, Điều 5 khoản 3.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from thuongton.calendars.clock import Shift

FIRST, LAST = dt.date(1900, 1, 1), dt.date(2100, 12, 31)
"""Events of a clock lie between these days."""
MOST = 150_000
"""No clock is longer than so many of its unit; what ends after the year 2200 is refused besides."""


def _(msgid: str) -> str:
    """Marks a text for the catalogues; it is translated where it is shown."""
    return msgid


class UnusableTerm(ValueError):
    """A clock, pause, extension or calendar that cannot be counted with; ``str`` is one Vietnamese sentence.

    ``line`` is the line of the file it stands in, where that is known.
    """

    def __init__(self, message: str, line: int | None = None) -> None:
        super().__init__(message)
        self.line = line


class Measure(StrEnum):
    """What a clock is counted in (đơn vị tính thời hạn)."""

    WORKING_DAY = "working_day"
    CALENDAR_DAY = "calendar_day"
    MONTH = "month"
    YEAR = "year"
    HOUR = "hour"
    SAME_DAY = "same_day"


MEASURES = {
    Measure.WORKING_DAY: _("ngày làm việc"),
    Measure.CALENDAR_DAY: _("ngày"),
    Measure.MONTH: _("tháng"),
    Measure.YEAR: _("năm"),
    Measure.HOUR: _("giờ"),
    Measure.SAME_DAY: _("trong ngày"),
}


def _demand_number(number: int, least: int) -> None:
    if isinstance(number, bool) or not isinstance(number, int) or number < least:
        raise UnusableTerm("Thời hạn (n) phải là một số nguyên dương; «trong ngày» ghi 0.")
    if number > MOST:
        raise UnusableTerm(f"Thời hạn (n) dài quá {MOST} đơn vị nên không tính được.")


@dataclass(frozen=True, slots=True)
class Term:
    """``number`` of a measure after (or ``back`` before) an event; ``cutoff`` closes a «trong ngày» (S6).

    ``shift``: where days, months and years go that end on a day off (S3, S9); hours and working days are never shifted.
    """

    number: int
    measure: Measure
    back: bool = False
    shift: Shift = Shift.NONE
    cutoff: dt.time | None = None

    def __post_init__(self) -> None:
        same_day = self.measure is Measure.SAME_DAY
        _demand_number(self.number, 0 if same_day else 1)
        if same_day and (self.number or self.back):
            raise UnusableTerm("«Trong ngày» ghi n là 0 và tính sau sự kiện, không tính trước.")
        if self.cutoff is not None and not same_day:
            raise UnusableTerm("Giờ khoá sổ (cutoff) chỉ đi với «trong ngày» (same_day).")


@dataclass(frozen=True, slots=True)
class Stop:
    """Days that do not count (tạm dừng, tạm đình chỉ), both ends included; without ``last`` it has not ended (S8)."""

    first: dt.date
    last: dt.date | None = None

    def __post_init__(self) -> None:
        if self.last is not None and self.last < self.first:
            raise UnusableTerm("Kỳ tạm dừng có ngày cuối trước ngày đầu; kiểm tra lại hai ngày.")

    def holds(self, day: dt.date) -> bool:
        """Whether a day lies within."""
        return self.first <= day and (self.last is None or day <= self.last)


@dataclass(frozen=True, slots=True)
class More:
    """An extension (gia hạn): ``number`` counted on from the end of the term, or ``whole`` in its place (S7)."""

    number: int
    measure: Measure
    whole: bool = False

    def __post_init__(self) -> None:
        if self.measure is Measure.SAME_DAY:
            raise UnusableTerm("Gia hạn tính bằng giờ, ngày, ngày làm việc, tháng hoặc năm, không tính «trong ngày».")
        _demand_number(self.number, 1)
