"""Rows of a paper book written into a register: what one press says is one act, whole or not at all."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from thuongton.audit.services import acting
from thuongton.cases.engine.timing import Timekeeper
from thuongton.cases.entry.judging import RowAct
from thuongton.cases.models import Case
from thuongton.cases.queries.cases import timekeeper
from thuongton.cases.services.acting import act_on, open_case
from thuongton.people.models import Unit, User
from thuongton.people.scopes import demand


@dataclass(frozen=True, slots=True)
class RowToWrite:
    """The acts of one row. ``mark``: what makes a second sending the same acts; ``begun``: the case it goes on with."""

    mark: str
    acts: Sequence[RowAct]
    begun: Case | None = None


def enter_row(user: User | None, unit: Unit, kind: str, row: RowToWrite, *, time: Timekeeper | None = None) -> Case:
    """Write one row: its case with its acts. Raises NotAllowed, ValidationError, PermissionDenied; then nothing is.

    ``time`` counts days for the unit, where many rows are written.
    """
    demand(user, Case(unit=unit, kind=kind))
    with acting():
        case, acts = row.begun, list(row.acts)
        if case is None:
            first = acts.pop(0)
            mark = f"{row.mark}:{first.do}"
            case, _answer = open_case(user, unit, kind, first.do, first.on, first.data, tx=mark, time=time)
        for one in acts:
            act_on(user, case, one.do, one.on, one.data, tx=f"{row.mark}:{one.do}", time=time)
    return case


def enter_rows(user: User | None, unit: Unit, kind: str, rows: Sequence[RowToWrite]) -> list[Case]:
    """Write the rows of one page, all or none; the same marks sent again change nothing."""
    with acting():
        time = timekeeper(unit)
        return [enter_row(user, unit, kind, row, time=time) for row in rows]
