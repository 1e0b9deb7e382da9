"""One question about a clock answered whole: due day, how it stands, what is left, day by day, the sentence."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from thuongton.calendars.terms.counting import TermEnd, end_of
from thuongton.calendars.terms.explaining import TermDay, days_of_term, sentence, silent_points
from thuongton.calendars.terms.files import NamedCalendar
from thuongton.calendars.terms.reading import TermCase, demand_hour
from thuongton.calendars.terms.rules import TermRule
from thuongton.calendars.terms.silent import ASKED, READ_AS_USUAL, TAKEN, UNSETTLED, TermReadings, silences
from thuongton.calendars.terms.spec import Term, UnusableTerm
from thuongton.calendars.terms.status import TermLeft, TermStatus, left_of, status_of

FindRule = Callable[[str, dt.date], TermRule | None]
STOPPED = frozenset(
    (
        TermStatus.NOT_STARTED,
        TermStatus.DONE_ON_TIME,
        TermStatus.DONE_LATE,
        TermStatus.REPLACED,
        TermStatus.CANCELLED,
    )
)


@dataclass(frozen=True, slots=True)
class TermAnswer:
    """Everything there is to say of one case: its term and end, how it stands, what is left, the days, the silences."""

    rule: TermRule | None
    spec: Term
    readings: TermReadings
    end: TermEnd
    status: TermStatus
    left: TermLeft | None
    rows: list[TermDay]
    points: list[str]
    text: str

    @property
    def clause(self) -> str | None:
        """The clause of the rule, where the rule is what was counted."""
        return self.rule.clause if self.rule is not None and self.rule.spec == self.spec else None

    @property
    def unsettled(self) -> list[tuple[str, str, str]]:
        """What the law leaves open here: what is asked, how it was read, the nearest clause (msgids)."""
        return [(ASKED[key], TAKEN[key, self.readings.value(key)], silences()[key].clause) for key in self.points]


def answered(
    case: TermCase, named: NamedCalendar, now: dt.datetime, *, as_of: dt.datetime | None = None, find: FindRule
) -> TermAnswer:
    """Count one case. Raises UnusableTerm.

    ``as_of`` is the moment at which it stands; without one it is ``now``, and a clock that a pause keeps open is paused
    whatever the day. ``find`` gives the clock of a kind that is in force on the start day.
    """
    rule = find(case.rule, case.start.date()) if case.rule is not None else None
    spec = case.spec or (rule.spec if rule else None)
    if spec is None:
        raise UnusableTerm(
            f"Không có thời hạn «{case.rule}» có hiệu lực vào ngày bắt đầu."
            if case.rule
            else "Phải nêu thời hạn: tên (rule) hoặc cách tính (spec)."
        )
    demand_hour(spec, case.timed)
    readings = case.readings if case.readings != READ_AS_USUAL or rule is None else rule.readings
    calendar = named.with_off(case.extra_off)
    end = end_of(spec, case.start, calendar, stops=case.stops, extensions=case.extensions, readings=readings)
    at = as_of or (None if end.due is None else now)
    status = status_of(
        spec,
        case.start,
        end,
        calendar,
        at,
        stops=case.stops,
        readings=readings,
        done=case.done,
        replaced=case.replaced,
        cancelled=case.cancelled,
    )
    left = None
    if status not in STOPPED:
        left = left_of(spec, case.start, end, calendar, at or now, stops=case.stops, readings=readings)
    rows = days_of_term(spec, case.start, end, calendar, case.stops, readings)
    points = silent_points(spec, case.start, end, calendar, case.stops)
    text = sentence(spec, case.start, end, rows, case.stops)
    return TermAnswer(rule, spec, readings, end, status, left, rows, points, text)


def answer(
    case: TermCase, named: NamedCalendar, now: dt.datetime, *, as_of: dt.datetime | None = None, find: FindRule
) -> dict[str, Any]:
    """The answer of :func:`answered` as a dictionary that JSON can hold. Raises UnusableTerm."""
    found = answered(case, named, now, as_of=as_of, find=find)
    end = found.end
    return {
        "due": end.due.isoformat() if end.due else None,
        "due_at": _moment_words(end.due_at) if end.due_at else None,
        "status": str(found.status),
        "left": _left(found.left),
        "provisional": end.provisional,
        "clause": found.clause,
        "calendar": {"name": named.name, "sha256": named.sha256},
        "days": [_day(row) for row in found.rows],
        "readings": [_reading(key, found.readings) for key in found.points],
        "text": found.text,
    }


def _moment_words(moment: dt.datetime) -> str:
    return moment.isoformat(timespec="minutes" if not moment.second and not moment.microsecond else "seconds")


def _left(left: TermLeft | None) -> dict[str, Any] | None:
    if left is None:
        return None
    found: dict[str, Any] = {"n": left.number, "unit": str(left.measure)}
    if left.more:
        found["more"] = [{"n": number, "unit": str(measure)} for number, measure in left.more]
    return found


def _day(row: TermDay) -> dict[str, Any]:
    found: dict[str, Any] = {"day": row.day.isoformat()}
    if row.paused:
        found["paused"] = row.paused
    elif row.off:
        found |= {"off": row.off, "source": row.source or None}
    elif row.number is not None:
        found["n"] = int(row.number) if row.number == int(row.number) else row.number
        if row.worked:
            found |= {"worked": row.worked, "source": row.source or None}
    if row.due:
        found["due"] = True
    return found


def _reading(key: str, readings: TermReadings) -> dict[str, Any]:
    value = readings.value(key)
    return {
        "key": key,
        "value": value,
        "asked": ASKED[key],
        "taken": TAKEN[key, value],
        "note": UNSETTLED,
        "clause": silences()[key].clause,
    }
