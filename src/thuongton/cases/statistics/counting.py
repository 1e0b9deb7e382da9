"""Counts a form over cases: each cell with the cases behind it, the sums that must agree, what came late."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from thuongton.cases.definition.conditions import CaseView
from thuongton.cases.definition.model import CaseKind
from thuongton.cases.engine.acts import CaseAct
from thuongton.cases.engine.fold import Versions, effective, fold_until
from thuongton.cases.engine.state import FoldedCase, day_of
from thuongton.cases.engine.timing import Timekeeper
from thuongton.cases.statistics.model import CountedCell, FormIdentity, StatisticsForm

_ONE = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True)
class FormWindow:
    """The days a form counts, both included; ``known``: by what was recorded until then (None: all)."""

    first: dt.date
    last: dt.date
    known: dt.datetime | None = None


@dataclass(slots=True)
class RecordedCase:
    """A case as it is kept: its kind at intake and every act recorded."""

    id: str
    unit: str
    kind: CaseKind
    acts: list[CaseAct] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class CheckedIdentity:
    """An identity of a form and whether it holds."""

    text: str
    holds: bool


@dataclass(slots=True)
class FormCount:
    """A counted form: figures, the cases behind each, cells in doubt and why, identities."""

    form: StatisticsForm
    window: FormWindow
    wording: str
    cells: dict[str, int] = field(default_factory=dict)
    rows: dict[str, list[str]] = field(default_factory=dict)
    unknown: list[str] = field(default_factory=list)
    doubts: list[str] = field(default_factory=list)
    identities: list[CheckedIdentity] = field(default_factory=list)


class WindowView:
    """A case as a form sees it: folded to the end of the window."""

    __slots__ = ("case", "kind_name", "others", "time", "window")

    def __init__(
        self, case: FoldedCase, window: FormWindow, time: Timekeeper, others: Mapping[str, WindowView]
    ) -> None:
        self.case = case
        self.window = window
        self.time = time
        self.others = others
        self.kind_name = case.kind.kind

    def value(self, field: str) -> Any:
        return self.case.value(field)

    def state_at(self, where: str) -> str | None:
        return self.case.state if where == "end" else self.case.state_on(self.window.first - _ONE)

    def days(self, act: str, field: str = "") -> Iterable[dt.date]:
        """The days of each act of a name."""
        last = self.case.last_of(act)
        for one in self.case.acts:
            if one.do == act:
                data = self.case.given[act] if one is last else one.data  # corrections are in the last one given
                yield (day_of(data.get(field)) if field else None) or one.day

    def given(self, acts: Sequence[str], field: str, *, before: bool = False) -> list[int]:
        """The numbers that acts gave in a field, in the window or ``before`` it; corrected where the last one was."""
        found = []
        for one in self.case.acts:
            if one.do in acts and one.day <= self.window.last and (one.day < self.window.first) is before:
                data = self.case.given[one.do] if one is self.case.last_of(one.do) else one.data
                value = _whole(data.get(field))
                if value is not None:
                    found.append(value)
        return found

    def did(self, act: str, where: str, day: str) -> bool:
        first, last = self.window.first, self.window.last
        for when in self.days(act, day) if act in self.case.given else ():
            if when > last:
                continue
            if where == "by_end" or (where == "before") == (when < first):
                return True
        return False

    def flagged(self, flag: str) -> bool:
        return flag in self.case.flags

    def late(self) -> bool:
        return False

    def clock(self, name: str, where: str) -> str:
        clock = self.case.clocks.get(name)
        if clock is None:
            return "not_started"
        day = self.window.last if where == "end" else self.window.first - _ONE
        return clock.status(dt.datetime.combine(day, dt.time()), False, self.time)

    def linked(self, field: str) -> CaseView | None:
        return self.others.get(str(self.case.value(field)))


def views_of(
    cases: Iterable[RecordedCase], window: FormWindow, time: Timekeeper, versions: Versions | None = None
) -> dict[str, WindowView]:
    """The cases that had begun by the end of the window, folded to it, by id."""
    views: dict[str, WindowView] = {}
    for one in cases:
        case = fold_until(
            one.kind,
            one.acts,
            time,
            until=window.last,
            known=window.known,
            corrected=True,
            id=one.id,
            unit=one.unit,
            versions=versions,
        )
        if case.state is not None:
            views[one.id] = WindowView(case, window, time, views)
    return views


def count_form(form: StatisticsForm, views: Mapping[str, WindowView], window: FormWindow) -> FormCount:
    """Every cell of a form over the cases of its kinds, identities within the form checked."""
    mine = [view for view in views.values() if view.kind_name in form.kinds]
    count = FormCount(form, window, form.wording)
    matters: dict[str, set[str]] = {}
    for cell in sorted(form.cells.values(), key=lambda cell: len(cell.unless)):
        found = [view for view in mine if cell.condition.holds(view)]
        count.cells[cell.name], count.rows[cell.name] = _OPS[cell.op](cell, found, matters)
    count.cells = {name: count.cells[name] for name in form.cells}
    unknown = set(form.cells) if form.wording == "unknown" else set()
    for doubt in form.doubts:
        if any(doubt.condition.holds(view) for view in mine):
            unknown |= set(doubt.cells)
            count.doubts.append(doubt.text)
            count.wording = "partly unknown" if count.wording == "known" else count.wording
    count.unknown = [name for name in form.cells if name in unknown]
    own = {form.form: count}
    count.identities = [
        CheckedIdentity(one.text, holds(one, form.form, own)) for one in form.identities if _within(one)
    ]
    return count


def count_forms(
    forms: Mapping[str, StatisticsForm], wanted: Sequence[str], views: Mapping[str, WindowView], window: FormWindow
) -> dict[str, FormCount]:
    """Several forms over the same cases, identities between forms checked too."""
    counts: dict[str, FormCount] = {}

    def counted(name: str) -> FormCount:
        if name not in counts:
            counts[name] = count_form(forms[name], views, window)
        return counts[name]

    for name in wanted:
        for one in forms[name].identities:
            for other in {term.form for side in one.sides for term in side if term.form in forms}:
                counted(other)
        found = counted(name)
        found.identities = [CheckedIdentity(one.text, holds(one, name, counts)) for one in forms[name].identities]
    return {name: counts[name] for name in wanted}


def holds(one: FormIdentity, name: str, counts: Mapping[str, FormCount]) -> bool:
    """Whether an identity holds over counted forms."""
    sums = [sum(counts[term.form or name].cells[term.cell] for term in side) for side in one.sides]
    tests: dict[str, Callable[[int, int], bool]] = {
        "=": lambda first, second: first == second,
        "<=": lambda first, second: first <= second,
        ">=": lambda first, second: first >= second,
    }
    return all(tests[sign](first, second) for sign, first, second in zip(one.signs, sums, sums[1:], strict=False))


def _within(one: FormIdentity) -> bool:
    return not any(term.form for side in one.sides for term in side)


def _count(cell: CountedCell, found: list[WindowView], matters: dict[str, set[str]]) -> tuple[int, list[str]]:
    return len(found), [view.case.id for view in found]


def _sum(cell: CountedCell, found: list[WindowView], matters: dict[str, set[str]]) -> tuple[int, list[str]]:
    if cell.each and not cell.less:
        return _sum_each(cell, found)
    total, rows = 0, []
    for view in found:
        value = _whole(view.value(cell.field), cell.default)
        if value is not None:
            total += value - (sum(view.given(cell.each, cell.less, before=True)) if cell.less else 0)
            rows.append(view.case.id)
    return total, rows


def _sum_each(cell: CountedCell, found: list[WindowView]) -> tuple[int, list[str]]:
    """What single acts gave within the window."""
    total, rows = 0, []
    for view in found:
        given = view.given(cell.each, cell.field)
        total += sum(given)
        if given:
            rows.append(view.case.id)
    return total, rows


def _whole(value: Any, default: int | None = None) -> int | None:
    """A whole number; the default where nothing was given; None where it is none."""
    value = default if value is None else value
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def _days(cell: CountedCell, found: list[WindowView], matters: dict[str, set[str]]) -> tuple[int, list[str]]:
    days: set[dt.date] = set()
    rows = []
    for view in found:
        here = {day for act in cell.acts for day in view.days(act) if view.window.first <= day <= view.window.last}
        days |= here
        if here:
            rows.append(view.case.id)
    return len(days), rows


def _matters(cell: CountedCell, found: list[WindowView], matters: dict[str, set[str]]) -> tuple[int, list[str]]:
    elsewhere = set().union(*(matters.get(name, set()) for name in cell.unless))
    rows = []
    here: set[str] = set()
    for view in found:
        root = _root(view, cell.field)
        if root not in elsewhere:
            here.add(root)
            rows.append(view.case.id)
    matters[cell.name] = here
    return len(here), rows


def _root(view: WindowView, field: str) -> str:
    """The first case of a chain of cases of one matter."""
    seen = {view.case.id}
    here = view.case.id
    link = view.value(field)
    while link not in (None, "") and str(link) not in seen:
        here = str(link)
        seen.add(here)
        other = view.others.get(here)
        link = other.value(field) if other else None
    return here


_OPS: dict[str, Callable[[CountedCell, list[WindowView], dict[str, set[str]]], tuple[int, list[str]]]] = {
    "count": _count,
    "sum": _sum,
    "days": _days,
    "matters": _matters,
}


@dataclass(frozen=True, slots=True)
class LateRecord:
    """An act recorded after a form was sent, though it happened in or before its window («đã gửi 5, nay 6»)."""

    case: str
    act: CaseAct


def recorded_since(cases: Iterable[RecordedCase], window: FormWindow, sent: dt.datetime) -> list[LateRecord]:
    """What was recorded after ``sent`` and touches the window: late entries, and corrections whatever their day."""
    return [
        LateRecord(one.id, act)
        for one in cases
        for act in effective(one.acts)
        if act.at > sent and (act.day <= window.last or act.do == "dinh_chinh")
    ]
