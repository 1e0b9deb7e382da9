"""Counts a form over cases: each cell with the cases behind it, the sums that must agree, what came late."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from thuongton.cases.definition.conditions import CaseView
from thuongton.cases.definition.model import CaseKind
from thuongton.cases.engine.acts import CaseAct
from thuongton.cases.engine.built_in import CORRECT, UNDO
from thuongton.cases.engine.fold import Versions, fold_until
from thuongton.cases.engine.state import FoldedCase, day_of
from thuongton.cases.engine.timing import Timekeeper
from thuongton.cases.statistics.atoms import Summand, summand_of
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

    __slots__ = ("_told", "case", "kind_name", "others", "time", "window")

    def __init__(
        self, case: FoldedCase, window: FormWindow, time: Timekeeper, others: Mapping[str, WindowView]
    ) -> None:
        self.case = case
        self.window = window
        self.time = time
        self.others = others
        self.kind_name = case.kind.kind
        self._told: list[tuple[CaseAct, Mapping[str, Any]]] | None = None

    def value(self, field: str) -> Any:
        return self.case.value(field)

    def state_at(self, where: str) -> str | None:
        return self.case.state if where == "end" else self.case.state_on(self.window.first - _ONE)

    @property
    def told(self) -> list[tuple[CaseAct, Mapping[str, Any]]]:
        """Each act with what it gave, a correction put where the wrong value was given."""
        if self._told is None:
            found: list[tuple[CaseAct, Mapping[str, Any]]] = []
            for act in self.case.acts:
                if act.do == CORRECT:
                    _put_right(found, act)
                found.append((act, act.data))
            self._told = found
        return self._told

    def days(self, act: str, field: str = "") -> Iterable[dt.date]:
        """The days of each act of a name."""
        for one, data in self.told:
            if one.do == act:
                yield (day_of(data.get(field)) if field else None) or one.day

    def days_within(self, act: str) -> Iterable[dt.date]:
        """The days of each act of a name that lie in the window."""
        return (day for day in self.days(act) if self.window.first <= day <= self.window.last)

    def given(self, acts: Sequence[str], field: str, *, before: bool = False) -> list[int]:
        """The numbers that acts gave in a field, in the window or ``before`` it, as they were corrected."""
        found = []
        for one, data in self.told:
            if one.do in acts and one.day <= self.window.last and (one.day < self.window.first) is before:
                value = _whole(data.get(field))
                if value is not None:
                    found.append(value)
        return found

    def amount(self, summand: Summand) -> int | None:
        """What the case adds to a sum; None where it has no number."""
        if summand.each and not summand.less:
            given = self.given(summand.each, summand.field)
            return sum(given) if given else None
        value = _whole(self.value(summand.field), summand.default)
        if value is None or not summand.less:
            return value
        return value - sum(self.given(summand.each, summand.less, before=True))

    def did(self, act: str, where: str, day: str) -> bool:
        first, last = self.window.first, self.window.last
        for when in self.days(act, day) if act in self.case.given else ():
            if when > last:
                continue
            if where == "by_end" or (where == "before") == (when < first):
                return True
        return False

    def times(self, act: str) -> int:
        return sum(one.do == act for one in self.case.acts)

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


def _put_right(told: list[tuple[CaseAct, Mapping[str, Any]]], correction: CaseAct) -> None:
    """Put a corrected value into the act that gave the wrong one, else into the last act that it names."""
    name = str(correction.data.get("truong") or "")
    act, dot, inner = name.partition(".")
    inner = inner if dot else name
    places = [n for n, (one, _data) in enumerate(told) if one.do != CORRECT and (not dot or one.do == act)]
    giving = [n for n in places if inner in told[n][1]] or (places if dot else [])
    if giving:
        one, data = told[giving[-1]]
        told[giving[-1]] = (one, {**data, inner: correction.data.get("gia_tri")})


def views_of(
    cases: Iterable[RecordedCase],
    window: FormWindow,
    times: Timekeeper | Callable[[str], Timekeeper],
    versions: Versions | None = None,
) -> dict[str, WindowView]:
    """The cases that had begun by the end of the window, folded to it, by id; ``times``: what counts for a unit."""
    views: dict[str, WindowView] = {}
    for one in cases:
        time = times if isinstance(times, Timekeeper) else times(one.unit)
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
    count.identities = [CheckedIdentity(one.text, holds(one, form.form, own)) for one in form.own_identities]
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
            for other in one.forms & set(forms):
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


def _count(cell: CountedCell, found: list[WindowView], matters: dict[str, set[str]]) -> tuple[int, list[str]]:
    return len(found), [view.case.id for view in found]


def _sum(cell: CountedCell, found: list[WindowView], matters: dict[str, set[str]]) -> tuple[int, list[str]]:
    amounts = [(view.case.id, view.amount(summand_of(cell))) for view in found]
    return sum(value for _id, value in amounts if value is not None), [id for id, value in amounts if value is not None]


def _whole(value: Any, default: int | None = None) -> int | None:
    """A whole number; the default where nothing was given; None where it is none."""
    value = default if value is None else value
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def _days(cell: CountedCell, found: list[WindowView], matters: dict[str, set[str]]) -> tuple[int, list[str]]:
    days: set[dt.date] = set()
    rows = []
    for view in found:
        here = {day for act in cell.acts for day in view.days_within(act)}
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
    def link(case: str) -> Any:
        other = view if case == view.case.id else view.others.get(case)
        return other.value(field) if other else None

    return root_of(view.case.id, link)


def root_of(case: str, link: Callable[[str], Any]) -> str:
    """The first case of a chain of cases of one matter; ``link``: the case that a case names."""
    seen = {case}
    here = case
    further = link(case)
    while further not in (None, "") and str(further) not in seen:
        here = str(further)
        seen.add(here)
        further = link(here)
    return here


_OPS: dict[str, Callable[[CountedCell, list[WindowView], dict[str, set[str]]], tuple[int, list[str]]]] = {
    "count": _count,
    "sum": _sum,
    "days": _days,
    "matters": _matters,
}


@dataclass(frozen=True, slots=True)
class LateRecord:
    """An act recorded after a form was sent that touches its window («đã gửi 5, nay 6»).

    It happened in or before the window, puts right what was given then, or takes back such an act (``took``).
    """

    case: str
    act: CaseAct
    took: CaseAct | None = None


def recorded_since(cases: Iterable[RecordedCase], window: FormWindow, sent: dt.datetime) -> list[LateRecord]:
    """What was recorded after ``sent`` (and by the day of ``window``) and touches the window."""
    return [
        LateRecord(one.id, act, took)
        for one in cases
        for act, took in _late_acts([act for act in one.acts if window.known is None or act.at <= window.known], sent)
        if (took or act).day <= window.last or (took or act).do == CORRECT
    ]


def _late_acts(acts: Iterable[CaseAct], sent: dt.datetime) -> Iterator[tuple[CaseAct, CaseAct | None]]:
    """Late acts that count, and those that took back an act which counted when the form was sent."""
    standing: list[CaseAct] = []
    taken: list[tuple[CaseAct, CaseAct]] = []
    for act in acts:
        if act.do != UNDO:
            standing.append(act)
        elif standing:
            took = standing.pop()
            if act.at > sent >= took.at:
                taken.append((act, took))
    yield from ((act, None) for act in standing if act.at > sent)
    yield from taken
