"""The status of a task on a day (trạng thái nhiệm vụ): one table of decisions over facts, nothing stored.

``TABLE`` is read from above; the first row whose condition holds names the state. The Python functions here and the
SQL expression of ``status_sql`` are both made from it. Facts later than ``as_of`` do not count yet.

The window that judges a finished task is the one in force on the day it was finished: an extension granted afterwards
does not turn *hoàn thành quá hạn* back. See docs/decisions/0008-status-from-one-table.md.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cache
from typing import Any, Protocol

from thuongton.plans.conditions import (
    AtMost,
    Before,
    Both,
    Changed,
    Condition,
    Day,
    Fact,
    FirstKnown,
    Given,
    Holds,
    Known,
    MoreThan,
    Named,
    Not,
    When,
    compile_function,
)

SOON_DAYS = 7


def _(msgid: str) -> str:
    """Marks a text for the catalogues; it is translated where it is shown."""
    return msgid


class Colour(StrEnum):
    """The five colours of the product, named as in its style sheet."""

    GREY = "grey"
    BLUE = "blue"
    AMBER = "amber"
    RED = "red"
    GREEN = "green"


class State(StrEnum):
    """The states in the words of the field, the most urgent first; their texts are Vietnamese msgids."""

    OVERDUE = "overdue"
    DUE_SOON = "due_soon"
    RUNNING = "running"
    WAITING = "waiting"
    NOT_DUE = "not_due"
    DONE_EARLY = "done_early"
    DONE_ON_TIME = "done_on_time"
    DONE_LATE = "done_late"
    REGULAR = "regular"
    CANCELLED = "cancelled"

    @property
    def label(self) -> str:
        """The name of the state, for a badge."""
        return _MEANING[self].label

    @property
    def definition(self) -> str:
        """When a task is in this state, in one sentence (văn bản định nghĩa)."""
        return _MEANING[self].definition

    @property
    def colour(self) -> str:
        """grey, blue, amber, red or green."""
        return _MEANING[self].colour

    @property
    def icon(self) -> str:
        """One sign that stands beside the words, so that colour never speaks alone."""
        return _MEANING[self].icon

    @property
    def order(self) -> int:
        """Place in lists that put the most urgent first, from 0."""
        return _ORDER[self]

    @property
    def done(self) -> bool:
        """Whether the work is finished (early, on time or late)."""
        return self in DONE

    @property
    def late(self) -> bool:
        """Whether the deadline was missed, finished or not."""
        return self in (State.OVERDUE, State.DONE_LATE)


@dataclass(frozen=True, slots=True)
class _Meaning:
    label: str
    colour: Colour
    icon: str
    definition: str


_MEANING: dict[State, _Meaning] = {
    State.OVERDUE: _Meaning(
        _("Quá hạn"), Colour.RED, "!", _("Chưa hoàn thành và ngày tính đã sau ngày hạn đang có hiệu lực.")
    ),
    State.DUE_SOON: _Meaning(
        _("Sắp đến hạn"),
        Colour.AMBER,
        "◔",
        _(
            "Chưa hoàn thành, chưa quá hạn và còn không quá số ngày nhắc trước hạn (mặc định 07 ngày),"
            " dù đã bắt đầu hay chưa."
        ),
    ),
    State.RUNNING: _Meaning(
        _("Đang thực hiện (trong hạn)"),
        Colour.BLUE,
        "▶",
        _("Đã bắt đầu thực hiện, chưa hoàn thành và chưa gần đến hạn."),
    ),
    State.WAITING: _Meaning(
        _("Chưa đến hạn – chờ"),
        Colour.GREY,
        "‖",
        _("Chưa bắt đầu và còn chờ một sự kiện, yêu cầu hoặc thời hạn do nơi khác ấn định, nên chưa tính hạn."),
    ),
    State.NOT_DUE: _Meaning(
        _("Chưa đến hạn"),
        Colour.GREY,
        "○",
        _("Chưa bắt đầu, không chờ sự kiện nào và chưa gần đến hạn hoặc chưa được giao hạn."),
    ),
    State.DONE_EARLY: _Meaning(
        _("Hoàn thành trước hạn"),
        Colour.GREEN,
        "✓",
        _("Hoàn thành trước ngày bắt đầu của thời gian thực hiện ghi trong kế hoạch."),
    ),
    State.DONE_ON_TIME: _Meaning(
        _("Hoàn thành đúng hạn"),
        Colour.GREEN,
        "✓",
        _("Hoàn thành không sau ngày hạn, hoặc kế hoạch không ấn định ngày hạn."),
    ),
    State.DONE_LATE: _Meaning(
        _("Hoàn thành quá hạn"),
        Colour.GREEN,
        "✓",
        _("Hoàn thành sau ngày hạn có hiệu lực vào ngày hoàn thành; gia hạn về sau không làm thay đổi."),
    ),
    State.REGULAR: _Meaning(
        _("Thường xuyên"),
        Colour.GREY,
        "↻",
        _("Nhiệm vụ làm thường xuyên hoặc theo kỳ: tự nó không quá hạn, từng kỳ thực hiện có hạn riêng."),
    ),
    State.CANCELLED: _Meaning(
        _("Huỷ, điều chỉnh"),
        Colour.GREY,
        "✕",
        _("Đã được cấp có thẩm quyền cho huỷ hoặc đưa ra khỏi kế hoạch, có lý do."),
    ),
}
_ORDER = {state: place for place, state in enumerate(State)}
DONE = frozenset((State.DONE_EARLY, State.DONE_ON_TIME, State.DONE_LATE))
OPEN = frozenset((State.OVERDUE, State.DUE_SOON, State.RUNNING, State.WAITING, State.NOT_DUE))


class Basis(StrEnum):
    """Which completion counts: what the unit says, or only what a product proves."""

    DECLARED = "declared"
    PROVEN = "proven"

    @property
    def label(self) -> str:
        """The name on the page."""
        return _("Theo khai báo") if self is Basis.DECLARED else _("Theo sản phẩm đã duyệt")


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
_CHANGED_BEFORE = Both((MoreThan("changes", 1), Known(Changed("granted_on", _JUDGED))))
_UNOPENED = Both((Holds("waits"), Not(AtMost(Fact("opened_on"), _JUDGED))))


def _in_force(column: str, changed_column: str, change_column: str) -> Day:
    """One end of the window on the judging day: the last granted change, else the rule once its event has happened."""
    by_rule = When(Not(_UNOPENED), Fact(column))
    earlier = When(_CHANGED_BEFORE, Changed(change_column, _JUDGED), by_rule)
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


def _last_change(facts: Any, column: str, until: dt.date) -> dt.date | None:
    """A column of the last change granted on or before a day; ``history`` is asked only where changes are several."""
    for change in reversed(facts.history):
        if change.granted_on <= until:
            return change.granted_on if column == "granted_on" else getattr(change, column.removeprefix("new_"))
    return None


@cache
def _decide(basis: Basis, each: bool) -> Callable[..., Any]:
    return compile_function(definitions(basis), TABLE, GIVEN, _last_change, each=each)


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


def count(states: Iterable[State]) -> dict[State, int]:
    """How many tasks are in each state; every state is there, with 0 when nothing is in it."""
    found = Counter(states)
    return {state: found[state] for state in State}


@cache
def _day(basis: Basis, name: str) -> Callable[..., dt.date | None]:
    return compile_function(definitions(basis), ((None, Named(name)),), ("as_of",), _last_change)


def done_day(facts: FactsLike, as_of: dt.date, *, basis: Basis = Basis.DECLARED) -> dt.date | None:
    """The day the task counts as finished, as known on ``as_of``; None when it is not."""
    return _day(basis, "done")(facts, as_of)


def start_in_force(facts: FactsLike, as_of: dt.date, *, basis: Basis = Basis.DECLARED) -> dt.date | None:
    """The start of the window that judges the task on a day; None when there is none or it still waits."""
    return _day(basis, "start")(facts, as_of)


def due_in_force(facts: FactsLike, as_of: dt.date, *, basis: Basis = Basis.DECLARED) -> dt.date | None:
    """The due day that judges the task on a day: of the last granted change, else of the rule."""
    return _day(basis, "due")(facts, as_of)
