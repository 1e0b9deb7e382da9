"""A change of the calendar as a person asks for it (thay đổi lịch làm việc): add a day, work one, swap two, take away.

Pure: what an act means for the days, and what is refused with a sentence.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from thuongton.calendars.clock import Calendar
from thuongton.calendars.notices import HOLIDAY, SWAPPED_OFF, SWAPPED_ON
from thuongton.web.dates import day_words

PLAIN = "plain"


def _(msgid: str) -> str:
    """Marks a text for the catalogues; it is translated where it is shown."""
    return msgid


class ChangeKind(StrEnum):
    """What is done to the calendar."""

    OFF = "off"
    WORK = "work"
    SWAP = "swap"
    PLAIN = "plain"


ACTS = {
    ChangeKind.OFF: _("Thêm ngày nghỉ"),
    ChangeKind.WORK: _("Thêm ngày làm bù"),
    ChangeKind.SWAP: _("Hoán đổi ngày nghỉ và ngày làm bù"),
    ChangeKind.PLAIN: _("Bỏ ngày khỏi lịch (theo ngày trong tuần)"),
}


class RefusedChange(ValueError):
    """A change that makes no sense; ``str`` is a Vietnamese msgid, ``field`` says where."""

    def __init__(self, message: str, field: str = "day") -> None:
        super().__init__(message)
        self.field = field


@dataclass(frozen=True, slots=True)
class Wanted:
    """The change of the calendar that one paper asks for; ``worked`` is the day worked in a swap."""

    act: ChangeKind
    day: dt.date
    name: str
    number: str
    issued_on: dt.date
    issuer: str = ""
    worked: dt.date | None = None

    @property
    def days(self) -> list[dt.date]:
        """The days it would write."""
        return [day for day in (self.day, self.worked) if day is not None]

    @property
    def source(self) -> str:
        """The paper as it is cited."""
        signed = day_words(self.issued_on)
        issuer = f" của {self.issuer}" if self.issuer else ""
        return f"Văn bản số {self.number} ngày {signed}{issuer}"[:255]


@dataclass(frozen=True, slots=True)
class WantedDay:
    """One day as it shall stand in the calendar."""

    day: dt.date
    kind: str
    name: str
    pair: dt.date | None = None


def entries(wanted: Wanted, calendar: Calendar) -> list[WantedDay]:
    """The days of a change under the calendar as it is. Raises Refused."""
    day, name = wanted.day, wanted.name
    if wanted.act is ChangeKind.SWAP:
        if wanted.worked is None:
            raise RefusedChange(_("Ghi ngày làm bù của lần hoán đổi này."), "worked")
        if not calendar.is_working(day):
            raise RefusedChange(_("Ngày nghỉ hoán đổi phải là một ngày đang làm việc."))
        if calendar.is_working(wanted.worked):
            raise RefusedChange(_("Ngày làm bù phải là một ngày đang nghỉ."), "worked")
        return [WantedDay(day, SWAPPED_OFF, name, wanted.worked), WantedDay(wanted.worked, SWAPPED_ON, name, day)]
    if wanted.act is ChangeKind.OFF:
        if not calendar.is_working(day):
            raise RefusedChange(_("Ngày này đã là ngày nghỉ."))
        return [WantedDay(day, HOLIDAY, name)]
    if wanted.act is ChangeKind.WORK:
        if calendar.is_working(day):
            raise RefusedChange(_("Ngày này đã là ngày làm việc."))
        return [WantedDay(day, SWAPPED_ON, name)]
    special = day in calendar.off or day in calendar.worked
    if not special:
        raise RefusedChange(_("Ngày này đang theo ngày trong tuần, không có gì để bỏ."))
    return [WantedDay(day, PLAIN, name)]
