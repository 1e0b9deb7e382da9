"""An act on a case (thao tác): who, with which hat, when it happened, when it was recorded; and what becomes of it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class CaseSentence:
    """One sentence for a person: ``what`` (msgid) filled with ``values``; translated where it is shown."""

    what: str
    values: Mapping[str, Any] = field(default_factory=dict)

    def __str__(self) -> str:
        return self.what % self.values if self.values else self.what


@dataclass(frozen=True, slots=True)
class CaseAct:
    """An act as it was recorded. ``on``: when it happened; its day at midnight where ``timed`` is false.

    ``at``: when it was recorded. ``tx``: the mark that makes a repeated sending one act. ``seq``: how many acts the
    sender believed the case to have; None where it does not say.
    """

    do: str
    on: dt.datetime
    at: dt.datetime
    by: str
    tx: str
    data: Mapping[str, Any] = field(default_factory=dict)
    seq: int | None = None
    timed: bool = False

    @property
    def day(self) -> dt.date:
        """The day it happened."""
        return self.on.date()

    @property
    def earliest(self) -> dt.datetime:
        """The earliest moment it can have happened: the hour recorded on the same day, else the day's first."""
        return self.at if not self.timed and self.at.date() == self.day else self.on

    @property
    def latest(self) -> dt.datetime:
        """The latest moment it can have happened."""
        if self.timed:
            return self.on
        return self.at if self.at.date() == self.day else self.on + dt.timedelta(hours=23, minutes=59)


@dataclass(frozen=True, slots=True)
class CaseAnswer:
    """What becomes of an act: done, repeated (``tx`` known: nothing changes) or refused with a sentence and a code.

    ``allowed``: the acts that the hat may do now. ``warnings``: what a person should know though the act is done.
    """

    refused: CaseSentence | None = None
    code: str = ""
    repeated: bool = False
    allowed: tuple[str, ...] = ()
    warnings: tuple[CaseSentence, ...] = ()

    @property
    def ok(self) -> bool:
        """Whether it was done, now or before."""
        return self.refused is None


class UnusableAct(ValueError):
    """A line that is no act; ``str`` is one Vietnamese sentence."""


def moment(value: Any) -> tuple[dt.datetime, bool]:
    """A moment from ``2026-03-10`` or ``2026-03-10T08:30``, and whether the hour is known. Raises UnusableAct."""
    try:
        text = str(value)
        when = dt.datetime.fromisoformat(text)
    except ValueError:
        raise UnusableAct(f"«{value}» không phải ngày hoặc thời điểm.") from None
    if not 1900 <= when.year <= 2100:
        raise UnusableAct(f"«{value}» không nằm trong khoảng năm 1900–2100.")
    return when if when.tzinfo is None else when.replace(tzinfo=None), len(text) > 10


def act_from(line: Mapping[str, Any]) -> CaseAct:
    """An act from the line of a story or request. Raises UnusableAct."""
    for key in ("do", "on"):
        if not isinstance(line.get(key), str):
            raise UnusableAct(f"Thiếu «{key}».")
    on, timed = moment(line["on"])
    at, _timed = moment(line.get("at") or line["on"])
    data = line.get("data") or {}
    seq = line.get("seq")
    if not isinstance(data, dict) or isinstance(seq, bool) or not isinstance(seq, int | None):
        raise UnusableAct("«data» phải là các trường có tên, «seq» phải là số.")
    return CaseAct(line["do"], on, at, str(line.get("by") or ""), str(line.get("tx") or ""), data, seq, timed)
