"""The status of a task on a day (trạng thái nhiệm vụ): one table of decisions over facts, nothing stored.

``TABLE`` is read from above; the first row whose condition holds names the state. The Python functions here and the
SQL expression of ``queries.status`` are both made from it. Facts later than ``as_of`` do not count yet.

The window that judges a finished task is the one in force on the day it was finished: an extension granted afterwards
does not turn *hoàn thành quá hạn* back. See docs/decisions/0008-status-from-one-table.md.

A turn of a repeating task (kỳ) is judged by the same table with one row before it (``TURN_TABLE``), and ``BY_ITSELF``
says which turns are work of their own: overdue work is the overdue tasks and these overdue turns.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import cache
from typing import Any, Protocol

from thuongton.plans.status.states import Basis, State
from thuongton.rules.conditions import (
    AtMost,
    Before,
    Both,
    Condition,
    Day,
    Fact,
    FirstKnown,
    Given,
    Holds,
    Known,
    Latest,
    MoreThan,
    Named,
    Not,
    When,
)
from thuongton.rules.python import compile_function

SOON_DAYS = 7


@dataclass(frozen=True, slots=True)
class Change:
    """A change of deadline that was granted: both ends of the window from ``granted_on`` on."""

    granted_on: dt.date
    due: dt.date
    start: dt.date | None = None


class FactsLike(Protocol):
    """The columns that the table reads; a model row, or :class:`TaskFacts`."""

    regular: bool
    waits: bool
    opened_on: dt.date | None
    window_start: dt.date | None
    due: dt.date | None
    changes: int
    changed_on: dt.date | None
    changed_due: dt.date | None
    changed_start: dt.date | None
    started_on: dt.date | None
    declared_on: dt.date | None
    done_on: dt.date | None
    cancelled_on: dt.date | None


@dataclass(slots=True)
class TaskFacts:
    """Facts of one task without a database: ``history`` holds every granted change, the oldest first."""

    regular: bool = False
    waits: bool = False
    opened_on: dt.date | None = None
    window_start: dt.date | None = None
    due: dt.date | None = None
    started_on: dt.date | None = None
    declared_on: dt.date | None = None
    done_on: dt.date | None = None
    cancelled_on: dt.date | None = None
    changes: int = 0
    changed_on: dt.date | None = None
    changed_due: dt.date | None = None
    changed_start: dt.date | None = None
    history: tuple[Change, ...] = ()

    def changed(self, *changes: Change) -> TaskFacts:
        """The same facts with these granted changes, in the order they were granted."""
        history = tuple(sorted(changes, key=lambda change: change.granted_on))
        last = history[-1] if history else None
        return replace(
            self,
            history=history,
            changes=len(history),
            changed_on=last.granted_on if last else None,
            changed_due=last.due if last else None,
            changed_start=last.start if last else None,
        )


_AS_OF = Given("as_of")
_JUDGED = Named("judged_on")
_CHANGED = AtMost(Fact("changed_on"), _JUDGED)
_CHANGED_BEFORE = Both((MoreThan("changes", 1), Known(Latest("granted_on", _JUDGED))))
_UNOPENED = Both((Holds("waits"), Not(AtMost(Fact("opened_on"), _JUDGED))))


def _in_force(column: str, changed_column: str, change_column: str) -> Day:
    """One end of the window on the judging day: the last granted change, else the rule once its event has happened."""
    by_rule = When(Not(_UNOPENED), Fact(column))
    earlier = When(_CHANGED_BEFORE, Latest(change_column, _JUDGED), by_rule)
    return When(_CHANGED, Fact(changed_column), earlier)


DONE_DAY: dict[Basis, Day] = {
    Basis.DECLARED: FirstKnown(
        (
            When(AtMost(Fact("done_on"), _AS_OF), Fact("done_on")),
            When(AtMost(Fact("declared_on"), _AS_OF), Fact("declared_on")),
        )
    ),
    Basis.PROVEN: When(AtMost(Fact("done_on"), _AS_OF), Fact("done_on")),
}
START = _in_force("window_start", "changed_start", "new_start")
DUE = _in_force("due", "changed_due", "new_due")


def definitions(basis: Basis) -> dict[str, Day]:
    """The named days that the table speaks of, in the order they are worked out."""
    return {
        "done": DONE_DAY[basis],
        "judged_on": FirstKnown((Named("done"), _AS_OF)),
        "start": START,
        "due": DUE,
    }


_DONE, _START, _DUE = Named("done"), Named("start"), Named("due")

TABLE: tuple[tuple[Condition | None, Any], ...] = (
    (AtMost(Fact("cancelled_on"), _AS_OF), State.CANCELLED),
    (Holds("regular"), State.REGULAR),
    (
        Known(_DONE),
        (
            (Before(_DONE, _START), State.DONE_EARLY),
            (Before(_DUE, _DONE), State.DONE_LATE),
            (None, State.DONE_ON_TIME),
        ),
    ),
    (Before(_DUE, _AS_OF), State.OVERDUE),
    (AtMost(_DUE, Given("soon_until")), State.DUE_SOON),
    (AtMost(Fact("started_on"), _AS_OF), State.RUNNING),
    (_UNOPENED, State.WAITING),
    (None, State.NOT_DUE),
)
GIVEN = ("as_of", "soon_until")

# Nothing is owed on a turn of a task that was taken out of its plan.
TURN_TABLE: tuple[tuple[Condition | None, Any], ...] = (
    (AtMost(Fact("task__cancelled_on"), _AS_OF), State.CANCELLED),
    *TABLE,
)
# A task may have a day of its own and turns too («trước 31/12/2026 và hằng quý»): a turn that ends on that day is the
# same work, and it is counted with the task. A regular task has no day of its own, so that all its turns count.
BY_ITSELF: Condition = Not(
    Both(
        (
            Not(Holds("task__regular")),
            AtMost(Fact("due"), Fact("task__due")),
            AtMost(Fact("task__due"), Fact("due")),
        )
    )
)


def _last_change(facts: Any, column: str, until: dt.date) -> dt.date | None:
    """A column of the last change granted on or before a day; ``history`` is asked only where changes are several."""
    for change in reversed(facts.history):
        if change.granted_on <= until:
            return change.granted_on if column == "granted_on" else getattr(change, column.removeprefix("new_"))
    return None


@cache
def _decide(basis: Basis, each: bool, turns: bool = False) -> Callable[..., Any]:
    return compile_function(definitions(basis), TURN_TABLE if turns else TABLE, GIVEN, _last_change, each=each)


def status(facts: FactsLike, as_of: dt.date, *, basis: Basis = Basis.DECLARED, soon_days: int = SOON_DAYS) -> State:
    """The one state of a task on the day ``as_of``; ``soon_days`` is the number of days before the due day.

    >>> due = dt.date(2026, 6, 30)
    >>> status(TaskFacts(due=due), dt.date(2026, 7, 1)).label
    'Quá hạn'
    >>> status(TaskFacts(due=due, done_on=dt.date(2026, 7, 2)), dt.date(2026, 12, 31)).label
    'Hoàn thành quá hạn'
    """
    return _decide(basis, False)(facts, as_of, as_of + dt.timedelta(days=soon_days))


def statuses(
    many: Iterable[FactsLike], as_of: dt.date, *, basis: Basis = Basis.DECLARED, soon_days: int = SOON_DAYS
) -> list[State]:
    """The states of many tasks on one day, in their order."""
    return _decide(basis, True)(many, as_of, as_of + dt.timedelta(days=soon_days))


def turn_status(turn: Any, as_of: dt.date, *, basis: Basis = Basis.DECLARED, soon_days: int = SOON_DAYS) -> State:
    """The one state of a turn on a day; ``turn.task`` are the facts of the task it belongs to."""
    return _decide(basis, False, turns=True)(turn, as_of, as_of + dt.timedelta(days=soon_days))


@cache
def _by_itself() -> Callable[..., bool]:
    return compile_function({}, ((BY_ITSELF, True), (None, False)), ())


def by_itself(turn: Any) -> bool:
    """Whether a turn is work of its own, beside the day its task may have (``BY_ITSELF``)."""
    return _by_itself()(turn)


@cache
def _day(basis: Basis, name: str) -> Callable[..., dt.date | None]:
    return compile_function(definitions(basis), ((None, Named(name)),), ("as_of",), _last_change)


def finished(facts: FactsLike) -> bool:
    """Whether the work is over on record (declared, proven or cancelled), so that its deadline moves no more."""
    return bool(facts.done_on or facts.declared_on or facts.cancelled_on)


def done_day(facts: FactsLike, as_of: dt.date, *, basis: Basis = Basis.DECLARED) -> dt.date | None:
    """The day the task counts as finished, as known on ``as_of``; None when it is not."""
    return _day(basis, "done")(facts, as_of)


def start_in_force(facts: FactsLike, as_of: dt.date, *, basis: Basis = Basis.DECLARED) -> dt.date | None:
    """The start of the window that judges the task on a day; None when there is none or it still waits."""
    return _day(basis, "start")(facts, as_of)


def due_in_force(facts: FactsLike, as_of: dt.date, *, basis: Basis = Basis.DECLARED) -> dt.date | None:
    """The due day that judges the task on a day: of the last granted change, else of the rule."""
    return _day(basis, "due")(facts, as_of)
