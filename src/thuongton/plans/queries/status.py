"""The status of a task as a database expression, made from the table of ``plans.status``."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from functools import lru_cache

from django.db.models import BooleanField, CharField, DateField, Q, SmallIntegerField

from thuongton.plans.models import DeadlineChange, Occurrence, Task
from thuongton.plans.status.states import Basis, State
from thuongton.plans.status.table import BY_ITSELF, SOON_DAYS, TABLE, TURN_TABLE, definitions
from thuongton.rules.conditions import Named
from thuongton.rules.sql import FromFacts, History, Writer, columns_of

_CHANGES = DeadlineChange._meta.db_table
_COLUMNS: dict[type[Task] | type[Occurrence], tuple[frozenset[str], History]] = {
    Task: (columns_of(Task), History(_CHANGES, "h.task_id = {pk} AND h.occurrence_id IS NULL", "granted_on")),
    Occurrence: (columns_of(Occurrence, "task"), History(_CHANGES, "h.occurrence_id = {pk}", "granted_on")),
}


def _writer(model: type[Task] | type[Occurrence], given: dict[str, dt.date], basis: Basis) -> Writer:
    columns, history = _COLUMNS[model]
    return Writer(columns, definitions(basis), given, history)


@lru_cache(maxsize=512)
def _written(
    what: str | frozenset[State],
    model: type[Task] | type[Occurrence],
    as_of: dt.date,
    basis: Basis,
    soon_days: int,
) -> str | None:
    writer = _writer(model, {"as_of": as_of, "soon_until": as_of + dt.timedelta(days=soon_days)}, basis)
    table = TABLE if model is Task else TURN_TABLE
    if isinstance(what, frozenset):
        return writer.decided(table, lambda state: "1 = 1" if state in what else "1 = 0")
    if what == "state":
        return writer.decided(table, lambda state: f"'{state}'")
    if what == "order":
        return writer.decided(table, lambda state: str(state.order))
    return writer.day(Named(what))


def status_case(
    as_of: dt.date,
    basis: Basis = Basis.DECLARED,
    soon_days: int = SOON_DAYS,
    prefix: str = "",
    model: type[Task] | type[Occurrence] = Task,
) -> FromFacts:
    """The state on a day as an expression that gives the values of ``State``; ``prefix`` such as ``"task__"``."""
    return FromFacts(_written("state", model, as_of, basis, soon_days) or "", prefix, CharField())


def status_order(
    as_of: dt.date,
    basis: Basis = Basis.DECLARED,
    soon_days: int = SOON_DAYS,
    prefix: str = "",
    model: type[Task] | type[Occurrence] = Task,
) -> FromFacts:
    """The state on a day as its place in ``State``, from 0: numbers are grouped faster than words."""
    return FromFacts(_written("order", model, as_of, basis, soon_days) or "", prefix, SmallIntegerField())


def is_in(
    states: Iterable[State],
    as_of: dt.date,
    basis: Basis = Basis.DECLARED,
    soon_days: int = SOON_DAYS,
    prefix: str = "",
    model: type[Task] | type[Occurrence] = Task,
) -> FromFacts:
    """Whether the state on a day is one of these: a condition that works out no more than it needs."""
    return FromFacts(_written(frozenset(states), model, as_of, basis, soon_days) or "", prefix, BooleanField())


def day_expression(
    name: str,
    as_of: dt.date,
    basis: Basis = Basis.DECLARED,
    prefix: str = "",
    model: type[Task] | type[Occurrence] = Task,
) -> FromFacts:
    """One of the named days of the table as an expression: ``done``, ``start`` or ``due`` (in force on the day)."""
    return FromFacts(_written(name, model, as_of, basis, 0) or "NULL", prefix, DateField())


def by_itself() -> FromFacts:
    """Whether a turn (``Occurrence``) is work of its own: the condition ``BY_ITSELF`` of the table."""
    held = _writer(Occurrence, {}, Basis.DECLARED).condition(BY_ITSELF)
    return FromFacts(str(held), "", BooleanField())


def may_be(
    states: Iterable[State],
    as_of: dt.date,
    soon_days: int = SOON_DAYS,
    model: type[Task] | type[Occurrence] = Task,
) -> Q:
    """A plain condition on columns that every row in one of the states meets: it lets an index narrow a list down.

    It is not enough by itself: the state must be asked too.
    """
    of_task = model is Task
    dated = Q(regular=False) if of_task else Q()
    soon = as_of + dt.timedelta(days=soon_days)
    finished = Q(done_on__lte=as_of) | Q(declared_on__lte=as_of)
    needs = {
        State.OVERDUE: dated & (Q(due__lt=as_of) | Q(changes__gt=0)),
        State.DUE_SOON: dated & (Q(due__range=(as_of, soon)) | Q(changes__gt=0)),
        State.RUNNING: dated & Q(started_on__lte=as_of),
        State.WAITING: dated & Q(waits=True) if of_task else Q(pk__in=[]),
        State.NOT_DUE: dated,
        State.DONE_EARLY: dated & finished,
        State.DONE_ON_TIME: dated & finished,
        State.DONE_LATE: dated & finished,
        State.REGULAR: Q(regular=True) if of_task else Q(pk__in=[]),
        State.CANCELLED: Q(cancelled_on__lte=as_of) | (Q() if of_task else Q(task__cancelled_on__lte=as_of)),
    }
    whole = Q()
    for state in states:
        whole |= needs[state]
    return whole
