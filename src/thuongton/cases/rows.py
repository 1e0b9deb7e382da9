"""Between rows and the engine: acts from entries, terms from clocks; local moments there, zoned ones here."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.utils import timezone

from thuongton.cases.definition.model import KindClock
from thuongton.cases.engine.acts import CaseAct, moment
from thuongton.cases.engine.clocks import CaseClock
from thuongton.cases.engine.timing import Timekeeper
from thuongton.cases.models import CaseEntry, CaseTerm

TERM_COLUMNS = (
    "followed", "norm", "past", "provisional", "by_moment",
    "started_on", "due", "soon_from", "stopped_on", "cancelled_on", "replaced_on",
    "started_at", "due_at", "soon_at", "stopped_at", "cancelled_at", "replaced_at",
)  # fmt: skip


def local(when: dt.datetime) -> dt.datetime:
    """A moment of a row as the engine counts: on the clock of the wall, without a zone, to the minute."""
    return timezone.localtime(when).replace(tzinfo=None, second=0, microsecond=0)


def zoned(when: dt.datetime | None) -> dt.datetime | None:
    """A moment of the engine as a row keeps it."""
    return None if when is None else timezone.make_aware(when)


def said_on(act: CaseAct) -> str:
    """When an act happened, as a row keeps it."""
    return f"{act.on:%Y-%m-%dT%H:%M}" if act.timed else f"{act.on:%Y-%m-%d}"


def recorded_act(do: str, on: str, at: dt.datetime, role: str, tx: str, data: dict[str, Any], seq: int) -> CaseAct:
    """The act of an entry, from its columns."""
    when, timed = moment(on)
    return CaseAct(do, when, local(at), role, tx, data, seq - 1, timed)


def act_of(entry: CaseEntry) -> CaseAct:
    """The act of an entry."""
    return recorded_act(entry.do, entry.on, entry.at, entry.role, entry.tx, entry.data, entry.seq)


def acts_of(entries: Iterable[CaseEntry]) -> list[CaseAct]:
    """The acts of the entries of a case, in order."""
    return [act_of(entry) for entry in entries]


def term_values(clock: CaseClock, time: Timekeeper, *, past: bool = False) -> dict[str, Any]:
    """The columns of a clock."""
    end = clock.due_day(time)
    kind: KindClock = clock.clock
    hours = clock.by_moment
    soon = time.soon_from(end.due, kind.warn) if end.due and not hours else None
    quarter = end.due_at - (end.due_at - clock.start) / 4 if hours and end.due_at else None
    found: dict[str, Any] = {
        "followed": kind.followed,
        "norm": kind.norm,
        "past": past,
        "provisional": end.provisional,
        "by_moment": hours,
        "started_on": clock.start.date(),
        "due": end.due,
        "soon_from": soon,
        "started_at": zoned(clock.start),
        "due_at": zoned(end.due_at),
        "soon_at": zoned(quarter),
    }
    for name in ("stopped", "cancelled", "replaced"):
        when = getattr(clock, name)
        found[f"{name}_on"] = when.date() if when else None
        found[f"{name}_at"] = zoned(when)
    return found


def same_term(row: CaseTerm, values: dict[str, Any]) -> bool:
    """Whether a row of a clock stands as it should."""
    return all(getattr(row, name) == values[name] for name in TERM_COLUMNS)


def uid_of(value: Any) -> UUID | None:
    """The identifier of a case that a field names; None where it is none."""
    try:
        return UUID(str(value)) if value else None
    except ValueError:
        return None
