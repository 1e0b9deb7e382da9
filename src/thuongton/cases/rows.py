"""Between rows and the engine: acts from entries, terms from clocks; local moments there, zoned ones here."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from django.db.models import BigIntegerField, Func
from django.utils import timezone

from thuongton.cases.definition.model import KindClock
from thuongton.cases.engine.acts import CaseAct, moment
from thuongton.cases.engine.clocks import CaseClock
from thuongton.cases.engine.timing import Timekeeper
from thuongton.cases.models import CaseEntry

TERM_COLUMNS = (
    "followed", "norm", "past", "provisional", "by_moment",
    "started_on", "due", "soon_from", "stopped_on", "cancelled_on", "replaced_on",
    "started_at", "due_at", "soon_at", "stopped_at", "cancelled_at", "replaced_at",
)  # fmt: skip


def local(when: dt.datetime) -> dt.datetime:
    """A moment of a row as the engine counts: on the clock of the wall, without a zone, to the minute."""
    return when.astimezone(timezone.get_current_timezone()).replace(tzinfo=None, second=0, microsecond=0)


def zoned(when: dt.datetime | None, zone: dt.tzinfo | None = None) -> dt.datetime | None:
    """A moment of the engine as a row keeps it."""
    return None if when is None else when.replace(tzinfo=zone or timezone.get_current_timezone())


def said_on(act: CaseAct) -> str:
    """When an act happened, as a row keeps it."""
    return f"{act.on:%Y-%m-%dT%H:%M}" if act.timed else f"{act.on:%Y-%m-%d}"


class InSeconds(Func):
    """A moment as whole seconds since 1970, which costs a tenth of a moment to read."""

    function = ""
    arity = 1
    output_field = BigIntegerField()

    def as_postgresql(self, compiler: Any, connection: Any, **more: Any) -> Any:
        """As PostgreSQL counts."""
        return self.as_sql(compiler, connection, template="EXTRACT(EPOCH FROM %(expressions)s)::bigint", **more)

    def as_sqlite(self, compiler: Any, connection: Any, **more: Any) -> Any:
        """As SQLite counts."""
        return self.as_sql(compiler, connection, template="CAST(strftime('%%%%s', %(expressions)s) AS INTEGER)", **more)


def wall(seconds: int | None, zone: dt.tzinfo) -> dt.datetime | None:
    """The moment of :class:`InSeconds`, on the clock of the wall, with its zone."""
    return None if seconds is None else dt.datetime.fromtimestamp(seconds, zone)


def recorded_act(do: str, on: str, at: dt.datetime, role: str, tx: str, data: dict[str, Any], seq: int) -> CaseAct:
    """The act of an entry, from its columns; ``at`` as the engine counts."""
    when, timed = moment(on)
    return CaseAct(do, when, at, role, tx, data, seq - 1, timed)


def act_of(entry: CaseEntry) -> CaseAct:
    """The act of an entry."""
    return recorded_act(entry.do, entry.on, local(entry.at), entry.role, entry.tx, entry.data, entry.seq)


def acts_of(entries: Iterable[CaseEntry]) -> list[CaseAct]:
    """The acts of the entries of a case, in order."""
    return [act_of(entry) for entry in entries]


def term_values(
    clock: CaseClock, time: Timekeeper, *, past: bool = False, zone: dt.tzinfo | None = None
) -> dict[str, Any]:
    """The columns of a clock; ``zone``: the clock of the wall, where many are told."""
    zone = zone or timezone.get_current_timezone()
    end = clock.due_day(time)
    kind: KindClock = clock.clock
    hours = clock.by_moment
    quarter = end.due_at - (end.due_at - clock.start) / 4 if hours and end.due_at else None
    stopped, cancelled, replaced = clock.stopped, clock.cancelled, clock.replaced
    return {
        "followed": kind.followed,
        "norm": kind.norm,
        "past": past,
        "provisional": end.provisional,
        "by_moment": hours,
        "started_on": clock.start.date(),
        "due": end.due,
        "soon_from": time.soon_from(end.due, kind.warn) if end.due and not hours else None,
        "stopped_on": stopped.date() if stopped else None,
        "cancelled_on": cancelled.date() if cancelled else None,
        "replaced_on": replaced.date() if replaced else None,
        "started_at": zoned(clock.start, zone),
        "due_at": zoned(end.due_at, zone),
        "soon_at": zoned(quarter, zone),
        "stopped_at": zoned(stopped, zone),
        "cancelled_at": zoned(cancelled, zone),
        "replaced_at": zoned(replaced, zone),
    }


def uid_of(value: Any) -> UUID | None:
    """The identifier of a case that a field names; None where it is none."""
    try:
        return UUID(str(value)) if value else None
    except ValueError:
        return None
