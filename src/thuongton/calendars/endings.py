"""Where a deadline goes that would end on a day off (ngày cuối là ngày nghỉ), by what it is: law as data."""

from __future__ import annotations

import datetime as dt
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from thuongton.calendars.clock import Calendar, ClockStep, Shift, moved_steps, shift


def _(msgid: str) -> str:
    """Marks a text for the catalogues; it is translated where it is shown."""
    return msgid


WHY = {
    "counted_days": _("Thời hạn tính bằng ngày mà ngày cuối là ngày nghỉ thì kết thúc vào ngày làm việc tiếp theo."),
    "counted_months": _(
        "Thời hạn tính bằng tuần, tháng, năm mà ngày cuối là ngày nghỉ thì kết thúc vào ngày làm việc tiếp theo."
    ),
    "counted_hours": _("Thời hạn tính bằng giờ chạy liên tục cả ngày nghỉ, nên giữ nguyên."),
    "working_days": _("Thời hạn tính bằng ngày làm việc luôn kết thúc vào một ngày làm việc."),
    "counted_back": _(
        "Hạn đếm ngược từ một sự kiện rơi vào ngày nghỉ: pháp luật không quy định chuyển ngày, nên giữ nguyên."
    ),
    "named_day": _(
        "Ngày hạn là ngày nghỉ nhưng văn bản ghi đích danh ngày, không phải khoảng thời gian phải đếm, nên giữ nguyên."
    ),
    "turn": _("Hạn của kỳ là ngày văn bản ghi đích danh, nên giữ nguyên khi rơi vào ngày nghỉ."),
}
FILE = Path(__file__).with_name("endings.toml")


@dataclass(frozen=True, slots=True)
class Ending:
    """One rule: ``of`` names the kind of length; ``why`` is a Vietnamese sentence for the explanation of a deadline."""

    of: str
    shift: Shift
    clause: str
    valid_from: dt.date
    why: str


@dataclass(frozen=True, slots=True)
class Ended:
    """The day a deadline ends on, the steps that say so, and whether that rests on a year not announced."""

    due: dt.date
    steps: tuple[ClockStep, ...]
    provisional: bool


@cache
def endings() -> tuple[Ending, ...]:
    """Every rule of the file, in its order."""
    return tuple(
        Ending(
            row["of"],
            Shift.NONE if row["shift"] == "none" else Shift(row["shift"]),
            row["clause"],
            row["valid_from"],
            WHY[row["of"]],
        )
        for row in tomllib.loads(FILE.read_text("utf-8"))["ending"]
    )


def ending(of: str, on: dt.date) -> Ending | None:
    """The rule for a kind of length that is in force on a day; None when the law says nothing of that time."""
    found = [rule for rule in endings() if rule.of == of and rule.valid_from <= on]
    return max(found, key=lambda rule: rule.valid_from, default=None)


def end_on(day: dt.date, of: str, calendar: Calendar, *, stated: str = "", on: dt.date | None = None) -> Ended:
    """Where a deadline of a kind ends whose last day is ``day``.

    ``stated`` is the shift that the rule of the paper states; "" leaves it to the law in force on ``on`` (the day
    itself unless told). A day off that stays says why.
    """
    rule = None if stated else ending(of, on or day)
    direction = Shift(stated) if stated else rule.shift if rule else Shift.NONE
    moved = shift(day, direction, calendar)
    steps = moved_steps(day, moved, rule.clause if rule else "")
    if moved == day and rule is not None and direction is Shift.NONE and not calendar.is_working(day):
        steps = [ClockStep(rule.why, day=day, source=rule.clause)]
    asked = direction is not Shift.NONE
    return Ended(moved, tuple(steps), asked and bool(calendar.open_years(day, moved)))
